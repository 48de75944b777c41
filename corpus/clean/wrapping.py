"""Lines that were wrapped at a page's width, or torn within a sentence, are joined."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ...language.expressions import expression
from ...language.marks import is_open
from ...language.numerals import TO_TEN, TO_THOUSANDS
from ...language.spans import Edit, Span
from .likelihood import CharacterModel, load_character_model
from .line_breaks import LineBreakWords, load_line_break_words
from .lines import (
    BLANKS,
    STRUCTURE_START,
    Line,
    break_start,
    display_width,
    ends_sentence,
    filled_lines,
    iter_contents,
)

_NEVER_FIRST = "，。；、：,;！？"  # a line begins with one of these only where a wrap tore it from the line before
_OPEN_BREAK = expression(
    rf"\n(?<=[，、\u3400-\u9fff{BLANKS}]\n)[{BLANKS}\n]*",
    match=["书屋，\n　每周开放"],
    no_match=["书屋开放。\n第二条", "书屋，"],
)
# What stands in brackets is hardly longer: behind it, a bracket has lost its other half.
_MAX_BRACKET = 400
_HOLDING = "《“（"  # what stands in these goes on over the end of a line
_LONGER_THAN_HEADINGS = 40
# A page is hardly wider than this; its lines are about equally wide.
_MOST_COLUMNS, _UNEVEN = 160, 16
_HAN = expression("[\u3400-\u9fff]", match=["书"], no_match=["，", "5", "a"], use="match")
_BARE_NUMBER = expression(
    rf"第[ \u3000]?[{TO_THOUSANDS}\d]{{1,7}}[ \u3000]?条|[（(][{TO_TEN}]{{1,4}}[)）]",
    match=["第一百零三条", "第 8 条", "（十二）"],
    no_match=["第三条书屋", "（1）", "三、"],
    use="fullmatch",
)
# The line of dates under a title, with or without the organ in front: （某市文化局2024年2月18日发布）.
_DATED = expression(
    r"[（(](?:\d{4}年|[^（）()。；]{2,40}\d{4}年\d{1,2}月\d{1,2}日[^（）()。；]{0,60}[)）]$)",
    match=["（2024年2月18日某市文化局发布）", "（某市文化局2024年2月18日发布）"],
    no_match=["（某市文化局发布）", "2024年2月18日"],
    use="match",
)


def unwrap_edits(
    text: str,
    words: LineBreakWords | None = None,
    load_model: Callable[[], CharacterModel] = load_character_model,
) -> list[Edit]:
    """Join the lines of a text that was wrapped at a page's width.

    A text counts as wrapped when enough of its widest lines, all about equally wide, end where no sentence ends. Such a line is then
    joined to the next, unless that one begins a paragraph.

    :param words: those of the package where they are not given; ``load_model`` is asked only where a line may be torn inside a word.
    """
    page = _measure(text)
    if page is None:
        return [_join(text, *gap) for gap in _gaps_in_sentences(text, load_model)]
    words = load_line_break_words() if words is None else words
    lines = filled_lines(text)
    indents = _paragraphs_are_indented(lines)
    edits: list[Edit] = []
    paragraph, taken = "", 0
    for line, following in pairwise(lines):
        paragraph = paragraph[-_MAX_BRACKET:] + line.content
        if _continues(line, following, page.narrower(taken), paragraph, words, indents=indents):
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
class _Measure:
    """The measure at which a text was wrapped: programs count columns or characters."""

    columns: int
    characters: int

    def narrower(self, columns: int) -> _Measure:
        """The measure of a line of which so many columns are taken."""
        return _Measure(self.columns - columns, self.characters - columns // 2)

    def fills(self, line: Line) -> bool:
        """Is a line as long as the measure? A mark that may not begin a line, or a Latin word, makes it somewhat shorter."""
        text = line.text.rstrip(BLANKS)
        return display_width(text) >= self.columns - 6 or len(text) >= self.characters - 1

    def nearly_fills(self, line: Line) -> bool:
        """Is it so but for the two characters of an indent that was lost?"""
        return display_width(line.content) >= self.columns - 10


def _measure(text: str) -> _Measure | None:
    """The measure at which a text was wrapped; ``None`` where it was not."""
    lengths = array("q")
    for match in iter_contents(text):
        lengths.append(len(match.group()))
        if lengths[-1] > _MOST_COLUMNS // 2 and display_width(match.group()) > _MOST_COLUMNS + _UNEVEN:
            return None  # most texts are told by one of their first paragraphs
    if len(lengths) < 8:
        return None
    columns = sorted(display_width(match.group()) for match in iter_contents(text))
    usual_longest = (len(lengths) * 19) // 20 - 1
    page = _Measure(columns[usual_longest], sorted(lengths)[usual_longest])
    if not 30 <= page.columns <= _MOST_COLUMNS or columns[-1] > page.columns + _UNEVEN:
        return None
    lines = filled_lines(text)
    wide = [line for line in lines if page.fills(line)]
    open_ended = sum(not _ends_sentence(line) for line in wide)
    # A text with one paragraph a line has wide lines too, but they end with their sentences.
    wrapped = open_ended >= max(4, len(lines) // 10) and open_ended * 2 >= len(wide)
    return page if wrapped else None


def _ends_sentence(line: Line) -> bool:
    return ends_sentence(line.content)


def _paragraphs_are_indented(lines: list[Line]) -> bool:
    behind_a_stop = [following for line, following in pairwise(lines) if _ends_sentence(line)]
    return bool(behind_a_stop) and sum(line.indented for line in behind_a_stop) * 2 >= len(behind_a_stop)


def _gaps_in_sentences(text: str, load_model: Callable[[], CharacterModel]) -> Iterator[tuple[int, int]]:
    """Where the lines of a text that was not wrapped end as none can, behind a comma or inside a word: from there to the next line."""
    for match in _OPEN_BREAK.finditer(text):
        start, end = break_start(text, match.start()), match.end()
        content = text[text.rfind("\n", 0, start) + 1 : start].lstrip(BLANKS)
        if content and end < len(text) and _is_torn(content, _content_from(text, end), load_model):
            yield start, end


def _is_torn(content: str, following: str, load_model: Callable[[], CharacterModel]) -> bool:
    at_comma = content[-1] in "，、"
    if not (at_comma or _is_long_and_open(content)) or STRUCTURE_START.match(following):
        return False
    return at_comma or load_model().is_one_word(content[-1], following[0])  # few texts need the model


def _is_long_and_open(content: str) -> bool:
    """Is it longer than a heading, with clauses, and without an end?"""
    return len(content) >= _LONGER_THAN_HEADINGS and _HAN.match(content[-1]) is not None and "，" in content


def _content_from(text: str, start: int) -> str:
    """What a line says from a place on."""
    end = text.find("\n", start)
    return text[start : end if end >= 0 else len(text)].rstrip(BLANKS)


def _continues(
    line: Line, following: Line, page: _Measure, paragraph: str, words: LineBreakWords, *, indents: bool
) -> bool:
    if following.content[0] in _NEVER_FIRST or (page.fills(line) and _cites(line, following, words)):
        return True
    if _begins_anew(line, following, words) or (indents and following.indented):
        return False
    if page.fills(line):
        return indents or not _ends_sentence(line) or following.start - line.end <= 1
    if page.nearly_fills(line) and not _ends_sentence(line) and not words.title_end.search(line.content):
        return following.start - line.end <= 1
    # Other lines go on only where their own marks say so, or those of the lines they went on from.
    if is_open(paragraph, _HOLDING) and not _ends_sentence(line):
        return True
    return line.content[-1] in "，、" or is_open(line.content, _HOLDING) or following.content[0] == "（"


def _begins_anew(line: Line, following: Line, words: LineBreakWords) -> bool:
    """Does a line begin something by what it says: a number, a date, one thing of a page's head?"""
    head = words.page_label.match(line.content) or words.page_label.match(following.content)
    return bool(head or _DATED.match(following.content) or STRUCTURE_START.match(following.content))


def _cites(line: Line, following: Line, words: LineBreakWords) -> bool:
    """Did a wrap tear a citation, so that an article's number stands first in a line? There is no blank behind it then."""
    number = STRUCTURE_START.match(following.content)
    blank = number is not None and following.content[number.end() : number.end() + 1].isspace()
    return not blank and words.cites.search(line.content) is not None
