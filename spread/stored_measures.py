"""What a store says of each local document as a whole: what it copied, adapted and added, and how strict its figures are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import groupby
from typing import Any

from ..batch.store_file import StoreFile
from ..changes.shares import Share, count_copied
from ..extract import Requirement, scale, strictness
from ..language import Span, comparable

_SENTENCES = (
    "SELECT document, sentence, text FROM sentence WHERE document IN (SELECT local FROM comparison) ORDER BY document"
)
_LINKS = (
    "SELECT k.local, k.sentence, t.text FROM link k "
    "JOIN sentence t ON t.document = k.central AND t.sentence = k.central_sentence ORDER BY k.local, k.central"
)
_FIGURES = (
    "SELECT * FROM requirement r WHERE r.central <> '' AND r.central_sentence IS NOT NULL AND NOT r.vague "
    "AND r.kind <> 'threshold' ORDER BY r.document, r.central"
)


@dataclass(frozen=True, slots=True)
class Strictness:
    """How strict the figures of a document are beside those that others set for the same duties: 0 the least, 1 the strictest.

    It is the mean over ``duties``, those for which another document of the family sets a figure of the same scale; of each, the share
    of these others that are less strict, those equally strict half. ``None`` where there is no such duty.
    """

    mean: float | None = None
    duties: int = 0


def stored_shares(store: StoreFile, wanted: Mapping[str, Any]) -> dict[str, Share]:
    """照搬率, adapted and added of each document (``changes.shares`` says what these are). Linear in the text."""
    links = {id_: list(rows) for id_, rows in groupby(store.rows(_LINKS), key=lambda row: str(row["local"]))}
    found = {}
    for id_, rows in groupby(store.rows(_SENTENCES), key=lambda row: str(row["document"])):
        if id_ in wanted:
            found[id_] = _share(rows, links.get(id_, ()))
    return found


def _share(sentences: Iterable[sqlite3.Row], links: Iterable[sqlite3.Row]) -> Share:
    answers: dict[str, list[str]] = {}
    for row in links:
        answers.setdefault(row["sentence"], []).append(comparable(row["text"]))
    characters = linked = copied = 0
    for row in sentences:
        text = comparable(row["text"])
        characters += len(text)
        if row["sentence"] in answers:
            linked += len(text)
            copied += count_copied(text, answers[row["sentence"]])
    if not characters:
        return Share()
    return Share(characters, copied / characters, (linked - copied) / characters, (characters - linked) / characters)


def stored_strictness(store: StoreFile, wanted: Mapping[str, Any]) -> dict[str, Strictness]:
    """How strict each document is beside the others of its family."""
    duties: dict[tuple[str, str, str], dict[str, float]] = {}
    for row in store.rows(_FIGURES):
        bound = _requirement(row)
        strict = strictness(bound)
        if strict is None or row["document"] not in wanted:
            continue
        set_by = duties.setdefault((row["central"], row["central_sentence"], scale(bound)), {})
        set_by[row["document"]] = max(strict, set_by.get(row["document"], strict))
    ranks: dict[str, list[float]] = {}
    for set_by in duties.values():
        for id_, rank in _ranks(set_by):
            ranks.setdefault(id_, []).append(rank)
    return {id_: Strictness(sum(of_one) / len(of_one), len(of_one)) for id_, of_one in ranks.items()}


def _ranks(set_by: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    values = sorted(set_by.values())
    if len(values) < 2:
        return
    places: dict[float, tuple[int, int]] = {}
    for value, among in groupby(enumerate(values), key=lambda one: one[1]):
        at = [place for place, _ in among]
        places[value] = (at[0], len(at))
    for id_, value in set_by.items():
        below, equal = places[value]
        yield id_, (below + (equal - 1) / 2) / (len(values) - 1)


def _requirement(row: sqlite3.Row) -> Requirement:
    kept = set(row.keys())
    values = {field.name: row[field.name] for field in fields(Requirement) if field.name in kept}
    return Requirement(span=Span(0, 0), **values)
