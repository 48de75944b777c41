"""What inside a line of a page is not written as it stands in the source: struck words, exponents, marks of notes, formulas, pictures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .page_formulas import math_text
from .page_markup import unmarked
from .page_styles import Look, PageStyles
from .raised_text import lowered_text, raised_text
from .unseen_text import UNKNOWN, Unseen, UnseenText

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MOST_RAISED = 60  # characters: more are a paragraph
_MOST_PIXELS = 40  # of a picture that stands for a character
_NEAR = 40
_PIXELS = re.compile(r"(?:width|height)\s*:\s*(\d{1,5})(?:\.\d+)?\s*px", re.IGNORECASE)
_CLEAR_FORMULA = re.compile(r"[\d.,%/=×·+\-−⁰¹²³⁴-⁻]*")
# fmt: off
_LINE_ENDS = frozenset((
    "br", "p", "div", "li", "td", "th", "tr", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "hr",
))
# fmt: on


class PageRuns:
    """Says of each element whether it is written otherwise than by the text in it; what is left out goes to ``told``."""

    def __init__(self, styles: PageStyles, told: UnseenText) -> None:
        self._styles = styles
        self._told = told

    def written(self, node: LexborNode, before: str) -> str | None:
        """What is written for an element that begins behind ``before`` on its line; ``None`` where its own text is."""
        if node.tag == "img":
            return self._picture(node, before)
        if node.tag == "math":
            return self._formula(node, before)
        look = self._styles.look(node)
        if look & (Look.STRUCK | Look.HIDDEN):
            text = unmarked(node.text())
            if text.strip():
                self._told.add(Unseen.STRUCK if look & Look.STRUCK else Unseen.HIDDEN, text, before)
            return ""
        return None if look is Look.PLAIN else self._shifted(node, look, before)

    def _shifted(self, node: LexborNode, look: Look, before: str) -> str | None:
        text = unmarked(node.text()).strip("\t\r\n\f ")
        if len(text) > _MOST_RAISED or node.css_first("p, div, br, table, img") is not None:
            return None
        if look & Look.LOWERED:
            return lowered_text(text, before, following_text(node))
        raised = raised_text(text, before, following_text(node))
        if raised is None:
            self._told.add(Unseen.MARK, text, before)
        return raised or ""

    def _formula(self, node: LexborNode, before: str) -> str:
        formula = math_text(node)
        mixed = before[-1:].isdigit() and formula[:1].isdigit() and "/" in formula
        after = following_text(node)
        formula = (f"又{formula}" if mixed else formula) + ("·" if after[:1].isdigit() and "/" in formula else "")
        if mixed or (len(formula) > 1 and not _CLEAR_FORMULA.fullmatch(formula)) or formula.endswith("·"):
            self._told.add(Unseen.FORMULA, formula, before)
        return formula

    def _picture(self, node: LexborNode, before: str) -> str:
        """A picture in its line: the character it stands for, if it stands among words."""
        attributes = node.attributes
        words = "".join((attributes.get("alt") or attributes.get("title") or "").split())
        after = following_text(node)
        if 0 < len(words) <= 2 and words.isalnum() and (before.strip() or after.strip()):
            return words
        sizes = [int(size) for size in _PIXELS.findall(attributes.get("style") or "")]
        sizes += [
            int(size) for name in ("width", "height") if re.fullmatch(r"\d{1,5}", size := attributes.get(name) or "")
        ]
        among = before[-1:].strip() and after[:1].strip()
        if not among or max(sizes, default=0) > _MOST_PIXELS:
            return ""
        self._told.add(Unseen.PICTURE, words, before)
        return UNKNOWN


def following_text(node: LexborNode) -> str:
    """The characters that follow an element on its line, as far as they tell what it is."""
    here = node
    for _ in range(_NEAR):
        following = here.next
        while following is None and here.parent is not None and here.parent.tag not in _LINE_ENDS:
            here = here.parent
            following = here.next
        if following is None or following.tag in _LINE_ENDS:
            return ""
        here = following
        while here.child is not None and here.tag != "-text":
            here = here.child
        text = unmarked((here.text_content or "") if here.tag == "-text" else "")
        if text:
            return text[:_NEAR]
    return ""
