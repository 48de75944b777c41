"""What became of the order of the articles, in words beside each local article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from ..changes import Comparison
from ..segmenter import Unit
from .labels import Labels
from .unit_places import place_name

Note = tuple[str, str]  # its kind (``moved``, ``split``, ``merged``) and what is said


def structure_notes(comparison: Comparison, words: Labels) -> dict[str, tuple[Note, ...]]:
    """For each local unit (by id) that was moved, split off or merged what is to be said of it.

    >>> import duizhao as dz
    >>> from duizhao.results.labels import labels
    >>> sample = dz.sample_folder()
    >>> report = dz.compare(sample / "central_opinion.txt", sample / "local_lanchuan.txt")
    >>> {kind for notes in structure_notes(report.comparisons[0], labels("zh")).values() for kind, _ in notes} >= {"moved"}
    True
    """
    central = {unit.id: unit for unit in comparison.central.units}
    local = {unit.id: unit for unit in comparison.local.units}
    stood = {right.id: left.id for left, right in pairwise(comparison.central.units)}
    notes: dict[str, list[Note]] = {}
    for moved in comparison.structure.moved:
        was, now = (_behind(name, central, words) for name in (stood.get(moved.central), moved.after))
        notes.setdefault(moved.local, []).append(("moved", words["moved_note"].format(was=was, now=now)))
    for split in comparison.structure.splits:
        said = words["split_note"].format(
            central=_names([split.central], central, words), local=_names(split.local, local, words)
        )
        for name in split.local:
            notes.setdefault(name, []).append(("split", said))
    for merge in comparison.structure.merges:
        said = words["merged_note"].format(central=_names(merge.central, central, words))
        notes.setdefault(merge.local, []).append(("merged", said))
    return {name: tuple(said) for name, said in notes.items()}


def _behind(name: str | None, units: Mapping[str, Unit], words: Labels) -> str:
    if name is None:
        return str(words["at_the_head"])
    return str(words["behind"].format(place=place_name(units[name], words)))


def _names(names: Iterable[str], units: Mapping[str, Unit], words: Labels) -> str:
    return "、".join(place_name(units[name], words) for name in names)
