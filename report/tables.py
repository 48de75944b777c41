"""Every table of a report in tidy form: one row per finding, ids as columns, the same in pandas, CSV and Parquet."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from ..changes import Comparison
from ..corpus import UnknownFormatError
from ..extract.frame import COLUMNS
from ..results.names import short_names
from ..results.pair_rows import PairRow, RowFigure, RowSide, pair_rows
from ..results.rows import MATRIX_COLUMNS, REQUIREMENT_COLUMNS, STRICTNESS, Row, matrix_rows, requirement_rows
from .content import Report
from .json_shapes import SCORE_DIGITS, align_json

LINK_COLUMNS = (
    *("document", "unit", "sentence", "text", "relation", "score", "evidence"),
    *("central_unit", "central_sentence", "central_text", "link_score"),
)
PAIR_COLUMNS = (
    *("document", "region", "unit", "label", "sentence", "kind", "text"),
    *("correspondence", "relation", "score", "evidence", "requirements"),
    *("central_unit", "central_label", "central_sentence", "central_kind", "central_text", "link_score"),
)
MISSING_COLUMNS = (
    "document",
    "region",
    "relation",
    "central_unit",
    "central_label",
    "central_sentence",
    "central_text",
)
ADDED_COLUMNS = ("document", "region", "unit", "label", "sentence", "text", "score", "requirements")
COVERAGE_COLUMNS = (
    *("document", "central_unit", "status", "local_unit", "missing_sentence"),
    *("not_applicable_sentence", "no_duty_sentence"),
)
CLEANING_COLUMNS = ("document", "start", "end", "raw", "new", "rule")
_PROBABILITIES: Mapping[str, str] = MappingProxyType(dict.fromkeys(("score", "link_score"), "Float64"))


@dataclass(frozen=True, slots=True)
class Table:
    """A table by the names of its columns; ``types`` are pandas types, that of a column not named is ``string``."""

    columns: tuple[str, ...]
    rows: list[Row]
    types: Mapping[str, str] = field(default_factory=dict)


def table_of(report: Report, name: str) -> Table:
    """A table of a report by its name (``TABLES``); ``UnknownFormatError`` for any other.

    >>> import duizhao as dz
    >>> sample = dz.sample_folder()
    >>> report = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt")
    >>> {row["relation"] for row in table_of(report, "missing").rows} <= {"missing", "not_applicable", "no_duty"}
    True
    """
    if name not in TABLES:
        raise UnknownFormatError(f"没有表 {name}，需要 {'、'.join(TABLES)} 之一；请改用其中一种")
    return TABLES[name](report)


def link_table(comparisons: Sequence[Comparison]) -> Table:
    """One row per link between sentences, and one with empty central columns per local sentence without any."""
    rows = [
        {
            "document": shape["local"]["path"],
            "unit": entry["local"]["unit"],
            "sentence": entry["local"]["id"],
            "text": entry["local"]["text"],
            "relation": entry["relation"],
            "score": entry["score"],
            "evidence": "；".join(entry["evidence"]),
            "central_unit": other.get("unit"),
            "central_sentence": other.get("id"),
            "central_text": other.get("text"),
            "link_score": other.get("score"),
        }
        for shape in (align_json(comparison, {}) for comparison in comparisons)
        for entry in shape["sentences"]
        for other in entry["central"] or [{}]
    ]
    return Table(LINK_COLUMNS, rows, _PROBABILITIES)


def pair_table(comparisons: Sequence[Comparison]) -> Table:
    """The side-by-side table: one row per link, one per local sentence without any, one per central sentence nobody answers."""
    rows = [
        _pair(comparison, row, side) for comparison, row in _pair_rows(comparisons) for side in row.centrals or (None,)
    ]
    return Table(PAIR_COLUMNS, rows, _PROBABILITIES)


def missing_table(comparisons: Sequence[Comparison]) -> Table:
    """One row per local document and central sentence it does not answer; ``relation`` says why."""
    rows = [
        {name: cells[name] for name in MISSING_COLUMNS}
        for comparison, row in _pair_rows(comparisons)
        if row.local is None
        for cells in [_pair(comparison, row, row.centrals[0])]
    ]
    return Table(MISSING_COLUMNS, rows)


def added_table(comparisons: Sequence[Comparison]) -> Table:
    """One row per local sentence that answers no central one."""
    rows = [
        {name: cells[name] for name in ADDED_COLUMNS}
        for comparison, row in _pair_rows(comparisons)
        if row.relation == "added"
        for cells in [_pair(comparison, row, None)]
    ]
    return Table(ADDED_COLUMNS, rows, _PROBABILITIES)


def coverage_table(comparisons: Sequence[Comparison]) -> Table:
    """One row per central unit and local document; several local units or sentences are joined by a blank."""
    rows = [
        {
            "document": shape["local"]["path"],
            "central_unit": entry["central"],
            "status": entry["status"],
            "local_unit": " ".join(entry["local"]),
            "missing_sentence": " ".join(entry["missing"]),
            "not_applicable_sentence": " ".join(entry["not_applicable"]),
            "no_duty_sentence": " ".join(entry["no_duty"]),
        }
        for shape in (align_json(comparison, {}) for comparison in comparisons)
        for entry in shape["coverage"]
    ]
    return Table(COVERAGE_COLUMNS, rows)


def answer_table(comparisons: Sequence[Comparison]) -> Table:
    """The requirements of the local documents with their central counterparts, one document after the other."""
    rows = [row for one in comparisons for row in requirement_rows(one.local, one.requirements)]
    return Table(REQUIREMENT_COLUMNS, rows, dict(COLUMNS))


def matrix_table(report: Report) -> Table:
    """The matrix: one row per central duty, one column per local document, then ``strictness:NAME`` of each."""
    names = short_names([comparison.local for comparison in report.comparisons])
    strictness = [STRICTNESS + name for name in names]
    rows = matrix_rows(report.matrix, names)
    return Table((*MATRIX_COLUMNS, *names, *strictness), rows, dict.fromkeys(strictness, "Float64"))


def cleaning_table(report: Report) -> Table:
    """One row per edit that cleaning made, in every document: its place in the decoded file, what stood there, what stands there now."""
    documents = [report.central.document, *(comparison.local.document for comparison in report.comparisons)]
    rows = [
        {
            "document": document.path,
            "start": edit.span.start,
            "end": edit.span.end,
            "raw": edit.span.of(document.raw),
            "new": edit.new,
            "rule": edit.rule,
        }
        for document in documents
        for edit in document.edits
    ]
    return Table(CLEANING_COLUMNS, rows, dict.fromkeys(("start", "end"), "Int64"))


# The tables by name, those first that a reader looks at first.
TABLES: Mapping[str, Callable[[Report], Table]] = MappingProxyType(
    {
        "pairs": lambda report: pair_table(report.comparisons),
        "links": lambda report: link_table(report.comparisons),
        "requirements": lambda report: answer_table(report.comparisons),
        "matrix": matrix_table,
        "coverage": lambda report: coverage_table(report.comparisons),
        "missing": lambda report: missing_table(report.comparisons),
        "added": lambda report: added_table(report.comparisons),
        "cleaning": cleaning_table,
    }
)


def _pair_rows(comparisons: Sequence[Comparison]) -> Iterator[tuple[Comparison, PairRow]]:
    for comparison in comparisons:
        for row in pair_rows(comparison, comparison.local.document.path):
            yield comparison, row


def _pair(comparison: Comparison, row: PairRow, central: RowSide | None) -> Row:
    return {
        "document": row.document,
        "region": comparison.local.document.metadata.region,
        "correspondence": row.correspondence,
        "relation": row.relation,
        "score": _score(row.score),
        "evidence": "；".join(row.evidence),
        "requirements": "；".join(map(_figure, row.figures)),
        "link_score": _score(central.score if central else None),
        **_side(row.local, ""),
        **_side(central, "central_"),
    }


def _score(probability: float | None) -> float | None:
    return None if probability is None or not math.isfinite(probability) else round(probability, SCORE_DIGITS)


def _side(side: RowSide | None, prefix: str) -> dict[str, Any]:
    """The columns of one side of a row; empty where nothing stands there."""
    cells = (
        (side.unit.id, side.unit.label, side.sentence.id, side.sentence.kind, side.sentence.text)
        if side
        else (None,) * 5
    )
    return dict(zip((prefix + name for name in ("unit", "label", "sentence", "kind", "text")), cells, strict=True))


def _figure(entry: RowFigure) -> str:
    return f"{entry.figure}（{entry.change}{'：' + entry.central if entry.central else ''}）"
