"""The form in which texts are compared: what is quoted is always the original."""

from __future__ import annotations

import re
import unicodedata

from .clauses import split_clauses

_MARKS = re.compile(r"[\W_]+")


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
