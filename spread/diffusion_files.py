"""The analysis as files: a page, a workbook, a CSV of each table; the same bytes for the same content."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..corpus import OutputError, UnknownFormatError
from ..report.data.csv_text import csv_text
from ..report.excel.book import Book, SheetColumn
from ..report.file_writing import check_file, write_bytes
from ..report.places import refuse_clashes
from ..report.saving import names_folder
from .diffusion_page import diffusion_html
from .diffusion_tables import TABLES, diffusion_table
from .diffusion_words import diffusion_words
from .spread_findings import SpreadFindings

_MOST_ROWS = 1_048_575  # of a sheet, without its head
_WIDE = {"text": 60, "source_text": 50, "title": 30, "first_title": 30, "upper_title": 30, "source_title": 30}


def check_diffusion(output: str | Path) -> None:
    """Refuse early what :func:`save_diffusion` would refuse (``OutputError``, ``UnknownFormatError``)."""
    if names_folder(output):
        return
    suffix = Path(output).suffix.lower()
    if suffix not in (".html", ".xlsx"):
        raise UnknownFormatError(f"{output}：不认得格式 {suffix}，需要 .html .xlsx 或文件夹；请改名")
    check_file(output)


def save_diffusion(found: SpreadFindings, output: str | Path, *, lang: str = "zh") -> tuple[Path, ...]:
    """Write a page (``.html``), a workbook (``.xlsx``), or into a folder both and a CSV of each table; the files written."""
    check_diffusion(output)
    if not names_folder(output):
        target = Path(output)
        refuse_clashes([target], found.files)
        data = _workbook(found, lang) if target.suffix.lower() == ".xlsx" else diffusion_html(found, lang=lang).encode()
        write_bytes(target, data)
        return (target,)
    folder = Path(output)
    paths = [folder / name for name in ("diffusion.html", "diffusion.xlsx", *(f"{name}.csv" for name in TABLES))]
    refuse_clashes(paths, found.files)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}：无法建立文件夹（{error.strerror}）；请检查权限或换一个位置") from None
    for path, data in zip(paths, _contents(found, lang), strict=True):
        write_bytes(path, data)
    return tuple(paths)


def _contents(found: SpreadFindings, lang: str) -> Iterator[bytes]:
    yield diffusion_html(found, lang=lang).encode("utf-8")
    yield _workbook(found, lang)
    for name in TABLES:
        table = diffusion_table(found, name)
        yield csv_text(table.rows, table.columns).encode("utf-8")


def _workbook(found: SpreadFindings, lang: str) -> bytes:
    """A sheet for each table, and one in front that says how to read them."""
    words = diffusion_words(lang)
    book = Book(words["title"])
    note = [SheetColumn(words["how_to_read"], 100)]
    book.table(words["how_to_read"], note, [[line] for line in words["caution"]])
    for name in TABLES:
        table = diffusion_table(found, name)
        if len(table.rows) > _MOST_ROWS:
            raise OutputError(f"表 {name} 有 {len(table.rows)} 行，Excel 最多 {_MOST_ROWS} 行；请改用文件夹（CSV）")
        columns = [
            SheetColumn(words["column"][key], _WIDE.get(key, 12), "code" if key.endswith("sentence") else "text")
            for key in table.columns
        ]
        book.table(words["sheet"][name], columns, ([row[key] for key in table.columns] for row in table.rows), frozen=1)
    return book.data()
