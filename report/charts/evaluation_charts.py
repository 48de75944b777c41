"""The curves of an evaluation: can certainty be trusted, and how much can be said if that much must be right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...corpus import OutputError
from ...results.labels import Labels, labels
from ..file_writing import StrPath, write_bytes
from .chart_files import check_charts
from .chart_fonts import ChartFont, Pen, chart_font
from .chart_sheet import INK, QUIET, Sheet, figure_bytes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SIDE = 3.6  # inches
_LEFT = 0.35  # of them beside the axis, for its numbers
_COLOUR = "#1f6fb2"


def reliability_chart(rows: Sequence[Mapping[str, Any]], *, lang: str = "zh", font: ChartFont | None = None) -> Figure:
    """The bins of the table ``calibration``: a bar as high as the share that is right, a dot at the mean certainty, n above it.

    >>> row = {"low": 0.9, "high": 1.0, "n": 20, "mean_probability": 0.95, "share_right": 0.9}
    >>> len(reliability_chart([row]).axes[0].patches)
    1
    """
    words = labels(lang)["evaluation"]
    sheet = _square(words, words["table"]["calibration"], "mean_probability", font)
    axes = sheet.axes
    axes.plot([0, 1], [0, 1], color=QUIET, linewidth=0.8, linestyle="--")
    for row in rows:
        axes.bar(
            row["low"],
            row["share_right"],
            row["high"] - row["low"],
            align="edge",
            color="#e3e8ed",
            edgecolor=INK,
            linewidth=0.6,
        )
        axes.plot([row["mean_probability"]], [row["share_right"]], marker="o", markersize=4, color=_COLOUR)
        axes.text(row["mean_probability"], row["share_right"] + 0.03, str(row["n"]), ha="center", fontsize=7, color=INK)
    return sheet.done()


def risk_coverage_chart(
    rows: Sequence[Mapping[str, Any]], *, lang: str = "zh", font: ChartFont | None = None
) -> Figure:
    """The table ``risk_coverage`` as a curve: across, the share of all that is said, the surest first; up, how much of it is right.

    >>> len(risk_coverage_chart([{"share": 0.5, "share_right": 1.0}, {"share": 1.0, "share_right": 0.8}]).axes[0].lines)
    2
    """
    words = labels(lang)["evaluation"]
    sheet = _square(words, words["table"]["risk_coverage"], "share", font)
    sheet.axes.axhline(0.95, color=QUIET, linewidth=0.8, linestyle="--")
    sheet.axes.step([row["share"] for row in rows], [row["share_right"] for row in rows], where="post", color=_COLOUR)
    return sheet.done()


def save_evaluation_charts(
    tables: Mapping[str, Sequence[Mapping[str, Any]]], folder: StrPath, *, form: str = "svg", lang: str = "zh"
) -> tuple[Path, ...]:
    """Write both curves into a folder, made where there is none; nothing where no certainty was given.

    :raises OutputError: the folder cannot be written, or matplotlib or a font with Chinese characters is missing.
    """
    font = check_charts(folder, form)
    place = Path(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{place}：无法建立文件夹（{error.strerror}），需要可写的位置；请换一个名字") from error
    written = []
    for name, draw in (("calibration", reliability_chart), ("risk_coverage", risk_coverage_chart)):
        if tables[name]:
            written.append(place / f"{name}.{form}")
            write_bytes(written[-1], figure_bytes(draw(tables[name], lang=lang, font=font), form, font))
    return tuple(written)


def _square(words: Labels, title: str, across: str, font: ChartFont | None) -> Sheet:
    """A sheet on which 0 to 1 is drawn both ways, the share that is right upward."""
    pen = Pen(font or chart_font())
    sheet = Sheet.blank(pen, title, _SIDE + _LEFT, _SIDE)
    axes = sheet.axes
    axes.set_axis_on()
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.08)
    axes.tick_params(labelsize=7, colors=INK)
    axes.set_xlabel(pen.text(words["column"][across]), **pen.look(8))
    axes.set_ylabel(pen.text(words["column"]["share_right"]), **pen.look(8))
    return sheet
