"""How the brief says things: places by their labels, quotations, counts by kind, long lists cut to the most telling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..extract import Requirement, figure
from ..segmenter import Unit
from .brief_parts import BriefPart, BriefPlace, BriefText, PlaceSide, fill, listed
from .labels import Labels
from .pair_rows import PairRow
from .restructured import place_name

SHOWN = 3  # entries of a list that are named; the others are counted
TRIED = 200  # of which those are chosen that tell most
LONGEST_QUOTE = 24  # characters of a document that stand in a sentence of the brief
_LONGEST_HEADING, _LONGEST_ACT = 18, 26
_FEWEST_WORDS = 5  # a shorter figure says nothing by itself
_CLAUSE_MARK = re.compile("[，；：。]")
# Blanks that a printed page left between a number and its words.
_BLANK = re.compile("(?<=[^\x00-\x7f])[ \u3000]+|[ \u3000]+(?=[^\x00-\x7f])")
_LABEL_MARKS = "、.．"
_PAIRED = {"“": "”", "《": "》", "（": "）", "(": ")", "「": "」"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefClauses:
    """A sentence in the making: its clauses, the places that are counted in it, the numbers that it says."""

    clauses: Sequence[BriefText]
    places: tuple[BriefPlace, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def links(self) -> tuple[BriefPlace, ...]:
        """The places that are named."""
        return tuple(part.place for clause in self.clauses for part in clause if part.place is not None)


@dataclass(frozen=True, slots=True)
class BriefWording:
    """The words of the brief in one language (``labels``)."""

    words: Labels

    @property
    def brief(self) -> Mapping[str, Any]:
        """The templates (brief.toml)."""
        found: Mapping[str, Any] = self.words["brief"]
        return found

    def say(self, kind: str, clause: str, **fields: Any) -> BriefText:
        """A clause of a sentence."""
        return fill(self.brief[kind][clause], **fields)

    def place(self, unit: Unit, side: PlaceSide, sentence: str = "", *, heading: bool = False) -> BriefText:
        """A unit by its label, with its heading where that is wanted; it can be linked."""
        name = self._name(unit)
        if heading and unit.heading:
            name += self.brief["heading"].format(heading=short_heading(unit.heading))
        return (BriefPart(name, BriefPlace(side, unit.id, sentence)),)

    def _name(self, unit: Unit) -> str:
        """第三条 for an article labelled 三、: the mark would be one of our own sentence."""
        if not unit.label.endswith(tuple(_LABEL_MARKS)):
            return place_name(unit, self.words)
        return unit.above + str(self.brief["article"].format(number=unit.label.rstrip(_LABEL_MARKS)))

    def row_place(self, row: PairRow) -> BriefText:
        """Where a row stands: the local sentence, else the central one."""
        side: PlaceSide = "local" if row.local else "central"
        found = row.local or row.centrals[0]
        return self.place(found.unit, side, found.sentence.id)

    def quote(self, text: str) -> str:
        """Words of a document in quotation marks."""
        return str(self.brief["quote"].format(text=inner(text)))

    def figure(self, requirement: Requirement, *, alone: bool = False) -> str:
        """A figure in the words of the document where they are short, else in short: 每年至少1次.

        ``alone``: nothing else says what it is of, so the whole clause is quoted where that is short.
        """
        words = clause_around(requirement) if alone else requirement.quote
        if len(words) > LONGEST_QUOTE:
            words = requirement.quote
        return self.quote(words) if len(words) <= LONGEST_QUOTE else self.in_short(requirement)

    def in_short(self, requirement: Requirement) -> str:
        """A figure as the tables print it, its signs in words."""
        printed = figure(requirement)
        return printed.replace("≥", self.brief["at_least"]).replace("≤", self.brief["at_most"])

    def act(self, requirement: Requirement, term: str = "") -> str:
        """What is done, behind a place; nothing where the figure says that itself or it is too long. ``term`` is what was replaced."""
        act = (requirement.action or "").replace(term, "") if term else requirement.action or ""
        if not act or len(act) > _LONGEST_ACT or act in requirement.quote or not is_balanced(act):
            return ""
        return str(self.brief["act"].format(act=blanks_out(act)))

    def says_what(self, requirement: Requirement) -> bool:
        """Would a reader see what the figure is of? 每年 alone does not say."""
        return bool(self.act(requirement)) or _FEWEST_WORDS < len(clause_around(requirement)) <= LONGEST_QUOTE

    def open(self, rows: Iterable[bool], unit: str) -> str:
        """How many of some verdicts (true where it is to be checked) are not settled, in brackets."""
        every = list(rows)
        if not any(every):
            return ""
        key = "one_open" if len(every) == 1 else "all_open" if all(every) else "some_open"
        note = self.brief[key].format(open=sum(every), unit=self.unit(unit))
        return str(self.brief["full_stop_note"].format(note=note))

    def unit(self, of: str) -> str:
        """What is counted: 句, 条."""
        return str(self.brief[f"of_{of}"])

    def cut(self, entries: Sequence[BriefText], total: int, unit: str) -> BriefText:
        """A list of those that are shown; how many there are in all where that is more."""
        more = self.brief["and_more"].format(count=total, unit=self.unit(unit)) if total > len(entries) else ""
        return listed(entries, self.brief["enumeration"], more)

    def such_as(self, examples: Sequence[BriefText]) -> BriefText:
        """Some of what was counted; nothing where there is none."""
        some = listed(examples, self.brief["enumeration"])
        return fill(self.brief["such_as"], list=some) if examples else ()

    def kinds(self, counts: Mapping[str, int], names: Mapping[str, str], unit: str, *, shown: int | None = None) -> str:
        """How many of each kind, those that occur, the first ``shown`` of them: 照搬13句、改写50句."""
        found = [(kind, count) for kind, count in counts.items() if count]
        said = [
            self.brief["named"].format(name=names.get(kind, kind), count=count, unit=self.unit(unit))
            for kind, count in found[:shown]
        ]
        more = self.words["brief"]["and_so_on"] if shown is not None and len(found) > shown else ""
        return str(self.brief["enumeration"].join(said) + more)


def most(counts: Mapping[str, int]) -> dict[str, int]:
    """The greatest counts first, equal ones in their order.

    >>> most({"及时": 1, "定期": 3, "全程": 3})
    {'定期': 3, '全程': 3, '及时': 1}
    """
    return dict(sorted(counts.items(), key=lambda entry: -entry[1]))


def clause_around(requirement: Requirement) -> str:
    """The clause between two marks in which the figure stands, as it is written."""
    text, start = requirement.text, requirement.text.find(requirement.quote)
    if start < 0:
        return requirement.quote
    end = start + len(requirement.quote)
    # No more than could be quoted is looked at, however long the sentence is.
    before, behind = text[max(0, start - LONGEST_QUOTE) : start], text[end : end + LONGEST_QUOTE]
    clause = _CLAUSE_MARK.split(before)[-1] + requirement.quote + _CLAUSE_MARK.split(behind)[0]
    return clause if is_balanced(clause) else requirement.quote


def short_heading(heading: str) -> str:
    """A heading to be quoted; a long one up to its first mark.

    >>> short_heading("延长开放时间，方便读者到馆阅览和借还图书。"), short_heading("管好“一把手”")
    ('延长开放时间…', '管好‘一把手’')
    """
    whole = heading.strip().rstrip("。：:；")
    if len(whole) > _LONGEST_HEADING:
        first = _CLAUSE_MARK.split(whole)[0]
        whole = (first if len(first) <= _LONGEST_HEADING else first[: _LONGEST_HEADING - 1]) + "…"
    return inner(whole)


def inner(text: str) -> str:
    """Words that stand in quotation marks: marks of their own become single, blanks of the printed page go.

    >>> inner("于2031 年6 月底前向“一把手”报告")
    '于2031年6月底前向‘一把手’报告'
    """
    return blanks_out(text).replace("“", "‘").replace("”", "’")


def blanks_out(text: str) -> str:
    """Text without the blanks beside Chinese characters."""
    return _BLANK.sub("", text)


def is_balanced(text: str) -> bool:
    """Has every quotation mark and bracket its other half?

    >>> is_balanced("监督“一把手”"), is_balanced("手”和")
    (True, False)
    """
    return all(text.count(left) == text.count(right) for left, right in _PAIRED.items())
