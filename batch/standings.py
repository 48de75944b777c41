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
_MANY = 100  # documents that came; of more all others are looked for again


def find_standings(store: StoreFile, rules: BasisRules, *, anew: bool = False) -> None:
    """Find the upper document of every document of a store, and write what is different now.

    :param anew: look for all by their words again, also where no document came or went that could change the answer.
    """
    rows = store.rows("SELECT * FROM document")
    bases: dict[str, list[Basis]] = defaultdict(list)
    for row in store.rows("SELECT document, kind, name FROM basis ORDER BY document, position"):
        bases[row["document"]].append(Basis(row["kind"], row["name"]))
    reasons = {row["id"]: row["reason"] for row in rows}
    known = [_known(row, tuple(bases[row["id"]]), reasons[row["id"]]) for row in rows]

    before = _before(store, rows)
    touched = None if anew else _touched(store)

    def taken_from(id_: str) -> Sequence[tuple[str, float]] | UpperFound:
        return _taken_from(store, id_) if touched is None or id_ in touched else before[id_]

    finder = UpperFinder(known, rules, taken_from)
    forced = {row["id"]: row["forced"] for row in rows if row["forced"]}
    called = {one.id: one.called for one in known}
    found = {
        one.id: UpperFound("matched", f"由 --central 写明{called[forced[one.id]]}", forced[one.id])
        if one.id in forced
        else finder.standing(one)
        for one in known
    }
    keep_standings(store, {id_: one for id_, one in found.items() if _all_of(one) != _all_of(before[id_])})


def _all_of(found: UpperFound) -> tuple[object, ...]:
    """What is said of a document, whatever the order of its upper ones."""
    return found.status, found.reason, found.upper, frozenset(found.uppers)


def _before(store: StoreFile, rows: Sequence[sqlite3.Row]) -> dict[str, UpperFound]:
    """What was found of each document the last time."""
    further: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in store.rows("SELECT p.* FROM upper p JOIN document u ON u.id = p.upper"):
        further[row["document"]].append((row["upper"], row["reason"]))
    return {
        row["id"]: UpperFound(
            row["status"],
            row["reason"],
            row["upper"],
            tuple(one for one in further[row["id"]] if one[0] != row["upper"]),
        )
        for row in rows
    }


def _touched(store: StoreFile) -> set[str] | None:
    """The documents that are to be looked for by their words: those that came, and those that share some with them; ``None``: all."""
    if store.value("SELECT 1 FROM gone LIMIT 1"):
        return None
    came = [row["id"] for row in store.rows("SELECT id FROM document WHERE id NOT IN (SELECT document FROM placed)")]
    if len(came) > _MANY:
        return None
    found = set(came)
    for id_ in came:
        found |= {
            row["document"]
            for row in store.rows(
                "SELECT DISTINCT o.document FROM passage m JOIN passage o ON o.hash = m.hash WHERE m.document = ?",
                (id_,),
            )
        }
    return found


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
