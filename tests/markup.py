"""The text of a page's source: its tags out, its entities read, a line for each block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

# What a browser begins a new line for, in front and behind.
# fmt: off
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "caption", "center", "dd", "div", "dl", "dt",
    "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
))
# fmt: on
UNSEEN = frozenset({"head", "script", "style", "template", "title", "_comment", "-comment"})
CELLS = frozenset({"td", "th"})


def text_of(markup: str) -> str:
    r"""The text of a page or of a piece of one: a line for each block, a tab between cells, nothing else changed.

    >>> text_of('<p>第一条&nbsp; 书屋\n免费。</p><p>第二条<br>开放。</p><table><tr><td>甲</td><td>乙</td></tr></table>')
    '第一条\xa0 书屋 免费。\n第二条\n开放。\n甲\t乙'
    """
    root = LexborHTMLParser(markup).body
    joined = "".join(_pieces(root)) if root is not None else ""
    return re.sub(r"[ \t]*\n[ \t\n]*", "\n", joined).strip("\n")


def _pieces(node: LexborNode) -> Iterator[str]:
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            # A line break in the source is a blank on the page.
            yield re.sub(r"[ \t\r\n\f]+", " ", child.text_content or "")
        elif child.tag == "br":
            yield "\n"
        elif child.tag not in UNSEEN:
            edge = "\n" if child.tag in BLOCKS else ""
            yield edge
            yield from _pieces(child)
            yield edge
            if child.tag in CELLS:
                yield "\t"
