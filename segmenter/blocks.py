"""The blocks of a document: its paragraphs, each with the number in front of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ..corpus import Document, Span
from .markers import Form, Marker, find_marker

# A paragraph this long may have swallowed the line breaks in front of its numbers.
_LONG = 300
_INNER_MARKER = re.compile(
    r"(?<=[。；：！？])[ \u3000]*"
    r"(?=第[〇零一二三四五六七八九十百千]{1,7}[章节条][ \u3000]|[（(][一二三四五六七八九十]{1,4}[）)]|[一二三四五六七八九十]{1,3}、)"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: its place in the cleaned text, and the number in front of it. ``content`` is the place behind the number."""

    span: Span
    marker: Marker | None

    @property
    def content(self) -> Span:
        """The stretch behind the number."""
        return Span(self.span.start + (self.marker.length if self.marker else 0), self.span.end)


def find_blocks(document: Document, forms: tuple[Form, ...]) -> tuple[Block, ...]:
    """The paragraphs of a document's body, in order; a long one is also cut in front of the numbers inside it."""
    text = document.text
    blocks = []
    for line in re.finditer(r"[^\n]+", text[document.body.start : document.body.end]):
        start, end = line.start() + document.body.start, line.end() + document.body.start
        cuts = [start, end]
        if end - start > _LONG:
            cuts[1:1] = [match.end() for match in _INNER_MARKER.finditer(text, start, end) if start < match.end() < end]
        for left, right in pairwise(cuts):
            span = _trimmed(text, left, right)
            if len(span):
                blocks.append(Block(span, find_marker(text[span.start : min(span.end, span.start + 40)], forms)))
    return tuple(blocks)


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(
        start + len(piece) - len(piece.lstrip()),
        max(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())),
    )
