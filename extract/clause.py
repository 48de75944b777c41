"""Who must do what: modality, action, object and condition of a bound, by rules over comma clauses."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from ..language.expressions import expression
from .action import read_action
from .bound_reading import Bound
from .carried_subject import is_about_a_thing, without_the_given
from .case_reading import read_condition
from .comma_segments import Segments
from .conditions import defines
from .figure_object import read_object
from .requirement import Force, SubjectFrom
from .rules import Rules
from .subject import LABEL, clause_subject, find_subject, sanctioners, who_is_made_to

_FINES_OTHERS = expression(
    "对[^，。；：]{2,40}?(?<!可以)(?<!可)(?:并?处|处以)(?![理置])",
    match=["对主管人员处一千元罚款"],
    no_match=["对主管人员可以处一千元罚款", "对读者意见处理"],
    use="match",
)


_GOES_ON = expression("并?限期", match=["限期拆除", "并限期拆除"], no_match=["期限"], use="match")


@dataclass(frozen=True, slots=True)
class DutyRoles:
    """Who must do what, how binding, of what and on which condition."""

    subject: str | None = None
    subject_from: SubjectFrom | None = None
    modality: str | None = None
    force: Force = "none"
    action: str | None = None
    object: str | None = None
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Inherited:
    """What a sentence takes over from those before it in its unit: a subject always, a modal only across ；.

    ``authority`` is who imposed a sanction last. ``note`` are the bodies that the unit's responsibility note names: it goes before what
    sentences named.
    """

    subject: str | None = None
    modality: str | None = None
    force: Force = "none"
    authority: str | None = None
    note: str | None = None


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
        named = tuple(clause_subject(segments, i, rules) for i in range(len(segments.starts)))
        subjects = without_the_given(segments, named, rules)
        return cls(text, segments, modals, tuple(modal.start() for modal in modals), subjects)


ReadClauses = Callable[[str], Clauses]


def clause_reader(rules: Rules) -> ReadClauses:
    """Reads the clauses of sentences, each different one once: for all that is asked of two documents that are compared.

    >>> from duizhao.extract import load_rules
    >>> read = clause_reader(load_rules())
    >>> read("市图书馆应当开放。") is read("市图书馆应当开放。")
    True
    """
    return lru_cache(maxsize=None)(partial(Clauses.of, rules=rules))


def read_roles(clauses: Clauses, bound: Bound, rules: Rules, inherited: Inherited) -> DutyRoles:
    """The roles of one bound of a sentence; ``inherited`` is what the sentences before it leave to it.

    >>> from duizhao.extract import find_bounds, load_rules
    >>> rules, text = load_rules(), "市图书馆应当每年至少开展1次读者调查。"
    >>> roles = read_roles(Clauses.of(text, rules), find_bounds(text, rules)[0], rules, Inherited("馆长"))
    >>> roles.subject, roles.modality, roles.force, roles.action
    ('市图书馆', '应当', 'obligation', '开展读者调查')
    """
    segments = clauses.segments
    here = segments.index(bound.start)
    modal = _governing(clauses, bound, here, rules)
    subject, subject_from = _subject(clauses, bound, modal, rules, inherited)
    condition = read_condition(segments, here, bound, rules)
    if modal is None:
        modality, force = _inherited_modal(clauses, bound, rules, inherited)
    elif _fines_apart(clauses, bound, modal, here, rules):
        modality, force = None, "none"
    else:
        modality, force = modal[0], rules.modals.meaning(modal)
    return DutyRoles(
        subject=subject,
        subject_from=subject_from,
        modality=modality,
        force=force,
        action=read_action(segments, bound, modal, (subject, condition), rules),
        object=read_object(clauses.text, bound, segments.starts[here], segments.ends[here], rules),
        condition=condition,
    )


def _fines_apart(clauses: Clauses, bound: Bound, modal: re.Match[str], here: int, rules: Rules) -> bool:
    """可以责令停业，对个人处一万元罚款: does a fine for somebody else stand in a clause of its own behind a permission?"""
    own = clauses.segments.ends[clauses.segments.index(modal.start())]
    if rules.modals.meaning(modal) != "permission" or own >= bound.start:
        return False
    if not rules.other_order.search(clauses.text, modal.end(), own):
        return False  # 可以对单位处一万元罚款，对个人处一千元罚款: both may be left out
    return _FINES_OTHERS.match(clauses.text, clauses.segments.starts[here], bound.start) is not None


def _inherited_modal(clauses: Clauses, bound: Bound, rules: Rules, inherited: Inherited) -> tuple[str | None, Force]:
    """The modal across ；, which rules no case by itself, nor makes a fine with a case of its own one that may be left out."""
    segments = clauses.segments
    place = segments.at(bound.start)
    fined = inherited.force == "permission" and rules.penal.search(clauses.text, *place) is not None
    if (bound.kind == "threshold" and not LABEL.match(clauses.text)) or (
        fined and any(segments.ends_with(i, "的") for i in range(segments.index(bound.start)))
    ):
        return None, "none"
    return inherited.modality, inherited.force


def heir_of(clauses: Clauses, rules: Rules, inherited: Inherited) -> Inherited:
    """What the next sentence of the unit takes over when this one has been read."""
    # 馆长应当公布账目，读者委员会选举结果等事项；: who must act goes before who is only named.
    bidden = {clauses.segments.index(modal.start()) for modal in clauses.modals}
    named = [(i in bidden, i, name) for i, name in enumerate(clauses.subjects) if name]
    subject = max(named)[2] if named else inherited.subject
    imposing = sanctioners(clauses.segments, clauses.subjects, rules)
    authority = next((name for name in reversed(imposing) if name), inherited.authority)
    if rules.carrying.defining.search(clauses.text) and not clauses.modals:
        subject = inherited.subject  # 所称馆舍，是指单位…
    heir = Inherited(subject, authority=authority)
    if not clauses.text.rstrip().endswith(("；", ";", "：", ":")):
        return replace(heir, subject=None) if subject and rules.carrying.rhetorical.fullmatch(subject) else heir
    if clauses.text.rstrip().endswith(("：", ":")) and named and rules.carrying.enjoys.search(clauses.text):
        heir = replace(heir, subject=None)  # 职工享受下列待遇：
    segments = clauses.segments
    ruling = [m for m in clauses.modals if not segments.ends_with(segments.index(m.start()), "的")]
    if not ruling:
        return replace(heir, modality=inherited.modality, force=inherited.force)
    return replace(heir, modality=ruling[-1][0], force=rules.modals.meaning(ruling[-1]))


def _subject(
    clauses: Clauses, bound: Bound, modal: re.Match[str] | None, rules: Rules, inherited: Inherited
) -> tuple[str | None, SubjectFrom | None]:
    """Who acts, and where that is said.

    Of a sanction who imposes it, never who is punished (单位拒不改正的，处五千元罚款 leaves it open).
    """
    segments, here = clauses.segments, clauses.segments.index(bound.start)
    if bound.kind == "threshold" and defines(clauses.text, bound.start, rules):
        return None, None
    if not _sanctions(clauses, here, modal, rules):
        found = find_subject(segments, clauses.subjects, (bound.start, bound.end), rules)
        note = inherited.note if bound.kind != "threshold" else None  # a case is nobody's duty
        given = "" in clauses.subjects[: here + 1]
        told = rules.action.told_of.fullmatch(clauses.text, segments.starts[here], bound.start) is not None
        elsewhere = given or told or is_about_a_thing(clauses.text, *segments.at(bound.start), rules)
        return _of(found, note or (None if elsewhere else inherited.subject), "note" if note else "unit")
    if made_to := who_is_made_to(segments, bound.start, rules):
        return made_to, "sentence"
    imposing = sanctioners(segments, clauses.subjects, rules)
    found = next((imposing[i] for i in range(here, -1, -1) if imposing[i]), None)
    return _of(found, inherited.authority, "unit")


def _of(found: str | None, other: str | None, elsewhere: SubjectFrom) -> tuple[str | None, SubjectFrom | None]:
    """What the sentence says, else what is said elsewhere."""
    if found:
        return found, "sentence"
    return (other, elsewhere) if other else (None, None)


def _sanctions(clauses: Clauses, here: int, modal: re.Match[str] | None, rules: Rules) -> bool:
    """Does a clause impose a sanction: a fine, or an order beside one or behind a case (…的，责令限期改正)?"""
    segments, text = clauses.segments, clauses.text
    start, end = segments.starts[here], segments.ends[here]
    if segments.ends_with(here, "的") or (modal is not None and rules.modals.meaning(modal) != "permission"):
        return False
    if rules.penal.search(text, start, end):
        return True
    if _GOES_ON.match(text, start, end) and here > 0 and "责令" in clauses.text[segments.starts[here - 1] : start]:
        return _sanctions(clauses, here - 1, modal, rules)  # 责令退还图书，限期拆除书架
    return "责令" in text[start:end] and here > 0 and segments.ends_with(here - 1, "的")


def _governing(clauses: Clauses, bound: Bound, here: int, rules: Rules) -> re.Match[str] | None:
    """The modal right behind the bound, else the nearest to its left, else the next where the bound's clause has none."""
    segments = clauses.segments
    behind = bisect_left(clauses.modal_starts, bound.end)
    right = clauses.modals[behind] if behind < len(clauses.modals) else None
    left = next(
        (clauses.modals[i] for i in range(behind - 1, -1, -1) if _governs(segments, clauses.modals[i], here)), None
    )
    if left is not None and _sets_apart(clauses, bound, left, here, rules):
        left = None
    inside = left is not None and bound.start <= left.start() < bound.end  # 不得低于18度，禁止高于28度
    if right is None or inside or (left is not None and right.start() > bound.end + 1):
        return left
    # 每年一季度，党委应当…; …每年述职时，应当…: the main clause follows.
    lasts = bound.kind in ("ratio", "amount", "count", "measure") or (
        bound.kind == "duration" and not bound.quote.endswith("内")
    )
    opens = (bound.end >= segments.ends[here] - 1 and not lasts) or segments.ends_with(here, "时")
    return right if left is not None or segments.index(right.start()) <= here + opens else None


def _sets_apart(clauses: Clauses, bound: Bound, modal: re.Match[str], here: int, rules: Rules) -> bool:
    """可给予奖励，奖励总额不超过10%: what is allowed in a clause in front says nothing of a clause that sets how much."""
    segments = clauses.segments
    if rules.modals.meaning(modal) != "permission" or segments.index(modal.start()) >= here:
        return False
    return rules.action.how_much.fullmatch(clauses.text, segments.starts[here], bound.start) is not None


def _governs(segments: Segments, modal: re.Match[str], here: int) -> bool:
    """A modal inside a condition (应当报告而未报告的，…) governs nothing outside it."""
    clause = segments.index(modal.start())
    return clause == here or not segments.ends_with(clause, "的")
