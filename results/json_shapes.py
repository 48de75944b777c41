"""The public JSON: what is found, in plain dictionaries and lists, the same for the same input."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ..changes import ActorPair, Certainty, Comparison, Coverage, JudgedWith, Review, Share, Shares, Taught
from ..corpus import Document
from ..segmenter import AnnexUnits, Responsible, SegmentedDocument, Sentence, Unit
from .columns import rounded
from .coverage_columns import coverage_columns, coverage_rows
from .findings import Findings
from .json_text import escaped, plain
from .pair_columns import pair_columns
from .pair_rows import PairRow, articles

_SIDES = ("local", "central", "row")
# What else a document says of itself, one value each.
_FURTHER = (
    *("role_reason", "province", "city", "number", "adopted", "amended", "issued", "in_force"),
    *("printed", "printer", "source", "footer"),
)


def segments_json(documents: Sequence[SegmentedDocument]) -> dict[str, Any]:
    """The documents of a file: the first one, and the others as ``further``, which is there only where there are any."""
    first, *further = (segment_json(document) for document in documents)
    return first | ({"further": further} if further else {})


def segment_json(document: SegmentedDocument) -> dict[str, Any]:
    """Units and sentences with their places in the cleaned text and in the decoded file.

    ``notice`` and ``annexes``, the parts that stand apart, are there only where there are any.
    """
    warnings = dict.fromkeys([*document.document.warnings, *document.warnings])
    return {
        "document": document_json(document),
        "units": [_unit(document, unit) for unit in document.units],
        **_apart(document),
        "warnings": list(warnings),
    }


def align_json(comparison: Comparison, parameters: Mapping[str, object]) -> dict[str, Any]:
    """Which central place answers which local one; every local unit and sentence and every central unit has its row.

    ``KeyError`` where the comparison lacks one of them. Scores are probabilities, rounded to four digits.
    """
    units = {change.local: change for change in comparison.units}
    return {
        "central": document_json(comparison.central),
        "local": document_json(comparison.local),
        "articles": [
            {
                "local": unit.id,
                "central": [
                    {"unit": link.central, "score": rounded(link.score), "main": link.main}
                    for link in units[unit.id].links
                ],
                "relation": units[unit.id].relation,
            }
            for unit in comparison.local.units
        ],
        "sentences": [_sentence_row(row) for article in articles(comparison, marked=False) for row in article.pairs],
        "coverage": _coverage(comparison),
        "structure": plain(comparison.structure),
        "actors": [_actor_row(pair) for pair in comparison.actors],
        "shares": _shares(comparison.shares),
        "warnings": list(comparison.warnings),
        "judged_with": _judged_with(comparison.judged_with),
        "parameters": plain(parameters),
    }


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
    return "".join(escaped(json.dumps(row, ensure_ascii=False)) + "\n" for row in rows)


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
        "responsible": None if unit.responsible is None else _responsible(unit.responsible),
        "due": unit.due,
        "sentences": [_sentence(document, sentence) for sentence in unit.sentences],
    }


def _apart(document: SegmentedDocument) -> dict[str, Any]:
    parts = {
        "notice": [_unit(document, unit) for unit in document.notice],
        "annexes": [_annex(document, annex) for annex in document.annexes],
    }
    return {name: units for name, units in parts.items() if units}


def _annex(document: SegmentedDocument, annex: AnnexUnits) -> dict[str, Any]:
    return {
        "id": annex.id,
        "label": annex.annex.label,
        "title": annex.annex.title,
        "start": annex.annex.span.start,
        "end": annex.annex.span.end,
        "units": [_unit(document, unit) for unit in annex.units],
    }


def _responsible(bodies: Responsible) -> dict[str, list[str]]:
    return {"lead": list(bodies.lead), "support": list(bodies.support)}


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


def _sentence_row(row: PairRow) -> dict[str, Any]:
    shown = pair_columns("pairs", "json", (row,))
    placed = {side: [one for one in shown if one.column.side == side] for side in _SIDES}
    return {
        "local": {one.name: one.column.bare(row.local) for one in placed["local"]},
        "central": [
            {one.name.removeprefix("central_"): one.column.bare(side) for one in placed["central"]}
            | ({"locked": True} if side.locked else {})
            for side in row.centrals
        ],
        **{one.name: plain(one.column.bare(row)) for one in placed["row"]},
        **(_review(row.review) if row.review else {}),
        **({"taught": _taught(row.taught)} if row.taught else {}),
        **_shipped(row.certainty),
    }


def _taught(taught: Taught) -> dict[str, Any]:
    """Where a verdict was carried from, there only where it was: the file, the sentence, what was said there, by whom and when."""
    said = {"relation": taught.relation, "by": taught.by, "at": taught.at}
    return {
        "document": taught.document,
        "sentence": taught.sentence,
        "same": taught.same,
        "changed": taught.changed,
    } | {name: text for name, text in said.items() if text}


def _shipped(certainty: Certainty | None) -> dict[str, Any]:
    """How sure the verdict was before corrections recalibrated that; there only where they did."""
    if certainty is None or certainty.shipped is None:
        return {}
    return {"certainty_shipped": rounded(certainty.shipped)}


def _coverage(comparison: Comparison) -> list[dict[str, Any]]:
    placed = coverage_columns("json")
    return [
        {one.name: plain(one.column.bare(row)) for one in placed}
        | {"taken_up": [{"central": sentence, "local": list(local)} for sentence, local in row.entry.taken_up]}
        | _reviews(row.entry)
        for row in coverage_rows(comparison, "")
    ]


def _review(review: Review) -> dict[str, Any]:
    """What a specialist said, there only where one did: who, when, a note, and ``locked`` where the judgement is theirs."""
    said = {"by": review.by, "at": review.at, "note": review.note}
    return ({"locked": True} if review.locked else {}) | {name: text for name, text in said.items() if text}


def _reviews(coverage: Coverage) -> dict[str, Any]:
    rows = [{"central": name} | _review(review) for name, review in coverage.reviews]
    taught = [{"central": name} | _taught(one) for name, one in coverage.taught]
    return ({"reviews": rows} if rows else {}) | ({"taught": taught} if taught else {})


def _actor_row(pair: ActorPair) -> dict[str, Any]:
    evidence = [{"local": local, "central": central} for local, central in pair.evidence]
    return {"central": pair.central, "local": pair.local, "count": pair.count, "evidence": evidence}


def _judged_with(found: JudgedWith) -> dict[str, Any]:
    """How many local documents were judged together, and of which sentences something else would be said alone: what."""
    changed = [{"local": one.local, "relation": one.relation, "central": list(one.central)} for one in found.changed]
    return {"documents": found.documents, "shared": found.shared, "changed": changed}


def _shares(shares: Shares) -> dict[str, Any]:
    """The whole, then every local and every central unit; shares of their characters."""
    return {
        **_share(shares.whole),
        "covered": rounded(shares.covered.covered),
        "articles": [{"local": unit} | _share(share) for unit, share in shares.local],
        "coverage": [
            {"central": unit, "characters": cover.characters, "covered": rounded(cover.covered)}
            for unit, cover in shares.central
        ],
    }


def _share(share: Share) -> dict[str, Any]:
    names = ("copied", "adapted", "added", "reinvention")
    return {"characters": share.characters} | {name: rounded(getattr(share, name)) for name in names}


def index_json(report: Findings, links: Sequence[str]) -> dict[str, Any]:
    """What leads to the reports of a folder: the central document, each report's file and local document, the files left aside."""
    return {
        "central": document_json(report.central),
        "reports": [
            {"file": link, "local": document_json(comparison.local)}
            for link, comparison in zip(links, report.comparisons, strict=True)
        ],
        "skipped": [{"path": file.path, "reason": file.reason} for file in report.skipped],
    }
