"""What speaks for two sentences answering each other, as a transformer of scikit-learn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from ..align.arrays import Matrix
from ..align.candidates import Columns
from ..align.model import Logistic
from .link_samples import UNLABELLED, LinkCase, SentencePair
from .scaled_regression import binary_look


class PairFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    r"""Turns pairs of sentences (:func:`link_samples`) into numbers: their likeness, then what the links around say of each.

    For the second kind a first look is needed, a logistic regression on the first kind, which ``fit`` fits to the answers.
    ``fit_transform`` gives each document what a first look says of it that was fitted without its fold (stacked generalisation, Wolpert
    1992; as scikit-learn's ``TargetEncoder`` does), so it is not ``fit(…).transform(…)``: a pipeline does what is right in both places.

    :param C: how freely the first look is fitted.
    :param folds: into so many the documents are dealt, in their order.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.estimators import GoldPair, link_samples
    >>> from duizhao.segmenter import segment_document
    >>> texts = ("一、图书馆应当免费开放。\n二、书屋每年清点。", "一、书屋每年清点。\n二、图书馆免费开放。")
    >>> central, local = (segment_document(make_document(text)) for text in texts)
    >>> gold = GoldPair("例", central, local, np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([[0.0, 1.0], [1.0, 0.0]]))
    >>> samples = link_samples([gold])
    >>> features = PairFeatures().fit(samples.pairs, samples.answers)
    >>> features.transform(samples.pairs).shape == (4, len(features.get_feature_names_out()))
    True
    """

    def __init__(self, C: float = 0.01, folds: int = 5) -> None:
        self.C = C
        self.folds = folds

    def fit(self, X: Sequence[SentencePair], y: Any) -> PairFeatures:
        """Fit the first look to the answers; those of -1 are unknown."""
        shares = _case_rows(X)
        if not shares:
            raise ValueError("没有一对句子，需要 link_samples 给出的 pairs；请检查标注和文件")
        self.first_look_ = self._look(shares, np.asarray(y))
        self.feature_names_ = tuple(second_look_columns(shares[0].case, self.first_look_))
        return self

    def transform(self, X: Sequence[SentencePair]) -> Matrix:
        """One row a pair, one column a feature."""
        check_is_fitted(self, "first_look_")
        return self._filled(X, [(share, self.first_look_) for share in _case_rows(X)])

    def fit_transform(self, X: Sequence[SentencePair], y: Any = None, **fit_params: Any) -> Matrix:
        """Fit, and give each document what was fitted without its fold; a document that is alone gets what was fitted to it."""
        self.fit(X, y, **fit_params)
        shares, answers = _case_rows(X), np.asarray(y)
        looks = []
        for fold in range(min(self.folds, len(shares))):
            others = [share for i, share in enumerate(shares) if i % self.folds != fold]
            look = self._look(others, answers) if others else self.first_look_
            looks += [(share, look) for i, share in enumerate(shares) if i % self.folds == fold]
        return self._filled(X, looks)

    def get_feature_names_out(self, input_features: object = None) -> NDArray[Any]:  # noqa: ARG002  scikit-learn's shape
        """The names of the features, in the order of the columns."""
        check_is_fitted(self, "first_look_")
        return np.array(self.feature_names_, dtype=object)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        # Samples are pairs of sentences in their documents, no rows of numbers.
        tags.input_tags.two_d_array = False
        tags.target_tags.required = True
        return tags

    def _look(self, shares: Sequence[_CaseRows], answers: NDArray[Any]) -> Logistic:
        known = [share for share in shares if (answers[share.at] != UNLABELLED).all()]
        if not known:
            raise ValueError("没有标注过句子的文件，需要至少一份；请检查 y")
        names = list(known[0].case.pairs.features)
        rows = np.concatenate(
            [np.stack([share.case.pairs.features[name][share.places] for name in names], axis=1) for share in known]
        )
        target = np.concatenate([answers[share.at].astype(float) for share in known])
        weight = np.concatenate([np.full(len(share.at), share.case.weight) for share in known])
        return binary_look(names, rows, target, weight, self.C)

    def _filled(self, X: Sequence[SentencePair], looks: Sequence[tuple[_CaseRows, Logistic]]) -> Matrix:
        rows = np.empty((len(X), len(self.feature_names_)))
        for share, look in looks:
            columns = second_look_columns(share.case, look)
            rows[share.at] = np.stack([columns[name][share.places] for name in self.feature_names_], axis=1)
        return rows


def second_look_columns(case: LinkCase, first_look: Logistic) -> Columns:
    """The features of all candidates of a pair of documents for the second look."""
    return case.pairs.with_context(case.pairs.spread(first_look.probability(case.pairs.features)))


class _CaseRows(NamedTuple):
    """The samples of one pair of documents: at which rows they stand, and which of its candidates they are."""

    case: LinkCase
    at: NDArray[np.intp]
    places: NDArray[np.intp]


def _case_rows(samples: Sequence[SentencePair]) -> list[_CaseRows]:
    found: dict[LinkCase, tuple[list[int], list[int]]] = {}
    for i, sample in enumerate(samples):
        at, places = found.setdefault(sample.case, ([], []))
        at.append(i)
        places.append(sample.place)
    return [_CaseRows(case, np.array(at), np.array(places)) for case, (at, places) in found.items()]
