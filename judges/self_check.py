"""Does this model know the task? It answers labelled questions of our own first, and below what helps it is not listened to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..align import Passage, Question
from ..language.rule_tables import read_table


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """Questions with their answers (``judges/tables/self_check.toml``): which candidates are linked.

    From ``cut`` on a probability counts as yes. Judges whose F1 here is under ``least`` made links no better (benchmarks/fit_judge.py).

    >>> check = load_self_check()
    >>> check.score([(0.5,) * len(question.candidates) for question in check.questions]) < check.least
    True
    """

    questions: tuple[Question, ...]
    linked: tuple[tuple[bool, ...], ...]
    cut: float
    least: float

    def score(self, answers: Sequence[tuple[float, ...] | None]) -> float:
        """The F1 of answers over all candidates; a question without an answer says no to all of its own.

        >>> check = load_self_check()
        >>> check.score([tuple(map(float, row)) for row in check.linked]), check.score([None] * len(check.linked))
        (1.0, 0.0)
        """
        hits = named = there = 0
        for answer, linked in zip(answers, self.linked, strict=True):
            said = [p >= self.cut for p in answer] if answer is not None else [False] * len(linked)
            hits += sum(a and b for a, b in zip(said, linked, strict=True))
            named += sum(said)
            there += sum(linked)
        return 2 * hits / max(1, named + there)


def load_self_check() -> SelfCheck:
    """The questions that are shipped.

    >>> 12 <= len(load_self_check().questions) <= 20
    True
    """
    table = read_table("duizhao.judges", "self_check")
    rows = table["question"]
    return SelfCheck(
        tuple(Question(_passage(row), tuple(map(_passage, row["candidates"]))) for row in rows),
        tuple(tuple(one["linked"] for one in row["candidates"]) for row in rows),
        table["cut"],
        table["least"],
    )


def _passage(row: dict[str, Any]) -> Passage:
    return Passage(row["article"], row["text"])
