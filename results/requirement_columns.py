"""The requirements table: its rows, and its columns, each declared once, in the published order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, get_args

from ..changes import Comparison, RequirementChange
from ..extract import Binding, Comparator, Force, Kind, Requirement, SubjectFrom, figure
from ..segmenter import SegmentedDocument, Unit
from .columns import Column, ColumnPlace, FormName, Layouts, PlacedColumn, tidy_row
from .labels import Labels
from .pair_rows import change_name, unit_place

LONGEST_CENTRAL_TEXT = 60  # characters of a central sentence beside a requirement


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementRow:
    """A requirement of the document called ``document``; ``answer`` is what it answers, where the document was compared."""

    document: str
    region: str | None
    requirement: Requirement
    answer: RequirementChange | None = None
    central_unit: Unit | None = None

    @property
    def figure(self) -> str:
        """Its bound in short."""
        return figure(self.requirement)

    @property
    def change(self) -> str:
        """What became of the central figure; empty where the document was not compared."""
        return change_name(self.answer) if self.answer is not None else ""

    @property
    def central(self) -> str:
        """The central bound it answers, else the beginning of the central sentence; empty where there is none."""
        if self.answer is None:
            return ""
        if self.answer.counterpart is not None:
            return self.answer.counterpart.quote
        text = self.answer.central_text or ""
        return text if len(text) <= LONGEST_CENTRAL_TEXT else text[:LONGEST_CENTRAL_TEXT] + "…"


def _own(key: str, type_: str | tuple[str, ...] = "string", **more: Any) -> Column:
    """A column that is a field of the requirement itself."""
    return Column(
        key=key, title=f"requirement_column.{key}", value=lambda row: getattr(row.requirement, key), type=type_, **more
    )


def _answer(key: str, type_: str | tuple[str, ...] = "string", **more: Any) -> Column:
    """A column that says what the requirement answers."""
    return Column(
        key=key,
        title=f"requirement_column.{key}",
        value=lambda row: None if row.answer is None else getattr(row.answer, key),
        type=type_,
        **more,
    )


def _figure(row: RequirementRow, words: Labels) -> str:
    return row.figure + (f"（{words['vague_word']}）" if row.requirement.vague else "")


def _central(row: RequirementRow, words: Labels) -> str:
    return f"{unit_place(row.central_unit, words)}：{row.central}" if row.central_unit else ""


def _change(row: RequirementRow, words: Labels) -> str | None:
    return str(words["change_name"][row.change]) if row.change else None


# A category's values are fixed, so that tables can be joined.
PUBLISHED: tuple[Column, ...] = (
    Column(key="document", title="requirement_column.document", value=lambda row: row.document or None),
    Column(key="region", title="requirement_column.region", value=lambda row: row.region or None),
    _own("unit", kind="code"),
    _own("label"),
    _own("text"),
    _own("quote"),
    Column(key="start", title="requirement_column.start", type="Int64", value=lambda row: row.requirement.span.start),
    Column(key="end", title="requirement_column.end", type="Int64", value=lambda row: row.requirement.span.end),
    _own("kind", get_args(Kind), names="kind_name"),
    _own("comparator", get_args(Comparator)),
    _own("value", "Float64"),
    _own("value_max", "Float64"),
    _own("unit_of_measure"),
    _own("per"),
    _own("duration"),
    _own("working_days", "boolean"),
    _own("date"),
    _own("within"),
    _own("vague", "boolean"),
    _own("term"),
    _own("subject"),
    _own("modality"),
    _own("action"),
    _own("object"),
    _own("condition"),
    _own("subject_from", get_args(SubjectFrom), names="subject_from_name"),
    _own("per_what"),
    _own("baseline", "Float64"),
    _own("baseline_date"),
    _own("approximate", "boolean"),
    _own("binding", get_args(Binding), names="binding_name"),
    Column(key="expression", title="requirement_column.expression", value=lambda row: row.figure),
    _own("force", get_args(Force), names="force_name"),
    _answer("central_unit", kind="code"),
    _answer("central_text"),
    _answer("change", ("new", "quantified", "tightened", "relaxed", "same"), shown=_change),
)
REQUIREMENT_COLUMNS = tuple(column.key for column in PUBLISHED)
# What people see besides: the bound in short, the place by its label, the central words.
_FOR_PEOPLE: tuple[Column, ...] = (
    Column(key="figure", title="figure", value=lambda row: row.figure),
    Column(key="marked_figure", title="figure", shown=_figure),
    Column(key="place", title="unit", value=lambda row: row.requirement.label or row.requirement.unit),
    Column(key="central_expression", title="central_expression", shown=_central),
)
# What is printed of the workbook's sheet; the other published columns follow behind it, most of them narrow.
_PRINTED = (
    *(
        ColumnPlace("document", 8),
        ColumnPlace("label", 10),
        ColumnPlace("text", 40),
        ColumnPlace("quote", 16),
        ColumnPlace("figure", 14),
    ),
    *(
        ColumnPlace("kind", 7),
        ColumnPlace("subject", 16),
        ColumnPlace("modality", 6),
        ColumnPlace("action", 24),
        ColumnPlace("object", 16),
    ),
    *(
        ColumnPlace("condition", 20),
        ColumnPlace("central_unit", 7),
        ColumnPlace("central_text", 36),
        ColumnPlace("change", 10),
    ),
)
LAST_PRINTED = "change"
_NARROW = dict.fromkeys(("start", "end", "comparator", "vague", "working_days", "unit"), 7)
_IN_SHORT = (
    ColumnPlace("place"),
    *(ColumnPlace("quote", title="quote"), ColumnPlace("kind", title="kind"), ColumnPlace("marked_figure")),
    *(
        ColumnPlace("subject", title="subject"),
        ColumnPlace("modality", title="modality"),
        ColumnPlace("action", title="action"),
    ),
    *(ColumnPlace("central_expression"), ColumnPlace("change", title="change")),
)
_LAYOUTS = Layouts(
    "requirements",
    {
        "data": tuple(ColumnPlace(key) for key in REQUIREMENT_COLUMNS),
        "excel": (
            *_PRINTED,
            *(
                ColumnPlace(key, _NARROW.get(key, 10))
                for key in REQUIREMENT_COLUMNS
                if key not in [place.key for place in _PRINTED]
            ),
        ),
        "markdown": _IN_SHORT,
        "page": _IN_SHORT,
    },
)


def requirement_columns(form: FormName) -> tuple[PlacedColumn, ...]:
    """The columns of the requirements table in a form.

    >>> [one.column.key for one in requirement_columns("data")][:3]
    ['document', 'region', 'unit']
    """
    return _LAYOUTS.at(form, (*PUBLISHED, *_FOR_PEOPLE))


def answer_rows(comparison: Comparison, name: str) -> Iterator[RequirementRow]:
    """The requirements of a local document, called ``name``, with what they answer."""
    units = {unit.id: unit for unit in comparison.central.units}
    for entry in comparison.requirements:
        yield RequirementRow(
            document=name,
            region=comparison.local.document.metadata.region,
            requirement=entry.requirement,
            answer=entry,
            central_unit=units.get(entry.central_unit or ""),
        )


def requirement_rows(
    document: SegmentedDocument, requirements: Iterable[Requirement | RequirementChange]
) -> list[dict[str, Any]]:
    """The requirements table for programs: one row per requirement, columns as ``REQUIREMENT_COLUMNS``, missing values ``None``.

    The last three columns are filled where the requirement comes with its central counterpart (``RequirementChange``).

    >>> import duizhao as dz
    >>> from duizhao.extract import find_requirements
    >>> document = dz.read(dz.sample_folder() / "local_yunzhou.txt")
    >>> row = requirement_rows(document, find_requirements(document))[0]
    >>> row["region"], row["change"]
    ('云州省', None)
    """
    placed = requirement_columns("data")
    return [tidy_row(placed, _row(document, entry)) for entry in requirements]


def _row(document: SegmentedDocument, entry: Requirement | RequirementChange) -> RequirementRow:
    change = entry if isinstance(entry, RequirementChange) else None
    return RequirementRow(
        document=document.document.path,
        region=document.document.metadata.region,
        requirement=entry.requirement if isinstance(entry, RequirementChange) else entry,
        answer=change,
    )
