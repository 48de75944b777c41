"""The report as an Excel workbook: what was compared, the sentences side by side to be reviewed, and the tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from ...results.labels import RELATIONS, UNANSWERED, Labels, labels
from ...results.names import short_names, title_of
from ...results.pair_rows import pair_rows
from ..content import Report
from ..review.ledger import write_ledger
from ..review.reviewable import IN_DOUBT, missing_cells, pair_cells, review_columns
from .book import Book, Cell
from .overview_sheet import write_overview
from .table_sheets import PRINTED, added, cleaning, matrix, parameters, requirements

# Relations that should be seen while leafing through: their colour, in bold.
_STRIKING = {"strengthened": "#1F6F3F", "weakened": "#C00000", "added": "#1F4E9E"}
_FROZEN = 2  # columns: the number and the document


def report_xlsx(report: Report, *, lang: str = "zh") -> bytes:
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
    rows = [pair_rows(*pair) for pair in pairs]
    sheets = words["sheet"]
    write_overview(book, report, names, words, date)
    cells = (cells for of_one in rows for cells in pair_cells(of_one, words))
    relations = [words["relation_name"][relation] for relation in RELATIONS]
    _review_sheet(book, "pairs", cells, relations, words)
    sheet = book.table(sheets["requirements"], *requirements(report, names, words), frozen=_FROZEN)
    sheet.print_area(0, 0, max(1, sheet.dim_rowmax or 1), len(PRINTED) - 1)
    book.table(sheets["matrix"], *matrix(report, names, words), frozen=_FROZEN)
    reasons = [words["relation_name"][reason] for reason in UNANSWERED]
    offered = [*reasons, words["workbook"][IN_DOUBT], *relations[:-1]]
    _review_sheet(book, "missing", (row for pair in pairs for row in missing_cells(*pair, words)), offered, words)
    book.table(sheets["added"], *added((row for of_one in rows for row in of_one), words))
    book.table(sheets["cleaning"], *cleaning(report, names, words))
    book.table(sheets["parameters"], *parameters(report, words))
    write_ledger(book, report.comparisons)
    return book.data()


def _review_sheet(
    book: Book, name: str, rows: Iterable[Sequence[Cell]], relations: Sequence[str], words: Labels
) -> None:
    columns = review_columns(words, "local" if name == "pairs" else "central")
    sheet = book.table(words["sheet"][name], columns, _numbered(rows), frozen=_FROZEN)
    column = next(i for i, one in enumerate(columns) if one.title == words["relation"])
    last = max(1, sheet.dim_rowmax or 1)
    sheet.data_validation(1, column, last, column, {"validate": "list", "source": list(relations)})
    _colour(book, sheet, (1, column, last, column), words)


def _numbered(rows: Iterable[Sequence[Cell]]) -> Iterator[list[Cell]]:
    for number, row in enumerate(rows, start=1):
        yield [number, *row]


def _colour(book: Book, sheet: Any, place: tuple[int, int, int, int], words: Labels) -> None:
    for relation, colour in _STRIKING.items():
        form = book.book.add_format({"bold": True, "font_color": colour})
        name = words["relation_name"][relation]
        rule = {"type": "cell", "criteria": "==", "value": f'"{name}"', "format": form}
        sheet.conditional_format(*place, rule)
