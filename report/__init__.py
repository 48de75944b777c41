"""Turn what was found into tables, pages and files for people."""

from .content import Report, Skipped
from .edit_diff import ChangedLine, Piece, changed_lines
from .frames import answer_frame, coverage_frame, matrix_frame, requirement_frame, sentence_frame
from .json_shapes import align_json, document_json, edits_jsonl, json_text, report_json, segment_json, segments_json
from .listings import align_table, segment_tree
from .markdown import report_markdown
from .marking import Segment, mark_changes
from .names import file_names, short_names
from .page import index_html, report_html
from .result import Result
from .rows import MATRIX_COLUMNS, REQUIREMENT_COLUMNS, matrix_rows, requirement_rows
from .sheets import csv_text, requirement_table
from .writing import WRITERS, check_file, check_output, names_folder, write_bytes, write_report, write_text, writer_for

__all__ = [
    "MATRIX_COLUMNS",
    "REQUIREMENT_COLUMNS",
    "WRITERS",
    "ChangedLine",
    "Piece",
    "Report",
    "Result",
    "Segment",
    "Skipped",
    "align_json",
    "align_table",
    "answer_frame",
    "changed_lines",
    "check_file",
    "check_output",
    "coverage_frame",
    "csv_text",
    "document_json",
    "edits_jsonl",
    "file_names",
    "index_html",
    "json_text",
    "mark_changes",
    "matrix_frame",
    "matrix_rows",
    "names_folder",
    "report_html",
    "report_json",
    "report_markdown",
    "requirement_frame",
    "requirement_rows",
    "requirement_table",
    "segment_json",
    "segment_tree",
    "segments_json",
    "sentence_frame",
    "short_names",
    "write_bytes",
    "write_report",
    "write_text",
    "writer_for",
]
