"""What specialists said, kept in a store: taken in, given out, and given to the comparisons it is about."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from ..changes import (
    Correction,
    Source,
    corrections_text,
    is_same_source,
    merge_corrections,
    parse_corrections,
    source_of,
)
from .store_file import StoreFile
from .stored_records import unpack_document


def all_corrections(store: StoreFile) -> tuple[Correction, ...]:
    """Everything that was said, in the order of the keys."""
    rows = store.rows("SELECT entry FROM correction ORDER BY id")
    return tuple(one for row in rows for one in parse_corrections(row["entry"].encode()))


def keep_corrections(store: StoreFile, given: Iterable[Correction]) -> int:
    """Take corrections in; of two on one sentence the later holds. How many were new or different."""
    before = {row["id"]: row["entry"] for row in store.rows("SELECT id, entry FROM correction")}
    merged = merge_corrections(all_corrections(store), given)
    rows = {}
    for one in merged:
        rows[_key(one)] = (
            *(
                one.central_document.name,
                one.central_document.sha256,
                one.local_document.name,
                one.local_document.sha256,
            ),
            *(one.side, one.sentence.id, one.sentence.words, one.relation, one.note, one.by, one.at),
            corrections_text((one,)),
        )
    news = {key: row for key, row in rows.items() if before.get(key) != row[-1]}
    with store.transaction() as connection:
        for key, row in news.items():
            connection.execute(f"INSERT OR REPLACE INTO correction VALUES (?{', ?' * len(row)})", (key, *row))  # noqa: S608
    return len(news)


def corrections_for(store: StoreFile, central: str) -> tuple[str, str]:
    """The corrections of the family of a central document: their hash and their text, both empty where there are none."""
    given = all_corrections(store)
    if not given:
        return "", ""
    rows = store.rows(
        "SELECT d.record, min(f.path) AS path FROM document d JOIN file f ON f.sha256 = d.sha256 WHERE d.id = ?",
        (central,),
    )
    theirs: Source = source_of(unpack_document(rows[0]["record"], rows[0]["path"]))
    own = [one for one in given if is_same_source(theirs, one.central_document)]
    if not own:
        return "", ""
    text = corrections_text(own)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16], text


def _key(one: Correction) -> str:
    where = (one.central_document.name, one.local_document.name, one.side, one.sentence.id, one.sentence.words)
    return hashlib.sha256("\0".join(where).encode("utf-8", "surrogatepass")).hexdigest()[:16]
