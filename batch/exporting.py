"""A store as files: Parquet, CSV or a workbook; the same bytes for the same content."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..corpus import OutputError, UnknownFormatError
from ..report.data.csv_text import csv_text
from ..report.data.parquet import check_pyarrow, parquet_bytes
from ..report.file_writing import check_file, write_bytes
from ..results.columns import TidyTable
from ..results.visible import visible
from .store_file import StoreFile
from .store_tables import CONTENT, store_table

_MOST_ROWS = 1_048_575  # of a sheet, without its head
_MOST_CHARACTERS = 32_767  # of a cell
_FORMS: Mapping[str, Callable[[TidyTable, bool], bytes]] = MappingProxyType(
    {
        ".csv": lambda table, raw: csv_text(table.rows, table.columns, raw=raw).encode("utf-8"),
        ".parquet": lambda table, raw: parquet_bytes(table),  # noqa: ARG005  one signature
    }
)


def export_store(
    store: StoreFile, path: str | Path, *, form: str | None = None, table: str = "verdicts", raw_csv: bool = False
) -> tuple[Path, ...]:
    """Write one table into a ``.csv`` or ``.parquet``, all of them into an ``.xlsx`` or a folder; the files written.

    :param form: of a folder's files, ``csv`` where none is given.
    :raises OutputError: the place cannot be written, or a sheet cannot take all rows.
    """
    target = Path(path)
    suffix = target.suffix.lower()
    if ".parquet" in (suffix, f".{form}"):
        check_pyarrow()
    if suffix == ".xlsx":
        check_file(target)
        write_bytes(target, _workbook(store))
        return (target,)
    if suffix in _FORMS:
        check_file(target)
        write_bytes(target, _FORMS[suffix](store_table(store, table), raw_csv))
        return (target,)
    if suffix or f".{form or 'csv'}" not in _FORMS:
        found = suffix or form
        raise UnknownFormatError(
            f"{path}：不认得格式 {found}，需要 .csv .parquet .xlsx，或文件夹加 --format csv、parquet；请改名"
        )
    return _folder(store, target, f".{form or 'csv'}", raw_csv=raw_csv)


def _folder(store: StoreFile, folder: Path, suffix: str, *, raw_csv: bool) -> tuple[Path, ...]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}：无法建立文件夹（{error.strerror}）；请检查权限或换一个位置") from None
    written = []
    for name in CONTENT:
        place = folder / f"{name}{suffix}"
        write_bytes(place, _FORMS[suffix](store_table(store, name), raw_csv))
        written.append(place)
    return tuple(written)


def _workbook(store: StoreFile) -> bytes:
    """A sheet for each table, without a clock; text is never a formula."""
    import xlsxwriter  # noqa: PLC0415  slow to import

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": datetime(2000, 1, 1)})
    for name in CONTENT:
        table = store_table(store, name)
        if len(table.rows) > _MOST_ROWS:
            raise OutputError(f"表 {name} 有 {len(table.rows)} 行，Excel 最多 {_MOST_ROWS} 行；请改用 .csv 或 .parquet")
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for at, cells in enumerate((table.columns, *([row[key] for key in table.columns] for row in table.rows))):
            _write_row(sheet, at, cells)
    book.close()
    return out.getvalue()


def _write_row(sheet: Any, at: int, cells: Sequence[Any]) -> None:
    for column, value in enumerate(cells):
        if isinstance(value, str):
            sheet.write_string(at, column, visible(value)[:_MOST_CHARACTERS])
        elif isinstance(value, bool):
            sheet.write_boolean(at, column, value)
        elif value is not None:
            sheet.write_number(at, column, value)
