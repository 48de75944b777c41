"""A report as one holds it in Python and in a notebook: what it is about, its tables, its files, its own short view."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..changes import Comparison, MatrixRow
from ..results.brief import Brief, brief_of
from ..results.document_lookup import find_document
from ..results.findings import Skipped
from ..results.frames import shown_frame
from ..results.labels import labels
from ..results.names import short_names
from ..results.tidy_tables import table_of
from ..results.worded_tables import worded
from ..segmenter import SegmentedDocument
from .kept_work import Keeping
from .overview import overview_html, overview_markdown, overview_text
from .plots import Plots
from .saving import write_report
from .summary_text import SummaryText, summary_text
from .word_look import look_of

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Report:
    """Everything a page, a table or a file shows: one central document, what each local document did with it, what was left aside.

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

    def dated(self, date: str) -> Report:
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
            replace(row, cells=(row.cells[index],), strictness=(row.strictness[index],))
            for row in self.matrix
            if row.central or row.cells[index]
        )
        return replace(self, comparisons=(self.comparisons[index],), matrix=matrix, skipped=())

    def briefs(self, lang: str = "zh") -> tuple[Brief, ...]:
        """For each local document the sentences that a supervisor asks for, each with the places that it counts (docs/formats.md).

        >>> import duizhao as dz
        >>> sample = dz.sample_folder()
        >>> [brief] = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt").briefs()
        >>> brief.document, brief.sentences[0].text.split("；")[0]
        ('云州省', '全文15条，计入34句')
        """
        words = labels(lang)
        names = short_names([comparison.local for comparison in self.comparisons])
        return tuple(brief_of(one, words, name) for one, name in zip(self.comparisons, names, strict=True))

    def summary(self, *, lang: str = "zh") -> SummaryText:
        """The report in a few lines: per local document the sentences of its brief (:meth:`briefs`). A text, which prints as it is read.

        >>> import duizhao as dz
        >>> sample = dz.sample_folder()
        >>> print(dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt").summary())
        对照报告：关于提升公共图书馆服务水平的意见
        <BLANKLINE>
        云州省：云州省关于提升公共图书馆服务水平的若干措施
        概况：全文15条，计入34句；...
        """
        return summary_text(self, lang=lang)

    @property
    def plot(self) -> Plots:
        """The charts, each a matplotlib figure: ``report.plot.coverage()``, ``relations`` ``strictness`` ``links``."""
        return Plots(self)

    def __iter__(self) -> Iterator[Report]:
        """The reports on each local document alone."""
        return (self.single(index) for index in range(len(self.comparisons)))

    def __len__(self) -> int:
        """How many local documents there are."""
        return len(self.comparisons)

    def __bool__(self) -> bool:
        return True

    def __getitem__(self, called: int | str) -> Report:
        """The report on one local document: by its index, its name in the report (``云州省``), its title, or its file.

        :raises PlaceError: a ``KeyError``: there is none of that name, or several. ``IndexError``: there are not so many.
        """
        return self.single(find_document(self.comparisons, called))

    def to_frame(self, table: str = "sentences", *, lang: str = "en") -> pd.DataFrame:
        """A table of the report, all local documents one after the other; ``UnknownFormatError`` for an unknown name.

        ``sentences``: one row per local sentence; ``verdict`` is what the report counts, empty where it does not count the sentence (in
        headings, opening and closing), so that ``value_counts()`` says what the report says. ``links``: one row per link between
        sentences, and one per local sentence without any. ``pairs``: the side-by-side table, the same
        with more columns and a row per central sentence that nobody answers. ``requirements``: one row per bound of the local documents,
        with its central counterpart. ``matrix``: one row per central duty, one column per local document, then ``strictness:NAME`` to sort
        by. ``coverage``: one row per central unit and local document. ``missing`` ``added`` ``cleaning``: see docs/formats.md. ``score``
        and ``link_score`` are probabilities from 0 to 1.

        :param lang: ``zh`` for Chinese headings and values; ``en`` are the codes of docs/formats.md.

        >>> import duizhao as dz
        >>> sample = dz.sample_folder()
        >>> report = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt")
        >>> int(report.to_frame().verdict.value_counts()["strengthened"]), report.to_frame(lang="zh")["判断"].value_counts().index[0]
        (17, '加强')
        >>> len(report.to_frame("added")) == int((report.to_frame().relation == "added").sum())
        True
        >>> report.to_frame("matrix").columns[3:5].tolist(), bool((report.to_frame("requirements").change == "quantified").any())
        (['central', '云州省'], True)
        """
        return shown_frame(table, worded(table_of(self, table), table, lang))

    def save(  # noqa: PLR0913  each is a matter of its own, and all but the first are by name
        self,
        path: str | os.PathLike[str],
        *,
        lang: str = "zh",
        form: str | None = None,
        raw_csv: bool = False,
        date: str | None = None,
        layout: str | None = None,
        changed_only: bool = False,
        title: str | None = None,
        organ: str | None = None,
        overwrite: bool = False,
    ) -> tuple[Path, ...]:
        """Write the report into one file or a folder; the files written.

        The suffix tells the format: ``.html`` ``.docx`` ``.xlsx`` ``.md`` ``.json``; ``.csv`` ``.parquet`` hold the side-by-side table.

        ``form`` is the format of a folder's files (``html`` where none is given). ``date`` (``2021-05-01``) is what the report bears as its
        day; without it, it bears none. ``raw_csv``: text that a spreadsheet would take for a formula stays as it stands.

        Of Word files alone: ``layout`` is ``table`` (three columns, a row per article; with ``changed_only`` of those that were changed),
        ``brief`` (a page per local document) or ``full`` (every sentence, all columns); ``title`` and ``organ`` (who made it) stand at the
        head. ``UnknownFormatError`` where they are given for another format.

        ``OutputError`` where the place cannot be written, is one of the documents, or the suffix is not known, and without ``overwrite``
        where a Word file or workbook is there that somebody worked on; a file that was there is then as it was.

        >>> import tempfile
        >>> import duizhao as dz
        >>> sample = dz.sample_folder()
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     report = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt")
        ...     [path.name for path in report.save(Path(folder) / "report.html")]
        ['report.html']
        """
        report = self if date is None else self.dated(date)
        look = look_of(layout=layout, changed_only=changed_only, title=title, organ=organ)
        keeping = Keeping(overwrite=overwrite)
        return write_report(report, path, lang=lang, form=form, raw_csv=raw_csv, look=look, keeping=keeping)

    def __repr__(self) -> str:
        return f"<{overview_text(self)}>"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:  # noqa: ARG002
        """What Jupyter shows: static text, no script, so that it shows in a notebook nobody trusts as well."""
        return {
            "text/plain": repr(self),
            "text/markdown": overview_markdown(self),
            "text/html": overview_html(self),
        }
