"""Which columns of a table of indicators say where they start from, and which what is to be reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .indicator_rules import IndicatorRules

# What the head of a column with figures says of it; ``aim`` where only the head above it speaks of a target.
HeadMeaning = Literal["base", "target", "aim", "nothing"]
YearSide = Literal["base", "target", "past"]
_FIRST_PLAN, _PLAN_YEARS = 2001, 5
_NUMERALS = "零一二三四五六七八"


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """A column with figures: what its head says, and the year it names."""

    said: HeadMeaning
    year: int | None


@dataclass(frozen=True, slots=True)
class PlanTime:
    """The years of the plan in which a table stands, and the year in which it was issued; ``None`` where nobody says so."""

    start: int | None = None
    end: int | None = None
    issued: int | None = None


def plan_years(text: str, rules: IndicatorRules) -> tuple[int, int] | None:
    """The years of the one plan that a text names; ``None`` where it names none or several.

    >>> from duizhao.extract.indicator_rules import load_indicator_rules
    >>> rules = load_indicator_rules()
    >>> plan_years("书屋发展“十四五”规划", rules), plan_years("行动方案（2023—2025年）", rules)
    ((2021, 2025), (2023, 2025))
    """
    found = {(int(span["from"]), int(span["to"])) for span in rules.span.finditer(text)}
    found = {years for years in found if years[0] < years[1]} or {
        (end - _PLAN_YEARS + 1, end) for end in _plan_ends(text, rules)
    }
    return found.pop() if len(found) == 1 else None


def _plan_ends(text: str, rules: IndicatorRules) -> Iterator[int]:
    for plan in rules.plan.finditer(text):
        yield _FIRST_PLAN + _PLAN_YEARS * _NUMERALS.index(plan["plan"]) + _PLAN_YEARS - 1


def year_of(head: str, rules: IndicatorRules) -> int | None:
    """The year that a head names, the last one of a span, the end of a plan; ``None`` where it names none or several.

    >>> from duizhao.extract.indicator_rules import load_indicator_rules
    >>> rules = load_indicator_rules()
    >>> [year_of(head, rules) for head in ("2025年目标", "“十三五”末", "2021—2025年", "2025年比2020年", "目标值")]
    [2025, 2020, 2025, None, None]
    """
    span = rules.span.search(head)
    if span is not None:
        return int(span["to"])
    years = {int(year["year"]) for year in rules.year.finditer(head)} or set(_plan_ends(head, rules))
    return years.pop() if len(years) == 1 else None


def sides(columns: Sequence[ValueColumn], time: PlanTime) -> tuple[YearSide, ...] | None:
    """What each column is, by the words of its head, the other heads, the years of the plan and that of issue.

    ``past`` is a target of an earlier time. ``None`` where one of them cannot be told.

    >>> columns = [ValueColumn("nothing", 2020), ValueColumn("target", 2025)]
    >>> sides(columns, PlanTime()), sides([ValueColumn("nothing", 2020), ValueColumn("nothing", 2025)], PlanTime())
    (('base', 'target'), None)
    """
    found = [_side(column, columns, time) for column in columns]
    told = tuple(side for side in found if side is not None)
    return told if len(told) == len(found) else None


def _side(column: ValueColumn, columns: Sequence[ValueColumn], time: PlanTime) -> YearSide | None:
    if column.said == "base":
        return "base"
    if column.year is None:
        return "target" if column.said in ("target", "aim") else None
    if column.said == "target":
        return "past" if _is_past(column.year, time) else "target"
    if column.said == "aim":
        return None if _is_past(column.year, time) else "target"
    return _by_words(column.year, columns, time) or _by_time(column.year, columns, time)


def _is_past(year: int, time: PlanTime) -> bool:
    """Is a year over when the plan begins, or, without a plan, when the document is issued?"""
    begins = time.start if time.start is not None else time.issued
    return begins is not None and year < begins


def _by_words(year: int, columns: Sequence[ValueColumn], time: PlanTime) -> YearSide | None:
    """What a year without words is beside columns whose heads say what they are."""
    bases = [one for one in columns if one.said == "base"]
    targets = [one for one in columns if one.said == "target"]
    if any(one.year is not None and year <= one.year for one in bases):
        return "base"
    if any(one.year is not None and year >= one.year for one in targets):
        return None if _is_past(year, time) else "target"
    over = time.issued is not None and year < time.issued
    if bases and not targets:
        return None if over or _is_past(year, time) else "target"
    alone = not bases and sum(one.said == "nothing" for one in columns) == 1
    dated = any(one.year is not None for one in targets)
    if targets and (over or _is_past(year, time)):
        return "base" if dated or _is_past(year, time) else None
    unknown = time.issued is None and (dated or time.start is None)
    return "base" if targets and alone and unknown else None


def _by_time(year: int, columns: Sequence[ValueColumn], time: PlanTime) -> YearSide | None:
    """What a year is by the plan and the day of issue; that of issue may be either, unless it is the last or all years are there."""
    if any(one.said in ("base", "target") for one in columns):
        return None
    years = [one.year for one in columns if one.year is not None and one.said == "nothing"]
    if time.start is not None and year < time.start:
        return "base"
    if time.start is None and time.issued is None:
        return None
    if time.issued is None or year > time.issued:
        return "target"
    if year == time.issued:
        whole = time.start == year and set(range(year, (time.end or year) + 1)) <= set(years)
        return "target" if min(years) < year and (year == max(years) or whole) else None
    return "base" if time.start is None else None
