"""Read the text layer of a PDF, line by line from the places of its characters."""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..errors import DocumentError
from .decoded import Decoded
from .format_rules import FormatRules
from .pdf_glyphs import page_glyphs, unread_text
from .pdf_load import check_pdf
from .pdf_strokes import page_strokes
from .printed_lines import PageReader, PrintedLine
from .printed_pages import printed_text
from .text_limits import check_length

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_MAX_PAGES = 2000
_FEW = 10  # characters of a page that is but a picture
_NO_TEXT = "PDF 没有文字层（多半是扫描件），需要有文字层的 PDF；请先做文字识别（OCR），再给出结果"
_GARBLED = "PDF 的文字层是乱码（字体没有对应的字符），需要能复制出文字的 PDF；请换一份，或先做文字识别（OCR）"
_BROKEN = "PDF 已损坏，需要完整的 PDF；请重新下载"


def read_pdf(data: bytes, rules: FormatRules | None = None) -> Decoded:
    """The text of a PDF: lines as printed, with the edits that join them to paragraphs and take out page numbers and running heads.

    :raises DocumentError: it has a password, is broken, has no text layer (a scan), or one whose characters mean nothing.
    """
    import pypdfium2  # noqa: PLC0415  needed for PDFs only

    check_pdf(data)
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
    rules_of_pages: dict[int, list[float]] = {}
    for i in range(pages):
        page = document[i]
        try:
            glyphs = page_glyphs(page)
            strokes = page_strokes(page)
            characters.update(glyph.char for glyph in glyphs)
            if len(glyphs) < _FEW and _has_picture(page):
                pictures.append(i + 1)
        finally:
            page.close()
        check_length(characters.total())
        lines += reader.lines(glyphs, i, strokes)
        rules_of_pages[i] = [stroke.y for stroke in strokes]
    if characters.total() < _FEW:
        refused = unread_text(document)
        if refused:
            raise DocumentError(refused)
    _check(characters, lines, pictures, rules)
    named = "、".join(map(str, pictures[:10]))
    warnings = [f"第 {named} 页{'等' if len(pictures) > 10 else ''}只有图片，没有文字层，没有读入"] if pictures else []
    return printed_text(lines, "pdf", [*warnings, *reader.warnings()], rules_of_pages)


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
