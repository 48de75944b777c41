"""What the brief says of sentences judged stricter or milder: figures first, then by what else that is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from ..language.expressions import expression
from .brief_facts import BriefFacts, FigureAsEvidence, figures_as_evidence
from .brief_parts import BriefText
from .brief_wording import LONGEST_QUOTE, SHOWN, TRIED, BriefWording, most
from .pair_rows import PairRow

# How telling a figure is: one that answers a central one before a new one, and of these how often and by when before how many.
_CHANGES = ("quantified", "tightened", "relaxed", "new")
_KINDS = ("frequency", "deadline", "ratio", "duration", "coverage", "count", "amount", "measure")
# A line of evidence: 新增留痕：登记备查; 新增：定期; 新写：…; 可以 → 应当.
_LINE = expression(
    "(?P<how>新增|删去|新写)(?P<element>[\u4e00-\u9fff]{0,6})：(?P<text>.+)",
    match=["新增留痕：登记备查", "删去时限：提前3日", "新增：定期", "新写：按月通报"],
    no_match=["可以 → 应当", "文字相同 90%"],
    use="fullmatch",
)
_PLAIN = {"新增": "vague", "新写": "written", "删去": "left_out"}
_ARROW = " → "


def strength_clauses(
    kind: Literal["stricter", "milder"], rows: Sequence[PairRow], facts: BriefFacts, wording: BriefWording
) -> list[BriefText]:
    """How many there are, which figures show it, and by what the others are shown; nothing where there is none."""
    if not rows:
        return []
    open_ = wording.open((row.open for row in rows), "sentences")
    clauses = [wording.say(kind, "count", count=len(rows), open=open_)]
    figures = list(figures_as_evidence(rows, facts.comparison.requirements))
    telling = sorted(figures[:TRIED], key=lambda one: _telling(one, wording))[:SHOWN]
    if figures:
        entries = [_figure(one, wording) for one in figures if one in telling]
        clauses.append(
            wording.say(kind, "figures", count=len(figures), list=wording.cut(entries, len(figures), "places"))
        )
    by_figure = {id(one.row) for one in figures}
    others = [row for row in rows if id(row) not in by_figure]
    if others:
        clauses.append(_others(kind, "others" if figures else "only", others, SHOWN - len(telling), wording))
    return clauses


def _telling(one: FigureAsEvidence, wording: BriefWording) -> tuple[int, bool, int, float]:
    requirement = one.change.requirement
    kind = _KINDS.index(requirement.kind) if requirement.kind in _KINDS else len(_KINDS)
    sure = one.row.certainty.probability if one.row.certainty else 1.0
    return _CHANGES.index(one.change.change), not wording.says_what(requirement), kind, -sure


def _figure(one: FigureAsEvidence, wording: BriefWording) -> BriefText:
    """第五条（听取意见）将“定期”定为“每年至少1次”."""
    ours, theirs = one.change.requirement, one.change.counterpart
    act = wording.act(ours, (theirs.term or "") if theirs else "")
    old, new = "", wording.figure(ours, alone=theirs is None and not act)
    if theirs is not None:
        old = wording.figure(theirs)
        if old == new:  # the date that tells them apart stands elsewhere
            old, new = wording.in_short(theirs), wording.in_short(ours)
    return wording.say("evidence", one.change.change, place=wording.row_place(one.row), act=act, old=old, new=new)


def _others(kind: str, clause: str, rows: Sequence[PairRow], shown: int, wording: BriefWording) -> BriefText:
    """Those shown by no figure, by the kind of what shows them, and some that can be quoted."""
    kinds = most(Counter(_evidence_kind(row, wording) for row in rows))
    examples = [said for row in rows if (said := _example(row, wording))][: max(0, shown)]
    by = wording.kinds(kinds, {}, "sentences", shown=SHOWN) if len(kinds) > 1 else "".join(kinds)
    return wording.say(kind, clause, count=len(rows), kinds=by, list=wording.such_as(examples))


def _evidence_kind(row: PairRow, wording: BriefWording) -> str:
    """What the first line of its evidence shows."""
    words = wording.brief["evidence"]
    if row.review is not None and row.review.locked:
        return str(words["reviewed"])
    line = row.evidence[0] if row.evidence else ""
    found = _LINE.fullmatch(line)
    if found is None:
        return str(words["wording" if _ARROW in line else "other"])
    if found["element"]:
        return str(words["element"].format(how=found["how"], element=found["element"]))
    return str(words[_PLAIN[found["how"]]])


def _example(row: PairRow, wording: BriefWording) -> BriefText:
    """第八条新增留痕“登记备查”; nothing where no line names a thing that came or went, or the words are long."""
    place = wording.row_place(row)
    for line in row.evidence:
        found = _LINE.fullmatch(line)
        went = found is not None and found["how"] == "删去"
        if found and (found["element"] or went) and len(found["text"]) <= LONGEST_QUOTE:
            key = ("went_element" if found["element"] else "went") if went else "came"
            text = wording.quote(found["text"])
            return wording.say("evidence", key, place=place, element=found["element"], text=text)
        old, arrow, new = line.partition(_ARROW)
        if arrow and max(len(old), len(new)) <= LONGEST_QUOTE:
            return wording.say("evidence", "replaced", place=place, old=wording.quote(old), new=wording.quote(new))
    return ()
