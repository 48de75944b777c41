"""The characters of a page of a PDF with their places; what is written across a page (a watermark) is left out."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from .printed_glyphs import Glyph, is_vertical

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_OF_COLUMNS = frozenset((0, 90, 270))  # degrees: digits and letters of a vertical page lie on their side
_MOST_OBJECTS = 2000
_FEW_OBJECTS = 10
_VERTICAL = "PDF 是竖排的，字体没有嵌入，取不出文字，需要能复制出文字的 PDF；请换一份，或先做文字识别（OCR，选竖排）"
_NO_FONT = "PDF 有文字，但字体没有嵌入，取不出来，需要能复制出文字的 PDF；请换一份，或先做文字识别（OCR）"


def page_glyphs(page: PdfPage) -> list[Glyph]:
    """The characters of a page with their places; those written across it (a watermark) are left out."""
    from pypdfium2 import raw  # noqa: PLC0415  see read_pdf

    text = page.get_textpage()
    try:
        height = page.get_height()
        x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
        matrix = raw.FS_MATRIX()
        found: list[tuple[int, float, Glyph]] = []
        for i in range(raw.FPDFText_CountChars(text)):
            code = raw.FPDFText_GetUnicode(text, i)
            if raw.FPDFText_IsGenerated(text, i) == 1 or code in (0, 9, 10, 13):
                continue
            if not raw.FPDFText_GetCharOrigin(text, i, x, y) or not raw.FPDFText_GetLooseCharBox(text, i, box):
                continue
            angle = round(raw.FPDFText_GetCharAngle(text, i) * 57.3) % 360
            scaled = raw.FPDFText_GetMatrix(text, i, matrix)
            scale = math.hypot(matrix.c, matrix.d) if scaled else 1.0
            size = raw.FPDFText_GetFontSize(text, i) * scale or abs(box.top - box.bottom) or 10.0
            unmapped = raw.FPDFText_HasUnicodeMapError(text, i) == 1
            advance = abs(box.top - box.bottom) if angle % 180 == 90 else abs(box.right - box.left)
            found.append(
                (angle, advance, Glyph(x.value, height - y.value, box.right, size, _char(code, unmapped=unmapped)))
            )
    finally:
        text.close()
    if not found:
        return []
    usual = Counter(angle for angle, _, _ in found).most_common(1)[0][0]
    upright = [(advance, glyph) for angle, advance, glyph in found if abs(angle - usual) <= 3]
    if usual == 0 and is_vertical([glyph for _, glyph in upright]):
        return [_of_column(glyph, angle, advance) for angle, advance, glyph in found if angle in _OF_COLUMNS]
    return [_turned(glyph, usual, advance) if usual else glyph for advance, glyph in upright]


def _of_column(glyph: Glyph, angle: int, advance: float) -> Glyph:
    """A character of a vertical page; those that lie on their side have their advance from top to bottom."""
    return glyph if angle == 0 else replace(glyph, right=glyph.x + advance, lies=True)


def _turned(glyph: Glyph, degrees: int, advance: float) -> Glyph:
    """A character of a page that is printed sideways, where it stands once the page is turned."""
    turn = math.radians(-degrees)
    x = glyph.x * math.cos(turn) - glyph.y * math.sin(turn)
    y = glyph.x * math.sin(turn) + glyph.y * math.cos(turn)
    return Glyph(x, y, x + advance, glyph.size, glyph.char)


def _char(code: int, *, unmapped: bool) -> str:
    return (
        "\ufffd" if unmapped or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF) or code > 0x10FFFF else chr(code)
    )


def unread_text(document: PdfDocument) -> str:
    """Why a PDF whose pages draw text gives no characters; empty where its pages draw none."""
    from pypdfium2 import raw  # noqa: PLC0415  see pdf.read_pdf

    for i in range(min(3, len(document))):
        page = document[i]
        try:
            places: list[Glyph] = []
            for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=3):
                matrix = found.get_matrix()
                places.append(Glyph(matrix.e, -matrix.f, matrix.e, 16.0, "字"))
                if len(places) >= _MOST_OBJECTS:
                    break
        finally:
            page.close()
        if len(places) >= _FEW_OBJECTS:
            return _VERTICAL if is_vertical(places) else _NO_FONT
    return ""
