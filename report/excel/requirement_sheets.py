"""The requirements in a workbook, of a report or alone: the figures, the vague terms, and what each column means."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...results.columns import PlacedColumn
from ...results.labels import Labels, labels
from ...results.requirement_columns import filled_columns
from ...results.requirement_row import RequirementRow
from .book import Book, SheetCell, SheetColumn, SheetValue, Styled
from .table_sheets import sheet_columns

_FROZEN = 2  # columns: the document and its title
_MOST_DIGITS = 15  # of a number that a spreadsheet keeps


def requirements_xlsx(rows: Sequence[RequirementRow], *, lang: str = "zh") -> bytes:
    """The requirements of one or more documents as a workbook of their own; the same bytes for the same rows.

    >>> requirements_xlsx([])[:2]
    b'PK'
    """
    words = labels(lang)
    book = Book(words["requirements"])
    write_column_notes(book, write_requirements(book, rows, words), words)
    return book.data()


def write_requirements(book: Book, rows: Sequence[RequirementRow], words: Labels) -> tuple[PlacedColumn, ...]:
    """Write the sheet of figures and that of vague terms; the columns that stand in one of them."""
    shown: dict[str, PlacedColumn] = {}
    for name, vague in (("requirements", False), ("vague", True)):
        chosen = [row for row in rows if row.requirement.vague == vague]
        placed, printed = filled_columns(chosen, words)
        cells = [[_cell(one, row, words) for one in placed] for row in chosen]
        columns = _wide_enough(sheet_columns(placed, words), cells)
        sheet = book.table(words["sheet"][name], columns, cells, frozen=_FROZEN)
        sheet.print_area(0, 0, max(1, len(cells)), printed - 1)
        shown |= {one.column.key: one for one in placed}
    return tuple(shown.values())


def write_column_notes(book: Book, shown: Sequence[PlacedColumn], words: Labels) -> None:
    """Write the sheet that explains the columns: what each is called here, what in tables for programs, and what stands in it."""
    titles = words["column_note"]
    columns = [SheetColumn(titles["column"], 18, "strong"), SheetColumn(titles["key"], 20, "code")]
    columns.append(SheetColumn(titles["meaning"], 100))
    book.table(words["sheet"]["column_notes"], columns, _notes(shown, words))


def _notes(shown: Sequence[PlacedColumn], words: Labels) -> Iterator[Sequence[SheetCell]]:
    for name in ("requirements", "vague"):
        yield [words["sheet"][name], "", words["sheet_note"][name]]
    for one in shown:
        # A column that somebody adds has no note of ours.
        yield [one.heading(words), one.column.key, words["requirement_note"].get(one.column.key, "")]


def _cell(placed: PlacedColumn, row: RequirementRow, words: Labels) -> SheetCell:
    value: SheetValue = placed.column.printed(row, words)
    if isinstance(value, bool):
        return str(words["workbook"]["yes"]) if value else None
    if placed.column.kind == "quantity" and isinstance(value, float) and abs(value) < 10**_MOST_DIGITS:
        return Styled(value, "whole" if value.is_integer() else "broken")
    return value


def _wide_enough(columns: Sequence[SheetColumn], cells: Sequence[Sequence[SheetCell]]) -> list[SheetColumn]:
    """The columns, those of large numbers as wide as the largest: what does not fit a spreadsheet shows as ####."""
    longest = [
        max((len(f"{cell.value:,}") for cell in column if _is_quantity(cell)), default=0)
        for column in zip(*cells, strict=True)
    ] or [0] * len(columns)
    return [
        SheetColumn(column.title, max(column.width, digits + 1), column.style)
        for column, digits in zip(columns, longest, strict=True)
    ]


def _is_quantity(cell: SheetCell) -> bool:
    return isinstance(cell, Styled) and isinstance(cell.value, float)
