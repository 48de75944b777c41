"""What one number, date or word says by itself, with the words around it that compare it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..language.dates import CalendarDate
from ..language.expressions import expression
from .comma_segments import Segments
from .conditions import is_condition, qualifies
from .requirement import Comparator, Kind
from .rules import Comparing, Rules
from .tokens import Quantity, WordTerm, duration, in_unit

_KINDS: dict[str, Kind] = {
    "money": "amount",
    "measure": "measure",
    "share": "ratio",
    "count": "count",
    "age": "count",
    "grade": "count",
}
_DECIDED = expression("[作做]出|决定", match=["作出", "决定受理"], no_match=["做到"])
# 签署前不少于三十日: what a length of time that is compared is reckoned back from.
_AHEAD = expression("(?<![目当以此从面年上的和])前$", match=["签署前"], no_match=["目前", "以前", "前款"])


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


def read_calendar_date(date: CalendarDate) -> Reading:
    """The deadline that a date states, or the frequency of a date that recurs; no bound where nothing marks it as one."""
    bound = Bound(
        start=date.start,
        end=date.end,
        kind="deadline" if date.limit else "frequency",
        comparator="<=" if date.before or date.per is None else "=",
        value=None if date.limit else 1.0,
        date=date.date,
        per=date.per,
    )
    return Reading(bound, bounding=date.limit or (date.per is not None and not date.ranged), at=date.start)


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
        reading = _read(low, high, floor, segments, rules)
        readings.append(reading)
        floor = max(reading.bound.end, (high or low).end)
        i += 2 if high else 1
    return readings


def _shared(low: Quantity, text: str, end: int, rules: Rules) -> Comparing | None:
    """The word behind the second of two lengths (城区15分钟、乡村30分钟内), which holds for the first as well."""
    if low.unit.dimension not in ("time", "measure") or not text.startswith("、", end):
        return None
    second = rules.number_again.match(text, end)
    found = rules.quantity.match(text, second.end()) if second else None
    if found is None or found["unit"] is None or rules.units[found["unit"]] != low.unit:
        return None
    behind = rules.suffixes.pattern.match(text, found.end())
    meaning: Comparing | None = rules.suffixes.meaning(behind) if behind and behind[0] else None
    return meaning if meaning is not None and meaning.sense == "within" else None


def _agrees(before: Comparing) -> bool:
    """May a word in front of a number stand beside 内 or 前 behind it (不超过…以内, 至少提前…)?"""
    return not before.condition and before.sense != "target"


def _ranged(low: Quantity, high: Quantity, text: str, rules: Rules) -> bool:
    same = low.unit.dimension == high.unit.dimension and (low.unit.dimension != "count" or low.unit == high.unit)
    # 一万元以上十万以下: the second 元 is left out
    same = same or (low.unit.dimension == "money" and high.unit.dimension == "count" and not high.unit.symbol)
    joined = high.start > low.end and rules.number_range.fullmatch(text, low.end, high.start) is not None
    return same and joined and low.value_max is None and not low.rate


def _read(low: Quantity, high: Quantity | None, floor: int, segments: Segments, rules: Rules) -> Reading:
    text, start, end = segments.text, low.start, (high or low).end
    clause_start, clause_end = segments.at(start)
    clause_end = max(clause_end, end)
    before, before_start = _prefix(text, max(clause_start, floor), start, rules)
    behind = rules.suffixes.pattern.match(text, end)
    if behind and not behind[0] and (low.unit.dimension != "time" or (before is not None and before.sense)):
        behind = None  # 一式三份报送, 开工前三十日报送: what is to be done limits only a length of time that nothing else places
    after: Comparing | None = rules.suffixes.meaning(behind) if behind else None
    if behind:
        end = behind.end()
    elif high is None:
        after = _shared(low, text, end, rules)
    if before is not None and after is not None and after.sense in ("ahead", "within") and not _agrees(before):
        before = None  # 期限届满三十日前 asks for thirty days, whatever has run out
    if before is not None:
        before = _placed(before, low, text[max(0, before_start - 2) : before_start])
    value_max = low.value_max if high is None else in_unit(high, low.unit.symbol)
    comparator = _comparator(before, after, value_max is not None)
    barred = _is_barred(low, text, clause_start, (before, after), rules)
    if barred:
        comparator = "<"  # 不得选择两个以上的: fewer than two
    condition = not barred and is_condition(low, segments, rules, (end, clause_end), (before, after))
    kind = "threshold" if condition else _kind(low, before, after, _lasts(low, segments, rules, end))
    if before is not None and start - before_start <= 8:
        start = before_start
    is_time = low.unit.dimension == "time"
    bound = Bound(
        start=start,
        end=end,
        kind=kind,
        comparator=">" if low.majority else comparator,
        value=low.value,
        value_max=value_max,
        unit_of_measure=_TIME_UNITS[low.unit.symbol] if is_time else _measure(low, high),
        per=_rate(low, rules),
        duration=duration(low.value, low.unit.symbol) if is_time and low.value is not None else None,
        working_days=low.unit.working if is_time else None,
    )
    compared = before is not None or after is not None or value_max is not None
    bounding = compared or _stands_alone(low, text, (clause_start, end, clause_end), rules)
    return Reading(bound, bounding, times=low.unit.symbol == "次", at=low.start)


def _placed(before: Comparing, number: Quantity, left: str) -> Comparing | None:
    """A comparing word where it reckons a length of time from what stands in front of it, and no other number (验收前拨付60%)."""
    if number.unit.dimension != "time":
        return None if before.sense == "ahead" else before
    reckoned = before.comparator == ">=" and not before.sense and _AHEAD.search(left)
    return replace(before, sense="ahead") if reckoned else before


def _is_barred(
    number: Quantity, text: str, clause_start: int, words: tuple[Comparing | None, Comparing | None], rules: Rules
) -> bool:
    """Is it forbidden to reach the number (不得选择两个以上的类别)?"""
    before, after = words
    reached = before is None and after is not None and after.comparator == ">=" and not after.sense
    return reached and number.unit.dimension == "count" and bool(rules.barred.search(text, clause_start, number.start))


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
    following = rules.modals.pattern.search(text, end) if end >= clause_end else None
    if following is not None and _DECIDED.search(text, segments.at(following.start())[0], following.start()):
        return False  # 三日内，作出准予或者不准的决定
    return following is not None and rules.modals.meaning(following) == "prohibition"


_TIME_UNITS = {"D": "日", "W": "周", "M": "月", "Y": "年", "TH": "小时", "TM": "分钟"}


def _rate(quantity: Quantity, rules: Rules) -> str | None:
    return next((per for sign, per in rules.periods.rates.items() if sign in quantity.rate), None)


def _prefix(text: str, left: int, start: int, rules: Rules) -> tuple[Comparing | None, int]:
    """The nearest comparing word in front of a number, and where it begins."""
    nearest: re.Match[str] | None = None
    for found in rules.prefixes.pattern.finditer(text, max(left, start - 30), start):
        nearest = found
    if nearest is None:
        return None, start
    meaning: Comparing = rules.prefixes.meaning(nearest)
    return (meaning, nearest.start()) if start - nearest.end() <= meaning.reach else (None, start)


def _comparator(before: Comparing | None, after: Comparing | None, ranged: bool) -> Comparator:
    if ranged:
        return "between"
    if after is not None and after.sense == "within":
        return after.comparator  # 届满前三十日内 ends, 提前三十日 does not
    if after is not None and (before is None or after.comparator == "="):
        return after.comparator  # 控制在5%左右 is about
    return before.comparator if before is not None else "="


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


def _stands_alone(quantity: Quantity, text: str, place: tuple[int, int, int], rules: Rules) -> bool:
    """Is a number that nothing compares a bound?"""
    clause_start, end, clause_end = place
    start, bare = quantity.start, quantity.unit.bare
    if quantity.value is None:  # XX个工作日办结 sets a limit, 共召开XX次 does not
        return quantity.unit.dimension == "time" or quantity.unit.symbol == "份"
    if bare in ("always", "never") or quantity.majority:
        return bare == "always" or quantity.majority
    planned = rules.target.search(text, clause_start, start) is not None
    one = quantity.value == 1 and quantity.unit.dimension in ("count", "measure")
    if bare == "target":
        granted = rules.granted.search(text, clause_start, start) is not None
        return not one and (granted or (planned and text[start].isdigit()))
    if one and quantity.unit.symbol == "人" and rules.placing.search(text, clause_start, start):
        return True
    if one and not (end == clause_end or text[end] in "、（"):
        return False  # 一次会议, 一名代表 count nothing; 可以延期一次 does
    return (planned and not one) or rules.demand.search(text, clause_start, start) is not None
