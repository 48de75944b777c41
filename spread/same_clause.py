"""The aligner's word on whether two added sentences are the same clause: pairs are laid before it as two documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from ..align import Linker
from ..corpus import make_document
from ..language import Span
from ..segmenter import SegmentedDocument, Sentence, Unit
from .nearby import Nearby
from .stored_additions import StoredSentence

# As many sentences as a short document has: the linker weighs words by how rare they are, and a pair by its rivals, in both texts.
PAIRS_AT_ONCE = 40
# Wordings so much alike (cosine) are rivals: each would be the better answer to the other's pair, so they are not asked about together.
_RIVALS = 0.35

_Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _PairQuestion:
    """Pairs of texts by position, and the passages that stand for these texts."""

    pairs: tuple[_Pair, ...]
    passages: dict[int, StoredSentence]


def same_clauses(
    linker: Linker, passages: Sequence[StoredSentence], near: Nearby, *, workers: int = 1
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
    """The pairs that the linker links, and how likely each is: the texts ``later`` and ``earlier`` by position.

    A text is laid before it with its likest candidate first, and with the next one only where that was no counterpart. Some 5 ms a pair.

    :param passages: what stands for each text.
    :param workers: processes; one works in this one.
    """
    linked: dict[_Pair, float] = {}
    done = np.zeros(len(passages), dtype=bool)
    rivals = _rival_groups(len(passages), near)
    for number in range(int(near.rank.max(initial=-1)) + 1):
        round_ = near.round(number)
        waiting = round_.of(~done[round_.later])
        for found in _answers(linker, list(_questions(passages, waiting, rivals)), workers):
            linked |= found
        done[[later for later, _ in linked]] = True
    pairs = sorted(linked)
    later, earlier = (np.array([pair[side] for pair in pairs], dtype=np.intp) for side in (0, 1))
    return later, earlier, np.array([linked[pair] for pair in pairs])


def _questions(passages: Sequence[StoredSentence], near: Nearby, rivals: NDArray[np.int32]) -> Iterator[_PairQuestion]:
    """The pairs in portions, no two of wordings that are rivals in one."""
    pairs = sorted(zip(near.later.tolist(), near.earlier.tolist(), strict=True))
    waves: dict[int, list[_Pair]] = {}
    asked: Counter[int] = Counter()
    for pair in pairs:
        group = int(rivals[pair[0]])
        waves.setdefault(asked[group], []).append(pair)
        asked[group] += 1
    for wave in waves.values():
        for start in range(0, len(wave), PAIRS_AT_ONCE):
            part = tuple(wave[start : start + PAIRS_AT_ONCE])
            yield _PairQuestion(part, {place: passages[place] for pair in part for place in pair})


def _rival_groups(size: int, near: Nearby) -> NDArray[np.int32]:
    """Which wordings are rivals of each other, directly or by others, by the number of their group."""
    close = near.of(near.alike >= _RIVALS)
    ones = np.ones(len(close.later), dtype=bool)
    _, groups = connected_components(
        coo_matrix((ones, (close.later, close.earlier)), shape=(size, size)), directed=False
    )
    return np.asarray(groups, dtype=np.int32)


def _answers(linker: Linker, questions: Sequence[_PairQuestion], workers: int) -> Iterator[dict[_Pair, float]]:
    ask = partial(_answer, linker)
    if workers < 2 or len(questions) < 2 * workers:
        yield from map(ask, questions)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(ask, questions, chunksize=max(1, min(8, len(questions) // (4 * workers))))


def _answer(linker: Linker, question: _PairQuestion) -> dict[_Pair, float]:
    central, theirs = _as_document({place: question.passages[place] for _, place in question.pairs})
    local, ours = _as_document({place: question.passages[place] for place, _ in question.pairs})
    asked = set(question.pairs)
    linked = {}
    for link in linker.link(central, local).sentence_links:
        pair = (ours[link.local], theirs[link.central])
        if pair in asked:
            linked[pair] = link.score
    return linked


def _as_document(passages: dict[int, StoredSentence]) -> tuple[SegmentedDocument, dict[str, int]]:
    """Passages as a document, each an article of its own; and which sentence stands for which."""
    units, places = [], {}
    for number, (place, one) in enumerate(sorted(passages.items()), 1):
        sentence = Sentence(f"{number}:1", str(number), one.kind, one.text, Span(0, len(one.text)))
        units.append(Unit(str(number), "", number, one.heading, (), Span(0, 0), (sentence,)))
        places[sentence.id] = place
    return SegmentedDocument(make_document(""), tuple(units)), places
