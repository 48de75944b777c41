"""Decide which central sentence and article answers which local one."""

from __future__ import annotations

import numpy as np

from ..segmenter import SegmentedDocument
from .features import Matrix, sentence_features, unit_cosine, unit_features
from .links import Alignment, SentenceLink, UnitLink
from .model import LinkModel, load_link_model

# A sentence that answers more than this many others answers none of them in particular.
MAX_COUNTERPARTS = 6


def align_documents(
    central: SegmentedDocument, local: SegmentedDocument, *, model: LinkModel | None = None
) -> Alignment:
    r"""Link the sentences and units of a local document to those of the central one.

    Links are independent decisions (articles move, split and merge): n to m, in any order, and none where nothing answers. The
    scores are probabilities of a logistic regression on lexical features (see :mod:`.features`), fitted to hand-made links.
    Cost: quadratic in the number of comma clauses; some tenths of a second for two documents of 130 sentences.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> central = segment_document(make_document("第一条 图书馆应当定期开展阅读推广活动。\n第二条 馆藏文献应当每年清点。"))
    >>> local = segment_document(make_document("第一条 全省馆藏文献应当每年清点一次。\n第二条 图书馆每季度开展阅读推广活动。"))
    >>> [(link.local, link.central) for link in align_documents(central, local).unit_links]
    [('1', '2'), ('2', '1')]
    """
    model = model or load_link_model()
    if not central.sentences or not local.sentences:
        nothing = ({sentence.id: 0.0 for sentence in side.sentences} for side in (local, central))
        return Alignment(central, local, (), (), *nothing)
    units = unit_cosine(central, local)
    probability = model.sentence.probability(sentence_features(central, local, units))
    sentence_links = _sentence_links(central, local, probability, model)
    of_units = model.unit.probability(unit_features(central, local, units, probability))
    return Alignment(
        central,
        local,
        sentence_links,
        _unit_links(central, local, of_units, sentence_links, model),
        _support(local, probability.max(axis=1)),
        _support(central, probability.max(axis=0)),
    )


def _support(document: SegmentedDocument, best: Matrix) -> dict[str, float]:
    return {sentence.id: round(float(p), 4) for sentence, p in zip(document.sentences, best, strict=True)}


def _sentence_links(
    central: SegmentedDocument, local: SegmentedDocument, probability: Matrix, model: LinkModel
) -> tuple[SentenceLink, ...]:
    links = []
    theirs = central.sentences
    for sentence, row in zip(local.sentences, probability, strict=True):
        for rank, j in enumerate(np.argsort(-row, kind="stable")[:MAX_COUNTERPARTS]):
            if row[j] < (model.first if rank == 0 else model.further):
                break
            links.append(SentenceLink(sentence.id, theirs[j].id, round(float(row[j]), 4)))
    return tuple(links)


def _unit_links(
    central: SegmentedDocument,
    local: SegmentedDocument,
    probability: Matrix,
    sentence_links: tuple[SentenceLink, ...],
    model: LinkModel,
) -> tuple[UnitLink, ...]:
    """Units that answer each other, and those from which only a sentence is drawn (``main`` is false)."""
    drawn = {(link.local.rpartition(":")[0], link.central.rpartition(":")[0]) for link in sentence_links}
    links = []
    for i, ours in enumerate(local.units):
        found = []
        for j, theirs in enumerate(central.units):
            score = round(float(probability[i, j]), 4)
            main = score >= model.unit_threshold
            if main or (ours.id, theirs.id) in drawn:
                found.append(UnitLink(ours.id, theirs.id, score, main))
        links += sorted(found, key=lambda link: (not link.main, -link.score))
    return tuple(links)
