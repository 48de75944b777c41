"""What makes a duty stricter or milder, by words: sanctions, records, modal verbs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..corpus import load_table


@dataclass(frozen=True, slots=True)
class Shift:
    """A step up or down in strength and the words that show it.

    What does not ``weigh`` makes a duty no weaker on its own, but no copy of it either.
    """

    up: bool
    evidence: str
    weighs: bool = True


@dataclass(frozen=True, slots=True)
class StrengthWords:
    """The table ``strength.toml``, compiled.

    ``elements``: Chinese name, pattern, and whether its going counts as a loss. ``modals``: rank and pattern. ``localised``: words that
    show that an actor or a place was replaced by a local one.
    """

    elements: tuple[tuple[str, re.Pattern[str], bool], ...]
    modals: tuple[tuple[int, re.Pattern[str]], ...]
    localised: re.Pattern[str]


def load_strength_words() -> StrengthWords:
    """Read ``changes/tables/strength.toml``."""
    table = load_table("duizhao.changes", "strength")
    return StrengthWords(
        tuple((row["zh"], re.compile(row["pattern"]), row["loss_counts"]) for row in table["element"]),
        tuple((row["rank"], re.compile(row["pattern"])) for row in table["modal"]),
        re.compile(table["localised"]["pattern"]),
    )


def element_shifts(local: str, central: str, answered: str, words: StrengthWords) -> list[Shift]:
    """Sanctions, records, disclosures and reviews that came or went.

    :param answered: all local sentences that answer the same central ones: what stands there is not lost.

    >>> element_shifts("逾期不报的，依规依纪追究责任。", "应当及时报告。", "", load_strength_words())
    [Shift(up=True, evidence='新增追责：追究责任', weighs=True)]
    """
    shifts = []
    for name, pattern, loss_counts in words.elements:
        gained, lost = pattern.search(local), pattern.search(central)
        if gained and not lost:
            shifts.append(Shift(True, f"新增{name}：{gained.group()}"))
        elif lost and not gained and not pattern.search(answered):
            shifts.append(Shift(False, f"删去{name}：{lost.group()}", weighs=loss_counts))
    return shifts


def modal_shift(local: str, central: str, words: StrengthWords) -> Shift | None:
    """Whether what was allowed is now asked for, or the reverse.

    Each text has modals of one force only, or one modal stands in the place of another: in front of the same words.

    >>> modal_shift("要修复，具备条件的应当借阅。", "要修复，具备条件的可以借阅。", load_strength_words())
    Shift(up=True, evidence='可以 → 应当', weighs=True)
    """
    ours, theirs = _modals(local, words), _modals(central, words)
    if len({rank for rank, _, _ in ours}) == len({rank for rank, _, _ in theirs}) == 1:
        return _shift(ours[0], theirs[0])
    for here in ours:
        for there in theirs:
            if here[2] == there[2] and (found := _shift(here, there)):
                return found
    return None


_Modal = tuple[int, str, str]  # rank (1 allows, 2 asks), the word, the two characters behind it


def _modals(text: str, words: StrengthWords) -> list[_Modal]:
    return [
        (rank, match.group(), text[match.end() : match.end() + 2])
        for rank, pattern in words.modals
        for match in pattern.finditer(text)
    ]


def _shift(ours: _Modal, theirs: _Modal) -> Shift | None:
    return None if ours[0] == theirs[0] else Shift(ours[0] > theirs[0], f"{theirs[1]} → {ours[1]}")
