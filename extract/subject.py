"""Who acts: the subject of a comma clause, as printed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .rules import Rules
from .segments import Segments

LABEL = re.compile(
    r"[\s　]*(?:第[零〇一二三四五六七八九十百]+条(?:之[一二三四五六七八九十]+)?"
    r"|[（(][0-9一二三四五六七八九十]{1,3}[）)]|[0-9]{1,3}[.．、])[\s　]*"
)
_JOIN = re.compile(r"(?:[、和及与或]|以及|或者?|连同)")
_BRACKET = re.compile(r"[（(][^（）()]{1,24}[）)]")
# What stands between a subject and its modal (…每年应当, …之间应当) and where a name in front of a modal ends.
_TAIL = re.compile(
    r"(?:之间|依法|均|都|也|还|一般|原则上|年度|每届任期|及时|定期|经常|同时|分别|共同|联合|统一|另行|才|则"
    r"|每(?:半年|季度?|月|周|日|天|[0-9一二三四五六七八九十两]{1,3}年|年度?))+$"
)
_CUT = re.compile(
    r"会同|按照|依照|根据|依据|结合|围绕|通过|对于?|(?<![驻所存现])在(?!职|校|编|建)|自(?!然|治|律|愿)|(?<!以)从(?!业)|向"
    r"|以(?!上|下|内|外)|将|把|经(?!营|济|办|理|纪)|因(?!公)|采取|接到|收到|发现|违反|负责(?!人|同志)"
)
_AGENT = re.compile(r"(?<![理自事缘])由(?=[^，。；：]{2})")
_MADE_OF_VERB = re.compile(
    r"者|人(?!民|员|大)|方(?!案|式|法|面)|机关|机构|单位|部门|企业|公司|人员"
)  # 批准机关, 举办者
_ORGAN = re.compile(r"部门|机关|机构|委员会|办公室|中心")
_LOOK_BACK = 24  # clauses
_LONGEST = 40  # of a name that fills its clause
_OTHERS = ("相关", "下级", "所属", "其", "各", "本")
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
    text, (start, end) = segments.text, place
    here = segments.index(start)
    caused = None
    for found in rules.causative.finditer(text, segments.starts[here], start):
        caused = found
    if caused is not None:
        if text.startswith("其", caused.end()):
            return _last_name(text, caused.start(), rules)
        if named := _names(text, caused.end(), start, rules):
            return named
    # 每年一季度，党委应当…: the subject follows a bound that fills its clause.
    alone = end >= segments.ends[here] - 1 and start <= segments.starts[here] + 1 and here + 1 < len(segments.starts)
    if (named := _subject_of_bare_modal(segments, here, rules)) is not None:
        return named
    order = (here, *((here + 1,) if alone else ()), *range(here - 1, max(-1, here - _LOOK_BACK), -1))
    return next((name for i in order if (name := subjects[i])), None)


def clause_subject(segments: Segments, index: int, rules: Rules) -> str | None:
    """The subject named in one comma clause: behind 由, in front of its modal, or at its head; else ``None``."""
    text, start, end = segments.text, segments.starts[index], segments.ends[index]
    if label := LABEL.match(text, start, end):
        start = label.end()
    modal = rules.modals.pattern.search(text, start, end)
    limit = modal.start() if modal else end
    agent = _AGENT.search(text, start, limit)
    if agent is not None and (named := _names(text, agent.end(), limit, rules)):
        return named
    if rules.opener.match(text, start, limit):
        return None
    verb = rules.verb.match(text, start, limit)
    if verb is not None and not _MADE_OF_VERB.match(text, verb.end(), limit):
        return None
    return (
        (modal and _before_modal(text, start, limit, rules))
        or _names(text, start, limit, rules)
        or (_bare_name(text, start, limit, rules) if modal else None)
    )


def _bare_name(text: str, start: int, limit: int, rules: Rules) -> str | None:
    """A short noun in front of a modal that no table of actors knows (总馆应当…), unless it names what is acted upon (报告应当…)."""
    name = _TAIL.sub("", text[start:limit])
    if not 2 <= len(name) <= _LONGEST_BARE or _CUT.search(name) or rules.verb.search(name):
        return None
    return None if rules.acted_upon.search(name) or re.search(r"[的了着过等、]|[^\u4e00-\u9fff]", name) else name


def _subject_of_bare_modal(segments: Segments, here: int, rules: Rules) -> str | None:
    """使用海域的单位和个人，应当…: a clause that opens with its modal is ruled by a name at the end of the one before."""
    text = segments.text
    if here == 0 or not rules.modals.pattern.match(text, segments.starts[here]):
        return None
    start, end = segments.starts[here - 1], segments.ends[here - 1]
    if label := LABEL.match(text, start, end):
        start = label.end()
    if not any(head.end() == end for head in rules.actor.finditer(text, start, end)):
        return None
    return None if end - start > _LONGEST or text[start] in "对在由" else text[start:end]


def _before_modal(text: str, start: int, limit: int, rules: Rules) -> str | None:
    name = text[start : min(limit, start + _LONGEST_CLAUSE)]
    if cut := _CUT.search(name, 2):
        name = name[: cut.start()]
    name = _TAIL.sub("", name)
    end = start + len(name)
    # The head of a name may need the verb behind it to be one (市应当), so the search sees a little further.
    heads = rules.actor.finditer(text, start, min(limit + 2, len(text)))
    return name if name and any(end - 3 <= head.end() <= end for head in heads) else None


def _names(text: str, start: int, end: int, rules: Rules) -> str | None:
    """The names of those who act at ``start``: heads joined by 、 和 及, each with what qualifies it."""
    done = position = start
    while position < end:
        head = rules.actor.search(text, position, min(end, position + _HEAD_REACH))
        if head is None or _breaks(text[position : head.start()], head[0], rules, first=position == start):
            break
        bracket = _BRACKET.match(text, head.end(), end)
        done = bracket.end() if bracket else head.end()
        join = _JOIN.match(text, done, end)
        position = join.end() if join else done
    return text[start:done] if done > start and text[done : done + 1] != "的" else None


def _breaks(between: str, head: str, rules: Rules, *, first: bool) -> bool:
    """Does a verb or a preposition stand in front of a head, so that it is no part of the name?

    The names of organs hold verbs (环境保护主管部门), those of persons do not (督促驾驶员).
    """
    if _CUT.search(between) or rules.modals.pattern.search(between):
        return True
    if rules.verb.search(between) and (between.startswith(_OTHERS) or "有关" in between or not _ORGAN.match(head)):
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
