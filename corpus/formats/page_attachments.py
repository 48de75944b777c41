"""A notice on a page whose text is a file beside it: said, so that nobody takes the notice for the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ..clean.lines import STRUCTURE_START
from .page_markup import unmarked
from .page_rules import PageRules

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_MOST_TEXT = 1500  # characters of a notice that only hands on a file
_SHOWN_FILES = 3
_FEW = 2  # numbered lines of a text; a notice has fewer


def attachment_warning(tree: LexborHTMLParser, text: str, rules: PageRules) -> str:
    """What is said of a page that holds but a notice, and the names of the files that hold the text; empty for other pages."""
    if len(text) > _MOST_TEXT or rules.handed_on.search(text) is None:
        return ""
    numbered = sum(STRUCTURE_START.match(line.lstrip()) is not None for line in text.split("\n"))
    names = list(dict.fromkeys(_files(tree, rules)))
    if numbered >= _FEW or not names:
        return ""
    shown = "、".join(names[:_SHOWN_FILES]) + ("等" if len(names) > _SHOWN_FILES else "")
    return f"网页上只有通知，正文在附件里：{shown}；请下载附件，再给出附件"


def _files(tree: LexborHTMLParser, rules: PageRules) -> Iterator[str]:
    for link in tree.css("a[href]"):
        name = "".join(unmarked(link.text()).split())[:80]
        path = (link.attributes.get("href") or "").partition("?")[0].strip()
        if rules.attached.search(name) or rules.attached.search(path[-300:]):
            yield name or unquote(path[-300:]).rpartition("/")[2]
