"""The command review: what is told of a reviewed workbook, and the corrections file that comes of it."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence

import click

from .changes import (
    FEWEST,
    FEWEST_RIGHT,
    JUDGEMENTS,
    Correction,
    JudgedVerdict,
    corrections_text,
    judged_verdicts,
    merge_corrections,
    read_corrections,
    recalibrate,
)
from .console import DONE, FAILED, Notes
from .corpus import OutputError, read_bytes
from .report import Reviewed, read_review


def review_workbook(  # noqa: PLR0913  what the command was told
    file: str, output: str | None, by: str, at: str, notes: Notes, *, all_read: bool = False, overwrite: bool = False
) -> tuple[str, int]:
    """Tell what a workbook says; the text of the corrections file, merged into the one that stands at ``output``, and the exit status.

    Remarks that somebody wrote into that file cannot be merged: it is refused (``OutputError``), unless ``overwrite`` is said.
    """
    if at and not re.fullmatch(r"\d{4}-\d\d-\d\d", at):
        raise click.UsageError(f"--date 是 {at}，需要 2026-05-01 这样的日期")
    reviewed = read_review(file, by=by, at=at, all_read=all_read)
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
    parts = [f"读到 {len(reviewed.corrections) - reviewed.confirmed} 处更正"]
    if reviewed.confirmed:
        parts.append(f"没有改的 {reviewed.confirmed} 句看过无误，记为确认")
    if reviewed.unclear:
        parts.append(f"没有看懂 {len(reviewed.unclear)} 处")
    if reviewed.absent:
        parts.append(f"{reviewed.absent} 句的行已删去，照原判断")
    if output not in (None, "-"):
        parts.append(f"写入 {output}")
    if earlier:
        parts.append(f"并入原有的 {len(earlier)} 条，其中更新 {len(reviewed.corrections) - new} 条，另加 {new} 条")
    return "；".join(parts)


def learned_text(file: str) -> str:
    """What a file of corrections teaches, a line each: what is carried to other documents, and how sure verdicts become."""
    corrections = merge_corrections((), read_corrections(file))
    judged = judged_verdicts(corrections)
    return "".join(f"{line}\n" for line in (*_carried(corrections), *_recalibrated(corrections, judged)))


def _carried(corrections: Sequence[Correction]) -> Iterator[str]:
    """How many corrections can be carried over, and what they say."""
    local = [one for one in corrections if one.side == "local" and (one.links is not None or one.relation)]
    central = [one for one in corrections if one.side == "central" and one.relation in ("not_applicable", "no_duty")]
    said = Counter(JUDGEMENTS[one.relation] if one.relation else "只说了对应" for one in local)
    counts = f"（{'，'.join(f'{name} {count}' for name, count in said.items())}）" if said else ""
    yield f"类推：{len(local)} 句地方文字的复核可用于同一中央文件的其他地方文件{counts}；另有 {len(central)} 句中央文字定为不适用、不计"


def _recalibrated(corrections: Sequence[Correction], judged: Sequence[JudgedVerdict]) -> Iterator[str]:
    """How often the program was right, how sure it had been, and how sure it is from now on."""
    right = sum(one.right for one in judged)
    found = recalibrate(corrections)
    what = "按它们重新校准" if found else f"照旧：至少要 {FEWEST} 个，其中 {FEWEST_RIGHT} 个正确"
    yield f"把握：记着原判断和把握的有 {len(judged)} 个，其中 {right} 个原判断正确；{what}"
    for name, title in JUDGEMENTS.items():
        own = [one for one in judged if one.said == name]
        if not own:
            continue
        before = sum(one.certainty for one in own) / len(own)
        after = sum(found.probability(name, one.certainty) for one in own) / len(own) if found else before
        share = sum(one.right for one in own) / len(own)
        moved = f" → {after:.2f}" if found else ""
        yield f"  {title}：{len(own)} 个，正确 {share:.2f}，平均把握 {before:.2f}{moved}"
