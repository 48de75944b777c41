"""Writes the elements of a page that hold its document: a line for each block, a row of a table on a line, lists with their numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..clean.lines import STRUCTURE_START
from ..clean.table_rows import MARKED_AS_SAME
from .comparison_tables import Comparisons
from .page_content import Chosen
from .page_markup import MarkedSource, stretches, unmarked
from .page_runs import PageRuns
from .page_tables import CELLS, OpenTable, is_row, other_side
from .page_text import PageText
from .page_walk import walk

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# What a browser begins a new line for, in front and behind.
# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody",
    "tfoot", "thead", "tr", "ul",
))
# fmt: on


@dataclass(slots=True)
class PageWriter:
    """Writes the elements of a page and all below them; knows what is open: tables, ordered lists, text whose line breaks count."""

    text: PageText
    runs: PageRuns
    comparisons: Comparisons
    chosen: Chosen
    rows: list[bool] = field(default_factory=list)  # for each row: does it go on one line?
    tables: list[OpenTable] = field(default_factory=list)
    # for each list: the number of its next item, 0 where items have none
    counters: list[int] = field(default_factory=list)
    kept_breaks: int = 0
    left_out: set[int] = field(default_factory=set)  # the cells of the old one of two texts

    def write(self, root: LexborNode, marked: MarkedSource) -> None:
        """Write an element and all below it."""
        skipped: int | None = None  # the element that is written otherwise than by what stands in it
        for node, begins in walk(root, self.chosen.left_out):
            if skipped is not None:
                skipped = None if node.mem_id == skipped and not begins else skipped
            elif node.tag == "-text":
                self._put(node, marked)
            elif begins and node.mem_id in self.left_out:
                skipped = node.mem_id
            elif begins and (written := self.runs.written(node, self.text.near)) is not None:
                self.text.put_written(written)
                skipped = node.mem_id
            else:
                self._pass_edge(node, begins=begins)

    def _put(self, node: LexborNode, marked: MarkedSource) -> None:
        for stretch in stretches(node.text_content or "", marked.entity_ends):
            self.text.put_all(stretch.text, stretch.start, stretch.end, keep_breaks=self.kept_breaks > 0)
        if node.mem_id in self.chosen.facts.labels and not self.text.near.endswith(("：", ":")):
            self.text.put_colon()

    def _pass_edge(self, node: LexborNode, *, begins: bool) -> None:
        """Take note of an element that begins or ends."""
        tag = node.tag
        if tag in CELLS:
            self._pass_cell(node, begins=begins)
        if tag == "tr" and not begins:
            self._put_merged()
        if tag in _BLOCKS or (tag == "br" and begins):
            self.text.break_line()
        if tag == "tr":
            self._pass_row(node, begins=begins)
        elif tag == "table":
            self._pass_table(node, begins=begins)
        elif tag == "pre":
            self.kept_breaks += 1 if begins else -1
        elif tag in ("ol", "ul"):
            self.counters = [*self.counters, _first_number(node)] if begins else self.counters[:-1]
        elif tag == "li" and begins and self.counters and self.counters[-1]:
            self.text.number = _item_number(node, self.counters)

    def _pass_table(self, node: LexborNode, *, begins: bool) -> None:
        if begins:
            out, _ = other_side(node, self.comparisons)
            self.left_out |= out
            self.tables.append(OpenTable())
        elif self.tables:
            self.tables.pop()

    def _pass_row(self, node: LexborNode, *, begins: bool) -> None:
        if begins:
            merged = bool(self.tables) and self.tables[-1].has_merged()
            self.rows.append(is_row(node, self.left_out, merged=merged))
            if self.tables:
                self.tables[-1].begin_row()
        elif self.rows:
            self.rows.pop()
        self.text.in_row = any(self.rows)
        self.text.break_line()

    def _pass_cell(self, cell: LexborNode, *, begins: bool) -> None:
        if not (self.rows and self.rows[-1] and self.tables):
            if not begins:
                self.text.end_cell()
        elif begins:
            self._put_merged()
            self.text.wide = self.tables[-1].pass_cell(cell)
        else:
            for _ in range(self.text.wide):
                self.text.end_cell()
            self.text.wide = 1

    def _put_merged(self) -> None:
        """Write the cells that only go on from the row above."""
        if self.rows and self.rows[-1] and self.tables:
            for _ in range(self.tables[-1].merged()):
                self.text.put_written(MARKED_AS_SAME)
                self.text.end_cell()


def _first_number(node: LexborNode) -> int:
    """The number of a list's first item; 0 where its items have none."""
    attributes = node.attributes
    if node.tag == "ul" or re.search(r"list-style[^;]*:\s*none", attributes.get("style") or ""):
        return 0
    start = attributes.get("start") or ""
    return int(start) if re.fullmatch(r"\d{1,6}", start) else 1


def _item_number(node: LexborNode, counters: list[int]) -> str:
    """The number in front of an item, unless the item's text brings its own."""
    value = node.attributes.get("value") or ""
    number = int(value) if re.fullmatch(r"\d{1,6}", value) else counters[-1]
    counters[-1] = number + 1
    beginning = unmarked(node.text()[:400]).strip()
    return "" if not beginning or STRUCTURE_START.match(beginning) else f"{number}．"
