"""What the readers of a clause know of words: the expressions of six tables.

The tables are ``action.toml``, ``cases.toml``, ``subject.toml``, ``actor_names.toml``, ``carrying.toml`` and ``conditions.toml``.

What each is for stands in the note of its table, with examples.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..language import load_table
from ..language.compiled import compiled


@dataclass(frozen=True, slots=True)
class ActionRules:
    """What is done, and of what: where the act begins and ends, and what is no part of it."""

    taken_from: re.Pattern[str]
    voters: re.Pattern[str]
    share: re.Pattern[str]
    covered: re.Pattern[str]
    link: re.Pattern[str]
    beside: re.Pattern[str]
    inner_verb: re.Pattern[str]
    compared_verb: re.Pattern[str]
    unfinished: re.Pattern[str]
    goes_on: re.Pattern[str]
    goes_on_by_any: re.Pattern[str]
    done_with: re.Pattern[str]
    hanging: re.Pattern[str]
    twin_before: re.Pattern[str]
    twin_behind: re.Pattern[str]
    no_thing: re.Pattern[str]
    by_measure: re.Pattern[str]
    measure_closes: re.Pattern[str]
    left_over: re.Pattern[str]
    by_date: re.Pattern[str]
    set_up: re.Pattern[str]
    persons: re.Pattern[str]
    within_whole: re.Pattern[str]
    raised_from: re.Pattern[str]
    comes_to: re.Pattern[str]
    told_of: re.Pattern[str]
    how_much: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class CaseRules:
    """On which condition a bound holds: what states a case, an event or for whom, and what is none."""

    since: re.Pattern[str]
    event: re.Pattern[str]
    event_alone: re.Pattern[str]
    begun: re.Pattern[str]
    meanwhile: re.Pattern[str]
    towards: re.Pattern[str]
    besides: re.Pattern[str]
    case_ahead: re.Pattern[str]
    case_goes_on: re.Pattern[str]
    when: re.Pattern[str]
    by_rule: re.Pattern[str]
    starting: re.Pattern[str]
    at_time: re.Pattern[str]
    phase: re.Pattern[str]
    conditioned: re.Pattern[str]
    for_whom: re.Pattern[str]
    reaching: re.Pattern[str]
    granted_to: re.Pattern[str]
    rewarded: re.Pattern[str]
    granting: re.Pattern[str]
    rewards: re.Pattern[str]
    reached: re.Pattern[str]
    supposed: re.Pattern[str]
    cited: re.Pattern[str]
    handled: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class SubjectRules:
    """Who acts: where a name begins and ends, and what is no name."""

    tail: re.Pattern[str]
    cut: re.Pattern[str]
    apart: re.Pattern[str]
    counted: re.Pattern[str]
    owner: re.Pattern[str]
    set: re.Pattern[str]
    in_charge: re.Pattern[str]
    and_so_on: re.Pattern[str]
    part: re.Pattern[str]
    hands_on: re.Pattern[str]
    made_of_verb: re.Pattern[str]
    organ: re.Pattern[str]
    times: re.Pattern[str]
    others: re.Pattern[str]
    private: re.Pattern[str]
    period: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ActorNameRules:
    """What the name of one who acts never begins with, never holds, and is never followed by."""

    ahead: re.Pattern[str]
    dated: re.Pattern[str]
    each: re.Pattern[str]
    acts_first: re.Pattern[str]
    done_first: re.Pattern[str]
    acts_inside: re.Pattern[str]
    measured: re.Pattern[str]
    tallied: re.Pattern[str]
    territorial: re.Pattern[str]
    bare: re.Pattern[str]
    other_bodies: re.Pattern[str]
    runs: re.Pattern[str]
    owned_by: re.Pattern[str]
    reaches: re.Pattern[str]
    organizes: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class CarryingRules:
    """Whose duty goes on, and who is only given something."""

    giving: re.Pattern[str]
    asks_for: re.Pattern[str]
    rewarded: re.Pattern[str]
    gives: re.Pattern[str]
    public: re.Pattern[str]
    rhetorical: re.Pattern[str]
    frame: re.Pattern[str]
    goes_on: re.Pattern[str]
    no_act: re.Pattern[str]
    in_charge_of: re.Pattern[str]
    enjoys: re.Pattern[str]
    defining: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ConditionRules:
    """Does a number or a word say when a rule holds, or what it demands."""

    defines: re.Pattern[str]
    trigger: re.Pattern[str]
    bounded_by_modal: re.Pattern[str]
    having: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ClauseRules:
    """All of them together."""

    action: ActionRules
    cases: CaseRules
    subject: SubjectRules
    actor_names: ActorNameRules
    carrying: CarryingRules
    conditions: ConditionRules


def load_clause_rules(given: Mapping[str, dict[str, Any]] | None = None) -> ClauseRules:
    """Read and compile the tables.

    :param given: tables of the language to read instead of its own, by name, as for :func:`~duizhao.language.load_table`.

    >>> load_clause_rules().subject.tail.sub("", "县教育局每旬")
    '县教育局'
    """
    return ClauseRules(
        compiled(ActionRules, load_table("duizhao.extract", "action", given)),
        compiled(CaseRules, load_table("duizhao.extract", "cases", given)),
        compiled(SubjectRules, load_table("duizhao.extract", "subject", given)),
        compiled(ActorNameRules, load_table("duizhao.extract", "actor_names", given)),
        compiled(CarryingRules, load_table("duizhao.extract", "carrying", given)),
        compiled(ConditionRules, load_table("duizhao.extract", "conditions", given)),
    )
