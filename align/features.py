"""What speaks for a local and a central sentence answering each other, in numbers.

Every matrix is shaped (local sentences, central sentences). No feature knows where an article stands in its document, so links do not
depend on the order of the articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..language.comparable import comparable_clauses
from .arrays import Matrix
from .ngrams import NgramTable, inverse_frequency, tfidf
from .overlap import Overlap, SideOverlap, word_overlap
from .sides import Side, run_starts

_TINY = 1e-9
# Characters in a row that both sentences have: from a word to half a clause.
_RUNS = (3, 4, 6, 9)
# Where a unit has no heading nothing is known of what it is about.
_NO_HEADING = -0.2
# Where a sentence names no actor nothing is known of who acts: less than no likeness, which says that another one acts.
_UNKNOWN_ACTOR = -0.3


def sentence_features(ours: Side, theirs: Side, units: Matrix, overlap: SideOverlap) -> Iterator[tuple[str, Matrix]]:
    """The features of every pair of sentences by name, one matrix at a time.

    :param units: likeness of the units, shaped (local units, central units).

    Cost: quadratic in the number of comma clauses; a tenth of a second for two documents of 130 sentences.
    """
    yield from _characters(ours, theirs)
    yield from _words(overlap)
    yield from _votes(overlap)
    yield from _actors_and_acts(ours, theirs, overlap)
    yield from _kinds(ours, theirs)
    yield from _headings(ours, theirs)
    yield "unit_cosine", units[np.ix_(ours.unit_of, theirs.unit_of)]
    yield "unit_rank", by_row(units)[np.ix_(ours.unit_of, theirs.unit_of)]


def by_row(matrix: Matrix) -> Matrix:
    """Each value as a share of the greatest one of its row.

    >>> by_row(np.array([[1.0, 2.0], [0.0, 0.0]]))
    array([[0.5, 1. ],
           [0. , 0. ]])
    """
    return np.asarray(matrix / np.maximum(matrix.max(axis=1, keepdims=True, initial=0.0), _TINY))


def by_column(matrix: Matrix) -> Matrix:
    """Each value as a share of the greatest one of its column."""
    return by_row(matrix.T).T


def _ranked(name: str, matrix: Matrix) -> Iterator[tuple[str, Matrix]]:
    yield f"{name}_rank_local", by_row(matrix)
    yield f"{name}_rank_central", by_column(matrix)


# ---------------------------------------------------------------------------------------------------------- characters


def _characters(ours: Side, theirs: Side) -> Iterator[tuple[str, Matrix]]:
    """Character n-grams of whole sentences and of their clauses, and long runs of characters."""
    table, size = NgramTable([*ours.texts, *theirs.texts]), len(ours)
    cosine = cosines(table, size)
    yield "cosine_root", np.sqrt(cosine)
    yield from _ranked("cosine", cosine)
    yield from _contained(table, size)
    for length in _RUNS:
        shared = _shared_runs(table, size, length)
        yield f"run_{length}", shared
        if length == _RUNS[1]:
            yield from _ranked("run", shared)
    yield "clause_cosine", _best_clause(ours, theirs)


def cosines(table: NgramTable, size: int, shortest: int = 2, longest: int = 4) -> Matrix:
    """TF-IDF cosines of the first ``size`` texts of a table with all others, shaped (first, others)."""
    vectors = tfidf(table, shortest, longest)
    return np.asarray(np.clip(np.asarray((vectors[:size] @ vectors[size:].T).todense(), dtype=float), 0.0, 1.0))


def _contained(table: NgramTable, size: int) -> Iterator[tuple[str, Matrix]]:
    """The share of each sentence's n-grams found in the other, weighted by how rare they are."""
    from scipy import sparse  # noqa: PLC0415  a seventh of the time all imports take; needed when it runs

    counts = sparse.hstack([table.counts(2), table.counts(3)], format="csr")
    rarity = inverse_frequency(counts)
    holds = (counts > 0).astype(float)
    mass = np.asarray(holds @ rarity).ravel() + _TINY
    shared = _weighed_in_common(holds, size, rarity)
    yield "ngrams_explained", shared / mass[:size, None]
    yield "ngrams_covered", shared / mass[None, size:]


def _shared_runs(table: NgramTable, size: int, length: int) -> Matrix:
    """The information in the n-grams of this length that both have, in nats on a logarithmic scale."""
    holds = (table.counts(length) > 0).astype(float)
    information = np.log((1 + holds.shape[0]) / holds.getnnz(axis=0))
    return np.asarray(np.log1p(_weighed_in_common(holds, size, information)))


def _weighed_in_common(holds: Any, size: int, weights: NDArray[np.float64]) -> Matrix:
    """What the n-grams weigh that a text of the first ``size`` and one of the others both hold."""
    weighed = holds[:size].multiply(weights[None, :]).tocsr()
    return np.asarray((weighed @ holds[size:].T).todense(), dtype=float)


def _best_clause(ours: Side, theirs: Side) -> Matrix:
    """The cosine of the two clauses that are most alike."""
    clauses = [[comparable_clauses(sentence.text) for sentence in side.sentences] for side in (ours, theirs)]
    flat = [[clause for of_sentence in side for clause in of_sentence] for side in clauses]
    starts = [run_starts([i for i, of_sentence in enumerate(side) for _ in of_sentence]) for side in clauses]
    cosine = cosines(NgramTable([*flat[0], *flat[1]]), len(flat[0]), 2, 3)
    return np.asarray(np.maximum.reduceat(np.maximum.reduceat(cosine, starts[0], axis=0), starts[1], axis=1))


# --------------------------------------------------------------------------------------------------------------- words


def _words(overlap: SideOverlap) -> Iterator[tuple[str, Matrix]]:
    """How much of each sentence the other says, as a whole and clause by clause."""
    whole, clauses = overlap.sentences, overlap.clauses
    yield "explained", whole.explained
    yield "covered", whole.covered
    yield "weight", np.log1p(np.sqrt(whole.ours * whole.theirs))
    best = overlap.pooled(clauses.harmonic)
    yield "clause", best
    weight = np.log1p(overlap.pooled(_clause_weight(clauses)))
    yield "clause_weight", weight
    yield from _ranked("clause_weight", weight)
    yield from _ranked("words", (whole.explained + whole.covered + best) / 3)
    ours, theirs = overlap.our_starts, overlap.their_starts
    our_total = np.add.reduceat(clauses.our_weight, ours)[:, None]
    their_total = np.add.reduceat(clauses.their_weight, theirs)[None, :]
    found = np.maximum.reduceat(clauses.ours, theirs, axis=1)
    yield "clauses_explained", np.add.reduceat(found, ours, axis=0) / our_total
    found = np.maximum.reduceat(clauses.theirs, ours, axis=0)
    yield "clauses_covered", np.add.reduceat(found, theirs, axis=1) / their_total
    # One clause that says all of a short sentence.
    yield (
        "one_clause_explains",
        np.maximum.reduceat(np.add.reduceat(clauses.ours, ours, axis=0) / our_total, theirs, axis=1),
    )
    yield (
        "one_clause_covers",
        np.maximum.reduceat(np.add.reduceat(clauses.theirs, theirs, axis=1) / their_total, ours, axis=0),
    )


def _clause_weight(clauses: Overlap) -> Matrix:
    """How alike two clauses are, where a long and rare one counts for more than a stock phrase."""
    return np.asarray(np.sqrt(clauses.ours * clauses.theirs) * clauses.harmonic)


def _votes(overlap: SideOverlap) -> Iterator[tuple[str, Matrix]]:
    """Each clause votes for the sentence that says it best; two clauses that vote for each other speak loudest.

    Most long sentences answer each other in one comma clause only.
    """
    clauses, ours, theirs = overlap.clauses, overlap.our_starts, overlap.their_starts
    alike, weight = clauses.harmonic, _clause_weight(clauses)
    mutual = by_row(weight) * by_column(weight)
    yield "mutual", overlap.pooled(mutual)
    yield "mutual_likeness", overlap.pooled(alike * mutual)
    yield "mutual_weight", np.log1p(overlap.pooled(weight * mutual))
    for side, votes in (
        ("local", _votes_of(weight, alike, clauses.our_weight, ours, theirs)),
        ("central", tuple(part.T for part in _votes_of(weight.T, alike.T, clauses.their_weight, theirs, ours))),
    ):
        yield f"votes_{side}", votes[0]
        yield f"best_vote_{side}", votes[1]


def _votes_of(
    weight: Matrix, alike: Matrix, of_clause: NDArray[np.float64], starts: NDArray[np.intp], others: NDArray[np.intp]
) -> tuple[Matrix, Matrix]:
    """The votes of one side's clauses for the other side's sentences: their share by weight, and the greatest one."""
    by_sentence = np.maximum.reduceat(weight, others, axis=1)
    voted = (by_sentence >= by_sentence.max(axis=1, keepdims=True) - _TINY) & (by_sentence > 0)
    votes = voted * np.maximum.reduceat(alike, others, axis=1)
    total = np.add.reduceat(of_clause, starts)
    return (
        np.add.reduceat(votes * of_clause[:, None], starts, axis=0) / total[:, None],
        np.maximum.reduceat(votes, starts, axis=0),
    )


# -------------------------------------------------------------------------------------------------- actors, acts, kinds


def _actors_and_acts(ours: Side, theirs: Side, overlap: SideOverlap) -> Iterator[tuple[str, Matrix]]:
    acts = word_overlap(overlap.space, ours.acts, theirs.acts)
    yield "act_explained", acts.explained
    yield "act_covered", acts.covered
    yield "act", acts.harmonic
    yield from _ranked("act", acts.harmonic)
    actors = word_overlap(overlap.space, ours.actors, theirs.actors)
    known = np.outer([bool(words) for words in ours.actors], [bool(words) for words in theirs.actors])
    yield "actor", np.where(known, np.sqrt(actors.explained * actors.covered), _UNKNOWN_ACTOR)
    yield "actor_known", known.astype(float)


def _kinds(ours: Side, theirs: Side) -> Iterator[tuple[str, Matrix]]:
    """Headings, lead-ins and items; duties not to act, and sanctions; lengths."""
    for kind in ("heading", "item", "lead"):
        here, there = ours.is_kind(kind)[:, None], theirs.is_kind(kind)[None, :]
        yield f"both_{kind}", (here & there).astype(float)
        if kind != "lead":
            yield f"local_{kind}", (here & ~there).astype(float)
            yield f"central_{kind}", (~here & there).astype(float)
    for name in ("prohibits", "sanctions"):
        here, there = getattr(ours, name)[:, None], getattr(theirs, name)[None, :]
        yield f"both_{name}", (here & there).astype(float)
        yield f"one_{name}", (here ^ there).astype(float)
    here, there = np.log(ours.lengths)[:, None], np.log(theirs.lengths)[None, :]
    none = np.zeros((len(ours), len(theirs)))
    yield "length_ratio", here - there
    yield "local_length", here + none
    yield "central_length", there + none


# ------------------------------------------------------------------------------------------------------------ headings


def _headings(ours: Side, theirs: Side) -> Iterator[tuple[str, Matrix]]:
    """Headings beside each other, each beside the sentences of the other side, and what stands above the units."""
    for name, here, there in (
        ("headings", ours.headings, theirs.headings),
        ("local_heading_said", ours.headings, theirs.texts),
        ("central_heading_said", ours.texts, theirs.headings),
        ("parts", ours.parts, theirs.parts),
    ):
        known = np.outer([bool(text) for text in here], [bool(text) for text in there])
        likeness = _likeness(here, there)
        yield name, np.where(known, likeness, _NO_HEADING)
        if name.endswith("_said"):
            rank = by_row(likeness) if name.startswith("local") else by_column(likeness)
            yield f"{name}_rank", np.where(known, rank, _NO_HEADING)


def _likeness(ours: Sequence[str], theirs: Sequence[str]) -> Matrix:
    """TF-IDF cosines of character 2- and 3-grams of two lists of texts; each different text is looked at once."""
    here, there = ({text: i for i, text in enumerate(dict.fromkeys(texts))} for texts in (ours, theirs))
    cosine = cosines(NgramTable([*here, *there]), len(here), 2, 3)
    return np.asarray(cosine[np.ix_([here[text] for text in ours], [there[text] for text in theirs])])
