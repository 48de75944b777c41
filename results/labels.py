"""What a report says on its own behalf: its words in the reader's language, shares and probabilities as percent."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from ..corpus import UnknownFormatError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Labels = Mapping[str, Any]
RELATIONS = ("verbatim", "adapted", "strengthened", "weakened", "added")
STATUSES = ("implemented", "partial", "absent")
CHANGES = ("quantified", "tightened", "relaxed", "new", "same", "incomparable")


def labels(lang: str) -> Labels:
    """The table of strings of a language (``zh`` or ``en``), the signs of all languages under ``sign``.

    The templates of the brief stand under ``brief``. ``UnknownFormatError`` for another language. Reads two small files of the package.

    >>> labels("zh")["relation_name"]["added"], labels("en")["sign"]["added"]
    ('新增', '＋')
    """
    table, brief = _read("labels"), _read("brief")
    signs = table.pop("sign")
    if lang not in table:
        raise UnknownFormatError(f"没有语言 {lang}，需要 {'、'.join(sorted(table))} 之一；请改用其中一种")
    return {**table[lang], "sign": signs, "brief": brief[lang]}


def column_headings(lang: str) -> Mapping[str, str]:
    """What stands above the columns of the tables for programs, by their keys (tables/headings.toml).

    >>> column_headings("zh")["verdict"]
    '判断'
    """
    found: Mapping[str, str] = _read("headings")[lang]
    return found


def _read(name: str) -> dict[str, Any]:
    source = files(__package__ or "duizhao.results").joinpath("tables", f"{name}.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def rule_name(rule: str, words: Labels) -> str:
    """What a rule of cleaning, or several that met at one place, is called.

    >>> rule_name("flood_comma+blank", labels("zh"))
    '成串的逗号、空白'
    """
    return "、".join(words["rule_name"].get(name, name) for name in rule.split("+"))


def percent(share: float | None) -> str:
    """A probability or share in whole percent; a dash where there is none.

    >>> percent(0.876), percent(float("nan"))
    ('88%', '–')
    """
    return "–" if share is None or not math.isfinite(share) else f"{share * 100:.0f}%"
