"""Read the text layer of a PDF, line by line from the places of its characters."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..errors import DocumentError
from .decoded import Decoded
from .format_rules import FormatRules
from .printed_lines import Glyph, PageReader, PrintedLine
from .printed_pages import printed_text

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_MAX_PAGES = 2000
_MAX_GLYPHS = 5_000_000
_FEW = 10  # characters of a page that is but a picture
_NO_TEXT = "PDF 没有文字层（多半是扫描件），需要有文字层的 PDF；请先做文字识别（OCR），再给出结果"
_GARBLED = "PDF 的文字层是乱码（字体没有对应的字符），需要能复制出文字的 PDF；请换一份，或先做文字识别（OCR）"
_BROKEN = "PDF 已损坏，需要完整的 PDF；请重新下载"


def read_pdf(data: bytes, rules: FormatRules | None = None) -> Decoded:
    """The text of a PDF: lines as printed, with the edits that join them to paragraphs and take out page numbers and running heads.

    :raises DocumentError: it has a password, is broken, has no text layer (a scan), or one whose characters mean nothing.
    """
    import pypdfium2  # noqa: PLC0415  needed for PDFs only

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise DocumentError("PDF 有密码，需要没有密码的 PDF；请先去掉密码再试") from None
        raise DocumentError(_BROKEN) from None
    try:
        return _read(document, rules or FormatRules())
    except (pypdfium2.PdfiumError, ctypes.ArgumentError, ValueError):
        raise DocumentError(_BROKEN) from None
    finally:
        document.close()


def _read(document: PdfDocument, rules: FormatRules) -> Decoded:
    pages = len(document)
    if not 0 < pages <= _MAX_PAGES:
        raise DocumentError(_BROKEN if not pages else f"PDF 有 {pages} 页，上限 {_MAX_PAGES}；请先拆分")
    reader = PageReader()
    lines: list[PrintedLine] = []
    characters: Counter[str] = Counter()
    pictures: list[int] = []
    for i in range(pages):
        page = document[i]
        try:
            glyphs = _glyphs(page)
            characters.update(glyph.char for glyph in glyphs)
            if len(glyphs) < _FEW and _has_picture(page):
                pictures.append(i + 1)
        finally:
            page.close()
        if characters.total() > _MAX_GLYPHS:
            raise DocumentError(f"PDF 的文字超过 {_MAX_GLYPHS} 个；请先拆分")
        lines += reader.lines(glyphs, i)
    _check(characters, lines, pictures, rules)
    named = "、".join(map(str, pictures[:10]))
    warnings = [f"第 {named} 页{'等' if len(pictures) > 10 else ''}只有图片，没有文字层，没有读入"] if pictures else []
    return printed_text(lines, "pdf", warnings)


def _glyphs(page: PdfPage) -> list[Glyph]:
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
    return [_turned(glyph, usual, advance) if usual else glyph for advance, glyph in upright]


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


def _has_picture(page: PdfPage) -> bool:
    from pypdfium2 import raw  # noqa: PLC0415  see read_pdf

    return next(iter(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None


def _check(characters: Counter[str], lines: Sequence[PrintedLine], pictures: Sequence[int], rules: FormatRules) -> None:
    """Refuse a text layer that is none, or whose characters mean nothing: better no text than a wrong one."""
    inked = sum(times for char, times in characters.items() if not char.isspace())
    if inked < _FEW and (pictures or not inked):
        raise DocumentError(_NO_TEXT)
    unknown = sum(
        times
        for char, times in characters.items()
        if char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc")
    )
    text = "".join(line.text for line in lines)
    chinese = sum("\u3400" <= char <= "\u9fff" for char in text)
    if unknown * 10 > inked or (chinese >= 100 and rules.characters.share(text) < 0.2):
        raise DocumentError(_GARBLED)
