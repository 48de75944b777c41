"""On which condition a bound holds: the case, the event or the person that its sentence states it for."""

from __future__ import annotations

from ..language.expressions import expression
from .bound_reading import Bound
from .comma_segments import Segments
from .rules import Rules
from .subject import LABEL

_CASE_REACH = 8  # clauses
_LONGEST_CASE = 24  # clauses
_GOES_ON = "，,：:"  # the marks over which a case reaches
_INSIDE = expression(
    "[^，。；：现存正所潜]在", match=["承建单位在"], no_match=["在开馆时", "存在", "现在"], use="search"
)
_AMONG = expression("其中", match=["其中前三年"], no_match=["前三年"], use="match")


def counts_down(bound: Bound) -> bool:
    """Does the bound say by when, or for how long from an event on?

    >>> from duizhao.extract import find_bounds
    >>> [counts_down(bound) for bound in find_bounds("应当在三日内答复，不得少于两次")]
    [True, False]
    """
    return (bound.kind == "deadline" and not bound.vague) or (bound.kind == "duration" and bound.quote.endswith("内"))


def read_condition(segments: Segments, here: int, bound: Bound, rules: Rules) -> str | None:
    """The event that the bound is counted from, the time or case in its own clause, else the nearest case in front of it.

    A date from which on it holds (自2031年起) is none.

    >>> from duizhao.extract import find_bounds, load_rules
    >>> rules, text = load_rules(), "违反第八条规定，拒不归还图书的，处五百元罚款。"
    >>> read_condition(Segments.of(text), 2, find_bounds(text, rules)[0], rules)
    '违反第八条规定，拒不归还图书的'
    """
    text, start, cases = segments.text, segments.starts[here], rules.cases
    since = cases.since.search(text, start, bound.start)
    if since and (counts_down(bound) or not cases.starting.fullmatch(since[1])):
        return since[1]
    if counts_down(bound) and bound.comparator != ">=" and (event := cases.event.search(text, start, bound.start)):
        return event[event.lastindex or 0]
    closes = (bound.kind == "deadline" or counts_down(bound)) and bound.end >= segments.ends[here] - 1
    if closes and (alone := cases.event_alone.fullmatch(text, start, bound.start)):
        return _without_label(segments, here, alone.end())
    own = _without_label(segments, here, bound.start)
    return (
        _time_of_clause(own, rules)
        or _case_at_head(own, rules)
        or _case_before(segments, here, rules)
        or _towards(own, bound, rules)
    )


def _without_label(segments: Segments, here: int, end: int) -> str:
    """What stands in front of a bound in its clause, without the label of its sentence."""
    start = segments.starts[here]
    label = None if here else LABEL.match(segments.text, start, end)
    return segments.text[label.end() if label else start : end]


def _time_of_clause(own: str, rules: Rules) -> str | None:
    """The time or the state of things in which the rest of a clause holds (签约时支付…; 前三年给予…; 在符合条件下可…)."""
    cases = rules.cases
    if (found := cases.meanwhile.search(own) or cases.conditioned.search(own)) is not None:
        return found[1]
    among = _AMONG.match(own)
    if phase := cases.phase.match(own, among.end() if among else 0):
        return phase[1]
    if (at_time := cases.at_time.match(own)) is None:
        return None
    inside = _INSIDE.search(at_time[1])  # 承建单位|在开工时
    return at_time[1][inside.end() - 1 :] if inside else at_time[1]


def _case_at_head(own: str, rules: Rules) -> str | None:
    """情况复杂的|可…; 参加培训的|再…"""
    found = rules.cases.besides.match(own) or rules.cases.case_ahead.match(own)
    return found[1] if found else None


def _towards(own: str, bound: Bound, rules: Rules) -> str | None:
    """For whom the clause of a bound grants something, or its own 对…的."""
    if not bound.vague and bound.kind not in ("deadline", "frequency") and (whom := rules.cases.for_whom.search(own)):
        return whom[1]
    if reaching := rules.cases.reaching.match(own):
        return reaching[1]
    case, of, tail = own.rpartition("的")
    stated = own.startswith(("对", "凡")) and rules.cases.handled.fullmatch(tail)
    return case + of or None if stated else None


def _case_before(segments: Segments, here: int, rules: Rules) -> str | None:
    """The nearest of the clauses in front that states a case: …的，, …时，, or 对…的企业，, with all that belongs to it."""
    text = segments.text
    own = text[segments.starts[here] : segments.ends[here]]
    whom: str | None = None
    for i in range(here - 1, max(-1, here - _CASE_REACH), -1):
        if text[segments.ends[i]] not in _GOES_ON:
            break
        clause = clause_at(segments, i)
        begun = rules.cases.begun.search(clause)
        if begun and not rules.cases.starting.fullmatch(begun[0]):
            return begun[0]
        if begun is None and _states_case(clause, own, i == here - 1, rules):
            first = _case_start(segments, i, rules)
            case = clause_at(segments, first) + text[segments.ends[first] : segments.ends[i]] if first < i else clause
            bidding = None if case.endswith("的") else rules.modals.pattern.match(case)  # 应当|在报经批准后，
            return case[bidding.end() :] if bidding else case
        if conditioned := rules.cases.conditioned.search(clause):
            return conditioned[1]
        granted = rules.cases.for_whom.match(clause)  # 对困难企业可缓缴，|缓缴期限不超过六个月
        whom = whom or (granted[1] if granted and rules.penal.search(clause) is None else None)
    return whom


def _states_case(clause: str, own: str, next_to: bool, rules: Rules) -> bool:
    """Does a clause in front of ``own`` say in which case, or for whom, that holds?"""
    cases = rules.cases
    if cases.when.search(clause) or (next_to and cases.towards.fullmatch(clause)):
        return True
    if not (cases.supposed.match(clause) or _is_rewarded(clause, own, next_to, rules)):
        return False
    return rules.modals.pattern.search(clause) is None and rules.penal.search(clause) is None


def _is_rewarded(clause: str, own: str, next_to: bool, rules: Rules) -> bool:
    """Does a clause say for whom, or for what figure reached, ``own`` grants something?"""
    cases = rules.cases
    rewards = cases.rewards.search(own) is not None
    if cases.granted_to.fullmatch(clause) and (clause.startswith("对") or (next_to and cases.granting.match(own))):
        return rewards or rules.modals.pattern.search(own) is not None
    if not rewards:
        return False
    if cases.rewarded.fullmatch(clause):
        return True
    # 年纳税额达到50万元以上，一次性给予20万元奖励
    return bool(cases.reached.search(clause)) and not (rules.target.match(clause) or cases.rewards.search(clause))


def clause_at(segments: Segments, index: int) -> str:
    """A clause without the label in front of its sentence."""
    return _without_label(segments, index, segments.ends[index])


def _case_start(segments: Segments, index: int, rules: Rules) -> int:
    """The clause in which a case begins: 违反第八条规定，伪造证明，或者拒绝检查的 is one case."""
    first = index
    while max(0, index - _LONGEST_CASE) < first and segments.ends_with_comma(first - 1):
        before = clause_at(segments, first - 1)
        if not (
            rules.cases.case_goes_on.match(segments.text, segments.starts[first])
            or rules.cases.cited.fullmatch(before)
            or rules.cases.when.search(before)
            or _begins_whom(before, clause_at(segments, index), rules)
            or (rules.defeated.search(before) and not _bids(before, rules))
        ):
            break
        first -= 1
    return min(first, _opening(segments, first, rules))


def _begins_whom(before: str, case: str, rules: Rules) -> bool:
    """对在读期间获奖，|毕业后回馆服务的职工: is whom the case is for described in the clause before it too?"""
    return before.startswith("对") and not case.startswith("对") and rules.cases.granted_to.fullmatch(case) is not None


def _opening(segments: Segments, index: int, rules: Rules) -> int:
    """The first clause of the sentence where nothing between it and the case at ``index`` is bidden, else ``index``."""
    for first in range(index - 1, max(-1, index - _CASE_REACH), -1):
        if not segments.ends_with_comma(first):
            return first + 1
        clause = clause_at(segments, first)
        opens = (rules.verb, rules.target, rules.cases.by_rule)
        if _bids(clause, rules) or any(rule.match(clause) for rule in opens):
            return index
    return 0 if index < _CASE_REACH else index


def _bids(clause: str, rules: Rules) -> bool:
    """Does a clause demand, punish, or say how often?"""
    return any(
        rule.search(clause) for rule in (rules.modals.pattern, rules.penal, rules.ordered, rules.periods.pattern)
    )
