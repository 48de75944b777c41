"""Local sentences beside their central ones, with the words that changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..changes import Comparison, Relation, Review
from ..extract import Requirement
from ..language import Span
from ..language.differences import shared_passages
from ..segmenter import Sentence, Unit
from .moves import mark_moves
from .pieces import FigureKind, Piece, PieceKind


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A central sentence beside a local one."""

    sentence: Sentence
    score: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A local sentence and what answers it; ``centrals`` is empty where it was added; ``review`` is what a specialist said of it."""

    sentence: Sentence
    relation: Relation
    score: float
    evidence: tuple[str, ...]
    pieces: tuple[Piece, ...]
    centrals: tuple[Counterpart, ...]
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class UnitCounterpart:
    """A central unit beside a local one."""

    unit: Unit
    score: float
    main: bool


@dataclass(frozen=True, slots=True)
class Article:
    """A local unit with all its sentences; ``new_part`` is the heading path where it differs from the unit before."""

    unit: Unit
    new_part: tuple[str, ...]
    relation: Relation
    centrals: tuple[UnitCounterpart, ...]
    pairs: tuple[Pair, ...]


def articles(comparison: Comparison) -> tuple[Article, ...]:
    """Every local unit in order, side by side with the central document. Cost: one alignment per sentence link."""
    changes = {change.local: change for change in comparison.units}
    central = {unit.id: unit for unit in comparison.central.units}
    pairs = {pair.sentence.id: pair for pair in _pairs(comparison)}
    result: list[Article] = []
    path: tuple[str, ...] = ()
    for unit in comparison.local.units:
        change = changes[unit.id]
        result.append(
            Article(
                unit=unit,
                new_part=unit.path if unit.path != path else (),
                relation=change.relation,
                centrals=tuple(
                    UnitCounterpart(central[link.central], link.score, link.main)
                    for link in sorted(change.links, key=lambda link: not link.main)
                ),
                pairs=tuple(pairs[sentence.id] for sentence in unit.sentences),
            )
        )
        path = unit.path
    return tuple(result)


def plain_pieces(sentence: Sentence, requirements: Iterable[Requirement]) -> tuple[Piece, ...]:
    """A sentence as it stands, only its own figures marked."""
    own = [requirement for requirement in requirements if requirement.sentence == sentence.id]
    return _pieces(sentence.text, ["same"] * len(sentence.text), _figure_kinds(sentence, own))


def _pairs(comparison: Comparison) -> Iterator[Pair]:
    central = {sentence.id: sentence for sentence in comparison.central.iter_sentences()}
    changes = {change.local: change for change in comparison.sentences}
    taken_up = _taken_up(comparison)
    local_figures = _by_sentence(change.requirement for change in comparison.requirements)
    central_figures = _by_sentence(comparison.central_requirements)
    for sentence in comparison.local.iter_sentences():
        change = changes[sentence.id]
        others = [central[link.central] for link in change.links]
        ours, theirs = mark_moves(
            _local_pieces(sentence, others, local_figures.get(sentence.id, ())),
            [
                _central_pieces(other, sentence, taken_up[other.id], central_figures.get(other.id, ()))
                for other in others
            ],
        )
        yield Pair(
            sentence=sentence,
            relation=change.relation,
            score=change.score,
            evidence=change.evidence,
            pieces=ours,
            centrals=tuple(
                Counterpart(other, link.score, pieces)
                for other, link, pieces in zip(others, change.links, theirs, strict=True)
            ),
            review=change.review,
        )


def _taken_up(comparison: Comparison) -> dict[str, tuple[bool, ...]]:
    """For each linked central sentence, which of its characters any local sentence took up."""
    central = {sentence.id: sentence.text for sentence in comparison.central.iter_sentences()}
    local = {sentence.id: sentence.text for sentence in comparison.local.iter_sentences()}
    answers: dict[str, list[str]] = {}
    for change in comparison.sentences:
        for link in change.links:
            answers.setdefault(link.central, []).append(local[change.local])
    return {key: shared_passages(central[key], texts) for key, texts in answers.items()}


def _by_sentence(requirements: Iterable[Requirement]) -> dict[str, list[Requirement]]:
    found: dict[str, list[Requirement]] = {}
    for requirement in requirements:
        found.setdefault(requirement.sentence, []).append(requirement)
    return found


def _local_pieces(sentence: Sentence, others: Sequence[Sentence], figures: Iterable[Requirement]) -> tuple[Piece, ...]:
    shared = shared_passages(sentence.text, [other.text for other in others])
    # A sentence that was added as a whole bears that as its label; underlined from end to end it could not be read.
    kinds: list[PieceKind] = ["same" if found or not others else "inserted" for found in shared]
    return _pieces(sentence.text, kinds, _figure_kinds(sentence, figures))


def _central_pieces(
    sentence: Sentence, local: Sentence, anywhere: Sequence[bool], figures: Iterable[Requirement]
) -> tuple[Piece, ...]:
    here = shared_passages(sentence.text, [local.text])
    kinds: list[PieceKind] = [
        "same" if found else "elsewhere" if taken else "deleted" for found, taken in zip(here, anywhere, strict=True)
    ]
    return _pieces(sentence.text, kinds, _figure_kinds(sentence, figures))


def _figure_kinds(sentence: Sentence, requirements: Iterable[Requirement]) -> list[FigureKind]:
    kinds: list[FigureKind] = [""] * len(sentence.text)
    for requirement in sorted(requirements, key=lambda entry: not entry.vague):  # a figure wins over a vague word
        span = _within(requirement.span, sentence.span)
        kind: FigureKind = "vague" if requirement.vague else "figure"
        kinds[span.start : span.end] = [kind] * len(span)
    return kinds


def _within(span: Span, outer: Span) -> Span:
    """The part of ``span`` that lies in ``outer``, counted from the start of ``outer``."""
    start = min(max(span.start, outer.start), outer.end)
    end = min(max(span.end, start), outer.end)
    return Span(start - outer.start, end - outer.start)


def _of_substance(text: str, kinds: Sequence[PieceKind]) -> list[PieceKind]:
    """The kinds, but a change of marks alone (a full stop for a semicolon) is none worth showing."""
    shown: list[PieceKind] = []
    for kind, group in groupby(kinds):
        length = sum(1 for _ in group)
        changed = any(character.isalnum() for character in text[len(shown) : len(shown) + length])
        shown += [kind if changed else "same"] * length
    return shown


def _pieces(text: str, kinds: Sequence[PieceKind], figures: Sequence[FigureKind]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    start = 0
    for (kind, figure), group in groupby(zip(_of_substance(text, kinds), figures, strict=True)):
        end = start + sum(1 for _ in group)
        pieces.append(Piece(text[start:end], kind, figure))
        start = end
    return tuple(pieces)
