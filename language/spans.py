"""Places in a text, the edits that lead from one text to another, and the way back.

Offsets count code points, the end is exclusive.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch ``text[start:end]``.

    >>> Span(2, 4).of("每年至少1次")
    '至少'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, found {self.start}, {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The stretch of ``text`` that this span names."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> Span:
        """The same stretch in a text that has ``by`` more characters in front."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Edit:
    """``raw[span]`` became ``new``, because of ``rule`` (several rules at one place are joined by ``+``).

    ``note`` (Chinese) says what a reader must know of this one place: what a character that was lost may have been.
    """

    span: Span
    new: str
    rule: str
    note: str = ""


def replay(raw: str, edits: Iterable[Edit]) -> str:
    """Apply ``edits`` (in order, not overlapping) to ``raw``.

    >>> replay("定期,,,听取", [Edit(Span(2, 5), "，", "flood")])
    '定期，听取'
    """
    pieces: list[str] = []
    done = 0
    for edit in edits:
        if edit.span.start < done:
            raise ValueError(f"edits overlap or are out of order at {edit.span.start}")
        pieces += (raw[done : edit.span.start], edit.new)
        done = edit.span.end
    pieces.append(raw[done:])
    return "".join(pieces)


@dataclass(slots=True)
class _Places:
    """Starts and ends of the edits in one of the two texts: plain arrays, for a damaged file may have an edit for each character."""

    starts: array[int] = field(default_factory=lambda: array("q"))
    ends: array[int] = field(default_factory=lambda: array("q"))

    def add(self, start: int, end: int) -> None:
        self.starts.append(start)
        self.ends.append(end)


class OffsetMap:
    """Spans of an edited text as spans of the text before, and the reverse.

    A place inside a replacement stands for the whole of what was replaced. Building costs O(edits), each question O(log edits).

    >>> offsets = OffsetMap([Edit(Span(2, 5), "，", "flood")])
    >>> offsets.to_raw(Span(3, 5)), offsets.to_text(Span(5, 7))
    (Span(start=5, end=7), Span(start=3, end=5))
    """

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._raw, self._text = _Places(), _Places()
        shift = 0
        for edit in edits:
            start = edit.span.start + shift
            self._raw.add(edit.span.start, edit.span.end)
            self._text.add(start, start + len(edit.new))
            shift += len(edit.new) - len(edit.span)

    def to_raw(self, span: Span) -> Span:
        """The stretch of the text before the edits from which ``span`` of the edited text came."""
        return _carry(span, self._text, self._raw)

    def to_text(self, span: Span) -> Span:
        """The stretch of the edited text that ``span`` of the text before became."""
        return _carry(span, self._raw, self._text)


def _carry(span: Span, here: _Places, there: _Places) -> Span:
    start = _carry_start(span.start, here, there)
    end = start if not len(span) else max(start, _carry_end(span.end, here, there))
    return Span(start, end)


def _carry_start(position: int, here: _Places, there: _Places) -> int:
    i = bisect_right(here.ends, position)  # the first edit that ends behind the position
    if i < len(here.starts) and here.starts[i] < position:
        return there.starts[i]
    return position + (there.ends[i - 1] - here.ends[i - 1] if i else 0)


def _carry_end(position: int, here: _Places, there: _Places) -> int:
    i = bisect_left(here.starts, position) - 1  # the last edit that starts in front of the position
    if i >= 0 and position < here.ends[i]:
        return there.ends[i]
    return position + (there.ends[i] - here.ends[i] if i >= 0 else 0)


def compose(first: Sequence[Edit], second: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits that do in one step what ``first`` and then ``second`` do.

    Edits of the two that touch the same characters become one edit that bears both rules' names and notes. O(len(first) + len(second)).

    >>> compose([Edit(Span(0, 1), "", "blank")], [Edit(Span(2, 3), "，", "width")])
    (Edit(span=Span(start=0, end=1), new='', rule='blank', note=''), Edit(span=Span(start=3, end=4), new='，', rule='width', note=''))
    """
    if not first:
        return tuple(second)
    result: list[Edit] = []
    shift = 0  # position in the middle text minus position in the raw text, behind all of `first` used so far
    i = j = 0
    while i < len(first) and j < len(second):
        edit, later = first[i], second[j]
        start = edit.span.start + shift
        if start + len(edit.new) < later.span.start and _stands_apart(first, i):
            result.append(edit)
            shift += _growth(edit)
            i += 1
        elif later.span.end < start and _stands_apart(second, j):
            result.append(_shifted(later, -shift))
            j += 1
        else:
            mine, theirs, low, high = _touching(first, second, i, j, shift)
            shift_behind = shift + sum(_growth(edit) for _, edit in mine)
            result += _merge(mine, theirs, low, high, shift, shift_behind)
            shift, i, j = shift_behind, i + len(mine), j + len(theirs)
    return (*result, *first[i:], *(_shifted(edit, -shift) for edit in second[j:]))


def _growth(edit: Edit) -> int:
    return len(edit.new) - (edit.span.end - edit.span.start)


def _shifted(edit: Edit, by: int) -> Edit:
    span = edit.span
    return Edit(Span(span.start + by, span.end + by), edit.new, edit.rule, edit.note) if by else edit


def _stands_apart(edits: Sequence[Edit], i: int) -> bool:
    """Is there something between an edit and the next one? Most edits stand so, and need no look at what they touch."""
    return i + 1 == len(edits) or edits[i].span.end < edits[i + 1].span.start


def _touching(
    first: Sequence[Edit], second: Sequence[Edit], i: int, j: int, shift: int
) -> tuple[list[tuple[int, Edit]], list[Edit], int, int]:
    """The edits from ``i`` and ``j`` on that touch each other, and the stretch of the middle text on which they stand.

    Those of ``first`` bear their starts in that text.
    """
    mine: list[tuple[int, Edit]] = []
    theirs: list[Edit] = []
    low = high = -1
    while True:
        if i < len(first):
            start = first[i].span.start + shift
            end = start + len(first[i].new)
            is_next = j == len(second) or start <= second[j].span.start
            if is_next if low < 0 else _meets(start, end, low, high):
                low, high = (start, end) if low < 0 else (min(low, start), max(high, end))
                mine.append((start, first[i]))
                shift += _growth(first[i])
                i += 1
                continue
        if j < len(second):
            start, end = second[j].span.start, second[j].span.end
            if low < 0 or _meets(start, end, low, high):
                low, high = (start, end) if low < 0 else (min(low, start), max(high, end))
                theirs.append(second[j])
                j += 1
                continue
        return mine, theirs, low, high


def _meets(start: int, end: int, low: int, high: int) -> bool:
    """Do two stretches share a character, or does an empty one stand inside or at the edge of the other?"""
    if start == end or low == high:
        return start <= high and low <= end
    return start < high and low < end


def _merge(
    first: list[tuple[int, Edit]], second: list[Edit], low: int, high: int, shift_before: int, shift_behind: int
) -> list[Edit]:
    if not second:
        return [edit for _, edit in first]
    if not first:
        return [_shifted(edit, -shift_before) for edit in second]
    raw = Span(low - shift_before, high - shift_behind)
    middle, done = [], low
    for start, edit in first:
        middle.append((done, start, edit.new))
        done = start + len(edit.new)
    # The characters of [low, high) that no edit of `first` made lie under edits of `second`, so their text is never asked for.
    text = _overlay(middle, low, high)
    new: list[str] = []
    done = low
    for edit in second:
        new += (text[done - low : edit.span.start - low], edit.new)
        done = edit.span.end
    new.append(text[done - low : high - low])
    both = [*(edit for _, edit in first), *second]
    rules = dict.fromkeys(part for edit in both for part in edit.rule.split("+"))
    notes = dict.fromkeys(edit.note for edit in both if edit.note)
    return [Edit(raw, "".join(new), "+".join(rules), "；".join(notes))]


def _overlay(pieces: list[tuple[int, int, str]], low: int, high: int) -> str:
    text: list[str] = []
    position = low
    for gap_start, gap_end, new in pieces:
        text += ("\0" * (gap_end - gap_start), new)
        position = gap_end + len(new)
    text.append("\0" * (high - position))
    return "".join(text)
