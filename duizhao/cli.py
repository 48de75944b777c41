"""The command line: each command parses its arguments, makes one library call and writes text.

Results go to standard output or to ``-o``; everything else to standard error. Nothing heavy is imported before a command runs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .chart_options import ChartsWanted, chart_options
from .console import (
    DONE,
    FAILED,
    INTERRUPTED,
    WRONG_USAGE,
    Commands,
    Notes,
    OneOf,
    checked_encoding,
    common_options,
    drop_output,
    prepare_streams,
    usage_line,
    with_notes,
    write_diff,
)
from .corpus.errors import DocumentError, DuizhaoError, UnknownFormatError
from .delivery import check_places as _check
from .delivery import deliver as _deliver
from .progress import progress
from .report_options import Written, language, report_options
from .summary import first_to_read, open_file, summary_lines

if TYPE_CHECKING:
    from .pipeline import Material

_output = click.option("-o", "--output", metavar="OUT", help="写入文件；不写则输出到标准输出。")
_corrections = click.option(
    "--corrections", metavar="FILE", help="复核文件（review 写出的）：其中的对应和变化类型照人的判断。"
)


_encoding = click.option(
    "--encoding", callback=checked_encoding, metavar="NAME", help="文本和网页的编码（gb18030 big5 …）；不写则自动判断。"
)


@click.group(
    cls=Commands,
    help="对照：读中国政策文本，看一份地方措施对它所落实的中央文件做了什么。",
)
@common_options
@click.pass_context
def cli(context: click.Context, quiet: bool, verbose: bool) -> None:
    """The group of all commands."""
    context.obj = Notes(quiet=quiet, verbose=verbose)


@cli.command(
    short_help="出对照报告：一份中央文件和若干地方文件，或一个文件夹。",
    help="出对照报告。给一份中央文件和若干地方文件，或一个文件夹（自动认出哪份是中央文件，不落实它的列为略过）。"
    "OUT 的后缀决定格式：.html .docx .xlsx .md .json，.csv .parquet（逐句对照的一张表）；"
    "OUT 是文件夹时每份地方文件一份报告，另有目录页，--format 定格式（csv、parquet 则每张表一个文件）。",
)
@click.argument("files", nargs=-1, required=True, metavar="CENTRAL LOCAL... | FOLDER")
@click.option("-o", "--output", required=True, metavar="OUT", help="报告文件或文件夹。")
@report_options
@chart_options
@_corrections
@_encoding
@with_notes
def report(  # noqa: PLR0913, PLR0917 - a parameter for each option
    files: tuple[str, ...],
    output: str,
    written: Written,
    charts: ChartsWanted,
    corrections: str | None,
    encoding: str | None,
    notes: Notes,
) -> int:
    """Write the report of one central document and one or more local ones."""
    from . import pipeline
    from .changes import read_corrections
    from .report import check_output, write_report

    if output == "-":
        raise click.UsageError("报告不能写到标准输出，需要文件或文件夹的名字")
    check_output(output, written.form)
    charts.check()
    if corrections is not None:
        read_corrections(corrections)  # a fault in it is told before the work is done
    with progress(quiet=notes.quiet) as stages:
        stages.begin("读取文件")
        material = _material(files, encoding)
        status = notes.refused(material.refused)
        notes.skipped(material.skipped)
        notes.warnings_of(material.central, *material.local)
        if not material.local:
            return _nothing_to_compare(status, notes)
        stages.begin("对照", len(material.local))

        def done(path: str) -> None:
            stages.step()
            notes.detail(f"已对照 {path}")

        result = pipeline.compare_many(
            material.central, material.local, corrections=corrections, skipped=material.skipped, on_done=done
        )
        notes.cautions(result.comparisons)
        notes.corrections(result.parameters.get("corrections"))
        stages.begin("写出报告")
        dated = result.dated(written.date) if written.date else result
        paths = write_report(dated, output, lang=written.lang, form=written.form, raw_csv=written.raw_csv)
    notes.say_all(summary_lines(result, paths))
    charts.write(dated, written.lang, notes)
    if written.opens:
        open_file(first_to_read(paths), notes)
    return status


def _material(files: Sequence[str], encoding: str | None) -> Material:
    from . import pipeline

    if len(files) > 1:
        return pipeline.read_files(files[0], files[1:], encoding=encoding)
    if os.path.isfile(files[0]) or files[0] == "-":  # noqa: PTH113  a name too long for the system is no error here
        raise click.UsageError(f"只有一个文件 {files[0]}，需要一份中央文件和至少一份地方文件，或一个文件夹")
    return pipeline.read_folder(files[0], encoding=encoding)


def _nothing_to_compare(status: int, notes: Notes) -> int:
    """Say once that there is no report: where files were refused, that was said already."""
    if status == DONE:
        raise DocumentError("没有可以对照的地方文件，需要至少一份写明落实中央文件的；请检查文件夹，或直接写明地方文件")
    notes.warn("没有可以对照的地方文件，没有写出报告")
    return status


@cli.command(
    short_help="读回复核过的 Excel 报告，写成复核文件。",
    help="读回 report 写出、专家复核过的 .xlsx：改过的“对应关系”“变化类型”“复核意见”，各是一处更正，写成复核文件（TOML）；"
    "report、align 的 --corrections 读它。按句子编号认行，排序、筛选、移动列、删行都可以。已有的复核文件会并入，后改的为准。",
)
@click.argument("file")
@click.option("--by", default="", metavar="NAME", help="谁复核的，记在每一处更正里。")
@click.option("--date", "at", default="", metavar="DATE", help="何时复核的（如 2026-11-27），记在每一处更正里。")
@_output
@with_notes
def review(file: str, by: str, at: str, output: str | None, notes: Notes) -> int:
    """Write the corrections that a reviewed workbook holds."""
    from .reviewing import review_workbook

    _check(output)
    text, status = review_workbook(file, output, by, at, notes)
    _deliver(text, output)
    return status


@cli.command(help="清洗一份文件，输出清洗后的文本；--edits 另存每一处改动及其规则，--diff 只看改了的行。")
@click.argument("file")
@click.option("--edits", metavar="FILE.jsonl", help="改动清单：原文位置、原字、改为、规则、说明。")
@click.option("--diff", is_flag=True, help="不输出全文，只输出改了的行：改前（-）、改后（+）、规则；终端上有颜色。")
@_encoding
@_output
@with_notes
def clean(file: str, edits: str | None, diff: bool, encoding: str | None, output: str | None, notes: Notes) -> int:
    """Write the cleaned text of a file, or what changed in it, and its edits."""
    from .corpus import count_by_rule, read_documents
    from .report import changed_lines, edits_jsonl, write_text

    if diff and output not in (None, "-"):
        raise click.UsageError("--diff 写到标准输出，不能与 -o 同用；要存下改动请用 --edits")
    _check(edits, output)
    document = read_documents(file, encoding=encoding)[0]
    notes.warnings_of(document)
    if edits is not None:
        write_text(edits, edits_jsonl(document))
    if diff:
        write_diff(changed_lines(document))
    else:
        _deliver(document.text + "\n", output)
    counts = "，".join(f"{rule} {count}" for rule, count in count_by_rule(document.edits).items())
    notes.detail(f"{file}：{'，'.join(dict.fromkeys((document.format, document.encoding)))}；{counts or '没有改动'}")
    return DONE


@cli.command(help="切分一份文件：条款、段落、句子，各有编号和位置。")
@click.argument("file")
@click.option("--format", "form", type=OneOf(["json", "tree"]), default="json", show_default=True, help="格式。")
@language
@_encoding
@_output
@with_notes
def segment(file: str, form: str, lang: str, encoding: str | None, output: str | None, notes: Notes) -> int:
    """Write the units and sentences of a file."""
    from . import pipeline
    from .report import json_text, segment_tree, segments_json

    _check(output)
    documents = pipeline.read_documents(file, encoding=encoding)
    notes.warnings_of(*documents)
    tree = "\n".join(segment_tree(document, lang=lang) for document in documents)
    _deliver(json_text(segments_json(documents)) if form == "json" else tree, output)
    return DONE


@cli.command(help="对应：地方文件的每条每句对应中央文件的哪一条哪一句。")
@click.argument("central")
@click.argument("local")
@click.option("--format", "form", type=OneOf(["json", "table"]), default="json", show_default=True, help="格式。")
@language
@_corrections
@_encoding
@_output
@with_notes
def align(  # noqa: PLR0913, PLR0917 - a parameter for each option
    central: str,
    local: str,
    form: str,
    lang: str,
    corrections: str | None,
    encoding: str | None,
    output: str | None,
    notes: Notes,
) -> int:
    """Write the links and relations between two files."""
    from . import pipeline
    from .report import align_json, align_table, json_text

    _check(output)
    theirs, ours = (pipeline.read(file, encoding=encoding) for file in (central, local))
    result = pipeline.compare(theirs, ours, corrections=corrections)
    comparison = result.comparisons[0]
    notes.warnings_of(comparison.central, comparison.local)
    notes.cautions(result.comparisons)
    notes.corrections(result.parameters.get("corrections"))
    as_json = form == "json"
    _deliver(
        json_text(align_json(comparison, result.parameters)) if as_json else align_table(comparison, lang=lang), output
    )
    return DONE


@cli.command(help="提取每份文件里的量化要求：多久一次、多少、什么比例、什么期限。")
@click.argument("files", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=OneOf(["json", "csv", "xlsx", "table"]),
    help="格式；不写则看 OUT 的后缀（.csv .xlsx），否则为 json。",
)
@language
@_encoding
@_output
@with_notes
def extract(
    files: tuple[str, ...], form: str | None, lang: str, encoding: str | None, output: str | None, notes: Notes
) -> int:
    """Write the requirements table of one or more files."""
    from . import pipeline
    from .extract import find_requirements
    from .report import requirement_rows, requirement_table

    form = form or {".csv": "csv", ".xlsx": "xlsx"}.get(Path(output or "").suffix.lower(), "json")
    if form == "xlsx" and output in (None, "-"):
        raise click.UsageError("xlsx 是二进制格式，不能写到标准输出，需要 -o 和文件名")
    _check(output)
    documents, refused = pipeline.read_all(files, encoding=encoding)
    status = notes.refused(refused)
    notes.warnings_of(*documents)
    if documents:
        rows = [row for document in documents for row in requirement_rows(document, find_requirements(document))]
        _deliver(requirement_table(rows, form, lang=lang), output)
    return status


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its status: 0 done, 1 something was refused or failed, 2 wrong usage."""
    prepare_streams()
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    notes = Notes()
    try:
        return int(cli.main(arguments, prog_name="duizhao", standalone_mode=False) or DONE)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return WRONG_USAGE
    except click.ClickException as error:
        notes.error(usage_line(error))
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断", err=True)
        return INTERRUPTED
    except DuizhaoError as error:
        notes.error(str(error))
        return WRONG_USAGE if isinstance(error, UnknownFormatError) else FAILED
    except OSError as error:
        # What is left are the standard streams: a disk that is full behind `>`, a terminal that is gone.
        place = error.filename or "标准输入输出"
        notes.error(f"{place}：无法读写（{error.strerror}），需要能读写的位置；请检查空间和权限，或用 -o 写入文件")
        drop_output()
        return FAILED


if __name__ == "__main__":
    main()
