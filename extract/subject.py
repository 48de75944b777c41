"""Who acts: the subject of a comma clause, as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..language.expressions import expression
from .actor_names import bare_name, does, last_name, name_before_modal, names_at, whole_name
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
_BY_WHEN = expression("内$|前", match=["三日内", "五月底前"], no_match=["内容"])
_REFUSES = expression("不再|不予", match=["不再受理", "不予批准"], no_match=["不受理"], use="match")
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
_HEARS = expression("接到|收到|得知|获悉|接报", match=["接到报告后"], no_match=["接受"], use="search")
_LONGEST_NAME = 10
_NAMING = "依"  # 依托单位: a preposition that is the first sign of a name, too
_LOOK_BACK = 24  # clauses


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
    if named := who_is_made_to(segments, place[0], rules) or _who_must_reach(segments, subjects, here, rules):
        return named
    alone = _follows(segments, subjects, here, place, rules)
    if (named := _subject_of_bare_modal(segments, here, rules)) is not None:
        return named
    ahead = (here + 1,) if alone else ()
    first = (*ahead, here) if alone and _takes_over(segments, subjects, here + 1, place, rules) else (here, *ahead)
    order = (*first, *range(here - 1, max(-1, here - _LOOK_BACK), -1))
    return next((name for i in order if (name := subjects[i]) is not None), None) or None


def who_is_made_to(segments: Segments, start: int, rules: Rules) -> str | None:
    """Who is made to do what the bound at ``start`` limits (责令经营者限期改正)."""
    caused = _urging(segments, start, rules)
    if caused is None or rules.actor_names.organizes.search(segments.text, segments.at(start)[0], caused.start()):
        return None  # 组织、督促分馆增设站点: whoever organizes acts as well
    return _urged(segments.text, caused, start, rules)


def _urging(segments: Segments, start: int, rules: Rules) -> re.Match[str] | None:
    """The last verb in front of ``start``, in its clause, that makes somebody act."""
    *_, last = (None, *rules.causative.finditer(segments.text, segments.at(start)[0], start))
    return last


def _urged(text: str, caused: re.Match[str], end: int, rules: Rules) -> str | None:
    if text.startswith("其", caused.end()):
        return last_name(text, caused.start(), rules)
    return names_at(text, caused.end(), end, rules)


def _who_must_reach(segments: Segments, subjects: Sequence[str | None], here: int, rules: Rules) -> str | None:
    """督促分馆延长开放时间，…，确保每周不少于60小时: a clause that says what those who are urged in front of it must reach."""
    if not rules.actor_names.reaches.match(segments.text, segments.starts[here]):
        return None
    for i in range(here - 1, max(-1, here - _LOOK_BACK), -1):
        end = segments.ends[i]
        if caused := _urging(segments, end - 1, rules):
            return _urged(segments.text, caused, end, rules)
        if subjects[i]:
            return None
    return None


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
    return not subjects[here] and here_modal is None and next_modal is not None


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
        name
        if name
        and f"或者由{name}" not in segments.text[start:end]
        and not segments.ends_with(i, "的")
        and _imposes(name, segments.text, start, end, rules)
        else None
        for i, (start, end, name) in enumerate(places)
    )


def _imposes(name: str, text: str, start: int, end: int, rules: Rules) -> bool:
    """Does the clause impose a sanction, or name behind 由 the organ that does in the clauses that follow?"""
    if any(rule.search(text, start, end) for rule in (rules.penal, rules.ordered)):
        return True
    return f"由{name}" in text[start:end] and rules.subject.private.search(name) is None


def name_place(text: str, start: int, end: int, rules: Rules) -> int:
    """Where the name of who acts would begin: behind the label, the number and the date that a clause opens with."""
    for ahead in (LABEL, rules.actor_names.ahead, rules.actor_names.dated):
        if found := ahead.match(text, start, end):
            start = found.end()
    return start


def clause_subject(segments: Segments, index: int, rules: Rules) -> str | None:
    """The subject named in one comma clause: behind 由, in front of its modal, or at its head; else ``None``.

    >>> from duizhao.extract import load_rules
    >>> clause_subject(Segments.of("2031年底前，各镇图书馆应当开放。"), 1, load_rules())
    '各镇图书馆'
    """
    name = _named(segments, index, rules)
    if name is None or segments.ends_with(index, "的"):
        return name
    start, end = segments.starts[index], segments.ends[index]
    done = segments.text.find(name, start, end) + len(name)
    return None if rules.actor_names.tallied.match(segments.text, done, end) else name  # 读者不少于5人


def _named(segments: Segments, index: int, rules: Rules) -> str | None:
    text, start, end = segments.text, segments.starts[index], segments.ends[index]
    start = name_place(text, start, end, rules)
    if share := _SHARE_AHEAD.match(text, start, end):
        start = share.end()
    if (owner := rules.subject.owner.fullmatch(text, start, end)) and (
        name := whole_name(text, start, owner.end(1), rules)
    ):
        return name
    modal = rules.modals.pattern.search(text, start, end)
    limit = modal.start() if modal else end
    agent = _AGENT.search(text, start, limit)
    if modal is not None and text.startswith("由", modal.end(), end) and not segments.ends_with(index, "的"):
        named = names_at(text, modal.end() + 1, end, rules)
        if named and not rules.subject.times.search(named):
            return named  # 应当由主管部门…
    if agent is not None and (named := names_at(text, agent.end(), limit, rules)):
        return named
    if each := rules.actor_names.each.match(text, start, limit):
        return each[0] if does(text, each.end(), rules) else None
    verb = rules.verb.match(text, start, limit)
    made = verb is not None and rules.subject.made_of_verb.match(text, verb.end(), limit) is not None
    opened = rules.opener.match(text, start, limit) is not None and not (made and text.startswith(_NAMING, start))
    if opened or (verb is not None and not made):
        return _described(text, start, limit, rules, modal) if verb or rules.relative.match(text, start) else None
    hears = _HEARS.search(text, start + 2, min(limit, start + _LONGEST_NAME)) if modal is None else None
    return (
        (modal and name_before_modal(text, start, limit, rules))
        or names_at(text, start, limit, rules)
        or (bare_name(text, start, hears.start() if hears else limit, rules) if modal or hears else None)
    )


def _described(text: str, start: int, limit: int, rules: Rules, modal: re.Match[str] | None) -> str | None:
    """从事经营活动的单位应当…, 被取消资格的驾驶员，…: a name that begins with the verb of its own attribute."""
    if modal:
        name = name_before_modal(text, start, limit, rules)
    else:
        cut = None if text.startswith("经", start) else rules.subject.cut.search(text, start + 2, limit)
        name = whole_name(text, start, cut.start() if cut else limit, rules)
    return name if name and _WITH_ATTRIBUTE.search(name) else None


def _subject_of_bare_modal(segments: Segments, here: int, rules: Rules) -> str | None:
    """使用海域的单位和个人，应当…: a clause that opens with its modal is ruled by a name at the end of the one before."""
    text = segments.text
    modal = rules.modals.pattern.search(text, segments.starts[here], segments.ends[here])
    if here == 0 or modal is None or rules.subject.tail.sub("", text[segments.starts[here] : modal.start()]):
        return None
    end = segments.ends[here - 1]
    start = name_place(text, segments.starts[here - 1], end, rules)
    if start == end or text[start] in "对在由":
        return None
    name = whole_name(text, start, end, rules)
    verb = rules.verb.match(text, start, end) or rules.opener.match(text, start, end)
    shorter = names_at(text, start, end, rules) if name else None
    if shorter and rules.verb.match(text, start + len(shorter), end):
        return shorter  # 仲裁机构变更组成人员，应当…
    return None if name and verb and "的" not in name else name  # 设立分支机构，应当…: an act
