"""How much of what is true of a mutated text the aligner finds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeVar

import numpy as np
from mutation_labels import UNDECIDED, Mutated, gold_pair

from duizhao.align import Alignment, align_documents

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Count:
    """What was found rightly, what was found, and what there is.

    >>> count = Count(3, 4, 6) + Count(0, 0, 2)
    >>> f"{count.precision:.2f} {count.recall:.2f} {count.f1:.2f}"
    '0.75 0.38 0.50'
    """

    hits: int = 0
    found: int = 0
    there: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.hits + other.hits, self.found + other.found, self.there + other.there)

    @property
    def precision(self) -> float:
        """The share of what was found that is right; not a number where nothing was."""
        return self.hits / self.found if self.found else float("nan")

    @property
    def recall(self) -> float:
        """The share of what there is that was found; not a number where there is nothing."""
        return self.hits / self.there if self.there else float("nan")

    @property
    def f1(self) -> float:
        """2 PR / (P + R)."""
        return 2 * self.hits / (self.found + self.there) if self.found + self.there else float("nan")


@dataclass(frozen=True, slots=True)
class Scores:
    """The counts of one text, or of several."""

    texts: int = 0
    links: Count = Count()
    articles: Count = Count()
    added: Count = Count()
    missing: Count = Count()
    moved: Count | None = None
    divided: Count | None = None

    def __add__(self, other: Scores) -> Scores:
        return Scores(
            self.texts + other.texts,
            self.links + other.links,
            self.articles + other.articles,
            self.added + other.added,
            self.missing + other.missing,
            _sum(self.moved, other.moved),
            _sum(self.divided, other.divided),
        )


def _sum(one: Count | None, other: Count | None) -> Count | None:
    return other if one is None else one if other is None else one + other


# What the library says of moves, splits and merges; its shape is looked at in `_structure` alone.
FindStructure = Callable[[Alignment], Any]


def load_find_structure() -> FindStructure | None:
    """The finder of moves, splits and merges, where the library has one."""
    name = "duizhao.changes.structure"
    try:
        found: FindStructure = import_module(name).unit_structure
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return None
    return found


def _structure(found: Any, mutated: Mutated) -> tuple[Count, Count]:
    """Moves, and splits and merges: each is right only with all its parts."""
    divided = {("split", split.central, split.local) for split in found.splits}
    divided |= {("merge", merge.local, tuple(sorted(merge.central))) for merge in found.merges}
    there = {("split", central, local) for central, local in mutated.splits.items()}
    there |= {("merge", local, tuple(sorted(central))) for local, central in mutated.merges.items()}
    return _sets({move.local for move in found.moved}, mutated.moved), _sets(divided, there)


def score(mutated: Mutated, *, find_structure: FindStructure | None = None) -> tuple[Scores, Alignment]:
    """Align a mutated text with its central one and count."""
    alignment = align_documents(mutated.central, mutated.local)
    pair = gold_pair(mutated, "")
    assert pair.sentences is not None  # noqa: S101  a mutated pair always has them
    local, central = (_places(side.sentences) for side in (mutated.local, mutated.central))
    local_units, central_units = (_places(side.units) for side in (mutated.local, mutated.central))
    sentences = np.zeros(pair.sentences.shape)
    for link in alignment.sentence_links:
        sentences[local[link.local], central[link.central]] = 1
    units = np.zeros(pair.units.shape)
    for unit in alignment.unit_links:
        units[local_units[unit.local], central_units[unit.central]] = unit.main
    unanswered = _unlinked(local, sentences.any(axis=1))
    # What was left out is found also where only a heading, or the same words elsewhere, seem to answer it.
    doubtful = _unlinked(central, (sentences * (pair.sentences != UNDECIDED)).any(axis=0)) & set(mutated.missing)
    left_out = _unlinked(central, sentences.any(axis=0)) | doubtful
    scores = Scores(
        1,
        _cells(sentences, pair.sentences),
        _cells(units, pair.units),
        _sets(unanswered, mutated.added),
        _sets(left_out, mutated.missing),
        *(_structure(find_structure(alignment), mutated) if find_structure is not None else (None, None)),
    )
    return scores, alignment


def _places(things: Sequence[Any]) -> dict[str, int]:
    return {thing.id: i for i, thing in enumerate(things)}


def _unlinked(names: dict[str, int], linked: Any) -> set[str]:
    return {name for name, i in names.items() if not linked[i]}


def _cells(found: Any, there: Any) -> Count:
    decided = there != UNDECIDED
    return Count(int((found * (there == 1)).sum()), int(found[decided].sum()), int((there == 1).sum()))


def _sets(found: Collection[T], there: Collection[T]) -> Count:
    return Count(len(set(found) & set(there)), len(found), len(there))


def by_origin(mutated: Mutated, alignment: Alignment) -> set[tuple[str, str]]:
    """The links found, each local sentence by the central one it came from: what another order must not change."""
    origin = dict(mutated.links)
    return {(origin[link.local], link.central) for link in alignment.sentence_links if link.local in origin}
