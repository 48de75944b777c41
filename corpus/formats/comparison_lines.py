"""Two texts side by side in a plain text, their columns parted by tabs: the new one is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...language.spans import Edit, Span
from ..clean.lines import iter_lines
from .comparison_tables import Comparisons, Sides, counts_as

_RULE = "comparison_column"
_TabbedLine = tuple[int, list[str]]  # where a line begins, and its cells


def comparison_edits(text: str, comparisons: Comparisons) -> tuple[Edit, ...]:
    r"""The edits that leave the new one of two texts. Linear in the text's length.

    >>> from duizhao.corpus.formats.comparison_tables import load_comparison_rules
    >>> from duizhao.language import replay
    >>> text = "现行条文\t修改后条文\n第一条　每年1次。\t第一条　每年2次。\n第二条　免费。\t删除\n"
    >>> replay(text, comparison_edits(text, Comparisons(load_comparison_rules())))
    '第一条　每年2次。\n'
    """
    if "\t" not in text:
        return ()
    edits: list[Edit] = []
    for rows in _tables(text):
        found = comparisons.find([cells for _, cells in rows])
        for i, (start, cells) in enumerate(rows if found is not None else ()):
            if found is not None and i >= found.row:
                read = None if i == found.row else _read(cells, found, comparisons)
                edits += _leave(text, start, cells, read)
    return tuple(edits)


def _tables(text: str) -> Iterator[list[_TabbedLine]]:
    rows: list[_TabbedLine] = []
    for line in iter_lines(text):
        if "\t" in line.text:
            rows.append((line.start, line.text.split("\t")))
        elif rows and line.text.strip():
            yield rows
            rows = []
    if rows:
        yield rows


def _read(cells: Sequence[str], found: Sides, comparisons: Comparisons) -> int | None:
    """The column of a row that is read; ``None`` where nothing of it is."""
    if max(found.old, found.new) >= len(cells):
        return None
    counts = counts_as(cells[found.new], comparisons.rules)
    return None if counts == "gone" else found.old if counts == "kept" else found.new


def _leave(text: str, start: int, cells: Sequence[str], read: int | None) -> Iterator[Edit]:
    """Take out a line but for one of its cells."""
    end = start + sum(map(len, cells)) + len(cells) - 1
    if read is None:
        yield Edit(Span(start, min(end + 1, len(text))), "", _RULE)
        return
    left = start + sum(map(len, cells[:read])) + read
    right = left + len(cells[read])
    if left > start:
        yield Edit(Span(start, left), "", _RULE)
    if right < end:
        yield Edit(Span(right, end), "", _RULE)
