"""An alignment in which some sentences answer others than before: what follows from it for units and for what is silent."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from ..language.comparable import comparable
from .links import LEAST_WEIGHED, Alignment, SentenceLink, UnitLink
from .matching import matching_spans

# A unit of whose text at least this share came to answer a central one has that one as a main counterpart.
_MOST_OF_A_UNIT = 0.5


def relinked(
    alignment: Alignment, rows: Mapping[str, Mapping[str, float]], links: Mapping[str, Collection[str]]
) -> Alignment:
    """The alignment with other probabilities and other links of some local sentences (by id); the units follow.

    :param rows: for each of these sentences the probability of each central one (by id), ``links`` those that it answers.
    """
    sentence_links = tuple(_sentence_links(alignment, rows, links))
    before = {(link.local, link.central) for link in alignment.sentence_links}
    new = [link for link in sentence_links if (link.local, link.central) not in before]
    return replace(
        alignment,
        sentence_links=sentence_links,
        unit_links=tuple(_unit_links(alignment, sentence_links, new)),
        local_support={
            name: round(max(rows[name].values(), default=0.0), 4) if name in rows else support
            for name, support in alignment.local_support.items()
        },
        central_support=_central_support(alignment, rows),
    )


def _sentence_links(
    alignment: Alignment, rows: Mapping[str, Mapping[str, float]], links: Mapping[str, Collection[str]]
) -> Iterator[SentenceLink]:
    old: dict[str, list[SentenceLink]] = {}
    for link in alignment.sentence_links:
        old.setdefault(link.local, []).append(link)
    central = {sentence.id: sentence for sentence in alignment.central.sentences}
    place = {name: i for i, name in enumerate(central)}
    for sentence in alignment.local.sentences:
        known = old.get(sentence.id, [])
        if sentence.id not in links:
            yield from known
            continue
        row, before = rows[sentence.id], {link.central: link for link in known}
        for name in sorted(links[sentence.id], key=lambda name: (-row.get(name, 0.0), place[name])):
            score = round(row.get(name, 0.0), 4)
            if name in before:
                yield replace(before[name], score=score)
            else:
                yield SentenceLink(sentence.id, name, score, matches=matching_spans(sentence, central[name]))


def _unit_links(
    alignment: Alignment, sentence_links: Collection[SentenceLink], new: Collection[SentenceLink]
) -> Iterator[UnitLink]:
    """Units of which sentences answer each other; what half a unit came to answer is a main counterpart."""
    before = {(link.local, link.central): link for link in alignment.unit_links}
    weighed = alignment.weighed
    drawn: dict[str, set[str]] = {}
    for answer in sentence_links:
        drawn.setdefault(_unit_of(answer.local), set()).add(_unit_of(answer.central))
    came: dict[tuple[str, str], set[str]] = {}
    for answer in new:
        came.setdefault((_unit_of(answer.local), _unit_of(answer.central)), set()).add(answer.local)
    for unit in alignment.local.units:
        lengths = {one.id: max(1, len(comparable(one.text))) for one in unit.sentences if one.kind != "heading"}
        found = []
        for other in (one.id for one in alignment.central.units if one.id in drawn.get(unit.id, ())):
            pair = (unit.id, other)
            score = round(weighed.units.get(pair, 0.0), 4) if weighed is not None else 0.0
            link = before.get(pair, UnitLink(unit.id, other, score, main=False))
            share = sum(lengths.get(name, 0) for name in came.get(pair, ()))
            if share and share >= _MOST_OF_A_UNIT * sum(lengths.values()):
                link = replace(link, main=True)
            found.append(link)
        yield from sorted(found, key=lambda link: (not link.main, -link.score))


def _central_support(alignment: Alignment, rows: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """Where a sentence is weighed otherwise, the best answer to a central one may be another."""
    touched = {name for row in rows.values() for name in row}
    sentences = alignment.weighed.sentences if alignment.weighed is not None else {}
    best: dict[str, float] = {}
    for row in ({**sentences, **rows}).values():
        for name, probability in row.items():
            best[name] = max(probability, best.get(name, 0.0))
    if alignment.weighed is None:  # what else came near is not known
        best = {name: max(best.get(name, 0.0), support) for name, support in alignment.central_support.items()}
    return {
        name: round(best.get(name, min(support, LEAST_WEIGHED)), 4) if name in touched else support
        for name, support in alignment.central_support.items()
    }


def _unit_of(sentence: str) -> str:
    return sentence.rpartition(":")[0]
