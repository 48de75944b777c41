"""The words by which a person can check a relation."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from .comparison import Relation
from .linked_sentence import LinkedSentence
from .relation_words import RelationWords
from .replaced_phrases import replacements

# How many differences are shown.
_SHOWN = 3


def evidence_lines(case: LinkedSentence, relation: Relation, words: RelationWords, *, sure: bool) -> tuple[str, ...]:
    """The words by which a person can check a relation: what came and went, or else where the wordings part.

    A copy shows how much of it is the same; what was strengthened shows what came, what was weakened what went. Phrases are shown
    where nothing that can be named changed, whole or not at all: there may be nothing to show but how much is the same. Nor is anything
    else shown of a link that is not ``sure``.
    """
    same = f"文字相同 {case.local.share:.0%}"
    if relation == "verbatim" or not sure:
        return (same,)
    shifts = [
        shift.evidence
        for shift in case.shifts
        if not ((relation == "weakened" and shift.up) or (relation == "strengthened" and _went(shift.name)))
    ]
    lines: list[str] = []
    for line in shifts or islice(_differences(case, relation, words), _SHOWN):
        if not any(line.split("：")[-1] in other for other in lines):
            lines.append(line)
    return tuple(lines) or (same,)


def _went(name: str) -> bool:
    return name.startswith("went_")


def _differences(case: LinkedSentence, relation: Relation, words: RelationWords) -> Iterator[str]:
    """Where the sentence and its counterparts part: replaced, new and lost phrases."""
    if relation != "weakened":
        if relation == "adapted":
            for old, new in replacements(case.local, case.central[0], case.around, words):
                yield f"{old} → {new}"
        for passage in case.new:
            if passage.asks or relation != "strengthened":
                yield f"新写：{passage.text}"
    if relation != "strengthened":
        for passage in case.lost:
            yield f"删去：{passage.text}"
