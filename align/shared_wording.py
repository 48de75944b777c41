"""Sentences that stand in several documents in the same words, or in almost the same."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from ..language.comparable import behind_label, comparable
from ..segmenter import SegmentedDocument, Sentence

WordingPlace = tuple[int, int]  # the position of a document, and of a sentence in it
# So much of two texts is the same where they are almost the same (rapidfuzz's ratio). Of the pairs from 75 on in the families at hand nine
# in ten have the same links when each is judged alone, of those below three in four.
ALMOST_THE_SAME = 75.0
# Shorter texts are almost the same by chance (加强学生管理, 加强教师管理).
_SHORTEST = 10
# Texts that are almost the same have runs of so many characters in common; so many of the rarest of a text are looked up, and so many
# texts on both sides of its own place are looked at in each list.
_RUN, _RAREST, _BESIDE = 4, 12, 16


@dataclass(frozen=True, slots=True)
class SharedWording:
    """A text in comparable form without an item's number, and the places where it stands; ``items`` are those in a list.

    >>> SharedWording("图书馆应当开放", ((0, 3), (2, 1))).documents == {0, 2}
    True
    """

    text: str
    places: tuple[WordingPlace, ...]
    items: frozenset[WordingPlace] = frozenset()

    @property
    def documents(self) -> frozenset[int]:
        """The positions of the documents it stands in."""
        return frozenset(document for document, _ in self.places)


@dataclass(frozen=True, slots=True)
class SharedWordings:
    """The wordings that concern more than one document, by text; ``near`` are pairs of positions that are almost the same.

    Two wordings that stand in one and the same document alone are not set beside each other. Nor are an item of a list and a sentence: an
    item is read with its lead, whose words are another's.
    """

    wordings: tuple[SharedWording, ...]
    near: tuple[tuple[int, int], ...]


def wording_of(sentence: Sentence) -> str:
    """The words of a sentence as they are compared with those of others.

    >>> from ..language import Span
    >>> wording_of(Sentence("1:2", "1", "item", "（二）应当“每年”清点；", Span(0, 12)))
    '应当每年清点'
    """
    return comparable(sentence.text[behind_label(sentence.text) :])


def shared_wordings(documents: Sequence[SegmentedDocument]) -> SharedWordings:
    """What several documents have in the same words or in almost the same; the same in any order of them, but for the positions.

    Cost: linear in the characters, for the texts looked at are found by rare runs of characters.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> texts = ("图书馆应当每年清点全部馆藏文献一次。", "图书馆应当每年清点全部馆藏古籍一次。", "食堂按时供餐。")
    >>> found = shared_wordings([segment_document(make_document(text)) for text in (*texts, texts[2])])
    >>> [(one.text, one.places) for one in found.wordings][-1], found.near
    (('食堂按时供餐', ((2, 0), (3, 0))), ((0, 1),))
    """
    places: dict[str, list[WordingPlace]] = {}
    items: set[WordingPlace] = set()
    for i, document in enumerate(documents):
        for k, sentence in enumerate(document.sentences):
            if text := wording_of(sentence):
                places.setdefault(text, []).append((i, k))
                items |= {(i, k)} if sentence.kind == "item" else set()
    wordings = [
        SharedWording(text, tuple(places[text]), frozenset(items.intersection(places[text]))) for text in sorted(places)
    ]
    near = [(i, k) for i, k in _almost_the_same(wordings) if _stand_beside(wordings[i], wordings[k])]
    kept = sorted({i for i, one in enumerate(wordings) if len(one.documents) > 1}.union(*near))
    position = {old: new for new, old in enumerate(kept)}
    return SharedWordings(tuple(wordings[i] for i in kept), tuple((position[i], position[k]) for i, k in near))


def _stand_beside(one: SharedWording, other: SharedWording) -> bool:
    """Do they stand in two documents, and both as sentences or both as items?"""
    if len(one.documents | other.documents) < 2:
        return False
    both_items = bool(one.items and other.items)
    return both_items or (len(one.items) < len(one.places) and len(other.items) < len(other.places))


def _almost_the_same(wordings: Sequence[SharedWording]) -> list[tuple[int, int]]:
    texts = [one.text for one in wordings]
    pairs = {(i, k) for i, k in _candidates(texts) if fuzz.ratio(texts[i], texts[k], score_cutoff=ALMOST_THE_SAME)}
    return sorted(pairs)


def _candidates(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs (lower position first) that have one of the rarest runs of either in common."""
    standing: dict[str, list[int]] = {}
    for i, text in enumerate(texts):
        for run in _runs(text) if len(text) >= _SHORTEST else ():
            standing.setdefault(run, []).append(i)
    for i, text in enumerate(texts):
        for run in _rarest(text, standing):
            among = standing[run]
            own = bisect_left(among, i)
            for k in among[max(0, own - _BESIDE) : own + _BESIDE + 1]:
                if k != i:
                    yield min(i, k), max(i, k)


def _rarest(text: str, standing: Mapping[str, Sequence[int]]) -> list[str]:
    """The runs of a text that stand elsewhere too, but seldom."""
    shared = (run for run in _runs(text) if len(standing.get(run, ())) > 1)
    return sorted(shared, key=lambda run: (len(standing[run]), run))[:_RAREST]


def _runs(text: str) -> Iterable[str]:
    return dict.fromkeys(text[i : i + _RUN] for i in range(len(text) - _RUN + 1))
