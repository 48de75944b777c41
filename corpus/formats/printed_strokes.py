"""What level lines on a printed page do to its characters: cross them out, or part a fraction."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from .printed_glyphs import Glyph

# In units of the type's size: where a line above the baseline crosses a character, and how much of it.
_CROSSES_FROM, _CROSSES_TO, _COVERED = 0.16, 0.62, 0.6
_MOST_FRACTION = 6  # characters above or below a bar
_ABOVE, _BELOW = 0.75, 1.35


@dataclass(frozen=True, slots=True)
class Stroke:
    """A level line: where it begins and ends, and its place from the page's upper edge, in points."""

    left: float
    right: float
    y: float


def crossed_out(glyphs: Sequence[Glyph], strokes: Sequence[Stroke]) -> list[bool]:
    """Which of the characters a line crosses out.

    >>> crossed_out([Glyph(0, 20, 10, 10, "书"), Glyph(10, 20, 20, 10, "屋")], [Stroke(10, 20, 16)])
    [False, True]
    """
    lines = sorted(strokes, key=lambda stroke: stroke.y)
    heights = [stroke.y for stroke in lines]

    def is_crossed(glyph: Glyph) -> bool:
        first = bisect_left(heights, glyph.y - _CROSSES_TO * glyph.size)
        last = bisect_right(heights, glyph.y - _CROSSES_FROM * glyph.size)
        width = max(glyph.right - glyph.x, 0.1)
        return any(
            min(stroke.right, glyph.right) - max(stroke.left, glyph.x) >= _COVERED * width
            for stroke in lines[first:last]
        )

    return [bool(lines) and not glyph.char.isspace() and is_crossed(glyph) for glyph in glyphs]


def with_fractions(glyphs: Sequence[Glyph], strokes: Sequence[Stroke]) -> list[Glyph]:
    """The characters of a page, those of a fraction of two numbers one behind the other: 1/3.

    >>> fraction = [Glyph(10, 14, 15, 10, "1"), Glyph(10, 26, 15, 10, "3")]
    >>> [glyph.char for glyph in with_fractions(fraction, [Stroke(9, 16, 16)])]
    ['1', '/', '3']
    """
    digits = sorted((glyph.y, i) for i, glyph in enumerate(glyphs) if glyph.char.isdigit() and glyph.char.isascii())
    if not digits:
        return list(glyphs)
    heights = [y for y, _ in digits]
    moved: dict[int, list[Glyph]] = {}
    out: set[int] = set()
    for stroke in strokes:
        near = digits[bisect_left(heights, stroke.y - 20) : bisect_right(heights, stroke.y + 30)]
        inside = [
            i
            for _, i in near
            if stroke.left - 2 <= glyphs[i].x and glyphs[i].right <= stroke.right + 2 and i not in out
        ]
        above = [i for i in inside if 0 <= stroke.y - glyphs[i].y <= _ABOVE * glyphs[i].size]
        below = [i for i in inside if 0.5 <= (glyphs[i].y - stroke.y) / glyphs[i].size <= _BELOW]
        if not (0 < len(above) <= _MOST_FRACTION and 0 < len(below) <= _MOST_FRACTION):
            continue
        if stroke.right - stroke.left > _MOST_FRACTION * glyphs[above[0]].size:
            continue
        moved[above[0]] = _in_line([glyphs[i] for i in above], [glyphs[i] for i in below], stroke)
        out |= {*above, *below}
    return [one for i, glyph in enumerate(glyphs) for one in (moved.get(i, []) if i in out else [glyph])]


def _in_line(above: Sequence[Glyph], below: Sequence[Glyph], stroke: Stroke) -> list[Glyph]:
    size = above[0].size
    parts = [*sorted(above, key=lambda glyph: glyph.x), None, *sorted(below, key=lambda glyph: glyph.x)]
    width = (stroke.right - stroke.left) / len(parts)
    y = stroke.y + 0.35 * size
    return [
        Glyph(stroke.left + i * width, y, stroke.left + (i + 1) * width, size, "/" if part is None else part.char)
        for i, part in enumerate(parts)
    ]
