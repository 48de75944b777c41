"""The tables of a workbook that are there to be read: requirements, matrix, what was added, the cleaning log, parameters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ...changes import Comparison, MatrixRow, RequirementChange
from ...extract import figure
from ...results.labels import Labels
from ...results.pair_rows import PairRow, figure_text, side_place
from ...results.restructured import place_name
from ...results.rows import REQUIREMENT_COLUMNS, requirement_rows
from ...segmenter import Unit
from ..content import Report
from ..views import cleaning_view, parameter_lines
from .book import Cell, Column, Marked, Styled, Value

Table = tuple[list[Column], Iterator[Sequence[Cell]]]

_WIDE = {
    "figure": 14,
    "document": 8,
    "modality": 6,
    "kind": 7,
    "text": 40,
    "central_text": 36,
    "quote": 16,
    "action": 24,
    "object": 16,
    "condition": 20,
    "subject": 16,
}
_NARROW = dict.fromkeys(("start", "end", "comparator", "vague", "working_days", "unit", "central_unit"), 7)
_SHARES = ("ratio", "coverage")


# What is printed; the other published columns follow behind it.
PRINTED = (
    *("document", "label", "text", "quote", "figure", "kind", "subject", "modality", "action", "object", "condition"),
    *("central_unit", "central_text", "change"),
)
_ORDER = (*PRINTED, *(name for name in REQUIREMENT_COLUMNS if name not in PRINTED))


def requirements(report: Report, names: Sequence[str], words: Labels) -> Table:
    """The published requirements table, in the reader's words, with the bound in short."""
    titles = {**words["requirement_column"], "figure": words["figure"]}
    columns = [
        Column(titles[name], _WIDE.get(name, _NARROW.get(name, 10)), "code" if name.endswith("unit") else "text")
        for name in _ORDER
    ]
    rows = (
        [_requirement_cell(column, row, entry, words) for column in _ORDER]
        for comparison, name in zip(report.comparisons, names, strict=True)
        for entry, row in _requirement_rows(comparison, name)
    )
    return columns, rows


def _requirement_rows(comparison: Comparison, name: str) -> Iterator[tuple[RequirementChange, Mapping[str, Any]]]:
    rows = requirement_rows(comparison.local, comparison.requirements)
    for entry, row in zip(comparison.requirements, rows, strict=True):
        yield entry, row | {"document": name, "figure": figure(entry.requirement)}


def _requirement_cell(column: str, row: Mapping[str, Any], entry: RequirementChange, words: Labels) -> Cell:
    value: Value = row[column]
    if column == "change" and value is not None:
        return str(words["change_name"][value if entry.comparable else "incomparable"])
    if column in ("kind", "force") and value is not None:
        return str(words[f"{column}_name"][value])
    if isinstance(value, bool):
        return str(words["workbook"]["yes" if value else "no"])
    if isinstance(value, float):
        share = column in ("value", "value_max") and entry.requirement.kind in _SHARES
        return Styled(value, "number" if not share else "percent" if (value * 100).is_integer() else "fraction")
    return value


def matrix(report: Report, names: Sequence[str], words: Labels) -> Table:
    """Who quantified what; the strictest of a row in bold, strictness as a number to sort by."""
    units = {unit.id: unit for unit in report.central.units}
    columns = [
        Column(words["unit"], 14),
        Column(words["workbook"]["central_id"], 9, "code"),
        Column(words["duty"], 50),
        Column(words["central_figure"], 14),
        *(Column(name, 16) for name in names),
        *(Column(words["workbook"]["strictness"].format(name=name), 10, "number") for name in names),
    ]
    return columns, (_matrix_row(row, units, words) for row in report.matrix)


def _matrix_row(row: MatrixRow, units: dict[str, Unit], words: Labels) -> list[Cell]:
    known = {value for value in row.strictness if value is not None}
    strictest = max(known) if len(known) > 1 else None  # equal figures have no strictest among them
    cells: list[Cell] = [
        Styled(cell, "strong") if strictest is not None and value == strictest else cell
        for cell, value in zip(row.cells, row.strictness, strict=True)
    ]
    rounded = [None if value is None else round(value, 4) for value in row.strictness]
    place = place_name(units[row.unit], words)
    heading = units[row.unit].heading
    return [f"{place} {heading}" if heading else place, row.sentence, row.text, row.central, *cells, *rounded]


def added(rows: Iterable[PairRow], words: Labels) -> Table:
    """The local sentences among the rows that have no central counterpart."""
    columns = [
        Column(words["local"], 14),
        Column(words["local_place"], 18),
        Column(words["workbook"]["local_text"], 90),
        Column(words["figures_column"], 26),
        Column(words["confidence"], 8, "percent"),
        Column(words["workbook"]["local_id"], 9, "code"),
    ]
    cells = (
        [
            row.document,
            side_place(row.local, words),
            Marked(tuple((piece.kind, piece.text) for piece in row.local.pieces)),
            figure_text(row.figures, words),
            row.score,
            row.local_id,
        ]
        for row in rows
        if row.local is not None and row.relation == "added"
    )
    return columns, cells


def cleaning(report: Report, names: Sequence[str], words: Labels) -> Table:
    """What cleaning did to each document, by rule, and what was noticed."""
    workbook = words["workbook"]
    columns = [
        Column(words["document"], 16),
        Column(workbook["file"], 40),
        Column(workbook["encoding"], 10),
        Column(words["rule"], 24),
        *(Column(words[key], 10, "number") for key in ("edits", "removed", "inserted")),
        Column(words["warnings"], 60),
    ]
    return columns, _cleaning_rows(report, names, words)


def _cleaning_rows(report: Report, names: Sequence[str], words: Labels) -> Iterator[list[Cell]]:
    documents = [report.central, *(comparison.local for comparison in report.comparisons)]
    for document, name in zip(documents, (words["central"], *names), strict=True):
        log = cleaning_view(document, name, words)
        head: list[Cell] = [name, log.file, log.encoding]
        if not log.rules:
            yield [*head, words["no_edits"], 0, 0, 0, ""]
        for rule, *counts in log.rules:
            yield [*head, rule, *counts, ""]
        for text in log.warnings:
            yield [*head, "", None, None, None, text]


def parameters(report: Report, words: Labels) -> Table:
    """What would be needed to get the same report again."""
    columns = [Column(words["parameter"], 24), Column(words["value"], 100)]
    return columns, ([name, value] for name, value in parameter_lines(report.parameters, words))
