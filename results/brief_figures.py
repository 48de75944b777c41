"""Which figures a local document sets, by kind, and apart from them its vague terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ..changes import RequirementChange
from ..extract import figure
from .brief_facts import BriefFacts
from .brief_parts import BriefPlace, Parts, fill
from .brief_wording import SHOWN, Wording, most

# How often, by when, what share, how many: the order in which figures are asked for.
KINDS = (
    *("frequency", "deadline", "ratio", "coverage", "count", "amount"),
    *("duration", "measure", "threshold", "order"),
)
_NO_EXAMPLE = ("threshold", "order")  # a condition, an order: nothing that is done so often or by then


def explicit_figures(facts: BriefFacts, wording: Wording, told: Sequence[BriefPlace]) -> Iterator[Parts]:
    """How many there are, of which kinds, and some that stand in no sentence told before."""
    explicit = [change for change in facts.comparison.requirements if not change.requirement.vague]
    if not explicit:
        yield wording.say("figures", "nothing")
        return
    counts = Counter(change.requirement.kind for change in explicit)
    kinds = wording.kinds({kind: counts[kind] for kind in KINDS}, wording.words["kind_name"], "figures")
    before = {place.sentence for place in told if place.side == "local"}
    examples = [change for change in explicit if _can_be_told(change) and change.requirement.sentence not in before]
    telling = sorted(examples, key=lambda change: KINDS.index(change.requirement.kind))[:SHOWN]
    entries = [_example(change, facts, wording) for change in examples if change in telling]
    such = fill(wording.brief["such_as"], list=wording.cut(entries, len(entries), "figures")) if entries else ""
    yield wording.say("figures", "explicit", count=len(explicit), kinds=kinds, list=such)


def vague_terms(facts: BriefFacts, wording: Wording) -> Parts:
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


def _can_be_told(change: RequirementChange) -> bool:
    return bool(change.requirement.sentence) and change.requirement.kind not in _NO_EXAMPLE


def _example(change: RequirementChange, facts: BriefFacts, wording: Wording) -> Parts:
    """第七条（举办讲座）“每月至少2次”."""
    ours = change.requirement
    return fill(
        "{place}{act}{figure}",
        place=wording.place(facts.local[ours.unit], "local", ours.sentence),
        act=wording.act(ours.action, ours.quote),
        figure=wording.quote(ours.quote, figure(ours)),
    )
