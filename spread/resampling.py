"""Chance: intervals by drawing again (bootstrap), and what provinces would share if clauses fell to them at random. All seeded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEVEL = 0.95
_TRADES = 5  # rounds of trades between two samples; each lets every province trade with another one
_BURN_IN = 40
_FEW = 5  # things of which no interval is told

HeldTable = NDArray[np.bool_]
Counts = NDArray[np.int64]


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
    if len(given) < _FEW or not draws:
        return Interval(statistic(given))
    rng = np.random.default_rng(seed)
    found = [statistic(given[rng.integers(0, len(given), len(given))]) for _ in range(draws)]
    low, high = np.quantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(statistic(given), float(low), float(high))


@dataclass(frozen=True, slots=True)
class HeldByRows:
    """What rows (provinces) hold.

    ``shared`` is shaped (rows, clauses): which row holds which; ``could`` likewise: which could (a province without a document below a
    law cannot hold its clauses). ``alone`` is shaped (rows, families): how many clauses a row holds that no other holds; ``there``
    likewise: of which families it has documents.
    """

    shared: HeldTable
    could: HeldTable
    alone: Counts
    there: HeldTable


@dataclass(frozen=True, slots=True)
class Likeness:
    """Pairs of rows (provinces), shaped (rows, rows): what they share, and what of it is to be expected.

    ``own`` is how much a row holds of what the other could hold too. ``jaccard`` is the share of what both hold that both have in
    common, ``low`` and ``high`` its interval (clauses drawn again); ``expected`` is how many they would share by chance and ``p`` the
    share of the chance samples in which they share as many or more; not a number where nothing was drawn.
    """

    own: Counts
    shared: Counts
    jaccard: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    expected: NDArray[np.float64]
    p: NDArray[np.float64]


def likeness(held: HeldByRows, *, draws: int = 999, seed: int = 0) -> Likeness:
    """How alike rows are by what they hold, against chance and with intervals.

    Chance keeps how many clauses each row holds and how many rows hold each clause, and gives a clause only to rows that could hold it:
    rows trade what one has and the other has not (the curveball algorithm; Strona and others 2014, A fast and unbiased procedure to
    randomize species co-occurrence matrices). The p-value counts the observed as one of the samples.

    Cost: draws × rows² × shared clauses.

    >>> shared = np.zeros((4, 8), dtype=bool)
    >>> shared[:2, :4] = shared[2:, 4:] = True
    >>> nothing, there = np.zeros((4, 1), dtype=np.int64), np.ones((4, 1), dtype=bool)
    >>> found = likeness(HeldByRows(shared, np.ones_like(shared), nothing, there), draws=199)
    >>> int(found.shared[0, 1]), float(found.jaccard[0, 2]), bool(found.p[0, 1] < 0.1), bool(found.p[0, 2] > 0.9)
    (4, 0.0, True, True)
    """
    rng = np.random.default_rng(seed)
    shared, own = _common(held.shared, held.shared), _own(held)
    low, high = _intervals(held, draws, rng)
    as_many, total = np.ones(shared.shape), np.zeros(shared.shape)
    chance = HeldByRows(held.shared.copy(), held.could, held.alone.copy(), held.there)
    _trade(chance, _BURN_IN, rng)
    for _ in range(draws):
        _trade(chance, _TRADES, rng)
        sample = _common(chance.shared, chance.shared)
        as_many += sample >= shared
        total += sample
    return Likeness(
        np.rint(own).astype(np.int64),
        np.rint(shared).astype(np.int64),
        _jaccard(shared, own),
        low,
        high,
        total / draws if draws else np.full(total.shape, np.nan),
        np.asarray(as_many / (draws + 1)) if draws else np.full(total.shape, np.nan),
    )


def _common(one: HeldTable | NDArray[np.float32], other: HeldTable) -> NDArray[np.float64]:
    return np.asarray(one.astype(np.float32) @ other.astype(np.float32).T, dtype=float)


def _own(held: HeldByRows) -> NDArray[np.float64]:
    """How much each row holds of what each other could hold."""
    return _common(held.shared, held.could) + _common(held.alone.astype(np.float32), held.there)


def _jaccard(shared: NDArray[np.float64], own: NDArray[np.float64]) -> NDArray[np.float64]:
    either = own + own.T - shared
    return np.asarray(np.divide(shared, either, out=np.zeros(either.shape), where=either > 0))


def _intervals(
    held: HeldByRows, draws: int, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rows, columns = held.shared.shape
    total = columns + int(held.alone.sum())
    if not draws or not total:
        return np.full((rows, rows), np.nan), np.full((rows, rows), np.nan)
    # A clause of one row alone is like any other of that row and family: how many of them are drawn is all that counts.
    chance = np.concatenate([np.ones(columns), held.alone.ravel().astype(float)]) / total
    found = np.zeros((draws, rows, rows), dtype=np.float32)
    for draw in range(draws):
        drawn = rng.multinomial(total, chance).astype(np.float32)
        clauses, alone = held.shared * drawn[:columns], drawn[columns:].reshape(held.alone.shape)
        own = _common(clauses, held.could) + _common(alone, held.there)
        found[draw] = _jaccard(_common(clauses, held.shared), own)
    low, high = np.quantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    return np.asarray(low, dtype=float), np.asarray(high, dtype=float)


def _trade(held: HeldByRows, rounds: int, rng: np.random.Generator) -> None:
    """Let rows trade in pairs, in place: what one of the two has alone is dealt out anew, to each as much as before."""
    shared, could, alone, there = held.shared, held.could, held.alone, held.there
    for _ in range(rounds):
        order = rng.permutation(len(shared))
        for one, other in zip(order[::2].tolist(), order[1::2].tolist(), strict=False):
            apart = np.flatnonzero((shared[one] != shared[other]) & could[one] & could[other])
            both = np.flatnonzero(there[one] & there[other])
            pool = alone[one, both] + alone[other, both]
            wanted = int(shared[one, apart].sum() + alone[one, both].sum())
            if not wanted or wanted == len(apart) + pool.sum():
                continue
            taken = int(rng.hypergeometric(len(apart), int(pool.sum()), wanted))
            mine = np.zeros(len(apart), dtype=bool)
            mine[rng.permutation(len(apart))[:taken]] = True
            shared[one, apart], shared[other, apart] = mine, ~mine
            dealt = rng.multivariate_hypergeometric(pool, wanted - taken) if len(pool) else pool
            alone[one, both], alone[other, both] = dealt, pool - dealt
