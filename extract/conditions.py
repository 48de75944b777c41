"""Does a number or a word say when a rule holds, or what it demands?"""

from __future__ import annotations

from ..language.expressions import expression
from .comma_segments import Segments
from .rules import Comparing, Rules
from .tokens import Quantity, WordTerm

_TOPIC = expression("的[^，。；：]{1,6}", match=["的罚款"], no_match=["的", "罚款"], use="fullmatch")
_WORD = 3  # characters of a comparing word
# 由两个以上的汉字组成
_MADE_UP = expression("的[^，。；：]{1,8}组成", match=["的汉字组成"], no_match=["组成"], use="match")
_PREDICATE = expression("[在为达有]$", match=["规模在", "藏书达"], no_match=["规模"])
_WHEN = expression("的?时候?", match=["时", "的时候"], no_match=["时间"], use="fullmatch")
_HEAD = expression("以[上下]$|内$", match=["以上", "三日内"], no_match=["上", "以内的"])
_DEFEAT_REACH = 20
_CONSEQUENCE = 2  # clauses behind a target in which what follows from it may stand
_AHEAD = expression(
    "(?:计划|力争|争取|全年|累计|全[省市县区镇]|每年|再|共)*", match=["全县计划", "", "每年"], no_match=[], use="match"
)
_FOLLOWS = expression(
    "可以?|方可|才|享受|视为|认定为|应当?|必须|不得|按|每|由",
    match=["可以申请", "方可开馆"],
    no_match=["改造书屋"],
    use="match",
)
# 签订1年以上合同的|每增加1人给予1000元
_CASE_AHEAD = expression(
    "[^，。；：的]{1,16}的(?:每(?![年月周日天])|给予|分别给予|一次性)",
    match=["合同的每增加"],
    no_match=["合同的每年"],
    use="match",
)
_LOOK_BACK = 10  # how far behind 之日前九十日内 the 的 may stand that makes it an attribute
_ATTRIBUTE = 16  # how far behind a number the 的 may stand that makes it an attribute
# 对经常开展活动的俱乐部: the word says which ones are meant.
_GROUP = expression(
    "(?:凡|对于?)[^的，。；]{0,12}", match=["对", "凡在馆内"], no_match=["在馆内", "对馆内的"], use="fullmatch"
)


def qualifies(word: WordTerm, segments: Segments, rules: Rules) -> bool:
    """Does a vague word stand in a condition or a definition (未按规定及时报告的, 是指定期…)?"""
    clause = segments.index(word.start)
    return (
        segments.ends_with(clause, "的")
        or _grouped(segments, clause, word)
        or _defeated(segments, clause, word, rules)
        or defines(segments.text, word.start, rules)
    )


def defines(text: str, start: int, rules: Rules) -> bool:
    """Does what stands at ``start`` say what a word means (是指…)?"""
    return rules.conditions.defines.search(text, max(0, start - 80), start) is not None


def _grouped(segments: Segments, clause: int, word: WordTerm) -> bool:
    text, start, end = segments.text, segments.starts[clause], segments.ends[clause]
    return _GROUP.fullmatch(text, start, word.start) is not None and "的" in text[word.end : end]


def _defeated(segments: Segments, clause: int, word: WordTerm, rules: Rules) -> bool:
    """不履行及时付款义务，情节严重的: what was not done is no duty, unless a modal begins one behind it."""
    start = max(segments.starts[clause], word.start - _DEFEAT_REACH)
    between = [
        segments.text[found.end() : word.start] for found in rules.defeated.finditer(segments.text, start, word.start)
    ]
    return bool(between) and "的" not in between[-1] and rules.modals.pattern.search(between[-1]) is None


def is_condition(
    quantity: Quantity,
    segments: Segments,
    rules: Rules,
    place: tuple[int, int],
    words: tuple[Comparing | None, Comparing | None],
) -> bool:
    """Does the number say when a rule holds (违法所得一万元以上的), not what it demands?"""
    text, start = segments.text, quantity.start
    (end, clause_end), (before, after) = place, words
    word = before.condition if before is not None else ""
    if quantity.unit.dimension in ("age", "grade") and (before is None or word):
        # 年满十八周岁, 三级以上医院 say who is meant; only 不得低于十六周岁, 具有三级以上资质 demand
        return quantity.unit.dimension == "age" or not _is_grade_demanded(quantity, segments, rules)
    tail = text[end:clause_end].rstrip('）)”"')
    if _looks_back(quantity, segments, rules, place, words) or _listed(quantity, segments, rules, end, words):
        return True
    if (word == "always" and not rules.conditions.bounded_by_modal.search(text, max(0, start - 12), start)) or (
        after and after.condition
    ):
        return True
    named = (tail.endswith("的") or _CASE_AHEAD.match(tail)) and not rules.demanded.match(tail, 1)
    # 持股超过一半的; 持股达到百分之三十时
    if named or _WHEN.fullmatch(tail) or defines(text, start, rules):
        return True
    if word == "evident":
        attribute = "的" in tail[:_ATTRIBUTE] and not rules.demanded.match(tail, 1)
        run = before is not None and before.comparator == ">=" and after is not None and not after.sense
        return (
            attribute
            # 超过一万元的罚款，报上级批准: what the rest of the sentence is about
            or (
                before is not None
                and before.comparator == ">"
                and _TOPIC.fullmatch(tail) is not None
                and _heads(quantity, segments)
            )
            # 连续三年以上增长, not 累计新增1800个以上
            or (
                run
                and not _is_demanded(quantity, segments, rules)
                and not rules.target.search(text, max(0, start - 6), start)
            )
            or rules.conditions.trigger.match(tail) is not None
            or (quantity.unit.dimension == "time" and rules.record.match(tail) is not None)
            or segments.ends_with(min(segments.index(start) + 1, len(segments.starts) - 1), "的")
            or _opens_with_modal(segments, start, rules)
        )
    # 不少于, 不超过, 至少 demand; what is only compared behind may say who or when.
    return before is None and (
        _has_gone_on(quantity, segments, rules, end, after)
        or _is_condition_behind(quantity, segments, rules, (tail, end), after)
    )


def _is_grade_demanded(quantity: Quantity, segments: Segments, rules: Rules) -> bool:
    """应当具有三级以上资质 demands a grade, 具有三级以上资质的企业 and （二）具有三级以上资质 say who is meant."""
    left = _left(quantity, segments)
    return rules.attained.search(*left) is not None and rules.modals.pattern.search(*left) is not None


def _heads(quantity: Quantity, segments: Segments) -> bool:
    """Does a number with the word that compares it begin its clause, and does the sentence go on behind the clause?"""
    start, end = segments.at(quantity.start)
    return quantity.start - start <= _WORD and segments.text[end : end + 1] in ("，", ",")


def _looks_back(
    quantity: Quantity,
    segments: Segments,
    rules: Rules,
    place: tuple[int, int],
    words: tuple[Comparing | None, Comparing | None],
) -> bool:
    """Is it a stretch of time that is looked back on (到达前五日内未发现病例, 立案之日前九十日内进口的货物)?"""
    (end, clause_end), (before, after) = place, words
    if quantity.unit.dimension != "time" or after is None or after.sense != "within":
        return False
    if before is None or before.sense != "ahead":
        return False
    text, start, left = segments.text, *_left(quantity, segments)[1:]
    if rules.record.match(text, end):
        return True
    told = text.endswith("之日前", start, left) or rules.modals.pattern.search(text, start, left) is None
    return told and "的" in text[end : min(clause_end, end + _LOOK_BACK)]


def _listed(
    quantity: Quantity,
    segments: Segments,
    rules: Rules,
    end: int,
    words: tuple[Comparing | None, Comparing | None],
) -> bool:
    """占比超过一半，或者由政府控制的。: the item as a whole ends in 的 and is a case, so what it compares is a condition."""
    if words == (None, None):
        return False
    text, start, stop = segments.text, segments.at(quantity.start)[0], segments.sentence_end(end)
    if not text.endswith("的", end, stop) or "，" not in text[end:stop]:
        return False
    return not any(rule.search(text, start, stop) for rule in (rules.modals.pattern, rules.penal))


def _is_condition_behind(
    quantity: Quantity, segments: Segments, rules: Rules, place: tuple[str, int], after: Comparing | None
) -> bool:
    tail, end = place
    having = rules.conditions.having.fullmatch(
        segments.text, segments.at(quantity.start)[0], quantity.start
    ) and not tail.endswith("的")
    if having or (_MADE_UP.match(tail) and segments.text.startswith("由", quantity.start - 1)):
        return False  # （二）有五十名以上的会员
    if tail.startswith("的") and after is not None and _HEAD.search(segments.text, max(0, end - 2), end):
        if quantity.unit.dimension == "share" and _is_demanded(quantity, segments, rules):
            return False  # 补种株数一倍以上五倍以下的树木
        lasts = quantity.unit.dimension == "time" and rules.lasting.search(*_left(quantity, segments)) is not None
        return not (lasts or rules.demanded.match(tail, 1) or rules.settled.match(tail))
    if rules.conditions.trigger.match(tail) or (
        quantity.unit.dimension == "time" and after is not None and rules.record.match(tail)
    ):
        return True
    said = quantity.unit.dimension == "share" or _PREDICATE.search(
        segments.text, max(0, quantity.start - 1), quantity.start
    )
    if not tail and said:
        return _opens_with_modal(segments, quantity.start, rules)  # 计划规模在三千人以上, 绿化率95%以上
    compared = after is not None and not after.sense
    return compared and not rules.settled.match(tail) and not _is_demanded(quantity, segments, rules)


def _has_gone_on(quantity: Quantity, segments: Segments, rules: Rules, end: int, after: Comparing | None) -> bool:
    """Is it a stretch of time that has gone by: 建成五十年以上，…; …后四十八小时内，未接到通知的，…?"""
    if quantity.unit.dimension != "time" or after is None:
        return False
    left, clause = _left(quantity, segments), segments.index(end)
    if after.sense == "within":
        return (
            end >= segments.ends[clause]
            and rules.record.match(segments.text, end) is not None
            and segments.ends_with(clause + 1, "的")
        )
    if after.comparator != ">=" or after.sense or rules.elapsed.search(*left) is None:
        return False
    return rules.modals.pattern.search(*left) is None


def _left(quantity: Quantity, segments: Segments) -> tuple[str, int, int]:
    """The stretch of the clause in front of the number, as a search takes it."""
    return segments.text, segments.at(quantity.start)[0], quantity.start


def _opens_with_modal(segments: Segments, start: int, rules: Rules) -> bool:
    """Does the next clause draw a consequence (超过三十日，应当…)?"""
    following = segments.index(start) + 1
    return following < len(segments.starts) and bool(
        rules.modals.pattern.match(segments.text, segments.starts[following])
    )


def _is_demanded(quantity: Quantity, segments: Segments, rules: Rules) -> bool:
    """Does the clause demand or set something in front of the number? Else 三人以上联名 says who is meant."""
    text, clause = segments.text, segments.index(quantity.start)
    if text.startswith("其中", segments.starts[clause]):
        clause = max(0, clause - 1)  # 培育企业50家，其中大型企业5家以上
    clause_start = segments.starts[clause]
    if quantity.unit.bare == "target":
        if _is_planned(quantity, segments, rules):
            return True
        return rules.modals.pattern.search(text, clause_start, quantity.start) is not None
    return any(rule.search(text, clause_start, quantity.start) for rule in (rules.demand, rules.target))


def _is_planned(quantity: Quantity, segments: Segments, rules: Rules) -> bool:
    """新建书屋30个以上，: a target at the head of its clause, from which nothing follows (…，一次性奖励5万元; …的，)."""
    text, here = segments.text, segments.index(quantity.start)
    start, end = segments.starts[here], segments.ends[here]
    dated = rules.actor_names.dated.match(text, start, end)
    ahead = _AHEAD.match(text, dated.end() if dated else start)
    if not rules.target.match(text, ahead.end() if ahead else start) or "的" in text[start:end]:
        return False
    following = range(here + 1, min(here + 1 + _CONSEQUENCE, len(segments.starts)))
    places = [(text, segments.starts[i], segments.ends[i]) for i in following if segments.ends_with_comma(i - 1)]
    return not any(
        rules.thresholds.reward.match(*place) or text.endswith("的", *place[1:]) or _FOLLOWS.match(*place)
        for place in places
    )
