"""The formats a report can be written in, by suffix: a new one is a module that makes its bytes, and a line in this table.

Each maker imports what it needs when it is called, so that nobody waits for packages of a format that is not asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from ..corpus import UnknownFormatError
from ..results.findings import Findings
from ..results.tidy_tables import table_of
from .word_look import WordLook

if TYPE_CHECKING:
    from ..results.columns import TidyTable

# The report, the language of the form's own words, and whether text that looks like a formula stays as it is.
ReportWriter = Callable[[Findings, str, bool], bytes]
LookWriter = Callable[[Findings, str, WordLook], bytes]
TableWriter = Callable[["TidyTable", bool], bytes]
# The report, the names of its files in a folder, that of the one with all of them, the language: the name of the index and its bytes.
IndexWriter = Callable[[Findings, Sequence[str], str, str], tuple[str, bytes]]


def _html(report: Findings, lang: str, _: bool) -> bytes:
    from .html.page import report_html  # noqa: PLC0415  as said above

    return report_html(report, lang=lang).encode("utf-8")


def _html_index(report: Findings, names: Sequence[str], together: str, lang: str) -> tuple[str, bytes]:
    from .html.index_page import index_html  # noqa: PLC0415

    return "index.html", index_html(report, names, together=together, lang=lang).encode("utf-8")


def _docx(report: Findings, lang: str, _: bool) -> bytes:
    from .word.word_file import report_docx  # noqa: PLC0415

    return report_docx(report, lang=lang)


def _docx_as(report: Findings, lang: str, look: WordLook) -> bytes:
    from .word.word_file import report_docx  # noqa: PLC0415

    return report_docx(report, lang=lang, look=look)


def _xlsx(report: Findings, lang: str, _: bool) -> bytes:
    from .excel.workbook import report_xlsx  # noqa: PLC0415

    return report_xlsx(report, lang=lang)


def _markdown(report: Findings, lang: str, _: bool) -> bytes:
    from .text.markdown_report import report_markdown  # noqa: PLC0415

    return report_markdown(report, lang=lang).encode("utf-8")


def _markdown_index(report: Findings, names: Sequence[str], _: str, lang: str) -> tuple[str, bytes]:
    from .text.markdown_index import index_markdown  # noqa: PLC0415

    return "index.md", index_markdown(report, names, lang=lang).encode("utf-8")


def _json(report: Findings, *_: object) -> bytes:
    from ..results.report_record import report_text  # noqa: PLC0415

    return report_text(report).encode("utf-8")


def _json_index(report: Findings, names: Sequence[str], *_: str) -> tuple[str, bytes]:
    from ..results.json_shapes import index_json  # noqa: PLC0415
    from ..results.json_text import json_text  # noqa: PLC0415

    return "index.json", json_text(index_json(report, names)).encode("utf-8")


def _csv_table(table: TidyTable, raw: bool) -> bytes:
    from .data.csv_text import csv_text  # noqa: PLC0415

    return csv_text(table.rows, table.columns, raw=raw).encode("utf-8")


def _parquet_table(table: TidyTable, _: bool) -> bytes:
    from .data.parquet import parquet_bytes  # noqa: PLC0415

    return parquet_bytes(table)


def _check_parquet() -> None:
    from .data.parquet import check_pyarrow  # noqa: PLC0415

    check_pyarrow()


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportForm:
    """How a report becomes a file of one format.

    ``table``: the format holds one table; a folder of it has a file per table, not one per document. ``index`` leads to the files of a
    folder: a page where the format cannot link to files. ``together``: a folder of it has one more file, with all documents side by
    side. ``check`` refuses (``OutputError``) where a package is missing. ``looked`` writes it in a look that the user asks for, where the
    format has any.
    """

    report: ReportWriter
    table: TableWriter | None = None
    index: IndexWriter = _html_index
    together: bool = False
    check: Callable[[], None] = _nothing
    looked: LookWriter | None = None

    def seen_as(self, look: WordLook | None) -> ReportForm:
        """The same in a look (``None``: as it is); ``UnknownFormatError`` where the format has none."""
        writer = self.looked
        if look is None:
            return self
        if writer is None:
            raise UnknownFormatError(
                "版式、表头的标题和机关、只列有变化的条款，只用于 Word（.docx）；请改后缀，或去掉这些选项"
            )
        return replace(self, report=lambda report, lang, _: writer(report, lang, look))


def table_form(table: TableWriter, check: Callable[[], None] = _nothing) -> ReportForm:
    """A format that holds one table: of a report in one file, the side-by-side one."""
    return ReportForm(report=lambda report, _, raw: table(table_of(report, "pairs"), raw), table=table, check=check)


FORMS: Mapping[str, ReportForm] = MappingProxyType(
    {
        ".html": ReportForm(report=_html, together=True),
        ".docx": ReportForm(report=_docx, looked=_docx_as),
        ".xlsx": ReportForm(report=_xlsx),
        ".md": ReportForm(report=_markdown, index=_markdown_index),
        ".json": ReportForm(report=_json, index=_json_index),
        ".csv": table_form(_csv_table),
        ".parquet": table_form(_parquet_table, _check_parquet),
    }
)
FOLDER_FORM = ".html"
