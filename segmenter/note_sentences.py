"""Sentences without the responsibility notes between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ..language import Span
from .segmented import ResponsibilityNote
from .sentences import split_sentences


class SentenceSplitter:
    """Cuts stretches of a text into sentences, without the notes in them; ``notes`` are their places.

    >>> text = "每周开放。（县文化局）每月检查。"
    >>> split = SentenceSplitter(text, [ResponsibilityNote(Span(5, 11), None)])
    >>> [span.of(text) for span in split(0, len(text))]
    ['每周开放。', '每月检查。']
    """

    def __init__(self, text: str, notes: Sequence[ResponsibilityNote]) -> None:
        self._text = text
        self.notes = [note.span for note in notes]
        self._ends = [span.end for span in self.notes]

    def __call__(self, start: int, end: int) -> tuple[Span, ...]:
        """The sentences between two places, as ``split_sentences`` gives them."""
        if not self.notes:
            return split_sentences(self._text, start, end)
        spans: list[Span] = []
        for note in self._inside(start, end):
            spans += split_sentences(self._text, start, max(start, note.start))
            start = min(note.end, end)
        return (*spans, *split_sentences(self._text, start, end))

    def ahead_of_note(self, span: Span) -> Span:
        """What of a stretch stands in front of its first note."""
        note = next(self._inside(span.start, span.end), None) if self.notes else None
        if note is None:
            return span
        return Span(span.start, span.start + len(self._text[span.start : max(span.start, note.start)].rstrip()))

    def is_note(self, start: int, end: int) -> bool:
        """Does a stretch hold notes, and nothing else?"""
        return next(self._inside(start, end), None) is not None and not self(start, end)

    def _inside(self, start: int, end: int) -> Iterator[Span]:
        """The places of the notes that a stretch meets."""
        for i in range(bisect_right(self._ends, start), len(self.notes)):
            if self.notes[i].start >= end:
                return
            yield self.notes[i]
