"""Set the requirements that were found beside those a reader marked."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from ..language import comparable
from .gold_files import GoldRequirement, RequirementGold
from .ratios import Counts, Ratio, precision_recall

Row = Mapping[str, Any]
_Test = Callable[[GoldRequirement, Row], bool]
# Of rows that stand nowhere in the gold these are no mistake: a figure that is a mere condition, an order, a vague word of other kinds.
_NO_FIGURES = ("threshold", "order")
_VAGUE_KINDS = ("frequency", "deadline")


@dataclass(frozen=True, slots=True)
class RequirementCase:
    """A requirement of the gold and the row that answers it, or one of the two alone: missed, or found where none is marked."""

    tier: str
    gold: GoldRequirement | None
    row: Row | None


REQUIREMENT_RATIOS: tuple[Ratio, ...] = (
    *precision_recall("explicit", "explicit_hits", "explicit_said", "explicit_there"),
    *precision_recall("vague", "vague_hits", "vague_said", "vague_there"),
    Ratio("subject_accuracy", {"subject_right": 1}, {"subjects": 1}),
    Ratio("modality_accuracy", {"modality_right": 1}, {"modalities": 1}),
)


def requirement_cases(rows: Iterable[Row], gold: RequirementGold) -> tuple[RequirementCase, ...]:
    """Every requirement of the gold with its row, and the rows that are none.

    A row answers where it stands in the same unit, quotes words of the same place, and has the kind and the figures that are asked for.
    What is marked as optional, and the same figure found once more, is neither right nor wrong.

    :param rows: the JSON of ``duizhao extract``; those of documents the gold does not name are left aside.
    """
    left: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        left[PurePath(row["document"]).name].append(row)
    left = {name: left[name] for name in gold.documents}
    found = []
    for tier, fits in (("explicit", _has_figures), ("vague", _is_as_vague)):
        for entry in (one for one in gold.rows if one.tier == tier):
            found.append(RequirementCase(tier, entry, _take(left[entry.document], entry, fits)))
    for entry in gold.rows:
        if entry.tier != "vague":
            while _take(left[entry.document], entry, _is_once_more):
                pass
    wrong = [row for rows in left.values() for row in rows]
    found += [
        RequirementCase("explicit", None, row) for row in wrong if not row["vague"] and row["kind"] not in _NO_FIGURES
    ]
    found += [RequirementCase("vague", None, row) for row in wrong if row["vague"] and row["kind"] in _VAGUE_KINDS]
    return tuple(found)


def requirement_counts(cases: Iterable[RequirementCase]) -> list[Counts]:
    """What :data:`REQUIREMENT_RATIOS` are ratios of, by unit of each document."""
    units: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for case in cases:
        place = (case.gold.document, case.gold.unit) if case.gold else _place(case.row or {})
        units[place].update(_of_case(case))
    return list(units.values())


def _of_case(case: RequirementCase) -> Counter[str]:
    found = Counter({f"{case.tier}_there": case.gold is not None, f"{case.tier}_said": case.row is not None})
    if case.gold is None or case.row is None:
        return found
    found[f"{case.tier}_hits"] = 1
    if case.gold.subject:
        wanted, said = comparable(case.gold.subject), comparable(case.row["subject"] or "")
        found.update(subjects=1, subject_right=bool(said) and (wanted in said or said in wanted))
    if case.gold.modality:
        found.update(modalities=1, modality_right=case.row["modality"] == case.gold.modality)
    return found


def _place(row: Row) -> tuple[str, str]:
    return PurePath(row["document"]).name, row.get("unit") or ""


def _take(rows: list[Row], entry: GoldRequirement, fits: _Test) -> Row | None:
    """The first row that stands at the place and fits, taken out of the list; one that quotes the same words goes first."""
    found = [row for row in rows if _stands_at(entry, row) and fits(entry, row)]
    if not found:
        return None
    quote = comparable(entry.quote)
    best = next((row for row in found if comparable(row["quote"]) == quote), found[0])
    rows[:] = [row for row in rows if row is not best]
    return best


def _stands_at(entry: GoldRequirement, row: Row) -> bool:
    if entry.unit and row.get("unit") and entry.unit != row["unit"]:
        return False
    quote, wanted = comparable(row["quote"]), comparable(entry.quote)
    return wanted in comparable(row["text"]) and (
        quote in wanted
        or wanted in quote
        or quote in comparable(entry.context)
        or any(comparable(cue) in quote for cue in entry.cues)
    )


def _has_figures(entry: GoldRequirement, row: Row) -> bool:
    return row["kind"] in entry.kinds and not row["vague"] and _same_figures(entry, row)


def _is_as_vague(entry: GoldRequirement, row: Row) -> bool:
    return row["kind"] in entry.kinds and bool(row["vague"])


def _is_once_more(entry: GoldRequirement, row: Row) -> bool:
    return entry.tier == "optional" or not entry.value or _same_figures(entry, row)


def _same_figures(entry: GoldRequirement, row: Row) -> bool:
    return all(_same(row.get(field), wanted) for field, wanted in entry.value.items())


def _same(said: object, wanted: object) -> bool:
    if isinstance(wanted, (int, float)) and not isinstance(wanted, bool):
        return isinstance(said, (int, float)) and math.isclose(said, wanted, rel_tol=1e-6, abs_tol=1e-9)
    return said == wanted


def wrong_fields(case: RequirementCase) -> Sequence[str]:
    """Which fields of an answered requirement are not what the reader says; empty where all are."""
    if case.gold is None or case.row is None:
        return ()
    counts = _of_case(case)
    return [name for name in ("subject", "modality") if counts[f"{name}_right"] < counts[_MANY[name]]]


_MANY = {"subject": "subjects", "modality": "modalities"}
