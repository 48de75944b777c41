"""The report as an Excel workbook: what was compared, the sentences side by side to be reviewed, and the tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ...changes import REASONS
from ...results.brief import brief_of
from ...results.check_queue import settled_first, to_check
from ...results.findings import Findings
from ...results.labels import RELATIONS, Labels, labels
from ...results.names import short_names, title_of
from ...results.pair_rows import articles, silent_rows
from ...results.requirement_row import answer_rows
from ...results.unanswered import IN_DOUBT
from ..review.ledger import write_ledger
from .book import Book
from .brief_sheet import row_addresses, write_brief
from .overview_sheet import write_overview
from .requirement_sheets import write_column_notes, write_requirements
from .table_sheets import (
    SheetTable,
    cleaning_sheet,
    matrix_sheet,
    pair_sheet,
    parameter_sheet,
)

# Relations that should be seen while leafing through: their colour, in bold.
_STRIKING = {"strengthened": "#1F6F3F", "weakened": "#C00000", "added": "#1F4E9E"}
_FROZEN = 2  # columns: the number and the document


def report_xlsx(report: Findings, *, lang: str = "zh") -> bytes:
    """The whole report as a workbook, one for all local documents; the same bytes for the same report.

    It bears the day that stands in the report's parameters as ``date``, else none.

    In the sheets 对照 and 缺失 a specialist can correct links and relations and write notes; ``report.review`` reads them.

    >>> import duizhao as dz
    >>> sample = dz.sample_folder()
    >>> report = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt")
    >>> report_xlsx(report)[:2], report_xlsx(report) == report_xlsx(report)
    (b'PK', True)
    """
    words = labels(lang)
    day = report.parameters.get("date")
    date = datetime.fromisoformat(str(day)) if day else None
    book = Book(title_of(report.central), date)
    names = short_names([comparison.local for comparison in report.comparisons])
    pairs = list(zip(report.comparisons, names, strict=True))
    rows = [row for pair in pairs for article in articles(*pair) for row in article.pairs]
    missing = [row for pair in pairs for row in silent_rows(*pair, doubtful=True)]
    added = settled_first(row for row in rows if row.relation == "added")
    unsettled = to_check((*rows, *missing))
    sheets = words["sheet"]
    briefs = [brief_of(comparison, words, name) for comparison, name in pairs]
    title = f"{words['title']}：{title_of(report.central)}"
    write_brief(book, briefs, title, row_addresses(rows, missing, words), words)
    write_overview(book, report, names, words, date)
    _review_sheet(book, sheets["pairs"], pair_sheet("pairs", rows, words), RELATIONS, words)
    shown = write_requirements(book, [row for pair in pairs for row in answer_rows(*pair)], words)
    book.table(sheets["matrix"], *matrix_sheet(report, names, words), frozen=_FROZEN)
    offered = (*REASONS, IN_DOUBT, *RELATIONS[:-1])
    _review_sheet(book, sheets["missing"], pair_sheet("missing", missing, words), offered, words)
    book.table(sheets["added"], *pair_sheet("added", added, words))
    book.table(sheets["to_check"], *pair_sheet("to_check", unsettled, words))
    book.table(sheets["cleaning"], *cleaning_sheet(report, names, words))
    book.table(sheets["parameters"], *parameter_sheet(report, words))
    write_column_notes(book, shown, words)
    write_ledger(book, report.comparisons)
    return book.data()


def _review_sheet(book: Book, title: str, table: SheetTable, offered: Sequence[str], words: Labels) -> None:
    """A sheet in which relations are chosen from those ``offered``."""
    columns, rows = table
    sheet = book.table(title, columns, rows, frozen=_FROZEN)
    column = next(i for i, one in enumerate(columns) if one.title == words["relation"])
    last = max(1, sheet.dim_rowmax or 1)
    source = [words["relation_name"][relation] for relation in offered]
    sheet.data_validation(1, column, last, column, {"validate": "list", "source": source})
    _colour(book, sheet, (1, column, last, column), words)


def _colour(book: Book, sheet: Any, place: tuple[int, int, int, int], words: Labels) -> None:
    for relation, colour in _STRIKING.items():
        form = book.book.add_format({"bold": True, "font_color": colour})
        name = words["relation_name"][relation]
        rule = {"type": "cell", "criteria": "==", "value": f'"{name}"', "format": form}
        sheet.conditional_format(*place, rule)
