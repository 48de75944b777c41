"""The first sheet of a workbook: what was compared, the figures that matter, how to read and how to review it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from ...changes import REASONS
from ...results.document_counts import DocumentCounts, document_counts
from ...results.findings import Findings
from ...results.labels import RELATIONS, STATUSES, Labels
from ...results.names import title_of
from ...results.restructured import place_name
from ...results.views import reviewed_note
from ...segmenter import SegmentedDocument
from ...version import __version__
from .book import Book, SheetCell, SheetColumn, Styled, lines_of

_TEXT_COLUMNS, _NUMBER_WIDTH = 6, 7
_ACROSS = 14  # columns that a line of text runs over


def write_overview(
    book: Book, report: Findings, names: Sequence[str], words: Labels, date: datetime | None = None
) -> None:
    """Write the sheet: it is the first one, and the one that is open."""
    columns = _columns(words)
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


def _columns(words: Labels) -> list[SheetColumn]:
    keys = ("document", "issuer", "date", "units", "sentences")
    widths = (32, 14, 11, 7, 7)
    texts = [SheetColumn(words["workbook"]["name"], 16)]
    texts += [
        SheetColumn(words[key], width, "number" if width == _NUMBER_WIDTH else "text")
        for key, width in zip(keys, widths, strict=True)
    ]
    counts = [words["status_name"][status] for status in STATUSES]
    counts += [words["relation_name"][name] for name in (*RELATIONS, *REASONS)]
    rates = [words[key] for key in ("copied_rate", "reinvention_rate", "covered_rate")]
    figures = [words["requirements"], words["workbook"]["explicit"]]
    return [
        *texts,
        *(SheetColumn(title, _NUMBER_WIDTH, "number") for title in counts),
        *(SheetColumn(title, _NUMBER_WIDTH, "percent") for title in rates),
        *(SheetColumn(title, _NUMBER_WIDTH, "number") for title in figures),
    ]


def _documents(report: Findings, names: Sequence[str], words: Labels) -> Iterator[list[SheetCell]]:
    """The central document, and every local one with its figures."""
    empty = len(_columns(words)) - _TEXT_COLUMNS
    yield [*_about(report.central, words["central"]), *[None] * empty]
    for comparison, name in zip(report.comparisons, names, strict=True):
        yield [*_about(comparison.local, name), *_figures(document_counts(comparison))]


def _about(document: SegmentedDocument, name: str) -> list[SheetCell]:
    metadata = document.document.metadata
    texts = (name, title_of(document), metadata.issuer or "", metadata.date or "")
    return [*texts, len(document.units), len(document.sentences)]


def _figures(counts: DocumentCounts) -> list[SheetCell]:
    return [
        *counts.statuses.values(),
        *counts.relations.values(),
        *counts.unanswered.values(),
        *(counts.share.copied, counts.share.reinvention, counts.covered),
        counts.requirements,
        counts.requirements - counts.vague,
    ]


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
    widths = [column.width for column in _columns(words)]
    first = 2  # the columns of the documents
    widths += [_NUMBER_WIDTH] * max(0, first + len(names) - len(widths))
    columns = [SheetColumn("", width) for width in widths[: first + len(names)]]
    titles = [words["central_place"], words["workbook"]["central_text"], *names]
    book.row(sheet, at, columns, [Styled(title, "head") for title in titles])
    entries = [{entry.central: entry for entry in comparison.coverage} for comparison in report.comparisons]
    for at, unit in enumerate(report.central.units, start=at + 1):  # noqa: B020, PLR1704 - the rows go on
        begin = unit.heading or (unit.sentences[0].text if unit.sentences else "")
        states = [words["status_name"][entry[unit.id].status] for entry in entries]
        book.row(sheet, at, columns, [place_name(unit, words), begin, *states])
    return at + 1
