"""What the brief counts: the rows of one comparison, as every table of a report has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..changes import Comparison, Coverage, RequirementChange
from ..extract import figure
from ..segmenter import Unit
from .check_queue import to_check
from .counted_sentences import counted_sentences
from .document_counts import DocumentCounts, document_counts
from .pair_rows import PairRow, articles, silent_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFacts:
    """``counted`` are the rows of the local sentences that count, ``silent`` those of the central sentences nobody answers.

    ``coverage``: the entries of the central units that count. ``checks``: every row whose verdict is not settled, those first where a look
    gains most. Units by their ids.
    """

    comparison: Comparison
    counts: DocumentCounts
    counted: tuple[PairRow, ...]
    silent: tuple[PairRow, ...]
    checks: tuple[PairRow, ...]
    coverage: tuple[Coverage, ...]
    local: Mapping[str, Unit]
    central: Mapping[str, Unit]


def brief_facts(comparison: Comparison) -> BriefFacts:
    """Count; no text is compared for it."""
    rows = [row for article in articles(comparison, marked=False) for row in article.pairs]
    counted = {change.local for change in counted_sentences(comparison)}
    silent = tuple(silent_rows(comparison, "", doubtful=True))
    return BriefFacts(
        comparison=comparison,
        counts=document_counts(comparison),
        counted=tuple(row for row in rows if row.local and row.local.sentence.id in counted),
        silent=silent,
        checks=to_check((*rows, *silent)),
        coverage=tuple(entry for entry in comparison.coverage if entry.counted and entry.applicable),
        local={unit.id: unit for unit in comparison.local.units},
        central={unit.id: unit for unit in comparison.central.units},
    )


@dataclass(frozen=True, slots=True)
class FigureAsEvidence:
    """A local figure that stands as evidence in the row of its sentence."""

    row: PairRow
    change: RequirementChange


def figures_as_evidence(rows: Iterable[PairRow], changes: Iterable[RequirementChange]) -> Iterator[FigureAsEvidence]:
    """The figures among the requirements that the evidence of these rows shows, in the order of the text, each line once.

    Vague terms are no figures.
    """
    by_sentence = {row.local.sentence.id: row for row in rows if row.local}
    seen: set[tuple[str, str]] = set()
    for change in changes:
        place, line = change.requirement.sentence, _line(change)
        row = by_sentence.get(place)
        if row is not None and not change.requirement.vague and line in row.evidence and (place, line) not in seen:
            seen.add((place, line))
            yield FigureAsEvidence(row, change)


def _line(change: RequirementChange) -> str:
    """The line of evidence (``changes.figure_shifts``) that shows a figure."""
    here = figure(change.requirement)
    if change.change == "new":
        return f"新增：{here}"
    there = figure(change.counterpart) if change.counterpart is not None else ""
    return f"{there} → {here}"
