"""The tables of a page: rows on one line, cells that reach over several rows or columns, old and new text side by side."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..clean.table_rows import MARKED_AS_SAME
from .comparison_tables import Comparisons, Sides, counts_as
from .page_markup import unmarked

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

CELLS = frozenset(("td", "th"))
# A cell with more is a column of the page rather than a cell of a table.
_MAX_CELL, _MAX_LINES = 200, 4
_MOST_ROWS, _MOST_COLUMNS = 3000, 50  # of a comparison of two texts


@dataclass(slots=True)
class OpenTable:
    """A table while it is read: for each column how many rows more a cell from above goes down."""

    going_down: dict[int, int] = field(default_factory=dict)
    column: int = 0

    def begin_row(self) -> None:
        """Go back to the first column."""
        self.column = 0

    def merged(self) -> int:
        """How many cells of the row begin here that only go on from the row above."""
        count = 0
        while self.going_down.get(self.column, 0) > 0:
            self.going_down[self.column] -= 1
            self.column += 1
            count += 1
        return count

    def has_merged(self) -> bool:
        """Do cells from above go on in the row that begins?"""
        return any(left > 0 for left in self.going_down.values())

    def pass_cell(self, cell: LexborNode) -> int:
        """Take a cell in; gives over how many columns it goes."""
        columns, rows = _span(cell, "colspan"), _span(cell, "rowspan")
        for column in range(self.column, self.column + columns):
            if rows > 1:
                self.going_down[column] = rows - 1
        self.column += columns
        return columns


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or ""
    return max(1, int(value)) if re.fullmatch(r"\d{1,2}", value, re.ASCII) else 1


def is_row(row: LexborNode, left_out: Container[int], *, merged: bool) -> bool:
    """Is a row one of a table of data? Old pages use tables to place columns."""
    cells = [cell for cell in cells_of(row) if cell.mem_id not in left_out]
    return len(cells) + merged > 1 and not any(_is_column(cell) for cell in cells)


def cells_of(row: LexborNode) -> Iterator[LexborNode]:
    """The cells of a row."""
    child = row.child
    while child is not None:
        if child.tag in CELLS:
            yield child
        child = child.next


def _is_column(cell: LexborNode) -> bool:
    long = len(unmarked(cell.text())) > _MAX_CELL
    return cell.css_first("table") is not None or (long and len(cell.css("p, div, br, li")) > _MAX_LINES)


def other_side(table: LexborNode, comparisons: Comparisons) -> tuple[frozenset[int], bool]:
    """The cells of a table that hold the old one of two texts, to be left out; and whether it sets two texts side by side."""
    rows = _rows(table)
    if not 2 <= len(rows) <= _MOST_ROWS:
        return frozenset(), False
    grid = list(_grid(rows))
    found = comparisons.find([[_text(cell) for cell in row] for row in grid])
    if found is None:
        return frozenset(), False
    out: set[int] = set()
    for i, row in enumerate(grid):
        if i >= found.row:
            read = set() if i == found.row else _read(row, found, comparisons)
            out |= {cell.mem_id for cell in row if cell is not None} - read
    return frozenset(out), True


def _read(row: Sequence[LexborNode | None], found: Sides, comparisons: Comparisons) -> set[int]:
    """Which cell of a row is read: that of the new text, that of the old one where it goes on, none where nothing is left of it."""
    if max(found.old, found.new) >= len(row):
        return set()
    old, new = row[found.old], row[found.new]
    counts = "gone" if new is None else counts_as(_text(new), comparisons.rules)
    cell = old if counts == "kept" else new
    return {cell.mem_id} if counts != "gone" and cell is not None else set()


def _text(cell: LexborNode | None) -> str:
    return MARKED_AS_SAME if cell is None else unmarked(cell.text()).strip()


def _rows(table: LexborNode) -> list[list[LexborNode]]:
    """The rows of a table that has no other one inside it; nothing of one that has."""
    parts = [table]
    child = table.child
    while child is not None:
        if child.tag in ("thead", "tbody", "tfoot"):
            parts.append(child)
        child = child.next
    rows = []
    for part in parts:
        child = part.child
        while child is not None:
            if child.tag == "tr":
                rows.append(list(cells_of(child))[:_MOST_COLUMNS])
                if len(rows) > _MOST_ROWS or any(cell.css_first("table") is not None for cell in rows[-1]):
                    return []
            child = child.next
    return rows


def _grid(rows: Sequence[Sequence[LexborNode]]) -> Iterator[list[LexborNode | None]]:
    """The rows with what stands in each column; nothing where a cell from above goes on."""
    table = OpenTable()
    for row in rows:
        table.begin_row()
        cells: list[LexborNode | None] = []
        for cell in row:
            cells += [None] * table.merged()
            cells += [cell] * table.pass_cell(cell)
        yield cells + [None] * table.merged()
