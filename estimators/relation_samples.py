"""Labelled relations in the shape of scikit-learn: one sample a local sentence that has a counterpart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..align import Alignment, SentenceLink
from ..align.arrays import Matrix, Vector
from ..changes.linked_sentence import LinkedSentence
from ..changes.relation_features import FEATURES, measure
from ..changes.relation_model import RELATIONS, RelationModel
from ..changes.relation_words import RelationWords, load_relation_words
from ..changes.relations import linked_sentences
from ..changes.requirements import compare_requirements
from ..extract import find_requirements
from ..materials import Materials, shipped_materials
from .gold_pairs import GoldPair


@dataclass(frozen=True, slots=True)
class LabelledRelations:
    """The linked sentences of a pair: what is measured of each, and what a reader said.

    Pairs that share their central text are one ``family``: what was learnt of one was learnt of all.
    """

    name: str
    family: str
    cases: list[LinkedSentence]
    features: list[dict[str, float]]
    relations: list[str]


@dataclass(frozen=True, slots=True, eq=False)
class RelationSamples:
    """The samples in order: ``rows`` (X), ``answers`` (y: what a reader said), ``documents`` (groups), ``weights``.

    The columns of ``rows`` are ``names``. ``families`` are numbers, the same for documents with the same central one. With ``weights``
    every document counts the same, however many sentences it has.
    """

    names: tuple[str, ...]
    rows: Matrix
    answers: NDArray[Any]
    documents: NDArray[Any]
    families: NDArray[np.intp]
    weights: Vector


def relation_samples(gold: Iterable[GoldPair]) -> RelationSamples:
    """What can be learnt of relations: the sentences that a reader linked, and what he said became of each duty.

    >>> import duizhao as dz
    >>> from duizhao.estimators import read_gold_pair
    >>> gold = [read_gold_pair(dz.sample_folder() / "gold" / "align_yunzhou.json")]
    >>> samples = relation_samples(gold)
    >>> samples.rows.shape == (len(samples.answers), len(samples.names)), sorted(set(samples.answers.tolist()))
    (True, ['adapted', 'strengthened', 'verbatim', 'weakened'])
    """
    words = load_relation_words()
    return relation_rows([labelled_relations(pair, words) for pair in gold if pair.sentences is not None])


def relation_rows(labelled: Sequence[LabelledRelations]) -> RelationSamples:
    """The samples of pairs that were measured."""
    sizes = [len(part.cases) for part in labelled]
    families = list(dict.fromkeys(part.family for part in labelled))
    return RelationSamples(
        tuple(FEATURES),
        np.array([[found[name] for name in FEATURES] for part in labelled for found in part.features]),
        np.array([relation for part in labelled for relation in part.relations]),
        np.repeat(np.array([part.name for part in labelled], dtype=object), sizes),
        np.repeat([families.index(part.family) for part in labelled], sizes),
        np.concatenate([np.full(size, sum(sizes) / size / len(labelled)) for size in sizes if size]),
    )


def labelled_relations(pair: GoldPair, words: RelationWords) -> LabelledRelations:
    """Measure the linked sentences of a pair."""
    alignment = gold_alignment(pair)
    changes = compare_requirements(alignment, find_requirements(pair.local), find_requirements(pair.central))
    cases = [case for case in linked_sentences(alignment, changes, words) if _is_said(pair, case)]
    relations = [pair.relations[case.sentence.id] for case in cases]
    family = "".join(sentence.text for sentence in pair.central.sentences)
    return LabelledRelations(pair.name, family, cases, [measure(case, words) for case in cases], relations)


def _is_said(pair: GoldPair, case: LinkedSentence) -> bool:
    return pair.relations.get(case.sentence.id) in RELATIONS


def gold_alignment(pair: GoldPair) -> Alignment:
    """The hand-made links of a pair as if the aligner had found them, each sure."""
    matrix = pair.sentences if pair.sentences is not None else np.zeros((0, 0))
    ours, theirs = pair.local.sentences, pair.central.sentences
    links = tuple(SentenceLink(ours[i].id, theirs[j].id, 1.0) for i, j in np.argwhere(matrix > 0).tolist())
    support = {sentence.id: float(row.any()) for sentence, row in zip(ours, matrix, strict=True)}
    return Alignment(pair.central, pair.local, links, (), support, {})


def with_relations(model: RelationModel, materials: Materials | None = None) -> Materials:
    """Materials that judge by another relation model, for ``dz.compare(materials=…)``.

    How sure a verdict is was calibrated for the shipped model: with another one ``certainty`` and what is marked to be checked are only
    a hint.

    >>> from duizhao.changes.relation_model import load_relation_model
    >>> with_relations(load_relation_model()).judging.relations.fitted_on == load_relation_model().fitted_on
    True
    """
    materials = materials or shipped_materials()
    return replace(materials, judging=replace(materials.judging, relations=model))
