"""The columns of the side-by-side table and of those cut out of it: links, missing, added, to check; each declared once, for every form.

Where each stands is said in pair_layouts.py. A new column is a ``Column`` more in ``PAIR_COLUMNS``, ``everywhere`` in the tables that
are to have it, and its title in tables/labels.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from .columns import SEPARATOR, Column, FormName, PlacedColumn
from .labels import Labels
from .pair_layouts import LAYOUTS
from .pair_rows import PairRow, RowFigure, RowSide, figure_text
from .responsible_columns import RESPONSIBLE_COLUMNS
from .unit_places import unit_place


def _figure(entry: RowFigure) -> str:
    return f"{entry.figure}（{entry.change}{'：' + entry.central if entry.central else ''}）"


def _links(row: PairRow, words: Labels) -> str:
    """The central sentences by their ids, as a reviewer writes them; of a central sentence, that there is no local one."""
    return (SEPARATOR.join(row.central_ids) if row.local else "") or str(words["none"])


def _certainty(row: PairRow) -> float | None:
    return None if row.certainty is None else row.certainty.probability


def _settled(row: PairRow) -> bool | None:
    return None if row.certainty is None else row.certainty.settled


def _to_check(row: PairRow, words: Labels) -> str:
    return str(words["page"]["doubt"]) if row.open else ""


def _place(side: RowSide, words: Labels) -> str:
    return unit_place(side.unit, words)


def _locals(row: PairRow, _: Labels) -> tuple[RowSide, ...]:
    return (row.local,) if row.local else ()


PAIR_COLUMNS: tuple[Column, ...] = (
    Column(key="number", title="number", kind="running"),
    Column(key="document", title="local", value=lambda row: row.document),
    Column(key="region", title="region", value=lambda row: row.region),
    # The local side.
    Column(key="unit", title="unit", side="local", kind="code", value=lambda side: side.unit.id),
    Column(key="label", title="local_place", side="local", value=lambda side: side.unit.place),
    Column(key="local_place", title="local_place", side="local", shown=_place),
    Column(key="sentence", title="workbook.local_id", side="local", kind="code", value=lambda side: side.sentence.id),
    Column(
        key="kind",
        title="sentence_kind",
        side="local",
        names="sentence_kind_name",
        value=lambda side: side.sentence.kind,
    ),
    Column(key="text", title="text", side="local", value=lambda side: side.sentence.text),
    Column(key="local_side", title="local_side", kind="sentences", shown=_locals),
    # What was judged.
    Column(
        key="correspondence",
        title="correspondence",
        names="correspondence_name",
        value=lambda row: row.correspondence,
    ),
    Column(key="links", title="correspondence", open=True, shown=_links),
    Column(
        key="relation",
        title="relation",
        kind="signed",
        names="relation_name",
        open=True,
        value=lambda row: row.relation,
        told=lambda row: row.said,
    ),
    Column(key="certainty", title="certainty", kind="percent", type="Float64", value=_certainty),
    Column(key="settled", title="page.doubt", type="boolean", value=_settled, shown=_to_check),
    Column(key="score", title="confidence", kind="percent", type="Float64", value=lambda row: row.score),
    Column(key="evidence", title="evidence", kind="lines", value=lambda row: row.evidence),
    Column(key="judgement", title="judgement", kind="judgement", shown=lambda row, _: row),
    Column(
        key="requirements",
        title="figures_column",
        kind="lines",
        value=lambda row: tuple(map(_figure, row.figures)),
        shown=lambda row, words: figure_text(row.figures, words),
    ),
    *RESPONSIBLE_COLUMNS,
    Column(key="note", title="review", open=True, value=lambda row: row.note),
    # The central side.
    Column(key="central_unit", title="central_place", side="central", kind="code", value=lambda side: side.unit.id),
    Column(key="central_label", title="central_place", side="central", value=lambda side: side.unit.place),
    Column(key="central_place", title="central_place", side="central", shown=_place),
    Column(
        key="central_sentence",
        title="workbook.central_id",
        side="central",
        kind="code",
        value=lambda side: side.sentence.id,
    ),
    Column(
        key="central_kind",
        title="sentence_kind",
        side="central",
        names="sentence_kind_name",
        value=lambda side: side.sentence.kind,
    ),
    Column(key="central_text", title="text", side="central", value=lambda side: side.sentence.text),
    Column(key="central_side", title="central_side", kind="sentences", shown=lambda row, _: row.centrals),
    Column(
        key="link_score",
        title="score",
        side="central",
        kind="percent",
        type="Float64",
        value=lambda side: side.score,
    ),
)


def _remarks_once(placed: tuple[PlacedColumn, ...]) -> tuple[PlacedColumn, ...]:
    """Beside a column for a specialist's remarks the evidence does not say them again."""
    if not any(one.column.key == "note" for one in placed):
        return placed
    return tuple(
        replace(one, column=replace(one.column, value=lambda row: row.evidence_beside_note))
        if one.column.key == "evidence"
        else one
        for one in placed
    )


def pair_columns(table: str, form: FormName, rows: Iterable[PairRow] | None = None) -> tuple[PlacedColumn, ...]:
    """The columns of ``pairs`` ``links`` ``missing`` ``added`` or ``to_check`` in a form.

    :param rows: what the table is to show, where columns that no row needs are to be left out.

    >>> [one.column.key for one in pair_columns("pairs", "notebook", ())]
    ['central_side', 'local_side', 'relation', 'evidence', 'certainty']
    """
    placed = _remarks_once(LAYOUTS[table].at(form, PAIR_COLUMNS))
    if rows is None:
        return placed
    shown = list(rows)
    return tuple(one for one in placed if one.column.needed is None or any(_needs(row, one.column) for row in shown))


def _needs(row: PairRow, column: Column) -> bool:
    """Has a row anything to say in a column that may be left out?"""
    sides: Sequence[Any] = (
        (row,) if column.side == "row" else row.centrals if column.side == "central" else _locals(row, {})
    )
    return column.needed is not None and any(map(column.needed, sides))


def pair_value(column: Column, row: PairRow, words: Labels) -> Any:
    """What a column shows of a row to people: of several central sentences each, one below the other.

    Text, a number, or what a form has its own way to show (``sentences``, ``judgement``).
    """
    if column.side == "row":
        return column.printed(row, words)
    sides = row.centrals if column.side == "central" else _locals(row, words)
    if column.kind in ("number", "percent"):
        return column.printed(sides[0], words) if sides else None
    shown = [str(column.printed(side, words)) for side in sides]
    return SEPARATOR.join(shown) if column.kind == "code" else "\n".join(dict.fromkeys(shown))


def pair_lines(column: Column, row: PairRow, words: Labels) -> list[str]:
    """The same as text, line by line; of several texts each is a line, whatever it holds."""
    if column.kind == "lines" and column.shown is None:
        return list(column.value(row))
    return str(pair_value(column, row, words)).split("\n")


def link_value(placed: PlacedColumn, row: PairRow, central: RowSide | None) -> Any:
    """What a program reads of a row and one of its central sentences."""
    return placed.column.plain({"row": row, "local": row.local, "central": central}[placed.column.side])
