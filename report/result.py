"""A report as one holds it in Python and in a notebook: its tables, its files, its own short view."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .content import Report
from .frames import answer_frame, coverage_frame, matrix_frame, sentence_frame
from .names import short_names
from .overview import overview_html, overview_markdown, overview_text
from .writing import write_report

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Result(Report):
    """A report with its tables as pandas frames, its files, and a view for Jupyter."""

    def to_frame(self) -> pd.DataFrame:
        """One row per link between sentences, and one per local sentence without any; all local documents, one after the other.

        Columns: ``document unit sentence text relation score evidence central_unit central_sentence central_text link_score``.
        ``score`` and ``link_score`` are probabilities from 0 to 1.

        >>> import duizhao as dz
        >>> sample = dz.sample_folder()
        >>> frame = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt").to_frame()
        >>> bool(frame.sentence.nunique() == len(dz.read(sample / "local_yunzhou.txt").sentences))
        True
        """
        return sentence_frame(*self.comparisons)

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

    def save(self, path: str | os.PathLike[str], *, lang: str = "zh") -> tuple[Path, ...]:
        """Write the report into one file (``.html`` ``.md`` ``.json``) or a folder of pages; the files written.

        ``OutputError`` where the place cannot be written or the suffix is not known; a file that was there is then as it was.

        >>> import tempfile
        >>> import duizhao as dz
        >>> sample = dz.sample_folder()
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     report = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt")
        ...     [path.name for path in report.save(Path(folder) / "report.html")]
        ['report.html']
        """
        return write_report(self, path, lang=lang)

    def __repr__(self) -> str:
        return f"<{overview_text(self)}>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        """What Jupyter shows: static text, no script, so that it shows in a notebook nobody trusts as well."""
        return {
            "text/plain": repr(self),
            "text/markdown": overview_markdown(self),
            "text/html": overview_html(self),
        }
