"""What came: the files of folders, told apart by their content from what the store knows."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..corpus import DocumentError, read_bytes
from ..corpus.reading import shown
from ..results.findings import Skipped
from ..sources import FoundFile, find_files
from .store_file import StoreFile
from .tasks import content_hash


@dataclass(slots=True)
class Arrivals:
    """Files by what they are to the store, each with the path that the store keeps; ``hashes`` of those that could be opened.

    ``refused`` are files that could not be opened, ``unopened`` what the store cannot even name, or folders: each with the reason.
    """

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    unopened: dict[str, str] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)

    @property
    def to_read(self) -> list[str]:
        """Those whose content has to be looked at."""
        return [*self.new, *self.changed, *self.again]


def look_around(store: StoreFile, places: Sequence[str | Path], *, retry: bool) -> Arrivals:
    """Tell new, changed, unchanged and vanished files apart; folders are searched to the bottom.

    :param retry: files that failed before are to be read again.
    :raises DocumentError: a place is not there.
    """
    found = Arrivals()
    known = {row["path"]: row for row in store.rows("SELECT path, sha256, status, vanished FROM file")}
    seen: set[str] = set()
    for place in places:
        for path in _files(place, found):
            if _is_of_store(store, path):
                continue
            if not _can_be_kept(path):
                found.unopened[shown(path)] = "文件名不是 UTF-8，库里记不下；请改名"
                continue
            kept = store.kept_path(path)
            if kept not in seen:
                seen.add(kept)
                _tell(kept, path, known.get(kept), found, retry=retry)
    for place in places:
        prefix = store.kept_path(place)
        inside = "" if prefix == "." else f"{prefix}/"
        for kept, row in known.items():
            if kept not in seen and (kept == prefix or kept.startswith(inside)) and not store.real_path(kept).exists():
                found.vanished += [] if row["vanished"] else [kept]
    return found


def _tell(kept: str, path: str, row: sqlite3.Row | None, found: Arrivals, *, retry: bool) -> None:
    try:
        digest = content_hash(read_bytes(path))
    except DocumentError as error:
        found.refused[kept] = str(error)
        return
    found.hashes[kept] = digest
    if row is None:
        found.new.append(kept)
    elif row["sha256"] != digest:
        found.changed.append(kept)
    elif (row["status"] == "failed" and retry) or row["vanished"]:
        found.again.append(kept)
    else:
        found.unchanged.append(kept)


def _can_be_kept(path: str) -> bool:
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _files(place: str | Path, found: Arrivals) -> Iterator[str]:
    """The files of a place that may be documents, in the order of their names."""

    def unopened(error: OSError) -> None:
        found.unopened[shown(error.filename)] = f"无法打开文件夹（{error.strerror}）；请检查权限"

    if not os.path.isdir(place):  # noqa: PTH112  a name too long for the system is no error here
        if not os.path.lexists(place):
            raise DocumentError(f"{place}：没有这个文件或文件夹；请检查路径和名字")
        yield str(place)
        return
    for folder, folders, names in os.walk(place, onerror=unopened):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        if any(not name.startswith(".") for name in names):
            files, others = find_files([folder])
            found.skipped += others
            yield from (one.path for one in files if isinstance(one, FoundFile))


def _is_of_store(store: StoreFile, path: str) -> bool:
    """Is it the store itself, or what lies beside it?"""
    return os.path.realpath(path).startswith(os.path.realpath(store.path))


def by_content(paths: Iterable[str], hashes: dict[str, str]) -> dict[str, list[str]]:
    """The paths of each content.

    >>> by_content(["b", "a"], {"a": "1f", "b": "1f"})
    {'1f': ['a', 'b']}
    """
    together: dict[str, list[str]] = {}
    for path in sorted(paths):
        together.setdefault(hashes[path], []).append(path)
    return together
