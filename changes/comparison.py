"""What became of the duty: the whole answer for one local document set against its central one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ..align import SentenceLink, UnitLink
from ..extract import Requirement
from ..segmenter import SegmentedDocument
from .actors import ActorPair
from .shares import Shares
from .structure import Structure
from .taught import Taught

Relation = Literal["verbatim", "adapted", "strengthened", "weakened", "added"]
CoverageStatus = Literal["implemented", "partial", "absent"]
Reason = Literal["missing", "not_applicable", "no_duty"]
Change = Literal["new", "quantified", "tightened", "relaxed", "same"]


@dataclass(frozen=True, slots=True)
class Review:
    """A specialist's word on a sentence: who, when, a note, and whether its links and its relation are fixed by it.

    >>> Review("某馆员", "2026-05-01", relation=True).said, Review(note="再核对").locked
    ('人工复核（某馆员，2026-05-01）', False)
    >>> Review("某馆员", note="再核对").said
    '复核意见（某馆员）：再核对'
    """

    by: str = ""
    at: str = ""
    note: str = ""
    links: bool = False
    relation: bool = False

    @property
    def locked(self) -> bool:
        """Is a judgement fixed, or is there a note alone?"""
        return self.links or self.relation

    @property
    def said(self) -> str:
        """That a person judged here or remarked on it, who and when, and the remark."""
        who = "，".join(word for word in (self.by, self.at) if word)
        what = "人工复核" if self.locked else "复核意见"
        return what + (f"（{who}）" if who else "") + (f"：{self.note}" if self.note else "")


@dataclass(frozen=True, slots=True)
class Certainty:
    """The probability that a verdict is right; ``settled`` where verdicts as sure as that are right in 95 of 100 (families left out).

    ``shipped`` is the probability by the shipped weights, where a user's corrections moved it.
    """

    probability: float
    settled: bool
    shipped: float | None = None


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A local sentence (by id): its counterparts, what became of them, and the words that show it (定期 → 每季度).

    ``score`` is the probability of the link, of an added sentence that there is none; ``certainty`` that of the relation, ``None`` where
    nobody weighed it. ``review`` is there where a specialist said something of it, ``taught`` where what was said of another document is
    taken over or suggested.
    """

    local: str
    links: tuple[SentenceLink, ...]
    relation: Relation
    score: float
    evidence: tuple[str, ...]
    review: Review | None = None
    certainty: Certainty | None = None
    taught: Taught | None = None


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A local unit (by id): its counterparts and what became of them."""

    local: str
    links: tuple[UnitLink, ...]
    relation: Relation


@dataclass(frozen=True, slots=True)
class Coverage:
    """A central unit (by id): is it taken up, in which local units, and what of its sentences.

    ``taken_up``: a sentence and the local ones that answer it. Of those nobody answers, ``missing`` are duties left out,
    ``not_applicable`` bind central organs only, ``no_duty`` ask for nothing that could be checked. ``reviews``: what a specialist said
    of its sentences. ``counted`` is false for preamble, background and closing, ``applicable`` for a unit that binds the centre alone:
    reports count neither. ``certainty`` is that of the status, ``missing_certainty`` that of each of ``missing``, in their order;
    ``taught``: the sentences whose reason was said of another document.
    """

    central: str
    status: CoverageStatus
    local: tuple[str, ...]
    missing: tuple[str, ...]
    not_applicable: tuple[str, ...] = ()
    no_duty: tuple[str, ...] = ()
    taken_up: tuple[tuple[str, tuple[str, ...]], ...] = ()
    reviews: tuple[tuple[str, Review], ...] = ()
    counted: bool = True
    applicable: bool = True
    certainty: Certainty | None = None
    missing_certainty: tuple[Certainty, ...] = ()
    taught: tuple[tuple[str, Taught], ...] = ()


@dataclass(frozen=True, slots=True)
class RequirementChange:
    """A local requirement beside the central duty it sets a figure for; ``central_sentence`` is that sentence's id.

    ``counterpart`` is the central requirement it answers; without one the central sentence may still be known. ``comparable`` is false
    where the two figures cannot be compared (15 working days with 15 days, which takes a calendar); ``change`` is ``same`` then.
    """

    requirement: Requirement
    counterpart: Requirement | None
    central_unit: str | None
    central_sentence: str | None
    central_text: str | None
    change: Change
    comparable: bool = True


@dataclass(frozen=True, slots=True)
class ChangedVerdict:
    """What would be said of a local sentence (by id) if its document were judged alone: the relation, the central sentences it answers."""

    local: str
    relation: Relation
    central: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgedWith:
    """With how many local documents, itself among them, one was judged, so that they do not contradict each other (1: alone).

    ``shared`` of its sentences stand in another of them too, in the same words or almost the same; ``changed`` are those of which
    something else is said than if it were judged alone.
    """

    documents: int = 1
    shared: int = 0
    changed: tuple[ChangedVerdict, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Comparison:
    """A local document set against its central one; every local unit and sentence and every central unit has its entry.

    What it says is shown, side by side, by the report it stands in (``report[0]``).

    ``warnings`` say in Chinese, one line each, where the comparison makes no sense; ``judged_with`` says what else was looked at.
    """

    central: SegmentedDocument
    local: SegmentedDocument
    units: tuple[UnitChange, ...]
    sentences: tuple[SentenceChange, ...]
    coverage: tuple[Coverage, ...]
    requirements: tuple[RequirementChange, ...]
    central_requirements: tuple[Requirement, ...]
    structure: Structure = field(default_factory=Structure)
    actors: tuple[ActorPair, ...] = ()
    shares: Shares = field(default_factory=Shares)
    warnings: tuple[str, ...] = ()
    judged_with: JudgedWith = field(default_factory=JudgedWith)

    def __repr__(self) -> str:
        return f"<对照：{self.central!r} ← {self.local!r}>"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One central duty across local documents.

    ``central`` is the central document's own figure or vague term as printed, ``cells`` what each local document sets (``每季度``,
    ``每年≥1次``, ``10%``), the vague term where it stays vague, empty where it is silent; ``strictness`` orders the cells
    of a row: the greater, the stricter; ``None`` where they cannot be compared.
    """

    unit: str
    sentence: str
    text: str
    central: str
    cells: tuple[str, ...]
    strictness: tuple[float | None, ...]
