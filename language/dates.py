"""Calendar bounds: 2025年底前, 每年11月30日前, 每年一季度."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .compiled import compiled
from .expressions import expression
from .numerals import parse_number
from .rule_tables import load_table

_MONTH_OF = expression(
    "^每(?:个?季度?|半年|年度?)的?", match=["每季度首月", "每半年的第一个月", "每年首月"], no_match=["每月"]
)
# Groups of the rule part_of_run, and how long what recurs is: a school term has no length.
_LENGTHS = {"month": "P1M", "quarter": "P3M", "half": "P6M", "year": "P1Y", "week": "P1W", "term": None}
_OF_IT = expression("^的", match=["的最后一个工作日"], no_match=["最后"])
_EACH = expression("^每个?", match=["每个月", "每周"], no_match=["月"])
LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date in a text: its place and its ISO 8601 form.

    ``per`` is the period in which it recurs; ``limit``: something is due by it or on it; ``before``: 前 says so; ``ranged``: it
    opens a range of dates whose end is not read. A range of days in every year is one date: its beginning, a stroke and its end.
    ``since``: something begins then (自…起); ``up_to``: something is counted or due up to then (截至…). ``within`` are the words
    that say which month of a quarter or a half year is meant (第一个月10日前), or which part of a run of time that recurs
    (每月|最后一个工作日前), which has no date.
    """

    start: int
    end: int
    date: str
    per: str | None
    limit: bool = False
    before: bool = False
    ranged: bool = False
    since: bool = False
    up_to: bool = False
    within: str | None = None


@dataclass(frozen=True, slots=True)
class CalendarRules:
    """The expressions of ``tables/dates.toml``: ``date`` finds one, the others tell what stands beside it."""

    date: re.Pattern[str]
    before: re.Pattern[str]
    limit_behind: re.Pattern[str]
    limit_before: re.Pattern[str]
    range_before: re.Pattern[str]
    range_behind: re.Pattern[str]
    same_month: re.Pattern[str]
    start_before: re.Pattern[str]
    since: re.Pattern[str]
    up_to: re.Pattern[str]
    on_before: re.Pattern[str]
    gone_behind: re.Pattern[str]
    reached: re.Pattern[str]
    aimed: re.Pattern[str]


def load_calendar_rules(given: Mapping[str, dict[str, Any]] | None = None) -> CalendarRules:
    """Read and compile the table; ``given`` as for :func:`~duizhao.language.load_table`.

    >>> load_calendar_rules().date.search("应当于每年11月30日前公布")[0]
    '每年11月30日'
    """
    return compiled(CalendarRules, load_table("duizhao.language", "dates", given))


def calendar_date(found: re.Match[str], text: str, rules: CalendarRules) -> CalendarDate | None:
    """The date that a match of ``rules.date`` in ``text`` states; ``None`` where it is none (13月).

    >>> rules, text = load_calendar_rules(), "每年11月30日前"
    >>> found = calendar_date(rules.date.search(text), text, rules)
    >>> found.start, found.end, found.date, found.per, found.limit
    (0, 9, '--11-30', 'P1Y', True)
    """
    if found["run"]:
        return _part_of_run(found, text, rules)
    date = _iso(found)
    if date is None:
        return None
    start, end = found.span()
    behind = rules.limit_behind.match(text, end)
    opened = rules.range_behind.match(text, end)
    ranged = opened is not None
    if (
        opened is not None
        and date.startswith("--")
        and _per(found) == "P1Y"
        and (last := _last(found, text, opened, rules))
    ):
        return CalendarDate(start, last[0], f"{date}/{last[1]}", "P1Y")
    limit = not ranged and _is_limit(found, text, rules, marked=behind is not None)
    if behind and limit:
        end = behind.end()
    left = text[max(0, start - 4) : start]
    return CalendarDate(
        start=start,
        end=end,
        date=date,
        per=_per(found),
        limit=limit,
        before=behind is not None,
        ranged=ranged,
        since=rules.since.search(left) is not None and text.startswith("起", end),
        up_to=rules.up_to.search(left) is not None and not ranged,
        within=_MONTH_OF.sub("", text[start:end]) if _MONTH_OF.match(found["monthly"] or "") else None,
    )


def _part_of_run(found: re.Match[str], text: str, rules: CalendarRules) -> CalendarDate | None:
    """A part of a run of time that recurs: something is due by its end (每月最后一个工作日前) or done in it (每月上旬)."""
    (start, end), behind = found.span(), rules.limit_behind.match(text, found.end())
    run = next(name for name in _LENGTHS if found[f"each_{name}"])
    per, closes = _LENGTHS[run], found["part"][-1] in "底末"
    if behind is None and (per is None or rules.range_behind.match(text, end)):
        return None
    end = behind.end() if behind else end
    within = text[start:end]
    if per and (closes or run == "week"):
        within = _EACH.sub("", within)  # 月底前, 周五前
    elif per:
        within = _OF_IT.sub("", text[found.end(f"each_{run}") : end])
    return CalendarDate(
        start, end, "", per, limit=closes or behind is not None, before=behind is not None, within=within
    )


def earliest(dates: Iterable[str]) -> str | None:
    """The ISO 8601 date that comes first: a year or a month counts to its end, a date of every year only where there is no other.

    >>> earliest(["2032", "2031-06-30", "--03-31"]), earliest([])
    ('2031-06-30', None)
    """
    return min(dates, key=lambda date: (date.startswith("-"), date + "-12-31"[len(date) - 4 :]), default=None)


def _last(found: re.Match[str], text: str, opened: re.Match[str], rules: CalendarRules) -> tuple[int, str] | None:
    """Where the range that ``found`` opens ends, and the ISO 8601 form of its end (10月15日至30日, 11月至次年3月)."""
    if closing := found.re.match(text, opened.end()):
        date = _iso(closing) if closing["month"] and not closing["year"] else None
        return (closing.end(), date) if date else None
    if found["day"] and (closing := rules.same_month.match(text, opened.end())):
        date = _two_digits(f"--{parse_number(found['month']):02.0f}-", closing["day"], 31)
        return (closing.end(), date) if date else None
    return None


def _is_limit(found: re.Match[str], text: str, rules: CalendarRules, *, marked: bool) -> bool:
    """Is something due by this date or on it: marked by 前, led in by 到, the end of something, or a day without a year?"""
    start, end = found.span()
    left = text[max(0, start - 4) : start]
    if rules.start_before.search(left):
        return False
    if rules.range_before.search(left) and not rules.before.match(text, end):
        return False
    if marked or rules.limit_before.search(left):
        return True
    if found["month_end"] or found["year_end"] or found["bare_end"] or found["quarter"]:
        return True
    has_year = found["year"] or found["year2"] or found["year3"]
    return not has_year and rules.on_before.search(left) is not None and not rules.gone_behind.match(text, end)


def _per(found: re.Match[str]) -> str | None:
    monthly = found["monthly"] or ""
    if "半年" in monthly:
        return "P6M"
    if "季" in monthly:
        return "P3M"
    if monthly.startswith("每"):
        return "P1Y" if "年" in monthly else "P1M"
    return "P1Y" if (found["yearly"] or found["yearly2"] or "").startswith(("每", "各")) else None


def _iso(found: re.Match[str]) -> str | None:
    if found["day_of_month"]:
        return _two_digits("---", found["day_of_month"], 31)
    year_text = found["year"] or found["year2"] or found["year3"]
    year = f"{parse_number(year_text[:-1]):04.0f}" if year_text else "-"
    if found["month"]:
        return _month(found, year)
    if found["quarter"]:
        return f"{year}-Q{parse_number(found['quarter']):.0f}"
    if half := found["half"] or found["bare_half"]:
        return f"{year}-{'06-30' if half == '上' else '12-31'}"
    return f"{year}-12-31" if found["year_end"] or found["bare_end"] else year


def _month(found: re.Match[str], year: str) -> str | None:
    month = _two_digits(f"{year}-", found["month"], 12)
    if month is None or not (found["month_end"] or found["day"]):
        return month
    if found["month_end"]:
        return f"{month}-{LAST_DAYS[int(month[-2:]) - 1]}"
    return _two_digits(f"{month}-", found["day"], 31)


def _two_digits(before: str, number: str, most: int) -> str | None:
    value = parse_number(number)
    return f"{before}{value:02.0f}" if value is not None and 1 <= value <= most and value == int(value) else None
