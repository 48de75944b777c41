"""The sheets of a workbook that are one table each: their columns and cells, from the columns as they are declared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ...results.cleaning_columns import cleaning_columns, cleaning_rows
from ...results.columns import PlacedColumn
from ...results.findings import Findings
from ...results.labels import Labels
from ...results.matrix_columns import MatrixLine, matrix_columns, matrix_line
from ...results.pair_columns import pair_columns, pair_value
from ...results.pair_rows import PairRow, RowSide
from ...results.views import cleaning_logs, parameter_lines
from .book import Marked, SheetCell, SheetColumn, SheetValue, Styled

SheetTable = tuple[list[SheetColumn], Iterator[Sequence[SheetCell]]]

_STYLES = {
    "running": "number",
    "number": "number",
    "quantity": "number",
    "percent": "percent",
    "code": "code",
    "count": "number",
}  # all others: text


def sheet_columns(placed: Sequence[PlacedColumn], words: Labels) -> list[SheetColumn]:
    """The columns of a sheet; those that a reviewer writes in are open."""
    return [
        SheetColumn(
            one.heading(words),
            one.width(words) or one.column.digits,
            "open" if one.column.open else _STYLES.get(one.column.kind, "text"),
        )
        for one in placed
    ]


def pair_sheet(name: str, rows: Iterable[PairRow], words: Labels) -> SheetTable:
    """The rows as the table ``pairs``, ``missing`` or ``added``."""
    shown = list(rows)
    placed = pair_columns(name, "excel", shown)
    cells = ([_pair_cell(one, row, number, words) for one in placed] for number, row in enumerate(shown, start=1))
    return sheet_columns(placed, words), cells


def _pair_cell(placed: PlacedColumn, row: PairRow, number: int, words: Labels) -> SheetCell:
    if placed.column.kind == "running":
        return number
    value = pair_value(placed.column, row, words)
    if placed.column.kind == "sentences":
        return _sentences(value) if value or row.local else None
    plain: SheetValue = value
    return plain


def _sentences(sides: Sequence[RowSide]) -> Marked:
    """The sentences one below the other, each behind its id where there are several."""
    pieces: list[tuple[str, str]] = []
    for side in sides:
        place = [("place", ("\n" if pieces else "") + f"{side.sentence.id} ")] if len(sides) > 1 else []
        pieces += [*place, *((piece.kind, piece.text) for piece in side.pieces)]
    return Marked(tuple(pieces))


def matrix_sheet(report: Findings, names: Sequence[str], words: Labels) -> SheetTable:
    """Who quantified what; the strictest of a row in bold, strictness as a number to sort by."""
    units = {unit.id: unit for unit in report.central.units}
    placed = matrix_columns("excel")
    strictness = words["workbook"]["strictness"]
    columns = [
        *sheet_columns(placed, words),
        *(SheetColumn(name, 16) for name in names),
        *(SheetColumn(strictness.format(name=name), 10, "number") for name in names),
    ]
    return columns, (_matrix_row(placed, matrix_line(row, units), words) for row in report.matrix)


def _matrix_row(placed: Sequence[PlacedColumn], line: MatrixLine, words: Labels) -> list[SheetCell]:
    cells: list[SheetCell] = [Styled(cell, "strong") if strictest else cell for cell, _, strictest in line.cells]
    rounded = [None if value is None else round(value, 4) for _, value, _ in line.cells]
    return [*_plain_cells(placed, line, words), *cells, *rounded]


def _plain_cells(placed: Sequence[PlacedColumn], row: Any, words: Labels) -> list[SheetCell]:
    return [one.column.printed(row, words) for one in placed]


def cleaning_sheet(report: Findings, names: Sequence[str], words: Labels) -> SheetTable:
    """What cleaning did to each document, by rule, and what was noticed."""
    placed = cleaning_columns("excel")
    logs = cleaning_logs(report, names, words)
    rows = (_plain_cells(placed, row, words) for log in logs for row in cleaning_rows(log, words))
    return sheet_columns(placed, words), rows


def parameter_sheet(report: Findings, words: Labels) -> SheetTable:
    """What would be needed to get the same report again."""
    columns = [SheetColumn(words["parameter"], 24), SheetColumn(words["value"], 100)]
    return columns, ([name, value] for name, value in parameter_lines(report.parameters, words))
