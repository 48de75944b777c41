"""What is found in the text of a ``Doc``, as plain dictionaries by id: they are stored with it, written with it and read back.

``start_char`` and ``end_char`` are places in ``doc.text``, exact to the character, whatever the tokens are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..corpus import Cleaned, make_documents
from ..extract import find_requirements
from ..language import Span
from ..materials import Materials
from ..results.json_shapes import segment_json
from ..results.requirement_columns import requirement_rows
from ..segmenter import Parts, SegmentedDocument, segment_document

DocRecord = dict[str, Any]
DocRecords = dict[str, DocRecord]
# Of the shapes of the JSON what is a place in the cleaned text, or is said elsewhere in the records.
_NOT_OF_UNITS = ("start", "end", "sentences")
_NOT_OF_SENTENCES = ("start", "end", "raw_start", "raw_end")
_NOT_OF_REQUIREMENTS = ("document", "start", "end", "page", "central_unit", "central_text", "change")


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document of the text, and its published shape (``duizhao segment``)."""

    segmented: SegmentedDocument
    shape: DocRecord

    @property
    def before(self) -> str:
        """What stands before its ids: nothing, but in a text of several documents its number (``2/8``)."""
        document = self.segmented.document
        return f"{document.part}/" if document.parts > 1 else ""

    def place(self, span: Span) -> DocRecord:
        """Where a span of the cleaned text stands in the text of the ``Doc``."""
        raw = self.segmented.document.raw_span(span)
        return {"start_char": raw.start, "end_char": raw.end}


def read_text(text: str, materials: Materials, parts: Parts) -> tuple[ReadDocument, ...]:
    """The documents that a text holds, mostly one."""
    found = make_documents(text, rules=materials.reading)
    segmented = (segment_document(one, numbering=materials.numbering).with_parts(parts) for one in found)
    return tuple(ReadDocument(one, segment_json(one)) for one in segmented)


def document_records(documents: Iterable[ReadDocument]) -> list[DocRecord]:
    """What each document says of itself, where it stands, and what is warned of."""
    return [
        {
            **_without(one.shape["document"], ("path",)),
            **one.place(one.segmented.document.extent),
            "warnings": one.shape["warnings"],
        }
        for one in documents
    ]


def unit_records(documents: Iterable[ReadDocument]) -> DocRecords:
    """The units by their ids."""
    records = (
        _without(shape, _NOT_OF_UNITS)
        | {"id": one.before + unit.id, "place": unit.place, "part": unit.part}
        | one.place(unit.span)
        for one in documents
        for unit, shape in zip(one.segmented.units, one.shape["units"], strict=True)
    )
    return _by_id(records)


def sentence_records(documents: Iterable[ReadDocument]) -> DocRecords:
    """The sentences by their ids; ``text`` is the cleaned text, ``unit`` the id of the unit's record."""
    records = (
        _without(sentence, _NOT_OF_SENTENCES)
        | {"id": one.before + sentence["id"], "unit": one.before + unit["id"]}
        | {"start_char": sentence["raw_start"], "end_char": sentence["raw_end"]}
        for one in documents
        for unit in one.shape["units"]
        for sentence in unit["sentences"]
    )
    return _by_id(records)


def requirement_records(documents: Iterable[ReadDocument], materials: Materials) -> DocRecords:
    """The requirements, ``8#1`` being the first one of unit 8: the columns of the published table (docs/formats.md)."""
    return _by_id(record for one in documents for record in _requirements(one, materials))


def _requirements(document: ReadDocument, materials: Materials) -> Iterator[DocRecord]:
    segmented, before = document.segmented, document.before
    found = find_requirements(segmented, rules=materials.judging.extraction, parser=materials.parser)
    so_far: Counter[str] = Counter()
    for one, row in zip(found, requirement_rows(segmented, found), strict=True):
        so_far[one.unit] += 1
        yield {
            **_without(row, _NOT_OF_REQUIREMENTS),
            "id": f"{before}{one.unit}#{so_far[one.unit]}",
            "unit": before + one.unit,
            "sentence": before + one.sentence if one.sentence else None,
            **document.place(one.span),
        }


def edit_records(raw: str, cleaned: Cleaned) -> DocRecords:
    """What cleaning would change, ``e1`` first: what stands there (``raw``), what would stand there (``new``), by which rule."""
    return {
        f"e{i}": {
            "id": f"e{i}",
            "start_char": edit.span.start,
            "end_char": edit.span.end,
            "raw": edit.span.of(raw),
            "new": edit.new,
            "rule": edit.rule,
            "note": edit.note,
        }
        for i, edit in enumerate(cleaned.edits, 1)
    }


def _by_id(records: Iterable[DocRecord]) -> DocRecords:
    return {record["id"]: record for record in records}


def _without(row: DocRecord, names: Sequence[str]) -> DocRecord:
    return {name: value for name, value in row.items() if name not in names}
