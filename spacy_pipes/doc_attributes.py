"""The attributes that the components fill: ``doc._.duizhao_units`` and its like, ``span._.duizhao``.

What is stored is plain data in ``doc.user_data``, so that ``to_bytes``, ``DocBin`` and ``pickle`` carry it; what is not stored is
looked up in it.
"""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from ..corpus import DuizhaoError
from ..language import Edit, OffsetMap, Span
from .doc_records import DocRecord

# The groups of spans, each with an attribute of the document of the same name that holds its records.
GROUPS = ("duizhao_units", "duizhao_sentences", "duizhao_requirements", "duizhao_edits")
_STORED = (*GROUPS, "duizhao_documents", "duizhao_clean")


class OffsetsUnknownError(DuizhaoError):
    """A place is asked for in a text that was not cleaned."""


def register_attributes() -> None:
    """Make the attributes known to spaCy. Components do it themselves; to read documents that were stored, without one, call it.

    >>> from spacy.tokens import Doc
    >>> register_attributes()
    >>> Doc.has_extension("duizhao_units")
    True
    """
    for name in _STORED:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    for name, method in (("duizhao_to_clean", to_clean), ("duizhao_to_raw", to_raw)):
        if not Doc.has_extension(name):
            Doc.set_extension(name, method=method)
    if not DocSpan.has_extension("duizhao"):
        DocSpan.set_extension("duizhao", getter=record_of)


def record_of(span: DocSpan) -> DocRecord | None:
    """What was found of a span of one of our groups, with its exact place; ``None`` for any other span."""
    if not len(span):
        return None
    end = span.end_char + len(span[-1].whitespace_)
    for name in GROUPS:
        record: DocRecord | None = (span.doc._.get(name) or {}).get(span.id_)
        # Another component's span may bear the same id.
        if record is not None and span.start_char < record["end_char"] and record["start_char"] < end:
            return record
    return None


def to_clean(doc: Doc, start_char: int, end_char: int) -> tuple[int, int]:
    """Where a stretch of ``doc.text`` stands in ``doc._.duizhao_clean``. O(edits)."""
    span = _offsets(doc).to_text(Span(start_char, end_char))
    return span.start, span.end


def to_raw(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """From where in ``doc.text`` a stretch of ``doc._.duizhao_clean`` came. O(edits)."""
    span = _offsets(doc).to_raw(Span(start, end))
    return span.start, span.end


def _offsets(doc: Doc) -> OffsetMap:
    records: dict[str, Any] | None = doc._.duizhao_edits
    if records is None:
        raise OffsetsUnknownError(
            '这篇 Doc 没有清洗记录，需要经过 duizhao_cleaner；请先 nlp.add_pipe("duizhao_cleaner")，存取时保留 user_data'
        )
    return OffsetMap(
        [Edit(Span(one["start_char"], one["end_char"]), one["new"], one["rule"]) for one in records.values()]
    )
