"""What a cell of a table of indicators says: a figure in a unit, with what compares it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..language.expressions import expression
from ..language.numerals import parse_number
from .bound_reading import Bound
from .bounds import find_bounds
from .indicator_rules import IndicatorRules
from .requirement import Comparator, Kind
from .rules import Rules

_PER_CENT = expression("[%％﹪‰]", match=["%", "％"], no_match=["个"], use="fullmatch")
_SCALE = expression("[百千万亿]{1,2}", match=["万", "万亿"], no_match=["万册"], use="fullmatch")
_LARGE = expression("[万亿]{1,2}", match=["万", "万亿"], no_match=["千瓦"], use="match")
_LONGEST = 60  # characters of a cell that gives a figure
_REACHED = "达到"  # a figure behind it is read as a bound whatever its unit
_YEAR, _EVERY = "年", "每"
_SEPARATORS = re.compile("[,，]")


@dataclass(frozen=True, slots=True)
class CellFigure:
    """The figure of a cell, in the terms of :class:`.Requirement`; ``cumulated`` is one in brackets, over all years."""

    kind: Kind
    value: float
    value_max: float | None = None
    comparator: Comparator = "="
    unit_of_measure: str | None = None
    per: str | None = None
    duration: str | None = None
    per_what: str | None = None
    approximate: bool = False
    cumulated: bool = False


def sets_nothing(text: str, rules: IndicatorRules) -> bool:
    """Is a cell blank, or a stroke?"""
    return not text or rules.nothing.match(text) is not None


def cell_figure(text: str, unit: str | None, rules: IndicatorRules, words: Rules) -> CellFigure | None:
    """The figure of a cell; ``unit`` is that of its row. ``None`` where it says no one figure.

    >>> from duizhao.extract import load_rules
    >>> from duizhao.extract.indicator_rules import load_indicator_rules
    >>> rules, words = load_indicator_rules(), load_rules()
    >>> cell_figure("≥3.5", "万平方米", rules, words).value
    35000.0
    >>> [cell_figure(cell, "%", rules, words).value for cell in ("60", "60%左右", "[60]", "降低60%")]
    [0.6, 0.6, 0.6, 0.6]
    """
    if len(text) > _LONGEST:
        return None
    printed = rules.footnote.sub("", "".join(text.split()))
    inside = rules.in_brackets.match(printed)
    if inside is not None:
        printed = inside["inside"] + (inside["behind"] or "")
    found = rules.figure.match(printed)
    if found is None:
        return _in_words(printed, cumulated=inside is not None, words=words)
    compared = [_sign(mark, rules) for mark in (found["sign"], found["behind"]) if mark]
    signs: list[Comparator] = [one for one in compared if one is not None]
    if len(set(signs)) > 1:
        return None
    own = _unit(found["share"] or found["unit"] or "", unit or "", rules)
    if own is None:
        return None
    ends = [_SEPARATORS.sub("", found[name]) for name in ("number", "upper") if found[name]]
    read = [_measured(end, own, words) for end in ends]
    value_max = read[1].value if len(read) > 1 else None
    if value_max is not None and value_max < read[0].value:
        return None
    return CellFigure(
        kind=read[0].kind,
        value=read[0].value,
        value_max=value_max,
        comparator="between" if value_max is not None else signs[0] if signs else "=",
        unit_of_measure=read[0].unit_of_measure,
        per=read[0].per,
        duration=read[0].duration,
        per_what=read[0].per_what,
        approximate=len(compared) > len(signs),
        cumulated=inside is not None,
    )


def _unit(printed: str, of_row: str, rules: IndicatorRules) -> str | None:
    """The unit of a cell's figure: that of its row, but where the cell brings its own; ``None`` where it brings what is no unit."""
    if _SCALE.fullmatch(printed):
        return of_row if of_row.startswith(printed) else printed + of_row
    if of_row.endswith(printed):
        return of_row
    known = rules.measured.match(printed) is not None and not printed.startswith(_YEAR)
    return printed if known and (not of_row or printed.endswith(of_row) or _PER_CENT.fullmatch(printed)) else None


def _sign(mark: str, rules: IndicatorRules) -> Comparator | None:
    return next((means for means, pattern in rules.signs.items() if pattern.match(mark)), None)


def _measured(number: str, unit: str, words: Rules) -> CellFigure:
    """A number in a unit, counted as in a sentence; in one that no sentence knows as it is printed."""
    sign, number = (-1.0, number[1:]) if number[0] in "-－" else (1.0, number.lstrip("+"))
    denominator = unit.partition("/")[2]
    bound = _alone(f"{_REACHED}{number}{unit}", words) if unit else None
    if bound is None or bound.value is None:
        return _as_printed(number, unit, sign)
    counted_by_it = bound.per is not None or "/" in (bound.unit_of_measure or "")
    return CellFigure(
        kind=bound.kind,
        value=sign * bound.value,
        unit_of_measure=bound.unit_of_measure,
        per=bound.per,
        duration=bound.duration if sign > 0 else None,
        per_what=bound.per_what or (f"{_EVERY}{denominator}" if denominator and not counted_by_it else None),
    )


def _as_printed(number: str, unit: str, sign: float) -> CellFigure:
    if _PER_CENT.fullmatch(unit):
        return CellFigure("ratio", sign * round(float(number) / (1000 if unit == "‰" else 100), 10))
    scale = _LARGE.match(unit)
    value = parse_number(number + scale[0]) if scale else float(number)
    named = unit[scale.end() :] if scale else unit
    return CellFigure("measure", sign * (float(number) if value is None else value), unit_of_measure=named or None)


def _in_words(text: str, *, cumulated: bool, words: Rules) -> CellFigure | None:
    """What a cell says in words with one figure: 比2020年降低18%, 全覆盖."""
    bounds = [bound for bound in find_bounds(text, words) if not bound.vague]
    if len(bounds) != 1 or bounds[0].value is None or bounds[0].kind not in _SAID:
        return None
    [bound] = bounds
    return CellFigure(
        kind=bound.kind,
        value=bounds[0].value,
        value_max=bound.value_max,
        comparator=bound.comparator or "=",
        unit_of_measure=bound.unit_of_measure,
        per_what=bound.per_what,
        approximate=bound.approximate,
        cumulated=cumulated,
    )


_SAID: Sequence[Kind] = ("ratio", "coverage", "amount", "count", "measure")


def _alone(text: str, words: Rules) -> Bound | None:
    """The one bound that a text is, from its beginning to its end."""
    bounds = find_bounds(text, words)
    return bounds[0] if len(bounds) == 1 and bounds[0].quote == text and not bounds[0].vague else None
