"""Whether a line goes on in the next one, in a text whose lines end where no line ends: in mid-word, at marks, at any width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...language.expressions import expression
from ...language.marks import CLOSERS, PAIRS, is_open
from .likelihood import CharacterModel
from .line_breaks import (
    BARE_NUMBER,
    HOLDING,
    MAX_BRACKET,
    NEVER_FIRST,
    LineBreakWords,
    begins_anew,
    is_torn_citation,
)
from .lines import STRUCTURE_START, Line, display_width, ends_sentence
from .page_measure import PageMeasure

# How unlikely a character may be behind another (:meth:`.CharacterModel.cost`) where a line may just as well end a heading.
_MAY_FOLLOW = 7.0
_LONGER_THAN_HEADINGS = 40
_DATE_LINE = expression(
    r"\d{4}[ \u3000]?年[ \u3000]?\d{1,2}[ \u3000]?月[ \u3000]?\d{1,2}[ \u3000]?日|二[〇○零０0O][〇○零一二三四五六七八九]{2}年.{2,8}日",
    match=["2031年5月7日", "2031 年5 月17 日", "二〇三一年五月七日"],
    no_match=["2031年5月7日前完成", "2031年"],
    use="fullmatch",
)
_BRACKETED_LINE = expression(
    r"[（(〔\[][^（）()]*(?:[（(][^（）()]*[)）][^（）()]*)*[)）〕\]]",
    match=["（试行）", "（市文化局（版权局）负责）"],
    no_match=["（试行）的通知", "（市文化局"],
    use="fullmatch",
)
_NOTE_AT_END = expression(
    r"[。；][ \u3000]?[（(〔\[][^（）()。]*(?:[（(][^（）()。]*[)）][^（）()。]*){0,9}[)）〕\]]$",
    match=["书屋开放。（市文化局负责）", "书屋开放。〔市文化局（版权局）负责〕"],
    no_match=["书屋（农家书屋）", "书屋开放。农家（职工）"],
)
_ARTICLE = expression(r"[第笫][^条\n]{1,9}条", match=["第八条 书屋"], no_match=["第八章", "（一）"], use="match")
_UNIT_BEHIND_NUMBER = expression(
    r"[年月日号个％%万亿元次家人天条项款]", match=["年底", "个工作日"], no_match=["书屋", "市"], use="match"
)
_ENDS, _PROSE_MARKS = "。；：", "，。；：、"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What was read of a paragraph up to the end of a line; ``filled`` columns of it stand on one line of the page.

    ``opening`` says that nothing stood in front of it but the lines of a title.
    """

    text: str = ""
    filled: int = 0
    opening: bool = True

    def with_line(self, content: str) -> Paragraph:
        """The paragraph with another line, of which a bracket's length is kept."""
        opening = self.opening and not STRUCTURE_START.match(content)
        return Paragraph(self.text[-MAX_BRACKET:] + content, self.filled + display_width(content), opening)

    @property
    def is_prose(self) -> bool:
        """Does it say more than a heading does? A heading may have a comma."""
        number = STRUCTURE_START.match(self.text)
        if number is None or _ARTICLE.match(self.text):
            return any(mark in self.text for mark in _PROSE_MARKS)
        return len(self.text) > _LONGER_THAN_HEADINGS or any(mark in self.text[number.end() :] for mark in _ENDS)


@dataclass(frozen=True, slots=True)
class TornLines:
    """What is known of the lines of one text: its measure, whether its paragraphs are indented, which characters form words."""

    page: PageMeasure
    model: CharacterModel
    words: LineBreakWords
    indents: bool

    def goes_on(self, lines: Sequence[Line], i: int, so_far: Paragraph) -> bool:
        """Does the line of that number go on in the next one? ``so_far`` is what was read of its paragraph."""
        line, following = lines[i], lines[i + 1]
        if following.content[0] in NEVER_FIRST or is_torn_citation(line, following, self.words):
            return True
        if begins_anew(line, following, self.words) or (self.indents and following.indented):
            return False
        if ends_sentence(line.content) or _NOTE_AT_END.search(so_far.text):
            close = self.indents or following.start - line.end <= 1
            return (close and so_far.filled >= self.page.columns - 6) or self._is_piece(lines, i, so_far.filled)
        if line.content[-1] in "，、" or is_open(so_far.text, HOLDING):
            return True
        return self._sentence_goes_on(lines, i, so_far)

    def over_break(self, so_far: Paragraph, line: Line, following: Line) -> Paragraph:
        """The paragraph that goes on in the next line: a piece of the same line of the page, or of another when that is full."""
        before, behind = line.content, following.content
        at_mark = ends_sentence(before) or before[-1] in "，、" or before[-1] in CLOSERS or behind[0] in PAIRS
        same = at_mark and self.page.holds(so_far.filled + display_width(behind))
        return so_far if same else replace(so_far, filled=0)

    def _sentence_goes_on(self, lines: Sequence[Line], i: int, so_far: Paragraph) -> bool:
        """Does a line that ends without a mark go on in the next one?"""
        before, behind = lines[i].content, lines[i + 1].content
        if _DATE_LINE.fullmatch(behind) or _BRACKETED_LINE.fullmatch(before):
            return BARE_NUMBER.fullmatch(before) is not None
        wide = self.page.is_wide(so_far.filled)
        titled = self.words.title_end.search(before) is not None and not STRUCTURE_START.match(so_far.text)
        if so_far.opening or (titled and not so_far.is_prose):
            return wide and not titled and self._may_follow(before[-1], behind[0])
        if so_far.is_prose:
            return True
        if behind[0] in PAIRS or before[-1] in CLOSERS:
            return self._is_piece(lines, i, so_far.filled) or (wide and not _BRACKETED_LINE.fullmatch(behind))
        if self.model.is_one_word(before[-1], behind[0]) or _is_number_torn(before[-1], behind):
            return True
        of_article = _ARTICLE.match(so_far.text) is not None
        return wide and (self.indents or of_article or self._may_follow(before[-1], behind[0]))

    def _may_follow(self, before: str, behind: str) -> bool:
        both_chinese = all("\u3400" <= one <= "\u9fff" for one in (before, behind))
        return not both_chinese or self.model.cost(before, behind) <= _MAY_FOLLOW

    def _is_piece(self, lines: Sequence[Line], i: int, filled: int) -> bool:
        """Do a line and the pieces behind it fill a line of the page, which those pieces alone do not?"""
        columns, pieces = 0, []
        for line in lines[i + 1 :]:
            columns += display_width(line.content)
            if not self.page.holds(filled + columns):
                break
            pieces.append(columns)
        return any(self.page.is_full(filled + columns) for columns in pieces)


def _is_number_torn(before: str, behind: str) -> bool:
    """Did a break part the digits of a number, or a number and its unit?"""
    return before.isdigit() and (behind[0].isdigit() or _UNIT_BEHIND_NUMBER.match(behind) is not None)
