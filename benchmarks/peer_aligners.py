"""The aligners that `align_peers.py` measures: ours, and what people use in its place where it is installed."""

from __future__ import annotations

import importlib
import importlib.metadata
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from link_gold import Matrix
from peer_extractors import reason

from duizhao.align import align_documents
from duizhao.language import comparable
from duizhao.segmenter import SegmentedDocument, Unit

KEPT = 0.5  # share of the shorter text that a diff must keep between two texts


class Scores(NamedTuple):
    """How alike the sentences and the units of two documents are, from 0 to 1, each shaped (local, central)."""

    sentences: Matrix
    units: Matrix


Score = Callable[[SegmentedDocument, SegmentedDocument], Scores]
Likeness = Callable[[list[str], list[str]], Matrix]
# Equal stretches of two texts: where each begins in the one and in the other, and how long it is.
Stretches = list[tuple[int, int, int]]
Diff = Callable[[str, str], Stretches]


class Aligner(NamedTuple):
    """An aligner: scores of a central and a local document, linked from ``threshold`` on; ``None``: to be chosen on other documents."""

    name: str
    score: Score
    threshold: float | None


def aligners() -> list[Aligner]:
    """Ours, and each peer that can be imported; prints a line for each package, with the reason where it is left out."""
    found = [Aligner("duizhao", ours, KEPT)]
    for package, make in (
        ("scikit-learn", _tf_idf),
        ("rapidfuzz", _rapidfuzz),
        ("diff-match-patch", _diff_match_patch),
        ("redlines", _redlines),
    ):
        try:
            more = make()
            print(f"{package} {importlib.metadata.version(package)}: {', '.join(one.name for one in more)}")
        except Exception as error:  # a package that is too old for this Python may raise anything
            print(f"{package}: left out, it cannot be imported ({reason(error)})")
        else:
            found += more
    return found


# ------------------------------------------------------------------------------------------------------------------- ours


def ours(central: SegmentedDocument, local: SegmentedDocument) -> Scores:
    """1 where we link, 0 elsewhere; of units the main counterparts."""
    alignment = align_documents(central, local)
    return Scores(
        _linked(local.sentences, central.sentences, [(link.local, link.central) for link in alignment.sentence_links]),
        _linked(local.units, central.units, [(link.local, link.central) for link in alignment.unit_links if link.main]),
    )


def _linked(rows: Iterable[Any], columns: Iterable[Any], links: list[tuple[str, str]]) -> Matrix:
    row, column = ({one.id: i for i, one in enumerate(side)} for side in (rows, columns))
    matrix = np.zeros((len(row), len(column)))
    for theirs, central in links:
        matrix[row[theirs], column[central]] = 1.0
    return matrix


# --------------------------------------------------------------------------------------------------- likeness and threshold


def tf_idf() -> Score:
    """Cosine of scikit-learn's TF-IDF vectors of character 2- to 4-grams, weighted on the two documents."""
    vectorizer = importlib.import_module("sklearn.feature_extraction.text").TfidfVectorizer

    def likeness(ours: list[str], theirs: list[str]) -> Matrix:
        if not any(len(text) > 1 for text in (*ours, *theirs)):
            return np.zeros((len(ours), len(theirs)))  # scikit-learn refuses texts without a 2-gram
        learnt = vectorizer(analyzer="char", ngram_range=(2, 4), sublinear_tf=True).fit([*ours, *theirs])
        return np.asarray((learnt.transform(ours) @ learnt.transform(theirs).T).todense())

    return _by_likeness(likeness)


def _tf_idf() -> list[Aligner]:
    return [Aligner("TF-IDF", tf_idf(), None)]


def _rapidfuzz() -> list[Aligner]:
    """Three ratios; without blanks a text is one token, so each character is one for the ratio of sets of tokens."""
    fuzz, process = (importlib.import_module(f"rapidfuzz.{name}") for name in ("fuzz", "process"))

    def of(scorer: Any, *, tokens: bool = False) -> Score:
        def likeness(*sides: list[str]) -> Matrix:
            ours, theirs = ([" ".join(text) for text in side] if tokens else side for side in sides)
            return np.asarray(process.cdist(ours, theirs, scorer=scorer), dtype=float) / 100

        return _by_likeness(likeness)

    return [
        Aligner("ratio", of(fuzz.ratio), None),
        Aligner("partial_ratio", of(fuzz.partial_ratio), None),
        Aligner("token_set", of(fuzz.token_set_ratio, tokens=True), None),
    ]


def _by_likeness(likeness: Likeness) -> Score:
    def score(central: SegmentedDocument, local: SegmentedDocument) -> Scores:
        texts = [[[comparable(one.text) for one in unit.sentences] for unit in side.units] for side in (local, central)]
        sentences = ([text for unit in side for text in unit] for side in texts)
        units = (["".join(unit) for unit in side] for side in texts)
        return Scores(likeness(*sentences), likeness(*units))

    return score


# ------------------------------------------------------------------------------------------------------------------- diffs


def _diff_match_patch() -> list[Aligner]:
    differ = importlib.import_module("diff_match_patch").diff_match_patch()
    # By itself it gives up behind a second, and then keeps nothing of two texts of 6000 characters.
    differ.Diff_Timeout = 0

    def diff(local: str, central: str) -> Stretches:
        stretches, i, j = [], 0, 0
        for kind, text in differ.diff_main(local, central):
            if kind == 0:
                stretches.append((i, j, len(text)))
            i += len(text) * (kind <= 0)
            j += len(text) * (kind >= 0)
        return stretches

    return [Aligner("diff-match-patch", by_diff(diff), KEPT)]


def _redlines() -> list[Aligner]:
    """It compares words, which it cuts at blanks: each character is given to it as a word."""
    redlines = importlib.import_module("redlines").Redlines

    def diff(local: str, central: str) -> Stretches:
        opcodes = redlines(" ".join(local), " ".join(central)).opcodes if local and central else []
        return [(i, j, end - i) for kind, i, end, j, _ in opcodes if kind == "equal"]

    return [Aligner("redlines", by_diff(diff), KEPT)]


def by_diff(diff: Diff) -> Score:
    """One diff of the whole texts; what it keeps of a local text in a central one, as a share of the shorter of the two."""

    def score(central: SegmentedDocument, local: SegmentedDocument) -> Scores:
        ours, theirs = ([_sizes(unit) for unit in document.units] for document in (local, central))
        stretches = diff(_whole(local), _whole(central))
        return Scores(
            kept(stretches, [size for unit in ours for size in unit], [size for unit in theirs for size in unit]),
            kept(stretches, [sum(unit) for unit in ours], [sum(unit) for unit in theirs]),
        )

    return score


def _whole(document: SegmentedDocument) -> str:
    return "".join(comparable(sentence.text) for sentence in document.iter_sentences())


def _sizes(unit: Unit) -> list[int]:
    return [len(comparable(sentence.text)) for sentence in unit.sentences]


def kept(stretches: Stretches, ours: Sequence[int], theirs: Sequence[int]) -> Matrix:
    """The share of the shorter piece's characters that stand in equal stretches between a local and a central piece.

    :param ours: the sizes of the pieces the local text consists of; `theirs` those of the central text.

    >>> kept([(0, 1, 3)], [2, 4], [3, 2])  # 甲乙|丙丁戊己 and 子甲乙|丙丑
    array([[1. , 0. ],
           [0. , 0.5]])
    """
    rows, columns = (np.repeat(np.arange(len(sizes)), sizes) for sizes in (ours, theirs))
    count = np.zeros((len(ours), len(theirs)))
    for i, j, length in stretches:
        np.add.at(count, (rows[i : i + length], columns[j : j + length]), 1)
    return np.asarray(count / np.maximum(np.minimum.outer(ours, theirs), 1))
