"""From the places of printed characters to lines in reading order."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ...language.expressions import expression
from ...language.numerals import TO_THOUSANDS


@dataclass(frozen=True, slots=True)
class Glyph:
    """A printed character: the origin of its baseline from the page's upper left corner, where its advance ends, its size, in points."""

    x: float
    y: float
    right: float
    size: float
    char: str


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


# In units of the type's size: what lies on one baseline, what parts two columns or cells, what is a blank.
_SAME_LINE = 0.4
_CELL_GAP = 1.6
_BLANK_GAP = 0.55
_WORD_GAP = 0.15
_NUMBERED = expression(
    rf"第[{TO_THOUSANDS}两\d]{{1,7}}[编章节条]",
    match=["第一百零三条", "第12章"],
    no_match=["第三条书屋", "三、"],
    use="fullmatch",
)
_MIN_LINES = 12  # fewer do not show two columns
_MIN_COLUMN, _MAX_GUTTER = 8, 4  # characters
_HEADS = 2  # lines of a page that may run across its columns: a running head, a page number


class PageReader:
    """Reads page after page; where two columns part on one page, they part on the next, unless its lines run across."""

    def __init__(self) -> None:
        self._gutter: float | None = None

    def lines(self, glyphs: Sequence[Glyph], page: int = 0) -> list[PrintedLine]:
        """The lines of a page in reading order: from top to bottom, of two columns the left one first; cells of a table with tabs between.

        >>> glyphs = [Glyph(20, 10, 30, 10, "办"), Glyph(10, 10, 20, 10, "开"), Glyph(10, 30, 20, 10, "二")]
        >>> [line.text for line in PageReader().lines(glyphs)]
        ['开办', '二']
        """
        rows = [segments for row in _baselines(glyphs) if (segments := _segments(row))]
        extents = [[(segment[0].x, max(glyph.right for glyph in segment)) for segment in row] for row in rows]
        gutter = _gutter(extents, rows[0][0][0].size) if rows else None
        if gutter is None and self._gutter is not None and _crossing(extents, self._gutter) <= _HEADS:
            gutter = self._gutter
        self._gutter = gutter
        printed = [[_line(segment, page) for segment in row] for row in rows]
        return [_joined(row) for row in printed] if gutter is None else _by_column(printed, gutter)


def _by_column(rows: Sequence[Sequence[PrintedLine]], gutter: float) -> list[PrintedLine]:
    """Lines of two columns: the left one, then the right one; a line across both ends them."""
    lines: list[PrintedLine] = []
    waiting: list[PrintedLine] = []  # the right column, until the left one ends
    for row in rows:
        left = [line for line in row if line.right <= gutter]
        right = [line for line in row if line.left >= gutter]
        if len(left) + len(right) < len(row):
            lines += [*waiting, _joined(row)]
            waiting = []
            continue
        lines += [_in_column(_joined(left), 1)] if left else []
        waiting += [_in_column(_joined(right), 2)] if right else []
    return lines + waiting


def _crossing(rows: Sequence[Sequence[tuple[float, float]]], place: float) -> int:
    return sum(start < place < end for row in rows for start, end in row)


def _baselines(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The characters that stand on one baseline, each row from left to right."""
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda one: (one.y, one.x)):
        if row and glyph.y - row[0].y > _SAME_LINE * max(min(glyph.size, row[0].size), 2.0):
            yield _once(row)
            row = []
        row.append(glyph)
    if row:
        yield _once(row)


def _once(row: list[Glyph]) -> list[Glyph]:
    """A row from left to right, in one size and with full advances, without what was printed twice to look bold.

    Of some fonts only the ink is known: 一 is then low, and a comma narrow.
    """
    inked = sorted(glyph.size for glyph in row if not glyph.char.isspace())
    usual = inked[len(inked) // 2] if inked else row[0].size
    kept: list[Glyph] = []
    for glyph in sorted(row, key=lambda one: one.x):
        # A few characters back at most: the copies of two neighbours may alternate.
        again = any(
            one.char == glyph.char and abs(one.x - glyph.x) < 0.25 * usual and not glyph.char.isspace()
            for one in kept[-3:]
        )
        if not again:
            size = usual if glyph.size < usual else glyph.size
            advance = glyph.x + size if unicodedata.east_asian_width(glyph.char) in "WF" else glyph.right
            kept.append(Glyph(glyph.x, glyph.y, max(glyph.right, advance), size, glyph.char))
    return kept


def _segments(row: list[Glyph]) -> list[list[Glyph]]:
    """A row cut at wide gaps."""
    segments: list[list[Glyph]] = []
    right = 0.0
    for glyph in row:
        if glyph.char.isspace():
            if segments:
                segments[-1].append(glyph)
                right = max(right, glyph.right) if glyph.char == "\u3000" else right
            continue
        if not segments or glyph.x - right > _CELL_GAP * glyph.size:
            segments.append([])
            right = glyph.right
        segments[-1].append(glyph)
        right = max(right, glyph.right)
    return segments


def _line(segment: list[Glyph], page: int) -> PrintedLine:
    inked = [glyph for glyph in segment if not glyph.char.isspace()]
    text = segment[0].char
    for before, glyph in pairwise(segment):
        blank = before.char.isspace() or glyph.char.isspace()
        text += " " if not blank and _is_blank(text, before, glyph) else ""
        text += glyph.char
    return PrintedLine(inked[0].x, inked[-1].right, inked[0].y, inked[0].size, text.strip(), page)


def _is_blank(text: str, before: Glyph, glyph: Glyph) -> bool:
    """Is there a blank between two characters? Justified text is spread a little, but words are not, nor is a number and its text."""
    gap = (glyph.x - before.right) / glyph.size
    latin = before.char.isascii() and glyph.char.isascii() and before.char.isalnum() and glyph.char.isalnum()
    return gap > _BLANK_GAP or (gap > _WORD_GAP and (latin or _NUMBERED.fullmatch(text) is not None))


def _joined(segments: Sequence[PrintedLine]) -> PrintedLine:
    first, last = segments[0], segments[-1]
    text = "\t".join(segment.text for segment in segments)
    return PrintedLine(first.left, last.right, first.y, first.size, text, first.page)


def _in_column(line: PrintedLine, column: int) -> PrintedLine:
    return PrintedLine(line.left, line.right, line.y, line.size, line.text, line.page, column)


def _gutter(rows: Sequence[Sequence[tuple[float, float]]], size: float) -> float | None:
    """Where a page is parted into two columns of text; ``None`` where it is not. A row is given by where its segments begin and end.

    Hardly a line crosses the gutter, both sides of it are full of lines, and the left ones mostly reach it: the cells of a table do
    not. The baselines of the two columns need not be the same.
    """
    inked = [extent for row in rows for extent in row]
    if len(inked) < _MIN_LINES:
        return None
    left, right = min(start for start, _ in inked), max(end for _, end in inked)
    middle = [left + (right - left) * (0.3 + 0.01 * step) for step in range(41)]
    crossings = [_crossing(rows, place) for place in middle]
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


def by_page(lines: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    """Lines page by page."""
    return [list(found) for _, found in groupby(lines, key=lambda line: line.page)]
