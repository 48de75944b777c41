"""Boosted decision trees in plain numbers: fitted elsewhere, read from a table, applied with numpy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .arrays import Vector

Bits = NDArray[np.uint16]
# The leaves of a tree are the bits of a number.
_MOST_LEAVES = 16
_ALL = np.uint16(2**_MOST_LEAVES - 1)
# So many cases are sent through all trees together: few enough for the processor's cache.
_AT_ONCE = 256


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """A sum of binary trees over named features, as a logit (Friedman, Greedy function approximation, 2001).

    The questions of all trees stand one behind the other, those of each tree from ``starts`` on. A case of which a question is not true
    (at most ``threshold`` of ``feature``) cannot end in a leaf on its left, whose bits ``no`` lacks; of the leaves that are left after
    all questions it ends in the leftmost, the lowest bit (Lucchese et al., QuickScorer, 2015). ``value`` is shaped (trees, leaves).
    """

    names: tuple[str, ...]
    base: float
    feature: NDArray[np.intp]
    threshold: Vector
    no: Bits
    starts: NDArray[np.intp]
    value: Vector

    def probability(self, features: Mapping[str, Vector]) -> Vector:
        """The probability of every case. Cost: cases × questions.

        >>> stump = read_forest({"names": ["likeness"], "base": 0.0, "trees": [[[0, 0.5, 1, 2], [-2.0], [2.0]]]})
        >>> stump.probability({"likeness": np.array([0.2, 0.9])}).round(2)
        array([0.12, 0.88])
        """
        cases = np.stack([features[name] for name in self.names], axis=0)
        total = np.zeros(cases.shape[1])
        lowest = _lowest_bits()
        trees = np.arange(len(self.starts))[:, None]
        for start in range(0, len(total), _AT_ONCE):
            asked = cases[:, start : start + _AT_ONCE][self.feature] <= self.threshold[:, None]
            left = np.bitwise_and.reduceat(np.where(asked, _ALL, self.no[:, None]), self.starts, axis=0)
            total[start : start + _AT_ONCE] = self.value[trees, lowest[left]].sum(axis=0)
        return np.asarray(1.0 / (1.0 + np.exp(-(self.base + total))))


def _lowest_bits() -> NDArray[np.intp]:
    """The place of the lowest bit of each number that a set of leaves can be; 0 for none."""
    places = np.zeros(1 << _MOST_LEAVES, dtype=np.intp)
    for place in range(_MOST_LEAVES):
        places[1 << place :: 2 << place] = place
    return places


def read_forest(table: Mapping[str, object]) -> Forest:
    """A forest from its table: ``names``, ``base``, and ``trees`` as lists of nodes, the root first.

    A node is ``[feature, threshold, left, right]`` or, for a leaf, ``[value]``. A tree has 2 to 16 leaves; ``ValueError`` for another.

    >>> read_forest({"names": ["likeness"], "base": 0.0, "trees": [[[0, 0.5, 1, 2], [-2.0], [2.0]]]}).value[:, :2]
    array([[-2.,  2.]])
    """
    names, trees, base = table["names"], table["trees"], table["base"]
    if not isinstance(names, Sequence) or not isinstance(trees, Sequence) or not isinstance(base, float):
        raise TypeError("a forest needs names, a base and trees")
    questions: list[tuple[int, float, int]] = []
    starts: list[int] = []
    value = np.zeros((len(trees), _MOST_LEAVES))
    for row, nodes in enumerate(trees):
        starts.append(len(questions))
        leaves = _walk(nodes, 0, 0, questions)
        if not 2 <= len(leaves) <= _MOST_LEAVES:
            raise ValueError(f"tree {row} has {len(leaves)} leaves, expected 2 to {_MOST_LEAVES}")
        value[row, : len(leaves)] = leaves
    feature, threshold, no = zip(*questions, strict=True)
    return Forest(
        tuple(names),
        base,
        np.array(feature, dtype=np.intp),
        np.array(threshold),
        np.array(no, dtype=np.int64).astype(np.uint16),
        np.array(starts, dtype=np.intp),
        value,
    )


def _walk(
    nodes: Sequence[Sequence[float]], at: int, before: int, questions: list[tuple[int, float, int]]
) -> list[float]:
    """The leaves below a node from left to right, ``before`` of which stand in front; its questions are added to the list."""
    node = nodes[at]
    if len(node) == 1:
        return [float(node[0])]
    feature, threshold, left, right = node
    on_left = _walk(nodes, int(left), before, questions)
    questions.append((int(feature), float(threshold), ~(((1 << len(on_left)) - 1) << before)))
    return on_left + _walk(nodes, int(right), before + len(on_left), questions)
