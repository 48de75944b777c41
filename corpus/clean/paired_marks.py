"""Marks that come in pairs: parentheses made full-width and quotation marks turned, always both of a pair or neither."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

from ...language.expressions import expression
from ...language.spans import Edit, Span
from .lines import iter_lines

_CHINESE = "\u3400-\u9fff，。；：、“”‘’《》（）【】"
_IS_CHINESE = expression(f"[{_CHINESE}]", match=["书", "，", "》"], no_match=["a1(", "·"])
_PARENTHESIS = expression(f"[()]|[{_CHINESE}]+", match=["(", "书屋"], no_match=["f x 1"])
_QUOTE = re.compile('[“”"]')
_MAX_QUOTED = 80
_MOST_MARKS = 2000  # a line with more is no text
# What stands between two quotation marks of one pair: it neither begins nor ends as what stands between two pairs may.
_QUOTED = expression(
    r"(?![\s，。；：、！？,;:)）》=>])[^“”\"\n]*[\u3400-\u9fff][^“”\"\n]*(?<![\s，、：,:(（《=<])",
    match=["一把手", "书屋开放。", "A类书屋"],
    no_match=["，书屋", "书屋：", "abc", "书“屋"],
    use="fullmatch",
)


def parenthesis_edits(text: str) -> list[Edit]:
    """Make pairs of half-width parentheses full-width where they hold or touch Chinese: always both or neither.

    >>> [edit.new for edit in parenthesis_edits("(一)办证 f(x)")]
    ['（', '）']
    """
    edits: list[Edit] = []
    start = text.find("(")
    while start >= 0:
        end = text.find("\n", start)
        edits += sorted(_parentheses_of_line(text, start, end if end >= 0 else len(text)), key=_start)
        start = text.find("(", end) if end >= 0 else -1
    return edits


def _parentheses_of_line(text: str, first: int, line_end: int) -> Iterator[Edit]:
    open_at = array("q")  # not a list: a hostile file is nothing but brackets
    chinese_end = 0  # where the last Chinese stretch so far ends: behind an opening one, the pair holds it
    for match in _PARENTHESIS.finditer(text, first, line_end):
        i, char = match.start(), text[match.start()]
        if char == "(":
            open_at.append(i)
        elif char != ")":
            chinese_end = match.end()
        elif open_at:
            start = open_at.pop()
            outside = text[start - 1 : start] + text[i + 1 : i + 2]
            if chinese_end > start or _IS_CHINESE.search(outside):
                yield Edit(Span(start, start + 1), "（", "width_parenthesis")
                yield Edit(Span(i, i + 1), "）", "width_parenthesis")


def _start(edit: Edit) -> int:
    return edit.span.start


def quotation_edits(text: str) -> list[Edit]:
    """Turn straight and wrongly turned quotation marks so that they pair; only where nothing else can be meant.

    That is: in a line with an even number of marks that do not pair as they stand, when each odd one opens and each even one closes
    what can be quoted, and no quotation runs on from the line before or to the line behind.

    >>> [edit.new for edit in quotation_edits('加强对"一把手"的监督')]
    ['“', '”']
    """
    if not any(mark in text for mark in '“”"') or not _has_unpaired(text):
        return []
    lines = [(line.start, _marks(line.text), line.text) for line in iter_lines(text) if line.content]
    edits: list[Edit] = []
    for i, (start, marks, line) in enumerate(lines):
        if not marks or len(marks) % 2 or _pair("".join(line[at] for at in marks)):
            continue
        if all(_depth(lines[near][2]) == 0 for near in (i - 1, i + 1) if 0 <= near < len(lines)) and _can_pair(
            line, marks
        ):
            edits += _turned(line, marks, start)
    return edits


def _has_unpaired(text: str) -> bool:
    """Is there a line whose marks do not pair as they stand? Most texts have none, and are read no further."""
    depth = last = 0
    for match in _QUOTE.finditer(text):
        at = match.start()
        if depth and text.find("\n", last, at) >= 0:
            return True
        depth += {"“": 1, "”": -1}.get(match.group(), -2)
        if depth < 0:
            return True
        last = at
    return depth != 0


def _marks(line: str) -> list[int]:
    if sum(map(line.count, '“”"')) > _MOST_MARKS:
        return []
    return [match.start() for match in _QUOTE.finditer(line)]


def _depth(line: str) -> int:
    return line.count("“") - line.count("”")


def _pair(marks: str) -> bool:
    """Do turned marks pair as they stand, one inside the other or one behind the other?"""
    depth = 0
    for mark in marks:
        depth += {"“": 1, "”": -1}.get(mark, -len(marks))
        if depth < 0:
            return False
    return depth == 0


def _can_pair(line: str, marks: list[int]) -> bool:
    pairs = zip(marks[::2], marks[1::2], strict=True)
    return all(
        right - left <= _MAX_QUOTED
        and _QUOTED.fullmatch(line, left + 1, right)
        and not (line[left] == '"' and line[left - 1 : left].isdigit())  # inches
        for left, right in pairs
    )


def _turned(line: str, marks: list[int], start: int) -> Iterator[Edit]:
    for at, new in zip(marks, "“”" * (len(marks) // 2), strict=True):
        if line[at] != new:
            yield Edit(Span(start + at, start + at + 1), new, "quotation_mark")
