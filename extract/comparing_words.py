"""The words that compare a number: the nearest in front of it, the one behind it, and what they say together."""

from __future__ import annotations

import re
from dataclasses import replace

from ..language.expressions import expression
from .requirement import Comparator
from .rules import Comparing, Rules
from .tokens import Quantity

# 签署前不少于三十日: what a length of time that is compared is reckoned back from.
_AHEAD = expression("(?<![目当以此从面年上的和])前$", match=["签署前"], no_match=["目前", "以前", "前款"])
# What is not to be passed is the limit itself.
_AT_MOST: dict[Comparator, Comparator] = {">": "<=", "<": ">="}
# What is not to be reached (严禁将开放时间缩短至6小时以下).
_NOT_REACHED: dict[Comparator, Comparator] = {">=": "<", "<=": ">"}
_OF_YEAR = expression("^[0-9]{4}年底?的?", match=["2030年的", "2030年底"], no_match=["三年的"])


def word_before(text: str, left: int, start: int, rules: Rules) -> tuple[Comparing | None, int]:
    """The nearest comparing word in front of a number, and where it begins."""
    nearest: re.Match[str] | None = None
    for found in rules.prefixes.pattern.finditer(text, max(left, start - 30), start):
        nearest = found
    if nearest is None:
        return None, start
    meaning: Comparing = rules.prefixes.meaning(nearest)
    between = _OF_YEAR.sub("", text[nearest.end() : start])  # 增加到2030年的200家
    return (meaning, nearest.start()) if len(between) <= meaning.reach else (None, start)


def shared_behind(low: Quantity, text: str, end: int, rules: Rules) -> Comparing | None:
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


def agrees(before: Comparing) -> bool:
    """May a word in front of a number stand beside 内 or 前 behind it (不超过…以内, 至少提前…)?"""
    return not before.condition and before.sense != "target"


def placed(before: Comparing, number: Quantity, left: str) -> Comparing | None:
    """A comparing word where it reckons a length of time from what stands in front of it, and no other number (验收前拨付60%)."""
    if before.sense == "near" and number.unit.dimension != "share":
        return None  # 近百家 is told, 近八成 is less
    if number.unit.dimension != "time":
        return None if before.sense == "ahead" else before
    reckoned = before.comparator == ">=" and not before.sense and _AHEAD.search(left)
    return replace(before, sense="ahead") if reckoned else before


def what_is_forbidden(
    number: Quantity,
    text: str,
    place: tuple[int, int, int],
    words: tuple[Comparing | None, Comparing | None],
    rules: Rules,
) -> Comparator | None:
    """How a number bounds that is forbidden to be reached (不得选择两个以上的类别: <) or passed (严禁塔高超过三十米: <=).

    What bears it as an attribute may be forbidden as well (禁止使用超过两年的): ``None`` then, and where nothing is forbidden.
    """
    (clause_start, before_start, end), (before, after) = place, words
    if before is None:
        reached = after is not None and after.comparator == ">=" and not after.sense
        counted = reached and number.unit.dimension == "count"
        return "<" if counted and rules.barred.search(text, clause_start, number.start) else None
    if before.sense == "target" and before.comparator in _NOT_REACHED and not text.startswith("的", end):
        reached = rules.beside.banned.search(text, clause_start, before_start) is not None
        along = after is None or after.comparator == before.comparator
        return _NOT_REACHED[before.comparator] if reached and along else None
    if before.condition != "evident" or before.comparator not in _AT_MOST or text.startswith("的", end):
        return None
    return _AT_MOST[before.comparator] if rules.beside.banned.search(text, clause_start, before_start) else None


def joined_comparator(before: Comparing | None, after: Comparing | None, ranged: bool) -> Comparator:
    if ranged:
        return "between"
    if after is not None and after.sense == "within":
        return after.comparator  # 届满前三十日内 ends, 提前三十日 does not
    if after is not None and (before is None or after.comparator == "="):
        return after.comparator  # 控制在5%左右 is about
    return before.comparator if before is not None else "="
