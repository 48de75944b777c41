"""How far long work is: a bar on standard error for someone who sits before it, nothing at all for a file or a pipe."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .console import one_line

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Stages:
    """The work as its stages, one after the other; without a bar to draw on it does nothing."""

    def __init__(self, bar: Progress | None = None) -> None:
        self._bar = bar
        self._task: TaskID | None = None

    def begin(self, text: str, total: int | None = None) -> None:
        """Begin a stage of so many steps; of ``None``, it is not known how many."""
        if self._bar is None:
            return
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._task = self._bar.add_task(one_line(text), total=total)

    def step(self) -> None:
        """One step of the stage is done."""
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task)


@contextlib.contextmanager
def progress(*, quiet: bool) -> Iterator[Stages]:
    """Show the stages of what is done inside, where standard error is a terminal and the user wants to hear something."""
    # Not what rich takes for a terminal: FORCE_COLOR would put a bar into a log.
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield Stages()
        return
    from rich.console import Console  # noqa: PLC0415  needed before a terminal only
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # What is said meanwhile (click writes to sys.stderr) goes above the bar; results on standard output are left alone.
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        yield Stages(bar)
