"""Which of some texts are word for word the same as another, or nearly so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import process
from rapidfuzz.distance import Indel

# Texts are nearly the same from this similarity on (equal characters, as a share of both). Of labelled sentences of two measures that
# implement the same central document 26 of 26 so alike have the same counterparts, 10 of 10 that are the same the same relation too
# (21 of 26 of those that are alike: a figure differs, and with it the relation).
ALIKE = 0.85
# Longer texts are looked up word for word only: two long ones cost the product of their lengths.
_LONGEST = 1000
# Of shorter ones a character is too much.
_SHORTEST = 6


@dataclass(slots=True)
class AlikeTexts:
    """Texts in comparable form, to be looked up.

    >>> known = AlikeTexts(["书屋每周开放五天", "书屋应当免费开放", "书屋每周开放五天"])
    >>> known.same("书屋每周开放五天"), known.nearest("书屋每周开放六天"), known.nearest("食堂按时供餐")
    ((0, 2), (0, 2), ())
    """

    texts: Sequence[str]
    _places: dict[str, list[int]] = field(init=False)
    _short: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self._places = {}
        for place, text in enumerate(self.texts):
            self._places.setdefault(text, []).append(place)
        self._short = [text for text in self._places if _SHORTEST <= len(text) <= _LONGEST]

    def same(self, text: str) -> tuple[int, ...]:
        """The places of those that are the same."""
        return tuple(self._places.get(text, ()))

    def nearest(self, text: str) -> tuple[int, ...]:
        """The places of those that are most alike, none where none is alike; all of them where several are equally so."""
        if not _SHORTEST <= len(text) <= _LONGEST:
            return ()
        found = process.extract(
            text, self._short, scorer=Indel.normalized_similarity, processor=None, score_cutoff=ALIKE, limit=None
        )
        best = max((score for _, score, _ in found), default=0.0)
        return tuple(sorted(place for alike, score, _ in found if score == best for place in self._places[alike]))
