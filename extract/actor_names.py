"""The name of one who acts: where it begins and ends, and what only looks like one."""

from __future__ import annotations

import re

from ..language.expressions import expression
from .rules import Rules

_JOIN = expression("[、和与或]|及(?!时)|以及|或者?|连同", match=["、", "以及", "或者"], no_match=["及时"], use="match")
_BRACKET = re.compile(r"[（(][^（）()]{1,24}[）)]")
# 行为发生地的|县级人民政府
_OF_PLACE = expression("^[^，。；：]{0,14}地的", match=["馆舍所在地的县"], no_match=["馆舍所在地"])
_NO_BARE_NAME = expression("[的了着过等、距]|[^\\u4e00-\\u9fff]", match=["读者的", "A馆"], no_match=["总馆"])
# 200人以上的单位, 三分之一以上代表: a number inside the name says which of them, one of things counts them (吸纳1人).
_NUMBER = expression(
    "[0-9０-９]+(?![^，。；：]{0,3}(?:以[上下]|周?岁|[^，。；：]{0,12}的))",
    match=["吸纳1人", "推选1至5名代表"],
    no_match=["200人以上的单位", "年满18周岁的公民", "持有3年的单位"],
)
# 依托|单位: a verb that names a body by itself.
_FIRST_OF_NAME = expression("依托|依靠", match=["依托"], no_match=["减少"], use="match")
_ONE_SET = expression("单[户个家笔项]", match=["单户企业"], no_match=["单位"], use="match")
_LONGEST = 40  # of a name that fills its clause
_LONGEST_CLAUSE = 120
_LONGEST_BARE = 8
_HEAD_REACH = 24  # a name longer than this in front of its head is a clause


def names_at(text: str, start: int, end: int, rules: Rules) -> str | None:
    """The names of those who act at ``start``: heads joined by 、 和 及, each with what qualifies it.

    >>> from duizhao.extract import load_rules
    >>> rules = load_rules()
    >>> names_at("县文化局和图书馆每年清点", 0, 12, rules), names_at("推选1至5名代表", 0, 8, rules)
    ('县文化局和图书馆', None)
    """
    done = position = start
    joined = True
    if rules.subject.part.match(text, start):
        return None  # 一半上交中央财政: what, not who
    if listed := rules.subject.and_so_on.match(text, start, end):
        position = listed.end()  # 网信、公安、文化和旅游、广播电视等|部门
    while position < end:
        head = rules.actor.search(text, position, end)
        if (
            head is None
            or head.end() > position + _HEAD_REACH
            or _breaks(text[position : head.start()], head[0], rules, first=position == start)
        ):
            break
        if not joined and (rules.subject.apart.search(text, position, head.start()) or _runs(text, done, head, rules)):
            break
        bracket = _BRACKET.match(text, head.end(), end)
        done = bracket.end() if bracket else head.end()
        join = _JOIN.match(text, done, end)
        joined, position = join is not None, join.end() if join else done
    if done > start and (charge := rules.subject.in_charge.match(text, done, end)):
        done = charge.end()  # 县人民政府负责出版管理的部门
    return _acting(text, start, done, rules) if done > start else None


def whole_name(text: str, start: int, end: int, rules: Rules) -> str | None:
    """A clause that is nothing but a name: it ends in the head of one.

    >>> from duizhao.extract import load_rules
    >>> whole_name("借阅图书的读者", 0, 7, load_rules())
    '借阅图书的读者'
    """
    heads = rules.actor.finditer(text, start, end) if end - start <= _LONGEST else ()
    name = text[start:end]
    return name if any(head.end() == end for head in heads) and not _unsuited(name, rules) else None


def bare_name(text: str, start: int, limit: int, rules: Rules) -> str | None:
    """A short noun in front of a modal that no table of actors knows (总馆应当…), unless it names what is acted upon (报告应当…).

    >>> from duizhao.extract import load_rules
    >>> bare_name("总馆应当", 0, 2, load_rules())
    '总馆'
    """
    name = rules.subject.tail.sub("", text[start:limit])
    if not 2 <= len(name) <= _LONGEST_BARE or not rules.actor_names.bare.search(name):
        return None
    if any(rule.search(name) for rule in (rules.subject.cut, rules.subject.times, rules.verb, rules.acted_upon)):
        return None
    return None if _NO_BARE_NAME.search(name) or not is_name(name, rules) else name


def name_before_modal(text: str, start: int, limit: int, rules: Rules) -> str | None:
    """The name that stands from ``start`` up to the modal at ``limit``.

    >>> from duizhao.extract import load_rules
    >>> name_before_modal("县文化局每年应当", 0, 6, load_rules())
    '县文化局'
    """
    name = text[start : min(limit, start + _LONGEST_CLAUSE)]
    if cut := rules.subject.cut.search(name, 2):
        name = name[: cut.start()]
    name = rules.subject.tail.sub("", name).rstrip("、")
    end = start + len(name)
    # The head of a name may need the verb behind it to be one (市应当), so the search sees a little further.
    heads = rules.actor.finditer(text, start, min(limit + 2, len(text)))
    ends = [head.end() for head in heads] if name else []
    if end in ends or (any(end - 3 <= done <= end for done in ends) and not rules.subject.set.search(name)):
        return _acting(text, start, end, rules)
    return None  # 代表的比例应当…: what is set, not who acts


def last_name(text: str, end: int, rules: Rules) -> str | None:
    """The name nearest in front of ``end`` (督促其…: whom 其 stands for).

    >>> from duizhao.extract import load_rules
    >>> last_name("对违规的读者，督促", 7, load_rules())
    '读者'
    """
    heads = list(rules.actor.finditer(text, max(0, end - 60), end))
    if not heads or heads[-1].end() == end:
        return None  # 由主管部门责令其…: who makes them act, not who is meant by 其
    first = heads[-1]
    for head in reversed(heads[:-1]):
        if first.start() - head.end() > 4 or text.startswith("的", head.end()):
            break
        first = head
    return text[first.start() : heads[-1].end()]


def is_name(name: str, rules: Rules) -> bool:
    """Can a phrase that ends in the head of a name be one, by what it begins with and what it holds?

    >>> from duizhao.extract import load_rules
    >>> rules = load_rules()
    >>> [is_name(name, rules) for name in ("县文化局", "挖掘机关", "分别给予企业", "搭建平台的单位", "吸纳1人")]
    [True, False, False, True, False]
    """
    words = rules.actor_names
    if _NUMBER.search(name) or _ONE_SET.match(name):
        return False
    often = words.done_first.match(name) or rules.subject.hands_on.match(name)
    opened = words.acts_first.match(name) or often
    if opened is None:
        return True
    if often and rules.subject.made_of_verb.match(name, opened.end()):
        return True  # 挪用者
    described, of, own = name.rpartition("的")
    return bool(of and described) and not any(rule.search(own) for rule in (rules.verb, words.acts_inside))


def _unsuited(name: str, rules: Rules) -> bool:
    return rules.subject.times.search(name) is not None or not is_name(name, rules)


def _acting(text: str, start: int, end: int, rules: Rules) -> str | None:
    """The phrase from ``start`` to ``end``, if it is a name and what follows makes it one who acts."""
    name, words = text[start:end], rules.actor_names
    if not is_name(name, rules) or any(rule.match(text, end) for rule in (rules.subject.counted, words.measured)):
        return None
    if words.territorial.fullmatch(name) and not _rules_itself(text, start, end, rules):
        return None  # 全市|岗位结构
    return name


def _rules_itself(text: str, start: int, end: int, rules: Rules) -> bool:
    """国家鼓励…, 全市应当…: does a territory act? All of one (全市新增书屋200家) is where, unless something is asked of it."""
    if text.startswith("全", start):
        return rules.modals.pattern.match(text, end) is not None
    return does(text, end, rules)


def _runs(text: str, done: int, head: re.Match[str], rules: Rules) -> bool:
    """由县文化局|组织: is what looks like a head the verb of the name that ends at ``done``?"""
    verb = head[0] == "组织" and head.start() == done
    return verb and rules.actor_names.runs.search(text, max(0, done - 4), done) is not None


def does(text: str, place: int, rules: Rules) -> bool:
    """Does an act, a modal or what leads to one stand at ``place``?

    >>> from duizhao.extract import load_rules
    >>> does("每馆配备", 2, load_rules()), does("每馆图书", 2, load_rules())
    (True, False)
    """
    words = rules.actor_names
    verbs = (rules.modals.pattern, rules.verb, rules.opener, words.acts_first, words.done_first, words.acts_inside)
    ahead = (*verbs, rules.subject.tail)
    return place >= len(text) or text[place] in "，。；：" or any(rule.match(text, place) for rule in ahead)


def _breaks(between: str, head: str, rules: Rules, *, first: bool) -> bool:
    """Does a verb or a preposition stand in front of a head, so that it is no part of the name?

    The names of organs hold verbs (环境保护主管部门), those of persons do not (督促驾驶员).
    """
    words = rules.actor_names
    if words.other_bodies.fullmatch(between) or (not first and words.owned_by.fullmatch(between)):
        return False
    if _FIRST_OF_NAME.fullmatch(between) and rules.subject.made_of_verb.match(head):
        return False
    opened = not first and (rules.opener.match(between) or rules.subject.hands_on.match(between))
    alone = between and words.territorial.fullmatch(head)  # 集成化办理事项|全市
    return bool(opened or alone) or _acts_within(between, head, rules)


def _acts_within(between: str, head: str, rules: Rules) -> bool:
    """Is there an act, a preposition or a period among the words in front of a head?"""
    place = len(between)
    # 收|到外国人, 每旬|组织: a word and the end of a period may lie in the head.
    cut = rules.subject.cut.search(between + head)
    periods = rules.subject.period.finditer(between + head)
    if (cut and cut.start() < place) or any(found.start() < place <= found.end() for found in periods):
        return True
    if rules.modals.pattern.search(between):
        return True
    if any("的" not in between[done.end() :] for done in rules.actor_names.acts_inside.finditer(between)):
        return True
    # 公共交通: a verb of one sign is one only by itself.
    acts = any(len(verb[0]) > 1 for verb in rules.verb.finditer(_OF_PLACE.sub("", between)))
    one_of_them = rules.subject.others.match(between) or "有关" in between
    return acts and bool(one_of_them or not rules.subject.organ.match(head))
