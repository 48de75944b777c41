"""The tables of a text: stretches of lines whose cells are parted by tabs, as every format's tables are written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from ...language.expressions import expression
from ...language.spans import Span
from .lines import BLANKS, STRUCTURE_START, Line, filled_lines

MARKED_AS_SAME = "〃"  # a cell that only goes on from the one above
_LONGEST_HEAD = 30  # characters of a cell in a row that names columns, and of a line that stands alone between rows
_WIDE = 3  # columns
_SENTENCE = "。；！？"
_NUMBER = re.compile(r"[^\d]{0,3}\d[\d.,%]{0,12}")
_YEAR = expression(r"(?:19|20)\d\d年?", match=["2025年", "2030"], no_match=["2025年底", "300"], use="fullmatch")
# 第八条⇥书屋每周开放: an article whose number a tab parts from its text.
_ARTICLE = expression(
    "第[^\\s]{1,7}[编章节条]", match=["第八条", "第二章"], no_match=["第八", "八、", "第八条书屋"], use="fullmatch"
)


@dataclass(frozen=True, slots=True)
class TableCell:
    """What stands between two tabs, without the blanks around it, and its place in the text."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class TableRow:
    """A line of a table; a line without a tab is one cell."""

    span: Span
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class TextTable:
    r"""Rows that follow each other; no blank cells at their ends.

    >>> [table] = find_tables("指标\t单位\t2030年\n书屋\t个")
    >>> table.columns, table.rows[1].cells[0].text
    (3, '书屋')
    """

    rows: tuple[TableRow, ...]

    @property
    def span(self) -> Span:
        """From its first row to its last."""
        return Span(self.rows[0].span.start, self.rows[-1].span.end)

    @property
    def columns(self) -> int:
        """How many cells its longest row has."""
        return max(len(row.cells) for row in self.rows)


def find_tables(text: str, within: Span | None = None) -> tuple[TextTable, ...]:
    r"""The tables of a text, in order. Linear in the text's length; nothing is looked at in a text without tabs.

    :param within: a stretch of whole lines, where only its tables are asked for; places are those in the text all the same.

    >>> [table] = find_tables("主要指标\n指标\t单位\t2030年\n书屋数量\t个\t300\n书屋面积\t平方米\t60\n第一条 免费。")
    >>> [[cell.text for cell in row.cells] for row in table.rows]
    [['指标', '单位', '2030年'], ['书屋数量', '个', '300'], ['书屋面积', '平方米', '60']]
    """
    start, stretch = (0, text) if within is None else (within.start, within.of(text))
    return tuple(TextTable(tuple(_row(line, start) for line in lines)) for lines in table_lines(stretch))


def table_lines(text: str) -> Iterator[list[Line]]:
    """The lines of each table of a text, which are found faster than its cells are told."""
    return (lines for lines in _stretches(filled_lines(text)) if _is_table(lines)) if "\t" in text else iter(())


def _stretches(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines that may be a table: rows, and between them short lines that name a group of rows."""
    found: list[Line] = []
    for line, following in zip_longest(lines, lines[1:]):
        if _is_row(line) or (found and (_goes_on(line) or _names_group(line, following))):
            found.append(line)
        elif found:
            yield found
            found = []
    if found:
        yield found


def _filled(line: Line) -> list[str]:
    return [cell for cell in (one.strip(BLANKS) for one in line.text.split("\t")) if cell]


def _is_row(line: Line) -> bool:
    """Are there two cells at least, a number in front of a paragraph not counted?"""
    cells = _filled(line) if "\t" in line.content else []
    if len(cells) < 2:
        return False
    number = STRUCTURE_START.match(cells[0])
    if number is not None and number.end() == len(cells[0]):
        return not _ARTICLE.fullmatch(cells[0]) and len(cells) > 2
    return True


def _goes_on(line: Line) -> bool:
    """Does a line begin with a blank cell and hold a short one: the second row of a table's head?"""
    return line.text.startswith("\t") and _is_short(line.content)


def _names_group(line: Line, following: Line | None) -> bool:
    """Does a short line stand alone over a row that gives a number?"""
    if following is None or not _is_short(line.content) or not _is_row(following):
        return False
    return any(_NUMBER.match(cell) and not _YEAR.fullmatch(cell) for cell in _filled(following))


def _is_short(content: str) -> bool:
    return len(content) <= _LONGEST_HEAD and not any(mark in content for mark in _SENTENCE)


def _is_table(lines: Sequence[Line]) -> bool:
    """Are there several rows under a row of names, or several of several columns?"""
    rows = [cells for cells in map(_filled, lines) if len(cells) > 1]
    return len(rows) > 1 and (all(map(_is_short, rows[0])) or all(len(cells) >= _WIDE for cells in rows))


def _row(line: Line, offset: int) -> TableRow:
    begins = start = line.start + offset
    cells = []
    for cell in line.text.rstrip(BLANKS).split("\t"):
        left = start + len(cell) - len(cell.lstrip(BLANKS))
        stripped = cell.strip(BLANKS)
        cells.append(TableCell(stripped, Span(left, left + len(stripped))))
        start += len(cell) + 1
    return TableRow(Span(begins, begins + len(line.text.rstrip(BLANKS))), tuple(cells))
