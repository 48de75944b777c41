"""Chance: intervals by drawing again (bootstrap), and what provinces would share if clauses fell to them at random. All seeded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEVEL = 0.95
_TRADES = 5  # rounds of trades between two samples; each lets every province trade with another one
_BURN_IN = 40

Held = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and between which ends it lies in 95 of 100 samples drawn again; the ends are ``None`` of fewer than 5 things."""

    value: float | None
    low: float | None = None
    high: float | None = None


def bootstrap(
    values: Sequence[float], statistic: Callable[[NDArray[np.float64]], float], *, draws: int = 999, seed: int = 0
) -> Interval:
    """The percentile interval of a statistic (Efron 1979): drawn again with replacement from the values.

    >>> found = bootstrap([1.0, 2.0, 3.0, 4.0, 100.0], lambda one: float(np.median(one)))
    >>> found.value, found.low, found.high
    (3.0, 1.0, 100.0)
    """
    if not len(values):
        return Interval(None)
    given = np.asarray(values, dtype=float)
    if len(given) < 5:
        return Interval(statistic(given))
    rng = np.random.default_rng(seed)
    found = [statistic(given[rng.integers(0, len(given), len(given))]) for _ in range(draws)]
    low, high = np.quantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(statistic(given), float(low), float(high))


@dataclass(frozen=True, slots=True)
class Likeness:
    """Pairs of rows (provinces), shaped (rows, rows): what they share, and what of it is to be expected.

    ``jaccard`` is the share of the clauses of both that both have, ``low`` and ``high`` its interval over clauses drawn again;
    ``expected`` is how many they would share by chance and ``p`` the share of the chance samples in which they share as many or more.
    """

    shared: NDArray[np.int64]
    jaccard: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    expected: NDArray[np.float64]
    p: NDArray[np.float64]


def likeness(held: Held, could: Held, *, draws: int = 999, seed: int = 0) -> Likeness:
    """How alike rows are by the columns they hold, against chance and with intervals.

    Chance keeps how many columns each row holds and how many rows hold each column, and gives a column only to rows that could hold it:
    rows trade what one has and the other has not (the curveball algorithm; Strona and others 2014, A fast and unbiased procedure to
    randomize ecological binary matrices with fixed row and column totals). The p-value counts the observed as one of the samples.

    :param held: shaped (rows, columns): which row holds which column.
    :param could: likewise: which could (a province without a document below that law cannot hold its clauses).

    Cost: draws × rows × columns.

    >>> held = np.array([[1, 1, 1, 1, 0, 0, 0, 0], [1, 1, 1, 1, 0, 0, 0, 0], [0, 0, 0, 0, 1, 1, 1, 1], [0, 0, 0, 0, 1, 1, 1, 1]], dtype=bool)
    >>> found = likeness(held, np.ones_like(held), draws=199)
    >>> int(found.shared[0, 1]), float(found.jaccard[0, 2]), bool(found.p[0, 1] < 0.1), bool(found.p[0, 2] > 0.9)
    (4, 0.0, True, True)
    """
    rng = np.random.default_rng(seed)
    shared = _shared(held)
    low, high = _intervals(held, could, draws, rng)
    as_many, total = np.ones(shared.shape), np.zeros(shared.shape)
    chance = held.copy()
    _trade(chance, could, _BURN_IN, rng)
    for _ in range(draws):
        _trade(chance, could, _TRADES, rng)
        sample = _shared(chance)
        as_many += sample >= shared
        total += sample
    both = _together(held, could)
    return Likeness(shared, _over(shared, both), low, high, total / max(draws, 1), np.asarray(as_many / (draws + 1)))


def _shared(held: Held) -> NDArray[np.int64]:
    rows = held.astype(np.float32)
    return np.rint(rows @ rows.T).astype(np.int64)


def _together(held: Held, could: Held, weights: NDArray[np.float32] | None = None) -> NDArray[np.float64]:
    """How many columns each two rows hold together that both could hold."""
    rows, possible = held.astype(np.float32), could.astype(np.float32)
    weighed = rows if weights is None else rows * weights
    alone = weighed @ possible.T  # what a row holds of what the other could
    return np.asarray(alone + alone.T - weighed @ rows.T, dtype=float)


def _over(shared: NDArray[np.int64] | NDArray[np.float32], both: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.divide(shared, both, out=np.zeros(both.shape), where=both > 0))


def _intervals(
    held: Held, could: Held, draws: int, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    columns = held.shape[1]
    rows = held.astype(np.float32)
    found = np.zeros((draws, held.shape[0], held.shape[0]), dtype=np.float32)
    for draw in range(draws):
        weights = np.bincount(rng.integers(0, columns, columns), minlength=columns).astype(np.float32)
        found[draw] = _over((rows * weights) @ rows.T, _together(held, could, weights))
    if not draws:
        return np.zeros(found.shape[1:]), np.zeros(found.shape[1:])
    low, high = np.quantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    return np.asarray(low, dtype=float), np.asarray(high, dtype=float)


def _trade(held: Held, could: Held, rounds: int, rng: np.random.Generator) -> None:
    """Let rows trade in pairs, in place."""
    for _ in range(rounds):
        order = rng.permutation(held.shape[0])
        for one, other in zip(order[::2], order[1::2], strict=False):
            apart = np.flatnonzero((held[one] != held[other]) & could[one] & could[other])
            if len(apart) > 1:
                mine = np.zeros(len(apart), dtype=bool)
                mine[rng.permutation(len(apart))[: int(held[one, apart].sum())]] = True
                held[one, apart], held[other, apart] = mine, ~mine
