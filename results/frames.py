"""The tables as pandas frames: one row per finding, ids as columns, nullable types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..changes import RequirementChange
from ..extract import Requirement
from ..segmenter import SegmentedDocument
from .columns import TidyTable, tidy_table
from .requirement_columns import requirement_columns, requirement_rows
from .visible import writable

if TYPE_CHECKING:
    import pandas as pd


def requirement_frame(
    document: SegmentedDocument, requirements: Iterable[Requirement | RequirementChange]
) -> pd.DataFrame:
    """The requirements table (``requirement_rows``); columns and types are the same when it is empty.

    >>> import duizhao as dz
    >>> document = dz.read(dz.sample_folder() / "local_yunzhou.txt")
    >>> requirement_frame(document, ()).dtypes.astype(str).tolist()[:3]
    ['string', 'string', 'string']
    """
    return shown_frame(
        "requirements", tidy_table(requirement_columns("data"), requirement_rows(document, requirements))
    )


def shown_frame(name: str, table: TidyTable) -> pd.DataFrame:
    """A table of that name as a frame (:func:`frame_of`); the requirements show themselves in Jupyter as people read them."""
    frame = frame_of(table)
    if name != "requirements":
        return frame
    from .requirement_frame import RequirementFrame  # noqa: PLC0415  it brings pandas

    return RequirementFrame(frame)


def frame_of(table: TidyTable) -> pd.DataFrame:
    """A table with text as ``string``; a type of several words is a category with these values, whichever occur.

    Half a surrogate pair, which some of pandas' engines refuse, stands as its number.

    >>> frame_of(TidyTable(("unit", "score"), [{"unit": "1", "score": None}], {"score": "Float64"})).dtypes.astype(str).tolist()
    ['string', 'Float64']
    """
    import pandas as pd  # noqa: PLC0415 - slow to import, and needed only by those who ask for a frame

    types: dict[str, Any] = {
        name: pd.CategoricalDtype(list(kind)) if isinstance(kind, tuple) else kind
        for name, kind in (dict.fromkeys(table.columns, "string") | dict(table.types)).items()
    }
    cells = [[_cell(row[name]) for name in table.columns] for row in table.rows]
    frame = pd.DataFrame(cells, columns=list(map(writable, table.columns)), dtype="object")
    return frame.astype({writable(name): types[name] for name in table.columns})


def _cell(value: object) -> object:
    return writable(value) if isinstance(value, str) else value
