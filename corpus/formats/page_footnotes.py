"""The footnotes at the foot of printed pages: in smaller type or under a rule, and no part of the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from ...language.expressions import expression
from .printed_lines import PrintedLine, by_page

_SMALLER = 0.92
_MOSTLY = (
    0.65  # of the characters are in the type of the text or in smaller ones: notes may be longer than a short text
)
_MOST_LINES = 25  # of the notes of a page
_MARK = expression(
    r"(?:[①-⑳㉑-㉟❶-❿➀-➉⑴-⒇]|[\[［〔【(（]\s?(?:注\s?)?\d{1,3}\s?[\]］〕】)）]|[*＊※†‡]{1,3}"
    r"|注\s?\d{1,3}\s?[:：.、 ]|\d{1,3}(?=[ \u3000\u3400-\u9fff]))",
    match=["①检查，是指", "[1] 见年鉴", "*数据", "注1：见", "1 见"],
    no_match=["书屋①", "一、总则", "1.检查", "2023"],
    use="match",
)
_CIRCLED = re.compile("[\u2460-\u2473\u3251-\u325f]")
_SURE_MARK = expression(r"[①-⑳㉑-㉟\[［〔【*＊※注]", match=["①", "[1]"], no_match=["1", "书屋"], use="match")


@dataclass(frozen=True, slots=True)
class PageNotes:
    """The lines of footnotes, by their places among the lines, and the notes themselves.

    ``marks`` are the circled marks in the text that lead to them: the line, and the place in it.
    """

    lines: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Gathered:
    lines: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)


def page_footnotes(
    lines: Sequence[PrintedLine], residue: Collection[int], rules: Mapping[int, Sequence[float]] | None = None
) -> PageNotes:
    """Find the footnotes of pages.

    :param residue: the lines that are known to be no text: heads, page numbers.
    :param rules: for each page the heights at which a level line is drawn from the left margin.

    >>> lines = [PrintedLine(0, 200, 20, 16, "第一条　每年2次①。"), PrintedLine(0, 60, 700, 9, "①检查，是指现场检查。")]
    >>> page_footnotes(lines, ()).notes
    ('①检查，是指现场检查。',)
    """
    index = {id(line): i for i, line in enumerate(lines)}
    usual = _usual_size(lines)
    gathered = _Gathered()
    for page in by_page(lines):
        text = sorted((line for line in page if index[id(line)] not in residue), key=lambda line: line.y)
        notes = _notes_of(text, usual, (rules or {}).get(page[0].page, ()))
        for line in notes:
            gathered.lines.add(index[id(line)])
            if _CIRCLED.match(line.text):
                gathered.marks += _marks(line.text[0], [one for one in text if one not in notes], index)
            if _MARK.match(line.text) or not gathered.notes:
                gathered.notes.append(line.text)
            else:
                gathered.notes[-1] += line.text
    return PageNotes(frozenset(gathered.lines), tuple(gathered.notes), tuple(gathered.marks))


def _marks(mark: str, text: Sequence[PrintedLine], index: Mapping[int, int]) -> list[tuple[int, int]]:
    """Where a mark stands in the text of a page, if it stands there once and begins no item."""
    places = [(index[id(line)], at) for line in text if (at := line.text.find(mark)) >= 0]
    return places if len(places) == 1 and places[0][1] > 0 else []


def _usual_size(lines: Sequence[PrintedLine]) -> float:
    sizes = sorted((line.size, len(line.text)) for line in lines)
    enough, seen = sum(length for _, length in sizes) * _MOSTLY, 0
    for size, length in sizes:
        seen += length
        if seen >= enough:
            return size
    return 0.0


def _notes_of(page: Sequence[PrintedLine], usual: float, rules: Sequence[float]) -> Sequence[PrintedLine]:
    """The lines at the foot of a page from the first one with a mark on, all in smaller type or all under a rule."""
    start = len(page)
    while start > 0 and len(page) - start < _MOST_LINES and page[start - 1].size < _SMALLER * usual:
        start -= 1
    notes = _from_mark(page[start:], page[:start])
    if notes:
        return notes
    for height in sorted(rules, reverse=True):
        under = [line for line in page if line.y > height]
        above = [line for line in page if line.y <= height]
        if (
            under
            and above
            and len(under) <= _MOST_LINES
            and len(under) * 2 < len(page) + 2
            and _MARK.match(under[0].text)
        ):
            return under
    return ()


def _from_mark(small: Sequence[PrintedLine], above: Sequence[PrintedLine]) -> Sequence[PrintedLine]:
    if not above:
        return ()  # a page all in small type: a table, an annex
    for i, line in enumerate(small):
        if _MARK.match(line.text):
            before = small[i - 1] if i else above[-1]
            apart = line.y - before.y > 1.5 * max(line.size, before.size)
            return small[i:] if _SURE_MARK.match(line.text) or apart else ()
    return ()
