"""The rules of `tables/*.toml`, read and compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ..language import load_table
from ..language.compiled import compiled, union
from ..language.dates import CalendarRules, load_calendar_rules
from ..language.modals import load_modals
from ..language.periods import Periods, load_periods
from ..language.rule_tables import read_table
from .clause_rules import (
    ActionRules,
    ActorNameRules,
    CarryingRules,
    CaseRules,
    ConditionRules,
    SubjectRules,
    load_clause_rules,
)
from .requirement import Comparator, Force, Kind

Dimension = Literal["time", "money", "share", "count", "measure", "age", "grade"]

TABLES = ("comparators", "clauses", "governing", "names", "numbers", "results", "terms", "thresholds", "units")
SHARED = ("numerals", "organs", "periods")
FILLER = "□"  # what a blotted-out name leaves behind: no rule matches it


@dataclass(frozen=True, slots=True)
class MeasureUnit:
    """What is counted; ``symbol`` is the ISO 8601 designator of a length of time, else the unit of measure."""

    dimension: Dimension
    symbol: str
    factor: float = 1.0
    working: bool = False
    bare: Literal["always", "governed", "target", "never"] = "governed"


@dataclass(frozen=True, slots=True)
class Comparing:
    """A word that compares a number; see ``tables/comparators.toml``."""

    comparator: Comparator
    sense: str = ""
    condition: Literal["", "always", "evident"] = ""
    reach: int = 0


@dataclass(frozen=True, slots=True)
class TermMeaning:
    """A bound without a number."""

    kind: Kind
    value: float | None


@dataclass(frozen=True, slots=True)
class Chooser:
    """One pattern out of many, and what each alternative means: the alternatives are the groups ``r0``, ``r1``, …"""

    pattern: re.Pattern[str]
    meanings: tuple[Any, ...]

    def meaning(self, found: re.Match[str]) -> Any:
        """What the alternative that matched stands for; with the whole pattern inside a larger one, too."""
        return self.meanings[int((found.lastgroup or "r0")[1:])]


@dataclass(frozen=True, slots=True)
class NumberContext:
    """What beside a number says what it is worth: that it is superseded, about so much, one of several; see `comparators.toml`."""

    about: re.Pattern[str]
    superseded_from: re.Pattern[str]
    superseded_by: re.Pattern[str]
    banned: re.Pattern[str]
    severally: re.Pattern[str]
    next_of_several: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ThresholdRules:
    """For whom a grant is meant; see `thresholds.toml`."""

    reward: re.Pattern[str]
    worth: re.Pattern[str]
    necessary: re.Pattern[str]
    given_here: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Rules:
    """All that the extractor knows of words; made by :func:`load_rules`, never changed."""

    names: re.Pattern[str]
    units: Mapping[str, MeasureUnit]
    numeral: re.Pattern[str]
    hint: re.Pattern[str]
    quantity: re.Pattern[str]
    number_range: re.Pattern[str]
    number_again: re.Pattern[str]
    round_the_clock: re.Pattern[str]
    per_unit: re.Pattern[str]
    standard_list: re.Pattern[str]
    denominator: re.Pattern[str]
    begun: re.Pattern[str]
    dates: CalendarRules
    periods: Periods
    prefixes: Chooser
    suffixes: Chooser
    beside: NumberContext
    thresholds: ThresholdRules
    terms: Chooser
    results: re.Pattern[str]
    demand: re.Pattern[str]
    target: re.Pattern[str]
    demanded: re.Pattern[str]
    lasting: re.Pattern[str]
    settled: re.Pattern[str]
    barring: re.Pattern[str]
    barred: re.Pattern[str]
    attained: re.Pattern[str]
    elapsed: re.Pattern[str]
    record: re.Pattern[str]
    planned: re.Pattern[str]
    placing: re.Pattern[str]
    granted: re.Pattern[str]
    share_of: re.Pattern[str]
    no_base: re.Pattern[str]
    sampled: re.Pattern[str]
    object_end: re.Pattern[str]
    modals: Chooser
    actor: re.Pattern[str]
    causative: re.Pattern[str]
    opener: re.Pattern[str]
    acted_upon: re.Pattern[str]
    verb: re.Pattern[str]
    penal: re.Pattern[str]
    ordered: re.Pattern[str]
    relative: re.Pattern[str]
    defeated: re.Pattern[str]
    other_order: re.Pattern[str]
    case_list: re.Pattern[str]
    action: ActionRules
    cases: CaseRules
    subject: SubjectRules
    actor_names: ActorNameRules
    carrying: CarryingRules
    conditions: ConditionRules

    def mask(self, text: str) -> str:
        """``text`` with every name that contains a number blotted out, at the same length."""
        return self.names.sub(lambda found: FILLER * len(found[0]), text)


def load_rules(given: Mapping[str, dict[str, Any]] | None = None) -> Rules:
    """Read and compile every table (some 100 ms the first time, 20 ms when :mod:`re` still holds the patterns).

    :param given: tables of the language to read instead of its own, by name: ``{"periods": …}`` adds periods of one's own, to a copy
        of what :func:`~duizhao.language.rule_tables.read_table` reads.

    >>> load_rules().mask("落实“三重一大”制度，每年至少1次")
    '落实□□□□□□制度，每年至少1次'
    """
    given = {name: read_table("duizhao.language", name) for name in SHARED} | dict(given or {})  # each is read once
    tables = {name: load_table("duizhao.extract", name, given) for name in TABLES}
    units = _units(tables["units"]["unit"])
    comparators, clauses, governing = tables["comparators"], tables["clauses"], tables["governing"]
    numbers, words, modals = tables["numbers"], load_clause_rules(given), load_modals("extract")
    return Rules(
        names=union(tables["names"]["name"]),
        units=units,
        numeral=union(numbers["hint"]),
        hint=re.compile("|".join(row["hint"] for row in tables["terms"]["term"])),
        quantity=re.compile(quantity_pattern(numbers, units)),
        number_range=union(numbers["range"]),
        number_again=union(numbers["again"]),
        round_the_clock=union(numbers["round_the_clock"]),
        per_unit=union(numbers["per_unit"]),
        standard_list=union(numbers["standard_list"]),
        denominator=union(numbers["denominator"]),
        begun=union(numbers["begun"]),
        dates=load_calendar_rules(given),
        periods=load_periods(given),
        prefixes=_chooser(comparators["prefix"], _comparing),
        suffixes=_chooser(comparators["suffix"], _comparing),
        beside=compiled(NumberContext, comparators),
        thresholds=compiled(ThresholdRules, tables["thresholds"]),
        terms=_chooser(tables["terms"]["term"], lambda row: TermMeaning(row["kind"], row.get("value"))),
        results=union(tables["results"]["result"]),
        demand=union(governing["demand"]),
        target=union(governing["target"]),
        demanded=union(governing["noun"]),
        lasting=union(governing["lasting"]),
        settled=union(governing["settled"]),
        barring=union(governing["barring"]),
        barred=union(governing["barred"]),
        attained=union(governing["attained"]),
        elapsed=union(governing["elapsed"]),
        record=union(governing["record"]),
        planned=union(tables["results"]["planned"]),
        placing=union(governing["placing"]),
        granted=union(governing["granted"]),
        share_of=union(governing["share_of"]),
        no_base=union(governing["no_base"]),
        sampled=union(governing["sampled"]),
        object_end=union(governing["object_end"]),
        modals=Chooser(modals.pattern, tuple(_force(modal.force) for modal in modals.words)),
        actor=union(clauses["actor"]),
        causative=union(clauses["causative"]),
        opener=union(clauses["opener"]),
        acted_upon=union(clauses["acted_upon"]),
        verb=union(clauses["verb"]),
        penal=union(clauses["penal"]),
        ordered=union(clauses["ordered"]),
        relative=union(clauses["relative"]),
        defeated=union(clauses["defeated"]),
        other_order=union(clauses["other_order"]),
        case_list=union(clauses["case_list"]),
        action=words.action,
        cases=words.cases,
        subject=words.subject,
        actor_names=words.actor_names,
        carrying=words.carrying,
        conditions=words.conditions,
    )


def quantity_pattern(numbers: Mapping[str, Any], units: Iterable[str]) -> str:
    """The regular expression of a number: the rules of ``tables/numbers.toml`` in their order, with the names of units behind."""
    # A symbol in Latin letters is no beginning of a word (30m, not 30min).
    names = "|".join(
        re.escape(unit) + ("(?![A-Za-z0-9])" if unit[-1].isascii() and unit[-1].isalpha() else "")
        for unit in sorted(units, key=len, reverse=True)
    )
    unit = f"(?P<unit>(?!{numbers['no_unit'][0]['pattern']})(?:{names}))(?P<half>{numbers['half'][0]['pattern']})?"
    unit += f"(?:{numbers['tail'][0]['pattern']})?"
    kinds = "|".join(row["pattern"] + (unit if row.get("unit") else "") for row in numbers["quantity"])
    return f"(?={numbers['parts']['number_head']['pattern']})(?:{kinds})(?P<rate>{numbers['rate'][0]['pattern']})?"


def _units(rows: Iterable[Mapping[str, Any]]) -> dict[str, MeasureUnit]:
    return {
        term: MeasureUnit(
            row["dimension"],
            row.get("symbol", term),
            row.get("factor", 1.0),
            row.get("working", False),
            row.get("bare", "governed"),
        )
        for row in rows
        for term in row["terms"]
    }


def _comparing(row: Mapping[str, Any]) -> Comparing:
    return Comparing(row["comparator"], row.get("sense", ""), row.get("condition", ""), row.get("reach", 0))


def _force(name: Force) -> Force:
    return name


def _chooser(rows: Iterable[Mapping[str, Any]], meaning: Any) -> Chooser:
    rows = list(rows)
    # Groups inside a rule's own pattern come to be inner groups, so that `lastgroup` still names the rule.
    pattern = "|".join(f"(?P<r{i}>{row['pattern']})" for i, row in enumerate(rows))
    return Chooser(re.compile(pattern), tuple(meaning(row) for row in rows))
