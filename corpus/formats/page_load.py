"""How heavy a page is: what stands open while its tags are read, as a parser counts it, so that one built to stop parsers is refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from ..errors import DocumentError


@dataclass(frozen=True, slots=True)
class PageLimits:
    """What a page may hold: beyond, parsers need minutes or more memory than there is. Real pages stay far below."""

    characters: int = 20_000_000
    tags: int = 200_000
    attributes: int = 500  # of one tag; those who compare each with all others are quadratic
    all_attributes: int = 500_000
    entities: int = 300_000
    depth: int = 400  # of elements inside each other; browsers stop at 512
    copies: int = 5_000_000  # of open formatting elements, which a parser opens again in each paragraph, and steps of looking for one


# fmt: off
_VOID = frozenset((
    "area", "base", "br", "col", "colgroup", "embed", "hr", "image", "img", "input", "keygen", "link", "meta", "param", "source",
    "track", "wbr", "html", "head", "body", "frame", "frameset",
))
_FORMATTING = frozenset(("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"))
# Across these the end of an element that is none of them is not looked for (HTML, 13.2.4.2 and 13.2.6.4.7).
_SPECIAL = frozenset((
    "address", "applet", "article", "aside", "blockquote", "button", "caption", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h", "header", "hgroup", "iframe", "li", "listing", "main", "marquee",
    "menu", "nav", "noembed", "noframes", "noscript", "object", "ol", "p", "plaintext", "pre", "script", "search", "section",
    "select", "style", "summary", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "title", "tr", "ul", "xmp",
))
_SCOPE = frozenset(("applet", "caption", "marquee", "object", "table", "td", "template", "th"))
_LIST_SCOPE = _SCOPE | {"ol", "ul"}
_TABLE_SCOPE = frozenset(("table", "template"))
_ITEM_STOPS = _SPECIAL - {"address", "div", "p"}
_TABLE_PARTS = frozenset(("caption", "tbody", "td", "tfoot", "th", "thead", "tr"))
_ENDS_PARAGRAPH = frozenset((
    "address", "article", "aside", "blockquote", "center", "details", "dir", "div", "dl", "dd", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h", "header", "hgroup", "li", "listing", "main", "menu", "nav", "ol", "p", "plaintext", "pre",
    "search", "section", "summary", "ul", "xmp",
))
_ROWS = frozenset(("td", "th", "tr"))
# What the beginning of an element ends before it: which elements, and across which this is not looked for.
_ENDED_BY: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), _ITEM_STOPS),
    "dd": (frozenset(("dd", "dt")), _ITEM_STOPS),
    "dt": (frozenset(("dd", "dt")), _ITEM_STOPS),
    "td": (frozenset(("td", "th")), _TABLE_SCOPE),
    "th": (frozenset(("td", "th")), _TABLE_SCOPE),
    "tr": (_ROWS, _TABLE_SCOPE),
    "tbody": (_ROWS | {"tbody", "thead", "tfoot"}, _TABLE_SCOPE),
    "thead": (_ROWS | {"tbody", "thead", "tfoot"}, _TABLE_SCOPE),
    "tfoot": (_ROWS | {"tbody", "thead", "tfoot"}, _TABLE_SCOPE),
    "button": (frozenset(("button",)), _SCOPE),
}
_ENDED_BESIDE = {"h": ("h",), "option": ("option",), "optgroup": ("option", "optgroup"), "rt": ("rt", "rp"), "rp": ("rt", "rp")}
_ALONE = frozenset(("a", "nobr"))  # of which none is open inside another
# Behind these what was formatted before them is formatted again.
_MARKERS = frozenset(("applet", "caption", "marquee", "object", "td", "template", "th"))
_FOREIGN = frozenset(("svg", "math"))
_PAGE_AGAIN = frozenset(("foreignobject", "desc", "title", "mi", "mo", "mn", "ms", "mtext", "annotation-xml"))
_BARRIERS = _PAGE_AGAIN | {"select"}
# What in a drawing or a formula ends it.
_ENDS_FOREIGN = frozenset((
    "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "h", "head", "hr", "i", "img",
    "li", "listing", "menu", "meta", "nobr", "ol", "p", "pre", "ruby", "s", "small", "span", "strong", "strike", "sub", "sup",
    "table", "tt", "u", "ul", "var",
))
# fmt: on
_HEADING = re.compile("h[1-6]")
_FONT_OF_A_PAGE = re.compile(r"[\s/\"'](?:color|face|size)[\s/=>]", re.IGNORECASE)


class PageLoad:
    """Counts what makes a page heavy, and refuses it before a parser gets it. Linear in the number of tags, up to the limits.

    >>> load = PageLoad(PageLimits(depth=2))
    >>> for _ in range(9):
    ...     load.open("div")
    ...     load.close("x")
    Traceback (most recent call last):
    duizhao.corpus.errors.DocumentError: 网页不正常：标记嵌套或没有闭合的超过 2 层，不予解析；请在浏览器里打开，把正文复制到 .txt 再试
    """

    def __init__(self, limits: PageLimits) -> None:
        self._limits = limits
        self._tags = self._copies = self._attributes = self._entities = 0
        self._open: list[
            tuple[str, bool]
        ] = []  # what is open, from the outside: its name, and whether it is part of a drawing
        self._count: Counter[str] = Counter()
        self._formatting: Counter[str] = Counter()  # those that are opened again in each paragraph
        self._kept: list[Counter[str]] = []  # the same at the beginning of each cell that is open

    def attribute(self, count: int) -> None:
        """Count an attribute, which is that many of its tag."""
        self._attributes += 1
        if count > self._limits.attributes or self._attributes > self._limits.all_attributes:
            most = self._limits.attributes if count > self._limits.attributes else self._limits.all_attributes
            raise hostile_page(f"{'一个标记' if most == self._limits.attributes else '标记'}有 {most} 个以上的属性")

    def entity(self) -> None:
        """Count an entity."""
        self._entities += 1
        if self._entities > self._limits.entities:
            raise hostile_page(f"有 {self._limits.entities} 个以上的实体（&nbsp; 之类）")

    def open(self, tag: str, source: str = "", *, ends_itself: bool = False) -> None:
        """An element begins with this tag, whose source may be told."""
        tag = "h" if _HEADING.fullmatch(tag) else tag
        limits = self._limits
        self._tags += 1
        self._step(self._formatting.total() if self._formatting else 0)
        if self._tags > limits.tags:
            raise hostile_page(f"有 {limits.tags} 个以上的标记")
        foreign = self._is_foreign(tag, source)
        if (foreign and ends_itself) or (not foreign and self._is_ignored(tag)):
            return
        if not foreign:
            if tag == "select" and self._count[tag]:
                self.close(tag)  # one in another ends it
                return
            self._begin(tag)
        self._open.append((tag, foreign))
        self._count[tag] += 1
        if max(len(self._open), self._formatting.total()) > limits.depth:
            raise hostile_page(f"标记嵌套或没有闭合的超过 {limits.depth} 层")

    def close(self, tag: str) -> None:
        """The end of an element; of one that is not open it ends nothing."""
        tag = "h" if _HEADING.fullmatch(tag) else tag
        self._tags += 1
        if self._tags > 2 * self._limits.tags:
            raise hostile_page(f"有 {2 * self._limits.tags} 个以上的标记")
        if self._formatting[tag] > 0:
            self._formatting[tag] -= 1
        if not self._count[tag]:
            return
        if tag in _FORMATTING or tag == "form":
            self._take_out(tag)
        elif (place := self._place((tag,), _stops(tag))) is not None:
            self._cut(place)

    def _is_ignored(self, tag: str) -> bool:
        """Does an element hold nothing, or does it begin nothing where it stands?"""
        return tag in _VOID or (tag in _TABLE_PARTS and not (self._count["table"] or self._count["template"]))

    def _is_foreign(self, tag: str, source: str) -> bool:
        """Is an element part of a drawing or a formula? One of a page ends the drawing it stands in."""
        inside = bool(self._open) and self._open[-1][1] and self._open[-1][0] not in _PAGE_AGAIN
        if inside and (tag in _ENDS_FOREIGN or (tag == "font" and _FONT_OF_A_PAGE.search(source))):
            while self._open and self._open[-1][1] and self._open[-1][0] not in _PAGE_AGAIN:
                self._cut(len(self._open) - 1)
            inside = False
        return inside or tag in _FOREIGN

    def _begin(self, tag: str) -> None:
        """End what ends by itself where this element of a page begins."""
        if tag in _ENDS_PARAGRAPH and self._count["p"]:
            self._end(("p",), _SCOPE | {"button"})
        if tag in _ENDED_BY:
            self._end(*_ENDED_BY[tag])
        if self._open and self._open[-1][0] in _ENDED_BESIDE.get(tag, ()) and (tag[0] != "r" or self._count["ruby"]):
            self._cut(len(self._open) - 1)
        if tag in _ALONE and self._count[tag]:
            self._formatting[tag] -= self._formatting[tag] > 0
            self._take_out(tag)
        if tag in _FORMATTING:
            self._formatting[tag] += 1
        elif tag in _MARKERS:
            self._kept.append(self._formatting.copy())

    def _take_out(self, tag: str) -> None:
        """End an element and none of those inside it."""
        if (place := self._place((tag,), _SCOPE)) is not None:
            del self._open[place]
            self._count[tag] -= 1

    def _end(self, tags: Collection[str], stops: Collection[str]) -> None:
        if (
            any(self._count[tag] for tag in tags)
            and (place := self._place(tags, stops, outermost=len(tags) > 1)) is not None
        ):
            self._cut(place)

    def _place(self, tags: Collection[str], stops: Collection[str], *, outermost: bool = False) -> int | None:
        """Where the innermost of these elements is open, or the outermost, if nothing that stops the search stands inside it."""
        found = None
        steps = 0
        for place in range(len(self._open) - 1, -1, -1):
            steps += 1
            name, foreign = self._open[place]
            if name in tags:
                found = place
                if not outermost:
                    break
            elif (name in stops and not foreign) or (
                name in _BARRIERS and stops is not _TABLE_SCOPE and (foreign or name == "select")
            ):
                break
        self._step(steps // 10)
        return found

    def _cut(self, place: int) -> None:
        for name, foreign in reversed(self._open[place:]):
            self._count[name] -= 1
            if name in _MARKERS and not foreign:
                self._formatting = self._kept.pop()
        del self._open[place:]

    def _step(self, steps: int) -> None:
        self._copies += steps
        if self._copies > self._limits.copies:
            raise hostile_page("没有闭合的标记太多")


def _stops(tag: str) -> frozenset[str]:
    """Across which elements the one that ends with this tag is not looked for."""
    if tag == "li":
        return _LIST_SCOPE
    if tag == "table" or tag in _TABLE_PARTS:
        return _TABLE_SCOPE
    return _SCOPE if tag in _SPECIAL else _SPECIAL


def hostile_page(found: str) -> DocumentError:
    """The refusal of a page that no parser is given."""
    return DocumentError(f"网页不正常：{found}，不予解析；请在浏览器里打开，把正文复制到 .txt 再试")
