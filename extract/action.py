"""What is to be done, of what and on which condition: the clause of a bound, taken apart."""

from __future__ import annotations

import re

from ..language.expressions import expression
from .bound_reading import Bound
from .comma_segments import Segments
from .rules import Rules
from .subject import LABEL

_OF = expression(
    "(?:的)?(?!、|或者|以及|及其|并|且)([\\u4e00-\\u9fff“”（）、]{2,24})",
    match=["的读者", "专项资金"],
    no_match=["、读者", "以及读者"],
    use="match",
)
_COVERED_BY = expression(
    "(?:实现|做到|确保)([\\u4e00-\\u9fff]{2,16}?)(?:全员|全面)?$", match=["实现馆员全员", "做到乡镇"], no_match=["实现"]
)
_WORDS = expression("[\\u4e00-\\u9fff“”、]*", match=["购书经费", ""], no_match=["购书，"], use="fullmatch")
_LONGEST_WHOLE = 24
_CASE_REACH = 8  # clauses
_PLACED = expression("(?:应当?)?[在于]", match=["在变更后", "应当于"], no_match=["应当"], use="match")
_LEFT_OVER = expression("[在于]$", match=["公布于"], no_match=["在馆"])
_IN_TIME = expression("[年月日天时]以?内$", match=["三年内", "五日以内"], no_match=["馆内"])
_LEAST = expression("^(?:至少|最迟|最晚)(?=[在于]|$)", match=["至少在", "最迟"], no_match=["至少三日"])
_DEGREE = expression("(?:最[长多高短低少]|一般)$", match=["延期最长", "一般"], no_match=["最长为"])
_MARKS = "，、；。：的 　〔〕？?"
_MODAL_LENGTH = 4


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
    start, end = segments.starts[here], segments.ends[here]
    start = _behind_subject(text, start, end, named[0], rules)
    noun = ""
    if modal is not None and start <= modal.start() and modal.end() <= bound.start:
        noun, start = text[start : modal.start()], _behind_subject(text, modal.end(), end, named[0], rules)
    behind = modal.end() if modal is not None and bound.end <= modal.start() < end else bound.end
    verb = (rules.action.inner_verb if bound.kind == "frequency" else rules.action.compared_verb).match(bound.quote)
    before = _without_event(text[start : max(start, bound.start)], bound, named[1])
    before = before.replace(f"由{named[0]}", "", 1) if named[0] else before  # 对个人由公安机关处…罚款
    rest = text[behind:end].removeprefix("的")
    if bound.kind == "frequency" and bound.within and bound.within.startswith("每"):
        period, _, act = before.partition(bound.within)  # 每届任期内报告|一次
        before = period + act.removeprefix("内")
    if bound.vague:
        before, rest = rules.action.twin_before.sub("", before), rules.action.twin_behind.sub("", rest, count=1)
    if verb is None and (not rest or rules.action.done_with.match(rest)):
        before = before.removesuffix("的")  # 按利息的|千分之二|给予贴息
    if rules.action.hanging.search(before) or not before:
        rest = rest.removeprefix("、")
    action = _DEGREE.sub("", (before + (verb[1] if verb else "") + rest).strip(_MARKS))
    if _ends(bound) and bound.end >= end - 1 and (modal is None or modal.start() >= end):
        action = ""  # 合同届满前六个月，主管部门应当…
    if bound.kind == "threshold" and named[0] and named[0].endswith(action):
        action = ""  # 未满三岁|的儿童: the rest of who acts
    if not verb and rules.action.unfinished.match(rest):
        action = _continued(segments, here, action, rules)
    if action == "为" and here:
        action = _clause(segments, here - 1)  # 运输工具，为四年
    others = (noun.strip(_MARKS), _beside(segments, bound, here, named[0], rules))
    # A deadline's act follows it (相关单位应当在三日内，…); a figure is one of what stands in front of its modal.
    return action or next((act for act in (others[::-1] if _ends(bound) else others) if act), None)


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
    if _ends(bound) and _PLACED.match(_LEAST.sub("", before)):
        return ""
    return _LEFT_OVER.sub("", before)


def _continued(segments: Segments, index: int, act: str, rules: Rules) -> str:
    """将有关材料，向登记机关备案; 持申请书，到窗口办理: the verb stands in the next clause."""
    if index + 1 >= len(segments.starts) or not segments.text.startswith(("，", ","), segments.ends[index]):
        return act
    following = segments.text[segments.starts[index + 1] : segments.ends[index + 1]]
    wanted = rules.action.goes_on if act.startswith(("将", "把")) else rules.action.goes_on_by_any
    return f"{act}，{following}" if wanted.match(following) else act


def _ends(bound: Bound) -> bool:
    """Does the bound say by when, or for how long from an event on?"""
    return (bound.kind == "deadline" and not bound.vague) or (bound.kind == "duration" and bound.quote.endswith("内"))


def _beside(segments: Segments, bound: Bound, here: int, subject: str | None, rules: Rules) -> str | None:
    """The act from a clause beside a bound that is alone in its own."""
    text = segments.text
    if (
        rules.action.beside.match(bound.quote)
        and bound.kind != "deadline"
        and here
        and text[segments.ends[here - 1]] in "，,"
    ):
        if rules.action.when.search(text[segments.starts[here - 1] : segments.ends[here - 1]]):
            return None
        start, end = segments.starts[here - 1], segments.ends[here - 1]
    elif here + 1 < len(segments.starts):
        following = here + 1
        while following + 1 < len(segments.starts) and _IN_TIME.search(
            text, segments.starts[following], segments.ends[following]
        ):
            following += 1  # 交付后五年内，大修后三年内，不得挖掘
        start, end = segments.starts[following], segments.ends[following]
    else:
        return None
    start = _behind_subject(text, start, end, subject, rules)
    if modal := rules.modals.pattern.match(text, start, end):
        start = modal.end()
    act = text[start:end].strip(_MARKS)
    if rules.action.unfinished.match(act):
        return _continued(segments, segments.index(start), act, rules)
    return act or None


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


def read_condition(segments: Segments, here: int, bound: Bound, rules: Rules) -> str | None:
    """自…起 or 在…后 in front of the bound, the nearest clause in 的 or 时 of its sentence, or its own 对…的."""
    text, start = segments.text, segments.starts[here]
    if since := rules.action.since.search(text, start, bound.start) or (
        rules.action.event.search(text, start, bound.start) if _ends(bound) and bound.comparator != ">=" else None
    ):
        return since[1]
    closes = bound.kind == "deadline" and bound.end >= segments.ends[here] - 1
    if closes and (alone := rules.action.event_alone.fullmatch(text, start, bound.start)):
        return alone[0] if here else LABEL.sub("", alone[0], count=1)
    if meanwhile := rules.action.meanwhile.search(text, start, bound.start):
        return meanwhile[1]
    return _case_before(segments, here, rules) or _own_case(text[start : bound.start], rules)


def _case_before(segments: Segments, here: int, rules: Rules) -> str | None:
    """The nearest of the clauses in front that states a case: …的，, …时，, or 对…的企业， right in front."""
    text = segments.text
    for i in range(here - 1, max(-1, here - _CASE_REACH), -1):
        if text[segments.ends[i]] in "。；;":
            break
        clause = _clause(segments, i)
        if begun := rules.action.begun.search(clause):
            return begun[0]
        if rules.action.when.search(clause) or (i == here - 1 and rules.action.towards.fullmatch(clause)):
            first = _case_start(segments, i, rules)
            return (
                clause if first == i else f"{_clause(segments, first)}{text[segments.ends[first] : segments.ends[i]]}"
            )
    return None


def _clause(segments: Segments, index: int) -> str:
    """A clause without the label in front of its sentence; a citation (第五十条规定的，) is none."""
    start, end = segments.starts[index], segments.ends[index]
    label = None if index else LABEL.match(segments.text, start, end)
    return segments.text[label.end() if label else start : end]


def _case_start(segments: Segments, index: int, rules: Rules) -> int:
    """The clause in which a case begins: 伪造证明，或者拒绝检查的 is one case."""
    while (
        index
        and rules.action.case_goes_on.match(segments.text, segments.starts[index])
        and segments.ends_with_comma(index - 1)
    ):
        index -= 1
    return index


def _own_case(own: str, rules: Rules) -> str | None:
    """The case at the head of a bound's own clause."""
    if besides := rules.action.besides.match(own) or rules.action.case_ahead.match(own):
        return besides[1]
    close = 0 < len(own) - own.rfind("的") <= _MODAL_LENGTH  # 对存在问题的应当|及时, not 对主管的人员处|一万元
    return own[: own.rfind("的") + 1] or None if close and own.startswith(("对", "凡")) else None
