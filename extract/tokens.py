"""What in a sentence states a number, a period, a date or a vague word: the pieces of which bounds are made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from ..language.dates import CalendarDate, calendar_date
from ..language.expressions import expression
from ..language.numerals import parse_number, parse_several
from ..language.periods import Period
from .rules import MeasureUnit, Rules, TermMeaning

_SHARE = MeasureUnit("share", "", bare="always")
_PARTS = MeasureUnit("share", "份", bare="always")  # 4:3:2:1 has no one value
PLAIN = MeasureUnit("count", "", bare="never")  # 参加人数一千以上
_TIMES = MeasureUnit("share", "倍", bare="always")
_DAY = MeasureUnit("time", "D", bare="governed")
_RATIO = MeasureUnit("share", "", bare="never")
_MONEY = MeasureUnit("money", "CNY", bare="always")
# Groups of the pattern of a number without a unit (rules.quantity_pattern), and what each counts.
_LEFT_OUT = (("same_day", _DAY), ("money", _MONEY), ("listed", _MONEY), ("index", _RATIO), ("plain", PLAIN))
_YEARS = range(1900, 2200)  # 2026—2030年 is no length of time
_EVERY = expression(
    "每(?:间?[隔满]|[^，。；：、每0-9]{1,2}(?<=[期误迟延欠推纳到交报过逾晚]))?$",
    match=["每", "应当每隔", "每间隔", "每逾期"],
    no_match=["每年", "每人"],
)
_DATED = expression("[年月季周]|学期|星期", match=["每周五前", "年底"], no_match=["三日"])
_OVERDUE = expression("每间?[隔满]?", match=["每", "每隔"], no_match=["每逾期"], use="fullmatch")
_PROPORTION = expression("[:：∶比]", match=["1:5", "一比五"], no_match=["1/5"])
_SMALLER = {"Y": ("M", 12), "M": ("D", 30), "W": ("D", 7), "D": ("TH", 24), "TH": ("TM", 60)}
# A year is twelve months of thirty days, for the upper end of a range only.
_HOURS = {"Y": 8640.0, "M": 720.0, "W": 168.0, "D": 24.0, "TH": 1.0, "TM": 1 / 60}
_BASE = {"百": 100.0, "千": 1000.0, "万": 10_000.0}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, or a range of numbers with one unit; ``value`` is ``None`` for a number blanked out.

    ``more``: a little more than it (二十余家).
    """

    start: int
    end: int
    value: float | None
    value_max: float | None
    unit: MeasureUnit
    rate: str = ""
    majority: bool = False
    more: bool = False


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A recurring period; ``iterated`` where the act is named with it (一季度一梳理).

    ``count`` of its parts are named (每周二、周四), of ``unit``; ``each``: what is counted next is counted in each of them.
    ``overdue``: it counts how long something is late, and what is due for that may stand in the next clause (每逾期一日，…).
    """

    start: int
    end: int
    period: Period
    iterated: bool = False
    count: int = 1
    unit: str | None = None
    each: bool = False
    overdue: bool = False


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
    # A short look saves a long one: every vague word contains its hint, every date a sign of a year or a month.
    for found in rules.terms.pattern.finditer(text) if rules.hint.search(text) else ():
        term = next((group for group in found.groups() if group and group != found[0]), found[0])
        yield WordTerm(found.start(), found.end(), term, rules.terms.meaning(found))
    if not rules.numeral.search(text):
        return
    yield from _recurrences(text, rules)
    for found in rules.dates.date.finditer(text) if _DATED.search(text) else ():
        if (date := calendar_date(found, text, rules.dates)) is not None:
            yield date
    for found in rules.quantity.finditer(text):
        yield from _quantity_or_period(found, text, rules)


def _recurrences(text: str, rules: Rules) -> Iterator[Recurrence]:
    for named in rules.periods.parts_in(text):
        place, period = (named.start, named.end), named.period
        yield Recurrence(*place, period, count=named.count, unit=named.unit, each=named.each)
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
    every = _EVERY.search(text, max(0, found.start() - 4), found.start()) if is_time else None
    if every is not None and quantity.value is not None:
        overdue = _OVERDUE.fullmatch(every[0]) is None
        words = text[every.start() : found.end()] if quantity.value_max is not None else None  # 每三至五年
        value = quantity.value * (
            2 if every[0].endswith("隔") and quantity.value == 1 else 1
        )  # 每隔一日: every other day
        period = Period(duration(value, quantity.unit.symbol), words, weak=overdue)
        yield Recurrence(every.start(), found.end(), period, overdue=overdue)
    elif every is None and (found["number"] != "半" or is_time):
        yield quantity


def duration(value: float, symbol: str) -> str:
    """A length of time in ISO 8601; ``symbol`` is the designator, TH and TM for hours and minutes.

    Halves become the next smaller unit: half a month is 15 days, a year and a half 18 months, an hour and a half an hour
    and 30 minutes.

    >>> duration(15, "D"), duration(0.5, "Y"), duration(24, "TH"), duration(1.5, "TH")
    ('P15D', 'P6M', 'PT24H', 'PT1H30M')
    """
    if symbol == "TH" and value > 1 and value != int(value):
        return f"PT{int(value)}H{value % 1 * 60:g}M"
    while value != int(value) and symbol in _SMALLER:
        symbol, per = _SMALLER[symbol]
        value = round(value * per, 6)
    return f"P{symbol[0]}{value:g}{symbol[1]}" if symbol.startswith("T") else f"P{value:g}{symbol}"


def _quantity(found: re.Match[str], rules: Rules) -> Quantity:
    if not found["unit"]:
        return _without_unit(found)
    unit = rules.units[found["unit"]]
    number = found["number"]
    value = 0.5 if number == "半" else parse_number(number)
    upper = parse_number(found["to"]) if found["to"] else None
    if value is None and upper is None and (several := parse_several(number)):
        value, upper = several
    if value is None and found["unit"] == "折" and len(number) == 2:
        value = (parse_number(number[0]) or 0.0) + (parse_number(number[1]) or 0.0) / 10  # 八五折
    if value is not None and found["unit"] == "折" and value >= 10:
        value /= 10  # 64折
    if value is not None and (found["half"] or (unit.dimension == "time" and "半" in found["unit"])):
        value += 0.5
    if value is not None and upper is not None and upper >= 10_000 > value and found["to"][-1] in "万亿":
        value *= {"万": 1e4, "亿": 1e8}[found["to"][-1]]  # 三至五万元
    more = number.endswith(("余", "多")) and upper is None
    return Quantity(
        *found.span(), _with_tail(_times(value, unit), found), _times(upper, unit), unit, found["rate"] or "", more=more
    )


def _with_tail(value: float | None, found: re.Match[str]) -> float | None:
    """A number with the smaller unit behind its own: 3元5角, 二角五分, 九成五."""
    tail = sum(
        (parse_number(found[group]) or 0.0) * worth
        for group, worth in (("jiao", 0.1), ("fen", 0.01), ("cents", 0.01), ("tenth", 0.01))
        if found[group]
    )
    return value if value is None or not tail else round(value + tail, 10)


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
    if found["doubled"]:
        return Quantity(start, end, 2.0 ** (parse_number(found["doubled"][1:-1]) or 1.0), None, _TIMES, rate)
    for group, unit in _LEFT_OUT:
        if found[group]:
            value = 1.0 if unit is _DAY else parse_number(found[group])
            return Quantity(start, end, value, None, unit, rate)
    value = _share(found)
    return Quantity(start, end, value, None, _PARTS if value is None else _SHARE, rate)


def _share(found: re.Match[str]) -> float | None:
    """A share said as a fraction (1/3, ½), as half (减半), as one to so many (1:16), as none (零增长); 4:3:3 has no one value."""
    if found["top"]:
        return _divided(float(found["top"]), float(found["bottom"]) or 1.0)
    if found["vulgar"]:
        return round(unicodedata.numeric(found["vulgar"]), 10)
    if not (found["parts"] or found["one"]):
        return 0.5 if found["halved"] else 0.0
    parts = [parse_number(part) for part in _PROPORTION.split(found["parts"] or found["one"])]
    return _divided(parts[0], parts[1] or 1.0) if len(parts) == 2 and 1.0 in parts else None


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
