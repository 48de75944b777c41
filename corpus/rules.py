"""Tables of rules: read, checked, compiled."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def load_table(package: str, name: str) -> dict[str, Any]:
    """The table ``tables/<name>.toml`` of a folder of this package, as plain data.

    >>> load_table("duizhao.corpus", "cleaning")["rule"][0]["name"]
    'newline'
    """
    return tomllib.loads(files(package).joinpath("tables", f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class CleaningRule:
    """What matches ``pattern`` becomes ``replace``; ``keep_as`` names the metadata field its group ``value`` fills.

    Rules of the stage ``lines`` run before wrapped lines are joined, those of the stage ``pages`` when running heads were told by the
    page numbers above them, those of the stage ``marks`` behind both.
    """

    name: str
    pattern: re.Pattern[str]
    replace: str
    stage: str = "lines"
    keep_as: str | None = None


def load_cleaning_rules() -> tuple[CleaningRule, ...]:
    """The rules of ``tables/cleaning.toml``, in order.

    >>> [rule.name for rule in load_cleaning_rules()][:2]
    ['newline', 'invisible']
    """
    rows: Sequence[dict[str, Any]] = load_table("duizhao.corpus", "cleaning")["rule"]
    return tuple(
        CleaningRule(
            name=row["name"],
            pattern=re.compile(row["pattern"], re.MULTILINE),
            replace=_unescape(row["replace"]),
            stage=row.get("stage", "lines"),
            keep_as=row.get("keep_as"),
        )
        for row in rows
    )


@dataclass(frozen=True, slots=True)
class SuspectRule:
    """What matches ``pattern`` looks damaged; ``message`` (Chinese) says how."""

    name: str
    pattern: re.Pattern[str]
    message: str


def load_suspect_rules() -> tuple[SuspectRule, ...]:
    """The suspicions of ``tables/cleaning.toml``.

    >>> [rule.name for rule in load_suspect_rules()]
    ['lost_character', 'private_use', 'html_markup']
    """
    rows: Sequence[dict[str, Any]] = load_table("duizhao.corpus", "cleaning")["suspect"]
    return tuple(SuspectRule(row["name"], re.compile(row["pattern"]), row["zh"]) for row in rows)


def _unescape(replacement: str) -> str:
    return replacement.replace("\\n", "\n")
