"""The command review: what is told of a reviewed workbook, and the corrections file that comes of it."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

import click

from .changes import Correction, corrections_text, merge_corrections, read_corrections
from .console import DONE, FAILED, Notes
from .corpus import OutputError, read_bytes
from .report import Reviewed, read_review


def review_workbook(
    file: str, output: str | None, by: str, at: str, notes: Notes, *, overwrite: bool = False
) -> tuple[str, int]:
    """Tell what a workbook says; the text of the corrections file, merged into the one that stands at ``output``, and the exit status.

    Remarks that somebody wrote into that file cannot be merged: it is refused (``OutputError``), unless ``overwrite`` is said.
    """
    if at and not re.fullmatch(r"\d{4}-\d\d-\d\d", at):
        raise click.UsageError(f"--date 是 {at}，需要 2026-05-01 这样的日期")
    reviewed = read_review(file, by=by, at=at)
    exists = output not in (None, "-") and os.path.exists(output)  # noqa: PTH110  a name too long is no error here
    earlier = read_corrections(output) if output is not None and exists else ()
    merged = merge_corrections(earlier, reviewed.corrections)
    text = corrections_text(merged)
    if output is not None and exists and not overwrite:
        _refuse_lost_remarks(output, text)
    for line in reviewed.lines:
        notes.say(line)
    for line in reviewed.unclear:
        notes.error(f"没有看懂，{line}")
    notes.say(_summary(reviewed, earlier, merged, output))
    return text, FAILED if reviewed.unclear else DONE


def _refuse_lost_remarks(output: str, text: str) -> None:
    lines = read_bytes(output).decode("utf-8-sig").splitlines()
    remarks = {line.strip() for line in lines if line.lstrip().startswith("#")} - set(text.splitlines())
    if remarks:
        raise OutputError(
            f"{output}：里面有 {len(remarks)} 行手写的注释，并入时留不下，需要没有注释的复核文件；请换一个名字；不要了请加 --overwrite"
        )


def _summary(
    reviewed: Reviewed, earlier: Sequence[Correction], merged: Sequence[Correction], output: str | None
) -> str:
    new = len(merged) - len(earlier)
    parts = [f"读到 {len(reviewed.corrections)} 处更正"]
    if reviewed.unclear:
        parts.append(f"没有看懂 {len(reviewed.unclear)} 处")
    if reviewed.absent:
        parts.append(f"{reviewed.absent} 句的行已删去，照原判断")
    if output not in (None, "-"):
        parts.append(f"写入 {output}")
    if earlier:
        parts.append(f"并入原有的 {len(earlier)} 条，其中更新 {len(reviewed.corrections) - new} 条，另加 {new} 条")
    return "；".join(parts)
