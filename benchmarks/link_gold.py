"""The hand-made links as matrices, for fitting and measuring the link model."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from duizhao.align import comparable
from duizhao.align.features import Matrix, sentence_features, unit_cosine
from duizhao.corpus import read_document
from duizhao.segmenter import SegmentedDocument, Sentence, segment_document

SAMPLE = Path(__file__).parent.parent / "corpus" / "sample"


@dataclass(frozen=True)
class GoldPair:
    """A central and a local document with their labels; matrices are shaped (local, central).

    ``sentences`` is ``None`` where only articles were labelled; ``units`` is 1 for a main counterpart, 2 for a partial one.
    """

    name: str
    central: SegmentedDocument
    local: SegmentedDocument
    gold: dict[str, Any]
    unit_cosine: Matrix
    features: dict[str, Matrix]
    sentences: Matrix | None
    units: Matrix


def gold_files(shared: Path) -> list[Path]:
    """All files of hand-made links: those of the shared material and those of the bundled sample."""
    names = ("align_beijing", "align_anhui", "align_population_beijing", "align_fire_shanghai")
    return [*(shared / "gold" / f"{name}.json" for name in names), *sorted((SAMPLE / "gold").glob("align_*.json"))]


def load_pairs(shared: Path) -> list[GoldPair]:
    """All labelled pairs."""
    return [_load(path, [shared, shared / "corpus", SAMPLE]) for path in gold_files(shared)]


def _load(path: Path, folders: list[Path]) -> GoldPair:
    gold = json.loads(path.read_text(encoding="utf-8"))
    central, local = (_read(gold[side], folders) for side in ("central", "local"))
    cosine = unit_cosine(central, local)
    sentences = _sentence_matrix(gold, central, local) if gold["sentences"] else None
    return GoldPair(
        path.stem,
        central,
        local,
        gold,
        cosine,
        sentence_features(central, local, cosine),
        sentences,
        _unit_matrix(gold, central, local),
    )


def _read(name: str, folders: list[Path]) -> SegmentedDocument:
    return segment_document(read_document(next(path for folder in folders if (path := folder / name).exists())))


def _sentence_matrix(gold: dict[str, Any], central: SegmentedDocument, local: SegmentedDocument) -> Matrix:
    rows, columns = _by_text(local.sentences), _by_text(central.sentences)
    matrix = np.zeros((len(local.sentences), len(central.sentences)))
    for entry in gold["sentences"]:
        row = _find(entry["local"], rows)
        for counterpart in entry["central"]:
            column = _find(counterpart["text"], columns)
            if row is not None and column is not None:
                matrix[row, column] = 1
    return matrix


def _by_text(sentences: tuple[Sentence, ...]) -> dict[str, int]:
    return {comparable(sentence.text): i for i, sentence in enumerate(sentences)}


def _find(text: str, index: dict[str, int]) -> int | None:
    key = comparable(text)
    if key not in index:
        close = process.extractOne(key, index.keys(), scorer=fuzz.ratio, score_cutoff=80)
        if close is None:
            return None
        key = close[0]
    return index[key]


def _unit_matrix(gold: dict[str, Any], central: SegmentedDocument, local: SegmentedDocument) -> Matrix:
    rows = {unit.id: i for i, unit in enumerate(local.units)}
    columns = {unit.id: i for i, unit in enumerate(central.units)}
    matrix = np.zeros((len(rows), len(columns)))
    for entry in gold["articles"]:
        for value, names in ((2, entry["partial"]), (1, entry["central"])):
            for name in names:
                matrix[rows[entry["local"]], columns[name]] = value
    return matrix
