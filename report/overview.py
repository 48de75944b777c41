"""A report at a glance, for a notebook: a line per local document, its brief, and how the text of the first begins; static and small."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from ..results.brief import brief_of
from ..results.columns import Column, PlacedColumn
from ..results.document_columns import DocumentRow, document_columns, document_rows
from ..results.findings import Findings
from ..results.labels import Labels, labels, percent
from ..results.names import short_names, title_of
from ..results.pair_columns import pair_columns, pair_lines, pair_value
from ..results.pair_rows import PairRow, RowSide, pair_rows
from ..results.visible import visible
from ..segmenter.document_html import CELL
from .text.markdown_text import escape_cell

SHOWN_DOCUMENTS, SHOWN_ROWS, SHOWN_BRIEFS = 20, 10, 5
# Red and grey that are read on a white page and on a dark one.
_LOOKS = {
    "same": "",
    "inserted": "color:#d9303e;text-decoration:underline",
    "deleted": "color:#808080;text-decoration:line-through",
    "moved": "text-decoration:underline double",
    "elsewhere": "text-decoration:underline double",
}


def overview_text(report: Findings, *, lang: str = "zh") -> str:
    """The report in one line."""
    words = labels(lang)
    names = "、".join(short_names([comparison.local for comparison in report.comparisons]))
    return visible(f"{words['title']}：{_title(report)} ← {names or words['none']}")


def overview_markdown(report: Findings, *, lang: str = "zh") -> str:
    """The report as one Markdown table, the first ``SHOWN_DOCUMENTS`` documents in it."""
    words = labels(lang)
    headers, rows = _table(report, words)
    lines = [headers, ["---"] * len(headers), *([escape_cell(cell) for cell in row] for row in rows)]
    table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    more = "".join(f"\n{hint}\n" for hint in _hints(report, words))
    return f"**{words['title']}**：{escape_cell(_title(report))}\n\n{table}\n{more}"


def overview_html(report: Findings, *, lang: str = "zh") -> str:
    """The report as one HTML table without script or style sheet, every text of a document escaped.

    Behind it stand the briefs of the first documents, and the first ``SHOWN_ROWS`` rows of the side-by-side table of the first one; all
    of it is folded up where there are several.
    """
    words = labels(lang)
    headers, rows = _table(report, words)
    caption = f"<p><strong>{escape(words['title'])}</strong>：{escape(visible(_title(report)))}</p>"
    table = _html_table(headers, ([escape(visible(cell)) for cell in row] for row in rows))
    more = "".join(f"<p>{escape(hint)}</p>" for hint in _hints(report, words))
    return f"<div>{caption}{table}{more}{_briefs(report, words)}{_first_rows(report, words)}</div>"


def _briefs(report: Findings, words: Labels) -> str:
    """The sentences that a supervisor asks for, of the first documents, each document folded up where there are several."""
    names = short_names([comparison.local for comparison in report.comparisons])
    said = []
    for comparison, name in zip(report.comparisons[:SHOWN_BRIEFS], names, strict=False):
        brief = brief_of(comparison, words, name)
        items, colon = words["brief"]["item"], words["brief"]["colon"]
        lines = [(items[one.kind], one.text) for one in brief.sentences]
        lines += ((words["caution"], one) for one in brief.cautions)
        text = "<br>".join(f"<strong>{escape(item)}</strong>{colon}{escape(visible(line))}" for item, line in lines)
        summary = f"{words['brief']['title']}{colon}{visible(name)}"
        opened = " open" if len(report.comparisons) == 1 else ""
        said.append(f"<details{opened}><summary>{escape(summary)}</summary><p>{text}</p></details>")
    return "".join(said)


def _html_table(headers: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of cells that are escaped already."""
    head = "".join(f'<th style="{CELL}">{escape(header)}</th>' for header in headers)
    body = "".join("<tr>" + "".join(f'<td style="{CELL}">{cell}</td>' for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _hints(report: Findings, words: Labels) -> Iterator[str]:
    hidden = len(report.comparisons) - SHOWN_DOCUMENTS
    if hidden > 0:
        yield words["more_documents"].format(count=hidden)


def _first_rows(report: Findings, words: Labels) -> str:
    if not report.comparisons:
        return ""
    comparison = report.comparisons[0]
    [name, *_] = short_names([one.local for one in report.comparisons])
    rows = pair_rows(comparison, name)
    placed = pair_columns("pairs", "notebook", rows[:SHOWN_ROWS])
    headers = [one.heading(words) for one in placed]
    table = _html_table(headers, ([_cell(one, row, words) for one in placed] for row in rows[:SHOWN_ROWS]))
    more = words["more_rows"].format(count=len(rows) - SHOWN_ROWS) if len(rows) > SHOWN_ROWS else ""
    summary = f"{words['pairs']}：{visible(name)}"
    opened = " open" if len(report.comparisons) == 1 else ""
    return f"<details{opened}><summary>{escape(summary)}</summary>{table}<p>{escape(more)}</p></details>"


def _cell(placed: PlacedColumn, row: PairRow, words: Labels) -> str:
    column = placed.column
    value = pair_value(column, row, words)
    if column.kind == "sentences":
        nothing = "" if row.local is None and column.key == "local_side" else f"— {escape(words['no_counterpart'])}"
        return "<br>".join(map(_side, value)) or nothing
    if column.kind == "percent":
        return percent(value)
    sign = f"{words['sign'][column.code(row)]} " if column.kind == "signed" else ""
    said = "<br>".join(escape(visible(sign + line)) for line in pair_lines(column, row, words))
    return f'<span style="white-space:nowrap">{said}</span>' if sign else said


def _side(side: RowSide) -> str:
    pieces = ((_LOOKS[piece.kind], escape(visible(piece.text))) for piece in side.pieces)
    marked = "".join(f'<span style="{look}">{text}</span>' if look else text for look, text in pieces)
    return f"{escape(side.sentence.id)} {marked}"


def _title(report: Findings) -> str:
    return title_of(report.central)


def _table(report: Findings, words: Labels) -> tuple[list[str], list[list[str]]]:
    """Per local document: units, sentences, central units by coverage, sentences by relation, those missing, shares, requirements."""
    placed = document_columns("notebook")
    names = short_names([comparison.local for comparison in report.comparisons])
    rows = document_rows(report, names, words)[1 : SHOWN_DOCUMENTS + 1]
    cells = [[_plain_cell(one.column, row, words) for one in placed] for row in rows]
    return [one.heading(words) for one in placed], cells


def _plain_cell(column: Column, row: DocumentRow, words: Labels) -> str:
    value = column.printed(row, words)
    return percent(value) if column.kind == "percent" else str(value)
