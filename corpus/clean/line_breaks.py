"""The words that tell whether a line goes on in the next one: what titles, labels and citations end with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...language import load_table
from ..page_labels import PageLabels, load_page_labels


@dataclass(frozen=True, slots=True)
class LineBreakWords:
    """The patterns of ``tables/line_breaks.toml``, and the labels with which a government page begins a line (``page_label``)."""

    title_end: re.Pattern[str]
    cites: re.Pattern[str]
    cites_surely: re.Pattern[str]
    leads_to_citation: re.Pattern[str]
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
        cites_surely=re.compile(table["cites_surely"]["pattern"]),
        leads_to_citation=re.compile(table["leads_to_citation"]["pattern"]),
        page_label=(load_page_labels() if labels is None else labels).at_line_start,
    )
