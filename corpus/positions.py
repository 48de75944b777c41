"""Say where in a file a place of its cleaned text stands, so that a person finds it."""

from __future__ import annotations

from bisect import bisect_right

from ..language.spans import Span
from .document import CleanedFile


class Positions:
    r"""Names positions of one file. Each name costs O(log raw).

    >>> from duizhao.corpus import make_document
    >>> Positions(make_document("总则\n第一条 借阅免费。").file).name(3)
    '第 2 行第 1 字（总则 第一条 借阅免费…）'
    """

    def __init__(self, file: CleanedFile) -> None:
        self._file = file
        self._lines = file.line_starts
        self._pages = file.page_starts

    def line(self, place: int) -> tuple[int | None, int]:
        r"""The page and the line in the file, counted from 1: of a printed file the line on its page, of any other no page.

        >>> from duizhao.corpus import make_document
        >>> Positions(make_document("总则\n第一条 借阅免费。").file).line(3)
        (None, 2)
        """
        return self._page_and_line(self._raw(place))

    def name(self, place: int) -> str:
        """The page of a printed file, the line, the character in it, all counted from 1, and the text around."""
        text = self._file.text
        raw = self._raw(place)
        page, line = self._page_and_line(raw)
        in_line = raw - self._lines[bisect_right(self._lines, raw) - 1] + 1
        start, end = max(0, place - 6), place + 8
        around = text[start:end].replace("\n", " ").replace("\t", " ")
        return (
            f"{f'第 {page} 页' if page else ''}第 {line} 行第 {in_line} 字"
            f"（{'…' if start else ''}{around}{'…' if end < len(text) else ''}）"
        )

    def _raw(self, place: int) -> int:
        end = len(self._file.text)
        return self._file.offsets.to_raw(Span(min(place, end), min(place + 1, end))).start

    def _page_and_line(self, raw: int) -> tuple[int | None, int]:
        page = bisect_right(self._pages, raw)
        line = bisect_right(self._lines, raw)
        return page or None, line - bisect_right(self._lines, self._pages[page - 1]) + 1 if page else line
