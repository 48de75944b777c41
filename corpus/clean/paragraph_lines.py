"""What a paragraph is, as far as its lines were read: prose, a heading, a note, a number alone, a signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...language.expressions import expression
from ...language.numerals import TO_THOUSANDS
from .line_breaks import MAX_BRACKET
from .lines import BLANKS, STRUCTURE_START, Line, display_width

WIDEST_INDENT = 4  # columns
_LONGER_THAN_HEADINGS, _LONGEST_SIGNATURE = 40, 30
_DATE_LINE = expression(
    r"\d{4}[ \u3000]?年[ \u3000]?\d{1,2}[ \u3000]?月[ \u3000]?\d{1,2}[ \u3000]?日|二[〇○零０0O][〇○零一二三四五六七八九]{2}年.{2,8}日",
    match=["2031年5月7日", "2031 年5 月17 日", "二〇三一年五月七日"],
    no_match=["2031年5月7日前完成", "2031年"],
    use="fullmatch",
)
_BRACKETED = expression(
    r"[（(〔\[][^（）()]*(?:[（(][^（）()]*[)）][^（）()]*)*[)）〕\]]",
    match=["（试行）", "（市文化局（版权局）负责）"],
    no_match=["（试行）的通知", "（市文化局"],
    use="fullmatch",
)
NOTE_AT_END = expression(
    r"[。；][ \u3000]?(?:〔[^〔〕。]*〕|[（(][^（）()。]*(?:[（(][^（）()。]*[)）][^（）()。]*){0,9}[)）])$",
    match=["书屋开放。（市文化局负责）", "书屋开放。〔市文化局（版权局）负责〕"],
    no_match=["书屋（农家书屋）", "书屋开放。农家（职工）", "书屋开放。〔市文化局、县（区）"],
)
_ARTICLE = expression(r"[第笫][^条\n]{1,9}条", match=["第八条 书屋"], no_match=["第八章", "（一）"], use="match")
_FIGURES = expression(rf"[\d{TO_THOUSANDS}\s]", match=["三", "5"], no_match=["第"])
_ENDS, _PROSE_MARKS = "。；：", "，。；：、"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What was read of a paragraph up to the end of a line; ``filled`` columns of it stand on one line of the page.

    ``opening`` says that nothing stood in front of it but the lines of a title, ``indented`` that its first line begins as those of
    paragraphs do, ``unsure`` that it may as well be the next sentence of the paragraph before.
    """

    text: str = ""
    filled: int = 0
    opening: bool = True
    indented: bool = False
    unsure: bool = False

    def with_line(self, line: Line) -> Paragraph:
        """The paragraph with another line, of which a bracket's length is kept."""
        opening = self.opening and not STRUCTURE_START.match(line.content)
        shown = line.text.rstrip(BLANKS)
        indent = display_width(shown) - display_width(line.content)
        indented = self.indented or (not self.text and 2 <= indent <= WIDEST_INDENT)
        text, filled = self.text[-MAX_BRACKET:] + line.content, self.filled + display_width(shown)
        return Paragraph(text, filled, opening, indented, self.unsure)

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
    def is_under_heading_number(self) -> bool:
        """Does it begin with a number that stands before headings mostly: 三、 or 第三章?"""
        return self.kind == "、" or (self.kind[:1] == "第" and self.kind[-1:] != "条")

    @property
    def is_bare_number(self) -> bool:
        """Is a number all of it, whose text extraction put on the next line?"""
        return STRUCTURE_START.fullmatch(self.text) is not None and self.kind[-1] in "条）)、.．"

    @property
    def is_note(self) -> bool:
        """Is it all in brackets?"""
        return _BRACKETED.fullmatch(self.text) is not None

    @property
    def is_article(self) -> bool:
        """Does it begin with the number of an article?"""
        return _ARTICLE.match(self.text) is not None

    @property
    def has_marks(self) -> bool:
        """Has it any of the marks that a sentence has?"""
        return any(mark in self.text for mark in _PROSE_MARKS)

    @property
    def is_prose(self) -> bool:
        """Does it say more than a heading does? A heading may have a comma."""
        number = STRUCTURE_START.match(self.text)
        if number is None or self.is_article:
            return self.has_marks
        return len(self.text) > _LONGER_THAN_HEADINGS or any(mark in self.text[number.end() :] for mark in _ENDS)


def is_signature(lines: Sequence[Line], i: int) -> bool:
    """Is that line a date, or an organ's name above a date?"""
    content = lines[i].content
    if _DATE_LINE.fullmatch(content):
        return True
    below = lines[i + 1].content if i + 1 < len(lines) else ""
    named = len(content) <= _LONGEST_SIGNATURE and not any(mark in content for mark in _PROSE_MARKS)
    return named and _DATE_LINE.fullmatch(below) is not None
