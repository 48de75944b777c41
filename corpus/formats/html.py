"""The document on a page, as edits that lead from the page's source to its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...language.expressions import expression
from ...language.spans import Edit, Span
from ..clean.lines import STRUCTURE_START
from ..errors import DocumentError
from .format_rules import FormatRules
from .page_content import Chosen, choose, walk
from .page_markup import MarkedSource, mark_source, stretches, unmarked

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

# What a browser begins a new line for, in front and behind.
# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody",
    "tfoot", "thead", "tr", "ul",
))
# fmt: on
_CELLS = frozenset(("td", "th"))
_WORD = re.compile(r"[^ \t\r\n\f]+")
# Between two of these a line break of the source is no blank, as CSS Text 3 has it: a program wrapped the source.
_WIDE = expression(
    "[\u2014\u2018-\u201d\u2026\u3001-\u303e\u3400-\u9fff\uff01-\uff60]",
    match=["书", "，", "“"],
    no_match=["a", "1", "\u3000"],
    use="match",
)
_IN_PAGE = re.compile(r"<(?:html|head|body)\b", re.IGNORECASE)
# A cell with more is a column of the page rather than a cell of a table.
_MAX_CELL, _MAX_LINES = 200, 4


@dataclass(frozen=True, slots=True)
class PageEdits:
    """The edits that lead from a page's source to the text of its document, and what is to be said of it."""

    edits: tuple[Edit, ...]
    warnings: tuple[str, ...] = ()


def html_edits(source: str, rules: FormatRules | None = None) -> PageEdits:
    r"""Find the document on a page: a line for each block, a row of a table on a line, numbers of lists written out.

    What a reader does not see is taken out, and so are the ways through the site. Each character that stays keeps its place in the
    source. Linear in the source's length.

    :raises DocumentError: the page is built so that no parser could read it, or has no text.

    >>> from duizhao.language import replay
    >>> source = "<div>首页</div><div id=zoom><p>第一条&nbsp;书屋<br>免费。</p><table><tr><td>甲<td>乙</table></div>"
    >>> replay(source, html_edits(source).edits)
    '第一条\xa0书屋\n免费。\n甲\t乙'
    """
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415  needed for pages only

    marked = mark_source(source)
    chosen = choose(
        LexborHTMLParser(marked.source),
        (rules or FormatRules()).pages,
        whole_page=_IN_PAGE.search(source[:100_000]) is not None,
    )
    text = _Text(source)
    for node in chosen.nodes:
        _write(node, chosen, marked, text)
        text.break_line()
    if text.is_empty:
        raise DocumentError("网页里没有文字，需要有正文的网页；请在浏览器里打开，把正文复制到 .txt 再试")
    warnings = ("网页里没有认出的正文容器，从哪里到哪里是正文由标点的分布判断；请核对开头和结尾",)
    return PageEdits(tuple(text.edits()), warnings if chosen.guessed else ())


def _write(root: LexborNode, chosen: Chosen, marked: MarkedSource, text: _Text) -> None:
    """Write an element and all below it."""
    state = _State()
    for node, begins in walk(root, chosen.left_out):
        if node.tag == "-text":
            for stretch in stretches(node.text_content or "", marked.entity_ends):
                text.put_all(stretch.text, stretch.start, stretch.end, keep_breaks=state.kept_breaks > 0)
            continue
        if node.tag in _BLOCKS or (node.tag == "br" and begins):
            text.break_line()
        if node.tag in _CELLS and not begins:
            text.end_cell()
        state.pass_edge(node, text, begins=begins)


@dataclass(slots=True)
class _State:
    """What is open while a page is read: rows of tables, ordered lists, text whose line breaks count."""

    rows: list[bool] = field(default_factory=list)  # for each row: does it go on one line?
    counters: list[int] = field(
        default_factory=list
    )  # for each list: the number of its next item, 0 where items have none
    kept_breaks: int = 0

    def pass_edge(self, node: LexborNode, text: _Text, *, begins: bool) -> None:
        """Take note of an element that begins or ends."""
        tag = node.tag
        if tag == "tr":
            self.rows = [*self.rows, _is_row(node)] if begins else self.rows[:-1]
            text.in_row = any(self.rows)
            text.break_line()
        elif tag == "pre":
            self.kept_breaks += 1 if begins else -1
        elif tag in ("ol", "ul"):
            self.counters = [*self.counters, _first_number(node)] if begins else self.counters[:-1]
        elif tag == "li" and begins and self.counters and self.counters[-1]:
            text.number = _item_number(node, self.counters)


def _is_row(row: LexborNode) -> bool:
    """Is a row one of a table of data? Old pages use tables to place columns."""
    cells = []
    child = row.child
    while child is not None:
        if child.tag in _CELLS:
            cells.append(child)
        child = child.next
    return len(cells) > 1 and not any(_is_column(cell) for cell in cells)


def _is_column(cell: LexborNode) -> bool:
    long = len(unmarked(cell.text())) > _MAX_CELL
    return cell.css_first("table") is not None or (long and len(cell.css("p, div, br, li")) > _MAX_LINES)


def _first_number(node: LexborNode) -> int:
    """The number of a list's first item; 0 where its items have none."""
    attributes = node.attributes
    if node.tag == "ul" or re.search(r"list-style[^;]*:\s*none", attributes.get("style") or ""):
        return 0
    start = attributes.get("start") or ""
    return int(start) if re.fullmatch(r"\d{1,6}", start) else 1


def _item_number(node: LexborNode, counters: list[int]) -> str:
    """The number in front of an item, unless the item's text brings its own."""
    value = node.attributes.get("value") or ""
    number = int(value) if re.fullmatch(r"\d{1,6}", value) else counters[-1]
    counters[-1] = number + 1
    beginning = unmarked(node.text()[:400]).strip()
    return "" if not beginning or STRUCTURE_START.match(beginning) else f"{number}．"


def _is_wrap(text: str, start: int, end: int) -> bool:
    """Is what stands between two words of a stretch a line break inside Chinese text?"""
    return (
        0 < start < end
        and "\n" in text[start:end].replace("\r", "\n")
        and all(map(_WIDE.match, (text[start - 1], text[end])))
    )


class _Text:
    """Text that is written piece by piece, each with its place in the source."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._pieces: list[tuple[str, int, int]] = []
        self._pending = ""  # what parts the next piece from the last one
        self._edits: list[Edit] = []
        self.in_row = False
        self.number = ""

    @property
    def is_empty(self) -> bool:
        return not any(text.strip("\u3000\u00a0") for text, _, _ in self._pieces)

    def break_line(self) -> None:
        """Begin a line; in a row of a table everything stays on one."""
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
        if self._pending and self._pieces:
            self._pieces.append((self._pending, -1, -1))
        self._pending = ""
        if self.number:
            self._pieces.append((self.number, -1, -1))
            self.number = ""
        self._pieces.append((word, start, end))

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
