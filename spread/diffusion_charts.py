"""Charts of the analysis by matplotlib: for a notebook, or for files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ..corpus import UnknownFormatError
from ..report.charts.chart_fonts import Pen, chart_font
from ..report.charts.chart_sheet import Sheet
from ..results.labels import percent
from .diffusion_words import SpreadWords, diffusion_words
from .path_drawing import path_drawing
from .spread_findings import SpreadFindings

if TYPE_CHECKING:
    from matplotlib.figure import Figure


CHARTS = ("path", "similarity")
_COLOURS = {"first": "#b3261e", "later": "#1f6fb2", "since": "#9aa0a6"}
_LONGEST = 30  # characters of a clause in a title


def diffusion_chart(found: SpreadFindings, name: str, *, clause: int = 1, lang: str = "zh") -> Figure:
    """The ``path`` of a clause, or the ``similarity`` of provinces; ``UnknownFormatError`` for another chart or clause."""
    words, pen = diffusion_words(lang), Pen(chart_font())
    if name == "similarity":
        return _similarity(found, words, pen)
    if name != "path":
        raise UnknownFormatError(f"没有图 {name}，需要 {'、'.join(CHARTS)} 之一；请改用其中一种")
    if not 1 <= clause <= len(found.clauses):
        raise UnknownFormatError(f"没有条款 {clause}，共有的条款是 1 到 {len(found.clauses)}；请改用其中一条")
    return _path(found, clause, pen)


def _similarity(found: SpreadFindings, words: SpreadWords, pen: Pen) -> Figure:
    sheet = Sheet(pen, words["similarity"], found.provinces, found.provinces)
    most = float(found.likeness.jaccard[~np.eye(len(found.provinces), dtype=bool)].max(initial=0.0)) or 1.0
    for row in range(len(found.provinces)):
        for column in range(len(found.provinces)):
            apart = row == column or not found.together[row, column]
            share = 0.0 if apart else float(found.likeness.jaccard[row, column])
            sheet.cell(row, column, "–" if apart else percent(share), share / most)
    return sheet.done()


def _path(found: SpreadFindings, number: int, pen: Pen) -> Figure:
    from matplotlib.patches import PathPatch  # noqa: PLC0415  matplotlib is an extra
    from matplotlib.path import Path  # noqa: PLC0415

    clause = found.clauses[number - 1]
    text, drawing = clause.first.passage.text, path_drawing(clause)
    title = f"{number}. {text if len(text) <= _LONGEST else text[:_LONGEST] + '…'}"
    sheet = Sheet.blank(pen, title, drawing.width / 72, drawing.height / 72)
    axes = sheet.axes
    axes.set_xlim(0, drawing.width)
    axes.set_ylim(drawing.height, 0)
    bottom = drawing.height - 20
    for at, year in drawing.years:
        axes.plot([at, at], [8, bottom], color="#d5dae0", linewidth=0.6)
        axes.text(at, bottom + 12, year, ha="center", va="center", **pen.look(7))
    if drawing.source is not None:
        axes.plot([drawing.source] * 2, [8, bottom], color=_COLOURS["first"], linewidth=0.8, linestyle=(0, (4, 3)))
    for hand in drawing.hands:
        (x, y), end = hand.start, hand.end
        curve = Path([(x, y), (x, end[1]), (x, end[1]), end], [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
        axes.add_patch(PathPatch(curve, fill=False, edgecolor=_COLOURS["later"], linewidth=1.0))
    for lane in drawing.lanes:
        style: dict[str, Any] = {"va": "center", **pen.look(8)}
        axes.text(drawing.left - 12, lane.height, pen.text(lane.name), ha="right", **style)
        axes.text(drawing.right + 12, lane.height, lane.day, ha="left", **style)
        if lane.since is not None and lane.at is not None:
            axes.plot([lane.since, lane.at], [lane.height] * 2, color=_COLOURS["since"], linewidth=3, alpha=0.5)
        if lane.at is not None:
            axes.plot([lane.at], [lane.height], "o", color=_COLOURS["first" if lane.first else "later"], markersize=6)
    return sheet.done()
