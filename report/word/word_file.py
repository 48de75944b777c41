"""The Word 对照表: what an office prints, circulates and writes its remarks into.

A4 across. In front the documents and the figures that matter first, then one section per local document with the side-by-side table,
what is missing and what was added, at the end the matrix of figures, what cleaning did, and what is needed to get the same report again.
Changed words are told by underline and strike, never by colour alone; Word's own marks of moved text are not used (Word itself reports
such files as damaged).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION

from ...results.findings import Findings
from ...results.labels import Labels, labels
from ...results.names import title_of
from ...results.verdicts import added_counts
from ...results.views import DocumentView, PageView, page_view
from ...version import __version__
from ..fingerprint import stamped
from .elements import Element, WordBlock, WordRun, paragraph, table
from .styles import empty_document, set_page, set_running_head
from .word_overview import legend_blocks, overview_blocks
from .word_tables import (
    added_blocks,
    check_blocks,
    cleaning_blocks,
    coverage_blocks,
    matrix_blocks,
    missing_blocks,
    pair_blocks,
    parameter_blocks,
    skipped_blocks,
)


def report_docx(report: Findings, *, lang: str = "zh") -> bytes:
    """The report as a Word document; the same report gives the same bytes.

    ``lang`` is the language of the document's own words (``zh`` or ``en``, else ``UnknownFormatError``). Cost: about a millisecond a row.

    >>> import duizhao as dz
    >>> sample = dz.sample_folder()
    >>> report_docx(dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt"))[:2]
    b'PK'
    """
    words = labels(lang)
    page = page_view(report, words)
    title = title_of(report.central)
    document = empty_document(f"{words['title']}：{title}", report.date)
    place = _Place(document, words)
    place.add(paragraph([WordRun(words["title"])], "Title"))
    place.add(_centred(title))
    if report.date:
        place.add(_centred(f"{words['date_of_report']} {report.date}"))
    place.heading(1, words["overview"])
    place.blocks(overview_blocks(page, words))
    place.heading(1, words["legend"])
    place.blocks(legend_blocks(words))
    place.running_head(words["title"])
    for view in page.documents:
        place.new_section(f"{words['title']} · {view.name}")
        _document(place, view, words)
    place.new_section(words["title"])
    _closing(place, page, words)
    out = io.BytesIO()
    document.save(out)
    return stamped(out.getvalue())


class _Place:
    """Where the document is being written: its end."""

    def __init__(self, document: WordDocument, words: Labels) -> None:
        self._document, self._words = document, words
        self._body: Any = document.element.body

    def add(self, element: Element) -> None:
        self._body[-1].addprevious(element)  # the last element is the section's

    def heading(self, level: int, text: str) -> None:
        self.add(paragraph([WordRun(text)], f"Heading{level}"))

    def blocks(self, blocks: Sequence[WordBlock]) -> None:
        for block in blocks:
            if block.head:
                self.add(table(block.widths, block.head, block.rows, title=block.title, together=block.together))
                # Two tables without a paragraph between them are one to Word.
                self.add(paragraph([], "Normal"))
            for line in block.lines:
                self.add(paragraph(line, "Normal"))

    def running_head(self, text: str) -> None:
        set_running_head(self._document.sections[-1], text, self._words["pages"])

    def new_section(self, text: str) -> None:
        set_page(self._document.add_section(WD_SECTION.NEW_PAGE))
        self.running_head(text)


def _centred(text: str) -> Element:
    return paragraph([WordRun(text)], "Subtitle")


def _document(place: _Place, view: DocumentView, words: Labels) -> None:
    title = view.document.document.metadata.title
    place.heading(1, view.name + (f"：{title}" if title and title != view.name else ""))
    for caution in view.cautions:
        place.add(paragraph([WordRun(f"{words['caution']}：", bold=True), WordRun(caution)], "Normal"))
    place.heading(2, words["pairs"])
    place.blocks(pair_blocks(view, words))
    place.heading(2, words["coverage"])
    place.blocks(coverage_blocks(view, words))
    place.heading(2, words["missing_list"])
    place.blocks(missing_blocks(view, words))
    place.heading(2, f"{words['to_check']}（{len(view.to_check)}）")
    place.blocks(check_blocks(view, words))
    place.heading(2, f"{words['added']}（{added_counts(view.counts.relations, words)}）")
    place.blocks(added_blocks(view, words))


def _closing(place: _Place, page: PageView, words: Labels) -> None:
    place.heading(1, words["matrix"])
    place.blocks(matrix_blocks(page, words))
    place.heading(1, words["skipped"])
    place.blocks(skipped_blocks(page, words))
    place.heading(1, words["cleaning"])
    place.blocks(cleaning_blocks(page, words))
    place.heading(1, words["parameters"])
    place.blocks(parameter_blocks(page, words))
    place.add(paragraph([WordRun(words["made_by"].format(version=__version__))], "Normal"))
