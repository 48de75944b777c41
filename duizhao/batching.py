"""The commands of a store: many documents, read and compared once, asked as often as one likes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from .batch_options import Work, rate_of, store_option, work_options, write_row
from .console import DONE, FAILED, Commands, Day, Notes, OneOf, common_options, with_notes
from .delivery import check_places, deliver
from .diffusing import diffusion
from .report_options import Written, report_options
from .summary import first_to_read, open_file

if TYPE_CHECKING:
    from .batch.filling import Filled

_STATES = {
    "top": "中央层级",
    "matched": "有上级文件",
    "waiting": "等上级文件",
    "other": "不是措施",
    "compared": "已对照",
    "failed": "失败",
    "vanished": "文件已不在",
    "broken_off": "还没有对照",
    "stale": "旧版本算的",
}


@click.group(
    cls=Commands,
    short_help="许多文件存进一个库：只算新的，随时出表、出报告。",
    help="许多文件存进一个库（SQLite 文件）：add 只读、只对照新的和变了的；每份地方文件按它写明落实的标题或文号、题目、文字，"
    "在库里找上级文件（国→省→市），找不到或不止一份的说明原因，等上级文件来了再对照。",
)
@common_options
@click.pass_context
def batch(context: click.Context, quiet: bool, verbose: bool) -> None:
    """The group of all commands of a store."""
    outer = context.find_object(Notes) or Notes()
    context.obj = Notes(quiet=quiet or outer.quiet, verbose=verbose or outer.verbose)


batch.add_command(diffusion)


@batch.command(
    help="把文件夹（连同里面的文件夹）和文件加进库：新的、变了的才读，找到上级文件的才对照；重复运行不会重算。"
)
@click.argument("places", nargs=-1, required=True, metavar="FOLDER...")
@store_option
@click.option("--central", metavar="FILE", help="这些文件的上级文件就是它，不论它们怎么写。")
@click.option("--retry", is_flag=True, help="以前失败的也再试一次。")
@work_options
@with_notes
def add(places: tuple[str, ...], store: str, central: str | None, retry: bool, work: Work, notes: Notes) -> int:
    """Take in what is new, compare what found its upper document."""
    from .batch import open_store

    began = time.monotonic()
    with work.stages(notes) as stages, open_store(store) as opened:
        done = opened.add(
            places,
            central=central,
            engine=work.engine,
            workers=work.workers,
            timeout=work.timeout,
            address=work.address,
            retry=retry,
            progress=stages,
        )
        waiting = opened.status()["waiting"]
    for one in done.skipped:
        notes.detail(f"略过 {one.path}：{one.reason}")
    status = _refused(done, notes)
    notes.say(
        f"文件：新 {done.new}，变了 {done.changed}，没变 {done.unchanged}，不在了 {done.vanished}；"
        f"读了 {done.read} 篇，对照 {done.compared} 份，失败 {len(done.refused)} 份；{rate_of(done.read + done.compared, began)}"
    )
    if waiting:
        notes.say(f"库里还有 {waiting} 份没有找到上级文件：duizhao batch list --status waiting 说明各是为什么")
    return status


@batch.command(help="再试一次以前失败的：读不了的文件，中断了的对照。")
@store_option
@work_options
@with_notes
def retry(store: str, work: Work, notes: Notes) -> int:
    """Try again what failed."""
    from .batch import open_store

    with work.stages(notes) as stages, open_store(store, create=False) as opened:
        done = opened.retry(engine=work.engine, workers=work.workers, timeout=work.timeout, progress=stages)
    status = _refused(done, notes)
    notes.say(f"又读了 {done.read} 篇，对照 {done.compared} 份，仍失败 {len(done.refused)} 份")
    return status


@batch.command(help="用现在的程序、规则、模型重算旧版本算的；batch status 说有多少。")
@store_option
@work_options
@with_notes
def refresh(store: str, work: Work, notes: Notes) -> int:
    """Do anew what another version did."""
    from .batch import open_store

    with work.stages(notes) as stages, open_store(store, create=False) as opened:
        done = opened.refresh(engine=work.engine, workers=work.workers, timeout=work.timeout, progress=stages)
        left = opened.stale()
    status = _refused(done, notes)
    notes.say(f"重读 {done.read} 篇，重新对照 {done.compared} 份")
    if left:
        notes.warn(
            f"还有 {left} 处是旧版本算的：原文件已不在或已改动，照旧保留；请 batch add 新的文件，或 batch remove"
        )
    return status


@batch.command(help="库里有多少文件，各到了哪一步。")
@store_option
@with_notes
def status(store: str, notes: Notes) -> int:  # noqa: ARG001  the common options
    """Write how many documents stand where."""
    from .batch import open_store

    with open_store(store, create=False) as opened:
        for name, count in opened.status().items():
            write_row((_STATES[name], str(count)))
    return DONE


@batch.command("list", help="列出库里的文件：路径、标题、到了哪一步、上级文件或原因。")
@store_option
@click.option(
    "--status", "state", type=OneOf(["top", "matched", "waiting", "other", "failed"]), help="只列这一种；不写则都列。"
)
@with_notes
def list_(store: str, state: str | None, notes: Notes) -> int:  # noqa: ARG001  the common options
    """Write a line for each document."""
    from .batch import open_store

    with open_store(store, create=False) as opened:
        lines = opened.lines(state)
    for id_, path, title, where, reason in lines:
        write_row((id_, path, title, _STATES[where], reason))
    return DONE


@batch.command(help="把文件从库里拿掉：写路径，或 batch list 里的编号；由它们算出的一并拿掉。")
@click.argument("names", nargs=-1, required=True, metavar="FILE...")
@store_option
@with_notes
def remove(names: tuple[str, ...], store: str, notes: Notes) -> int:
    """Take files out of a store."""
    from .batch import open_store

    with open_store(store, create=False) as opened:
        gone = opened.remove(names)
    notes.say(f"拿掉 {len(gone)} 份文件")
    return DONE


@batch.command(
    help="导出：OUT 是 .csv、.parquet 时写一张表（不写 --table 则是全部判断 verdicts）；是 .xlsx 或文件夹时写全部的表。"
)
@store_option
@click.option("-o", "--output", required=True, metavar="OUT", help="文件（.csv .parquet .xlsx）或文件夹。")
@click.option(
    "--table", default="verdicts", show_default=True, metavar="NAME", help="哪一张表（docs/批量.md 列出各表）。"
)
@click.option("--format", "form", type=OneOf(["csv", "parquet"]), help="文件夹里各文件的格式；不写则为 csv。")
@click.option("--raw-csv", is_flag=True, help="CSV 里像公式的文字照原样写。")
@with_notes
def export(store: str, output: str, table: str, form: str | None, raw_csv: bool, notes: Notes) -> int:
    """Write tables of a store."""
    from .batch import open_store

    with open_store(store, create=False) as opened:
        written = opened.export(output, form=form, table=table, raw_csv=raw_csv)
    notes.say(
        f"写出 {len(written)} 个文件：{'、'.join(str(path) for path in written[:3])}{'…' if len(written) > 3 else ''}"
    )
    return DONE


@batch.command(help="从库里出对照报告，不重新对照：一族文件一份；OUT 同 report 命令，有几族时须是文件夹。")
@store_option
@click.option("-o", "--output", required=True, metavar="OUT", help="报告文件或文件夹。")
@click.option("--since", type=Day(), metavar="YYYY-MM-DD", help="只出这一天以来有新加入文件的各族。")
@click.option("--family", metavar="TITLE", help="只出这一族：上级文件的标题（或其中一段）、文号或编号。")
@report_options
@with_notes
def report(store: str, output: str, since: str | None, family: str | None, written: Written, notes: Notes) -> int:
    """Write the reports of families."""
    from .batch import open_store
    from .batch.family_files import write_families

    with open_store(store, create=False) as opened:
        found = opened.reports(since=since, family=family)
        lines = [line for one in found for line in opened.told(one, since)]
    paths = write_families(
        found, output, lang=written.lang, form=written.form, date=written.date, raw_csv=written.raw_csv
    )
    notes.say_all(lines)
    notes.say(f"写出 {len(found)} 族的报告，{len(paths)} 个文件，先看 {first_to_read(paths)}")
    if written.opens:
        open_file(first_to_read(paths), notes)
    return DONE


@batch.command(
    short_help="复核：读入复核文件或复核过的 Excel，重新对照有关的；或写出库里全部的复核。",
    help="复核。给 FILE（review 或网页写出的 .toml，或复核过的 .xlsx）则存进库，并重新对照有关的各份；"
    "不给 FILE 则把库里全部的复核写成一份复核文件。",
)
@click.argument("files", nargs=-1, metavar="[FILE...]")
@store_option
@click.option("-o", "--output", metavar="OUT", help="写入文件；不写则输出到标准输出。")
@work_options
@with_notes
def review(files: tuple[str, ...], store: str, output: str | None, work: Work, notes: Notes) -> int:
    """Take corrections in, or give them out."""
    from .batch import open_store
    from .changes import corrections_text, read_joined_corrections
    from .report import read_review

    check_places(output)
    with work.stages(notes) as stages, open_store(store, create=False) as opened:
        if files:
            books = [read_review(file) for file in files if file.lower().endswith(".xlsx")]
            given = [one for book in books for one in book.corrections]
            given += read_joined_corrections([file for file in files if not file.lower().endswith(".xlsx")])
            unclear = [line for book in books for line in book.unclear]
            news, compared = opened.review(given, engine=work.engine, progress=stages)
            for line in unclear:
                notes.error(f"没有看懂，{line}")
            notes.say(f"读到复核 {len(given)} 条，新的或改了的 {news} 条；重新对照 {compared} 份")
            if output is None:
                return FAILED if unclear else DONE
        deliver(corrections_text(opened.corrections()), output)
    return DONE


def _refused(done: Filled, notes: Notes) -> int:
    for path, reason in done.refused.items():
        notes.error(reason if path in reason else f"{path}：{reason}")
    return FAILED if done.refused else DONE
