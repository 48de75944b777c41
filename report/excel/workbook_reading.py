"""Open a workbook that came back: guarded, as plain rows, whoever saved it."""

from __future__ import annotations

import io
from collections.abc import Container, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from ...corpus import DocumentError, SafeZip, ZipLimits

SheetRows = Sequence[Sequence[object]]
_EXPECTED = "需要 duizhao report 写出、复核后存盘的 .xlsx"
_CELLS = 5_000_000
_LIMITS = ZipLimits(
    ratio=200, ratio_from=4 << 20, tags=_CELLS
)  # sheets are mostly repetitions, so small ones may be packed tightly
_NO_DAY = datetime(1899, 12, 30)  # the day a spreadsheet counts from


def read_workbook(data: bytes, name: str, wanted: Container[str]) -> dict[str, SheetRows]:
    """The cells of the sheets that are wanted, hidden ones too, by their names.

    :raises DocumentError: it is no workbook, or one that asks for more than a report ever holds.
    """
    _guard(data, name)
    import openpyxl  # noqa: PLC0415  needed for this one command

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        return {sheet.title: _rows(sheet, name) for sheet in book.worksheets if sheet.title in wanted}
    except DocumentError:
        raise
    except Exception:  # openpyxl raises whatever a damaged file makes it stumble over
        raise DocumentError(f"{name}：工作簿打不开，里面已损坏，{_EXPECTED}；请用表格软件打开后另存为 .xlsx") from None


def _guard(data: bytes, name: str) -> None:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(f"{name}：是旧版 .xls 或设了密码，{_EXPECTED}；请去掉密码，另存为 .xlsx")
    if not data.startswith(b"PK"):
        raise DocumentError(f"{name}：不是工作簿，{_EXPECTED}；请检查是否给错了文件")
    try:
        archive = SafeZip(data, _LIMITS)
        for member in archive.names:
            if member.endswith((".xml", ".rels")):
                archive.read_xml(member)
            else:
                archive.read(member)
    except DocumentError as error:
        raise DocumentError(f"{name}：{error}") from None
    if "[Content_Types].xml" not in archive:
        raise DocumentError(f"{name}：不是工作簿，{_EXPECTED}；请检查是否给错了文件")


def _rows(sheet: Any, name: str) -> SheetRows:
    sheet.reset_dimensions()  # what a file says of its size may be wrong
    rows, cells = [], 0
    for row in sheet.iter_rows(values_only=True):
        rows.append(row)
        cells += len(row) + 1
        if cells > _CELLS:
            raise DocumentError(f"{name}：{sheet.title} 表超过 {_CELLS} 格，{_EXPECTED}；请删去空行空列")
    return rows


def cell_text(value: object) -> str:
    """What a cell says; 5:1 that a spreadsheet took for a time of day is 5:1 again.

    >>> cell_text(time(5, 1)), cell_text(timedelta(hours=25, minutes=3)), cell_text(12.0), cell_text(None)
    ('5:1', '25:3', '12', '')
    >>> cell_text(datetime(2026, 5, 1))
    '2026-05-01'
    """
    if value is None:
        return ""
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    elif isinstance(value, datetime):
        if value.year > _NO_DAY.year + 1:
            return value.isoformat(" ").removesuffix(" 00:00:00")
        value = value - _NO_DAY
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60}" if not seconds and minutes >= 0 else str(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def find_table(rows: SheetRows, titles: Mapping[str, str]) -> tuple[int, dict[str, int]] | None:
    """Where the header stands among the first rows, and in which column each of ``titles`` (title: name) stands.

    >>> find_table([["对照报告"], [None, "意见", "编号"]], {"编号": "id", "意见": "note"})
    (1, {'note': 1, 'id': 2})
    """
    for at, row in enumerate(rows[:20]):
        found: dict[str, int] = {}
        for i, value in enumerate(row):
            name = titles.get(cell_text(value))
            if name is not None:
                found.setdefault(name, i)
        if len(found) >= 2:  # one alone may be a word in a text
            return at, found
    return None
