"""Marks inside the lines of a plain text or Markdown that say how a word looks: struck out, raised, a note."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ...language.spans import Edit, Span
from .raised_text import lowered_text, raised_text
from .unseen_text import Unseen, UnseenText

_ELEMENT = re.compile(
    r"<(?P<name>sup|sub|del|strike|s)(?:\s[^<>\n]{0,200})?>(?P<text>[^<>\n]{1,300})</(?P=name)\s{0,9}>", re.IGNORECASE
)
_STRUCK = re.compile(r"(?<!~)~~(?P<text>[^~\n\s](?:[^~\n]{0,300}[^~\n\s])?)~~(?!~)")
_RAISED = re.compile(r"(?<=[0-9A-Za-z)）])\^(?P<text>[-+0-9A-Za-z]{1,10})\^")
_NOTE = re.compile(r"\[\^(?P<text>[^\[\]\s^]{1,30})\](?!:)")
_NOTE_TEXT = re.compile(r"^\[\^[^\[\]\s^]{1,30}\]:[ \t]*(?P<text>[^\n]*)(?:\n|\Z)", re.MULTILINE)
_NEAR = 120


@dataclass(frozen=True, slots=True)
class InlineMarks:
    """The edits that write marked words as they are read, what is said of them, and the texts of notes."""

    edits: tuple[Edit, ...] = ()
    warnings: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()


def inline_marks(text: str, *, is_markdown: bool) -> InlineMarks:
    """Find the words of a text that are marked by tags, and in Markdown by its own marks. Linear in the text's length.

    >>> from duizhao.language import replay
    >>> text = "库容10<sup>4</sup>立方米，每年~~1~~2次。"
    >>> replay(text, inline_marks(text, is_markdown=True).edits)
    '库容10⁴立方米，每年2次。'
    """
    finder = _MarkFinder(text)
    if "</" in text:
        finder.take(_ELEMENT, finder.element)
    if is_markdown:
        finder.take(_STRUCK, finder.struck)
        finder.take(_RAISED, finder.raised)
        finder.take(_NOTE_TEXT, finder.note)
        finder.take(_NOTE, lambda *_: "")
    notes = (f"脚注和尾注 {len(finder.footnotes)} 条没有放进正文",) if finder.footnotes else ()
    return InlineMarks(_apart(finder.edits), (*notes, *finder.told.warnings()), tuple(filter(None, finder.footnotes)))


class _MarkFinder:
    """Gathers the marks of a text and how each is written."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.told = UnseenText()
        self.edits: dict[int, Edit] = {}
        self.footnotes: list[str] = []

    def take(self, pattern: re.Pattern[str], write: Callable[[re.Match[str], str, str], str]) -> None:
        """Write what is found in one way."""
        for found in pattern.finditer(self._text):
            before = self._text[max(0, found.start() - _NEAR) : found.start()].rpartition("\n")[2]
            after = self._text[found.end() : found.end() + _NEAR].partition("\n")[0]
            self.edits.setdefault(found.start(), Edit(Span(*found.span()), write(found, before, after), "inline_mark"))

    def raised(self, found: re.Match[str], before: str, after: str) -> str:
        """An exponent, or nothing for a mark that leads to a note."""
        written = raised_text(found["text"], before, after)
        if written is None:
            self.told.add(Unseen.MARK, found["text"], before)
        return written or ""

    def element(self, found: re.Match[str], before: str, after: str) -> str:
        """What stands between two tags."""
        name = found["name"].lower()
        if name == "sup":
            return self.raised(found, before, after)
        if name == "sub":
            return lowered_text(found["text"], before, after)
        return self.struck(found, before, after)

    def struck(self, found: re.Match[str], before: str, _: str) -> str:
        """Nothing of what is struck out."""
        self.told.add(Unseen.STRUCK, found["text"], before)
        return ""

    def note(self, found: re.Match[str], _: str, __: str) -> str:
        """The text of a note is kept apart."""
        self.footnotes.append(found["text"].strip())
        return ""


def _apart(edits: dict[int, Edit]) -> tuple[Edit, ...]:
    """The edits in order, those left out that begin inside the one before."""
    kept: list[Edit] = []
    for edit in sorted(edits.values(), key=lambda one: one.span):
        if not kept or edit.span.start >= kept[-1].span.end:
            kept.append(edit)
    return tuple(kept)
