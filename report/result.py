"""A report as one holds it in Python and in a notebook: its tables, its files, its own short view."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..results.names import short_names
from .content import Report
from .frames import answer_frame, coverage_frame, frame_of, matrix_frame
from .overview import overview_html, overview_markdown, overview_text
from .tables import table_of
from .writing import write_report

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Result(Report):
    """A report with its tables as pandas frames, its files, and a view for Jupyter."""

    def to_frame(self, table: str = "links") -> pd.DataFrame:
        """A table of the report, all local documents one after the other; ``UnknownFormatError`` for an unknown name.

        ``links``: one row per link between sentences, and one per local sentence without any. ``pairs``: the side-by-side table, the same
        with more columns and a row per central sentence that nobody answers. ``requirements`` ``matrix`` ``coverage`` ``missing`` ``added``
        ``cleaning``: see docs/formats.md. ``score`` and ``link_score`` are probabilities from 0 to 1.

        >>> import duizhao as dz
        >>> sample = dz.sample_folder()
        >>> report = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt")
        >>> bool(report.to_frame().sentence.nunique() == len(dz.read(sample / "local_yunzhou.txt").sentences))
        True
        >>> len(report.to_frame("added")) == int((report.to_frame().relation == "added").sum())
        True
        """
        return frame_of(table_of(self, table))

    def requirements_frame(self) -> pd.DataFrame:
        """The requirements table of all local documents, with the central counterparts: columns as in docs/formats.md, one row per bound.

        >>> import duizhao as dz
        >>> sample = dz.sample_folder()
        >>> frame = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt").requirements_frame()
        >>> bool((frame.change == "quantified").any())
        True
        """
        return answer_frame(*self.comparisons)

    def matrix_frame(self) -> pd.DataFrame:
        """The matrix: one row per central duty, one column per local document, then ``strictness:NAME`` to sort by.

        >>> import duizhao as dz
        >>> sample = dz.sample_folder()
        >>> dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt").matrix_frame().columns[3:5].tolist()
        ['central', '云州省']
        """
        return matrix_frame(self.matrix, short_names([comparison.local for comparison in self.comparisons]))

    def coverage_frame(self) -> pd.DataFrame:
        """One row per central unit and local document: is it taken up, where, and which of its sentences are not.

        >>> import duizhao as dz
        >>> sample = dz.sample_folder()
        >>> frame = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt").coverage_frame()
        >>> set(frame.status) <= {"implemented", "partial", "absent"}
        True
        """
        return coverage_frame(*self.comparisons)

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        lang: str = "zh",
        form: str | None = None,
        raw_csv: bool = False,
        date: str | None = None,
    ) -> tuple[Path, ...]:
        """Write the report into one file or a folder; the files written.

        The suffix tells the format: ``.html`` ``.docx`` ``.xlsx`` ``.md`` ``.json``; ``.csv`` ``.parquet`` hold the side-by-side table.

        ``form`` is the format of a folder's files (``html`` where none is given). ``date`` (``2021-05-01``) is what the report bears as its
        day; without it, it bears none. ``raw_csv``: text that a spreadsheet would take for a formula stays as it stands.
        ``OutputError`` where the place cannot be written or the suffix is not known; a file that was there is then as it was.

        >>> import tempfile
        >>> import duizhao as dz
        >>> sample = dz.sample_folder()
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     report = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt")
        ...     [path.name for path in report.save(Path(folder) / "report.html")]
        ['report.html']
        """
        report = self if date is None else self.dated(date)
        return write_report(report, path, lang=lang, form=form, raw_csv=raw_csv)

    def __repr__(self) -> str:
        return f"<{overview_text(self)}>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        """What Jupyter shows: static text, no script, so that it shows in a notebook nobody trusts as well."""
        return {
            "text/plain": repr(self),
            "text/markdown": overview_markdown(self),
            "text/html": overview_html(self),
        }
