"""Numbers whose mark tells nothing by itself (一，总体要求; Ⅰ 总体要求; 1,登记): they begin a text where they count on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...language.expressions import expression
from ..clean.lines import Line

# The first two numbers of each row: Chinese, of accounts, stems, Arabic, Roman, Latin.
_FIRST, _SECOND = ("一", "壹", "甲", "1", "１", "Ⅰ", "ⅰ", "I", "A"), ("二", "贰", "乙", "2", "２", "Ⅱ", "ⅱ", "II", "B")
_ODD = expression(
    r"(?P<n>[一二壹贰甲乙12１２ⅠⅡⅰⅱAB]|I{1,2})[ \u3000]?(?P<mark>[，,．.、：:；;。·•](?!\d)|[ \u3000])[ \u3000]*(?=[\u3400-\u9fff“《])",
    match=["一，总体要求", "二. 任务", "Ⅰ 总则", "II．任务", "Ⅰ、总则", "1，登记", "2 保障", "壹、总则", "A. 登记"],
    no_match=["一是", "1.1 目的", "2030年", "甲方"],
    use="match",
)


def odd_numbering_start(lines: Sequence[Line], start: int, end: int) -> int:
    r"""The index of the first line up to ``end`` whose odd number is one that a later line counts on from; ``end`` where there is none.

    >>> from ..clean.lines import filled_lines
    >>> odd_numbering_start(filled_lines("书屋意见\n一，要求\n书屋免费。\n二，任务"), 0, 4)
    1
    """
    first: dict[tuple[int, str], int] = {}
    for i in range(start, end):
        match = _ODD.match(lines[i].content)
        if match is not None and match["n"] in _FIRST:
            first.setdefault((_FIRST.index(match["n"]), _mark(match)), i)
    for line in lines[min(first.values()) :] if first else ():
        match = _ODD.match(line.content)
        if match is not None and match["n"] in _SECOND:
            found = first.get((_SECOND.index(match["n"]), _mark(match)))
            if found is not None:
                return found
    return end


def _mark(match: re.Match[str]) -> str:
    return match["mark"].strip(" \u3000")
