"""The brief of a local document: five to eight sentences that a supervisor asks for, each counted from the tables and linked to its place.

In this order: what kind of answer the document is, whether the central one is carried out, what is stricter (and milder) and by which
figure, what is new, what of the central duties is not found, which figures it sets, what needs a look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ..changes import Comparison
from .brief_clauses import answer, carried_out, figures, milder, missing, new, stricter, to_check_first
from .brief_facts import BriefFacts, brief_facts
from .brief_parts import BriefPart, BriefPlace, BriefText, begun, listed, text_of
from .brief_wording import BriefClauses, BriefWording
from .labels import Labels

BriefKind = Literal["answer", "carried_out", "stricter", "milder", "new", "missing", "figures", "to_check"]
BRIEF_KINDS: tuple[BriefKind, ...] = (
    *("answer", "carried_out", "stricter", "milder"),
    *("new", "missing", "figures", "to_check"),
)


@dataclass(frozen=True, slots=True)
class BriefSentence:
    """One sentence: ``parts`` joined are its text, and those that name a place have it.

    ``places`` are all places that are counted in it, in the order of the text (not only those that are named); ``counts`` the numbers
    that it says, by what they count.
    """

    kind: BriefKind
    parts: BriefText
    places: tuple[BriefPlace, ...]
    counts: Mapping[str, int]

    @property
    def text(self) -> str:
        """What is read."""
        return text_of(self.parts)

    @property
    def links(self) -> tuple[BriefPart, ...]:
        """The parts that name a place."""
        return tuple(part for part in self.parts if part.place is not None)


@dataclass(frozen=True, slots=True)
class Brief:
    """The sentences about the local document called ``document``; ``cautions`` say where the comparison makes little sense."""

    document: str
    sentences: tuple[BriefSentence, ...]
    cautions: tuple[str, ...] = ()


def brief_of(comparison: Comparison, words: Labels, name: str = "") -> Brief:
    """The brief of one local document, which it calls ``name``, in ``words``' language; the same for the same comparison.

    >>> import duizhao as dz
    >>> from .labels import labels
    >>> sample = dz.sample_folder()
    >>> [comparison] = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt").comparisons
    >>> brief = brief_of(comparison, labels("zh"))
    >>> [sentence.kind for sentence in brief.sentences]
    ['answer', 'carried_out', 'stricter', 'milder', 'new', 'missing', 'figures', 'to_check']
    >>> brief.sentences[0].text.split("，")[0]
    '全文15条'
    """
    return Brief(name, tuple(_sentences(brief_facts(comparison), BriefWording(words))), comparison.warnings)


def _sentences(facts: BriefFacts, wording: BriefWording) -> Iterator[BriefSentence]:
    strict = stricter(facts, wording)
    mild = milder(facts, wording)
    said: dict[BriefKind, BriefClauses | None] = {
        "answer": answer(facts, wording),
        "carried_out": carried_out(facts, wording),
        "stricter": strict,
        "milder": mild,
        "new": new(facts, wording),
        "missing": missing(facts, wording),
        "figures": figures(facts, wording, strict.links),
        "to_check": to_check_first(facts, wording),
    }
    for kind, one in said.items():
        if one is not None:
            clauses = listed(one.clauses, wording.brief["clause"], wording.brief["stop"])
            yield BriefSentence(kind, begun(clauses), one.places, one.counts)
