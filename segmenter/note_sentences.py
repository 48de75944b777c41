"""Sentences without the responsibility notes between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ..language import Span
from .segmented import ResponsibilityNote
from .sentences import split_sentences


class SentenceSplitter:
    """Cuts stretches of a text into sentences, without the notes in them.

    >>> text = "每周开放。（县文化局）每月检查。"
    >>> split = SentenceSplitter(text, [ResponsibilityNote(Span(5, 11), None)])
    >>> [span.of(text) for span in split(0, len(text))]
    ['每周开放。', '每月检查。']
    """

    def __init__(self, text: str, notes: Sequence[ResponsibilityNote]) -> None:
        self._text = text
        self._notes = [note.span for note in notes]
        self._ends = [span.end for span in self._notes]

    def __call__(self, start: int, end: int) -> tuple[Span, ...]:
        """The sentences between two places, as ``split_sentences`` gives them."""
        spans: list[Span] = []
        for note in self._inside(start, end):
            spans += split_sentences(self._text, start, max(start, note.start))
            start = min(note.end, end)
        return (*spans, *split_sentences(self._text, start, end))

    def ahead_of_note(self, span: Span) -> Span:
        """What of a stretch stands in front of its first note."""
        note = next(iter(self._inside(span.start, span.end)), None)
        if note is None:
            return span
        return Span(span.start, span.start + len(self._text[span.start : max(span.start, note.start)].rstrip()))

    def _inside(self, start: int, end: int) -> Iterator[Span]:
        for i in range(bisect_right(self._ends, start), len(self._notes)):
            if self._notes[i].start >= end:
                return
            yield self._notes[i]
