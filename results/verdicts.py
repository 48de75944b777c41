"""How a verdict is put to people: what is settled and what is to be looked at, and in which order looking pays most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ..changes import Certainty
from .labels import RELATIONS, Labels

if TYPE_CHECKING:
    from .pair_rows import PairRow

# A sentence to which nothing was found is only called added where that is settled.
UNFOUND = "unfound"
VERDICTS = (*RELATIONS, UNFOUND)
# What a wrong verdict of a kind would do to what is written about a document: a figure or a duty that is not so, or other words for it.
_EFFECT = {"weakened": 3.0, "strengthened": 3.0, "missing": 3.0, "added": 2.0, "adapted": 1.0, "verbatim": 1.0}


def verdict(relation: str, certainty: Certainty | None) -> str:
    """What people are told: the relation, or that no counterpart was found (to check); programs are told ``added`` either way.

    >>> verdict("added", Certainty(0.97, settled=True)), verdict("added", Certainty(0.6, settled=False)), verdict("added", None)
    ('added', 'unfound', 'added')
    """
    return UNFOUND if relation == "added" and certainty is not None and not certainty.settled else relation


def added_counts(counts: Mapping[str, int], words: Labels) -> str:
    """How many sentences were added, and apart from them to how many nothing was found.

    >>> from .labels import labels
    >>> added_counts({"added": 3, "unfound": 2}, labels("zh")), added_counts({"added": 3, "unfound": 0}, labels("zh"))
    ('3；未找到对应（待核） 2', '3')
    """
    beside = f"；{words['relation_name'][UNFOUND]} {counts[UNFOUND]}" if counts[UNFOUND] else ""
    return f"{counts['added']}{beside}"


def gain(row: PairRow) -> float:
    """What a look at a row would gain: how likely its verdict is wrong, times what that would do."""
    return 0.0 if row.certainty is None else (1.0 - row.certainty.probability) * _EFFECT.get(row.relation, 0.0)


def settled_first(rows: Iterable[PairRow]) -> tuple[PairRow, ...]:
    """The rows that are settled (or that nobody weighed) in their order, then the others, those first where a look gains most."""
    every = tuple(rows)
    return (*(row for row in every if not row.open), *to_check(every))


def to_check(rows: Iterable[PairRow]) -> tuple[PairRow, ...]:
    """The rows whose verdict is not settled, those first where a look gains most."""
    return tuple(sorted((row for row in rows if row.open), key=lambda row: -gain(row)))
