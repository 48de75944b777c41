"""Lines that were wrapped at a page's width, or torn within a sentence, are joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from ...language.expressions import expression
from ...language.marks import is_open
from ...language.spans import Edit, Span
from .likelihood import CharacterModel, load_character_model
from .line_breaks import (
    BARE_NUMBER,
    HOLDING,
    MAX_BRACKET,
    NEVER_FIRST,
    LineBreakWords,
    begins_anew,
    is_torn_citation,
    load_line_break_words,
)
from .lines import BLANKS, STRUCTURE_START, Line, break_start, display_width, ends_sentence, filled_lines
from .page_measure import PageMeasure, measure_page
from .torn_lines import Paragraph, TornLines, heading_kinds

_OPEN_BREAK = expression(
    rf"\n(?<=[，、\u3400-\u9fff{BLANKS}]\n)[{BLANKS}\n]*",
    match=["书屋，\n　每周开放"],
    no_match=["书屋开放。\n第二条", "书屋，"],
)
_LONGER_THAN_HEADINGS = 40
_HAN = expression("[\u3400-\u9fff]", match=["书"], no_match=["，", "5", "a"], use="match")


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
    page = measure_page(text, load_model)
    if page is None:
        return [_join(text, *gap) for gap in _gaps_in_sentences(text, load_model)]
    words = load_line_break_words() if words is None else words
    lines = filled_lines(text)
    indents = _paragraphs_are_indented(lines)
    if page.torn:
        torn = TornLines(page, load_model(), words, indents, heading_kinds(lines, page, load_model()))
        return [_join_lines(text, *both) for both in _torn_pairs(lines, torn)]
    return [_join_lines(text, *both) for both in _wrapped_pairs(lines, page, words, indents=indents)]


def _wrapped_pairs(
    lines: Sequence[Line], page: PageMeasure, words: LineBreakWords, *, indents: bool
) -> Iterator[tuple[Line, Line]]:
    """The lines that go on in the next one, where all lines end at the page's width or with their paragraph."""
    paragraph, taken = "", 0
    for line, following in pairwise(lines):
        paragraph = paragraph[-MAX_BRACKET:] + line.content
        if _continues(line, following, page.narrower(taken), paragraph, words, indents=indents):
            yield line, following
            taken = 0
        else:
            paragraph = ""
            # A number that extraction put on a line of its own stood in front of the line behind it.
            taken = display_width(line.content) + 2 if BARE_NUMBER.fullmatch(line.content) else 0


def _torn_pairs(lines: Sequence[Line], torn: TornLines) -> Iterator[tuple[Line, Line]]:
    """The lines that go on in the next one, where lines may end anywhere."""
    so_far = Paragraph()
    for i, (line, following) in enumerate(pairwise(lines)):
        so_far = so_far.with_line(line)
        if torn.goes_on(lines, i, so_far):
            yield line, following
            so_far = torn.over_break(so_far, line, following)
        else:
            so_far = Paragraph(opening=so_far.opening and not ends_sentence(line.content))


def _join_lines(text: str, line: Line, following: Line) -> Edit:
    indent = len(following.text) - len(following.text.lstrip(BLANKS))
    return _join(text, line.start + len(line.text.rstrip(BLANKS)), following.start + indent)


def _join(text: str, start: int, end: int) -> Edit:
    between_words = all(char.isascii() and char.isalpha() for char in (text[start - 1], text[end]))
    return Edit(Span(start, end), " " if between_words else "", "hard_wrap")


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
    line: Line, following: Line, page: PageMeasure, paragraph: str, words: LineBreakWords, *, indents: bool
) -> bool:
    if following.content[0] in NEVER_FIRST or (page.fills(line) and is_torn_citation(line, following, words)):
        return True
    if begins_anew(line, following, words) or (indents and following.indented):
        return False
    if page.fills(line):
        return indents or not _ends_sentence(line) or following.start - line.end <= 1
    if page.nearly_fills(line) and not _ends_sentence(line) and not words.title_end.search(line.content):
        return following.start - line.end <= 1
    # Other lines go on only where their own marks say so, or those of the lines they went on from.
    if is_open(paragraph, HOLDING) and not _ends_sentence(line):
        return True
    return line.content[-1] in "，、" or is_open(line.content, HOLDING) or following.content[0] == "（"
