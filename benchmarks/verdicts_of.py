"""Every verdict of models that never saw the family, its values, and whether a reader says the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from left_out import Judge

from duizhao.align import load_linker
from duizhao.changes import Certainty, Comparison, compare_documents
from duizhao.changes.judging import JudgingRules

RELATIONS = ("verbatim", "adapted", "strengthened", "weakened", "added")
COVERED = ("implemented", "partial", "absent")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said of a place of a document, and whether it is right; ``gold`` is what a reader says."""

    family: str
    kind: str
    document: str
    place: str
    said: str
    values: Mapping[str, float]
    right: bool
    gold: str


class Values:
    """Keeps the values of every verdict, by verdict and place."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], Mapping[str, float]] = {}

    def weigh(self, verdict: str, place: str, values: Mapping[str, float]) -> Certainty:
        """Take note; how sure the verdict is does not matter here."""
        self.found[verdict, place] = dict(values)
        return Certainty(0.0, settled=False)


def judged(judge: Judge, rules: JudgingRules) -> tuple[Comparison, list[Verdict]]:
    """The pair compared by its judge, and every verdict that a reader spoke on.

    A missing sentence is right where no labelled local sentence is linked to it.
    """
    kept = Values()
    comparison = compare_documents(
        judge.pair.central,
        judge.pair.local,
        linker=load_linker(model=judge.links),
        judging=replace(rules, relations=judge.relations, certainty=kept),
    )
    found = [
        Verdict(
            judge.family.central,
            judge.family.kind,
            judge.pair.name,
            place,
            said,
            values,
            right=gold == said,
            gold=gold,
        )
        for (said, place), values in kept.found.items()
        for gold in _gold(judge, said, place)
    ]
    return comparison, found


def _gold(judge: Judge, said: str, place: str) -> Iterator[str]:
    """What a reader says of a place, nothing where none spoke on it."""
    pair = judge.pair
    if said in RELATIONS and place in pair.relations:
        yield pair.relations[place]
    elif said in COVERED and place in pair.coverage:
        yield pair.coverage[place]
    elif said == "missing" and pair.sentences is not None:
        column = [sentence.id for sentence in pair.central.sentences].index(place)
        yield "answered" if np.any(pair.sentences[:, column] == 1) else "missing"
