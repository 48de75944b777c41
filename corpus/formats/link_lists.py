"""The lists of links around a document on a page: ways through the site, other pages, buttons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...language.expressions import expression
from .page_markup import unmarked

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_HOLDERS = frozenset(("div", "ul", "ol", "dl", "p", "section", "h2", "h3", "h4"))
# The share of its characters outside any link that a list of links may have: a heading, a date behind each.
_MOST_BESIDE = 0.25
_CRUMB = expression(
    r"^[\s\u3000]*(?:您?(?:现在|当前)?(?:所在)?的?位置|当前位置)[\s\u3000]*[:：]",
    match=["您现在的位置：首页", "当前位置: 首页"],
    no_match=["位置优越", "书屋位置：城东"],
)
_DATE = expression(
    r"[\[（(]?(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?[\])）]?",
    match=["[2021-07-01]", "7月1日", "05-27"],
    no_match=["2021年", "第7条"],
)
# What stands in a list of links beside them is no sentence, no number and no title: those lists are text.
_TEXT = expression("[0-9，。；、《》]|附件", match=["附件", "书屋，", "3"], no_match=["书屋 首页"])
_LONG = 500  # characters beside links: no list of links has more
_CRUMB_LENGTH = 60


@dataclass(slots=True)
class _Held:
    """What an element holds: how many links, their characters, and the words outside them."""

    links: int = 0
    linked: int = 0
    beside: str = ""

    def add(self, other: _Held) -> None:
        self.links += other.links
        self.linked += other.linked
        if len(self.beside) <= _LONG:
            self.beside += other.beside[: _LONG + 1]

    def is_list(self) -> bool:
        if self.links < 2 or len(self.beside) > _LONG:
            return False
        if _CRUMB.match(self.beside):
            return len(self.beside) <= _CRUMB_LENGTH
        beside = "".join(_DATE.sub("", self.beside).split())
        return _TEXT.search(beside) is None and len(beside) <= _MOST_BESIDE * (self.linked + len(beside))


def link_lists(walked: Iterable[tuple[LexborNode, bool]]) -> frozenset[int]:
    """The elements of a page that hold hardly more than links to other pages.

    Names of documents (《…》) and annexes that are links are text, and so are links inside the page: a table of contents.

    :param walked: the elements in order, each when it begins (``True``) and when it ends.
    """
    found: set[int] = set()
    open_elements = [_Held()]
    inside_link = False
    for node, begins in walked:
        if node.tag == "-text":
            text = unmarked(node.text_content or "")
            held = open_elements[-1]
            if not inside_link or text.strip().startswith("《") or "附件" in text:
                held.add(_Held(beside=text))
            else:
                held.linked += len("".join(text.split()))
        elif begins:
            open_elements.append(_Held())
            if node.tag == "a" and _leads_away(node):
                inside_link = True
                open_elements[-1].links = 1
        else:
            held = open_elements.pop()
            if node.tag == "a":
                inside_link = False
            if node.tag in _HOLDERS and held.is_list():
                found.add(node.mem_id)
            open_elements[-1].add(held)
    return frozenset(found)


def _leads_away(node: LexborNode) -> bool:
    return not (node.attributes.get("href") or "#").startswith("#")
