"""The tables of the Word report: what stands in which cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ...results.cleaning_columns import cleaning_columns, rule_rows
from ...results.columns import PlacedColumn, widths
from ...results.coverage_columns import coverage_columns
from ...results.labels import Labels, percent
from ...results.matrix_columns import MatrixLine, matrix_columns
from ...results.pair_columns import pair_columns, pair_lines, pair_value
from ...results.pair_rows import Article, PairRow, RowSide
from ...results.pieces import Piece
from ...results.unit_places import place_name, unit_place
from ...results.views import DocumentView, PageView
from .elements import WordBlock, WordCell, WordLine, WordRow, WordRun, table_block, text_cell, text_row
from .styles import DELETED, INSERTED, MOVED, QUIET, ROOM
from .word_overview import signed

_STYLES = {"same": "", "inserted": INSERTED, "deleted": DELETED, "moved": MOVED, "elsewhere": MOVED}
_MATRIX_COLUMNS = 6  # local documents beside each other; more do not fit across a page
_DUTY = 148.0  # mm that the columns in front of them take at least


def pair_blocks(view: DocumentView, words: Labels) -> list[WordBlock]:
    """The side-by-side table: a band for each article, then a row for each of its sentences."""
    placed = pair_columns("pairs", "word", [row for article in view.articles for row in article.pairs])
    shown: list[WordRow] = []
    number = 0
    for article in view.articles:
        if article.new_part:
            shown.append(WordRow([[[WordRun(" › ".join(article.new_part), bold=True)]]], band=True))
        shown.append(WordRow([_article(article, view, words)], band=True))
        first = number + 1
        for number, row in enumerate(article.pairs, start=first):
            shown.append(_pair_row(placed, row, number, words, again=number > first))
    return [_block(placed, shown, words["pairs"], words)]


def missing_blocks(view: DocumentView, words: Labels) -> list[WordBlock]:
    """The central sentences without an answer, with room for a remark."""
    return _pair_table("missing", view.missing, words["missing_list"], words["none_missing"], words)


def added_blocks(view: DocumentView, words: Labels) -> list[WordBlock]:
    """The local sentences that answer no central one, with room for a remark."""
    return _pair_table("added", view.added, words["added"], words["none"], words)


def check_blocks(view: DocumentView, words: Labels) -> list[WordBlock]:
    """The verdicts that are not settled, those first where a look gains most."""
    return _pair_table("to_check", view.to_check, words["to_check"], words["none"], words)


def _pair_table(name: str, rows: Sequence[PairRow], title: str, empty: str, words: Labels) -> list[WordBlock]:
    placed = pair_columns(name, "word", rows)
    shown = [_pair_row(placed, row, number, words) for number, row in enumerate(rows, start=1)]
    return [_block(placed, shown, title, words, empty)]


def _block(
    placed: Sequence[PlacedColumn], rows: Sequence[WordRow], title: str, words: Labels, empty: str = ""
) -> WordBlock:
    return table_block([one.heading(words) for one in placed], widths(placed, ROOM, words), rows, title, empty)


def _article(article: Article, view: DocumentView, words: Labels) -> WordCell:
    centrals = "；".join(
        f"{unit_place(link.unit, words)}（{'' if link.main else words['partly'] + ' '}{percent(link.score)}）"
        for link in article.centrals
    )
    said = [f"{words[kind]}：{text}" for kind, text in view.notes.get(article.unit.id, ())]
    if share := view.shares.get(article.unit.id):
        said.append(f"{words['copied_rate']} {percent(share.copied)}")
    line = [
        WordRun(unit_place(article.unit, words), bold=True),
        WordRun(f"　{signed(article.relation, words)}　← {centrals or words['no_unit']}"),
        WordRun("".join(f"　{text}" for text in said), QUIET),
    ]
    return [line]


def _pair_row(
    placed: Sequence[PlacedColumn], row: PairRow, number: int, words: Labels, *, again: bool = False
) -> WordRow:
    """A row; ``again`` is one of a unit of which the row before was: what the unit says is not said twice."""
    if any(one.column.key == "note" for one in placed):
        row = replace(row, evidence=row.evidence_beside_note)
    return WordRow(
        [text_cell("") if again and one.column.of_unit else _pair_cell(one, row, number, words) for one in placed]
    )


def _pair_cell(placed: PlacedColumn, row: PairRow, number: int, words: Labels) -> WordCell:
    column = placed.column
    if column.kind == "running":
        return text_cell(str(number))
    if column.kind == "signed":
        return text_cell(signed(column.code(row), words, column.names))
    value = pair_value(column, row, words)
    if column.kind == "sentences":
        lines = [line for side in value for line in _side(side, words, several=len(value) > 1)]
        return lines or text_cell(f"— {words['no_counterpart']}")
    if column.kind == "percent":
        return text_cell(percent(value))
    return [[WordRun(line)] for line in pair_lines(column, row, words)]


def _side(side: RowSide, words: Labels, *, several: bool) -> Iterator[WordLine]:
    """Where a sentence stands, and the sentence with its changed words."""
    place = f"{place_name(side.unit, words)}　{side.sentence.id}"
    yield [WordRun(place + (f"　{percent(side.score)}" if several else ""), QUIET)]
    yield [_piece(piece, heading=side.sentence.kind == "heading") for piece in side.pieces]


def _piece(piece: Piece, *, heading: bool) -> WordRun:
    return WordRun(
        piece.text, _STYLES[piece.kind], bold=heading or piece.figure == "figure", shaded=piece.figure == "vague"
    )


def coverage_blocks(view: DocumentView, words: Labels) -> list[WordBlock]:
    """Every central article: is it taken up, how much of it, and where."""
    placed = coverage_columns("word")
    return [_block(placed, [_plain_row(placed, row, words) for row in view.coverage], words["coverage"], words)]


def _plain_row(placed: Sequence[PlacedColumn], row: Any, words: Labels) -> WordRow:
    """A row of a table whose columns hold nothing but text and numbers."""
    return WordRow([text_cell(_plain_text(one, row, words)) for one in placed])


def _plain_text(placed: PlacedColumn, row: Any, words: Labels) -> str:
    column = placed.column
    if column.kind == "signed":
        return signed(column.code(row), words, column.names)
    value = column.printed(row, words)
    return percent(value) if column.kind == "percent" else str(value)


def matrix_blocks(page: PageView, words: Labels) -> list[WordBlock]:
    """Who quantified what: a row per central duty, some local documents beside each other; more of them in further tables."""
    names = [view.name for view in page.documents]
    if not page.matrix or not names:
        return [WordBlock(lines=[[WordRun(words["none"])]])]
    placed = matrix_columns("word")
    heads = [one.heading(words) for one in placed]
    blocks: list[WordBlock] = [WordBlock(lines=[[WordRun(words["matrix_note"])]])]
    for start in range(0, len(names), _MATRIX_COLUMNS):
        own = slice(start, start + _MATRIX_COLUMNS)
        width = min(30.0, (ROOM - _DUTY) / len(names[own]))
        fixed = widths(placed, ROOM - width * len(names[own]), words)
        rows = [_matrix_row(placed, line, own, words) for line in page.matrix]
        blocks.append(table_block([*heads, *names[own]], (*fixed, *(width,) * len(names[own])), rows, words["matrix"]))
    return blocks


def _matrix_row(placed: Sequence[PlacedColumn], line: MatrixLine, own: slice, words: Labels) -> WordRow:
    cells = (cell + (f" {words['sign']['strictest']}" if strictest else "") for cell, _, strictest in line.cells[own])
    return text_row(*(_plain_text(one, line, words) for one in placed), *cells)


def skipped_blocks(page: PageView, words: Labels) -> list[WordBlock]:
    """The files that are no part of the report."""
    rows = [text_row(file.path, file.reason) for file in page.skipped]
    return [table_block([words["document"], words["reason"]], (90, ROOM - 90), rows, words["skipped"], words["none"])]


def cleaning_blocks(page: PageView, words: Labels) -> list[WordBlock]:
    """What cleaning did to each document, summed up by rule, and what was noticed."""
    placed = cleaning_columns("word")
    rows = [_plain_row(placed, row, words) for log in page.cleaning for row in rule_rows(log)]
    notes = [[WordRun(f"{log.name}：{warning}")] for log in page.cleaning for warning in log.warnings]
    return [_block(placed, rows, words["cleaning"], words, words["no_edits"]), WordBlock(lines=notes)]


def parameter_blocks(page: PageView, words: Labels) -> list[WordBlock]:
    """What is needed to get the same report again."""
    rows = [text_row(name, value) for name, value in page.parameters]
    return [table_block([words["parameter"], words["value"]], (60, ROOM - 60), rows, words["parameters"])]
