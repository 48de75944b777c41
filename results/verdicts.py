"""What people are told a verdict is: a sentence to which nothing was found is only called added where that is settled."""

from __future__ import annotations

from collections.abc import Mapping

from ..changes import Certainty
from .labels import RELATIONS, Labels

UNFOUND = "unfound"
VERDICTS = (*RELATIONS, UNFOUND)


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
