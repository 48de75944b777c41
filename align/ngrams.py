"""Which character n-grams stand in which texts, and the texts as vectors weighted by how rare those are (TF-IDF).

The vectors are those of scikit-learn's ``TfidfVectorizer(analyzer="char", sublinear_tf=True)`` (a test holds the two together), without
the second and more that importing scikit-learn takes: half of the time of a whole report.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .arrays import Vector


class NgramTable:
    """The n-grams of some texts. Each length is counted once, when it is first asked for, in O(characters · log characters).

    An n-gram is told by the numbers of its two parts, so that a number stands for one n-gram exactly, whatever its length.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._size = len(texts)
        lengths = np.array([len(text) for text in texts], dtype=np.intp)
        self._text_of = np.repeat(np.arange(len(texts)), lengths)
        letters = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        self._numbers: dict[int, NDArray[np.int64]] = {1: _numbered(letters.astype(np.int64))}
        self._counts: dict[int, Any] = {}

    def counts(self, length: int) -> Any:
        """How often each n-gram of this length stands in each text, as a sparse matrix shaped (texts, n-grams).

        >>> NgramTable(["图书馆图书", "图书"]).counts(2).sum(axis=1).ravel().tolist()
        [[4.0, 1.0]]
        """
        if length not in self._counts:
            from scipy import sparse  # noqa: PLC0415  a seventh of the time all imports take; needed when it runs

            numbers = self._of_length(length)
            whole = self._text_of[: len(numbers)] == self._text_of[len(self._text_of) - len(numbers) :]
            found = _numbered(numbers[whole])
            shape = (self._size, int(found.max(initial=-1)) + 1)
            ones = np.ones(len(found))
            matrix = sparse.coo_matrix((ones, (self._text_of[: len(numbers)][whole], found)), shape=shape).tocsr()
            matrix.sum_duplicates()
            self._counts[length] = matrix
        return self._counts[length]

    def _of_length(self, length: int) -> NDArray[np.int64]:
        """The number of the n-gram that begins at each place, over the ends of texts too."""
        if length not in self._numbers:
            front = self._of_length(length - length // 2)
            back = self._of_length(length // 2)
            size = max(0, len(self._text_of) - length + 1)
            shifted = back[length - length // 2 :][:size]
            joined = front[:size] * (int(back.max(initial=0)) + 1) + shifted
            self._numbers[length] = _numbered(joined)
        return self._numbers[length]


def _numbered(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Equal values as equal numbers from 0 on, without gaps."""
    return np.unique(values, return_inverse=True)[1].reshape(-1).astype(np.int64)


def inverse_frequency(counts: Any) -> Vector:
    """How rare each column is among the texts: ln((1 + n) / (1 + df)) + 1."""
    return np.asarray(np.log((1.0 + counts.shape[0]) / (1.0 + counts.getnnz(axis=0))) + 1.0)


def tfidf(table: NgramTable, shortest: int, longest: int) -> Any:
    """The texts as rows of length 1, shaped (texts, n-grams), sparse.

    Source of the weights: sublinear term frequency 1 + ln tf, smoothed inverse document frequency (Manning, Raghavan and Schütze,
    Introduction to Information Retrieval, chapter 6).

    >>> vectors = tfidf(NgramTable(["图书馆", "图书馆", "博物院"]), 2, 3)
    >>> (vectors @ vectors.T).toarray().round(2)[0].tolist()
    [1.0, 1.0, 0.0]
    """
    from scipy import sparse  # noqa: PLC0415  a seventh of the time all imports take; needed when it runs

    counts = sparse.hstack([table.counts(length) for length in range(shortest, longest + 1)], format="csr")
    weights = sparse.csr_matrix(
        ((1.0 + np.log(counts.data)) * inverse_frequency(counts)[counts.indices], counts.indices, counts.indptr),
        shape=counts.shape,
    )
    length = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
    return sparse.diags(1.0 / np.maximum(length, 1e-300)) @ weights
