"""The public JSON: what is found, in plain dictionaries and lists, the same for the same input."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from pathlib import PurePath
from typing import Any, cast

from ..changes import ActorPair, Comparison, Coverage, Review, SentenceChange, Share, Shares
from ..corpus import Document
from ..results.names import short_names
from ..results.rows import matrix_rows, requirement_rows
from ..segmenter import SegmentedDocument, Sentence, Unit
from .content import Report

SCORE_DIGITS = 4  # a probability estimated from some hundred sentences has no more to say
# What else a document says of itself, one value each.
_FURTHER = (
    *("role_reason", "province", "city", "number", "adopted", "amended", "issued", "in_force"),
    *("printed", "printer", "source", "footer"),
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def segments_json(documents: Sequence[SegmentedDocument]) -> dict[str, Any]:
    """The documents of a file: the first one, and the others as ``further``, which is there only where there are any."""
    first, *further = (segment_json(document) for document in documents)
    return first | ({"further": further} if further else {})


def segment_json(document: SegmentedDocument) -> dict[str, Any]:
    """Units and sentences with their places in the cleaned text and in the decoded file."""
    warnings = dict.fromkeys([*document.document.warnings, *document.warnings])
    return {
        "document": document_json(document),
        "units": [_unit(document, unit) for unit in document.units],
        "warnings": list(warnings),
    }


def align_json(comparison: Comparison, parameters: Mapping[str, object]) -> dict[str, Any]:
    """Which central place answers which local one; every local unit and sentence and every central unit has its row.

    ``KeyError`` where the comparison lacks one of them. Scores are probabilities, rounded to four digits.
    """
    central = {sentence.id: sentence for sentence in comparison.central.iter_sentences()}
    units = {change.local: change for change in comparison.units}
    changes = {change.local: change for change in comparison.sentences}
    coverage = {entry.central: entry for entry in comparison.coverage}
    return {
        "central": document_json(comparison.central),
        "local": document_json(comparison.local),
        "articles": [
            {
                "local": unit.id,
                "central": [
                    {"unit": link.central, "score": _score(link.score), "main": link.main}
                    for link in units[unit.id].links
                ],
                "relation": units[unit.id].relation,
            }
            for unit in comparison.local.units
        ],
        "sentences": [
            _sentence_row(sentence, changes[sentence.id], central) for sentence in comparison.local.iter_sentences()
        ],
        "coverage": [
            {
                "central": unit.id,
                "status": coverage[unit.id].status,
                "local": list(coverage[unit.id].local),
                "missing": list(coverage[unit.id].missing),
                "not_applicable": list(coverage[unit.id].not_applicable),
                "no_duty": list(coverage[unit.id].no_duty),
                "taken_up": [
                    {"central": sentence, "local": list(answers)} for sentence, answers in coverage[unit.id].taken_up
                ],
            }
            | _reviews(coverage[unit.id])
            for unit in comparison.central.units
        ],
        "structure": plain(comparison.structure),
        "actors": [_actor_row(pair) for pair in comparison.actors],
        "shares": _shares(comparison.shares),
        "warnings": list(comparison.warnings),
        "parameters": plain(parameters),
    }


def report_json(report: Report) -> dict[str, Any]:
    """The whole report: one ``align_json`` per local document with its requirements, the matrix, the files left aside."""
    names = short_names([comparison.local for comparison in report.comparisons])
    return {
        "central": document_json(report.central),
        "comparisons": [
            align_json(comparison, report.parameters)
            | {"requirements": plain(requirement_rows(comparison.local, comparison.requirements))}
            for comparison in report.comparisons
        ],
        "matrix": plain(matrix_rows(report.matrix, names)),
        "skipped": [{"path": skipped.path, "reason": skipped.reason} for skipped in report.skipped],
    }


def json_text(value: object) -> str:
    r"""Indented JSON that any reader accepts: no NaN, Chinese as it is, a line feed at the end.

    >>> json_text({"region": "北方省", "value": float("nan")})
    '{\n  "region": "北方省",\n  "value": null\n}\n'
    """
    return _writable(json.dumps(plain(value), ensure_ascii=False, allow_nan=False, indent=2)) + "\n"


def edits_jsonl(document: Document) -> str:
    r"""What cleaning changed, one edit per line: its place in the decoded file, what stood there, what stands there now, why.

    A character that was lost has a ``note`` that says what it may have been.

    >>> from duizhao.corpus import make_document
    >>> print(edits_jsonl(make_document("定期,,,听取")), end="")
    {"start": 2, "end": 5, "raw": ",,,", "new": "，", "rule": "flood_comma"}
    """
    rows = (
        {
            "start": edit.span.start,
            "end": edit.span.end,
            "raw": edit.span.of(document.raw),
            "new": edit.new,
            "rule": edit.rule,
            **({"note": edit.note} if edit.note else {}),
        }
        for edit in document.edits
    )
    return "".join(_writable(json.dumps(row, ensure_ascii=False)) + "\n" for row in rows)


def _writable(text: str) -> str:
    """Half of a surrogate pair cannot be written as UTF-8, but as an escape it can."""
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def plain(value: object) -> Any:
    """The same in dictionaries with text keys, lists, text, numbers and ``None``; sets sorted, NaN and infinity ``None``."""
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, Set):
        return sorted((plain(entry) for entry in value), key=str)
    if isinstance(value, Iterable):
        return [plain(entry) for entry in value]
    return _plain_object(value)


def _plain_object(value: object) -> Any:
    if isinstance(value, PurePath):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if hasattr(value, "item"):  # a number of numpy
        return plain(cast(Any, value).item())
    raise TypeError(f"{type(value).__name__} found where plain data was expected")


def document_json(document: SegmentedDocument) -> dict[str, Any]:
    """What a document says of itself."""
    metadata = document.document.metadata
    return (
        {"path": document.document.path}
        | {name: getattr(metadata, name) for name in ("title", "issuer", "region", "level", "date", "doc_type")}
        | {"implements": list(metadata.implements), "role": metadata.role}
        | {name: getattr(metadata, name) for name in _FURTHER}
        | {"copied_to": list(metadata.copied_to), "origins": dict(metadata.origins)}
        | ({} if document.document.parts == 1 else _part(document.document))
    )


def _part(document: Document) -> dict[str, int | None]:
    return {"part": document.part, "parts": document.parts, "same_as": document.same_as}


def _unit(document: SegmentedDocument, unit: Unit) -> dict[str, Any]:
    return {
        "id": unit.id,
        "label": unit.label,
        "number": unit.number,
        "heading": unit.heading,
        "path": list(unit.path),
        "start": unit.span.start,
        "end": unit.span.end,
        "sentences": [_sentence(document, sentence) for sentence in unit.sentences],
    }


def _sentence(document: SegmentedDocument, sentence: Sentence) -> dict[str, Any]:
    raw = document.document.raw_span(sentence.span)
    return {
        "id": sentence.id,
        "kind": sentence.kind,
        "text": sentence.text,
        "start": sentence.span.start,
        "end": sentence.span.end,
        "raw_start": raw.start,
        "raw_end": raw.end,
    }


def _sentence_row(sentence: Sentence, change: SentenceChange, central: Mapping[str, Sentence]) -> dict[str, Any]:
    linked = [(central[link.central], link) for link in change.links]
    return {
        "local": {"unit": sentence.unit, "id": sentence.id, "text": sentence.text},
        "central": [
            {"unit": other.unit, "id": other.id, "text": other.text, "score": _score(link.score)}
            | ({"locked": True} if link.locked else {})
            for other, link in linked
        ],
        "relation": change.relation,
        "score": _score(change.score),
        "evidence": list(change.evidence),
        **(_review(change.review) if change.review else {}),
    }


def _review(review: Review) -> dict[str, Any]:
    """What a specialist said, there only where one did: who, when, a note, and ``locked`` where the judgement is theirs."""
    said = {"by": review.by, "at": review.at, "note": review.note}
    return ({"locked": True} if review.locked else {}) | {name: text for name, text in said.items() if text}


def _reviews(coverage: Coverage) -> dict[str, Any]:
    rows = [{"central": name} | _review(review) for name, review in coverage.reviews]
    return {"reviews": rows} if rows else {}


def _actor_row(pair: ActorPair) -> dict[str, Any]:
    evidence = [{"local": local, "central": central} for local, central in pair.evidence]
    return {"central": pair.central, "local": pair.local, "count": pair.count, "evidence": evidence}


def _shares(shares: Shares) -> dict[str, Any]:
    """The whole, then every local and every central unit; shares of their characters."""
    return {
        **_share(shares.whole),
        "covered": _score(shares.covered.covered),
        "articles": [{"local": unit} | _share(share) for unit, share in shares.local],
        "coverage": [
            {"central": unit, "characters": cover.characters, "covered": _score(cover.covered)}
            for unit, cover in shares.central
        ],
    }


def _share(share: Share) -> dict[str, Any]:
    names = ("copied", "adapted", "added", "reinvention")
    return {"characters": share.characters} | {name: _score(getattr(share, name)) for name in names}


def _score(score: float) -> float | None:
    return round(float(score), SCORE_DIGITS) if math.isfinite(score) else None
