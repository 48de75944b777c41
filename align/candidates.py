"""Which pairs of sentences are worth a closer look, and their features as columns of a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .arrays import Matrix
from .background import Background
from .context import context_features
from .features import by_row, sentence_features
from .overlap import SideOverlap
from .sides import Side

# So many of the likeliest counterparts of each sentence are looked at: 99 of 100 hand-made links are among them.
PER_LOCAL, PER_CENTRAL = 20, 12
Columns = dict[str, NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of sentences by row (local) and column (central), and their features, each an array over the pairs."""

    ours: Side
    theirs: Side
    overlap: SideOverlap
    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    features: Columns

    def spread(self, values: NDArray[np.float64]) -> Matrix:
        """Values of the pairs as a matrix shaped (local, central), 0 elsewhere."""
        matrix: Matrix = np.zeros((len(self.ours), len(self.theirs)))
        matrix[self.rows, self.columns] = values
        return matrix

    def with_context(self, probability: Matrix) -> Columns:
        """The features of the pairs and what the other links say of them, given the probabilities of a first look."""
        return self.features | self._gathered(context_features(self.ours, self.theirs, self.overlap, probability))

    def _gathered(self, matrices: Iterable[tuple[str, Matrix]]) -> Columns:
        return {name: np.asarray(matrix[self.rows, self.columns], dtype=float) for name, matrix in matrices}


def find_candidates(ours: Side, theirs: Side, units: Matrix, background: Background) -> Candidates:
    """Compare two sides; both need at least one sentence. Cost: that of :func:`.features.sentence_features`."""
    overlap = SideOverlap(ours, theirs, background)
    rows, columns = np.nonzero(_worth_a_look(ours, theirs, units, overlap))
    empty = Candidates(ours, theirs, overlap, rows, columns, {})
    features = empty._gathered(sentence_features(ours, theirs, units, overlap))
    return Candidates(ours, theirs, overlap, rows, columns, features)


def _worth_a_look(ours: Side, theirs: Side, units: Matrix, overlap: SideOverlap) -> NDArray[np.bool_]:
    whole = overlap.sentences
    promise = whole.explained + whole.covered + overlap.pooled(overlap.clauses.harmonic)
    promise += by_row(units)[np.ix_(ours.unit_of, theirs.unit_of)] / 2
    chosen = np.zeros(promise.shape, dtype=bool)
    by_local = np.argsort(-promise, axis=1, kind="stable")[:, :PER_LOCAL]
    by_central = np.argsort(-promise, axis=0, kind="stable")[:PER_CENTRAL]
    chosen[np.arange(len(ours))[:, None], by_local] = True
    chosen[by_central, np.arange(len(theirs))[None, :]] = True
    return chosen
