"""What became of the figures of a sentence: those that came, became stricter or milder, or cannot be compared."""

from __future__ import annotations

from collections.abc import Sequence

from ..extract import Requirement, figure
from ..segmenter import Sentence
from .acts_in_use import is_in_use
from .comparison import RequirementChange
from .strength import Shift, StrengthWords
from .surroundings import PairSurroundings
from .word_classes import TaggedWord

_OF_TIME = ("frequency", "deadline", "duration")
_SHARES = ("ratio", "coverage")
_UNITS_AS_WRITTEN = {"CNY": "元"}


def figure_shifts(
    sentence: Sentence, changes: Sequence[RequirementChange], around: PairSurroundings, words: StrengthWords
) -> list[Shift]:
    """Figures that came, became stricter or milder, or cannot be compared."""
    shifts = []
    for change in changes:
        here = figure(change.requirement)
        there = figure(change.counterpart) if change.counterpart is not None else ""
        if change.change in ("quantified", "tightened"):
            shifts.append(Shift(f"{change.change}_figure", True, f"{there} → {here}"))
        elif change.change == "relaxed":
            shifts.append(Shift("relaxed_figure", False, f"{there} → {here}"))
        elif not change.comparable:
            shifts.append(Shift("other_figure", False, f"{there} 与 {here} 不可比"))
        elif change.change == "new" and (name := _new(sentence, change.requirement, around, words)):
            shifts.append(Shift(name, True, f"新增：{here}"))
    return shifts


def figure_hints(changes: Sequence[RequirementChange]) -> set[str]:
    """Names of features: what became of the figures, whether or not it can be shown."""
    names = set()
    for change in changes:
        requirement = change.requirement
        if change.change in ("quantified", "tightened", "relaxed"):
            names.add(f"{change.change}_figure")
        elif not change.comparable:
            names.add("other_figure")
        elif (
            change.counterpart is not None and change.counterpart.vague and change.counterpart.term != requirement.term
        ):
            names.add("other_term")
        elif change.change == "new" and requirement.kind != "threshold":
            names |= {"new_figure"} if not requirement.vague else {"new_frequency"} & {f"new_{requirement.kind}"}
    return names


def _new(sentence: Sentence, requirement: Requirement, around: PairSurroundings, words: StrengthWords) -> str | None:
    """A new figure, or a vague frequency where none stood; 及时 alone is no strengthening, and a threshold is but a condition.

    Nothing is new that the linked central sentences bound too: by a date where this is one, by a share, by the same number or unit.
    """
    if requirement.kind == "threshold" or _bounded(requirement, around.central, words):
        return None
    start = sentence.text.find(requirement.quote)
    end, cut = start + len(requirement.quote), around.words(sentence.text)
    if start < 0 or not is_in_use(start, end, cut, sentence.text, words.use) or _belongs_to_noun(requirement, end, cut):
        return None
    if not requirement.vague:
        return "new_figure"
    often = requirement.kind == "frequency" and words.bounds.often.fullmatch(requirement.term or "")
    return "new_frequency" if often else None


def _belongs_to_noun(requirement: Requirement, end: int, words: Sequence[TaggedWord]) -> bool:
    """Does a time or a vague term stand in front of a noun, as part of it: 毕业5年内读者, 全程电子化?"""
    behind = next((word for word in words if word.start >= end and not word.text.isspace()), None)
    return (requirement.kind in _OF_TIME or requirement.vague) and behind is not None and behind.is_noun


def _bounded(requirement: Requirement, central: str, words: StrengthWords) -> bool:
    """Do the central sentences hold a bound of this kind, or its very number?"""
    if requirement.kind in _OF_TIME:
        return words.bounds.times.search(central) is not None
    if requirement.kind in _SHARES:
        return words.bounds.shares.search(central) is not None
    if requirement.quote in central:
        return True
    unit = _UNITS_AS_WRITTEN.get(requirement.unit_of_measure or "", requirement.unit_of_measure or "")
    return any(central.startswith(unit, found.end()) for found in words.bounds.counts.finditer(central))
