"""The few elements of a Word document that a report is made of: runs, paragraphs, tables.

Built as lxml elements, never as text: what a document says can be nothing but text. (python-docx takes them as they are; its own tables
look every cell up anew, which takes minutes for a few thousand.)
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from rich.cells import cell_len, set_cell_size

from ...results.visible import visible

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PREFIX = {"w": W}
# A row of more lines than this would leave much of a page white if it were kept together.
_LONGEST_KEPT = 14
_LAST_LINES = 8  # of a table stand together, so that no page holds two of them alone
_MARGIN = 1.2  # mm beside the text of a cell
_DIGIT = 1.75  # mm, the width of a digit in a table's text; a Chinese character is twice as wide
_BREAK = re.compile("[\n\t]")

Element = Any


@dataclass(frozen=True, slots=True)
class WordRun:
    """A stretch of text in one character style; ``bold`` and ``shaded`` (a grey ground) come on top of it."""

    text: str
    style: str = ""
    bold: bool = False
    shaded: bool = False


WordLine = Sequence[WordRun]
WordCell = Sequence[WordLine]


@dataclass(frozen=True, slots=True)
class WordRow:
    """The cells of a row; a ``band`` is one cell over all columns that stays with the row behind it.

    ``joined`` are the columns (from 0) whose cells are one with those of the rows behind (``restart``) or before it (``continue``).
    """

    cells: Sequence[WordCell]
    band: bool = False
    joined: Mapping[int, str] = field(default_factory=dict)


def w(tag: str, *children: Element, **attributes: str) -> Element:
    """An element of Word's vocabulary.

    >>> w("jc", val="center").items()
    [('{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val', 'center')]
    """
    element = etree.Element(f"{{{W}}}{tag}", nsmap=_PREFIX)
    for name, value in attributes.items():
        element.set(f"{{{W}}}{name}", value)
    element.extend(children)
    return element


def twips(millimetres: float) -> int:
    """Word's unit of length: a twentieth of a point.

    >>> twips(25.4)
    1440
    """
    return round(millimetres * 1440 / 25.4)


def paragraph(line: WordLine, style: str, *, keep_next: bool = False) -> Element:
    """A paragraph in a paragraph style.

    >>> "".join(paragraph([WordRun("甲" + chr(7)), WordRun("乙", bold=True)], "Normal").itertext())
    '甲⟦U+0007⟧乙'
    """
    properties = w("pPr", w("pStyle", val=style), *([w("keepNext")] if keep_next else []))
    return w("p", properties, *(_run(words) for words in line if words.text))


def _run(words: WordRun) -> Element:
    properties = w("rPr")
    if words.style:
        properties.append(w("rStyle", val=words.style))
    # Quotation marks and dashes stand in both scripts; without the hint Word takes the Latin font for them.
    properties.append(w("rFonts", hint="eastAsia"))
    if words.bold:
        properties.append(w("b"))
    if words.shaded:
        properties.append(w("shd", val="clear", color="auto", fill="DDDDDD"))
    return w("r", properties, *_text(words.text))


def _text(text: str) -> Iterable[Element]:
    shown = visible(text)
    start = 0
    for match in [*_BREAK.finditer(shown), None]:
        end = match.start() if match else len(shown)
        if end > start:
            yield written(shown[start:end])
        if match:
            yield w("br" if match[0] == "\n" else "tab")
            start = match.end()


def written(text: str) -> Element:
    """A piece of text as it stands, the blanks at its ends too."""
    element = w("t")
    element.text = text
    element.set(_XML_SPACE, "preserve")
    return element


@dataclass(frozen=True, slots=True)
class WordBlock:
    """A table (where there is a ``head``) with columns of these ``widths`` (mm), and the lines behind it.

    ``title`` is for those who hear it read out. ``together``: it is short and stands on one page. ``style`` is that of its text,
    ``line_style`` that of the lines; a row of more than ``longest_kept`` lines may go over two pages.
    """

    head: Sequence[str] = ()
    widths: Sequence[float] = ()
    rows: Sequence[WordRow] = ()
    title: str = ""
    lines: Sequence[WordLine] = ()
    together: bool = False
    style: str = "TableText"
    line_style: str = "Normal"
    longest_kept: int = _LONGEST_KEPT


def table(block: WordBlock) -> Element:
    """A table, its first row repeated on every page, its last rows kept together and with the (low) paragraph behind it."""
    widths = block.widths
    margins = [w(side, w=str(twips(_MARGIN)), type="dxa") for side in ("left", "right")]
    properties = w(
        "tblPr",
        w("tblStyle", val="TableGrid"),
        w("tblW", w=str(sum(map(twips, widths))), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblCellMar", *margins),
        w("tblLook", val="0620", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0", noHBand="1", noVBand="1"),
        w("tblCaption", val=visible(block.title)),
    )
    grid = w("tblGrid", *(w("gridCol", w=str(twips(width))) for width in widths))
    first = w(
        "tr",
        w("trPr", w("cantSplit"), w("tblHeader")),
        *(
            _cell([[WordRun(text)]], width, style="TableHead", shade="D9E2EC")
            for text, width in zip(block.head, widths, strict=True)
        ),
    )
    lines = [_lines(row, widths) for row in block.rows]
    rows = (
        _row(
            row,
            block,
            kept=height <= block.longest_kept,
            keep_next=block.together or sum(lines[at:]) <= _LAST_LINES,
        )
        for at, (row, height) in enumerate(zip(block.rows, lines, strict=True), start=1)
    )
    return w("tbl", properties, grid, first, *rows)


def _row(row: WordRow, block: WordBlock, *, kept: bool, keep_next: bool) -> Element:
    widths = block.widths
    if row.band:
        cells = [
            _cell(row.cells[0], sum(widths), style="TableBand", shade="F2F2F2", columns=len(widths), keep_next=True)
        ]
    else:
        cells = [
            _cell(cell, width, style=block.style, keep_next=keep_next, joined=row.joined.get(column, ""))
            for column, (cell, width) in enumerate(zip(row.cells, widths, strict=True))
        ]
    return w("tr", w("trPr", *([w("cantSplit")] if kept else [])), *cells)


def _lines(row: WordRow, widths: Sequence[float]) -> int:
    """About how many lines the highest cell takes; one that is joined to others runs on in them."""
    rooms = [sum(widths)] if row.band else widths
    own = [pair for column, pair in enumerate(zip(row.cells, rooms, strict=True)) if column not in row.joined]
    return max((sum(_height(line, room) for line in cell) for cell, room in own), default=1)


def _height(line: WordLine, room: float) -> int:
    width = cell_len("".join(words.text for words in line)) * _DIGIT
    return max(1, math.ceil(width / (room - 2 * _MARGIN)))


def line_length(room: float) -> int:
    """How many digits stand in a line of a cell of this width (mm); a Chinese character takes the room of two.

    >>> line_length(50.0)
    27
    """
    return int((room - 2 * _MARGIN) / _DIGIT)


def shortened(text: str, length: int) -> str:
    """A text that takes one line of ``length`` digits: its end cut off where it is longer.

    >>> shortened("图书馆免费开放", 9), shortened("书屋", 9)
    ('图书馆免…', '书屋')
    """
    return text if cell_len(text) <= length else set_cell_size(text, length - 1).rstrip() + "…"


def _cell(  # noqa: PLR0913  each says how it looks
    cell: WordCell,
    width: float,
    *,
    style: str,
    shade: str = "",
    columns: int = 1,
    keep_next: bool = False,
    joined: str = "",
) -> Element:
    properties = w("tcPr", w("tcW", w=str(twips(width)), type="dxa"))
    if columns > 1:
        properties.append(w("gridSpan", val=str(columns)))
    if joined:
        properties.append(w("vMerge", val=joined))
    if shade:
        properties.append(w("shd", val="clear", color="auto", fill=shade))
    # A cell without a paragraph is no valid cell.
    return w("tc", properties, *(paragraph(line, style, keep_next=keep_next) for line in cell or [[]]))


def text_cell(text: str) -> WordCell:
    """A cell of plain text, a paragraph for each of its lines.

    >>> [[words.text for words in line] for line in text_cell("甲" + chr(10) + "乙")]
    [['甲'], ['乙']]
    """
    return [[WordRun(line)] for line in text.split("\n")]


def table_block(
    head: Sequence[str], widths: Sequence[float], rows: Sequence[WordRow], title: str, empty: str = ""
) -> WordBlock:
    """A table, or where it has no row what is said instead."""
    return WordBlock(head, widths, rows, title) if rows or not empty else WordBlock(lines=[[WordRun(empty)]])


def text_row(*texts: str) -> WordRow:
    """A row of plain texts."""
    return WordRow([text_cell(text) for text in texts])
