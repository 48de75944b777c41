"""Find the paragraphs of a text whose line breaks were lost: where inside a line a number begins one."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..language.expressions import expression
from ..language.marks import STATEMENT_ENDS, STOPS
from ..language.numerals import TO_HUNDREDS, TO_TEN, TO_THOUSANDS
from .markers import Marker, NumberForm, akin, find_marker

# A heading in front of the first number under it: 一、总体要求（一）….
_MAX_HEADING = 60
_CANDIDATE = expression(
    rf"第(?=[ \u3000]?[{TO_HUNDREDS}\d])|[（(](?=[ \u3000]?[{TO_TEN}\d—])|(?<!—)(?=—[ \u3000]?、)"
    rf"|(?<![{TO_THOUSANDS}万第年月\d.．（(、])(?=[{TO_TEN}\d]{{1,3}}[ \u3000]?[、.．])|[①-⑳㉑-㉟㊱-㊿⑴-⒇]",
    match=["书屋。第三条", "书屋（二）", "书屋。三、开放", "书屋：①登记", "书屋。—、要求"],
    no_match=["书屋免费", "二十一", "书屋。（甲）", "——、"],
)
_LIST = expression(
    r"[：:][ \u3000]?(?=[（(][一1１][）)]|[①⑴㈠]|[1１][.．、](?!\d))",
    match=["下列事项：（一）开放", "下列事项： 1.开放", "事项：①开放"],
    no_match=["事项：（二）开放", "比例：1.5倍", "（一）开放"],
)
_GLUED = expression(
    rf"(?<=[。；])[ \u3000]*(?=第[ \u3000]?[{TO_HUNDREDS}\d])",
    match=["免费。第三条", "免费； 第 12 条"],
    no_match=["依照第三条", "免费。（二）"],
)
_STOP = re.compile(f"[{STATEMENT_ENDS}]")
_BEHIND_STOP = f"{STOPS}：”）"
# Numbers that run through a document and never begin anew inside one paragraph.
_RUNNING = ("article", "chapter", "chinese_comma")


def inner_breaks(text: str, start: int, end: int, forms: tuple[NumberForm, ...]) -> list[int]:
    """The places inside ``text[start:end]`` at which a number begins a paragraph, in order.

    A number counts when it is the next of its form, or the first, and stands behind the end of a sentence or behind a heading.
    Linear in the length of the stretch.

    >>> from .markers import load_forms
    >>> text = "一、总体要求（一）免费开放。图书馆应当开放。（二）延长时间。二、保障"
    >>> inner_breaks(text, 0, len(text), load_forms())
    [6, 22, 30]
    """
    breaks: list[int] = []
    last: dict[str, int] = {}
    above: set[str] = set()
    previous = start
    for candidate in _CANDIDATE.finditer(text, start, end):
        place = candidate.start()
        marker = find_marker(text[place : min(end, place + 40)], forms)
        if marker is None:
            continue
        indented = text[max(start, place - 2) : place].isspace()  # the indent of a paragraph outlived its line break
        follows = _is_next(marker, last) or (
            indented and marker.number == last.get(marker.form)
        )  # a number printed twice
        begins = follows and (
            indented or _may_begin(text, previous, place, marker, known=bool(last), under_article="article" in last)
        )
        if place > start and not begins:
            continue
        if place > start:
            breaks += _heading_before(text, max([start, *breaks[-1:], place - _MAX_HEADING]), place, marker)
            breaks.append(place)
        if marker.form == "article":  # lists begin anew under each; what was counted above the first one runs on
            above = above or {*last, "article", "chapter", "section"}
            last = {form: number for form, number in last.items() if form in above}
        last[marker.form] = marker.number
        previous = place
    return breaks


def listed_breaks(text: str, start: int, end: int, forms: tuple[NumberForm, ...]) -> list[int]:
    """The places inside one paragraph at which the items of a list begin, if it counts at least two behind a colon.

    >>> from .markers import load_forms
    >>> listed_breaks("应当：（一）开放；（二）免费。", 0, 15, load_forms())
    [3, 9]
    """
    lead = _LIST.search(text, start, end)
    if lead is None:
        return []
    further = inner_breaks(text, lead.end(), end, forms)
    return [lead.end(), *further] if further else []


def glued_breaks(
    text: str, start: int, end: int, forms: tuple[NumberForm, ...], before: Mapping[str, int], behind: Mapping[str, int]
) -> list[int]:
    """The places inside one paragraph where an article or a chapter begins that has no line of its own.

    :param before: the last number of each form in front of the paragraph, its own first number included.
    :param behind: the first number of each form behind it; the one inside must fill the gap between the two.
    """
    breaks = []
    for match in _GLUED.finditer(text, start, end):
        marker = find_marker(text[match.end() : min(end, match.end() + 40)], forms)
        if marker and before.get(marker.form) == marker.number - 1 and behind.get(marker.form) == marker.number + 1:
            breaks.append(match.end())
    return breaks


def _heading_before(text: str, start: int, place: int, marker: Marker) -> list[int]:
    """Where a heading without a number begins that stands between the last sentence of an article and the next one."""
    if marker.form != "article":
        return []
    stop = max(text.rfind(mark, start, place) for mark in STATEMENT_ENDS) + 1
    heading = text[stop:place].strip()
    return [stop] if stop > start and 0 < len(heading) <= 30 and heading[-1] not in _BEHIND_STOP else []


def _is_next(marker: Marker, last: dict[str, int]) -> bool:
    reached = max((number for form, number in last.items() if akin(form, marker.form)), default=None)
    if marker.sub is not None:
        return reached == marker.number
    if marker.number == 1:
        return reached is None or marker.form not in _RUNNING
    if marker.form in ("article", "chapter") and marker.length > len(marker.label) and marker.number > 2:
        return marker.number > (reached or 0)  # one between may have been lost; nobody cites with a blank behind
    # The first number of a form may have been lost or misprinted (—、 for 一、).
    return marker.number == 2 if reached is None else marker.number == reached + 1


def _may_begin(text: str, previous: int, place: int, marker: Marker, *, known: bool, under_article: bool) -> bool:
    """Does a sentence end in front of a place, or does only a heading stand between it and the number before it?

    第一章 and 第一条 with a blank behind them begin a text whatever stands in front: its title has no full stop.
    """
    end = place  # found without a copy of what may be the whole text in front
    while end > previous and text[end - 1].isspace():
        end -= 1
    if end == previous or text[end - 1] in _BEHIND_STOP:
        return True
    if marker.form in ("article", "chapter") and marker.length > len(marker.label):
        return True
    if marker.form == "chinese_comma" and under_article:
        return False  # 国家统一、主权…: nothing under a 条 is counted so
    return known and end - previous <= _MAX_HEADING and not _STOP.search(text[previous:end])
