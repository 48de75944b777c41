"""How the brief says things: places by their labels, quotations, counts by kind, long lists cut to the most telling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ..segmenter import Unit
from .brief_parts import BriefPart, BriefPlace, Parts, PlaceSide, fill, listed
from .labels import Labels
from .pair_rows import PairRow
from .restructured import place_name

SHOWN = 3  # entries of a list that are named; the others are counted
LONGEST_QUOTE = 18
_LONGEST_HEADING, _LONGEST_ACT = 16, 20
_PAIRED = {"“": "”", "《": "》", "（": "）", "(": ")", "「": "」"}

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A sentence in the making: its clauses, the places that are counted in it, the numbers that it says."""

    clauses: Sequence[Parts]
    places: tuple[BriefPlace, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def links(self) -> tuple[BriefPlace, ...]:
        """The places that are named."""
        return tuple(part.place for clause in self.clauses for part in clause if part.place is not None)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of the brief in one language (``labels``)."""

    words: Labels

    @property
    def brief(self) -> Mapping[str, Any]:
        """The templates (brief.toml)."""
        found: Mapping[str, Any] = self.words["brief"]
        return found

    def say(self, kind: str, clause: str, **fields: Any) -> Parts:
        """A clause of a sentence."""
        return fill(self.brief[kind][clause], **fields)

    def place(self, unit: Unit, side: PlaceSide, sentence: str = "", *, heading: bool = False) -> Parts:
        """A unit by its label, with a heading that is short enough where one is wanted; it can be linked."""
        name = place_name(unit, self.words)
        title = (unit.heading or "").rstrip("。：:；")
        if heading and title and len(title) <= _LONGEST_HEADING and "“" not in title:
            name += self.brief["heading"].format(heading=title)
        return (BriefPart(name, BriefPlace(side, unit.id, sentence)),)

    def row_place(self, row: PairRow) -> Parts:
        """Where a row stands: the local sentence, else the central one."""
        side: PlaceSide = "local" if row.local else "central"
        found = row.local or row.centrals[0]
        return self.place(found.unit, side, found.sentence.id)

    def quote(self, text: str, short: str = "") -> str:
        """Words of a document in quotation marks; in ``short``, without, where they are long or hold such marks themselves."""
        fits = len(text) <= LONGEST_QUOTE and not any(mark in text for mark in "“”")
        return str(self.brief["quote"].format(text=text)) if fits or not short else short

    def act(self, action: str | None, *said: str) -> str:
        """What is done, behind a place; nothing where that is said already or too long to be told in brief."""
        act = action or ""
        if not act or len(act) > _LONGEST_ACT or any(act in text for text in said) or not is_balanced(act):
            return ""
        return str(self.brief["act"].format(act=act))

    def open(self, rows: Iterable[bool], unit: str) -> str:
        """How many of some verdicts (true where it is to be checked) are not settled, in brackets."""
        every = list(rows)
        if not any(every):
            return ""
        key = "all_open" if all(every) else "some_open"
        note = self.brief[key].format(open=sum(every), unit=self.unit(unit))
        return str(self.brief["full_stop_note"].format(note=note))

    def unit(self, of: str) -> str:
        """What is counted: 句, 条."""
        return str(self.brief[f"of_{of}"])

    def cut(self, entries: Sequence[Parts], total: int, unit: str) -> Parts:
        """A list of those that are shown; how many there are in all where that is more."""
        more = self.brief["and_more"].format(count=total, unit=self.unit(unit)) if total > len(entries) else ""
        return listed(entries, self.brief["enumeration"], more)

    def kinds(self, counts: Mapping[str, int], names: Mapping[str, str], unit: str, *, shown: int | None = None) -> str:
        """How many of each kind, those that occur, the first ``shown`` of them: 照搬13句、改写50句."""
        found = [(kind, count) for kind, count in counts.items() if count]
        said = [
            self.brief["named"].format(name=names.get(kind, kind), count=count, unit=self.unit(unit))
            for kind, count in found[:shown]
        ]
        more = self.words["brief"]["and_so_on"] if shown is not None and len(found) > shown else ""
        return str(self.brief["enumeration"].join(said) + more)


def most(counts: Mapping[Key, int]) -> dict[Key, int]:
    """The greatest counts first, equal ones in their order.

    >>> most({"及时": 1, "定期": 3, "全程": 3})
    {'定期': 3, '全程': 3, '及时': 1}
    """
    return dict(sorted(counts.items(), key=lambda entry: -entry[1]))


def is_balanced(text: str) -> bool:
    """Has every quotation mark and bracket its other half?

    >>> is_balanced("监督“一把手”"), is_balanced("手”和")
    (True, False)
    """
    return all(text.count(left) == text.count(right) for left, right in _PAIRED.items())
