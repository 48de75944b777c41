"""Fit the relation model on the hand-made labels and print how well it does on the family left out.

python benchmarks/fit_relations.py ../shared            # figures only
python benchmarks/fit_relations.py ../shared --write    # and store the weights of a fit on everything but HELD_OUT

Links are the hand-made ones: what is measured is the judgement alone, over sentences that have a counterpart.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from link_gold import HELD_OUT, GoldPair, gold_hash, load_pairs

from duizhao.changes import Relation
from duizhao.changes.relation_features import FEATURES
from duizhao.changes.relation_model import RELATIONS, RelationModel, load_relation_model
from duizhao.changes.relation_words import RelationWords, load_relation_words
from duizhao.changes.relations import decide
from duizhao.estimators import RelationClassifier
from duizhao.estimators.relation_samples import LabelledRelations, labelled_relations, relation_rows

# Policy papers of real governments; the rest are laws and the bundled sample.
PAPERS = (
    "align_beijing",
    "align_anhui",
    "align_kuabumen_shaanxi",
    "align_kuabumen_sichuan",
    "align_wenjiuye_jiangxi",
    "align_zhongxiao_shanghai",
)
TABLE = Path(__file__).parent.parent / "changes" / "tables" / "relation_model.toml"


def load_labelled(pairs: Sequence[GoldPair], words: RelationWords) -> list[LabelledRelations]:
    """Every pair whose sentences were labelled, measured."""
    return [labelled_relations(pair, words) for pair in pairs if pair.sentences is not None]


def fit(labelled: Sequence[LabelledRelations], fitted_on: str = "") -> RelationModel:
    """The relation model, each document counting the same, however many sentences it has."""
    samples = relation_rows(labelled)
    classifier = RelationClassifier(scale_weighted=False).fit(samples.rows, samples.answers, samples.weights)
    return classifier.to_model(samples.names, fitted_on=fitted_on)


def judged(part: LabelledRelations, model: RelationModel, words: RelationWords) -> list[Relation]:
    """What the model says of each sentence of a pair."""
    return [
        decide(model.probabilities(found), case, model, words, sure=True)
        for case, found in zip(part.cases, part.features, strict=True)
    ]


def accuracy(part: LabelledRelations, said: Sequence[str]) -> float:
    """The share of sentences of which the model says what the reader said."""
    return sum(a == b for a, b in zip(part.relations, said, strict=True)) / len(said)


def left_out(labelled: Sequence[LabelledRelations], words: RelationWords) -> dict[str, list[Relation]]:
    """What is said of each pair by weights fitted without its family."""
    models = {
        family: fit([part for part in labelled if part.family != family])
        for family in dict.fromkeys(part.family for part in labelled)
    }
    return {part.name: judged(part, models[part.family], words) for part in labelled}


def main() -> None:
    """Print figures; store the weights when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--held-out", action="store_true", help="measure the pairs nothing was chosen on, as shipped")
    arguments = parser.parse_args()
    words = load_relation_words()
    pairs = load_pairs(arguments.shared)
    labelled = load_labelled([pair for pair in pairs if pair.name not in HELD_OUT], words)
    if arguments.write:
        TABLE.write_text(render(fit(labelled, gold_hash(arguments.shared))), encoding="utf-8")
        print(f"wrote {TABLE.name}", file=sys.stderr)
    shipped = load_relation_model()
    apart = left_out(labelled, words)
    print("accuracy with hand-made links: fitted without the family, and as shipped")
    for part in labelled:
        print(
            f"  {part.name:28s} {accuracy(part, apart[part.name]):.3f} {accuracy(part, judged(part, shipped, words)):.3f}"
        )
    mean = np.mean(
        [[accuracy(part, apart[part.name]), accuracy(part, judged(part, shipped, words))] for part in labelled], 0
    )
    print(f"  {'mean of documents':28s} {mean[0]:.3f} {mean[1]:.3f}")
    for title, papers in (("papers", True), ("laws", False)):
        parts = [part for part in labelled if (part.name in PAPERS) == papers]
        print(title)
        print_table(Counter(pair for part in parts for pair in zip(part.relations, apart[part.name], strict=True)))
    if arguments.held_out:
        for part in load_labelled([pair for pair in pairs if pair.name in HELD_OUT], words):
            said = judged(part, shipped, words)
            print(f"held out: {part.name} {accuracy(part, said):.3f}")
            print_table(Counter(zip(part.relations, said, strict=True)))


def print_table(counts: Counter[tuple[str, Relation]]) -> None:
    """What readers said (rows) against what the model said (columns)."""
    print("  " + " ".join(f"{name:>12s}" for name in ("", *RELATIONS)))
    for gold in RELATIONS:
        print(f"  {gold:>12s} " + " ".join(f"{counts[gold, said]:12d}" for said in RELATIONS))


def render(model: RelationModel) -> str:
    """The model as a table, with the hash of the labels it was fitted on."""
    lines = [
        "# Weights of the relation model, written by benchmarks/fit_relations.py; do not edit by hand.",
        f'gold_sha256 = "{model.fitted_on}"',
        "# What was left out is called a weakening only from this probability on.",
        f"weakened_from = {model.weakened_from}",
        "",
        "[intercepts]",
        *(f"{name} = {value:.4f}" for name, value in zip(RELATIONS, model.intercepts, strict=True)),
        "",
        f"# for {', '.join(RELATIONS)}",
        "[weights]",
    ]
    for name, weights in model.weights.items():
        lines += [f"# {FEATURES[name]}", f"{name} = {_row(weights)}"]
    return "\n".join(lines) + "\n"


def _row(values: Sequence[float]) -> str:
    return "[" + ", ".join(f"{value:.4f}" for value in values) + "]"


if __name__ == "__main__":
    main()
