"""A report as a page shows it: counts, lists and texts in reading order, the same for HTML and Markdown."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from ..changes import ActorPair, Comparison, Coverage, CoverageStatus, MatrixRow, RequirementChange, Review, Share
from ..extract import Requirement, figure
from ..results.answers import CentralArticle, central_articles
from ..results.labels import CHANGES, RELATIONS, STATUSES, UNANSWERED, Labels, rule_name
from ..results.names import short_names
from ..results.pairs import Article, Pair, articles
from ..results.ranks import strictness_ranks
from ..results.restructured import Note, structure_notes
from ..segmenter import SegmentedDocument, Sentence, Unit
from .content import Report, Skipped
from .html.drawing import LinkDrawing, link_drawing
from .json_shapes import plain

LONGEST_CENTRAL_TEXT = 60  # characters of a central sentence beside a requirement
MOST_HIGHLIGHTS = 8  # requirements shown first
# What a reader looks for first: where the local document asks for less, then where it asks for more.
_HIGHLIGHTED = ("relaxed", "tightened", "quantified", "new")


@dataclass(frozen=True, slots=True)
class CoverageView:
    """A central unit: is it taken up, where, how much of its text, and which of its sentences nobody answers and why not.

    ``unanswered``: ``missing``, ``not_applicable`` or ``no_duty`` and the sentence, in the order of the text.
    ``reviews``: what a specialist said of them, by their ids.
    """

    unit: Unit
    status: CoverageStatus
    local: tuple[Unit, ...]
    split: bool
    covered: float | None
    unanswered: tuple[tuple[str, Sentence], ...]
    reviews: Mapping[str, Review]


@dataclass(frozen=True, slots=True)
class RequirementView:
    """A requirement with its bound in short and the central words beside it (empty where there are none)."""

    requirement: Requirement
    figure: str
    change: str
    central_unit: Unit | None
    central: str


@dataclass(frozen=True, slots=True)
class CleaningView:
    """What cleaning did to a document: per rule the edits and the characters removed and written, and the warnings.

    ``file`` without its folders: a report is passed on, and where its sources lie is nobody else's business.
    """

    name: str
    file: str
    encoding: str
    rules: tuple[tuple[str, int, int, int], ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A local document: ``prefix`` stands in front of the anchors of all but the first.

    ``number`` counts from 1; ``highlights`` are the figures that matter first.
    ``notes`` and ``shares`` are by the id of a local unit; ``unanswered`` counts the central sentences nobody answers, by the reason.
    """

    number: int
    name: str
    prefix: str
    document: SegmentedDocument
    articles: tuple[Article, ...]
    relations: Mapping[str, int]
    statuses: Mapping[str, int]
    coverage: tuple[CoverageView, ...]
    unanswered: Mapping[str, int]
    cautions: tuple[str, ...]
    notes: Mapping[str, tuple[Note, ...]]
    structure: Mapping[str, int]
    shares: Mapping[str, Share]
    share: Share
    covered: float
    actors: tuple[ActorPair, ...]
    added: tuple[Pair, ...]
    requirements: tuple[RequirementView, ...]
    highlights: tuple[RequirementView, ...]
    changes: Mapping[str, int]
    vague: int
    drawing: LinkDrawing


@dataclass(frozen=True, slots=True)
class MatrixView:
    """A central duty; a cell is the figure, its strictness and whether it is the strictest of its row.

    ``ranks``: how strict each cell is among those of its row, from above 0 to 1 for the strictest; ``None`` where that is not known.
    """

    row: MatrixRow
    unit: Unit
    cells: tuple[tuple[str, float | None, bool], ...]
    ranks: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """A whole report; ``reviewed`` says with which corrections it was made, empty without."""

    central: SegmentedDocument
    documents: tuple[DocumentView, ...]
    articles: tuple[CentralArticle, ...]
    matrix: tuple[MatrixView, ...]
    skipped: tuple[Skipped, ...]
    cleaning: tuple[CleaningView, ...]
    parameters: tuple[tuple[str, str], ...]
    reviewed: str


def page_view(report: Report, words: Labels) -> PageView:
    """All that a page shows of a report, in ``words``' language."""
    names = short_names([comparison.local for comparison in report.comparisons])
    central_units = {unit.id: unit for unit in report.central.units}
    documents = [report.central, *(comparison.local for comparison in report.comparisons)]
    views = tuple(
        _document_view(comparison, name, number, words)
        for number, (comparison, name) in enumerate(zip(report.comparisons, names, strict=True), start=1)
    )
    return PageView(
        central=report.central,
        documents=views,
        articles=central_articles(report.comparisons, [view.articles for view in views]),
        matrix=tuple(_matrix_view(row, central_units) for row in report.matrix),
        skipped=report.skipped,
        cleaning=tuple(
            cleaning_view(document, name, words)
            for document, name in zip(documents, (words["central"], *names), strict=True)
        ),
        parameters=parameter_lines(report.parameters, words),
        reviewed=reviewed_note(report.parameters, words),
    )


def _document_view(comparison: Comparison, name: str, number: int, words: Labels) -> DocumentView:
    shown = articles(comparison)
    pairs = [pair for article in shown for pair in article.pairs]
    relations: Counter[str] = Counter(pair.relation for pair in pairs)
    statuses: Counter[str] = Counter(entry.status for entry in comparison.coverage)
    changes: Counter[str] = Counter(_change_name(entry) for entry in comparison.requirements)
    coverage = _coverage(comparison)
    unanswered: Counter[str] = Counter(reason for entry in coverage for reason, _ in entry.unanswered)
    structure = comparison.structure
    requirements = tuple(_requirement_view(entry, comparison) for entry in comparison.requirements)
    return DocumentView(
        number=number,
        name=name,
        prefix=f"d{number}-" if number > 1 else "",
        document=comparison.local,
        articles=shown,
        relations={relation: relations[relation] for relation in RELATIONS},
        statuses={status: statuses[status] for status in STATUSES},
        coverage=coverage,
        unanswered={reason: unanswered[reason] for reason in UNANSWERED},
        cautions=comparison.warnings,
        notes=structure_notes(comparison, words),
        structure={"moved": len(structure.moved), "split": len(structure.splits), "merged": len(structure.merges)},
        shares=dict(comparison.shares.local),
        share=comparison.shares.whole,
        covered=comparison.shares.covered.covered,
        actors=comparison.actors,
        added=tuple(pair for pair in pairs if pair.relation == "added"),
        requirements=requirements,
        highlights=_highlights(requirements),
        changes={change: changes[change] for change in CHANGES if change != "incomparable" or changes[change]},
        vague=sum(entry.requirement.vague for entry in comparison.requirements),
        drawing=link_drawing(comparison, words),
    )


def _highlights(requirements: Iterable[RequirementView]) -> tuple[RequirementView, ...]:
    """A vague word counts where a figure was made vague; a new one is no figure."""
    found = [
        entry
        for entry in requirements
        if entry.change in _HIGHLIGHTED and (not entry.requirement.vague or entry.change == "relaxed")
    ]
    return tuple(sorted(found, key=lambda entry: _HIGHLIGHTED.index(entry.change))[:MOST_HIGHLIGHTS])


def _coverage(comparison: Comparison) -> tuple[CoverageView, ...]:
    local = {unit.id: unit for unit in comparison.local.units}
    entries = {entry.central: entry for entry in comparison.coverage}
    covers = dict(comparison.shares.central)
    split = {entry.central for entry in comparison.structure.splits}
    return tuple(
        CoverageView(
            unit=unit,
            status=entries[unit.id].status,
            local=tuple(local[key] for key in entries[unit.id].local),
            split=unit.id in split,
            covered=covers[unit.id].covered if unit.id in covers else None,
            unanswered=_unanswered(unit, entries[unit.id]),
            reviews=dict(entries[unit.id].reviews),
        )
        for unit in comparison.central.units
    )


def _unanswered(unit: Unit, entry: Coverage) -> tuple[tuple[str, Sentence], ...]:
    reasons = {key: reason for reason in UNANSWERED for key in getattr(entry, reason)}
    return tuple((reasons[sentence.id], sentence) for sentence in unit.sentences if sentence.id in reasons)


def _requirement_view(entry: RequirementChange, comparison: Comparison) -> RequirementView:
    central_unit = next((unit for unit in comparison.central.units if unit.id == entry.central_unit), None)
    return RequirementView(
        requirement=entry.requirement,
        figure=figure(entry.requirement),
        change=_change_name(entry),
        central_unit=central_unit,
        central=_central_words(entry),
    )


def _change_name(entry: RequirementChange) -> str:
    return entry.change if entry.comparable else "incomparable"


def _central_words(entry: RequirementChange) -> str:
    """The central bound it answers, else the beginning of the central sentence."""
    if entry.counterpart is not None:
        return entry.counterpart.quote
    text = entry.central_text or ""
    return text if len(text) <= LONGEST_CENTRAL_TEXT else text[:LONGEST_CENTRAL_TEXT] + "…"


def _matrix_view(row: MatrixRow, units: Mapping[str, Unit]) -> MatrixView:
    known = [value for value in row.strictness if value is not None]
    strictest = max(known) if len(set(known)) > 1 else None  # equal figures have no strictest among them
    cells = tuple(
        (cell, value, strictest is not None and value == strictest)
        for cell, value in zip(row.cells, row.strictness, strict=True)
    )
    return MatrixView(row=row, unit=units[row.unit], cells=cells, ranks=strictness_ranks(row))


def cleaning_view(document: SegmentedDocument, name: str, words: Labels) -> CleaningView:
    """What cleaning did, summed up by rule; an edit made by several rules counts for the combination."""
    totals: dict[str, list[int]] = {}
    for edit in document.document.edits:
        total = totals.setdefault(edit.rule, [0, 0, 0])
        for i, count in enumerate((1, len(edit.span), len(edit.new))):
            total[i] += count
    return CleaningView(
        name=name,
        file=PurePath(document.document.name).name,
        encoding=document.document.encoding,
        rules=tuple(
            (rule_name(rule, words), edits, removed, written)
            for rule, (edits, removed, written) in sorted(totals.items())
        ),
        warnings=tuple(dict.fromkeys([*document.document.warnings, *document.warnings])),
    )


def reviewed_note(parameters: Mapping[str, object], words: Labels) -> str:
    """How many corrections of which file a report honours; empty where it was made without."""
    about = parameters.get("corrections")
    if not isinstance(about, Mapping):
        return ""
    return str(words["reviewed_note"].format(**{**about, "file": about["file"] or "–"}))


def parameter_lines(parameters: Mapping[str, object], words: Labels) -> tuple[tuple[str, str], ...]:
    """Each parameter by its name in ``words``' language, with its value as one line of text."""
    names = words["parameter_name"]
    return tuple((names.get(name, str(name)), _value(value, words)) for name, value in parameters.items())


def _value(value: object, words: Labels) -> str:
    if value is None:
        return str(words["none"])
    bare = plain(value)
    return bare if isinstance(bare, str) else json.dumps(bare, ensure_ascii=False, allow_nan=False)
