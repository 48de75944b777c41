"""The rows of a table of indicators: for each the indicator, its unit, what it starts from, and what is to be reached by when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..corpus import TableCell
from .indicator_rules import IndicatorRules
from .requirement import Binding, Requirement
from .rules import Rules
from .table_cells import CellFigure, cell_figure, sets_nothing
from .table_columns import ColumnRole, TableColumn
from .table_grid import GridRow

_OF_GROUP, _PART = "：", "，"
_CUMULATED = "累计"


@dataclass(frozen=True, slots=True)
class IndicatorColumns:
    """The columns of a table, for each with figures whether it is ``base``, ``target`` or ``past``, and what holds for all rows.

    ``unit`` is that of the whole table, ``last`` the last year of its plan.
    """

    columns: tuple[TableColumn, ...]
    sides: dict[int, str]
    unit: str | None = None
    last: int | None = None

    def at(self, *roles: ColumnRole) -> list[int]:
        """The places of the columns of some roles."""
        return [i for i, column in enumerate(self.columns) if column.role in roles]

    def targets(self) -> list[int]:
        """The places of the columns that say what is to be reached."""
        return [i for i, side in sorted(self.sides.items()) if side == "target"]

    @property
    def last_year(self) -> int | None:
        """The last year for which a target is set."""
        years = [year for i in self.targets() if (year := self.columns[i].year) is not None]
        return max(years, default=self.last)


@dataclass(slots=True)
class IndicatorReader:
    """Reads the rows of one table in their order; what could not be read is kept in ``unread``: a row, and a cell of it or none."""

    known: IndicatorColumns
    rules: IndicatorRules
    words: Rules
    unread: list[tuple[GridRow, TableCell | None]] = field(default_factory=list)
    group: str = ""
    _groups: dict[int, str] = field(default_factory=dict)  # by the columns in which they stand
    _parent: str = ""

    def read(self, row: GridRow, text: str, template: Requirement) -> Iterator[Requirement]:
        """The requirements of a row; ``template`` has what is the same for all of them, ``text`` is the cleaned text."""
        if row.alone is not None:
            self.begin_group(row.alone.text)
            return
        name = self._name(row)
        units = [row.cells[i].text for i in self.known.at("unit") if not sets_nothing(row.cells[i].text, self.rules)]
        if not row.fits or not name or any(unit[:1].isdigit() for unit in units):
            self.unread.append((row, None))
            return
        name, own = self._unit_in_name(name)
        unit = next(iter(units), own)
        template = replace(template, object=self._object(name), binding=self._binding(row))
        base, base_year = self._base(row, unit)
        for i in self.known.targets():
            column, cell = self.known.columns[i], row.cells[i]
            if sets_nothing(cell.text, self.rules):
                continue
            figure = self._figure(cell, column, unit)
            if figure is None:
                if any(char.isdigit() for char in cell.text):
                    self.unread.append((row, cell))
                continue
            # A column that says by when goes before what the table as a whole is about.
            year = column.year or (None if self.known.at("due") else self.known.last_year)
            found = _with_figure(template, figure, date=None if year is None else str(year))
            found = replace(found, quote=cell.span.of(text), span=cell.span)
            yield (
                self._grown(found, column, figure)
                if column.growth
                else replace(found, baseline=base, baseline_date=base_year if base is not None else None)
            )

    def begin_group(self, name: str) -> None:
        """Take in a line that names a group of the rows below it."""
        self.group = self.rules.numbered.sub("", name)
        self._groups, self._parent = {}, ""

    def _name(self, row: GridRow) -> str:
        """The indicator; what stands in front of it in columns of their own is its group, that of the row above where it is blank."""
        groups, names = self.known.at("group"), self.known.at("name") or self.known.at("task")
        texts = [row.cells[i].text for i in (*groups, *names)]
        last = max((i for i, text in enumerate(texts) if text), default=-1)
        if last < len(groups):
            return ""
        for i, text in enumerate(texts[:last]):
            if text:
                self._groups = {j: group for j, group in self._groups.items() if j < i} | {i: text}
        self._groups = {i: group for i, group in self._groups.items() if i < last and group != texts[last]}
        return texts[last]

    def _unit_in_name(self, name: str) -> tuple[str, str | None]:
        name = self.rules.numbered.sub("", "".join(name.split()))
        bracket = self.rules.bracket.match(name)
        unit = self.rules.measured.match(bracket["inside"]) if bracket else None
        return (bracket["name"], unit["unit"]) if bracket and unit else (name, None)

    def _object(self, name: str) -> str:
        """The indicator with its groups, and the one of which it is a part."""
        if self.rules.part_of.match(name) and self._parent:
            name = f"{self._parent}{_PART}{name}"
        else:
            self._parent = name
        groups = [self.rules.numbered.sub("", "".join(one.split())) for one in (self.group, *self._groups.values())]
        kept = [one for one in dict.fromkeys(groups) if one and not self._says_binding(one)]
        return _OF_GROUP.join([*kept, name])

    def _says_binding(self, text: str) -> bool:
        return bool(self.rules.binding_word.search(text) or self.rules.expected_word.search(text))

    def _binding(self, row: GridRow) -> Binding | None:
        said = [row.cells[i].text for i in self.known.at("binding")] or [self.group, *self._groups.values()]
        text = "".join(said)
        if self.rules.binding_word.search(text):
            return None if self.rules.expected_word.search(text) else "binding"
        return "expected" if self.rules.expected_word.search(text) else None

    def _base(self, row: GridRow, unit: str | None) -> tuple[float | None, str | None]:
        """What the indicator starts from, by the last of the columns that say so."""
        bases = [i for i, side in self.known.sides.items() if side == "base" and not self.known.columns[i].growth]
        for i in sorted(bases, key=lambda i: self.known.columns[i].year or 0, reverse=True):
            figure = self._figure(row.cells[i], self.known.columns[i], unit)
            if figure is not None and figure.value_max is None:
                year = self.known.columns[i].year
                return figure.value, None if year is None else str(year)
        return None, None

    def _figure(self, cell: TableCell, column: TableColumn, unit: str | None) -> CellFigure | None:
        counted = column.unit or unit or self.known.unit
        if column.growth and self.rules.by_rate.search(column.head) and not self.rules.in_brackets.match(cell.text):
            counted = column.unit or "%"
        return None if sets_nothing(cell.text, self.rules) else cell_figure(cell.text, counted, self.rules, self.words)

    def _grown(self, found: Requirement, column: TableColumn, figure: CellFigure) -> Requirement:
        """A figure of growth: of each year, or over all of them."""
        each = self.rules.yearly.search(column.head) is not None and not figure.cumulated
        over_all = figure.cumulated or (not each and self.rules.cumulated.search(column.head) is not None)
        return replace(found, action=column.head, per="P1Y" if each else None, within=_CUMULATED if over_all else None)


def _with_figure(template: Requirement, figure: CellFigure, *, date: str | None) -> Requirement:
    return replace(
        template,
        kind=figure.kind,
        comparator=figure.comparator,
        value=figure.value,
        value_max=figure.value_max,
        unit_of_measure=figure.unit_of_measure,
        per=figure.per,
        duration=figure.duration,
        per_what=figure.per_what,
        approximate=figure.approximate,
        within=_CUMULATED if figure.cumulated else None,
        date=date,
    )


def reads_indicators(columns: Sequence[TableColumn]) -> bool:
    """Does a table name indicators and set figures for them?"""
    roles = {column.role for column in columns}
    return "figures" in roles and bool(roles & {"name", "task"})
