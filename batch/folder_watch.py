"""Folders that are watched: what came, changed or went, told when it is wholly written."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from typing import Any

from ..corpus import DocumentError, UnknownFormatError

SETTLE = 2.0  # seconds for which a file must stay as it is to count as wholly written
_TICK = 250  # milliseconds between two looks at what is not settled yet
_STILL_AT_FIRST = 60.0  # seconds at most that are waited for files that are being written when the watch begins


@dataclass(frozen=True, slots=True)
class Settled:
    """Files and folders that are as they are for a while, and whether something is gone."""

    paths: tuple[str, ...]
    gone: bool


@dataclass(slots=True)
class _Pending:
    """What changed lately: how it looked, and since when it looks like that."""

    looks: dict[str, tuple[tuple[int, int] | None, float]] = field(default_factory=dict)

    def note(self, path: str) -> None:
        self.looks[path] = (_look(path), time.monotonic())

    def settled(self, seconds: float) -> list[str]:
        """Those that have not changed for so long; what changed again begins anew."""
        now = time.monotonic()
        for path, (look, _) in list(self.looks.items()):
            if _look(path) != look:
                self.note(path)
        return [path for path, (_, since) in self.looks.items() if now - since >= seconds]


def watch_folders(
    folders: Sequence[str | Path], stop: Event, *, settle: float = SETTLE, poll: bool = False
) -> Iterator[Settled]:
    """Tell what is new each time that all that changed is wholly written; first of all that is there. Ends when ``stop`` is set.

    A file counts as written when its size and its time have stayed for ``settle`` seconds, one that was moved in too.

    :param poll: look again and again instead of being told by the system: for folders on a network.
    :raises UnknownFormatError: the package watchfiles is not installed.
    :raises DocumentError: a folder is not there, or no longer.
    """
    if find_spec("watchfiles") is None:
        raise UnknownFormatError(
            "batch watch 需要 watchfiles，这里没有安装；请先在 duizhao 的文件夹里运行 pip install '.[batch]'"
        )
    from watchfiles import Change  # noqa: PLC0415  an extra

    _check(folders)
    _wait_for_writers(folders, stop, settle)
    yield Settled(tuple(map(str, folders)), gone=False)
    pending, gone = _Pending(), False
    for changes in _changes(folders, stop, poll=poll):
        _check(folders)
        for change, path in changes:
            if change == Change.deleted:
                gone = True
                pending.looks.pop(path, None)
            elif not Path(path).name.startswith((".", "~$")):
                pending.note(path)
        settled = pending.settled(settle)
        if (settled or gone) and len(settled) == len(pending.looks):
            pending.looks.clear()
            yield Settled(tuple(sorted(settled)), gone)
            gone = False


def _changes(folders: Sequence[str | Path], stop: Event, *, poll: bool) -> Iterator[set[tuple[Any, str]]]:
    """What the system tells, or nothing, several times a second."""
    from watchfiles import watch  # noqa: PLC0415  an extra

    how: dict[str, Any] = {
        "yield_on_timeout": True,
        "rust_timeout": _TICK,
        "step": _TICK // 5,
        "raise_interrupt": False,
    }
    try:
        yield from watch(*folders, stop_event=stop, force_polling=poll, **how)
    except FileNotFoundError:  # it went in between
        _check(folders)
        raise


def _check(folders: Sequence[str | Path]) -> None:
    for folder in folders:
        if not os.path.isdir(folder):  # noqa: PTH112  a name too long is no error here
            raise DocumentError(
                f"{folder}：没有这个文件夹，或已不在了，需要能看的文件夹；库里已有的都在，文件夹回来后请重新运行"
            )


def _look(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116  as above
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _wait_for_writers(folders: Sequence[str | Path], stop: Event, settle: float) -> None:
    """Wait until nothing in the folders was written just now."""
    until = time.monotonic() + _STILL_AT_FIRST
    while time.monotonic() < until and not stop.is_set():
        newest = max((_newest(folder) for folder in folders), default=0.0)
        left = newest + settle - time.time()
        if left <= 0:
            return
        stop.wait(min(left, settle))


def _newest(folder: str | Path) -> float:
    found = (os.path.join(place, name) for place, _, names in os.walk(folder) for name in names)  # noqa: PTH118
    return max((look[1] / 1e9 for path in found if (look := _look(path)) is not None), default=0.0)
