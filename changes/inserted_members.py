"""A member of a list that one of two texts has more, where else both read the same: 图书和期刊 → 图书、地图和期刊."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..language.expressions import expression

# So many characters before and behind what was put in stand side by side in the other text.
_BEFORE, _BEHIND = 3, 2
_LONGEST = 16
_JOINS_BEFORE = expression("(?:以及|或者|[、和及与或])$", match=["图书、", "图书或者"], no_match=["图书"])
_JOINS_BEHIND = expression("以及|或者|[、和及与或]", match=["、期刊", "以及期刊"], no_match=["期刊"], use="match")
_SUMMED_UP = expression("等(?!级|于|候|待|同)", match=["等文献"], no_match=["等级"], use="match")


def inserted_members(text: str, shared: Sequence[bool], other: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The places of members that were put into a list of a clause, the joining mark not counted.

    :param shared: of each character of the text, whether the other has it too; ``start`` and ``end``: the clause.

    >>> text, other = "书屋不得收取押金和服务费。", "书屋不得收取押金。"
    >>> shared = [i < 8 or i > 11 for i in range(len(text))]
    >>> [text[i:j] for i, j in inserted_members(text, shared, other, 0, len(text))]
    ['服务费']
    """
    for left, right in _stretches(shared, start, end):
        yield from _after_mark(text, other, left, right, start)
        yield from _before_mark(text, other, left, right, end)


def _stretches(shared: Sequence[bool], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches of a clause that the other text lacks."""
    left = None
    for i in range(start, end + 1):
        own = i < end and not shared[i]
        if own and left is None:
            left = i
        elif not own and left is not None:
            yield left, i
            left = None


def _after_mark(text: str, other: str, left: int, right: int, start: int) -> Iterator[tuple[int, int]]:
    """A member with its mark in front of it: 押金[和服务费]。"""
    opens = _JOINS_BEHIND.match(text, left)
    if opens is not None:
        mark, left = left, opens.end()
    else:
        joined = _JOINS_BEFORE.search(text, start, left)
        if joined is None:
            return
        mark = joined.start()
    summed_up = _SUMMED_UP.match(text, right)
    behind = summed_up.end() if summed_up is not None else right
    if 2 <= right - left <= _LONGEST and mark - start >= 2 and _side_by_side(text, other, mark, behind):
        yield left, right


def _before_mark(text: str, other: str, left: int, right: int, end: int) -> Iterator[tuple[int, int]]:
    """A member with its mark behind it: [随班读者和]普通读者."""
    closes = _JOINS_BEFORE.search(text, left, right)
    if closes is not None:
        behind, right = right, closes.start()
    else:
        joined = _JOINS_BEHIND.match(text, right, end)
        if joined is None:
            return
        behind = joined.end()
    if 2 <= right - left <= _LONGEST and behind < end and _side_by_side(text, other, left, behind):
        yield left, right


def _side_by_side(text: str, other: str, before: int, behind: int) -> bool:
    """Does what stands before a place and what stands behind another stand side by side in the other text?"""
    head, tail = text[max(0, before - _BEFORE) : before], text[behind : behind + _BEHIND]
    return len(head) > 1 and bool(tail) and head + tail in other
