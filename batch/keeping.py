"""How what workers found is written: one transaction for each file and each pair, so that nothing is ever half there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .recipes import Recipe
from .store_file import StoreFile
from .upper import UpperFound

_COLUMNS = (
    *("id", "sha256", "part", "title", "issuer", "number", "region", "province", "city", "level", "doc_type"),
    *("date", "adopted", "amended", "issued", "in_force", "role", "characters", "record"),
)


def keep_recipe(store: StoreFile, recipe: Recipe) -> None:
    """Make a recipe known to the store."""
    with store.transaction() as connection:
        connection.execute("INSERT OR IGNORE INTO recipe VALUES (?, ?)", (recipe.id, recipe.parameters))


def keep_file(
    store: StoreFile,
    paths: Sequence[str],
    sha256: str,
    documents: Sequence[Mapping[str, Any]],
    recipe: Recipe,
    day: str,
) -> None:
    """The documents of a content, and the files that hold it; what these files held before goes where no other file holds it."""
    with store.transaction() as connection:
        connection.executemany(
            "INSERT INTO file VALUES (?, ?, 'read', NULL, 0, ?) ON CONFLICT (path) DO UPDATE SET added = "
            "CASE sha256 WHEN excluded.sha256 THEN added ELSE excluded.added END, "
            "sha256 = excluded.sha256, status = 'read', error = NULL, vanished = 0",
            [(path, sha256, day) for path in paths],
        )
        drop_orphans(connection)
        for document in documents:
            _keep_document(connection, document, sha256, recipe, day)


def keep_failure(store: StoreFile, paths: Sequence[str], sha256: str | None, error: str, day: str) -> None:
    """Files that could not be read, with the reason."""
    with store.transaction() as connection:
        connection.executemany(
            "INSERT INTO file VALUES (?, ?, 'failed', ?, 0, ?) ON CONFLICT (path) DO UPDATE SET "
            "sha256 = excluded.sha256, status = 'failed', error = excluded.error, vanished = 0 "
            # One that cannot be opened just now has lost nothing of what it held.
            "WHERE excluded.sha256 IS NOT NULL OR file.status = 'failed'",
            [(path, sha256, error, day) for path in paths],
        )
        drop_orphans(connection)


def keep_vanished(store: StoreFile, paths: Iterable[str]) -> None:
    """Files that are no longer there; their documents stay."""
    with store.transaction() as connection:
        connection.executemany("UPDATE file SET vanished = 1 WHERE path = ?", [(path,) for path in paths])


def drop_orphans(connection: sqlite3.Connection) -> None:
    """Take out the documents whose content no file holds any more."""
    connection.execute(
        "DELETE FROM document WHERE NOT EXISTS "
        "(SELECT 1 FROM file WHERE file.sha256 = document.sha256 AND file.status = 'read')"
    )


def _keep_document(
    connection: sqlite3.Connection, document: Mapping[str, Any], sha256: str, recipe: Recipe, day: str
) -> None:
    id_ = document["id"]
    before = connection.execute("SELECT added, forced FROM document WHERE id = ?", (id_,)).fetchone()
    named_for = connection.execute("SELECT id FROM document WHERE forced = ?", (id_,)).fetchall()
    values = {name: document.get(name) for name in _COLUMNS} | {"sha256": sha256}
    connection.execute("DELETE FROM document WHERE id = ?", (id_,))
    connection.execute(
        f"INSERT INTO document ({', '.join(_COLUMNS)}, status, reason, recipe, added, forced) "  # noqa: S608  names of our own
        f"VALUES ({', '.join('?' * len(_COLUMNS))}, 'waiting', ?, ?, ?, ?)",
        (
            *(values[name] for name in _COLUMNS),
            document["role_reason"],
            recipe.id,
            before["added"] if before else day,
            before["forced"] if before else None,
        ),
    )
    connection.executemany("UPDATE document SET forced = ? WHERE id = ?", [(id_, row["id"]) for row in named_for])
    connection.executemany(
        "INSERT INTO basis VALUES (?, ?, ?, ?)",
        [(id_, number, kind, name) for number, (kind, name) in enumerate(document["bases"])],
    )
    connection.executemany("INSERT INTO passage VALUES (?, ?)", [(value, id_) for value in document["passages"]])
    connection.executemany("INSERT INTO unit VALUES (?, ?, ?, ?, ?)", [(id_, *unit) for unit in document["units"]])
    connection.executemany(
        "INSERT INTO sentence VALUES (?, ?, ?, ?, ?, ?)", [(id_, *sentence) for sentence in document["sentences"]]
    )
    _keep_bounds(connection, id_, "", document["requirements"])


def _keep_bounds(
    connection: sqlite3.Connection, document: str, central: str, bounds: Sequence[tuple[Any, ...]]
) -> None:
    """The columns of a bound come in the order of the tasks; the central sentence, last there, stands before its text here."""
    for number, one in enumerate(bounds):
        row = (document, central, number, *one[:-3], one[-1], *one[-3:-1])
        connection.execute(f"INSERT INTO requirement VALUES (?{', ?' * (len(row) - 1)})", row)  # noqa: S608  marks alone


def keep_standings(store: StoreFile, standings: Mapping[str, UpperFound]) -> None:
    """Where each document stands; a comparison with what is no longer its upper document goes."""
    with store.transaction() as connection:
        connection.executemany(
            "UPDATE document SET status = ?, reason = ?, upper = ? WHERE id = ?",
            [(one.status, one.reason, one.upper, id_) for id_, one in standings.items()],
        )
        connection.executemany("DELETE FROM upper WHERE document = ?", [(id_,) for id_ in standings])
        connection.executemany(
            "INSERT INTO upper VALUES (?, ?, ?)",
            [(id_, upper, reason) for id_, one in standings.items() for upper, reason in one.uppers],
        )
        connection.execute("INSERT OR IGNORE INTO placed SELECT id FROM document")
        connection.execute("DELETE FROM gone")
        twice = [(id_, id_) for id_ in standings]
        others = "central NOT IN (SELECT upper FROM upper WHERE document = ?)"
        connection.executemany(f"DELETE FROM comparison WHERE local = ? AND {others}", twice)  # noqa: S608
        connection.executemany(f"DELETE FROM failure WHERE local = ? AND {others}", twice)  # noqa: S608
        connection.executemany(
            f"DELETE FROM requirement WHERE document = ? AND central <> '' AND {others}",  # noqa: S608
            twice,
        )


def keep_comparison(
    store: StoreFile, pair: tuple[str, str], found: Mapping[str, Any], recipe: Recipe, corrections: str
) -> None:
    """What was found of a pair by itself, in place of what was there; it is still to be judged together with others."""
    with store.transaction() as connection:
        connection.execute("DELETE FROM failure WHERE local = ? AND central = ?", pair)
        _keep_found(connection, pair, found, (recipe.id, corrections, ""))


def keep_family(
    store: StoreFile, central: str, found: Sequence[Mapping[str, Any]], family: str, corrections: str
) -> None:
    """What became of the comparisons of a family that was judged together: all of it or nothing."""
    with store.transaction() as connection:
        for one in found:
            pair = (one["local"], central)
            recipe = connection.execute(
                "SELECT recipe FROM comparison WHERE local = ? AND central = ?", pair
            ).fetchone()[0]
            _keep_found(connection, pair, one, (recipe, corrections, family))
        connection.execute(
            "UPDATE comparison SET family = ?, corrections = ? WHERE central = ?", (family, corrections, central)
        )


def _keep_found(
    connection: sqlite3.Connection, pair: tuple[str, str], found: Mapping[str, Any], made: tuple[str, str, str]
) -> None:
    connection.execute("DELETE FROM comparison WHERE local = ? AND central = ?", pair)
    connection.execute("DELETE FROM requirement WHERE document = ? AND central = ?", pair)
    connection.execute(
        "INSERT INTO comparison VALUES (?, ?, ?, ?, ?, ?, ?)", (*pair, *made, found["record"], found["alone"])
    )
    for table, rows in (("link", found["links"]), ("verdict", found["verdicts"]), ("coverage", found["coverage"])):
        for row in rows:
            marks = ", ?" * (len(row) + 1)
            connection.execute(f"INSERT INTO {table} VALUES (?{marks})", (*pair, *row))  # noqa: S608
    _keep_bounds(connection, *pair, found["requirements"])


def keep_failed_pair(store: StoreFile, pair: tuple[str, str], error: str) -> None:
    """A comparison that failed, with the reason."""
    with store.transaction() as connection:
        connection.execute("DELETE FROM comparison WHERE local = ? AND central = ?", pair)
        connection.execute("INSERT OR REPLACE INTO failure VALUES (?, ?, ?)", (*pair, error))
