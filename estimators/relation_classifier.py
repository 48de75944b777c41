"""What became of a duty, as a classifier of scikit-learn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from ..changes.relation_features import FEATURES
from ..changes.relation_model import RELATIONS, RelationModel
from .scaled_regression import fit_scaled

_DIGITS = 4
# Stands for the intercept of a relation that no reader gave: it is never the likeliest one.
_NEVER = -1e6
# What was left out is called a weakening from here on, where it can be shown: so are eighteen in eighteen right, whatever the family.
WEAKENED_FROM = 0.05


class RelationClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """A multinomial logistic regression on features brought to one scale.

    :param C: how freely it is fitted. Of 0.01 to 1 the accuracy on the document left out moves by less than one point.
    :param scale_weighted: what counts more does so in the scale of the features too. (The shipped model is fitted without.)

    >>> X, y = np.array([[0.0], [0.1], [0.9], [1.0]]), ["verbatim", "verbatim", "adapted", "adapted"]
    >>> RelationClassifier(C=10).fit(X, y).predict([[0.05], [0.95]]).tolist()
    ['verbatim', 'adapted']
    """

    def __init__(self, C: float = 0.2, *, scale_weighted: bool = True) -> None:
        self.C = C
        self.scale_weighted = scale_weighted

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> RelationClassifier:
        """Fit to what readers said."""
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        self.classes_ = np.unique(y)
        if len(self.classes_) < 2:
            raise ValueError("Classifier can't train when only one class is present: 1 class")
        # The order of the tables: in which order classes are fitted moves the last digits.
        known = [relation for relation in RELATIONS if relation in self.classes_.tolist()]
        self.order_ = np.array(known) if len(known) == len(self.classes_) else self.classes_
        codes = {relation: code for code, relation in enumerate(self.order_.tolist())}
        regression = LogisticRegression(C=self.C, max_iter=5000, tol=1e-8)
        target = [codes[said] for said in y.tolist()]
        fitted = fit_scaled(X, target, sample_weight, regression, scale_weighted=self.scale_weighted)
        self.coef_, self.intercept_ = fitted.weights, fitted.intercepts
        return self

    def decision_function(self, X: Any) -> NDArray[np.float64]:
        """What speaks for each class; of two classes for the second one."""
        totals = self._totals(X)
        return np.asarray(totals[:, 1] - totals[:, 0]) if totals.shape[1] == 2 else totals

    def predict_proba(self, X: Any) -> NDArray[np.float64]:
        """The probability of every class, in the order of ``classes_``."""
        totals = self._totals(X)
        powers = np.exp(totals - totals.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))

    def predict(self, X: Any) -> NDArray[Any]:
        """The likeliest class. (A comparison says it with three cautions: ``duizhao.changes.relations.decide``.)"""
        likeliest = self._totals(X).argmax(axis=1)
        return np.asarray(self.classes_[likeliest])

    def to_model(
        self, names: Sequence[str] = tuple(FEATURES), *, weakened_from: float = WEAKENED_FROM, fitted_on: str = ""
    ) -> RelationModel:
        """The model that a comparison judges by (:func:`with_relations`); ``names`` are those of the columns.

        :raises ValueError: the classes are no relations, or the columns are not those of a comparison.
        """
        check_is_fitted(self, "coef_")
        strangers = set(self.classes_.tolist()) - set(RELATIONS)
        if strangers or set(names) != set(FEATURES) or len(names) != self.n_features_in_:
            raise ValueError(
                f"类别是 {'、'.join(map(str, self.classes_))}，{len(names)} 列，需要 {'、'.join(RELATIONS)} 和 relation_samples 的各列"
            )
        rows, intercepts = self._two_or_more()
        given = self.order_.tolist()
        own = {relation: (rows[given.index(relation)], intercepts[given.index(relation)]) for relation in given}
        never = (np.zeros(len(names)), _NEVER)
        weights = np.array([own.get(relation, never)[0] for relation in RELATIONS])
        return RelationModel(
            {
                name: tuple(round(float(w), _DIGITS) for w in column)
                for name, column in zip(names, weights.T, strict=True)
            },
            tuple(round(float(own.get(relation, never)[1]), _DIGITS) for relation in RELATIONS),
            weakened_from,
            fitted_on,
        )

    def _totals(self, X: Any) -> NDArray[np.float64]:
        check_is_fitted(self, "coef_")
        X = validate_data(self, X, reset=False)
        rows, intercepts = self._two_or_more()
        place = [self.order_.tolist().index(name) for name in self.classes_.tolist()]
        return np.asarray((X @ rows.T + intercepts)[:, place])

    def _two_or_more(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """One row of weights a class: of two classes scikit-learn has one row, for the second."""
        if len(self.coef_) > 1:
            return self.coef_, self.intercept_
        return np.vstack([np.zeros_like(self.coef_), self.coef_]), np.concatenate([[0.0], self.intercept_])
