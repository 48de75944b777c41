"""What stayed, what went and what came between a central and a local text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..language.differences import Run, passages

SegmentKind = Literal["same", "deleted", "inserted"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch that both texts have (``same``), only the central one (``deleted``) or only the local one (``inserted``)."""

    kind: SegmentKind
    text: str


def mark_changes(central_text: str, local_text: str) -> tuple[Segment, ...]:
    """Cut a pair of texts into what stayed, what went and what came.

    ``same`` and ``deleted`` joined give back the central text, ``same`` and ``inserted`` the local one; where something was
    replaced, ``deleted`` comes first. Runs too short to mean anything are given up (:func:`duizhao.language.differences.passages`).

    >>> [(s.kind, s.text) for s in mark_changes("应当定期听取意见。", "应当每季度听取意见。")]
    [('same', '应当'), ('deleted', '定期'), ('inserted', '每季度'), ('same', '听取意见。')]
    """
    segments: list[Segment] = []
    central = local = 0
    end = Run(len(central_text), len(local_text), 0)
    for run in [*passages(central_text, local_text), end]:
        segments += (
            Segment("deleted", central_text[central : run.first]),
            Segment("inserted", local_text[local : run.second]),
            Segment("same", local_text[run.second : run.second + run.length]),
        )
        central, local = run.first + run.length, run.second + run.length
    return tuple(segment for segment in segments if segment.text)
