"""The blocks of a document: its paragraphs, each with the number in front of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..corpus import LONG_LINE, Document, find_tables
from ..language import Span
from ..language.expressions import expression
from .decimals import counted_markers, outline_markers
from .markers import Marker, NumberForm, find_marker
from .paragraph_breaks import glued_breaks, inner_breaks, listed_breaks

# 第一章　总则　第一条 on one line
_CHAPTER_THEN_ARTICLE = expression(
    r"第[^\s，。；]{1,6}[章节][ \u3000][^，。；\n]{1,30}?[ \u3000](?=第[^\s，。；]{1,8}条[ \u3000])",
    match=["第一章　总则　第一条　书屋"],
    no_match=["第一章　总则", "第一章总则第一条 书屋", "第一条　书屋"],
    use="match",
)
_WIDE = 3  # columns of a table; one of two may be a table of contents


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph: its place in the cleaned text, and the number in front of it. ``content`` is the place behind the number."""

    span: Span
    marker: Marker | None

    @property
    def content(self) -> Span:
        """The stretch behind the number."""
        return Span(self.span.start + (self.marker.length if self.marker else 0), self.span.end)


def find_blocks(document: Document, forms: tuple[NumberForm, ...]) -> tuple[TextBlock, ...]:
    """The paragraphs of a document's body, in order, cut in front of the numbers that lost their line. Linear in the body's length."""
    text = document.text
    outline, forms = forms, tuple(form for form in forms if not form.outline)
    lines = [
        Span(match.start() + document.body.start, match.end() + document.body.start)
        for match in re.finditer(r"[^\n]+", document.body.of(text))
    ]
    rows = _table_rows(document)
    leading = [
        None if line.start in rows else find_marker(text[line.start : min(line.end, line.start + 40)], forms)
        for line in lines
    ]
    before: dict[str, int] = {}
    behind = _following(leading)
    blocks: list[Span] = []
    for line, marker, following in zip(lines, leading, behind, strict=True):
        if marker is not None:
            before[marker.form] = marker.number
        if line.start in rows:
            inner: list[int] = []
        elif len(line) > LONG_LINE or len(lines) == 1:
            inner = inner_breaks(text, line.start, line.end, forms)
        elif chapter := _CHAPTER_THEN_ARTICLE.match(text, line.start, line.end):
            inner = [chapter.end()]
        else:
            glued = glued_breaks(text, line.start, line.end, forms, before, following)
            inner = glued or listed_breaks(text, line.start, line.end, forms)
        for left, right in pairwise([line.start, *inner, line.end]):
            span = _trimmed(text, left, right)
            if len(span):
                blocks.append(span)
    cells = {_trimmed(text, line.start, line.end).start for line in lines if line.start in rows}
    starts = ["" if span.start in cells else text[span.start : min(span.end, span.start + 40)] for span in blocks]
    plain = [find_marker(start, forms) for start in starts]
    markers = counted_markers(starts, outline_markers(starts, plain, outline), outline)
    return tuple(TextBlock(span, marker) for span, marker in zip(blocks, markers, strict=True))


def _table_rows(document: Document) -> frozenset[int]:
    """Where rows of tables of several columns begin: a number in front of one counts rows, no articles."""
    tables = find_tables(document.text, document.body)
    return frozenset(row.span.start for one in tables if one.columns >= _WIDE for row in one.rows)


def _following(leading: Sequence[Marker | None]) -> list[dict[str, int]]:
    """For each line the first article and the first chapter that begin a line behind it."""
    behind: dict[str, int] = {}
    result = []
    for marker in reversed(leading):
        result.append(behind)
        if marker is not None and marker.form in ("article", "chapter"):
            behind = behind | {marker.form: marker.number}
    return result[::-1]


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(
        start + len(piece) - len(piece.lstrip()),
        max(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())),
    )
