"""Clauses: groups of added sentences of different places that the aligner takes for the same; who had one first, who next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .adopters import Adopter, days_between
from .stored_additions import StoredSentence

# How sure it is who had a clause first: its day lies before all others (``dated``); several places share it (``tied``); a text that was
# amended later may have had it before (``amended``); a text without a day may have had it before (``undated``).
FirstKnown = Literal["dated", "tied", "amended", "undated"]


@dataclass(frozen=True, slots=True)
class Adoption:
    """That a document has a clause: in which sentence, and which earlier holder's sentence is the likest (``None`` for the first).

    ``score`` is the aligner's probability that it is the same clause as that one (1 where the words are), ``alike`` how much of the
    n-grams both have (cosine). ``again`` is true of a further document of a place that has the clause already.
    """

    passage: StoredSentence
    adopter: Adopter
    model: StoredSentence | None = None
    score: float | None = None
    alike: float | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class CommonSource:
    """A sentence of an upper document that says the same: what all may have taken a clause from."""

    passage: StoredSentence
    document: Adopter
    score: float


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause that documents of two places or more have, in the order of their days.

    ``stock`` says that it stands below so many different upper documents that it is a form of words; ``source`` is an upper document's
    sentence that says the same.

    >>> day = {"earliest": "2030-01-01", "latest": "2030-01-01"}
    >>> first = Adopter(id="a", title="甲", region="云州省", **day)
    >>> second = Adopter(id="b", title="乙", region="海平省", earliest="2030-02-01", latest="2030-02-01")
    >>> words = "书屋应当设立儿童阅览角"
    >>> held = [Adoption(StoredSentence(one.id, "1:1", "1", "body", words), one) for one in (first, second)]
    >>> clause = Clause(1, tuple(held))
    >>> clause.first.adopter.region, clause.first_known, clause.days_to_next
    ('云州省', 'dated', 31)
    """

    number: int
    adoptions: tuple[Adoption, ...]
    stock: bool = False
    source: CommonSource | None = None

    @property
    def first(self) -> Adoption:
        """The holder with the earliest day; whether it is known to be the first says :attr:`first_known`."""
        return self.adoptions[0]

    @property
    def by_place(self) -> tuple[Adoption, ...]:
        """The first document of each place."""
        return tuple(one for one in self.adoptions if not one.again)

    @property
    def next(self) -> Adoption | None:
        """The first holder from another place with a later day than the first, where both have one."""
        since = self.first.adopter.latest
        later = (one for one in self.by_place[1:] if since and one.adopter.latest and one.adopter.latest > since)
        return next(later, None)

    @property
    def days_to_next(self) -> int | None:
        """How long until another place had it too; not said where it is not known who was first."""
        if self.next is None or self.first_known != "dated":
            return None
        return days_between(self.first.adopter.latest, self.next.adopter.latest)

    @property
    def least_days_to_next(self) -> int | None:
        """The same where the next text was amended and may have had it from its first version on."""
        if self.next is None or self.first_known != "dated":
            return None
        return days_between(self.first.adopter.latest, self.next.adopter.earliest)

    @property
    def first_known(self) -> FirstKnown:
        """How sure it is that the first one is."""
        day, place = self.first.adopter.latest, self.first.adopter.place
        others = [one.adopter for one in self.adoptions[1:] if one.adopter.place != place]
        if day is None or any(one.latest is None for one in others):
            return "undated"
        if any(one.latest == day for one in others):
            return "tied"
        if any(one.earliest is not None and one.earliest <= day for one in others):
            return "amended"
        return "dated"

    @property
    def families(self) -> int:
        """Below how many top documents it stands."""
        return len({one.adopter.family for one in self.adoptions})

    @property
    def certainty(self) -> float:
        """The least of the aligner's probabilities that hold the clause together."""
        return min((one.score for one in self.adoptions if one.score is not None), default=1.0)

    @property
    def counts(self) -> bool:
        """Whether it may be a borrowing: no form of words, and no upper document had it before every holder but the first."""
        return not self.stock and not self.source_first

    @property
    def source_first(self) -> bool:
        """Whether the upper document had it before the second place did, so that all may have it from there."""
        return self.source is not None and all(map(self.after_source, self.by_place[1:]))

    def after_source(self, one: Adoption) -> bool | None:
        """Whether a holder's day lies behind that of the upper document's; ``None`` where one is unknown, or there is none."""
        if self.source is None:
            return None
        gap = days_between(self.source.document.earliest, one.adopter.latest)
        return None if gap is None else gap >= 0
