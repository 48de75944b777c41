"""The overview in a workbook: what was compared, the figures that matter, how to read and how to review it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from ...results.coverage_columns import shown_status
from ...results.document_columns import document_columns, document_rows
from ...results.findings import Findings
from ...results.labels import Labels
from ...results.names import title_of
from ...results.reviewed_note import reviewed_note
from ...results.unit_places import place_name
from ...results.views import together_note
from ...version import __version__
from .book import Book, SheetCell, SheetColumn, Styled, lines_of
from .table_sheets import sheet_columns

_NUMBER_WIDTH = 7
_ACROSS = 14  # columns that a line of text runs over


def write_overview(
    book: Book, report: Findings, names: Sequence[str], words: Labels, date: datetime | None = None
) -> None:
    """Write the sheet."""
    columns = sheet_columns(document_columns("excel"), words)
    sheet = book.sheet(words["sheet"]["overview"], columns)
    book.cell(sheet, 0, 0, f"{words['title']}：{title_of(report.central)}", "title")
    sheet.set_row(0, 24)
    made = words["made_by"].format(version=__version__)
    made += f" · {words['workbook']['made_on']} {date:%Y-%m-%d}" if date else ""
    at = _line(book, sheet, 1, columns, made)
    at = book.rows(sheet, at, columns, _documents(report, names, words)) + 2
    sheet.freeze_panes(3, 1)
    for title, lines in _texts(report, names, words):
        at = _line(book, sheet, at, columns, title, "strong_line")
        for text in lines:
            at = _line(book, sheet, at, columns, text)
        at += 1
    at = _line(book, sheet, at, columns, words["coverage"], "strong_line")
    at = _coverage(book, sheet, at, report, names, words)


def _documents(report: Findings, names: Sequence[str], words: Labels) -> Iterator[list[SheetCell]]:
    """The central document, and every local one with its figures."""
    for row in document_rows(report, names, words):
        yield [one.column.value(row) for one in document_columns("excel")]


def _texts(report: Findings, names: Sequence[str], words: Labels) -> Iterator[tuple[str, list[str]]]:
    """Titles and the lines below them."""
    workbook = words["workbook"]
    cautions = [
        f"{name}：{text}"
        for comparison, name in zip(report.comparisons, names, strict=True)
        for text in comparison.warnings
    ]
    if cautions:
        yield words["caution"], cautions
    if reviewed := reviewed_note(report.parameters, words):
        yield words["parameter_name"]["corrections"], [reviewed]
    if together := together_note(report.comparisons, words):
        yield words["made_together"], [together]
    if report.skipped:
        yield words["skipped"], [f"{file.path}：{file.reason}" for file in report.skipped]
    yield workbook["review_title"], [workbook[f"review_{step}"] for step in ("pairs", "missing", "free", "back")]
    notes = [f"{words['relation_name'][kind]}：{note}" for kind, note in words["relation_note"].items()]
    marks = [workbook[f"legend_{kind}"] for kind in ("doubt", "inserted", "deleted", "strictness")]
    yield words["legend"], [*notes, *marks, words["score_note"]["text"], words["share_note"]]


def _line(book: Book, sheet: Any, at: int, columns: Sequence[SheetColumn], text: str, style: str = "line") -> int:
    """A line of text over several columns; the row behind it."""
    form = book.styles[style]
    sheet.merge_range(at, 0, at, _ACROSS - 1, "", form)
    book.cell(sheet, at, 0, text, style)
    sheet.set_row(at, 15 * lines_of(text, sum(column.width for column in columns[:_ACROSS])))
    return at + 1


def _coverage(book: Book, sheet: Any, at: int, report: Findings, names: Sequence[str], words: Labels) -> int:
    """Every central unit, and whether each local document took it up; the row behind it."""
    widths = [one.place.width or 0 for one in document_columns("excel")]
    first = 2  # the columns of the documents
    widths += [_NUMBER_WIDTH] * max(0, first + len(names) - len(widths))
    columns = [SheetColumn("", width) for width in widths[: first + len(names)]]
    titles = [words["central_place"], words["workbook"]["central_text"], *names]
    book.row(sheet, at, columns, [Styled(title, "head") for title in titles])
    entries = [{entry.central: entry for entry in comparison.coverage} for comparison in report.comparisons]
    for at, unit in enumerate(report.central.units, start=at + 1):  # noqa: B020, PLR1704 - the rows go on
        begin = unit.heading or (unit.sentences[0].text if unit.sentences else "")
        states = [words["status_name"][shown_status(entry[unit.id])] for entry in entries]
        book.row(sheet, at, columns, [place_name(unit, words), begin, *states])
    return at + 1
