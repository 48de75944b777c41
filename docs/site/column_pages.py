"""The page of every column of every table, written from the declarations in ``results/`` and from the schema of the store."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from markdown_pieces import cell, code, table

from duizhao.results.cleaning_columns import cleaning_columns
from duizhao.results.columns import PlacedColumn
from duizhao.results.coverage_columns import coverage_columns
from duizhao.results.labels import Labels, column_headings, labels
from duizhao.results.matrix_columns import matrix_columns
from duizhao.results.pair_columns import pair_columns
from duizhao.results.pair_layouts import LAYOUTS
from duizhao.results.requirement_columns import requirement_columns
from duizhao.results.sentence_columns import sentence_columns
from duizhao.results.tidy_tables import TABLES

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_ABOVE = """# 各表的每一列

这一页由 `results/` 里各列的声明写出。表名是 `report.to_frame("表名")` 的，也是写成文件夹时各文件的名字；
列名是代码，中文名是给人看的各种形式和 `--lang zh` 里的。
空着的格子是没有：pandas 里是 `<NA>`，CSV 里是空格子。各种判断是什么意思，见[词汇](glossary.md)。
"""
_TYPES = {"string": "文字", "Int64": "整数", "Float64": "小数", "boolean": "是非", "date": "日期"}
_NOTES = Path(__file__).with_name("column_notes.toml")


def column_page() -> str:
    """The page: a table of columns for each table.

    >>> "`central_sentence`" in column_page()
    True
    """
    words, notes = labels("zh"), _notes()
    return "\n\n".join((_ABOVE.strip(), *_sections(words, labels("en"), notes))) + "\n"


def columns_of(name: str) -> tuple[PlacedColumn, ...]:
    """The columns of a table for programs."""
    if name in LAYOUTS:
        return pair_columns(name, "data")
    return {
        "sentences": sentence_columns,
        "requirements": requirement_columns,
        "matrix": matrix_columns,
        "coverage": coverage_columns,
        "cleaning": cleaning_columns,
    }[name]("data")


def undescribed() -> list[str]:
    """Columns that nobody has said the meaning of, as ``table.column``."""
    words, notes = labels("zh"), _notes()
    return [
        f"{name}.{one.column.key}"
        for name in TABLES
        for one in columns_of(name)
        if not _meaning(name, one.column.key, words, notes)
    ]


def _sections(words: Labels, english: Labels, notes: Mapping[str, Any]) -> Iterator[str]:
    for name in TABLES:
        yield f"## {notes['table'][name]['name']} `{name}`\n\n{notes['table'][name]['rows']}"
        head = ["列", "中文名（English）", "类型", "含义"]
        yield table(head, (_row(name, one, words, english, notes) for one in columns_of(name)))


def _row(name: str, one: PlacedColumn, words: Labels, english: Labels, notes: Mapping[str, Any]) -> list[str]:
    column = one.column
    return [
        code(column.key),
        cell(_headings(name, one, words, english)),
        _type(column.type, words, column.names),
        cell(_meaning(name, column.key, words, notes)),
    ]


def _headings(name: str, one: PlacedColumn, words: Labels, english: Labels) -> str:
    """What it is called in Chinese, by ``to_frame(…, lang="zh")``, and in English where a form has it."""
    own: Mapping[str, Any] = words["requirement_column"] if name == "requirements" else column_headings("zh")
    try:
        return f"{own[one.column.key]}（{one.heading(english)}）"
    except KeyError:  # no form for people has it
        return str(own.get(one.column.key, one.column.key))


def _type(kind: str | tuple[str, ...], words: Labels, names: str) -> str:
    if isinstance(kind, str):
        return _TYPES[kind]
    known = words[names] if names else {}
    return "、".join(f"{code(value)} {cell(known.get(value, ''))}".strip() for value in kind)


def _meaning(name: str, key: str, words: Labels, notes: Mapping[str, Any]) -> str:
    own = notes["column"].get(name, {}).get(key, "")
    if name == "requirements":
        return str(own or words["requirement_note"].get(key, ""))
    return str(own or notes["column"]["every"].get(key, ""))


def _notes() -> dict[str, Any]:
    return tomllib.loads(_NOTES.read_text(encoding="utf-8"))
