"""The tables of a store for programs: which there are, and each as a tidy table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..corpus import UnknownFormatError
from ..results.columns import TidyTable
from .store_file import StoreFile

_WHOLE = "Int64"
_TRUE = "boolean"
_REAL = "Float64"


@dataclass(frozen=True, slots=True)
class StoreTable:
    """A question, in an order that follows from what is there alone, and the types of its columns that are not text."""

    question: str
    types: Mapping[str, str]


STORE_TABLES: Mapping[str, StoreTable] = MappingProxyType(
    {
        "documents": StoreTable(
            "SELECT * FROM documents ORDER BY path, part", {"part": _WHOLE, "characters": _WHOLE, "compared": _TRUE}
        ),
        "bases": StoreTable("SELECT * FROM basis ORDER BY document, position", {"position": _WHOLE}),
        "units": StoreTable("SELECT * FROM unit ORDER BY document, position", {"position": _WHOLE}),
        "sentences": StoreTable("SELECT * FROM sentence ORDER BY document, unit, position", {"position": _WHOLE}),
        "links": StoreTable("SELECT * FROM link ORDER BY local, central, sentence, central_sentence", {"score": _REAL}),
        "verdicts": StoreTable(
            "SELECT * FROM verdicts ORDER BY local, central, side DESC, coalesce(sentence, central_sentences)",
            {"certainty": _REAL, "settled": _TRUE, "reviewed": _TRUE},
        ),
        "coverage": StoreTable(
            "SELECT * FROM coverage ORDER BY local, central, central_unit", {"counted": _TRUE, "certainty": _REAL}
        ),
        "requirements": StoreTable(
            "SELECT * FROM requirements ORDER BY document, central, position",
            {"position": _WHOLE, "value": _REAL, "value_max": _REAL}
            | dict.fromkeys(("compared", "working_days", "vague"), _TRUE),
        ),
        "uptake": StoreTable(
            "SELECT * FROM uptake ORDER BY central, position",
            dict.fromkeys(("position", "documents", "implemented", "partial", "absent", "quantified"), _WHOLE),
        ),
        "corrections": StoreTable("SELECT * FROM correction ORDER BY id", {}),
        "unfinished": StoreTable("SELECT * FROM unfinished ORDER BY path, status", {}),
        "runs": StoreTable(
            "SELECT r.*, p.parameters FROM run r JOIN recipe p ON p.id = r.recipe ORDER BY r.id", {"id": _WHOLE}
        ),
    }
)
# What a store holds; the others say how it came to be.
CONTENT = tuple(name for name in STORE_TABLES if name != "runs")


def store_table(store: StoreFile, name: str) -> TidyTable:
    """A table of a store by its name; ``UnknownFormatError`` for any other."""
    if name not in STORE_TABLES:
        raise UnknownFormatError(f"没有表 {name}，需要 {'、'.join(STORE_TABLES)} 之一；请改用其中一种")
    table = STORE_TABLES[name]
    rows = store.rows(table.question)
    columns = tuple(rows[0].keys()) if rows else _columns(store, table)
    booleans = [column for column, kind in table.types.items() if kind == _TRUE]
    found = [dict(row) for row in rows]
    for row in found:
        for column in booleans:
            row[column] = None if row[column] is None else bool(row[column])
    return TidyTable(columns, found, {name: kind for name, kind in table.types.items() if name in columns})


def listed_documents(store: StoreFile, status: str | None = None) -> list[tuple[str, str, str, str, str]]:
    """Id, path, title, status and reason of each document, and of each file and comparison that failed (``failed``)."""
    rows = store.rows("SELECT id, path, title, status, reason FROM documents ORDER BY path, part")
    rows += store.rows("SELECT '', path, title, status, reason FROM unfinished WHERE status = 'failed' ORDER BY path")
    return [
        (row[0], row[1] or "", row[2] or "", row[3], row[4] or "") for row in rows if status in (None, row["status"])
    ]


def _columns(store: StoreFile, table: StoreTable) -> tuple[str, ...]:
    """The columns of an answer without rows."""
    with store.transaction() as connection:
        return tuple(one[0] for one in connection.execute(table.question).description)
