"""All that judging looks up: loaded once, it serves any number of comparisons."""

from __future__ import annotations

from dataclasses import dataclass

from ..extract import Rules, load_rules
from .actors import ActorWords, load_actor_words
from .certainty import Weighs, load_certainty_model
from .relation_model import RelationModel, load_relation_model
from .relation_words import RelationWords, load_relation_words
from .whom_it_binds import DutyWords, load_duty_words


@dataclass(frozen=True, slots=True)
class JudgingRules:
    """The tables of ``changes/tables``, compiled, with the rules of the extractor that they share and both models."""

    extraction: Rules
    words: RelationWords
    duty: DutyWords
    actors: ActorWords
    relations: RelationModel
    certainty: Weighs


def load_judging_rules(
    rules: Rules | None = None, *, relations: RelationModel | None = None, certainty: Weighs | None = None
) -> JudgingRules:
    """The packaged tables, some tens of milliseconds; ``rules`` of the extractor and other models may be given.

    >>> judging = load_judging_rules()
    >>> judging.duty.rules is judging.extraction
    True
    """
    rules = rules or load_rules()
    return JudgingRules(
        rules,
        load_relation_words(),
        load_duty_words(rules),
        load_actor_words(rules),
        relations or load_relation_model(),
        certainty or load_certainty_model(),
    )
