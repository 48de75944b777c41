"""The options of the command line for charts as files."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from .console import DONE, FAILED, CommandFunction, Notes, OneOf

if TYPE_CHECKING:
    from .report import Report
    from .report.file_writing import StrPath


@dataclass(frozen=True, slots=True)
class ChartsWanted:
    """Where charts are to be written, if at all, and as what."""

    folder: str | None
    form: str
    missing: str = ""

    def checked(self, output: str) -> ChartsWanted:
        """Refuse before any work is done what cannot be written, such as a folder of the name of the report's file.

        Where a package or a font for charts is missing that is kept to be told: the report is to be written all the same.
        """
        if self.folder is not None:
            from .report import names_folder  # noqa: PLC0415  only where charts are asked for
            from .report.charts.chart_files import check_charts  # noqa: PLC0415
            from .report.charts.chart_fonts import NoChartsError  # noqa: PLC0415
            from .report.places import refuse_clashes  # noqa: PLC0415

            if not names_folder(output):
                refuse_clashes([output, self.folder], [])
            try:
                check_charts(self.folder, self.form)
            except NoChartsError as error:
                return replace(self, missing=str(error))
        return self

    def write(self, report: Report, lang: str, notes: Notes, inputs: Iterable[StrPath]) -> int:
        """Write the charts, and say which and with what font, or what was missing for them; the exit status that follows."""
        if self.missing:
            notes.error(f"图没有画，报告已写好；{self.missing}")
            return FAILED
        if self.folder is None:
            return DONE
        from .report.charts.chart_files import save_charts  # noqa: PLC0415  as above

        written = save_charts(report, self.folder, form=self.form, lang=lang, inputs=inputs)
        notes.say(f"写出 {len(written.paths)} 张图到 {self.folder}；字体 {written.font}，字形已成轮廓，看图不需要字体")
        return DONE


def chart_options(command: CommandFunction) -> CommandFunction:
    """The options ``--charts`` and ``--chart-format``, given to the command as ``charts``."""

    @click.option(
        "--charts",
        "charts_folder",
        metavar="FOLDER",
        help="另把图写入这个文件夹（需要另装画图的程序包；没有装的，报告照写，并说明缺什么）。",
    )
    @click.option(
        "--chart-format",
        "chart_form",
        type=OneOf(["svg", "png", "pdf"]),
        default="svg",
        show_default=True,
        help="图的格式。",
    )
    @functools.wraps(command)
    def run(*, charts_folder: str | None, chart_form: str, **arguments: Any) -> Any:
        return command(charts=ChartsWanted(charts_folder, chart_form), **arguments)

    return run
