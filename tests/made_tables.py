"""A table with merged cells in files of four formats: a page, a Word document, Markdown, and text as pasted from a sheet."""

from __future__ import annotations

import html
import io
from collections.abc import Callable, Sequence
from itertools import pairwise

import docx

Rows = Sequence[Sequence[str]]
ABOVE, LEFT = "^", "<"  # cells that are one with the cell above, or on the left


def rows_of(written: str) -> list[list[str]]:
    """The rows of a table, a line each, cells parted by strokes."""
    return [[cell.strip() for cell in line.split("|")] for line in written.strip().splitlines()]


def _runs(rows: Rows, row: int, column: int) -> tuple[int, int]:
    """Over how many rows and columns a cell goes."""
    right = column + 1
    while right < len(rows[row]) and rows[row][right] == LEFT:
        right += 1
    below = row + 1
    while below < len(rows) and column < len(rows[below]) and rows[below][column] == ABOVE:
        below += 1
    return below - row, right - column


def as_page(before: Sequence[str], rows: Rows, behind: Sequence[str]) -> bytes:
    """A page with the table between paragraphs."""
    written = []
    for i, row in enumerate(rows):
        cells = []
        for j, cell in enumerate(row):
            if cell not in (ABOVE, LEFT):
                down, over = _runs(rows, i, j)
                cells.append(f'<td rowspan="{down}" colspan="{over}"><p>{html.escape(cell)}</p></td>')
        written.append(f"<tr>{''.join(cells)}</tr>")
    title, *paragraphs = before
    text = "".join(f"<p>{html.escape(one)}</p>" for one in paragraphs)
    rest = "".join(f"<p>{html.escape(one)}</p>" for one in behind)
    head = f'<html><head><meta charset="utf-8"><title>{title}</title></head>'
    table = f"<table border=1><tbody>{''.join(written)}</tbody></table>"
    return f"{head}<body><h1>{title}</h1><div>{text}{table}{rest}</div></body></html>".encode()


def as_word(before: Sequence[str], rows: Rows, behind: Sequence[str]) -> bytes:
    """A Word document with the table between paragraphs."""
    document = docx.Document()
    for paragraph in before:
        document.add_paragraph(paragraph)
    table = document.add_table(len(rows), max(map(len, rows)))
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            if cell not in (ABOVE, LEFT):
                down, over = _runs(rows, i, j)
                place = table.cell(i, j)
                if (down, over) != (1, 1):
                    place = place.merge(table.cell(i + down - 1, j + over - 1))
                place.text = cell
    for paragraph in behind:
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _plain(rows: Rows) -> list[list[str]]:
    return [["" if cell in (ABOVE, LEFT) else cell for cell in row] for row in rows]


def as_markdown(before: Sequence[str], rows: Rows, behind: Sequence[str]) -> bytes:
    """Markdown with a pipe table; it knows no merged cells, they are blank."""
    head, *body = (f"| {' | '.join(row)} |" for row in _plain(rows))
    rule = "|" + " --- |" * len(rows[0])
    return "\n\n".join([*before, "\n".join([head, rule, *body]), *behind, ""]).encode()


def as_sheet(before: Sequence[str], rows: Rows, behind: Sequence[str]) -> bytes:
    """Text with rows as they are pasted from a sheet; merged cells are blank."""
    table = "\n".join("\t".join(row) for row in _plain(rows))
    return "\n".join([*before, table, *behind, ""]).encode()


MAKERS: dict[str, Callable[[Sequence[str], Rows, Sequence[str]], bytes]] = {
    "html": as_page,
    "docx": as_word,
    "md": as_markdown,
    "txt": as_sheet,
}


def is_rectangular(rows: Rows) -> bool:
    """Has every row as many cells as the next? Marks of merged cells keep their place."""
    return all(len(one) == len(other) for one, other in pairwise(rows))
