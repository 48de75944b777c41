"""Text as Markdown shows it, whatever it says: cells, tables, marked words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...results.pieces import Piece
from ...results.visible import visible

# What Markdown or the HTML inside it would take for more than text.
_SPECIAL = re.compile(r"[\\`*_\[\]|~#!]")
_WHITE = re.compile(r"\s+")
_TAGS = {
    "inserted": ("<ins>", "</ins>"),
    "deleted": ("<del>", "</del>"),
    "same": ("", ""),
    "elsewhere": ("", ""),
    "moved": ("<u>", "</u>"),
}
OWN = "<!-- duizhao -->"  # by which a folder's documents are told from its reports


def escape_cell(text: str) -> str:
    r"""Text that stands in a cell as it is: one line, and nothing in it means anything to Markdown or HTML.

    >>> escape_cell("甲|乙\n<b>`丙`")
    '甲\\|乙 &lt;b&gt;\\`丙\\`'
    """
    line = _WHITE.sub(" ", visible(text)).strip()
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _SPECIAL.sub(lambda match: "\\" + match[0], line)


def pipe_table(headers: Sequence[str], rows: Iterable[Sequence[str]], empty: str) -> str:
    """A pipe table of cells that are escaped already; ``empty`` where there is no row.

    >>> print(pipe_table(["a", "b"], [["1", "2"]], ""))
    | a | b |
    | --- | --- |
    | 1 | 2 |
    """
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    if not lines:
        return empty
    return "\n".join(["| " + " | ".join(headers) + " |", "| " + " | ".join("---" for _ in headers) + " |", *lines])


def marked_text(pieces: Iterable[Piece]) -> str:
    """A sentence with its changed words marked.

    >>> marked_text([Piece("应当", "same", ""), Piece("每月", "inserted", "figure")])
    '应当<ins><mark>每月</mark></ins>'
    """
    marked: list[str] = []
    for piece in pieces:
        before, behind = _TAGS[piece.kind]
        text = escape_cell(piece.text)
        marked.append(before + (f"<mark>{text}</mark>" if piece.figure == "figure" else text) + behind)
    return "".join(marked)
