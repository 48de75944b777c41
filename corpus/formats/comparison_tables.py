"""Tables that set an old text beside a new one (新旧条文对照表): two texts, of which the new one is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ...language import load_table
from ..clean.lines import STRUCTURE_START

_HEADS = 3  # rows at the top of a table in which its headings may stand
_MOST_COLUMNS = 8
_MOST_HEADING = 60
_FEW_ROWS = 2
_LABEL = 12  # characters of a number in front of an article


@dataclass(frozen=True, slots=True)
class ComparisonRules:
    """The expressions of ``tables/comparison.toml``: headings of the two columns, and what the new one says of an article."""

    old: re.Pattern[str]
    new: re.Pattern[str]
    kept: re.Pattern[str]
    gone: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Sides:
    """Where the headings of a table stand (``row``), and which of its columns hold the old text and the new one."""

    row: int
    old: int
    new: int
    headings: tuple[str, ...]

    def warning(self) -> str:
        """What is said of a table of which one column is read."""
        left = "、".join(f"“{one}”" for i, one in enumerate(self.headings) if i != self.new and one)
        return f"表格是新旧条文对照表，只读“{self.headings[self.new]}”一栏，{left}没有读入"


_UNKNOWN_SIDES = "表格的两栏像是条文对照，但没有写明哪一栏是新的，两栏都读入了；请只留要分析的一栏再试"


def load_comparison_rules() -> ComparisonRules:
    """The packaged table.

    >>> load_comparison_rules().new.search("修改后条文") is not None
    True
    """
    table = load_table("duizhao.corpus", "comparison")
    return ComparisonRules(*(re.compile(table[name]["pattern"]) for name in ("old", "new", "kept", "gone")))


@dataclass(slots=True)
class Comparisons:
    """Looks at the tables of a document, one after the other: the headings may stand above the first of them only."""

    rules: ComparisonRules
    warnings: list[str] = field(default_factory=list)
    _earlier: Sides | None = None

    def find(self, rows: Sequence[Sequence[str]]) -> Sides | None:
        """Which columns of a table are the old text and the new one; what has to be said of it goes to ``warnings``.

        :param rows: the texts of its cells.

        >>> rows = [["现行条文", "修改后条文"], ["第一条　每年1次。", "第一条　每年2次。"]]
        >>> Comparisons(load_comparison_rules()).find(rows).new
        1
        """
        found = sides(rows, self.rules)
        if found is None and self._earlier is not None and _goes_on(rows, self._earlier):
            found = replace(self._earlier, row=-1)
        if found is not None:
            self._earlier = found
            self.warnings.append(found.warning())
        elif are_beside(rows):
            self.warnings.append(_UNKNOWN_SIDES)
        return found


def _goes_on(rows: Sequence[Sequence[str]], earlier: Sides) -> bool:
    """Does a table without headings have the columns of the one before it, with provisions in both?"""
    width = len(earlier.headings)
    return all(len(row) <= width for row in rows) and any(
        len(row) == width and _is_provision(row[earlier.old]) and _is_provision(row[earlier.new]) for row in rows
    )


def sides(rows: Sequence[Sequence[str]], rules: ComparisonRules) -> Sides | None:
    """Which columns of a table are the old text and the new one; ``None`` where it is no such table.

    :param rows: the texts of its cells.

    >>> rows = [["现行条文", "修改后条文"], ["第一条　每年1次。", "第一条　每年2次。"]]
    >>> sides(rows, load_comparison_rules()).new
    1
    """
    for i, row in enumerate(rows[:_HEADS]):
        if not 2 <= len(row) <= _MOST_COLUMNS or any(len(cell) > 4 * _MOST_HEADING for cell in row):
            continue
        headings = tuple("".join(cell.split()) for cell in row)
        old, new = (
            [j for j, heading in enumerate(headings) if len(heading) <= _MOST_HEADING and pattern.search(heading)]
            for pattern in (rules.old, rules.new)
        )
        if len(old) == len(new) == 1 and any(_is_provision(cell) for cells in rows[i + 1 :] for cell in cells):
            return Sides(i, old[0], new[0], headings)
    return None


def are_beside(rows: Sequence[Sequence[str]]) -> bool:
    """Do the two columns of a table hold the same articles side by side?

    >>> are_beside([["第一条　免费。", "第一条　收费。"], ["第二条　公开。", "第二条　公布。"]])
    True
    """
    numbered = [
        (left.group().strip(), right.group().strip())
        for row in rows
        if len(row) == 2
        and (left := STRUCTURE_START.match(row[0].lstrip())) is not None
        and (right := STRUCTURE_START.match(row[1].lstrip())) is not None
    ]
    same = sum(left[:_LABEL] == right[:_LABEL] for left, right in numbered)
    return same >= _FEW_ROWS and same * 2 >= len(rows)


def counts_as(cell: str, rules: ComparisonRules) -> str:
    """What a cell of the new text is: ``text``, ``kept`` where the old one goes on, ``gone`` where there is none.

    >>> [counts_as(cell, load_comparison_rules()) for cell in ("第一条　免费。", "（不变）", "删除", "")]
    ['text', 'kept', 'gone', 'gone']
    """
    bare = "".join(cell.split())
    if not bare or (len(bare) <= _MOST_HEADING and rules.gone.search(bare)):
        return "gone"
    return "kept" if len(bare) <= _MOST_HEADING and rules.kept.search(bare) else "text"


def _is_provision(cell: str) -> bool:
    return STRUCTURE_START.match(cell.lstrip()) is not None or cell.rstrip().endswith("。")
