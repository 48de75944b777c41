"""Which texts are worth asking the aligner about: those in one bucket of the index, the likest first, never all pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .signatures import BANDS, Signed

LEAST_ALIKE = 0.2  # cosine; of pairs that are less alike the aligner links many that only speak of the same matter
MOST_ASKED = 3  # candidates of one text

Index = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Nearby:
    """Pairs of texts by position: ``later`` with one that stands ``earlier`` in the order, how ``alike``; the likest of a text first."""

    later: Index
    earlier: Index
    alike: NDArray[np.float32]
    rank: Index

    def round(self, number: int) -> Nearby:
        """The pairs with the candidate of that rank of each text."""
        chosen = self.rank == number
        return Nearby(self.later[chosen], self.earlier[chosen], self.alike[chosen], self.rank[chosen])

    def of(self, chosen: NDArray[np.bool_]) -> Nearby:
        """Those pairs."""
        return Nearby(self.later[chosen], self.earlier[chosen], self.alike[chosen], self.rank[chosen])


def near_pairs(signed: Signed, owner: Index, sources: int = 0) -> Nearby:
    """For each text up to :data:`MOST_ASKED` earlier ones that share a key with it. Linear in the texts, but for sorting.

    In each bucket a text is set beside the two before it and the first, so that a clause that thousands have costs no more than others.

    :param owner: the document of each text; texts of one document are no pair (``-1``: of several documents).
    :param sources: where the first so many texts are what all others may come from, only pairs with those.

    >>> from .signatures import sign
    >>> signed = sign(["书屋每季度更换三分之一的图书", "公园每天打扫一次", "书屋每半年更换三分之一的图书"])
    >>> found = near_pairs(signed, np.array([0, 1, 2]))
    >>> found.later.tolist(), found.earlier.tolist()
    ([2], [0])
    """
    size = len(signed.keys)
    codes: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
    for band in range(BANDS):
        later, earlier = _in_buckets(signed.keys[:, band], sources)
        apart = (owner[later] != owner[earlier]) | (owner[later] < 0)
        if sources:
            apart = (later >= sources) & (earlier < sources)
        found = np.unique(later[apart].astype(np.int64) * size + earlier[apart])
        codes = np.union1d(codes, found)
    later, earlier = (codes // size).astype(np.intp), (codes % size).astype(np.intp)
    alike = signed.cosines(later, earlier)
    return _likest(later, earlier, alike)


def _in_buckets(keys: NDArray[np.uint64], sources: int) -> tuple[Index, Index]:
    order = np.argsort(keys, kind="stable")  # inside a bucket in the order of the texts
    ordered = keys[order]
    place = np.arange(len(keys))
    begins = np.maximum.accumulate(np.where(np.r_[True, ordered[1:] != ordered[:-1]], place, 0))
    reach = (begins, begins + 1, begins + 2) if sources else (begins, place - 1, place - 2)
    later, earlier = [], []
    for other in reach:
        there = (other >= begins) & (other < place)
        later.append(order[place[there]])
        earlier.append(order[other[there]])
    return np.concatenate(later), np.concatenate(earlier)


def _likest(later: Index, earlier: Index, alike: NDArray[np.float32]) -> Nearby:
    enough = alike >= LEAST_ALIKE
    later, earlier, alike = later[enough], earlier[enough], alike[enough]
    order = np.lexsort((earlier, -alike, later))
    later, earlier, alike = later[order], earlier[order], alike[order]
    place = np.arange(len(later))
    first = np.maximum.accumulate(np.where(np.r_[True, later[1:] != later[:-1]], place, 0)) if len(later) else place
    rank = place - first
    found = Nearby(later, earlier, alike, rank)
    return found.of(rank < MOST_ASKED)
