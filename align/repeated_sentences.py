"""Sentences that articles which answer each other share word for word.

A sentence that stands in many articles of both texts (依法承担赔偿责任) has as many rivals as copies, so its likeness alone cannot
tell which one it answers; the articles can.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from .arrays import Matrix
from .sides import Side

# Of the hand-made labels 107 of 109 such pairs are links.
REPEATED = 0.98


def raise_repeated(ours: Side, theirs: Side, units: Iterable[tuple[int, int]], probability: Matrix) -> Matrix:
    """The probabilities, those of sentences that are the same at least :data:`REPEATED`; the first copy answers the first, and so on.

    :param units: positions of the local and the central unit of each two that answer each other.
    :param probability: of every pair of sentences, shaped (local, central); it is not changed.
    """
    raised = probability.copy()
    of_ours, of_theirs = _by_unit(ours), _by_unit(theirs)
    for local, central in units:
        copies = of_theirs.get(central, {})
        for text, places in of_ours.get(local, {}).items():
            for here, there in zip(places, copies.get(text, ()), strict=False):
                raised[here, there] = max(raised[here, there], REPEATED)
    return raised


def _by_unit(side: Side) -> dict[int, dict[str, list[int]]]:
    """The positions of each text in each unit."""
    found: dict[int, dict[str, list[int]]] = {}
    for place, (unit, text) in enumerate(zip(np.asarray(side.unit_of).tolist(), side.texts, strict=True)):
        if text:
            found.setdefault(unit, {}).setdefault(text, []).append(place)
    return found
