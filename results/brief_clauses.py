"""The sentences of the brief one by one: what is counted for each, and the clauses that say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..segmenter import Unit
from .brief_facts import BriefFacts
from .brief_figures import explicit_figures, vague_terms
from .brief_parts import BriefPlace, BriefText, PlaceSide, fill, listed
from .brief_strength import strength_clauses
from .brief_wording import SHOWN, BriefClauses, BriefWording, most
from .labels import RELATIONS, STATUSES, percent
from .pair_rows import PairRow
from .unanswered import IN_DOUBT
from .verdicts import UNFOUND

_OWN = ("added", UNFOUND)


def answer(facts: BriefFacts, wording: BriefWording) -> BriefClauses:
    """How long it is, how much of it answers the central document and how, how much of its wording is central."""
    relations = facts.counts.relations
    sentences = sum(relations.values())
    if not sentences:
        return BriefClauses(clauses=[wording.say("answer", "empty")])
    units = facts.counts.units
    first = (
        wording.say("answer", "articles", articles=units, sentences=sentences)
        if facts.counts.numbered
        else wording.say("answer", "paragraphs", units=units, sentences=sentences)
    )
    share = facts.counts.share
    copied = [wording.say("answer", "copied", copied=percent(share.copied))] if share.characters else []
    return BriefClauses(
        clauses=[first, *_taken(relations, wording), *copied],
        places=tuple(map(_place, facts.counted)),
        counts={"articles": units, "sentences": sentences, **relations},
    )


def _taken(relations: Mapping[str, int], wording: BriefWording) -> list[BriefText]:
    """How many have counterparts, and how many have none."""
    names = wording.words["relation_name"]
    linked = {relation: relations[relation] for relation in RELATIONS if relation not in _OWN}
    taken = sum(linked.values())
    kinds = wording.kinds({name: relations[name] for name in _OWN}, names, "sentences")
    if not taken:
        return [wording.say("answer", "nothing_taken", kinds=kinds)]
    how = wording.kinds(linked, names, "sentences")
    own = wording.say("answer", "own", kinds=kinds) if kinds else wording.say("answer", "all_taken")
    return [wording.say("answer", "taken", linked=taken, relations=how), own]


def carried_out(facts: BriefFacts, wording: BriefWording) -> BriefClauses:
    """Of the central articles that the locality is to implement, how many are taken up."""
    entries = facts.coverage
    if not entries:
        return BriefClauses(clauses=[wording.say("carried_out", "nothing")])
    units = [facts.central[entry.central] for entry in entries]
    loose = sum(unit.number is None for unit in units) if any(unit.number is not None for unit in units) else 0
    counts = {status: facts.counts.statuses[status] for status in STATUSES}
    paragraphs = wording.brief["carried_out"]["paragraphs"].format(count=loose) if loose else ""
    open_ = (entry.certainty is not None and not entry.certainty.settled for entry in entries)
    absent = [unit for unit, entry in zip(units, entries, strict=True) if entry.status == "absent"]
    last = (
        wording.say("carried_out", "absent", list=_units(absent, "central", wording))
        if absent
        else wording.say("carried_out", "all_taken")
    )
    kinds = wording.kinds(counts, wording.words["status_name"], "articles")
    return BriefClauses(
        clauses=[
            fill(
                "{of}{comma}{counts}",
                of=wording.say("carried_out", "of", articles=len(entries), paragraphs=paragraphs),
                comma=wording.brief["comma"],
                counts=wording.say("carried_out", "counts", statuses=kinds, open=wording.open(open_, "articles")),
            ),
            last,
        ],
        places=tuple(BriefPlace("central", unit.id) for unit in units),
        counts={"articles": len(entries), "paragraphs": loose, **counts},
    )


def stricter(facts: BriefFacts, wording: BriefWording) -> BriefClauses:
    """What is stricter, by which figure; that nothing is, or that nothing is milder, is said plainly."""
    rows = _said(facts.counted, "strengthened")
    clauses = strength_clauses("stricter", rows, facts, wording)
    if not facts.counts.relations["weakened"]:
        clauses.append(wording.say("stricter", "nothing_milder" if clauses else "neither"))
    clauses = clauses or [wording.say("stricter", "nothing")]
    return BriefClauses(clauses=clauses, places=tuple(map(_place, rows)), counts={"strengthened": len(rows)})


def milder(facts: BriefFacts, wording: BriefWording) -> BriefClauses | None:
    """What is milder; nothing is said where nothing is."""
    rows = _said(facts.counted, "weakened")
    clauses = strength_clauses("milder", rows, facts, wording)
    if not clauses:
        return None
    return BriefClauses(clauses=clauses, places=tuple(map(_place, rows)), counts={"weakened": len(rows)})


def new(facts: BriefFacts, wording: BriefWording) -> BriefClauses:
    """The sentences without a counterpart, apart where that is not settled, and where they stand."""
    clauses: list[BriefText] = []
    rows = {kind: _said(facts.counted, kind) for kind in _OWN}
    for kind, found in rows.items():
        if found:
            clauses.append(wording.say("new", kind, count=len(found), list=_by_unit(found, facts, wording)))
    own = [*rows["added"], *rows[UNFOUND]]
    clauses += _whole_units(own, facts, wording)
    return BriefClauses(
        clauses=clauses or [wording.say("new", "nothing")],
        places=tuple(map(_place, own)),
        counts={kind: len(found) for kind, found in rows.items()},
    )


def missing(facts: BriefFacts, wording: BriefWording) -> BriefClauses:
    """The central duties that nobody answers, and for how many that is open."""
    rows = _said(facts.silent, "missing")
    doubtful = _said(facts.silent, IN_DOUBT)
    open_ = wording.open((row.open for row in rows), "sentences")
    clauses = [
        wording.say("missing", "count", count=len(rows), open=open_, list=_by_unit(rows, facts, wording))
        if rows
        else wording.say("missing", "nothing")
    ]
    if doubtful:
        clauses.append(wording.say("missing", "in_doubt", count=len(doubtful)))
    counts = {"missing": len(rows), IN_DOUBT: len(doubtful)}
    return BriefClauses(clauses=clauses, places=tuple(map(_place, rows)), counts=counts)


def figures(facts: BriefFacts, wording: BriefWording, told: Sequence[BriefPlace]) -> BriefClauses:
    """Which figures it sets, some that were not ``told`` yet, and apart from them the vague terms."""
    return BriefClauses(
        clauses=[*explicit_figures(facts, wording, told), vague_terms(facts, wording)],
        places=tuple(
            BriefPlace("local", change.requirement.unit, change.requirement.sentence)
            for change in facts.comparison.requirements
            if not change.requirement.vague
        ),
        counts={"explicit": facts.counts.requirements - facts.counts.vague, "vague": facts.counts.vague},
    )


def to_check_first(facts: BriefFacts, wording: BriefWording) -> BriefClauses:
    """How many verdicts a person should check, and which first."""
    rows = facts.checks
    if not rows:
        return BriefClauses(clauses=[wording.say("to_check", "nothing")])
    names = {**wording.words["relation_name"], UNFOUND: wording.brief["unfound"]}
    kinds = wording.kinds(most(Counter(row.said for row in rows)), names, "places", shown=SHOWN)
    places = {(place := _place(row)).side + place.unit: wording.row_place(row) for row in reversed(rows)}
    ordered = dict.fromkeys((place := _place(row)).side + place.unit for row in rows)
    first = listed([places[key] for key in ordered][:SHOWN], wording.brief["enumeration"])
    return BriefClauses(
        clauses=[
            wording.say("to_check", "count", count=len(rows), kinds=kinds),
            wording.say("to_check", "first", list=first),
        ],
        places=tuple(map(_place, rows)),
        counts={"to_check": len(rows)},
    )


def _said(rows: Iterable[PairRow], verdict: str) -> list[PairRow]:
    return [row for row in rows if row.said == verdict]


def _place(row: PairRow) -> BriefPlace:
    found = row.local or row.centrals[0]
    return BriefPlace("local" if row.local else "central", found.unit.id, found.sentence.id)


def _by_unit(rows: Sequence[PairRow], facts: BriefFacts, wording: BriefWording) -> BriefText:
    """The units in which most of the rows stand, each with how many, in the order of the text."""
    places = list(map(_place, rows))
    counts = Counter(place.unit for place in places)
    side = places[0].side
    units = facts.local if side == "local" else facts.central
    shown = set(list(most(counts))[:SHOWN])
    first = {place.unit: place.sentence for place in reversed(places)}
    each = wording.brief["each"] if max(counts.values()) > 1 and len(counts) > 1 else ""
    entries = [
        fill(
            "{place}{count}",
            place=wording.place(unit, side, first[key], heading=True),
            count=each.format(count=counts[key], unit=wording.unit("sentences")),
        )
        for key, unit in units.items()
        if key in shown
    ]
    return wording.cut(entries, len(counts), "articles")


def _units(units: Sequence[Unit], side: PlaceSide, wording: BriefWording) -> BriefText:
    entries = [wording.place(unit, side, heading=True) for unit in units[:SHOWN]]
    return wording.cut(entries, len(units), "articles")


def _whole_units(own: Sequence[PairRow], facts: BriefFacts, wording: BriefWording) -> list[BriefText]:
    """Which units have no counted sentence with a counterpart; nothing where each has one."""
    alone = Counter(row.local.unit.id for row in own if row.local)
    every = Counter(row.local.unit.id for row in facts.counted if row.local)
    whole = [unit for key, unit in facts.local.items() if key in alone and alone[key] == every[key]]
    if whole and len(whole) == len(alone) <= SHOWN:
        return [wording.say("new", "only_whole")]
    telling = sorted(whole, key=lambda unit: -len(unit.sentences))[:SHOWN]
    entries = [wording.place(unit, "local", heading=True) for unit in whole if unit in telling]
    return [wording.say("new", "whole", list=wording.cut(entries, len(whole), "articles"))] if whole else []
