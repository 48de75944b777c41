"""The matrix of figures: its rows and its columns, fixed ones and one per local document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..changes import MatrixRow
from ..segmenter import Unit
from .columns import Column, ColumnPlace, FormName, Layouts, PlacedColumn, TidyTable, tidy_row
from .ranks import strictness_ranks
from .unit_places import place_name, unit_place

STRICTNESS = "strictness:"


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """A central duty; a cell is the figure, its strictness and whether it is the strictest of its row.

    ``ranks``: how strict each cell is among those of its row, from above 0 to 1 for the strictest; ``None`` where that is not known.
    """

    row: MatrixRow
    unit: Unit
    cells: tuple[tuple[str, float | None, bool], ...]
    ranks: tuple[float | None, ...]

    @property
    def sentence(self) -> str:
        """The id of the central sentence."""
        return self.row.sentence

    @property
    def text(self) -> str:
        """The duty."""
        return self.row.text

    @property
    def central(self) -> str:
        """The figure that the central document sets itself."""
        return self.row.central


# A ``value`` is got from a ``MatrixRow`` or from a ``MatrixLine``, what people see (``shown``) from the latter.
FIXED_COLUMNS: tuple[Column, ...] = (
    Column(key="unit", title="unit", kind="code", value=lambda row: row.unit),
    Column(key="label", title="unit", shown=lambda line, words: place_name(line.unit, words)),
    Column(key="place", title="unit", shown=lambda line, words: unit_place(line.unit, words)),
    Column(key="sentence", title="workbook.central_id", kind="code", value=lambda row: row.sentence),
    Column(key="text", title="duty", value=lambda row: row.text),
    Column(key="central", title="central_figure", value=lambda row: row.central),
)
_LAYOUTS = Layouts(
    "matrix",
    {
        "data": tuple(map(ColumnPlace, ("unit", "sentence", "text", "central"))),
        "excel": (
            ColumnPlace("place", 14),
            ColumnPlace("sentence", 9),
            ColumnPlace("text", 50),
            ColumnPlace("central", 14),
        ),
        "word": (ColumnPlace("label", 26.0), ColumnPlace("text"), ColumnPlace("central", 22.0)),
        "markdown": tuple(map(ColumnPlace, ("place", "text", "central"))),
        "page": tuple(map(ColumnPlace, ("label", "text", "central"))),
    },
)
MATRIX_COLUMNS = tuple(place.key for place in _LAYOUTS.places["data"])


def matrix_columns(form: FormName) -> tuple[PlacedColumn, ...]:
    """The fixed columns of the matrix in a form; behind them stands one per local document.

    >>> [one.column.key for one in matrix_columns("data")]
    ['unit', 'sentence', 'text', 'central']
    """
    return _LAYOUTS.at(form, FIXED_COLUMNS)


def matrix_line(row: MatrixRow, units: Mapping[str, Unit]) -> MatrixLine:
    """A row of the matrix as people see it; ``units`` are the central ones by their ids."""
    known = [value for value in row.strictness if value is not None]
    strictest = max(known) if len(set(known)) > 1 else None  # equal figures have no strictest among them
    cells = tuple(
        (cell, value, strictest is not None and value == strictest)
        for cell, value in zip(row.cells, row.strictness, strict=True)
    )
    return MatrixLine(row=row, unit=units[row.unit], cells=cells, ranks=strictness_ranks(row))


def matrix_rows(matrix: Iterable[MatrixRow], names: Sequence[str]) -> list[dict[str, Any]]:
    """The matrix: one row per central duty, one column per local document, then ``strictness:NAME`` per local document.

    ``names`` (see ``short_names``) stand in the order of the cells; ``ValueError`` where two are equal or one is the name of a
    fixed column. A cell is empty where the document is silent.

    >>> matrix_rows([MatrixRow("1", "1:1", "清点", "定期", ("每季度",), (4.0,))], ["云州省"])[0]["strictness:云州省"]
    4.0
    """
    placed = matrix_columns("data")
    columns = [*(one.column.key for one in placed), *names]
    if len(set(columns)) < len(columns):
        raise ValueError(
            f"the names of the local documents must differ from each other and from {MATRIX_COLUMNS}: {names}"
        )
    return [
        tidy_row(placed, row)
        | dict(zip(names, row.cells, strict=True))
        | dict(zip((STRICTNESS + name for name in names), row.strictness, strict=True))
        for row in matrix
    ]


def matrix_table(matrix: Iterable[MatrixRow], names: Sequence[str]) -> TidyTable:
    """The matrix (``matrix_rows``) as a table."""
    strictness = [STRICTNESS + name for name in names]
    columns = (*(one.column.key for one in matrix_columns("data")), *names, *strictness)
    return TidyTable(columns, matrix_rows(matrix, names), dict.fromkeys(strictness, "Float64"))
