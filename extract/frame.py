"""Requirements as a table: the columns of the published format, typed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, get_args

from .requirement import Comparator, Force, Kind, Requirement

if TYPE_CHECKING:
    import pandas as pd

# Column and pandas type, in the published order; a category's values are fixed, so that tables can be joined.
COLUMNS: tuple[tuple[str, str], ...] = (
    ("document", "string"),
    ("region", "string"),
    ("unit", "string"),
    ("label", "string"),
    ("text", "string"),
    ("quote", "string"),
    ("start", "Int64"),
    ("end", "Int64"),
    ("kind", "category"),
    ("comparator", "category"),
    ("value", "Float64"),
    ("value_max", "Float64"),
    ("unit_of_measure", "string"),
    ("per", "string"),
    ("duration", "string"),
    ("working_days", "boolean"),
    ("date", "string"),
    ("within", "string"),
    ("vague", "boolean"),
    ("term", "string"),
    ("subject", "string"),
    ("modality", "string"),
    ("action", "string"),
    ("object", "string"),
    ("condition", "string"),
    ("force", "category"),
    ("central_unit", "string"),
    ("central_text", "string"),
    ("change", "category"),
)
CATEGORIES: dict[str, tuple[str, ...]] = {
    "kind": get_args(Kind),
    "comparator": get_args(Comparator),
    "force": get_args(Force),
    "change": ("new", "quantified", "tightened", "relaxed", "same"),
}


def requirement_row(requirement: Requirement, *, document: str = "", region: str = "") -> dict[str, Any]:
    """One requirement as a plain dictionary in the columns of the table; what is missing is ``None``.

    >>> from duizhao.extract import requirements_in
    >>> row = requirement_row(requirements_in("应当每季度报告")[0], document="a.txt")
    >>> row["document"], row["region"], row["quote"], row["start"], row["per"], row["change"]
    ('a.txt', None, '每季度', 2, 'P3M', None)
    """
    own = {
        "document": document or None,
        "region": region or None,
        "start": requirement.span.start,
        "end": requirement.span.end,
    }
    return {name: own[name] if name in own else getattr(requirement, name, None) for name, _ in COLUMNS}


def requirements_frame(requirements: Iterable[Requirement], *, document: str = "", region: str = "") -> pd.DataFrame:
    """Requirements as a pandas DataFrame with nullable types and fixed categories; one row each, also typed when empty.

    The columns ``central_unit``, ``central_text`` and ``change`` are empty until the document has been compared.

    >>> from duizhao.extract import requirements_in
    >>> frame = requirements_frame(requirements_in("应当每季度报告"), document="a.txt")
    >>> frame[["quote", "kind", "value", "per"]]
      quote       kind  value  per
    0   每季度  frequency    1.0  P3M
    """
    import pandas as pd  # noqa: PLC0415  # half a second that only those who want a table should wait

    rows = [requirement_row(requirement, document=document, region=region) for requirement in requirements]
    columns: dict[str, pd.Series[Any]] = {}
    for name, kind in COLUMNS:
        values = [row[name] for row in rows]
        if kind == "category":
            columns[name] = pd.Series(pd.Categorical(values, categories=list(CATEGORIES[name])))
        else:
            columns[name] = pd.Series(values, dtype=kind)
    return pd.DataFrame(columns)
