"""What tells whether a line goes on in the next one: what titles, labels and citations end with, what a line begins with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...language import load_table
from ...language.expressions import expression
from ..page_labels import PageLabels, load_page_labels
from .lines import STRUCTURE_START, Line

NEVER_FIRST = "，。；、：,;！？"  # a line begins with one of these only where a wrap tore it from the line before
NEVER_LAST = "和及或与把被将于"  # nor does a heading end with one of these
HOLDING = "《“（"  # what stands in these goes on over the end of a line
# What stands in brackets is hardly longer: behind it, a bracket has lost its other half.
MAX_BRACKET = 400
# The line of dates under a title, with or without the organ in front: （某市文化局2024年2月18日发布）.
_DATED = expression(
    r"[（(](?:\d{4}[ \u3000]?年|[^（）()。；]{2,40}\d{4}年\d{1,2}月\d{1,2}日[^（）()。；]{0,60}[)）]$)",
    match=["（2024年2月18日某市文化局发布）", "（某市文化局2024年2月18日发布）", "(2024 年2 月18 日）"],
    no_match=["（某市文化局发布）", "2024年2月18日"],
    use="match",
)


@dataclass(frozen=True, slots=True)
class LineBreakWords:
    """The patterns of ``tables/line_breaks.toml``, and the labels with which a government page begins a line (``page_label``)."""

    title_end: re.Pattern[str]
    cites: re.Pattern[str]
    note_label: re.Pattern[str]
    cites_surely: re.Pattern[str]
    leads_to_citation: re.Pattern[str]
    opening: re.Pattern[str]
    page_label: re.Pattern[str]


def load_line_break_words(labels: PageLabels | None = None) -> LineBreakWords:
    """The packaged table, compiled; ``labels`` are those of :func:`.page_labels.load_page_labels`, where they were read already.

    >>> words = load_line_break_words()
    >>> words.title_end.search("溪山省书屋管理办法") is not None, words.cites.search("书屋应当依照") is not None
    (True, True)
    """
    table = load_table("duizhao.corpus", "line_breaks")
    return LineBreakWords(
        title_end=re.compile(table["title_end"]["pattern"]),
        cites=re.compile(table["cites"]["pattern"]),
        note_label=re.compile(table["note_label"]["pattern"]),
        cites_surely=re.compile(table["cites_surely"]["pattern"]),
        leads_to_citation=re.compile(table["leads_to_citation"]["pattern"]),
        opening=re.compile(table["opening"]["pattern"]),
        page_label=(load_page_labels() if labels is None else labels).at_line_start,
    )


def begins_anew(line: Line, following: Line, words: LineBreakWords) -> bool:
    """Does a line begin something by what it says: a number, a date, one thing of a page's head?"""
    head = words.page_label.match(line.content) or words.page_label.match(following.content)
    return bool(
        head
        or words.note_label.match(following.content)
        or _DATED.match(following.content)
        or STRUCTURE_START.match(following.content)
    )


def is_torn_citation(line: Line, following: Line, words: LineBreakWords) -> bool:
    """Did a wrap tear a citation, so that an article's number stands first in a line? There is no blank behind it then."""
    number = STRUCTURE_START.match(following.content)
    if number is None or following.content[number.end() : number.end() + 1].isspace():
        return False
    return words.cites.search(line.content) is not None
