"""Every table of a report in tidy form: one row per finding, ids as columns, the same in pandas, CSV and Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from ..changes import Comparison
from ..corpus import UnknownFormatError
from .cleaning_columns import edit_table
from .columns import TidyTable, tidy_row, tidy_table
from .coverage_columns import coverage_columns, coverage_rows
from .findings import Findings
from .matrix_columns import matrix_table
from .names import short_names
from .pair_columns import link_value, pair_columns
from .pair_rows import PairRow, articles, silent_rows
from .requirement_columns import requirement_columns, requirement_rows
from .sentence_columns import sentence_table


def table_of(report: Findings, name: str) -> TidyTable:
    """A table of a report by its name (``TABLES``); ``UnknownFormatError`` for any other.

    >>> import duizhao as dz
    >>> sample = dz.sample_folder()
    >>> report = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt")
    >>> {row["relation"] for row in table_of(report, "missing").rows} <= {"missing", "not_applicable", "no_duty"}
    True
    """
    if name not in TABLES:
        raise UnknownFormatError(f"没有表 {name}，需要 {'、'.join(TABLES)} 之一；请改用其中一种")
    return TABLES[name](report)


def link_table(comparisons: Sequence[Comparison]) -> TidyTable:
    """One row per link between sentences, and one with empty central columns per local sentence without any."""
    return _pair_table("links", (row for one in comparisons for row in _local_rows(one)))


def pair_table(comparisons: Sequence[Comparison]) -> TidyTable:
    """The side-by-side table: one row per link, one per local sentence without any, one per central sentence nobody answers."""
    return _pair_table("pairs", (row for one in comparisons for row in (*_local_rows(one), *_silent_rows(one))))


def missing_table(comparisons: Sequence[Comparison]) -> TidyTable:
    """One row per local document and central sentence it does not answer; ``relation`` says why."""
    return _pair_table("missing", (row for one in comparisons for row in _silent_rows(one)))


def added_table(comparisons: Sequence[Comparison]) -> TidyTable:
    """One row per local sentence that answers no central one."""
    return _pair_table("added", (row for one in comparisons for row in _local_rows(one) if row.relation == "added"))


def coverage_table(comparisons: Sequence[Comparison]) -> TidyTable:
    """One row per central unit and local document; several local units or sentences are joined by a blank."""
    placed = coverage_columns("data")
    rows = (row for one in comparisons for row in coverage_rows(one, one.local.document.path))
    return tidy_table(placed, (tidy_row(placed, row) for row in rows))


def answer_table(comparisons: Sequence[Comparison]) -> TidyTable:
    """The requirements of the local documents with their central counterparts, one document after the other."""
    rows = (row for one in comparisons for row in requirement_rows(one.local, one.requirements))
    return tidy_table(requirement_columns("data"), rows)


def _matrix_table(report: Findings) -> TidyTable:
    return matrix_table(report.matrix, short_names([comparison.local for comparison in report.comparisons]))


def _cleaning_table(report: Findings) -> TidyTable:
    return edit_table([report.central.document, *(comparison.local.document for comparison in report.comparisons)])


# The tables by name, those first that a reader looks at first.
TABLES: Mapping[str, Callable[[Findings], TidyTable]] = MappingProxyType(
    {
        "sentences": lambda report: sentence_table(report.comparisons),
        "pairs": lambda report: pair_table(report.comparisons),
        "links": lambda report: link_table(report.comparisons),
        "requirements": lambda report: answer_table(report.comparisons),
        "matrix": _matrix_table,
        "coverage": lambda report: coverage_table(report.comparisons),
        "missing": lambda report: missing_table(report.comparisons),
        "added": lambda report: added_table(report.comparisons),
        "cleaning": _cleaning_table,
    }
)


def _local_rows(comparison: Comparison) -> Iterator[PairRow]:
    for article in articles(comparison, comparison.local.document.path, marked=False):
        yield from article.pairs


def _silent_rows(comparison: Comparison) -> Iterator[PairRow]:
    return silent_rows(comparison, comparison.local.document.path)


def _pair_table(name: str, rows: Iterator[PairRow]) -> TidyTable:
    placed = pair_columns(name, "data")
    return tidy_table(
        placed,
        (
            {one.column.key: link_value(one, row, side) for one in placed}
            for row in rows
            for side in row.centrals or (None,)
        ),
    )
