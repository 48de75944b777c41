"""What cleaning does with whole lines: wrapped ones are joined, blanks at their ends go."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from .likelihood import CharacterModel, load_character_model
from .spans import Edit, Span

BLANKS = " \t\u3000\u00a0\u2002\u2003\u2009"
_SENTENCE_END = "。！？；：!?;:…"
_NEVER_FIRST = "，。；、：,;！？"  # a line begins with one of these only where a wrap tore it from the line before
_TITLE_END = re.compile(r"(?:意见|措施|办法|条例|细则|规定|方案|通知|决定|决议|规划|纲要|法)》?$")
_CLOSERS = "”’》）】)]"
_CONTENT = re.compile(rf"^[{BLANKS}]*([^{BLANKS}\n](?:[^\n]*[^{BLANKS}\n])?)", re.MULTILINE)
_BLANK_RUN = re.compile(rf"[{BLANKS}\n]+")
# What a Chinese text is made of, all two columns wide: looked up at once, the rest one by one.
_PLAINLY_WIDE = re.compile(
    "[\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u303e\u3041-\u3096\u4e00-\u9fff\uff01-\uff60]+"
)

# A line that begins so begins a paragraph, however the line before it ends; a citation (第八条规定的) does not.
STRUCTURE_START = re.compile(
    r"[第笫][ \u3000]?[〇○Oo零一二三四五六七八九十百千两廿卅\d]{1,7}[ \u3000]?"
    r"(?:编|分编|部分|章|节|条(?:之[一二三四五六七八九十]{1,3}(?![一二三四五六七八九十]))?)"
    r"(?!第|之[一二三四五六七八九十]|[的、，]|规定|所[列称述规指]|[和与或至]第|及(?!时)|和本)"
    r"|[（(〔{｛\[［][ \u3000]?(?:[〇零一二三四五六七八九十百廿卅—]{1,4}|\d{1,3})[ \u3000]?[)）〕}｝\]］]"
    r"(?!项(?!目)|[、和或与至到及][ \u3000]?第?[（(])"
    r"|[一二三四五六七八九十百廿卅—]{1,4}[ \u3000]?、|\d{1,3}[、．]|\d{1,3}\.(?!\d)"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}[ \u3000](?=[\u3400-\u9fff])"
    r"|[①-⑳㈠-㈩⑴-⒇]|附件|附[：:]|目[ \u3000]*录$"
)
# What a government page says of a text above it, one thing a line.
_PAGE_HEAD = re.compile(
    r"(?:索[ \u3000]*引[ \u3000]*号|主题分类|发文机关|发布机构|成文日期|发布日期|发文字号|公文种类|有效性|公开方式|标[ \u3000]*题)[：:]"
)
# What stands in brackets is hardly longer: behind it, a bracket has lost its other half.
_MAX_BRACKET = 400
_LONGER_THAN_HEADINGS = 40
# A page is hardly wider than this; its lines are about equally wide.
_MOST_COLUMNS, _UNEVEN = 160, 16
_HAN = re.compile("[\u3400-\u9fff]")
# At most so unlikely behind the other (minus ln of the probability). Of eight lines torn in the laws it finds six, and joins one
# sentence to the next where the full stop between them was lost.
_ONE_WORD = 5.0
_BARE_NUMBER = re.compile(
    r"第[ \u3000]?[〇零一二三四五六七八九十百千\d]{1,7}[ \u3000]?条|[（(][一二三四五六七八九十]{1,4}[)）]"
)
# Behind these stands the article that is cited, also where a wrap put it at the start of a line.
_CITES = re.compile(
    r"(?:依照|依据|按照|根据|违反|符合|适用|或者?|以及|[和与及至、》]|本(?:法|条例|办法|规定|细则|决定))$"
)
# The line of dates under a title, with or without the organ in front: （某市文化局2024年2月18日发布）.
_DATED = re.compile(r"[（(](?:\d{4}年|[^（）()。；]{2,40}\d{4}年\d{1,2}月\d{1,2}日[^（）()。；]{0,60}[)）]$)")


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


def unwrap_edits(text: str, load_model: Callable[[], CharacterModel] = load_character_model) -> list[Edit]:
    """Join the lines of a text that was wrapped at a page's width.

    A text counts as wrapped when enough of its widest lines, all about equally wide, end where no sentence ends. Such a line is then
    joined to the next, unless that one begins a paragraph.
    """
    page = _page(text)
    if page is None:
        return [_join(text, *gap) for gap in _gaps_in_sentences(text, load_model)]
    lines = filled_lines(text)
    indents = _paragraphs_are_indented(lines)
    edits: list[Edit] = []
    paragraph, taken = "", 0
    for line, following in pairwise(lines):
        paragraph = paragraph[-_MAX_BRACKET:] + line.content
        if _continues(line, following, page.narrower(taken), paragraph, indents=indents):
            indent = len(following.text) - len(following.text.lstrip(BLANKS))
            edits.append(_join(text, line.start + len(line.text.rstrip(BLANKS)), following.start + indent))
            taken = 0
        else:
            paragraph = ""
            # A number that extraction put on a line of its own stood in front of the line behind it.
            taken = display_width(line.content) + 2 if _BARE_NUMBER.fullmatch(line.content) else 0
    return edits


def _join(text: str, start: int, end: int) -> Edit:
    between_words = all(char.isascii() and char.isalpha() for char in (text[start - 1], text[end]))
    return Edit(Span(start, end), " " if between_words else "", "hard_wrap")


@dataclass(frozen=True, slots=True)
class _Page:
    """The measure at which a text was wrapped: programs count columns or characters."""

    columns: int
    characters: int

    def narrower(self, columns: int) -> _Page:
        """The measure of a line of which so many columns are taken."""
        return _Page(self.columns - columns, self.characters - columns // 2)

    def fills(self, line: Line) -> bool:
        """Is a line as long as the measure? A mark that may not begin a line, or a Latin word, makes it somewhat shorter."""
        text = line.text.rstrip(BLANKS)
        return display_width(text) >= self.columns - 6 or len(text) >= self.characters - 1

    def nearly_fills(self, line: Line) -> bool:
        """Is it so but for the two characters of an indent that was lost?"""
        return display_width(line.content) >= self.columns - 10


def _page(text: str) -> _Page | None:
    """The measure at which a text was wrapped; ``None`` where it was not."""
    lengths, longest = array("q"), ""
    for match in iter_contents(text):
        content = match.group()
        lengths.append(len(content))
        if len(content) > len(longest):
            longest = content
    if len(lengths) < 8:
        return None
    usual_longest = (len(lengths) * 19) // 20 - 1
    characters = sorted(lengths)[usual_longest]
    # A character is one or two columns wide, so that most texts are told by their longest line.
    if characters > _MOST_COLUMNS or display_width(longest) > 2 * characters + _UNEVEN:
        return None
    columns = sorted(display_width(match.group()) for match in iter_contents(text))
    page = _Page(columns[usual_longest], characters)
    if not 30 <= page.columns <= _MOST_COLUMNS or columns[-1] > page.columns + _UNEVEN:
        return None
    lines = filled_lines(text)
    wide = [line for line in lines if page.fills(line)]
    open_ended = sum(not _ends_sentence(line) for line in wide)
    # A text with one paragraph a line has wide lines too, but they end with their sentences.
    wrapped = open_ended >= max(4, len(lines) // 10) and open_ended * 2 >= len(wide)
    return page if wrapped else None


def ends_sentence(text: str) -> bool:
    """Does a line end where a sentence does?

    >>> ends_sentence("书屋免费开放。”"), ends_sentence("书屋免费")
    (True, False)
    """
    return text.rstrip(_CLOSERS)[-1:] in _SENTENCE_END


def _ends_sentence(line: Line) -> bool:
    return ends_sentence(line.content)


def _paragraphs_are_indented(lines: list[Line]) -> bool:
    behind_a_stop = [following for line, following in pairwise(lines) if _ends_sentence(line)]
    return bool(behind_a_stop) and sum(line.indented for line in behind_a_stop) * 2 >= len(behind_a_stop)


def _gaps_in_sentences(text: str, load_model: Callable[[], CharacterModel]) -> Iterator[tuple[int, int]]:
    """Where the lines of a text that was not wrapped end as none can, behind a comma or inside a word: from there to the next line."""
    for match, following in pairwise(iter_contents(text)):
        last = text[match.end() - 1]
        if not (last in "，、" or _is_long_and_open(match[1])) or STRUCTURE_START.match(following[1]):
            continue
        if last not in "，、":
            if not _is_one_word(last, following[1][0], load_model()):  # few texts have such a line
                continue
        yield match.end(), following.start(1)


def _is_one_word(last: str, first: str, model: CharacterModel) -> bool:
    return _HAN.match(first) is not None and model.cost(last, first) <= _ONE_WORD


def _is_long_and_open(content: str) -> bool:
    """Is it longer than a heading, with clauses, and without an end?"""
    return len(content) >= _LONGER_THAN_HEADINGS and _HAN.match(content[-1]) is not None and "，" in content


def _continues(line: Line, following: Line, page: _Page, paragraph: str, *, indents: bool) -> bool:
    if following.content[0] in _NEVER_FIRST or (page.fills(line) and _cites(line, following)):
        return True
    if _begins_anew(line, following) or (indents and following.indented):
        return False
    if page.fills(line):
        return indents or not _ends_sentence(line) or following.start - line.end <= 1
    if page.nearly_fills(line) and not _ends_sentence(line) and not _TITLE_END.search(line.content):
        return following.start - line.end <= 1
    # Other lines go on only where their own marks say so, or those of the lines they went on from.
    if _is_open(paragraph) and not _ends_sentence(line):
        return True
    return line.content[-1] in "，、" or _is_open(line.content) or following.content[0] == "（"


def _begins_anew(line: Line, following: Line) -> bool:
    """Does a line begin something by what it says: a number, a date, one thing of a page's head?"""
    head = _PAGE_HEAD.match(line.content) or _PAGE_HEAD.match(following.content)
    return bool(head or _DATED.match(following.content) or STRUCTURE_START.match(following.content))


def _cites(line: Line, following: Line) -> bool:
    """Did a wrap tear a citation, so that an article's number stands first in a line? There is no blank behind it then."""
    number = STRUCTURE_START.match(following.content)
    blank = number is not None and following.content[number.end() : number.end() + 1].isspace()
    return not blank and _CITES.search(line.content) is not None


def _is_open(text: str) -> bool:
    """Does a bracket or a quotation mark open in it and not close?"""
    return any(text.count(left) > text.count(right) for left, right in ("《》", "“”", "（）"))


def outer_blank_edits(text: str) -> list[Edit]:
    """Take out blanks at the ends of lines, and empty lines."""
    edits = []
    for match in _BLANK_RUN.finditer(text):  # whole runs, so that a long one inside a line is looked at once
        start, end = match.span()
        at_edge = start == 0 or end == len(text)
        if at_edge or (end > start + 1 and "\n" in match.group()):
            edits.append(Edit(Span(start, end), "" if at_edge else "\n", "blank"))
    return edits
