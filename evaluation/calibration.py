"""Does what is given 0.9 hold nine times in ten, and how much can be said at all if that much must be right?

Source of the first measure: Naeini, Cooper and Hauskrecht, Obtaining Well Calibrated Probabilities Using Bayesian Binning, AAAI 2015;
of the second: El-Yaniv and Wiener, On the Foundations of Noise-free Selective Classification, JMLR 11 (2010).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

BINS = 10


class Bin(NamedTuple):
    """The cases whose probability lies from ``low`` to below ``high`` (in the last bin up to 1): how many, and how many of them hold."""

    low: float
    high: float
    n: int
    mean_probability: float
    share_right: float


def reliability(probabilities: Sequence[float], outcomes: Sequence[bool], bins: int = BINS) -> list[Bin]:
    """The bins of equal width in which there is a probability, from the lowest.

    :raises ValueError: a probability is none, or there is not one outcome for each.

    >>> for row in reliability([0.1, 0.3, 0.9, 0.9, 1.0], [False, False, True, True, False], bins=2):
    ...     print(row.low, row.high, row.n, round(row.mean_probability, 2), round(row.share_right, 2))
    0.0 0.5 2 0.2 0.0
    0.5 1.0 3 0.93 0.67
    """
    edges = [i / bins for i in range(bins + 1)]
    members: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for probability, outcome in zip(probabilities, outcomes, strict=True):
        if not 0 <= probability <= 1:
            raise ValueError(f"{probability} is no probability: it must lie from 0 to 1")
        members[min(bisect_right(edges, probability), bins) - 1].append((probability, outcome))
    return [
        Bin(
            low,
            high,
            len(inside),
            sum(p for p, _ in inside) / len(inside),
            sum(right for _, right in inside) / len(inside),
        )
        for low, high, inside in zip(edges, edges[1:], members, strict=False)
        if inside
    ]


def expected_calibration_error(rows: Sequence[Bin]) -> float:
    """How far the probabilities of a bin are from the share that holds, on average over all links: 0 at best, 1 at worst.

    :raises ValueError: there is no bin.

    >>> round(expected_calibration_error(reliability([0.2, 0.2, 0.8, 0.8], [False, False, True, False])), 3)
    0.25
    """
    total = sum(row.n for row in rows)
    if not total:
        raise ValueError("no probabilities: there is nothing whose calibration could be told")
    return sum(row.n * abs(row.share_right - row.mean_probability) for row in rows) / total


class RiskCoverage(NamedTuple):
    """Of all cases the share whose probability is at least ``threshold``, and how many of those hold."""

    threshold: float
    n: int
    share: float
    share_right: float


def risk_coverage(probabilities: Sequence[float], outcomes: Sequence[bool]) -> list[RiskCoverage]:
    """One row for each probability that is given, from the highest down.

    >>> for row in risk_coverage([0.9, 0.9, 0.6, 0.3], [True, True, True, False]):
    ...     print(row.threshold, row.n, row.share, round(row.share_right, 2))
    0.9 2 0.5 1.0
    0.6 3 0.75 1.0
    0.3 4 1.0 0.75
    """
    ordered = sorted(zip(probabilities, outcomes, strict=True), key=lambda case: -case[0])
    rows, right = [], 0
    for n, (probability, outcome) in enumerate(ordered, 1):
        right += outcome
        if n == len(ordered) or ordered[n][0] < probability:
            rows.append(RiskCoverage(probability, n, n / len(ordered), right / n))
    return rows


def settled_at(rows: Sequence[RiskCoverage], share_right: float) -> RiskCoverage | None:
    """The most that can be said with at least this share right; ``None`` where not even the surest are.

    >>> settled_at(risk_coverage([0.9, 0.6, 0.3], [True, True, False]), 0.95).share.__round__(2)
    0.67
    """
    fit = [row for row in rows if row.share_right >= share_right]
    return fit[-1] if fit else None
