"""In which order verdicts are shown for checking: what is settled first, then the rest, by what a look would gain."""

from __future__ import annotations

from collections.abc import Iterable

from .pair_rows import PairRow

# What a wrong verdict of a kind would do to what is written about a document: a figure or a duty that is not so, or other words for it.
_EFFECT = {"weakened": 3.0, "strengthened": 3.0, "missing": 3.0, "added": 2.0, "adapted": 1.0, "verbatim": 1.0}


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
