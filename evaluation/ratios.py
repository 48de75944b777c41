"""Figures as ratios of counts, with the interval in which they would lie with other articles of the same kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Counts = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Ratio:
    """A figure: a weighted sum of counts over another. Of nothing at all it is not defined (``None``)."""

    name: str
    top: Mapping[str, float]
    bottom: Mapping[str, float]

    def of(self, counts: Counts) -> float | None:
        """Its value.

        >>> Ratio("f1", {"hits": 2}, {"said": 1, "there": 1}).of({"hits": 3, "said": 4, "there": 4})
        0.75
        """
        below = _sum(self.bottom, counts)
        return _sum(self.top, counts) / below if below else None


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its interval (from the 2.5th to the 97.5th percentile of the draws) and the number of cases below the line."""

    name: str
    value: float
    low: float
    high: float
    n: int


def precision_recall(name: str, hits: str, said: str, there: str) -> tuple[Ratio, Ratio, Ratio]:
    """Precision, recall and their harmonic mean of what was said, by the names of three counts."""
    return (
        Ratio(f"{name}_precision", {hits: 1}, {said: 1}),
        Ratio(f"{name}_recall", {hits: 1}, {there: 1}),
        Ratio(f"{name}_f1", {hits: 2}, {said: 1, there: 1}),
    )


def figures_of(
    ratios: Sequence[Ratio], clusters: Sequence[Counts], *, draws: int = 1000, seed: int = 0
) -> tuple[Figure, ...]:
    """The figures of all clusters together; those that are of nothing are left out.

    What is drawn again, with replacement, is whole clusters (the sentences of an article are not independent): the percentile bootstrap of
    Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13. The same seed gives the same interval.

    :param clusters: the counts of each article, say. Cost: draws × clusters.

    >>> [right] = figures_of([Ratio("right", {"right": 1}, {"all": 1})], [{"right": 1, "all": 1}, {"right": 0, "all": 1}])
    >>> right.value, right.low, right.high, right.n
    (0.5, 0.0, 1.0, 2)
    """
    names = sorted({name for cluster in clusters for name in cluster})
    table = np.array([[cluster.get(name, 0.0) for name in names] for cluster in clusters]).reshape(
        len(clusters), len(names)
    )
    drawn = np.random.default_rng(seed).multinomial(
        len(clusters), np.full(len(clusters), 1 / max(1, len(clusters))), draws
    )
    sums = drawn @ table if len(clusters) else np.zeros((draws, len(names)))
    totals = dict(zip(names, table.sum(axis=0).tolist(), strict=True))
    columns = dict(zip(names, sums.T, strict=True))
    return tuple(
        Figure(
            ratio.name, value, *_interval(ratio, columns, draws), int(_sum(dict.fromkeys(ratio.bottom, 1.0), totals))
        )
        for ratio in ratios
        if (value := ratio.of(totals)) is not None
    )


def _interval(ratio: Ratio, columns: Mapping[str, np.ndarray], draws: int) -> tuple[float, float]:
    top, bottom = (
        sum((weight * columns[name] for name, weight in part.items() if name in columns), np.zeros(draws))
        for part in (ratio.top, ratio.bottom)
    )
    values = top[bottom > 0] / bottom[bottom > 0]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)


def _sum(part: Mapping[str, float], counts: Counts) -> float:
    return sum(weight * counts.get(name, 0.0) for name, weight in part.items())
