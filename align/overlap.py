"""How much of what one text says is found in another, by words that share characters.

Words are not only equal or different: 巡视巡察 and 巡察 share most of their characters and count in part. (Word vectors and a
thesaurus in their place gained nothing on texts not used for fitting.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .arrays import Matrix
from .background import Background
from .sides import Side, Words, run_starts

_TINY = 1e-9
# Two words are alike from this share of common characters on; other words of the same characters never count as equal.
_LEAST_SHARED, _ALMOST_EQUAL = 0.4, 0.9
# The least a word weighs, however common.
_FLOOR = 0.3


class WordSpace:
    """The words of two texts: how alike any two are, and how much each weighs.

    A word weighs as much as it is rare among the sentences of both texts, and no more than it is rare at large.
    """

    def __init__(self, ours: Side, theirs: Side, background: Background) -> None:
        sentences = [{word for clause in clauses for word in clause} for clauses in (*ours.clauses, *theirs.clauses)]
        self._index = {word: i for i, word in enumerate(sorted(set().union(*sentences)))}
        counts = np.zeros(len(self._index))
        for words in sentences:
            counts[[self._index[word] for word in words]] += 1
        most = np.log(1 + len(sentences))
        here = np.log((1 + len(sentences)) / (1 + counts))
        at_large = np.array([background.rarity(word) for word in self._index]) * most
        self._weight = np.minimum(here, at_large) + _FLOOR
        self._likeness = _likeness(list(self._index))

    def best(self, texts: Sequence[Words]) -> NDArray[np.float32]:
        """How well each word is found in each text, shaped (words, texts)."""
        found = np.zeros((len(texts), len(self._index)), dtype=np.float32)
        for row, words in enumerate(texts):
            known = [self._index[word] for word in words if word in self._index]
            if known:
                found[row] = self._likeness[known].max(axis=0)  # likeness is mutual: rows are read faster than columns
        return np.ascontiguousarray(found.T)

    def weights(self, texts: Sequence[Words]) -> NDArray[np.float32]:
        """What each word of each text weighs, shaped (texts, words)."""
        weights = np.zeros((len(texts), len(self._index)), dtype=np.float32)
        index = self._index
        places = [(row, index[word]) for row, words in enumerate(texts) for word in words if word in index]
        if places:
            rows, columns = np.array(places, dtype=np.intp).T
            weights[rows, columns] = self._weight[columns]
        return weights


def _likeness(words: Sequence[str]) -> NDArray[np.float32]:
    """1 for a word and itself, up to 0.9 for words of two and more characters that share some, else 0."""
    letters = {letter: i for i, letter in enumerate(sorted(set("".join(words))))}
    places = [(row, letters[letter]) for row, word in enumerate(words) for letter in dict.fromkeys(word)]
    rows, columns = np.array(places, dtype=np.intp).reshape(-1, 2).T
    shape = (len(words), len(letters))
    from scipy import sparse  # noqa: PLC0415  a seventh of the time all imports take; needed when it runs

    holds = sparse.csr_matrix((np.ones(len(places), dtype=np.float32), (rows, columns)), shape=shape)
    size = np.bincount(rows, minlength=len(words)).astype(np.float32)
    weight = np.outer(size, size)
    likeness = (holds @ holds.T).toarray()
    likeness /= np.sqrt(weight, out=weight)
    single = size < 2  # a single character is found in too many words
    likeness[single], likeness[:, single] = 0, 0
    likeness -= _LEAST_SHARED  # in place from here on: the matrix is the largest there is
    likeness /= 1 - _LEAST_SHARED
    np.clip(likeness, 0, 1, out=likeness)
    likeness *= _ALMOST_EQUAL
    np.fill_diagonal(likeness, 1)
    return np.asarray(likeness)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What was found of each text in each other: ``ours`` and ``theirs`` are weights found, shaped (local, central).

    ``our_weight`` and ``their_weight`` are what the texts weigh in all.
    """

    ours: Matrix
    theirs: Matrix
    our_weight: NDArray[np.float64]
    their_weight: NDArray[np.float64]

    @property
    def explained(self) -> Matrix:
        """The share of each local text found in each central one."""
        return self.ours / self.our_weight[:, None]

    @property
    def covered(self) -> Matrix:
        """The share of each central text found in each local one."""
        return self.theirs / self.their_weight[None, :]

    @property
    def harmonic(self) -> Matrix:
        """The harmonic mean of both shares."""
        explained, covered = self.explained, self.covered
        return np.asarray(2 * explained * covered / (explained + covered + _TINY))


def word_overlap(space: WordSpace, ours: Sequence[Words], theirs: Sequence[Words]) -> Overlap:
    """Compare texts of words, each with each. Cost: words of the space × texts, and a matrix product."""
    return _overlap(space.weights(ours), space.weights(theirs), space.best(ours), space.best(theirs))


class SideOverlap:
    """Both sides of a comparison in words: by comma clause and by sentence."""

    def __init__(self, ours: Side, theirs: Side, background: Background) -> None:
        self.space = WordSpace(ours, theirs, background)
        our_clauses = [clause for clauses in ours.clauses for clause in clauses]
        their_clauses = [clause for clauses in theirs.clauses for clause in clauses]
        self.our_starts = run_starts([i for i, clauses in enumerate(ours.clauses) for _ in clauses])
        self.their_starts = run_starts([i for i, clauses in enumerate(theirs.clauses) for _ in clauses])
        self.our_best, self.their_best = self.space.best(our_clauses), self.space.best(their_clauses)
        self.our_weights, self.their_weights = self.space.weights(our_clauses), self.space.weights(their_clauses)
        self.clauses = _overlap(self.our_weights, self.their_weights, self.our_best, self.their_best)
        # A sentence is the words of its clauses, each once.
        self.our_best = np.maximum.reduceat(self.our_best, self.our_starts, axis=1)
        self.their_best = np.maximum.reduceat(self.their_best, self.their_starts, axis=1)
        self.our_weights = np.maximum.reduceat(self.our_weights, self.our_starts, axis=0)
        self.their_weights = np.maximum.reduceat(self.their_weights, self.their_starts, axis=0)
        self.sentences = _overlap(self.our_weights, self.their_weights, self.our_best, self.their_best)

    def pooled(self, clauses: Matrix) -> Matrix:
        """The greatest value of any two clauses of each pair of sentences."""
        by_sentence = np.maximum.reduceat(clauses, self.our_starts, axis=0)
        return np.asarray(np.maximum.reduceat(by_sentence, self.their_starts, axis=1))


def _overlap(
    ours: NDArray[np.float32], theirs: NDArray[np.float32], in_ours: NDArray[np.float32], in_theirs: NDArray[np.float32]
) -> Overlap:
    return Overlap(
        np.asarray(ours @ in_theirs, dtype=float),
        np.asarray((theirs @ in_ours).T, dtype=float),
        np.maximum(ours.sum(axis=1), _TINY).astype(float),
        np.maximum(theirs.sum(axis=1), _TINY).astype(float),
    )
