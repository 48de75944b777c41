"""Labelled pairs of sentences in the shape of scikit-learn: one sample a pair that may be linked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..align.acting import load_acting_words
from ..align.arrays import Matrix, Vector
from ..align.background import load_background
from ..align.candidates import Candidates, find_candidates
from ..align.sides import prepare_side
from ..align.unit_features import unit_cosine
from .gold_pairs import GoldPair

# The label of pairs of documents of which only the articles were labelled.
UNLABELLED = -1


@dataclass(frozen=True, slots=True, eq=False)
class LinkCase:
    """A labelled pair of documents, made ready: its candidates, their labels, and the likeness of its units."""

    pair: GoldPair
    pairs: Candidates
    labels: Vector | None
    units: Matrix

    @property
    def name(self) -> str:
        """The name of the labels."""
        return self.pair.name

    @property
    def weight(self) -> float:
        """Every document counts by its length."""
        return 1.0 / len(self.pairs.ours)


@dataclass(frozen=True, slots=True, eq=False)
class SentencePair:
    """A sample: the candidate ``place`` of a pair of documents.

    >>> import duizhao as dz
    >>> from duizhao.estimators import read_gold_pair
    >>> gold = [read_gold_pair(dz.sample_folder() / "gold" / "align_yunzhou.json")]
    >>> samples = link_samples(gold)
    >>> samples.pairs[samples.answers.argmax()].texts[1]
    '为满足群众日益增长的阅读需要，让好书借得到、读得好，现就提升公共图书馆服务水平提出如下意见。'
    """

    case: LinkCase
    place: int

    @property
    def texts(self) -> tuple[str, str]:
        """The local and the central sentence."""
        pairs = self.case.pairs
        ours, theirs = pairs.ours.sentences[pairs.rows[self.place]], pairs.theirs.sentences[pairs.columns[self.place]]
        return ours.text, theirs.text


@dataclass(frozen=True, slots=True, eq=False)
class LinkSamples:
    """The samples in order: ``pairs`` (X), ``answers`` (y: 1 where a reader linked them), ``documents`` (groups), ``weights``.

    ``documents`` are the names of the gold files, ``families`` the texts that share a central document: who leaves a family out measures
    what becomes of documents that are new altogether. With ``weights``, one on the average, every document counts by its length.
    """

    cases: tuple[LinkCase, ...]
    pairs: NDArray[Any]
    answers: NDArray[np.intp]
    documents: NDArray[Any]
    families: NDArray[Any]
    weights: Vector


def link_samples(gold: Iterable[GoldPair], *, labelled_only: bool = True) -> LinkSamples:
    """The pairs of sentences that may be linked, of each pair of documents, with their labels.

    Of each sentence some twenty of the likeliest counterparts are there, not all: a hundred thousand samples for twenty documents.

    :param labelled_only: without the documents of which only the articles were labelled; otherwise their answers are -1.

    >>> import duizhao as dz
    >>> from duizhao.estimators import read_gold_pair
    >>> gold = [read_gold_pair(dz.sample_folder() / "gold" / "align_yunzhou.json")]
    >>> samples = link_samples(gold)
    >>> set(samples.documents), sorted(set(samples.answers.tolist()))
    ({'align_yunzhou'}, [0, 1])
    """
    cases = [prepare_case(pair) for pair in gold]
    return samples_of([case for case in cases if case.labels is not None or not labelled_only])


def prepare_case(pair: GoldPair) -> LinkCase:
    """Find the candidates of a pair of documents. Cost: that of comparing them."""
    background, acting = load_background(), load_acting_words()
    ours, theirs = (prepare_side(document, acting, background.cut) for document in (pair.local, pair.central))
    units = unit_cosine(pair.central, pair.local)
    pairs = find_candidates(ours, theirs, units, background)
    labels = None if pair.sentences is None else pair.sentences[pairs.rows, pairs.columns]
    return LinkCase(pair, pairs, labels, units)


def samples_of(cases: Iterable[LinkCase]) -> LinkSamples:
    """The samples of pairs of documents that are ready."""
    kept = tuple(cases)
    sizes = [len(case.pairs.rows) for case in kept]
    pairs = np.empty(sum(sizes), dtype=object)
    pairs[:] = [SentencePair(case, place) for case, size in zip(kept, sizes, strict=True) for place in range(size)]
    weights = np.repeat(np.array([case.weight for case in kept], dtype=float), sizes)
    answers = [
        np.full(size, UNLABELLED) if case.labels is None else case.labels.astype(np.intp)
        for case, size in zip(kept, sizes, strict=True)
    ]
    return LinkSamples(
        kept,
        pairs,
        np.concatenate([np.zeros(0, dtype=np.intp), *answers]),
        np.repeat(np.array([case.name for case in kept], dtype=object), sizes),
        np.repeat(np.array([case.pair.central.document.name for case in kept], dtype=object), sizes),
        weights / weights.mean() if len(weights) else weights,
    )
