"""What speaks for a local and a central text answering each other, in numbers.

Every matrix is shaped (local, central) and holds values from 0 to 1. No feature knows where a text stands in its document,
so links do not depend on the order of the articles.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..segmenter import SegmentedDocument
from .comparable import comparable, comparable_clauses
from .ngrams import NgramVectorizer

Matrix = NDArray[np.float64]

SENTENCE_FEATURES = (
    "cosine_root",
    "local_explained",
    "central_covered",
    "best_clause",
    "clauses_explained",
    "clauses_covered",
    "unit_cosine",
    "unit_rank",
    "cosine_rank_local",
    "cosine_rank_central",
    "clause_rank_local",
    "clause_rank_central",
)
UNIT_FEATURES = (
    "unit_cosine",
    "unit_rank",
    "unit_rank_central",
    "local_share",
    "central_share",
    "heading",
    "best_sentence",
    "linked_sentences",
    "best_choice",
)
_TINY = 1e-9


def unit_cosine(central: SegmentedDocument, local: SegmentedDocument) -> Matrix:
    """TF-IDF cosine of character 2- to 4-grams between units, shaped (local units, central units)."""
    texts = [
        [comparable("".join(sentence.text for sentence in unit.sentences)) for unit in document.units]
        for document in (local, central)
    ]
    ours, theirs, _ = _vectors(texts[0], texts[1], (2, 4))
    return _product(ours, theirs)


def sentence_features(central: SegmentedDocument, local: SegmentedDocument, units: Matrix) -> dict[str, Matrix]:
    """The features of :data:`SENTENCE_FEATURES` for every pair of sentences, each shaped (local, central).

    Cost: quadratic in the number of comma clauses, a third of a second for two documents of 130 sentences.
    """
    ours = [sentence.text for sentence in local.sentences]
    theirs = [sentence.text for sentence in central.sentences]
    wide_ours, wide_theirs, _ = _vectors([comparable(t) for t in ours], [comparable(t) for t in theirs], (2, 4))
    cosine = _product(wide_ours, wide_theirs)
    clauses = _Clauses(ours, theirs)
    best_clause = clauses.best()
    weighted = clauses.best_weighted()
    of_units = units[np.ix_(_unit_index(local), _unit_index(central))]
    rank_of_units = _by_row(units)[np.ix_(_unit_index(local), _unit_index(central))]
    explained, covered = clauses.contained()
    return {
        "cosine_root": np.sqrt(cosine),
        "local_explained": explained,
        "central_covered": covered,
        "best_clause": best_clause,
        "clauses_explained": clauses.explained(),
        "clauses_covered": clauses.covered(),
        "unit_cosine": of_units,
        "unit_rank": rank_of_units,
        "cosine_rank_local": _by_row(cosine),
        "cosine_rank_central": _by_column(cosine),
        "clause_rank_local": _by_row(weighted),
        "clause_rank_central": _by_column(weighted),
    }


def unit_features(
    central: SegmentedDocument, local: SegmentedDocument, units: Matrix, probability: Matrix
) -> dict[str, Matrix]:
    """The features of :data:`UNIT_FEATURES` for every pair of units, each shaped (local units, central units).

    :param units: what :func:`unit_cosine` gave.
    :param probability: of every sentence pair to be linked, shaped (local, central).
    """
    rows, columns = _unit_index(local), _unit_index(central)
    local_starts, central_starts = _starts(rows), _starts(columns)
    if not len(rows) or not len(columns):
        return {name: np.zeros(units.shape) for name in UNIT_FEATURES}
    local_sizes = _sizes([sentence.text for sentence in local.sentences])
    central_sizes = _sizes([sentence.text for sentence in central.sentences])
    best_for_local = np.maximum.reduceat(probability, central_starts, axis=1)  # sentence × central unit
    best_for_central = np.maximum.reduceat(probability, local_starts, axis=0)  # local unit × sentence
    best = np.maximum.reduceat(best_for_local, local_starts, axis=0)
    chosen = np.zeros_like(probability)
    chosen[np.arange(len(rows)), probability.argmax(axis=1)] = 1.0
    chosen_units = np.add.reduceat(chosen, central_starts, axis=1)
    features = {
        "local_share": _weighted(best_for_local, local_sizes, local_starts),
        "central_share": _weighted(best_for_central.T, central_sizes, central_starts).T,
        "heading": _heading_probability(central, local, probability, best, (local_starts, central_starts)),
        "best_sentence": best,
        "linked_sentences": np.log1p(np.add.reduceat(best_for_local, local_starts, axis=0)),
        "best_choice": _weighted(chosen_units, np.ones(len(rows)), local_starts),
    }
    # A unit without sentences has no row above; it gets zeros, so that every matrix covers every unit.
    full = {name: _spread(matrix, units.shape, rows, columns) for name, matrix in features.items()}
    return {
        "unit_cosine": units,
        "unit_rank": _by_row(units),
        "unit_rank_central": _by_column(units),
        **full,
    }


def _heading_probability(
    central: SegmentedDocument,
    local: SegmentedDocument,
    probability: Matrix,
    best: Matrix,
    starts: tuple[NDArray[np.intp], NDArray[np.intp]],
) -> Matrix:
    """How likely the two headings are linked; the best sentence stands in where one of the units has none."""
    ours = np.array([local.sentences[i].kind == "heading" for i in starts[0]])
    theirs = np.array([central.sentences[i].kind == "heading" for i in starts[1]])
    return np.asarray(np.where(np.outer(ours, theirs), probability[np.ix_(*starts)], best))


class _Clauses:
    """The comma clauses of both sides and how alike they are."""

    def __init__(self, ours: Sequence[str], theirs: Sequence[str]) -> None:
        our_clauses = [comparable_clauses(text) for text in ours]
        their_clauses = [comparable_clauses(text) for text in theirs]
        our_whole = [comparable(text) for text in ours]
        their_whole = [comparable(text) for text in theirs]
        flat_ours = [clause for clauses in our_clauses for clause in clauses]
        flat_theirs = [clause for clauses in their_clauses for clause in clauses]
        *whole, vectorizer = _vectors(our_whole, their_whole, (2, 3))
        self._whole = whole
        self._idf = vectorizer.idf
        our_vectors, their_vectors = vectorizer.transform(flat_ours), vectorizer.transform(flat_theirs)
        self._likeness = _product(our_vectors, their_vectors)
        self._our_weights = self._weights(our_vectors)
        self._their_weights = self._weights(their_vectors)
        self._our_starts = _starts([i for i, clauses in enumerate(our_clauses) for _ in clauses])
        self._their_starts = _starts([i for i, clauses in enumerate(their_clauses) for _ in clauses])

    def _weights(self, vectors: Any) -> Matrix:
        return np.asarray((vectors > 0) @ self._idf).ravel() + _TINY

    def _pooled(self, likeness: Matrix) -> Matrix:
        by_sentence = np.maximum.reduceat(likeness, self._our_starts, axis=0)
        return np.asarray(np.maximum.reduceat(by_sentence, self._their_starts, axis=1))

    def best(self) -> Matrix:
        """The likeness of the two clauses that are most alike."""
        return self._pooled(self._likeness)

    def best_weighted(self) -> Matrix:
        """The same, where a long and rare clause counts for more than a short stock phrase."""
        return self._pooled(
            self._likeness * np.sqrt(np.minimum(self._our_weights[:, None], self._their_weights[None, :]))
        )

    def explained(self) -> Matrix:
        """How well the clauses of the local sentence are found in the central one, weighted by what they carry."""
        found = np.maximum.reduceat(self._likeness, self._their_starts, axis=1)
        return _weighted(found, self._our_weights, self._our_starts)

    def covered(self) -> Matrix:
        """How well the clauses of the central sentence are found in the local one."""
        found = np.maximum.reduceat(self._likeness, self._our_starts, axis=0)
        return _weighted(found.T, self._their_weights, self._their_starts).T

    def contained(self) -> tuple[Matrix, Matrix]:
        """The share of the local sentence's n-grams found in the central one, and the reverse, weighted by IDF."""
        ours, theirs = ((vectors > 0).astype(float) for vectors in self._whole)
        shared = np.asarray((ours.multiply(self._idf[None, :]).tocsr() @ theirs.T).todense())
        our_mass = np.asarray(ours @ self._idf).ravel() + _TINY
        their_mass = np.asarray(theirs @ self._idf).ravel() + _TINY
        return np.asarray(shared / our_mass[:, None]), np.asarray(shared / their_mass[None, :])


def _vectors(ours: list[str], theirs: list[str], ngrams: tuple[int, int]) -> tuple[Any, Any, NgramVectorizer]:
    vectorizer = NgramVectorizer([*ours, *theirs], *ngrams)
    return vectorizer.transform(ours), vectorizer.transform(theirs), vectorizer


def _product(ours: Any, theirs: Any) -> Matrix:
    dense: Matrix = np.asarray((ours @ theirs.T).todense(), dtype=float)
    return np.clip(dense, 0.0, 1.0)


def _weighted(values: Matrix, weights: Matrix, starts: NDArray[np.intp]) -> Matrix:
    """The weighted mean of the rows between one start and the next."""
    total = np.add.reduceat(weights, starts)
    return np.asarray(np.add.reduceat(values * weights[:, None], starts, axis=0) / total[:, None])


def _by_row(matrix: Matrix) -> Matrix:
    return np.asarray(matrix / np.maximum(matrix.max(axis=1, keepdims=True, initial=0.0), _TINY))


def _by_column(matrix: Matrix) -> Matrix:
    return np.asarray(matrix / np.maximum(matrix.max(axis=0, keepdims=True, initial=0.0), _TINY))


def _unit_index(document: SegmentedDocument) -> NDArray[np.intp]:
    return np.array([i for i, unit in enumerate(document.units) for _ in unit.sentences], dtype=np.intp)


def _starts(index: Sequence[int] | NDArray[np.intp]) -> NDArray[np.intp]:
    """Where each run of equal numbers begins."""
    numbers = np.asarray(index)
    return np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]]) if len(numbers) else np.zeros(0, dtype=np.intp)


def _sizes(texts: Sequence[str]) -> Matrix:
    return np.array([len(comparable(text)) + 1.0 for text in texts])


def _spread(matrix: Matrix, shape: tuple[int, ...], rows: NDArray[np.intp], columns: NDArray[np.intp]) -> Matrix:
    full: Matrix = np.zeros(shape)
    full[np.ix_(np.unique(rows), np.unique(columns))] = matrix
    return full
