"""Which words of a text stand in its counterpart, and which do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

# A run of equal characters shorter than this, or of the next length or less and small beside the changes on both of its sides
# (监督 between two passages that differ), is a coincidence: it would break a replaced passage into confetti.
SHORTEST_RUN = 2
SHORT_RUN = 3
SMALLEST_SHARE = 1 / 3

_NUMERALS = frozenset("0123456789０１２３４５６７８９.〇零一二两三四五六七八九十百千万亿")

SegmentKind = Literal["same", "deleted", "inserted"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch that both texts have (``same``), only the central one (``deleted``) or only the local one (``inserted``)."""

    kind: SegmentKind
    text: str


@dataclass(frozen=True, slots=True)
class _Run:
    """``length`` equal characters, from ``central`` and ``local`` on."""

    central: int
    local: int
    length: int


def mark_changes(central_text: str, local_text: str) -> tuple[Segment, ...]:
    """Cut a pair of texts into what stayed, what went and what came.

    ``same`` and ``deleted`` joined give back the central text, ``same`` and ``inserted`` the local one; where something was
    replaced, ``deleted`` comes first. Characters are aligned by the longest common subsequence (rapidfuzz, bit-parallel: some
    microseconds for two sentences), then runs too short to mean anything are given up.

    >>> [(s.kind, s.text) for s in mark_changes("应当定期听取意见。", "应当每季度听取意见。")]
    [('same', '应当'), ('deleted', '定期'), ('inserted', '每季度'), ('same', '听取意见。')]
    """
    segments: list[Segment] = []
    central = local = 0
    end = _Run(len(central_text), len(local_text), 0)
    for run in [*_runs(central_text, local_text), end]:
        segments += (
            Segment("deleted", central_text[central : run.central]),
            Segment("inserted", local_text[local : run.local]),
            Segment("same", local_text[run.local : run.local + run.length]),
        )
        central, local = run.central + run.length, run.local + run.length
    return tuple(segment for segment in segments if segment.text)


def shared_with(text: str, others: Sequence[str]) -> tuple[bool, ...]:
    """For each character of ``text``: does it stand in a passage that one of ``others`` has too?

    >>> shared_with("定期听取意见", ["听取汇报", "征求意见"])
    (False, False, True, True, True, True)
    """
    shared = [False] * len(text)
    for other in others:
        for run in _runs(other, text):
            shared[run.local : run.local + run.length] = [True] * run.length
    return tuple(shared)


def _runs(central: str, local: str) -> list[_Run]:
    """The equal runs of two texts, in order, without the coincidences."""
    runs = [
        _without_parts_of_numbers(
            _Run(block.src_start, block.dest_start, block.src_end - block.src_start), central, local
        )
        for block in Indel.opcodes(central, local)
        if block.tag == "equal"
    ]
    size = (len(central), len(local))
    long_enough = [run for run in runs if _at_edge(run, size) or _letters(run, local) >= SHORTEST_RUN]
    return [run for i, run in enumerate(long_enough) if _at_edge(run, size) or _weighs(long_enough, i, size)]


def _without_parts_of_numbers(run: _Run, central: str, local: str) -> _Run:
    """The run without the digits at its ends that belong to a number of which the rest differs: 30% and 20% share no figure."""
    start, end = 0, run.length
    text = local[run.local : run.local + run.length]
    if _is_numeral(central, run.central - 1) or _is_numeral(local, run.local - 1):
        while start < end and text[start] in _NUMERALS:
            start += 1
    if _is_numeral(central, run.central + run.length) or _is_numeral(local, run.local + run.length):
        while start < end and text[end - 1] in _NUMERALS:
            end -= 1
    return _Run(run.central + start, run.local + start, end - start)


def _is_numeral(text: str, position: int) -> bool:
    return 0 <= position < len(text) and text[position] in _NUMERALS


def _at_edge(run: _Run, size: tuple[int, int]) -> bool:
    """Do both texts begin or end with it? Then its place confirms even a single character."""
    if not run.length:
        return False
    ends = (run.central + run.length, run.local + run.length)
    return (run.central, run.local) == (0, 0) or ends == size


def _letters(run: _Run, text: str) -> int:
    return sum(character.isalnum() for character in text[run.local : run.local + run.length])


def _weighs(runs: Sequence[_Run], i: int, size: tuple[int, int]) -> bool:
    """Is the run large enough beside the smaller one of the changes before and behind it?"""
    run = runs[i]
    if run.length > SHORT_RUN:
        return True
    before = runs[i - 1] if i else _Run(0, 0, 0)
    behind = runs[i + 1] if i + 1 < len(runs) else _Run(*size, 0)
    change_before = max(run.central - before.central - before.length, run.local - before.local - before.length)
    change_behind = max(behind.central - run.central - run.length, behind.local - run.local - run.length)
    return run.length >= SMALLEST_SHARE * min(change_before, change_behind)
