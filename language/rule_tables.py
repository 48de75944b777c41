"""Tables of rules: what the stages look up, kept as data beside the code that uses it.

A pattern that would be too long to be read is composed: the table ``parts`` names lists of words and smaller patterns, and
``(?&name)`` in a pattern, or in a part behind it, stands for one of them.

    [parts.council]
    note = "who decides together"
    words = [
        "党委会",
        "常委会",
    ]

    [[decision]]
    pattern = "由(?&council)集体(?:讨论|决定)"

Parts that several stages need stand in the tables of this folder; a table names those it takes them from: ``parts_from = ["organs"]``.

A rule may belong to a part as well: those that bear ``part = "recurring"`` together are the part ``recurring``, in their order, so that
what a table adds as a rule is known wherever the part is named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import tomli

_PART = re.compile(r"\(\?&(\w+)\)")
# A part that is an alternative by itself needs no group of its own: the words of several parts stay one list, which is searched faster.
_ALTERNATIVE = re.compile(r"(?:^|(?<=[^\\]\|)|(?<=\(\?:))\(\?&(\w+)\)(?=[|)]|$)")
# What may refer to parts; every other text of a table is taken as it stands.
_COMPOSED = ("pattern", "where", "except")


def load_table(package: str, name: str, given: Mapping[str, dict[str, Any]] | None = None) -> dict[str, Any]:
    """The table ``tables/<name>.toml`` of a folder of this package, as plain data, its patterns composed.

    :param given: tables, not composed, that are used instead of those of this folder, by name (one with a period of one's own).

    >>> load_table("duizhao.corpus", "cleaning")["rule"][0]["name"]
    'newline'
    """
    given = given or {}
    table = given[name] if name in given else read_table(package, name)
    return composed(table, _shared(table, given))


def composed(table: dict[str, Any], shared: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A table with ``(?&name)`` in its patterns replaced by the part of that name; ``ValueError`` where there is none.

    :param shared: parts of other tables, by name.

    The words of a part are tried in their order, as alternatives; a word may itself be a small pattern.

    >>> composed({"parts": {"day": {"words": ["日", "天"]}}, "rule": [{"pattern": "每(?&day)"}]})["rule"][0]["pattern"]
    '每(?:日|天)'
    """
    parts = _parts(table, shared or {})
    own = {name: {**row, "pattern": parts[name]} for name, row in table.get("parts", {}).items()}
    rules = {key: _composed_in(value, parts) for key, value in table.items() if key not in ("parts", "parts_from")}
    return rules | ({"parts": own} if own else {})


def read_table(package: str, name: str) -> dict[str, Any]:
    """A table as it is written, its patterns not composed.

    >>> read_table("duizhao.language", "numerals")["parts"]["digit"]["pattern"]
    '[0-9０-９]'
    """
    return tomli.loads(files(package).joinpath("tables", f"{name}.toml").read_text(encoding="utf-8"))


def _shared(table: dict[str, Any], given: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    """The parts that a table takes from tables of this folder, which may themselves take some from others."""
    shared: dict[str, str] = {}
    for name in table.get("parts_from", ()):
        other = given[name] if name in given else read_table("duizhao.language", name)
        shared |= _parts(other, _shared(other, given))
    return shared


def _parts(table: dict[str, Any], shared: Mapping[str, str]) -> dict[str, str]:
    """The parts of a table and those it shares, each composed of the ones in front of it."""
    parts = dict(shared)
    for name, row in table.get("parts", {}).items():
        pattern = "|".join(row["words"]) if "words" in row else row["pattern"]
        parts[name] = _compose(pattern, parts)
    rules = (row for rows in table.values() if isinstance(rows, list) for row in rows if isinstance(row, dict))
    joined: dict[str, list[str]] = {}
    for row in rules:
        if "part" in row:
            joined.setdefault(row["part"], []).append(_compose(row["pattern"], parts))
    return parts | {name: "|".join(patterns) for name, patterns in joined.items()}


def _composed_in(entry: Any, parts: Mapping[str, str]) -> Any:
    if isinstance(entry, dict):
        return {
            key: _compose(value, parts) if key in _COMPOSED and isinstance(value, str) else _composed_in(value, parts)
            for key, value in entry.items()
        }
    return [_composed_in(one, parts) for one in entry] if isinstance(entry, list) else entry


def _compose(pattern: str, parts: Mapping[str, str]) -> str:
    def part(found: re.Match[str]) -> str:
        if found[1] not in parts:
            raise ValueError(
                f"the pattern {pattern!r} names the part {found[1]!r}, known are {', '.join(parts) or 'none'}"
            )
        return parts[found[1]]

    return _PART.sub(lambda found: f"(?:{part(found)})", _ALTERNATIVE.sub(part, pattern))
