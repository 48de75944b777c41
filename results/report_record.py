"""The JSON of a report: the published keys, and behind them all that is needed to read the report back."""

from __future__ import annotations

import json
from typing import Any

from ..changes import Comparison
from ..corpus import CleanedFile
from ..language import replay
from ..segmenter import SegmentedDocument, Unit
from .brief import brief_of
from .brief_json import brief_json
from .findings import Findings
from .json_shapes import align_json, document_json
from .json_text import escaped, json_text, plain
from .labels import labels
from .matrix_columns import matrix_rows
from .names import short_names
from .record_codec import free_record, to_record
from .requirement_columns import requirement_rows

SCHEMA = "duizhao-report"
SCHEMA_VERSION = 1
_LINE = 140  # characters of a record that stand on one line
# What the models looked at; no form of a report shows it.
_LEFT_OUT = ("features",)


def report_json(report: Findings) -> dict[str, Any]:
    """The whole report: one ``align_json`` per local document with its requirements and its brief, the matrix, the files left aside.

    The brief is in Chinese.
    """
    words = labels("zh")
    names = short_names([comparison.local for comparison in report.comparisons])
    return {
        "schema": f"{SCHEMA} {SCHEMA_VERSION}",
        "central": document_json(report.central),
        "comparisons": [
            align_json(comparison, report.parameters)
            | {"requirements": plain(requirement_rows(comparison.local, comparison.requirements))}
            | {"brief": brief_json(brief_of(comparison, words, name))}
            for comparison, name in zip(report.comparisons, names, strict=True)
        ],
        "matrix": plain(matrix_rows(report.matrix, names)),
        "skipped": [{"path": skipped.path, "reason": skipped.reason} for skipped in report.skipped],
    }


def report_text(report: Findings) -> str:
    """The text of a report's JSON file: ``report_json``, and as ``record`` what ``load_report`` reads, a finding a line."""
    published = json_text(report_json(report)).removesuffix("\n}\n")
    return f'{published},\n  "record": {escaped(_lines(report_record(report), 1))}\n}}\n'


def _lines(value: Any, depth: int) -> str:
    """JSON with a line for each finding: what is short stands on one."""
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    if not isinstance(value, (dict, list)) or (len(line) <= _LINE and depth > 2) or not value:
        return line
    entries = value.items() if isinstance(value, dict) else ((None, entry) for entry in value)
    inner = ",\n".join(
        "  " * (depth + 1)
        + (f"{json.dumps(name, ensure_ascii=False)}: " if name is not None else "")
        + _lines(entry, depth + 1)
        for name, entry in entries
    )
    opened, closed = "{}" if isinstance(value, dict) else "[]"
    return f"{opened}\n{inner}\n{'  ' * depth}{closed}"


def report_record(report: Findings) -> dict[str, Any]:
    """All that a report holds, in plain data; documents and files stand once, and are named by their numbers."""
    documents: list[SegmentedDocument] = []
    for one in (report.central, *(doc for pair in report.comparisons for doc in (pair.central, pair.local))):
        if one not in documents:
            documents.append(one)
    files: list[CleanedFile] = []
    for one in documents:
        if one.document.file not in files:
            files.append(one.document.file)
    return {
        "files": [_file(one) for one in files],
        "documents": [_document(one, files.index(one.document.file)) for one in documents],
        "central": documents.index(report.central),
        "comparisons": [_comparison(one, documents) for one in report.comparisons],
        "matrix": [to_record(row) for row in report.matrix],
        "skipped": [to_record(one) for one in report.skipped],
        "parameters": free_record(dict(report.parameters)),
    }


def _file(file: CleanedFile) -> dict[str, Any]:
    """The decoded text and its edits; the cleaned text follows from them."""
    record: dict[str, Any] = to_record(file, ("text", "folder"))
    return record if replay(file.raw, file.edits) == file.text else record | {"text": file.text}


def _document(document: SegmentedDocument, file: int) -> dict[str, Any]:
    text = document.document.text
    return {
        "file": file,
        **to_record(document.document, ("file",)),
        "units": [_unit(unit, text) for unit in document.units],
        "segmenting_warnings": list(document.warnings),
    }


def _unit(unit: Unit, text: str) -> dict[str, Any]:
    """A unit; the text of a sentence is left out where it stands at its place in the file, its unit where it is this one."""
    sentences = [
        {
            name: value
            for name, value in to_record(sentence).items()
            if (name, value) not in (("unit", unit.id), ("text", sentence.span.of(text)))
        }
        for sentence in unit.sentences
    ]
    record: dict[str, Any] = to_record(unit, ("sentences",))
    return record | {"sentences": sentences}


def _comparison(comparison: Comparison, documents: list[SegmentedDocument]) -> dict[str, Any]:
    numbers = {"central": documents.index(comparison.central), "local": documents.index(comparison.local)}
    fields = {name: getattr(comparison, name) for name in comparison.__slots__ if name not in numbers}
    return numbers | {name: to_record(value, _LEFT_OUT) for name, value in fields.items()}
