"""Find every bound in a sentence: how often, how many, what share, by when."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..language.dates import CalendarDate
from ..language.expressions import expression
from .bound_reading import Bound, Reading, read_calendar_date, read_quantities, read_word
from .comma_segments import Segments
from .figure_context import with_denominators, with_shared_words, without_superseded
from .rules import Comparing, Rules, load_rules
from .spacing import Spacing
from .target_dates import with_beginnings, with_dates
from .thresholds import as_thresholds
from .tokens import Quantity, Recurrence, WordTerm, scan

# A period in front of one of these is its rate (每年按照10%比例), no duty of its own; a deadline keeps its own beside it.
_RATED = frozenset({"ratio", "coverage", "amount", "count", "measure", "duration"})
_MAY = expression("可以?(?!能|靠|行|持续)", match=["可以检查", "可检查"], no_match=["可能", "可行"], use="match")
_DIGIT = re.compile(r"[0-9０-９]")
_AND = frozenset({"、", "和", "及", "与"})
_TOLD_REACH = 400  # how far in front of a figure the word that makes it a result may stand
_AGAIN = expression("(?:再|另)[^，。；]{0,6}$", match=["再抽查", "另"], no_match=["抽查", "再查，"])


def find_bounds(text: str, rules: Rules | None = None) -> tuple[Bound, ...]:
    """Every bound in one sentence, in text order; offsets are code points of ``text``.

    Names that contain numbers, dates of adoption, document numbers, citations and reported results are none.
    Costs some 50 µs for a sentence with a figure; making ``rules`` costs more, so pass them along.

    >>> [(bound.quote, bound.kind, bound.value, bound.per) for bound in find_bounds("应当每年至少列席1次会议，定期报告。")]
    [('每年至少列席1次', 'frequency', 1.0, 'P1Y'), ('定期', 'frequency', None, None)]
    """
    rules = rules or load_rules()
    if not (rules.numeral.search(text) or rules.hint.search(text)):
        return ()
    closed = Spacing.of(text)
    masked = rules.mask(closed.text)
    tokens = scan(masked, rules)
    if not tokens:
        return ()
    segments = Segments.of(masked)
    readings = [
        *read_quantities([token for token in tokens if isinstance(token, Quantity)], segments, rules),
        *(read_word(token, segments, rules) for token in tokens if isinstance(token, WordTerm)),
        *_dates([token for token in tokens if isinstance(token, CalendarDate)], segments, rules),
    ]
    readings = _in_order(readings)
    readings = with_denominators(readings, closed.text, segments, rules)
    readings = with_shared_words(readings, segments, rules)
    readings = _with_periods(readings, [token for token in tokens if isinstance(token, Recurrence)], segments, rules)
    readings = _with_counts(readings, segments)
    readings = without_superseded(readings, segments, rules)
    readings = _with_repeated_rate(with_dates(readings, segments, rules), segments)
    readings = with_beginnings(readings, segments, rules)
    readings = as_thresholds(readings, segments, rules)
    readings = _with_named_periods(readings, segments, rules)
    bounds = sorted((r.bound for r in readings if r.bounding), key=lambda bound: (bound.start, bound.end))
    return tuple(
        _printed(bound, closed, text) for bound in bounds if not _reported(bound, closed.text, segments, rules)
    )


def _printed(bound: Bound, closed: Spacing, text: str) -> Bound:
    """The bound at its place in the printed text, with the words that it stands in there."""
    start, end = closed.start(bound.start), closed.end(bound.end)
    return replace(bound, start=start, end=end, quote=text[start:end])


def _in_order(readings: list[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: (reading.bound.start, reading.bound.end))


def _dates(dates: Sequence[CalendarDate], segments: Segments, rules: Rules) -> Iterator[Reading]:
    """What the dates state; 10月31日前 behind 每年4月30日前 is of every year, too."""
    last: CalendarDate | None = None
    for date in dates:
        joined = last is not None and date.per is None and segments.text[last.end : date.start] in _AND
        recurs = joined and last is not None and last.per == "P1Y" and date.date.startswith("--")
        last = replace(date, per="P1Y") if recurs else date
        yield read_calendar_date(last, segments, rules)


def _with_periods(
    readings: list[Reading], periods: list[Recurrence], segments: Segments, rules: Rules
) -> list[Reading]:
    """Give each period to the figures it governs; one that governs none is a frequency of its own."""
    readings = sorted(readings, key=lambda reading: reading.at)
    places = [reading.at for reading in readings]
    alone: list[Reading] = []
    for i, token in enumerate(periods):
        clause_end = segments.at(token.start)[1]
        if token.overdue and segments.text.startswith(("，", ","), clause_end):
            clause_end = segments.at(clause_end + 1)[1]  # 每逾期一日，按千分之一加收
        limit = min(clause_end, periods[i + 1].start) if i + 1 < len(periods) else clause_end
        first, behind = bisect_left(places, token.end), bisect_left(places, limit)
        governed = [k for k in range(first, behind) if _is_rated(readings[k])]
        if not governed and limit == clause_end:
            # 每年组织培训，不少于两次: the count opens the next clause.
            governed = [k for k in range(behind, min(behind + 1, len(places))) if _opens_clause(readings[k], limit)]
        if token.count > 1:
            governed = [k for k in governed if readings[k].times]  # 每周二、周四开放2小时
        for k in governed:
            readings[k] = _rated(readings[k], token, first=k == governed[0] and k < behind)
        if not governed and not token.period.weak and not _counts_unknown(token, clause_end, segments, rules):
            alone.append(_frequency(token, segments, rules))
    return sorted([*readings, *alone], key=lambda reading: (reading.bound.start, reading.bound.end))


def _with_counts(readings: Sequence[Reading], segments: Segments) -> list[Reading]:
    """每年4月开展两次清点: how often something is done on a date or in a part of each year is one bound with it."""
    result: list[Reading] = []
    for reading in readings:
        last = result[-1].bound if result else None
        dated = last is not None and (last.date or last.within) and last.per and last.comparator in (None, "=")
        if last is not None and dated and last.unit_of_measure is None and _counts(reading, last, segments):
            bound = replace(reading.bound, start=last.start, kind="frequency", per=last.per, within=last.within)
            result[-1] = replace(reading, bound=replace(bound, date=last.date), bounding=True)
        else:
            result.append(reading)
    return result


def _counts(reading: Reading, last: Bound, segments: Segments) -> bool:
    bound = reading.bound
    alone = reading.times and bound.kind != "threshold" and bound.per is None
    if last.date and (bound.value, bound.comparator) == (1, "="):
        return False  # 每年4月开展一次清点: the date says it already
    return alone and segments.index(last.start) == segments.index(reading.at)


def _counts_unknown(token: Recurrence, clause_end: int, segments: Segments, rules: Rules) -> bool:
    """每年检查不少于3艘次: what is compared there is the figure; that no unit of the table fits it is no reason to read "once"."""
    if not _DIGIT.search(segments.text, token.end, clause_end):
        return False
    compared = rules.prefixes.pattern.finditer(segments.text, token.end, clause_end)
    return any(_DIGIT.match(segments.text, found.end(), clause_end) for found in compared)


def _is_rated(reading: Reading) -> bool:
    if reading.times:
        return reading.bound.kind != "threshold"
    each_time = (reading.bound.per_what or "").endswith("每次")  # 每月1次、每次2小时
    return reading.bounding and reading.bound.kind in _RATED and not each_time


def _opens_clause(reading: Reading, comma: int) -> bool:
    bound = reading.bound
    return reading.times and bound.kind != "threshold" and bound.per is None and comma < bound.start <= comma + 2


def _rated(reading: Reading, token: Recurrence, *, first: bool) -> Reading:
    bound = reading.bound
    counted = reading.times or (bound.vague and bound.kind == "count")
    times = token.count if token.each and reading.times else 1
    changed = replace(
        bound,
        value=bound.value * times if bound.value is not None else None,
        # The words from the period to its count carry the bound: 每年至少列席1次.
        start=min(token.start, bound.start) if reading.times and first else bound.start,
        kind="frequency" if counted else bound.kind,
        per=token.period.per,
        within=token.period.within,
    )
    return replace(reading, bound=changed, bounding=True)


def _frequency(token: Recurrence, segments: Segments, rules: Rules) -> Reading:
    allowed = _MAY.match(segments.text, token.end) is not None
    # 至少每六个月: the comparing word stands right in front of the period.
    near = rules.prefixes.pattern.finditer(segments.text, max(0, token.start - 6), token.start)
    compared = next((found for found in near if found.end() == token.start), None)
    meaning: Comparing | None = rules.prefixes.meaning(compared) if compared else None
    comparing = compared is not None and meaning is not None and not (meaning.sense or meaning.condition)
    bound = Bound(
        start=compared.start() if compared and comparing else token.start,
        end=token.end,
        kind="frequency",
        comparator=meaning.comparator if meaning and comparing else None,
        value=0.0 if allowed else float(token.count),
        unit_of_measure=token.unit,
        per=token.period.per,
        within=token.period.within,
    )
    return Reading(bound, at=token.start)


def _with_repeated_rate(readings: list[Reading], segments: Segments) -> list[Reading]:
    """每年按照10%比例抽查…，再抽查10%的…: the second share is of the same year."""
    result: list[Reading] = []
    per: str | None = None
    for reading in readings:
        bound = reading.bound
        if bound.kind == "ratio" and not bound.vague and reading.bounding:
            if bound.per is None and per and _AGAIN.search(segments.text, max(0, bound.start - 8), bound.start):
                bound = replace(bound, per=per)
            per = bound.per
        result.append(replace(reading, bound=bound))
    return result


def _with_named_periods(readings: list[Reading], segments: Segments, rules: Rules) -> list[Reading]:
    """Give a period named in words (一届任期内) to the figures of its clause."""
    named: dict[int, re.Match[str]] = {}
    for found in rules.periods.within.finditer(segments.text):
        here = segments.index(found.start())
        named[here] = found
        if found.end() == segments.ends[here]:
            named[here + 1] = found  # 每逢汛期前，县图书馆应当开展一次检查
    return [_with_named_period(reading, named.get(segments.index(reading.at))) for reading in readings]


def _with_named_period(reading: Reading, named: re.Match[str] | None) -> Reading:
    bound = reading.bound
    if named is None or named.end() > reading.at or bound.kind in ("deadline", "threshold", "order"):
        return reading
    if bound.kind == "frequency" and bound.vague:
        return reading
    changed = replace(bound, kind="frequency" if reading.times else bound.kind, within=named[0])
    return replace(reading, bound=changed, bounding=reading.bounding or reading.times)


def _reported(bound: Bound, text: str, segments: Segments, rules: Rules) -> bool:
    """Is the figure a result that is told of? Only a modal behind the word that tells makes it a demand again."""
    start = max(segments.sentence_start(bound.start), bound.start - _TOLD_REACH)
    told: re.Match[str] | None = None
    for found in rules.results.finditer(text, start, bound.start):
        told = found
    if told is not None and told[0].startswith("截") and rules.dates.aimed.match(text, told.end()):
        return False
    if told is None or rules.modals.pattern.search(segments.text, told.end(), bound.start) is not None:
        return False
    return rules.planned.search(text, start, told.start()) is None
