"""What a judge is: somebody asked which of a few central sentences a local one answers, all of them seen side by side.

Nobody is asked unless the caller brings a judge (``duizhao.judges`` makes one of a language model). Nothing here reaches for a network.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, and what its article is called: its heading, else its number."""

    article: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """Which of the central ``candidates`` does ``local`` answer? They stand in the order of their document; often it is none of them."""

    local: Passage
    candidates: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Opinions:
    """For each question the probability of each of its candidates, or ``None`` where there is no answer.

    ``remarks`` are what a reader of the report should know (Chinese, one line each).
    """

    probabilities: tuple[tuple[float, ...] | None, ...]
    remarks: tuple[str, ...] = ()


@runtime_checkable
class Judge(Protocol):
    """What answers questions about sentences in doubt: any object of this shape.

    >>> class Sceptic:
    ...     parameters = {"model": "sceptic"}
    ...     def answer(self, questions):
    ...         return Opinions(tuple((0.0,) * len(question.candidates) for question in questions))
    >>> isinstance(Sceptic(), Judge)
    True
    """

    @property
    def parameters(self) -> Mapping[str, object]:
        """What a report says of it, so that its result can be had again: plain values by name."""
        ...

    def answer(self, questions: Sequence[Question]) -> Opinions:
        """What it thinks of each question, in their order."""
        ...
