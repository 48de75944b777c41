"""The side-by-side table: one row per local sentence, by article, and one per central sentence nobody answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from ..changes import Certainty, Comparison, Reason, Relation, RequirementChange, Review, SentenceChange, Taught
from ..extract import figure
from ..segmenter import Sentence, Unit
from .labels import Labels
from .pair_pieces import PairMarker, whole
from .pieces import Piece
from .unanswered import unanswered
from .verdicts import verdict

# A link less likely than this is one to check.
_DOUBTFUL = 0.7
# How many sentences stand on each side: split is one central sentence in several local ones, merged the reverse, crossed both.
Correspondence = Literal["one_to_one", "split", "merged", "crossed", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSide:
    """A sentence of a row and the unit it stands in; its ``pieces`` joined are its text.

    ``score`` is the probability that it answers the sentence on the other side; ``None`` on the local side and where there is none.
    ``locked``: a specialist said that it does.
    """

    unit: Unit
    sentence: Sentence
    pieces: tuple[Piece, ...]
    score: float | None = None
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFigure:
    """A requirement of the local sentence in short: its bound, what became of the central one, and that bound (empty where none)."""

    figure: str
    change: str
    central: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """A row of the side-by-side table, of the local document called ``document``.

    ``local`` is ``None`` in the row of a central sentence that nobody answers; its ``relation`` says why, its ``score`` is ``None``.
    ``centrals`` is empty where a local sentence was added. ``review`` is what a specialist said of the sentence, ``taught`` the place in
    another document of which one said so much that it is carried here.
    ``score`` is the probability of the link, ``certainty`` that of the verdict, ``None`` where nobody weighed it.
    """

    document: str
    region: str | None
    local: RowSide | None
    centrals: tuple[RowSide, ...]
    correspondence: Correspondence
    relation: Relation | Reason | Literal["in_doubt"]
    score: float | None
    evidence: tuple[str, ...]
    figures: tuple[RowFigure, ...]
    review: Review | None = None
    certainty: Certainty | None = None
    taught: Taught | None = None

    @property
    def said(self) -> str:
        """The relation as people are told it (:func:`.verdicts.verdict`)."""
        return verdict(self.relation, self.certainty)

    @property
    def open(self) -> bool:
        """Is the verdict one that a person should check?"""
        return self.certainty is not None and not self.certainty.settled

    @property
    def doubtful(self) -> bool:
        """The same, by the link alone where nobody weighed the verdict."""
        return self.open if self.certainty is not None else self.score is not None and self.score < _DOUBTFUL

    @property
    def note(self) -> str:
        """What a specialist remarked, empty where nobody did."""
        return note_of(self.review)

    @property
    def evidence_beside_note(self) -> tuple[str, ...]:
        """The evidence where the remark stands beside it: who judged is said, the remark itself is not."""
        if self.review is None or not self.review.note or self.review.said not in self.evidence:
            return self.evidence
        who = (replace(self.review, note="").said,) if self.review.locked else ()
        return (*who, *(line for line in self.evidence if line != self.review.said))

    @property
    def central_ids(self) -> tuple[str, ...]:
        """The ids of the central sentences, the likeliest first."""
        return tuple(side.sentence.id for side in self.centrals)


@dataclass(frozen=True, slots=True)
class UnitCounterpart:
    """A central unit beside a local one."""

    unit: Unit
    score: float
    main: bool


@dataclass(frozen=True, slots=True)
class Article:
    """A local unit with the rows of its sentences; ``new_part`` is the heading path where it differs from the unit before."""

    unit: Unit
    new_part: tuple[str, ...]
    relation: Relation
    centrals: tuple[UnitCounterpart, ...]
    pairs: tuple[PairRow, ...]


def articles(comparison: Comparison, name: str = "", *, marked: bool = True) -> tuple[Article, ...]:
    """Every local unit in order, side by side with the central document; ``name`` is what its rows call the local document.

    Cost: one alignment of characters per link; none where the sentences are not ``marked``, but stand in one piece.
    """
    units = {change.local: change for change in comparison.units}
    central = {unit.id: unit for unit in comparison.central.units}
    rows = _RowMaker(comparison, PairMarker(comparison) if marked else None, name)
    result: list[Article] = []
    path: tuple[str, ...] = ()
    for unit in comparison.local.units:
        change = units[unit.id]
        result.append(
            Article(
                unit=unit,
                new_part=unit.path if unit.path != path else (),
                relation=change.relation,
                centrals=tuple(
                    UnitCounterpart(central[link.central], link.score, link.main)
                    for link in sorted(change.links, key=lambda link: not link.main)
                ),
                pairs=tuple(rows.row(unit, sentence) for sentence in unit.sentences),
            )
        )
        path = unit.path
    return tuple(result)


def pair_rows(comparison: Comparison, name: str, shown: Sequence[Article] | None = None) -> tuple[PairRow, ...]:
    """The rows of one local document, called ``name``: its sentences in order, then the central ones nobody answers, in theirs.

    ``shown`` is what ``articles`` gave, where it was asked before. Cost: one alignment of characters per link.

    >>> import duizhao as dz
    >>> sample = dz.sample_folder()
    >>> comparison = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt").comparisons[0]
    >>> rows = pair_rows(comparison, "云州省")
    >>> [row.local.sentence.id for row in rows if row.local] == [sentence.id for sentence in comparison.local.sentences]
    True
    >>> row = next(row for row in rows if row.figures)
    >>> "".join(piece.text for piece in row.local.pieces) == row.local.sentence.text
    True
    """
    own = articles(comparison, name) if shown is None else shown
    return (*(row for article in own for row in article.pairs), *silent_rows(comparison, name))


def silent_rows(comparison: Comparison, name: str, *, doubtful: bool = False) -> Iterator[PairRow]:
    """The rows of the central sentences that nobody answers (``unanswered``)."""
    for silence in unanswered(comparison, doubtful=doubtful):
        sentence, review = silence.sentence, silence.review
        yield PairRow(
            document=name,
            region=comparison.local.document.metadata.region,
            local=None,
            centrals=(RowSide(unit=silence.unit, sentence=sentence, pieces=whole(sentence)),),
            correspondence="none",
            relation=silence.reason,
            score=None,
            evidence=tuple(one.said for one in (review, silence.taught) if one),
            figures=(),
            review=review,
            certainty=silence.certainty,
            taught=silence.taught,
        )


@dataclass(slots=True)
class _RowMaker:
    """Makes the rows of the local sentences of a comparison."""

    comparison: Comparison
    marker: PairMarker | None
    name: str
    central: Mapping[str, tuple[Unit, Sentence]] = field(init=False)
    changes: Mapping[str, SentenceChange] = field(init=False)
    answers: Mapping[str, int] = field(init=False)
    figures: Mapping[str, tuple[RowFigure, ...]] = field(init=False)

    def __post_init__(self) -> None:
        comparison = self.comparison
        self.central = {
            sentence.id: (unit, sentence) for unit in comparison.central.units for sentence in unit.sentences
        }
        self.changes = {change.local: change for change in comparison.sentences}
        self.answers = Counter(link.central for change in comparison.sentences for link in change.links)
        self.figures = _figures(comparison)

    def row(self, unit: Unit, sentence: Sentence) -> PairRow:
        """The row of a local sentence; ``KeyError`` where the comparison does not know it."""
        change = self.changes[sentence.id]
        found = [self.central[link.central] for link in change.links]
        ours, theirs = whole(sentence), tuple(whole(other) for _, other in found)
        if self.marker is not None:
            ours, theirs = self.marker.mark(sentence, change)
        return PairRow(
            document=self.name,
            region=self.comparison.local.document.metadata.region,
            local=RowSide(unit=unit, sentence=sentence, pieces=ours),
            centrals=tuple(
                RowSide(unit=other, sentence=answered, pieces=pieces, score=link.score, locked=link.locked)
                for link, (other, answered), pieces in zip(change.links, found, theirs, strict=True)
            ),
            correspondence=_correspondence(change, self.answers),
            relation=change.relation,
            score=change.score,
            evidence=change.evidence,
            figures=self.figures.get(sentence.id, ()),
            review=change.review,
            certainty=change.certainty,
            taught=change.taught,
        )


def note_of(review: Review | None) -> str:
    """What a specialist remarked, empty where nobody did."""
    return "" if review is None else review.note


def figure_text(figures: tuple[RowFigure, ...], words: Labels) -> str:
    """The figures of a row in words, one per line: ``每季度（由模糊到量化；中央：定期）``."""
    return "\n".join(
        f"{entry.figure}（{words['change_name'][entry.change]}"
        + (f"；{words['central_figure']}：{entry.central}" if entry.central else "")
        + "）"
        for entry in figures
    )


def change_name(entry: RequirementChange) -> str:
    """What became of a central figure: ``incomparable`` where two figures cannot be compared."""
    return entry.change if entry.comparable else "incomparable"


def _correspondence(change: SentenceChange, answers: Mapping[str, int]) -> Correspondence:
    if not change.links:
        return "none"
    several = len(change.links) > 1
    shared = any(answers[link.central] > 1 for link in change.links)
    if several:
        return "crossed" if shared else "merged"
    return "split" if shared else "one_to_one"


def _figures(comparison: Comparison) -> dict[str, tuple[RowFigure, ...]]:
    found: dict[str, list[RowFigure]] = {}
    for change in comparison.requirements:
        central = figure(change.counterpart) if change.counterpart is not None else ""
        shown = RowFigure(figure=figure(change.requirement), change=change_name(change), central=central)
        found.setdefault(change.requirement.sentence, []).append(shown)
    return {key: tuple(entries) for key, entries in found.items()}
