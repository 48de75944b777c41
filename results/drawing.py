"""Where the lines of a drawing stand: the page writes them as SVG, the charts as matplotlib paths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..changes import Comparison
from ..segmenter import Unit
from .labels import Labels
from .unit_places import place_name

ROW = 20  # height of a unit's line
WIDTH, LEFT, RIGHT = 720, 270, 450  # of the drawing; where the curves leave the central names and reach the local ones
LONGEST_NAME = 17  # characters, some 250 units wide


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of a bar: what it counts, where it begins and how long it is, in percent of the bar."""

    kind: str
    count: int
    start: float
    length: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A link between two units: its heights on both sides, its SVG path, the relation of the local unit, and what it says in words."""

    start: float
    end: float
    path: str
    kind: str
    main: bool
    words: str


@dataclass(frozen=True, slots=True)
class LinkDrawing:
    """The central units on the left, the local ones (with the sign of their relation) on the right, a curve for each link."""

    width: int
    height: int
    left: int
    right: int
    central: tuple[tuple[float, str], ...]
    local: tuple[tuple[float, str], ...]
    curves: tuple[Curve, ...]


def bar_parts(counts: Mapping[str, int]) -> tuple[BarPart, ...]:
    """A bar of the counts, one after the other; nothing where all are nought.

    >>> [(one.kind, one.start, one.length) for one in bar_parts({"verbatim": 1, "adapted": 3, "added": 0})]
    [('verbatim', 0.0, 25.0), ('adapted', 25.0, 75.0)]
    """
    total = sum(counts.values())
    found: list[BarPart] = []
    before = 0
    for kind, count in counts.items():
        if count:
            found.append(BarPart(kind, count, round(100 * before / total, 3), round(100 * count / total, 3)))
        before += count
    return tuple(found)


def link_drawing(comparison: Comparison, words: Labels) -> LinkDrawing:
    """The links between the units of a comparison. Cost: one curve per link."""
    central, local = comparison.central.units, comparison.local.units
    rows = max(len(central), len(local), 1)
    left = dict(zip((unit.id for unit in central), _heights(len(central), rows), strict=True))
    right = dict(zip((unit.id for unit in local), _heights(len(local), rows), strict=True))
    names = {unit.id: place_name(unit, words) for unit in central}
    curves = []
    for unit, change in zip(local, comparison.units, strict=True):
        for link in change.links:
            said = f"{names[link.central]} → {place_name(unit, words)} {words['relation_name'][change.relation]}"
            start, end = left[link.central], right[unit.id]
            curves.append(Curve(start, end, _path(start, end), change.relation, link.main, said))
    return LinkDrawing(
        width=WIDTH,
        height=rows * ROW,
        left=LEFT,
        right=RIGHT,
        central=tuple((left[unit.id], _name(unit, words)) for unit in central),
        local=tuple(
            (right[unit.id], f"{words['sign'][change.relation]} {_name(unit, words)}")
            for unit, change in zip(local, comparison.units, strict=True)
        ),
        curves=tuple(curves),
    )


def _heights(count: int, rows: int) -> Sequence[float]:
    """The middles of the lines: the shorter side spread over the length of the other one."""
    return [round(ROW * rows * (i + 0.5) / count, 1) for i in range(count)]


def _path(start: float, end: float) -> str:
    middle = (LEFT + RIGHT) // 2
    return f"M{LEFT + 6} {start:g}C{middle} {start:g} {middle} {end:g} {RIGHT - 6} {end:g}"


def _name(unit: Unit, words: Labels) -> str:
    name = " ".join(filter(None, (place_name(unit, words), unit.heading)))
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
