"""Recurring periods: every year, every ten days, every school term, each known once, with what it is as a length of time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .rule_tables import load_table


@dataclass(frozen=True, slots=True)
class Period:
    """A recurring period: an ISO 8601 duration (``per``), or where it has no fixed length the words that name it (``within``).

    ``weak``: it sets a frequency only together with a count (一年至少两次).
    """

    per: str | None
    within: str | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Periods:
    """All that ``tables/periods.toml`` knows, compiled.

    ``pattern`` finds every period that stands by itself, ``within`` those in words inside which something is counted (任期内),
    ``iterated`` a period said twice over with its act (一季度一梳理), ``each`` a length of time that is one (两年复核一次).
    ``hint``: what a text with a period holds, unless it holds a numeral. ``rates``: the signs behind a stroke (3元/月).

    >>> periods = load_periods()
    >>> found = periods.pattern.search("应当每旬报告")
    >>> found[0], periods.meaning(found)
    ('每旬', Period(per='P10D', within=None, weak=False))
    """

    pattern: re.Pattern[str]
    meanings: tuple[Period, ...]
    within: re.Pattern[str]
    iterated: re.Pattern[str]
    each: re.Pattern[str]
    hint: str
    rates: Mapping[str, str]

    def meaning(self, found: re.Match[str]) -> Period:
        """Which period a match of :attr:`pattern` is."""
        return self.meanings[int((found.lastgroup or "p0")[1:])]


def load_periods(given: Mapping[str, dict[str, Any]] | None = None) -> Periods:
    """Read and compile the table of periods; some milliseconds.

    :param given: tables to read instead of those of this folder, by name: ``{"periods": …}`` adds periods of one's own.

    >>> load_periods().rates["月"]
    'P1M'
    """
    table = load_table("duizhao.language", "periods", given)
    rows, parts = table["period"], table["parts"]
    # Groups inside a rule's own pattern come to be inner groups, so that `lastgroup` still names the rule.
    pattern = "|".join(f"(?P<p{i}>{row['pattern']})" for i, row in enumerate(rows))
    return Periods(
        pattern=re.compile(f"(?={parts['head']['pattern']})(?:{pattern})"),
        meanings=tuple(Period(row.get("per"), row.get("within"), row.get("weak", False)) for row in rows),
        within=re.compile("|".join(row["pattern"] for row in table["within"])),
        iterated=re.compile("|".join(row["pattern"] for row in table["iterated"])),
        each=re.compile("|".join(row["pattern"] for row in table["each"])),
        hint=parts["hint"]["pattern"],
        rates={row["sign"]: row["per"] for row in table["rate"]},
    )
