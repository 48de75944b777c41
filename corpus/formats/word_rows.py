"""The tables of a Word document: their rows and cells, and what of them is read where they compare two texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..clean.table_rows import MARKED_AS_SAME
from .comparison_tables import ComparisonRules, Comparisons, counts_as
from .xml import attribute, child, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_CELL = 600


@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell: its lines, over how many columns it goes, and whether it only goes on from the one above."""

    lines: tuple[str, ...]
    columns: int = 1
    goes_on: bool = False

    @property
    def text(self) -> str:
        """The cell on one line."""
        if self.goes_on:
            return MARKED_AS_SAME
        return " ".join(line.replace("\n", " ").replace("\t", " ").strip() for line in self.lines)


def table_lines(rows: Sequence[Sequence[RowCell]], comparisons: Comparisons) -> Iterator[str]:
    r"""The lines of a table: a row on each, but of a comparison of two texts the new one alone.

    >>> from duizhao.corpus.formats.comparison_tables import Comparisons, load_comparison_rules
    >>> rows = [[RowCell(("任务",)), RowCell(("期限",))], [RowCell(("书屋",)), RowCell(("年底",))]]
    >>> list(table_lines(rows, Comparisons(load_comparison_rules())))
    ['任务\t期限', '书屋\t年底']
    """
    found = comparisons.find([[cell.text for cell in row] for row in rows])
    above = len(rows) if found is None else max(0, found.row)
    for row in rows[:above]:
        yield from _row(row)
    if found is not None:
        for row in rows[found.row + 1 :]:
            yield from _side(row, found.old, found.new, comparisons.rules)


def _side(row: Sequence[RowCell], old: int, new: int, rules: ComparisonRules) -> Iterator[str]:
    """The new text of a row; a cell over both columns is of both."""
    by_column: list[RowCell] = []
    for cell in row:
        by_column += [cell] * cell.columns
    if max(old, new) >= len(by_column) or by_column[new].goes_on:
        return
    cell = by_column[new]
    found = counts_as(cell.text, rules)
    if found == "kept" and not by_column[old].goes_on:
        cell = by_column[old]
    if found != "gone":
        yield from (line for line in cell.lines if line.strip())


def _row(row: Sequence[RowCell]) -> Iterator[str]:
    texts = [cell.lines for cell in row]
    if len(row) == 1 or any(len(lines) > 2 and sum(map(len, lines)) > _MAX_CELL for lines in texts):
        for lines in texts:  # a frame around paragraphs, or columns of them
            yield from lines
        return
    yield "\t".join(cell.text + "\t" * (cell.columns - 1) for cell in row)


def rows_of(table: _Element) -> Iterator[_Element]:
    """The rows of a table but for those whose deletion is tracked, and those that are hidden."""
    for node in through_controls(table):
        properties = child(node, "trPr")
        if local_name(node) == "tr" and child(properties, "del") is None and child(properties, "hidden") is None:
            yield node


def through_controls(parent: _Element) -> Iterator[_Element]:
    """The children of a table or a row, also where content controls or tracked insertions stand around them."""
    for node in parent:
        if local_name(node) in ("sdt", "sdtContent", "ins", "customXml", "moveTo"):
            yield from through_controls(node)
        else:
            yield node


def word_cell(cell: _Element, lines: Sequence[str]) -> RowCell:
    """A cell with its lines."""
    properties = child(cell, "tcPr")
    merged = child(properties, "vMerge")
    span = attribute(child(properties, "gridSpan"), "val") or "1"
    columns = int(span) if span.isascii() and span.isdigit() and 0 < len(span) < 3 else 1
    goes_on = merged is not None and attribute(merged, "val") != "restart"
    return RowCell(tuple(line for line in lines if line.strip()), max(1, columns), goes_on)
