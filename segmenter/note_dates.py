"""By when a responsibility note says that something is to be done."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..language import Span
from ..language.dates import CalendarRules, calendar_date
from .note_text import NoteText

# 2031-12-30, 2031.6, 2031/6/30
_FIGURES = re.compile(
    r"(?<![\d.-])(?P<year>[12]\d{3})[-./](?P<month>0?[1-9]|1[0-2])(?:[-./](?P<day>0?[1-9]|[12]\d|3[01]))?(?!\d)"
)


@dataclass(frozen=True, slots=True)
class DueDate:
    """A day, a month or a year by which something is due, as ISO 8601, and the place of its words in the cleaned text."""

    date: str
    span: Span


def due_dates(said: NoteText, rules: CalendarRules, *, every: bool = False) -> tuple[DueDate, ...]:
    """The dates of a stretch of a note: the last one, or every one. Of a range (2031年1月至6月) the year stands in front of its first date.

    >>> from duizhao.language.dates import load_calendar_rules
    >>> [due.date for due in due_dates(NoteText.of("2031 年12 月30 日"), load_calendar_rules())]
    ['2031-12-30']
    """
    found: list[DueDate] = []
    year = ""
    for start, end, iso in sorted([*_written(said.text, rules), *_in_figures(said.text)]):
        date = iso
        if found and start < said.at(found[-1].span.end - 1) + 1:
            continue
        if date[0] != "-":
            year = date[:4]
        elif year and date.startswith("--") and not date.startswith("---"):
            date = f"{year}{date[1:]}"
        found.append(DueDate(date, said.span(start, end)))
    return tuple(found if every else found[-1:])


def _written(text: str, rules: CalendarRules) -> list[tuple[int, int, str]]:
    dates = (calendar_date(match, text, rules) for match in rules.date.finditer(text))
    return [(date.start, date.end, date.date.split("/")[-1]) for date in dates if date and date.date]


def _in_figures(text: str) -> list[tuple[int, int, str]]:
    rows = []
    for match in _FIGURES.finditer(text):
        parts = (match["year"], *(f"{int(match[name]):02}" for name in ("month", "day") if match[name]))
        rows.append((*match.span(), "-".join(parts)))
    return rows
