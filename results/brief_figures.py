"""Which figures a local document sets, by kind, and apart from them its vague terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..changes import RequirementChange
from .brief_facts import BriefFacts
from .brief_parts import BriefPlace, BriefText
from .brief_wording import SHOWN, TRIED, BriefWording, most

# How often, by when, what share, how many: the order in which figures are asked for.
KINDS = (
    *("frequency", "deadline", "ratio", "coverage", "count", "amount"),
    *("duration", "measure", "threshold", "order"),
)
_NO_EXAMPLE = ("threshold", "order")  # a condition, an order: nothing that is done so often or by then


def explicit_figures(facts: BriefFacts, wording: BriefWording, told: Sequence[BriefPlace]) -> Iterator[BriefText]:
    """How many there are, of which kinds, and some that stand in no sentence told before."""
    explicit = [change for change in facts.comparison.requirements if not change.requirement.vague]
    if not explicit:
        yield wording.say("figures", "nothing")
        return
    counts: Counter[str] = Counter(change.requirement.kind for change in explicit)
    kinds = wording.kinds({kind: counts[kind] for kind in KINDS}, wording.words["kind_name"], "figures")
    before = {place.sentence for place in told if place.side == "local"}
    counted = {row.local.sentence.id for row in facts.counted if row.local} - before
    examples = [
        one for one in explicit if one.requirement.sentence in counted and one.requirement.kind not in _NO_EXAMPLE
    ]
    telling = sorted(examples[:TRIED], key=lambda change: _telling(change, wording))[:SHOWN]
    entries = [_example(change, facts, wording) for change in examples if change in telling]
    yield wording.say("figures", "explicit", count=len(explicit), kinds=kinds, list=wording.such_as(entries))


def vague_terms(facts: BriefFacts, wording: BriefWording) -> BriefText:
    """How many requirements have no figure, and the terms they use most."""
    terms = [
        change.requirement.term or change.requirement.quote
        for change in facts.comparison.requirements
        if change.requirement.vague
    ]
    if not terms:
        return wording.say("figures", "no_vague")
    said = wording.kinds(most(Counter(terms)), {}, "figures", shown=SHOWN)
    return wording.say("figures", "vague", count=len(terms), terms=said)


def _telling(change: RequirementChange, wording: BriefWording) -> tuple[bool, int]:
    return not wording.says_what(change.requirement), KINDS.index(change.requirement.kind)


def _example(change: RequirementChange, facts: BriefFacts, wording: BriefWording) -> BriefText:
    """第七条（举办讲座）“每月至少2次”."""
    ours = change.requirement
    act = wording.act(ours)
    place = wording.place(facts.local[ours.unit], "local", ours.sentence)
    return wording.say("evidence", "sets", place=place, act=act, figure=wording.figure(ours, alone=not act))
