"""How an element of a page looks, as far as it tells what a reader sees: struck out, raised, lowered, hidden in the line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Flag, auto
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_STRUCK_ELEMENTS = frozenset(("del", "s", "strike"))
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_RAISED = re.compile(
    r"vertical-align\s*:\s*(?:super|text-top|[1-9]\d*(?:\.\d+)?(?:px|pt|em|%))|mso-text-raise\s*:\s*[2-9]",
    re.IGNORECASE,
)
_LOWERED = re.compile(
    r"vertical-align\s*:\s*(?:sub\b|-[1-9]\d*(?:\.\d+)?(?:px|pt|em|%))|mso-text-raise\s*:\s*-[2-9]", re.IGNORECASE
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|!|$)", re.IGNORECASE
)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,5000})\}")
_CLASS = re.compile(r"\s*([a-z][a-z0-9]*)?\.([\w-]{1,80})\s*", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INLINE_ELEMENTS = frozenset(("a", "b", "big", "em", "font", "i", "label", "small", "span", "strong", "u"))
_MOST_RULES = 2000


class Look(Flag):
    """What an element's own name and style say of it."""

    PLAIN = 0
    STRUCK = auto()
    RAISED = auto()
    LOWERED = auto()
    HIDDEN = auto()


class PageStyles:
    """The classes of a page that strike out, raise, lower or hide; of its sheets only rules for single classes are read."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._classes: dict[tuple[str, str], Look] = {}
        for sheet in tree.css("style"):
            for element, name, look in _rules(_COMMENT.sub("", sheet.text())):
                self._classes[element, name] = self._classes.get((element, name), Look.PLAIN) | look

    def look(self, node: LexborNode) -> Look:
        """How an element looks by itself; what is around it is told by its own look.

        A sheet may be overruled by another one, so that it hides only words inside a line.
        """
        tag = node.tag or ""
        look = Look.STRUCK if tag in _STRUCK_ELEMENTS else Look.PLAIN
        look |= {"sup": Look.RAISED, "sub": Look.LOWERED}.get(tag, Look.PLAIN)
        attributes = node.attributes
        style = attributes.get("style")
        look |= _of_style(style) if style else Look.PLAIN
        if self._classes:
            for name in (attributes.get("class") or "").split():
                look |= self._classes.get(("", name), Look.PLAIN) | self._classes.get((tag, name), Look.PLAIN)
        if tag in _INLINE_ELEMENTS or tag in _STRUCK_ELEMENTS:
            return look
        # Cells and pictures are aligned so, and are not raised.
        return look & ~Look.HIDDEN if tag in ("sup", "sub") else look & Look.STRUCK


def _of_style(style: str) -> Look:
    if len(style) > 5000:
        return Look.PLAIN
    look = Look.PLAIN
    for pattern, found in (
        (_STRUCK, Look.STRUCK),
        (_RAISED, Look.RAISED),
        (_LOWERED, Look.LOWERED),
        (_HIDDEN, Look.HIDDEN),
    ):
        look |= found if pattern.search(style) else Look.PLAIN
    return look


def _rules(sheet: str) -> Iterator[tuple[str, str, Look]]:
    for i, rule in enumerate(_RULE.finditer(sheet)):
        if i >= _MOST_RULES:
            return
        look = _of_style(rule[2])
        for selector in rule[1].split(",") if look is not Look.PLAIN else ():
            found = _CLASS.fullmatch(selector)
            if found is not None:
                yield (found[1] or "").lower(), found[2], look
