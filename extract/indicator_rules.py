"""The table ``indicators.toml``, compiled: what heads of columns mean, and what a cell says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields

from ..language import load_table
from ..language.compiled import union
from .requirement import Comparator


@dataclass(frozen=True, slots=True)
class IndicatorRules:
    """The expressions of ``tables/indicators.toml`` by their names; ``signs`` says how each sign compares."""

    serial: re.Pattern[str]
    group: re.Pattern[str]
    name: re.Pattern[str]
    unit: re.Pattern[str]
    binding: re.Pattern[str]
    lead: re.Pattern[str]
    support: re.Pattern[str]
    due: re.Pattern[str]
    task: re.Pattern[str]
    remark: re.Pattern[str]
    growth: re.Pattern[str]
    yearly: re.Pattern[str]
    by_rate: re.Pattern[str]
    cumulated: re.Pattern[str]
    base: re.Pattern[str]
    target: re.Pattern[str]
    done: re.Pattern[str]
    year: re.Pattern[str]
    plan: re.Pattern[str]
    span: re.Pattern[str]
    bracket: re.Pattern[str]
    measured: re.Pattern[str]
    default_unit: re.Pattern[str]
    numbered: re.Pattern[str]
    part_of: re.Pattern[str]
    nothing: re.Pattern[str]
    footnote: re.Pattern[str]
    in_brackets: re.Pattern[str]
    figure: re.Pattern[str]
    about: re.Pattern[str]
    binding_word: re.Pattern[str]
    expected_word: re.Pattern[str]
    lead_part: re.Pattern[str]
    scored: re.Pattern[str]
    every: re.Pattern[str]
    due_figures: re.Pattern[str]
    signs: Mapping[Comparator, re.Pattern[str]]


def load_indicator_rules() -> IndicatorRules:
    """The packaged table: some milliseconds, which only a document with tables needs.

    >>> load_indicator_rules().signs[">="].match("不低于")[0]
    '不低于'
    """
    table = load_table("duizhao.extract", "indicators")
    named = {field.name: union(table[field.name]) for field in fields(IndicatorRules) if field.name != "signs"}
    return IndicatorRules(**named, signs={row["means"]: re.compile(row["pattern"]) for row in table["sign"]})
