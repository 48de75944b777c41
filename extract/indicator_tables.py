"""Tables of indicators and lists of tasks: what their rows demand; rows that are not understood demand nothing, and a warning says so."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..corpus import Positions, TextTable, find_tables
from ..language import Span
from ..segmenter import SegmentedDocument, Sentence, Unit
from .indicator_rows import IndicatorColumns, IndicatorReader, reads_indicators
from .indicator_rules import IndicatorRules, load_indicator_rules
from .overlong import overlong_warnings
from .requirement import Requirement
from .rules import Rules, load_rules
from .stated_cells import sets_bounds, stated_bounds, stated_requirement
from .table_columns import TableColumn, sides_of
from .table_grid import GridRow, TableGrid, grids_of, has_figures
from .table_years import PlanTime, plan_years
from .task_rows import due_in, duties_in, responsible_in
from .torn_tables import goes_on_below, is_printed, is_torn

_MOST_TOLD = 5  # of one table
_LINES_ABOVE, _LONGEST_ABOVE = 2, 60
_YEAR = re.compile(r"\d{4}")
_UNDECIDED = "分不清表格里哪一栏是现状、哪一栏是目标，表中各行没有提取；请在栏名里写明“现状”“目标”后再试"
_UNKNOWN = "没有认出表格各栏的意思，表中各行没有提取；请人工查看"
_TORN = "版式文件里的表格有空格或折行的格子，各行读不完整，没有提取；请人工查看"
_ROW = "表格的这一行与栏名对不上，没有提取；请人工查看"
_CELL = "没有读懂表格里的“{}”，没有提取；请人工查看"
_MORE = "从这里起，同一张表还有 {} 处没有读懂，没有提取；请人工查看"


@dataclass(frozen=True, slots=True)
class TableReading:
    """What the tables of a document demand, by units, where they stand, and what was left aside (Chinese, one line each)."""

    requirements: Mapping[str, Sequence[Requirement]] = field(default_factory=dict)
    places: tuple[Span, ...] = ()
    warnings: tuple[str, ...] = ()

    def outside(self, unit: Unit) -> Unit:
        """A unit without the sentences that are rows of tables."""
        if not self.places:
            return unit
        return replace(unit, sentences=tuple(one for one in unit.sentences if not self._holds(one)))

    def _holds(self, sentence: Sentence) -> bool:
        at = bisect_left(self.places, sentence.span.start, key=lambda place: place.start)
        near = self.places[max(0, at - 1) : at + 1]
        return any(one.start < sentence.span.end and sentence.span.start < one.end for one in near)


def read_tables(document: SegmentedDocument, words: Rules | None = None) -> TableReading:
    r"""Read the tables that stand in the units of a document. Linear in their length; nothing is done in a text without tabs.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> text = "一、目标\n（一）指标。见下表。\n指标\t单位\t2030年\t2035年目标\n书屋数量\t个\t120\t≥300\n（二）书屋免费开放。"
    >>> [found] = read_tables(segment_document(make_document(text))).requirements["1"]
    >>> found.object, found.value, found.comparator, found.date, found.baseline, found.baseline_date
    ('书屋数量', 300.0, '>=', '2035', 120.0, '2030')
    """
    own = document.document
    units = _Units(document.units)
    tables = [
        (table, unit) for table in find_tables(own.text, own.extent) if (unit := units.of(table.span)) is not None
    ]
    if not tables:
        return TableReading()
    rules = load_indicator_rules()
    said = (own.metadata.title or "", own.extent.of(own.text))
    plan = next(filter(None, (plan_years(one, rules) for one in said)), None)
    reader = _Reader(document, rules, words or load_rules(), units, plan)
    for table, unit in tables:
        reader.read(table, unit)
    return TableReading(reader.found, tuple(reader.places), tuple(reader.warnings))


def table_warnings(document: SegmentedDocument, words: Rules | None = None) -> tuple[str, ...]:
    r"""What of a document could not be read for its figures, one line each: tables, and sentences that are none.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> text = "一、目标\n（一）指标。见下表。\n指标\t单位\t2030年\t2035年\n书屋数量\t个\t120\t300\n（二）书屋免费开放。"
    >>> table_warnings(segment_document(make_document(text)))[0].partition("）")[2][:9]
    '：分不清表格里哪一'
    """
    return (*read_tables(document, words).warnings, *overlong_warnings(document))


class _Units:
    """The units of a document by their places."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        self._starts = [unit.span.start for unit in units]

    def at(self, place: int) -> Unit | None:
        """The unit at a place."""
        i = bisect_right(self._starts, place)
        return self._units[i - 1] if i and self._units[i - 1].span.end > place else None

    def of(self, place: Span) -> Unit | None:
        """The unit in which a stretch begins, else the first that begins inside it; ``None`` for one in an annex left aside."""
        i = bisect_right(self._starts, place.start)
        inside = i < len(self._units) and self._starts[i] < place.end
        return self.at(place.start) or (self._units[i] if inside else None)


@dataclass(slots=True)
class _Reader:
    """Reads one table after another; one without a head right behind another one goes on with its columns."""

    document: SegmentedDocument
    rules: IndicatorRules
    words: Rules
    units: _Units
    plan: tuple[int, int] | None  # that of the title, else the one that the text names
    found: dict[str, list[Requirement]] = field(default_factory=dict)
    places: list[Span] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    _before: tuple[int, tuple[TableColumn, ...]] = (0, ())

    @property
    def text(self) -> str:
        return self.document.document.text

    def read(self, table: TextTable, unit: Unit) -> None:
        """Take in a table that begins in a unit."""
        self.places.append(table.span)
        before, group = self._goes_on(table)
        if is_printed(self.document.document):
            rest = goes_on_below(table, self.text, self.rules)
            if is_torn(table, rest, self.rules):
                self.places[-1] = Span(table.span.start, max(table.span.end, rest.end))
                self._before = (0, ())
                self._warn(table.span.start, _TORN)
                return
        for grid in grids_of(table, self.rules, before=before):
            self._read(grid, unit, "" if grid.head_rows else group)
            self._before = (grid.span.end, grid.columns)

    def _goes_on(self, table: TextTable) -> tuple[tuple[TableColumn, ...], str]:
        """The columns of the table before, where only a line that names a group stands between; and that line."""
        end, columns = self._before
        between = self.text[end : table.span.start].strip()
        apart = len(between) > _LONGEST_ABOVE or "\n" in between or "。" in between
        return ((), "") if apart or table.columns > len(columns) else (columns, between)

    def _read(self, grid: TableGrid, unit: Unit, group: str) -> None:
        columns = grid.columns
        roles = {column.role for column in columns}
        above = self._above(grid.span.start)
        time = self._time(above)
        sides: dict[int, str] | None = {}
        if reads_indicators(columns):
            sides = sides_of(columns, time)
        elif not ("task" in roles or ("name" in roles and roles & {"lead", "due"})):
            self._not_understood(grid, unit)
            return
        if sides is None:
            self._warn(grid.span.start, _UNDECIDED)
            return
        known = IndicatorColumns(columns, sides, self._table_unit(above), self._last_year(time, above))
        reader = IndicatorReader(known, self.rules, self.words)
        if group:
            reader.begin_group(group)
        for row in grid.rows:
            own = self.units.at(row.span.start) or unit
            self.found.setdefault(own.id, []).extend(self._of_row(row, reader, self._template(row, own, known)))
        self._tell(reader)

    def _of_row(self, row: GridRow, reader: IndicatorReader, template: Requirement) -> Iterator[Requirement]:
        """Its figures; of a list of tasks what their words demand, and the deadline."""
        known = reader.known
        due = due_in(row, known, self.text, template, self.rules, self.words) if row.fits else None
        for one in reader.read(row, self.text, template):
            yield one if one.date or due is None else replace(one, date=due.date)
        if row.alone is not None or not row.fits:
            return
        if known.at("name") or not known.targets():
            yield from duties_in(row, known, self.text, template, self.words)
        if due is not None and not known.targets():
            yield due
        undated = [row.cells[i] for i in known.at("due") if due is None and any(map(str.isdigit, row.cells[i].text))]
        reader.unread += [(row, cell) for cell in undated]

    def _tell(self, reader: IndicatorReader) -> None:
        """Warn of rows and cells that were not read."""
        for row, cell in reader.unread[:_MOST_TOLD]:
            place = row.span.start if cell is None else cell.span.start
            self._warn(place, _ROW if cell is None else _CELL.format(cell.text))
        if len(reader.unread) > _MOST_TOLD:
            row, _ = reader.unread[_MOST_TOLD]
            self._warn(row.span.start, _MORE.format(len(reader.unread) - _MOST_TOLD))

    def _template(self, row: GridRow, unit: Unit, known: IndicatorColumns) -> Requirement:
        """What is the same for every requirement of a row."""
        subject = responsible_in(row, known, self.rules) if row.fits else None
        return Requirement(
            unit=unit.id,
            label=unit.place,
            sentence="",
            text=row.span.of(self.text).strip(),
            quote="",
            span=row.span,
            kind="measure",
            subject=subject,
            subject_from="note" if subject else None,
        )

    def _above(self, start: int) -> str:
        """The short lines above a table: its title, its unit."""
        lines = self.text[max(0, start - 200) : start].rstrip("\n").split("\n")[-_LINES_ABOVE:]
        return "\n".join(line for line in lines if len(line) <= _LONGEST_ABOVE and "。" not in line)

    def _time(self, above: str) -> PlanTime:
        own = self.document.document
        start, end = plan_years(above, self.rules) or self.plan or (None, None)
        days = [day for day in (own.metadata.adopted, own.metadata.issued, own.metadata.date) if day is not None]
        issued = min((int(day[:4]) for day in days if _YEAR.match(day)), default=None)
        return PlanTime(start, end, issued)

    def _last_year(self, time: PlanTime, above: str) -> int | None:
        """The one year that stands above a table or in the title, else the last one of the plan."""
        title = self.document.document.metadata.title or ""
        for said in (above, title):
            years = {int(found["year"]) for found in self.rules.year.finditer(said)}
            if len(years) == 1:
                return years.pop()
        return time.end

    def _table_unit(self, above: str) -> str | None:
        found = self.rules.default_unit.search(above)
        return found["unit"] if found else None

    def _not_understood(self, grid: TableGrid, unit: Unit) -> None:
        """Take what cells say by their own words, and warn of a table that may demand more."""
        stated = stated_bounds(grid.rows, self.text, self.words)
        figures = has_figures(grid, self.rules)
        demanded = [one for one in stated if one.by_itself and not self.rules.scored.search(one.sentence)]
        taken = demanded if sets_bounds(stated) and not figures else []
        for one in taken:
            own = self.units.at(one.row.span.start) or unit
            template = self._template(one.row, own, IndicatorColumns((), {}))
            self.found.setdefault(own.id, []).append(stated_requirement(one, template, self.words))
        if len(taken) < len(stated) or figures:
            self._warn(grid.span.start, _UNKNOWN)

    def _warn(self, place: int, said: str) -> None:
        self.warnings.append(f"{Positions(self.document.document.file).name(place)}：{said}")
