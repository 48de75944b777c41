"""What the other links say of a link: a second look, with the probabilities of the first.

A sentence in an article that answers another one is likelier to answer a sentence of that article; one that a better counterpart
already explains needs no second one. Every matrix is shaped (local sentences, central sentences). Nothing here knows the order of the
articles; that of the sentences inside an article counts.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .arrays import Matrix
from .features import by_column, by_row
from .overlap import SideOverlap
from .sides import Side

_TINY = 1e-6
# Keeps the logit of a probability of 0 or 1 finite.
_EDGE = 1e-4
# An article with less than this many expected links has no share of them worth speaking of.
_LEAST_LINKS = 0.3
# From this probability on a counterpart is taken to explain all that it can explain.
_SURE = 2 / 3


def context_features(
    ours: Side, theirs: Side, overlap: SideOverlap, probability: Matrix
) -> Iterator[tuple[str, Matrix]]:
    """The features of every pair by name, one matrix at a time, from the probabilities of the first look.

    Cost: words of a sentence × sentences of the other side, for each sentence.
    """
    yield "first_look", np.log((probability + _EDGE) / (1 - probability + _EDGE))
    yield "other_local", _best_other(probability)
    yield "other_central", _best_other(probability.T).T
    yield "first_rank_local", by_row(probability)
    yield "first_rank_central", by_column(probability)
    yield from _articles(ours, theirs, probability)
    yield from _neighbours(ours, theirs, probability)
    yield "local_gain", _gain(overlap.our_weights, overlap.their_best, probability)
    yield "central_gain", _gain(overlap.their_weights, overlap.our_best, probability.T).T


def _best_other(matrix: Matrix) -> Matrix:
    """The greatest value of each row but for the one in question."""
    if matrix.shape[1] < 2:
        return np.zeros_like(matrix)
    second, first = np.partition(matrix, -2, axis=1)[:, -2:].T
    return np.asarray(np.where(matrix >= first[:, None], second[:, None], first[:, None]))


def _articles(ours: Side, theirs: Side, probability: Matrix) -> Iterator[tuple[str, Matrix]]:
    """How strongly the two articles are linked otherwise."""
    rows, columns = ours.starts, theirs.starts
    place = np.ix_(_run_of(rows, len(ours)), _run_of(columns, len(theirs)))
    expected = np.add.reduceat(np.add.reduceat(probability, rows, axis=0), columns, axis=1)
    best = np.maximum.reduceat(np.maximum.reduceat(probability, rows, axis=0), columns, axis=1)
    yield "article_others", np.log1p(np.maximum(expected[place] - probability, 0))
    yield "article_best_local", (best / np.maximum(best.max(axis=1, keepdims=True), _TINY))[place]
    yield "article_best_central", (best / np.maximum(best.max(axis=0, keepdims=True), _TINY))[place]
    yield "article_share_local", (expected / np.maximum(expected.sum(axis=1, keepdims=True), _LEAST_LINKS))[place]
    yield "article_share_central", (expected / np.maximum(expected.sum(axis=0, keepdims=True), _LEAST_LINKS))[place]
    yield "article_openings", probability[np.ix_(rows[place[0].ravel()], columns[place[1].ravel()])]


def _run_of(starts: NDArray[np.intp], size: int) -> NDArray[np.intp]:
    return np.searchsorted(starts, np.arange(size), side="right") - 1


def _neighbours(ours: Side, theirs: Side, probability: Matrix) -> Iterator[tuple[str, Matrix]]:
    """How likely the sentences next to the two, inside their articles, are linked."""
    here = (ours.unit_of[1:] == ours.unit_of[:-1])[:, None]
    there = (theirs.unit_of[1:] == theirs.unit_of[:-1])[None, :]
    both, local, central = (np.zeros_like(probability) for _ in range(3))
    both[1:, 1:] = probability[:-1, :-1] * here * there
    both[:-1, :-1] = np.maximum(both[:-1, :-1], probability[1:, 1:] * here * there)
    local[1:] = probability[:-1] * here
    local[:-1] = np.maximum(local[:-1], probability[1:] * here)
    central[:, 1:] = probability[:, :-1] * there
    central[:, :-1] = np.maximum(central[:, :-1], probability[:, 1:] * there)
    yield "neighbours", both
    yield "local_neighbour", local
    yield "central_neighbour", central


def _gain(weights: NDArray[np.float32], best: NDArray[np.float32], probability: Matrix) -> Matrix:
    """The share of each sentence that only this one of the other side explains, of those it may be linked to.

    :param weights: of the words of each sentence, shaped (sentences, words).
    :param best: how well each word is found in each sentence of the other side, shaped (words, others).
    """
    gain = np.zeros_like(probability)
    for i, row in enumerate(probability):
        words = np.flatnonzero(weights[i])
        found = best[words].astype(float)
        explained = _best_other(found * np.clip(row / _SURE, 0, 1)[None, :])
        gain[i] = weights[i, words] @ np.maximum(found - explained, 0) / max(float(weights[i, words].sum()), _TINY)
    return gain
