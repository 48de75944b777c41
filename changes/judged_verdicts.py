"""What corrections tell of how often the program was right: its verdicts that a person judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .corrections import Correction, merge_corrections


@dataclass(frozen=True, slots=True, order=True)
class JudgedVerdict:
    """What the program had said of a sentence, how sure it was by its shipped weights, and whether a person says the same."""

    said: str
    certainty: float
    right: bool


def judged_verdicts(corrections: Iterable[Correction]) -> tuple[JudgedVerdict, ...]:
    """The verdicts that were judged, in an order of their own, whatever that of the corrections.

    A sentence counts once, also a central one that two others answer. A note says nothing of the verdict, nor do other counterparts
    where the relation was left open; that there are any where none was found says that it was wrong.

    >>> from .corrections import Quoted, Source
    >>> here = {"central_document": Source("a", ""), "local_document": Source("b", ""), "side": "local", "certainty": 0.8}
    >>> judged_verdicts([Correction(**here, sentence=Quoted("1:1", "一"), relation="adapted", found="verbatim")])
    (JudgedVerdict(said='verbatim', certainty=0.8, right=False),)
    >>> judged_verdicts([Correction(**here, sentence=Quoted("1:1", "一"), note="再看", found="verbatim")])
    ()
    """
    merged = merge_corrections((), corrections)
    answered: dict[tuple[str, ...], float] = {}
    for one in merged:
        for quoted in one.links or ():
            if quoted.missing is not None:
                place = (one.central_document.name, one.local_document.name, quoted.id, quoted.words)
                answered[place] = max(quoted.missing, answered.get(place, 0.0))
    wrongly_missing = (JudgedVerdict("missing", certainty, right=False) for certainty in answered.values())
    return tuple(sorted([*wrongly_missing, *(verdict for one in merged for verdict in _judged(one))]))


def _judged(one: Correction) -> Iterator[JudgedVerdict]:
    if one.found is not None and one.certainty is not None:
        if one.relation is not None:
            yield JudgedVerdict(one.found, one.certainty, one.relation == one.found)
        elif one.links and one.found == "added":
            yield JudgedVerdict("added", one.certainty, right=False)
