"""What is put for what in a mutated text: the rules of `tables/mutations.toml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

import tomli

from duizhao.language import ordinal
from duizhao.language.numerals import counted

TABLE = Path(__file__).parent / "tables" / "mutations.toml"


@dataclass(frozen=True, slots=True)
class Rule:
    """What matches ``pattern`` becomes one of ``to``, in sentences that ``where`` matches and ``unless`` does not."""

    name: str
    edit: str
    pattern: re.Pattern[str]
    to: tuple[str, ...]
    where: re.Pattern[str] | None
    unless: re.Pattern[str] | None

    def applies(self, text: str) -> bool:
        """May a sentence be changed by this rule?"""
        return (
            self.pattern.search(text) is not None
            and (self.where is None or self.where.search(text) is not None)
            and (self.unless is None or self.unless.search(text) is None)
        )


@dataclass(frozen=True, slots=True)
class Rules:
    """The table, compiled. ``duty`` tells a sentence that binds the places, ``elsewhere`` one that points to its own text."""

    rules: tuple[Rule, ...]
    duty: re.Pattern[str]
    elsewhere: re.Pattern[str]

    def of(self, edit: str) -> tuple[Rule, ...]:
        """The rules of one edit, in order."""
        return tuple(rule for rule in self.rules if rule.edit == edit)


def load_mutation_rules() -> Rules:
    """Read `tables/mutations.toml`.

    >>> [rule.to for rule in load_mutation_rules().of("oblige")]
    [('应当',)]
    """
    table = tomli.loads(TABLE.read_text(encoding="utf-8"))
    rules = tuple(
        Rule(
            name=row["name"],
            edit=row["edit"],
            pattern=re.compile(row["pattern"]),
            to=tuple(row["to"]),
            where=re.compile(row["where"]) if "where" in row else None,
            unless=re.compile(row["unless"]) if "unless" in row else None,
        )
        for row in table["rule"]
    )
    return Rules(rules, re.compile(table["duty"]["pattern"]), re.compile(table["elsewhere"]["pattern"]))


def replace(rule: Rule, text: str, rng: Random, *, everywhere: bool = False) -> tuple[str, str] | None:
    """The sentence with the rule's first match replaced (or every one), and what became what; ``None`` where nothing changes.

    >>> term = next(rule for rule in load_mutation_rules().of("tighten") if rule.name == "a shorter term")
    >>> replace(term, "对意见要在二十日内答复。", Random(1))
    ('对意见要在十日内答复。', '二十日内 → 十日内')
    """
    match = rule.pattern.search(text)
    if match is None or not rule.applies(text):
        return None
    template = rng.choice(rule.to)
    new = fill(template, match)
    if new is None:
        return None
    changed = rule.pattern.sub(lambda each: fill(template, each) or each.group(), text, count=0 if everywhere else 1)
    return (changed, f"{match.group()} → {new}") if changed != text else None


def fill(template: str, match: re.Match[str]) -> str | None:
    """What stands in the place of a match; ``None`` where its number cannot be made smaller or larger."""
    groups = {name: value or "" for name, value in match.groupdict().items()}
    others = other_numbers(groups["n"]) if "n" in groups else {}
    try:
        return template.format_map({**groups, **others})
    except KeyError:
        return None


def other_numbers(text: str) -> Mapping[str, str]:
    """A number made smaller and larger, in the digits it was printed in; what would be none, or the same, is left out.

    >>> dict(other_numbers("十五"))
    {'halved': '七', 'doubled': '三十', 'more': '十八', 'less': '十二', 'raised': '三十六'}
    >>> dict(other_numbers("1"))
    {'doubled': '2', 'more': '2', 'raised': '25'}
    """
    n = ordinal(text)
    if n is None or n < 1:
        return {}
    step = max(1, n // 4)
    values = {
        "halved": n // 2,
        "doubled": 2 * n,
        "more": n + step,
        "less": n - step,
        "raised": n + max(1, (100 - n) // 4),
    }
    return {
        name: str(value) if text.isdecimal() else counted(value)
        for name, value in values.items()
        if 0 < value < 10_000 and value != n
    }
