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

from .console import (
    DONE,
    FAILED,
    INTERRUPTED,
    WRONG_USAGE,
    Commands,
    Notes,
    OneOf,
    common_options,
    drop_output,
    prepare_streams,
    usage_line,
    with_notes,
    write_diff,
    write_out,
)
from .corpus.errors import DocumentError, DuizhaoError, UnknownFormatError

if TYPE_CHECKING:
    from .pipeline import Material
    from .report import Report

_output = click.option("-o", "--output", metavar="OUT", help="写入文件；不写则输出到标准输出。")


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
    "OUT 的后缀决定格式：.html .md .json；写文件夹则每份地方文件一页，另有目录页。",
)
@click.argument("files", nargs=-1, required=True, metavar="CENTRAL LOCAL... | FOLDER")
@click.option("-o", "--output", required=True, metavar="OUT", help="报告文件或文件夹。")
@click.option("--lang", type=OneOf(["zh", "en"]), default="zh", show_default=True, help="报告的语言。")
@with_notes
def report(files: tuple[str, ...], output: str, lang: str, notes: Notes) -> int:
    """Write the report of one central document and one or more local ones."""
    from . import pipeline
    from .report import check_output, write_report

    if output == "-":
        raise click.UsageError("报告不能写到标准输出，需要文件或文件夹的名字")
    check_output(output)
    material = _material(files)
    status = notes.refused(material.refused)
    notes.skipped(material.skipped)
    notes.warnings_of(material.central, *material.local)
    if not material.local:
        return _nothing_to_compare(status, notes)
    result = pipeline.compare_many(
        material.central,
        material.local,
        skipped=material.skipped,
        on_done=lambda path: notes.detail(f"已对照 {path}"),
    )
    notes.cautions(result.comparisons)
    notes.say(_summary(result, write_report(result, output, lang=lang)))
    return status


def _material(files: Sequence[str]) -> Material:
    from . import pipeline

    if len(files) > 1:
        return pipeline.read_files(files[0], files[1:])
    if os.path.isfile(files[0]) or files[0] == "-":  # noqa: PTH113  a name too long for the system is no error here
        raise click.UsageError(f"只有一个文件 {files[0]}，需要一份中央文件和至少一份地方文件，或一个文件夹")
    return pipeline.read_folder(files[0])


def _nothing_to_compare(status: int, notes: Notes) -> int:
    """Say once that there is no report: where files were refused, that was said already."""
    if status == DONE:
        raise DocumentError("没有可以对照的地方文件，需要至少一份写明落实中央文件的；请检查文件夹，或直接写明地方文件")
    notes.warn("没有可以对照的地方文件，没有写出报告")
    return status


def _summary(result: Report, written: Sequence[Path]) -> str:
    links = sum(len(change.links) for comparison in result.comparisons for change in comparison.sentences)
    added = sum(change.relation == "added" for comparison in result.comparisons for change in comparison.sentences)
    missing = sum(len(cover.missing) for comparison in result.comparisons for cover in comparison.coverage)
    names = "、".join(str(path) for path in written)
    return f"对照 {len(result.comparisons)} 份地方文件：句子对应 {links} 处，新增 {added} 句，缺失 {missing} 句；写出 {names}"


@cli.command(help="清洗一份文件，输出清洗后的文本；--edits 另存每一处改动及其规则，--diff 只看改了的行。")
@click.argument("file")
@click.option("--edits", metavar="FILE.jsonl", help="改动清单：原文位置、原字、改为、规则、说明。")
@click.option("--diff", is_flag=True, help="不输出全文，只输出改了的行：改前（-）、改后（+）、规则；终端上有颜色。")
@_output
@with_notes
def clean(file: str, edits: str | None, diff: bool, output: str | None, notes: Notes) -> int:
    """Write the cleaned text of a file, or what changed in it, and its edits."""
    from .corpus import count_by_rule, read_documents
    from .report import changed_lines, edits_jsonl, write_text

    if diff and output not in (None, "-"):
        raise click.UsageError("--diff 写到标准输出，不能与 -o 同用；要存下改动请用 --edits")
    _check(edits, output)
    document = read_documents(file)[0]
    notes.warnings_of(document)
    if edits is not None:
        write_text(edits, edits_jsonl(document))
    if diff:
        write_diff(changed_lines(document))
    else:
        _deliver(document.text + "\n", output)
    counts = "，".join(f"{rule} {count}" for rule, count in count_by_rule(document.edits).items())
    notes.detail(f"{file}：{document.encoding}；{counts or '没有改动'}")
    return DONE


@cli.command(help="切分一份文件：条款、段落、句子，各有编号和位置。")
@click.argument("file")
@click.option("--format", "form", type=OneOf(["json", "tree"]), default="json", show_default=True, help="格式。")
@_output
@with_notes
def segment(file: str, form: str, output: str | None, notes: Notes) -> int:
    """Write the units and sentences of a file."""
    from . import pipeline
    from .report import json_text, segment_tree, segments_json

    _check(output)
    documents = pipeline.read_documents(file)
    notes.warnings_of(*documents)
    tree = "\n".join(segment_tree(document) for document in documents)
    _deliver(json_text(segments_json(documents)) if form == "json" else tree, output)
    return DONE


@cli.command(help="对应：地方文件的每条每句对应中央文件的哪一条哪一句。")
@click.argument("central")
@click.argument("local")
@click.option("--format", "form", type=OneOf(["json", "table"]), default="json", show_default=True, help="格式。")
@_output
@with_notes
def align(central: str, local: str, form: str, output: str | None, notes: Notes) -> int:
    """Write the links and relations between two files."""
    from . import pipeline
    from .report import align_json, align_table, json_text

    _check(output)
    result = pipeline.compare(central, local)
    comparison = result.comparisons[0]
    notes.warnings_of(comparison.central, comparison.local)
    notes.cautions(result.comparisons)
    shape = json_text(align_json(comparison, result.parameters)) if form == "json" else align_table(comparison)
    _deliver(shape, output)
    return DONE


@cli.command(help="提取每份文件里的量化要求：多久一次、多少、什么比例、什么期限。")
@click.argument("files", nargs=-1, required=True)
@click.option(
    "--format",
    "form",
    type=OneOf(["json", "csv", "xlsx", "table"]),
    help="格式；不写则看 OUT 的后缀（.csv .xlsx），否则为 json。",
)
@_output
@with_notes
def extract(files: tuple[str, ...], form: str | None, output: str | None, notes: Notes) -> int:
    """Write the requirements table of one or more files."""
    from . import pipeline
    from .extract import find_requirements
    from .report import requirement_rows, requirement_table

    form = form or {".csv": "csv", ".xlsx": "xlsx"}.get(Path(output or "").suffix.lower(), "json")
    if form == "xlsx" and output in (None, "-"):
        raise click.UsageError("xlsx 是二进制格式，不能写到标准输出，需要 -o 和文件名")
    _check(output)
    documents, refused = pipeline.read_all(files)
    status = notes.refused(refused)
    notes.warnings_of(*documents)
    if documents:
        rows = [row for document in documents for row in requirement_rows(document, find_requirements(document))]
        _deliver(requirement_table(rows, form), output)
    return status


def _check(*outputs: str | None) -> None:
    """Refuse a place that cannot be written before any work is done."""
    from .report import check_file

    for output in outputs:
        if output not in (None, "-"):
            check_file(output)


def _deliver(content: str | bytes, output: str | None) -> None:
    if output is None or output == "-":
        write_out(content)
        return
    from .report import write_bytes

    write_bytes(output, content if isinstance(content, bytes) else content.encode("utf-8"))


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
