"""The charts of a report as matplotlib figures: for a notebook, or for files (chart_files.py). Nothing is shown or saved here.

Each function takes the font as ``chart_font`` found it (looked for where none is given) and the language of its words. A figure shows
itself in Jupyter as SVG with outlined glyphs, which looks the same everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...changes import Comparison
from ...results.act_names import act_names, told_apart
from ...results.coverage_columns import shown_status
from ...results.document_counts import document_counts
from ...results.drawing import link_drawing
from ...results.findings import Findings
from ...results.labels import Labels, labels, percent
from ...results.names import short_names
from ...results.ranks import strictness_ranks
from ...results.unit_places import place_name
from ...results.verdicts import VERDICTS
from .chart_fonts import ChartFont, Pen, chart_font
from .chart_sheet import Sheet

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# The colours of the page, dark enough for white signs and different in grey.
COLOURS = {
    **{
        "verbatim": "#55606a",
        "adapted": "#1f6fb2",
        "strengthened": "#0b7548",
        "weakened": "#d98a2b",
        "added": "#b9a3dd",
        "unfound": "#9aa0a6",
    },
    **{"implemented": "#0b7548", "partial": "#d98a2b", "absent": "#b3261e"},
}
HATCHES = {"verbatim": "", "adapted": "///", "strengthened": "", "weakened": "...", "added": "xxx", "unfound": "..."}
_UNSHADED = ("absent", "no_duty", "not_applicable")
LONGEST_LABEL = 24  # characters beside a row or above a column


def coverage_chart(report: Findings, *, lang: str = "zh", font: ChartFont | None = None) -> Figure:
    """Central articles by local documents: how far each is taken up, as sign, percentage of its text and depth of colour.

    >>> import duizhao as dz
    >>> sample = dz.sample_folder()
    >>> report = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt")
    >>> figure = coverage_chart(report)
    >>> figure.axes[0].get_title()
    '中央条款覆盖热图'
    """
    words, pen = labels(lang), Pen(font or chart_font())
    units = report.central.units
    rows = told_apart([_label(unit, words) for unit in units], [unit.id for unit in units], LONGEST_LABEL)
    sheet = Sheet(pen, words["page"]["heat_map"], rows, _names(report))
    for column, comparison in enumerate(report.comparisons):
        covers = dict(comparison.shares.central)
        for row, entry in enumerate(comparison.coverage):
            cover = covers.get(entry.central)
            share = cover.covered if cover is not None else 0.0
            shown = shown_status(entry)
            depth = 0.0 if shown in _UNSHADED else share
            said = words["sign"][shown] + (f" {percent(share)}" if cover is not None and shown == entry.status else "")
            sheet.cell(row, column, said, depth)
    sheet.note("　".join(f"{words['sign'][status]} {name}" for status, name in words["status_name"].items()))
    return sheet.done()


def relation_chart(report: Findings, *, lang: str = "zh", font: ChartFont | None = None) -> Figure:
    """The sentences of each local document by relation: one bar each, the parts told apart by colour, hatching and sign.

    >>> import duizhao as dz
    >>> sample = dz.sample_folder()
    >>> report = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt")
    >>> len(relation_chart(report).axes[0].texts) > 0
    True
    """
    words, pen = labels(lang), Pen(font or chart_font())
    sheet = Sheet(pen, words["page"]["relation_shares"], _names(report), [""], column_width=7.0)
    for row, comparison in enumerate(report.comparisons):
        counts = document_counts(comparison).relations
        _bar(sheet, row, counts, words)
    sheet.note("　".join(f"{words['sign'][name]} {words['relation_name'][name]}" for name in VERDICTS))
    return sheet.done()


def strictness_chart(report: Findings, *, lang: str = "zh", font: ChartFont | None = None) -> Figure:
    """The figures of the matrix by local document; the darker, the stricter within the row (white where that cannot be told).

    >>> import duizhao as dz
    >>> sample = dz.sample_folder()
    >>> report = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt")
    >>> strictness_chart(report).axes[0].get_title()
    '量化矩阵'
    """
    words, pen = labels(lang), Pen(font or chart_font())
    units = {unit.id: unit for unit in report.central.units}
    lines = [row for row in report.matrix if any(row.cells)]
    named = [(row, act) for row, act in zip(report.matrix, act_names(report), strict=True) if any(row.cells)]
    acts = [f"{place_name(units[row.unit], words)} {act}" for row, act in named]
    rows = told_apart(acts, [row.central or next(filter(None, row.cells)) for row in lines], LONGEST_LABEL)
    sheet = Sheet(pen, words["matrix"], rows, [words["central_figure"], *_names(report)], column_width=1.35)
    for number, row in enumerate(lines):
        sheet.cell(number, 0, row.central, 0.0)
        for column, (cell, rank) in enumerate(zip(row.cells, strictness_ranks(row), strict=True), start=1):
            sign = f" {words['sign']['strictest']}" if rank == 1.0 else ""
            sheet.cell(number, column, cell + sign, rank or 0.0)
    sheet.note(words["page"]["strictness_chart_note"] if lines else words["none"])
    return sheet.done()


def link_chart(comparison: Comparison, *, lang: str = "zh", font: ChartFont | None = None) -> Figure:
    """The links between the articles of two documents: central ones on the left, local ones on the right, dashed where a part only.

    >>> import duizhao as dz
    >>> sample = dz.sample_folder()
    >>> report = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt")
    >>> len(link_chart(report.comparisons[0]).axes[0].patches) > 10
    True
    """
    from matplotlib.patches import PathPatch  # noqa: PLC0415  matplotlib is an extra
    from matplotlib.path import Path  # noqa: PLC0415

    words, pen = labels(lang), Pen(font or chart_font())
    drawing = link_drawing(comparison, words)
    [name] = short_names([comparison.local])
    sheet = Sheet.blank(pen, f"{words['page']['links']} {name}", drawing.width / 72, drawing.height / 72)
    axes = sheet.axes
    axes.set_xlim(0, drawing.width)
    axes.set_ylim(drawing.height, 0)
    for curve in drawing.curves:
        start, end = (drawing.left + 6, curve.start), (drawing.right - 6, curve.end)
        middle = (drawing.left + drawing.right) / 2
        path = Path(
            [start, (middle, curve.start), (middle, curve.end), end],
            [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4],
        )
        style: dict[str, Any] = {"linewidth": 1.4} if curve.main else {"linewidth": 1.0, "linestyle": (0, (3, 3))}
        axes.add_patch(PathPatch(path, fill=False, edgecolor=COLOURS[curve.kind], **style))
    for side, at, align in ((drawing.central, drawing.left, "right"), (drawing.local, drawing.right, "left")):
        for height, said in side:
            axes.text(at, height, pen.text(said), ha=align, va="center", **pen.look(8))
    return sheet.done()


def _bar(sheet: Sheet, row: int, counts: Mapping[str, int], words: Labels) -> None:
    total = sum(counts.values())
    before = 0.0
    for name, count in counts.items():
        if count:
            width = count / total
            sheet.part(row, before, width, COLOURS[name], HATCHES[name])
            if width > 0.06:  # narrower, and the number would run over its neighbours
                sheet.on_part(row, before + width / 2, f"{words['sign'][name]} {count}")
            before += width


def _names(report: Findings) -> Sequence[str]:
    return [_short(name) for name in short_names([comparison.local for comparison in report.comparisons])]


def _label(unit: Any, words: Labels) -> str:
    return " ".join(filter(None, (place_name(unit, words), unit.heading)))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"
