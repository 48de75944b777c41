"""What is to be done, of what and on which condition: the clause of a bound, taken apart."""

from __future__ import annotations

import re

from .readings import Bound
from .rules import Rules
from .segments import Segments
from .subject import LABEL

_OF = re.compile(r"(?:的)?(?!、|或者|以及|及其|并|且)([\u4e00-\u9fff“”（）、]{2,24})")
_TAKEN_FROM = re.compile(
    r"从([^，。；：从]{2,30}?)中(?:提取|安排|划出|列支|拿出|计提|留出|提留|切出)[^，。；：、]{0,6}$"
)
_COVERED_BY = re.compile(r"(?:实现|做到|确保)([\u4e00-\u9fff]{2,16}?)(?:全员|全面)?$")
# The number of a share; a rate of change (下降10%) has no whole, and `no_base` says so.
_SHARE = re.compile(
    r"[0-9０-９.．]{1,8}[%％‰]|[0-9]{1,2}[/／][0-9]{1,3}|[百千万二三四五六七八九十]{1,2}分之|[0-9一二三四五六七八九两]成|过?半数|一半|[0-9０-９.一二三四五六七八九十两]{1,4}倍"
)
_WORDS = re.compile(r"[\u4e00-\u9fff“”、]*")
_VOTERS = re.compile(r"的[^，。；：]{0,2}(?:选民|代表|成员|委员|村民|业主|职工|股东|会员)")  # 原选区过半数的选民
_LONGEST_WHOLE = 24
_COVERED = re.compile(r"对([^，。；：对]{2,40}?)(?:做到|实现|进行|开展|予以|实行)?$")
_SINCE = re.compile(r"((?:自(?!治|然|愿|行|己|主|来)|从(?!业)|在)[^，。；：]{1,60}?起)[^，。；：]{0,2}$")
_EVENT = re.compile(r"((?:在|于)[^，。；：]{0,40}?(?:后|期满|届满|完毕|结束))的?$")
# 投入使用后一个月内，经营者应当…: the event has the clause to itself.
_EVENT_ALONE = re.compile(r"(?![^，。；：]{0,60}应当?)[^，。；：]{2,60}(?:后|期满|届满)的?$")
_BEGUN = re.compile(r"(?:自(?!治|然|愿|行|己|主|来)|从(?!业))[^，。；：]{1,60}起$")
_MEANWHILE = re.compile(r"([在于][^，。；：在于]{2,16}期间)(?=应|不得|必须|每|要|可)")
# 对抽检不合格的企业，: whom a rule is for, not what is dealt with (对受理的投诉，).
_TOWARDS = re.compile(
    r"对于?[^，。；：的]{2,30}的[^，。；：的罚]{0,10}(?:企业|单位|机构|公司|人|者|人员|组织|部门|户|学生|学校|项目|地区|场所|车辆|船舶)"
)
_BESIDES = re.compile(r"([^，。；：]{3,40}的)(?=再|另行?)")  # 参加…的再增加三日
# 情况复杂的|可延长, 逾期的|由
_CASE_AHEAD = re.compile(
    r"([^，。；：对]{3,40}的)(?=可以?(?![^，。；：]{0,3}的)|应当?(?![急收付缴用对税])|不得|必须|予以|一律|由)"
)
_CASE_GOES_ON = re.compile(r"或者?(?!然)|以及|并(?![处列购网轨发案])|且")
_CASE_REACH = 8  # clauses
_WHEN = re.compile(r"(?:的|(?<![学课])时|后|之前|情况下|情形下|前提下|期间)$")
_LINK = re.compile(r"(?:并且|而且|但是|但|其中的?|且|同时|并(?![处列行购网轨入发案]))")
_PLACED = re.compile(r"(?:应当?)?[在于]")
_LEFT_OVER = re.compile(r"[在于]$")
_BESIDE = re.compile(r"不|至少|最少|最多|起码|最低|最高|总额")
_COUNT = r"[0-9０-９一二两三四五六七八九十]{1,4}"
# 每年至少|列席|1次: what stands between a period and its count.
_INNER_VERB = re.compile(
    rf"(?:至少|应当)?(?:每隔?(?:{_COUNT}(?:至{_COUNT})?)?(?:半年|年度?|个?季度?|个?月|周|日|天|学期|学年|届任期)"
    rf"|{_COUNT}(?:年|个月|周|天|日)|半年|年)?内?"
    rf"(?:至少|不少于|最少|最多|应当)*(?!至少|不得?少于|不超过|最[少多]|每|内|至[一二三四五六七八九十0-9])([\u4e00-\u9fff]{{1,24}}?)(?:至少|不少于|不得少于|不超过)?{_COUNT}次"
)
_COMPARED_VERB = re.compile(
    r"(?:至少|最少|最多|至多|最低|最高|最长|只能|只可|仅能|仅可)([\u4e00-\u9fff]{1,6}?)[0-9０-９一二两三四五六七八九十]"
)
_UNFINISHED = re.compile(
    r"从[^，。；：]{1,30}中$|将|把|持(?!续|有)|凭|携带|以[^，。；：]{1,12}(?:为单位|方式|形式|名义)$|(?:按照|依照)[^，。；：]{2,20}(?:规定|要求|标准|程序|种类|税种|职责|分工|情况|需要|办法)$"
)
_GOES_ON = re.compile(r"[向报送到]|以及|书面|及时|依法|移[交送]|提交|上传")
_GOES_ON_BY_ANY = re.compile(r"(?!并|同时|且)")
# What is done with a figure: it leaves no 的 in front of it.
_DONE_WITH = re.compile(
    r"给予|予以|处|计|结算|收[取购]|拨付|补|奖|提取|支付|赔|缴|交|罚|安排|承担|征|核定|通过|赞成|同意|出席|将|为|作|资助|贷|发放|偿|加收"
)
_IN_TIME = re.compile(r"[年月日天时]以?内$")
_HANGING = (
    "、",
    "建立",
    "落实",
    "实行",
    "给予",
    "打造",
    "执行",
    "开展",
)  # what a list is left to begin behind, without its first
_LEAST = re.compile(r"^(?:至少|最迟|最晚)(?=[在于]|$)")
_DEGREE = re.compile(r"(?:最[长多高短低少]|一般)$")
_TWIN_BEFORE = re.compile(r"(?:不?定期|经常|及时)(?:或者?|和|、|与)$")
_TWIN_BEHIND = re.compile(r"^(?:或者?|和|、|与)(?:不?定期|经常|及时)地?|^地(?![方区点址下质域理])")
_MARKS = "，、；。：的 　"
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
    start = _behind_subject(text, start, end, named[0])
    noun = ""
    if modal is not None and start <= modal.start() and modal.end() <= bound.start:
        noun, start = text[start : modal.start()], _behind_subject(text, modal.end(), end, named[0])
    behind = modal.end() if modal is not None and bound.end <= modal.start() < end else bound.end
    verb = (_INNER_VERB if bound.kind == "frequency" else _COMPARED_VERB).match(bound.quote)
    before = _without_event(text[start : max(start, bound.start)], bound, named[1])
    before = before.replace(f"由{named[0]}", "", 1) if named[0] else before  # 对个人由公安机关处…罚款
    rest = text[behind:end].removeprefix("的")
    if bound.vague:
        before, rest = _TWIN_BEFORE.sub("", before), _TWIN_BEHIND.sub("", rest, count=1)
    if verb is None and (not rest or _DONE_WITH.match(rest)):
        before = before.removesuffix("的")  # 按利息的|千分之二|给予贴息
    if before.endswith(_HANGING) or not before:
        rest = rest.removeprefix("、")
    action = _DEGREE.sub("", (before + (verb[1] if verb else "") + rest).strip(_MARKS))
    if _ends(bound) and bound.end >= end - 1 and (modal is None or modal.start() >= end):
        action = ""  # 合同届满前六个月，主管部门应当…
    if bound.kind == "threshold" and named[0] and named[0].endswith(action):
        action = ""  # 未满三岁|的儿童: the rest of who acts
    if not verb and _UNFINISHED.match(rest):
        action = _continued(segments, here, action)
    if action == "为" and here:
        action = _clause(segments, here - 1)  # 运输工具，为四年
    others = (noun.strip(_MARKS), _beside(segments, bound, here, named[0], rules))
    # A deadline's act follows it (相关单位应当在三日内，…); a figure is one of what stands in front of its modal.
    return action or next((act for act in (others[::-1] if _ends(bound) else others) if act), None)


def _behind_subject(text: str, start: int, end: int, subject: str | None) -> int:
    """Where a clause goes on behind its label, a linking word and its subject."""
    if label := LABEL.match(text, start, end):
        start = label.end()
    for name in (f"并由{subject}", f"由{subject}", subject) if subject else ():
        if text.startswith(name, start, end):
            return start + len(name)
    link = _LINK.match(text, start, end)
    return link.end() if link else start


def _without_event(before: str, bound: Bound, condition: str | None) -> str:
    """What stands in front of a bound, without the event that it is counted from (在变更后三十日内)."""
    if condition and before.startswith(condition):
        before = before.removeprefix(condition)
    if _ends(bound) and _PLACED.match(_LEAST.sub("", before)):
        return ""
    return _LEFT_OVER.sub("", before)


def _continued(segments: Segments, index: int, act: str) -> str:
    """将有关材料，向登记机关备案; 持申请书，到窗口办理: the verb stands in the next clause."""
    if index + 1 >= len(segments.starts) or not segments.text.startswith(("，", ","), segments.ends[index]):
        return act
    following = segments.text[segments.starts[index + 1] : segments.ends[index + 1]]
    wanted = _GOES_ON if act.startswith(("将", "把")) else _GOES_ON_BY_ANY
    return f"{act}，{following}" if wanted.match(following) else act


def _ends(bound: Bound) -> bool:
    """Does the bound say by when, or for how long from an event on?"""
    return (bound.kind == "deadline" and not bound.vague) or (bound.kind == "duration" and bound.quote.endswith("内"))


def _beside(segments: Segments, bound: Bound, here: int, subject: str | None, rules: Rules) -> str | None:
    """The act from a clause beside a bound that is alone in its own."""
    text = segments.text
    if _BESIDE.match(bound.quote) and bound.kind != "deadline" and here and text[segments.ends[here - 1]] in "，,":
        if _WHEN.search(text[segments.starts[here - 1] : segments.ends[here - 1]]):
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
    start = _behind_subject(text, start, end, subject)
    if modal := rules.modals.pattern.match(text, start, end):
        start = modal.end()
    act = text[start:end].strip(_MARKS)
    if _UNFINISHED.match(act):
        return _continued(segments, segments.index(start), act)
    return act or None


def read_object(text: str, bound: Bound, start: int, end: int, rules: Rules) -> str | None:
    """Of what the figure is: 投资额的10%, 10%的什么, 对什么全覆盖."""
    if bound.kind == "coverage":
        covered = _COVERED.search(text, start, bound.start) or _COVERED_BY.search(text, start, bound.start)
        return covered[1] if covered else None
    if bound.kind == "ratio" and (whole := _whole_of(text, bound, start, rules)):
        return whole
    of = _OF.match(text, bound.end, end) if bound.kind in ("ratio", "amount", "count") else None
    if of is None or (bound.kind == "amount" and bound.quote.endswith("内")):
        return None  # 一百米范围内建筑施工: a place
    sampled = rules.sampled.match(of[1]) if bound.kind == "ratio" else None
    if bound.kind == "ratio" and not sampled and not of[0].startswith("的"):
        return None  # 按投资额的30%给予补助: an act
    thing = of[1][sampled.end() :] if sampled else of[1]
    end_of_thing = rules.object_end.search(thing)
    thing = thing[: end_of_thing.start()] if end_of_thing else thing
    return None if thing in ("", "比例", "标准", "部分", "比率", "额度") else thing


def _whole_of(text: str, bound: Bound, start: int, rules: Rules) -> str | None:
    """The whole in front of its share: 总数的10%, 按投资额3%, 超过到会人数的三分之二, 从收入中提取10%."""
    if source := _TAKEN_FROM.search(text, start, bound.start):
        return source[1]
    if bound.vague or _VOTERS.match(text, bound.end):
        return None
    share = _SHARE.search(text, bound.start, bound.end)
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


def read_condition(segments: Segments, here: int, bound: Bound) -> str | None:
    """自…起 or 在…后 in front of the bound, the nearest clause in 的 or 时 of its sentence, or its own 对…的."""
    text, start = segments.text, segments.starts[here]
    if since := _SINCE.search(text, start, bound.start) or (
        _EVENT.search(text, start, bound.start) if _ends(bound) and bound.comparator != ">=" else None
    ):
        return since[1]
    closes = bound.kind == "deadline" and bound.end >= segments.ends[here] - 1
    if closes and (alone := _EVENT_ALONE.fullmatch(text, start, bound.start)):
        return alone[0] if here else LABEL.sub("", alone[0], count=1)
    if meanwhile := _MEANWHILE.search(text, start, bound.start):
        return meanwhile[1]
    return _case_before(segments, here) or _own_case(text[start : bound.start])


def _case_before(segments: Segments, here: int) -> str | None:
    """The nearest of the clauses in front that states a case: …的，, …时，, or 对…的企业， right in front."""
    text = segments.text
    for i in range(here - 1, max(-1, here - _CASE_REACH), -1):
        if text[segments.ends[i]] in "。；;":
            break
        clause = _clause(segments, i)
        if begun := _BEGUN.search(clause):
            return begun[0]
        if _WHEN.search(clause) or (i == here - 1 and _TOWARDS.fullmatch(clause)):
            first = _case_start(segments, i)
            return (
                clause if first == i else f"{_clause(segments, first)}{text[segments.ends[first] : segments.ends[i]]}"
            )
    return None


def _clause(segments: Segments, index: int) -> str:
    """A clause without the label in front of its sentence; a citation (第五十条规定的，) is none."""
    start, end = segments.starts[index], segments.ends[index]
    label = None if index else LABEL.match(segments.text, start, end)
    return segments.text[label.end() if label else start : end]


def _case_start(segments: Segments, index: int) -> int:
    """The clause in which a case begins: 伪造证明，或者拒绝检查的 is one case."""
    while index and _CASE_GOES_ON.match(segments.text, segments.starts[index]) and segments.ends_with_comma(index - 1):
        index -= 1
    return index


def _own_case(own: str) -> str | None:
    """The case at the head of a bound's own clause."""
    if besides := _BESIDES.match(own) or _CASE_AHEAD.match(own):
        return besides[1]
    close = 0 < len(own) - own.rfind("的") <= _MODAL_LENGTH  # 对存在问题的应当|及时, not 对主管的人员处|一万元
    return own[: own.rfind("的") + 1] or None if close and own.startswith(("对", "凡")) else None
