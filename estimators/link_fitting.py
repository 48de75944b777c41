"""From gold to a linker: the two looks at sentences, the model of units, and the thresholds, fitted together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from sklearn.base import clone
from sklearn.pipeline import Pipeline
from threadpoolctl import threadpool_limits

from ..align import ModelLinker, load_linker
from ..align.arrays import Matrix
from ..align.candidates import Columns
from ..align.forest import Forest, read_forest
from ..align.links import Thresholds
from ..align.model import Logistic, read_link_model
from ..align.unit_features import UNIT_FEATURES, unit_features
from .gold_pairs import GoldPair
from .link_classifier import LinkClassifier, forest_table
from .link_samples import LinkCase, prepare_case, samples_of
from .pair_features import PairFeatures
from .scaled_regression import fit_logistic

# Of eight by six values of the first two, these give the best mean F1 on the documents left out (0.805; 0.35 and 0.4: 0.800).
CHOSEN = Thresholds(first=0.37, further=0.4, unit=0.38)
# Weak features count for little, so that weights fitted on laws hold on policy papers, and the reverse.
_UNIT_C = 0.003


def fit_linker(
    found: Pipeline | None, gold: Iterable[GoldPair], *, thresholds: Thresholds = CHOSEN, fitted_on: str = ""
) -> ModelLinker:
    """A linker for ``dz.compare(linker=…)``, fitted on all of ``gold`` with the parameters that a search has found.

    :param found: a pipeline of :class:`PairFeatures` and :class:`LinkClassifier`, fitted or not (``search.best_estimator_``), of which the
        parameters count; ``None`` are those of the shipped model. The model of units is fitted besides, as it is for the shipped one.
    :param fitted_on: what reports say the model was fitted on.
    :raises ValueError: there is too little gold to ask anything of it.

    >>> import duizhao as dz
    >>> from duizhao.estimators import read_gold_pair
    >>> gold = [read_gold_pair(dz.sample_folder() / "gold" / "align_yunzhou.json")]
    >>> trees = LinkClassifier(max_iter=4, forests=1, min_samples_leaf=10, max_bins=5)
    >>> fit_linker(Pipeline([("features", PairFeatures()), ("links", trees)]), gold, fitted_on="云州").parameters["link_model"]
    '云州'
    """
    return load_linker(model=read_link_model(fit_link_table(found, gold, thresholds=thresholds, fitted_on=fitted_on)))


def fit_link_table(
    found: Pipeline | None, gold: Iterable[GoldPair], *, thresholds: Thresholds = CHOSEN, fitted_on: str = ""
) -> dict[str, Any]:
    """The same as plain data, to be kept as JSON: :func:`duizhao.align.model.read_link_model` makes a model of it.

    >>> import duizhao as dz
    >>> from duizhao.estimators import read_gold_pair
    >>> gold = [read_gold_pair(dz.sample_folder() / "gold" / "align_yunzhou.json")]
    >>> trees = LinkClassifier(max_iter=4, forests=1, min_samples_leaf=10, max_bins=5)
    >>> sorted(fit_link_table(Pipeline([("features", PairFeatures()), ("links", trees)]), gold))
    ['context', 'gold_sha256', 'sentence', 'threshold', 'unit']
    """
    features, links = _steps(found)
    # Sums in another order differ in their last digits, and trees in where they split: one thread gives the same table on every run.
    with threadpool_limits(limits=1):
        cases = [prepare_case(pair) for pair in gold]
        return {"gold_sha256": fitted_on} | link_table(cases, thresholds, features, links)


def _steps(found: Pipeline | None) -> tuple[PairFeatures, LinkClassifier]:
    if found is None:
        return PairFeatures(), LinkClassifier()
    features, links = found[0], found[-1]
    if not (isinstance(features, PairFeatures) and isinstance(links, LinkClassifier) and len(found) == 2):
        raise TypeError(
            "需要 PairFeatures 和 LinkClassifier 组成的 Pipeline；别的方法请自己写一个 Linker（CONTRIBUTING.md）"
        )
    return clone(features), clone(links)


def link_table(
    cases: Sequence[LinkCase],
    thresholds: Thresholds = CHOSEN,
    features: PairFeatures | None = None,
    links: LinkClassifier | None = None,
) -> dict[str, Any]:
    """The table of a whole model, but for the name of what it was fitted on."""
    features, links = features or PairFeatures(), links or LinkClassifier()
    inputs = stacked(cases, features)
    second = fit_second(inputs, links)
    # The models of other folds only say how far probabilities can be trusted: one forest each is enough.
    one = clone(links).set_params(forests=1)
    return {
        "threshold": {"first": thresholds.first, "further": thresholds.further, "unit": thresholds.unit},
        "sentence": as_row(fit_first(cases, features)),
        "unit": as_row(fit_units(_unseen(inputs, one, features.folds))),
        "context": second,
    }


def fit_first(cases: Sequence[LinkCase], features: PairFeatures | None = None) -> Logistic:
    """The first look at pairs of sentences."""
    samples = samples_of(cases)
    look: Logistic = clone(features or PairFeatures()).fit(samples.pairs, samples.answers).first_look_
    return look


def stacked(cases: Sequence[LinkCase], features: PairFeatures | None = None) -> list[tuple[LinkCase, Columns]]:
    """Each case, fold by fold, with what a first look says of it that was fitted without it."""
    samples, fitted = samples_of(cases), clone(features or PairFeatures())
    rows = fitted.fit_transform(samples.pairs, samples.answers)
    ends = np.cumsum([len(case.pairs.rows) for case in cases])
    parts = [dict(zip(fitted.feature_names_, part.T, strict=True)) for part in np.split(rows, ends[:-1])]
    return [
        (case, part)
        for fold in range(fitted.folds)
        for i, (case, part) in enumerate(zip(cases, parts, strict=True))
        if i % fitted.folds == fold
    ]


def fit_second(inputs: Sequence[tuple[LinkCase, Columns]], links: LinkClassifier | None = None) -> dict[str, Any]:
    """The table of the second look."""
    known = [(case, columns) for case, columns in inputs if case.labels is not None]
    names = list(known[0][1])
    rows = np.concatenate([np.stack([columns[name] for name in names], axis=1) for _, columns in known])
    target = np.concatenate([case.labels for case, _ in known if case.labels is not None])
    weight = np.concatenate([np.full(len(case.pairs.rows), case.weight) for case, _ in known])
    fitted = clone(links or LinkClassifier()).fit(rows, target, weight / weight.mean())
    return forest_table(fitted, names)


def fit_units(inputs: Sequence[tuple[LinkCase, Matrix]]) -> Logistic:
    """The model of pairs of units, on probabilities of sentence pairs that did not see the case."""
    features = [unit_inputs(case, probability) for case, probability in inputs]
    weights = [1.0 / len(case.pair.local.units) for case, _ in inputs]
    return fit_logistic(features, [case.pair.units for case, _ in inputs], weights, _UNIT_C)


def unit_inputs(case: LinkCase, probability: Matrix) -> dict[str, Matrix]:
    """The features of the pairs of units of a case."""
    found = unit_features(case.pairs.ours, case.pairs.theirs, case.units, probability)
    return {name: found[name] for name in UNIT_FEATURES}


def second_probability(case: LinkCase, columns: Columns, forest: Forest) -> Matrix:
    """What the second look gives to each pair of sentences, as a matrix."""
    return case.pairs.spread(forest.probability(columns))


def _unseen(
    inputs: Sequence[tuple[LinkCase, Columns]], links: LinkClassifier, folds: int
) -> list[tuple[LinkCase, Matrix]]:
    """Each case with second looks fitted without it, by fold; one that is alone with what was fitted to it."""
    found = []
    for fold in range(folds):
        inside = [pair for i, pair in enumerate(inputs) if i % folds == fold]
        others = [pair for i, pair in enumerate(inputs) if i % folds != fold] or inside
        if inside:
            forest = read_forest(fit_second(others, links))
            found += [(case, second_probability(case, columns, forest)) for case, columns in inside]
    return found


def as_row(model: Logistic) -> dict[str, float]:
    """A logistic regression as a row of the table."""
    return {**model.weights, "intercept": model.intercept}
