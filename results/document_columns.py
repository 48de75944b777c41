"""The tables that stand first: every document with what it says of itself, and the figures of every local one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..changes import REASONS
from ..segmenter import SegmentedDocument
from .columns import Column, ColumnPlace, FormName, Layouts, PlacedColumn
from .counted_sentences import article_count
from .document_counts import DocumentCounts, document_counts
from .findings import Findings
from .labels import STATUSES, Labels
from .names import title_of
from .verdicts import VERDICTS


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document, called ``name``, and the figures of a local one."""

    name: str
    document: SegmentedDocument
    counts: DocumentCounts | None = None


def _about(key: str) -> Column:
    """What a document says of itself; people read a dash where it does not."""

    def said(row: DocumentRow) -> str | None:
        found: str | None = getattr(row.document.document.metadata, key)
        return found

    return Column(key=key, title=key, value=said, shown=lambda row, _: said(row) or "–")


def _count(group: str, key: str, names: str) -> Column:
    """How many of a kind there are."""
    return Column(
        key=key,
        title=f"{names}.{key}",
        kind="count",
        group="" if group == "unanswered" else group,
        value=lambda row: getattr(row.counts, group)[key] if row.counts else None,
    )


def _share(key: str, title: str) -> Column:
    return Column(
        key=key,
        title=title,
        kind="percent",
        value=lambda row: getattr(row.counts.share, key) if row.counts else None,
    )


def _explicit(row: DocumentRow) -> int | None:
    return row.counts.requirements - row.counts.vague if row.counts else None


def _figures_note(row: DocumentRow, words: Labels) -> str:
    counts = row.counts
    if counts is None:
        return ""
    return str(words["figures_note"].format(total=counts.requirements, explicit=_explicit(row), vague=counts.vague))


DOCUMENT_COLUMNS: tuple[Column, ...] = (
    Column(key="name", title="local", value=lambda row: row.name),
    Column(key="role", title="role", shown=lambda row, words: words["local" if row.counts else "central"]),
    Column(key="title", title="document", value=lambda row: title_of(row.document)),
    *(_about("issuer"), _about("date"), _about("region")),
    Column(key="units", title="units", kind="number", value=lambda row: article_count(row.document)),
    Column(key="sentences", title="sentences", kind="number", value=lambda row: len(row.document.sentences)),
    *(_count("statuses", key, "status_name") for key in STATUSES),
    *(_count("relations", key, "relation_name") for key in VERDICTS),
    *(_count("unanswered", key, "relation_name") for key in REASONS),
    *(_share("copied", "copied_rate"), _share("reinvention", "reinvention_rate")),
    Column(
        key="covered",
        title="covered_rate",
        kind="percent",
        value=lambda row: row.counts.covered if row.counts else None,
    ),
    Column(
        key="requirements",
        title="requirements",
        kind="number",
        value=lambda row: row.counts.requirements if row.counts else None,
    ),
    Column(key="explicit", title="workbook.explicit", kind="number", value=_explicit),
    Column(key="figures_note", title="figures", shown=_figures_note),
)


def _places(width: float | None, *keys: str) -> Iterator[ColumnPlace]:
    return (ColumnPlace(key, width) for key in keys)


_ABOUT = ("role", "title", "issuer", "date", "region", "units", "sentences")
_RATES = ("copied", "reinvention", "covered")
_DOCUMENTS = Layouts(
    "documents",
    {
        "excel": (
            *(ColumnPlace("name", 16, "workbook.name"), ColumnPlace("title", 32), ColumnPlace("issuer", 14)),
            ColumnPlace("date", 11),
            *_places(7, "units", "sentences", *STATUSES, *VERDICTS, *REASONS, *_RATES, "requirements", "explicit"),
        ),
        "word": (
            *(ColumnPlace("role", 24.0), ColumnPlace("title"), ColumnPlace("issuer", 52.0), ColumnPlace("date", 24.0)),
            *(ColumnPlace("region", 27.0), ColumnPlace("units", 20.0), ColumnPlace("sentences", 20.0)),
        ),
        "markdown": tuple(_places(None, *_ABOUT)),
        "page": tuple(_places(None, *_ABOUT)),
        "notebook": tuple(
            _places(
                None,
                *("name", "units", "sentences", *STATUSES, *VERDICTS, "missing", "not_applicable"),
                *("copied", "reinvention", "requirements"),
            )
        ),
    },
)
# The figures of the local documents, in a table of their own.
_MEASURES = Layouts(
    "measures",
    {
        "word": (
            ColumnPlace("name", 30.0),
            *_places(15.0, *STATUSES),
            *_places(13.0, *VERDICTS),
            *_places(13.0, *REASONS),
            *_places(14.5, *_RATES),
            ColumnPlace("figures_note"),
        )
    },
)


def document_columns(form: FormName) -> tuple[PlacedColumn, ...]:
    """The columns of the table of documents in a form.

    >>> [one.column.key for one in document_columns("page")]
    ['role', 'title', 'issuer', 'date', 'region', 'units', 'sentences']
    """
    return _DOCUMENTS.at(form, DOCUMENT_COLUMNS)


def measure_columns(form: FormName) -> tuple[PlacedColumn, ...]:
    """The columns of the table of figures, of the local documents alone."""
    return _MEASURES.at(form, DOCUMENT_COLUMNS)


def document_rows(report: Findings, names: Sequence[str], words: Labels) -> tuple[DocumentRow, ...]:
    """The central document, and the local ones, called ``names``."""
    local = (
        DocumentRow(name, comparison.local, document_counts(comparison))
        for comparison, name in zip(report.comparisons, names, strict=True)
    )
    return (DocumentRow(words["central"], report.central), *local)


def share_of(column: Column, row: DocumentRow) -> float | None:
    """The share that a count has of its group; ``None`` where it is no count, or has no group."""
    if column.kind != "count" or not column.group or row.counts is None:
        return None
    group: dict[str, int] = getattr(row.counts, column.group)
    return group[column.key] / (sum(group.values()) or 1)
