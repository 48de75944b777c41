"""What the columns of a table hold, by their heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ..corpus import MARKED_AS_SAME
from .indicator_rules import IndicatorRules
from .table_years import HeadMeaning, PlanTime, ValueColumn, sides, year_of

ColumnRole = Literal[
    "serial", "group", "name", "unit", "binding", "lead", "support", "due", "task", "remark", "figures", "other"
]
_BY_NAME: tuple[ColumnRole, ...] = (
    "serial", "unit", "group", "lead", "support", "due", "binding", "name", "remark",
)  # fmt: skip
_BLANK = re.compile(r"\s+")
_FEWEST_HEADS = 2
_LONGEST_HEAD = 40


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its head as printed, its role; of figures what the head says of them.

    ``unit`` stands in brackets behind the head. ``growth`` is by how much a year, or over all years; ``aims`` says that tasks
    may as well be targets.
    """

    head: str
    role: ColumnRole
    said: HeadMeaning = "nothing"
    year: int | None = None
    unit: str | None = None
    growth: bool = False
    aims: bool = False


def head_of(printed: Sequence[str], rules: IndicatorRules) -> TableColumn:
    """What a column is; ``printed`` are its heads, the outer one first.

    >>> from duizhao.extract.indicator_rules import load_indicator_rules
    >>> rules = load_indicator_rules()
    >>> [head_of([head], rules).role for head in ("指标", "单位", "2020年", "属性", "责任单位", "完成时限", "工作任务")]
    ['name', 'unit', 'figures', 'binding', 'lead', 'due', 'task']
    >>> head_of(["目标值", "2030年（%）"], rules)
    TableColumn(head='目标值2030年', role='figures', said='aim', year=2030, unit='%', growth=False, aims=False)
    """
    heads = [_BLANK.sub("", head) for head in printed if len(head) <= _LONGEST_HEAD]
    if len(heads) < len(printed):
        return TableColumn("", "other")
    unit = None
    if heads and (bracket := rules.bracket.match(heads[-1])) is not None:
        inside = rules.measured.match(bracket["inside"])
        unit = inside["unit"] if inside else None
        named = bracket["name"] if inside or rules.year.search(bracket["inside"]) is None else None
        heads[-1] = named or heads[-1]
    head = "".join(heads)
    year = year_of(head, rules)
    if year is None and head:
        role = next((one for one in _BY_NAME if getattr(rules, one).search(head)), None)
        if role is not None:
            return TableColumn(head, role, unit=unit)
    said = _said(heads, rules)
    task = year is None and rules.task.match(head) is not None
    over_years = rules.yearly.search(head) or rules.cumulated.search(head)
    growth = rules.growth.search(head) is not None and (year is None or over_years is not None)
    if year is not None or growth or (said != "nothing" and not task):
        several = year is None and rules.year.search(head) is not None
        return TableColumn(head, "other" if several else "figures", said, year, unit, growth)
    return TableColumn(head, "task" if task else "other", said, unit=unit, aims=task and said == "target")


def _said(heads: Sequence[str], rules: IndicatorRules) -> HeadMeaning:
    own, above = (heads[-1] if heads else ""), "".join(heads[:-1])
    if rules.base.search(own):
        return "base"
    if rules.target.search(own):
        return "target"
    if rules.done.search(own) or rules.base.search(above):
        return "base"
    return "aim" if rules.target.search(above) else "nothing"


def is_head(cells: Sequence[str], rules: IndicatorRules) -> bool:
    """Does a row name columns: several of its cells are heads, one of them of what the rows are about?"""
    known = [head_of([cell], rules).role for cell in cells if cell and cell != MARKED_AS_SAME]
    about = {"name", "task", "group"}.intersection(known)
    return bool(about) and sum(role != "other" for role in known) >= max(_FEWEST_HEADS, (len(known) + 1) // 2)


def is_second_head(cells: Sequence[str], rules: IndicatorRules) -> bool:
    """Does a row below a head go on with it: nothing in it but heads of columns with figures?"""
    own = [cell for cell in cells if cell and cell != MARKED_AS_SAME]
    return bool(own) and all(head_of([cell], rules).role not in ("other", "task", "name") for cell in own)


def columns_of(heads: Sequence[Sequence[str]], rules: IndicatorRules) -> tuple[TableColumn, ...]:
    """The columns under one or more rows of heads; a blank cell belongs to the head on its left where one of the next row stands below.

    >>> from duizhao.extract.indicator_rules import load_indicator_rules
    >>> heads = [["指标", "2020年", "目标值", ""], ["〃", "〃", "2025年", "2030年"]]
    >>> [(column.said, column.year) for column in columns_of(heads, load_indicator_rules())[1:]]
    [('nothing', 2020), ('aim', 2025), ('aim', 2030)]
    """
    width = max(map(len, heads))
    rows = [[*row, *[""] * (width - len(row))] for row in heads]
    for above, below in pairwise(rows):
        for i in range(1, width):
            if not above[i] and below[i] not in ("", MARKED_AS_SAME):
                above[i] = above[i - 1]
    columns: list[TableColumn] = []
    for i in range(width):
        printed = [row[i] for row in rows if row[i] not in ("", MARKED_AS_SAME)]
        column = head_of(list(dict.fromkeys(printed)), rules)
        if not printed and columns and columns[-1].role in ("name", "group", "task"):
            column = columns[-1]  # a head over two columns: the group and the indicator
        columns.append(column)
    return _aims(columns)


def _aims(columns: Sequence[TableColumn]) -> tuple[TableColumn, ...]:
    """目标任务 is a target beside an indicator, a task in a list of tasks."""
    named = any(column.role == "name" for column in columns)
    return tuple(
        TableColumn(column.head, "figures", "target", unit=column.unit) if column.aims and named else column
        for column in columns
    )


def sides_of(columns: Sequence[TableColumn], time: PlanTime) -> dict[int, str] | None:
    """For each column with figures ``base``, ``target`` or ``past``; ``None`` where one cannot be told, or two are the same target."""
    figures = [(i, column) for i, column in enumerate(columns) if column.role == "figures"]
    plain = [(i, column) for i, column in figures if not column.growth]
    told = sides([ValueColumn(column.said, column.year) for _, column in plain], time)
    if told is None:
        return None
    found: dict[int, str] = {i: side for (i, _), side in zip(plain, told, strict=True)}
    years = [column.year for i, column in plain if found[i] == "target"]
    if len(set(years)) < len(years):
        return None
    for i, column in figures:
        if column.growth:
            before = column.year is not None and time.start is not None and column.year < time.start
            unsure = column.year is not None and time.start is None and column.said not in ("target", "aim")
            found[i] = "past" if before or unsure or column.said == "base" else "target"
    return found
