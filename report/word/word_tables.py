"""The tables of the Word report: what stands in which cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, zip_longest

from ...results.labels import RELATIONS, STATUSES, UNANSWERED, Labels, percent
from ...results.names import title_of
from ...results.pair_rows import PairRow, RowSide, figure_text
from ...results.pairs import Article
from ...results.pieces import Piece
from ...results.restructured import place_name
from ...segmenter import Unit
from ..views import DocumentView, MatrixView, PageView
from .elements import Cell, Line, Row, Words
from .styles import DELETED, INSERTED, MOVED, QUIET, ROOM

_STYLES = {"same": "", "inserted": INSERTED, "deleted": DELETED, "moved": MOVED, "elsewhere": MOVED}
# Columns of the side-by-side table in millimetres, by the language of its words; together ROOM.
_PAIRS = {
    "zh-CN": (10.0, 65.0, 65.0, 16.0, 17.0, 34.0, 29.0, 13.0, 18.0),
    "en": (10.0, 61.0, 61.0, 18.0, 24.0, 34.0, 28.0, 13.0, 18.0),
}
_PAIR_HEADS = (
    *("number", "central_side", "local_side", "correspondence_short", "relation"),
    *("evidence", "figures_column", "confidence_short", "review_short"),
)
_MATRIX_COLUMNS = 6  # local documents beside each other; more do not fit across a page
_DUTY = 148.0  # mm that the columns in front of them take at least


@dataclass(frozen=True, slots=True)
class Block:
    """A table (where there is a ``head``) and the lines behind it."""

    head: Sequence[str] = ()
    widths: Sequence[float] = ()
    rows: Sequence[Row] = ()
    title: str = ""
    lines: Sequence[Line] = ()
    together: bool = False


def overview(page: PageView, words: Labels) -> list[Block]:
    """The documents, and for each local one the figures that matter first."""
    documents = [(words["central"], page.central), *((words["local"], view.document) for view in page.documents)]
    about = []
    for role, document in documents:
        metadata = document.document.metadata
        said = (title_of(document), metadata.issuer, metadata.date, metadata.region)
        counts = (len(document.units), len(document.sentences))
        about.append(_row(role, *(value or "–" for value in said), *map(str, counts)))
    heads = [words[key] for key in ("role", "document", "issuer", "date", "region", "units", "sentences")]
    first = _block(heads, (24, 100, 52, 24, 27, 20, 20), about, words["overview"])
    if not page.documents:
        return [first, Block(lines=[[Words(words["refusal"]["no_local"])]])]
    note = [Block(lines=[[Words(page.reviewed)]])] if page.reviewed else []
    return [first, *note, _measures(page, words)]


def _measures(page: PageView, words: Labels) -> Block:
    heads = [words["local"], *(_sign(kind, words, "status_name") for kind in STATUSES)]
    heads += [_sign(kind, words) for kind in (*RELATIONS, *UNANSWERED)]
    heads += [words[key] for key in ("copied_rate", "reinvention_rate", "covered_rate", "figures")]
    rows = []
    for view in page.documents:
        total = len(view.requirements)
        note = words["figures_note"].format(total=total, explicit=total - view.vague, vague=view.vague)
        rows.append(
            _row(
                view.name,
                *(_count(count, view.statuses) for count in view.statuses.values()),
                *(_count(count, view.relations) for count in view.relations.values()),
                *map(str, view.unanswered.values()),
                *(percent(share) for share in (view.share.copied, view.share.reinvention, view.covered)),
                note,
            )
        )
    widths = (30.0, *(15.0,) * 3, *(14.5,) * 5, *(13.0,) * 3, *(14.5,) * 3)
    return _block(heads, (*widths, ROOM - sum(widths)), rows, words["overview"])


def _count(count: int, counts: Mapping[str, int]) -> str:
    return f"{count}\n{percent(count / (sum(counts.values()) or 1))}"


def legend(words: Labels) -> list[Block]:
    """What every sign and every way of marking words means."""
    marks = words["marks"]
    signs = [(Words(_sign(kind, words)), note) for kind, note in words["relation_note"].items()]
    signs.append((Words(words["sign"]["strictest"]), words["strictest_note"]))
    others = [
        (Words(marks["sample_inserted"], INSERTED), marks["inserted"]),
        (Words(marks["sample_deleted"], DELETED), marks["deleted"]),
        (Words(marks["sample_moved"], MOVED), f"{marks['moved']}；{marks['elsewhere']}"),
        (Words(marks["sample_figure"], bold=True), marks["figure"]),
        (Words(marks["sample_vague"], shaded=True), marks["vague"]),
    ]
    names = words["correspondence_name"]
    others += [(Words(names[kind]), note) for kind, note in words["correspondence_note"].items()]
    nothing = (Words(""), "")
    rows = [
        Row([[[sign]], _text(note), [[other]], _text(other_note)])
        for (sign, note), (other, other_note) in zip_longest(signs, others, fillvalue=nothing)
    ]
    heads = [words["sign_head"], words["meaning"]]
    notes = [words["score_note"]["text"], words["share_note"], words["structure_note"]]
    block = _block([*heads, *heads], (26, 117, 26, ROOM - 169), rows, words["legend"])
    return [replace(block, together=True), Block(lines=[[Words(note)] for note in notes])]


def pairs(view: DocumentView, rows: Sequence[PairRow], words: Labels) -> list[Block]:
    """The side-by-side table: a band for each article, then a row for each of its sentences."""
    own = (row for row in rows if row.local)
    shown: list[Row] = []
    for article in view.articles:
        if article.new_part:
            shown.append(Row([[[Words(" › ".join(article.new_part), bold=True)]]], band=True))
        shown.append(Row([_article(article, view, words)], band=True))
        shown += [_pair(row, words) for row in islice(own, len(article.pairs))]
    return [_block([words[key] for key in _PAIR_HEADS], _PAIRS[words["html_lang"]], shown, words["pairs"])]


def _article(article: Article, view: DocumentView, words: Labels) -> Cell:
    centrals = "；".join(
        f"{_place(link.unit, words)}（{'' if link.main else words['partly'] + ' '}{percent(link.score)}）"
        for link in article.centrals
    )
    said = [f"{words[kind]}：{text}" for kind, text in view.notes.get(article.unit.id, ())]
    if share := view.shares.get(article.unit.id):
        said.append(f"{words['copied_rate']} {percent(share.copied)}")
    line = [
        Words(_place(article.unit, words), bold=True),
        Words(f"　{_sign(article.relation, words)}　← {centrals or words['no_unit']}"),
        Words("".join(f"　{text}" for text in said), QUIET),
    ]
    return [line]


def _pair(row: PairRow, words: Labels) -> Row:
    centrals: Cell = [line for side in row.centrals for line in _side(side, words, several=len(row.centrals) > 1)]
    return Row(
        [
            _text(str(row.number)),
            centrals or _text(f"— {words['no_counterpart']}"),
            list(_side(row.local, words)) if row.local else [],
            _text(words["correspondence_name"][row.correspondence]),
            _text(_sign(row.relation, words)),
            [[Words(text)] for text in row.evidence],
            _lines(figure_text(row.figures, words)),
            _text(percent(row.score)),
            _lines(row.note),
        ]
    )


def _side(side: RowSide, words: Labels, *, several: bool = False) -> Iterator[Line]:
    """Where a sentence stands, and the sentence with its changed words."""
    # A paragraph without a number is named by its id, which the sentence's begins with.
    place = f"{side.unit.label}　{side.sentence.id}" if side.unit.label else f"{words['paragraph']} {side.sentence.id}"
    yield [Words(place + (f"　{percent(side.score)}" if several else ""), QUIET)]
    yield [_piece(piece, heading=side.sentence.kind == "heading") for piece in side.pieces]


def _piece(piece: Piece, *, heading: bool = False) -> Words:
    return Words(
        piece.text, _STYLES[piece.kind], bold=heading or piece.figure == "figure", shaded=piece.figure == "vague"
    )


def coverage(view: DocumentView, words: Labels) -> list[Block]:
    """Every central article: is it taken up, how much of it, and where."""
    rows = [
        _row(
            _place(entry.unit, words),
            _sign(entry.status, words, "status_name"),
            percent(entry.covered),
            ("、".join(place_name(unit, words) for unit in entry.local) or "–")
            + (f"（{words['split']}）" if entry.split else ""),
        )
        for entry in view.coverage
    ]
    heads = [words[key] for key in ("central_place", "status", "covered_rate", "answered_by")]
    return [_block(heads, (97, 30, 30, 110), rows, words["coverage"])]


def unanswered(rows: Sequence[PairRow], words: Labels) -> list[Block]:
    """The central sentences without an answer, with room for a remark."""
    found = [
        _row(
            str(number),
            _place(side.unit, words),
            side.sentence.id,
            side.sentence.text,
            _sign(row.relation, words),
            "\n".join(row.evidence),
        )
        for number, (row, side) in enumerate(((row, row.centrals[0]) for row in rows if row.local is None), start=1)
    ]
    heads = [words[key] for key in ("number", "central_place", "central_number", "text", "judgement", "review")]
    return [_block(heads, (10, 64, 16, 117, 24, 36), found, words["missing_list"], words["none_missing"])]


def added(rows: Sequence[PairRow], words: Labels) -> list[Block]:
    """The local sentences that answer no central one, with room for a remark."""
    own = ((row, row.local) for row in rows if row.local and row.relation == "added")
    found = [
        _row(
            str(number),
            _place(side.unit, words),
            side.sentence.id,
            side.sentence.text,
            figure_text(row.figures, words),
            percent(row.score),
            row.note,
        )
        for number, (row, side) in enumerate(own, start=1)
    ]
    heads = ("number", "local_place", "local_number", "text", "figures_column", "confidence_short", "review")
    return [_block([words[key] for key in heads], (10, 64, 16, 97, 31, 13, 36), found, words["added"], words["none"])]


def matrix(page: PageView, words: Labels) -> list[Block]:
    """Who quantified what: a row per central duty, some local documents beside each other; more of them in further tables."""
    names = [view.name for view in page.documents]
    if not page.matrix or not names:
        return [Block(lines=[[Words(words["none"])]])]
    heads = [words[key] for key in ("unit", "duty", "central_figure")]
    starts = range(0, len(names), _MATRIX_COLUMNS)
    blocks: list[Block] = [Block(lines=[[Words(words["matrix_note"])]])]
    for start in starts:
        own = slice(start, start + _MATRIX_COLUMNS)
        width = min(30.0, (ROOM - _DUTY) / len(names[own]))
        fixed = (26.0, ROOM - 48 - width * len(names[own]), 22.0)
        rows = [_matrix_row(line, own, words) for line in page.matrix]
        blocks.append(_block([*heads, *names[own]], (*fixed, *(width,) * len(names[own])), rows, words["matrix"]))
    return blocks


def _matrix_row(line: MatrixView, own: slice, words: Labels) -> Row:
    cells = (cell + (f" {words['sign']['strictest']}" if strictest else "") for cell, _, strictest in line.cells[own])
    return _row(place_name(line.unit, words), line.row.text, line.row.central, *cells)


def skipped(page: PageView, words: Labels) -> list[Block]:
    """The files that are no part of the report."""
    rows = [_row(file.path, file.reason) for file in page.skipped]
    return [_block([words["document"], words["reason"]], (90, ROOM - 90), rows, words["skipped"], words["none"])]


def cleaning(page: PageView, words: Labels) -> list[Block]:
    """What cleaning did to each document, summed up by rule, and what was noticed."""
    rows = [
        _row(f"{log.name}（{log.encoding}）", rule, *map(str, counts))
        for log in page.cleaning
        for rule, *counts in log.rules
    ]
    heads = [words[key] for key in ("document", "rule", "edits", "removed", "inserted")]
    notes = [[Words(f"{log.name}：{warning}")] for log in page.cleaning for warning in log.warnings]
    block = _block(heads, (90, 87, 30, 30, 30), rows, words["cleaning"], words["no_edits"])
    return [block, Block(lines=notes)]


def parameters(page: PageView, words: Labels) -> list[Block]:
    """What is needed to get the same report again."""
    rows = [_row(name, value) for name, value in page.parameters]
    return [_block([words["parameter"], words["value"]], (60, ROOM - 60), rows, words["parameters"])]


def _block(head: Sequence[str], widths: Sequence[float], rows: Sequence[Row], title: str, empty: str = "") -> Block:
    """A table, or where it has no row what is said instead."""
    return Block(head, widths, rows, title) if rows or not empty else Block(lines=[[Words(empty)]])


def _row(*texts: str) -> Row:
    return Row([_lines(text) for text in texts])


def _lines(text: str) -> Cell:
    return [[Words(line)] for line in text.split("\n")]


def _text(text: str) -> Cell:
    return [[Words(text)]]


def _sign(kind: str, words: Labels, group: str = "relation_name") -> str:
    return f"{words['sign'][kind]} {words[group][kind]}"


def _place(unit: Unit, words: Labels) -> str:
    place = place_name(unit, words)
    return f"{place} {unit.heading}" if unit.heading else place
