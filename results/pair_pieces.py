"""A local sentence and its central ones in pieces: which words stayed, which went, which came, which moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from ..changes import Comparison, SentenceChange
from ..extract import Requirement
from ..language import Span
from ..language.differences import shared_passages
from ..segmenter import Sentence
from .moves import mark_moves
from .pieces import FigureKind, Piece, PieceKind

Pieces = tuple[Piece, ...]


class PairMarker:
    """Marks the sentences of a comparison against each other. Cost: one alignment of characters per link, asked for twice."""

    def __init__(self, comparison: Comparison) -> None:
        self._central = {sentence.id: sentence for sentence in comparison.central.iter_sentences()}
        self._taken_up = _taken_up(comparison, self._central)
        self._local_figures = _by_sentence(change.requirement for change in comparison.requirements)
        self._central_figures = _by_sentence(comparison.central_requirements)

    def mark(self, sentence: Sentence, change: SentenceChange) -> tuple[Pieces, tuple[Pieces, ...]]:
        """The pieces of a local sentence, and those of each central one it is linked to."""
        others = [self._central[link.central] for link in change.links]
        return mark_moves(
            _local_pieces(sentence, others, self._local_figures.get(sentence.id, ())),
            [
                _central_pieces(other, sentence, self._taken_up[other.id], self._central_figures.get(other.id, ()))
                for other in others
            ],
        )


def whole(sentence: Sentence) -> Pieces:
    """A sentence in one piece, nothing in it marked."""
    return (Piece(sentence.text, "same", ""),)


def plain_pieces(sentence: Sentence, requirements: Iterable[Requirement]) -> Pieces:
    """A sentence as it stands, only its own figures marked."""
    own = [requirement for requirement in requirements if requirement.sentence == sentence.id]
    return _pieces(sentence.text, ["same"] * len(sentence.text), _figure_kinds(sentence, own))


def _taken_up(comparison: Comparison, central: dict[str, Sentence]) -> dict[str, tuple[bool, ...]]:
    """For each linked central sentence, which of its characters any local sentence took up."""
    local = {sentence.id: sentence.text for sentence in comparison.local.iter_sentences()}
    answers: dict[str, list[str]] = {}
    for change in comparison.sentences:
        for link in change.links:
            answers.setdefault(link.central, []).append(local[change.local])
    return {key: shared_passages(central[key].text, texts) for key, texts in answers.items()}


def _by_sentence(requirements: Iterable[Requirement]) -> dict[str, list[Requirement]]:
    found: dict[str, list[Requirement]] = {}
    for requirement in requirements:
        found.setdefault(requirement.sentence, []).append(requirement)
    return found


def _local_pieces(sentence: Sentence, others: Sequence[Sentence], figures: Iterable[Requirement]) -> Pieces:
    shared = shared_passages(sentence.text, [other.text for other in others])
    # A sentence that was added as a whole bears that as its label; underlined from end to end it could not be read.
    kinds: list[PieceKind] = ["same" if found or not others else "inserted" for found in shared]
    return _pieces(sentence.text, kinds, _figure_kinds(sentence, figures))


def _central_pieces(
    sentence: Sentence, local: Sentence, anywhere: Sequence[bool], figures: Iterable[Requirement]
) -> Pieces:
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


def _pieces(text: str, kinds: Sequence[PieceKind], figures: Sequence[FigureKind]) -> Pieces:
    pieces: list[Piece] = []
    start = 0
    for (kind, figure), group in groupby(zip(_of_substance(text, kinds), figures, strict=True)):
        end = start + sum(1 for _ in group)
        pieces.append(Piece(text[start:end], kind, figure))
        start = end
    return tuple(pieces)
