"""What makes a duty stricter or milder, by words: sanctions, records, modal verbs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..corpus import load_table


@dataclass(frozen=True, slots=True)
class Shift:
    """A step up or down in strength and the words that show it."""

    up: bool
    evidence: str


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
    [Shift(up=True, evidence='新增追责：追究责任')]
    """
    shifts = []
    for name, pattern, loss_counts in words.elements:
        gained, lost = pattern.search(local), pattern.search(central)
        if gained and not lost:
            shifts.append(Shift(True, f"新增{name}：{gained.group()}"))
        elif loss_counts and lost and not gained and not pattern.search(answered):
            shifts.append(Shift(False, f"删去{name}：{lost.group()}"))
    return shifts


def modal_shift(local: str, central: str, words: StrengthWords) -> Shift | None:
    """Whether what was allowed is now asked for, or the reverse; ``None`` where either text mixes both or says neither.

    >>> modal_shift("应当直接报告。", "可以直接报告。", load_strength_words())
    Shift(up=True, evidence='可以 → 应当')
    """
    ours, theirs = _single_modal(local, words), _single_modal(central, words)
    if ours is None or theirs is None or ours[0] == theirs[0]:
        return None
    return Shift(ours[0] > theirs[0], f"{theirs[1]} → {ours[1]}")


def _single_modal(text: str, words: StrengthWords) -> tuple[int, str] | None:
    found = [(rank, match.group()) for rank, pattern in words.modals if (match := pattern.search(text))]
    return found[0] if len(found) == 1 else None
