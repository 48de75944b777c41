"""A labelled pair by models that never saw its family, in the figures of the shared scorer: what the floors of tests/ are held to."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from fit_relations import fit, load_labelled
from left_out import families
from link_gold import HELD_OUT, GoldPair, load_pairs

from duizhao.align import LinkModel, load_linker
from duizhao.align.model import read_link_model
from duizhao.changes import Comparison, compare_documents, load_judging_rules
from duizhao.changes.relation_model import RelationModel
from duizhao.changes.relation_words import load_relation_words
from duizhao.estimators.link_fitting import link_table
from duizhao.estimators.link_samples import LinkCase, prepare_case
from duizhao.estimators.relation_samples import LabelledRelations
from duizhao.report import align_json, json_text


@dataclass(frozen=True, slots=True)
class Material:
    """All pairs, made ready once."""

    cases: list[LinkCase]
    relations: list[LabelledRelations]

    def without(self, family: frozenset[str]) -> tuple[LinkModel, RelationModel]:
        """Both models, fitted on all pairs but these and those held out: some half a minute."""
        links = link_table([case for case in self.cases if case.name not in (*HELD_OUT, *family)])
        relations = fit([part for part in self.relations if part.name not in (*HELD_OUT, *family)])
        return read_link_model({**links, "gold_sha256": ""}), relations

    def family_of(self, name: str) -> frozenset[str]:
        """The names of all pairs with the same central document."""
        [found] = [one.names for one in families([case.pair for case in self.cases]) if name in one.names]
        return found


def load_material(shared: Path) -> Material:
    """Read and prepare every labelled pair."""
    pairs = load_pairs(shared)
    return Material([prepare_case(pair) for pair in pairs], load_labelled(pairs, load_relation_words()))


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


def figures_by(
    models: tuple[LinkModel, RelationModel], material: Material, name: str, shared: Path
) -> tuple[dict[str, float], list[tuple[float, bool]]]:
    """The figures of a pair by some models, and the probability of each of its links with whether it is one."""
    [case] = [case for case in material.cases if case.name == name]
    links, relations = models
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
