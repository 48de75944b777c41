"""A clause that lists several figures (电脑10台、打印机2台; 分别给予100万元、30万元奖励), taken apart for one of them."""

from __future__ import annotations

from dataclasses import dataclass

from ..language.expressions import expression
from .bound_reading import Bound
from .rules import Rules
from .spacing import Spacing

_JOIN = expression(
    "、|和|与|以?及(?!时|其|以)|或者?(?!然)",
    match=["、", "以及", "和", "或者"],
    no_match=["及时", "及其"],
    use="search",
)
_OPENING, _CLOSING = "（(《“【", "）)》”】"
_BARE = expression(
    "(?:分别|最[高低多少]|不?(?:[高低多少超]于?|得|应|超过)|至少|约|近|按照|[为按至到达给予以各]|每[人年月日季天家个户次亩张]|[\\s　])*",
    match=["", "最高", "不低于", "不超过", "每人"],
    no_match=["产量", "打印机"],
    use="fullmatch",
)
_BY = expression("(?:分别|按照?|以)*", match=["按照", "分别按"], no_match=["给予"], use="fullmatch")
_AHEAD = expression(
    "(?:力争|争取|计划|累计|分别|全面|全[省市县区镇]|各地|[\\s　])*",
    match=["力争", "累计", ""],
    no_match=[],
    use="match",
)
_SAID = expression("(?:达到?|突破|[为至到]|不少于|不低于|超过)$", match=["产量达到", "为"], no_match=["图书"])
_SHARED_TAIL = expression(
    "的|标准|比例|额度|档次|价格|并处", match=["的标准给予补助", "标准"], no_match=["图书"], use="match"
)
_COMPARED = expression("(?:及?以[上下]|左右|以内|内)", match=["以上", "左右"], no_match=["图书"], use="match")
# 第八条, 一处: a number that counts nothing of the list
_NO_FIGURE = expression(
    r"第[一二三四五六七八九十百0-9]|一[处次批类种体律]|[12][0-9]{3}\s?年",
    match=["第八条", "一处", "2030年"],
    no_match=["八条", "两处"],
    use="match",
)
_NEAR = 2  # characters between a figure and the word that joins it to the next (以上和)


@dataclass(frozen=True, slots=True)
class _Figure:
    """One item of a list: where it begins and ends, and where its first figure stands."""

    start: int
    end: int
    first: int
    last: int


def own_item(text: str, place: tuple[int, int], bound: Bound, rules: Rules) -> tuple[str, str] | None:
    """What stands in front of the figure and behind it without its neighbours; ``None`` where the stretch ``place`` lists no others.

    The verb at the head of the list and what closes it belong to each.

    >>> from duizhao.extract import find_bounds, load_rules
    >>> rules, text = load_rules(), "新建书屋10个、阅览室3间"
    >>> [own_item(text, (0, len(text)), bound, rules) for bound in find_bounds(text, rules)]
    [('新建书屋', ''), ('新建阅览室', '')]
    >>> text = "分别给予书屋10万元、5万元奖励"
    >>> [own_item(text, (0, len(text)), bound, rules) for bound in find_bounds(text, rules)]
    [('分别给予书屋', '奖励'), ('分别给予书屋', '奖励')]
    """
    figures = _figures(text, place, bound, rules)
    own = next((i for i, one in enumerate(figures) if one.start <= bound.start and bound.end <= one.end), None)
    if own is None or len(figures) < 2:
        return None
    first, last, here = figures[0], figures[-1], figures[own]
    before, rest = text[here.start : bound.start], text[bound.end : here.end]
    alike = _BARE.fullmatch(text, last.start, last.first) is not None
    if own:
        head = _uncompared(text[first.start : first.first], rules)
        if _BARE.fullmatch(before):
            before = head + before
        elif not (_SAID.search(head) or _SAID.search(before) or bound.quote.startswith(("达", "突破"))):
            before = _verb(head, before, rules) + before
    tail = text[last.last : last.end]
    tail = tail[compared.end() :] if (compared := _COMPARED.match(tail)) else tail
    if not rest and (alike or _SHARED_TAIL.match(tail) or rules.action.done_with.match(tail)):
        rest = tail
    return before, rest


def _verb(head: str, before: str, rules: Rules) -> str:
    """The verb that the list begins with, unless the item has one of its own."""
    verbs = (rules.target, rules.verb, rules.action.set_up)
    if any(rule.match(before) for rule in verbs):
        return ""
    dated = rules.action.by_date.match(head) or rules.denominator.match(head)
    ahead = _AHEAD.match(head, dated.end() if dated else 0)
    at = ahead.end() if ahead else 0
    found = next((found for rule in verbs if (found := rule.match(head, at))), None)
    return head[: found.end()] if found else ""


def _figures(text: str, place: tuple[int, int], bound: Bound, rules: Rules) -> list[_Figure]:
    """The items of a list that hold a figure; one without belongs to the next, or to the one before it where none follows."""
    start, end = place
    spans = _counted(text, place, rules)
    if len(spans) < 2:
        return []
    figures: list[_Figure] = []
    begun = start
    for cut_start, cut_end in (*_cuts(text, place, spans), (end, end)):
        held = [span for span in spans if begun <= span[0] and span[1] <= cut_start]
        if held:
            figures.append(_Figure(begun, cut_start, _compared_at(bound, held[-1]), held[-1][1]))
            begun = cut_end
        elif figures and (cut_start == end or _names_behind(text, figures[-1])):
            last = figures.pop()
            figures.append(_Figure(last.start, cut_start, last.first, last.last))
            begun = cut_end
    return figures


def _counted(text: str, place: tuple[int, int], rules: Rules) -> list[tuple[int, int]]:
    """Where the figures of a stretch stand that say how much or how many."""
    start, end = place
    closed = Spacing.of(text[start:end])
    found = [
        (start + closed.start(one.start()), start + closed.end(one.end()))
        for one in rules.quantity.finditer(closed.text)
        if not one["unit"] or rules.units[one["unit"]].dimension not in ("age", "grade")
    ]
    return [
        (begins, ends)
        for begins, ends in found
        if not (_NO_FIGURE.match(text, begins) or (begins > start and _NO_FIGURE.match(text, begins - 1)))
    ]


def _uncompared(head: str, rules: Rules) -> str:
    """What stands in front of a figure without the word that compares it (分别不低于|10000元)."""
    compared = next((found for found in rules.prefixes.pattern.finditer(head) if found.end() == len(head)), None)
    head = head[: compared.start()] if compared else head
    return "" if _BY.fullmatch(head) else head.removesuffix("分别")


def _names_behind(text: str, figure: _Figure) -> bool:
    """Does what is counted stand behind its figure (1000册图书、报刊)?"""
    return figure.last < figure.end and _BARE.fullmatch(text, figure.start, figure.first) is not None


def _compared_at(bound: Bound, span: tuple[int, int]) -> int:
    """Where a figure begins with the word that compares it."""
    return bound.start if bound.start <= span[0] < bound.end else span[0]


def _cuts(text: str, place: tuple[int, int], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where the items of a list are joined, outside brackets: at 、, and at 和 beside a figure."""
    start, end = place
    depth, done, cuts = 0, start, []
    starts, ends = {span[0] for span in spans}, {span[1] + i for span in spans for i in range(_NEAR + 1)}
    for join in _JOIN.finditer(text, start, end):
        between = text[done : join.start()]
        depth += sum(between.count(mark) for mark in _OPENING) - sum(between.count(mark) for mark in _CLOSING)
        done = join.start()
        if depth <= 0 and (join[0] == "、" or join.end() in starts or join.start() in ends):
            cuts.append(join.span())
    return cuts
