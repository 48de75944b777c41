"""The link model: a logistic regression whose weights stand in a readable table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..corpus import load_table
from .features import SENTENCE_FEATURES, UNIT_FEATURES, Matrix


@dataclass(frozen=True, slots=True)
class Logistic:
    """Weights of a logistic regression over named features."""

    weights: Mapping[str, float]
    intercept: float

    def probability(self, features: Mapping[str, Matrix]) -> Matrix:
        """The probability of every pair, in the shape of the feature matrices.

        >>> Logistic({"likeness": 4.0}, -2.0).probability({"likeness": np.array([[0.5]])})
        array([[0.5]])
        """
        total = self.intercept + sum(weight * features[name] for name, weight in self.weights.items())
        return np.asarray(1.0 / (1.0 + np.exp(-total)))


@dataclass(frozen=True, slots=True)
class LinkModel:
    """Both regressions and the probabilities from which a pair counts as linked.

    ``first`` holds for the best counterpart of a sentence, ``further`` for each other one, ``unit_threshold`` for pairs of units.
    ``fitted_on`` is the SHA-256 of the labels the weights come from.
    """

    sentence: Logistic
    unit: Logistic
    first: float
    further: float
    unit_threshold: float
    fitted_on: str = ""


def load_link_model() -> LinkModel:
    """The model of ``align/tables/link_model.toml``.

    >>> model = load_link_model()
    >>> [0 < threshold < 1 for threshold in (model.first, model.further, model.unit_threshold)]
    [True, True, True]
    """
    table = load_table("duizhao.align", "link_model")
    return LinkModel(
        sentence=_logistic(table["sentence"], SENTENCE_FEATURES),
        unit=_logistic(table["unit"], UNIT_FEATURES),
        first=table["threshold"]["first"],
        further=table["threshold"]["further"],
        unit_threshold=table["threshold"]["unit"],
        fitted_on=table["gold_sha256"],
    )


def _logistic(row: Mapping[str, float], names: Sequence[str]) -> Logistic:
    return Logistic({name: row[name] for name in names}, row["intercept"])
