"""Groups of spans in a ``Doc``, made of records: tokens around exact places."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from spacy.tokens import Doc, Span, SpanGroup

from .doc_records import DocRecord, DocRecords
from .pipe_settings import AlignmentMode

# Of a record the label of its span, and the few characters that displaCy shows beside it.
Labelled = Callable[[DocRecord], tuple[str, str]]


def put_spans(doc: Doc, name: str, records: DocRecords, labelled: Labelled, mode: AlignmentMode) -> None:
    """Store records under ``doc._.<name>`` and their spans under ``doc.spans[name]``, each with the id of its record.

    A place without characters (where something would be inserted) has no span, and with ``contract`` or ``strict`` neither has one that no
    token fits; the records have them all.
    """
    doc._.set(name, records)
    spans = (_span(doc, record, labelled, mode) for record in records.values())
    found = [span for span in spans if span is not None and len(span)]
    doc.spans[name] = SpanGroup(doc, name=name, attrs={"alignment_mode": mode}, spans=found)


def _span(doc: Doc, record: DocRecord, labelled: Labelled, mode: AlignmentMode) -> Span | None:
    if record["start_char"] == record["end_char"]:
        return None
    label, beside = labelled(record)
    start, end = record["start_char"], record["end_char"]
    # displaCy writes what stands beside a label as it is, and it may come from the text.
    return doc.char_span(start, end, label, escape(beside), alignment_mode=mode, span_id=record["id"])
