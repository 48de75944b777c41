"""Evaluate on gold: find the documents it names, compare and extract, and set the answers beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from .align import Judge, Linker
from .evaluation import (
    AlignCases,
    AlignGold,
    Evaluation,
    Gold,
    GoldError,
    RequirementGold,
    align_cases,
    read_gold,
    requirement_cases,
)
from .extract import find_requirements
from .materials import Materials, shipped_materials
from .options import Options
from .pipeline import compare
from .results.json_shapes import align_json
from .results.requirement_columns import requirement_rows
from .sources import read_documents

GoldSource = str | Path | Gold


def evaluate(  # noqa: PLR0913  each is a matter of its own, all by name
    *golds: GoldSource,
    base: str | Path | Sequence[str | Path] = (),
    options: Options | None = None,
    linker: Linker | None = None,
    judge: Judge | None = None,
    materials: Materials | None = None,
    predicted: Mapping[str, Any] | None = None,
    seed: int = 0,
    on_done: Callable[[str], None] | None = None,
) -> Evaluation:
    """Measure on gold: links, relations, coverage, requirements, each with the interval in which it lies.

    :param golds: files of gold (docs/评测.md), or what ``evaluation.read_gold`` gave.
    :param base: folders in which the documents are looked for that a gold names; without it in the folder of the gold and the one above.
    :param linker: as for :func:`compare`, ``judge`` and ``materials`` too: whatever links can be measured.
    :param predicted: instead of comparing, the JSON of a comparison made elsewhere, by the name of its gold.
    :param seed: of the draws for the intervals; the same seed gives the same interval.
    :param on_done: called with the name of each gold when it is done.
    :raises GoldError: a gold cannot be read, two bear the same name, or a document it names is not there.
    :raises DocumentError: a document cannot be read.

    >>> from duizhao import sample_folder
    >>> found = evaluate(sample_folder() / "gold" / "align_haiping.json")
    >>> found.figures()["sentence_link_all_recall"].value > 0.7
    True
    """
    materials = (materials or shipped_materials()).linked_by(linker, None, options or Options(), judge)
    folders = [Path(base)] if isinstance(base, (str, Path)) else [Path(one) for one in base]
    pairs: list[AlignCases] = []
    requirements: dict[str, Any] = {}
    for source in golds:
        gold = read_gold(source) if isinstance(source, (str, Path)) else source
        beside = [Path(source).parent, Path(source).parent.parent] if isinstance(source, (str, Path)) else [Path()]
        if gold.name in requirements or any(pair.name == gold.name for pair in pairs):
            raise GoldError(f"{gold.name}：有两份同名的标注，需要不同的文件名；请改名")
        if isinstance(gold, AlignGold):
            found = (
                predicted[gold.name]
                if predicted and gold.name in predicted
                else _compared(gold, folders or beside, options, materials)
            )
            pairs.append(align_cases(found, gold))
        else:
            rows = _extracted(gold, folders or beside, materials)
            requirements[gold.name] = requirement_cases(rows, gold)
        if on_done is not None:
            on_done(gold.name)
    return Evaluation(tuple(pairs), requirements, seed)


def _compared(
    gold: AlignGold, folders: Sequence[Path], options: Options | None, materials: Materials
) -> Mapping[str, Any]:
    central, local = (find_document(name, folders, gold.name) for name in (gold.central, gold.local))
    report = compare(central, local, options=options, materials=materials)
    return align_json(report.comparisons[0], report.parameters)


def _extracted(gold: RequirementGold, folders: Sequence[Path], materials: Materials) -> Iterator[Mapping[str, Any]]:
    for name in gold.documents:
        for document in read_documents(find_document(name, folders, gold.name), materials=materials):
            requirements = find_requirements(document, rules=materials.judging.extraction, parser=materials.parser)
            yield from requirement_rows(document, requirements)


def find_document(name: str, folders: Sequence[Path], gold: str) -> Path:
    """Where the document is that a gold names, in the first folder that has it.

    :raises GoldError: it is in none of them.
    """
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    looked = "、".join(str(folder) for folder in folders)
    raise GoldError(
        f"{gold}：没有找到它标注的 {name}，在 {looked} 找过；请用 --base（Python 里是 base）说明文件在哪个文件夹"
    )
