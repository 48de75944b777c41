"""How far long work is: a bar on standard error for someone who sits before it, nothing at all for a file or a pipe."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO, cast

from .console import one_line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID


class Stages:
    """The work as its stages, one after the other; without a bar to draw on it does nothing."""

    def __init__(self, bar: Progress | None = None) -> None:
        self._bar = bar
        self._task: TaskID | None = None
        self._done, self._total = 0, 0

    def begin(self, text: str, total: int | None = None) -> None:
        """Begin a stage of so many steps; of ``None``, it is not known how many."""
        if self._bar is None:
            return
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._done, self._total = 0, total or 0
        self._task = self._bar.add_task(one_line(text), total=total, count=self._count())

    def step(self) -> None:
        """One step of the stage is done."""
        if self._bar is not None and self._task is not None:
            self._done += 1
            self._bar.update(self._task, advance=1, count=self._count())

    def _count(self) -> str:
        """How many steps are done; nothing where it is not known how many there are."""
        return f"{self._done}/{self._total}" if self._total else ""


class _AboveBar(io.TextIOBase):
    """What is told while a bar is drawn: each line goes above it, whole; a terminal folds what is too long for it by itself."""

    def __init__(self, console: Console) -> None:
        self._console, self._rest = console, ""

    def write(self, text: str) -> int:
        *lines, self._rest = (self._rest + text).split("\n")
        for line in lines:
            self._console.print(line, markup=False, highlight=False, emoji=False, soft_wrap=True)
        return len(text)


@contextlib.contextmanager
def progress(*, quiet: bool) -> Iterator[Stages]:
    """Show the stages of what is done inside, where standard error is a terminal and the user wants to hear something."""
    # Not what rich takes for a terminal: FORCE_COLOR would put a bar into a log.
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield Stages()
        return
    from rich.console import Console  # noqa: PLC0415  needed before a terminal only
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    text, count = (TextColumn(f"{{task.{name}}}", markup=False) for name in ("description", "fields[count]"))
    console = Console(file=sys.stderr)
    # rich would fold what is said meanwhile (click writes to sys.stderr) into lines; results on standard output are left alone.
    bar = Progress(
        *(text, BarColumn(), count, TimeElapsedColumn()),
        console=console,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    with bar, contextlib.redirect_stderr(cast(TextIO, _AboveBar(console))):
        yield Stages(bar)
