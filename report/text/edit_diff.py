"""Before and after of a cleaned file, line by line: only the lines that changed, each with a little of what stands around."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ...corpus import Document
from ...language import Edit

# What every file has at the ends of its lines; shown, it would hide the rest.
NOT_SHOWN = frozenset({"blank", "newline"})
_CONTEXT = 12

ChangedKind = Literal["same", "out", "in"]


@dataclass(frozen=True, slots=True)
class ChangedPiece:
    """A stretch that stayed, went out or came in."""

    kind: ChangedKind
    text: str


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """What became of one line of the file (or of several that became one): ``line`` counts from 1."""

    line: int
    rules: tuple[str, ...]
    notes: tuple[str, ...]
    pieces: tuple[ChangedPiece, ...]


def changed_lines(document: Document) -> Iterator[ChangedLine]:
    r"""The lines of the file that cleaning changed by more than blanks at their ends. Linear in the number of edits.

    >>> from duizhao.corpus import make_document
    >>> [line] = changed_lines(make_document("第一条 免费。\n第二条 每周,,,开放。"))
    >>> line.line, line.rules, [piece.text for piece in line.pieces]
    (2, ('flood_comma',), ['第二条 每周', ',,,', '，', '开放。'])
    """
    group: list[Edit] = []
    starts = document.file.line_starts
    last_line = -1
    for edit in document.edits:
        if NOT_SHOWN.issuperset(edit.rule.split("+")):
            continue
        first = bisect_right(starts, edit.span.start)
        if group and first > last_line:
            yield _changed(document, group)
            group = []
        group.append(edit)
        last_line = bisect_right(starts, max(edit.span.start, edit.span.end - 1))
    if group:
        yield _changed(document, group)


def _changed(document: Document, edits: Sequence[Edit]) -> ChangedLine:
    raw, starts = document.raw, document.file.line_starts
    line = bisect_right(starts, edits[0].span.start)
    at = starts[line - 1]
    pieces: list[ChangedPiece] = []
    for edit in edits:
        start, end = edit.span.start, edit.span.end
        pieces += (
            _same(raw, at, start, first=not pieces),
            ChangedPiece("out", raw[start:end]),
            ChangedPiece("in", edit.new),
        )
        at = end
    behind = bisect_right(starts, max(at - 1, 0))
    line_end = starts[behind] if behind < len(starts) else len(raw)
    pieces.append(_same(raw, at, max(at, line_end), last=True))
    return ChangedLine(
        line,
        tuple(dict.fromkeys(rule for edit in edits for rule in edit.rule.split("+") if rule not in NOT_SHOWN)),
        tuple(dict.fromkeys(edit.note for edit in edits if edit.note)),
        tuple(piece for piece in pieces if piece.text),
    )


def _same(raw: str, start: int, end: int, *, first: bool = False, last: bool = False) -> ChangedPiece:
    """What stayed between two edits: long stretches without their middle."""
    head = 0 if first else _CONTEXT
    tail = 0 if last else _CONTEXT
    if end - start <= head + tail + 1:
        text = raw[start:end]
    else:
        text = f"{raw[start : start + head]}…{raw[end - tail : end]}" if tail else f"{raw[start : start + head]}…"
    return ChangedPiece("same", text.rstrip("\r\n") if last else text)
