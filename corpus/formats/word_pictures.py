"""Pictures and text boxes inside a paragraph of a Word document: a picture may stand for a character that no font has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .xml import attribute, children, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_POINTS = 40.0  # a picture that stands for a character is not much higher than a line
_EMU = 12_700  # of a point
_HEIGHT = re.compile(r"(?:^|;)\s*height\s*:\s*(\d+(?:\.\d+)?)\s*(pt|px|in|cm|mm)", re.IGNORECASE)
_POINTS = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 28.35, "mm": 2.835}
_FLOATS = re.compile(r"position\s*:\s*absolute", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WordPicture:
    """A picture among words: what it says it shows (a character or two, else nothing), and whether it may stand for one."""

    words: str
    is_small: bool


def chosen_branch(alternate: _Element) -> _Element | None:
    """The branch of alternative content that is read: the first choice, and the fallback where that holds nothing."""
    branches = [*children(alternate, "Choice"), *children(alternate, "Fallback")]
    for branch in branches:
        if any(local_name(node) in ("t", "sym", "oMath", "pic", "imagedata", "object") for node in branch.iter()):
            return branch
    return branches[0] if branches else None


def boxes_in(node: _Element) -> list[_Element]:
    """The text boxes of a drawing, none inside another, each once."""
    found: list[_Element] = []
    stack = [node]
    while stack:
        one = stack.pop()
        name = local_name(one)
        if name == "txbxContent":
            found.append(one)
        elif name == "AlternateContent":
            branch = chosen_branch(one)
            stack += [] if branch is None else [branch]
        elif name != "Fallback":
            stack += reversed(one)
    return found


def picture_in(node: _Element) -> WordPicture | None:
    """What a drawing shows in its line; ``None`` where it stands beside the text, or is no picture."""
    words, points, equation, seen = "", 0.0, False, False
    for one in node.iter():
        name = local_name(one)
        if name == "anchor" or (name == "shape" and _FLOATS.search(attribute(one, "style") or "")):
            return None
        if name == "extent":
            height = attribute(one, "cy") or ""
            points = int(height) / _EMU if re.fullmatch(r"\d{1,9}", height) else points
        elif name == "shape":
            found = _HEIGHT.search(attribute(one, "style") or "")
            points = float(found[1]) * _POINTS[found[2].lower()] if found is not None else points
        elif name == "OLEObject":
            equation = (attribute(one, "ProgID") or "").lower().startswith("equation")
        seen = seen or name in ("pic", "imagedata", "OLEObject")
        if name in ("docPr", "shape", "imagedata"):
            words = words or _character(attribute(one, "descr") or attribute(one, "alt") or attribute(one, "title"))
    if not seen:
        return None
    return WordPicture(words, equation or points <= _MOST_POINTS)


def _character(text: str | None) -> str:
    """What a description says, if it is a character or two: longer ones describe a picture."""
    text = (text or "").strip()
    return text if 0 < len(text) <= 2 and all(char.isalnum() for char in text) else ""
