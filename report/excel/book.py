"""Excel workbooks whose cells say what they are: text as text, numbers as numbers, changed words marked, rows as high as their text."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich.cells import cell_len

from ...results.visible import visible
from ..fingerprint import stamped

LONGEST_CELL = 32_767  # a spreadsheet drops a longer cell as a whole; counted in UTF-16 units, as it does
NO_TIME = datetime(1980, 1, 1)  # the file would bear the moment of its making; the same input is to give the same bytes
_LINE, _HIGHEST = 15, 409  # points: a line of text, and the highest row a spreadsheet has
_A4 = 9
_FONT = {"font_name": "宋体", "font_size": 10}
_BODY = {**_FONT, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}
_STYLES: dict[str, dict[str, object]] = {
    "text": _BODY,
    "code": {
        **_BODY,
        "num_format": "@",
        "font_color": "#595959",
    },  # or else a spreadsheet takes 5:1 for the time of day
    "open": {**_BODY, "num_format": "@", "bg_color": "#FFF9E5"},  # to be written in
    "number": {**_BODY, "align": "center"},
    "percent": {**_BODY, "num_format": "0%", "align": "center"},
    "whole": {**_BODY, "num_format": "#,##0", "align": "right"},
    "broken": {**_BODY, "num_format": "#,##0.0#########", "align": "right"},
    "link": {**_BODY, "font_color": "#0563C1", "underline": 1},
    "strong": {**_BODY, "bold": True},
    "head": {**_BODY, "bold": True, "bg_color": "#E8EDF3", "valign": "vcenter"},
    "title": {**_FONT, "font_size": 14, "bold": True},
    "line": {**_FONT, "text_wrap": True, "valign": "top"},
    "strong_line": {**_FONT, "bold": True},
}
_MARKS: dict[str, dict[str, object]] = {
    "same": _FONT,
    "inserted": {**_FONT, "font_color": "#C00000", "underline": 1},
    "deleted": {**_FONT, "font_color": "#7F7F7F", "font_strikeout": True},
    "moved": {**_FONT, "font_color": "#1F6F3F", "underline": 2},
    "elsewhere": {**_FONT, "font_color": "#7F7F7F", "italic": True},
    "place": {**_FONT, "bold": True},
}


@dataclass(frozen=True, slots=True)
class Marked:
    """Text in pieces, each with the name of its mark (``same`` ``inserted`` ``deleted`` ``moved`` ``elsewhere`` ``place``)."""

    pieces: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return "".join(text for _, text in self.pieces)


SheetValue = str | int | float | bool | Marked | None


@dataclass(frozen=True, slots=True)
class Styled:
    """A value in another style than its column's."""

    value: SheetValue
    style: str


SheetCell = SheetValue | Styled


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: what stands above it, its width in digits, and the style of its cells."""

    title: str
    width: float = 12
    style: str = "text"


def short_enough(text: str) -> str:
    """The text, or as much of it as a cell holds and a mark that there was more.

    >>> short_enough("长" * 40_000)[-2:], len(short_enough("长" * 40_000))
    ('长…', 32767)
    """
    if len(text) <= LONGEST_CELL // 2 or _units(text) <= LONGEST_CELL:
        return text
    cut = text[: LONGEST_CELL - 1]
    while _units(cut) > LONGEST_CELL - 1:
        cut = cut[: -max(1, (_units(cut) - LONGEST_CELL + 1) // 2)]
    return cut + "…"


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


class Book:
    """A workbook in the making."""

    def __init__(self, title: str = "", created: datetime | None = None) -> None:
        import xlsxwriter  # noqa: PLC0415  needed for this one format

        self._out = io.BytesIO()
        # Whatever a document says is text: no formula, no link.
        options = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
        self.book = xlsxwriter.Workbook(self._out, {**options, "in_memory": True})
        self.book.set_properties({"created": created or NO_TIME, "title": visible(title)[:255]})
        self.styles = {name: self.book.add_format(style) for name, style in _STYLES.items()}
        self.marks = {name: self.book.add_format(style) for name, style in _MARKS.items()}

    def sheet(self, name: str, columns: Sequence[SheetColumn]) -> Any:
        """A new sheet with these columns, printed on A4 across, as wide as a page."""
        sheet = self.book.add_worksheet(name)
        for i, column in enumerate(columns):
            sheet.set_column(i, i, column.width)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&L&A&R&P / &N")
        return sheet

    def table(
        self, name: str, columns: Sequence[SheetColumn], rows: Iterable[Sequence[SheetCell]], *, frozen: int = 0
    ) -> Any:
        """A sheet that is one table: the header stays in sight and on every page, with a filter; ``frozen`` columns stay too."""
        sheet = self.sheet(name, columns)
        last = self.rows(sheet, 0, columns, rows)
        sheet.freeze_panes(1, frozen)
        sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
        sheet.repeat_rows(0)
        return sheet

    def rows(self, sheet: Any, top: int, columns: Sequence[SheetColumn], rows: Iterable[Sequence[SheetCell]]) -> int:
        """Write a header and rows from row ``top`` on; the last row written."""
        self.row(sheet, top, columns, [Styled(column.title, "head") for column in columns])
        at = top
        for at, row in enumerate(rows, start=top + 1):
            self.row(sheet, at, columns, row)
        return at

    def row(self, sheet: Any, at: int, columns: Sequence[SheetColumn], cells: Sequence[SheetCell]) -> None:
        """Write a row, as high as the highest of its cells."""
        for i, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            self.cell(sheet, at, i, cell, column.style)
        # Not every program fits rows to wrapped text by itself: lines would lie on top of each other.
        lines = max(lines_of(cell, column.width) for column, cell in zip(columns, cells, strict=True))
        sheet.set_row(at, min(_HIGHEST, _LINE * lines))

    def cell(self, sheet: Any, row: int, column: int, value: SheetCell, style: str = "text") -> None:
        """Write a cell: whatever is no number, and no truth, is text."""
        if isinstance(value, Styled):
            self.cell(sheet, row, column, value.value, value.style)
            return
        form = self.styles[style]
        if value in (None, "") or (isinstance(value, float) and not math.isfinite(value)):
            sheet.write_blank(row, column, None, form)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, form)
        elif isinstance(value, (int, float)):
            sheet.write_number(row, column, value, form)
        else:
            self._text(sheet, row, column, value, form)

    def _text(self, sheet: Any, row: int, column: int, value: str | Marked, form: object) -> None:
        pieces = [("same", value)] if isinstance(value, str) else list(value.pieces)
        pieces = [(mark, visible(text)) for mark, text in pieces if text]
        text = "".join(text for _, text in pieces)
        if text.startswith("<r>") and len(pieces) == 1:
            # XlsxWriter takes a plain text between <r> and </r> for one it has marked up already.
            pieces = [("same", text[:1]), ("same", text[1:])]
        if len(pieces) > 1 and _units(text) <= LONGEST_CELL:
            marked = [part for mark, piece in pieces for part in (self.marks[mark], piece)]
            sheet.write_rich_string(row, column, *marked, form)
        else:
            sheet.write_string(row, column, short_enough(text), form)

    def data(self) -> bytes:
        """Close the workbook; its bytes."""
        self.book.close()
        return stamped(self._out.getvalue())


def lines_of(cell: SheetCell, width: float) -> int:
    """How many lines a cell takes in a column so wide, wide characters counted double.

    >>> lines_of("字" * 30, 60), lines_of("字" * 31, 60), lines_of(None, 60)
    (1, 2, 1)
    """
    value = cell.value if isinstance(cell, Styled) else cell
    text = "" if value is None else str(value)
    return sum(max(1, -(-cell_len(line) // max(1, int(width)))) for line in text.split("\n"))
