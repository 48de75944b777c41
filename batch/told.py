"""What is told of a family beside its report: what came, who is strictest, which duties nobody or everybody took up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..changes import MatrixRow
from ..results.names import short_names
from .family_reports import FamilyReport
from .store_file import StoreFile

_LISTED = 5  # articles named in a line; more of them are counted
_FEW = 0.25  # of the documents


@dataclass(frozen=True, slots=True)
class _AskedFor:
    label: str
    documents: int
    taken: int
    quantified: int


def told_lines(store: StoreFile, family: FamilyReport, since: str | None) -> Iterator[str]:
    """Some lines for people (Chinese)."""
    count = len(family.report.comparisons)
    came = f"，其中 {since} 以来加入 {family.came} 份" if since else ""
    title = family.title if family.title.startswith("《") else f"《{family.title}》"
    yield f"{title}：对照 {count} 份地方文件{came}"
    articles = [
        _AskedFor(
            row["label"] or row["central_unit"],
            row["documents"],
            row["implemented"] + row["partial"],
            row["quantified"],
        )
        for row in store.rows("SELECT * FROM uptake WHERE central = ? ORDER BY position", (family.id,))
    ]
    named = [
        ("没有一份提到", [one.label for one in articles if one.taken == 0]),
        ("少数提到", [one.label for one in articles if 0 < one.taken <= one.documents * _FEW]),
        ("份份都有", [one.label for one in articles if one.taken == one.documents]),
        ("没有一份定出数字", [one.label for one in articles if one.taken and not one.quantified]),
    ]
    for name, labels in named:
        if labels:
            more = f" 等 {len(labels)} 条" if len(labels) > _LISTED else ""
            yield f"  {name}的中央条款：{'、'.join(labels[:_LISTED])}{more}"
    yield from _strictest(family)


def _strictest(family: FamilyReport) -> Iterator[str]:
    """Whose figure is the strictest, of the duties for which several set one."""
    names = short_names([comparison.local for comparison in family.report.comparisons])
    rows = [row for row in family.report.matrix if sum(one is not None for one in row.strictness) > 1]
    for row in rows[:_LISTED]:
        yield f"  现在最严：{_head(row)} {_best(row, names)}"


def _head(row: MatrixRow) -> str:
    text = row.text if len(row.text) <= 24 else row.text[:24] + "…"
    return f"{row.unit}（{text}）"


def _best(row: MatrixRow, names: Sequence[str]) -> str:
    most = max(one for one in row.strictness if one is not None)
    holders = [
        f"{name} {cell}" for name, cell, one in zip(names, row.cells, row.strictness, strict=True) if one == most
    ]
    return "、".join(holders[:3])
