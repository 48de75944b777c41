"""The tables of the analysis: one row per thing, ids as columns, what each column means beside its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isfinite
from types import MappingProxyType
from typing import Any

from ..corpus import UnknownFormatError
from ..language import comparable
from ..results.columns import TidyTable, rounded
from .adopters import Adopter, days_between
from .shared_clauses import Adoption, Clause
from .spread_findings import SpreadFindings

TABLES = ("clauses", "adoptions", "documents", "similarity", "path")


@dataclass(frozen=True, slots=True)
class _Table:
    rows: Callable[[SpreadFindings], Iterator[dict[str, Any]]]
    columns: Mapping[str, str]


def diffusion_table(found: SpreadFindings, name: str) -> TidyTable:
    """A table by its name; ``UnknownFormatError`` for any other. docs/扩散.md says what every column is."""
    if name not in _TABLES:
        raise UnknownFormatError(f"没有表 {name}，需要 {'、'.join(TABLES)} 之一；请改用其中一种")
    table = _TABLES[name]
    types = {column: kind for column, kind in table.columns.items() if kind != "string"}
    return TidyTable(tuple(table.columns), list(table.rows(found)), types)


def _clauses(found: SpreadFindings) -> Iterator[dict[str, Any]]:
    for clause in found.clauses:
        first, second, source = clause.first, clause.next, clause.source
        yield {
            "clause": clause.number,
            "text": first.passage.text,
            "documents": len(clause.adoptions),
            "places": len(clause.by_place),
            "families": clause.families,
            "first_known": clause.first_known,
            "first_region": first.adopter.place,
            "first_date": first.adopter.latest,
            "first_document": first.adopter.id,
            "first_title": first.adopter.title,
            "next_region": second and second.adopter.place,
            "next_date": second and second.adopter.latest,
            "days_to_next": clause.days_to_next,
            "least_days_to_next": clause.least_days_to_next,
            "last_date": max((one.adopter.latest for one in clause.by_place if one.adopter.latest), default=None),
            "certainty": rounded(clause.certainty),
            "stock": clause.stock,
            "source_first": clause.source_first,
            "source_title": source and source.document.title,
            "source_date": source and source.document.latest,
            "source_text": source and source.passage.text,
            "source_document": source and source.document.id,
            "source_sentence": source and source.passage.sentence,
            "counts": clause.counts,
        }


def _adoptions(found: SpreadFindings) -> Iterator[dict[str, Any]]:
    for clause in found.clauses:
        since = clause.first.adopter.latest
        for number, one in enumerate(clause.adoptions, 1):
            yield {
                "clause": clause.number,
                "position": number,
                **_about(one.adopter),
                "earliest_date": one.adopter.earliest,
                "sentence": one.passage.sentence,
                "text": one.passage.text,
                "days_after_first": days_between(since, one.adopter.latest),
                "model_document": one.model and one.model.document,
                "model_sentence": one.model and one.model.sentence,
                "model_region": one.model and found.documents[one.model.document].place,
                "score": rounded(one.score),
                "alike": rounded(one.alike),
                "again": one.again,
                "after_source": clause.after_source(one),
            }


def _documents(found: SpreadFindings) -> Iterator[dict[str, Any]]:
    held: dict[str, list[tuple[Clause, Adoption]]] = {}
    for clause in found.clauses:
        for one in clause.adoptions if clause.counts else ():
            held.setdefault(one.adopter.id, []).append((clause, one))
    firsts = _first_days(found)
    for id_ in sorted(found.compared, key=lambda one: _family_and_day(found, one)):
        adopter, share, strict = found.documents[id_], found.shares[id_], found.strictness.get(id_)
        clauses = held.get(id_, [])
        upper = found.documents.get(adopter.upper or "")
        yield {
            **_about(adopter),
            "earliest_date": adopter.earliest,
            "upper": adopter.upper,
            "upper_title": upper and upper.title,
            "family": adopter.family,
            "characters": share.characters,
            "copied": rounded(share.copied),
            "adapted": rounded(share.adapted),
            "added": rounded(share.added),
            "shared": rounded(_shared(clauses, share.characters)),
            "clauses": len(clauses),
            "clauses_first": sum(clause.first is one and clause.first_known == "dated" for clause, one in clauses),
            "clauses_after": sum(_after(clause, one) for clause, one in clauses),
            "strictness": rounded(strict.mean) if strict else None,
            "strictness_duties": strict.duties if strict else 0,
            "lag_upper": days_between(upper.earliest, adopter.earliest) if upper else None,
            "lag_first": days_between(firsts.get(adopter.upper or ""), adopter.earliest),
        }


def _family_and_day(found: SpreadFindings, id_: str) -> tuple[str, str, str]:
    """Families one behind the other, in each the earlier document first, those without a day at the end."""
    one = found.documents[id_]
    return one.family or "", one.latest or "9999", id_


def _first_days(found: SpreadFindings) -> dict[str, str]:
    """The day of the first document below each upper one."""
    days: dict[str, str] = {}
    for id_ in found.compared:
        one = found.documents[id_]
        if one.upper and one.earliest:
            days[one.upper] = min(one.earliest, days.get(one.upper, one.earliest))
    return days


def _shared(clauses: Sequence[tuple[Clause, Adoption]], characters: int) -> float:
    return sum(len(comparable(one.passage.text)) for _, one in clauses) / characters if characters else 0.0


def _after(clause: Clause, one: Adoption) -> bool:
    """Whether another place had it for certain before."""
    mine = one.adopter.earliest
    return mine is not None and any(
        other.adopter.latest is not None and other.adopter.latest < mine and other.adopter.place != one.adopter.place
        for other in clause.adoptions
    )


def _similarity(found: SpreadFindings) -> Iterator[dict[str, Any]]:
    like = found.likeness
    pairs = [(i, j) for i, j in combinations(range(len(found.provinces)), 2) if found.together[i, j]]
    corrected = _adjusted([float(like.p[pair]) for pair in pairs])
    for (i, j), q in zip(pairs, corrected, strict=True):
        yield {
            "province": found.provinces[i],
            "other": found.provinces[j],
            "families": int(found.together[i, j]),
            "additions": int(like.own[i, j]),
            "other_additions": int(like.own[j, i]),
            "shared": int(like.shared[i, j]),
            "similarity": rounded(like.jaccard[i, j]),
            "low": rounded(like.low[i, j]),
            "high": rounded(like.high[i, j]),
            "expected": rounded(like.expected[i, j]),
            "p": rounded(like.p[i, j]),
            "q": rounded(q),
        }


def _adjusted(values: Sequence[float]) -> Sequence[float]:
    """P-values adjusted for the share of false discoveries among all pairs (Benjamini and Hochberg 1995)."""
    if not values or not all(map(isfinite, values)):
        return values
    from scipy.stats import false_discovery_control  # noqa: PLC0415  slow to import

    return [float(one) for one in false_discovery_control(values)]


def _path(found: SpreadFindings) -> Iterator[dict[str, Any]]:
    for clause in found.clauses:
        before = None
        for step, one in enumerate(clause.by_place, 1):
            yield {
                "clause": clause.number,
                "step": step,
                **_about(one.adopter),
                "earliest_date": one.adopter.earliest,
                "days_after_first": days_between(clause.first.adopter.latest, one.adopter.latest),
                "days_after_previous": days_between(before, one.adopter.latest),
                "model_region": one.model and found.documents[one.model.document].place,
                "first_known": clause.first_known,
                "after_source": clause.after_source(one),
                "text": one.passage.text,
            }
            before = one.adopter.latest


def _about(adopter: Adopter) -> dict[str, Any]:
    return {
        "document": adopter.id,
        "title": adopter.title,
        "region": adopter.place,
        "province": adopter.province_name,
        "level": adopter.level,
        "date": adopter.latest,
    }


def _typed(text: str, **kinds: str) -> Mapping[str, str]:
    """Columns by name in their order, text where no other kind is named."""
    of_each = {name: kind for kind, names in kinds.items() for name in names.split()}
    return MappingProxyType({name: of_each.get(name, "string") for name in text.split()})


_TABLES: Mapping[str, _Table] = MappingProxyType(
    {
        "clauses": _Table(
            _clauses,
            _typed(
                "clause text documents places families first_known first_region first_date first_document first_title next_region "
                "next_date days_to_next least_days_to_next last_date certainty stock source_first source_title source_date "
                "source_text source_document source_sentence counts",
                Int64="clause documents places families days_to_next least_days_to_next",
                Float64="certainty",
                boolean="stock source_first counts",
            ),
        ),
        "adoptions": _Table(
            _adoptions,
            _typed(
                "clause position document title region province level date earliest_date sentence text days_after_first "
                "model_document model_sentence model_region score alike again after_source",
                Int64="clause position days_after_first",
                Float64="score alike",
                boolean="again after_source",
            ),
        ),
        "documents": _Table(
            _documents,
            _typed(
                "document title region province level date earliest_date upper upper_title family characters copied adapted added "
                "shared clauses clauses_first clauses_after strictness strictness_duties lag_upper lag_first",
                Int64="characters clauses clauses_first clauses_after strictness_duties lag_upper lag_first",
                Float64="copied adapted added shared strictness",
            ),
        ),
        "similarity": _Table(
            _similarity,
            _typed(
                "province other families additions other_additions shared similarity low high expected p q",
                Int64="families additions other_additions shared",
                Float64="similarity low high expected p q",
            ),
        ),
        "path": _Table(
            _path,
            _typed(
                "clause step document title region province level date earliest_date days_after_first days_after_previous "
                "model_region first_known after_source text",
                Int64="clause step days_after_first days_after_previous",
                boolean="after_source",
            ),
        ),
    }
)
