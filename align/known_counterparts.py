"""Counterparts that are known, because a person named them: nothing is left to be judged there."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from ..language.comparable import comparable
from ..segmenter import SegmentedDocument
from .arrays import Matrix

Locked = Mapping[str, Collection[str]]  # the central sentences (by id) of each local one that is known
# A local unit of whose text at least this share is known to answer one central unit has that one as its main counterpart.
_MOST = 0.5


def lock_sentences(central: SegmentedDocument, local: SegmentedDocument, locked: Locked, probability: Matrix) -> None:
    """Write what is known into the probabilities: 1 for the counterparts of a locked sentence, 0 for all others.

    :param probability: of every pair of sentences, shaped (local, central).
    """
    if not locked:
        return
    columns = {sentence.id: j for j, sentence in enumerate(central.iter_sentences())}
    for i, sentence in enumerate(local.iter_sentences()):
        if sentence.id in locked:
            probability[i] = 0.0
            probability[i, [columns[name] for name in locked[sentence.id]]] = 1.0


def lock_units(central: SegmentedDocument, local: SegmentedDocument, locked: Locked, of_units: Matrix) -> None:
    """Likewise for the units that follow from it, by the text of their sentences without headings.

    :param of_units: the probability of every pair of units, shaped (local units, central units).
    """
    if not locked:
        return
    unit_of = {sentence.id: j for j, unit in enumerate(central.units) for sentence in unit.sentences}
    for i, unit in enumerate(local.units):
        weights = {
            sentence.id: max(1, len(comparable(sentence.text)))
            for sentence in unit.sentences
            if sentence.kind != "heading"
        }
        known = np.zeros(of_units.shape[1])
        for name, weight in weights.items():
            for j in {unit_of[other] for other in locked.get(name, ())}:
                known[j] += weight
        of_units[i, (known > 0) & (known >= _MOST * sum(weights.values()))] = 1.0
