"""What became of the figures of a sentence: those that came, became stricter or milder, or cannot be compared."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from ..extract import Requirement, figure
from ..language.clauses import clause_around
from ..segmenter import Sentence
from .acts_in_use import is_in_use
from .comparison import RequirementChange
from .strength import Shift, StrengthWords
from .surroundings import PairSurroundings
from .word_classes import TaggedWord

_OF_TIME = ("frequency", "deadline", "duration")
_SHARES = ("ratio", "coverage")
_COVERED = "覆盖"
_FINE = "罚款"
_UNITS_AS_WRITTEN = {"CNY": "元"}


def figure_shifts(
    sentence: Sentence, changes: Sequence[RequirementChange], around: PairSurroundings, words: StrengthWords
) -> list[Shift]:
    """Figures that came, became stricter or milder, or cannot be compared."""
    shifts: list[Shift] = []
    if words.defines.search(sentence.text):
        return shifts
    goes_on = words.goes_on.match(sentence.text) is not None
    for change in changes:
        if change.counterpart is not None and _one_of_several_fines(sentence, change, around):
            continue
        if goes_on and change.central_text not in around.led_by:
            continue  # another sentence may go on so: that of another duty
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


def _one_of_several_fines(sentence: Sentence, change: RequirementChange, around: PairSurroundings) -> bool:
    """Is the figure one of a fine, and do the linked sentences know several? Which of them it answers cannot be told."""
    place = max(0, sentence.text.find(change.requirement.quote))
    return _FINE in clause_around(sentence.text, place) and around.central.count(_FINE) > 1


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
    if requirement.kind == "coverage" and _COVERED not in requirement.quote:
        return None  # 全程 may be part of a name
    text, cut = sentence.text, around.words(sentence.text)
    start = text.find(requirement.quote)
    end = start + len(requirement.quote)
    if start < 0 or not is_in_use(start, end, cut, text, words.use) or words.by_rule.search(clause_around(text, end)):
        return None
    if _belongs_to_noun(requirement, end, cut, words) or _of_a_sanction(
        clause_around(text, end), around.central, words
    ):
        return None
    if not requirement.vague:
        return "new_figure"
    often = requirement.kind == "frequency" and words.bounds.often.fullmatch(requirement.term or "")
    return "new_frequency" if often else None


def _belongs_to_noun(requirement: Requirement, end: int, cut: Sequence[TaggedWord], words: StrengthWords) -> bool:
    """Does a time or a vague term stand in front of a name or of people, as part of it: 常态化工作机制, 毕业5年内读者?"""
    if not (requirement.kind in _OF_TIME or requirement.vague):
        return False
    behind = [word for word in cut if word.start >= end and not word.text.isspace()]
    nouns = list(takewhile(lambda word: word.is_noun, behind))
    return bool(nouns) and any(one.fullmatch(nouns[-1].text) for one in (words.use.name, words.use.people))


def _of_a_sanction(clause: str, central: str, words: StrengthWords) -> bool:
    """Is the figure one of a sanction, where the central sentences know one too?"""
    sanction = words.mentions["sanction"]
    return sanction.search(clause) is not None and sanction.search(central) is not None


def _bounded(requirement: Requirement, central: str, words: StrengthWords) -> bool:
    """Do the central sentences hold a bound of this kind, or its very number?"""
    if requirement.kind in _OF_TIME:
        # 定期 is no bound beside a term of so many days.
        bound = central if requirement.vague else words.bounds.often.sub("", central)
        return words.bounds.times.search(bound) is not None
    if requirement.kind in _SHARES:
        return words.bounds.shares.search(central) is not None
    if requirement.quote in central:
        return True
    unit = _UNITS_AS_WRITTEN.get(requirement.unit_of_measure or "", requirement.unit_of_measure or "")
    return any(central.startswith(unit, found.end()) for found in words.bounds.counts.finditer(central))
