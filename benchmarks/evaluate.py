"""Every figure of the shared scorer for every labelled pair: by models that never saw the pair, and as shipped, side by side.

python benchmarks/evaluate.py ../shared                           # all pairs, about ten minutes on one core
python benchmarks/evaluate.py ../shared --only align_anhui        # some
python benchmarks/evaluate.py ../shared --svg docs/reliability.svg  # and draw how far the probabilities of links can be trusted

For each pair both models, of links and of relations, are fitted anew on the others; pairs held out (marked *) are in no fit.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from calibration import print_calibration, reliability_svg
from fit_links import Case, fit_table, prepare
from fit_relations import Labelled, fit, load_labelled
from link_gold import HELD_OUT, GoldPair, load_pairs

from duizhao.align import LinkModel, load_linker
from duizhao.align.model import read_link_model
from duizhao.changes import Comparison, compare_documents, load_judging_rules
from duizhao.changes.relation_model import RelationModel
from duizhao.changes.relation_words import load_relation_words
from duizhao.report import align_json, json_text

# What the scorer prints of a pair whose sentences were not labelled says nothing.
OF_SENTENCES = (
    "sentence_link_f1_all",
    "sentence_link_f1_body",
    "sentence_relation_accuracy",
    "added_precision",
    "added_recall",
)
OF_UNITS = ("article_link_f1", "article_relation_accuracy", "coverage_accuracy", "absent_precision", "absent_recall")


@dataclass(frozen=True, slots=True)
class Material:
    """All pairs, made ready once."""

    cases: list[Case]
    relations: list[Labelled]

    def without(self, name: str) -> tuple[LinkModel, RelationModel]:
        """Both models, fitted on all pairs but this one and those held out."""
        links = fit_table([case for case in self.cases if case.name not in (*HELD_OUT, name)])
        relations = fit([part for part in self.relations if part.name not in (*HELD_OUT, name)])
        return read_link_model({**links, "gold_sha256": ""}), relations


def load_material(shared: Path) -> Material:
    """Read and prepare every labelled pair."""
    pairs = load_pairs(shared)
    return Material([prepare(pair) for pair in pairs], load_labelled(pairs, load_relation_words()))


def score(comparison: Comparison, pair: GoldPair, shared: Path) -> dict[str, float]:
    """The figures the shared scorer gives to a comparison."""
    with tempfile.TemporaryDirectory() as folder:
        predicted, gold = Path(folder, "predicted.json"), Path(folder, "gold.json")
        predicted.write_text(json_text(align_json(comparison, {})), encoding="utf-8")
        gold.write_text(json.dumps(as_gold(pair), ensure_ascii=False), encoding="utf-8")
        command = [sys.executable, str(shared / "eval" / "score.py"), "align", str(predicted), str(gold)]
        out = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout
    return {name: float(value) for name, value in map(str.split, out.splitlines())}


def as_gold(pair: GoldPair) -> dict[str, Any]:
    """A labelled pair in the shape the scorer reads; articles alone where no sentence was labelled."""
    matrix = pair.sentences
    sentences = [] if matrix is None else [_sentence(pair, matrix, i) for i in range(len(matrix))]
    return {
        "sentences": [row for row in sentences if row is not None],
        "articles": [
            {
                "local": unit.id,
                "central": _units(pair, i, 1),
                "partial": _units(pair, i, 2),
                "relation": pair.unit_relations.get(unit.id),
            }
            for i, unit in enumerate(pair.local.units)
            if unit.id in pair.unit_relations
        ],
        "coverage": pair.coverage,
    }


def _sentence(pair: GoldPair, matrix: Any, i: int) -> dict[str, Any] | None:
    sentence, theirs = pair.local.sentences[i], pair.central.sentences
    if sentence.id not in pair.relations:
        return None
    linked = [{"unit": theirs[j].unit, "text": theirs[j].text} for j in np.flatnonzero(matrix[i] == 1)]
    return {"local": sentence.text, "kind": sentence.kind, "central": linked, "relation": pair.relations[sentence.id]}


def _units(pair: GoldPair, i: int, value: int) -> list[str]:
    return [pair.central.units[j].id for j in np.flatnonzero(pair.units[i] == value)]


def cross_fitted(material: Material, name: str, shared: Path) -> tuple[dict[str, float], list[tuple[float, bool]]]:
    """The figures of a pair by models fitted without it, and the probability of each of its links with whether it is one."""
    [case] = [case for case in material.cases if case.name == name]
    links, relations = material.without(name)
    comparison = compare_documents(
        case.pair.central,
        case.pair.local,
        linker=load_linker(model=links),
        judging=load_judging_rules(relations=relations),
    )
    return score(comparison, case.pair, shared), list(_judged(comparison, case.pair))


def _judged(comparison: Comparison, pair: GoldPair) -> Iterator[tuple[float, bool]]:
    if pair.sentences is None:
        return
    rows = {sentence.id: i for i, sentence in enumerate(pair.local.sentences)}
    columns = {sentence.id: i for i, sentence in enumerate(pair.central.sentences)}
    for change in comparison.sentences:
        for link in change.links:
            yield link.score, bool(pair.sentences[rows[link.local], columns[link.central]] == 1)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--only", nargs="*", help="names of pairs")
    parser.add_argument("--svg", type=Path, help="where to draw the reliability of the probabilities")
    arguments = parser.parse_args()
    material = load_material(arguments.shared)
    judged: dict[str, list[tuple[float, bool]]] = {}
    print("without the pair / as shipped")
    for case in material.cases:
        if not arguments.only or case.name in arguments.only:
            apart, judged[case.name] = cross_fitted(material, case.name, arguments.shared)
            shipped = score(compare_documents(case.pair.central, case.pair.local), case.pair, arguments.shared)
            print_figures(case, apart, shipped)
    known = {name: pairs for name, pairs in judged.items() if pairs}
    rows = print_calibration("probabilities of sentence links, without the pair", known)
    if arguments.svg:
        arguments.svg.write_text(reliability_svg(rows), encoding="utf-8")


def print_figures(case: Case, apart: dict[str, float], shipped: dict[str, float]) -> None:
    """Both sets of figures of one pair."""
    print(f"{case.name}{' *' if case.name in HELD_OUT else ''}")
    names: Sequence[str] = OF_UNITS if case.pair.sentences is None else (*OF_SENTENCES, *OF_UNITS)
    for name in names:
        print(f"  {name:28s} {apart[name]:.3f} / {shipped[name]:.3f}", flush=True)


if __name__ == "__main__":
    main()
