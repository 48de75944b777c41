"""Dates by which figures are to be reached: 到2025年，达到65%."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from .bound_reading import Bound, Reading
from .comma_segments import Segments
from .rules import Rules

# What a date in front of it says by when it is to be reached (到2025年，达到65%).
_DATED = frozenset({"ratio", "coverage", "amount", "count", "measure"})
_AND = frozenset({"、", "和", "及", "与"})
_BEGUN = 40  # characters behind a day in which must stand what begins on it
_YEAR = re.compile(r"[0-9]{4}")


def with_dates(readings: Sequence[Reading], segments: Segments, rules: Rules) -> list[Reading]:
    """Give a date to the figures behind it in the sentence that are to be reached by then; it is no bound of its own then.

    Of several dates (到2025年、2030年分别达到…) each figure gets its own.
    """
    result: list[Reading] = []
    due: list[Bound] = []
    used: set[int] = set()
    stop = given = -1
    for reading in readings:
        bound = reading.bound
        if result and bound.date and bound.end <= result[-1].bound.end and _is_dated(result[-1]):
            result[-1] = replace(result[-1], bound=replace(result[-1].bound, date=bound.date))
            continue  # 增至|2033年|的5万元
        if bound.start > stop:
            due, stop = [], segments.sentence_end(bound.start)
        if bound.kind == "deadline" and bound.date and bound.per is None and bound.comparator != ">=":
            due, given = [bound], 0
        elif due and _is_another(bound, due[-1], segments.text):
            due.append(bound)
        if due and _is_dated(reading):
            distributed = len(due) > 1 and "分别" in segments.text[due[-1].end : bound.start]
            date = due[min(given, len(due) - 1) if distributed else 0]
            given += 1
            used.add(due[0].start)
            result.append(replace(reading, bound=replace(bound, date=date.date)))
        elif _is_dated(reading) and result and (year := _year_ahead(result, bound, segments, rules)):
            result.append(replace(reading, bound=replace(bound, date=year)))
        else:
            result.append(reading)
    return [r for r in result if not (r.bound.kind == "deadline" and r.bound.date and r.bound.start in used)]


def with_beginnings(readings: Sequence[Reading], segments: Segments, rules: Rules) -> list[Reading]:
    """The readings without the days from which a sentence holds, but for those on which something begins that it says itself.

    自2030年1月1日起，不再发放纸质证 is a bound; beside another figure (自…起，每年增加10%) the day only says when that one holds.
    """
    figures = sorted(one.bound.start for one in readings if one.bounding and not _begins(one))
    return [one for one in readings if not _begins(one) or _starts_something(one.bound, figures, segments, rules)]


def _begins(reading: Reading) -> bool:
    return reading.bound.kind == "deadline" and bool(reading.bound.date) and reading.bound.comparator == ">="


def _starts_something(bound: Bound, figures: Sequence[int], segments: Segments, rules: Rules) -> bool:
    stop = segments.sentence_end(bound.start)
    if bisect_left(figures, segments.sentence_start(bound.start)) < bisect_left(figures, stop):
        return False
    return rules.begun.search(segments.text, bound.end, min(stop, bound.end + _BEGUN)) is not None


def _is_dated(reading: Reading) -> bool:
    return reading.bounding and reading.bound.kind in _DATED and not reading.bound.vague


def _is_another(bound: Bound, last: Bound, text: str) -> bool:
    return bool(bound.date) and bound.per is None and text[last.end : bound.start] in _AND


def _year_ahead(readings: Sequence[Reading], bound: Bound, segments: Segments, rules: Rules) -> str | None:
    """The year at the head of the clause of a figure that is to be reached in it."""
    before = readings[-1].bound
    head = segments.at(bound.start)[0]
    if before.start != head or not before.date or not _YEAR.fullmatch(before.date) or before.per:
        return None
    return before.date if rules.dates.reached.search(segments.text, before.end, bound.end) else None
