"""The command that asks a store who had which clause first."""

from __future__ import annotations

import functools
import os
import time
from dataclasses import dataclass
from typing import Any

import click

from .batch_options import rate_of, store_option
from .console import DONE, CommandFunction, Notes, with_notes
from .progress import progress
from .shared_options import language
from .summary import first_to_read


@dataclass(frozen=True, slots=True)
class Chance:
    """How often is drawn, and from which seed."""

    draws: int
    seed: int


def chance_options(command: CommandFunction) -> CommandFunction:
    """The options ``--draws`` and ``--seed``, given to the command as ``chance``."""

    @click.option(
        "--draws",
        type=click.IntRange(min=0),
        default=999,
        show_default=True,
        metavar="N",
        help="随机比较和区间抽几次。",
    )
    @click.option(
        "--seed", type=click.IntRange(min=0), default=0, show_default=True, metavar="N", help="随机数的种子。"
    )
    @functools.wraps(command)
    def run(*, draws: int, seed: int, **arguments: Any) -> int:
        return int(command(chance=Chance(draws, seed), **arguments))

    return run


@click.command(
    short_help="扩散：地方文件共有哪些新增的条款，谁先有，多久后下一家有。",
    help="扩散：去掉来自上级文件的，地方文件共有哪些新增的条款（不要求字面相同），谁先有，多久后下一家有；每份的照搬率、新增率、"
    "严格程度、时滞；省与省的相似度和随机时的比较；条款的路径。OUT 是 .html、.xlsx，或文件夹（网页、Excel 和每张表的 CSV）。"
    "文字相同不等于抄：docs/扩散.md 说明怎样读。",
)
@store_option
@click.option("-o", "--output", required=True, metavar="OUT", help="文件（.html .xlsx）或文件夹。")
@click.option("--family", metavar="TITLE", help="只看这一族：上级文件的标题（或其中一段）、文号或编号。")
@chance_options
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="几个进程；不写则与处理器核数相同。")
@language
@with_notes
def diffusion(  # noqa: PLR0913  one for each option
    *, store: str, output: str, family: str | None, chance: Chance, workers: int | None, lang: str, notes: Notes
) -> int:
    """Write the analysis of a store."""
    from .spread import diffusion as analyse
    from .spread.diffusion_files import check_diffusion

    began = time.monotonic()
    check_diffusion(output)
    with progress(quiet=notes.quiet) as stages:
        stages.begin("比较各地新增的条款")
        found = analyse(
            store, family=family, draws=chance.draws, seed=chance.seed, workers=workers or os.cpu_count() or 1
        )
        stages.begin("写出")
        written = found.save(output, lang=lang)
    counted = [clause for clause in found.clauses if clause.counts]
    known = sum(clause.first_known == "dated" for clause in counted)
    notes.say(
        f"{len(found.compared)} 份地方文件，共有的新增条款 {len(found.clauses)} 条（计数的 {len(counted)} 条，"
        f"其中 {known} 条分得清谁先）；{rate_of(len(found.compared), began)}"
    )
    notes.say(f"写出 {len(written)} 个文件，先看 {first_to_read(written)}")
    return DONE
