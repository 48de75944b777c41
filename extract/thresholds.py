"""Figures that say for whom a grant is meant: 年借阅量达到十万册以上，一次性给予五万元."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .bound_reading import Bound, Reading
from .comma_segments import Segments
from .rules import Rules

_KINDS = frozenset({"amount", "count", "measure", "ratio", "duration"})
_REACHED = frozenset({">=", ">"})
_AHEAD = 3  # clauses behind a figure in which what is given for it may stand
_CASE = 5  # clauses of a case that ends in 的
_TAIL = len("（含）及以上的")
_LEFT = 80  # characters of a clause in front of a figure that are looked at


def as_thresholds(readings: list[Reading], segments: Segments, rules: Rules) -> list[Reading]:
    """The readings, those of figures that must be reached for something to be given made thresholds."""
    return [_threshold(one) if _is_threshold(one.bound, segments, rules) else one for one in readings]


def _threshold(reading: Reading) -> Reading:
    return replace(reading, bound=replace(reading.bound, kind="threshold"))


def _is_threshold(bound: Bound, segments: Segments, rules: Rules) -> bool:
    if bound.kind not in _KINDS or bound.vague or bound.date or bound.comparator in (None, "="):
        return False
    here = segments.index(bound.start)
    if _demanded(bound, segments, here, rules):
        return False
    return _in_case(segments, here, rules) or (
        bound.comparator in _REACHED and _is_rewarded(bound, segments, here, rules)
    )


def _demanded(bound: Bound, segments: Segments, here: int, rules: Rules) -> bool:
    """Does the clause of the figure demand it, aim at it or give it?"""
    text, start, end = segments.text, max(segments.starts[here], bound.start - _LEFT), segments.ends[here]
    asked = (rules.modals.pattern, rules.thresholds.given_here, rules.target)
    return (
        any(rule.search(text, start, bound.start) for rule in asked)
        or rules.penal.search(text, start, end) is not None
        or rules.thresholds.given_here.search(text, bound.end, end) is not None
    )


def _is_rewarded(bound: Bound, segments: Segments, here: int, rules: Rules) -> bool:
    """Does a clause behind the figure's say what is given to who reaches it, or that to reach it is a condition?"""
    text, words = segments.text, rules.thresholds
    worth = words.worth.search(text, max(segments.starts[here], bound.start - _LEFT), bound.start) is not None
    if not worth and text.startswith("不", bound.start):
        return False  # 不低于 demands, unless it is said of an applicant
    for i in _following(segments, here, _AHEAD if worth else 1):
        place = (text, segments.starts[i], segments.ends[i])
        if words.reward.match(*place) or (i == here + 1 and words.necessary.match(*place)):
            return True
    return False


def _in_case(segments: Segments, here: int, rules: Rules) -> bool:
    """负债率不超过60%，纳税额一百万元以上的，可以申请: one of several figures of a case, whose last clause ends in 的."""
    text = segments.text
    for i in _following(segments, here, _CASE):
        start, end = segments.starts[i], segments.ends[i]
        found = next(rules.quantity.finditer(text, start, end), None)
        if found is None or rules.modals.pattern.search(text, start, end):
            return False
        if segments.ends_with(i, "的"):
            return end - found.end() <= _TAIL
    return False


def _following(segments: Segments, here: int, most: int) -> Iterator[int]:
    """The clauses behind one, up to ``most`` and to the end of the sentence."""
    for i in range(here + 1, min(here + 1 + most, len(segments.starts))):
        if not segments.ends_with_comma(i - 1):
            return
        yield i
