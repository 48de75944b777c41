"""The frame around a document: notice, title, addressees and dates in front of it, signature, date and annexes behind it."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...language import load_table
from ...language.expressions import expression
from ...language.marks import STOPS
from ...language.spans import Span
from ..clean.lines import STRUCTURE_START, Line, iter_lines
from ..clean.table_rows import find_tables
from ..document import Annex
from .annexes import annex_start, behind_annex_list, find_annexes
from .issuing_notice import notice_span
from .lost_breaks import LostBreakRules, frame_lines
from .odd_numbers import odd_numbering_start
from .title_rules import TitleRules, load_title_rules

# A line without a full stop that is longer than this is no title and no signature.
_MAX_FRAME_LINE = 120
_MAX_SIGNATURE = 45
_MAX_NOTICE = 400
_WIDE = 3  # columns of a table
_OUTLINE_HEADING = expression(
    r"(\d{1,2}|一)[ \u3000]+[\u3400-\u9fff]",
    match=["1 总则", "一　总则"],
    no_match=["一、总则", "1.1 目的"],
    use="match",
)
_PROSE_ENDS = f"{STOPS}：;:"
_UNMISTAKABLE = ("title", "date", "adoption", "number", "notice", "addressee")


@dataclass(frozen=True, slots=True)
class FrameLine:
    """A line of the frame and what it is: ``title`` ``issuer`` ``date`` ``adoption`` ``number`` ``addressee`` ``notice`` …"""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the document itself stands in the text, and the lines in front of and behind it.

    ``notice`` is the text of the notice that hands the document on, ``None`` where there is none; ``annexes`` stand behind the body.
    """

    body: Span
    head: tuple[FrameLine, ...]
    tail: tuple[FrameLine, ...]
    notice: Span | None = None
    annexes: tuple[Annex, ...] = ()


class FrameFinder:
    """Finds the frame by the patterns of ``tables/frame.toml`` and what ``tables/titles.toml`` says of titles."""

    def __init__(self, table: Mapping[str, Any] | None = None, titles: TitleRules | None = None) -> None:
        table = load_table("duizhao.corpus", "frame") if table is None else table
        self.titles = load_title_rules() if titles is None else titles
        self._kinds = [(row["kind"], re.compile(row["pattern"])) for row in table["line"]]
        self._notice = re.compile(table["notice"]["pattern"])
        self._opening = re.compile(table["opening"]["pattern"])
        self._separator = re.compile(table["separator"]["pattern"])
        self._responsibility = re.compile(table["responsibility"]["pattern"])
        first_number, adopted = (re.compile(table[name]["pattern"]) for name in ("first_number", "adopted"))
        self._lost_breaks = LostBreakRules(first_number, self._notice, self.titles.ends_before_text, adopted)

    def find(self, text: str, text_from: int = 0) -> Frame:
        r"""Tell the body of a cleaned text from its frame. Linear in the text's length.

        :param text_from: what stands in front of this is a notice, whatever numbers it has.

        >>> finder = FrameFinder()
        >>> text = "某省公共图书馆办法\n（2023年5月1日）\n第一条 图书馆应当开放。\n某省文化厅"
        >>> finder.find(text).body.of(text)
        '第一条 图书馆应当开放。'
        """
        lines = frame_lines([line for line in iter_lines(text) if line.content], self._lost_breaks)
        notice_end = sum(line.start < text_from for line in lines)
        first = self._first_marker(lines, notice_end)
        if not any(self.kind(line) == "contents" for line in lines[notice_end:first]):
            first = odd_numbering_start(lines, notice_end, first)
        rows = _table_rows(text)
        head_end = self._head_end(lines, notice_end, first, rows)
        tail_start = self._tail_start(lines, head_end, first, rows)
        inside = lines[head_end:tail_start]
        body = Span(inside[0].start, inside[-1].end) if inside else Span(0, 0)
        head, tail = self._label(lines[:head_end]), self._label(lines[tail_start:])
        notice = notice_span(lines[:head_end], [line.kind for line in head])
        return Frame(body, head, tail, notice, find_annexes(lines[tail_start:], self.kind))

    def kind(self, line: Line) -> str | None:
        """What a line of the frame is; ``None`` where it is none by its form alone."""
        content = line.content
        for kind, pattern in self._kinds:
            if pattern.match(content):
                return str(kind)
        return None

    def separator(self, content: str) -> re.Match[str] | None:
        """The number (``n``) and the title of a line that counts the documents of a collection: 【篇2】….

        >>> FrameFinder().separator("【篇2】书屋工作总结")["title"]
        '书屋工作总结'
        """
        return self._separator.match(content)

    def _first_marker(self, lines: Sequence[Line], i: int) -> int:
        """The index of the first line that begins with a number of the document itself, behind its table of contents."""
        while i < len(lines):
            kind = self.kind(lines[i])
            if kind == "contents" and i + 1 < len(lines):
                i = _behind_contents(lines, i + 1)
            elif kind not in ("annex", "contents") and STRUCTURE_START.match(lines[i].content):
                return i - 1 if i > 0 and _heads_outline(lines[i - 1], lines[i]) else i
            elif kind == "annex" and "：" in lines[i].content:
                i = behind_annex_list(lines, i + 1)
            else:
                i += 1
        return len(lines)

    def _head_end(self, lines: Sequence[Line], end: int, first: int, rows: Container[int]) -> int:
        """Behind the last line of the head: the paragraphs between it and the first number are the document's opening.

        Rows are text where nothing has a number; else they may be what a page says of the document above it.
        """
        begun = False  # has a paragraph of text been seen?
        for i in range(end, min(first, len(lines))):
            row = first == len(lines) and lines[i].start in rows
            label = "prose" if row else self.label(lines[i])
            if label == "prose" or (label == "issuer" and len(lines[i].content) > _MAX_FRAME_LINE):
                begun = True
            elif not begun or (first < len(lines) and label in _UNMISTAKABLE):
                end = i + 1
        return end

    def _is_notice(self, line: Line) -> bool:
        return len(line.content) <= _MAX_NOTICE and self._notice.search(line.content) is not None

    def _tail_start(self, lines: Sequence[Line], head_end: int, first: int, rows: Container[int]) -> int:
        def is_tail(line: Line) -> bool:
            return line.start not in rows and self._is_tail(line)

        i = annex_start(lines, max(head_end, min(first, len(lines))), self.kind, is_tail)
        while i > head_end and is_tail(lines[i - 1]):
            i -= 1
        return i

    def _is_tail(self, line: Line) -> bool:
        if self.kind(line) in ("date", "annex", "number", "distribution"):
            return True
        return (
            not _is_prose(line)
            and len(line.content) <= _MAX_SIGNATURE
            and not STRUCTURE_START.match(line.content)
            and not re.search(r"[，、；]$", line.content)
            and not self._responsibility.search(line.content)
        )

    def _label(self, lines: Sequence[Line]) -> tuple[FrameLine, ...]:
        return tuple(self._frame_line(line) for line in lines)

    def _frame_line(self, line: Line) -> FrameLine:
        separator = self._separator.match(line.content)
        if separator and separator["title"]:
            return FrameLine("title", separator["title"])
        return FrameLine(self.label(line), line.content)

    def label(self, line: Line) -> str:
        """What a line is in a frame: a kind of the table, else ``notice`` ``contents`` ``title`` ``issuer``, or ``prose``."""
        kind = self.kind(line)
        if kind is not None:
            return kind
        if self._separator.match(line.content):
            return "separator"
        if self._is_notice(line):
            return "notice"
        if STRUCTURE_START.match(line.content):
            return "contents"  # an entry of the table of contents: numbers of the document itself are not in its frame
        if _is_prose(line) or self._opening.match(line.content):
            return "prose"
        return "title" if self.titles.ends_line.search(line.content) else "issuer"


def _table_rows(text: str) -> frozenset[int]:
    """Where the rows of tables of several columns begin: they are no lines of a frame."""
    return frozenset(row.span.start for one in find_tables(text) if one.columns >= _WIDE for row in one.rows)


def _is_prose(line: Line) -> bool:
    return line.content.rstrip("”’》）】)")[-1:] in _PROSE_ENDS or line.content.count("。") >= 2


def _heads_outline(line: Line, following: Line) -> bool:
    """Is a line the heading of the first part, though its number has only a blank behind: 1 总则 above 1.1, 一　总则 above （一）?"""
    number = _OUTLINE_HEADING.match(line.content)
    return number is not None and following.content.startswith((f"{number[1]}.1", f"（{number[1]}）"))


def _behind_contents(lines: Sequence[Line], start: int) -> int:
    """Where a table of contents ends: its first entry comes again, as the heading it announces."""
    entry = _squeezed(lines[start])
    if start + 1 < len(lines) and not STRUCTURE_START.match(lines[start + 1].content):
        entry += _squeezed(lines[start + 1])  # number and title of the entry stand on two lines
    for i in range(start + 1, min(len(lines), start + 400)):
        if _squeezed(lines[i]).startswith(entry) or (
            i + 1 < len(lines) and _squeezed(lines[i]) + _squeezed(lines[i + 1]) == entry
        ):
            return i
    return start


def _squeezed(line: Line) -> str:
    return "".join(line.content.split()).rstrip("·.…0123456789")
