"""The side-by-side table as tidy records: one per local sentence, and one per central sentence nobody answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..changes import Comparison, Relation, RequirementChange, Review
from ..extract import figure
from ..segmenter import Sentence, Unit
from .labels import UNANSWERED, Labels, Unanswered
from .pairs import Article, Pair, articles
from .pieces import Piece
from .restructured import place_name

# How many sentences stand on each side: split is one central sentence in several local ones, merged the reverse, crossed both.
Correspondence = Literal["one_to_one", "split", "merged", "crossed", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSide:
    """A sentence of a row and the unit it stands in; its ``pieces`` joined are its text.

    ``score`` is the probability that it answers the sentence on the other side; ``None`` on the local side and where there is none.
    """

    unit: Unit
    sentence: Sentence
    pieces: tuple[Piece, ...]
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFigure:
    """A requirement of the local sentence in short: its bound, what became of the central one, and that bound (empty where none)."""

    figure: str
    change: str
    central: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """A row of the side-by-side table.

    ``local`` is ``None`` in the row of a central sentence that nobody answers; its ``relation`` says why, its ``score`` is ``None``.
    ``centrals`` is empty where a local sentence was added. ``note`` is what a specialist said of the sentence. ``first_of_unit`` marks
    the first sentence of a local unit.
    """

    number: int
    document: str
    local: RowSide | None
    centrals: tuple[RowSide, ...]
    correspondence: Correspondence
    relation: Relation | Unanswered
    score: float | None
    evidence: tuple[str, ...]
    figures: tuple[RowFigure, ...]
    note: str
    first_of_unit: bool

    @property
    def local_id(self) -> str:
        """The id of the local sentence; empty where there is none."""
        return self.local.sentence.id if self.local else ""

    @property
    def central_ids(self) -> tuple[str, ...]:
        """The ids of the central sentences, the likeliest first."""
        return tuple(side.sentence.id for side in self.centrals)


def pair_rows(comparison: Comparison, name: str, shown: Sequence[Article] | None = None) -> tuple[PairRow, ...]:
    """The rows of one local document, called ``name``: its sentences in order, then the central ones nobody answers, in theirs.

    Numbered from 1. ``shown`` is what ``articles`` gave, where it was asked before. Cost: one alignment of characters per link.

    >>> import duizhao as dz
    >>> sample = dz.sample_folder()
    >>> comparison = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt").comparisons[0]
    >>> rows = pair_rows(comparison, "云州省")
    >>> [row.local_id for row in rows if row.local] == [sentence.id for sentence in comparison.local.sentences]
    True
    >>> row = next(row for row in rows if row.figures)
    >>> "".join(piece.text for piece in row.local.pieces) == row.local.sentence.text
    True
    """
    figures = _figures(comparison)
    reviews = {change.local: change.review for change in comparison.sentences}
    central_reviews = dict(review for entry in comparison.coverage for review in entry.reviews)
    answers = Counter(link.central for change in comparison.sentences for link in change.links)
    units = {sentence.id: unit for unit in comparison.central.units for sentence in unit.sentences}
    rows: list[PairRow] = []
    for article in articles(comparison) if shown is None else shown:
        for i, pair in enumerate(article.pairs):
            rows.append(
                PairRow(
                    number=len(rows) + 1,
                    document=name,
                    local=RowSide(unit=article.unit, sentence=pair.sentence, pieces=pair.pieces),
                    centrals=_centrals(pair, units),
                    correspondence=_correspondence(pair, answers),
                    relation=pair.relation,
                    score=pair.score,
                    evidence=pair.evidence,
                    figures=figures.get(pair.sentence.id, ()),
                    note=note_of(reviews[pair.sentence.id]),
                    first_of_unit=i == 0,
                )
            )
    for unit, sentence, reason in unanswered(comparison):
        review = central_reviews.get(sentence.id)
        whole = RowSide(unit=unit, sentence=sentence, pieces=(Piece(sentence.text, "same", ""),))
        rows.append(
            PairRow(
                number=len(rows) + 1,
                document=name,
                local=None,
                centrals=(whole,),
                correspondence="none",
                relation=reason,
                score=None,
                evidence=(review.said,) if review else (),
                figures=(),
                note=note_of(review),
                first_of_unit=False,
            )
        )
    return tuple(rows)


def unanswered(comparison: Comparison) -> Iterator[tuple[Unit, Sentence, Unanswered]]:
    """The central sentences that no local one answers, in the order of the text, and why: ``missing`` ``not_applicable`` ``no_duty``."""
    entries = {entry.central: entry for entry in comparison.coverage}
    for unit in comparison.central.units:
        reasons: dict[str, Unanswered] = {
            key: reason for reason in UNANSWERED for key in getattr(entries[unit.id], reason)
        }
        yield from ((unit, sentence, reasons[sentence.id]) for sentence in unit.sentences if sentence.id in reasons)


def note_of(review: Review | None) -> str:
    """What a specialist said, empty where nobody did."""
    return "" if review is None else review.note


def figure_text(figures: tuple[RowFigure, ...], words: Labels) -> str:
    """The figures of a row in words, one per line: ``每季度（由模糊到量化；中央：定期）``."""
    return "\n".join(
        f"{entry.figure}（{words['change_name'][entry.change]}"
        + (f"；{words['central_figure']}：{entry.central}" if entry.central else "")
        + "）"
        for entry in figures
    )


def side_place(side: RowSide, words: Labels) -> str:
    """Where a sentence stands, in words: the label of its unit and its heading."""
    place = place_name(side.unit, words)
    return f"{place} {side.unit.heading}" if side.unit.heading else place


def _centrals(pair: Pair, units: Mapping[str, Unit]) -> tuple[RowSide, ...]:
    return tuple(
        RowSide(unit=units[other.sentence.id], sentence=other.sentence, pieces=other.pieces, score=other.score)
        for other in pair.centrals
    )


def _correspondence(pair: Pair, answers: Mapping[str, int]) -> Correspondence:
    if not pair.centrals:
        return "none"
    several = len(pair.centrals) > 1
    shared = any(answers[other.sentence.id] > 1 for other in pair.centrals)
    if several:
        return "crossed" if shared else "merged"
    return "split" if shared else "one_to_one"


def _figures(comparison: Comparison) -> dict[str, tuple[RowFigure, ...]]:
    found: dict[str, list[RowFigure]] = {}
    for change in comparison.requirements:
        found.setdefault(change.requirement.sentence, []).append(_figure(change))
    return {key: tuple(entries) for key, entries in found.items()}


def _figure(change: RequirementChange) -> RowFigure:
    return RowFigure(
        figure=figure(change.requirement),
        change=change.change if change.comparable else "incomparable",
        central=figure(change.counterpart) if change.counterpart is not None else "",
    )
