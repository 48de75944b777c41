"""What cleaning does with whole lines: wrapped ones are joined, blanks at their ends go."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
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
_HAN = re.compile("[\u3400-\u9fff]")
# At most so unlikely behind the other (minus ln of the probability). Of eight lines torn in the laws it finds six, and joins one
# sentence to the next where the full stop between them was lost.
ONE_WORD = 5.0
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
    for piece in text.split("\n"):
        yield Line(start, start + len(piece), piece)
        start += len(piece) + 1


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


def unwrap_edits(text: str) -> list[Edit]:
    """Join the lines of a text that was wrapped at a page's width.

    A text counts as wrapped when enough of its widest lines, all about equally wide, end where no sentence ends. Such a line is then
    joined to the next, unless that one begins a paragraph.
    """
    lines = [line for line in iter_lines(text) if line.content]
    page = _page(lines)
    if page is None:
        return [_join(text, line, following) for line, following in _torn(lines)]
    indents = _paragraphs_are_indented(lines)
    edits: list[Edit] = []
    paragraph, taken = "", 0
    for line, following in pairwise(lines):
        paragraph = paragraph[-_MAX_BRACKET:] + line.content
        if _continues(line, following, page.narrower(taken), paragraph, indents=indents):
            edits.append(_join(text, line, following))
            taken = 0
        else:
            paragraph = ""
            # A number that extraction put on a line of its own stood in front of the line behind it.
            taken = display_width(line.content) + 2 if _BARE_NUMBER.fullmatch(line.content) else 0
    return edits


def _join(text: str, line: Line, following: Line) -> Edit:
    start = line.start + len(line.text.rstrip(BLANKS))
    end = following.end - len(following.text.lstrip(BLANKS))
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


def _page(lines: list[Line]) -> _Page | None:
    """The measure at which a text was wrapped; ``None`` where it was not."""
    if len(lines) < 8:
        return None
    texts = [line.text.rstrip(BLANKS) for line in lines]
    columns, characters = sorted(map(display_width, texts)), sorted(map(len, texts))
    usual_longest = (len(lines) * 19) // 20 - 1
    page = _Page(columns[usual_longest], characters[usual_longest])
    if not 30 <= page.columns <= 160 or columns[-1] > page.columns + 16:
        return None
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


def _torn(lines: list[Line]) -> Iterator[tuple[Line, Line]]:
    """The lines of a text that was not wrapped that end where none can, behind a comma or inside a word, each with the next."""
    pairs = [pair for pair in pairwise(lines) if not STRUCTURE_START.match(pair[1].content)]
    open_ended = any(_is_long_and_open(line.content) for line, _ in pairs)
    model = load_character_model() if open_ended else None  # few texts have such a line
    for line, following in pairs:
        inside = model is not None and _is_long_and_open(line.content) and _is_one_word(line, following, model)
        if inside or line.content[-1] in "，、":
            yield line, following


def _is_one_word(line: Line, following: Line, model: CharacterModel) -> bool:
    first = following.content[0]
    return _HAN.match(first) is not None and model.cost(line.content[-1], first) <= ONE_WORD


def _is_long_and_open(content: str) -> bool:
    """Is it longer than a heading, with clauses, and without an end?"""
    return len(content) >= _LONGER_THAN_HEADINGS and "，" in content and _HAN.match(content[-1]) is not None


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
        at_edge = match.start() == 0 or match.end() == len(text)
        new = "" if at_edge else "\n"
        if match.group() != new and (at_edge or "\n" in match.group()):
            edits.append(Edit(Span(match.start(), match.end()), new, "blank"))
    return edits
