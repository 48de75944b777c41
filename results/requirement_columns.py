"""The requirements table: its rows, and its columns, each declared once, in the published order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any, get_args

from ..changes import RequirementChange
from ..extract import Binding, Comparator, Force, Kind, Requirement, SubjectFrom
from ..segmenter import SegmentedDocument
from .columns import Column, ColumnPlace, FormName, Layouts, PlacedColumn, tidy_row
from .labels import Labels
from .requirement_row import RequirementRow, placed_rows
from .unit_places import place_name, unit_place


def _own(key: str, type_: str | tuple[str, ...] = "string", **more: Any) -> Column:
    """A column that is a field of the requirement itself."""
    return Column(
        key=key, title=f"requirement_column.{key}", value=lambda row: getattr(row.requirement, key), type=type_, **more
    )


def _about(key: str, said: str = "") -> Column:
    """A column for what the document says of itself, under ``said`` in its metadata where that is called otherwise."""
    return Column(key=key, title=f"requirement_column.{key}", value=lambda row: getattr(row.about, said or key) or None)


def _where(key: str) -> Column:
    """A column for a place in the file."""
    return Column(key=key, title=f"requirement_column.{key}", value=lambda row: getattr(row, key), type="Int64")


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


def _place(row: RequirementRow, words: Labels) -> str:
    requirement = row.requirement
    return place_name(row.unit, words) if row.unit else requirement.label or requirement.unit


def _central(row: RequirementRow, words: Labels) -> str:
    return f"{unit_place(row.central_unit, words)}：{row.central}" if row.central_unit else ""


def _change(row: RequirementRow, words: Labels) -> str | None:
    return str(words["change_name"][row.change]) if row.change else None


def _measure(row: RequirementRow, words: Labels) -> str:
    """A unit that is a symbol for programs by its name."""
    unit = row.requirement.unit_of_measure or ""
    return str(words["measure_name"].get(unit, unit))


# The columns of the contract in its order, behind them what else is known of the place. A category's values are fixed, so that tables
# can be joined.
PUBLISHED: tuple[Column, ...] = (
    Column(key="document", title="requirement_column.document", value=lambda row: row.document or None),
    _about("region"),
    _own("unit", kind="code"),
    _own("label", shown=_place),
    _own("text"),
    _own("quote"),
    Column(key="start", title="requirement_column.start", type="Int64", value=lambda row: row.requirement.span.start),
    Column(key="end", title="requirement_column.end", type="Int64", value=lambda row: row.requirement.span.end),
    _own("kind", get_args(Kind), names="kind_name"),
    _own("comparator", get_args(Comparator), names="comparator_name"),
    _own("value", "Float64", kind="quantity"),
    _own("value_max", "Float64", kind="quantity"),
    _own("unit_of_measure", shown=_measure),
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
    _own("baseline", "Float64", kind="quantity"),
    _own("baseline_date"),
    _own("approximate", "boolean"),
    _own("binding", get_args(Binding), names="binding_name"),
    Column(key="expression", title="requirement_column.expression", value=lambda row: row.figure),
    _own("force", get_args(Force), names="force_name"),
    _answer("central_unit", kind="code"),
    _answer("central_text"),
    _answer("change", ("new", "quantified", "tightened", "relaxed", "same"), shown=_change),
    Column(
        key="sentence",
        title="requirement_column.sentence",
        kind="code",
        value=lambda row: row.requirement.sentence or None,
    ),
    _where("line"),
    *(_about(key) for key in ("title", "issuer", "number", "issued")),
    _about("document_date", "date"),
    _where("page"),
)
REQUIREMENT_COLUMNS = tuple(column.key for column in PUBLISHED)
# What people see besides: the bound in short with a mark where it is vague, the place by its label, the central words.
_FOR_PEOPLE: tuple[Column, ...] = (
    Column(key="marked_figure", title="figure", shown=_figure),
    Column(key="place", title="unit", shown=_place),
    Column(key="file", title="document", value=lambda row: PurePath(row.document).name),
    Column(key="central_expression", title="central_expression", shown=_central),
)
# What is printed of a sheet, as wide as a page takes it; the parts of a bound and its place follow behind it.
_PRINTED = (
    *(ColumnPlace("document", 12), ColumnPlace("title", 18), ColumnPlace("label", 9), ColumnPlace("text", 40)),
    *(
        ColumnPlace("quote", 14),
        ColumnPlace("expression", 14),
        ColumnPlace("term", 10),
        ColumnPlace("comparator", 6, width_en=11),
    ),
    *(
        ColumnPlace("value", 9),
        ColumnPlace("value_max", 9),
        ColumnPlace("unit_of_measure", 7),
        ColumnPlace("kind", 7, width_en=11),
    ),
    *(
        ColumnPlace("subject", 16),
        ColumnPlace("modality", 6, width_en=9),
        ColumnPlace("action", 24),
        ColumnPlace("object", 16),
    ),
    *(ColumnPlace("condition", 18), ColumnPlace("central_unit", 7), ColumnPlace("central_text", 30)),
    ColumnPlace("change", 10),
)
_LAST_PRINTED = "change"
_BEHIND = (
    *(ColumnPlace("per_what", 12), ColumnPlace("per", 7), ColumnPlace("duration", 9), ColumnPlace("working_days", 7)),
    *(
        ColumnPlace("date", 12),
        ColumnPlace("within", 10),
        ColumnPlace("approximate", 7, width_en=12),
        ColumnPlace("baseline", 9),
    ),
    *(ColumnPlace("baseline_date", 10), ColumnPlace("binding", 9), ColumnPlace("force", 7, width_en=11)),
    *(ColumnPlace("subject_from", 10), ColumnPlace("issuer", 20), ColumnPlace("number", 18)),
    *(ColumnPlace("document_date", 12), ColumnPlace("region", 10), ColumnPlace("page", 6), ColumnPlace("line", 7)),
    *(ColumnPlace("unit", 9), ColumnPlace("sentence", 9), ColumnPlace("start", 8), ColumnPlace("end", 8)),
)
_IN_SHORT = (
    ColumnPlace("place"),
    *(ColumnPlace("quote", title="quote"), ColumnPlace("kind", title="kind"), ColumnPlace("marked_figure")),
    *(
        ColumnPlace("subject", title="subject"),
        ColumnPlace("modality", title="modality"),
        ColumnPlace("action", title="action"),
    ),
)
_ANSWERING = (ColumnPlace("central_expression"), ColumnPlace("change", title="change"))
_LAYOUTS = Layouts(
    "requirements",
    {
        "data": tuple(ColumnPlace(key) for key in REQUIREMENT_COLUMNS),
        "excel": (*_PRINTED, *_BEHIND),
        "markdown": (*_IN_SHORT, *_ANSWERING),
        "page": (*_IN_SHORT, *_ANSWERING),
        "text": (ColumnPlace("file"), *_IN_SHORT),
    },
)


def requirement_columns(form: FormName) -> tuple[PlacedColumn, ...]:
    """The columns of the requirements table in a form.

    >>> [one.column.key for one in requirement_columns("data")][:3]
    ['document', 'region', 'unit']
    """
    return _LAYOUTS.at(form, (*PUBLISHED, *_FOR_PEOPLE))


def filled_columns(rows: Sequence[RequirementRow], words: Labels) -> tuple[tuple[PlacedColumn, ...], int]:
    """The columns of a sheet of these rows that some row fills, and how many of them are printed; without rows all that are printed.

    >>> [one.column.key for one in filled_columns((), {})[0]][:3]
    ['document', 'title', 'label']
    """
    placed = requirement_columns("excel")
    last = [one.column.key for one in placed].index(_LAST_PRINTED)
    printed = placed[: last + 1]
    if not rows:
        return printed, len(printed)
    # Of a vague requirement the bound in short is its term.
    said_twice = "expression" if all(row.requirement.vague for row in rows) else ""
    filled = [
        one
        for one in placed
        if one.column.key != said_twice and any(_is_filled(one.column.printed(row, words)) for row in rows)
    ]
    return tuple(filled), sum(one in printed for one in filled)


def _is_filled(value: object) -> bool:
    return value not in (None, "") and value is not False


def requirement_rows(
    document: SegmentedDocument, requirements: Iterable[Requirement | RequirementChange]
) -> list[dict[str, Any]]:
    """The requirements table for programs: one row per requirement, columns as ``REQUIREMENT_COLUMNS``, missing values ``None``.

    ``central_unit`` ``central_text`` ``change`` are filled where it comes with its central counterpart (``RequirementChange``).

    >>> import duizhao as dz
    >>> from duizhao.extract import find_requirements
    >>> document = dz.read(dz.sample_folder() / "local_yunzhou.txt")
    >>> row = requirement_rows(document, find_requirements(document))[0]
    >>> row["region"], row["change"]
    ('云州省', None)
    """
    placed = requirement_columns("data")
    return [tidy_row(placed, row) for row in placed_rows(document, requirements)]
