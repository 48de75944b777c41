"""The aligner's word on whether two added sentences are the same clause: pairs are laid before it as two documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from ..align import Linker
from ..corpus import make_document
from ..language import Span
from ..segmenter import SegmentedDocument, Sentence, Unit
from .nearby import Nearby
from .stored_additions import Passage

PAIRS_AT_ONCE = 100  # as many sentences as a document has: the linker weighs words by how rare they are in both texts

Told = Callable[[int], None]
_Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Question:
    """Pairs of texts by position, and the passages that stand for these texts."""

    pairs: tuple[_Pair, ...]
    passages: dict[int, Passage]


def same_clauses(
    linker: Linker, passages: Sequence[Passage], near: Nearby, *, workers: int = 1, told: Told | None = None
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
    """The pairs that the linker links, and how likely each is: the texts ``later`` and ``earlier`` by position.

    A text is laid before it with its likest candidate first, and with the next one only where that was no counterpart. Some 5 ms a pair.

    :param passages: what stands for each text.
    :param workers: processes; one works in this one.
    :param told: is called with the number of pairs that were looked at.
    """
    linked: dict[_Pair, float] = {}
    done = np.zeros(len(passages), dtype=bool)
    for number in range(int(near.rank.max(initial=-1)) + 1):
        round_ = near.round(number)
        waiting = round_.of(~done[round_.later])
        for found, count in _answers(linker, list(_questions(passages, waiting)), workers):
            linked |= found
            if told is not None:
                told(count)
        done[[later for later, _ in linked]] = True
    pairs = sorted(linked)
    later, earlier = (np.array([pair[side] for pair in pairs], dtype=np.intp) for side in (0, 1))
    return later, earlier, np.array([linked[pair] for pair in pairs])


def _questions(passages: Sequence[Passage], near: Nearby) -> Iterator[_Question]:
    """The pairs in portions, those of one document together."""
    pairs = list(zip(near.later.tolist(), near.earlier.tolist(), strict=True))
    pairs.sort(key=lambda pair: (passages[pair[0]].document, pair))
    for start in range(0, len(pairs), PAIRS_AT_ONCE):
        part = tuple(pairs[start : start + PAIRS_AT_ONCE])
        yield _Question(part, {place: passages[place] for pair in part for place in pair})


def _answers(linker: Linker, questions: Sequence[_Question], workers: int) -> Iterator[tuple[dict[_Pair, float], int]]:
    ask = partial(_answer, linker)
    if workers < 2 or len(questions) < 2 * workers:
        answers: Iterator[dict[_Pair, float]] = map(ask, questions)
        yield from ((found, len(one.pairs)) for found, one in zip(answers, questions, strict=True))
        return
    with ProcessPoolExecutor(workers) as pool:
        found_by = pool.map(ask, questions, chunksize=max(1, min(8, len(questions) // (4 * workers))))
        yield from ((found, len(one.pairs)) for found, one in zip(found_by, questions, strict=True))


def _answer(linker: Linker, question: _Question) -> dict[_Pair, float]:
    central, theirs = _as_document({place: question.passages[place] for _, place in question.pairs})
    local, ours = _as_document({place: question.passages[place] for place, _ in question.pairs})
    asked = set(question.pairs)
    linked = {}
    for link in linker.link(central, local).sentence_links:
        pair = (ours[link.local], theirs[link.central])
        if pair in asked:
            linked[pair] = link.score
    return linked


def _as_document(passages: dict[int, Passage]) -> tuple[SegmentedDocument, dict[str, int]]:
    """Passages as a document, those of one article in one unit; and which sentence stands for which."""
    by_unit: dict[tuple[str, str], list[int]] = {}
    for place in sorted(passages):
        by_unit.setdefault((passages[place].document, passages[place].unit), []).append(place)
    units, places = [], {}
    for number, among in enumerate(by_unit.values(), 1):
        sentences = []
        for index, place in enumerate(among, 1):
            one = passages[place]
            sentences.append(Sentence(f"{number}:{index}", str(number), one.kind, one.text, Span(0, len(one.text))))
            places[sentences[-1].id] = place
        heading = passages[among[0]].heading
        units.append(Unit(str(number), "", number, heading, (), Span(0, 0), tuple(sentences)))
    return SegmentedDocument(make_document(""), tuple(units)), places
