"""From probabilities to links: which pairs count as answering each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ..segmenter import SegmentedDocument, Sentence
from .arrays import Matrix
from .known_counterparts import Locked, lock_sentences, lock_units
from .linker import NOTHING_LOCKED
from .links import LEAST_WEIGHED, Alignment, SentenceLink, Thresholds, UnitLink, Weighed
from .matching import matching_spans

# A sentence that answers more than this many others answers none of them in particular.
MAX_COUNTERPARTS = 6
# The features of pairs of sentences, by position of the local and the central one.
FeaturesByPair = Mapping[tuple[int, int], Mapping[str, float]]
NO_FEATURES: FeaturesByPair = MappingProxyType({})


NONE_APART: Mapping[str, Thresholds] = MappingProxyType({})


def choose_links(  # noqa: PLR0913  two matrices, what they are about, and how to read them
    central: SegmentedDocument,
    local: SegmentedDocument,
    sentences: Matrix,
    units: Matrix,
    thresholds: Thresholds,
    *,
    apart: Mapping[str, Thresholds] = NONE_APART,
    locked: Locked = NOTHING_LOCKED,
    features: FeaturesByPair = NO_FEATURES,
) -> Alignment:
    r"""The links between two documents, given how likely each pair answers each other.

    :param sentences: probabilities shaped (local sentences, central sentences), ``units`` likewise of units; both are written to where
        something is ``locked``.
    :param apart: local sentences (by id) for which other thresholds hold.
    :param features: the numbers behind the probability of a pair of sentences, for those who want to see them.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> central, local = (segment_document(make_document(f"第一条 图书馆{act}。")) for act in ("应当开放", "免费开放"))
    >>> chosen = choose_links(central, local, np.array([[0.9]]), np.array([[0.8]]), Thresholds(0.5, 0.5, 0.5))
    >>> [(link.local, link.central, link.score) for link in chosen.sentence_links]
    [('1:1', '1:1', 0.9)]
    """
    lock_sentences(central, local, locked, sentences)
    lock_units(central, local, locked, units)
    ours, theirs = local.sentences, central.sentences
    of_each = [apart.get(sentence.id, thresholds) for sentence in ours]
    sentence_links = _sentence_links(ours, theirs, sentences, of_each, features, locked)
    return Alignment(
        central,
        local,
        sentence_links,
        _unit_links(central, local, units, sentence_links, thresholds),
        _support(ours, sentences.max(axis=1, initial=0.0)),
        _support(theirs, sentences.max(axis=0, initial=0.0)),
        weighed=_weighed(central, local, sentences, units, thresholds, apart),
    )


def _weighed(
    central: SegmentedDocument,
    local: SegmentedDocument,
    sentences: Matrix,
    units: Matrix,
    thresholds: Thresholds,
    apart: Mapping[str, Thresholds],
) -> Weighed:
    names = [sentence.id for sentence in central.sentences]
    of_sentences = {
        sentence.id: {names[j]: float(row[j]) for j in np.flatnonzero(row >= LEAST_WEIGHED)}
        for sentence, row in zip(local.sentences, sentences, strict=True)
    }
    of_units = {
        (local.units[i].id, central.units[j].id): float(units[i, j])
        for i, j in np.argwhere(units >= LEAST_WEIGHED).tolist()
    }
    return Weighed(of_sentences, of_units, thresholds, dict(apart))


def _support(sentences: tuple[Sentence, ...], best: NDArray[np.float64]) -> dict[str, float]:
    return {sentence.id: round(float(p), 4) for sentence, p in zip(sentences, best, strict=True)}


def _sentence_links(
    ours: tuple[Sentence, ...],
    theirs: tuple[Sentence, ...],
    probability: Matrix,
    of_each: Sequence[Thresholds],
    features: FeaturesByPair,
    locked: Locked,
) -> tuple[SentenceLink, ...]:
    links = []
    for i, (sentence, row, thresholds) in enumerate(zip(ours, probability, of_each, strict=True)):
        known = sentence.id in locked
        most = len(locked[sentence.id]) if known else MAX_COUNTERPARTS
        for rank, j in enumerate(np.argsort(-row, kind="stable")[:most]):
            if row[j] < (thresholds.first if rank == 0 else thresholds.further):
                break
            other = theirs[j]
            score = round(float(row[j]), 4)
            matches = matching_spans(sentence, other)
            links.append(
                SentenceLink(sentence.id, other.id, score, features.get((i, int(j)), {}), matches, locked=known)
            )
    return tuple(links)


def _unit_links(
    central: SegmentedDocument,
    local: SegmentedDocument,
    probability: Matrix,
    sentence_links: tuple[SentenceLink, ...],
    thresholds: Thresholds,
) -> tuple[UnitLink, ...]:
    """Units of which sentences answer each other; ``main`` is false where only a sentence is drawn from the central one."""
    drawn: dict[str, set[str]] = {}
    for link in sentence_links:
        drawn.setdefault(link.local.rpartition(":")[0], set()).add(link.central.rpartition(":")[0])
    links: list[UnitLink] = []
    for i, ours in enumerate(local.units):
        among = drawn.get(ours.id, ())
        found = []
        for j, theirs in enumerate(central.units):
            if theirs.id in among:
                score = round(float(probability[i, j]), 4)
                found.append(UnitLink(ours.id, theirs.id, score, main=score >= thresholds.unit))
        links += sorted(found, key=lambda link: (not link.main, -link.score))
    return tuple(links)
