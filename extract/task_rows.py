"""The rows of a list of tasks: what their cells demand as sentences do, who is responsible, by when it is due."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ..language import Span
from ..language.dates import CalendarRules, calendar_date
from ..language.marks import STOPS
from ..segmenter import split_sentences
from .bound_to_requirement import as_requirement
from .bounds import find_bounds
from .clause import Clauses, Inherited, read_roles
from .indicator_rows import IndicatorColumns
from .indicator_rules import IndicatorRules
from .requirement import Requirement
from .rules import Rules
from .table_grid import GridRow

_PARTS = re.compile("[、，,；;\\s]+")
_BETWEEN = "、"
_LONGEST_DUTY = 40
_COMMAS = "，、"


def responsible_in(row: GridRow, known: IndicatorColumns, rules: IndicatorRules) -> str | None:
    """Who is responsible for a row, as a subject; of leaders and helpers in one cell the leaders."""
    for i in known.at("lead"):
        printed = row.cells[i].text
        if not printed or rules.nothing.match(printed):
            continue
        part = rules.lead_part.match(printed)
        named = (part["of_label"] or part["of_verb"]) if part else printed
        return _BETWEEN.join(name for name in _PARTS.split(named) if name) or None
    return None


def duties_in(
    row: GridRow, known: IndicatorColumns, text: str, template: Requirement, words: Rules
) -> Iterator[Requirement]:
    """What the cells of a row demand that say what is to be done, sentence by sentence."""
    for i in known.at("task"):
        for place in split_sentences(text, row.cells[i].span.start, row.cells[i].span.end):
            sentence = place.of(text)
            clauses = Clauses.of(sentence, words)
            for bound in find_bounds(sentence, words):
                roles = read_roles(clauses, bound, words, Inherited(note=template.subject))
                found = as_requirement(bound, sentence, roles, offset=place.start)
                found = replace(found, unit=template.unit, label=template.label, text=template.text)
                # Whom the table makes responsible goes before what a cell, a heading mostly, may be read to name.
                responsible = template.subject if found.kind != "threshold" else None
                yield replace(found, subject=responsible, subject_from="note") if responsible else found


def due_in(
    row: GridRow,
    known: IndicatorColumns,
    text: str,
    template: Requirement,
    rules: IndicatorRules,
    words: Rules,
) -> Requirement | None:
    """The deadline of a row; ``None`` where its column gives no date (长期), or one of no year."""
    task = next((row.cells[i].text for i in reversed(known.at("name", "task")) if row.cells[i].text), "")
    for i in known.at("due"):
        found = _last_date(row.cells[i].span, text, rules, words.dates, known.columns[i].year or known.last)
        if found is None:
            continue
        date, per, span = found
        return replace(
            template,
            quote=span.of(text),
            span=span,
            kind="deadline",
            comparator="<=",
            date=date,
            per=per,
            action=duty(rules.numbered.sub("", task)),
        )
    return None


def duty(task: str) -> str | None:
    """What is due: the first sentence of a task, or its first clause where that is long.

    >>> duty("建设书屋，配齐图书。其他任务"), duty("建成" + "书屋" * 30)
    ('建设书屋，配齐图书', None)
    """
    sentence = task[: span.end] if (span := next(iter(split_sentences(task)), None)) else ""
    sentence = " ".join(sentence.rstrip(f"{STOPS}：").split())
    if len(sentence) > _LONGEST_DUTY:
        sentence = re.split(f"[{_COMMAS}]", sentence)[0]
    return sentence if 0 < len(sentence) <= _LONGEST_DUTY else None


def _last_date(
    cell: Span, text: str, rules: IndicatorRules, dates: CalendarRules, year: int | None
) -> tuple[str, str | None, Span] | None:
    """The last date of a cell as ISO 8601, the period in which it recurs, and its place; one without a year is of ``year``."""
    said = cell.of(text)
    found = [(found.start(), found.end(), _in_figures(found)) for found in rules.due_figures.finditer(said)]
    if not found:
        written = (calendar_date(date, said, dates) for date in dates.date.finditer(said))
        found = [(one.start, one.end, one.date.split("/")[-1]) for one in written if one and one.date]
    if not found:
        return None
    start, end, date = found[-1]
    per = None
    if date.startswith("--"):
        before = next((one[:4] for _, _, one in reversed(found) if not one.startswith("-")), None)
        if rules.every.search(said):
            per = "P1Y"
        elif before or year:
            date = f"{before or year}{date[1:]}"
        else:
            return None
    return date, per, Span(cell.start + start, cell.start + end)


def _in_figures(found: re.Match[str]) -> str:
    return "-".join((found["year"], *(f"{int(found[name]):02}" for name in ("month", "day") if found[name])))
