"""What cleaning left because it was not sure, or did because it was nearly sure: each kind with its places, to be warned of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ...language.expressions import expression
from ...language.spans import Edit
from .likelihood import CharacterModel
from .lines import STRUCTURE_START
from .paragraph_lines import Paragraph
from .spaced_numbers import LIKELY, find_spaced_numbers

_TORN = expression(
    "\n(?<=[\u3400-\u9fff0-9]\n)(?=[\u3400-\u9fff0-9①-⑳])",
    match=["开\n放", "1\n2次", "开放\n①"],
    no_match=["。\n开", "，\n①"],
)
_LONGER_THAN_NAMES = 10
_TORN_SAYS = "这一行在词的中间断开，没有接上"
_NOTE_SAYS = "这一行像页下注，夹在正文中间"
_LIKELY_SAYS = "数字中间有空格，按一个数读"
_TWO_SAYS = "数字中间有空格，可能是一个数，也可能是两个"
_NOTE = re.compile("\n[①-⑳]")
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
    found = (
        (_TORN_SAYS, tuple(_torn_lines(text, load_model))),
        (_NOTE_SAYS, tuple(_notes_between(text))),
        (_LIKELY_SAYS, tuple(_likely_numbers(edits))),
        (_TWO_SAYS, tuple(number.span.start for number in find_spaced_numbers(text) if number.reading == "two?")),
    )
    yield from (Doubt(message, places) for message, places in found if places)


def _torn_lines(text: str, load_model: Callable[[], CharacterModel]) -> Iterator[int]:
    """Where lines begin that go on a word or a number of the line before, which is no heading."""
    for match in _TORN.finditer(text):
        at = match.end()
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if not _has_clauses(line) or STRUCTURE_START.match(text, at):
            continue
        if (line[-1].isdigit() and text[at].isdigit()) or load_model().is_one_word(line[-1], text[at]):
            yield at


def _has_clauses(line: str) -> bool:
    if len(line) >= _LONGER_THAN_NAMES and Paragraph(line).is_article:
        return True
    return "，" in line and (not STRUCTURE_START.match(line) or Paragraph(line).is_prose)


def _notes_between(text: str) -> Iterator[int]:
    """Where a line begins with the mark of a note, ①, that stands behind words further up, or in the middle of a sentence."""
    lines = [match.end() - 1 for match in _NOTE.finditer(text)]
    marks = {match.group() for match in _NOTE_MARK.finditer(text)} if lines else set()
    for at in lines:
        line = text[text.rfind("\n", 0, at - 1) + 1 : at - 1]
        if text[at] in marks or ("，" in line and "\u3400" <= line[-1] <= "\u9fff"):
            yield at


def _likely_numbers(edits: Sequence[Edit]) -> Iterator[int]:
    """Where numbers stand in the cleaned text that were joined though they may be two."""
    moved = 0
    for edit in edits:
        if LIKELY in edit.rule.split("+"):
            yield edit.span.start + moved
        moved += len(edit.new) - len(edit.span)
