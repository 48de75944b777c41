"""Who must do what: modality, action, object and condition of a bound, by rules over comma clauses."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from .readings import Bound
from .requirement import Force
from .rules import Rules
from .segments import Segments
from .subject import LABEL, clause_subject, find_subject

_OF = re.compile(r"(?:的)?([\u4e00-\u9fff“”（）、]{2,24})")
_COVERED = re.compile(r"对([^，。；：对]{2,40}?)(?:做到|实现|进行|开展|予以|实行)?$")
_SINCE = re.compile(r"((?:自|从)[^，。；：]{1,60}?起)[^，。；：]{0,2}$")
_WHEN = re.compile(r"(?:的|时|后|之前|情况下|情形下|前提下|期间)$")
_COUNT = r"[0-9０-９一二两三四五六七八九十]{1,4}"
# 每年至少|列席|1次: what stands between a period and its count.
_INNER_VERB = re.compile(
    rf"(?:至少|应当)?(?:每隔?(?:{_COUNT})?(?:半年|年度?|个?季度?|个?月|周|日|天|学期|学年|届任期)|一年|半年|年)?内?"
    rf"(?:至少|不少于|最少|最多|应当)*([\u4e00-\u9fff]{{1,24}}?)(?:至少|不少于|不得少于|不超过)?{_COUNT}次"
)
_MODAL_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Roles:
    """Who must do what, how binding, of what and on which condition."""

    subject: str | None = None
    modality: str | None = None
    force: Force = "none"
    action: str | None = None
    object: str | None = None
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Inherited:
    """What a sentence takes over from those before it in its unit: a subject always, a modal only across ；."""

    subject: str | None = None
    modality: str | None = None
    force: Force = "none"


@dataclass(frozen=True, slots=True)
class Clauses:
    """A sentence with its comma clauses, who acts in each, and its modal verbs; those inside names (“十严禁”) do not count."""

    text: str
    segments: Segments
    modals: tuple[re.Match[str], ...]
    modal_starts: tuple[int, ...]
    subjects: tuple[str | None, ...]

    @classmethod
    def of(cls, text: str, rules: Rules) -> Clauses:
        """The clauses of one sentence."""
        modals = tuple(rules.modals.pattern.finditer(rules.mask(text)))
        segments = Segments.of(text)
        subjects = tuple(clause_subject(segments, i, rules) for i in range(len(segments.starts)))
        return cls(text, segments, modals, tuple(modal.start() for modal in modals), subjects)


def read_roles(clauses: Clauses, bound: Bound, rules: Rules, inherited: Inherited) -> Roles:
    """The roles of one bound of a sentence; ``inherited`` is what the sentences before it leave to it.

    >>> from duizhao.extract import find_bounds, load_rules
    >>> rules, text = load_rules(), "市图书馆应当每年至少开展1次读者调查。"
    >>> roles = read_roles(Clauses.of(text, rules), find_bounds(text, rules)[0], rules, Inherited("馆长"))
    >>> roles.subject, roles.modality, roles.force, roles.action
    ('市图书馆', '应当', 'obligation', '开展读者调查')
    """
    segments = clauses.segments
    here = segments.index(bound.start)
    modal = _governing(clauses, bound, here)
    subject = find_subject(segments, clauses.subjects, (bound.start, bound.end), rules) or inherited.subject
    condition = _condition(segments, here, bound)
    return Roles(
        subject=subject,
        modality=modal[0] if modal else inherited.modality,
        force=rules.modals.meaning(modal) if modal else inherited.force,
        action=_action(segments, bound, here, modal, (subject, condition)),
        object=_object(clauses.text, bound, segments.starts[here], segments.ends[here]),
        condition=condition,
    )


def heir_of(clauses: Clauses, rules: Rules, inherited: Inherited) -> Inherited:
    """What the next sentence of the unit takes over when this one has been read."""
    subject = next((name for name in reversed(clauses.subjects) if name), inherited.subject)
    if not clauses.text.rstrip().endswith(("；", ";", "：", ":")):
        return Inherited(subject)
    if not clauses.modals:
        return Inherited(subject, inherited.modality, inherited.force)
    return Inherited(subject, clauses.modals[-1][0], rules.modals.meaning(clauses.modals[-1]))


def _governing(clauses: Clauses, bound: Bound, here: int) -> re.Match[str] | None:
    """The modal right behind the bound, else the nearest to its left, else the next where the bound's clause has none."""
    segments = clauses.segments
    behind = bisect_left(clauses.modal_starts, bound.end)
    right = clauses.modals[behind] if behind < len(clauses.modals) else None
    left = next(
        (clauses.modals[i] for i in range(behind - 1, -1, -1) if _governs(segments, clauses.modals[i], here)), None
    )
    if right is None or (left is not None and right.start() > bound.end + 1):
        return left
    # 每年一季度，党委应当…; …每年述职时，应当…: the main clause follows.
    opens = bound.end >= segments.ends[here] - 1 or segments.ends_with(here, "时")
    return right if left is not None or segments.index(right.start()) <= here + opens else None


def _governs(segments: Segments, modal: re.Match[str], here: int) -> bool:
    """A modal inside a condition (应当报告而未报告的，…) governs nothing outside it."""
    clause = segments.index(modal.start())
    return clause == here or not segments.ends_with(clause, "的")


def _action(
    segments: Segments, bound: Bound, here: int, modal: re.Match[str] | None, named: tuple[str | None, str | None]
) -> str | None:
    """The clause without its subject, its modal, its condition and the bound; the next clause where nothing is left."""
    text, start, end = segments.text, segments.starts[here], segments.ends[here]
    subject, condition = named
    if label := LABEL.match(text, start, end):
        start = label.end()
    for name in (f"由{subject}", subject) if subject else ():
        if text.startswith(name, start):
            start += len(name)
    if modal is not None and start <= modal.start() and modal.end() <= bound.start:
        start = modal.end()
    if condition and text.startswith(condition, start):
        start += len(condition)
    behind = modal.end() if modal is not None and bound.end <= modal.start() < end else bound.end
    verb = _INNER_VERB.match(bound.quote) if bound.kind == "frequency" else None
    rest = text[behind:end]
    action = (
        text[start : max(start, bound.start)]
        + (verb[1] if verb else "")
        + (rest[1:] if rest.startswith("的") else rest)
    )
    action = action.strip("，、；。：的 　")
    if not action and here + 1 < len(segments.starts):
        action = text[segments.starts[here + 1] : segments.ends[here + 1]].strip("，、；。：的 　")
    return action or None


def _object(text: str, bound: Bound, start: int, end: int) -> str | None:
    """Of what the figure is: 10%的什么, 对什么全覆盖."""
    if bound.kind == "coverage":
        covered = _COVERED.search(text, start, bound.start)
        return covered[1] if covered else None
    of = _OF.match(text, bound.end, end) if bound.kind in ("ratio", "amount", "count") else None
    return of[1] if of else None


def _condition(segments: Segments, here: int, bound: Bound) -> str | None:
    """自…起 in front of the bound, the nearest clause in 的 or 时 of its sentence, or its own 对…的."""
    text = segments.text
    if since := _SINCE.search(text, segments.starts[here], bound.start):
        return since[1]
    for i in range(here - 1, max(-1, here - 4), -1):
        if text[segments.ends[i]] in "。；;":
            break
        clause = text[segments.starts[i] : segments.ends[i]]
        if _WHEN.search(clause):
            return LABEL.sub("", clause)
    own = text[segments.starts[here] : bound.start]
    close = 0 < len(own) - own.rfind("的") <= _MODAL_LENGTH  # 对存在问题的应当|及时, not 对主管的人员处|一万元
    return own[: own.rfind("的") + 1] or None if close and own.startswith(("对", "凡")) else None
