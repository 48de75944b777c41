"""The requirements table in the forms that spreadsheets and programs read."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.cells import cell_len

from ..corpus import UnknownFormatError
from .json_shapes import json_text
from .listings import requirement_listing
from .rows import REQUIREMENT_COLUMNS
from .visible import visible, writable

# A spreadsheet reads a cell that begins so as a formula (CWE-1236); the full-width forms because some programs fold them.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
LONGEST_CELL = 32_767  # characters; a spreadsheet drops a longer cell as a whole

# Columns of text need room to be read, in widths of a digit.
_WIDTHS = dict.fromkeys(("text", "central_text"), 60) | dict.fromkeys(
    ("document", "quote", "action", "object", "condition"), 28
)
_WIDTH = 12  # of any other column
_LINE, _HIGHEST = 15, 409  # points: a line of text, and the highest row a spreadsheet has

_NO_TIME = datetime(1980, 1, 1)

Rows = Sequence[Mapping[str, Any]]


def requirement_table(rows: Rows, form: str, *, lang: str = "zh") -> str | bytes:
    """The rows of ``requirement_rows`` as ``json``, ``csv``, ``table`` (text, its words in ``lang``) or ``xlsx`` (bytes).

    ``UnknownFormatError`` for another form, ``OutputError`` where ``xlsx`` needs a package that is not installed.
    """
    makers: dict[str, Callable[[Rows], str | bytes]] = {
        "json": json_text,
        "csv": lambda found: csv_text(found, REQUIREMENT_COLUMNS),
        "table": lambda found: requirement_listing(found, lang=lang),
        "xlsx": lambda found: xlsx_bytes(found, REQUIREMENT_COLUMNS),
    }
    if form not in makers:
        raise UnknownFormatError(f"没有格式 {form}，需要 {'、'.join(makers)} 之一；请改用其中一种")
    return makers[form](rows)


def csv_text(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], *, raw: bool = False) -> str:
    r"""Rows as CSV for spreadsheets, to be encoded as UTF-8: with byte order mark, empty cells for ``None``.

    Text that a spreadsheet would take for a formula gets an apostrophe in front, unless it is to stay ``raw``; numbers stay as they are.

    >>> csv_text([{"a": "=1+1", "b": -1}], ["a", "b"])
    "\ufeffa,b\r\n'=1+1,-1\r\n"
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    cell = _raw_cell if raw else _csv_cell
    writer.writerow([cell(name) for name in columns])  # the name of a document stands in the header of the matrix
    writer.writerows([cell(row[name]) for name in columns] for row in rows)
    return "\ufeff" + out.getvalue()


def _raw_cell(value: object) -> object:
    return writable(value) if isinstance(value, str) else value


def _csv_cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = visible(value)
    return "'" + text if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


def xlsx_bytes(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> bytes:
    """Rows as an Excel workbook of one sheet: text as text, numbers as numbers, the header fixed, a filter."""
    import xlsxwriter  # noqa: PLC0415  needed for this one format

    out = io.BytesIO()
    options = {
        # Whatever a document says is text: no formula, no link.
        **dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False),
        "in_memory": True,
    }
    book = xlsxwriter.Workbook(out, options)
    # The file would bear the moment of its making; the same rows are to give the same bytes.
    book.set_properties({"created": _NO_TIME})
    sheet = book.add_worksheet("量化要求")
    wrap, head = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"bold": True})
    for column, name in enumerate(columns):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, _WIDTHS.get(name, _WIDTH))
    height = 0
    for height, row in enumerate(rows, start=1):
        for column, name in enumerate(columns):
            _write_cell(sheet, height, column, row[name], wrap)
        # Not every program fits rows to wrapped text by itself: lines would lie on top of each other.
        sheet.set_row(height, min(_HIGHEST, _LINE * max(_lines(row[name], name) for name in columns)))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, height, len(columns) - 1)
    book.close()
    return out.getvalue()


def _lines(value: object, column: str) -> int:
    """How many lines a cell takes in its column, wide characters counted double."""
    width = _WIDTHS.get(column, _WIDTH)
    return sum(max(1, -(-cell_len(line) // width)) for line in str(value or "").split("\n"))


def _write_cell(sheet: Any, row: int, column: int, value: object, form: object) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, form)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, form)
    else:
        text = visible(str(value))
        sheet.write_string(row, column, text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…", form)
