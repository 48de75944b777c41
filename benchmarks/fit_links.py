"""Fit the link model on the hand-made links and print how well it does on the document left out.

python benchmarks/fit_links.py ../shared            # figures only
python benchmarks/fit_links.py ../shared --write    # and store the weights of a fit on everything

Every figure is of a document that the weights never saw. The second look is fitted on probabilities of first looks that did not see the
document they are of (stacked generalisation, Wolpert 1992), so it knows how far a first look can be trusted.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from link_gold import HELD_OUT, GoldPair, Matrix, gold_files, gold_hash, load_pairs
from quantiles_once import quantiles_once
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from duizhao.align.acting import load_acting_words
from duizhao.align.background import load_background
from duizhao.align.candidates import Candidates, Columns, find_candidates
from duizhao.align.forest import Forest, read_forest
from duizhao.align.model import LinkModel, Logistic, read_link_model
from duizhao.align.sides import prepare_side
from duizhao.align.unit_features import UNIT_FEATURES, unit_cosine, unit_features

TABLE = Path(__file__).parent.parent / "align" / "tables" / "link_model.json"
# Of eight by six values of the first two, these give the best mean F1 on the documents left out (0.805; 0.35 and 0.4: 0.800).
FIRST, FURTHER, UNIT = 0.37, 0.4, 0.38
# Weak features count for little, so that weights fitted on laws hold on policy papers, and the reverse.
SENTENCE_C, UNIT_C = 0.01, 0.003
FOLDS = 5
TREES = {
    "max_iter": 160,
    "learning_rate": 0.07,
    "max_bins": 63,
    "max_leaf_nodes": 6,
    "min_samples_leaf": 30,
    "l2_regularization": 10.0,
    "max_features": 0.3,
}
SEEDS = (0, 1)  # the mean of several forests wavers less than one
DIGITS = 6


@dataclass(frozen=True, slots=True)
class Case:
    """A labelled pair, made ready: its candidates, their labels, and the likeness of its units."""

    pair: GoldPair
    pairs: Candidates
    labels: Matrix | None
    units: Matrix

    @property
    def name(self) -> str:
        """The name of the labels."""
        return self.pair.name

    @property
    def weight(self) -> float:
        """Every document counts by its length."""
        return 1.0 / len(self.pairs.ours)


def prepare(pair: GoldPair) -> Case:
    """Find the candidates of a pair."""
    background, acting = load_background(), load_acting_words()
    ours, theirs = (prepare_side(document, acting, background.cut) for document in (pair.local, pair.central))
    units = unit_cosine(pair.central, pair.local)
    pairs = find_candidates(ours, theirs, units, background)
    labels = None if pair.sentences is None else pair.sentences[pairs.rows, pairs.columns]
    return Case(pair, pairs, labels, units)


def labelled_names(shared: Path) -> set[str]:
    """The file names of the labelled local documents."""
    names = set()
    for path in gold_files(shared):
        text = path.read_text(encoding="utf-8")
        local = json.loads(text)["local"] if path.suffix == ".json" else text.split("local\t", 1)[1].split("\n", 1)[0]
        names.add(Path(local).name)
    return names


# -------------------------------------------------------------------------------------------------------------- fitting


def fit_logistic(features: Sequence[Columns], labels: Sequence[Matrix], weights: Sequence[float], c: float) -> Logistic:
    """A logistic regression on standardised features, its weights turned back to the features' own scale.

    Labels of 2 count neither way.
    """
    names = list(features[0])
    rows = np.concatenate([np.stack([part[name].ravel() for name in names], axis=1) for part in features])
    target = np.concatenate([part.ravel() for part in labels])
    weight = np.concatenate([np.full(part.size, each) for part, each in zip(labels, weights, strict=True)])
    known = target < 2
    scaler = StandardScaler().fit(rows[known])
    model = LogisticRegression(C=c, solver="newton-cholesky", max_iter=200)
    model.fit(scaler.transform(rows[known]), target[known], weight[known] / weight[known].mean())
    own = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - (own * scaler.mean_).sum())
    return Logistic(dict(zip(names, (round(float(w), DIGITS) for w in own), strict=True)), round(intercept, DIGITS))


def fit_first(cases: Sequence[Case]) -> Logistic:
    """The first look at pairs of sentences."""
    known = [case for case in cases if case.labels is not None]
    labels = [case.labels for case in known if case.labels is not None]
    return fit_logistic([case.pairs.features for case in known], labels, [case.weight for case in known], SENTENCE_C)


def with_first_look(case: Case, model: Logistic) -> Columns:
    """The features of a case for the second look."""
    return case.pairs.with_context(case.pairs.spread(model.probability(case.pairs.features)))


def stacked(cases: Sequence[Case]) -> list[tuple[Case, Columns]]:
    """Each case with what a first look says of it that was fitted without it."""
    found = []
    for fold in range(FOLDS):
        inside = [case for i, case in enumerate(cases) if i % FOLDS == fold]
        model = fit_first([case for i, case in enumerate(cases) if i % FOLDS != fold])
        found += [(case, with_first_look(case, model)) for case in inside]
    return found


def fit_second(inputs: Sequence[tuple[Case, Columns]], seeds: Sequence[int] = SEEDS) -> dict[str, Any]:
    """The table of the second look: boosted trees, as :func:`duizhao.align.forest.read_forest` reads them."""
    known = [(case, features) for case, features in inputs if case.labels is not None]
    names = list(known[0][1])
    rows = np.concatenate([np.stack([features[name] for name in names], axis=1) for _, features in known])
    target = np.concatenate([case.labels for case, _ in known if case.labels is not None])
    weight = np.concatenate([np.full(len(case.pairs.rows), case.weight) for case, _ in known])
    trees: list[list[list[float]]] = []
    bases = []
    for seed in seeds:
        model = HistGradientBoostingClassifier(**TREES, random_state=seed)
        with quantiles_once(TREES["max_bins"]):
            model.fit(rows, target, weight / weight.mean())
        bases.append(float(model._baseline_prediction.ravel()[0]))
        trees += [nodes_of(predictors[0].nodes, 1 / len(seeds)) for predictors in model._predictors]
    return {"names": names, "base": round(float(np.mean(bases)), DIGITS), "trees": trees}


def nodes_of(nodes: Any, share: float) -> list[list[float]]:
    """The nodes of one of scikit-learn's trees, each leaf counting for its share."""
    return [
        [round(float(node["value"]) * share, DIGITS)]
        if node["is_leaf"]
        else [int(node["feature_idx"]), float(f"{node['num_threshold']:.6g}"), int(node["left"]), int(node["right"])]
        for node in nodes
    ]


def fit_units(inputs: Sequence[tuple[Case, Matrix]]) -> Logistic:
    """The model of pairs of units, on probabilities of sentence pairs that did not see the case."""
    features = [unit_inputs(case, probability) for case, probability in inputs]
    weights = [1.0 / len(case.pair.local.units) for case, _ in inputs]
    return fit_logistic(features, [case.pair.units for case, _ in inputs], weights, UNIT_C)


def unit_inputs(case: Case, probability: Matrix) -> dict[str, Matrix]:
    """The features of the pairs of units of a case."""
    found = unit_features(case.pairs.ours, case.pairs.theirs, case.units, probability)
    return {name: found[name] for name in UNIT_FEATURES}


def second_probability(case: Case, features: Columns, forest: Forest) -> Matrix:
    """What the second look gives to each pair of sentences, as a matrix."""
    return case.pairs.spread(forest.probability(features))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What weights that never saw a case give to it."""

    case: Case
    sentences: Matrix
    units: Matrix
    model: LinkModel


def leave_out(cases: Sequence[Case], names: Sequence[str] | None = None) -> list[LeftOut]:
    """Judge each case by weights fitted on the others; cases of ``HELD_OUT`` are in no fit."""
    usable = [case for case in cases if case.name not in HELD_OUT]
    found = []
    for case in cases:
        if names is None or case.name in names:
            table = fit_table([other for other in usable if other is not case])
            model = read_link_model({**table, "gold_sha256": ""})
            sentences = second_probability(case, with_first_look(case, model.sentence), model.context)
            units = model.unit.probability(unit_inputs(case, sentences))
            found.append(LeftOut(case, sentences, units, model))
    return found


def fit_table(cases: Sequence[Case]) -> dict[str, Any]:
    """The table of a whole model."""
    inputs = stacked(cases)
    second = fit_second(inputs)
    return {
        "threshold": {"first": FIRST, "further": FURTHER, "unit": UNIT},
        "sentence": as_row(fit_first(cases)),
        "unit": as_row(fit_units(_unseen(inputs))),
        "context": second,
    }


def _unseen(inputs: Sequence[tuple[Case, Columns]]) -> list[tuple[Case, Matrix]]:
    """Each case with second looks fitted without it, by fold."""
    found = []
    for fold in range(FOLDS):
        inside = [pair for i, pair in enumerate(inputs) if i % FOLDS == fold]
        others = [pair for i, pair in enumerate(inputs) if i % FOLDS != fold]
        forest = read_forest(fit_second(others, SEEDS[:1]))
        found += [(case, second_probability(case, features, forest)) for case, features in inside]
    return found


def as_row(model: Logistic) -> dict[str, float]:
    """A logistic regression as a row of the table."""
    return {**model.weights, "intercept": model.intercept}


# ------------------------------------------------------------------------------------------------------------ measuring


def link(probability: Matrix, first: float = FIRST, further: float = FURTHER) -> Matrix:
    """The linked pairs of a matrix of probabilities, as 0 and 1."""
    linked = (probability >= further).astype(float)
    best = probability.argmax(axis=1)
    rows = np.arange(len(best))
    linked[rows, best] = probability[rows, best] >= first
    return linked


def f1(predicted: Matrix, gold: Matrix) -> tuple[float, float, float]:
    """F1, precision and recall; predictions on partial counterparts (2) count neither way."""
    hits = float((predicted * (gold == 1)).sum())
    precision = hits / max(1.0, float((predicted * (gold < 2)).sum()))
    recall = hits / max(1.0, float((gold == 1).sum()))
    return 2 * precision * recall / max(1e-9, precision + recall), precision, recall


def main() -> None:
    """Print figures of the documents left out; store the weights of a fit on all others than those held out when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--only", nargs="*", help="names of labels: measure these only")
    parser.add_argument("--no-figures", action="store_true", help="do not measure")
    arguments = parser.parse_args()
    # Sums in another order differ in their last digits, and trees in where they split: one thread gives the same table on every run.
    threadpool_limits(limits=1)
    cases = [prepare(pair) for pair in load_pairs(arguments.shared)]
    if not arguments.no_figures:
        print("each fitted without the document it is measured on: f1 precision recall")
        for case in cases:
            if arguments.only and case.name not in arguments.only:
                continue
            [found] = leave_out(cases, [case.name])
            mark = " (in no fit)" if case.name in HELD_OUT else ""
            if case.pair.sentences is not None:
                figures = f1(link(found.sentences), case.pair.sentences)
                print(f"  {case.name:30s} sentences {' '.join(f'{x:.3f}' for x in figures)}{mark}")
            figures = f1((found.units >= UNIT).astype(float), case.pair.units)
            print(f"  {case.name:30s} units     {' '.join(f'{x:.3f}' for x in figures)}{mark}", flush=True)
    if arguments.write:
        table = {"gold_sha256": gold_hash(arguments.shared)} | fit_table([c for c in cases if c.name not in HELD_OUT])
        TABLE.write_text(render(table), encoding="utf-8")
        print(f"wrote {TABLE.name}", file=sys.stderr)


def render(table: dict[str, Any]) -> str:
    """The model as JSON that can be read: one weight or one tree per line."""
    parts = []
    for name, value in table.items():
        if name == "context":
            trees = ",\n".join(f"  {json.dumps(tree, separators=(',', ':'))}" for tree in value["trees"])
            head = json.dumps({k: v for k, v in value.items() if k != "trees"}, ensure_ascii=False)[1:-1]
            parts.append(f' "context": {{{head}, "trees": [\n{trees}\n ]}}')
        else:
            parts.append(f" {json.dumps(name)}: {json.dumps(value, indent=2, ensure_ascii=False)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    main()
