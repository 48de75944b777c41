"""The path of a clause through places as a drawing: one line of the sheet for each place, days from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .shared_clauses import Adoption, Clause

MOST_LANES = 40
_LEFT, _WIDTH, _LANE, _TOP, _RIGHT = 150.0, 560.0, 24.0, 14.0, 110.0
_LEAST_YEARS = 2


@dataclass(frozen=True, slots=True)
class Lane:
    """A place: its name, the day as it is told, where its mark stands; ``since`` where an amended text may have had the clause from on."""

    name: str
    day: str
    height: float
    at: float | None
    since: float | None
    first: bool


@dataclass(frozen=True, slots=True)
class Hand:
    """From the lane of the earlier holder whose words are the likest to the one that has them later: a curve as SVG has it."""

    start: tuple[float, float]
    end: tuple[float, float]

    @property
    def path(self) -> str:
        """The curve."""
        (x, y), (to_x, to_y) = self.start, self.end
        return f"M{x:.1f} {y:.1f} C{x:.1f} {to_y:.1f} {x:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}"


@dataclass(frozen=True, slots=True)
class PathDrawing:
    """All of it in pixels; ``years`` are ticks, ``source`` is where the upper document stands that says the same.

    ``left_out`` counts places beyond the first :data:`MOST_LANES`.
    """

    width: float
    height: float
    left: float
    right: float
    lanes: tuple[Lane, ...]
    hands: tuple[Hand, ...]
    years: tuple[tuple[float, str], ...]
    source: float | None
    left_out: int


def path_drawing(clause: Clause) -> PathDrawing:
    """Lay out the path of a clause; places without a day stand at the end, without a mark."""
    steps = clause.by_place[:MOST_LANES]
    scale = _Scale.of(steps, clause)
    heights = {one.adopter.place: _TOP + _LANE * (number + 0.5) for number, one in enumerate(steps)}
    lanes = tuple(
        Lane(
            one.adopter.place,
            one.adopter.latest or "–",
            heights[one.adopter.place],
            scale.at(one.adopter.latest),
            scale.at(one.adopter.earliest) if one.adopter.amended else None,
            first=one is clause.first,
        )
        for one in steps
    )
    places = {one.passage.document: one for one in clause.adoptions}
    by_name = {lane.name: lane for lane in lanes}
    hands = []
    for one in steps:
        model = places.get(one.model.document) if one.model else None
        start = by_name.get(model.adopter.place) if model else None
        end = by_name[one.adopter.place]
        if start is not None and start is not end and start.at is not None and end.at is not None:
            hands.append(Hand((start.at, start.height), (end.at, end.height)))
    source = clause.source.document.earliest if clause.source else None
    bottom = _TOP + _LANE * len(lanes)
    return PathDrawing(
        _LEFT + _WIDTH + _RIGHT,
        bottom + 24,
        _LEFT,
        _LEFT + _WIDTH,
        lanes,
        tuple(hands),
        scale.ticks(),
        scale.at(source),
        max(0, len(clause.by_place) - len(steps)),
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days as places from left to right."""

    begin: int
    end: int

    @classmethod
    def of(cls, steps: Sequence[Adoption], clause: Clause) -> _Scale:
        days = [one.adopter.latest for one in steps] + [one.adopter.earliest for one in steps]
        if clause.source is not None:
            days.append(clause.source.document.earliest)
        years = [date.fromisoformat(day).year for day in days if day is not None and not day.startswith("0001")]
        first, last = (min(years), max(years) + 1) if years else (2000, 2001)
        return cls(first, max(last, first + _LEAST_YEARS))

    def at(self, day: str | None) -> float | None:
        if day is None:
            return None
        when = date.fromisoformat(day)
        share = (when.toordinal() - date(self.begin, 1, 1).toordinal()) / (
            date(self.end, 1, 1).toordinal() - date(self.begin, 1, 1).toordinal()
        )
        return round(_LEFT + _WIDTH * max(0.0, share), 1)

    def ticks(self) -> tuple[tuple[float, str], ...]:
        step = max(1, -(-(self.end - self.begin) // 8))
        return tuple(
            (self.at(f"{year:04}-01-01") or _LEFT, str(year)) for year in range(self.begin, self.end + 1, step)
        )
