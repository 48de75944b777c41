"""The coverage of the central document: its rows and its columns, each declared once, for every form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ..changes import Comparison, Coverage, CoverageStatus, Review, Taught
from ..segmenter import Sentence, Unit
from .columns import Column, ColumnPlace, FormName, Layouts, PlacedColumn
from .labels import Labels, percent
from .unanswered import unanswered
from .unit_places import place_name, unit_place

ShownStatus = Literal["implemented", "partial", "absent", "no_duty", "not_applicable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """A central unit: is it taken up in the local document called ``document``, where, how much of its text, and what nobody answers.

    ``unanswered``: ``missing``, ``not_applicable`` or ``no_duty`` and the sentence, in the order of the text.
    ``reviews``: what a specialist said of them, by their ids; ``taught``: where one said the same of another document.
    """

    document: str
    unit: Unit
    entry: Coverage
    local: tuple[Unit, ...]
    split: bool
    covered: float | None
    unanswered: tuple[tuple[str, Sentence], ...]
    reviews: Mapping[str, Review]
    taught: Mapping[str, Taught]

    @property
    def status(self) -> CoverageStatus:
        """Is it taken up, in part, or not at all?"""
        return self.entry.status

    @property
    def shown(self) -> ShownStatus:
        """What people read of it (``shown_status``)."""
        return shown_status(self.entry)


def shown_status(entry: Coverage) -> ShownStatus:
    """Whether a central unit is taken up, or why that is not asked: ``no_duty`` for preamble and background, ``not_applicable``.

    >>> shown_status(Coverage("1", "absent", (), ())), shown_status(Coverage("p1", "absent", (), (), counted=False))
    ('absent', 'no_duty')
    """
    if not entry.counted:
        return "no_duty"
    return entry.status if entry.applicable else "not_applicable"


def _ids(key: str, title: str, field: str) -> Column:
    return Column(key=key, title=title, kind="lines", join=" ", value=lambda row: getattr(row.entry, field))


def _split(row: CoverageRow, words: Labels) -> str:
    return f"（{words['split']}）" if row.split else ""


def _where(row: CoverageRow, words: Labels) -> str:
    return ("、".join(place_name(unit, words) for unit in row.local) or "–") + _split(row, words)


def _status_and_share(row: CoverageRow, words: Labels) -> str:
    said = f"{words['sign'][row.shown]} {words['status_name'][row.shown]}"
    return said + (f" {percent(row.covered)}" if row.covered is not None and row.shown == row.status else "")


COVERAGE_COLUMNS: tuple[Column, ...] = (
    Column(key="document", title="document", value=lambda row: row.document),
    Column(key="central_unit", title="central_place", kind="code", value=lambda row: row.entry.central),
    Column(key="place", title="central_place", shown=lambda row, words: unit_place(row.unit, words)),
    Column(key="status", title="status", kind="signed", names="status_name", value=lambda row: row.status),
    Column(key="counted", title="counted", type="boolean", value=lambda row: row.entry.counted),
    Column(key="applicable", title="applicable", type="boolean", value=lambda row: row.entry.applicable),
    Column(key="shown_status", title="status", kind="signed", names="status_name", value=lambda row: row.shown),
    Column(
        key="certainty",
        title="certainty",
        kind="percent",
        type="Float64",
        value=lambda row: row.entry.certainty.probability if row.entry.certainty else None,
    ),
    Column(key="status_and_share", title="status", shown=_status_and_share),
    Column(key="covered", title="covered_rate", kind="percent", type="Float64", value=lambda row: row.covered),
    _ids("local_unit", "answered_by", "local"),
    Column(key="where", title="answered_by", shown=_where),
    _ids("missing_sentence", "relation_name.missing", "missing"),
    _ids("not_applicable_sentence", "relation_name.not_applicable", "not_applicable"),
    _ids("no_duty_sentence", "relation_name.no_duty", "no_duty"),
    Column(key="unanswered", title="unanswered_sentences", kind="sentences", shown=lambda row, _: row),
)
_LAYOUTS = Layouts(
    "coverage",
    {
        "data": (
            *map(
                ColumnPlace, ("document", "central_unit", "status", "counted", "applicable", "certainty", "local_unit")
            ),
            ColumnPlace("missing_sentence"),
            *map(ColumnPlace, ("not_applicable_sentence", "no_duty_sentence")),
        ),
        "json": (
            *(
                ColumnPlace("central_unit", title="central"),
                *map(ColumnPlace, ("status", "counted", "applicable", "certainty")),
                ColumnPlace("local_unit", title="local"),
            ),
            ColumnPlace("missing_sentence", title="missing"),
            ColumnPlace("not_applicable_sentence", title="not_applicable"),
            ColumnPlace("no_duty_sentence", title="no_duty"),
        ),
        "word": (
            ColumnPlace("place", 97.0),
            ColumnPlace("shown_status", 30.0),
            ColumnPlace("covered", 30.0),
            ColumnPlace("where"),
        ),
        "markdown": (
            ColumnPlace("place", title="central"),
            *map(ColumnPlace, ("status_and_share", "where", "unanswered")),
        ),
    },
)


def coverage_columns(form: FormName) -> tuple[PlacedColumn, ...]:
    """The columns of the coverage table in a form.

    >>> [one.name for one in coverage_columns("json")]
    ['central', 'status', 'counted', 'applicable', 'certainty', 'local', 'missing', 'not_applicable', 'no_duty']
    """
    return _LAYOUTS.at(form, COVERAGE_COLUMNS)


def coverage_rows(comparison: Comparison, name: str) -> Iterator[CoverageRow]:
    """A row for every central unit, in order; ``name`` is what they call the local document. ``KeyError`` where one has no entry."""
    local = {unit.id: unit for unit in comparison.local.units}
    entries = {entry.central: entry for entry in comparison.coverage}
    covers = dict(comparison.shares.central)
    split = {entry.central for entry in comparison.structure.splits}
    silent: dict[str, list[tuple[str, Sentence]]] = {}
    for silence in unanswered(comparison):
        silent.setdefault(silence.unit.id, []).append((silence.reason, silence.sentence))
    for unit in comparison.central.units:
        entry = entries[unit.id]
        yield CoverageRow(
            document=name,
            unit=unit,
            entry=entry,
            local=tuple(local[key] for key in entry.local),
            split=unit.id in split,
            covered=covers[unit.id].covered if unit.id in covers else None,
            unanswered=tuple(silent.get(unit.id, ())),
            reviews=dict(entry.reviews),
            taught=dict(entry.taught),
        )
