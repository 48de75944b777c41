"""What makes a duty stricter or milder, by words: sanctions, records, figures, modal verbs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..extract import figure
from ..language import load_table
from ..language.modals import Modals, load_modals
from .comparison import RequirementChange
from .own_words import OwnWords


@dataclass(frozen=True, slots=True)
class Shift:
    """A step up or down in strength and the words that show it; ``name`` is that of a feature of the relation model."""

    name: str
    up: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class StrengthWords:
    """The table ``strength.toml``, compiled.

    ``elements``: name, Chinese name and pattern. ``clauses``: kind and pattern, in the order in which they
    are tried. ``act``: what can be seen to be done. ``localised``: words that show that an actor or a place was replaced by a local one.
    """

    elements: tuple[tuple[str, str, re.Pattern[str]], ...]
    modals: Modals
    clauses: tuple[tuple[str, re.Pattern[str]], ...]
    act: re.Pattern[str]
    localised: re.Pattern[str]


def load_strength_words() -> StrengthWords:
    """Read ``changes/tables/strength.toml``."""
    table = load_table("duizhao.changes", "strength")
    return StrengthWords(
        tuple((row["kind"], row["zh"], re.compile(row["pattern"])) for row in table["element"]),
        load_modals("changes"),
        tuple((row["kind"], re.compile(row["pattern"])) for row in table["clause"]),
        re.compile(table["act"]["pattern"]),
        re.compile(table["localised"]["pattern"]),
    )


def element_shifts(local: OwnWords, central: Sequence[OwnWords], words: StrengthWords) -> list[Shift]:
    """Sanctions, records, disclosures and the like that came or went.

    :param central: the counterparts, set beside all local sentences that answer them: what stands there is not lost.

    >>> from .own_words import set_beside
    >>> from .word_forms import comparable_form, load_word_forms
    >>> forms = load_word_forms()
    >>> ours, theirs = (comparable_form(text, forms) for text in ("不报告的，追究责任。", "要报告。"))
    >>> beside = set_beside(ours, [theirs], forms), [set_beside(theirs, [ours], forms)]
    >>> element_shifts(*beside, load_strength_words())
    [Shift(name='came_sanction', up=True, evidence='新增追责：追究责任')]
    """
    shifts = []
    for kind, zh, pattern in words.elements:
        came = _among_own(pattern, local)
        gone = next((found for wording in central if (found := _among_own(pattern, wording))), None)
        if came and not gone:
            shifts.append(Shift(f"came_{kind}", True, f"新增{zh}：{came}"))
        elif gone and not came:
            shifts.append(Shift(f"went_{kind}", False, f"删去{zh}：{gone}"))
    return shifts


def _among_own(pattern: re.Pattern[str], wording: OwnWords) -> str | None:
    """The first match of which at least half stands among the words the other text lacks."""
    form = wording.form
    for found in pattern.finditer(form.text):
        inside = [
            own for own, place in zip(wording.shared, form.starts, strict=True) if found.start() <= place < found.end()
        ]
        if inside and 2 * sum(inside) <= len(inside):
            return found.group()
    return None


def modal_shift(local: str, central: str, words: StrengthWords) -> Shift | None:
    """Whether what was allowed is now asked for, or the reverse.

    Each text has modals of one force only, or one modal stands in the place of another: in front of the same words.

    >>> modal_shift("要修复，具备条件的应当借阅。", "要修复，具备条件的可以借阅。", load_strength_words())
    Shift(name='stricter_modal', up=True, evidence='可以 → 应当')
    """
    ours, theirs = _modals(local, words), _modals(central, words)
    if len({rank for rank, _, _ in ours}) == len({rank for rank, _, _ in theirs}) == 1:
        return _shift(ours[0], theirs[0])
    for here in ours:
        for there in theirs:
            if here[2] == there[2] and (found := _shift(here, there)):
                return found
    return None


_ModalWord = tuple[int, str, str]  # rank (1 allows, 2 asks), the word, the two characters behind it


def _modals(text: str, words: StrengthWords) -> list[_ModalWord]:
    return [
        (words.modals.meaning(found).rank, found.group(), text[found.end() : found.end() + 2])
        for found in words.modals.pattern.finditer(text)
    ]


def _shift(ours: _ModalWord, theirs: _ModalWord) -> Shift | None:
    if ours[0] == theirs[0]:
        return None
    up = ours[0] > theirs[0]
    return Shift("stricter_modal" if up else "milder_modal", up, f"{theirs[1]} → {ours[1]}")


def figure_shifts(changes: Sequence[RequirementChange]) -> list[Shift]:
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
        elif change.change == "new" and (name := _new(change)):
            shifts.append(Shift(name, True, f"新增：{here}"))
    return shifts


def _new(change: RequirementChange) -> str | None:
    """A new figure, or a vague frequency where none stood; 及时 alone is no strengthening, and a threshold is but a condition."""
    requirement = change.requirement
    if requirement.kind == "threshold":
        return None
    if not requirement.vague:
        return "new_figure"
    return "new_frequency" if requirement.kind == "frequency" else None
