"""The requirements table in the forms that spreadsheets, programs and terminals read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from ...corpus import UnknownFormatError
from ...results.columns import tidy_row, tidy_table
from ...results.json_text import json_text
from ...results.labels import labels
from ...results.requirement_columns import requirement_columns
from ...results.requirement_row import RequirementRow
from .csv_text import csv_text

Rows = Sequence[RequirementRow]


def requirement_table(rows: Rows, form: str, *, lang: str | None = None) -> str | bytes:
    """The requirements as ``json``, ``csv``, ``table`` (text), ``xlsx`` or ``parquet`` (both bytes).

    What people read, ``xlsx`` and ``table``, speaks ``lang``, without one Chinese. JSON, CSV and Parquet have all columns of
    ``REQUIREMENT_COLUMNS`` under these names; with ``zh`` those of CSV are Chinese.

    ``UnknownFormatError`` for another form, ``OutputError`` where one needs a package that is not installed.

    >>> str(requirement_table([], "csv", lang="zh")).split(",")[2]
    '条款编号'
    """
    if form not in _MAKERS:
        raise UnknownFormatError(f"没有格式 {form}，需要 {'、'.join(_MAKERS)} 之一；请改用其中一种")
    return _MAKERS[form](rows, lang)


def _json(rows: Rows, _: str | None) -> str:
    placed = requirement_columns("data")
    return json_text([tidy_row(placed, row) for row in rows])


def _csv(rows: Rows, lang: str | None) -> str:
    placed = requirement_columns("data")
    words = labels("zh") if lang == "zh" else None
    headings = [one.heading(words) for one in placed] if words else None
    columns = [one.column.key for one in placed]
    return csv_text((tidy_row(placed, row) for row in rows), columns, headings=headings)


def _listing(rows: Rows, lang: str | None) -> str:
    from ..text.listings import requirement_listing  # noqa: PLC0415  needed for this one form

    return requirement_listing(rows, lang=lang or "zh")


def _xlsx(rows: Rows, lang: str | None) -> bytes:
    from ..excel.requirement_sheets import requirements_xlsx  # noqa: PLC0415  needed for this one form

    return requirements_xlsx(rows, lang=lang or "zh")


def _parquet(rows: Rows, _: str | None) -> bytes:
    from .parquet import parquet_bytes  # noqa: PLC0415  needed for this one form

    placed = requirement_columns("data")
    return parquet_bytes(tidy_table(placed, (tidy_row(placed, row) for row in rows)))


_MAKERS: Mapping[str, Callable[[Rows, str | None], str | bytes]] = MappingProxyType(
    {"json": _json, "csv": _csv, "table": _listing, "xlsx": _xlsx, "parquet": _parquet}
)
