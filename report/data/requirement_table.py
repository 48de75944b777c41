"""The requirements table in the forms that spreadsheets, programs and terminals read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from ...corpus import UnknownFormatError
from ...results.json_text import json_text
from ...results.requirement_columns import REQUIREMENT_COLUMNS
from .csv_text import csv_text

# Columns of text need room to be read, in widths of a digit.
_WIDTHS = dict.fromkeys(("text", "central_text"), 60) | dict.fromkeys(
    ("document", "quote", "action", "object", "condition"), 28
)
_WIDTH = 12  # of any other column

RequirementRows = Sequence[Mapping[str, Any]]


def requirement_table(rows: RequirementRows, form: str, *, lang: str = "zh") -> str | bytes:
    """The rows of ``requirement_rows`` as ``json``, ``csv``, ``table`` (text, its words in ``lang``) or ``xlsx`` (bytes).

    ``UnknownFormatError`` for another form, ``OutputError`` where ``xlsx`` needs a package that is not installed.
    """
    makers: dict[str, Callable[[RequirementRows], str | bytes]] = {
        "json": json_text,
        "csv": lambda found: csv_text(found, REQUIREMENT_COLUMNS),
        "table": lambda found: _listing(found, lang),
        "xlsx": lambda found: xlsx_bytes(found, REQUIREMENT_COLUMNS),
    }
    if form not in makers:
        raise UnknownFormatError(f"没有格式 {form}，需要 {'、'.join(makers)} 之一；请改用其中一种")
    return makers[form](rows)


def _listing(rows: RequirementRows, lang: str) -> str:
    from ..text.listings import requirement_listing  # noqa: PLC0415  needed for this one form

    return requirement_listing(rows, lang=lang)


def xlsx_bytes(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> bytes:
    """Rows as an Excel workbook of one sheet: text as text, numbers as numbers, the header fixed, a filter."""
    from ..excel.book import Book, SheetColumn  # noqa: PLC0415  needed for this one form

    book = Book()
    book.table(
        "量化要求",
        [SheetColumn(name, _WIDTHS.get(name, _WIDTH)) for name in columns],
        ([row[name] for name in columns] for row in rows),
    )
    return book.data()
