"""The requirements table in the forms that spreadsheets and programs read."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ...corpus import UnknownFormatError
from ...results.rows import REQUIREMENT_COLUMNS
from ...results.visible import visible, writable
from ..excel.book import Book, Column
from ..json_shapes import json_text
from ..text.listings import requirement_listing

# A spreadsheet reads a cell that begins so as a formula (CWE-1236); the full-width forms because some programs fold them.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")

# Columns of text need room to be read, in widths of a digit.
_WIDTHS = dict.fromkeys(("text", "central_text"), 60) | dict.fromkeys(
    ("document", "quote", "action", "object", "condition"), 28
)
_WIDTH = 12  # of any other column

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
    # NUL stands in no CSV file: many readers end there, and Python up to 3.10 does not write it.
    return writable(value).replace("\0", visible("\0")) if isinstance(value, str) else value


def _csv_cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = visible(value)
    return "'" + text if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


def xlsx_bytes(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> bytes:
    """Rows as an Excel workbook of one sheet: text as text, numbers as numbers, the header fixed, a filter."""
    book = Book()
    book.table(
        "量化要求",
        [Column(name, _WIDTHS.get(name, _WIDTH)) for name in columns],
        ([row[name] for name in columns] for row in rows),
    )
    return book.data()
