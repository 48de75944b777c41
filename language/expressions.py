"""Regular expressions that stay in code because they are structure, not words: each stands with its examples."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

Use = Literal["search", "match", "fullmatch"]


def expression(
    pattern: str,
    *,
    match: Sequence[str],  # noqa: ARG001  the examples and their use are read by the test that tries them
    no_match: Sequence[str] = (),  # noqa: ARG001
    flags: int = 0,
    use: Use = "search",  # noqa: ARG001
) -> re.Pattern[str]:
    """Compile an expression with Chinese in it; the examples beside it are tried by ``tests/test_expressions.py``, not here.

    Word lists are no expressions: they stand in ``tables/*.toml`` (:func:`.rule_tables.load_table`).

    :param match: texts in which it is found, ``no_match`` texts in which it is not.
    :param use: how the code applies it, and so how the examples are tried: ``search``, ``match`` or ``fullmatch``.

    >>> expression("第[一二三]+条", match=["第二条"], no_match=["二条"]).findall("第一条、第三条")
    ['第一条', '第三条']
    """
    return re.compile(pattern, flags)
