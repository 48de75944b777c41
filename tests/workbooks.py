"""Change a workbook as a reviewer does, by the words that stand above its columns."""

from __future__ import annotations

import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

# The columns of both sheets for review, in either language.
NAMES = {
    "document": ("地方文件", "Local document"),
    "links": ("对应关系", "Correspondence"),
    "relation": ("变化类型", "Relation"),
    "note": ("复核意见", "Reviewer's note"),
    "local": ("地方编号", "Local id"),
    "central": ("中央编号", "Central id"),
}


class Sheet:
    """A sheet for review in an open workbook."""

    def __init__(self, book: Any, name: str) -> None:
        self.sheet = book[name]
        self.side = "central" if name in ("缺失", "Missing") else "local"
        titles = {cell.value: cell.column for cell in self.sheet[1]}
        self.columns = {key: next(titles[name] for name in names if name in titles) for key, names in NAMES.items()}

    def row(self, name: str, document: str | None = None) -> int:
        """The row of a sentence."""
        for row in range(2, self.sheet.max_row + 1):
            if self.get(row, self.side) == name and document in (None, self.get(row, "document")):
                return row
        raise KeyError(name)

    def get(self, row: int, column: str) -> Any:
        """What a cell holds."""
        return self.sheet.cell(row, self.columns[column]).value

    def write(self, name: str, document: str | None = None, /, **cells: object) -> int:
        """Write into the cells of a sentence's row; its number."""
        row = self.row(name, document)
        for column, value in cells.items():
            self.sheet.cell(row, self.columns[column]).value = value
        return row

    def shuffle(self, seed: int) -> None:
        """Put the rows in another order."""
        rows = [[cell.value for cell in row] for row in self.sheet.iter_rows(min_row=2)]
        random.Random(seed).shuffle(rows)  # noqa: S311  any order will do
        for at, row in enumerate(rows, start=2):
            for column, value in enumerate(row, start=1):
                self.sheet.cell(at, column).value = value

    def turn_columns(self) -> None:
        """Put the columns in the reverse order."""
        rows = [[cell.value for cell in row][::-1] for row in self.sheet.iter_rows()]
        for at, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                self.sheet.cell(at, column).value = value


def opened(path: Path) -> tuple[Any, Sheet, Sheet]:
    """A workbook with its two sheets for review."""
    book = openpyxl.load_workbook(path)
    pairs, missing = ("对照", "缺失") if "对照" in book.sheetnames else ("Side by side", "Missing")
    return book, Sheet(book, pairs), Sheet(book, missing)


def values(sheet: Any) -> list[Mapping[str, Any]]:
    """The rows of a table by the titles of its columns."""
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]
