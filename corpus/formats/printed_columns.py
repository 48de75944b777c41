"""Where a printed page is parted into two columns, and its lines in the order they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_MIN_LINES = 12  # fewer do not show two columns
_MIN_COLUMN, _MAX_GUTTER = 8, 4  # characters
HEADS = 2  # lines of a page that may run across its columns: a running head, a page number


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as printed: where it begins and ends, its baseline, the size of its type, and on which page it stands."""

    left: float
    right: float
    y: float
    size: float
    text: str
    page: int = 0
    column: int = 0


def by_column(rows: Sequence[Sequence[PrintedLine]], gutter: float) -> list[PrintedLine]:
    """Lines of two columns: the left one, then the right one; a line across both ends them."""
    lines: list[PrintedLine] = []
    waiting: list[PrintedLine] = []  # the right column, until the left one ends
    for row in rows:
        left = [line for line in row if line.right <= gutter]
        right = [line for line in row if line.left >= gutter]
        if len(left) + len(right) < len(row):
            lines += [*waiting, joined(row)]
            waiting = []
            continue
        lines += [_in_column(joined(left), 1)] if left else []
        waiting += [_in_column(joined(right), 2)] if right else []
    return lines + waiting


def crossing(rows: Sequence[Sequence[tuple[float, float]]], place: float) -> int:
    return sum(start < place < end for row in rows for start, end in row)


def joined(segments: Sequence[PrintedLine]) -> PrintedLine:
    first, last = segments[0], segments[-1]
    text = "\t".join(segment.text for segment in segments)
    return PrintedLine(first.left, last.right, first.y, first.size, text, first.page)


def _in_column(line: PrintedLine, column: int) -> PrintedLine:
    return PrintedLine(line.left, line.right, line.y, line.size, line.text, line.page, column)


def gutter_of(rows: Sequence[Sequence[tuple[float, float]]], size: float) -> float | None:
    """Where a page is parted into two columns of text; ``None`` where it is not. A row is given by where its segments begin and end.

    Hardly a line crosses the gutter, both sides of it are full of lines, and the left ones mostly reach it: the cells of a table do
    not. The baselines of the two columns need not be the same.
    """
    inked = [extent for row in rows for extent in row]
    if len(inked) < _MIN_LINES:
        return None
    left, right = min(start for start, _ in inked), max(end for _, end in inked)
    middle = [left + (right - left) * (0.3 + 0.01 * step) for step in range(41)]
    crossings = [crossing(rows, place) for place in middle]
    fewest = min(crossings)
    free = [place for place, count in zip(middle, crossings, strict=True) if count == fewest]
    gutter = free[len(free) // 2]
    ends = sorted(end for _, end in inked if end <= gutter)
    starts = sorted(start for start, _ in inked if start >= gutter)
    if fewest * 5 > len(inked) or min(len(ends), len(starts)) * 4 < len(inked):
        return None
    edge, start = ends[(len(ends) * 9) // 10], starts[len(starts) // 10]
    narrow = min(edge - left, right - start) < _MIN_COLUMN * size or start - edge > _MAX_GUTTER * size
    full = sum(edge - end < 2.5 * size for end in ends)
    return gutter if not narrow and full * 5 >= len(ends) * 2 else None
