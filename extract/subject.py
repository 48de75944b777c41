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
_JOIN = re.compile(r"(?:[、和与或]|及(?!时)|以及|或者?|连同)")
_BRACKET = re.compile(r"[（(][^（）()]{1,24}[）)]")
# What stands between a subject and its modal (…每年应当, …之间应当) and where a name in front of a modal ends.
_TAIL = re.compile(
    r"(?:之间|依法|均|都|也|还|一般|原则上|年度|每届任期|及时|定期|经常|同时|分别|共同|联合|统一|另行|才|则"
    r"|并|亦|终身|认为|最[长短高低多少大]|[0-9一二三四五六七八九十两]{1,3}(?:年|个?月|个?工作日|日|天|个?小时)以?内"
    r"|每(?:半年|季度?|月|周|日|天|[0-9一二三四五六七八九十两]{1,3}年|年度?))+$"
)
_CUT = re.compile(
    r"会同|除$|属于|涉及(?!的)|按照|依照|根据|依据|结合|围绕|通过|(?<!相)对(?!外|口|象)于?|(?<![驻所存现])在(?!职|校|编|建)|自(?!然|治|律|愿)|(?<!以)从(?!业|事)|向"
    r"|以(?!上|下|内|外|及)|将|把|(?<!外)经(?!营|济|办|理|纪)|因(?!公)|采取|接到|收到|发现|违反|负责(?!人|同志|[^，。；：]{1,30}的(?:[^，。；：的]{0,8})(?:部门|机构|机关|单位|人员|组织))"
)
_APART = re.compile(
    r"[由不未]|及时|定期|经常|适时|限期"
)  # between two heads that nothing joins: the second belongs to another phrase
_COUNTED = re.compile(
    r"的|总?人数|总数(?!据)|总量|数量|之比|比例|占(?!用|有|据|道|压|地|为)|编制(?=管理)"
)  # 职工|人数: who is counted acts not
# 机构的名称、地址以及负责人发生变更的: whose they are acts.
_OWNER = re.compile(r"([^，。；：的]{2,30})的[^，。；：]{2,80}(?:变更|变化|变动|改变)的")
_SET = re.compile(r"(?:比例|数|时间|名单|决议|决定|[后时中])$")
_BY_WHEN = re.compile(r"内$|前")
_REFUSES = re.compile(r"不再|不予")
_IN_CHARGE = re.compile(r"负责[^，。；：]{1,30}?的[^，。；：的]{0,8}?(?:部门|机构|机关)")
_OF_PLACE = re.compile(r"^[^，。；：]{0,14}地的")  # 行为发生地的|县级人民政府
_AND_SO_ON = re.compile(r"(?:[^，。；：、的由]{1,10}[、和]){2,12}[^，。；：、的]{1,10}等(?=部门|单位|机关|机构)")
_PART = re.compile(r"一半|半数|其余|剩余")
_HANDS_ON = re.compile(r"申请(?!人)|提请|提交|责成|责令|委托|报请|授权|通知|告知|要求|聘请")
_AGENT = re.compile(r"(?<![理自事缘])由(?=[^，。；：]{2})(?![^，。；：]{1,60}组成)")
_MADE_OF_VERB = re.compile(
    r"者|人(?!民|员|大)|方(?!案|式|法|面)|机关|机构|单位|部门|企业|公司|人员"
)  # 批准机关, 举办者
_ORGAN = re.compile(r"部门|机关|机构|委员会|办公室|中心")
_TIMES = re.compile(r"[0-9]|[一二三四五六七八九十两](?:年|个?月|日|天|次|名)")
_SHARE_AHEAD = re.compile(r"[0-9０-９.]{1,6}[%％](?:以[上下])?的")  # 10%的企业应当…
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
    return f"由{name}" in text[start:end] and not name.endswith(("人", "者", "员", "单位", "企业", "公司"))


def clause_subject(segments: Segments, index: int, rules: Rules) -> str | None:
    """The subject named in one comma clause: behind 由, in front of its modal, or at its head; else ``None``."""
    text, start, end = segments.text, segments.starts[index], segments.ends[index]
    if label := LABEL.match(text, start, end):
        start = label.end()
    if share := _SHARE_AHEAD.match(text, start, end):
        start = share.end()
    if (owner := _OWNER.fullmatch(text, start, end)) and (name := _whole(text, start, owner.end(1), rules)):
        return name
    modal = rules.modals.pattern.search(text, start, end)
    limit = modal.start() if modal else end
    agent = _AGENT.search(text, start, limit)
    if modal is not None and text.startswith("由", modal.end(), end) and not segments.ends_with(index, "的"):
        named = _names(text, modal.end() + 1, end, rules)
        if named and not _TIMES.search(named):
            return named  # 应当由主管部门…
    if agent is not None and (named := _names(text, agent.end(), limit, rules)):
        return named
    verb = rules.verb.match(text, start, limit)
    opened = rules.opener.match(text, start, limit) is not None
    if opened or (verb is not None and not _MADE_OF_VERB.match(text, verb.end(), limit)):
        return _described(text, start, limit, rules, modal) if verb or rules.relative.match(text, start) else None
    return (
        (modal and _before_modal(text, start, limit, rules))
        or _names(text, start, limit, rules)
        or (_bare_name(text, start, limit, rules) if modal else None)
    )


def _described(text: str, start: int, limit: int, rules: Rules, modal: re.Match[str] | None) -> str | None:
    """从事经营活动的单位应当…, 被取消资格的驾驶员，…: a name that begins with the verb of its own attribute."""
    name = _before_modal(text, start, limit, rules) if modal else _whole(text, start, limit, rules)
    return name if name and re.search(r"的[^的，]{2,24}$", name) else None


def _whole(text: str, start: int, end: int, rules: Rules) -> str | None:
    """A clause that is nothing but a name: it ends in the head of one."""
    heads = rules.actor.finditer(text, start, end) if end - start <= _LONGEST else ()
    return text[start:end] if any(head.end() == end for head in heads) and not _TIMES.search(text[start:end]) else None


def _bare_name(text: str, start: int, limit: int, rules: Rules) -> str | None:
    """A short noun in front of a modal that no table of actors knows (总馆应当…), unless it names what is acted upon (报告应当…)."""
    name = _TAIL.sub("", text[start:limit])
    if not 2 <= len(name) <= _LONGEST_BARE or any(rule.search(name) for rule in (_CUT, _TIMES, rules.verb)):
        return None
    return None if rules.acted_upon.search(name) or re.search(r"[的了着过等、距]|[^\u4e00-\u9fff]", name) else name


def _subject_of_bare_modal(segments: Segments, here: int, rules: Rules) -> str | None:
    """使用海域的单位和个人，应当…: a clause that opens with its modal is ruled by a name at the end of the one before."""
    text = segments.text
    modal = rules.modals.pattern.search(text, segments.starts[here], segments.ends[here])
    if here == 0 or modal is None or _TAIL.sub("", text[segments.starts[here] : modal.start()]):
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
    if cut := _CUT.search(name, 2):
        name = name[: cut.start()]
    name = _TAIL.sub("", name).rstrip("、")
    end = start + len(name)
    # The head of a name may need the verb behind it to be one (市应当), so the search sees a little further.
    heads = rules.actor.finditer(text, start, min(limit + 2, len(text)))
    ends = [head.end() for head in heads] if name else []
    if end in ends or (any(end - 3 <= done <= end for done in ends) and not _SET.search(name)):
        return name
    return None  # 代表的比例应当…: what is set, not who acts


def _names(text: str, start: int, end: int, rules: Rules) -> str | None:
    """The names of those who act at ``start``: heads joined by 、 和 及, each with what qualifies it."""
    done = position = start
    joined = True
    if _PART.match(text, start):
        return None  # 一半上交中央财政: what, not who
    if listed := _AND_SO_ON.match(text, start, end):
        position = listed.end()  # 网信、公安、文化和旅游、广播电视等|部门
    while position < end:
        head = rules.actor.search(text, position, min(end, position + _HEAD_REACH))
        if head is None or _breaks(text[position : head.start()], head[0], rules, first=position == start):
            break
        if not joined and _APART.search(text, position, head.start()):
            break
        bracket = _BRACKET.match(text, head.end(), end)
        done = bracket.end() if bracket else head.end()
        join = _JOIN.match(text, done, end)
        joined, position = join is not None, join.end() if join else done
    if done > start and (charge := _IN_CHARGE.match(text, done, end)):
        done = charge.end()  # 县人民政府负责出版管理的部门
    return text[start:done] if done > start and not _COUNTED.match(text, done) else None


def _breaks(between: str, head: str, rules: Rules, *, first: bool) -> bool:
    """Does a verb or a preposition stand in front of a head, so that it is no part of the name?

    The names of organs hold verbs (环境保护主管部门), those of persons do not (督促驾驶员).
    """
    cut = _CUT.search(between + head)  # 收|到外国人: a word may end in the head
    if (cut and cut.start() < len(between)) or rules.modals.pattern.search(between):
        return True
    if not first and _HANDS_ON.match(between):
        return True
    if rules.verb.search(_OF_PLACE.sub("", between)) and (
        between.startswith(_OTHERS) or "有关" in between or not _ORGAN.match(head)
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
