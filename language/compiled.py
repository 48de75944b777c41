"""Tables of rules as compiled expressions, one for each field of a frozen class."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

Compiled = TypeVar("Compiled")


def compiled(kind: type[Compiled], table: Mapping[str, Any]) -> Compiled:
    """An object of a dataclass whose fields are all expressions: each is the rules of that name in ``table``, as alternatives.

    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True)
    ... class Words:
    ...     day: re.Pattern[str]
    >>> compiled(Words, {"day": [{"pattern": "日"}, {"pattern": "天"}]}).day.pattern
    '日|天'
    """
    return kind(**{field.name: union(table[field.name]) for field in fields(kind)})  # type: ignore[arg-type]


def union(rows: Iterable[Mapping[str, Any]]) -> re.Pattern[str]:
    """One expression for several rules; where two begin at one place the first is taken."""
    return re.compile("|".join(row["pattern"] for row in rows))
