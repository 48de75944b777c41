"""The verdicts of several local texts made to agree: the same sentence that answers the same is judged the same.

What stands around a sentence may tell one verdict from another (what a neighbour took up is not lost); of the same words it must not.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from ..align import SharedWordings, wording_of
from ..segmenter import SegmentedDocument
from .applied_corrections import Locks
from .comparison import Certainty, Relation, SentenceChange
from .same_verdict import StandingVerdict, evidence_for, parts_with_reason
from .word_forms import WordForms

Verdicts = tuple[SentenceChange, ...]  # of all sentences of a document, in their order
# Where verdicts are as likely as each other, the one that claims less.
_CAUTION: tuple[Relation, ...] = ("adapted", "verbatim", "weakened", "strengthened")


def agree_on_verdicts(
    central: SegmentedDocument,
    documents: Sequence[SegmentedDocument],
    verdicts: Sequence[Verdicts],
    shared: SharedWordings,
    forms: WordForms,
    locks: Sequence[Locks],
) -> tuple[Verdicts, ...]:
    """The verdicts of several local documents, so that they do not contradict each other; the same in any order.

    Sentences of the same words that answer the same take the relation that is likeliest over all of them; sentences of almost the same
    words too, unless the words in which they part are a reason. A specialist's relation stands, and the same words follow it.
    """
    names = {sentence.id: wording_of(sentence) or sentence.id for sentence in central.sentences}
    sides = {
        (document, sentence): StandingVerdict(
            documents[document].sentences[sentence].text,
            verdicts[document][sentence],
            verdicts[document][sentence].local in locks[document].relations,
        )
        for one in shared.wordings
        for document, sentence in one.places
    }
    same = [_by_answers([sides[place] for place in one.places], names) for one in shared.wordings]
    for groups in same:
        for group in groups.values():
            _settle(group)
    for group in _almost_the_same(same, shared.near, forms):
        _settle(group)
    return tuple(
        tuple(sides[i, k].change if (i, k) in sides else change for k, change in enumerate(one))
        for i, one in enumerate(verdicts)
    )


_AnsweredWordings = frozenset[str]  # the central wordings that a sentence answers


def _by_answers(
    sides: Sequence[StandingVerdict], names: Mapping[str, str]
) -> dict[_AnsweredWordings, list[StandingVerdict]]:
    """Sentences of one wording by what they answer; those that answer nothing are added, whatever else."""
    found: dict[_AnsweredWordings, list[StandingVerdict]] = {}
    for side in sides:
        if side.change.links:
            found.setdefault(frozenset(names[link.central] for link in side.change.links), []).append(side)
    return found


def _almost_the_same(
    same: Sequence[Mapping[_AnsweredWordings, list[StandingVerdict]]], near: Sequence[tuple[int, int]], forms: WordForms
) -> Iterator[list[StandingVerdict]]:
    """Sentences of almost the same words that answer the same, as far as nothing in their words is a reason to part."""
    beside: dict[tuple[int, _AnsweredWordings], list[tuple[int, _AnsweredWordings]]] = {}
    for i, k in near:
        for answers in same[i].keys() & same[k].keys():
            if not parts_with_reason(_speaker(same[i][answers]), _speaker(same[k][answers]), forms):
                beside.setdefault((i, answers), []).append((k, answers))
                beside.setdefault((k, answers), []).append((i, answers))
    seen: set[tuple[int, _AnsweredWordings]] = set()
    for start in beside:
        if start not in seen:
            seen.add(start)
            group = [start]
            for here in group:
                new = [there for there in dict.fromkeys(beside[here]) if there not in seen]
                seen.update(new)
                group += new
            yield [side for i, answers in group for side in same[i][answers]]


def _speaker(group: Sequence[StandingVerdict]) -> StandingVerdict:
    """One of several sentences of the same words, the same in any order."""
    return min(group, key=lambda side: (side.change.relation, side.shown))


def _settle(group: Sequence[StandingVerdict]) -> None:
    """Give all the same relation: a person's, else the likeliest for which every one of them has something to show."""
    if len({side.change.relation for side in group}) < 2:
        return
    free = [side for side in group if not side.known]
    speaking = [side for side in group if side.known] or free
    said = {side.change.relation for side in speaking}
    if speaking is free:
        said.add("adapted")
    for relation in sorted(said, key=lambda one: _rank(one, speaking)):
        shown = [evidence_for(relation, side, group) for side in free]
        if all(evidence is not None for evidence in shown):
            certainty = _certainty(relation, group)
            for side, evidence in zip(free, shown, strict=True):
                if side.change.relation != relation:
                    side.becomes(relation, evidence or (), certainty)
            return


def _rank(relation: Relation, speaking: Sequence[StandingVerdict]) -> tuple[float, int]:
    likelihood = math.fsum(side.certainty.probability for side in speaking if side.change.relation == relation)
    return -likelihood, _CAUTION.index(relation)


def _certainty(relation: Relation, group: Sequence[StandingVerdict]) -> Certainty | None:
    """That of the least sure of those that said so; nobody is sure of what nobody said."""
    saying = [side.change.certainty for side in group if side.change.relation == relation and side.change.certainty]
    if saying:
        return min(saying, key=lambda one: (one.probability, one.settled))
    others = [side.change.certainty.probability for side in group if side.change.certainty]
    return Certainty(min(others), settled=False) if others else None
