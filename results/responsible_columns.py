"""The columns that say who is responsible for the local unit of a row, and by when; they stand where any unit has a note."""

from __future__ import annotations

from ..segmenter import Unit
from .columns import SEPARATOR, Column
from .labels import Labels
from .pair_rows import RowSide


def _lead(side: RowSide) -> str | None:
    """Who is responsible for the unit of a sentence, by its notes."""
    return SEPARATOR.join(side.unit.responsible.lead) or None if side.unit.responsible else None


def _support(side: RowSide) -> str | None:
    """Who supports them."""
    return SEPARATOR.join(side.unit.responsible.support) or None if side.unit.responsible else None


def _due(side: RowSide) -> str | None:
    return side.unit.due


def _bodies(side: RowSide, words: Labels) -> str:
    return responsible_text(side.unit, words)


def responsible_text(unit: Unit, words: Labels) -> str:
    """All that the notes of a unit say: 县民政局；配合单位：县财政局；完成时限：2031-06-30. Empty where they name nobody and no day."""
    bodies = unit.responsible
    lead, support = (SEPARATOR.join(names) for names in ((bodies.lead, bodies.support) if bodies else ((), ())))
    said = [lead, *(f"{words[key]}：{value}" for key, value in (("supporting", support), ("due", unit.due)) if value)]
    return "；".join(filter(None, said))


def _has_note(side: RowSide) -> bool:
    return side.unit.responsible is not None or side.unit.due is not None


# People read all of it in one column, programs in three.
RESPONSIBLE_COLUMNS: tuple[Column, ...] = (
    Column(
        key="responsible",
        title="responsible",
        side="local",
        value=_lead,
        shown=_bodies,
        needed=_has_note,
        everywhere=("pairs", "added"),
        beside="requirements",
        of_unit=True,
        digits=20,
        millimetres=24.0,
    ),
    Column(key="supporting", title="supporting", side="local", value=_support, needed=_has_note),
    Column(key="due", title="due", side="local", value=_due, needed=_has_note),
)
