"""A document as alignment looks at it: sentences in words, clause by clause."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..language.clauses import split_clauses
from ..language.comparable import comparable
from ..segmenter import SegmentedDocument, Sentence, Unit
from .acting import ActingWords

Words = list[str]
Cut = Callable[[str], Sequence[str]]  # a text in comparable form to its words
# Stands for a clause or sentence without any word: like nothing else, and of no weight beside anything.
_NOTHING = "∅"


@dataclass(frozen=True, slots=True)
class Side:
    """Sentences of one document in order, each prepared once. ``unit_of`` gives the position of each one's unit in the document.

    ``headings`` are those of the units, ``parts`` what stands above the units, sentence by sentence; empty where there is nothing.
    """

    sentences: tuple[Sentence, ...]
    unit_of: NDArray[np.intp]
    texts: tuple[str, ...]
    clauses: tuple[tuple[Words, ...], ...]
    actors: tuple[Words, ...]
    acts: tuple[Words, ...]
    prohibits: NDArray[np.bool_]
    sanctions: NDArray[np.bool_]
    headings: tuple[str, ...]
    parts: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.sentences)

    def is_kind(self, kind: str) -> NDArray[np.bool_]:
        """Which sentences are of that kind."""
        return np.array([sentence.kind == kind for sentence in self.sentences], dtype=bool)

    @property
    def lengths(self) -> NDArray[np.float64]:
        """Characters of each sentence, at least one."""
        return np.array([max(1, len(text)) for text in self.texts], dtype=float)

    @property
    def starts(self) -> NDArray[np.intp]:
        """Where each run of sentences of one unit begins."""
        return run_starts(self.unit_of)

    def part(self, start: int, stop: int) -> Side:
        """The sentences from ``start`` up to ``stop``."""
        return Side(
            self.sentences[start:stop],
            self.unit_of[start:stop],
            self.texts[start:stop],
            self.clauses[start:stop],
            self.actors[start:stop],
            self.acts[start:stop],
            self.prohibits[start:stop],
            self.sanctions[start:stop],
            self.headings[start:stop],
            self.parts[start:stop],
        )


def prepare_side(document: SegmentedDocument, acting: ActingWords, cut: Cut) -> Side:
    """Cut every sentence of a document into words by ``cut``. Linear in the length of the text."""
    sentences = document.sentences
    split = [acting.actor_and_act(sentence.text) for sentence in sentences]

    def words(text: str) -> Words:
        return [*cut(comparable(text))]

    return Side(
        sentences,
        np.array([i for i, unit in enumerate(document.units) for _ in unit.sentences], dtype=np.intp),
        tuple(comparable(sentence.text) for sentence in sentences),
        tuple(_clauses(words(clause) for clause in split_clauses(sentence.text)) for sentence in sentences),
        tuple(words(actor) for actor, _ in split),
        tuple(words(act) for _, act in split),
        np.array([bool(acting.prohibition.search(sentence.text)) for sentence in sentences], dtype=bool),
        np.array([bool(acting.sanction.search(sentence.text)) for sentence in sentences], dtype=bool),
        tuple(comparable(_heading(unit)) for unit in document.units for _ in unit.sentences),
        tuple(comparable(" ".join(unit.path)) for unit in document.units for _ in unit.sentences),
    )


def _heading(unit: Unit) -> str:
    """What a unit is about: its heading, else the sentence that is one."""
    return unit.heading or next((sentence.text for sentence in unit.sentences if sentence.kind == "heading"), "")


def _clauses(clauses: Iterable[Words]) -> tuple[Words, ...]:
    return tuple(clause for clause in clauses if clause) or ([_NOTHING],)


def run_starts(index: Sequence[int] | NDArray[np.intp]) -> NDArray[np.intp]:
    """Where each run of equal numbers begins.

    >>> run_starts([0, 0, 1, 1, 1, 4])
    array([0, 2, 5])
    """
    numbers = np.asarray(index)
    return np.flatnonzero(np.r_[True, numbers[1:] != numbers[:-1]]) if len(numbers) else np.zeros(0, dtype=np.intp)
