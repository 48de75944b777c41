"""Numbers that are numbers only where they count on: a decimal outline, 1 总则, 1.1 编制目的; 一　总体要求 without 、; 1, I. (a)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..language.expressions import expression
from ..language.numerals import TO_TEN
from .markers import Marker, NumberForm, find_marker

# So many numbers of the form 1.1 that count on make an outline; a stray 1.5 does not.
_MIN_OUTLINE = 3
# Numbers with only a blank behind them, and the forms beside which they number nothing.
_BLANKS = {"chinese_blank": ("chinese_comma",), "arabic_blank": ("arabic_point", "decimal_2", "article")}
# What a number may begin with that tells nothing by its mark: looked for first, for most blocks begin otherwise.
_MAY_COUNT = expression(
    rf"[（(A-ZＡ-Ｚ{TO_TEN}\dⅠ-ⅿ甲乙丙丁戊己庚辛壬癸壹贰叁参肆伍陆柒捌玖拾]",
    match=["一　要求", "1,", "Ⅰ 总则", "（a）", "甲、", "贰、"],
    no_match=["书屋", "第一条"],
    use="match",
)
_DECIMALS = ("decimal_1", "decimal_2", "decimal_3")
_PARTS = ("arabic_point", "chinese_comma", "chapter")


def outline_markers(
    starts: Sequence[str], markers: Sequence[Marker | None], forms: tuple[NumberForm, ...]
) -> tuple[Marker | None, ...]:
    """The numbers in front of blocks, with those of a decimal outline where there is one.

    :param starts: how each block begins.
    :param markers: the number of any other form in front of each block.

    >>> from .markers import load_forms
    >>> starts = ("1 总则", "1.1 目的", "1.2 依据", "1.5万元", "2 保障", "2.1 经费")
    >>> [marker.label for marker in outline_markers(starts, (None,) * 6, load_forms()) if marker]
    ['1', '1.1', '1.2', '2', '2.1']
    """
    decimal = tuple(form for form in forms if form.name in _DECIMALS)
    found: list[Marker | None] = []
    part = reached = counted = 0
    for start, other in zip(starts, markers, strict=True):
        marker = find_marker(start, decimal)
        if marker is None:
            if other is not None and other.form in _PARTS and other.number == part + 1:
                part, reached = other.number, 0
        elif marker.form == "decimal_1":
            if marker.number == part + 1:
                part, reached = marker.number, 0
            else:
                marker = None
        elif marker.form == "decimal_2":
            first = int(re.split("[.．]", marker.label)[0])
            if (first, marker.number) in ((part, reached + 1), (part + 1, 1)):
                part, reached, counted = first, marker.number, counted + 1
            else:
                marker = None
        found.append(marker or other)
    return tuple(found) if counted >= _MIN_OUTLINE else tuple(markers)


def counted_markers(
    starts: Sequence[str], markers: Sequence[Marker | None], forms: tuple[NumberForm, ...]
) -> tuple[Marker | None, ...]:
    """The numbers in front of blocks, with those whose mark alone tells nothing (1, I. (a), a blank), where they count on from one.

    Numbers with only a blank behind them count only where none with a mark does: 一 beside 一、, 1 beside 1. or 1.1.

    >>> from .markers import load_forms
    >>> starts = ("一　要求", "书屋免费。", "二　任务")
    >>> [marker.number for marker in counted_markers(starts, (None,) * 3, load_forms()) if marker]
    [1, 2]
    """
    found = list(markers)
    candidates = [i for i, start in enumerate(starts) if found[i] is None and _MAY_COUNT.match(start)]
    for form in forms if candidates else ():
        if not form.outline or form.name in _DECIMALS:
            continue
        if form.name in _BLANKS and any(marker is not None and marker.form in _BLANKS[form.name] for marker in found):
            continue
        taken = dict(_counting_on([(i, starts[i]) for i in candidates], form))
        for i, marker in taken.items():
            found[i] = marker
        candidates = [i for i in candidates if i not in taken]
    return tuple(found)


def _counting_on(starts: Sequence[tuple[int, str]], form: NumberForm) -> Iterator[tuple[int, Marker]]:
    """The numbers of a form that count on from one, each with its place; a list may begin anew, a number by itself is none."""
    run: list[tuple[int, Marker]] = []
    for i, start in starts:
        marker = find_marker(start, (form,))
        if marker is None or marker.number not in (1, len(run) + 1):
            continue
        if marker.number == 1:
            yield from run if len(run) > 1 else ()
            run = []
        run.append((i, marker))
    yield from run if len(run) > 1 else ()


def outline_id(label: str) -> str:
    """The id of an article of an outline: its number as printed.

    >>> outline_id("3．1、")
    '3.1'
    """
    return re.sub("[.．、]+", ".", label).strip(".")
