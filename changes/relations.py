"""Judge what became of each duty: copied, adapted, strengthened, weakened, or added."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from ..align import Alignment, SentenceLink, UnitLink, comparable
from ..extract import figure
from ..segmenter import Sentence
from .comparison import Relation, RequirementChange, SentenceChange, UnitChange
from .strength import Shift, StrengthWords, element_shifts, load_strength_words, modal_shift

# A copied sentence has at least this share of its characters from its counterparts, in runs of at least two: a lead-in or a tail
# of a fifth may be new, and the counterparts may go on where it stops.
_COPIED = 0.8
_RUN = 2
# A weaker link is not enough to say that something was taken away.
_SURE = 0.6


def judge_sentences(
    alignment: Alignment, requirements: Sequence[RequirementChange], words: StrengthWords | None = None
) -> tuple[SentenceChange, ...]:
    """What became of the duty in every local sentence, with the words that show it.

    ``verbatim``: word for word but for function words. ``strengthened``: a figure, a frequency, a sanction, a record, a review or a
    stricter modal came and nothing of the kind went. ``weakened``: the reverse, and only where the link is sure.
    ``added``: no counterpart. ``adapted``: the rest. The order of caution is deliberate: silence beats a wrong ``weakened``.
    """
    words = words or load_strength_words()
    texts = {sentence.id: sentence.text for sentence in alignment.central.sentences}
    ours = {sentence.id: sentence.text for sentence in alignment.local.sentences}
    links: dict[str, list[SentenceLink]] = {}
    answers: dict[str, list[str]] = {}
    for link in alignment.sentence_links:
        links.setdefault(link.local, []).append(link)
        answers.setdefault(link.central, []).append(ours[link.local])
    figures: dict[str, list[RequirementChange]] = {}
    for change in requirements:
        figures.setdefault(change.requirement.sentence, []).append(change)
    return tuple(
        _judge(
            sentence,
            links.get(sentence.id, []),
            [texts[link.central] for link in links.get(sentence.id, [])],
            _answered(links.get(sentence.id, []), answers),
            figures.get(sentence.id, []),
            support=alignment.local_support[sentence.id],
            words=words,
        )
        for sentence in alignment.local.sentences
    )


def _answered(links: Sequence[SentenceLink], answers: dict[str, list[str]]) -> str:
    return "".join(text for link in links for text in answers[link.central])


def _judge(  # noqa: PLR0913  the evidence of one verdict
    sentence: Sentence,
    links: Sequence[SentenceLink],
    counterparts: Sequence[str],
    answered: str,
    figures: Sequence[RequirementChange],
    *,
    support: float,
    words: StrengthWords,
) -> SentenceChange:
    if not links:
        return SentenceChange(sentence.id, (), "added", round(1.0 - support, 4), ())
    shifts = _figure_shifts(figures)
    if sentence.kind != "heading":
        central = "".join(counterparts)
        shifts += element_shifts(sentence.text, central, answered, words)
        modal = modal_shift(sentence.text, central, words) if len(counterparts) == 1 else None
        if modal is not None:
            shifts.append(modal)
    relation = _relation(sentence.text, counterparts, shifts, links[0].score, words)
    shown = [shift.evidence for shift in shifts if relation in ("strengthened", "weakened", "adapted")]
    return SentenceChange(sentence.id, tuple(links), relation, links[0].score, tuple(shown))


def _figure_shifts(figures: Sequence[RequirementChange]) -> list[Shift]:
    shifts = []
    for change in figures:
        here = figure(change.requirement)
        there = figure(change.counterpart) if change.counterpart is not None else ""
        if change.change in ("quantified", "tightened"):
            shifts.append(Shift(True, f"{there} → {here}"))
        elif change.change == "relaxed":
            shifts.append(Shift(False, f"{there} → {here}"))
        elif not change.comparable:
            shifts.append(Shift(False, f"{there} 与 {here} 不可比", weighs=False))
        elif change.change == "new" and _counts_as_gain(change):
            shifts.append(Shift(True, f"新增：{here}"))
    return shifts


def _counts_as_gain(change: RequirementChange) -> bool:
    """A figure, or a vague frequency where none stood; 及时 alone is no strengthening, and a threshold is but a condition."""
    requirement = change.requirement
    return requirement.kind != "threshold" and (not requirement.vague or requirement.kind == "frequency")


def _relation(
    text: str, counterparts: Sequence[str], shifts: Sequence[Shift], score: float, words: StrengthWords
) -> Relation:
    up = any(shift.up for shift in shifts)
    down = any(not shift.up and shift.weighs for shift in shifts)
    if not shifts:
        return "verbatim" if _is_copied(text, counterparts, words.localised) else "adapted"
    if up and not down:
        return "strengthened"
    if down and not up and score >= _SURE:
        return "weakened"
    return "adapted"


def _is_copied(text: str, counterparts: Sequence[str], localised: re.Pattern[str]) -> bool:
    """Is a sentence made of the words of its counterparts, and is what differs no local actor or place?"""
    ours = comparable(text)
    found = [False] * len(ours)
    for counterpart in counterparts:
        theirs = comparable(counterpart)
        for step in Indel.opcodes(ours, theirs):
            if step.tag == "equal" and step.src_end - step.src_start >= _RUN:
                found[step.src_start : step.src_end] = [True] * (step.src_end - step.src_start)
    new = "".join(char if not taken else " " for char, taken in zip(ours, found, strict=True))
    if localised.search(new):
        return False
    return sum(found) >= _COPIED * len(ours)


def judge_units(alignment: Alignment, sentences: Sequence[SentenceChange]) -> tuple[UnitChange, ...]:
    """What became of the duty in every local unit, from what became of it in its sentences.

    ``added`` has no main counterpart; ``strengthened`` when at least a fifth of its sentences are; ``verbatim`` and ``weakened`` when
    all linked sentences are; else ``adapted``.
    """
    relations = {change.local: change.relation for change in sentences}
    links: dict[str, list[UnitLink]] = {}
    for link in alignment.unit_links:
        links.setdefault(link.local, []).append(link)
    return tuple(
        UnitChange(
            unit.id,
            tuple(links.get(unit.id, ())),
            _unit_relation(
                links.get(unit.id, []),
                [relations[sentence.id] for sentence in unit.sentences if sentence.kind != "heading"],
            ),
        )
        for unit in alignment.local.units
    )


def _unit_relation(links: Sequence[UnitLink], relations: Sequence[Relation]) -> Relation:
    if not any(link.main for link in links):
        return "added"
    linked = [relation for relation in relations if relation != "added"]
    if relations.count("strengthened") * 5 >= len(relations) > 0:
        return "strengthened"
    for relation in ("verbatim", "weakened"):
        if linked and len(linked) == len(relations) and all(other == relation for other in linked):
            return relation
    return "adapted"
