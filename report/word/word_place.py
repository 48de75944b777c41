"""Where a Word document is being written: its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION

from ...results.labels import Labels
from .elements import Element, WordBlock, WordLine, WordRun, paragraph, table
from .styles import AFTER_TABLE, set_page, set_running_head


class WordPlace:
    """The end of a document: what is added stands there."""

    def __init__(self, document: WordDocument, words: Labels) -> None:
        self._document, self._words = document, words
        self._body: Any = document.element.body

    def add(self, element: Element) -> None:
        """Any element."""
        self._body[-1].addprevious(element)  # the last element is the section's

    def heading(self, level: int, text: str) -> None:
        """A heading, which stays with what follows."""
        self.add(paragraph([WordRun(text)], f"Heading{level}"))

    def line(self, line: WordLine, style: str = "Normal", *, keep_next: bool = False) -> None:
        """A paragraph, which may be kept on the page of the next one."""
        self.add(paragraph(line, style, keep_next=keep_next))

    def blocks(self, blocks: Sequence[WordBlock]) -> None:
        """Tables and the lines behind them."""
        for block in blocks:
            if block.head:
                self.add(table(block))
                # Two tables without a paragraph between them are one to Word; one of a line's height could stand alone on a page.
                self.add(paragraph([], AFTER_TABLE))
            for line in block.lines:
                self.line(line, block.line_style)

    def running_head(self, text: str) -> None:
        """What stands above the pages from here on."""
        set_running_head(self._document.sections[-1], text, self._words["pages"])

    def new_section(self, text: str, *, across: bool = True) -> None:
        """A new page, with what stands above it and those behind it."""
        set_page(self._document.add_section(WD_SECTION.NEW_PAGE), across=across)
        # The paragraph that ends the section is one more: the low one behind a table can be it, else a page could hold nothing but it.
        end, before = self._body[-2], self._body[-3]
        end.style = AFTER_TABLE
        if before.tag == end.tag and before.style == AFTER_TABLE:
            self._body.remove(before)
        self.running_head(text)
