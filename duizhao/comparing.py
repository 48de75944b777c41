"""The commands that set documents against each other: report, align, and review, which reads a report back."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from .chart_options import ChartsWanted, chart_options
from .console import DONE, Notes, OneOf, with_notes
from .corpus.errors import DocumentError
from .delivery import check_places, deliver
from .judge_options import JudgeWanted, judge_options
from .limit_options import limit_options
from .progress import progress
from .report_options import Written, report_options
from .several_corrections import TakesCorrections
from .shared_options import (
    corrections_option,
    encoding_option,
    language,
    linker_of,
    linker_option,
    output_option,
    overwrite_option,
    parts_option,
    teaching_option,
)
from .summary import first_to_read, open_file, summary_lines
from .word_options import word_options

if TYPE_CHECKING:
    from .families import Family
    from .fence import Limits
    from .report import WordLook
    from .segmenter import Parts


@click.command(
    cls=TakesCorrections,
    short_help="出对照报告：一份中央文件和若干地方文件，或一个文件夹。",
    help="出对照报告。给一份中央文件和若干地方文件，或一个文件夹（自动认出哪份是中央文件，不落实它的列为略过）。"
    "OUT 的后缀决定格式：.html .docx .xlsx .md .json，.csv .parquet（逐句对照的一张表）；"
    "OUT 是文件夹时每份地方文件一份报告，另有目录页，--format 定格式（csv、parquet 则每张表一个文件）。",
)
@click.argument("files", nargs=-1, required=True, metavar="CENTRAL LOCAL... | FOLDER")
@click.option("-o", "--output", required=True, metavar="OUT", help="报告文件或文件夹。")
@report_options
@word_options
@chart_options
@linker_option
@judge_options
@corrections_option
@teaching_option
@parts_option
@encoding_option
@limit_options
@with_notes
def report(  # noqa: PLR0913, PLR0917 - a parameter for each option
    files: tuple[str, ...],
    output: str,
    written: Written,
    look: WordLook | None,
    charts: ChartsWanted,
    linker_name: str | None,
    judge: JudgeWanted,
    corrections: tuple[str, ...],
    no_teaching: bool,
    parts: Parts,
    titles: dict[str, str],
    encoding: str | None,
    limits: Limits,
    notes: Notes,
) -> int:
    """Write the report of one central document and one or more local ones."""
    from . import pipeline
    from .changes import read_joined_corrections
    from .options import Options
    from .report import Keeping, check_output, write_report

    if output == "-":
        raise click.UsageError("报告不能写到标准输出，需要文件或文件夹的名字")
    keeping = Keeping(inputs=(*files, *corrections, *filter(None, [judge.answers])), overwrite=written.overwrite)
    check_output(output, written.form, look, keeping=keeping, reviewed=bool(corrections))
    charts = charts.checked(output)
    linker = linker_of(linker_name)
    asked = judge.load(notes.say)
    read_joined_corrections(corrections)  # a fault in one is told before the work is done
    with progress(quiet=notes.quiet) as stages:
        stages.begin("读取文件")
        family = _family(files, encoding, titles, limits)
        keeping = keeping.also(family.files)
        status = notes.refused(family.refused)
        notes.skipped(family.skipped)
        notes.warnings_of(family.central, *family.local)
        if not family.local:
            return _nothing_to_compare(status, notes)
        check_output(output, written.form, keeping=keeping, reviewed=corrections is not None, local=family.local)
        stages.begin("对照", len(family.local))

        def done(path: str) -> None:
            stages.step()
            notes.detail(f"已对照 {path}")

        result = pipeline.compare_many(
            family.central,
            family.local,
            options=Options(parts=parts),
            linker=linker,
            judge=asked,
            corrections=corrections or None,
            teaching=not no_teaching,
            skipped=family.skipped,
            on_done=done,
        )
        notes.cautions(result.comparisons)
        notes.corrections(result.parameters.get("corrections"))
        stages.begin("写出报告")
        dated = result.dated(written.date) if written.date else result
        paths = write_report(
            dated, output, lang=written.lang, form=written.form, raw_csv=written.raw_csv, look=look, keeping=keeping
        )
    notes.say_all(summary_lines(result, paths))
    status = max(status, charts.write(dated, written.lang, notes, keeping.inputs))
    if written.opens:
        open_file(first_to_read(paths), notes)
    return status


def _family(files: Sequence[str], encoding: str | None, titles: dict[str, str], limits: Limits) -> Family:
    from .families import read_files, read_folder

    if len(files) > 1:
        return read_files(files[0], files[1:], encoding=encoding, titles=titles, limits=limits)
    if os.path.isfile(files[0]) or files[0] == "-":  # noqa: PTH113  a name too long for the system is no error here
        raise click.UsageError(f"只有一个文件 {files[0]}，需要一份中央文件和至少一份地方文件，或一个文件夹")
    return read_folder(files[0], encoding=encoding, titles=titles, limits=limits)


def _nothing_to_compare(status: int, notes: Notes) -> int:
    """Say once that there is no report: where files were refused, that was said already."""
    if status == DONE:
        raise DocumentError("没有可以对照的地方文件，需要至少一份写明落实中央文件的；请检查文件夹，或直接写明地方文件")
    notes.warn("没有可以对照的地方文件，没有写出报告")
    return status


@click.command(
    short_help="读回复核过的 Excel 报告，写成复核文件。",
    help="读回 report 写出、专家复核过的 .xlsx：改过的“对应关系”“变化类型”“复核意见”，各是一处更正，写成复核文件（TOML）；"
    "report、align 的 --corrections 读它。按句子编号认行，排序、筛选、移动列、删行都可以。已有的复核文件会并入，后改的为准。"
    "看过而没有错的行，在“复核意见”写 对 或 √；整份都看过，用 --all-read。--learned 说出一份复核文件教了什么（FILE 给复核文件）。",
)
@click.argument("file")
@click.option("--by", default="", metavar="NAME", help="谁复核的，记在每一处更正里。")
@click.option("--date", "at", default="", metavar="DATE", help="何时复核的（如 2026-11-27），记在每一处更正里。")
@click.option("--all-read", is_flag=True, help="每一行都看过：没有改的就是对的（未找到对应的就是新增），一并记下。")
@click.option(
    "--learned", is_flag=True, help="FILE 是复核文件：说出它教了什么（类推哪些句子，怎样校准把握），不写复核文件。"
)
@output_option
@overwrite_option
@with_notes
def review(  # noqa: PLR0913, PLR0917 - a parameter for each option
    file: str, by: str, at: str, all_read: bool, learned: bool, output: str | None, overwrite: bool, notes: Notes
) -> int:
    """Write the corrections that a reviewed workbook holds, or tell what a file of corrections teaches."""
    from .reviewing import learned_text, review_workbook

    check_places(output, inputs=[file], overwrite=overwrite)
    if learned:
        deliver(learned_text(file), output)
        return DONE
    text, status = review_workbook(file, output, by, at, notes, all_read=all_read, overwrite=overwrite)
    deliver(text, output)
    return status


@click.command(cls=TakesCorrections, help="对应：地方文件的每条每句对应中央文件的哪一条哪一句。")
@click.argument("central")
@click.argument("local")
@click.option("--format", "form", type=OneOf(["json", "table"]), default="json", show_default=True, help="格式。")
@language
@linker_option
@judge_options
@corrections_option
@teaching_option
@parts_option
@encoding_option
@limit_options
@output_option
@overwrite_option
@with_notes
def align(  # noqa: PLR0913, PLR0917 - a parameter for each option
    central: str,
    local: str,
    form: str,
    lang: str,
    linker_name: str | None,
    judge: JudgeWanted,
    corrections: tuple[str, ...],
    no_teaching: bool,
    parts: Parts,
    encoding: str | None,
    limits: Limits,
    output: str | None,
    overwrite: bool,
    notes: Notes,
) -> int:
    """Write the links and relations between two files."""
    from . import pipeline
    from .options import Options
    from .report import align_json, align_table, json_text
    from .sources import read

    check_places(output, inputs=(central, local, *corrections, judge.answers), overwrite=overwrite)
    linker, asked = linker_of(linker_name), judge.load(notes.say)
    theirs, ours = (read(file, encoding=encoding, limits=limits) for file in (central, local))
    result = pipeline.compare(
        theirs,
        ours,
        options=Options(parts=parts),
        linker=linker,
        judge=asked,
        corrections=corrections or None,
        teaching=not no_teaching,
    )
    comparison = result.comparisons[0]
    notes.warnings_of(comparison.central, comparison.local)
    notes.cautions(result.comparisons)
    notes.corrections(result.parameters.get("corrections"))
    as_json = form == "json"
    deliver(
        json_text(align_json(comparison, result.parameters)) if as_json else align_table(comparison, lang=lang), output
    )
    return DONE
