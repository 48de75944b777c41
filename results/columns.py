"""Columns declared once: what a column is called, how its value is got from a row, and in which tables and forms it stands."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from .labels import Labels

SCORE_DIGITS = 4  # a probability estimated from some hundred sentences has no more to say
SEPARATOR = "、"

# How a form shows what is in a column. ``lines``: several texts; ``sentences``: sentences with their changed words marked; ``signed``: a
# code with its sign; ``judgement``: relation, probability and evidence together; ``running``: the number of the row in its table;
# ``count``: how many of a kind, which is its key; ``quantity``: a number of any size, whole or not.
ColumnKind = Literal[
    "text", "code", "number", "percent", "lines", "sentences", "signed", "judgement", "running", "count", "quantity"
]
# Where tables are shown: for programs ``data`` (frames, CSV, Parquet) and ``json``, the others for people.
FormName = Literal["data", "json", "excel", "word", "markdown", "page", "notebook", "text"]
# On which side of a row of two the value stands: it is got from each sentence there, else from the row.
ColumnSide = Literal["row", "local", "central"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its name for programs, its title among the labels (``workbook.local_id``), and how its value is got from a row.

    ``value`` is given the row, or the sentence on its ``side``, and gives text, a number, several texts, or ``None``; ``join`` stands
    between several where one is wanted. ``shown`` gives what people read where that is something else; a column of codes names the
    group of labels that translates them (``names``); another one that people are told is ``told``; a count the ``group`` of its kind.
    ``type`` is the pandas type, or the fixed values of a category.

    A column stands where a layout of its table names it. One that no layout names stands in all forms of the tables in ``everywhere``,
    behind the column ``beside`` where that is there, as wide as ``digits`` (Excel) and ``millimetres`` (Word) say. A reviewer writes in
    an ``open`` one. One that has ``needed`` is left out of what people read, and of JSON, where no row needs it. One ``of_unit`` says
    the same of all sentences of a unit: page and Word file say it once.

    >>> column = Column(key="kind", title="kind", value=lambda row: row["kind"], names="kind_name")
    >>> column.plain({"kind": "ratio"}), column.printed({"kind": "ratio"}, {"kind_name": {"ratio": "比例"}})
    ('ratio', '比例')
    """

    key: str
    title: str
    value: Callable[[Any], Any] = lambda _: None
    shown: Callable[[Any, Labels], Any] | None = None
    told: Callable[[Any], Any] | None = None
    names: str = ""
    side: ColumnSide = "row"
    kind: ColumnKind = "text"
    type: str | tuple[str, ...] = "string"
    join: str = "；"
    group: str = ""
    open: bool = False
    needed: Callable[[Any], bool] | None = None
    everywhere: tuple[str, ...] = ()
    beside: str = ""
    of_unit: bool = False
    digits: float = 12
    millimetres: float = 20.0

    def plain(self, row: Any) -> Any:
        """What a program reads: one value, several texts joined, a probability rounded."""
        value = self.bare(row)
        return self.join.join(value) if isinstance(value, (tuple, list)) else value

    def bare(self, row: Any) -> Any:
        """The same with several texts one by one, as JSON has them."""
        if row is None:  # nothing stands on that side
            return None
        value = self.value(row)
        return rounded(value) if self.kind == "percent" else value

    def printed(self, row: Any, words: Labels) -> Any:
        """What a person reads: text, a number, or what a form has its own way to show (``sentences``, ``judgement``)."""
        if self.shown is not None:
            return self.shown(row, words)
        value = self.code(row)
        if isinstance(value, tuple) and self.kind == "lines":
            return "\n".join(value)
        if self.names and value is not None:
            return words[self.names][value]
        return "" if value is None and self.kind in ("text", "code") else value

    def code(self, row: Any) -> Any:
        """What stands there for people, before it is put into words."""
        return (self.told or self.value)(row)

    def heading(self, words: Labels, title: str = "") -> str:
        """What stands above it, or above it in one form (``title``)."""
        found: Any = words
        for name in (title or self.title).split("."):
            found = found[name]
        return str(found)


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """A column in the layout of a table in one form.

    ``width`` is in the unit of the form (digits in Excel, millimetres in Word); without one it takes what is left. ``width_en`` is
    that where the words are English. ``title`` is what it is called here: the key of a label, in JSON the key itself.
    """

    key: str
    width: float | None = None
    title: str = ""
    width_en: float | None = None


@dataclass(frozen=True, slots=True)
class PlacedColumn:
    """A column where it stands."""

    column: Column
    place: ColumnPlace

    @property
    def name(self) -> str:
        """Its key in JSON."""
        return self.place.title or self.column.key

    def heading(self, words: Labels) -> str:
        """What stands above it here."""
        return self.column.heading(words, self.place.title)

    def width(self, words: Labels) -> float | None:
        """How wide it is here."""
        return self.place.width_en if words["html_lang"] == "en" and self.place.width_en else self.place.width


@dataclass(frozen=True, slots=True)
class Layouts:
    """A table's columns by form, in the order in which they stand."""

    table: str
    places: Mapping[FormName, Sequence[ColumnPlace]] = field(default_factory=dict)

    def at(self, form: FormName, columns: Iterable[Column]) -> tuple[PlacedColumn, ...]:
        """The columns that stand in a form of the table: those its layout names, and those of the rest that stand everywhere.

        >>> known = [Column(key="text", title="text"), Column(key="path", title="path", everywhere=("pairs",))]
        >>> [one.column.key for one in Layouts("pairs", {"data": [ColumnPlace("text")]}).at("data", known)]
        ['text', 'path']
        """
        by_key = {column.key: column for column in columns}
        if form not in self.places:
            return ()
        placed = [PlacedColumn(by_key[place.key], place) for place in self.places[form]]
        for column in by_key.values():
            if self.table in column.everywhere and column.key not in [one.column.key for one in placed]:
                at = next((i for i, one in enumerate(placed, 1) if one.column.key == column.beside), len(placed))
                width = {"excel": column.digits, "word": column.millimetres}.get(form)
                placed.insert(at, PlacedColumn(column, ColumnPlace(column.key, width)))
        return tuple(placed)


@dataclass(frozen=True, slots=True)
class TidyTable:
    """A table by the names of its columns; ``types`` are pandas types or the values of a category, ``string`` for those not named."""

    columns: tuple[str, ...]
    rows: list[dict[str, Any]]
    types: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)


def tidy_table(placed: Sequence[PlacedColumn], rows: Iterable[Mapping[str, Any]]) -> TidyTable:
    """A table for programs of these columns."""
    types = {one.column.key: one.column.type for one in placed if one.column.type != "string"}
    return TidyTable(tuple(one.column.key for one in placed), [dict(row) for row in rows], types)


def tidy_row(placed: Sequence[PlacedColumn], row: Any) -> dict[str, Any]:
    """A row as programs read it."""
    return {one.column.key: one.column.plain(row) for one in placed}


def widths(placed: Sequence[PlacedColumn], room: float, words: Labels) -> list[float]:
    """How wide each column is where all of them together take ``room``: those without a width share what the others leave.

    >>> known = [PlacedColumn(Column(key=name, title=name), ColumnPlace(name, width)) for name, width in (("a", 10.0), ("b", None))]
    >>> widths(known, 100.0, {"html_lang": "zh-CN"})
    [10.0, 90.0]
    """
    given = [one.width(words) for one in placed]
    left = room - sum(width for width in given if width is not None)
    share = left / max(1, given.count(None))
    return [share if width is None else width for width in given]


def rounded(probability: float | None) -> float | None:
    """A probability as programs read it; ``None`` where there is none.

    >>> rounded(0.123456), rounded(float("nan"))
    (0.1235, None)
    """
    if probability is None or not math.isfinite(probability):
        return None
    return round(float(probability), SCORE_DIGITS)
