"""A stretch of a text without its blanks and line ends, each sign with its place: names are whole in it that a line end broke."""

from __future__ import annotations

from dataclasses import dataclass

from ..language import Span


@dataclass(frozen=True, slots=True)
class NoteText:
    """``text`` is what is read, ``places`` where each of its signs stands in the cleaned text."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str, start: int = 0, end: int | None = None, keep: str = "") -> NoteText:
        r"""A stretch of a cleaned text; the blanks of ``keep`` stay.

        >>> NoteText.of("县民 政\n局 ").text
        '县民政局'
        """
        places = [
            i for i in range(start, len(text) if end is None else end) if text[i] in keep or not text[i].isspace()
        ]
        return cls("".join(text[i] for i in places), tuple(places))

    def __len__(self) -> int:
        return len(self.text)

    def part(self, start: int, end: int) -> NoteText:
        """The stretch between two of its signs."""
        return NoteText(self.text[start:end], self.places[start:end])

    def without(self, sign: str) -> NoteText:
        """The stretch without one of its signs."""
        kept = [i for i, other in enumerate(self.text) if other != sign]
        return NoteText("".join(self.text[i] for i in kept), tuple(self.places[i] for i in kept))

    def bare(self) -> str:
        """The signs, marks at the ends not counted: empty where nothing is said."""
        return self.text.strip("，,；;。、：:")

    def span(self, start: int, end: int) -> Span:
        """The place of a stretch of its signs in the cleaned text."""
        return Span(self.places[start], self.places[end - 1] + 1)

    def at(self, place: int) -> int:
        """Which of its signs stands at a place of the cleaned text; ``ValueError`` where none does."""
        return self.places.index(place)
