"""Who acts: the subject of a comma clause, as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..language.expressions import expression
from .comma_segments import Segments
from .rules import Rules

# （一）, 第八条, 3.: the label in front of the first clause
LABEL = expression(
    r"[\s　]*(?:第[零〇一二三四五六七八九十百]+条(?:之[一二三四五六七八九十]+)?"
    r"|[（(][0-9一二三四五六七八九十]{1,3}[）)]|[0-9]{1,3}[.．、])[\s　]*",
    match=["第八条　", "（十二）", "3."],
    no_match=["八条", "图书馆"],
    use="match",
)
_JOIN = expression("[、和与或]|及(?!时)|以及|或者?|连同", match=["、", "以及", "或者"], no_match=["及时"], use="match")
_BRACKET = re.compile(r"[（(][^（）()]{1,24}[）)]")
_BY_WHEN = expression("内$|前", match=["三日内", "五月底前"], no_match=["内容"])
_REFUSES = expression("不再|不予", match=["不再受理", "不予批准"], no_match=["不受理"], use="match")
# 行为发生地的|县级人民政府
_OF_PLACE = expression("^[^，。；：]{0,14}地的", match=["馆舍所在地的县"], no_match=["馆舍所在地"])
_AGENT = expression(
    "(?<![理自事缘])由(?=[^，。；：]{2})(?![^，。；：]{1,60}组成)",
    match=["由主管部门审批"],
    no_match=["理由如下", "由五名读者组成"],
)
# 10%的企业应当…
_SHARE_AHEAD = expression(
    "[0-9０-９.]{1,6}[%％](?:以[上下])?的", match=["10%的读者", "5%以上的"], no_match=["10%读者"], use="match"
)
_WITH_ATTRIBUTE = expression("的[^的，]{2,24}$", match=["从事借阅的机构"], no_match=["机构", "借阅的"])
_NO_BARE_NAME = expression("[的了着过等、距]|[^\\u4e00-\\u9fff]", match=["读者的", "A馆"], no_match=["总馆"])
_LOOK_BACK = 24  # clauses
_LONGEST = 40  # of a name that fills its clause
_LONGEST_CLAUSE = 120
_LONGEST_BARE = 8
_HEAD_REACH = 20  # a name longer than this in front of its head is a clause


def find_subject(
    segments: Segments, subjects: Sequence[str | None], place: tuple[int, int], rules: Rules
) -> str | None:
    """Who does what the bound at ``place`` limits: who is made to, else the nearest of the clauses' ``subjects`` to the left.

    >>> from duizhao.extract import load_rules
    >>> text = "县教育局应当加强检查，督促学校及时整改。"
    >>> find_subject(Segments.of(text), ("县教育局", None), (15, 17), load_rules())
    '学校'
    """
    here = segments.index(place[0])
    if named := who_is_made_to(segments, place[0], rules):
        return named
    alone = _follows(segments, subjects, here, place, rules)
    if (named := _subject_of_bare_modal(segments, here, rules)) is not None:
        return named
    ahead = (here + 1,) if alone else ()
    first = (*ahead, here) if alone and _takes_over(segments, subjects, here + 1, place, rules) else (here, *ahead)
    order = (*first, *range(here - 1, max(-1, here - _LOOK_BACK), -1))
    return next((name for i in order if (name := subjects[i])), None)


def who_is_made_to(segments: Segments, start: int, rules: Rules) -> str | None:
    """Who is made to do what the bound at ``start`` limits (责令经营者限期改正)."""
    text, caused = segments.text, None
    for found in rules.causative.finditer(text, segments.at(start)[0], start):
        caused = found
    if caused is None:
        return None
    if text.startswith("其", caused.end()):
        return _last_name(text, caused.start(), rules)
    return _names(text, caused.end(), start, rules)


def _follows(
    segments: Segments, subjects: Sequence[str | None], here: int, place: tuple[int, int], rules: Rules
) -> bool:
    """每年一季度，党委应当…; 竣工验收后三个月内，建设单位应当…: does the subject follow a bound that closes its clause?"""
    start, end = place
    if end < segments.ends[here] - 1 or here + 1 >= len(segments.starts):
        return False
    if start <= segments.starts[here] + 1:
        return True
    if _takes_over(segments, subjects, here + 1, place, rules):
        return rules.modals.pattern.search(segments.text, segments.starts[here], start) is None
    clauses = ((segments.starts[here], start), (segments.starts[here + 1], segments.ends[here + 1]))
    here_modal, next_modal = (rules.modals.pattern.search(segments.text, *place) for place in clauses)
    return subjects[here] is None and here_modal is None and next_modal is not None


def _takes_over(
    segments: Segments, subjects: Sequence[str | None], index: int, place: tuple[int, int], rules: Rules
) -> bool:
    """一年内，由主管部门划定; 五年内，登记机关不再受理; 十日内，审批机关应当答复: does a clause open with who acts in time?"""
    text, start, subject = segments.text, segments.starts[index], subjects[index]
    if not subject or not _BY_WHEN.search(text, *place):
        return False
    if text.startswith(f"由{subject}", start):
        return True
    end = start + len(subject)
    return text.startswith(subject, start) and bool(_REFUSES.match(text, end) or rules.modals.pattern.match(text, end))


def sanctioners(segments: Segments, subjects: Sequence[str | None], rules: Rules) -> tuple[str | None, ...]:
    """Who imposes the sanction of each clause; ``None`` where a clause has none or leaves out who does.

    >>> from duizhao.extract import load_rules
    >>> text = "经营者拒不改正的，由市文化局没收违法所得。"
    >>> sanctioners(Segments.of(text), ("经营者", "市文化局", None), load_rules())
    (None, '市文化局', None)
    """
    places = zip(segments.starts, segments.ends, subjects, strict=True)
    return tuple(
        name if name and not segments.ends_with(i, "的") and _imposes(name, segments.text, start, end, rules) else None
        for i, (start, end, name) in enumerate(places)
    )


def _imposes(name: str, text: str, start: int, end: int, rules: Rules) -> bool:
    """Does the clause impose a sanction, or name behind 由 the organ that does in the clauses that follow?"""
    if any(rule.search(text, start, end) for rule in (rules.penal, rules.ordered)):
        return True
    return f"由{name}" in text[start:end] and rules.subject.private.search(name) is None


def clause_subject(segments: Segments, index: int, rules: Rules) -> str | None:
    """The subject named in one comma clause: behind 由, in front of its modal, or at its head; else ``None``."""
    text, start, end = segments.text, segments.starts[index], segments.ends[index]
    if label := LABEL.match(text, start, end):
        start = label.end()
    if share := _SHARE_AHEAD.match(text, start, end):
        start = share.end()
    if (owner := rules.subject.owner.fullmatch(text, start, end)) and (
        name := _whole(text, start, owner.end(1), rules)
    ):
        return name
    modal = rules.modals.pattern.search(text, start, end)
    limit = modal.start() if modal else end
    agent = _AGENT.search(text, start, limit)
    if modal is not None and text.startswith("由", modal.end(), end) and not segments.ends_with(index, "的"):
        named = _names(text, modal.end() + 1, end, rules)
        if named and not rules.subject.times.search(named):
            return named  # 应当由主管部门…
    if agent is not None and (named := _names(text, agent.end(), limit, rules)):
        return named
    verb = rules.verb.match(text, start, limit)
    opened = rules.opener.match(text, start, limit) is not None
    if opened or (verb is not None and not rules.subject.made_of_verb.match(text, verb.end(), limit)):
        return _described(text, start, limit, rules, modal) if verb or rules.relative.match(text, start) else None
    return (
        (modal and _before_modal(text, start, limit, rules))
        or _names(text, start, limit, rules)
        or (_bare_name(text, start, limit, rules) if modal else None)
    )


def _described(text: str, start: int, limit: int, rules: Rules, modal: re.Match[str] | None) -> str | None:
    """从事经营活动的单位应当…, 被取消资格的驾驶员，…: a name that begins with the verb of its own attribute."""
    name = _before_modal(text, start, limit, rules) if modal else _whole(text, start, limit, rules)
    return name if name and _WITH_ATTRIBUTE.search(name) else None


def _whole(text: str, start: int, end: int, rules: Rules) -> str | None:
    """A clause that is nothing but a name: it ends in the head of one."""
    heads = rules.actor.finditer(text, start, end) if end - start <= _LONGEST else ()
    return (
        text[start:end]
        if any(head.end() == end for head in heads) and not rules.subject.times.search(text[start:end])
        else None
    )


def _bare_name(text: str, start: int, limit: int, rules: Rules) -> str | None:
    """A short noun in front of a modal that no table of actors knows (总馆应当…), unless it names what is acted upon (报告应当…)."""
    name = rules.subject.tail.sub("", text[start:limit])
    if not 2 <= len(name) <= _LONGEST_BARE or any(
        rule.search(name) for rule in (rules.subject.cut, rules.subject.times, rules.verb)
    ):
        return None
    return None if rules.acted_upon.search(name) or _NO_BARE_NAME.search(name) else name


def _subject_of_bare_modal(segments: Segments, here: int, rules: Rules) -> str | None:
    """使用海域的单位和个人，应当…: a clause that opens with its modal is ruled by a name at the end of the one before."""
    text = segments.text
    modal = rules.modals.pattern.search(text, segments.starts[here], segments.ends[here])
    if here == 0 or modal is None or rules.subject.tail.sub("", text[segments.starts[here] : modal.start()]):
        return None
    start, end = segments.starts[here - 1], segments.ends[here - 1]
    if label := LABEL.match(text, start, end):
        start = label.end()
    if start == end or text[start] in "对在由":
        return None
    name = _whole(text, start, end, rules)
    verb = rules.verb.match(text, start, end) or rules.opener.match(text, start, end)
    shorter = _names(text, start, end, rules) if name else None
    if shorter and rules.verb.match(text, start + len(shorter), end):
        return shorter  # 仲裁机构变更组成人员，应当…
    return None if name and verb and "的" not in name else name  # 设立分支机构，应当…: an act


def _before_modal(text: str, start: int, limit: int, rules: Rules) -> str | None:
    name = text[start : min(limit, start + _LONGEST_CLAUSE)]
    if cut := rules.subject.cut.search(name, 2):
        name = name[: cut.start()]
    name = rules.subject.tail.sub("", name).rstrip("、")
    end = start + len(name)
    # The head of a name may need the verb behind it to be one (市应当), so the search sees a little further.
    heads = rules.actor.finditer(text, start, min(limit + 2, len(text)))
    ends = [head.end() for head in heads] if name else []
    if end in ends or (any(end - 3 <= done <= end for done in ends) and not rules.subject.set.search(name)):
        return name
    return None  # 代表的比例应当…: what is set, not who acts


def _names(text: str, start: int, end: int, rules: Rules) -> str | None:
    """The names of those who act at ``start``: heads joined by 、 和 及, each with what qualifies it."""
    done = position = start
    joined = True
    if rules.subject.part.match(text, start):
        return None  # 一半上交中央财政: what, not who
    if listed := rules.subject.and_so_on.match(text, start, end):
        position = listed.end()  # 网信、公安、文化和旅游、广播电视等|部门
    while position < end:
        head = rules.actor.search(text, position, min(end, position + _HEAD_REACH))
        if head is None or _breaks(text[position : head.start()], head[0], rules, first=position == start):
            break
        if not joined and rules.subject.apart.search(text, position, head.start()):
            break
        bracket = _BRACKET.match(text, head.end(), end)
        done = bracket.end() if bracket else head.end()
        join = _JOIN.match(text, done, end)
        joined, position = join is not None, join.end() if join else done
    if done > start and (charge := rules.subject.in_charge.match(text, done, end)):
        done = charge.end()  # 县人民政府负责出版管理的部门
    return text[start:done] if done > start and not rules.subject.counted.match(text, done) else None


def _breaks(between: str, head: str, rules: Rules, *, first: bool) -> bool:
    """Does a verb or a preposition stand in front of a head, so that it is no part of the name?

    The names of organs hold verbs (环境保护主管部门), those of persons do not (督促驾驶员).
    """
    cut = rules.subject.cut.search(between + head)  # 收|到外国人: a word may end in the head
    if (cut and cut.start() < len(between)) or rules.modals.pattern.search(between):
        return True
    if not first and rules.subject.hands_on.match(between):
        return True
    # 每旬|组织: the head may have swallowed the end of the period.
    place = len(between)
    if any(period.start() < place <= period.end() for period in rules.subject.period.finditer(between + head)):
        return True
    if rules.verb.search(_OF_PLACE.sub("", between)) and (
        rules.subject.others.match(between) or "有关" in between or not rules.subject.organ.match(head)
    ):
        return True
    return not first and rules.opener.match(between) is not None


def _last_name(text: str, end: int, rules: Rules) -> str | None:
    """The name nearest in front of ``end`` (督促其…: whom 其 stands for)."""
    heads = list(rules.actor.finditer(text, max(0, end - 60), end))
    if not heads or heads[-1].end() == end:
        return None  # 由主管部门责令其…: who makes them act, not who is meant by 其
    first = heads[-1]
    for head in reversed(heads[:-1]):
        if first.start() - head.end() > 4 or text.startswith("的", head.end()):
            break
        first = head
    return text[first.start() : heads[-1].end()]
