"""The published tables as plain rows: requirements and matrix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..changes import MatrixRow, RequirementChange
from ..extract import Requirement, requirement_row
from ..extract.frame import COLUMNS
from ..segmenter import SegmentedDocument

Row = dict[str, Any]

REQUIREMENT_COLUMNS = tuple(name for name, _ in COLUMNS)
MATRIX_COLUMNS = ("unit", "sentence", "text", "central")
STRICTNESS = "strictness:"


def requirement_rows(
    document: SegmentedDocument, requirements: Iterable[Requirement | RequirementChange]
) -> list[dict[str, Any]]:
    """The requirements table: one row per requirement, columns as ``REQUIREMENT_COLUMNS``, missing values ``None``.

    The last three columns are filled where the requirement comes with its central counterpart (``RequirementChange``).
    """
    return [_requirement_row(document, entry) for entry in requirements]


def _requirement_row(document: SegmentedDocument, entry: Requirement | RequirementChange) -> Row:
    change = entry if isinstance(entry, RequirementChange) else None
    requirement = entry.requirement if isinstance(entry, RequirementChange) else entry
    row = requirement_row(requirement, document=document.document.path, region=document.document.metadata.region or "")
    if change is not None:
        row |= {"central_unit": change.central_unit, "central_text": change.central_text, "change": change.change}
    return row


def matrix_rows(matrix: Iterable[MatrixRow], names: Sequence[str]) -> list[dict[str, Any]]:
    """The matrix: one row per central duty, one column per local document, then ``strictness:NAME`` per local document.

    ``names`` (see ``short_names``) stand in the order of the cells; ``ValueError`` where two are equal or one is the name of a
    fixed column. A cell is empty where the document is silent.
    """
    columns = [*MATRIX_COLUMNS, *names]
    if len(set(columns)) < len(columns):
        raise ValueError(
            f"the names of the local documents must differ from each other and from {MATRIX_COLUMNS}: {names}"
        )
    return [
        {name: getattr(row, name) for name in MATRIX_COLUMNS}
        | dict(zip(names, row.cells, strict=True))
        | dict(zip((STRICTNESS + name for name in names), row.strictness, strict=True))
        for row in matrix
    ]
