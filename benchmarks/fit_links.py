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
from link_gold import HELD_OUT, Matrix, gold_files, gold_hash, load_pairs
from threadpoolctl import threadpool_limits

from duizhao.align.model import LinkModel, read_link_model
from duizhao.estimators.link_fitting import CHOSEN, link_table, second_probability, unit_inputs
from duizhao.estimators.link_samples import LinkCase, prepare_case
from duizhao.estimators.pair_features import second_look_columns

TABLE = Path(__file__).parent.parent / "align" / "tables" / "link_model.json"


def labelled_names(shared: Path) -> set[str]:
    """The file names of the labelled local documents."""
    names = set()
    for path in gold_files(shared):
        text = path.read_text(encoding="utf-8")
        local = json.loads(text)["local"] if path.suffix == ".json" else text.split("local\t", 1)[1].split("\n", 1)[0]
        names.add(Path(local).name)
    return names


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What weights that never saw a case give to it."""

    case: LinkCase
    sentences: Matrix
    units: Matrix
    model: LinkModel


def leave_out(cases: Sequence[LinkCase], names: Sequence[str] | None = None) -> list[LeftOut]:
    """Judge each case by weights fitted on the others; cases of ``HELD_OUT`` are in no fit."""
    usable = [case for case in cases if case.name not in HELD_OUT]
    found = []
    for case in cases:
        if names is None or case.name in names:
            table = link_table([other for other in usable if other is not case])
            model = read_link_model({**table, "gold_sha256": ""})
            sentences = second_probability(case, second_look_columns(case, model.sentence), model.context)
            units = model.unit.probability(unit_inputs(case, sentences))
            found.append(LeftOut(case, sentences, units, model))
    return found


# ------------------------------------------------------------------------------------------------------------ measuring


def link(probability: Matrix, first: float = CHOSEN.first, further: float = CHOSEN.further) -> Matrix:
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
    cases = [prepare_case(pair) for pair in load_pairs(arguments.shared)]
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
            figures = f1((found.units >= CHOSEN.unit).astype(float), case.pair.units)
            print(f"  {case.name:30s} units     {' '.join(f'{x:.3f}' for x in figures)}{mark}", flush=True)
    if arguments.write:
        table = {"gold_sha256": gold_hash(arguments.shared)} | link_table([c for c in cases if c.name not in HELD_OUT])
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
