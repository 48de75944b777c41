"""The thin level lines drawn on a page of a PDF: what crosses words out, what stands above footnotes, the bars of fractions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .printed_strokes import Stroke

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_MOST_OBJECTS = 5000
_MOST_HEIGHT, _LEAST_WIDTH = 2.5, 2.0  # points


def page_strokes(page: PdfPage) -> list[Stroke]:
    """The level lines of a page, with places from its upper left corner as those of its characters."""
    from pypdfium2 import raw  # noqa: PLC0415  see pdf.read_pdf

    height = page.get_height()
    strokes: list[Stroke] = []
    for i, found in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)):
        if i >= _MOST_OBJECTS:
            return []  # a drawing
        left, bottom, right, top = found.get_bounds()
        if top - bottom <= _MOST_HEIGHT and right - left >= _LEAST_WIDTH:
            strokes.append(Stroke(left, right, height - (top + bottom) / 2))
    return strokes
