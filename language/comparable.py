"""The form in which texts are compared: what is quoted is always the original."""

from __future__ import annotations

import re
import unicodedata

from .clauses import split_clauses
from .expressions import expression

_MARKS = re.compile(r"[\W_]+")
_ITEM_LABEL = expression(
    r"[（(][一二三四五六七八九十百]+[）)]|[0-9]+[.．、]",
    match=["（十二）建立台账", "3.建立台账"],
    no_match=["建立（一）", "3个月"],
    use="match",
)


def comparable(text: str) -> str:
    """A text without blanks, punctuation and differences of width.

    >>> comparable("“一把手”（每年１次）：")
    '一把手每年1次'
    """
    return _MARKS.sub("", unicodedata.normalize("NFKC", text))


def comparable_clauses(text: str) -> list[str]:
    """The comma clauses of a sentence in comparable form, at least one.

    >>> comparable_clauses("要定期分析，及时报告。")
    ['要定期分析', '及时报告']
    """
    clauses = [comparable(piece) for piece in split_clauses(text)]
    return [clause for clause in clauses if len(clause) > 1] or [comparable(text)]


def behind_label(text: str) -> int:
    """Where the words of an item begin, behind its number; 0 where it has none.

    >>> behind_label("（一）建立台账；"), behind_label("建立台账。")
    (3, 0)
    """
    label = _ITEM_LABEL.match(text)
    return label.end() if label else 0
