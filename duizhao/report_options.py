"""What a user can say about how a report is written: its format, its language, its day, what happens to it then."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

import click

from .console import CommandFunction, Day
from .shared_options import language, overwrite_option


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How a report is to be written."""

    form: str | None
    lang: str
    date: str | None
    raw_csv: bool
    opens: bool
    overwrite: bool


def report_options(command: CommandFunction) -> CommandFunction:
    """The options of a command that writes reports, given to it together as ``written``."""

    @functools.wraps(command)
    def run(
        *, form: str | None, lang: str, date: str | None, raw_csv: bool, opens: bool, overwrite: bool, **arguments: Any
    ) -> int:
        written = Written(form=form, lang=lang, date=date, raw_csv=raw_csv, opens=opens, overwrite=overwrite)
        return int(command(written=written, **arguments))

    options = (
        click.option("--format", "form", metavar="FORMAT", help="文件夹里各文件的格式，如 docx；不写则为 html。"),
        language,
        click.option("--date", type=Day(), metavar="YYYY-MM-DD", help="印在报告上的日期；不写则没有日期。"),
        click.option(
            "--raw-csv",
            is_flag=True,
            help="CSV 里像公式的文字照原样写（不写则前面加一个撇号，免得表格软件去执行）。",
        ),
        overwrite_option,
        click.option("--open", "opens", is_flag=True, help="写好后用系统的默认程序打开。"),
    )
    for option in reversed(options):
        run = option(run)
    return run
