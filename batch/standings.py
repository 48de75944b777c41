"""Where each document of a store stands, found anew from all that are in it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from .keeping import keep_standings
from .named_bases import Basis, BasisRules
from .store_file import StoreFile
from .upper import KnownDocument, UpperFinder, UpperFound

_NEAREST = 5  # documents whose words are looked at


def find_standings(store: StoreFile, rules: BasisRules) -> None:
    """Find the upper document of every document of a store, and write what is different now."""
    rows = store.rows("SELECT * FROM document")
    bases: dict[str, list[Basis]] = defaultdict(list)
    for row in store.rows("SELECT document, kind, name FROM basis ORDER BY document, position"):
        bases[row["document"]].append(Basis(row["kind"], row["name"]))
    reasons = {row["id"]: row["reason"] for row in rows}
    known = [_known(row, tuple(bases[row["id"]]), reasons[row["id"]]) for row in rows]

    def taken_from(id_: str) -> Sequence[tuple[str, float]]:
        return _taken_from(store, id_)

    finder = UpperFinder(known, rules, taken_from)
    forced = {row["id"]: row["forced"] for row in rows if row["forced"]}
    called = {one.id: one.called for one in known}
    found = {
        one.id: UpperFound("matched", f"由 --central 写明{called[forced[one.id]]}", forced[one.id])
        if one.id in forced
        else finder.standing(one)
        for one in known
    }
    further: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in store.rows("SELECT * FROM upper"):
        further[row["document"]].append((row["upper"], row["reason"]))
    before = {row["id"]: (row["status"], row["reason"], row["upper"], set(further[row["id"]])) for row in rows}
    keep_standings(
        store,
        {id_: one for id_, one in found.items() if (one.status, one.reason, one.upper, set(one.uppers)) != before[id_]},
    )


def _known(row: sqlite3.Row, bases: tuple[Basis, ...], reason: str) -> KnownDocument:
    names = ("id", "title", "number", "region", "province", "city", "level", "date", "doc_type", "role")
    return KnownDocument(**{name: row[name] for name in names}, role_reason=reason, bases=bases)


def _taken_from(store: StoreFile, id_: str) -> list[tuple[str, float]]:
    own = store.value("SELECT count(*) FROM passage WHERE document = ?", (id_,))
    rows = store.rows(
        "SELECT o.document, count(*) AS shared FROM passage m JOIN passage o ON o.hash = m.hash AND o.document <> m.document "
        "JOIN document d ON d.id = o.document WHERE m.document = ? AND d.role <> 'other' "
        "GROUP BY o.document ORDER BY shared DESC, o.document LIMIT ?",
        (id_, _NEAREST),
    )
    return [(row["document"], row["shared"] / own) for row in rows]
