"""Decide which central sentence and article answers which local one."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ..segmenter import SegmentedDocument
from .acting import load_acting_words
from .arrays import Matrix
from .background import Background, load_background
from .candidates import Candidates, find_candidates
from .known_counterparts import Locked, lock_sentences, lock_units
from .links import Alignment, SentenceLink, UnitLink
from .matching import matching_spans
from .model import LinkModel, load_link_model
from .repeated_sentences import raise_repeated
from .rerank import Encode, rerank
from .sides import Side, prepare_side
from .unit_features import unit_cosine, unit_features

# A sentence that answers more than this many others answers none of them in particular.
MAX_COUNTERPARTS = 6
# Features of the pairs that may be linked, by position of the local and the central sentence.
_Likely = dict[tuple[int, int], dict[str, float]]
# Longer documents are compared in parts of so many sentences, which bounds the memory a comparison takes.
PART = 800


def align_documents(
    central: SegmentedDocument,
    local: SegmentedDocument,
    *,
    model: LinkModel | None = None,
    encode: Encode | None = None,
    locked: Locked = MappingProxyType({}),
) -> Alignment:
    r"""Link the sentences and units of a local document to those of the central one.

    Links are n to m, in any order, and none where nothing answers. Scores are probabilities: a logistic regression on lexical features of
    each pair (:mod:`.features`), then boosted trees that also see what its neighbours and rivals got (:mod:`.context`), fitted to
    hand-made links. Cost: quadratic in the number of comma clauses; some tenths of a second for two documents of 130 sentences.

    :param encode: turns sentences into vectors, shaped (sentences, any), one row each: such as the ``encode`` of a sentence-transformers
        model. Only pairs in doubt are moved by it (:func:`.rerank.rerank`). Without it nothing but words counts.
    :param locked: local sentences (by id) whose counterparts are known, all of them and no other; the units follow from them too.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> central = segment_document(make_document("第一条 图书馆应当定期开展阅读推广活动。\n第二条 馆藏文献应当每年清点。"))
    >>> local = segment_document(make_document("第一条 全省馆藏文献应当每年清点一次。\n第二条 图书馆每季度开展阅读推广活动。"))
    >>> [(link.local, link.central) for link in align_documents(central, local).unit_links]
    [('1', '2'), ('2', '1')]
    """
    model = model or load_link_model()
    background, acting = load_background(), load_acting_words()
    ours, theirs = (prepare_side(document, background, acting) for document in (local, central))
    if not len(ours) or not len(theirs):
        nothing = ({sentence.id: 0.0 for sentence in side.sentences} for side in (ours, theirs))
        return Alignment(central, local, (), (), *nothing)
    units = unit_cosine(central, local)
    probability: Matrix = np.zeros((len(ours), len(theirs)))
    likely: _Likely = {}
    for row, column, part in _parts(ours, theirs, units, background):
        features = part.with_context(part.spread(model.sentence.probability(part.features)))
        of_pairs = model.context.probability(features)
        if encode is not None:
            of_pairs = rerank(of_pairs, part, encode)
        rows, columns = row + part.rows, column + part.columns
        probability[rows, columns] = of_pairs
        for k in np.flatnonzero(of_pairs >= min(model.first, model.further)):
            likely[int(rows[k]), int(columns[k])] = {name: float(values[k]) for name, values in features.items()}
    lock_sentences(ours, theirs, locked, probability)
    of_units = model.unit.probability(unit_features(ours, theirs, units, probability))
    lock_units(ours, theirs, locked, of_units)
    answering = np.argwhere(of_units >= model.unit_threshold).tolist()
    probability = raise_repeated(ours, theirs, [(i, j) for i, j in answering], probability)
    lock_sentences(ours, theirs, locked, probability)
    sentence_links = _sentence_links(ours, theirs, probability, model, likely, locked)
    return Alignment(
        central,
        local,
        sentence_links,
        _unit_links(central, local, of_units, sentence_links, model),
        _support(ours, probability.max(axis=1)),
        _support(theirs, probability.max(axis=0)),
    )


def _parts(ours: Side, theirs: Side, units: Matrix, background: Background) -> Iterator[tuple[int, int, Candidates]]:
    """The pairs to look at, by part of both documents; one part unless a document is very long."""
    for row in range(0, len(ours), PART):
        for column in range(0, len(theirs), PART):
            here, there = ours.part(row, row + PART), theirs.part(column, column + PART)
            yield row, column, find_candidates(here, there, units, background)


def _support(side: Side, best: NDArray[np.float64]) -> dict[str, float]:
    return {sentence.id: round(float(p), 4) for sentence, p in zip(side.sentences, best, strict=True)}


def _sentence_links(
    ours: Side,
    theirs: Side,
    probability: Matrix,
    model: LinkModel,
    likely: _Likely,
    locked: Locked,
) -> tuple[SentenceLink, ...]:
    links = []
    for i, (sentence, row) in enumerate(zip(ours.sentences, probability, strict=True)):
        known = sentence.id in locked
        most = len(locked[sentence.id]) if known else MAX_COUNTERPARTS
        for rank, j in enumerate(np.argsort(-row, kind="stable")[:most]):
            if row[j] < (model.first if rank == 0 else model.further):
                break
            other = theirs.sentences[j]
            score = round(float(row[j]), 4)
            matches = matching_spans(sentence, other)
            links.append(SentenceLink(sentence.id, other.id, score, likely.get((i, int(j)), {}), matches, locked=known))
    return tuple(links)


def _unit_links(
    central: SegmentedDocument,
    local: SegmentedDocument,
    probability: Matrix,
    sentence_links: tuple[SentenceLink, ...],
    model: LinkModel,
) -> tuple[UnitLink, ...]:
    """Units of which sentences answer each other; ``main`` is false where only a sentence is drawn from the central one."""
    drawn = {(link.local.rpartition(":")[0], link.central.rpartition(":")[0]) for link in sentence_links}
    links = []
    for i, ours in enumerate(local.units):
        found = []
        for j, theirs in enumerate(central.units):
            score = round(float(probability[i, j]), 4)
            if (ours.id, theirs.id) in drawn:
                found.append(UnitLink(ours.id, theirs.id, score, main=score >= model.unit_threshold))
        links += sorted(found, key=lambda link: (not link.main, -link.score))
    return tuple(links)
