"""Whom a central sentence binds, and to what: what a local document cannot take up or need not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from ..extract import Rules, find_bounds, load_rules
from ..extract.clause import Clauses, ReadClauses
from ..language import load_table
from ..language.expressions import expression


@dataclass(frozen=True, slots=True)
class DutyWords:
    """The tables ``exempt.toml``, ``no_duty.toml``, ``hollow.toml`` and ``strength.toml``, compiled, with the rules that tell who acts.

    ``above``: what those above the localities do. ``no_duty``: pattern, and whether it holds despite a figure, a sanction or a must in
    the same sentence. ``hollow`` and ``outcome`` are tried on one clause, ``scene_heading`` on a heading. ``read`` gives the clauses of
    a sentence: who compares has read them already.
    """

    central_organ: re.Pattern[str]
    local_body: re.Pattern[str]
    acting_here: re.Pattern[str]
    above: tuple[re.Pattern[str], ...]
    no_duty: tuple[tuple[re.Pattern[str], bool], ...]
    hollow: re.Pattern[str]
    outcome: re.Pattern[str]
    scene_heading: re.Pattern[str]
    sanction: re.Pattern[str]
    rules: Rules
    read: ReadClauses


def load_duty_words(rules: Rules | None = None) -> DutyWords:
    """Read the tables of who is bound and of what binds nobody; ``rules`` of the extractor may be passed along.

    >>> bool(load_duty_words().central_organ.match("国务院文化主管部门"))
    True
    """
    rules = rules or load_rules()
    exempt = load_table("duizhao.changes", "exempt")
    no_duty = load_table("duizhao.changes", "no_duty")["no_duty"]
    hollow = load_table("duizhao.changes", "hollow")
    elements = load_table("duizhao.changes", "strength")["element"]
    return DutyWords(
        re.compile(exempt["central_organ"]["pattern"]),
        re.compile(exempt["local_body"]["pattern"]),
        re.compile(exempt["acting_here"]["pattern"]),
        tuple(re.compile(row["pattern"]) for row in exempt["above"]),
        tuple((re.compile(row["pattern"]), row["despite"]) for row in no_duty),
        re.compile(hollow["hollow"]["pattern"]),
        re.compile(hollow["outcome"]["pattern"]),
        load_scene_heading(),
        re.compile("|".join(row["pattern"] for row in elements if row["kind"] == "sanction")),
        rules,
        partial(Clauses.of, rules=rules),
    )


def load_scene_heading() -> re.Pattern[str]:
    """What the headings of reasons, principles and aims look like: nothing under them is a duty.

    >>> bool(load_scene_heading().search("一、总体要求")), bool(load_scene_heading().search("二、重点任务"))
    (True, False)
    """
    return re.compile(load_table("duizhao.changes", "hollow")["scene_heading"]["pattern"])


def binds_centre_only(text: str, words: DutyWords) -> bool:
    """Does a sentence bind organs of the centre alone, so that no local document can take it up?

    Those who act are read off the comma clauses; another one in a clause of its own, or a local body beside the central one, makes the
    sentence one for the localities too. Where nobody is named, the act tells (guiding the localities, amending a law of the State).

    >>> words = load_duty_words()
    >>> [binds_centre_only(text, words) for text in ("国务院文化主管部门应当制定标准。", "国务院和地方各级人民政府应当制定标准。")]
    [True, False]
    >>> binds_centre_only("标准由国务院文化主管部门制定。", words)
    True
    """
    clauses = words.read(text)
    if not words.acting_here.search(text) and any(pattern.search(text) for pattern in words.above):
        return True
    named = [(i, name) for i, name in enumerate(clauses.subjects) if name]
    first = named[0][1] if named else text
    if not words.central_organ.match(first) or words.local_body.search(first if named else text[:_HEAD]):
        return False
    if first == "国家" and not words.central_organ.match(text[text.index(first) :]):
        return False  # 国家禁止…: binds everybody
    return not any(
        words.local_body.search(name) or _is_told(clauses, i, words)
        for i, name in named[1:]
        if not words.central_organ.match(name)
    )


def names_nobody(text: str, words: DutyWords) -> bool:
    """Is no body named in a sentence as the one who acts?

    >>> words = load_duty_words()
    >>> [names_nobody(text, words) for text in ("加强业务指导，督促整改；", "各县要加强指导；", "县文化局应当每年报告。")]
    [True, False, False]
    """
    return not words.acting_here.search(text) and not any(words.read(text).subjects)


_HEAD = 40  # characters in which the subject of a sentence stands that nobody was found to act in


def _is_told(clauses: Clauses, index: int, words: DutyWords) -> bool:
    """Does the clause hold a must or a must not of its own?"""
    start, end = clauses.segments.starts[index], clauses.segments.ends[index]
    return any(start <= modal.start() < end and _binds(modal, words) for modal in clauses.modals)


def _binds(modal: re.Match[str], words: DutyWords) -> bool:
    return words.rules.modals.meaning(modal) in ("obligation", "prohibition")


def forbids(text: str, words: DutyWords) -> bool:
    """Does a sentence say what one must not do?

    >>> words = load_duty_words()
    >>> [forbids(text, words) for text in ("不得收费。", "应当开放。")]
    [True, False]
    """
    return any(words.rules.modals.meaning(modal) == "prohibition" for modal in words.read(text).modals)


def is_checkable(text: str, words: DutyWords) -> bool:
    """Does a sentence set a duty that can be checked: not what something is, whom one trusts, what one may?

    >>> words = load_duty_words()
    >>> [is_checkable(text, words) for text in ("应当每年清点。", "图书馆是公益场所。", "图书馆可以收取押金。", "要增强服务意识。")]
    [True, False, False, False]
    """
    return not sets_nothing(text, words) and not _only_allows(text, words)


def sets_nothing(text: str, words: DutyWords) -> bool:
    """Is a sentence background, praise, a principle, an aim, a definition or a reference, which neither binds nor allows anything?

    >>> words = load_duty_words()
    >>> [sets_nothing(text, words) for text in ("各县要高度重视，加强组织领导。", "各县要高度重视，建立台账。", "图书馆可以收取押金。")]
    [True, False, False]
    """
    if any(pattern.search(text) for pattern, despite in words.no_duty if despite):
        return True
    clauses = words.read(text)
    bounds = [bound for bound in find_bounds(text, words.rules) if not bound.vague]
    if words.sanction.search(text):
        return False
    if all(bound.kind == "coverage" for bound in bounds) and _is_hollow(clauses, words):
        return True
    return not bounds and not clauses.modals and any(pattern.search(text) for pattern, _ in words.no_duty)


def _is_hollow(clauses: Clauses, words: DutyWords) -> bool:
    """Does none of the clauses ask for an act, but for what is to come of it?"""
    texts = [clauses.text[start:end] for start, end in zip(clauses.segments.starts, clauses.segments.ends, strict=True)]
    said = [text for text in texts if not _BLANK.match(text)]
    hollow = [words.hollow.search(text) is not None for text in said]
    return any(hollow) and all(one or words.outcome.search(text) for one, text in zip(hollow, said, strict=True))


def _only_allows(text: str, words: DutyWords) -> bool:
    """May one, and must nobody?"""
    clauses = words.read(text)
    if words.sanction.search(text) or any(_binds(modal, words) for modal in clauses.modals):
        return False
    if any(not bound.vague for bound in find_bounds(text, words.rules)):
        return False
    return bool(clauses.modals) and _only_permits(clauses)  # 可以, 鼓励


_JOINED = expression("[并且]也?$", match=["享受特殊保护并", "并且也"], no_match=["并列"])
_QUALITY = expression(
    "可(?:借鉴|复制|推广|操作|持续|行|靠)", match=["可借鉴的经验"], no_match=["可借阅", "可以推广"], use="match"
)
_CONDITION = expression(
    "(?:[的时后前中]|期间|情况下)$", match=["自愿捐赠的", "闭馆期间"], no_match=["各地可采取购买服务方式"]
)
_BLANK = re.compile(r"[\s。；，：]*$")


def _only_permits(clauses: Clauses) -> bool:
    """Does a permission rule the sentence: open it, stand in its last clause, or in a first one that is no condition?

    Not one in a clause that only says when (在国家提倡…期间，发给证书), nor one that comes beside a duty (享受特殊保护并可以获得补偿).
    """
    text, starts = clauses.text, clauses.segments.starts
    last = max((start for start in starts if not _BLANK.match(text, start)), default=0)
    said = [modal.start() for modal in clauses.modals if not _QUALITY.match(text, modal.start())]
    first = 0 if _CONDITION.search(text, 0, clauses.segments.ends[0]) else clauses.segments.ends[0]
    rules = [start for start in said if start == 0 or start < first or start >= last]
    return bool(rules) and not any(_JOINED.search(text, 0, start) for start in said)
