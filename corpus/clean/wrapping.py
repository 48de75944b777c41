"""Lines that were wrapped at a page's width, or torn within a sentence, are joined."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ...language.expressions import expression
from ...language.spans import Edit
from .likelihood import CharacterModel, load_character_model
from .line_breaks import (
    NEVER_LAST,
    LineBreakWords,
    load_line_break_words,
)
from .lines import (
    BLANKS,
    STRUCTURE_START,
    Line,
    break_start,
    closed_gap,
    ends_sentence,
    filled_lines,
    joined_lines,
)
from .page_measure import measure_page
from .table_rows import table_lines
from .torn_lines import read_torn_lines

_OPEN_BREAK = expression(
    rf"\n(?<=[，、\u3400-\u9fff{BLANKS}]\n)[{BLANKS}\n]*",
    match=["书屋，\n　每周开放"],
    no_match=["书屋开放。\n第二条", "书屋，"],
)
_LONGER_THAN_HEADINGS, _LONGER_THAN_NAMES = 40, 18
_ARTICLE = expression(r"^[第笫][^条\n]{1,9}条", match=["第八条 书屋"], no_match=["依照第八条"], flags=re.MULTILINE)
_ITEM = expression(r"[（(][^）)\n]{1,4}[）)]", match=["（三）登记"], no_match=["三、登记"], use="match")
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
    rows = _rows(text)
    if page is None:
        gaps = _gaps_in_sentences(text, load_model)
        return [closed_gap(text, *gap) for gap in gaps if not rows.intersection(gap)]
    lines = _without_margin(filled_lines(text))
    torn = read_torn_lines(lines, page, load_model(), load_line_break_words() if words is None else words)
    return [joined_lines(text, *both) for both in torn.pairs() if not rows.intersection((both[0].end, both[1].end))]


def _rows(text: str) -> frozenset[int]:
    """Where the rows of tables begin and end: each is a line by itself, however wide."""
    rows = (line for lines in table_lines(text) for line in lines)
    return frozenset(place for row in rows for place in (row.start, row.start + len(row.text.rstrip(BLANKS)), row.end))


def _without_margin(lines: list[Line]) -> list[Line]:
    """The lines without the blanks that all of them begin with."""
    margin = min(len(line.text) - len(line.text.lstrip(BLANKS)) for line in lines)
    return [Line(line.start + margin, line.end, line.text[margin:]) for line in lines] if margin else lines


def _gaps_in_sentences(text: str, load_model: Callable[[], CharacterModel]) -> Iterator[tuple[int, int]]:
    """Where the lines of a text that was not wrapped end as none can, behind a comma or inside a word: from there to the next line."""
    of_law = _ARTICLE.search(text) is not None
    for match in _OPEN_BREAK.finditer(text):
        start, end = break_start(text, match.start()), match.end()
        content = text[text.rfind("\n", 0, start) + 1 : start].lstrip(BLANKS)
        if not content or end >= len(text) or STRUCTURE_START.match(text, end):
            continue
        # Few texts need the model.
        rest = text[end : line_end if (line_end := text.find("\n", end)) >= 0 else len(text)]
        item = of_law and len(content) >= _LONGER_THAN_NAMES and _ITEM.match(content) is not None
        whole = item and ends_sentence(rest.rstrip(BLANKS))
        if content[-1] in f"，、{NEVER_LAST}" or (
            (whole or _has_clauses(content, of_law=of_law)) and load_model().is_one_word(content[-1], text[end])
        ):
            yield start, end


def _has_clauses(content: str, *, of_law: bool) -> bool:
    """Is it no heading: longer than one, or not numbered as one, with clauses and without an end?"""
    number = STRUCTURE_START.match(content)
    numbered = number is not None and not (of_law and number.group()[-1] in "条）)")
    long = not numbered or len(content) >= _LONGER_THAN_HEADINGS
    return long and _HAN.match(content[-1]) is not None and "，" in content
