"""The hand-made links as matrices, for fitting and measuring the link model."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from duizhao.corpus import read_document
from duizhao.language import comparable
from duizhao.materials import shipped_materials
from duizhao.segmenter import SegmentedDocument, Sentence, segment_document

Matrix = NDArray[np.float64]

SAMPLE = Path(__file__).parent.parent / "corpus" / "sample"
LABELS = Path(__file__).parent / "labels"
SHARED_GOLD = (
    "align_beijing",
    "align_anhui",
    "align_population_beijing",
    "align_fire_shanghai",
    "align_kuabumen_shaanxi",
    "align_kuabumen_sichuan",
    "align_wenjiuye_jiangxi",
    "align_zhongxiao_shanghai",
)
# Only measured: nothing was fitted, chosen or mended on them.
HELD_OUT = ("science_popularisation_beijing", "women_shanghai")


@dataclass(frozen=True, slots=True)
class GoldPair:
    """A central and a local document with their labels; matrices are shaped (local, central).

    ``sentences`` is ``None`` where only articles were labelled; ``units`` is 1 for a main counterpart, 2 for a partial one.
    ``relations`` of local sentences, ``unit_relations`` and ``coverage`` are by id; what was not labelled is not there.
    """

    name: str
    central: SegmentedDocument
    local: SegmentedDocument
    sentences: Matrix | None
    units: Matrix
    relations: dict[str, str]
    unit_relations: dict[str, str]
    coverage: dict[str, str]


def gold_files(shared: Path) -> list[Path]:
    """All files of hand-made links: of the shared material, of the bundled sample, and of laws (``labels/``)."""
    return [
        *(shared / "gold" / f"{name}.json" for name in SHARED_GOLD),
        *sorted((SAMPLE / "gold").glob("align_*.json")),
        *sorted(LABELS.glob("*.tsv")),
    ]


def gold_hash(shared: Path) -> str:
    """The SHA-256 of all labels."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in gold_files(shared))).hexdigest()


def load_pairs(shared: Path) -> list[GoldPair]:
    """All labelled pairs, those of ``HELD_OUT`` among them."""
    folders = [shared, shared / "corpus", SAMPLE]
    return [
        _of_numbers(path, folders) if path.suffix == ".tsv" else _of_texts(path, folders) for path in gold_files(shared)
    ]


def load_pair(shared: Path, name: str) -> GoldPair:
    """One labelled pair of the shared material, by the name of its gold file."""
    return _of_texts(shared / "gold" / f"{name}.json", [shared, shared / "corpus", SAMPLE])


def _of_texts(path: Path, folders: list[Path]) -> GoldPair:
    """Labels that quote the sentences."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    central, local = (_read(gold[side], folders) for side in ("central", "local"))
    rows, columns = _by_text(local.sentences), _by_text(central.sentences)
    matrix = np.zeros((len(local.sentences), len(central.sentences)))
    relations = {}
    for entry in gold["sentences"]:
        row = _find(entry["local"], rows)
        if row is None:
            continue
        relations[local.sentences[row].id] = entry["relation"]
        for counterpart in entry["central"]:
            column = _find(counterpart["text"], columns)
            if column is not None:
                matrix[row, column] = 1
    units = _unit_matrix(central, local, [(e["local"], e["central"], e["partial"]) for e in gold["articles"]])
    of_units = {entry["local"]: entry["relation"] for entry in gold["articles"]}
    sentences = matrix if gold["sentences"] else None
    return GoldPair(path.stem, central, local, sentences, units, relations, of_units, gold["coverage"])


def _of_numbers(path: Path, folders: list[Path]) -> GoldPair:
    """Labels that name the sentences by their ids (``labels/README.md``)."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    fields: dict[str, list[list[str]]] = {}
    for kind, *rest in lines:
        fields.setdefault(kind, []).append(rest)
    central, local = (_read(fields[side][0][0], folders) for side in ("central", "local"))
    rows = {sentence.id: i for i, sentence in enumerate(local.sentences)}
    columns = {sentence.id: i for i, sentence in enumerate(central.sentences)}
    matrix = np.zeros((len(rows), len(columns)))
    for sentence, counterparts, *_ in fields["sentence"]:
        for counterpart in _names(counterparts):
            matrix[rows[sentence], columns[counterpart]] = 1
    units = [(unit, _names(main), _names(partial)) for unit, main, partial, *_ in fields["unit"]]
    return GoldPair(
        path.stem,
        central,
        local,
        matrix,
        _unit_matrix(central, local, units),
        {sentence: relation for sentence, _, relation, *_ in fields["sentence"]},
        {unit: relation for unit, _, _, relation, *_ in fields["unit"]},
        {unit: status for unit, status in fields["coverage"]},  # noqa: C416  lists of two
    )


def _names(field: str) -> list[str]:
    return [] if field == "-" else field.split(",")


def _read(name: str, folders: list[Path]) -> SegmentedDocument:
    path = next(path for folder in folders if (path := folder / name).exists())
    materials = shipped_materials()
    return segment_document(read_document(path, rules=materials.reading), numbering=materials.numbering)


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


def _unit_matrix(
    central: SegmentedDocument, local: SegmentedDocument, entries: list[tuple[str, list[str], list[str]]]
) -> Matrix:
    rows = {unit.id: i for i, unit in enumerate(local.units)}
    columns = {unit.id: i for i, unit in enumerate(central.units)}
    matrix = np.zeros((len(rows), len(columns)))
    for name, main, partial in entries:
        for value, counterparts in ((2, partial), (1, main)):
            for counterpart in counterparts:
                matrix[rows[name], columns[counterpart]] = value
    return matrix
