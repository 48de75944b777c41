"""Turn what was found into tables, pages and files for people."""

from ..results.marking import Segment, mark_changes
from ..results.names import file_names, short_names
from ..results.rows import MATRIX_COLUMNS, REQUIREMENT_COLUMNS, matrix_rows, requirement_rows
from .charts.chart_figures import coverage_chart, link_chart, relation_chart, strictness_chart
from .charts.chart_files import ChartFiles, save_charts
from .charts.chart_fonts import ChartFont, chart_font
from .content import Report, Skipped
from .data.sheets import csv_text, requirement_table
from .excel.workbook import report_xlsx
from .frames import answer_frame, coverage_frame, frame_of, matrix_frame, requirement_frame, sentence_frame
from .html.page import index_html, report_html
from .json_shapes import align_json, document_json, edits_jsonl, json_text, report_json, segment_json, segments_json
from .placing import check_file, write_bytes, write_text
from .result import Result
from .review.reviewed import Reviewed, read_review
from .tables import TABLES, Table, table_of
from .text.edit_diff import ChangedLine, Piece, changed_lines
from .text.listings import align_table, segment_tree
from .text.markdown_report import report_markdown
from .writing import WRITERS, check_output, forms, names_folder, write_report, writer_for

__all__ = [
    "MATRIX_COLUMNS",
    "REQUIREMENT_COLUMNS",
    "TABLES",
    "WRITERS",
    "ChangedLine",
    "ChartFiles",
    "ChartFont",
    "Piece",
    "Report",
    "Result",
    "Reviewed",
    "Segment",
    "Skipped",
    "Table",
    "align_json",
    "align_table",
    "answer_frame",
    "changed_lines",
    "chart_font",
    "check_file",
    "check_output",
    "coverage_chart",
    "coverage_frame",
    "csv_text",
    "document_json",
    "edits_jsonl",
    "file_names",
    "forms",
    "frame_of",
    "index_html",
    "json_text",
    "link_chart",
    "mark_changes",
    "matrix_frame",
    "matrix_rows",
    "names_folder",
    "read_review",
    "relation_chart",
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
    "sentence_frame",
    "short_names",
    "strictness_chart",
    "table_of",
    "write_bytes",
    "write_report",
    "write_text",
    "writer_for",
]
