"""What the words around several figures say of each: one compares them all, one takes another's place, so much is for one of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..language.expressions import expression
from .bound_reading import Bound, Reading
from .comma_segments import Segments
from .rules import Rules

_COUNTED = frozenset({"ratio", "coverage", "amount", "count", "measure", "frequency", "duration", "threshold"})
_JOINED = ("以上", "以下", "以内")
_REACH = 60  # characters in front of a figure in which its denominator and 分别 are looked for
_HINT = expression("[每均]|单位[G地工面]|万元[G地国工产]", match=["每人", "亩均"], no_match=["三元"])
_CHANGED = 24  # characters behind a figure in which the figure that takes its place may stand


def with_shared_words(readings: Sequence[Reading], segments: Segments, rules: Rules) -> list[Reading]:
    """Give the word that compares the first or the last of several figures to all of them (分别不低于8000元、6000元)."""
    result = list(readings)
    for i in range(1, len(result)):
        if _shares(result[i - 1], result[i], segments, rules):
            result[i] = _compared(result[i], result[i - 1].bound)
    for i in range(len(result) - 1, 0, -1):
        last = result[i].bound
        behind = segments.text.endswith(_JOINED, last.start, last.end)
        if behind and _shares(result[i], result[i - 1], segments, rules):
            result[i - 1] = _compared(result[i - 1], last)
    return result


def _shares(given: Reading, other: Reading, segments: Segments, rules: Rules) -> bool:
    """Is ``other`` a figure without a word that compares it, next to ``given``, which has one?"""
    if given.bound.comparator in (None, "=", "between") or other.bound.comparator != "=" or other.bound.duration:
        return False
    first, second = (given.bound, other.bound) if given.at < other.at else (other.bound, given.bound)
    if (first.unit_of_measure, first.vague, second.vague) != (second.unit_of_measure, False, False):
        return False
    if rules.beside.next_of_several.fullmatch(segments.text, first.end, second.start) is None:
        return False
    start = max(segments.at(first.start)[0], first.start - _REACH)
    return rules.beside.severally.search(segments.text, start, first.end) is not None


def _compared(reading: Reading, by: Bound) -> Reading:
    bound = replace(
        reading.bound, comparator=by.comparator, kind="threshold" if by.kind == "threshold" else reading.bound.kind
    )
    return replace(reading, bound=bound, bounding=True)


def without_superseded(readings: Sequence[Reading], segments: Segments, rules: Rules) -> list[Reading]:
    """The readings without the figures that others take the place of (由60%提高到80%, 30日缩短至15日)."""
    kept: list[Reading] = []
    follows: Bound | None = None  # the figure behind, where it is superseded
    for one in reversed(readings):
        listed = follows is not None and segments.text[one.bound.end : follows.start] in ("、", "和")
        if listed or _superseded(one.bound, segments, rules):
            follows = one.bound
        else:
            kept.append(one)
            follows = None
    return kept[::-1]


def _superseded(bound: Bound, segments: Segments, rules: Rules) -> bool:
    if bound.value is None or bound.vague:
        return False
    text, (start, end) = segments.text, segments.at(bound.start)
    if bound.end == end and rules.beside.superseded_by.match(text, end + 1):
        start, end = segments.starts[segments.index(start)], segments.at(min(end + 1, len(text) - 1))[1]
        changed = rules.beside.superseded_by.match(text, bound.end + 1, end)  # 由每人1500元，提高到2400元
        return changed is not None and rules.beside.superseded_from.search(text, start, bound.start) is not None
    changed = rules.beside.superseded_by.match(text, bound.end, min(end, bound.end + _CHANGED))
    if changed is None or not rules.numeral.search(text, changed.end(), min(end, changed.end() + _CHANGED)):
        return False
    direct = rules.quantity.match(text, changed.end()) is not None and changed.end() - bound.end <= len("提高到") + 1
    return direct or rules.beside.superseded_from.search(text, start, bound.start) is not None


def with_denominators(readings: Sequence[Reading], text: str, segments: Segments, rules: Rules) -> list[Reading]:
    """Give each figure what it is for one of (每百张床位, 亩均); a number that only belongs to that is no bound (每500人)."""
    result: list[Reading] = []
    for reading in readings:
        bound, at = reading.bound, reading.at
        start = max(segments.at(at)[0], at - _REACH)
        if bound.kind not in _COUNTED or bound.per_what or not _HINT.search(text, start, at + 1):
            result.append(reading)
            continue
        found = list(rules.denominator.finditer(text, start, segments.at(at)[1]))
        if any(one.start() <= at < one.end() for one in found):
            continue
        near = [one for one in found if one.end() <= at]
        words = near[-1][0] if near else None
        if len(near) > 1 and near[-1].start() == near[-2].end():
            words = near[-2][0] + near[-1][0]  # 每人每次
        result.append(replace(reading, bound=replace(bound, per_what=words)) if words else reading)
    return result
