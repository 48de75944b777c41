"""What is told at the end of a report: how much was linked, added, left out, and where the files are."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .changes import Comparison
    from .console import Notes
    from .report import Report

_NAMED_FILES = 3  # more of them are counted
_BRIEFED = 2  # local documents of which sentences are told, not numbers alone
_TOLD = ("carried_out", "stricter", "missing")
_PATIENCE = 3.0  # seconds after which a program that has not given up has opened the file


def summary_lines(report: Report, written: Sequence[Path]) -> list[str]:
    """What a supervisor asks first (of a few documents), or one line per local document; then the whole and the files."""
    from .report import short_names  # noqa: PLC0415  heavy

    whole = f"对照 {len(report.comparisons)} 份地方文件：{_counts(report.comparisons)}；写出 {_files(written)}"
    together = _together(report.comparisons)
    if len(report.comparisons) <= _BRIEFED:
        return [*_briefs(report), whole, *together]
    names = short_names([comparison.local for comparison in report.comparisons])
    counts = (f"  {name}：{_counts([one])}" for name, one in zip(names, report.comparisons, strict=True))
    return [*counts, whole, *together]


def _together(comparisons: Sequence[Comparison]) -> list[str]:
    """What judging several documents together changed, where it did."""
    changed = sum(len(one.judged_with.changed) for one in comparisons)
    return [f"一并判断，使相同的句子结论一致：{changed} 句与单独判断不同"] if changed else []


def _briefs(report: Report) -> Iterator[str]:
    """Three sentences of the brief of each local document."""
    from .results.labels import labels  # noqa: PLC0415  heavy

    items = labels("zh")["brief"]["item"]
    briefs = report.briefs()
    for brief in briefs:
        name = f"{brief.document}·" if len(briefs) > 1 else ""
        yield from (f"  {name}{items[one.kind]}：{one.text}" for one in brief.sentences if one.kind in _TOLD)


def _counts(comparisons: Iterable[Comparison]) -> str:
    from .results.document_counts import document_counts  # noqa: PLC0415  heavy
    from .results.verdicts import UNFOUND  # noqa: PLC0415

    links = added = unfound = missing = 0
    for comparison in comparisons:
        counts = document_counts(comparison)
        links += sum(len(change.links) for change in comparison.sentences)
        added, unfound = added + counts.relations["added"], unfound + counts.relations[UNFOUND]
        missing += counts.unanswered["missing"]
    beside = f"，未找到对应（待核）{unfound} 句" if unfound else ""
    return f"句子对应 {links} 处，新增 {added} 句{beside}，缺失 {missing} 句"


def _files(written: Sequence[Path]) -> str:
    if len(written) <= _NAMED_FILES:
        return "、".join(str(path) for path in written)
    return f"{len(written)} 个文件，在 {written[-1].parent}，先看 {first_to_read(written).name}"


def first_to_read(written: Sequence[Path]) -> Path:
    """The index where there is one, else the first file.

    >>> first_to_read([Path("a.html"), Path("b.html"), Path("index.html")]).name, first_to_read([Path("a.docx")]).name
    ('index.html', 'a.docx')
    """
    return next((path for path in written if path.stem == "index"), written[0])


def open_file(path: Path, notes: Notes) -> None:
    """Open a file with the program that the system has for it; where that fails, say so: the file is there all the same."""
    try:
        opened = _open(os.path.realpath(path))
    except OSError as error:
        opened = False
        notes.detail(f"{type(error).__name__}：{error}")
    if not opened:
        notes.warn(f"{path}：没有能打开它的程序，文件已写好；请自行打开")


def _open(path: str) -> bool:
    """Start the program; not click.launch, whose programs write on our standard error and may take the terminal over."""
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - the file was written just now
        return True
    program = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if program is None:
        return False
    quiet = subprocess.DEVNULL
    started = subprocess.Popen([program, path], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603
    try:
        return started.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:
        return True  # it is busy with the file
