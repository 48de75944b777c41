"""Charts as files: vector or pixels, every glyph drawn as an outline, the same report gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...corpus import OutputError, UnknownFormatError
from ...results.findings import Findings
from ...results.names import file_names
from ..file_writing import StrPath, write_bytes
from ..places import refuse_clashes
from ..saving import check_output, documents_of
from .chart_figures import coverage_chart, link_chart, relation_chart, strictness_chart
from .chart_fonts import ChartFont, chart_font
from .chart_sheet import figure_bytes

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CHART_FORMS = ("svg", "png", "pdf")


@dataclass(frozen=True, slots=True)
class ChartFiles:
    """The files written and the font they are drawn with."""

    paths: tuple[Path, ...]
    font: ChartFont


def check_charts(folder: StrPath, form: str = "svg") -> ChartFont:
    """Refuse early (``OutputError``) what ``save_charts`` would refuse; the font it would draw with."""
    if form not in CHART_FORMS:
        raise UnknownFormatError(f"没有图的格式 {form}，需要 {'、'.join(CHART_FORMS)} 之一；请改用其中一种")
    _folder_only(folder)
    return chart_font()


def save_charts(
    report: Findings, folder: StrPath, *, form: str = "svg", lang: str = "zh", inputs: Iterable[StrPath] = ()
) -> ChartFiles:
    """Write the charts of a report into a folder: ``coverage``, ``relations``, ``strictness``, and ``links-…`` per local document.

    ``form`` is ``svg``, ``png`` or ``pdf``; the folder is made where there is none. ``OutputError`` where it cannot be written, where a
    chart would take the place of a document of the report or of ``inputs``, or where matplotlib or a font with Chinese characters is
    missing. The font is named in each file.

    >>> import tempfile
    >>> import duizhao as dz
    >>> sample = dz.sample_folder()
    >>> report = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in save_charts(report, folder).paths]
    ['coverage.svg', 'relations.svg', 'strictness.svg', 'links-local_yunzhou.svg']
    """
    font = check_charts(folder, form)
    place = Path(folder)
    charts = {place / f"{name}.{form}": make for name, make in _charts(report, lang, font)}
    refuse_clashes(list(charts), (*documents_of(report), *inputs))
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{place}：无法建立文件夹（{error.strerror}），需要可写的位置；请换一个名字") from error
    for path, make in charts.items():
        write_bytes(path, figure_bytes(make(), form, font))
    return ChartFiles(tuple(charts), font)


def _charts(report: Findings, lang: str, font: ChartFont) -> Iterator[tuple[str, Callable[[], Figure]]]:
    yield "coverage", lambda: coverage_chart(report, lang=lang, font=font)
    yield "relations", lambda: relation_chart(report, lang=lang, font=font)
    yield "strictness", lambda: strictness_chart(report, lang=lang, font=font)
    names = file_names([comparison.local for comparison in report.comparisons], "")
    for name, comparison in zip(names, report.comparisons, strict=True):
        yield f"links-{name}", lambda comparison=comparison: link_chart(comparison, lang=lang, font=font)  # type: ignore[misc]


def _folder_only(folder: StrPath) -> None:
    check_output(f"{folder}/")
