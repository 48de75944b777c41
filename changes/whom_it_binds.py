"""Whom a central sentence binds, and to what: what a local document cannot take up or need not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..extract import Rules, find_bounds, load_rules
from ..extract.clause import Clauses
from ..language import load_table
from ..language.expressions import expression


@dataclass(frozen=True, slots=True)
class DutyWords:
    """The tables ``exempt.toml``, ``no_duty.toml`` and ``strength.toml``, compiled, with the rules that tell who acts.

    ``no_duty``: pattern, and whether it holds despite a figure, a sanction or a must in the same sentence.
    """

    central_organ: re.Pattern[str]
    local_body: re.Pattern[str]
    no_duty: tuple[tuple[re.Pattern[str], bool], ...]
    sanction: re.Pattern[str]
    rules: Rules


def load_duty_words(rules: Rules | None = None) -> DutyWords:
    """Read the tables of who is bound and of what binds nobody; ``rules`` of the extractor may be passed along.

    >>> bool(load_duty_words().central_organ.match("国务院文化主管部门"))
    True
    """
    exempt = load_table("duizhao.changes", "exempt")
    no_duty = load_table("duizhao.changes", "no_duty")["no_duty"]
    elements = load_table("duizhao.changes", "strength")["element"]
    return DutyWords(
        re.compile(exempt["central_organ"]["pattern"]),
        re.compile(exempt["local_body"]["pattern"]),
        tuple((re.compile(row["pattern"]), row["despite"]) for row in no_duty),
        re.compile("|".join(row["pattern"] for row in elements if row["kind"] == "sanction")),
        rules or load_rules(),
    )


def binds_centre_only(text: str, words: DutyWords) -> bool:
    """Does a sentence bind organs of the centre alone, so that no local document can take it up?

    Those who act are read off the comma clauses; another one in a clause of its own, or a local body beside the central one, makes the
    sentence one for the localities too.

    >>> words = load_duty_words()
    >>> [binds_centre_only(text, words) for text in ("国务院文化主管部门应当制定标准。", "国务院和地方各级人民政府应当制定标准。")]
    [True, False]
    >>> binds_centre_only("标准由国务院文化主管部门制定。", words)
    True
    """
    clauses = Clauses.of(text, words.rules)
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


_HEAD = 40  # characters in which the subject of a sentence stands that nobody was found to act in


def _is_told(clauses: Clauses, index: int, words: DutyWords) -> bool:
    """Does the clause hold a must or a must not of its own?"""
    start, end = clauses.segments.starts[index], clauses.segments.ends[index]
    return any(start <= modal.start() < end and _binds(modal, words) for modal in clauses.modals)


def _binds(modal: re.Match[str], words: DutyWords) -> bool:
    return words.rules.modals.meaning(modal) in ("obligation", "prohibition")


def is_checkable(text: str, words: DutyWords) -> bool:
    """Does a sentence set a duty that can be checked: not what something is, whom one trusts, what one may?

    >>> words = load_duty_words()
    >>> [is_checkable(text, words) for text in ("应当每年清点。", "图书馆是公益场所。", "图书馆可以收取押金。", "要增强服务意识。")]
    [True, False, False, False]
    """
    if any(pattern.search(text) for pattern, despite in words.no_duty if despite):
        return False
    clauses = Clauses.of(text, words.rules)
    if words.sanction.search(text) or any(_binds(modal, words) for modal in clauses.modals):
        return True
    if any(not bound.vague for bound in find_bounds(text, words.rules)):
        return True
    if clauses.modals:  # 可以, 鼓励
        return not _only_permits(clauses)
    return not any(pattern.search(text) for pattern, _ in words.no_duty)


_JOINED = expression("[并且]也?$", match=["享受特殊保护并", "并且也"], no_match=["并列"])
_BLANK = re.compile(r"[\s。；，：]*$")


def _only_permits(clauses: Clauses) -> bool:
    """Does a permission rule the sentence: open it, or stand in its last clause?

    Not one in a clause that only says when (在国家提倡…期间，发给证书), nor one that comes beside a duty (享受特殊保护并可以获得补偿).
    """
    text, starts = clauses.text, clauses.segments.starts
    last = max((start for start in starts if not _BLANK.match(text, start)), default=0)
    rules = [modal.start() for modal in clauses.modals if modal.start() == 0 or modal.start() >= last]
    return bool(rules) and not any(_JOINED.search(text, 0, modal.start()) for modal in clauses.modals)
