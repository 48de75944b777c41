"""The same tables as pandas frames: one row per finding, ids as columns, nullable types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..changes import Comparison, MatrixRow, RequirementChange
from ..extract import Requirement
from ..extract.frame import CATEGORIES, COLUMNS
from ..segmenter import SegmentedDocument
from .json_shapes import align_json
from .rows import MATRIX_COLUMNS, REQUIREMENT_COLUMNS, STRICTNESS, matrix_rows, requirement_rows

if TYPE_CHECKING:
    import pandas as pd

_PROBABILITIES = dict.fromkeys(("score", "link_score"), "Float64")
SENTENCE_COLUMNS = (
    *("document", "unit", "sentence", "text", "relation", "score", "evidence"),
    *("central_unit", "central_sentence", "central_text", "link_score"),
)
COVERAGE_COLUMNS = (
    *("document", "central_unit", "status", "local_unit", "missing_sentence"),
    *("not_applicable_sentence", "no_duty_sentence"),
)


def requirement_frame(
    document: SegmentedDocument, requirements: Iterable[Requirement | RequirementChange]
) -> pd.DataFrame:
    """The requirements table (``requirement_rows``); columns and types are the same when it is empty."""
    return _frame(requirement_rows(document, requirements), REQUIREMENT_COLUMNS, dict(COLUMNS))


def matrix_frame(matrix: Iterable[MatrixRow], names: Sequence[str]) -> pd.DataFrame:
    """The matrix (``matrix_rows``): to sort by how strict a document is, sort by ``strictness:NAME``."""
    strictness = [STRICTNESS + name for name in names]
    columns = (*MATRIX_COLUMNS, *names, *strictness)
    return _frame(matrix_rows(matrix, names), columns, dict.fromkeys(strictness, "Float64"))


def answer_frame(*comparisons: Comparison) -> pd.DataFrame:
    """The requirements table of the local documents with the central counterparts, one document after the other."""
    rows = [row for one in comparisons for row in requirement_rows(one.local, one.requirements)]
    return _frame(rows, REQUIREMENT_COLUMNS, dict(COLUMNS))


def sentence_frame(*comparisons: Comparison) -> pd.DataFrame:
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
    return _frame(rows, SENTENCE_COLUMNS, _PROBABILITIES)


def coverage_frame(*comparisons: Comparison) -> pd.DataFrame:
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
    return _frame(rows, COVERAGE_COLUMNS)


def _frame(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[str], types: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """The rows with text as ``string``; a category has the values that ``CATEGORIES`` names, whichever occur."""
    import pandas as pd  # noqa: PLC0415 - slow to import, and needed only by those who ask for a frame

    known: dict[str, Any] = dict.fromkeys(columns, "string") | dict(types or {})
    for name, values in CATEGORIES.items():
        if known.get(name) == "category":
            known[name] = pd.CategoricalDtype(list(values))
    frame = pd.DataFrame([[row[name] for name in columns] for row in rows], columns=list(columns), dtype="object")
    return frame.astype({name: known[name] for name in columns})
