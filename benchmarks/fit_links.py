"""Fit the link model on the hand-made links and print how well it does on the document left out.

python benchmarks/fit_links.py ../shared            # figures only
python benchmarks/fit_links.py ../shared --write    # and store the weights of a fit on everything
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

import numpy as np
from link_gold import GoldPair, gold_files, load_pairs
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from duizhao.align.features import SENTENCE_FEATURES, UNIT_FEATURES, Matrix, unit_features
from duizhao.align.model import Logistic

TABLE = Path(__file__).parent.parent / "align" / "tables" / "link_model.toml"
FIRST, FURTHER, UNIT = 0.25, 0.35, 0.4
# Weak features count for little: of the values tried (0.001 to 1) this one holds best when a law is read with weights fitted on
# policy papers, and the reverse.
REGULARISATION = 0.003


def fit(names: tuple[str, ...], features: list[dict[str, Matrix]], labels: list[Matrix]) -> Logistic:
    """A logistic regression on standardised features, its weights turned back to the features' own scale."""
    rows = np.concatenate([np.stack([part[name].ravel() for name in names], axis=1) for part in features])
    target = np.concatenate([part.ravel() for part in labels])
    known = target < 2  # partial counterparts count neither way
    scaler = StandardScaler().fit(rows[known])
    # Each document counts the same, however many pairs it has.
    weight = np.concatenate([np.full(part.size, 1e4 / part.size) for part in labels])[known]
    model = LogisticRegression(C=REGULARISATION, max_iter=5000).fit(
        scaler.transform(rows[known]), target[known], weight
    )
    weights = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - (weights * scaler.mean_).sum())
    return Logistic({name: float(w) for name, w in zip(names, weights, strict=True)}, intercept)


def fit_sentences(pairs: list[GoldPair]) -> Logistic:
    """The sentence model of the pairs whose sentences were labelled."""
    labelled = [(pair.features, pair.sentences) for pair in pairs if pair.sentences is not None]
    return fit(SENTENCE_FEATURES, [f for f, _ in labelled], [y for _, y in labelled if y is not None])


def unit_inputs(pairs: list[GoldPair], sentence_models: dict[str, Logistic]) -> list[dict[str, Matrix]]:
    """Features of unit pairs, on sentence probabilities from a model that did not see the pair."""
    return [
        unit_features(pair.central, pair.local, pair.unit_cosine, sentence_models[pair.name].probability(pair.features))
        for pair in pairs
    ]


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
    """Print cross-fitted figures; store the weights when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    pairs = load_pairs(arguments.shared)
    left_out = {pair.name: fit_sentences([other for other in pairs if other is not pair]) for pair in pairs}
    inputs = unit_inputs(pairs, left_out)
    print("each fitted without the document it is measured on: f1 precision recall")
    for i, pair in enumerate(pairs):
        if pair.sentences is not None:
            figures = f1(link(left_out[pair.name].probability(pair.features)), pair.sentences)
            print(f"  {pair.name:26s} sentences {' '.join(f'{x:.3f}' for x in figures)}")
        others = [j for j in range(len(pairs)) if j != i]
        model = fit(UNIT_FEATURES, [inputs[j] for j in others], [pairs[j].units for j in others])
        figures = f1((model.probability(inputs[i]) >= UNIT).astype(float), pair.units)
        print(f"  {pair.name:26s} units     {' '.join(f'{x:.3f}' for x in figures)}")
    if arguments.write:
        unit_model = fit(UNIT_FEATURES, inputs, [pair.units for pair in pairs])
        TABLE.write_text(render(fit_sentences(pairs), unit_model, arguments.shared), encoding="utf-8")
        print(f"wrote {TABLE.name}", file=sys.stderr)


def render(sentence: Logistic, unit: Logistic, shared: Path) -> str:
    """The model as a table, with the hash of the data it was fitted on."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in gold_files(shared))).hexdigest()
    lines = [
        "# Weights of the link model, written by benchmarks/fit_links.py; do not edit by hand.",
        f'gold_sha256 = "{digest}"',
        "",
        "[threshold]",
        f"first = {FIRST}",
        f"further = {FURTHER}",
        f"unit = {UNIT}",
    ]
    for name, model in (("sentence", sentence), ("unit", unit)):
        lines += ["", f"[{name}]", *(f"{key} = {value:.6f}" for key, value in model.weights.items())]
        lines.append(f"intercept = {model.intercept:.6f}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
