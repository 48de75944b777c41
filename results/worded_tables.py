"""A table for programs with headings and values in Chinese, for people who work with the table and not with the codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..corpus import UnknownFormatError
from .cleaning_columns import cleaning_columns
from .columns import Column, PlacedColumn, TidyTable
from .coverage_columns import coverage_columns
from .labels import CHANGES, Labels, column_headings, labels, rule_name
from .matrix_columns import STRICTNESS, matrix_columns
from .pair_columns import pair_columns
from .requirement_columns import requirement_columns
from .sentence_columns import sentence_columns

_CODES, _CHINESE = "en", "zh"
# A figure says in codes what became of the central one: 每季度（quantified：定期）.
_CHANGE = re.compile(f"（({'|'.join(CHANGES)})(?=[：）])")


def worded(table: TidyTable, name: str, lang: str) -> TidyTable:
    """The table called ``name`` with Chinese headings and values (``zh``), or as it is (``en``: the codes).

    Numbers, ids and yes or no stay what they are; a column of a local document in the matrix is called as before.

    :raises UnknownFormatError: another language.

    >>> import duizhao as dz
    >>> from duizhao.results.tidy_tables import table_of
    >>> sample = dz.sample_folder()
    >>> report = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt")
    >>> worded(table_of(report, "links"), "links", "zh").columns[:4]
    ('文件', '条款编号', '句子编号', '原文')
    """
    if lang not in (_CODES, _CHINESE):
        raise UnknownFormatError(f"没有语言 {lang}，需要 en（代码）、zh（中文）之一；请改用其中一种")
    if lang == _CODES:
        return table
    chinese = _ChineseTable(labels(_CHINESE), column_headings(_CHINESE), name)
    columns = {one.column.key: one.column for one in _PLACED[name]()}
    headings = {key: chinese.heading(key) for key in table.columns}
    says = {key: chinese.translated(columns[key]) for key in table.columns if key in columns}
    return TidyTable(
        tuple(headings.values()),
        [{headings[key]: says.get(key, _as_it_is)(value) for key, value in row.items()} for row in table.rows],
        {headings[key]: _type(kind, says.get(key, _as_it_is)) for key, kind in table.types.items()},
    )


@dataclass(frozen=True, slots=True)
class _ChineseTable:
    words: Labels
    headings: Mapping[str, str]
    table: str

    def heading(self, key: str) -> str:
        if key.startswith(STRICTNESS):
            return str(self.words["workbook"]["strictness"].format(name=key.removeprefix(STRICTNESS)))
        own = self.words["requirement_column"] if self.table == "requirements" else self.headings
        return str(own.get(key, key))

    def translated(self, column: Column) -> Callable[[Any], Any]:
        """What turns a code of a column into words."""
        words = self.words
        if column.key == "rule":
            return lambda value: rule_name(value, words)
        if column.key == "requirements":
            return lambda value: value and _CHANGE.sub(lambda found: "（" + words["change_name"][found[1]], value)
        names: Mapping[str, str] = {}
        if column.names:
            names = words[column.names]
        elif self.table == "requirements" and column.key == "change":
            names = words["change_name"]
        elif column.key == "unit_of_measure":
            names = words["measure_name"]
        return lambda value: names.get(value, value)


def _as_it_is(value: Any) -> Any:
    return value


def _type(kind: str | tuple[str, ...], says: Callable[[Any], Any]) -> str | tuple[str, ...]:
    return kind if isinstance(kind, str) else tuple(map(says, kind))


def _pairs(name: str) -> Callable[[], Iterable[PlacedColumn]]:
    return lambda: pair_columns(name, "data")


_PLACED: Mapping[str, Callable[[], Iterable[PlacedColumn]]] = {
    "sentences": lambda: sentence_columns("data"),
    **{name: _pairs(name) for name in ("pairs", "links", "missing", "added")},
    "requirements": lambda: requirement_columns("data"),
    "matrix": lambda: matrix_columns("data"),
    "coverage": lambda: coverage_columns("data"),
    "cleaning": lambda: cleaning_columns("data"),
}
