"""The columns of the side-by-side table and of the tables cut out of it: links, missing, added; each declared once, for every form.

A new column is a ``Column`` more in ``PAIR_COLUMNS``, ``everywhere`` in the tables that are to have it, and its title in
tables/labels.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from .columns import SEPARATOR, Column, ColumnPlace, FormName, Layouts, PlacedColumn
from .labels import Labels
from .pair_rows import PairRow, RowFigure, RowSide, figure_text, unit_place
from .responsible_columns import RESPONSIBLE_COLUMNS


def _figure(entry: RowFigure) -> str:
    return f"{entry.figure}（{entry.change}{'：' + entry.central if entry.central else ''}）"


def _links(row: PairRow, words: Labels) -> str:
    """The central sentences by their ids, as a reviewer writes them; of a central sentence, that there is no local one."""
    return (SEPARATOR.join(row.central_ids) if row.local else "") or str(words["none"])


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
    ),
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


def _places(*keys: str) -> tuple[ColumnPlace, ...]:
    return tuple(map(ColumnPlace, keys))


def _review_places(central: float, local: float, evidence: float) -> tuple[ColumnPlace, ...]:
    """The columns of both sheets for review; the last two say which sentences a row is about."""
    return (
        ColumnPlace("number", 5),
        ColumnPlace("document", 8),
        ColumnPlace("central_place", 12),
        ColumnPlace("central_side", central, "workbook.central_text"),
        ColumnPlace("local_place", 12),
        ColumnPlace("local_side", local, "workbook.local_text"),
        ColumnPlace("links", 11),
        ColumnPlace("relation", 9),
        ColumnPlace("evidence", evidence),
        ColumnPlace("requirements", 16),
        ColumnPlace("score", 7),
        ColumnPlace("note", 16),
        ColumnPlace("sentence", 9),
        ColumnPlace("central_sentence", 11),
    )


_LAYOUTS: Mapping[str, Layouts] = MappingProxyType(
    {
        "pairs": Layouts(
            "pairs",
            {
                "data": _places(
                    *("document", "region", "unit", "label", "sentence", "kind", "text"),
                    *("correspondence", "relation", "score", "evidence", "requirements"),
                    *("responsible", "supporting", "due"),
                    *("central_unit", "central_label", "central_sentence", "central_kind", "central_text"),
                    "link_score",
                ),
                "json": (
                    *(ColumnPlace("unit"), ColumnPlace("sentence", title="id"), ColumnPlace("text")),
                    *_places("responsible", "supporting", "due"),
                    *(ColumnPlace("central_unit", title="unit"), ColumnPlace("central_sentence", title="id")),
                    *(ColumnPlace("central_text", title="text"), ColumnPlace("link_score", title="score")),
                    *_places("relation", "score", "evidence"),
                ),
                "excel": _review_places(38, 38, 20),
                "word": (
                    ColumnPlace("number", 10.0),
                    ColumnPlace("central_side"),
                    ColumnPlace("local_side"),
                    ColumnPlace("correspondence", 16.0, "correspondence_short", 18.0),
                    ColumnPlace("relation", 17.0, width_en=24.0),
                    ColumnPlace("evidence", 34.0),
                    ColumnPlace("requirements", 29.0, width_en=28.0),
                    ColumnPlace("score", 13.0, "confidence_short"),
                    ColumnPlace("note", 18.0, "review_short"),
                ),
                "markdown": (
                    ColumnPlace("central_side", title="central_sentences"),
                    ColumnPlace("local_side", title="local_sentences"),
                    ColumnPlace("judgement"),
                ),
                "page": (
                    ColumnPlace("central_side", title="central_sentences"),
                    ColumnPlace("local_side", title="local_sentences"),
                    ColumnPlace("judgement"),
                ),
                "notebook": _places("central_side", "local_side", "relation", "evidence", "score"),
            },
        ),
        "links": Layouts(
            "links",
            {
                "data": _places(
                    *("document", "unit", "sentence", "text", "relation", "score", "evidence"),
                    *("central_unit", "central_sentence", "central_text", "link_score"),
                )
            },
        ),
        "missing": Layouts(
            "missing",
            {
                "data": _places(
                    *("document", "region", "relation", "central_unit", "central_label"),
                    *("central_sentence", "central_text"),
                ),
                "excel": _review_places(72, 10, 16),
                "word": (
                    ColumnPlace("number", 10.0),
                    ColumnPlace("central_place", 64.0),
                    ColumnPlace("central_sentence", 16.0, "central_number"),
                    ColumnPlace("central_text"),
                    ColumnPlace("relation", 24.0, "judgement"),
                    ColumnPlace("evidence", 36.0, "review"),
                ),
                "page": (),
            },
        ),
        "added": Layouts(
            "added",
            {
                "data": _places(
                    *("document", "region", "unit", "label", "sentence", "text", "score", "requirements"),
                    *("responsible", "supporting", "due"),
                ),
                "excel": (
                    ColumnPlace("document", 14),
                    ColumnPlace("local_place", 18),
                    ColumnPlace("local_side", 90, "workbook.local_text"),
                    ColumnPlace("requirements", 26),
                    ColumnPlace("score", 8),
                    ColumnPlace("sentence", 9),
                ),
                "word": (
                    ColumnPlace("number", 10.0),
                    ColumnPlace("local_place", 64.0),
                    ColumnPlace("sentence", 16.0, "local_number"),
                    ColumnPlace("text"),
                    ColumnPlace("requirements", 31.0),
                    ColumnPlace("score", 13.0, "confidence_short"),
                    ColumnPlace("note", 36.0),
                ),
                "markdown": (),
                "page": (),
            },
        ),
    }
)


def pair_columns(table: str, form: FormName, rows: Iterable[PairRow] | None = None) -> tuple[PlacedColumn, ...]:
    """The columns of ``pairs`` ``links`` ``missing`` or ``added`` in a form.

    :param rows: what the table is to show, where columns that no row needs are to be left out.

    >>> [one.column.key for one in pair_columns("pairs", "notebook", ())]
    ['central_side', 'local_side', 'relation', 'evidence', 'score']
    """
    placed = _LAYOUTS[table].at(form, PAIR_COLUMNS)
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
