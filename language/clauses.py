"""The marks of a sentence and of its comma clauses, and where the clauses stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .marks import STOPS

# A comma clause ends where a sentence does, and at a comma or a colon that stands in no figure (1,000, 1，000, 8:30, 1:5).
SENTENCE_END = re.compile(rf"[{STOPS}!?;\n]")
_GROUPED = "(?!(?<=[0-9０-９]，)(?<![0-9０-９]{4}，)[0-9０-９]{3}(?![0-9０-９]))"
CLAUSE_END = re.compile(rf"[，{STOPS}!?;\n]{_GROUPED}|[：:](?!(?<=[0-9].)[0-9])|,(?![0-9])")


def clause_places(text: str, longest: int | None = None) -> Iterator[tuple[int, int]]:
    """Start and end of every comma clause of a text, without its mark; clauses may be empty.

    :param longest: what runs on for so many characters without a mark is cut there, so that whoever reads a clause for each of its words
        stays linear in the length of the text.

    >>> [(start, end) for start, end in clause_places("每年补助1,000元，按时发放。")]
    [(0, 10), (11, 15), (16, 16)]
    >>> list(clause_places("清点馆藏", longest=3))
    [(0, 3), (3, 4)]
    """
    start = 0
    for mark in CLAUSE_END.finditer(text):
        yield from _cut(start, mark.start(), longest)
        start = mark.end()
    yield from _cut(start, len(text), longest)


def _cut(start: int, end: int, longest: int | None) -> Iterator[tuple[int, int]]:
    while longest and end - start > longest:
        yield start, start + longest
        start += longest
    yield start, end


def split_clauses(text: str) -> list[str]:
    """The comma clauses of a text without their marks.

    >>> split_clauses("要定期分析，及时报告。")
    ['要定期分析', '及时报告', '']
    """
    return [text[start:end] for start, end in clause_places(text)]


def clause_around(text: str, place: int) -> str:
    """The comma clause that holds a place; a mark belongs to the clause in front of it.

    >>> clause_around("要清点，并公布结果。", 5)
    '并公布结果'
    """
    return next(text[start:end] for start, end in clause_places(text) if place <= end)
