"""Numbers whose mark tells nothing by itself (一，总体要求; Ⅰ 总体要求; 1,登记): they begin a text where they count on."""

from __future__ import annotations

from collections.abc import Sequence

from ...language.expressions import expression
from ...language.numerals import TO_TEN, ordinal, roman_ordinal
from ..clean.lines import Line

_ODD = expression(
    rf"(?P<n>(?P<chinese>[{TO_TEN}]{{1,3}})|(?P<roman>[Ⅰ-Ⅻ]|[IVX]{{1,4}})|(?P<arabic>\d{{1,2}}(?![.．])))"
    r"[ \u3000]?(?P<mark>[，,．.、]|[ \u3000])[ \u3000]*(?=[\u3400-\u9fff“《])",
    match=["一，总体要求", "二. 任务", "Ⅰ 总则", "II．任务", "Ⅰ、总则", "1，登记", "3 保障"],
    no_match=["一是", "1.登记", "2030年"],
    use="match",
)


def odd_numbering_start(lines: Sequence[Line], start: int, end: int) -> int:
    """The index of the first line up to ``end`` whose odd number is one that a later line counts on from; ``end`` where there is none.

    >>> from ..clean.lines import filled_lines
    >>> odd_numbering_start(filled_lines("书屋意见\\n一，要求\\n书屋免费。\\n二，任务"), 0, 4)
    1
    """
    first: dict[tuple[str, str], int] = {}
    for i in range(start, len(lines)):
        match = _ODD.match(lines[i].content)
        if match is None:
            continue
        kind = (next(name for name in ("chinese", "roman", "arabic") if match[name]), match["mark"].strip(" \u3000"))
        number = roman_ordinal(match["n"]) if match["roman"] else ordinal(match["n"])
        if number == 1 and i < end:
            first.setdefault(kind, i)
        elif number == 2 and kind in first:  # noqa: PLR2004
            return first[kind]
    return end
