"""The formulas of a page (MathML), written on one line as those of Word documents are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from .page_markup import unmarked
from .raised_text import exponent, index

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_SIMPLE = re.compile(r"(?:\d+(?:\.\d+)?|[^\W\d_]+|\([^()]*\))[%％‰]?")
_FRACTION_END = re.compile(r"/\d+$")
_DEPTH = 60
_LEFT_OUT = frozenset(("annotation", "annotation-xml", "mphantom", "-comment", "_comment"))


def math_text(node: LexborNode, depth: int = 0) -> str:
    """A formula on one line; what is nested too deeply is written as its plain text."""
    if depth > _DEPTH:
        return "".join(unmarked(node.text()).split())
    if node.tag == "-text":
        return "".join(unmarked(node.text_content or "").split())
    if node.tag in _LEFT_OUT:
        return ""
    parts = [(child.tag, math_text(child, depth + 1)) for child in _children(node)]
    writer = _WRITERS.get(node.tag or "")
    values = [text for _, text in parts]
    if writer is not None and len(values) >= writer[0]:
        return writer[1](values)
    return _in_line(parts)


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        if child.tag != "-text" or unmarked(child.text_content or "").strip():
            yield child
        child = child.next


def _in_line(parts: list[tuple[str | None, str]]) -> str:
    line = ""
    for tag, text in parts:
        if line[-1:].isdigit() and text[:1].isdigit() and tag == "mfrac":
            text = f"又{text}"  # noqa: PLW2901  one and a third is not eleven thirds
        elif text[:1].isdigit() and _FRACTION_END.search(line[-20:]):
            text = f"·{text}"  # noqa: PLW2901
        line += text
    return line


def _closed(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) else f"({text})"


_WRITERS: dict[str, tuple[int, Callable[[list[str]], str]]] = {
    "mfrac": (2, lambda parts: f"{_closed(parts[0])}/{_closed(parts[1])}"),
    "msup": (2, lambda parts: _closed(parts[0]) + exponent(parts[1])),
    "msub": (2, lambda parts: parts[0] + index(parts[1])),
    "msubsup": (3, lambda parts: parts[0] + index(parts[1]) + exponent(parts[2])),
    "msqrt": (1, lambda parts: f"√{_closed(''.join(parts))}"),
    "mroot": (2, lambda parts: f"{exponent(parts[1])}√{_closed(parts[0])}"),
    "mfenced": (1, lambda parts: f"({','.join(parts)})"),
}
