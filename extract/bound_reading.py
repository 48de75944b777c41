"""What one number, date or word says by itself, with the words around it that compare it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..language.dates import CalendarDate
from ..language.expressions import expression
from .bare_numbers import in_standard, stands_alone
from .comma_segments import Segments
from .comparing_words import agrees, joined_comparator, placed, shared_behind, what_is_forbidden, word_before
from .conditions import is_condition, qualifies
from .requirement import Comparator, Kind
from .rules import Comparing, Rules
from .tokens import PLAIN, Quantity, WordTerm, duration, in_unit

_KINDS: dict[str, Kind] = {
    "money": "amount",
    "measure": "measure",
    "share": "ratio",
    "count": "count",
    "age": "count",
    "grade": "count",
}
_DEMAND = 80  # characters behind 截至… in which what is demanded by then must stand
_BAN = 400  # characters behind a length of time in which the ban that it lasts for must stand
_MONTH = len("2030-01")
_SAME_DAY = ("当", "即")
_STROKE = re.compile("[/／·•.]")
_DECIDED = expression("[作做]出|决定", match=["作出", "决定受理"], no_match=["做到"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A bound in a text: the fields of :class:`Requirement` that its own words fill."""

    start: int
    end: int
    kind: Kind
    quote: str = ""
    comparator: Comparator | None = None
    value: float | None = None
    value_max: float | None = None
    unit_of_measure: str | None = None
    per: str | None = None
    duration: str | None = None
    working_days: bool | None = None
    date: str | None = None
    within: str | None = None
    vague: bool = False
    term: str | None = None
    per_what: str | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A bound with what decides whether it is one.

    ``bounding`` is false for a mere number until a period makes it a frequency, ``times`` true for a count of times; ``at`` is where
    the number itself stands.
    """

    bound: Bound
    bounding: bool = True
    times: bool = False
    at: int = 0


def read_word(word: WordTerm, segments: Segments, rules: Rules) -> Reading:
    """The bound that a vague word, 全覆盖 or an order states; none inside a condition (未按规定及时报告的)."""
    kind, value = word.meaning.kind, word.meaning.value
    vague = value is None and kind != "order"
    bound = Bound(start=word.start, end=word.end, kind=kind, value=value, vague=vague, term=word.term)
    return Reading(bound, bounding=not (vague and qualifies(word, segments, rules)), at=word.start)


def read_calendar_date(date: CalendarDate, segments: Segments, rules: Rules) -> Reading:
    """The deadline that a date states, or the frequency of a date that recurs; no bound where nothing marks it as one."""
    limit = date.limit
    if date.up_to and not date.before:  # 截至年底，应当完成: only a demand behind it makes it no report
        stop = min(segments.sentence_end(date.end), date.end + _DEMAND)
        aimed = rules.dates.aimed.match(segments.text, date.end, stop)
        limit = aimed is not None or rules.modals.pattern.search(segments.text, date.end, stop) is not None
    begins = date.since and len(date.date) >= _MONTH
    limit = limit or begins
    bound = Bound(
        start=date.start,
        end=date.end,
        kind="deadline" if limit else "frequency",
        comparator=">=" if begins else _date_compared(date, limit),
        value=None if limit else 1.0,
        date=date.date or None,
        per=date.per,
        within=date.within,
    )
    return Reading(bound, bounding=limit or (date.per is not None and not date.ranged), at=date.start)


def _date_compared(date: CalendarDate, limit: bool) -> Comparator | None:
    if date.before or date.per is None:
        return "<="
    return "=" if limit or date.date else None  # 每月上旬清点: once in each


def read_quantities(quantities: Sequence[Quantity], segments: Segments, rules: Rules) -> list[Reading]:
    """The bounds that numbers with units state; two numbers that make a range are one."""
    readings: list[Reading] = []
    floor = i = 0
    while i < len(quantities):
        low = quantities[i]
        high = (
            quantities[i + 1]
            if i + 1 < len(quantities) and _ranged(low, quantities[i + 1], segments.text, rules)
            else None
        )
        if high is not None and low.unit == PLAIN:
            low = replace(low, unit=high.unit)  # 三万以上九万元以下
        reading = _read(low, high, floor, segments, rules)
        readings.append(reading)
        floor = max(reading.bound.end, (high or low).end)
        i += 2 if high else 1
    return readings


def _ranged(low: Quantity, high: Quantity, text: str, rules: Rules) -> bool:
    same = low.unit.dimension == high.unit.dimension and (low.unit.dimension != "count" or low.unit == high.unit)
    # 一万元以上十万以下, 三万以上九万元以下: one 元 is left out
    one, other = (low, high) if low.unit.symbol else (high, low)
    same = same or (one.unit.dimension in ("money", "count", "measure") and other.unit == PLAIN)
    joined = high.start > low.end and rules.number_range.fullmatch(text, low.end, high.start) is not None
    return same and joined and low.value_max is None and not low.rate


@dataclass(frozen=True, slots=True)
class _ComparedNumber:
    """The words that compare a number: in front of it and behind it; ``start`` and ``end``: where its bound with them stands."""

    start: int
    end: int
    before_start: int
    before: Comparing | None
    after: Comparing | None
    approximate: bool

    @property
    def bounding(self) -> tuple[Comparing | None, Comparing | None]:
        """Both, without 左右, which bounds nothing."""
        return self.before, None if self.after is not None and self.after.comparator == "=" else self.after


def _words(low: Quantity, high: Quantity | None, floor: int, segments: Segments, rules: Rules) -> _ComparedNumber:
    text, start, end = segments.text, low.start, (high or low).end
    left = max(segments.at(start)[0], floor)
    before, before_start = word_before(text, left, start, rules)
    about = rules.beside.about.search(text, max(left, start - 4), start)
    behind = rules.suffixes.pattern.match(text, end)
    if behind and not behind[0] and (low.unit.dimension != "time" or (before is not None and before.sense)):
        behind = None  # 一式三份报送, 开工前三十日报送: what is to be done limits only a length of time that nothing else places
    after: Comparing | None = rules.suffixes.meaning(behind) if behind else None
    if behind:
        end = behind.end()
    elif high is None:
        after = shared_behind(low, text, end, rules)
    if after is None and text[low.start] in _SAME_DAY:
        after = Comparing("<=", "within")
    if before is not None and after is not None and after.sense in ("ahead", "within") and not agrees(before):
        before = None  # 期限届满三十日前 asks for thirty days, whatever has run out
    if before is not None:
        before = placed(before, low, text[max(0, before_start - 2) : before_start])
    if before is not None and start - before_start <= 8:
        start = before_start
    elif about is not None:
        start = about.start()
    approximate = about is not None or (after is not None and after.comparator == "=")
    return _ComparedNumber(start, end, before_start, before, after, approximate)


def _read(low: Quantity, high: Quantity | None, floor: int, segments: Segments, rules: Rules) -> Reading:
    text, words = segments.text, _words(low, high, floor, segments, rules)
    clause_start, clause_end = segments.at(low.start)
    clause_end = max(clause_end, (high or low).end)
    value_max = low.value_max if high is None else in_unit(high, low.unit.symbol)
    comparator = joined_comparator(words.before, words.after, value_max is not None)
    if words.after is None and words.before is not None and words.before.sense == "target" and _is_whole(low):
        comparator = "="  # 归还率达100%
    forbidden = what_is_forbidden(low, text, (clause_start, words.before_start, words.end), words.bounding, rules)
    condition = not (forbidden or in_standard(low, text, rules)) and is_condition(
        low, segments, rules, (words.end, clause_end), words.bounding
    )
    kind = "threshold" if condition else _kind(low, words.before, words.after, _lasts(low, segments, rules, words.end))
    clock = not condition and _round_the_clock(low, text, words, rules)
    is_time = low.unit.dimension == "time"
    bound = Bound(
        start=words.start,
        end=words.end,
        kind=kind,
        comparator=forbidden or (">" if low.majority or (low.more and comparator == "=") else comparator),
        value=low.value,
        value_max=value_max,
        unit_of_measure=_TIME_UNITS[low.unit.symbol] if is_time else _measure(low, high),
        per="P1D" if clock else _rate(low, rules),
        duration=duration(low.value, low.unit.symbol) if is_time and low.value is not None else None,
        working_days=low.unit.working if is_time else None,
        per_what=_denominator(low, rules),
        approximate=words.approximate,
    )
    compared = words.bounding != (None, None) or value_max is not None
    bounding = compared or clock or stands_alone(low, text, (clause_start, words.end, clause_end), rules)
    return Reading(bound, bounding, times=low.unit.symbol == "次", at=low.start)


def _is_whole(number: Quantity) -> bool:
    """Is it all there is (100%)?"""
    return number.value == 1 and number.unit.dimension == "share" and not number.unit.symbol


def _round_the_clock(number: Quantity, text: str, words: _ComparedNumber, rules: Rules) -> bool:
    """Does it go on day and night (24小时开放)?"""
    whole_day = number.unit.symbol == "TH" and number.value == 24 and words.bounding == (None, None)
    return whole_day and rules.round_the_clock.match(text, words.end) is not None


def _denominator(number: Quantity, rules: Rules) -> str | None:
    """What a figure is for one of, where a stroke says so (600元/平方米·年: 每平方米)."""
    parts = [part.lstrip("每") for part in _STROKE.split(number.rate) if part]
    if number.unit.dimension == "measure":
        parts = [part for part in parts if not part.isascii()]  # 2m/s
    counted = [f"每{part}" for part in parts if not any(sign in part for sign in rules.periods.rates)]
    return "".join(counted) or None


def _measure(low: Quantity, high: Quantity | None) -> str | None:
    """The unit of a number or a range; 百分之五十以上三倍以下 is from half to three times."""
    return low.unit.symbol or (high.unit.symbol if high is not None else None) or None


def _lasts(low: Quantity, segments: Segments, rules: Rules, end: int) -> bool:
    """Does 内 say for how long (暂停六个月以内, 五年内不得担任), not until when?"""
    text, (clause_start, clause_end) = segments.text, segments.at(low.start)
    since = text.startswith("起", low.start - 1)  # 自扣留之日起三十日内: the word before is when it begins
    if (not since and rules.lasting.search(text, clause_start, low.start)) or rules.barring.match(text, end):
        return True
    # 竣工后三年内，大修后一年内，不得…: the ban follows the last of several lengths of time.
    following = rules.modals.pattern.search(text, end, end + _BAN) if end >= clause_end else None
    if following is not None and _DECIDED.search(text, segments.at(following.start())[0], following.start()):
        return False  # 三日内，作出准予或者不准的决定
    return following is not None and rules.modals.meaning(following) == "prohibition"


_TIME_UNITS = {"D": "日", "W": "周", "M": "月", "Y": "年", "TH": "小时", "TM": "分钟"}


def _rate(quantity: Quantity, rules: Rules) -> str | None:
    return next((per for sign, per in rules.periods.rates.items() if sign in quantity.rate), None)


def _kind(low: Quantity, before: Comparing | None, after: Comparing | None, lasting: bool) -> Kind:
    if low.unit.dimension != "time":
        return _KINDS[low.unit.dimension]
    sense = (after.sense if after else "") or (before.sense if before else "")
    if sense == "within":
        # 五年内不得担任 forbids for five years, 五年内完成 demands before they end.
        return "duration" if lasting else "deadline"
    if sense == "ahead":
        return "threshold" if low.unit.symbol == "Y" and not (before and before.sense) else "deadline"
    return "duration"
