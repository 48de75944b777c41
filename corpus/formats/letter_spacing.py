"""How far the characters of a printed line are spread, so that the spread is not taken for blanks between words and inside numbers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .printed_glyphs import Glyph

# In units of the type's size.
_LEAST, _MOST = 0.1, 0.7
_SAME = 0.1
_CELL_GAP = 1.6  # a wider one parts two cells
_ENOUGH, _FEW = 6, 3  # gaps of a line that tell by themselves how it is spread: by most of them, by all of them


def line_gaps(row: Sequence[Glyph]) -> list[float]:
    """The gaps between the neighbours of a row, blanks that were printed and what parts two cells left out."""
    return [
        gap
        for before, glyph in pairwise(row)
        if not before.char.isspace()
        and not glyph.char.isspace()
        and (gap := (glyph.x - before.right) / max(glyph.size, 1.0)) <= _CELL_GAP
    ]


def line_spread(gaps: Sequence[float]) -> float:
    """By how much a line is spread; 0 where it is not, or has too few gaps to tell.

    >>> line_spread([0.25] * 8 + [0.8]), line_spread([0.0] * 8 + [0.5]), line_spread([0.25, 0.25])
    (0.25, 0.0, 0.0)
    """
    if len(gaps) < _FEW:
        return 0.0
    middle = sorted(gaps)[len(gaps) // 2]
    alike = sum(abs(gap - middle) <= _SAME for gap in gaps)
    enough = alike * 10 >= 7 * len(gaps) if len(gaps) >= _ENOUGH else alike == len(gaps)
    return middle if enough and _LEAST <= middle <= _MOST else 0.0


def page_spread(of_lines: Sequence[Sequence[float]]) -> float:
    """By how much the lines of a page are spread; 0 where only some of them are.

    >>> page_spread([[0.25] * 8, [0.25] * 9, [0.25]])
    0.25
    """
    telling = [line_spread(gaps) for gaps in of_lines if len(gaps) >= _ENOUGH]
    spread = sorted(one for one in telling if one)
    return spread[len(spread) // 2] if spread and len(spread) * 2 >= len(telling) else 0.0


def spread_of(gaps: Sequence[float], of_page: float) -> float:
    """By how much a line is spread: by its own gaps, or as its page is where it is too short to tell.

    >>> spread_of([0.26], 0.25), spread_of([0.0], 0.25)
    (0.25, 0.0)
    """
    if len(gaps) >= _FEW:
        return line_spread(gaps)
    return of_page if gaps and min(gaps) >= of_page - _SAME else 0.0
