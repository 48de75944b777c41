"""Hand-made links between two documents, as matrices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from ..align.arrays import Matrix
from ..evaluation import AlignGold, GoldError, read_gold
from ..language import comparable
from ..segmenter import SegmentedDocument, Sentence
from ..sources import read

# A sentence that is quoted with a slip of the pen is still found.
_CLOSE = 80
# Labels of units: the local one, its main counterparts, its partial ones.
_UnitLabels = tuple[str, Iterable[str], Iterable[str]]


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


def read_gold_pair(path: str | Path, folders: Iterable[str | Path] = ()) -> GoldPair:
    """Read a gold file (docs/评测.md shows its form) and the two documents that it names.

    A sentence is found by its words, a slip of the pen allowed for; those that are not found are named in ``unfound``. Where the file says
    nothing of articles, those answer each other of which a sentence does.

    :param folders: where the documents are; without them, beside the gold file and in the folder above.
    :raises GoldError: the file is no gold for a pair of documents, or they are not there.
    :raises DocumentError: a document cannot be read.

    >>> import duizhao as dz
    >>> gold = read_gold_pair(dz.sample_folder() / "gold" / "align_yunzhou.json")
    >>> gold.relations["3:1"], gold.unfound
    ('strengthened', ())
    """
    gold = read_gold(path)
    if not isinstance(gold, AlignGold):
        raise GoldError(f"{path}：这是量化要求的标注，需要一对文件的（central、local、sentences）；请参看 docs/评测.md")
    places = [Path(folder) for folder in folders] or [Path(path).parent, Path(path).parent.parent]
    central, local = (_read(name, places, path) for name in (gold.central, gold.local))
    rows, columns = _by_text(local.sentences), _by_text(central.sentences)
    matrix = np.zeros((len(local.sentences), len(central.sentences)))
    relations: dict[str, str] = {}
    unfound: list[str] = []
    for entry in gold.sentences:
        row = _find(entry.text, rows)
        if row is None:
            unfound.append(entry.text)
            continue
        relations[local.sentences[row].id] = entry.relation
        for _, text in entry.central:
            column = _find(text, columns)
            if column is None:
                unfound.append(text)
            else:
                matrix[row, column] = 1
    articles = [(one.local, one.central, one.partial) for one in gold.articles]
    return GoldPair(
        gold.name,
        central,
        local,
        matrix if gold.sentences else None,
        unit_matrix(central, local, articles or _articles_of(central, local, matrix)),
        relations,
        {one.local: one.relation for one in gold.articles if one.relation is not None},
        dict(gold.coverage),
        tuple(unfound),
    )


def unit_matrix(central: SegmentedDocument, local: SegmentedDocument, entries: Iterable[_UnitLabels]) -> Matrix:
    """What was said of units, as a matrix."""
    rows = {unit.id: i for i, unit in enumerate(local.units)}
    columns = {unit.id: i for i, unit in enumerate(central.units)}
    matrix = np.zeros((len(rows), len(columns)))
    for name, main, partial in entries:
        for value, counterparts in ((2, partial), (1, main)):
            for counterpart in counterparts:
                if name not in rows or counterpart not in columns:
                    raise GoldError(
                        f"标注说地方 {name} 答中央 {counterpart}，文件里没有这样的条；请改成 segment 给出的编号"
                    )
                matrix[rows[name], columns[counterpart]] = value
    return matrix


def _articles_of(central: SegmentedDocument, local: SegmentedDocument, matrix: Matrix) -> list[_UnitLabels]:
    linked: dict[str, set[str]] = {}
    for i, j in np.argwhere(matrix > 0).tolist():
        linked.setdefault(local.sentences[i].unit, set()).add(central.sentences[j].unit)
    return [(unit, others, ()) for unit, others in linked.items()]


def _read(name: str, folders: list[Path], path: str | Path) -> SegmentedDocument:
    for folder in folders:
        if (folder / name).exists():
            return read(folder / name)
    where = "、".join(str(folder) for folder in folders)
    raise GoldError(f"{path}：标注的文件 {name} 不在 {where}，需要这份文件；请用 folders 给出它所在的文件夹")


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
