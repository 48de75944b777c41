"""The same tables as pandas frames: one row per finding, ids as columns, nullable types."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ..changes import Comparison, MatrixRow, RequirementChange
from ..extract import Requirement
from ..extract.frame import CATEGORIES, COLUMNS
from ..results.rows import MATRIX_COLUMNS, REQUIREMENT_COLUMNS, STRICTNESS, matrix_rows, requirement_rows
from ..results.visible import writable
from ..segmenter import SegmentedDocument
from .tables import Table, answer_table, coverage_table, link_table

if TYPE_CHECKING:
    import pandas as pd


def requirement_frame(
    document: SegmentedDocument, requirements: Iterable[Requirement | RequirementChange]
) -> pd.DataFrame:
    """The requirements table (``requirement_rows``); columns and types are the same when it is empty."""
    return frame_of(Table(REQUIREMENT_COLUMNS, requirement_rows(document, requirements), dict(COLUMNS)))


def matrix_frame(matrix: Iterable[MatrixRow], names: Sequence[str]) -> pd.DataFrame:
    """The matrix (``matrix_rows``): to sort by how strict a document is, sort by ``strictness:NAME``."""
    strictness = [STRICTNESS + name for name in names]
    columns = (*MATRIX_COLUMNS, *names, *strictness)
    return frame_of(Table(columns, matrix_rows(matrix, names), dict.fromkeys(strictness, "Float64")))


def answer_frame(*comparisons: Comparison) -> pd.DataFrame:
    """The requirements table of the local documents with the central counterparts, one document after the other."""
    return frame_of(answer_table(comparisons))


def sentence_frame(*comparisons: Comparison) -> pd.DataFrame:
    """One row per link between sentences, and one with empty central columns per local sentence without any."""
    return frame_of(link_table(comparisons))


def coverage_frame(*comparisons: Comparison) -> pd.DataFrame:
    """One row per central unit and local document; several local units or sentences are joined by a blank."""
    return frame_of(coverage_table(comparisons))


def frame_of(table: Table) -> pd.DataFrame:
    """A table with text as ``string``; a category has the values that ``CATEGORIES`` names, whichever occur.

    Half a surrogate pair, which some of pandas' engines refuse, stands as its number.

    >>> frame_of(Table(("unit", "score"), [{"unit": "1", "score": None}], {"score": "Float64"})).dtypes.astype(str).tolist()
    ['string', 'Float64']
    """
    import pandas as pd  # noqa: PLC0415 - slow to import, and needed only by those who ask for a frame

    types: dict[str, Any] = dict.fromkeys(table.columns, "string") | dict(table.types)
    for name, values in CATEGORIES.items():
        if types.get(name) == "category":
            types[name] = pd.CategoricalDtype(list(values))
    cells = [[_cell(row[name]) for name in table.columns] for row in table.rows]
    frame = pd.DataFrame(cells, columns=list(map(writable, table.columns)), dtype="object")
    return frame.astype({writable(name): types[name] for name in table.columns})


def _cell(value: object) -> object:
    return writable(value) if isinstance(value, str) else value
