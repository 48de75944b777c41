"""How sure a verdict is: the probability that it is right, from a small table of weights for each kind of verdict."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ..align import SentenceLink
from ..language import load_table
from ..segmenter import Sentence
from .comparison import Certainty, Coverage, Relation
from .linked_sentence import LinkedSentence
from .verdict_features import Setting, added_values, coverage_values, linked_values, missing_values

# What a person fixed.
FIXED = Certainty(1.0, settled=True)


class Weighs(Protocol):
    """What says how sure a verdict is: the shipped table (:class:`CertaintyModel`), or whoever wants to see the values."""

    def weigh(self, verdict: str, place: str, values: Mapping[str, float]) -> Certainty:
        """How sure a verdict is that was said of a place (by id), from its values (:mod:`.verdict_features`)."""


@dataclass(frozen=True, slots=True)
class VerdictWeights:
    """A logistic regression for one kind of verdict; from ``settled_from`` on it is settled (above 1: never)."""

    weights: Mapping[str, float]
    intercept: float
    settled_from: float


@dataclass(frozen=True, slots=True)
class CertaintyModel:
    """Weights by kind of verdict: the relations, ``missing``, and ``implemented`` ``partial`` ``absent`` of coverage.

    ``fitted_on`` is the SHA-256 of the labels the weights come from.

    >>> model = CertaintyModel({"added": VerdictWeights({"support": -1.0}, 2.0, 0.9)})
    >>> model.weigh("added", "1:1", {"support": -1.0, "law": 1.0})
    Certainty(probability=0.9526, settled=True, shipped=None)
    >>> model.weigh("added", "1:1", {"support": 1.0, "law": 1.0}).settled
    False
    """

    verdicts: Mapping[str, VerdictWeights]
    fitted_on: str = ""

    def weigh(self, verdict: str, place: str, values: Mapping[str, float]) -> Certainty:  # noqa: ARG002  for others
        """How sure a verdict is; the place does not matter."""
        table = self.verdicts[verdict]
        total = table.intercept + sum(weight * values[name] for name, weight in table.weights.items())
        probability = round(1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total)))), 4)
        return Certainty(probability, settled=probability >= table.settled_from)


def load_certainty_model() -> CertaintyModel:
    """The model of ``changes/tables/certainty.toml``.

    >>> "added" in load_certainty_model().verdicts
    True
    """
    table = load_table("duizhao.changes", "certainty")
    return CertaintyModel(
        {
            verdict: VerdictWeights(row["weights"], row["intercept"], row["settled_from"])
            for verdict, row in table["verdict"].items()
        },
        table["gold_sha256"],
    )


@dataclass(frozen=True, slots=True)
class Weighing:
    """Weighs the verdicts on one pair of documents."""

    setting: Setting
    model: Weighs

    def linked(
        self,
        case: LinkedSentence,
        links: Sequence[SentenceLink],
        measured: Mapping[str, float],
        probabilities: Mapping[Relation, float],
        said: Relation,
    ) -> Certainty:
        """How sure the relation is of a sentence that has counterparts."""
        values = linked_values(case, links, measured, probabilities, said, self.setting)
        return self.model.weigh(said, case.sentence.id, values)

    def added(self, sentence: Sentence) -> Certainty:
        """How sure it is that nothing answers a local sentence."""
        return self.model.weigh("added", sentence.id, added_values(sentence, self.setting))

    def covered(self, entry: Coverage) -> Coverage:
        """The coverage of a central unit with how sure it is, and how sure each of its missing sentences."""
        unit = self.setting.central_units[entry.central]
        sentences = {sentence.id: sentence for sentence in unit.sentences} if unit else {}
        fixed = {name for name, review in entry.reviews if review.locked}
        missing = tuple(
            FIXED if name in fixed else self.model.weigh("missing", name, missing_values(sentences[name], self.setting))
            for name in entry.missing
        )
        certainty = self.model.weigh(
            entry.status, entry.central, coverage_values(entry, unit.sentences if unit else (), self.setting)
        )
        return replace(entry, certainty=certainty, missing_certainty=missing)
