"""What cleaning did to each document: edit by edit for programs, summed up by rule for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from ..corpus import Document
from ..language import Edit
from ..segmenter import SegmentedDocument
from .columns import Column, ColumnPlace, FormName, Layouts, PlacedColumn, TidyTable, tidy_row, tidy_table
from .labels import Labels, rule_name


@dataclass(frozen=True, slots=True)
class CleaningLog:
    """What cleaning did to a document: per rule the edits and the characters removed and written, and the warnings.

    ``file`` without its folders: a report is passed on, and where its sources lie is nobody else's business.
    """

    name: str
    file: str
    encoding: str
    rules: tuple[tuple[str, int, int, int], ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CleaningRow:
    """A line of a log: a rule and what it did, or (without a rule) a warning."""

    log: CleaningLog
    rule: str = ""
    counts: tuple[int | None, int | None, int | None] = (None, None, None)
    warning: str = ""


@dataclass(frozen=True, slots=True)
class EditRow:
    """An edit of a document."""

    document: Document
    edit: Edit


_EDIT_COLUMNS = (
    Column(key="document", title="document", value=lambda row: row.document.path),
    Column(key="start", title="requirement_column.start", type="Int64", value=lambda row: row.edit.span.start),
    Column(key="end", title="requirement_column.end", type="Int64", value=lambda row: row.edit.span.end),
    Column(key="raw", title="text", value=lambda row: row.edit.span.of(row.document.raw)),
    Column(key="new", title="inserted", value=lambda row: row.edit.new),
    Column(key="rule", title="rule", value=lambda row: row.edit.rule),
)
_RULE_COLUMNS = (
    Column(key="name", title="document", value=lambda row: row.log.name),
    Column(key="name_and_encoding", title="document", value=lambda row: f"{row.log.name}（{row.log.encoding}）"),
    Column(key="file", title="workbook.file", value=lambda row: row.log.file),
    Column(key="encoding", title="workbook.encoding", value=lambda row: row.log.encoding),
    Column(key="rule", title="rule", value=lambda row: row.rule),
    Column(key="edits", title="edits", kind="number", value=lambda row: row.counts[0]),
    Column(key="removed", title="removed", kind="number", value=lambda row: row.counts[1]),
    Column(key="inserted", title="inserted", kind="number", value=lambda row: row.counts[2]),
    Column(key="warning", title="warnings", value=lambda row: row.warning),
)
_IN_SHORT = tuple(map(ColumnPlace, ("rule", "edits", "removed", "inserted")))
_LAYOUTS = Layouts(
    "cleaning",
    {
        "data": tuple(map(ColumnPlace, ("document", "start", "end", "raw", "new", "rule"))),
        "excel": (
            *(ColumnPlace("name", 16), ColumnPlace("file", 40), ColumnPlace("encoding", 10), ColumnPlace("rule", 24)),
            *(
                ColumnPlace("edits", 10),
                ColumnPlace("removed", 10),
                ColumnPlace("inserted", 10),
                ColumnPlace("warning", 60),
            ),
        ),
        "word": (
            ColumnPlace("name_and_encoding", 90.0),
            ColumnPlace("rule"),
            *(ColumnPlace("edits", 30.0), ColumnPlace("removed", 30.0), ColumnPlace("inserted", 30.0)),
        ),
        "markdown": _IN_SHORT,
        "page": _IN_SHORT,
    },
)


def cleaning_columns(form: FormName) -> tuple[PlacedColumn, ...]:
    """The columns of the cleaning log in a form: of its edits for programs, of its rules for people.

    >>> [one.column.key for one in cleaning_columns("data")]
    ['document', 'start', 'end', 'raw', 'new', 'rule']
    """
    return _LAYOUTS.at(form, _EDIT_COLUMNS if form == "data" else _RULE_COLUMNS)


def edit_table(documents: Iterable[Document]) -> TidyTable:
    """One row per edit that cleaning made: its place in the decoded file, what stood there, what stands there now."""
    placed = cleaning_columns("data")
    return tidy_table(
        placed, (tidy_row(placed, EditRow(document, edit)) for document in documents for edit in document.edits)
    )


def cleaning_log(document: SegmentedDocument, name: str, words: Labels) -> CleaningLog:
    """What cleaning did, summed up by rule; an edit made by several rules counts for the combination."""
    totals: dict[str, list[int]] = {}
    for edit in document.document.edits:
        total = totals.setdefault(edit.rule, [0, 0, 0])
        for i, count in enumerate((1, len(edit.span), len(edit.new))):
            total[i] += count
    return CleaningLog(
        name=name,
        file=PurePath(document.document.name).name,
        encoding=document.document.encoding,
        rules=tuple(
            (rule_name(rule, words), edits, removed, written)
            for rule, (edits, removed, written) in sorted(totals.items())
        ),
        warnings=tuple(dict.fromkeys([*document.document.warnings, *document.warnings])),
    )


def rule_rows(log: CleaningLog) -> Iterator[CleaningRow]:
    """A row for each rule of a log."""
    for rule, *counts in log.rules:
        yield CleaningRow(log, rule, (counts[0], counts[1], counts[2]))


def cleaning_rows(log: CleaningLog, words: Labels) -> Iterator[CleaningRow]:
    """A row for each rule of a log, or one that says there was none, then one for each warning."""
    if not log.rules:
        yield CleaningRow(log, words["no_edits"], (0, 0, 0))
    yield from rule_rows(log)
    for text in log.warnings:
        yield CleaningRow(log, warning=text)
