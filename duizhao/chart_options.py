"""The options of the command line for charts as files."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from .console import CommandFunction, Notes, OneOf

if TYPE_CHECKING:
    from .report import Report
    from .report.file_writing import StrPath


@dataclass(frozen=True, slots=True)
class ChartsWanted:
    """Where charts are to be written, if at all, and as what."""

    folder: str | None
    form: str

    def check(self, output: str) -> None:
        """Refuse before any work is done what cannot be drawn or written, such as a folder of the name of the report's file."""
        if self.folder is not None:
            from .report import names_folder  # noqa: PLC0415  only where charts are asked for
            from .report.charts.chart_files import check_charts  # noqa: PLC0415
            from .report.places import refuse_clashes  # noqa: PLC0415

            check_charts(self.folder, self.form)
            if not names_folder(output):
                refuse_clashes([output, self.folder], [])

    def write(self, report: Report, lang: str, notes: Notes, inputs: Iterable[StrPath]) -> None:
        """Write the charts, and say which and with what font."""
        if self.folder is None:
            return
        from .report.charts.chart_files import save_charts  # noqa: PLC0415  as above

        written = save_charts(report, self.folder, form=self.form, lang=lang, inputs=inputs)
        notes.say(f"写出 {len(written.paths)} 张图到 {self.folder}；字体 {written.font}，字形已成轮廓，看图不需要字体")


def chart_options(command: CommandFunction) -> CommandFunction:
    """The options ``--charts`` and ``--chart-format``, given to the command as ``charts``."""

    @click.option("--charts", "charts_folder", metavar="FOLDER", help="另把图写入这个文件夹（需要 duizhao[charts]）。")
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
