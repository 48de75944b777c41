"""The command that reads a reviewed workbook back."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from .console import DONE, FAILED, Notes, with_notes
from .delivery import check_places, deliver

if TYPE_CHECKING:
    from .changes import Correction
    from .report import Reviewed


@click.command(
    short_help="读回复核过的 Excel 报告，写成复核文件。",
    help="读回 report 写出、专家复核过的 .xlsx：改过的“对应关系”“变化类型”“复核意见”，各是一处更正，写成复核文件（TOML）；"
    "report、align 的 --corrections 读它。按句子编号认行，排序、筛选、移动列、删行都可以。已有的复核文件会并入，后改的为准。",
)
@click.argument("file")
@click.option("--by", default="", metavar="NAME", help="谁复核的，记在每一处更正里。")
@click.option("--date", "at", default="", metavar="DATE", help="何时复核的（如 2026-11-27），记在每一处更正里。")
@click.option("-o", "--output", metavar="OUT", help="写入文件；不写则输出到标准输出。")
@with_notes
def review(file: str, by: str, at: str, output: str | None, notes: Notes) -> int:
    """Write the corrections that a reviewed workbook holds."""
    from .changes import corrections_text, merge_corrections, read_corrections  # noqa: PLC0415  heavy
    from .report import read_review  # noqa: PLC0415

    check_places(output)
    reviewed = read_review(file, by=by, at=at)
    earlier = read_corrections(output) if output not in (None, "-") and os.path.exists(output) else ()  # noqa: PTH110
    merged = merge_corrections(earlier, reviewed.corrections)
    for line in reviewed.lines:
        notes.say(line)
    for line in reviewed.unclear:
        notes.error(f"没有看懂，{line}")
    deliver(corrections_text(merged), output)
    notes.say(_reviewed(reviewed, earlier, merged, output))
    return FAILED if reviewed.unclear else DONE


def _reviewed(
    reviewed: Reviewed, earlier: Sequence[Correction], merged: Sequence[Correction], output: str | None
) -> str:
    new = len(merged) - len(earlier)
    parts = [f"读到 {len(reviewed.corrections)} 处更正"]
    if reviewed.unclear:
        parts.append(f"没有看懂 {len(reviewed.unclear)} 处")
    if reviewed.absent:
        parts.append(f"{reviewed.absent} 句的行已删去，照原判断")
    if output is not None:
        parts.append(f"写出 {output}")
    if earlier:
        parts.append(f"并入原有的 {len(earlier)} 条，其中更新 {len(reviewed.corrections) - new} 条，另加 {new} 条")
    return "；".join(parts)
