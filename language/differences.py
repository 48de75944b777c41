"""Where two texts are the same and where they part: one difference of characters for the whole house.

Texts are laid side by side by their longest common subsequence (Indel distance of rapidfuzz, bit-parallel: microseconds for two sentences).
What is too short to mean anything is given up; how short that is depends on what the difference is for, and is named here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rapidfuzz.distance import Indel

from .numerals import TO_THOUSANDS

# Fewer equal characters in a row are chance, even where the order of both texts is kept.
SHORTEST_RUN = 2
# So many in a row are the same words wherever they stand; fewer are words that any two sentences on the same matter share (应当, 图书馆).
SHORTEST_COPY = 4
# For a reader a run of up to this length is chance too where it is small beside the changes on both of its sides (监督 between two
# passages that differ): it would break a replaced passage into confetti.
SHORT_RUN = 3
SMALLEST_SHARE = 1 / 3

_NUMERALS = frozenset(f"0123456789０１２３４５６７８９.{TO_THOUSANDS}两万亿")
_Sign = TypeVar("_Sign", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Run:
    """``length`` equal characters, from the places ``first`` and ``second`` of the two texts on."""

    first: int
    second: int
    length: int


def equal_runs(first: Sequence[Hashable], second: Sequence[Hashable]) -> list[Run]:
    """The runs that both have in the same order, however short; texts, or texts cut into pieces that each count as one sign.

    >>> equal_runs("应当定期听取", "应当每季度听取")
    [Run(first=0, second=0, length=2), Run(first=4, second=5, length=2)]
    """
    return [
        Run(step.src_start, step.dest_start, step.src_end - step.src_start)
        for step in Indel.opcodes(first, second)
        if step.tag == "equal"
    ]


def replaced(first: Sequence[_Sign], second: Sequence[_Sign]) -> Iterator[tuple[Sequence[_Sign], Sequence[_Sign]]]:
    """What stands in each other's place between the equal runs; one of the two may be empty.

    >>> list(replaced("应当定期听取", "应当每季度听取"))
    [('定期', '每季度')]
    """
    i = j = 0
    for run in [*equal_runs(first, second), Run(len(first), len(second), 0)]:
        if i < run.first or j < run.second:
            yield first[i : run.first], second[j : run.second]
        i, j = run.first + run.length, run.second + run.length


def shared_characters(text: str, other: str) -> tuple[bool, ...]:
    """For each character of ``text``: has ``other`` it too, in a run long enough to be no chance?

    That is a run of at least :data:`SHORTEST_RUN` in the same order, or one of at least :data:`SHORTEST_COPY` wherever it stands.

    >>> shared_characters("再公布一次结果", "先公布结果")
    (False, True, True, False, False, True, True)
    >>> sum(shared_characters("公布结果，清点馆藏", "清点馆藏并公布结果"))
    8
    """
    shared = list(copied_characters(text, [other]))
    for run in equal_runs(text, other):
        if run.length >= SHORTEST_RUN:
            shared[run.first : run.first + run.length] = [True] * run.length
    return tuple(shared)


def copied_characters(text: str, others: Sequence[str], shortest: int = SHORTEST_COPY) -> tuple[bool, ...]:
    """For each character of ``text``: does it stand in a run of at least ``shortest`` that one of ``others`` has too, wherever in it?

    Cost: linear in the length of all texts.

    >>> sum(copied_characters("每季度听取读者意见", ["听取读者意见并答复", "每季度"]))
    6
    """
    known = {other[i : i + shortest] for other in others for i in range(len(other) - shortest + 1)}
    copied = [False] * len(text)
    for i in range(len(text) - shortest + 1):
        if text[i : i + shortest] in known:
            copied[i : i + shortest] = [True] * shortest
    return tuple(copied)


def shared_passages(text: str, others: Sequence[str]) -> tuple[bool, ...]:
    """For each character of ``text``: does it stand in a passage that one of ``others`` has too, as a reader sees it?

    >>> shared_passages("定期听取意见", ["听取汇报", "征求意见"])
    (False, False, True, True, True, True)
    """
    shared = [False] * len(text)
    for other in others:
        for run in passages(other, text):
            shared[run.second : run.second + run.length] = [True] * run.length
    return tuple(shared)


def passages(first: str, second: str) -> list[Run]:
    """The equal runs of two texts, in order, that mean something to a reader.

    Not those shorter than :data:`SHORTEST_RUN`, nor short ones small beside the changes around them, unless both texts begin or end
    with them; nor the common digits of two figures that differ.

    >>> passages("比例达到30%。", "比例不低于20%。")
    [Run(first=0, second=0, length=2), Run(first=6, second=7, length=2)]
    """
    runs = [_without_parts_of_numbers(run, first, second) for run in equal_runs(first, second)]
    size = (len(first), len(second))
    long_enough = [run for run in runs if _at_edge(run, size) or _letters(run, second) >= SHORTEST_RUN]
    return [run for i, run in enumerate(long_enough) if _at_edge(run, size) or _weighs(long_enough, i, size)]


def _without_parts_of_numbers(run: Run, first: str, second: str) -> Run:
    """The run without the digits at its ends that belong to a number of which the rest differs: 30% and 20% share no figure."""
    start, end = 0, run.length
    text = second[run.second : run.second + run.length]
    if _is_numeral(first, run.first - 1) or _is_numeral(second, run.second - 1):
        while start < end and text[start] in _NUMERALS:
            start += 1
    if _is_numeral(first, run.first + run.length) or _is_numeral(second, run.second + run.length):
        while start < end and text[end - 1] in _NUMERALS:
            end -= 1
    return Run(run.first + start, run.second + start, end - start)


def _is_numeral(text: str, position: int) -> bool:
    return 0 <= position < len(text) and text[position] in _NUMERALS


def _at_edge(run: Run, size: tuple[int, int]) -> bool:
    """Do both texts begin or end with it? Then its place confirms even a single character."""
    if not run.length:
        return False
    ends = (run.first + run.length, run.second + run.length)
    return (run.first, run.second) == (0, 0) or ends == size


def _letters(run: Run, text: str) -> int:
    return sum(character.isalnum() for character in text[run.second : run.second + run.length])


def _weighs(runs: Sequence[Run], i: int, size: tuple[int, int]) -> bool:
    """Is the run large enough beside the smaller one of the changes before and behind it?"""
    run = runs[i]
    if run.length > SHORT_RUN:
        return True
    before = runs[i - 1] if i else Run(0, 0, 0)
    behind = runs[i + 1] if i + 1 < len(runs) else Run(*size, 0)
    change_before = max(run.first - before.first - before.length, run.second - before.second - before.length)
    change_behind = max(behind.first - run.first - run.length, behind.second - run.second - run.length)
    return run.length >= SMALLEST_SHARE * min(change_before, change_behind)
