"""What is to be done: the clause of a bound, taken apart."""

from __future__ import annotations

import re

from ..language.expressions import expression
from .bound_reading import Bound
from .case_reading import clause_at, counts_down
from .comma_segments import Segments
from .list_items import own_item
from .rules import Rules
from .subject import LABEL

_LONGEST_LIST = 12
_MEASURING = frozenset({"amount", "count", "measure", "ratio"})
_PLACED = expression("(?:应当?)?[在于]", match=["在变更后", "应当于"], no_match=["应当"], use="match")
_LEFT_OVER = expression("[在于自从]$", match=["公布于", "自"], no_match=["在馆"])
_HANDLED = expression("^(?:将|把)", match=["将购书经费"], no_match=["即将"])
_IN_TIME = expression("[年月日天时]以?内$", match=["三年内", "五日以内"], no_match=["馆内"])
_LEAST = expression("^(?:至少|最迟|最晚)(?=[在于]|$)", match=["至少在", "最迟"], no_match=["至少三日"])
_ONCE = expression("(?<=.)(?<!第)[一1]次(?!性)", match=["开展一次清点"], no_match=["第一次", "一次性"])
_IN_PART = expression(
    "^每年的?(?:[0-9一二三四五六七八九十]{1,2}月(?:份|底|[0-9一二三四五六七八九十]{1,3}日)?|第?[一二三四1-4]个?季度)",
    match=["每年4月开展", "每年一季度开展"],
    no_match=["每年开展"],
)
_DEGREE = expression("(?:最[长多高短低少]|一般|原则上)+$", match=["延期最长", "期限原则上"], no_match=["最长为"])
_MARKS = "，、；。：的 　〔〕？?"


def read_action(
    segments: Segments,
    bound: Bound,
    modal: re.Match[str] | None,
    named: tuple[str | None, str | None],
    rules: Rules,
) -> str | None:
    """The clause without subject, modal, condition and bound; ``named`` is subject and condition.

    Where nothing is left (补充比例应当高于百分之五十; 不少于两次; 三十日内) it is what stands in front of the modal, the
    clause before, or the clause behind.
    """
    text, here = segments.text, segments.index(bound.start)
    end = segments.ends[here]
    start, noun = _opening(segments, here, bound, modal, named[0], rules)
    follows = modal is not None and bound.end <= modal.start() < end
    close, behind = (modal.start(), modal.end()) if modal is not None and follows else (end, bound.end)
    verb = _verb_within(bound, rules)
    doing = verb[1].removeprefix(bound.within or "") if verb else ""
    doing = "" if rules.action.comes_to.fullmatch(doing) else doing
    before, rest = _around(text, (start, close), bound, rules)
    rest = (text[behind:end] if follows else rest).removeprefix("的")
    before, rest = _without_event(before, bound, named[1]), _behind_beginning(rest, bound)
    before = _without_old_value(before, bound, rules)
    before = before.replace(f"由{named[0]}", "", 1) if named[0] else before  # 对个人由公安机关处…罚款
    before, rest = _fitted(before, rest, bound, rules)
    if verb is None and (not rest or rules.action.done_with.match(rest)):
        before = before.removesuffix("的")  # 按利息的|千分之二|给予贴息
    if rules.action.hanging.search(before) or not before:
        rest = rest.removeprefix("、")
    if bound.kind == "ratio" and named[0] and named[0].startswith(bound.quote) and not follows:
        rest = text[_behind_subject(text, segments.starts[here], end, named[0], rules) : end]  # ½的馆员|参加
    action = _DEGREE.sub("", (before + doing + rest).strip(_MARKS))
    reaches = bound.date is not None and action.endswith(("到", "至"))
    if reaches:
        action = action[:-1]  # 将政策延续到|2033年底
    elif counts_down(bound) and bound.end >= end - 1 and (modal is None or modal.start() >= end):
        action = ""  # 合同届满前六个月，主管部门应当…
    if bound.kind == "threshold" and named[0] and named[0].endswith(action):
        action = ""  # 未满三岁|的儿童: the rest of who acts
    if not verb and rules.action.unfinished.match(rest):
        action = _continued(segments, here, action, rules)
    if action == "为" and here:
        action = clause_at(segments, here - 1)  # 运输工具，为四年
    action = _without_residue(action, rest, bound, rules)
    if action == bound.per_what or rules.periods.pattern.fullmatch(action):
        action = ""  # 每县|不少于2个
    others = (noun.strip(_MARKS), _beside(segments, bound, here, named[0], rules))
    # A deadline's act follows it (相关单位应当在三日内，…); a figure is one of what stands in front of its modal.
    return action or next((act for act in (others[::-1] if counts_down(bound) else others) if act), None)


def _opening(
    segments: Segments, here: int, bound: Bound, modal: re.Match[str] | None, subject: str | None, rules: Rules
) -> tuple[int, str]:
    """Where the act of a clause begins, behind its subject and its modal, and the noun that stands in front of that modal."""
    text, head, end = segments.text, segments.starts[here], segments.ends[here]
    start = _behind_subject(text, head, end, subject, rules)
    noun = _thing(segments, here, start, bound, subject, rules)
    if modal is not None and start <= modal.start() and modal.end() <= bound.start:
        noun = text[start : modal.start()] or noun
        start = _behind_subject(text, modal.end(), end, subject, rules)
    return start, noun


def _verb_within(bound: Bound, rules: Rules) -> re.Match[str] | None:
    """The verb between the words of a bound (每年至少|列席|1次, 每年4月|开展|一次)."""
    if bound.kind != "frequency":
        return rules.action.compared_verb.match(bound.quote)
    return rules.action.inner_verb.match(_IN_PART.sub("每年", bound.quote) if bound.date else bound.quote)


def _behind_beginning(rest: str, bound: Bound) -> str:
    """自2031年12月1日|起，: 起 belongs to the day."""
    begins = bound.kind == "deadline" and bound.date and bound.comparator == ">="
    return rest.removeprefix("起") if begins else rest


def _without_old_value(before: str, bound: Bound, rules: Rules) -> str:
    """购书经费由1500元|提高到2400元: the value that another takes the place of is no part of the act."""
    raised = rules.action.raised_from.search(before + bound.quote)
    if raised is None or not raised.start() < len(before) <= raised.end():
        return before
    return _HANDLED.sub("", before[: raised.start()])


def _fitted(before: str, rest: str, bound: Bound, rules: Rules) -> tuple[str, str]:
    """What stands around a bound without its period, its twin or its measure."""
    if bound.kind == "frequency" and bound.within and bound.within.startswith("每"):
        period, _, act = before.partition(bound.within)  # 每届任期内报告|一次
        before = period + act.removeprefix("内")
    if bound.date and bound.per:
        rest = _ONCE.sub("", rest, count=1)  # 每年4月|开展一次清点
    if bound.vague:
        before, rest = rules.action.twin_before.sub("", before), rules.action.twin_behind.sub("", rest, count=1)
    return _out_of_measure(before, rest, rules) if bound.kind in _MEASURING else (before, rest)


def _without_residue(action: str, rest: str, bound: Bound, rules: Rules) -> str:
    """The act without the date at its head and what is left hanging at its end where its figure closed it."""
    if not bound.vague:
        action = rules.action.by_date.sub("", action, count=1).removeprefix("分别")
    if rest or counts_down(bound):
        return action
    action = rules.action.within_whole.sub("", action) if bound.kind == "ratio" else action
    return rules.action.left_over.sub("", action).strip(_MARKS)


def _thing(segments: Segments, here: int, start: int, bound: Bound, subject: str | None, rules: Rules) -> str:
    """What a figure is of where its clause has nothing else: the name at its head (董事会成员|不得少于三人).

    Persons are those who do what the clause before says (进行检查，检查人员不得少于两人).
    """
    text = segments.text
    lasts = bound.kind == "duration" and not counts_down(bound)
    if not (subject and (_measures(bound) or lasts) and text.endswith(subject, segments.starts[here], start)):
        return ""
    if not (here and segments.ends_with_comma(here - 1) and rules.action.persons.search(subject)):
        return subject
    before = clause_at(segments, here - 1)
    stated = rules.cases.when.search(before) or rules.numeral.search(before) or rules.modals.pattern.search(before)
    return subject if stated else f"{before}，{subject}"


def _measures(bound: Bound) -> bool:
    """Does the bound say how much or how many there is of something?"""
    return bound.kind in _MEASURING and not bound.vague


def _around(text: str, place: tuple[int, int], bound: Bound, rules: Rules) -> tuple[str, str]:
    """What stands in front of a bound and behind it in its clause; of a list only its own item, with the verb that all share."""
    start, end = place
    listed = not (bound.vague or counts_down(bound)) and start <= bound.start
    if listed and text.count("、", start, end) <= _LONGEST_LIST and (own := own_item(text, place, bound, rules)):
        return own
    return text[start : max(start, bound.start)], text[bound.end : end]


def _out_of_measure(before: str, rest: str, rules: Rules) -> tuple[str, str]:
    """按|600元|交纳; 按照每人|1000元|的标准给予补贴: by what is measured is no part of the act."""
    ahead, closing = rules.action.by_measure.search(before), rules.action.measure_closes.match(rest)
    return (before[: ahead.start()], rest[closing.end() :]) if ahead and closing else (before, rest)


def _behind_subject(text: str, start: int, end: int, subject: str | None, rules: Rules) -> int:
    """Where a clause goes on behind its label, a linking word and its subject."""
    if label := LABEL.match(text, start, end):
        start = label.end()
    for name in (f"并由{subject}", f"由{subject}", subject) if subject else ():
        if text.startswith(name, start, end):
            return start + len(name)
    link = rules.action.link.match(text, start, end)
    return link.end() if link else start


def _without_event(before: str, bound: Bound, condition: str | None) -> str:
    """What stands in front of a bound, without the event that it is counted from (在变更后三十日内)."""
    if condition and before.startswith(condition):
        before = before.removeprefix(condition)
    if counts_down(bound) and _PLACED.match(_LEAST.sub("", before)):
        return ""
    if counts_down(bound):
        before = _LEAST.sub("", before)
    return _LEFT_OVER.sub("", before)


def _continued(segments: Segments, index: int, act: str, rules: Rules) -> str:
    """将有关材料，向登记机关备案; 持申请书，到窗口办理: the verb stands in the next clause."""
    if index + 1 >= len(segments.starts) or not segments.text.startswith(("，", ","), segments.ends[index]):
        return act
    following = segments.text[segments.starts[index + 1] : segments.ends[index + 1]]
    wanted = rules.action.goes_on if act.startswith(("将", "把")) else rules.action.goes_on_by_any
    return f"{act}，{following}" if wanted.match(following) else act


def _beside(segments: Segments, bound: Bound, here: int, subject: str | None, rules: Rules) -> str | None:
    """The act from a clause beside a bound that is alone in its own."""
    text = segments.text
    head = _behind_subject(text, segments.starts[here], segments.ends[here], None, rules)
    if (
        (rules.action.beside.match(bound.quote) or rules.action.beside.match(text, head, bound.end))
        and bound.kind != "deadline"
        and here
        and text[segments.ends[here - 1]] in "，,"
    ):
        if rules.cases.when.search(text[segments.starts[here - 1] : segments.ends[here - 1]]):
            return None
        start, end = segments.starts[here - 1], segments.ends[here - 1]
    elif here + 1 < len(segments.starts):
        following = here + 1
        while following + 1 < len(segments.starts) and _IN_TIME.search(
            text, segments.starts[following], segments.ends[following]
        ):
            following += 1  # 交付后五年内，大修后三年内，不得挖掘
        start, end = segments.starts[following], segments.ends[following]
        if rules.cases.case_ahead.match(text, start, end):
            return None  # 十五日内，情况复杂的可延长十日
    else:
        return None
    start = _behind_subject(text, start, end, subject, rules)
    if modal := rules.modals.pattern.match(text, start, end):
        start = modal.end()
    act = text[start:end].strip(_MARKS)
    if rules.action.unfinished.match(act):
        return _continued(segments, segments.index(start), act, rules)
    return _without_figure(act, rules) or None


def _without_figure(act: str, rules: Rules) -> str:
    """补助最高100万元: an act that another clause borrows, without the figure that it ends in."""
    *_, last = (None, *rules.quantity.finditer(act))
    if last is None or last.end() < len(act):
        return act
    compared = next((found for found in rules.prefixes.pattern.finditer(act) if found.end() == last.start()), None)
    act = act[: (compared or last).start()].removesuffix("的") or act
    return rules.action.within_whole.sub("", act)
