"""From the bytes of a file, whatever it is, to its text."""

from __future__ import annotations

from dataclasses import replace

from ...language.spans import Edit
from ..errors import DocumentError
from .decoded import Decoded
from .encodings import decode_text
from .format_rules import FormatRules
from .sniffing import is_html, is_own_report, lying_suffix, refuse_other_markup, sniff
from .text_limits import check_length


def decode_file(
    data: bytes, name: str = "-", *, encoding: str | None = None, rules: FormatRules | None = None
) -> Decoded:
    r"""The text of a file, which is told by its content; its name only says what it claims to be.

    :param name: the file's name; where its suffix says something else than its content, there is a warning.
    :param encoding: for texts and pages; without it the encoding is found by evidence.
    :param rules: what is looked up; to be passed along to read many files.
    :raises DocumentError: the content cannot be read as a document. The message does not name the file.

    >>> decode_file("<p>第一条　书屋</p><p>免费。</p>".encode(), "a.txt").extracted
    '第一条　书屋\n免费。'
    """
    if is_own_report(data):
        raise DocumentError("这是 duizhao 写出的报告，需要政策文件；请给出报告所对照的文件")
    kind = sniff(data)
    rules = rules or FormatRules()
    decoded = _decode_text_or_page(data, name, encoding, rules) if kind == "text" else _extract(data, kind, rules)
    lie = lying_suffix(name, decoded.format)
    extracted = decoded.extracted
    check_length(len(extracted))
    if not extracted.strip("\ufeff \t\r\n\u3000\u00a0"):
        raise DocumentError("文件里没有文字，需要有文字的文件；请检查文件是否完整")
    return replace(decoded, warnings=(lie, *decoded.warnings)) if lie else decoded


def _decode_text_or_page(data: bytes, name: str, encoding: str | None, rules: FormatRules) -> Decoded:
    from .html import html_edits  # noqa: PLC0415  parsers are loaded when a file needs them
    from .inline_marks import inline_marks  # noqa: PLC0415
    from .markdown import markdown_edits, with_others  # noqa: PLC0415

    decoded = decode_text(data, encoding, rules)
    refuse_other_markup(decoded.text)
    if is_html(decoded.text):
        page = html_edits(decoded.text, rules)
        return replace(decoded, format="html", edits=page.edits, warnings=(*decoded.warnings, *page.warnings))
    check_length(len(decoded.text))
    is_markdown = name.lower().endswith((".md", ".markdown"))
    marks = inline_marks(decoded.text, is_markdown=is_markdown)
    columns, told = ((), ()) if is_markdown or "\t" not in decoded.text else _one_of_two(decoded.text, rules)
    return replace(
        decoded,
        format="md" if is_markdown else "txt",
        edits=with_others(columns or markdown_edits(decoded.text), marks.edits),
        warnings=(*decoded.warnings, *told, *marks.warnings),
        footnotes=marks.footnotes,
    )


def _one_of_two(text: str, rules: FormatRules) -> tuple[tuple[Edit, ...], tuple[str, ...]]:
    """The edits that leave the new one of two texts side by side, and what is said of it."""
    from .comparison_lines import comparison_edits  # noqa: PLC0415  needed for files with tabs only
    from .comparison_tables import Comparisons  # noqa: PLC0415

    comparisons = Comparisons(rules.comparison)
    return comparison_edits(text, comparisons), tuple(dict.fromkeys(comparisons.warnings))


def _extract(data: bytes, kind: str, rules: FormatRules) -> Decoded:
    # Each parser is loaded when a file needs it.
    if kind == "docx":
        from .docx import read_docx  # noqa: PLC0415

        return read_docx(data, rules)
    if kind == "pdf":
        from .pdf import read_pdf  # noqa: PLC0415

        return read_pdf(data, rules)
    if kind == "ofd":
        from .ofd import read_ofd  # noqa: PLC0415

        return read_ofd(data)
    from .office import read_office  # noqa: PLC0415

    return read_office(data, kind, rules)
