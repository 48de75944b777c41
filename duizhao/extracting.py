"""The command that takes the requirements out of documents: extract."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .console import DONE, FAILED, Notes, OneOf, with_notes
from .delivery import check_places, deliver
from .limit_options import limit_options
from .parser_options import parser_option
from .shared_options import encoding_option, output_option, overwrite_option, parts_option

if TYPE_CHECKING:
    from .extract import Parser
    from .fence import Limits
    from .report import RequirementRow
    from .segmenter import Parts

_BY_SUFFIX = {".csv": "csv", ".xlsx": "xlsx", ".parquet": "parquet"}
_BINARY = ("xlsx", "parquet")


@click.command(
    short_help="提取量化要求：多久一次、多少、什么比例、什么期限。",
    help="提取每份文件里的量化要求：多久一次、多少、什么比例、什么期限。FILE 也可以是文件夹，读里面的每份文件（里面的文件夹不看）。",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE | FOLDER...")
@click.option(
    "--format",
    "form",
    type=OneOf(["json", "csv", "xlsx", "parquet", "table"]),
    help="格式；不写则看 OUT 的后缀（.csv .xlsx .parquet），否则为 json。xlsx 给人看：没有内容的列不写，模糊要求另成一表，附各列的说明；"
    "json csv parquet 各列都有。",
)
@click.option(
    "--lang",
    type=OneOf(["zh", "en"]),
    help="xlsx、table 的语言，不写为 zh。json csv parquet 的列名是代码；csv 写明 --lang zh 的，列名是中文。",
)
@parser_option
@parts_option
@encoding_option
@limit_options
@output_option
@overwrite_option
@with_notes
def extract(  # noqa: PLR0913, PLR0917 - a parameter for each option
    files: tuple[str, ...],
    form: str | None,
    lang: str | None,
    parser: Parser | None,
    parts: Parts,
    encoding: str | None,
    limits: Limits,
    output: str | None,
    overwrite: bool,
    notes: Notes,
) -> int:
    """Write the requirements table of one or more files or folders."""
    from .extract import find_requirements, table_warnings
    from .materials import shipped_materials
    from .report import placed_rows, requirement_table
    from .sources import FoundFile, Refused, find_files, read_each

    form = form or _BY_SUFFIX.get(Path(output or "").suffix.lower(), "json")
    _check_form(form, output)
    found, skipped = find_files(files)
    read = [one.path for one in found if isinstance(one, FoundFile)]
    check_places(output, inputs=(*files, *read), overwrite=overwrite)
    notes.skipped(skipped)
    rules = shipped_materials().judging.extraction
    rows: list[RequirementRow] = []
    refused = 0
    for one in read_each(found, encoding=encoding, limits=limits):
        if isinstance(one, Refused):
            refused += 1
            notes.refused([one])
            continue
        notes.skipped(one.twice)
        notes.warnings_of(*one.documents)
        for document in (read.with_parts(parts) for read in one.documents):
            notes.left_aside([(document.document.name, table_warnings(document, rules))])
            rows += placed_rows(document, find_requirements(document, rules=rules, parser=parser), one.name)
    if refused < len(found):
        deliver(requirement_table(rows, form, lang=lang), output)
    return FAILED if refused else DONE


def _check_form(form: str, output: str | None) -> None:
    """Refuse early what cannot be written."""
    if form in _BINARY and output in (None, "-"):
        raise click.UsageError(f"{form} 是二进制格式，不能写到标准输出，需要 -o 和文件名")
    if form == "parquet":
        from .report import check_pyarrow

        check_pyarrow()
