"""Turn what was found into pages and files for people. What is named here is imported when it is first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..results.columns import TidyTable
    from ..results.findings import Skipped
    from ..results.frames import frame_of, requirement_frame
    from ..results.json_shapes import align_json, document_json, edits_jsonl, segment_json, segments_json
    from ..results.json_text import json_text
    from ..results.marking import Segment, mark_changes
    from ..results.matrix_columns import MATRIX_COLUMNS, matrix_rows
    from ..results.names import file_names, short_names
    from ..results.report_record import report_json
    from ..results.requirement_columns import REQUIREMENT_COLUMNS, requirement_rows
    from ..results.requirement_row import RequirementRow, placed_rows
    from ..results.tidy_tables import TABLES, table_of
    from .charts.chart_figures import coverage_chart, link_chart, relation_chart, strictness_chart
    from .charts.chart_files import ChartFiles, save_charts
    from .charts.chart_fonts import ChartFont, chart_font
    from .data.csv_text import csv_text
    from .data.parquet import check_pyarrow
    from .data.requirement_table import requirement_table
    from .excel.workbook import report_xlsx
    from .file_writing import check_file, write_bytes, write_text
    from .forms import FORMS, ReportForm
    from .html.index_page import index_html
    from .html.page import report_html
    from .kept_work import Keeping, check_outputs
    from .loading import load_report
    from .report import Report
    from .review.reviewed import Reviewed, read_review
    from .saving import check_output, form_for, form_names, names_folder, write_report
    from .text.edit_diff import ChangedLine, ChangedPiece, changed_lines
    from .text.listings import align_table, segment_tree
    from .text.markdown_report import report_markdown
    from .word.word_file import report_docx
    from .word_look import WordLook, look_of

__all__ = [
    "FORMS",
    "MATRIX_COLUMNS",
    "REQUIREMENT_COLUMNS",
    "TABLES",
    "ChangedLine",
    "ChangedPiece",
    "ChartFiles",
    "ChartFont",
    "Keeping",
    "Report",
    "ReportForm",
    "RequirementRow",
    "Reviewed",
    "Segment",
    "Skipped",
    "TidyTable",
    "WordLook",
    "align_json",
    "align_table",
    "changed_lines",
    "chart_font",
    "check_file",
    "check_output",
    "check_outputs",
    "check_pyarrow",
    "coverage_chart",
    "csv_text",
    "document_json",
    "edits_jsonl",
    "file_names",
    "form_for",
    "form_names",
    "frame_of",
    "index_html",
    "json_text",
    "link_chart",
    "load_report",
    "look_of",
    "mark_changes",
    "matrix_rows",
    "names_folder",
    "placed_rows",
    "read_review",
    "relation_chart",
    "report_docx",
    "report_html",
    "report_json",
    "report_markdown",
    "report_xlsx",
    "requirement_frame",
    "requirement_rows",
    "requirement_table",
    "save_charts",
    "segment_json",
    "segment_tree",
    "segments_json",
    "short_names",
    "strictness_chart",
    "table_of",
    "write_bytes",
    "write_report",
    "write_text",
]

_HOMES = {
    "..results.columns": ("TidyTable",),
    "..results.findings": ("Skipped",),
    "..results.frames": ("frame_of", "requirement_frame"),
    "..results.json_shapes": ("align_json", "document_json", "edits_jsonl", "segment_json", "segments_json"),
    "..results.json_text": ("json_text",),
    "..results.marking": ("Segment", "mark_changes"),
    "..results.matrix_columns": ("MATRIX_COLUMNS", "matrix_rows"),
    "..results.names": ("file_names", "short_names"),
    "..results.report_record": ("report_json",),
    "..results.requirement_columns": ("REQUIREMENT_COLUMNS", "requirement_rows"),
    "..results.requirement_row": ("RequirementRow", "placed_rows"),
    "..results.tidy_tables": ("TABLES", "table_of"),
    ".charts.chart_figures": ("coverage_chart", "link_chart", "relation_chart", "strictness_chart"),
    ".charts.chart_files": ("ChartFiles", "save_charts"),
    ".charts.chart_fonts": ("ChartFont", "chart_font"),
    ".data.csv_text": ("csv_text",),
    ".data.parquet": ("check_pyarrow",),
    ".data.requirement_table": ("requirement_table",),
    ".excel.workbook": ("report_xlsx",),
    ".file_writing": ("check_file", "write_bytes", "write_text"),
    ".forms": ("FORMS", "ReportForm"),
    ".html.index_page": ("index_html",),
    ".html.page": ("report_html",),
    ".kept_work": ("Keeping", "check_outputs"),
    ".loading": ("load_report",),
    ".report": ("Report",),
    ".review.reviewed": ("Reviewed", "read_review"),
    ".saving": ("check_output", "form_for", "form_names", "names_folder", "write_report"),
    ".text.edit_diff": ("ChangedLine", "ChangedPiece", "changed_lines"),
    ".text.listings": ("align_table", "segment_tree"),
    ".text.markdown_report": ("report_markdown",),
    ".word.word_file": ("report_docx",),
    ".word_look": ("WordLook", "look_of"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Import a module when the first thing of it is asked for: writers bring heavy packages."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name], __name__), name)


def __dir__() -> list[str]:
    return sorted(_HOME)
