"""A logistic regression on features brought to one scale, whose weights are turned back to the features' own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from ..align.arrays import Matrix, Vector
from ..align.candidates import Columns
from ..align.model import Logistic

DIGITS = 6


@dataclass(frozen=True, slots=True, eq=False)
class ScaledFit:
    """What was fitted; ``weights`` (one row a class) and ``intercepts`` hold for features as they are."""

    scaler: Any
    model: Any
    weights: Matrix
    intercepts: Vector


def fit_scaled(
    rows: Matrix, target: Any, weight: Vector | None, regression: LogisticRegression, *, scale_weighted: bool
) -> ScaledFit:
    """Fit ``regression``; with ``scale_weighted`` what counts more does so in the scale too."""
    scaler = StandardScaler().fit(rows, sample_weight=weight if scale_weighted else None)
    model = regression.fit(scaler.transform(rows), target, weight)
    weights = model.coef_ / scaler.scale_
    return ScaledFit(scaler, model, weights, model.intercept_ - weights @ scaler.mean_)


def fit_logistic(features: Sequence[Columns], labels: Sequence[Matrix], weights: Sequence[float], c: float) -> Logistic:
    """A model of two classes from the named features of several documents, each of which has its weight. Labels of 2 count neither way."""
    names = list(features[0])
    rows = np.concatenate([np.stack([part[name].ravel() for name in names], axis=1) for part in features])
    target = np.concatenate([part.ravel() for part in labels])
    weight = np.concatenate([np.full(part.size, each) for part, each in zip(labels, weights, strict=True)])
    known = target < 2
    return binary_look(names, rows[known], target[known], weight[known], c)


def binary_look(names: Sequence[str], rows: Matrix, target: Any, weight: Vector, c: float) -> Logistic:
    """The same of rows that are there already, one column a name."""
    regression = LogisticRegression(C=c, solver="newton-cholesky", max_iter=200)
    fitted = fit_scaled(rows, target, weight / weight.mean(), regression, scale_weighted=False)
    own = fitted.model.coef_[0] / fitted.scaler.scale_
    intercept = float(fitted.model.intercept_[0] - (own * fitted.scaler.mean_).sum())
    return Logistic(dict(zip(names, (round(float(w), DIGITS) for w in own), strict=True)), round(intercept, DIGITS))
