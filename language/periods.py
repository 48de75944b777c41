"""Recurring periods: every year, every ten days, every school term, each known once, with what it is as a length of time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .expressions import expression
from .rule_tables import load_table

_WEEK = "一二三四五六日"
_EACH = expression("(?:各|分别)$", match=["春秋两季各", "上、下半年分别"], no_match=["各季"])
_EVERY = expression(
    "^(?:每逢?|逢)(?:年度?|个?月(?=的?[0-9])|[日天])?的?", match=["每年6月", "每周二"], no_match=["周二"]
)


@dataclass(frozen=True, slots=True)
class Period:
    """A recurring period: an ISO 8601 duration (``per``), or where it has no fixed length the words that name it (``within``).

    ``weak``: it sets a frequency only together with a count (一年至少两次).
    """

    per: str | None
    within: str | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True)
class NamedParts:
    """Parts of a period that are named, in each of which something is done (每周二、周四): ``count`` of them, of ``unit``.

    ``each``: 各 or 分别 stands behind, so that what is counted next is counted in each.
    """

    start: int
    end: int
    period: Period
    count: int
    unit: str | None = None
    each: bool = False


@dataclass(frozen=True, slots=True)
class PartRule:
    """A rule that finds named parts of the period ``per``; no text without one of its ``signs`` holds any."""

    pattern: re.Pattern[str]
    counted: re.Pattern[str] | None
    per: str
    unit: str | None
    signs: tuple[str, ...]

    def count(self, words: str) -> int:
        """How many parts these words name: those of ``counted``, the days of a range of days, else one."""
        if self.counted:
            return len(self.counted.findall(words))
        return _days(words) if self.unit else 1


@dataclass(frozen=True, slots=True)
class Periods:
    """All that ``tables/periods.toml`` knows, compiled.

    ``pattern`` finds every period that stands by itself, ``within`` those in words inside which something is counted (任期内),
    ``iterated`` a period said twice over with its act (一季度一梳理), ``each`` a length of time that is one (两年复核一次).
    ``parted`` finds parts of one that are named (每周二、周四): read by :meth:`parts_in`.
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
    parted: tuple[PartRule, ...]
    hint: str
    rates: Mapping[str, str]

    def meaning(self, found: re.Match[str]) -> Period:
        """Which period a match of :attr:`pattern` is."""
        return self.meanings[int((found.lastgroup or "p0")[1:])]

    def parts_in(self, text: str) -> Iterator[NamedParts]:
        """The named parts of periods in ``text``.

        >>> [(found.count, found.period.per, found.period.within) for found in load_periods().parts_in("每周一至周五开放")]
        [(5, 'P1W', '周一至周五')]
        """
        for rule in self.parted:
            if not any(sign in text for sign in rule.signs):
                continue
            for found in rule.pattern.finditer(text):
                count = rule.count(found[0])
                words = _EACH.sub("", found[0])
                if count > 1 or not rule.counted:
                    period = Period(rule.per, _EVERY.sub("", words))
                    yield NamedParts(*found.span(), period, count, rule.unit, each=words != found[0])


def _days(text: str) -> int:
    """How many days of the week a range of them has (周一至周五: 5)."""
    days = [_WEEK.index(char) for char in text.replace("天", "日") if char in _WEEK]
    return days[-1] - days[0] + 1


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
        parted=tuple(
            PartRule(
                re.compile(row["pattern"]),
                re.compile(row["counted"]) if "counted" in row else None,
                row["per"],
                row.get("unit"),
                tuple(row["signs"]),
            )
            for row in table["parted"]
        ),
        hint=parts["hint"]["pattern"],
        rates={row["sign"]: row["per"] for row in table["rate"]},
    )
