"""How sure verdicts are of one user's documents: the shipped certainty, moved by what that user judged right and wrong.

A logistic regression on the logarithm of the shipped odds (Platt's scaling) with an intercept of its own for each kind of verdict. All of
it is drawn to the shipped certainty, so that few judgements move little and none at all nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from .certainty import CertaintyModel
from .comparison import Certainty
from .corrections import Correction
from .judged_verdicts import JudgedVerdict, judged_verdicts

# With fewer judgements nothing is moved. Who only writes down what is wrong has not said how often the program is right: hence the second.
FEWEST, FEWEST_RIGHT = 50, 10
# How far the user's documents may be thought to differ (standard deviations of the priors, in logarithms of odds): in all, of one kind of
# verdict, and in the slope. So 50 judgements make good most of what is wrong at one level of certainty, and one next to nothing. With 50
# labelled verdicts of a document the rest of it gains 0.013 in log-loss on average over 22 documents, 12 of them gain, the worst loses
# 0.018 (benchmarks/teach_by_corrections.py); half or twice as wide does no better.
OF_ALL, OF_KIND, OF_SLOPE = 0.5, 0.3, 0.25
_STEPS = 50
_ENOUGH = 1e-10
_SUREST = 0.999


@dataclass(frozen=True, slots=True)
class Recalibration:
    """From the shipped odds to a user's: ``intercept`` + ``offsets`` of the kind + ``slope`` × the logarithm of the odds.

    ``judgements`` is how many it was fitted on, ``right`` how many of them said that the program was.

    >>> round(Recalibration(intercept=-0.5, slope=1.0).probability("added", 0.9), 3)
    0.845
    """

    intercept: float = 0.0
    slope: float = 1.0
    offsets: Mapping[str, float] = field(default_factory=dict)
    judgements: int = 0
    right: int = 0

    def probability(self, said: str, shipped: float) -> float:
        """The probability that a verdict is right, from the one by the shipped weights."""
        return _logistic(self.intercept + self.offsets.get(said, 0.0) + self.slope * _log_odds(shipped))


def recalibrate(corrections: Iterable[Correction]) -> Recalibration | None:
    """What corrections say of the certainty; ``None`` where they are too few, or none of them says that the program was right.

    >>> recalibrate(()) is None
    True
    """
    judged = judged_verdicts(corrections)
    return fit_recalibration(judged) if enough(judged) else None


def enough(judged: Sequence[JudgedVerdict]) -> bool:
    """Are there so many judgements that the certainty is moved by them?"""
    return len(judged) >= FEWEST and sum(one.right for one in judged) >= FEWEST_RIGHT


def fit_recalibration(judged: Sequence[JudgedVerdict]) -> Recalibration:
    """The likeliest recalibration (maximum a posteriori, by Newton's steps); their order does not matter.

    >>> judged = [JudgedVerdict("added", 0.9, right) for right in [True, False] * 40]
    >>> 0.5 < fit_recalibration(judged).probability("added", 0.9) < 0.6
    True
    """
    judged = sorted(judged)
    kinds = sorted({one.said for one in judged})
    odds = np.array([_log_odds(one.certainty) for one in judged])
    of_kind = np.array([[float(one.said == kind) for kind in kinds] for one in judged]).reshape(len(judged), len(kinds))
    rows = np.column_stack([np.ones(len(judged)), odds, of_kind])
    right = np.array([float(one.right) for one in judged])
    prior = np.array([OF_ALL, OF_SLOPE, *[OF_KIND] * len(kinds)]) ** -2
    centre = np.array([0.0, 1.0, *[0.0] * len(kinds)])
    weights = centre.copy()
    for _ in range(_STEPS):
        likely = 1.0 / (1.0 + np.exp(-(rows @ weights)))
        gradient = rows.T @ (right - likely) - prior * (weights - centre)
        curvature = (rows * (likely * (1.0 - likely))[:, None]).T @ rows + np.diag(prior)
        step = np.linalg.solve(curvature, gradient)
        weights = weights + step
        if float(np.abs(step).max()) < _ENOUGH:
            break
    intercept, slope, *offsets = (round(float(weight), 6) for weight in weights)
    return Recalibration(
        intercept=intercept,
        slope=max(0.0, slope),
        offsets=dict(zip(kinds, offsets, strict=True)),
        judgements=len(judged),
        right=int(right.sum()),
    )


@dataclass(frozen=True, slots=True)
class RecalibratedModel:
    """The shipped weights, recalibrated; from where on a verdict is settled stays as it is shipped.

    What people do not judge row by row, the coverage of units, stays too.

    >>> from .certainty import VerdictWeights
    >>> model = CertaintyModel({"added": VerdictWeights({}, 2.2, 0.85)})
    >>> RecalibratedModel(model, Recalibration(-0.5, 1.0, {"added": 0.0})).weigh("added", "1:1", {})
    Certainty(probability=0.8455, settled=False, shipped=0.9002)
    """

    model: CertaintyModel
    recalibration: Recalibration

    def weigh(self, verdict: str, place: str, values: Mapping[str, float]) -> Certainty:
        """How sure a verdict is, and how sure it was by the shipped weights."""
        shipped = self.model.weigh(verdict, place, values)
        if verdict not in self.recalibration.offsets:
            return shipped
        probability = round(self.recalibration.probability(verdict, shipped.probability), 4)
        settled = probability >= self.model.verdicts[verdict].settled_from
        return Certainty(probability, settled=settled, shipped=shipped.probability)


def _log_odds(probability: float) -> float:
    kept = min(_SUREST, max(1.0 - _SUREST, probability))
    return math.log(kept / (1.0 - kept))


def _logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-value))
