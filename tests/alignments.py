"""Alignments made by hand: what follows from links is tested without the aligner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shipped import find_requirements, make_document, segment_document

from duizhao.align import Alignment, SentenceLink, UnitLink
from duizhao.changes import SentenceChange
from duizhao.changes.relations import judge_sentences
from duizhao.changes.requirements import compare_requirements
from duizhao.segmenter import SegmentedDocument

Link = tuple[str, str]  # local, central


def articles(*texts: str) -> SegmentedDocument:
    """A law with these articles, numbered from 第1条."""
    return segment_document(make_document("\n".join(f"第{i}条 {text}" for i, text in enumerate(texts, start=1))))


def aligned(
    central: SegmentedDocument,
    local: SegmentedDocument,
    *,
    sentences: Sequence[Link] = (),
    units: Iterable[tuple[str, str, float]] = (),
    partly: Sequence[Link] = (),
) -> Alignment:
    """Sure links between these sentences; main links with these scores between these units, weak ones with ``partly``."""
    answering, answered = {link[0] for link in sentences}, {link[1] for link in sentences}
    return Alignment(
        central,
        local,
        tuple(SentenceLink(*link, 1.0) for link in sentences),
        (*(UnitLink(*link, True) for link in units), *(UnitLink(*link, 0.3, False) for link in partly)),
        {sentence.id: float(sentence.id in answering) for sentence in local.sentences},
        {sentence.id: float(sentence.id in answered) for sentence in central.sentences},
    )


def linked(
    central: tuple[str, ...], local: tuple[str, ...], links: tuple[tuple[int, int], ...], score: float = 1.0
) -> Alignment:
    """Articles of one sentence each; links are pairs of places (local, central), counted from 0."""
    theirs, ours = articles(*central), articles(*local)
    found = tuple(SentenceLink(ours.sentences[i].id, theirs.sentences[j].id, score) for i, j in links)
    return Alignment(theirs, ours, found, (), {sentence.id: 0.0 for sentence in ours.sentences}, {})


def judged(alignment: Alignment) -> list[SentenceChange]:
    """What became of every local sentence, given the links."""
    changes = compare_requirements(alignment, find_requirements(alignment.local), find_requirements(alignment.central))
    return list(judge_sentences(alignment, changes))
