"""What speaks for a local and a central unit answering each other, given how likely their sentences do."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..language.comparable import comparable
from ..segmenter import SegmentedDocument
from .arrays import Matrix
from .features import by_column, by_row, cosines
from .ngrams import NgramTable
from .sides import Side

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


def unit_cosine(central: SegmentedDocument, local: SegmentedDocument) -> Matrix:
    """TF-IDF cosine of character 2- to 4-grams between units, shaped (local units, central units)."""
    ours, theirs = (
        [comparable("".join(sentence.text for sentence in unit.sentences)) for unit in document.units]
        for document in (local, central)
    )
    return cosines(NgramTable([*ours, *theirs]), len(ours))


def unit_features(ours: Side, theirs: Side, units: Matrix, probability: Matrix) -> dict[str, Matrix]:
    """The features of :data:`UNIT_FEATURES` for every pair of units, each shaped (local units, central units).

    :param units: what :func:`unit_cosine` gave.
    :param probability: of every sentence pair to be linked, shaped (local, central).
    """
    if not len(ours) or not len(theirs):
        return {name: np.zeros(units.shape) for name in UNIT_FEATURES}
    rows, columns = ours.starts, theirs.starts
    best_for_local = np.maximum.reduceat(probability, columns, axis=1)  # sentence × central unit
    best_for_central = np.maximum.reduceat(probability, rows, axis=0)  # local unit × sentence
    best = np.maximum.reduceat(best_for_local, rows, axis=0)
    chosen = np.zeros_like(probability)
    chosen[np.arange(len(ours)), probability.argmax(axis=1)] = 1.0
    features = {
        "local_share": _weighted(best_for_local, ours.lengths, rows),
        "central_share": _weighted(best_for_central.T, theirs.lengths, columns).T,
        "heading": _heading_probability(ours, theirs, probability, best),
        "best_sentence": best,
        "linked_sentences": np.log1p(np.add.reduceat(best_for_local, rows, axis=0)),
        "best_choice": _weighted(np.add.reduceat(chosen, columns, axis=1), np.ones(len(ours)), rows),
    }
    # A unit without sentences has no row above; it gets zeros, so that every matrix covers every unit.
    place = np.ix_(ours.unit_of[rows], theirs.unit_of[columns])
    full = {name: _spread(matrix, units.shape, place) for name, matrix in features.items()}
    return {"unit_cosine": units, "unit_rank": by_row(units), "unit_rank_central": by_column(units), **full}


def _heading_probability(ours: Side, theirs: Side, probability: Matrix, best: Matrix) -> Matrix:
    """How likely the two headings are linked; the best sentence stands in where one of the units has none."""
    rows, columns = ours.starts, theirs.starts
    both = np.outer(ours.is_kind("heading")[rows], theirs.is_kind("heading")[columns])
    return np.asarray(np.where(both, probability[np.ix_(rows, columns)], best))


def _weighted(values: Matrix, weights: NDArray[np.float64], starts: NDArray[np.intp]) -> Matrix:
    """The weighted mean of the rows between one start and the next."""
    total = np.add.reduceat(weights, starts)
    return np.asarray(np.add.reduceat(values * weights[:, None], starts, axis=0) / total[:, None])


def _spread(matrix: Matrix, shape: tuple[int, ...], place: tuple[NDArray[np.intp], ...]) -> Matrix:
    full: Matrix = np.zeros(shape)
    full[place] = matrix
    return full
