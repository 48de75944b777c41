"""Read back what the JSON of a report holds; whoever wrote it, what comes out fits together or is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..changes import Comparison, MatrixRow
from ..corpus import CleanedFile, Document, DocumentError
from ..language import Edit, Span, replay
from ..segmenter import SegmentedDocument, Unit
from .findings import Skipped
from .record_checks import check_comparison, check_document, check_names, check_parameters
from .record_codec import RecordError, RecordReader, free_value, in_few_words, listed, mapped
from .report_record import SCHEMA, SCHEMA_VERSION

_EXPECTED = "需要 duizhao report 写出的 .json"
_FIELDS = ("files", "documents", "central", "comparisons", "matrix", "skipped", "parameters")


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a report holds (``Findings``), as it was read back."""

    central: SegmentedDocument
    comparisons: tuple[Comparison, ...]
    matrix: tuple[MatrixRow, ...]
    skipped: tuple[Skipped, ...]
    parameters: Mapping[str, object]


def read_record(data: bytes, name: str) -> Recorded:
    """The findings in the bytes of a JSON file.

    :param name: what errors call the file.
    :raises DocumentError: it is no JSON, no report, one of another version, cut off, or changed so that it does not fit together.
    """
    record = _record(_parsed(data, name), name)
    try:
        return _RecordReading().findings(record)
    except RecordError as error:
        raise DocumentError(f"{name}：{error}；请用原来写出的文件") from None


def _parsed(data: bytes, name: str) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        found = "不是 UTF-8 文本"
    except json.JSONDecodeError as error:
        found = f"不是完整的 JSON（第 {error.lineno} 行）"
    except (RecursionError, ValueError):
        found = "JSON 嵌套太深或数字太长"
    raise DocumentError(f"{name}：{found}，{_EXPECTED}；请检查是否给错了文件，或没有写完")


def _record(parsed: Any, name: str) -> Mapping[str, Any]:
    schema = parsed.get("schema") if isinstance(parsed, dict) else None
    kind, _, version = schema.partition(" ") if isinstance(schema, str) else ("", "", "")
    if kind != SCHEMA:
        raise DocumentError(f"{name}：不是报告（没有 schema：{SCHEMA}），{_EXPECTED}；旧版写出的请重新写一次")
    if version != str(SCHEMA_VERSION):
        raise DocumentError(
            f"{name}：是第 {version[:20]} 版的报告，需要第 {SCHEMA_VERSION} 版；请用同一版本的 duizhao 读，或重新写一次"
        )
    record = parsed.get("record")
    if not isinstance(record, dict) or set(record) != set(_FIELDS):
        raise DocumentError(f"{name}：没有完整的 record，{_EXPECTED}；请用原来写出的文件")
    return record


class _RecordReading:
    """What reads the findings of one file."""

    def __init__(self) -> None:
        self._reader = RecordReader()

    def findings(self, record: Mapping[str, Any]) -> Recorded:
        files = [self._file(one, f"record.files[{i}]") for i, one in enumerate(listed(record["files"], "record.files"))]
        documents = [
            self._document(one, files, f"record.documents[{i}]")
            for i, one in enumerate(listed(record["documents"], "record.documents"))
        ]
        central = _numbered(documents, record["central"], "record.central")
        comparisons = tuple(
            self._comparison(one, documents, f"record.comparisons[{i}]")
            for i, one in enumerate(listed(record["comparisons"], "record.comparisons"))
        )
        for i, comparison in enumerate(comparisons):
            check_comparison(comparison, central, f"record.comparisons[{i}]")
        check_names(comparisons)
        parameters = free_value(mapped(record["parameters"], "record.parameters"))
        check_parameters(parameters)
        return Recorded(
            central=central,
            comparisons=comparisons,
            matrix=self._matrix(record["matrix"], central, len(comparisons)),
            skipped=tuple(
                self._reader.record(Skipped, one, f"record.skipped[{i}]")
                for i, one in enumerate(listed(record["skipped"], "record.skipped"))
            ),
            parameters=parameters,
        )

    def _file(self, value: Any, place: str) -> CleanedFile:
        given = dict(mapped(value, place))
        if "text" not in given:
            raw = given.get("raw")
            if not isinstance(raw, str):
                raise RecordError(f"{place}.raw", in_few_words(raw), "文字")
            entries = enumerate(listed(given.get("edits", []), f"{place}.edits"))
            edits = [self._reader.record(Edit, one, f"{place}.edits[{i}]") for i, one in entries]
            if any(edit.span.end > len(raw) for edit in edits):
                raise RecordError(f"{place}.edits", "原文以外的位置", "原文里的位置")
            try:
                given["text"] = replay(raw, edits)
            except ValueError:
                raise RecordError(f"{place}.edits", "交错的改动", "前后有序的改动") from None
        file = self._reader.record(CleanedFile, given, place)
        if any(edit.span.end > len(file.raw) for edit in file.edits):
            raise RecordError(f"{place}.edits", "原文以外的位置", "原文里的位置")
        return file

    def _document(self, value: Any, files: Sequence[CleanedFile], place: str) -> SegmentedDocument:
        given = dict(mapped(value, place))
        file = _numbered(files, given.pop("file", None), f"{place}.file")
        units = listed(given.pop("units", None), f"{place}.units")
        warnings = self._reader.value(tuple[str, ...], given.pop("segmenting_warnings", []), place)
        types = self._reader.types(Document)
        mapped(given, place, types.keys() - {"file"})
        own = {name: self._reader.value(types[name], entry, f"{place}.{name}") for name, entry in given.items()}
        if missing := [name for name in ("extent", "body", "metadata") if name not in own]:
            raise RecordError(place, f"缺 {missing[0]}", f" {missing[0]}")
        parsed = SegmentedDocument(
            document=Document(file=file, **own),
            units=tuple(self._unit(one, file.text, f"{place}.units[{i}]") for i, one in enumerate(units)),
            warnings=warnings,
        )
        check_document(parsed, place)
        return parsed

    def _unit(self, value: Any, text: str, place: str) -> Unit:
        given = dict(mapped(value, place))
        sentences = listed(given.pop("sentences", None), f"{place}.sentences")
        whole = [
            self._sentence(one, given.get("id"), text, f"{place}.sentences[{i}]") for i, one in enumerate(sentences)
        ]
        return self._reader.record(Unit, {**given, "sentences": whole}, place)

    def _sentence(self, value: Any, unit: Any, text: str, place: str) -> dict[str, Any]:
        """The sentence with what follows from its place: its unit and its text."""
        given = {"unit": unit, **mapped(value, place)}
        if "text" not in given:
            span = self._reader.value(Span, given.get("span"), f"{place}.span")
            given["text"] = span.of(text)
        return given

    def _comparison(self, value: Any, documents: Sequence[SegmentedDocument], place: str) -> Comparison:
        given = dict(mapped(value, place))
        sides = {side: _numbered(documents, given.pop(side, None), f"{place}.{side}") for side in ("central", "local")}
        hints = self._reader.types(Comparison)
        mapped(given, place, [name for name in hints if name not in sides])
        if missing := [name for name in hints if name not in sides and name not in given]:
            raise RecordError(place, f"缺 {missing[0]}", f" {missing[0]}")
        return Comparison(
            **sides, **{name: self._reader.value(hints[name], one, f"{place}.{name}") for name, one in given.items()}
        )

    def _matrix(self, value: Any, central: SegmentedDocument, documents: int) -> tuple[MatrixRow, ...]:
        rows = []
        units = {unit.id for unit in central.units}
        for i, one in enumerate(listed(value, "record.matrix")):
            place = f"record.matrix[{i}]"
            row = self._reader.record(MatrixRow, one, place)
            if not len(row.cells) == len(row.strictness) == documents:
                raise RecordError(f"{place}.cells", f"{len(row.cells)} 格", f" {documents} 格，每份地方文件一格")
            if row.unit not in units:
                raise RecordError(f"{place}.unit", in_few_words(row.unit), "中央文件的条款编号")
            rows.append(row)
        return tuple(rows)


def _numbered(entries: Sequence[Any], number: Any, place: str) -> Any:
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < len(entries):
        raise RecordError(place, in_few_words(number), f" 0 到 {len(entries) - 1} 的编号")
    return entries[number]
