"""Boosted decision trees in plain numbers: fitted elsewhere, read from a table, applied with numpy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .arrays import Vector


@dataclass(frozen=True, slots=True)
class Tree:
    """A binary tree as lists over its nodes; node 0 is the root.

    Where a case has at most ``threshold`` of ``feature`` it goes on to ``left``, else to ``right``. A leaf has feature -1 and adds its
    ``value``.
    """

    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]

    def values(self, cases: NDArray[np.float64]) -> Vector:
        """The leaf values of cases shaped (cases, features)."""
        feature, threshold = np.array(self.feature), np.array(self.threshold)
        left, right = np.array(self.left), np.array(self.right)
        node = np.zeros(len(cases), dtype=np.intp)
        rows = np.arange(len(cases))
        while len(rows):
            here = node[rows]
            inner = feature[here] >= 0
            rows, here = rows[inner], here[inner]
            goes_left = cases[rows, feature[here]] <= threshold[here]
            node[rows] = np.where(goes_left, left[here], right[here])
        return np.array(self.value)[node]


@dataclass(frozen=True, slots=True)
class Forest:
    """A sum of trees over named features, as a logit (Friedman, Greedy function approximation, 2001)."""

    names: tuple[str, ...]
    base: float
    trees: tuple[Tree, ...]

    def probability(self, features: Mapping[str, Vector]) -> Vector:
        """The probability of every case. Cost: cases × trees × depth.

        >>> stump = Tree((0, -1, -1), (0.5, 0, 0), (1, 0, 0), (2, 0, 0), (0, -2.0, 2.0))
        >>> Forest(("likeness",), 0.0, (stump,)).probability({"likeness": np.array([0.2, 0.9])}).round(2)
        array([0.12, 0.88])
        """
        cases = np.stack([features[name] for name in self.names], axis=1)
        total = self.base + sum((tree.values(cases) for tree in self.trees), np.zeros(len(cases)))
        return np.asarray(1.0 / (1.0 + np.exp(-total)))


def read_forest(table: Mapping[str, object]) -> Forest:
    """A forest from its table: ``names``, ``base``, and ``trees`` as lists of nodes.

    A node is ``[feature, threshold, left, right]`` or, for a leaf, ``[value]``.

    >>> read_forest({"names": ["likeness"], "base": 0.0, "trees": [[[0, 0.5, 1, 2], [-2.0], [2.0]]]}).trees[0].feature
    (0, -1, -1)
    """
    names, trees = table["names"], table["trees"]
    if not isinstance(names, Sequence) or not isinstance(trees, Sequence) or not isinstance(table["base"], float):
        raise TypeError("a forest needs names, a base and trees")
    return Forest(tuple(names), table["base"], tuple(_tree(nodes) for nodes in trees))


def _tree(nodes: Sequence[Sequence[float]]) -> Tree:
    full = [node if len(node) > 1 else (-1, 0.0, 0, 0) for node in nodes]
    return Tree(
        tuple(int(node[0]) for node in full),
        tuple(float(node[1]) for node in full),
        tuple(int(node[2]) for node in full),
        tuple(int(node[3]) for node in full),
        tuple(float(node[0]) if len(node) == 1 else 0.0 for node in nodes),
    )
