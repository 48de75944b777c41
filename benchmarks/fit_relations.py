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
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from link_gold import HELD_OUT, GoldPair, gold_hash, load_pairs
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from duizhao.align import Alignment, SentenceLink
from duizhao.changes import Relation
from duizhao.changes.linked_sentence import LinkedSentence
from duizhao.changes.relation_features import FEATURES, measure
from duizhao.changes.relation_model import RELATIONS, RelationModel, load_relation_model
from duizhao.changes.relation_words import RelationWords, load_relation_words
from duizhao.changes.relations import decide, linked_sentences
from duizhao.changes.requirements import compare_requirements
from duizhao.extract import find_requirements
from duizhao.materials import shipped_materials

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
# Of 0.01 to 1 the accuracy on the document left out moves by less than one point.
REGULARISATION = 0.2
# What was left out is called a weakening from here on, where it can be shown: so are eighteen in eighteen right, whatever the family.
WEAKENED_FROM = 0.05


@dataclass(frozen=True, slots=True)
class Labelled:
    """The linked sentences of a pair: what is measured of each, and what a reader said.

    Pairs that share their central text are one ``family``: what was learnt of one was learnt of all.
    """

    name: str
    family: str
    cases: list[LinkedSentence]
    features: list[dict[str, float]]
    relations: list[str]


def gold_alignment(pair: GoldPair) -> Alignment:
    """The hand-made links of a pair as if the aligner had found them, each sure."""
    matrix = pair.sentences if pair.sentences is not None else np.zeros((0, 0))
    ours, theirs = pair.local.sentences, pair.central.sentences
    links = tuple(SentenceLink(ours[i].id, theirs[j].id, 1.0) for i, j in np.argwhere(matrix > 0).tolist())
    support = {sentence.id: float(row.any()) for sentence, row in zip(ours, matrix, strict=True)}
    return Alignment(pair.central, pair.local, links, (), support, {})


def load_labelled(pairs: Sequence[GoldPair], words: RelationWords) -> list[Labelled]:
    """Every pair whose sentences were labelled, measured."""
    return [_labelled(pair, words) for pair in pairs if pair.sentences is not None]


def _labelled(pair: GoldPair, words: RelationWords) -> Labelled:
    alignment = gold_alignment(pair)
    rules = shipped_materials().judging.extraction
    ours, theirs = (find_requirements(document, rules=rules) for document in (pair.local, pair.central))
    changes = compare_requirements(alignment, ours, theirs)
    cases = [case for case in linked_sentences(alignment, changes, words) if case.sentence.id in pair.relations]
    relations = [pair.relations[case.sentence.id] for case in cases]
    family = "".join(sentence.text for sentence in pair.central.sentences)
    return Labelled(pair.name, family, cases, [measure(case, words) for case in cases], relations)


def fit(labelled: Sequence[Labelled], fitted_on: str = "") -> RelationModel:
    """A multinomial logistic regression on standardised features, its weights turned back to the features' own scale."""
    rows = np.array([[found[name] for name in FEATURES] for part in labelled for found in part.features])
    target = [RELATIONS.index(relation) for part in labelled for relation in part.relations]  # type: ignore[arg-type]
    # Each document counts the same, however many sentences it has.
    weight = np.concatenate(
        [np.full(len(part.cases), len(target) / len(part.cases) / len(labelled)) for part in labelled]
    )
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=REGULARISATION, max_iter=5000, tol=1e-8).fit(scaler.transform(rows), target, weight)
    weights = model.coef_ / scaler.scale_
    intercepts = model.intercept_ - weights @ scaler.mean_
    return RelationModel(
        {name: tuple(round(float(w), 4) for w in column) for name, column in zip(FEATURES, weights.T, strict=True)},
        tuple(round(float(value), 4) for value in intercepts),
        WEAKENED_FROM,
        fitted_on,
    )


def judged(part: Labelled, model: RelationModel, words: RelationWords) -> list[Relation]:
    """What the model says of each sentence of a pair."""
    return [
        decide(model.probabilities(found), case, model, words, sure=True)
        for case, found in zip(part.cases, part.features, strict=True)
    ]


def accuracy(part: Labelled, said: Sequence[str]) -> float:
    """The share of sentences of which the model says what the reader said."""
    return sum(a == b for a, b in zip(part.relations, said, strict=True)) / len(said)


def left_out(labelled: Sequence[Labelled], words: RelationWords) -> dict[str, list[Relation]]:
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
