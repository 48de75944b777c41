"""The text of a page, written piece by piece, each with its place in the source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...language.expressions import expression
from ...language.spans import Edit, Span

_NEAR = 120  # characters in front of an element that may say what it is
_WORD = re.compile(r"[^ \t\r\n\f]+")
# Between two of these a line break of the source is no blank, as CSS Text 3 has it: a program wrapped the source.
_WIDE = expression(
    "[\u2014\u2018-\u201d\u2026\u3001-\u303e\u3400-\u9fff\uff01-\uff60]",
    match=["书", "，", "“"],
    no_match=["a", "1", "\u3000"],
    use="match",
)


def _is_wrap(text: str, start: int, end: int) -> bool:
    """Is what stands between two words of a stretch a line break inside Chinese text?"""
    return (
        0 < start < end
        and "\n" in text[start:end].replace("\r", "\n")
        and all(map(_WIDE.match, (text[start - 1], text[end])))
    )


class PageText:
    """Text that is written piece by piece, each with its place in the source."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._pieces: list[tuple[str, int, int]] = []
        self._pending = ""  # what parts the next piece from the last one
        self._edits: list[Edit] = []
        self.in_row = False
        self.wide = 1  # columns over which the open cell of a row goes
        self.number = ""
        self._near = ""
        self._is_open = False  # behind a label, until its value comes

    @property
    def near(self) -> str:
        """The end of the line that is being written."""
        return "" if self._pending == "\n" or not self._near else self._near + self._pending

    def written(self) -> str:
        """All that was written."""
        return "".join(text for text, _, _ in self._pieces)

    def put_written(self, text: str) -> None:
        """Write what has no place in the source."""
        if text:
            self._put(text, -1, -1)

    @property
    def is_empty(self) -> bool:
        return not any(text.strip("\u3000\u00a0") for text, _, _ in self._pieces)

    def put_colon(self) -> None:
        """Write a colon behind a label; what follows it stays on its line."""
        self.put_written("：")
        self._is_open = True

    def break_line(self) -> None:
        """Begin a line; in a row of a table everything stays on one."""
        if self._is_open:
            return
        if not self.in_row:
            self._pending = "\n"
        elif not self._pending:
            self._pending = " "

    def end_cell(self) -> None:
        if self.in_row:
            self._pending = self._pending.strip(" ") + "\t"

    def put_all(self, text: str, start: int, end: int, *, keep_breaks: bool) -> None:
        """Write a stretch; blanks and line breaks of the source are one blank, unless they are kept."""
        is_entity = start >= 0 and end - start != len(text)
        done = 0
        for word in _WORD.finditer(text):
            if keep_breaks or not _is_wrap(text, done, word.start()):
                self._blank(text[done : word.start()], keep_breaks=keep_breaks)
            place = (start, end) if is_entity else (start + word.start(), start + word.end())
            self._put(word.group(), *(place if start >= 0 else (-1, -1)))
            done = word.end()
        self._blank(text[done:], keep_breaks=keep_breaks)

    def _blank(self, text: str, *, keep_breaks: bool) -> None:
        if keep_breaks and ("\n" in text or "\r" in text):
            self.break_line()
        elif text and not self._pending:
            self._pending = " "

    def _put(self, word: str, start: int, end: int) -> None:
        number, self.number = self.number, ""
        pending, self._pending = self._pending if self._pieces else "", ""
        for text in filter(None, (pending, number)):
            self._pieces.append((text, -1, -1))
        self._near = ("" if pending == "\n" else self._near + pending)[-_NEAR:] + number + word[-_NEAR:]
        self._pieces.append((word, start, end))
        self._is_open = False

    def edits(self) -> Sequence[Edit]:
        """What leads from the source to what was written. A piece that the parser moved in front of earlier ones has no place."""
        edits: list[Edit] = []
        done, new = 0, ""
        for text, start, end in self._pieces:
            if start < done:
                new += text
                continue
            if self._source[done:start] != new:
                edits.append(Edit(Span(done, start), new, "html_markup"))
            if self._source[start:end] != text:
                edits.append(Edit(Span(start, end), text, "html_entity"))
            done, new = end, ""
        if done < len(self._source) or new:
            edits.append(Edit(Span(done, len(self._source)), new, "html_markup"))
        return edits
