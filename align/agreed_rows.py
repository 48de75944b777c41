"""How likely the sentences of a shared wording answer each central one, pooled, and which of them they answer."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .known_counterparts import Locked
from .link_choice import MAX_COUNTERPARTS
from .links import Alignment, Thresholds, Weighed
from .reasons_to_part import Reasons
from .shared_wording import SharedWording, SharedWordings, WordingPlace, wording_of

PooledRow = Mapping[str, float]  # probabilities by the id of a central sentence, or by a central wording
# Probabilities are kept within these bounds: nothing is so sure that others could not say otherwise. The lower one stands for what was
# not weighed, too.
_LEAST, _MOST = 0.005, 0.995


class WeighedReading:
    """One document's alignment as the others are set beside it.

    ``copies`` are the central sentences (by id) of each central wording, in their order: a formula may stand in several articles.
    """

    def __init__(self, alignment: Alignment, locked: Locked) -> None:
        self._ids = [sentence.id for sentence in alignment.local.sentences]
        self._weighed = alignment.weighed or _from_links(alignment)
        self._locked = locked
        self.copies: dict[str, list[str]] = {}
        for sentence in alignment.central.sentences:
            self.copies.setdefault(wording_of(sentence) or sentence.id, []).append(sentence.id)
        self._wording = {name: wording for wording, names in self.copies.items() for name in names}

    def is_locked(self, sentence: int) -> bool:
        """Is it known what that sentence answers?"""
        return self._ids[sentence] in self._locked

    def row(self, sentence: int) -> PooledRow:
        """The probability of each central sentence."""
        return self._weighed.sentences.get(self._ids[sentence], {})

    def by_wording(self, sentence: int) -> dict[str, float]:
        """The probability of each central wording: that of its likeliest copy."""
        found: dict[str, float] = {}
        for name, probability in self.row(sentence).items():
            wording = self._wording[name]
            found[wording] = max(probability, found.get(wording, 0.0))
        return found

    def thresholds(self, sentence: int) -> Thresholds:
        """Those that hold for that sentence."""
        return self._weighed.apart.get(self._ids[sentence], self._weighed.thresholds)


def _from_links(alignment: Alignment) -> Weighed:
    """Of a linker that does not tell what it chose from the links are all that is known."""
    rows: dict[str, dict[str, float]] = {}
    for link in alignment.sentence_links:
        rows.setdefault(link.local, {})[link.central] = link.score
    units = {(link.local, link.central): link.score for link in alignment.unit_links}
    least = min((link.score for link in alignment.sentence_links), default=0.5)
    return Weighed(rows, units, Thresholds(least, least, min(units.values(), default=0.5)))


@dataclass(slots=True)
class _Pooled:
    """A wording with what its sentences say together; ``forced`` is settled with those of almost the same words."""

    wording: SharedWording
    known: bool
    row: dict[str, float]
    first: float
    further: float
    forced: dict[str, bool] = field(default_factory=dict)

    def linked(self, order: Mapping[str, int]) -> list[str]:
        """The central wordings it answers, the likeliest first."""
        found: list[str] = []
        for rank, name in enumerate(self.ranked(order)):
            enough = self.row[name] >= (self.further if rank else self.first)
            if self.forced.get(name, enough):
                found.append(name)
        return found[:MAX_COUNTERPARTS]

    def ranked(self, order: Mapping[str, int]) -> list[str]:
        return sorted(self.row, key=lambda name: (-self.row[name], order[name]))


def agreed_rows(
    readings: Sequence[WeighedReading], shared: SharedWordings
) -> Iterator[tuple[WordingPlace, PooledRow, Collection[str]]]:
    """Every sentence that is to be read otherwise than alone: its probabilities, and the central ones (by id) it answers."""
    order = {wording: i for i, wording in enumerate(readings[0].copies)}
    pooled = [_pool(wording, readings) for wording in shared.wordings]
    settled = _settle_near(pooled, shared.near, order, Reasons(tuple(order)))
    for i, one in enumerate(pooled):
        if len(one.wording.documents) > 1 or i in settled:
            linked = one.linked(order)
            for document, sentence in one.wording.places:
                if not readings[document].is_locked(sentence):
                    yield (document, sentence), *_written_out(one, linked, readings[document], sentence)


def _pool(wording: SharedWording, readings: Sequence[WeighedReading]) -> _Pooled:
    """What a person named counts alone, where there is any."""
    known = [place for place in wording.places if readings[place[0]].is_locked(place[1])]
    rows = {place: readings[place[0]].by_wording(place[1]) for place in wording.places}
    counted = known or wording.places
    limits = [readings[document].thresholds(sentence) for document, sentence in counted]
    return _Pooled(
        wording,
        known=bool(known),
        row={
            name: pooled_probability([(rows[place].get(name, 0.0), 1) for place in counted])
            for name in {name for row in rows.values() for name in row}
        },
        first=pooled_probability([(limit.first, 1) for limit in limits]),
        further=pooled_probability([(limit.further, 1) for limit in limits]),
    )


def pooled_probability(weighed: Sequence[tuple[float, int]]) -> float:
    """The probability whose odds have the mean logarithm, each with its weight; the same in any order.

    >>> round(pooled_probability([(0.9, 1), (0.5, 1)]), 2), pooled_probability([(0.37, 3)])
    (0.75, 0.37)
    """
    first = weighed[0][0]
    if all(probability == first for probability, _ in weighed):
        return first
    total = math.fsum(weight * _odds(probability) for probability, weight in weighed)
    return 1.0 / (1.0 + math.exp(-total / sum(weight for _, weight in weighed)))


def _odds(probability: float) -> float:
    kept = min(_MOST, max(_LEAST, probability))
    return math.log(kept / (1.0 - kept))


def _settle_near(
    pooled: Sequence[_Pooled], near: Sequence[tuple[int, int]], order: Mapping[str, int], reasons: Reasons
) -> frozenset[int]:
    """Pool what wordings that are almost the same say of a central one, where they part over it without a reason; which were touched."""
    beside: dict[int, list[int]] = {}
    for i, k in near:
        beside.setdefault(i, []).append(k)
        beside.setdefault(k, []).append(i)
    linked = [frozenset(one.linked(order)) for one in pooled]
    parted = [
        (name, group)
        for name in sorted(frozenset().union(*(linked[i] for i in beside)), key=order.__getitem__)
        for group in _groups(name, pooled, beside, linked, reasons)
        if 0 < sum(name in linked[i] for i in group) < len(group)
    ]
    for name, group in parted:
        together = pooled_probability([(pooled[i].row.get(name, 0.0), len(pooled[i].wording.places)) for i in group])
        for i in group:
            if not pooled[i].known:
                pooled[i].row[name] = together
    for name, group in parted:
        free = [pooled[i] for i in group if not pooled[i].known]
        best = all(one.ranked(order)[0] == name for one in free)
        enough = all(one.row[name] >= (one.first if best else one.further) for one in free)
        for one in free:
            one.forced[name] = enough
    return frozenset(i for _, group in parted for i in group)


def _groups(
    name: str,
    pooled: Sequence[_Pooled],
    beside: Mapping[int, Sequence[int]],
    linked: Sequence[Collection[str]],
    reasons: Reasons,
) -> Iterator[list[int]]:
    """The wordings that have to agree on a central one: those that answer it, and whoever is near without a reason to part."""
    seen: set[int] = set()
    for start in beside:
        if start in seen or name not in linked[start]:
            continue
        seen.add(start)
        group = [start]
        for i in group:
            for k in beside[i]:
                less, likelier = sorted(
                    (pooled[i], pooled[k]), key=lambda one: (one.row.get(name, 0.0), one.wording.text)
                )
                if k not in seen and not reasons.part(likelier.wording.text, less.wording.text, name):
                    seen.add(k)
                    group.append(k)
        yield sorted(group)


def _written_out(
    one: _Pooled, linked: Sequence[str], reading: WeighedReading, sentence: int
) -> tuple[dict[str, float], list[str]]:
    """The pooled probabilities by central sentence; of copies the one has it that the sentence itself is nearest to."""
    own = reading.row(sentence)
    row, links = dict(own), []
    for name, probability in one.row.items():
        copies = reading.copies[name]
        nearest = max(copies, key=lambda copy: own.get(copy, 0.0))
        row |= {copy: min(probability, own[copy]) for copy in copies if copy in own}
        row[nearest] = probability
        if name in linked:
            further = reading.thresholds(sentence).further
            links += [copy for copy in copies if copy == nearest or own.get(copy, 0.0) >= further]
    return row, links
