"""The page of the columns of a store, written from its schema and from the questions behind its tables."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from markdown_pieces import cell, code, table

from duizhao.batch.store_tables import STORE_TABLES
from duizhao.results.labels import labels

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_ABOVE = """# 库里的每一列

这一页由库的定义（`batch/schema/`）写出：`duizhao batch export` 和 `store.table("表名")` 给出的各表，列按次序。库怎样用，见[批量](批量.md)；
库本身是 SQLite，别的程序也能查这些表。
"""
_TYPES = {"Int64": "整数", "Float64": "小数", "boolean": "是非"}
_NOTES = Path(__file__).with_name("column_notes.toml")


def store_page() -> str:
    """The page: a table of columns for each table of a store.

    >>> "`upper_title`" in store_page()
    True
    """
    return "\n\n".join((_ABOVE.strip(), *_sections())) + "\n"


def store_columns(name: str) -> tuple[str, ...]:
    """The columns of a table of a store, in their order.

    >>> store_columns("links")
    ('local', 'central', 'sentence', 'central_sentence', 'score')
    """
    return _store_columns()[name]


@cache
def _store_columns() -> Mapping[str, tuple[str, ...]]:
    schema = sorted((one for one in files("duizhao.batch").joinpath("schema").iterdir()), key=lambda one: one.name)
    connection = sqlite3.connect(":memory:")
    try:
        for script in schema:
            connection.executescript(script.read_text(encoding="utf-8"))
        found = {name: connection.execute(known.question).description for name, known in STORE_TABLES.items()}
    finally:
        connection.close()
    return MappingProxyType({name: tuple(one[0] for one in columns) for name, columns in found.items()})


def undescribed_in_store() -> list[str]:
    """Columns of a store that nobody has said the meaning of, as ``table.column``."""
    notes = _notes()
    return [f"{name}.{key}" for name in STORE_TABLES for key in store_columns(name) if not _meaning(name, key, notes)]


def _sections() -> Iterator[str]:
    notes = _notes()
    for name, known in STORE_TABLES.items():
        yield f"## {notes['table'][name]['name']} `{name}`\n\n{notes['table'][name]['rows']}"
        rows = (
            [code(key), _TYPES.get(known.types.get(key, ""), "文字"), cell(_meaning(name, key, notes))]
            for key in store_columns(name)
        )
        yield table(["列", "类型", "含义"], rows)


def _meaning(name: str, key: str, notes: Mapping[str, Any]) -> str:
    own = notes["column"].get(name, {}).get(key, "")
    figures = labels("zh")["requirement_note"] if name == "requirements" else {}
    return str(own or figures.get(key, "") or notes["column"]["every"].get(key, ""))


def _notes() -> dict[str, Any]:
    read: dict[str, Any] = tomllib.loads(_NOTES.read_text(encoding="utf-8"))["store"]
    return read
