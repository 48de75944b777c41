"""Texts as vectors of character n-grams, weighted by how rare they are (TF-IDF).

The same numbers as scikit-learn's ``TfidfVectorizer(analyzer="char", sublinear_tf=True)`` gives (a test holds the two together),
without the second and more that importing scikit-learn takes: half of the time of a whole report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse


class NgramVectorizer:
    """Weights learnt from some texts; O(characters) to learn and to apply.

    Source of the weights: sublinear term frequency 1 + ln tf, smoothed inverse document frequency ln((1 + n) / (1 + df)) + 1,
    rows of length 1 (Manning, Raghavan and Schütze, Introduction to Information Retrieval, chapter 6).
    """

    def __init__(self, texts: Sequence[str], shortest: int, longest: int) -> None:
        self._range = range(shortest, longest + 1)
        frequency: Counter[str] = Counter()
        for text in texts:
            frequency.update(set(self._ngrams(text)))
        self._column = {ngram: i for i, ngram in enumerate(sorted(frequency))}
        counts = np.array([frequency[ngram] for ngram in self._column], dtype=float)
        self.idf: NDArray[np.float64] = np.log((1.0 + len(texts)) / (1.0 + counts)) + 1.0

    def transform(self, texts: Sequence[str]) -> Any:
        """The texts as rows of a sparse matrix shaped (texts, n-grams); unknown n-grams count for nothing."""
        columns: list[int] = []
        values: list[float] = []
        starts = [0]
        for text in texts:
            known = Counter(self._column[ngram] for ngram in self._ngrams(text) if ngram in self._column)
            row = sorted(known)
            columns += row
            values += [known[column] for column in row]
            starts.append(len(columns))
        index = np.array(columns, dtype=np.intp)
        weights = (1.0 + np.log(np.array(values, dtype=float))) * self.idf[index]
        matrix = sparse.csr_matrix((weights, index, np.array(starts)), shape=(len(texts), len(self._column)))
        length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        return sparse.diags(1.0 / np.maximum(length, 1e-300)) @ matrix

    def _ngrams(self, text: str) -> Iterator[str]:
        for length in self._range:
            for i in range(len(text) - length + 1):
                yield text[i : i + length]
