"""The other order: every central sentence with what each local document answers to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ..changes import Comparison, Review, Taught
from ..segmenter import Sentence, Unit
from .pair_pieces import plain_pieces
from .pair_rows import Article, PairRow, RowSide
from .pieces import Piece
from .shared_rows import together
from .unanswered import Silence, unanswered

_AnswersOf = dict[str, list[tuple[PairRow, RowSide]]]


@dataclass(frozen=True, slots=True)
class Answer:
    """A local sentence that answers a central one, how surely, and the central words of which no local sentence took up anything."""

    pair: PairRow
    score: float
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """What one local document (by its index) answers to a central sentence; ``silence`` says why it does not, empty where it does.

    ``review`` is what a specialist said of its silence, here or of another document; ``open``: a person should check the silence.
    """

    document: int
    answers: tuple[Answer, ...]
    silence: str
    review: Review | Taught | None = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class CentralSentence:
    """A central sentence and the answers of all local documents, in their order.

    ``pieces`` are marked for figures, and for what none of the answers took up.
    """

    sentence: Sentence
    pieces: tuple[Piece, ...]
    documents: tuple[Answers, ...]


@dataclass(frozen=True, slots=True)
class CentralArticle:
    """A central unit with all its sentences; ``new_part`` is the heading path where it differs from the unit before."""

    unit: Unit
    new_part: tuple[str, ...]
    sentences: tuple[CentralSentence, ...]


def central_articles(
    comparisons: Sequence[Comparison], shown: Sequence[Sequence[Article]]
) -> tuple[CentralArticle, ...]:
    """Every central unit in order; ``shown`` are the ``articles`` of each comparison. Empty without comparisons."""
    if not comparisons:
        return ()
    linked = [_by_central(articles) for articles in shown]
    silences = [{one.sentence.id: one for one in unanswered(comparison)} for comparison in comparisons]
    reviews = [_reviews(comparison) for comparison in comparisons]
    figures = comparisons[0].central_requirements
    result: list[CentralArticle] = []
    path: tuple[str, ...] = ()
    for unit in comparisons[0].central.units:
        sentences = tuple(
            CentralSentence(
                sentence=sentence,
                pieces=_central_pieces(linked, sentence) or plain_pieces(sentence, figures),
                documents=tuple(
                    _of_document(i, sentence, found, silences[i].get(sentence.id), reviews[i].get(sentence.id))
                    for i, found in enumerate(linked)
                ),
            )
            for sentence in unit.sentences
        )
        result.append(CentralArticle(unit, unit.path if unit.path != path else (), sentences))
        path = unit.path
    return tuple(result)


def _reviews(comparison: Comparison) -> dict[str, Review | Taught]:
    """What a specialist said of central sentences, by their ids."""
    found: dict[str, Review | Taught] = {}
    for entry in comparison.coverage:
        found |= dict(entry.taught)
        found |= dict(entry.reviews)
    return found


def _of_document(
    index: int, sentence: Sentence, found: _AnswersOf, silence: Silence | None, review: Review | Taught | None
) -> Answers:
    certainty = silence.certainty if silence else None
    return Answers(
        document=index,
        answers=_answers(found.get(sentence.id, ())),
        silence=silence.reason if silence else "no_duty",
        review=review,
        open=certainty is not None and not certainty.settled,
    )


def _by_central(articles: Iterable[Article]) -> _AnswersOf:
    found: _AnswersOf = {}
    for article in articles:
        for pair in article.pairs:
            for counterpart in pair.centrals:
                found.setdefault(counterpart.sentence.id, []).append((pair, counterpart))
    return found


def _answers(found: Iterable[tuple[PairRow, RowSide]]) -> tuple[Answer, ...]:
    return tuple(Answer(pair, counterpart.score or 0.0, _dropped(counterpart.pieces)) for pair, counterpart in found)


def _dropped(pieces: Iterable[Piece]) -> tuple[str, ...]:
    """The passages nobody took up, each whole (a figure in it is a piece of its own)."""
    return tuple(
        "".join(piece.text for piece in group)
        for kind, group in groupby(pieces, key=lambda piece: piece.kind)
        if kind == "deleted"
    )


def _central_pieces(linked: Sequence[_AnswersOf], sentence: Sentence) -> tuple[Piece, ...]:
    """The marks against all answers together: what no local document took up went; nothing where nobody answers."""
    found = [counterpart.pieces for answers in linked for _, counterpart in answers.get(sentence.id, ())]
    if len(found) <= 1:
        return found[0] if found else ()
    # What one of them has is not to be shown as missing beside another.
    return tuple(replace(piece, kind="same") if piece.kind != "deleted" else piece for piece in together(found))
