"""A table of the text as a grid: merged cells filled in, cut where a row of heads begins it anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..corpus import MARKED_AS_SAME, TableCell, TableRow, TextTable
from ..language import Span
from .indicator_rules import IndicatorRules
from .table_columns import TableColumn, columns_of, is_head, is_second_head

_MOST_HEADS = 3  # rows of a head


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row with as many cells as there are columns; ``alone`` is its cell where it holds one only. ``fits`` is false of a longer one."""

    span: Span
    cells: tuple[TableCell, ...]
    alone: TableCell | None = None
    fits: bool = True


@dataclass(frozen=True, slots=True)
class TableGrid:
    """The rows under one head, and the columns that it names; none where it has no head. ``span`` is the place of all of it."""

    span: Span
    columns: tuple[TableColumn, ...]
    rows: tuple[GridRow, ...]
    head_rows: int = 0


def grids_of(table: TextTable, rules: IndicatorRules, *, before: tuple[TableColumn, ...] = ()) -> Iterator[TableGrid]:
    """The grids of a table, one for each row of heads; what stands above the first one has the columns ``before``."""
    starts = [i for i, row in enumerate(table.rows) if is_head(_texts(row), rules)]
    for start, end in zip([0, *starts], [*starts, len(table.rows)], strict=True):
        if start < end:
            rows, heads = table.rows[start:end], 0
            if start in starts:
                heads = 1
                while heads < min(_MOST_HEADS, len(rows)) and is_second_head(_texts(rows[heads]), rules):
                    heads += 1
            yield _grid(rows, heads, rules, before=before)


def _grid(rows: Sequence[TableRow], heads: int, rules: IndicatorRules, *, before: tuple[TableColumn, ...]) -> TableGrid:
    columns = columns_of([_texts(row) for row in rows[:heads]], rules) if heads else before
    width = len(columns) or max(len(row.cells) for row in rows)
    place = Span(rows[0].span.start, rows[-1].span.end)
    return TableGrid(place, columns, tuple(filled(rows[heads:], width)), heads)


def filled(rows: Sequence[TableRow], width: int) -> Iterator[GridRow]:
    """The rows of a grid of so many columns: what goes on from above is the cell above."""
    before: Sequence[TableCell] = ()
    for row in rows:
        end = row.span.end
        own = [cell for cell in row.cells if cell.text]
        cells = [
            before[i] if cell.text == MARKED_AS_SAME and i < len(before) else cell for i, cell in enumerate(row.cells)
        ]
        cells += [TableCell("", Span(end, end))] * (width - len(cells))
        alone = own[0] if len(own) == 1 and own[0].text != MARKED_AS_SAME else None
        fits = len(row.cells) <= width and not _is_quoted_open(row)
        if alone is None:
            before = cells
        yield GridRow(row.span, tuple(cells[:width]), alone, fits)


def _is_quoted_open(row: TableRow) -> bool:
    """Is a quotation left open, as in a cell of several lines that was pasted from a sheet?"""
    text = "".join(cell.text for cell in row.cells)
    return text.count('"') % 2 == 1 or text.count("“") != text.count("”")


def has_figures(grid: TableGrid, rules: IndicatorRules) -> bool:
    """Does a head, or the first row of a grid without one, name columns of figures?"""
    columns = grid.columns or columns_of([[cell.text for cell in grid.rows[0].cells]], rules)
    return any(column.role == "figures" for column in columns)


def _texts(row: TableRow) -> list[str]:
    return [cell.text for cell in row.cells]
