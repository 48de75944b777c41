"""What stands in front of the Word report: the documents, the figures that matter first, what the signs mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from ...results.columns import Column, ColumnPlace, PlacedColumn, widths
from ...results.document_columns import DOCUMENT_COLUMNS, DocumentRow, document_columns, measure_columns, share_of
from ...results.labels import Labels, percent
from ...results.views import PageView
from .elements import WordBlock, WordRow, WordRun, table_block, text_cell, text_row
from .styles import DELETED, GLANCE_TEXT, HEAD_NOTE, INSERTED, MOVED, ROOM


def signed(kind: str, words: Labels, group: str = "relation_name") -> str:
    """A kind by its sign and its name."""
    return f"{words['sign'][kind]} {words[group][kind]}"


def overview_blocks(page: PageView, words: Labels) -> list[WordBlock]:
    """The documents, and for each local one the figures that matter first."""
    placed = document_columns("word")
    first = _table(placed, page.about, words)
    if not page.documents:
        return [first, WordBlock(lines=[[WordRun(words["refusal"]["no_local"])]])]
    notes = [WordBlock(lines=[[WordRun(note)]]) for note in (page.reviewed, page.together) if note]
    return [first, *notes, _table(measure_columns("word"), page.about[1:], words)]


def figure_block(keys: Iterable[str], rows: Sequence[DocumentRow], room: float, title: str, words: Labels) -> WordBlock:
    """A table of these columns alone (``DOCUMENT_COLUMNS``), all of the same width."""
    columns = {column.key: column for column in DOCUMENT_COLUMNS}
    placed = [PlacedColumn(columns[key], ColumnPlace(key)) for key in keys]
    cells = [text_row(*(_text(one.column, row, words) for one in placed)) for row in rows]
    return WordBlock([_head(one, words) for one in placed], widths(placed, room, words), cells, title)


def _table(placed: Sequence[PlacedColumn], rows: Sequence[DocumentRow], words: Labels) -> WordBlock:
    heads = [_head(one, words) for one in placed]
    cells = [text_row(*(_text(one.column, row, words) for one in placed)) for row in rows]
    return table_block(heads, widths(placed, ROOM, words), cells, words["overview"])


def _head(placed: PlacedColumn, words: Labels) -> str:
    sign = f"{words['sign'][placed.column.key]} " if placed.column.kind == "count" else ""
    return sign + placed.heading(words)


def _text(column: Column, row: DocumentRow, words: Labels) -> str:
    value = column.printed(row, words)
    share = share_of(column, row)
    if share is not None:
        return f"{value}\n{percent(share)}"
    return percent(value) if column.kind == "percent" else str(value)


def legend_blocks(words: Labels) -> list[WordBlock]:
    """What every sign and every way of marking words means."""
    marks = words["marks"]
    signs = [(WordRun(signed(kind, words)), note) for kind, note in words["relation_note"].items()]
    signs.append((WordRun(words["sign"]["strictest"]), words["strictest_note"]))
    others = [
        (WordRun(marks["sample_inserted"], INSERTED), marks["inserted"]),
        (WordRun(marks["sample_deleted"], DELETED), marks["deleted"]),
        (WordRun(marks["sample_moved"], MOVED), f"{marks['moved']}；{marks['elsewhere']}"),
        (WordRun(marks["sample_figure"], bold=True), marks["figure"]),
        (WordRun(marks["sample_vague"], shaded=True), marks["vague"]),
    ]
    names = words["correspondence_name"]
    others += [(WordRun(names[kind]), note) for kind, note in words["correspondence_note"].items()]
    nothing = (WordRun(""), "")
    rows = [
        WordRow([[[sign]], text_cell(note), [[other]], text_cell(other_note)])
        for (sign, note), (other, other_note) in zip_longest(signs, others, fillvalue=nothing)
    ]
    heads = [words["sign_head"], words["meaning"]]
    notes = [words["score_note"]["text"], words["share_note"], words["structure_note"]]
    block = table_block([*heads, *heads], (26, 117, 26, ROOM - 169), rows, words["legend"])
    # The notes first: a table that is too high for the rest of the page goes to the next one whole.
    before = WordBlock(lines=[[WordRun(note)] for note in notes], line_style=HEAD_NOTE)
    return [before, replace(block, together=True, style=GLANCE_TEXT)]
