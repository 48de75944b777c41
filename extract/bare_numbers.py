"""Numbers that nothing compares: which of them are bounds."""

from __future__ import annotations

from ..language.expressions import expression
from .rules import Rules
from .tokens import Quantity

_OPENERS = frozenset("：:、，")
_JOINED = expression(
    "[0-9一二三四五六七八九十两]{1,3}名[^，。；：0-9]{1,12}?(?:、|和|与|以?及)$",
    match=["2名编目员和", "两名馆员、"],
    no_match=["编目员和"],
)
_LIST = 160  # characters in front of a number in which the standard that it belongs to may be named


def stands_alone(quantity: Quantity, text: str, place: tuple[int, int, int], rules: Rules) -> bool:
    """Is a number that nothing compares a bound?"""
    clause_start, start, bare = place[0], quantity.start, quantity.unit.bare
    if quantity.value is None:  # XX个工作日办结 sets a limit, 共召开XX次 does not
        return quantity.unit.dimension == "time" or quantity.unit.symbol == "份"
    if bare in ("always", "never") or quantity.majority:
        return bare == "always" or quantity.majority
    if quantity.unit.dimension in ("time", "measure") and rules.per_unit.search(text, clause_start, start):
        return True
    if quantity.value == 1 and quantity.unit.dimension in ("count", "measure"):
        return _one_counts(quantity, text, place, rules)
    planned = rules.target.search(text, clause_start, start) is not None
    if bare == "target":
        granted = rules.granted.search(text, clause_start, start) is not None
        return granted or (planned and text[start].isdigit())
    return planned or rules.demand.search(text, clause_start, start) is not None


def in_standard(quantity: Quantity, text: str, rules: Rules) -> bool:
    """Does a number open one of the things that a standard lists (标准为：一间以上阅览室、一名馆员)?"""
    start = quantity.start
    return text[start - 1 : start] in _OPENERS and bool(rules.standard_list.search(text, max(0, start - _LIST), start))


def _one_counts(quantity: Quantity, text: str, place: tuple[int, int, int], rules: Rules) -> bool:
    """Is a single one counted? 一次会议, 一名代表 count nothing; 可以延期一次 does."""
    clause_start, end, clause_end = place
    start = quantity.start
    if in_standard(quantity, text, rules):
        return True
    if quantity.unit.bare == "target":
        return False
    if quantity.unit.symbol == "人" and rules.placing.search(text, clause_start, start):
        return True
    if (
        quantity.unit.symbol == "人"
        and _JOINED.search(text, clause_start, start)
        and rules.placing.search(_JOINED.sub("", text[clause_start:start]))
    ):
        return True  # 配备2名编目员和1名保洁员
    return (end == clause_end or text[end] in "、（") and rules.demand.search(text, clause_start, start) is not None
