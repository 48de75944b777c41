"""Tables of printed pages, whose blank cells are lost and whose long cells go on in lines of their own: which of them are whole."""

from __future__ import annotations

from ..corpus import Document, TextTable
from ..language import Span
from .indicator_rules import IndicatorRules

_PRINTED = frozenset({"pdf", "ofd"})
_LONGEST_REST = 30  # characters of what goes on of a last row
_ENDS = "。；！？："


def is_printed(document: Document) -> bool:
    """Does its format know no cells, so that rows are read off the page?"""
    return document.format in _PRINTED


def is_torn(table: TextTable, rest: Span, rules: IndicatorRules) -> bool:
    """Is a row not whole: shorter than others, and no numbered name of a group; or does the last go on below (``rest``)?"""
    alone = [row.cells[0].text for row in table.rows if len(row.cells) == 1]
    return (
        len(rest) > 0
        or any(1 < len(row.cells) < table.columns for row in table.rows)
        or any(rules.numbered.match(name) is None for name in alone)
    )


def goes_on_below(table: TextTable, text: str, rules: IndicatorRules) -> Span:
    r"""The short line below a table that may be what goes on of its last row; empty where there is none.

    >>> from duizhao.corpus import find_tables
    >>> from duizhao.extract.indicator_rules import load_indicator_rules
    >>> text = "指标\t单位\t责任单位\n书屋\t个\t县文化\n局\n二、保障"
    >>> goes_on_below(find_tables(text)[0], text, load_indicator_rules()).of(text)
    '局'
    """
    start = min(table.span.end + 1, len(text))
    end = text.find("\n", start)
    below = text[start : end if end >= 0 else len(text)]
    heading = rules.numbered.match(below.strip()) is not None or below.rstrip()[-1:] in _ENDS
    return Span(start, start if heading or len(below) > _LONGEST_REST else start + len(below))
