"""The command that takes the requirements out of documents: extract."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .console import FAILED, Notes, OneOf, with_notes
from .corpus.errors import DocumentError
from .delivery import check_places, deliver
from .shared_options import encoding_option, output_option, parts_option

if TYPE_CHECKING:
    from .report import RequirementRow
    from .segmenter import Parts
    from .sources import NamedFile

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
@parts_option
@encoding_option
@output_option
@with_notes
def extract(  # noqa: PLR0913, PLR0917 - a parameter for each option
    files: tuple[str, ...],
    form: str | None,
    lang: str | None,
    parts: Parts,
    encoding: str | None,
    output: str | None,
    notes: Notes,
) -> int:
    """Write the requirements table of one or more files or folders."""
    from .report import requirement_table
    from .sources import find_files

    form = form or _BY_SUFFIX.get(Path(output or "").suffix.lower(), "json")
    _check_form(form, output)
    check_places(output)
    found = find_files(files)
    status = notes.refused(found.refused)
    notes.skipped(found.skipped)
    rows: list[RequirementRow] = []
    read = False
    take = _reader(parts, encoding, notes)
    for file in found.files:
        try:
            rows += take(file)
            read = True
        except DocumentError as error:
            notes.error(str(error))
            status = FAILED
    if read:
        deliver(requirement_table(rows, form, lang=lang), output)
    return status


def _check_form(form: str, output: str | None) -> None:
    """Refuse early what cannot be written."""
    if form in _BINARY and output in (None, "-"):
        raise click.UsageError(f"{form} 是二进制格式，不能写到标准输出，需要 -o 和文件名")
    if form == "parquet":
        from .report import check_pyarrow

        check_pyarrow()


def _reader(parts: Parts, encoding: str | None, notes: Notes) -> Callable[[NamedFile], list[RequirementRow]]:
    """What reads the requirements of a file, which may hold several documents, and says what was noticed."""
    from .extract import find_requirements
    from .materials import shipped_materials
    from .report import placed_rows
    from .sources import each_once, read_documents

    rules = shipped_materials().judging.extraction

    def take(file: NamedFile) -> list[RequirementRow]:
        documents, twice = each_once(read_documents(file.path, encoding=encoding))
        notes.warnings_of(*documents)
        notes.skipped(twice)
        return [
            row
            for document in (one.with_parts(parts) for one in documents)
            for row in placed_rows(document, find_requirements(document, rules=rules), file.name)
        ]

    return take
