"""The blocks of a document: its paragraphs, each with the number in front of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ..corpus import LONG_LINE, Document, Span
from .inner import inner_breaks
from .markers import Form, Marker, find_marker


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
        if end - start > LONG_LINE:
            cuts[1:1] = inner_breaks(text, start, end, forms)
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
