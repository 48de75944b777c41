"""Where the comma clauses of a sentence begin and end."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from ..language.clauses import SENTENCE_END, clause_places

# Who reads a clause reads all of it for each of its bounds, so what runs on without a comma is cut somewhere.
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Segments:
    """A text cut at its commas; ``starts`` are the places where its clauses begin."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    stops: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Segments:
        """The clauses of ``text``.

        >>> Segments.of("发现问题，及时报告。").at(6)
        (5, 9)
        """
        starts, ends = zip(*clause_places(text, _LONGEST), strict=True)
        return cls(text, starts, ends, tuple(found.start() for found in SENTENCE_END.finditer(text)))

    def index(self, position: int) -> int:
        """Which clause a position stands in."""
        return bisect_right(self.starts, position) - 1

    def at(self, position: int) -> tuple[int, int]:
        """Start and end of the clause a position stands in, without its mark."""
        i = self.index(position)
        return self.starts[i], self.ends[i]

    def ends_with(self, index: int, mark: str) -> bool:
        """Does a clause end in ``mark``?"""
        return self.text.endswith(mark, self.starts[index], self.ends[index])

    def ends_with_comma(self, index: int) -> bool:
        """Does a clause end at a comma?"""
        return self.text[self.ends[index] : self.ends[index] + 1] in ("，", ",")

    def sentence_end(self, position: int) -> int:
        """Where the sentence that holds ``position`` ends, without its mark."""
        i = bisect_left(self.stops, position)
        return self.stops[i] if i < len(self.stops) else len(self.text)

    def sentence_start(self, position: int) -> int:
        """Where the sentence (up to 。 or ；) that holds ``position`` begins."""
        i = bisect_right(self.stops, position - 1)
        return self.stops[i - 1] + 1 if i else 0
