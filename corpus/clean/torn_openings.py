"""The opening of a document (为贯彻…，制定本方案。) where its lines were torn: it is one paragraph, however short they are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise

from ...language.spans import Edit
from .line_breaks import LineBreakWords, begins_anew
from .lines import Line, ends_sentence, iter_lines, joined_lines

# An opening stands in the head of a document, and has hardly more lines, or characters, than these.
_HEAD, _MAX_LINES, _MAX_LENGTH = 60, 20, 1500


def opening_edits(text: str, words: LineBreakWords) -> list[Edit]:
    r"""Join the lines of the opening, from the one that begins as openings do to the one that ends a sentence.

    Nothing is joined where something else begins before that: a number, a date, a label. A notice has an opening, and what it hands on.

    >>> from .line_breaks import load_line_break_words
    >>> text = "书屋方案\n为深入贯彻落实\n《书屋意见》\n精神，制定本方案。\n一、目标"
    >>> [edit.span.start for edit in opening_edits(text, load_line_break_words())]
    [12, 19]
    """
    lines = list(islice((line for line in iter_lines(text) if line.content), _HEAD + _MAX_LINES))
    edits: list[Edit] = []
    for i, line in enumerate(lines[:_HEAD]):
        if words.opening.match(line.content) and not ends_sentence(line.content):
            behind = edits[-1].span.start if edits else -1
            edits += [
                joined_lines(text, *pair)
                for pair in _torn_pairs(lines[i : i + _MAX_LINES], words)
                if pair[0].start > behind
            ]
    return edits


def _torn_pairs(lines: Sequence[Line], words: LineBreakWords) -> list[tuple[Line, Line]]:
    """The lines of the opening, each with the one behind it; none where it does not end as a sentence does."""
    pairs: list[tuple[Line, Line]] = []
    length = 0
    for line, following in pairwise(lines):
        length += len(line.content)
        if ends_sentence(line.content):
            return pairs
        if begins_anew(line, following, words) or length > _MAX_LENGTH:
            break
        pairs.append((line, following))
        if ends_sentence(following.content):
            return pairs
    return []
