"""A mutated text with its exact labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
from link_gold import GoldPair
from mutation_drafts import Draft, Line, Unsuitable, put_together, sentences, take_apart
from mutation_edits import EDITS, Setting
from mutation_rules import Rules, load_mutation_rules

from duizhao.changes import CoverageStatus, Relation
from duizhao.corpus import make_document
from duizhao.language import comparable
from duizhao.materials import shipped_materials
from duizhao.segmenter import SegmentedDocument, segment_document

# Neither a link nor none: the cell counts neither way (as partial counterparts of units in link_gold).
UNDECIDED = 2


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit of `mutation_edits.EDITS` and the share of articles, sentences or marks it concerns, of those it can; at least one."""

    kind: str
    rate: float = 0.2


@dataclass(frozen=True, slots=True)
class Mutated:
    """A local text made of a central one, and what is true of the two. All places are ids.

    ``links``: local and central sentence. ``relations``: of every local sentence. ``moved``: the local units off the longest backbone in
    the central order (of ``permute``: not told). ``splits``: a central unit and the local ones it went to. ``merges``: a local unit and
    the central ones it came from. ``missing``: central sentences left out. ``added``: local sentences from elsewhere.
    ``notes``: what became what, by local sentence.
    """

    central: SegmentedDocument
    local: SegmentedDocument
    text: str
    links: tuple[tuple[str, str], ...]
    relations: Mapping[str, Relation]
    moved: tuple[str, ...]
    splits: Mapping[str, tuple[str, ...]]
    merges: Mapping[str, tuple[str, ...]]
    missing: tuple[str, ...]
    added: tuple[str, ...]
    notes: Mapping[str, tuple[str, ...]]

    @property
    def changed(self) -> bool:
        """Did any edit find something to do?"""
        told = (self.moved, self.splits, self.merges, self.missing, self.added, self.notes)
        return any(told) or [central for _, central in self.links] != [s.id for s in self.central.iter_sentences()]


def mutate(
    document: SegmentedDocument,
    edits: Sequence[Edit],
    seed: int,
    *,
    foreign: Sequence[str] = (),
    rules: Rules | None = None,
) -> Mutated:
    r"""Make a local text of a central one. The same arguments give the same text; the edits are made in the order of `EDITS`.

    Raises `Unsuitable` where the central text cannot be taken apart, or the segmenter does not give back the sentences that were put in:
    then the labels would not be exact.

    :param foreign: sentences on another topic, for ``insert``; which stand for nothing in the central text is the caller's care.

    >>> bodies = ("书屋应当免费开放。", "书屋应当定期清点图书。", "书屋可以接受捐赠。", "读者应当守时。")
    >>> text = "\n".join(f"第{n}条 {body}" for n, body in zip("一二三四", bodies))
    >>> made = mutate(segment_document(make_document(text)), [Edit("oblige"), Edit("insert")], 7, foreign=["食堂按时供餐。"])
    >>> made.local.unit("3").sentences[0].text, made.relations["3:1"], made.added
    ('书屋应当接受捐赠。', 'strengthened', ('4:2',))
    """
    if unknown := {edit.kind for edit in edits} - set(EDITS):
        raise ValueError(f"unknown edits {sorted(unknown)}; known are {', '.join(EDITS)}")
    draft = take_apart(document)
    twins = _twins(document)
    rules = rules or load_mutation_rules()
    order = {unit.id: i for i, unit in enumerate(document.units)}
    for edit in sorted(edits, key=lambda edit: list(EDITS).index(edit.kind)):
        rng = Random(f"{seed}/{edit.kind}")  # noqa: S311  an edit draws the same whatever others there are
        setting = Setting(edit.rate, rng, rules, order, lambda name: not twins.get(name), foreign)
        draft = EDITS[edit.kind](draft, setting)
    text = put_together(draft, "青石市实施办法" if draft.law else "青石市若干措施")
    materials = shipped_materials()
    local = segment_document(make_document(text, rules=materials.reading), numbering=materials.numbering)
    _check(draft, local)
    return _labelled(document, draft, local, text)


def _twins(document: SegmentedDocument) -> Mapping[str, frozenset[str]]:
    """For each sentence the others that read the same."""
    alike: dict[str, set[str]] = defaultdict(set)
    for sentence in document.iter_sentences():
        alike[comparable(sentence.text)].add(sentence.id)
    return {s.id: frozenset(alike[comparable(s.text)] - {s.id}) for s in document.iter_sentences()}


def _check(draft: Draft, local: SegmentedDocument) -> None:
    put_in = [sentences(article) for article in draft.parts]
    given_back = [tuple(sentence.text for sentence in unit.sentences) for unit in local.units]
    if put_in != given_back:
        place = next((i for i, (a, b) in enumerate(zip(put_in, given_back, strict=False)) if a != b), len(given_back))
        raise Unsuitable(
            f"the segmenter does not give back unit {place + 1} of {len(put_in)} as it was put in; it finds {len(given_back)}"
        )


def _labelled(central: SegmentedDocument, draft: Draft, local: SegmentedDocument, text: str) -> Mutated:
    units = list(zip(draft.parts, local.units, strict=True))
    lines = [
        (line, sentence.id)
        for article, unit in units
        for line, sentence in zip(article.lines, unit.sentences, strict=True)
    ]
    homes: dict[str, list[str]] = defaultdict(list)
    for article, unit in units:
        for name in article.units:
            homes[name].append(unit.id)
    taken = {line.origin for line, _ in lines}
    return Mutated(
        central=central,
        local=local,
        text=text,
        links=tuple((name, line.origin) for line, name in lines if line.origin is not None),
        relations={name: relation_of(line) for line, name in lines},
        moved=tuple(unit.id for article, unit in units if article.moved),
        splits={name: tuple(found) for name, found in homes.items() if len(found) > 1},
        merges={unit.id: article.units for article, unit in units if len(article.units) > 1},
        missing=tuple(sentence.id for sentence in central.iter_sentences() if sentence.id not in taken),
        added=tuple(name for line, name in lines if line.origin is None),
        notes={name: line.notes for line, name in lines if line.notes},
    )


def relation_of(line: Line) -> Relation:
    """What became of a sentence: what made it stricter or milder outweighs a replaced actor.

    >>> relation_of(Line("市文化部门应当公布。", "3:1", effects=("adapted", "weakened"))), relation_of(Line("食堂按时供餐。", None))
    ('weakened', 'added')
    """
    if line.origin is None:
        return "added"
    for effect in ("strengthened", "weakened", "adapted"):
        if effect in line.effects:
            return effect
    return "verbatim"


# ------------------------------------------------------------------------------------------------------- as a labelled pair


def gold_pair(mutated: Mutated, name: str, *, rules: Rules | None = None) -> GoldPair:
    """A mutated text as a labelled pair of `link_gold`, for fitting and measuring.

    `UNDECIDED` for a local sentence, in both matrices, is a central one that reads the same as its origin; and, as in the hand-made
    labels a heading may answer what stands below it, where one of the two is the heading of the other's article. All other cells but
    the origin are 0, however like it they read. The relation of a unit and the coverage of a central one are there only where the
    rules of reading leave no choice.
    """
    rows = {sentence.id: i for i, sentence in enumerate(mutated.local.sentences)}
    columns = {sentence.id: i for i, sentence in enumerate(mutated.central.sentences)}
    unit_rows = {unit.id: i for i, unit in enumerate(mutated.local.units)}
    unit_columns = {unit.id: i for i, unit in enumerate(mutated.central.units)}
    matrix = np.zeros((len(rows), len(columns)))
    units = np.zeros((len(unit_rows), len(unit_columns)))
    open_for = _undecided(mutated.central)
    pairs = [(local, other, UNDECIDED) for local, central in mutated.links for other in open_for[central]]
    for local, central, value in [*pairs, *((local, central, 1) for local, central in mutated.links)]:
        matrix[rows[local], columns[central]] = value
        units[unit_rows[unit_of(local)], unit_columns[unit_of(central)]] = value
    return GoldPair(
        name=name,
        central=mutated.central,
        local=mutated.local,
        sentences=matrix,
        units=units,
        relations={local: str(relation) for local, relation in mutated.relations.items()},
        unit_relations=dict(_unit_relations(mutated)),
        coverage=dict(_coverage(mutated, rules or load_mutation_rules())),
    )


def _undecided(central: SegmentedDocument) -> Mapping[str, set[str]]:
    """For the origin of a local sentence the other central sentences that may answer it too."""
    found = {name: set(others) for name, others in _twins(central).items()}
    for unit in central.units:
        for sentence in unit.sentences:
            if sentence.kind == "heading":
                below = {other.id for other in unit.sentences} - {sentence.id}
                found[sentence.id] |= below
                for name in below:
                    found[name].add(sentence.id)
    return found


def unit_of(sentence: str) -> str:
    """The unit of a sentence id.

    >>> unit_of("8:1")
    '8'
    """
    return sentence.rpartition(":")[0]


def _unit_relations(mutated: Mutated) -> list[tuple[str, Relation]]:
    """Left open: what is milder in part, what is stricter in a small part or where something else was left out."""
    shortened = {unit_of(name) for name in mutated.missing}
    origin = {local: unit_of(central) for local, central in mutated.links}
    found: list[tuple[str, Relation]] = []
    for unit in mutated.local.units:
        relations = [mutated.relations[sentence.id] for sentence in unit.sentences]
        whole = not {origin.get(sentence.id) for sentence in unit.sentences} & shortened
        kinds = set(relations)
        if len(kinds) == 1 and (whole or kinds == {"verbatim"}):
            found.append((unit.id, relations[0]))
        elif kinds <= {"verbatim", "adapted", "added"}:
            found.append((unit.id, "adapted"))
        elif "weakened" not in kinds and whole and relations.count("strengthened") * 5 >= len(relations):
            found.append((unit.id, "strengthened"))
    return found


def _coverage(mutated: Mutated, rules: Rules) -> list[tuple[str, CoverageStatus]]:
    gone = set(mutated.missing)
    found: list[tuple[str, CoverageStatus]] = []
    for unit in mutated.central.units:
        left_out = [sentence for sentence in unit.sentences if sentence.id in gone]
        if not left_out:
            found.append((unit.id, "implemented"))
        elif len(left_out) == len(unit.sentences):
            found.append((unit.id, "absent"))
        elif any(rules.duty.search(sentence.text) for sentence in left_out):
            found.append((unit.id, "partial"))
    return found
