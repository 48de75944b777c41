"""The hand-made links as matrices, for fitting and measuring the link model."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from duizhao.corpus import read_document
from duizhao.estimators import GoldPair, read_gold_pair
from duizhao.estimators.gold_pairs import unit_matrix
from duizhao.segmenter import SegmentedDocument, segment_document

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
        _of_numbers(path, folders) if path.suffix == ".tsv" else read_gold_pair(path, folders)
        for path in gold_files(shared)
    ]


def load_pair(shared: Path, name: str) -> GoldPair:
    """One labelled pair of the shared material, by the name of its gold file."""
    return read_gold_pair(shared / "gold" / f"{name}.json", [shared, shared / "corpus", SAMPLE])


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
        unit_matrix(central, local, units),
        {sentence: relation for sentence, _, relation, *_ in fields["sentence"]},
        {unit: relation for unit, _, _, relation, *_ in fields["unit"]},
        {unit: status for unit, status in fields["coverage"]},  # noqa: C416  lists of two
    )


def _names(field: str) -> list[str]:
    return [] if field == "-" else field.split(",")


def _read(name: str, folders: list[Path]) -> SegmentedDocument:
    return segment_document(read_document(next(path for folder in folders if (path := folder / name).exists())))
