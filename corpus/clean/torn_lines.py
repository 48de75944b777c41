"""Whether a line goes on in the next one, in a text whose lines end where no line ends: in mid-word, at marks, at any width."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ...language.expressions import expression
from ...language.marks import CLOSERS, PAIRS, is_open
from ...language.numerals import TO_THOUSANDS
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
from .lines import BLANKS, STRUCTURE_START, Line, display_width, ends_sentence
from .page_measure import PageMeasure

# How unlikely a character may be behind another (:meth:`.CharacterModel.cost`) where a line may just as well end a heading.
_MAY_FOLLOW = 7.0
# Columns: of an indent, and by how many a line may be shorter than the page: a mark, a Latin word, a narrow blank.
_WIDEST_INDENT, _SHORT = 4, 6
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
    r"[。；][ \u3000]?(?:〔[^〔〕。]*〕|[（(][^（）()。]*(?:[（(][^（）()。]*[)）][^（）()。]*){0,9}[)）])$",
    match=["书屋开放。（市文化局负责）", "书屋开放。〔市文化局（版权局）负责〕"],
    no_match=["书屋（农家书屋）", "书屋开放。农家（职工）", "书屋开放。〔市文化局、县（区）"],
)
_ARTICLE = expression(r"[第笫][^条\n]{1,9}条", match=["第八条 书屋"], no_match=["第八章", "（一）"], use="match")
_UNIT_BEHIND_NUMBER = expression(
    r"[年月日号个％%万亿元次家人天条项款]", match=["年底", "个工作日"], no_match=["书屋", "市"], use="match"
)
_FIGURES = expression(rf"[\d{TO_THOUSANDS}\s]", match=["三", "5"], no_match=["第"])
_ENDS, _PROSE_MARKS = "。；：", "，。；：、"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What was read of a paragraph up to the end of a line; ``filled`` columns of it stand on one line of the page.

    ``opening`` says that nothing stood in front of it but the lines of a title, ``indented`` that its first line begins as those of
    paragraphs do.
    """

    text: str = ""
    filled: int = 0
    opening: bool = True
    indented: bool = False

    def with_line(self, line: Line) -> Paragraph:
        """The paragraph with another line, of which a bracket's length is kept."""
        opening = self.opening and not STRUCTURE_START.match(line.content)
        shown = line.text.rstrip(BLANKS)
        indent = display_width(shown) - display_width(line.content)
        indented = self.indented or (not self.text and line.indented and indent <= _WIDEST_INDENT)
        return Paragraph(self.text[-MAX_BRACKET:] + line.content, self.filled + display_width(shown), opening, indented)

    @property
    def is_first_line(self) -> bool:
        """Does all of it stand on one line of the page?"""
        return display_width(self.text) <= self.filled

    @property
    def kind(self) -> str:
        """The number in front of it without its figures: 、 （） 第条; empty where there is none."""
        number = STRUCTURE_START.match(self.text)
        return _FIGURES.sub("", number.group()) if number else ""

    @property
    def is_prose(self) -> bool:
        """Does it say more than a heading does? A heading may have a comma."""
        number = STRUCTURE_START.match(self.text)
        if number is None or _ARTICLE.match(self.text):
            return any(mark in self.text for mark in _PROSE_MARKS)
        return len(self.text) > _LONGER_THAN_HEADINGS or any(mark in self.text[number.end() :] for mark in _ENDS)


@dataclass(frozen=True, slots=True)
class TornLines:
    """What is known of the lines of one text: its measure, which characters form words, whether its paragraphs are indented.

    ``headings`` are the kinds of numbers (:attr:`Paragraph.kind`) behind which lines were found that are headings on their own.
    """

    page: PageMeasure
    model: CharacterModel
    words: LineBreakWords
    indents: bool
    headings: frozenset[str] = frozenset()

    def goes_on(self, lines: Sequence[Line], i: int, so_far: Paragraph) -> bool:
        """Does the line of that number go on in the next one? ``so_far`` is what was read of its paragraph."""
        line, following = lines[i], lines[i + 1]
        if following.content[0] in NEVER_FIRST or is_torn_citation(line, following, self.words):
            return True
        if begins_anew(line, following, self.words) or (self.indents and following.indented):
            return False
        if ends_sentence(line.content) or _NOTE_AT_END.search(so_far.text):
            return self._next_sentence_goes_on(lines, i, so_far)
        if line.content[-1] in "，、" or is_open(so_far.text, HOLDING):
            return True
        return self._sentence_goes_on(lines, i, so_far)

    def over_break(self, so_far: Paragraph, line: Line, following: Line) -> Paragraph:
        """The paragraph that goes on in the next line: a piece of the same line of the page, or of another when that is full."""
        same = is_at_mark(line, following) and self.page.holds(so_far.filled + display_width(following.content))
        return so_far if same else replace(so_far, filled=0)

    def _next_sentence_goes_on(self, lines: Sequence[Line], i: int, so_far: Paragraph) -> bool:
        """Does a line at whose end a sentence ends stand in the middle of a paragraph?"""
        line, following = lines[i], lines[i + 1]
        if _DATE_LINE.fullmatch(following.content):
            return False
        if so_far.filled >= self.page.columns - _SHORT:
            return self.indents or (following.start - line.end <= 1 and not self._begins_short(lines, i))
        return self._is_piece(lines, i, so_far.filled)

    def _sentence_goes_on(self, lines: Sequence[Line], i: int, so_far: Paragraph) -> bool:
        """Does a line that ends without a mark go on in the next one?"""
        before, behind = lines[i].content, lines[i + 1].content
        if _DATE_LINE.fullmatch(behind) or _DATE_LINE.fullmatch(before) or _BRACKETED_LINE.fullmatch(before):
            return BARE_NUMBER.fullmatch(before) is not None
        one_word = self.model.is_one_word(before[-1], behind[0]) or _is_number_torn(before[-1], behind)
        titled = self.words.title_end.search(before) is not None and so_far.kind in ("", "附件", "附：")
        if so_far.opening or so_far.kind.startswith("附") or (titled and not so_far.is_prose):
            return not titled and (one_word or self._is_wide(so_far)) and self._may_follow(before[-1], behind[0])
        if so_far.is_prose or one_word or (self.indents and so_far.indented):
            return True
        headed = so_far.kind in self.headings
        if is_at_mark(lines[i], lines[i + 1]):
            if _BRACKETED_LINE.fullmatch(behind):
                return bool(so_far.kind) and not headed
            return self._is_wide(so_far) or self._is_piece(lines, i, so_far.filled)
        return self._is_wide(so_far) and (not headed or self._may_follow(before[-1], behind[0]))

    def _is_wide(self, so_far: Paragraph) -> bool:
        """Is a line as wide as those that go on? The first of a paragraph may have lost its indent."""
        lost_indent = _WIDEST_INDENT if so_far.is_first_line and not so_far.indented else 0
        return so_far.filled >= self.page.narrowest - _SHORT - lost_indent

    def _may_follow(self, before: str, behind: str) -> bool:
        return not _are_chinese(before, behind) or self.model.cost(before, behind) <= _MAY_FOLLOW

    def _is_piece(self, lines: Sequence[Line], i: int, filled: int) -> bool:
        """Do a line and the pieces behind it fill a line of the page?"""
        return any(self.page.is_full(filled + columns) for columns in self._columns_behind(lines, i, filled))

    def _begins_short(self, lines: Sequence[Line], i: int) -> bool:
        """Do the pieces behind a line fill one of the page but for the indent that a paragraph's first line has lost?"""
        behind = self._columns_behind(lines, i, 0)
        return not any(abs(columns - self.page.columns) <= 1 for columns in behind) and any(
            abs(columns + _WIDEST_INDENT - self.page.columns) <= 1 for columns in behind
        )

    def _columns_behind(self, lines: Sequence[Line], i: int, filled: int) -> list[int]:
        """The columns of the next line, of the next two and so on, as many as have room beside those that are filled."""
        found = [0]
        for line in lines[i + 1 :]:
            found.append(found[-1] + display_width(line.content))
            if not self.page.holds(filled + found[-1]):
                break
        return found[1:-1] if len(found) > 1 and not self.page.holds(filled + found[-1]) else found[1:]


def is_at_mark(line: Line, following: Line) -> bool:
    """Do two lines part at a mark, as the pieces of one line of a PDF do?"""
    before, behind = line.content, following.content
    return ends_sentence(before) or before[-1] in "，、" or before[-1] in CLOSERS or behind[0] in PAIRS


def heading_kinds(lines: Sequence[Line], page: PageMeasure, model: CharacterModel) -> frozenset[str]:
    """The kinds of numbers with which lines begin that are headings on their own: too short to go on, with a paragraph behind."""
    return frozenset(
        Paragraph(line.content).kind
        for line, following in pairwise(lines)
        if display_width(line.content) < page.narrowest - _SHORT - _WIDEST_INDENT
        and STRUCTURE_START.match(line.content)
        and not STRUCTURE_START.match(following.content)
        and following.content[0] not in NEVER_FIRST
        and not is_at_mark(line, following)
        and _are_chinese(line.content[-1], following.content[0])
        and model.cost(line.content[-1], following.content[0]) > _MAY_FOLLOW
    )


def _are_chinese(*chars: str) -> bool:
    return all("\u3400" <= char <= "\u9fff" for char in chars)


def _is_number_torn(before: str, behind: str) -> bool:
    """Did a break part the digits of a number, or a number and its unit?"""
    return before.isdigit() and (behind[0].isdigit() or _UNIT_BEHIND_NUMBER.match(behind) is not None)
