"""How a judge's word and our own are put together: a logistic regression that was fitted across families of documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..language.rule_tables import read_table
from .model import Logistic

# What else is looked at where a judge spoke: how like the articles are, how much of either sentence the words of the other explain.
SEEN = ("unit_cosine", "explained", "covered")
# Nobody's word counts for more than this: 0.98 and 0.999 of a judge are one and the same.
_OWN_EDGE, _JUDGE_EDGE = 0.005, 0.02


@dataclass(frozen=True, slots=True)
class JudgeBlend:
    """The weights, and the probabilities from which the best and each further counterpart of a sentence that was asked about is linked.

    ``fitted_on`` is the SHA-256 of the questions and labels behind them. The table is ``align/tables/judge_blend.toml``, written by
    ``benchmarks/fit_judge.py``.
    """

    logistic: Logistic
    first: float
    further: float
    fitted_on: str = ""

    def probability(
        self, own: NDArray[np.float64], judge: NDArray[np.float64], seen: Mapping[str, NDArray[np.float64]]
    ) -> NDArray[np.float64]:
        """The probability of each pair that was asked about, from our own, the judge's, and :data:`SEEN`.

        >>> blend, seen = load_judge_blend(), {name: np.full(2, 0.3) for name in SEEN}
        >>> low, high = blend.probability(np.array([0.3, 0.3]), np.array([0.1, 0.9]), seen)
        >>> bool(low < 0.3 < high)
        True
        """
        return self.logistic.probability(blend_features(own, judge, seen))


def blend_features(
    own: NDArray[np.float64], judge: NDArray[np.float64], seen: Mapping[str, NDArray[np.float64]]
) -> dict[str, NDArray[np.float64]]:
    """What the regression looks at, by name, each an array over the pairs."""
    return {"own": _logit(own, _OWN_EDGE), "judge": _logit(judge, _JUDGE_EDGE)} | {name: seen[name] for name in SEEN}


def _logit(probability: NDArray[np.float64], edge: float) -> NDArray[np.float64]:
    inside = np.clip(probability, edge, 1 - edge)
    return np.asarray(np.log(inside / (1 - inside)))


def load_judge_blend() -> JudgeBlend:
    """The blend of ``align/tables/judge_blend.toml``.

    >>> 0 < load_judge_blend().first < 1
    True
    """
    table = read_table("duizhao.align", "judge_blend")
    weights = dict(table["weights"])
    intercept = weights.pop("intercept")
    threshold = table["threshold"]
    return JudgeBlend(Logistic(weights, intercept), threshold["first"], threshold["further"], table["fitted_on"])
