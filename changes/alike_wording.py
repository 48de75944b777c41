"""Which of some texts are word for word the same as another, or nearly so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Indel

# Texts are nearly the same from this similarity on (equal characters, as a share of both). Of labelled sentences of two measures that
# implement the same central document 26 of 26 so alike have the same counterparts, 10 of 10 that are the same the same relation too
# (21 of 26 of those that are alike: a figure differs, and with it the relation).
ALIKE = 0.85
# Longer texts are looked up word for word only: two long ones cost the product of their lengths.
_LONGEST = 1000
# Of shorter ones a character is too much.
_SHORTEST = 6
# Texts that are nearly the same share runs of so many characters; so many of the rarest are looked up, and so many texts in each list.
_RUN, _RAREST, _MOST = 3, 12, 64


@dataclass(slots=True)
class AlikeTexts:
    """Texts in comparable form, to be looked up; each look-up costs the same, however many there are.

    >>> known = AlikeTexts(["书屋每周开放五天", "书屋应当免费开放", "书屋每周开放五天"])
    >>> known.same("书屋每周开放五天"), known.nearest("书屋每周开放六天"), known.nearest("食堂按时供餐")
    ((0, 2), (0, 2), ())
    """

    texts: Sequence[str]
    _places: dict[str, list[int]] = field(init=False)
    _standing: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self._places, self._standing = {}, {}
        for place, text in enumerate(self.texts):
            self._places.setdefault(text, []).append(place)
        for text in self._places:
            for run in _runs(text):
                self._standing.setdefault(run, []).append(text)

    def same(self, text: str) -> tuple[int, ...]:
        """The places of those that are the same."""
        return tuple(self._places.get(text, ()))

    def nearest(self, text: str) -> tuple[int, ...]:
        """The places of those that are most alike, none where none is alike; all of them where several are equally so."""
        shared = [run for run in _runs(text) if run in self._standing]
        rarest = sorted(shared, key=lambda run: (len(self._standing[run]), run))[:_RAREST]
        candidates = dict.fromkeys(other for run in rarest for other in self._standing[run][:_MOST])
        scores = {other: Indel.normalized_similarity(text, other, score_cutoff=ALIKE) for other in candidates}
        best = max(scores.values(), default=0.0)
        alike = [other for other, score in scores.items() if score == best and score >= ALIKE]
        return tuple(sorted(place for other in alike for place in self._places[other]))


def _runs(text: str) -> Iterable[str]:
    """The runs of a text, each once; none of a text that is looked up word for word only."""
    if not _SHORTEST <= len(text) <= _LONGEST:
        return ()
    return dict.fromkeys(text[i : i + _RUN] for i in range(len(text) - _RUN + 1))
