"""Numbers that are numbers only where they count on: a decimal outline, 1 总则, 1.1 编制目的; 一　总体要求 without 、."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .markers import Marker, NumberForm, find_marker

# So many numbers of the form 1.1 that count on make an outline; a stray 1.5 does not.
_MIN_OUTLINE = 3
_BLANK = "chinese_blank"
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
    decimal = tuple(form for form in forms if form.outline and form.name != _BLANK)
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


def blank_markers(
    starts: Sequence[str], markers: Sequence[Marker | None], forms: tuple[NumberForm, ...]
) -> tuple[Marker | None, ...]:
    """The numbers in front of blocks, with those that have only a blank behind them, where these count on and no 一、 does.

    >>> from .markers import load_forms
    >>> [marker.number for marker in blank_markers(("一　要求", "书屋免费。", "二　任务"), (None,) * 3, load_forms()) if marker]
    [1, 2]
    """
    if any(marker is not None and marker.form == "chinese_comma" for marker in markers):
        return tuple(markers)
    blank = tuple(form for form in forms if form.name == _BLANK)
    found: list[Marker | None] = []
    reached = 0
    for start, other in zip(starts, markers, strict=True):
        marker = find_marker(start, blank) if other is None else None
        if marker is not None and marker.number == reached + 1:
            reached += 1
            found.append(marker)
        else:
            found.append(other)
    return tuple(found) if reached > 1 else tuple(markers)


def outline_id(label: str) -> str:
    """The id of an article of an outline: its number as printed.

    >>> outline_id("3．1、")
    '3.1'
    """
    return re.sub("[.．、]+", ".", label).strip(".")
