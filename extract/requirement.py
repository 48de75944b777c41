"""One quantified or bounded requirement, in the columns of the published table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..language import Span

Kind = Literal[
    "frequency", "ratio", "coverage", "deadline", "duration", "amount", "count", "measure", "threshold", "order"
]
Comparator = Literal[">=", "<=", "=", ">", "<", "between"]
Force = Literal["obligation", "prohibition", "permission", "none"]
# Who named the subject: the sentence itself, one before it in the unit, the unit's responsibility note.
SubjectFrom = Literal["sentence", "unit", "note"]
# How an indicator binds: 约束性, 预期性.
Binding = Literal["binding", "expected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A bound on a duty: how often, how many, what share, by when, in which order.

    ``sentence`` is the id of the sentence it stands in and ``span`` the place of ``quote`` in the cleaned text. Ratios are fractions
    (10% is 0.1), 全覆盖 is 1.0, 每年 without a count is 1. ``per`` and ``duration`` are ISO 8601; ``date`` is a calendar bound
    (``2025``, ``2021-12-31``, ``--11-30``, ``--Q1``; ``--10-15/--10-30`` for days of every year). ``force`` is what ``modality`` means.
    ``subject_from`` says where the subject was named. ``per_what`` is the denominator of a rate (每平方米), ``approximate`` true where 左右
    or 约 stands by the figure. An indicator of a table has the value it starts from in ``baseline``, of the year ``baseline_date``, and
    says in ``binding`` how it binds. The due date of a responsibility note belongs to no sentence: its ``sentence`` is
    empty, its ``text`` the note.
    """

    unit: str
    label: str
    sentence: str
    text: str
    quote: str
    span: Span
    kind: Kind
    comparator: Comparator | None = None
    value: float | None = None
    value_max: float | None = None
    unit_of_measure: str | None = None
    per: str | None = None
    duration: str | None = None
    working_days: bool | None = None
    date: str | None = None
    within: str | None = None
    vague: bool = False
    term: str | None = None
    subject: str | None = None
    subject_from: SubjectFrom | None = None
    modality: str | None = None
    action: str | None = None
    object: str | None = None
    condition: str | None = None
    per_what: str | None = None
    baseline: float | None = None
    baseline_date: str | None = None
    approximate: bool = False
    binding: Binding | None = None
    force: Force = "none"
