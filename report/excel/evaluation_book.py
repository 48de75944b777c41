"""An evaluation as a workbook: a sheet for each of its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...results.labels import labels
from .book import Book, SheetCell, SheetColumn

_WIDE = ("text", "example")
_RATIOS = ("value", "low", "high", "mean_probability", "share_right", "share", "threshold")


def evaluation_xlsx(tables: Mapping[str, Sequence[Mapping[str, Any]]], *, lang: str = "zh") -> bytes:
    """The tables, each a sheet with a header in words; one that is empty is left out."""
    words = labels(lang)["evaluation"]
    book = Book(words["title"])
    for name, rows in tables.items():
        if rows:
            columns = [SheetColumn(words["column"][key], 90 if key in _WIDE else 16) for key in rows[0]]
            book.table(words["table"][name], columns, [_cells(row, words) for row in rows])
    return book.data()


def _cells(row: Mapping[str, Any], words: Mapping[str, Any]) -> list[SheetCell]:
    return [_named(key, value, words) for key, value in row.items()]


def _named(key: str, value: Any, words: Mapping[str, Any]) -> Any:
    if key in _RATIOS:
        return round(value, 4)
    if key == "figure":
        name, _, measure = value.rpartition("_")
        return f"{words['figure'].get(name, name)} {words['measure'].get(measure, measure)}"
    if key == "what":
        return words[key].get(value, value)
    return words["value"].get(value, value) if isinstance(value, str) and key in ("gold", "said", "wanted") else value
