"""Of what a figure is: the whole of a share, what is counted, who is covered."""

from __future__ import annotations

from ..language.expressions import expression
from .bound_reading import Bound
from .rules import Rules

_OF = expression(
    "(?:的)?(?!、|或者|以及|及其|并|且|和(?![谐平])|与)([\\u4e00-\\u9fff“”（）、]{2,24})",
    match=["的读者", "专项资金"],
    no_match=["、读者", "以及读者", "和读者"],
    use="match",
)
_COVERED_BY = expression(
    "(?:实现|做到|确保)([\\u4e00-\\u9fff]{2,16}?)(?:全员|全面)?$", match=["实现馆员全员", "做到乡镇"], no_match=["实现"]
)
_WORDS = expression("[\\u4e00-\\u9fff“”、]*", match=["购书经费", ""], no_match=["购书，"], use="fullmatch")
_LONGEST_WHOLE = 24
_JOINED = expression(
    "(?:(?:、|和|与|以?及|或者?)(?:每.)?)$", match=["图书、", "报刊和", "补贴、每月"], no_match=["图书和报刊"]
)
_MARKS = "，、；。：的 　〔〕？?"


def read_object(text: str, bound: Bound, start: int, end: int, rules: Rules) -> str | None:
    """Of what the figure is: 投资额的10%, 10%的什么, 对什么全覆盖."""
    if bound.kind == "coverage":
        covered = rules.action.covered.search(text, start, bound.start) or _COVERED_BY.search(text, start, bound.start)
        return covered[1] if covered else None
    if bound.kind == "ratio" and (whole := _whole_of(text, bound, start, rules)):
        return whole
    of = _OF.match(text, bound.end, end) if bound.kind in ("ratio", "amount", "count", "measure") else None
    if of is None or (bound.kind in ("amount", "measure") and bound.quote.endswith("内")):
        return None  # 一百米范围内建筑施工: a place
    sampled = rules.sampled.match(of[1]) if bound.kind == "ratio" else None
    if bound.kind == "ratio" and not sampled and not of[0].startswith("的"):
        return None  # 按投资额的30%给予补助: an act
    thing = of[1][sampled.end() :] if sampled else of[1]
    end_of_thing = rules.object_end.search(thing)
    thing = thing[: end_of_thing.start()] if end_of_thing else thing
    thing = _JOINED.sub("", thing)
    return None if rules.action.no_thing.fullmatch(thing) else thing


def _whole_of(text: str, bound: Bound, start: int, rules: Rules) -> str | None:
    """The whole in front of its share: 总数的10%, 按投资额3%, 超过到会人数的三分之二, 从收入中提取10%."""
    if source := rules.action.taken_from.search(text, start, bound.start):
        return source[1]
    if bound.vague or rules.action.voters.match(text, bound.end):
        return None
    share = rules.action.share.search(text, bound.start, bound.end)
    if share is None:
        return None
    first = max(start, share.start() - _LONGEST_WHOLE)
    cuts = list(rules.share_of.finditer(text, first, share.start()))
    left = cuts[-1].end() if cuts else start
    of = text.startswith("的", share.start() - 1)
    right = share.start() - of
    if len(cuts) > 1 and left == right and cuts[-2][0].startswith(("按", "占")):
        left, right = cuts[-2].end(), cuts[-1].start()  # 按总数不少于30%的比例
    whole = text[left:right].strip(_MARKS)
    whole = whole.rpartition("或者")[2] if "以下或者" in text[first:right] or "以上或者" in text[first:right] else whole
    if not (of or cuts) or not 2 <= len(whole) <= _LONGEST_WHOLE or rules.no_base.search(whole):
        return None
    return whole if _WORDS.fullmatch(whole) else None
