"""Blanks at the ends of lines go, and empty lines; the blank cells in front of a table's row stay."""

from __future__ import annotations

import re

from ...language.spans import Edit, Span
from .lines import BLANKS, break_start
from .table_rows import table_lines

# A pattern that begins with one character is found ten times as fast as one that begins with a class or with ^.
_BREAK = re.compile(rf"\n(?:[{BLANKS}\n]+|(?<=[{BLANKS}]\n))")


def outer_blank_edits(text: str) -> list[Edit]:
    r"""Take out blanks at the ends of lines, and empty lines.

    >>> from duizhao.language import replay
    >>> text = " 书屋 \n\n　每周开放\n指标\t单位\t数量\n\t个\t3\n"
    >>> replay(text, outer_blank_edits(text))
    '书屋\n每周开放\n指标\t单位\t数量\n\t个\t3'
    """
    first = len(text) - len(text.lstrip(BLANKS + "\n"))
    last = max(first, len(text.rstrip(BLANKS + "\n")))
    edits = [Edit(Span(0, first), "", "blank")] if first else []
    rows = (line for lines in table_lines(text) for line in lines[1:] if line.text[0] in BLANKS)
    blank_cells = {row.start for row in rows if not row.text.partition("\t")[0].strip(BLANKS)}
    for match in _BREAK.finditer(text, first, last):
        start, end = break_start(text, match.start()), match.end()
        line = text.rfind("\n", start, end) + 1
        end = line if line in blank_cells else end
        if end > start + 1:
            edits.append(Edit(Span(start, end), "\n", "blank"))
    if last < len(text):
        edits.append(Edit(Span(last, len(text)), "", "blank"))
    return edits
