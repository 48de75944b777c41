"""What a workbook offers for review: the rows of the sheets 对照 and 缺失, and the judgement they began with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...changes import Comparison, Review, words_digest
from ...results.labels import UNANSWERED, Labels
from ...results.pair_rows import PairRow, RowSide, figure_text, note_of, side_place
from ...results.restructured import place_name
from ...results.visible import visible
from ...segmenter import Sentence, Unit
from ..excel.book import Cell, Column, Marked

IN_DOUBT = "in_doubt"  # a central sentence that nobody answers and that cannot be said to be missing
SEPARATOR = "、"


def review_columns(words: Labels, side: str) -> list[Column]:
    """The columns of both sheets; a reviewer writes in the open ones, the last two say which sentences a row is about.

    :param side: ``local`` where each row is a local sentence, ``central`` where it is a central one and its local columns are empty.
    """
    workbook = words["workbook"]
    central, local, evidence = (38, 38, 20) if side == "local" else (72, 10, 16)
    return [
        Column(words["number"], 5, "number"),
        Column(words["local"], 8),
        Column(words["central_place"], 12),
        Column(workbook["central_text"], central),
        Column(words["local_place"], 12),
        Column(workbook["local_text"], local),
        Column(words["correspondence"], 11, "open"),
        Column(words["relation"], 9, "open"),
        Column(words["evidence"], evidence),
        Column(words["figures_column"], 16),
        Column(words["confidence"], 7, "percent"),
        Column(words["review"], 16, "open"),
        Column(workbook["local_id"], 9, "code"),
        Column(workbook["central_id"], 11, "code"),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A sentence as the report judged it: ``relation`` by its English name, ``fixed`` where a specialist had said so before.

    ``links`` are the central sentences of a local one. ``words`` is the text as a cell shows it, ``digest`` that of the text itself.
    """

    side: str
    document: int
    id: str
    digest: str
    words: str
    links: tuple[str, ...] = ()
    relation: str = ""
    fixed: bool = False
    note: str = ""


def pair_cells(rows: Iterable[PairRow], words: Labels) -> Iterator[list[Cell]]:
    """The cells of every local sentence (``pair_rows``), without the running number."""
    for row in rows:
        if row.local is None:
            continue
        links = SEPARATOR.join(row.central_ids)
        yield [
            row.document,
            "\n".join(dict.fromkeys(side_place(side, words) for side in row.centrals)),
            _central_text(row),
            side_place(row.local, words),
            _marked(row.local),
            links or words["none"],
            words["relation_name"][row.relation],
            "\n".join(row.evidence),
            figure_text(row.figures, words),
            row.score,
            row.note,
            row.local_id,
            links,
        ]


def _central_text(row: PairRow) -> Marked | str:
    """The central sentences one below the other, each behind its id where there are several."""
    if len(row.centrals) == 1:
        return _marked(row.centrals[0])
    pieces: list[tuple[str, str]] = []
    for side in row.centrals:
        pieces += [("place", ("\n" if pieces else "") + f"{side.sentence.id} "), *_marked(side).pieces]
    return Marked(tuple(pieces))


def _marked(side: RowSide) -> Marked:
    return Marked(tuple((piece.kind, piece.text) for piece in side.pieces))


def missing_cells(comparison: Comparison, name: str, words: Labels) -> Iterator[list[Cell]]:
    """The cells of every central sentence that nobody answers, without the running number."""
    names = {**words["relation_name"], IN_DOUBT: words["workbook"]["in_doubt"]}
    for unit, sentence, reason, review in unanswered(comparison):
        place = place_name(unit, words)
        yield [
            name,
            f"{place} {unit.heading}" if unit.heading else place,
            sentence.text,
            *("", "", words["none"]),
            names[reason],
            review.said if review is not None else "",
            *("", None),
            note_of(review),
            "",
            sentence.id,
        ]


def unanswered(comparison: Comparison) -> Iterator[tuple[Unit, Sentence, str, Review | None]]:
    """The central sentences that no local one answers, why, and what a specialist said of them; headings only where they count."""
    answered = {link.central for change in comparison.sentences for link in change.links}
    entries = {entry.central: entry for entry in comparison.coverage}
    for unit in comparison.central.units:
        entry = entries[unit.id]
        reasons = {key: reason for reason in UNANSWERED for key in getattr(entry, reason)}
        reviews = dict(entry.reviews)
        for sentence in unit.sentences:
            if sentence.id in reasons or (sentence.id not in answered and sentence.kind != "heading"):
                yield unit, sentence, reasons.get(sentence.id, IN_DOUBT), reviews.get(sentence.id)


def originals(comparisons: Sequence[Comparison]) -> Iterator[Original]:
    """The judgement of everything that can be reviewed, and the words of every central sentence (document -1)."""
    if comparisons:
        for sentence in comparisons[0].central.iter_sentences():
            yield _original("central", -1, sentence)
    for number, comparison in enumerate(comparisons):
        changes = {change.local: change for change in comparison.sentences}
        for sentence in comparison.local.iter_sentences():
            change = changes[sentence.id]
            yield _original(
                "local",
                number,
                sentence,
                tuple(link.central for link in change.links),
                change.relation,
                change.review,
            )
        for _, sentence, reason, review in unanswered(comparison):
            yield _original("central", number, sentence, (), reason, review)


def _original(
    side: str,
    document: int,
    sentence: Sentence,
    links: tuple[str, ...] = (),
    relation: str = "",
    review: Review | None = None,
) -> Original:
    return Original(
        side=side,
        document=document,
        id=sentence.id,
        digest=words_digest(sentence.text),
        words=visible(sentence.text),
        links=links,
        relation=relation,
        fixed=review is not None and review.relation,
        note=note_of(review),
    )
