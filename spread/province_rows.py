"""Provinces as rows: which of the additions each holds, and which it could."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .clause_finding import ProvinceFamily
from .resampling import HeldByRows, HeldTable
from .shared_clauses import Clause
from .stored_additions import Additions


@dataclass(frozen=True, slots=True)
class ProvinceRows:
    """Provinces by name, what they hold, and how many families each two of them both have documents of (``together``)."""

    names: tuple[str, ...]
    held: HeldByRows
    together: NDArray[np.int64]


def provinces_beside(additions: Additions, clauses: Sequence[Clause], alone: Counter[ProvinceFamily]) -> ProvinceRows:
    """Of the clauses those that count. A province could hold what stands below a law for which it has a document."""
    documents = additions.documents
    families: dict[str, set[str | None]] = {}
    for id_ in additions.compared:
        if (province := documents[id_].province_name) is not None:
            families.setdefault(province, set()).add(documents[id_].family)
    names = tuple(sorted(families))
    counted = [clause for clause in clauses if clause.counts]
    shared: HeldTable = np.zeros((len(names), len(counted)), dtype=bool)
    could: HeldTable = np.zeros_like(shared)
    for column, clause in enumerate(counted):
        holders = {one.adopter.province_name for one in clause.adoptions}
        below = {one.adopter.family for one in clause.adoptions}
        for row, province in enumerate(names):
            shared[row, column] = province in holders
            could[row, column] = province in holders or bool(below & families[province])
    tops = sorted(set().union(*families.values()), key=str)
    single = np.array([[alone[name, top] for top in tops] for name in names], dtype=np.int64).reshape(len(names), -1)
    there = np.array([[top in families[name] for top in tops] for name in names], dtype=bool).reshape(len(names), -1)
    both = there.astype(np.int64) @ there.astype(np.int64).T
    return ProvinceRows(names, HeldByRows(shared, could, single, there), both)
