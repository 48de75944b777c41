"""Printed characters before they are lines: vertical writing, heads in the margin, small watermarks, raised and lowered ones."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...language.numerals import ordinal


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character: the origin of its baseline from the page's upper left corner, where its advance ends, its size, in points.

    ``lies`` is a character that lies on its side, as digits do in vertical writing; ``raised`` is 1 for an exponent, -1 for an index.
    """

    x: float
    y: float
    right: float
    size: float
    char: str
    lies: bool = False
    raised: int = 0


# In units of the type's size.
_NEXT_BELOW, _SAME_PLACE = 2.0, 0.2
_FEW_STEPS = 8
_ASCENT = 0.88
_SMALL, _MOST_SHIFT, _LEAST_SHIFT = 0.88, 0.75, 0.1
_LEAST_HEAD = 3  # characters of a head in the margin
_LONG_LINE = 10
_LEAST_MARK, _REPEATED = 4, 3  # characters of a watermark, and how often it stands on a page at least


def is_vertical(glyphs: Sequence[Glyph]) -> bool:
    """Do the characters of a page follow each other from top to bottom?

    >>> is_vertical([Glyph(100, 10 * i, 110, 10, "书") for i in range(12)])
    True
    """
    down = across = 0
    for one, following in pairwise(glyph for glyph in glyphs if not glyph.char.isspace()):
        size = max(one.size, 1.0)
        x, y = (following.x - one.x) / size, (following.y - one.y) / size
        down += abs(x) <= _SAME_PLACE and 0.5 < y <= _NEXT_BELOW
        across += abs(y) <= _SAME_PLACE and 0 < x <= _NEXT_BELOW
    return down >= _FEW_STEPS and down > 3 * across


def laid_down(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The characters of a vertical page as if its columns, from right to left, were lines from top to bottom."""
    most = max(glyph.x + glyph.size for glyph in glyphs)
    laid = []
    for glyph in glyphs:
        wide = unicodedata.east_asian_width(glyph.char) in "WF"
        top = glyph.y if glyph.lies else glyph.y - _ASCENT * glyph.size
        middle = glyph.x + (
            0.38 * glyph.size if glyph.lies else (0.5 * glyph.size if wide else (glyph.right - glyph.x) / 2)
        )
        left = top + 0.001 * glyph.x  # two digits beside each other in one place keep their order
        advance = glyph.right - glyph.x if glyph.lies else glyph.size
        laid.append(Glyph(left, most - middle, left + advance, glyph.size, glyph.char))
    return laid


def without_repeated(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[str]]:
    """The characters of a page but for small lines that stand on it again and again, and the words of those."""
    inked = sorted(glyph.size for glyph in glyphs if not glyph.char.isspace())
    if not inked:
        return list(glyphs), []
    usual = inked[len(inked) // 2]
    largest = Counter(round(size, 1) for size in inked).most_common(1)[0][0]
    body = max(usual, largest)
    small = any(size < _SMALL * body for size in inked)
    if not small:
        # Where the marks are most of the page, the larger type is the text's.
        body = inked[-max(1, len(inked) // 4)]
    runs = _runs(glyphs)
    words = ["".join(glyph.char for glyph in run if not glyph.char.isspace()) for run in runs]
    again = Counter(word for run, word in zip(runs, words, strict=True) if run[0].size < _SMALL * body)
    marks = {word for word, times in again.items() if times >= _REPEATED and len(word) >= _LEAST_MARK}
    if not marks:
        return list(glyphs), []
    kept = [glyph for run, word in zip(runs, words, strict=True) if word not in marks for glyph in run]
    return kept, sorted(marks)


def _runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters that follow each other in the file on one baseline and in one size."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and abs(glyph.y - last.y) <= 0.1 * last.size
            and abs(glyph.size - last.size) <= 0.1 * last.size
            and -1.0 <= (glyph.x - last.right) / max(last.size, 1.0) <= 3.0
        ):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def without_side_heads(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[str]]:
    """The characters of a page but for words written from top to bottom beside its lines, and those words."""
    runs = _runs(glyphs)
    lines = [run for run in runs if len(run) >= _LONG_LINE]
    alone = [run[0] for run in runs if len(run) == 1 and not run[0].char.isspace()]
    if not lines or len(alone) < _LEAST_HEAD:
        return list(glyphs), []
    left = min(run[0].x for run in lines)
    right = max(run[-1].right for run in lines)
    columns: dict[tuple[bool, int], list[Glyph]] = {}
    for glyph in alone:
        if glyph.right <= left or glyph.x >= right:
            columns.setdefault((glyph.x >= right, round(glyph.x / max(glyph.size, 1.0) * 2)), []).append(glyph)
    out: set[int] = set()
    words: list[str] = []
    for column in columns.values():
        column.sort(key=lambda glyph: glyph.y)
        # Numbers in front of the rows of a table are no head.
        named = [glyph for glyph in column if "\u4e00" <= glyph.char <= "\u9fff" and ordinal(glyph.char) is None]
        if len(column) >= _LEAST_HEAD and len(named) * 5 >= len(column) * 3:
            out |= {id(glyph) for glyph in column}
            words.append("".join(glyph.char for glyph in column))
    return [glyph for glyph in glyphs if id(glyph) not in out], words


def settled(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The characters of a page, exponents and indices on the baseline of what they belong to, and known as such."""
    found: list[Glyph] = []
    base: Glyph | None = None
    last: Glyph | None = None
    for glyph in glyphs:
        place = 0 if base is None or last is None or glyph.char.isspace() else _raised(glyph, base, last)
        if place and base is not None:
            size = base.size
            found.append(Glyph(glyph.x, base.y, glyph.right, size, glyph.char, glyph.lies, place))
        else:
            found.append(glyph)
            base = base if glyph.char.isspace() else glyph
        last = last if glyph.char.isspace() else glyph
    return found


def _raised(glyph: Glyph, base: Glyph, last: Glyph) -> int:
    """Is a smaller character raised or lowered beside the one before it, and does it follow at once?"""
    up = (base.y - glyph.y) / base.size
    follows = -0.3 <= (glyph.x - last.right) / base.size <= 0.5
    if not follows or glyph.size > _SMALL * base.size or not _LEAST_SHIFT <= abs(up) <= _MOST_SHIFT:
        return 0
    return 1 if up > 0 else -1
