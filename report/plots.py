"""The charts of a report by name, as a notebook asks for them: ``report.plot.coverage()``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..corpus import UnknownFormatError
from ..results.document_lookup import find_document
from ..results.findings import Findings

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ChartName = Literal["coverage", "relations", "strictness", "links"]
CHARTS: tuple[ChartName, ...] = ("coverage", "relations", "strictness", "links")


@dataclass(frozen=True, slots=True, repr=False)
class Plots:
    """Each method gives a matplotlib figure, which shows itself in Jupyter and has ``savefig``; nothing is shown or saved here.

    ``lang`` is the language of the words in it (``zh`` or ``en``). Packages and a font for it come with ``pip install '.[charts]'``;
    ``OutputError`` where they are missing.

    >>> import duizhao as dz
    >>> sample = dz.sample_folder()
    >>> report = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt")
    >>> report.plot.coverage().axes[0].get_title()
    '中央条款覆盖热图'
    >>> report.plot
    <图：coverage()、relations()、strictness()、links()>
    """

    report: Findings

    def __call__(self, chart: ChartName = "coverage", *, lang: str = "zh") -> Figure:
        """The chart of that name; ``UnknownFormatError`` where there is none."""
        if chart not in CHARTS:
            raise UnknownFormatError(f"没有图 {chart}，需要 {'、'.join(CHARTS)} 之一；请改用其中一种")
        found: Figure = getattr(self, chart)(lang=lang)
        return found

    def coverage(self, *, lang: str = "zh") -> Figure:
        """Central articles by local documents: how far each is taken up."""
        from .charts.chart_figures import coverage_chart  # noqa: PLC0415  here and below: needed by who asks for a chart

        return coverage_chart(self.report, lang=lang)

    def relations(self, *, lang: str = "zh") -> Figure:
        """The sentences of each local document by what became of them."""
        from .charts.chart_figures import relation_chart  # noqa: PLC0415

        return relation_chart(self.report, lang=lang)

    def strictness(self, *, lang: str = "zh") -> Figure:
        """The figures of the matrix by local document, the stricter the darker."""
        from .charts.chart_figures import strictness_chart  # noqa: PLC0415

        return strictness_chart(self.report, lang=lang)

    def links(self, local: int | str = 0, *, lang: str = "zh") -> Figure:
        """The links between the articles of the central document and a local one: by its index, or its name in the report.

        :raises PlaceError: there is no document of that name; ``IndexError``: there are not so many.
        """
        from .charts.chart_figures import link_chart  # noqa: PLC0415

        return link_chart(self.report.comparisons[find_document(self.report.comparisons, local)], lang=lang)

    def __repr__(self) -> str:
        return f"<图：{'、'.join(f'{name}()' for name in CHARTS)}>"
