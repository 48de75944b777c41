"""A sheet that charts are drawn on: rows with names, columns with names, cells with a text and a depth of colour."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...version import __version__
from .chart_fonts import ChartFont, Pen

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROW_HEIGHT = 0.27  # inches
CELL_EDGE = {"left": 0.3, "right": 0.3, "top": 0.55, "bottom": 0.45}  # inches around the cells
LONG_NAME = 5  # characters; a longer name of a column is written upright
LETTER = 0.125  # inches a character of such a name takes
GREEN, DEEPEST = (11, 117, 72), 0.6  # dark letters can be read on the deepest tone
INK, QUIET = "#1d2329", "#59626c"


PNG_DOTS = 200  # per inch
# Outlines of the glyphs, so that a reader needs no font; names of parts by hash instead of by chance.
_SETTINGS: Any = {"svg.fonttype": "path", "svg.hashsalt": "duizhao", "pdf.fonttype": 3, "pdf.compression": 6}


class Sheet:
    """A figure of its own, without pyplot: nothing is registered, nothing is shown."""

    def __init__(
        self, pen: Pen, title: str, rows: Sequence[str], columns: Sequence[str], column_width: float = 0.75
    ) -> None:
        upright = max(map(len, columns), default=0) > LONG_NAME
        above = max(map(len, columns), default=0) * LETTER if upright else 0.2
        height = max(len(rows), 1) * ROW_HEIGHT
        left = CELL_EDGE["left"] + max(map(len, rows), default=0) * LETTER
        self._open(pen, title, max(len(columns), 1) * column_width, height, left, above)
        self.axes.set_xlim(0, max(len(columns), 1))
        self.axes.set_ylim(max(len(rows), 1), 0)
        for number, name in enumerate(rows):
            self.axes.text(-0.08 / column_width, number + 0.5, pen.text(name), ha="right", va="center", **pen.look(8))
        for number, name in enumerate(columns):
            place: dict[str, Any] = {"ha": "center", "va": "bottom", "rotation": 90 if upright else 0}
            self.axes.text(number + 0.5, -0.15, pen.text(name), **place, **pen.look(8, bold=True))

    @classmethod
    def blank(cls, pen: Pen, title: str, width: float, height: float) -> Sheet:
        """A sheet of that many inches without rows and columns."""
        sheet = cls.__new__(cls)
        sheet._open(pen, title, width, height, CELL_EDGE["left"], 0.1)
        return sheet

    figure: Figure
    axes: Axes

    def _open(self, pen: Pen, title: str, width: float, height: float, left: float, above: float) -> None:
        from matplotlib.figure import Figure  # noqa: PLC0415  matplotlib is an extra
        from matplotlib.style import context  # noqa: PLC0415

        with context("default"):  # whatever the user's own settings are
            full_width = left + width + CELL_EDGE["right"]
            full_height = CELL_EDGE["top"] + above + height + CELL_EDGE["bottom"]
            self.figure = Figure(figsize=(full_width, full_height), facecolor="white")
            self.axes = self.figure.add_axes(
                (left / full_width, CELL_EDGE["bottom"] / full_height, width / full_width, height / full_height)
            )
            self.axes.set_axis_off()
            middle = (full_width / 2 - left) / width
            self.axes.set_title(pen.text(title), x=middle, pad=above * 72 + 8, **pen.look(11, bold=True))
        self._pen, self._height = pen, height

    def cell(self, row: int, column: int, said: str, depth: float) -> None:
        """A cell with a text; ``depth`` from 0 (white) to 1."""
        from matplotlib.patches import Rectangle  # noqa: PLC0415

        tone = tuple(1 - DEEPEST * depth * (1 - part / 255) for part in GREEN)
        self.axes.add_patch(Rectangle((column, row), 1, 1, facecolor=tone, edgecolor="#c4cbd2", linewidth=0.6))
        if said:
            self._write(column + 0.5, row + 0.5, said)

    def part(self, row: int, start: float, width: float, colour: str, hatch: str) -> None:
        """A part of a bar that fills the row of a sheet with one column."""
        from matplotlib.patches import Rectangle  # noqa: PLC0415

        style: dict[str, Any] = {"facecolor": colour, "edgecolor": "white", "hatch": hatch, "linewidth": 0.8}
        self.axes.add_patch(Rectangle((start, row + 0.12), width, 0.76, **style))

    def on_part(self, row: int, at: float, said: str) -> None:
        """A text on a part of a bar, on a ground of its own that keeps the hatching away from it."""
        ground = {"facecolor": "white", "edgecolor": "none", "pad": 1.2}
        self.axes.text(at, row + 0.5, self._pen.text(said), ha="center", va="center", bbox=ground, **self._pen.look(7))

    def note(self, text: str) -> None:
        """A line below the cells."""
        below = -0.22 / self._height
        style: dict[str, Any] = {"ha": "left", "va": "center", "color": QUIET, "transform": self.axes.transAxes}
        self.axes.text(0, below, self._pen.text(text), **style, **self._pen.look(8))

    def done(self) -> Figure:
        """The figure; Jupyter shows it as SVG."""
        figure, font = self.figure, self._pen.font
        # IPython asks an object, not its class alone, how it shows itself.
        figure._repr_svg_ = lambda: figure_bytes(figure, "svg", font).decode("utf-8")  # type: ignore[attr-defined]
        return figure

    def _write(self, x: float, y: float, said: str) -> None:
        self.axes.text(x, y, self._pen.text(said), ha="center", va="center", color=INK, **self._pen.look(7))


def figure_bytes(figure: Figure, form: str, font: ChartFont) -> bytes:
    """A figure as the bytes of a file; the same figure gives the same bytes."""
    import matplotlib as mpl  # noqa: PLC0415  an extra

    out = io.BytesIO()
    with mpl.rc_context(_SETTINGS):
        figure.savefig(
            out, format=form, dpi=PNG_DOTS, bbox_inches="tight", pad_inches=0.2, metadata=_metadata(form, font)
        )
    return out.getvalue()


def _metadata(form: str, font: ChartFont) -> dict[str, str | None]:
    """Who made it and with which font; no date, and no path of this machine."""
    creator, used = f"duizhao {__version__}", f"font: {font.name} ({font.source})"
    if form == "svg":
        return {"Date": None, "Creator": creator, "Description": used}
    if form == "pdf":
        return {"CreationDate": None, "Creator": creator, "Producer": None, "Keywords": used}
    return {"Software": creator, "Description": used}
