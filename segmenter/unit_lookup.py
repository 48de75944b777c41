"""A unit by what a reader calls it: its id, its number as printed, or that number written another way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Protocol, TypeVar

from ..corpus import PlaceError
from ..corpus.reading import shown
from ..language.numerals import ordinal

_AROUND = "第条款项（）()、"  # what stands around the number of an article
_SHOWN, _LONGEST = 5, 40


class _Called(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def number(self) -> int | None: ...
    @property
    def place(self) -> str: ...


_Place = TypeVar("_Place", bound=_Called)


def find_unit(units: Sequence[_Place], called: object, document: str) -> _Place:
    """The unit of that id, else the only one of that place (``三、（四）``), label (``第五条``) or number (``第5条``).

    :param document: what an error calls the document.
    :raises PlaceError: there is none, or several.
    """
    if not isinstance(called, str):
        raise PlaceError(
            f'条款按编号取，写 ["5"] 或 ["第五条"]，这里给的是 {shown(repr(called)[:_LONGEST])}；按次序取第几个，写 .units[0]'
        )
    for unit in units:
        if unit.id == called:
            return unit
    name = called.strip()
    found = [unit for unit in units if name and name in (unit.id, unit.place, unit.label)] or _by_number(units, name)
    if len(found) == 1:
        return found[0]
    if found:
        raise PlaceError(f"{document}里“{shown(name)}”有 {len(found)} 处，需要说明是哪一处；请写编号：{_listed(found)}")
    raise PlaceError(f"{document}里没有条款“{shown(name[:_LONGEST])}”{_advice(units, name)}")


def _by_number(units: Iterable[_Place], name: str) -> list[_Place]:
    number = _number(name)
    return [unit for unit in units if number is not None and unit.label and unit.number == number]


def _number(name: str) -> int | None:
    """The number of an article however it is written: 5, 第5条, （五）.

    >>> _number("第十二条"), _number("（5）"), _number("5:1"), _number("p1"), _number("1.2")
    (12, 5, None, None, None)
    """
    bare = name.rstrip(".．").translate(dict.fromkeys(map(ord, _AROUND)))
    return ordinal(bare) if bare else None


def _advice(units: Sequence[_Place], name: str) -> str:
    if not units:
        return "：这份文件没有读出条款；请检查文件，或看它的 .warnings"
    unit, colon, _ = name.rpartition(":")
    if colon and any(one.id == unit for one in units):
        return f'，这像是句子的编号；取句子写 .sentence("{shown(name)}")'
    return f"，相近的有 {_listed(_near(units, name))}；全部编号：[unit.id for unit in 文件]"


def _near(units: Sequence[_Place], name: str) -> list[_Place]:
    """Units whose ids look like it; of a number those that come nearest; in their order."""
    number = _number(name)
    numbered = [unit for unit in units if unit.number is not None]
    if number is not None and numbered:
        near = sorted(numbered, key=lambda unit: abs((unit.number or 0) - number))[:_SHOWN]
    else:
        ids = get_close_matches(name[:_LONGEST], [unit.id for unit in units], _SHOWN, 0.3)
        near = [unit for unit in units if unit.id in ids] or list(units[:_SHOWN])
    return [unit for unit in units if unit in near]


def _listed(units: Sequence[_Place]) -> str:
    more = f" 等 {len(units)} 处" if len(units) > _SHOWN else ""
    return "、".join(f"{unit.id} {unit.place}".strip() for unit in units[:_SHOWN]) + more
