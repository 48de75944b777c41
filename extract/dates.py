"""Calendar bounds: 2025年底前, 每年11月30日前, 每年一季度."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..language.numerals import YEAR, parse_number

_N = r"[0-9０-９一二三四五六七八九十]{1,3}"
_RECURRING = r"每年度?的?|各年度?的?|次年的?|翌年的?|当年|本年|今年|明年|下一?年"
DATE = (
    rf"(?:(?P<yearly>{_RECURRING})(?:自(?=[^，。；：]{{2,8}}(?:至|到)))?|(?P<year>{YEAR}))?"
    rf"(?P<month>{_N})月(?:份?(?P<month_end>月?底|末)|份|(?P<day>{_N})日)?"
    rf"|(?:(?P<yearly2>{_RECURRING})|(?P<year2>{YEAR}))(?:(?P<year_end>年?度?(?:底|末|终))|第?(?P<quarter>[一二三四1-4])个?季度|(?P<half>[上下])半年)"
    rf"|(?P<year3>{YEAR})(?!度)"
    r"|(?P<bare_end>年底|年末)|(?P<bare_half>[上下])半年(?=前|底前)|(?P<monthly>每月|次月|当月|下月|每季度?(?:首|末|第一个|最后一个|后首)月|季度?末月)的?(?P<day_of_month>[0-9０-９一二三四五六七八九十]{1,3})日"
)
# What makes a date a limit: it stands in front of 前, or behind 到.
_BEFORE = re.compile(r"(?:之|以|底)?前|止|截止")
_LIMIT_BEHIND = re.compile(r"(?:之前|以前|底前|前)(?!款|项|条|述|后)|(?:止|截止)|(?:期间|以?内)")
_LIMIT_BEFORE = re.compile(r"(?:截?止?到|(?<![日月年底末])至|截止|不迟于|不晚于|早于)$")
# The end of a range of dates: only 前 behind it makes it a limit.
_RANGE_BEFORE = re.compile(r"[日月年底末份度](?:起?至|到|[-—–~～]{1,2})$")
_SAME_MONTH = re.compile(rf"(?P<day>{_N})日")
_START_BEFORE = re.compile(r"(?:自|从|起|始于|截[至止])[^，。；]{0,2}$")
_ON_BEFORE = re.compile(r"(?:于|在|定于)(?:每年度?的?)?$")
_GONE_BEHIND = re.compile(r"(?:以后|之后|后|起)")
_RANGE_BEHIND = re.compile(r"(?:[0-9]{1,2}[时点:：][0-9]{0,2}分?)?(?:起?至|到|[-—–~～]{1,2})")
LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date in a text: its place and its ISO 8601 form.

    ``per`` is the period in which it recurs; ``limit``: something is due by it or on it; ``before``: 前 says so; ``ranged``: it
    opens a range of dates whose end is not read. A range of days in every year is one date: its beginning, a stroke and its end.
    """

    start: int
    end: int
    date: str
    per: str | None
    limit: bool = False
    before: bool = False
    ranged: bool = False


def read_date(found: re.Match[str], text: str) -> CalendarDate | None:
    """The date that a match of :data:`DATE` in ``text`` states; ``None`` where it is none (13月).

    >>> text = "每年11月30日前"
    >>> read_date(re.search(DATE, text), text)
    CalendarDate(start=0, end=9, date='--11-30', per='P1Y', limit=True, before=True, ranged=False)
    """
    date = _iso(found)
    if date is None:
        return None
    start, end = found.span()
    behind = _LIMIT_BEHIND.match(text, end)
    opened = _RANGE_BEHIND.match(text, end)
    ranged = opened is not None
    if opened is not None and date.startswith("--") and _per(found) == "P1Y" and (last := _last(found, text, opened)):
        return CalendarDate(start, last[0], f"{date}/{last[1]}", "P1Y")
    limit = not ranged and _is_limit(found, text, marked=behind is not None)
    return CalendarDate(
        start=start,
        end=behind.end() if behind and limit else end,
        date=date,
        per=_per(found),
        limit=limit,
        before=behind is not None,
        ranged=ranged,
    )


def _last(found: re.Match[str], text: str, opened: re.Match[str]) -> tuple[int, str] | None:
    """Where the range that ``found`` opens ends, and the ISO 8601 form of its end (10月15日至30日, 11月至次年3月)."""
    if closing := found.re.match(text, opened.end()):
        date = _iso(closing) if closing["month"] and not closing["year"] else None
        return (closing.end(), date) if date else None
    if found["day"] and (closing := _SAME_MONTH.match(text, opened.end())):
        date = _two_digits(f"--{parse_number(found['month']):02.0f}-", closing["day"], 31)
        return (closing.end(), date) if date else None
    return None


def _is_limit(found: re.Match[str], text: str, *, marked: bool) -> bool:
    """Is something due by this date or on it: marked by 前, led in by 到, the end of something, or a day without a year?"""
    start, end = found.span()
    left = text[max(0, start - 4) : start]
    if _START_BEFORE.search(left):
        return False
    if _RANGE_BEFORE.search(left) and not _BEFORE.match(text, end):
        return False
    if marked or _LIMIT_BEFORE.search(left):
        return True
    if found["month_end"] or found["year_end"] or found["bare_end"] or found["quarter"]:
        return True
    has_year = found["year"] or found["year2"] or found["year3"]
    return not has_year and _ON_BEFORE.search(left) is not None and not _GONE_BEHIND.match(text, end)


def _per(found: re.Match[str]) -> str | None:
    monthly = found["monthly"] or ""
    if "季" in monthly:
        return "P3M"
    if monthly.startswith("每"):
        return "P1M"
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
