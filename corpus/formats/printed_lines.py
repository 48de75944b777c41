"""From the places of printed characters to lines in reading order."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ...language.expressions import expression
from ...language.numerals import TO_THOUSANDS
from .letter_spacing import line_gaps, page_spread, spread_of
from .printed_columns import HEADS, PrintedLine, by_column, crossing, gutter_of, joined
from .printed_glyphs import Glyph, is_vertical, laid_down, settled, without_repeated, without_side_heads
from .printed_strokes import Stroke, crossed_out, with_fractions
from .raised_text import lowered_text, raised_text
from .unseen_text import Unseen, UnseenText

__all__ = ["Glyph", "PageReader", "PrintedLine", "by_page"]


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
_NUMBER_LENGTH = 10  # characters: 第一千零一十三条 is the longest
_NEAR = 60


class PageReader:
    """Reads page after page; where two columns part on one page, they part on the next, unless its lines run across.

    What belongs to no line and what is written otherwise than printed goes to :meth:`warnings`.
    """

    def __init__(self) -> None:
        self._gutter: float | None = None
        self._told = UnseenText()
        self._beside: dict[str, int] = {}  # words in the margin, and how often
        self._marks: dict[str, int] = {}  # watermarks

    def lines(self, glyphs: Sequence[Glyph], page: int = 0, strokes: Sequence[Stroke] = ()) -> list[PrintedLine]:
        """The lines of a page in reading order: from top to bottom, of two columns the left one first; cells of a table with tabs between.

        :param strokes: the level lines that are drawn on it.

        >>> glyphs = [Glyph(20, 10, 30, 10, "办"), Glyph(10, 10, 20, 10, "开"), Glyph(10, 30, 20, 10, "二")]
        >>> [line.text for line in PageReader().lines(glyphs)]
        ['开办', '二']
        """
        baselines = list(_baselines(self._of_lines(glyphs, strokes)))
        gaps = [line_gaps(row) for row in baselines]
        of_page = page_spread(gaps)
        spreads = [spread_of(found, of_page) for found in gaps]
        cut = [(_segments(row, spread), spread) for row, spread in zip(baselines, spreads, strict=True)]
        rows = [segments for segments, _ in cut if segments]
        extents = [[(segment[0].x, max(glyph.right for glyph in segment)) for segment in row] for row in rows]
        gutter = gutter_of(extents, rows[0][0][0].size) if rows else None
        if gutter is None and self._gutter is not None and crossing(extents, self._gutter) <= HEADS:
            gutter = self._gutter
        self._gutter = gutter
        printed = [[self._line(segment, page, spread) for segment in row] for row, spread in cut if row]
        return [joined(row) for row in printed] if gutter is None else by_column(printed, gutter)

    def warnings(self) -> Iterator[str]:
        """One line for each kind of what was left out of the lines."""
        for found, said in ((self._marks, "有反复出现的小字（水印）的有 "), (self._beside, "页边有竖排的字的有 ")):
            if found:
                named = "、".join(f"“{words[:20]}”" for words in list(found)[:2])
                yield f"{said}{sum(found.values())} 页，没有读入：{named}"
        yield from self._told.warnings()

    def _of_lines(self, glyphs: Sequence[Glyph], strokes: Sequence[Stroke]) -> list[Glyph]:
        """The characters of a page that stand in its lines."""
        kept, marks = without_repeated(glyphs)
        for words in marks:
            self._marks[words] = self._marks.get(words, 0) + 1
        if is_vertical(kept):
            return laid_down(kept)
        if strokes:
            kept = with_fractions(self._not_crossed_out(kept, strokes), strokes)
        kept, beside = without_side_heads(kept)
        for words in beside:
            self._beside[words] = self._beside.get(words, 0) + 1
        return settled(kept)

    def _not_crossed_out(self, glyphs: Sequence[Glyph], strokes: Sequence[Stroke]) -> list[Glyph]:
        crossed = crossed_out(glyphs, strokes)
        for struck, found in groupby(range(len(glyphs)), key=lambda i: crossed[i]):
            if struck:
                places = list(found)
                before = "".join(glyph.char for glyph in glyphs[max(0, places[0] - _NEAR) : places[0]])
                self._told.add(Unseen.STRUCK, "".join(glyphs[i].char for i in places), before)
        # They keep their places, so that no gap is left.
        return [replace(glyph, char="") if struck else glyph for glyph, struck in zip(glyphs, crossed, strict=True)]

    def _line(self, segment: list[Glyph], page: int, spread: float) -> PrintedLine:
        inked = [glyph for glyph in segment if not glyph.char.isspace()]
        text = self._text(segment, spread)
        return PrintedLine(inked[0].x, inked[-1].right, inked[0].y, inked[0].size, text.strip(), page)

    def _text(self, segment: list[Glyph], spread: float) -> str:
        """The words of a segment, exponents written as such and marks of notes left out. Linear in its length."""
        pieces: list[str] = []
        head = ""  # what the line begins with, as long as it may be an article's number
        near = ""
        start = 0
        while start < len(segment):
            place = segment[start].raised
            end = start + 1
            while place and end < len(segment) and segment[end].raised == place:
                end += 1
            words = "".join(glyph.char for glyph in segment[start:end])
            if place:
                words = self._shifted(words, place, near, segment[end : end + _NEAR])
            elif start and _parts(segment[start - 1], segment[start]):
                blank = _is_blank(head, segment[start - 1], segment[start], spread)
                words = f" {words}" if blank else words
            pieces.append(words)
            head = (head + words) if len(head) <= _NUMBER_LENGTH else head
            near = (near + words)[-_NEAR:]
            start = end
        return "".join(pieces)

    def _shifted(self, words: str, place: int, before: str, following: Sequence[Glyph]) -> str:
        after = "".join(glyph.char for glyph in following)
        if place < 0:
            return lowered_text(words, before, after)
        raised = raised_text(words, before, after)
        if raised is None:
            self._told.add(Unseen.MARK, words, before)
        return raised or ""


def _parts(before: Glyph, glyph: Glyph) -> bool:
    """May there be a blank between two characters at all?"""
    return not (before.char.isspace() or glyph.char.isspace() or before.raised)


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
            advance = (
                glyph.x + size
                if glyph.char and not glyph.raised and unicodedata.east_asian_width(glyph.char) in "WF"
                else glyph.right
            )
            kept.append(Glyph(glyph.x, glyph.y, max(glyph.right, advance), size, glyph.char, raised=glyph.raised))
    return kept


def _segments(row: list[Glyph], spread: float) -> list[list[Glyph]]:
    """A row cut at wide gaps."""
    segments: list[list[Glyph]] = []
    right = 0.0
    for glyph in row:
        if glyph.char.isspace():
            if segments:
                segments[-1].append(glyph)
                right = max(right, glyph.right) if glyph.char == "\u3000" else right
            continue
        if not segments or glyph.x - right > (_CELL_GAP + spread) * glyph.size:
            segments.append([])
            right = glyph.right
        segments[-1].append(glyph)
        right = max(right, glyph.right)
    return segments


def _is_blank(text: str, before: Glyph, glyph: Glyph, spread: float) -> bool:
    """Is there a blank between two characters of a line that is spread by so much?

    Justified text is spread a little, but words are not, nor is a number and its text; two digits side by side are one number.
    """
    gap = (glyph.x - before.right) / glyph.size - spread
    digits = before.char.isdigit() and glyph.char.isdigit()
    latin = before.char.isascii() and glyph.char.isascii() and before.char.isalnum() and glyph.char.isalnum()
    return gap > _BLANK_GAP or (gap > _WORD_GAP and not digits and (latin or _NUMBERED.fullmatch(text) is not None))


def by_page(lines: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    """Lines page by page."""
    return [list(found) for _, found in groupby(lines, key=lambda line: line.page)]
