"""Reports out of a store, without comparing again: one for each upper document, with the local ones that came since a day."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..corpus import DocumentError
from ..report.report import Report
from .filling import packed_document
from .named_bases import load_basis_rules, title_key
from .store_file import StoreFile
from .stored_records import unpack_family

_LISTED = 12  # titles in a refusal


@dataclass(frozen=True, slots=True)
class FamilyReport:
    """The report of one upper document, its id and title, and how many of its local documents came since the day asked for."""

    id: str
    title: str
    report: Report
    came: int


def family_reports(store: StoreFile, *, since: str | None = None, family: str | None = None) -> list[FamilyReport]:
    """The reports of the families in which something came since a day; of each with all its local documents.

    :param since: a day (``2021-05-01``); without it all families.
    :param family: the title, the number or the id of one upper document, or a part of its title.
    :raises DocumentError: nothing fits.
    """
    rows = store.rows(
        "SELECT c.local, c.central, c.recipe, u.title, u.number, d.added FROM comparison c "
        "JOIN document d ON d.id = c.local JOIN document u ON u.id = c.central ORDER BY u.title, c.central, d.region, d.date, c.local"
    )
    families: dict[str, list[sqlite3.Row]] = defaultdict(list)
    for row in rows:
        families[row["central"]].append(row)
    if family is not None:
        called = _called(families, family)
        families = {central: found for central, found in families.items() if central in called}
    wanted = {
        central: found
        for central, found in families.items()
        if since is None or any(row["added"] >= since for row in found)
    }
    if not wanted:
        raise DocumentError(_nothing(rows, since, family))
    return [_report(store, central, found, since) for central, found in wanted.items()]


def _called(families: Mapping[str, Sequence[sqlite3.Row]], name: str) -> set[str]:
    """The families of that id, number or whole title; where there is none, those whose title has it in it."""
    rules = load_basis_rules()
    titles = {central: title_key(rows[0]["title"] or "", rules) for central, rows in families.items()}
    whole = title_key(name, rules)
    exact = {
        central
        for central, rows in families.items()
        if name in (central, rows[0]["number"]) or titles[central] == whole
    }
    return exact or {central for central, title in titles.items() if whole in title}


def _nothing(rows: list[sqlite3.Row], since: str | None, family: str | None) -> str:
    titles = list(dict.fromkeys(str(row["title"]) for row in rows))
    if family is not None and titles:
        listed = "、".join(f"《{title}》" for title in titles[:_LISTED])
        return f"库里没有“{family}”这一族已对照的文件，有的是{listed}；请检查 --family"
    if since is not None and titles:
        return f"{since} 以来没有加入已对照的文件；请把 --since 提前，或不写"
    return "库里还没有对照过的文件，需要上级文件和落实它的地方文件；请用 batch list 看各份文件在等什么"


def _report(store: StoreFile, central: str, rows: list[sqlite3.Row], since: str | None) -> FamilyReport:
    pairs = []
    for row in rows:
        record, path = packed_document(store, row["local"])
        found_there = store.value(
            "SELECT record FROM comparison WHERE local = ? AND central = ?", (row["local"], central)
        )
        pairs.append((record, path, found_there))
    recipe = rows[0]["recipe"]
    parameters = json.loads(store.value("SELECT parameters FROM recipe WHERE id = ?", (recipe,)))
    found = unpack_family(packed_document(store, central), pairs, parameters)
    report = Report(
        central=found.central,
        comparisons=found.comparisons,
        matrix=found.matrix,
        skipped=(),
        parameters=found.parameters,
    )
    came = sum(since is None or row["added"] >= since for row in rows)
    return FamilyReport(central, str(rows[0]["title"] or central), report, came)
