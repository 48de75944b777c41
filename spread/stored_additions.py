"""What the analysis reads of a store: the documents, the sentences they added, the sentences of what stands above them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..batch.named_bases import load_basis_rules, title_key
from ..batch.store_file import StoreFile
from ..corpus import DocumentError
from ..segmenter import SentenceKind
from .adopters import Adopter, whole_day

_LISTED = 12  # titles in a refusal
_ADDED = (
    "SELECT v.local, v.sentence, s.unit, s.position, s.kind, s.text, n.heading, n.position AS unit_position FROM verdict v "
    "JOIN sentence s ON s.document = v.local AND s.sentence = v.sentence "
    "JOIN unit n ON n.document = s.document AND n.unit = s.unit "
    # Of a document with several upper ones a sentence is added where it is so beside each of them.
    "WHERE v.side = 'local' GROUP BY v.local, v.sentence HAVING min(v.relation = 'added') = 1"
)
_ABOVE = (
    "SELECT s.document, s.sentence, s.unit, s.position, s.kind, s.text, n.heading, n.position FROM sentence s "
    "JOIN unit n ON n.document = s.document AND n.unit = s.unit WHERE s.document IN (SELECT central FROM comparison) "
    "ORDER BY s.document, n.position, s.position"
)


@dataclass(frozen=True, slots=True)
class StoredSentence:
    """A sentence of a document, as far as it matters where clauses are compared."""

    document: str
    sentence: str
    unit: str
    kind: SentenceKind
    text: str
    heading: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by."""
        return self.document, self.sentence


@dataclass(frozen=True, slots=True)
class Additions:
    """Documents by id, the sentences that local ones added (in the order of documents, then of their text), and those of upper ones."""

    documents: Mapping[str, Adopter]
    compared: tuple[str, ...]
    added: tuple[StoredSentence, ...]
    above: tuple[StoredSentence, ...]


def stored_additions(store: StoreFile, family: str | None = None) -> Additions:
    """Read a store; linear in what it holds.

    :param family: the title (or a part of it), the number or the id of an upper document: only what stands below it.
    :raises DocumentError: nothing was compared, or nothing is called so.
    """
    rows = store.rows(
        "SELECT id, title, region, province, level, date, adopted, amended, upper FROM document ORDER BY id"
    )
    pairs = [(row[0], row[1]) for row in store.rows("SELECT local, central FROM comparison ORDER BY local, central")]
    documents = _documents(rows, pairs)
    compared = dict.fromkeys(local for local, _ in pairs)
    if family is not None:
        called = _called(store, pairs, family)
        compared = {id_: None for id_ in compared if called & _all_above(documents, id_)}
    if not compared:
        raise DocumentError("库里还没有对照过的文件，需要上级文件和落实它的地方文件；请先 duizhao batch add")
    added = [_passage(row) for row in sorted(store.rows(_ADDED), key=_in_order) if row["local"] in compared]
    return Additions(documents, tuple(compared), tuple(added), tuple(_passage(row) for row in store.rows(_ABOVE)))


def _in_order(row: sqlite3.Row) -> tuple[str, int, int]:
    return row["local"], row["unit_position"], row["position"]


def _passage(row: sqlite3.Row) -> StoredSentence:
    return StoredSentence(row[0], row[1], row[2], row[4], row[5], row[6] or None)


def _documents(rows: Iterable[sqlite3.Row], pairs: Iterable[tuple[str, str]]) -> dict[str, Adopter]:
    rows = list(rows)
    uppers: dict[str, list[str]] = {}
    for local, central in pairs:
        uppers.setdefault(local, []).append(central)
    above = {row["id"]: row["upper"] or next(iter(uppers.get(row["id"], ())), None) for row in rows}
    found = {}
    for row in rows:
        latest = whole_day(row["date"])
        # The day of a text that was amended says since when it stands as it stands; its parts may be as old as its first version.
        earliest = whole_day(row["adopted"]) if row["amended"] else latest
        found[row["id"]] = Adopter(
            id=row["id"],
            title=row["title"] or row["id"],
            region=row["region"],
            province=row["province"],
            level=row["level"],
            earliest=None if latest is None else min(earliest or "0001-01-01", latest),
            latest=latest,
            upper=above[row["id"]],
            family=_top(above, row["id"]),
            uppers=frozenset(uppers.get(row["id"], ())),
        )
    return found


def _top(above: Mapping[str, str | None], id_: str) -> str:
    seen = {id_}
    while (upper := above.get(id_)) is not None and upper not in seen:
        seen.add(upper)
        id_ = upper
    return id_


def _all_above(documents: Mapping[str, Adopter], id_: str) -> set[str]:
    found: set[str] = set()
    waiting = [id_]
    while waiting:
        for upper in documents[waiting.pop()].uppers - found:
            found.add(upper)
            waiting.append(upper)
    return found


def _called(store: StoreFile, pairs: Iterable[tuple[str, str]], name: str) -> set[str]:
    """The upper documents of that id, number or whole title; where there is none, those whose title has it in it."""
    rules = load_basis_rules()
    centrals = {central for _, central in pairs}
    rows = [row for row in store.rows("SELECT id, title, number FROM document ORDER BY title") if row["id"] in centrals]
    titles = {row["id"]: title_key(row["title"] or "", rules) for row in rows}
    whole = title_key(name, rules)
    exact = {row["id"] for row in rows if name in (row["id"], row["number"]) or titles[row["id"]] == whole}
    found = exact or {id_ for id_, title in titles.items() if whole and whole in title}
    if not found:
        listed = "、".join(f"《{row['title']}》" for row in rows[:_LISTED])
        raise DocumentError(f"库里没有“{name}”这一族已对照的文件，有的是{listed}；请检查 --family")
    return found
