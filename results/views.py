"""A report as a page shows it: counts, lists and texts in reading order, the same for HTML, Markdown and Word."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..changes import ActorPair, Comparison, Share
from ..segmenter import SegmentedDocument
from .answers import CentralArticle, central_articles
from .brief import Brief, brief_of
from .check_queue import settled_first, to_check
from .cleaning_columns import CleaningLog, cleaning_log
from .coverage_columns import CoverageRow, coverage_rows
from .document_columns import DocumentRow, document_rows
from .document_counts import DocumentCounts, document_counts
from .drawing import LinkDrawing, link_drawing
from .findings import Findings, Skipped
from .json_text import plain
from .labels import Labels
from .matrix_columns import MatrixLine, matrix_line
from .names import short_names
from .pair_rows import Article, PairRow, articles, silent_rows
from .requirement_row import RequirementRow, answer_rows
from .restructured import Note, structure_notes
from .reviewed_note import reviewed_note
from .shared_rows import SharedRows, shared_rows

MOST_HIGHLIGHTS = 8  # requirements shown first
# What a reader looks for first: where the local document asks for less, then where it asks for more.
_HIGHLIGHTED = ("relaxed", "tightened", "quantified", "new")


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A local document: ``prefix`` stands in front of the anchors of all but the first.

    ``number`` counts from 1; ``highlights`` are the figures that matter first.
    ``shared``, ``notes`` and ``shares`` are by the id of a local unit; ``missing`` are the rows of the central sentences nobody answers;
    of these and of ``added`` what is settled comes first. ``to_check`` is what is not, where a look gains most first.
    """

    number: int
    name: str
    prefix: str
    document: SegmentedDocument
    articles: tuple[Article, ...]
    shared: Mapping[str, tuple[SharedRows, ...]]
    counts: DocumentCounts
    coverage: tuple[CoverageRow, ...]
    missing: tuple[PairRow, ...]
    cautions: tuple[str, ...]
    notes: Mapping[str, tuple[Note, ...]]
    shares: Mapping[str, Share]
    actors: tuple[ActorPair, ...]
    added: tuple[PairRow, ...]
    to_check: tuple[PairRow, ...]
    requirements: tuple[RequirementRow, ...]
    highlights: tuple[RequirementRow, ...]
    drawing: LinkDrawing
    brief: Brief

    @property
    def heading(self) -> str:
        """Its name, and its title where that is another one."""
        title = self.document.document.metadata.title
        return self.name + (f"：{title}" if title and title != self.name else "")


@dataclass(frozen=True, slots=True)
class PageView:
    """A whole report; ``reviewed`` says with which corrections it was made, empty without.

    ``together`` says that the local documents were judged together, empty where one was judged alone.
    """

    central: SegmentedDocument
    about: tuple[DocumentRow, ...]
    documents: tuple[DocumentView, ...]
    articles: tuple[CentralArticle, ...]
    matrix: tuple[MatrixLine, ...]
    skipped: tuple[Skipped, ...]
    cleaning: tuple[CleaningLog, ...]
    parameters: tuple[tuple[str, str], ...]
    reviewed: str
    together: str


def page_view(report: Findings, words: Labels) -> PageView:
    """All that a page shows of a report, in ``words``' language."""
    names = short_names([comparison.local for comparison in report.comparisons])
    central_units = {unit.id: unit for unit in report.central.units}
    views = tuple(
        _document_view(comparison, name, number, words)
        for number, (comparison, name) in enumerate(zip(report.comparisons, names, strict=True), start=1)
    )
    return PageView(
        central=report.central,
        about=document_rows(report, names, words),
        documents=views,
        articles=central_articles(report.comparisons, [view.articles for view in views]),
        matrix=tuple(matrix_line(row, central_units) for row in report.matrix),
        skipped=report.skipped,
        cleaning=cleaning_logs(report, names, words),
        parameters=parameter_lines(report.parameters, words),
        reviewed=reviewed_note(report.parameters, words),
        together=together_note(report.comparisons, words),
    )


def cleaning_logs(report: Findings, names: Iterable[str], words: Labels) -> tuple[CleaningLog, ...]:
    """What cleaning did to the central document and to every local one, called ``names``."""
    documents = [report.central, *(comparison.local for comparison in report.comparisons)]
    return tuple(
        cleaning_log(document, name, words)
        for document, name in zip(documents, (words["central"], *names), strict=True)
    )


def _document_view(comparison: Comparison, name: str, number: int, words: Labels) -> DocumentView:
    shown = articles(comparison, name)
    requirements = tuple(answer_rows(comparison, name))
    missing = tuple(silent_rows(comparison, name))
    rows = [row for article in shown for row in article.pairs]
    return DocumentView(
        number=number,
        name=name,
        prefix=f"d{number}-" if number > 1 else "",
        document=comparison.local,
        articles=shown,
        shared=shared_rows(shown),
        counts=document_counts(comparison),
        coverage=tuple(coverage_rows(comparison, name)),
        missing=settled_first(missing),
        cautions=comparison.warnings,
        notes=structure_notes(comparison, words),
        shares=dict(comparison.shares.local),
        actors=comparison.actors,
        added=settled_first(row for row in rows if row.relation == "added"),
        to_check=to_check((*rows, *missing)),
        requirements=requirements,
        highlights=_highlights(requirements),
        drawing=link_drawing(comparison, words),
        brief=brief_of(comparison, words, name),
    )


def _highlights(requirements: Iterable[RequirementRow]) -> tuple[RequirementRow, ...]:
    """A vague word counts where a figure was made vague; a new one is no figure. Dates of responsibility notes come last."""
    found = [
        row
        for row in requirements
        if row.change in _HIGHLIGHTED and (not row.requirement.vague or row.change == "relaxed")
    ]
    return tuple(
        sorted(found, key=lambda row: (_HIGHLIGHTED.index(row.change), not row.requirement.sentence))[:MOST_HIGHLIGHTS]
    )


def together_note(comparisons: Sequence[Comparison], words: Labels) -> str:
    """With how many local documents these were judged, and of how many sentences something else is said for it; empty for one alone."""
    documents = max((one.judged_with.documents for one in comparisons), default=1)
    if documents < 2:
        return ""
    shared = sum(one.judged_with.shared for one in comparisons)
    changed = sum(len(one.judged_with.changed) for one in comparisons)
    return str(words["together_note"].format(documents=documents, shared=shared, changed=changed))


def parameter_lines(parameters: Mapping[str, object], words: Labels) -> tuple[tuple[str, str], ...]:
    """Each parameter by its name in ``words``' language, with its value as one line of text."""
    names = words["parameter_name"]
    return tuple((names.get(name, str(name)), _value(value, words)) for name, value in parameters.items())


def _value(value: object, words: Labels) -> str:
    if value is None:
        return str(words["none"])
    bare = plain(value)
    return bare if isinstance(bare, str) else json.dumps(bare, ensure_ascii=False, allow_nan=False)
