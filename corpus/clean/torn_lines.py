"""Whether a line goes on in the next one, in a text whose lines end at a page's width, in mid-word, or at marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ...language.expressions import expression
from ...language.marks import CLOSERS, PAIRS, is_open
from .likelihood import CharacterModel
from .line_breaks import HOLDING, NEVER_FIRST, NEVER_LAST, LineBreakWords, begins_anew, is_torn_citation
from .lines import STRUCTURE_START, Line, display_width, ends_sentence
from .page_measure import PageMeasure
from .paragraph_lines import NOTE_AT_END, WIDEST_INDENT, Paragraph, is_signature

# How unlikely a character may be behind another (:meth:`.CharacterModel.cost`) where a line may just as well end a heading.
_MAY_FOLLOW = 7.0
_SHORT = 6  # columns by which a line may be shorter than the page: a mark, a Latin word, a narrow blank
_MOST, _HALF = 0.8, 0.5
_FEWEST_PIECES, _OFTEN, _CELLS = 3, 3, 3
_UNIT_BEHIND_NUMBER = expression(
    r"[年月日号个％%万亿元次家人天条项款]", match=["年底", "个工作日"], no_match=["书屋", "市"], use="match"
)
_YEAR_OR_MONTH = expression("[0-9] ?[年月]$", match=["2031年", "1 月"], no_match=["每年"])
_GOES_ON = expression(f"[{NEVER_LAST}》]$", match=["门口和", "《办法》"], no_match=["书屋"])
_LABEL = expression(
    "[\u3400-\u9fff]{2,8}[：:](?=[^\n])", match=["工作目标：建成"], no_match=["下列条件：", "，如下：一"], use="match"
)
_DATED = expression(
    r"\d{4}[ \u3000]?年[ \u3000]?\d{1,2}[ \u3000]?月[ \u3000]?\d{1,2}[ \u3000]?日",
    match=["2031年5月7日溪山省"],
    no_match=["自2031年5月7日起"],
    use="match",
)
_NUMBER_LINE = expression(
    r"[\u3400-\u9fff]{1,12}[〔\[（(]\d{4}[〕\]）)][ \u3000]?第?\d{1,4}[ \u3000]?号",
    match=["溪政发〔2031〕7 号", "溪书函(2031)12号"],
    no_match=["按照溪政发〔2031〕7号要求", "第7号"],
    use="fullmatch",
)


@dataclass(frozen=True, slots=True)
class TornLines:
    """The lines of one text, the measure of its page, the characters that form words, and whether its paragraphs are indented.

    ``cut`` says that lines of the page are cut at marks, as PDFs give them. ``headings`` are the kinds of numbers
    (:attr:`.Paragraph.kind`) behind which lines were found that are headings on their own, ``labels`` what several lines begin with in
    front of a colon.
    """

    lines: Sequence[Line]
    page: PageMeasure
    model: CharacterModel
    words: LineBreakWords
    indents: bool
    cut: bool
    headings: frozenset[str]
    labels: frozenset[str]

    def pairs(self) -> Iterator[tuple[Line, Line]]:
        """The lines that go on in the next one, with that."""
        so_far = Paragraph()
        for i, (line, following) in enumerate(pairwise(self.lines)):
            so_far = so_far.with_line(line)
            if self._goes_on(i, so_far):
                yield line, following
                # The next line is a piece of the same line of the page, or of another when that is full.
                same = _is_at_mark(line, following) and self.page.holds(
                    so_far.filled + display_width(following.content)
                )
                so_far = so_far if same else replace(so_far, filled=0)
            else:
                ended = ends_sentence(line.content)
                so_far = Paragraph(opening=so_far.opening and not ended, unsure=ended)

    def _goes_on(self, i: int, so_far: Paragraph) -> bool:
        line, following = self.lines[i], self.lines[i + 1]
        if following.content[0] in NEVER_FIRST or is_torn_citation(line, following, self.words):
            return True
        if self._is_torn_list(so_far, following) or _closes_bracket(so_far, following):
            return True
        if (
            begins_anew(line, following, self.words)
            or _label(following) in self.labels
            or (self.indents and _is_indented(following))
        ):
            return False
        if ends_sentence(line.content) or NOTE_AT_END.search(so_far.text):
            return self._next_sentence_goes_on(i, so_far)
        if line.content[-1] in "，、" or is_open(so_far.text, HOLDING):
            return True
        return self._sentence_goes_on(i, so_far)

    def _is_torn_list(self, so_far: Paragraph, following: Line) -> bool:
        """Was a word torn before a numeral and its mark, which therefore number nothing: 统⏎一、登记?"""
        number = STRUCTURE_START.match(following.content)
        if number is None or number.group()[-1] != "、" or not so_far.is_prose:
            return False
        return self.model.is_one_word(so_far.text[-1], following.content[0])

    def _next_sentence_goes_on(self, i: int, so_far: Paragraph) -> bool:
        """Does a line at whose end a sentence ends stand in the middle of a paragraph?"""
        line, following = self.lines[i], self.lines[i + 1]
        if is_signature(self.lines, i + 1):
            return False
        full = so_far.filled >= self.page.columns - _SHORT or self.page.fills(line)
        if full and not NOTE_AT_END.search(so_far.text):
            return self.indents or (following.start - line.end <= 1 and not self._begins_short(i))
        return self._is_piece(i, so_far.filled)

    def _sentence_goes_on(self, i: int, so_far: Paragraph) -> bool:
        """Does a line that ends without a mark go on in the next one?"""
        before, behind = self.lines[i].content, self.lines[i + 1].content
        if so_far.is_bare_number or so_far.is_note or is_signature(self.lines, i + 1) or is_signature(self.lines, i):
            # The number of an article is a paragraph's wherever its text stands.
            return so_far.is_bare_number and not so_far.kind.endswith("条")
        says_more = so_far.is_prose or (self.indents and so_far.indented) or _GOES_ON.search(before) is not None
        one_word = self.model.is_one_word(before[-1], behind[0]) or _is_number_torn(before, behind)
        if one_word or says_more:
            return not (so_far.opening and _NUMBER_LINE.fullmatch(behind))
        titled = self.words.title_end.search(before) is not None and not (so_far.kind or so_far.unsure)
        if so_far.opening or titled or so_far.kind.startswith("附"):
            return not titled and self._title_goes_on(i, so_far)
        return self._heading_goes_on(i, so_far)

    def _title_goes_on(self, i: int, so_far: Paragraph) -> bool:
        """Does a line go on that stands above the first paragraph, or names an attachment?"""
        before, behind = self.lines[i].content, self.lines[i + 1].content
        if self.words.title_end.search(before) or _DATED.match(behind) or _NUMBER_LINE.fullmatch(behind):
            return False
        return self._is_wide(i, so_far) and self._may_follow(before, behind)

    def _heading_goes_on(self, i: int, so_far: Paragraph) -> bool:
        """Does a line go on that may just as well be a heading, a cell of a table, an organ's name?"""
        line, following = self.lines[i], self.lines[i + 1]
        before, behind = line.content, following.content
        if _has_cells(before) or _has_cells(behind):
            return False
        wide, headed = self._is_wide(i, so_far), so_far.kind in self.headings
        if not _is_at_mark(line, following):
            may_follow = self._may_follow(before, behind) or self.page.is_full_to_the_edge(line, so_far.filled)
            of_text = (so_far.is_article and not headed) or (so_far.unsure and not so_far.kind)
            return (wide and (not headed or may_follow)) or (of_text and may_follow)
        if so_far.kind and Paragraph(behind).is_note:
            return not headed
        if not so_far.kind and not (before[-1] in CLOSERS and behind[0] in PAIRS):
            return True  # a list of titles or names has marks on both sides
        return wide or (bool(so_far.kind) and not headed) or self._is_piece(i, so_far.filled)

    def _is_wide(self, i: int, so_far: Paragraph) -> bool:
        """Is a line as wide as those that go on? The first of a paragraph may have lost its indent."""
        lost_indent = WIDEST_INDENT if so_far.is_first_line and not so_far.indented else 0
        return so_far.filled >= self.page.narrowest - _SHORT - lost_indent or self.page.fills(self.lines[i])

    def _may_follow(self, before: str, behind: str) -> bool:
        chars = before[-1], behind[0]
        return not _are_chinese(*chars) or self.model.cost(*chars) <= _MAY_FOLLOW

    def _is_piece(self, i: int, filled: int) -> bool:
        """Do a line and the pieces behind it fill a line of the page?"""
        return self.cut and any(self.page.is_full(filled + columns) for columns in self._columns_behind(i, filled))

    def _begins_short(self, i: int) -> bool:
        """Do the pieces behind a line fill one of the page but for the indent that a paragraph's first line has lost?"""
        missing = [self.page.columns - columns for columns in self._columns_behind(i, 0)]
        return not any(abs(columns) <= 1 for columns in missing) and any(
            abs(columns - WIDEST_INDENT) <= 1 for columns in missing
        )

    def _columns_behind(self, i: int, filled: int) -> Iterator[int]:
        """The columns of the next line, of the next two and so on, as many as have room beside those that are filled."""
        columns = 0
        for at in range(i + 1, len(self.lines)):
            columns += display_width(self.lines[at].content)
            if not self.page.holds(filled + columns):
                return
            yield columns


def read_torn_lines(
    lines: Sequence[Line], page: PageMeasure, model: CharacterModel, words: LineBreakWords
) -> TornLines:
    """What the lines of a text say of themselves, read before any of them is joined."""
    return TornLines(
        lines,
        page,
        model,
        words,
        indents=_paragraphs_are_indented(lines),
        cut=_are_cut(lines, page),
        headings=_heading_kinds(lines, page, model),
        labels=frozenset(label for label, times in Counter(map(_label, lines)).items() if label and times >= _OFTEN),
    )


def _label(line: Line) -> str:
    """The words and the colon with which a line begins, if it goes on behind them; empty where it begins otherwise."""
    found = _LABEL.match(line.content)
    return found.group() if found else ""


def _are_cut(lines: Sequence[Line], page: PageMeasure) -> bool:
    """Are there lines that end at a mark inside a sentence, and far from the edge of the page?"""
    pieces = sum(
        _is_at_mark(line, following)
        and not ends_sentence(line.content)
        and display_width(line.content) < page.narrowest - _SHORT - WIDEST_INDENT
        for line, following in pairwise(lines)
    )
    return pieces >= max(_FEWEST_PIECES, len(lines) // 40)


def _paragraphs_are_indented(lines: Sequence[Line]) -> bool:
    """Are the lines indented that begin paragraphs: with a number, or behind a stop, where few lines end otherwise?"""
    numbered = [line for line in lines if STRUCTURE_START.match(line.content)]
    behind_a_stop = [following for line, following in pairwise(lines) if ends_sentence(line.content)]
    return any(
        begin and sum(map(_is_indented, begin)) >= share * len(begin)
        for begin, share in ((numbered, _MOST), (behind_a_stop, _HALF))
    )


def _has_cells(content: str) -> bool:
    """Are there blanks in it and no marks, as in the row of a table?"""
    return len(content.split()) >= _CELLS and not Paragraph(content).has_marks


def _heading_kinds(lines: Sequence[Line], page: PageMeasure, model: CharacterModel) -> frozenset[str]:
    """The kinds of numbers with which lines begin that are headings on their own: too short to go on, with a paragraph behind.

    三、 and 第三章 stand before headings mostly, and so does （三） where there are no articles.
    """
    firsts = [Paragraph(line.content) for line in lines if STRUCTURE_START.match(line.content)]
    of_law = any(first.is_article for first in firsts)
    usual = frozenset(
        first.kind for first in firsts if first.is_under_heading_number or (not of_law and first.kind == "（）")
    )
    return usual | frozenset(
        Paragraph(line.content).kind
        for line, following in pairwise(lines)
        if display_width(line.content) < page.narrowest - _SHORT - WIDEST_INDENT
        and STRUCTURE_START.match(line.content)
        and not STRUCTURE_START.match(following.content)
        and following.content[0] not in NEVER_FIRST
        and not _is_at_mark(line, following)
        and _are_chinese(line.content[-1], following.content[0])
        and model.cost(line.content[-1], following.content[0]) > _MAY_FOLLOW
    )


def _is_indented(line: Line) -> bool:
    """Does it begin with more than the blank at which a line may have been broken?"""
    return line.indented and (line.text[0] in "\t\u3000" or line.text[1:2].isspace())


def _is_at_mark(line: Line, following: Line) -> bool:
    """Do two lines part at a mark, as the pieces of one line of a PDF do?"""
    before, behind = line.content, following.content
    return ends_sentence(before) or before[-1] in "，、" or before[-1] in CLOSERS or behind[0] in PAIRS


def _closes_bracket(so_far: Paragraph, following: Line) -> bool:
    """Does the next line close a bracket that is open, so that what it begins with (附件1）) begins nothing?"""
    brackets = [char for char in following.content if char in "（）"]
    return brackets[:1] == ["）"] and is_open(so_far.text, "（")


def _are_chinese(*chars: str) -> bool:
    return all("\u3400" <= char <= "\u9fff" for char in chars)


def _is_number_torn(before: str, behind: str) -> bool:
    """Did a break part the digits of a number, a number and its unit, or a date?"""
    if _YEAR_OR_MONTH.search(before) and behind[0].isdigit():
        return True
    return before[-1].isdigit() and (behind[0].isdigit() or _UNIT_BEHIND_NUMBER.match(behind) is not None)
