"""How strict a requirement is, as a number that can be compared."""

from __future__ import annotations

import re
from datetime import date as calendar_date

from ..language.dates import LAST_DAYS
from .requirement import Requirement

_NUMBER = r"(?:(\d+(?:\.\d+)?){})?"
_DURATION = re.compile("P" + "".join(_NUMBER.format(sign) for sign in "YMWD"))
_HOURS = re.compile("PT" + "".join(_NUMBER.format(sign) for sign in "HM"))
_DAYS = (365.0, 365.0 / 12, 7.0, 1.0)
_QUARTER_ENDS = {"Q1": "03-31", "Q2": "06-30", "Q3": "09-30", "Q4": "12-31"}


def strictness(requirement: Requirement) -> float | None:
    """How strict a requirement is: the greater, the stricter; ``None`` where no number says so.

    Frequencies are occurrences per year (每季度 4, 每半年 2, 每年至少2次 2, a vague one 0), shares fractions, deadlines negative days
    (十五日内 is -15), 提前三天 3, dates negative days, the rest its number, negative where it is an upper limit. Only numbers of one
    :func:`scale` compare: 15 working days and 15 days do not without a calendar.

    >>> from duizhao.extract import requirements_in
    >>> [strictness(requirements_in(text)[0]) for text in ("每季度", "每年至少1次", "定期", "抽查10%", "十五日内", "及时")]
    [4.0, 1.0, 0.0, 0.1, -15.0, None]
    """
    if requirement.kind == "frequency":
        return _per_year(requirement)
    if requirement.kind == "deadline":
        return _deadline(requirement)
    if requirement.kind in ("threshold", "order") or requirement.vague or requirement.value is None:
        return None
    days = duration_days(requirement.duration) if requirement.duration else None
    return _signed(requirement, requirement.value if days is None else days)


def scale(requirement: Requirement) -> str:
    """The name of what :func:`strictness` counts; numbers of different scales do not compare.

    >>> from duizhao.extract import requirements_in
    >>> [scale(requirements_in(text)[0]) for text in ("十五日内", "十五个工作日内", "每年至少1次", "不超过三人")]
    ['days', 'working days', 'times a year', '人 at most']
    """
    if requirement.kind == "frequency":
        return "times a year" if requirement.per or requirement.vague else "times"
    if requirement.kind == "deadline":
        if requirement.date:
            day = "day of the year" if requirement.date.startswith("--") else "day"
            return f"first {day}" if requirement.comparator == ">=" else day
        days = "working days" if requirement.working_days else "days"
        return f"{days} ahead" if requirement.comparator == ">=" else days
    if requirement.duration:
        unit = "working days long" if requirement.working_days else "days long"
    else:
        unit = requirement.unit_of_measure or (
            "share" if requirement.kind in ("ratio", "coverage") else requirement.kind
        )
    per = f" per {requirement.per}" if requirement.per and requirement.kind not in ("ratio", "coverage") else ""
    per += f" {requirement.per_what}" if requirement.per_what else ""
    return unit + per + (" at most" if requirement.comparator in ("<=", "<") else "")


def duration_days(duration: str) -> float | None:
    """An ISO 8601 duration in days; a year counts 365 of them, a month a twelfth of that.

    >>> duration_days("P15D"), duration_days("P1Y"), duration_days("PT24H"), duration_days("?")
    (15.0, 365.0, 1.0, None)
    """
    if found := _HOURS.fullmatch(duration):
        return float(found[1] or 0) / 24 + float(found[2] or 0) / 1440
    if found := _DURATION.fullmatch(duration):
        return sum(float(number or 0) * days for number, days in zip(found.groups(), _DAYS, strict=True))
    return None


def _signed(requirement: Requirement, value: float) -> float:
    return -value if requirement.comparator in ("<=", "<") else value


def _per_year(requirement: Requirement) -> float | None:
    if requirement.vague:
        return 0.0
    if requirement.value is None:
        return None
    if requirement.per is None:
        return _signed(requirement, requirement.value) if requirement.within else None
    days = duration_days(requirement.per)
    return round(_signed(requirement, requirement.value) * _DAYS[0] / days, 4) if days else None


def _deadline(requirement: Requirement) -> float | None:
    if requirement.date:
        return _day(requirement.date)
    days = duration_days(requirement.duration) if requirement.duration and not requirement.vague else None
    if days is None:
        return None
    return days if requirement.comparator == ">=" else -days


def _day(date: str) -> float | None:
    """A calendar bound as a negative number of days, so that the earlier is the stricter; of a month or a year the last day."""
    date = date.rpartition("/")[2]
    if date.startswith("---"):
        return -float(date[3:])
    year, _, rest = ("1", "", date[2:]) if date.startswith("--") else date.partition("-")
    month, _, day = _QUARTER_ENDS.get(rest, rest or "12-31").partition("-")
    try:
        last = LAST_DAYS[int(month) - 1]
        return -float(calendar_date(int(year), int(month), int(day or last)).toordinal())
    except ValueError:
        return None  # 2月30日
