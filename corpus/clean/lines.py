"""The lines of a text: where they stand, how wide they are, how a paragraph begins and a sentence ends."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from ...language.expressions import expression
from ...language.marks import CLOSERS, LINE_ENDS
from ...language.numerals import TO_HUNDREDS, TO_TEN, TO_THOUSANDS
from ...language.spans import Edit, Span

BLANKS = " \t\u3000\u00a0\u2002\u2003\u2009"
_CONTENT = re.compile(rf"^[{BLANKS}]*([^{BLANKS}\n](?:[^\n]*[^{BLANKS}\n])?)", re.MULTILINE)
# What a Chinese text is made of, all two columns wide: looked up at once, the rest one by one.
_PLAINLY_WIDE = expression(
    "[\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u303e\u3041-\u3096\u4e00-\u9fff\uff01-\uff60]+",
    match=["书屋", "，", "（"],
    no_match=["1", "a", "é"],
)

# A line that begins so begins a paragraph, however the line before it ends; a citation (第八条规定的) does not.
STRUCTURE_START = expression(
    rf"[第笫][ \u3000]?[○Oo{TO_THOUSANDS}两廿卅\d]{{1,7}}(?:-\d{{1,2}})?[ \u3000]?"
    rf"(?:编|分编|部分|部(?=[ \u3000]|$)|章|节|条(?:之[{TO_TEN}]{{1,3}}(?![{TO_TEN}]))?)"
    rf"(?!第|之[{TO_TEN}]|[的、，]|规定|所[列称述规指]|[和与或至]第|及(?!时)|和本)"
    rf"|[（(〔{{｛\[［][ \u3000]?(?:[{TO_HUNDREDS}廿卅—]{{1,4}}|\d{{1,3}})[ \u3000]?[)）〕}}｝\]］]"
    r"(?!项(?!目)|[、和或与至到及][ \u3000]?第?[（(])"
    rf"|[{TO_TEN}百廿卅—]{{1,4}}[ \u3000]?、|\d{{1,3}}[、．]|\d{{1,3}}\.(?!\d)"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}[ \u3000](?=[\u3400-\u9fff])"
    r"|[①-⑳㉑-㉟㊱-㊿❶-❿➀-➓⓫-⓴⓵-⓾㈠-㈩㊀-㊉⑴-⒛]|附件|附[：:]|目[ \u3000]*录$",
    match=[
        "第八条 书屋",
        "第一百二十条之一",
        "（三）开放",
        "〔一〕登记",
        "二、",
        "3．保障",
        "1.1 目的",
        "①登记",
        "附件1",
        "目　录",
    ],
    no_match=["第八条规定的情形", "第三条、第四条", "（二）项所列", "1.5万元", "书屋开放", "附条件批准", "目录管理"],
    use="match",
)


class Line(NamedTuple):  # made for every line of every file several times over, which a dataclass makes slow
    """A line of a text with its place; ``text`` is without the line feed."""

    start: int
    end: int
    text: str

    @property
    def content(self) -> str:
        """The line without blanks at its ends."""
        return self.text.strip(BLANKS)

    @property
    def indented(self) -> bool:
        """Does it begin with a blank, as the first line of a paragraph does?"""
        return self.text[:1] in BLANKS and bool(self.text)


def iter_lines(text: str) -> Iterator[Line]:
    r"""The lines of a text, empty ones too.

    >>> [line.text for line in iter_lines("甲\n\n乙")]
    ['甲', '', '乙']
    """
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield Line(start, end, text[start:end])
        start = end + 1
    yield Line(start, len(text), text[start:])


def iter_contents(text: str) -> Iterator[re.Match[str]]:
    r"""The lines of a text that hold more than blanks, as matches that end behind the last character that is none.

    Group 1 is what stands behind the indent. A match costs a third of a :class:`Line`, for passes that find nothing in most lines.

    >>> [(match.start(), match[1]) for match in iter_contents("甲\n \n　乙 ")]
    [(0, '甲'), (4, '乙')]
    """
    return _CONTENT.finditer(text)


def filled_lines(text: str) -> list[Line]:
    """The lines of a text that hold more than blanks."""
    return [line for line in iter_lines(text) if line.content]


def display_width(text: str) -> int:
    """Columns of a text on a page: two for a Chinese character, one for a Latin one.

    >>> display_width("第1条")
    5
    """
    try:
        return len(text.encode("gbk"))  # just as wide, and found ten times as fast
    except UnicodeEncodeError:
        pass
    others = _PLAINLY_WIDE.sub("", text)
    wide = len(text) - len(others)
    return 2 * wide + sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in others)


def ends_sentence(text: str) -> bool:
    """Does a line end where a sentence does?

    >>> ends_sentence("书屋免费开放。”"), ends_sentence("书屋免费")
    (True, False)
    """
    return text.rstrip(CLOSERS)[-1:] in LINE_ENDS


def break_start(text: str, start: int) -> int:
    """Where the blanks begin that stand in front of a line break."""
    while start and text[start - 1] in BLANKS:
        start -= 1
    return start


def joined_lines(text: str, line: Line, following: Line) -> Edit:
    r"""The edit that joins two lines of a paragraph.

    >>> first, second = iter_lines("书屋每\n　周开放")
    >>> joined_lines("书屋每\n　周开放", first, second)
    Edit(span=Span(start=3, end=5), new='', rule='hard_wrap', note='')
    """
    indent = len(following.text) - len(following.text.lstrip(BLANKS))
    return closed_gap(text, line.start + len(line.text.rstrip(BLANKS)), following.start + indent)


def closed_gap(text: str, start: int, end: int) -> Edit:
    """The edit that takes a line break out; between two Latin words a blank stays."""
    between_words = all(char.isascii() and char.isalpha() for char in (text[start - 1], text[end]))
    return Edit(Span(start, end), " " if between_words else "", "hard_wrap")
