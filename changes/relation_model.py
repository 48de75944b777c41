"""The relation model: a multinomial logistic regression whose weights stand in a readable table."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from ..language import load_table
from .comparison import Relation
from .relation_features import FEATURES

RELATIONS: tuple[Relation, ...] = ("verbatim", "adapted", "strengthened", "weakened")


@dataclass(frozen=True, slots=True)
class RelationModel:
    """Weights of each feature for each of :data:`RELATIONS`, and the probability from which ``weakened`` is said.

    ``fitted_on`` is the SHA-256 of the labels the weights come from.
    """

    weights: Mapping[str, tuple[float, ...]]
    intercepts: tuple[float, ...]
    weakened_from: float
    fitted_on: str = ""

    def probabilities(self, features: Mapping[str, float]) -> dict[Relation, float]:
        """The probability of every relation.

        >>> RelationModel({"new": (-2.0, 1.0, 1.0, 0.0)}, (2.0, 0.0, 0.0, -1.0), 0.5).probabilities({"new": 0.0})["verbatim"] > 0.7
        True
        """
        present = [(weight, features[name]) for name, weight in self.weights.items() if features[name]]
        totals = [
            intercept + sum(weight[i] * value for weight, value in present)
            for i, intercept in enumerate(self.intercepts)
        ]
        highest = max(totals)
        powers = [math.exp(total - highest) for total in totals]
        return {relation: power / sum(powers) for relation, power in zip(RELATIONS, powers, strict=True)}


def load_relation_model() -> RelationModel:
    """The model of ``changes/tables/relation_model.toml``.

    >>> model = load_relation_model()
    >>> set(model.weights) == set(FEATURES), 0 < model.weakened_from < 1
    (True, True)
    """
    table = load_table("duizhao.changes", "relation_model")
    return RelationModel(
        {name: tuple(table["weights"][name]) for name in FEATURES},
        tuple(table["intercepts"][relation] for relation in RELATIONS),
        table["weakened_from"],
        table["gold_sha256"],
    )
