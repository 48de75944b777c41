"""What a worker does: read a file, compare a pair. Plain data go in and come out, so that they travel to any engine."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from ..align import align_documents
from ..changes import (
    Alone,
    Comparison,
    JudgedWith,
    RequirementChange,
    agree_together,
    parse_corrections,
)
from ..changes.compare import judge_alignment
from ..corpus import DuizhaoError
from ..extract import Requirement, find_requirements
from ..materials import Materials
from ..options import Options
from ..pipeline import compare_many
from ..results.requirement_columns import requirement_rows
from ..segmenter import SegmentedDocument
from ..sources import each_once, read_documents
from .named_bases import BasisRules, named_bases
from .passages import passages
from .stored_alone import alone_of, pack_alone, record_alone, with_record
from .stored_records import pack_comparison, pack_document, unpack_document, unpack_family

Payload = Mapping[str, Any]
_SAID = (
    *("title", "issuer", "number", "region", "province", "city", "level", "doc_type"),
    *("date", "adopted", "amended", "issued", "in_force", "role"),
)
_BOUND = (
    *(
        "unit",
        "label",
        "sentence",
        "text",
        "quote",
        "kind",
        "comparator",
        "value",
        "value_max",
        "unit_of_measure",
        "per",
    ),
    *(
        "duration",
        "working_days",
        "date",
        "within",
        "vague",
        "term",
        "subject",
        "modality",
        "action",
        "object",
        "condition",
    ),
    *("per_what", "expression", "force", "central_unit", "central_text", "change"),
)
_ID = 16  # digits of a hash that tell documents apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """What a worker is given once: all that is looked up, and the options."""

    materials: Materials
    bases: BasisRules
    options: Options


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task: a value, or in one line (Chinese) why there is none."""

    key: str
    value: Any = None
    error: str | None = None


def attempt(equipment: Equipment, work: str, key: str, payload: Payload) -> Outcome:
    """Do a task (``TASKS``); whatever goes wrong is an outcome too."""
    try:
        return Outcome(key, TASKS[work](equipment, payload))
    except DuizhaoError as error:
        return Outcome(key, error=str(error))
    except MemoryError:
        return Outcome(key, error="内存不够；请减少 --workers，或把文件拆小")
    except Exception as error:
        said = " ".join(str(error).split())[:200]
        return Outcome(key, error=f"程序出错（{type(error).__name__}：{said}）；请把这份文件报给作者")


def document_id(sha256: str, part: int) -> str:
    """What a document is called in a store.

    >>> document_id("ab" * 32, 1), document_id("ab" * 32, 2)
    ('abababababababab', 'abababababababab-2')
    """
    return sha256[:_ID] + (f"-{part}" if part > 1 else "")


def _read(equipment: Equipment, payload: Payload) -> list[dict[str, Any]]:
    """The documents of a file, each as the rows that a store keeps of it."""
    once, _ = each_once(read_documents(payload["path"], materials=equipment.materials))
    return [_document_rows(equipment, one, payload["sha256"]) for one in once]


def _document_rows(equipment: Equipment, whole: SegmentedDocument, sha256: str) -> dict[str, Any]:
    document, materials = whole.document, equipment.materials
    parsed = whole.with_parts(equipment.options.parts)
    found = find_requirements(parsed, rules=materials.judging.extraction, parser=materials.parser)
    metadata = document.metadata
    text = document.extent.of(document.text)
    return {
        "id": document_id(sha256, document.part),
        "part": document.part,
        **{name: getattr(metadata, name) for name in _SAID},
        "role_reason": metadata.role_reason,
        "characters": len(text),
        "record": pack_document(parsed),
        "bases": [(one.kind, one.name) for one in named_bases(document, equipment.bases)],
        "passages": passages(text),
        "units": [(unit.id, number, unit.label, unit.heading) for number, unit in enumerate(parsed.units)],
        "sentences": [
            (one.id, unit.id, number, one.kind, one.text)
            for unit in parsed.units
            for number, one in enumerate(unit.sentences)
        ],
        "requirements": _bounds(parsed, found),
    }


def _bounds(document: SegmentedDocument, found: Iterable[Requirement | RequirementChange]) -> list[tuple[Any, ...]]:
    found = list(found)
    answered = [one.central_sentence if isinstance(one, RequirementChange) else None for one in found]
    rows = list(requirement_rows(document, found))
    return [(*(row[name] for name in _BOUND), sentence) for row, sentence in zip(rows, answered, strict=True)]


def _compare(equipment: Equipment, payload: Payload) -> dict[str, Any]:
    """A local document set against an upper one by itself, as the rows that a store keeps of it."""
    central, local = (unpack_document(payload[side], payload[f"{side}_path"]) for side in ("central", "local"))
    alone = _alone(equipment, central, local)
    return _comparison_rows(alone.comparison) | {"alone": pack_alone(alone.alignment, None)}


def _alone(equipment: Equipment, central: SegmentedDocument, local: SegmentedDocument) -> Alone:
    materials = equipment.materials.linked_by(None, None, equipment.options, None)
    alignment = align_documents(central, local, linker=materials.linker)
    return Alone(alignment, judge_alignment(alignment, judging=materials.judging, parser=materials.parser))


def _agree(equipment: Equipment, payload: Payload) -> list[dict[str, Any]]:
    """All local documents of a central one judged together: the rows of each whose comparison is another one now.

    Where specialists corrected something the family is compared anew, as ``dz.compare_many`` does: corrections teach others.
    """
    kept = payload["locals"]
    central = (payload["central"], payload["central_path"])
    final = unpack_family(central, [(record, path, comparison) for _, record, path, comparison, _ in kept], {})
    by_itself = [(record, path, record_alone(alone) or comparison) for _, record, path, comparison, alone in kept]
    found = unpack_family(central, by_itself, {})
    judged = [alone_of(one[-1], comparison) for one, comparison in zip(kept, found.comparisons, strict=True)]
    materials = equipment.materials
    if payload["corrections"]:
        agreed: Sequence[Comparison] = compare_many(
            found.central,
            [one.alignment.local for one in judged],
            options=equipment.options,
            corrections=parse_corrections(payload["corrections"].encode()),
            materials=materials,
        ).comparisons
    else:
        agreed = agree_together(judged, judging=materials.judging, parser=materials.parser)
    return [
        _agreed_rows(one[0], before, after, alone.comparison, one[-1])
        for one, before, after, alone in zip(kept, final.comparisons, agreed, judged, strict=True)
        if after != before
    ]


def _agreed_rows(name: str, before: Comparison, after: Comparison, alone: Comparison, packed: bytes) -> dict[str, Any]:
    """The rows of a comparison that is another one now, and how many sentences are judged otherwise."""
    changed = sum(
        one.relation != two.relation or {link.central for link in one.links} != {link.central for link in two.links}
        for one, two in zip(before.sentences, after.sentences, strict=True)
    )
    record = None if replace(after, judged_with=JudgedWith()) == alone else pack_comparison(alone)
    return _comparison_rows(after) | {"local": name, "alone": with_record(packed, record), "changed": changed}


def _comparison_rows(comparison: Comparison) -> dict[str, Any]:
    return {
        "record": pack_comparison(comparison),
        "links": [
            (change.local, link.central, round(link.score, 4))
            for change in comparison.sentences
            for link in change.links
        ],
        "verdicts": list(_verdicts(comparison)),
        "coverage": list(_coverage(comparison)),
        "requirements": _bounds(comparison.local, comparison.requirements),
    }


def _verdicts(comparison: Comparison) -> Iterable[tuple[Any, ...]]:
    for change in comparison.sentences:
        sure = change.certainty
        said = change.review is not None and change.review.locked
        yield (
            *("local", change.local, change.relation),
            *((_rounded(sure.probability), sure.settled) if sure else (None, None)),
            *("；".join(change.evidence), said),
        )
    for one in comparison.coverage:
        reviewed = {name for name, review in one.reviews if review.locked}
        certainties = dict(zip(one.missing, one.missing_certainty, strict=False))
        for relation, names in (
            ("missing", one.missing),
            ("not_applicable", one.not_applicable),
            ("no_duty", one.no_duty),
        ):
            for name in names:
                sure = certainties.get(name)
                known = (_rounded(sure.probability), sure.settled) if sure else (None, None)
                yield ("central", name, relation, *known, "", name in reviewed)


def _coverage(comparison: Comparison) -> Iterable[tuple[Any, ...]]:
    for one in comparison.coverage:
        sure = one.certainty.probability if one.certainty else None
        yield one.central, one.status, one.counted and one.applicable, _rounded(sure)


def _rounded(probability: float | None) -> float | None:
    return None if probability is None else round(probability, 4)


def content_hash(data: bytes) -> str:
    """What a file is known by."""
    return hashlib.sha256(data).hexdigest()


TASKS: Mapping[str, Callable[[Equipment, Payload], Any]] = MappingProxyType(
    {"read": _read, "compare": _compare, "agree": _agree}
)
