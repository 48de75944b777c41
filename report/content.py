"""What a report is about: one central document, what each local document did with it, and what was left aside."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from ..changes import Comparison, MatrixRow
from ..segmenter import SegmentedDocument

_Report = TypeVar("_Report", bound="Report")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is no part of the report, and why (one line, for people)."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything a page, a table or a file shows.

    The cells of ``matrix`` stand in the order of ``comparisons``. ``parameters`` is what would be needed to get the same result
    again, the version included. Jupyter shows it as a table of counts, one line per local document.

    >>> import duizhao as dz
    >>> sample = dz.sample_folder()
    >>> report = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt")
    >>> report
    <对照报告：关于提升公共图书馆服务水平的意见 ← 云州省>
    """

    central: SegmentedDocument
    comparisons: tuple[Comparison, ...]
    matrix: tuple[MatrixRow, ...]
    skipped: tuple[Skipped, ...]
    parameters: Mapping[str, object]

    def __post_init__(self) -> None:
        for row in self.matrix:
            if not len(row.cells) == len(row.strictness) == len(self.comparisons):
                raise ValueError(
                    f"matrix row {row.sentence} has {len(row.cells)} cells, expected {len(self.comparisons)}: one per comparison"
                )

    @property
    def date(self) -> str | None:
        """The day the report bears (``2021-05-01``), where it was given one: a report has no clock of its own."""
        date = self.parameters.get("date")
        return str(date) if date else None

    def dated(self: _Report, date: str) -> _Report:
        """The same report with a day (``2021-05-01``) that all its forms bear; ``ValueError`` for anything else.

        >>> import duizhao as dz
        >>> sample = dz.sample_folder()
        >>> dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt").dated("2021-05-01").date
        '2021-05-01'
        """
        if datetime.date.fromisoformat(date).isoformat() != date:
            raise ValueError(f"date must be written as 2021-05-01, found {date}")
        return replace(self, parameters={**self.parameters, "date": date})

    def single(self, index: int) -> Report:
        """The report on the comparison of that index alone, without the files left aside."""
        matrix = tuple(
            MatrixRow(
                unit=row.unit,
                sentence=row.sentence,
                text=row.text,
                central=row.central,
                cells=(row.cells[index],),
                strictness=(row.strictness[index],),
            )
            for row in self.matrix
            if row.central or row.cells[index]
        )
        return Report(
            central=self.central,
            comparisons=(self.comparisons[index],),
            matrix=matrix,
            skipped=(),
            parameters=self.parameters,
        )
