"""Hand-made links between two documents, as matrices."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from ..align.arrays import Matrix
from ..corpus import DocumentError, read_document
from ..language import comparable
from ..segmenter import SegmentedDocument, Sentence, segment_document

# A sentence that is quoted with a slip of the pen is still found.
_CLOSE = 80


@dataclass(frozen=True, slots=True)
class GoldPair:
    """A central and a local document with their labels; matrices are shaped (local, central).

    ``sentences`` is ``None`` where only articles were labelled; ``units`` is 1 for a main counterpart, 2 for a partial one.
    ``relations`` of local sentences, ``unit_relations`` and ``coverage`` are by id; what was not labelled is not there. ``unfound`` are
    sentences that the labels quote and the documents do not hold.
    """

    name: str
    central: SegmentedDocument
    local: SegmentedDocument
    sentences: Matrix | None
    units: Matrix
    relations: dict[str, str] = field(default_factory=dict)
    unit_relations: dict[str, str] = field(default_factory=dict)
    coverage: dict[str, str] = field(default_factory=dict)
    unfound: tuple[str, ...] = ()


def read_gold(path: str | Path, folders: Iterable[str | Path] = ()) -> GoldPair:
    """Read a gold file (docs/训练.md shows its form) and the two documents that it names.

    A sentence is found by its words, a slip of the pen allowed for; those that are not found are named in ``unfound``. Where the file says
    nothing of articles, those answer each other of which a sentence does.

    :param folders: where the documents are; without them, beside the gold file.
    :raises DocumentError: a document is not there, or cannot be read; or the file is no gold file.

    >>> import duizhao as dz
    >>> gold = read_gold(dz.sample_folder() / "gold" / "align_yunzhou.json", [dz.sample_folder()])
    >>> gold.relations["3:1"], gold.unfound
    ('strengthened', ())
    """
    gold = _gold_of(Path(path))
    places = [Path(folder) for folder in folders] or [Path(path).parent]
    central, local = (_read(gold[side], places, path) for side in ("central", "local"))
    rows, columns = _by_text(local.sentences), _by_text(central.sentences)
    matrix = np.zeros((len(local.sentences), len(central.sentences)))
    relations: dict[str, str] = {}
    unfound: list[str] = []
    for entry in gold["sentences"]:
        row = _find(entry["local"], rows)
        if row is None:
            unfound.append(entry["local"])
            continue
        relations[local.sentences[row].id] = entry["relation"]
        for counterpart in entry["central"]:
            text = counterpart if isinstance(counterpart, str) else counterpart["text"]
            column = _find(text, columns)
            if column is None:
                unfound.append(text)
            else:
                matrix[row, column] = 1
    articles = gold.get("articles") or _articles_of(central, local, matrix)
    return GoldPair(
        Path(path).stem,
        central,
        local,
        matrix if gold["sentences"] else None,
        unit_matrix(central, local, [(e["local"], e["central"], e.get("partial", [])) for e in articles]),
        relations,
        {entry["local"]: entry["relation"] for entry in articles if "relation" in entry},
        gold.get("coverage", {}),
        tuple(unfound),
    )


def _articles_of(central: SegmentedDocument, local: SegmentedDocument, matrix: Matrix) -> list[dict[str, Any]]:
    linked: dict[str, dict[str, None]] = {}
    for i, j in np.argwhere(matrix > 0).tolist():
        linked.setdefault(local.sentences[i].unit, {})[central.sentences[j].unit] = None
    return [{"local": unit, "central": list(others)} for unit, others in linked.items()]


def unit_matrix(
    central: SegmentedDocument, local: SegmentedDocument, entries: list[tuple[str, list[str], list[str]]]
) -> Matrix:
    """Labels of units: the local one, its main counterparts, its partial ones."""
    rows = {unit.id: i for i, unit in enumerate(local.units)}
    columns = {unit.id: i for i, unit in enumerate(central.units)}
    matrix = np.zeros((len(rows), len(columns)))
    for name, main, partial in entries:
        for value, counterparts in ((2, partial), (1, main)):
            for counterpart in counterparts:
                matrix[rows[name], columns[counterpart]] = value
    return matrix


def _gold_of(path: Path) -> dict[str, Any]:
    expected = "需要标注文件（JSON，至少有 central local sentences）；请参看 docs/训练.md"
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DocumentError(f"{path}：读不出标注（{error}），{expected}") from None
    missing = {"central", "local", "sentences"} - set(gold if isinstance(gold, dict) else ())
    if missing:
        raise DocumentError(f"{path}：标注里没有 {'、'.join(sorted(missing))}，{expected}")
    found: dict[str, Any] = gold
    return found


def _read(name: str, folders: list[Path], path: str | Path) -> SegmentedDocument:
    for folder in folders:
        if (folder / name).exists():
            return segment_document(read_document(folder / name))
    where = "、".join(str(folder) for folder in folders)
    raise DocumentError(f"{path}：标注的文件 {name} 不在 {where}，需要这份文件；请用 folders 给出它所在的文件夹")


def _by_text(sentences: tuple[Sentence, ...]) -> dict[str, int]:
    return {comparable(sentence.text): i for i, sentence in enumerate(sentences)}


def _find(text: str, index: dict[str, int]) -> int | None:
    key = comparable(text)
    if key not in index:
        close = process.extractOne(key, index.keys(), scorer=fuzz.ratio, score_cutoff=_CLOSE)
        if close is None:
            return None
        key = close[0]
    return index[key]
