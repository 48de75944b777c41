"""Reports as files: which suffix means which writer, and what stands in a folder of reports."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from ..corpus import OutputError, UnknownFormatError
from ..results.names import TOGETHER, file_names
from .content import Report
from .data.sheets import csv_text
from .excel.workbook import report_xlsx
from .html.page import index_html, report_html
from .index import index_json, index_markdown
from .json_shapes import json_text, report_json
from .placing import StrPath, check_file, output_line, refuse_unless_writable, unwritable, write_bytes
from .tables import TABLES, Table, table_of
from .text.markdown_report import report_markdown

Writer = Callable[[Report, str], bytes]


def _html(report: Report, lang: str) -> bytes:
    return report_html(report, lang=lang).encode("utf-8")


def _docx(report: Report, lang: str) -> bytes:
    from .word.word_file import report_docx  # noqa: PLC0415  needed for this one format

    return report_docx(report, lang=lang)


def _markdown(report: Report, lang: str) -> bytes:
    return report_markdown(report, lang=lang).encode("utf-8")


def _json(report: Report, lang: str) -> bytes:  # noqa: ARG001 - JSON speaks no language
    return json_text(report_json(report)).encode("utf-8")


def _xlsx(report: Report, lang: str) -> bytes:
    return report_xlsx(report, lang=lang)


def _csv(report: Report, lang: str) -> bytes:  # noqa: ARG001 - nor do the tables for programs
    return _csv_table(table_of(report, "pairs"))


def _raw_csv(report: Report, lang: str) -> bytes:  # noqa: ARG001
    return _raw_csv_table(table_of(report, "pairs"))


def _parquet(report: Report, lang: str) -> bytes:  # noqa: ARG001
    return _parquet_table(table_of(report, "pairs"))


def _csv_table(table: Table) -> bytes:
    return csv_text(table.rows, table.columns).encode("utf-8")


def _raw_csv_table(table: Table) -> bytes:
    return csv_text(table.rows, table.columns, raw=True).encode("utf-8")


def _parquet_table(table: Table) -> bytes:
    from .data.parquet import parquet_bytes  # noqa: PLC0415  needed for this one format

    return parquet_bytes(table)


# A suffix and what makes the file's bytes.
WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        **{".html": _html, ".docx": _docx, ".xlsx": _xlsx, ".md": _markdown},
        **{".json": _json, ".csv": _csv, ".parquet": _parquet},
    }
)
# Formats that hold one table: a folder of them has a file per table, not one per document.
_TABLE_WRITERS: Mapping[str, Callable[[Table], bytes]] = MappingProxyType(
    {".csv": _csv_table, ".parquet": _parquet_table}
)
_TABLES_WRITTEN = tuple(name for name in TABLES if name != "links")  # the links stand in the pairs
FOLDER_FORM = "html"


def forms() -> tuple[str, ...]:
    """The names of the formats: the suffixes without their dot.

    >>> "docx" in forms()
    True
    """
    return tuple(suffix[1:] for suffix in WRITERS)


def writer_for(path: StrPath, form: str | None = None) -> Writer:
    """The writer for the suffix of a path; ``UnknownFormatError`` for an unknown suffix, and for one that is not of ``form``."""
    suffix = Path(path).suffix.lower()
    if suffix not in WRITERS:
        found = f"后缀 {suffix} 不是已知的格式" if suffix else "没有后缀"
        raise UnknownFormatError(output_line(path, found, f"需要 {'、'.join(WRITERS)} 之一", "请改用其中一种"))
    if form is not None and suffix != f".{form}":
        raise UnknownFormatError(
            output_line(path, f"后缀 {suffix} 与格式 {form} 不符", f"需要后缀 .{form}", "请改后缀，或不写格式")
        )
    return WRITERS[suffix]


def names_folder(path: StrPath) -> bool:
    """Does the path ask for a folder of reports? It does if it is one, ends in a separator or has no suffix."""
    text = os.fspath(path)
    is_folder = os.path.isdir(text)  # noqa: PTH112 - Path.is_dir raises for a name that is too long
    return text.endswith(("/", os.sep)) or is_folder or not Path(text).suffix


def check_output(path: StrPath, form: str | None = None) -> None:
    """Refuse early (``OutputError``) what ``write_report`` would refuse after the work is done."""
    folder = names_folder(path)
    writer = None if folder else writer_for(path, form)
    if writer is _parquet or (folder and form == "parquet"):
        from .data.parquet import check_pyarrow  # noqa: PLC0415  needed for this one format

        check_pyarrow()
    if not folder:
        check_file(path)
        return
    if form is not None and form not in forms():
        raise UnknownFormatError(f"没有格式 {form}，需要 {'、'.join(forms())} 之一；请改用其中一种")
    place = Path(os.path.realpath(path))
    while not os.path.lexists(place):
        place = place.parent
    if not os.path.isdir(place):  # noqa: PTH112 - as in names_folder
        raise OutputError(output_line(path, "这里已有一个文件", "需要文件夹", "请换一个名字，或加上后缀"))
    refuse_unless_writable(path, place)


def write_report(
    report: Report, path: StrPath, *, lang: str = "zh", form: str | None = None, raw_csv: bool = False
) -> tuple[Path, ...]:
    """Write the report into one file, or into a folder; the files written.

    What kind of file is told by its suffix (``WRITERS``), a folder by ``names_folder``; the folder is made where there is none.
    In a folder stand one report per local document and an index, in the format ``form`` (``html`` where none is given, with one more
    page for all of them side by side); of ``csv`` and ``parquet`` one file per table (``TABLES``) instead. ``raw_csv`` leaves text
    that a spreadsheet would take for a formula as it stands. ``OutputError`` for another suffix or a place that cannot be written; a
    file that was there is then as it was.
    """
    check_output(path, form)
    if names_folder(path):
        return _write_folder(report, Path(path), lang, f".{form or FOLDER_FORM}", raw_csv=raw_csv)
    writer = writer_for(path, form)
    write_bytes(path, (_raw_csv if raw_csv and writer is _csv else writer)(report, lang))
    return (Path(path),)


def _write_folder(report: Report, folder: Path, lang: str, suffix: str, *, raw_csv: bool) -> tuple[Path, ...]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(unwritable(folder, error)) from error
    files = _tables(report, suffix, raw_csv=raw_csv) if suffix in _TABLE_WRITERS else _reports(report, suffix, lang)
    for name, content in files.items():
        write_bytes(folder / name, content)
    return tuple(folder / name for name in files)


def _tables(report: Report, suffix: str, *, raw_csv: bool) -> dict[str, bytes]:
    writer = _raw_csv_table if raw_csv and suffix == ".csv" else _TABLE_WRITERS[suffix]
    return {name + suffix: writer(table_of(report, name)) for name in _TABLES_WRITTEN}


def _reports(report: Report, suffix: str, lang: str) -> dict[str, bytes]:
    """A file per local document and an index, which is a page where the format cannot link to files."""
    names = file_names([comparison.local for comparison in report.comparisons], suffix)
    files = {name: WRITERS[suffix](report.single(i), lang) for i, name in enumerate(names)}
    together = TOGETHER if suffix == ".html" and len(names) > 1 else ""
    if together:
        files[together] = WRITERS[suffix](report, lang)
    if suffix == ".md":
        return files | {"index.md": index_markdown(report, names, lang=lang).encode("utf-8")}
    if suffix == ".json":
        return files | {"index.json": json_text(index_json(report, names)).encode("utf-8")}
    return files | {"index.html": index_html(report, names, together=together, lang=lang).encode("utf-8")}
