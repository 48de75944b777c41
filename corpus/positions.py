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

    def name(self, place: int) -> str:
        """The page of a printed file, the line, the character in it, all counted from 1, and the text around."""
        text = self._file.text
        raw = self._file.offsets.to_raw(Span(place, min(place + 1, len(text)))).start
        page = bisect_right(self._pages, raw)
        line = bisect_right(self._lines, raw)
        line_in_page = line - bisect_right(self._lines, self._pages[page - 1]) + 1 if page else line
        start, end = max(0, place - 6), place + 8
        around = text[start:end].replace("\n", " ").replace("\t", " ")
        return (
            f"{f'第 {page} 页' if page else ''}第 {line_in_page} 行第 {raw - self._lines[line - 1] + 1} 字"
            f"（{'…' if start else ''}{around}{'…' if end < len(text) else ''}）"
        )
