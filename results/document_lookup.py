"""A local document of a report by what a reader calls it: its name in the report, its title, its file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from ..changes import Comparison
from ..corpus import PlaceError
from ..corpus.reading import shown
from .names import short_names

_SHOWN = 20


def find_document(comparisons: Sequence[Comparison], called: int | str) -> int:
    """The index of the only local document of that name, or of that index (from the end below nought).

    :raises PlaceError: there is none, or several. ``IndexError``: there are not so many.
    """
    if isinstance(called, int):
        if not -len(comparisons) <= called < len(comparisons):
            raise IndexError(
                f"报告里有 {len(comparisons)} 份地方文件，从 0 数起，没有 [{called}]；请写较小的数，或写名字"
            )
        return called
    names = short_names([one.local for one in comparisons])
    found = [i for i, one in enumerate(comparisons) if called in _names(one, names[i])]
    if len(found) == 1:
        return found[0]
    some = "、".join(names[:_SHOWN]) + (f" 等 {len(names)} 份" if len(names) > _SHOWN else "")
    if found:
        raise PlaceError(f"“{shown(called)}”有 {len(found)} 份；请写报告里的名字：{'、'.join(names[i] for i in found)}")
    raise PlaceError(f"报告里没有地方文件“{shown(called)}”，有的是 {some or '（没有）'}；请写其中一个，或写次序 [0]")


def _names(comparison: Comparison, name: str) -> set[str | None]:
    document = comparison.local.document
    return {name, document.metadata.title, document.metadata.region, document.name, PurePath(document.path).name}
