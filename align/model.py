"""The link model: weights and trees that stand in readable tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from .forest import Forest, read_forest
from .links import Thresholds


@dataclass(frozen=True, slots=True)
class Logistic:
    """Weights of a logistic regression over named features."""

    weights: Mapping[str, float]
    intercept: float

    def probability(self, features: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
        """The probability of every pair, in the shape of the feature arrays.

        >>> Logistic({"likeness": 4.0}, -2.0).probability({"likeness": np.array([[0.5]])})
        array([[0.5]])
        """
        total = self.intercept + sum(weight * features[name] for name, weight in self.weights.items())
        return np.asarray(1.0 / (1.0 + np.exp(-total)))


@dataclass(frozen=True, slots=True)
class LinkModel:
    """What decides on links, and the thresholds from which a pair counts as linked.

    ``sentence`` looks at each pair of sentences by itself, ``context`` again with what the first look gave, ``unit`` at pairs of units.
    ``fitted_on`` is the SHA-256 of the labels the weights come from.
    """

    sentence: Logistic
    context: Forest
    unit: Logistic
    thresholds: Thresholds
    fitted_on: str = ""


def load_link_model() -> LinkModel:
    """The model of ``align/tables/link_model.json``.

    >>> model = load_link_model()
    >>> 0 < model.thresholds.first < 1
    True
    """
    text = files("duizhao.align").joinpath("tables", "link_model.json").read_text(encoding="utf-8")
    return read_link_model(json.loads(text))


def read_link_model(table: Mapping[str, Mapping[str, float]]) -> LinkModel:
    """A model from its table, as ``benchmarks/fit_links.py`` writes it."""
    threshold = table["threshold"]
    return LinkModel(
        sentence=_logistic(table["sentence"]),
        context=read_forest(table["context"]),
        unit=_logistic(table["unit"]),
        thresholds=Thresholds(threshold["first"], threshold["further"], threshold["unit"]),
        fitted_on=str(table["gold_sha256"]),
    )


def _logistic(row: Mapping[str, float]) -> Logistic:
    return Logistic({name: weight for name, weight in row.items() if name != "intercept"}, row["intercept"])
