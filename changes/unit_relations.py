"""What became of the duty in every local unit, from what became of it in its sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..align import Alignment, UnitLink
from ..segmenter import Unit
from .comparison import Relation, RequirementChange, SentenceChange, UnitChange
from .figure_shifts import figure_shifts
from .relation_words import RelationWords, load_relation_words
from .surroundings import PairSurroundings


def judge_units(
    alignment: Alignment,
    sentences: Sequence[SentenceChange],
    requirements: Sequence[RequirementChange] = (),
    *,
    words: RelationWords | None = None,
) -> tuple[UnitChange, ...]:
    """The relation of every local unit, with its counterparts.

    ``added`` has no main counterpart; ``strengthened`` when at least a tenth of its sentences are: in practice one; or when a sentence
    that has no counterpart sets a figure of which its central units know nothing (``requirements`` are asked); ``verbatim`` when all
    its sentences are, ``weakened`` when half of them are; else ``adapted``. Headings do not count. Of the shares tried, these
    agree best with the readers, whichever document is left out.
    """
    words = words or load_relation_words()
    relations = {change.local: change.relation for change in sentences}
    links: dict[str, list[UnitLink]] = {}
    for link in alignment.unit_links:
        links.setdefault(link.local, []).append(link)
    gaining = set(_gaining(alignment, relations, links, requirements, words))
    return tuple(
        UnitChange(
            unit.id,
            tuple(links.get(unit.id, ())),
            _unit_relation(
                links.get(unit.id, []),
                [relations[sentence.id] for sentence in unit.sentences if sentence.kind != "heading"],
                gains=unit.id in gaining,
            ),
        )
        for unit in alignment.local.units
    )


def _unit_relation(links: Sequence[UnitLink], relations: Sequence[Relation], *, gains: bool) -> Relation:
    if not any(link.main for link in links):
        return "added"
    count = len(relations)
    if gains or 10 * relations.count("strengthened") >= count > 0:
        return "strengthened"
    if relations.count("verbatim") == count > 0:
        return "verbatim"
    if 2 * relations.count("weakened") >= count > 0:
        return "weakened"
    return "adapted"


def _gaining(
    alignment: Alignment,
    relations: dict[str, Relation],
    links: dict[str, list[UnitLink]],
    requirements: Sequence[RequirementChange],
    words: RelationWords,
) -> Iterator[str]:
    """The units in which a sentence without a counterpart sets a figure where the central ones that the unit answers have no bound."""
    figures: dict[str, list[RequirementChange]] = {}
    for change in requirements:
        if not change.requirement.vague and relations.get(change.requirement.sentence) == "added":
            figures.setdefault(change.requirement.sentence, []).append(change)
    whole_central, whole_local = (_text(document.units) for document in (alignment.central, alignment.local))
    cut = lru_cache(maxsize=None)(words.classes.words)  # lives as long as one comparison
    for unit in alignment.local.units:
        stating = [sentence for sentence in unit.sentences if sentence.id in figures and sentence.kind != "heading"]
        if not stating or unit.id not in links:
            continue
        answered = _text([alignment.central.unit(link.central) for link in links[unit.id]])
        around = PairSurroundings(answered, _text([unit]), whole_central, whole_local, cut)
        if any(shift.up for one in stating for shift in figure_shifts(one, figures[one.id], around, words.strength)):
            yield unit.id


def _text(units: Sequence[Unit]) -> str:
    return "".join(sentence.text for unit in units for sentence in unit.sentences)
