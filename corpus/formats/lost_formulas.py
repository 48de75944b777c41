"""What LibreOffice drops without a word when it converts old formats: fields that draw (带圈字符, fractions) and formulas."""

from __future__ import annotations

import re

# In .doc a field begins with the character 0x13; the text is in one byte or in two for each character.
_IN_DOC = re.compile(
    rb"\x13\x00(?:\x20\x00){0,3}[eE]\x00[qQ]\x00(?:\x20|\\)|\x13 {0,3}[eE][qQ][ \\]|E\0q\0u\0a\0t\0i\0o\0n\0 \0N\0"
)
_IN_RTF = re.compile(
    rb"\\fldinst[\s{}]{0,5}(?:\\[a-z]{1,20}-?\d{0,9}[\s{}]{0,5}){0,30}eq[\s\\{]|\\moMath\b", re.IGNORECASE
)
_IN_ODT = re.compile(rb"<draw:object\b")
_PATTERNS = {"doc": _IN_DOC, "rtf": _IN_RTF}


def lost_formulas(data: bytes, kind: str, content: bytes = b"") -> str:
    r"""A warning where a file holds such things; empty where it holds none.

    :param content: of an OpenDocument text its member ``content.xml``.

    >>> lost_formulas(rb"{\rtf1 {\field{\*\fldinst { eq \\f(1,3)}}}}", "rtf")
    '文件里有公式或带圈字符的域 1 处，LibreOffice 转换时会丢掉；请核对这些地方，或用 Word、WPS 另存为 .docx'
    >>> lost_formulas(b"{\\rtf1 x}", "rtf")
    ''
    """
    found = len(_IN_ODT.findall(content) if kind == "odt" else _PATTERNS[kind].findall(data))
    if not found:
        return ""
    return (
        f"文件里有公式或带圈字符的域 {found} 处，LibreOffice 转换时会丢掉；请核对这些地方，或用 Word、WPS 另存为 .docx"
    )
