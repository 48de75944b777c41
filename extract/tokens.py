"""What in a sentence states a number, a period, a date or a vague word: the pieces of which bounds are made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..language.dates import CalendarDate, calendar_date
from ..language.expressions import expression
from ..language.numerals import parse_number
from ..language.periods import Period
from .rules import MeasureUnit, Rules, TermMeaning

_SHARE = MeasureUnit("share", "", bare="always")
_PARTS = MeasureUnit("share", "份", bare="always")  # 4:3:2:1 has no one value
_PLAIN = MeasureUnit("count", "", bare="never")  # 参加人数一千以上
_TIMES = MeasureUnit("share", "倍", bare="always")
_RATIO = MeasureUnit("share", "", bare="never")
_MONEY = MeasureUnit("money", "CNY", bare="always")
# Groups of the pattern of a number without a unit (rules.quantity_pattern), and what each counts.
_LEFT_OUT = (("money", _MONEY), ("listed", _MONEY), ("index", _RATIO), ("plain", _PLAIN))
_YEARS = range(1900, 2200)  # 2026—2030年 is no length of time
_EVERY = expression("每[隔满]?$", match=["每", "应当每隔"], no_match=["每年"])
_SMALLER = {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7), "D": ("TH", 24), "TH": ("TM", 60)}
# A year is twelve months of thirty days, for the upper end of a range only.
_HOURS = {"Y": 8640.0, "M": 720.0, "W": 168.0, "D": 24.0, "TH": 1.0, "TM": 1 / 60}
_BASE = {"百": 100.0, "千": 1000.0, "万": 10_000.0}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, or a range of numbers with one unit; ``value`` is ``None`` for a number blanked out."""

    start: int
    end: int
    value: float | None
    value_max: float | None
    unit: MeasureUnit
    rate: str = ""
    majority: bool = False


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A recurring period; ``iterated`` where the act is named with it (一季度一梳理)."""

    start: int
    end: int
    period: Period
    iterated: bool = False


@dataclass(frozen=True, slots=True)
class WordTerm:
    """A bound without a number."""

    start: int
    end: int
    term: str
    meaning: TermMeaning


Token = Quantity | Recurrence | CalendarDate | WordTerm


def scan(text: str, rules: Rules) -> list[Token]:
    """The tokens of a masked text, by place; they do not overlap. O(len(text)).

    >>> from duizhao.extract.rules import load_rules
    >>> [type(token).__name__ for token in scan("每年定期抽查10%", load_rules())]
    ['Recurrence', 'WordTerm', 'Quantity']
    """
    # Of two readings of one place the longer is right (每年11月30日 over 每年, 三个工作日 over 三个).
    tokens: list[Token] = []
    done = 0
    for token in sorted(_readings(text, rules), key=lambda token: (token.start, -token.end)):
        if token.start >= done:
            tokens.append(token)
            done = token.end
    return tokens


def _readings(text: str, rules: Rules) -> Iterator[Token]:
    for found in rules.terms.pattern.finditer(text):
        term = next((group for group in found.groups() if group and group != found[0]), found[0])
        yield WordTerm(found.start(), found.end(), term, rules.terms.meaning(found))
    if not rules.numeral.search(text):
        return
    yield from _recurrences(text, rules)
    for found in rules.dates.date.finditer(text):
        if (date := calendar_date(found, text, rules.dates)) is not None:
            yield date
    for found in rules.quantity.finditer(text):
        yield from _quantity_or_period(found, text, rules)


def _recurrences(text: str, rules: Rules) -> Iterator[Recurrence]:
    for found in rules.periods.pattern.finditer(text):
        yield Recurrence(found.start(), found.end(), rules.periods.meaning(found))
    for found in rules.periods.iterated.finditer(text):
        # 一季度一梳理 is every quarter: the period is looked up as 每季度.
        if (every := rules.periods.pattern.match("每" + found["period"].removeprefix("一"))) is not None:
            yield Recurrence(found.start(), found.end(), rules.periods.meaning(every), iterated=True)
    for found in rules.periods.each.finditer(text):
        number = 0.5 if found["number"] == "半" else parse_number(found["number"])
        if number is not None:
            per = duration(number, rules.units[found["unit"]].symbol)
            yield Recurrence(found.start(), found.end(), Period(per, None, weak=True))


def _quantity_or_period(found: re.Match[str], text: str, rules: Rules) -> Iterator[Token]:
    quantity = _quantity(found, rules)
    is_time = quantity.unit.dimension == "time"
    if quantity.unit.symbol == "Y" and quantity.value in _YEARS:
        return
    every = _EVERY.search(text, max(0, found.start() - 2), found.start()) if is_time else None
    if every is not None and quantity.value is not None:
        period = Period(duration(quantity.value, quantity.unit.symbol), None, weak=False)
        yield Recurrence(every.start(), found.end(), period)
    elif every is None and (found["number"] != "半" or is_time):
        yield quantity


def duration(value: float, symbol: str) -> str:
    """A length of time in ISO 8601; ``symbol`` is the designator, TH and TM for hours and minutes.

    Halves become the next smaller unit: half a month is 15 days, a year and a half 18 months.

    >>> duration(15, "D"), duration(0.5, "Y"), duration(24, "TH")
    ('P15D', 'P6M', 'PT24H')
    """
    while value != int(value) and symbol in _SMALLER:
        symbol, per = _SMALLER[symbol]
        value = round(value * per, 6)
    return f"P{symbol[0]}{value:g}{symbol[1]}" if symbol.startswith("T") else f"P{value:g}{symbol}"


def _quantity(found: re.Match[str], rules: Rules) -> Quantity:
    if not found["unit"]:
        return _without_unit(found)
    unit = rules.units[found["unit"]]
    value = 0.5 if (found["number"] or "") == "半" else parse_number(found["number"])
    upper = parse_number(found["to"]) if found["to"] else None
    if value is not None and (found["half"] or "半" in found["unit"]):
        value += 0.5
    if value is not None and upper is not None and upper >= 10_000 > value and found["to"][-1] in "万亿":
        value *= {"万": 1e4, "亿": 1e8}[found["to"][-1]]  # 三至五万元
    return Quantity(*found.span(), _times(value, unit), _times(upper, unit), unit, found["rate"] or "")


def _without_unit(found: re.Match[str]) -> Quantity:
    """A share in words, or a number whose unit is left out or stands behind the last of several."""
    (start, end), rate = found.span(), found["rate"] or ""
    if found["base"]:
        base = _BASE.get(found["base"]) or parse_number(found["base"]) or 1.0
        part = 100.0 if found["part"] == "百" else parse_number(found["part"])
        upper = parse_number(found["part_to"]) if found["part_to"] else None
        return Quantity(start, end, _divided(part, base), _divided(upper, base), _SHARE, rate)
    if found["majority"]:
        return Quantity(start, end, 0.5, None, _SHARE, rate, majority=found["majority"].startswith("过"))
    if found["top"]:
        return Quantity(start, end, _divided(float(found["top"]), float(found["bottom"]) or 1.0), None, _SHARE, rate)
    if found["doubled"]:
        return Quantity(start, end, 2.0 ** (parse_number(found["doubled"]) or 1.0), None, _TIMES, rate)
    for group, unit in _LEFT_OUT:
        if found[group]:
            return Quantity(start, end, parse_number(found[group]), None, unit, rate)
    return Quantity(start, end, None, None, _PARTS, rate)


def in_unit(quantity: Quantity, symbol: str) -> float | None:
    """The value of ``quantity`` counted in the unit of the other end of its range (三个月以上一年以下: 12 months)."""
    own = quantity.unit.symbol
    if quantity.value is None or quantity.unit.dimension != "time" or own == symbol:
        return quantity.value
    return round(quantity.value * _HOURS[own] / _HOURS[symbol], 2)


def _divided(value: float | None, base: float) -> float | None:
    return None if value is None else round(value / base, 10)


def _times(value: float | None, unit: MeasureUnit) -> float | None:
    return None if value is None else round(value * unit.factor, 10)
