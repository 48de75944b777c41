"""Counterparts that are known, because a person named them: nothing is left to be judged there."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from .arrays import Matrix
from .sides import Side

Locked = Mapping[str, Collection[str]]  # the central sentences (by id) of each local one that is known
# A local unit of whose text at least this share is known to answer one central unit has that one as its main counterpart.
_MOST = 0.5


def lock_sentences(ours: Side, theirs: Side, locked: Locked, probability: Matrix) -> None:
    """Write what is known into the probabilities: 1 for the counterparts of a locked sentence, 0 for all others.

    :param probability: of every pair of sentences, shaped (local, central).
    """
    columns = {sentence.id: j for j, sentence in enumerate(theirs.sentences)} if locked else {}
    for i, sentence in enumerate(ours.sentences):
        if sentence.id in locked:
            probability[i] = 0.0
            probability[i, [columns[name] for name in locked[sentence.id]]] = 1.0


def lock_units(ours: Side, theirs: Side, locked: Locked, of_units: Matrix) -> None:
    """Likewise for the units that follow from it, by the text of their sentences without headings.

    :param of_units: the probability of every pair of units, shaped (local units, central units).
    """
    if not locked:
        return
    weights = np.where(ours.is_kind("heading"), 0.0, ours.lengths)
    whole = np.bincount(ours.unit_of, weights, minlength=len(of_units))
    known = np.zeros_like(of_units)
    unit_of = {sentence.id: unit for sentence, unit in zip(theirs.sentences, theirs.unit_of, strict=True)}
    for i, sentence in enumerate(ours.sentences):
        for unit in {unit_of[name] for name in locked.get(sentence.id, ())}:
            known[ours.unit_of[i], unit] += weights[i]
    of_units[(known > 0) & (known >= _MOST * whole[:, None])] = 1.0
