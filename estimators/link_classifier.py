"""Which pairs are linked: the second look, boosted trees over the features of pairs, as a classifier of scikit-learn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.utils import check_random_state
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from .scaled_regression import DIGITS

_LARGEST_SEED = 2**31 - 1


class LinkClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """The mean of several forests of boosted trees (scikit-learn's ``HistGradientBoostingClassifier``), which wavers less than one.

    The parameters are those of the trees, ``forests`` their number; the defaults are those of the shipped model. To become a linker a
    forest has at most 16 leaves a tree (:func:`fit_linker`).

    >>> X, y = np.array([[0.0], [0.1], [0.9], [1.0]] * 20), [0, 0, 1, 1] * 20
    >>> LinkClassifier(max_iter=20, min_samples_leaf=5).fit(X, y).predict([[0.05], [0.95]])
    array([0, 1])
    """

    def __init__(  # noqa: PLR0913  scikit-learn's shape: every parameter by its name
        self,
        *,
        max_iter: int = 160,
        learning_rate: float = 0.07,
        max_bins: int = 63,
        max_leaf_nodes: int = 6,
        min_samples_leaf: int = 30,
        l2_regularization: float = 10.0,
        max_features: float = 0.3,
        forests: int = 2,
        random_state: Any = 0,
    ) -> None:
        self.max_iter = max_iter
        self.learning_rate = learning_rate
        self.max_bins = max_bins
        self.max_leaf_nodes = max_leaf_nodes
        self.min_samples_leaf = min_samples_leaf
        self.l2_regularization = l2_regularization
        self.max_features = max_features
        self.forests = forests
        self.random_state = random_state

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> LinkClassifier:
        """Fit the forests; ``y`` has two values."""
        X, y = validate_data(self, X, y, ensure_all_finite="allow-nan")
        check_classification_targets(y)
        self.classes_ = np.unique(y)
        if len(self.classes_) > 2:
            raise ValueError(f"Only binary classification is supported. The number of classes is {len(self.classes_)}.")
        if len(self.classes_) < 2:
            raise ValueError("Classifier can't train when only one class is present: 1 class")
        trees = {name: value for name, value in self.get_params().items() if name not in ("forests", "random_state")}
        self.forests_ = [
            HistGradientBoostingClassifier(**trees, random_state=seed).fit(X, y, sample_weight)
            for seed in self._seeds()
        ]
        self.n_iter_ = max(forest.n_iter_ for forest in self.forests_)
        return self

    def decision_function(self, X: Any) -> NDArray[np.float64]:
        """The logit of each pair being of the second class."""
        check_is_fitted(self, "forests_")
        X = validate_data(self, X, reset=False, ensure_all_finite="allow-nan")
        return np.asarray(np.mean([forest.decision_function(X) for forest in self.forests_], axis=0))

    def predict_proba(self, X: Any) -> NDArray[np.float64]:
        """The probabilities of both classes."""
        second = 1.0 / (1.0 + np.exp(-self.decision_function(X)))
        return np.column_stack([1.0 - second, second])

    def predict(self, X: Any) -> NDArray[Any]:
        """The likelier class of each pair. (A linker asks from which probability on a pair counts: ``Thresholds``.)"""
        second = self.decision_function(X) > 0
        return np.asarray(self.classes_[second.astype(int)])

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_class = False
        tags.input_tags.allow_nan = True
        return tags

    def _seeds(self) -> list[int]:
        if isinstance(self.random_state, (int, np.integer)):
            return [int(self.random_state) + i for i in range(self.forests)]
        numbers = check_random_state(self.random_state)
        return [int(seed) for seed in numbers.randint(_LARGEST_SEED, size=self.forests)]


def forest_table(classifier: LinkClassifier, names: Sequence[str]) -> dict[str, Any]:
    """A fitted classifier as the table that :func:`duizhao.align.forest.read_forest` reads, its features named."""
    check_is_fitted(classifier, "forests_")
    trees: list[list[list[float]]] = []
    bases = []
    for forest in classifier.forests_:
        bases.append(float(forest._baseline_prediction.ravel()[0]))
        trees += [nodes_of(predictors[0].nodes, 1 / len(classifier.forests_)) for predictors in forest._predictors]
    # A tree that found nothing to ask moves every case alike.
    alone = sum(tree[0][0] for tree in trees if len(tree) == 1)
    asking = [tree for tree in trees if len(tree) > 1]
    if not asking:
        raise ValueError("树里没有一个问题：标注太少，或者 min_samples_leaf 太大；请多标几份文件，或把它改小")
    return {"names": list(names), "base": round(float(np.mean(bases)) + alone, DIGITS), "trees": asking}


def nodes_of(nodes: Any, share: float) -> list[list[float]]:
    """The nodes of one of scikit-learn's trees, each leaf counting for its share."""
    return [
        [round(float(node["value"]) * share, DIGITS)]
        if node["is_leaf"]
        else [int(node["feature_idx"]), float(f"{node['num_threshold']:.6g}"), int(node["left"]), int(node["right"])]
        for node in nodes
    ]
