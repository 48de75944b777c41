"""What cleaning left because it was not sure, or did because it was nearly sure: each kind with its places, to be warned of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ...language.expressions import expression
from ...language.spans import Edit
from .likelihood import CharacterModel
from .lines import STRUCTURE_START
from .spaced_numbers import LIKELY, find_spaced_numbers

_TORN = expression(
    "\n(?<=[\u3400-\u9fff0-9]\n)(?=[\u3400-\u9fff0-9①-⑳])",
    match=["开\n放", "1\n2次", "开放\n①"],
    no_match=["。\n开", "，\n①"],
)
_MARKS = "，。；：、"
_SHORTEST = 12
_NOTE_MARK = expression("[①-⑳](?=[，。；、）])", match=["2次①，"], no_match=["①登记"])


@dataclass(frozen=True, slots=True)
class Doubt:
    """A kind of doubt: ``message`` (Chinese) says what it is, ``places`` where it is in the cleaned text."""

    message: str
    places: tuple[int, ...]


def find_doubts(text: str, edits: Sequence[Edit], load_model: Callable[[], CharacterModel]) -> Iterator[Doubt]:
    """What a reader should look at in a cleaned text; ``edits`` are those that led to it. Linear in the text's length.

    >>> from .likelihood import load_character_model
    >>> [doubt.message for doubt in find_doubts("见表1 2项。", (), load_character_model)]
    ['数字中间有空格，可能是一个数，也可能是两个']
    """
    found = {
        "这一行在词的中间断开，没有接上": tuple(_torn_lines(text, load_model)),
        "这一行像页下注，夹在正文中间": tuple(_notes_between(text)),
        "数字中间有空格，按一个数读": tuple(_likely_numbers(edits)),
        "数字中间有空格，可能是一个数，也可能是两个": tuple(
            number.span.start for number in find_spaced_numbers(text) if number.reading == "two?"
        ),
    }
    yield from (Doubt(message, places) for message, places in found.items() if places)


def _torn_lines(text: str, load_model: Callable[[], CharacterModel]) -> Iterator[int]:
    """Where lines begin that go on a word or a number of the line before."""
    for match in _TORN.finditer(text):
        at = match.end()
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        following = text[at : text.find("\n", at) if "\n" in text[at : at + 400] else at + 400]
        prose = any(mark in line for mark in _MARKS) or (
            len(line) >= _SHORTEST and any(mark in following for mark in _MARKS)
        )
        if not prose or STRUCTURE_START.match(following):
            continue
        if (line[-1].isdigit() and following[0].isdigit()) or load_model().is_one_word(line[-1], following[0]):
            yield at


def _notes_between(text: str) -> Iterator[int]:
    """Where a line begins with the mark of a note, ①, that stands behind words further up, or in the middle of a sentence."""
    marks = {match.group() for match in _NOTE_MARK.finditer(text)} if _NOTE_MARK.search(text) else set()
    for match in re.finditer("^[①-⑳]", text, re.MULTILINE):
        before = text[match.start() - 2 : match.start() - 1]
        line_start = text.rfind("\n", 0, max(match.start() - 1, 0)) + 1
        open_ended = "\u3400" <= before <= "\u9fff" and "，" in text[line_start : match.start()]
        if match.group() in marks or open_ended:
            yield match.start()


def _likely_numbers(edits: Sequence[Edit]) -> Iterator[int]:
    """Where numbers stand in the cleaned text that were joined though they may be two."""
    moved = 0
    for edit in edits:
        if LIKELY in edit.rule.split("+"):
            yield edit.span.start + moved
        moved += len(edit.new) - len(edit.span)
