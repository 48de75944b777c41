"""Double-byte text that was read one byte late: found, and read again from the right byte.

GB18030 writes a Chinese character as two bytes. Where one byte is lost, the reader pairs the second half of each character with the
first half of the next, until a single byte (a digit, a comma) sets it right: 寡彩友膊烨 are the bytes of 巡视巡察 and of the first
half of one more. The characters whose halves fell apart at both ends are lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product

from ...language.spans import Edit, Span
from .likelihood import EDGE, CharacterModel, folded

LOST = "〔?〕"
RULE = "byte_shift"

# In the unit of CharacterModel.cost. benchmarks/mojibake.py measures what they do, with a model that did not see the texts.
_ENTER, _LEAVE = 8.0, 8.0  # to begin and to end a stretch: a character is lost each time
_GARBAGE, _UNREADABLE = (
    12.0,
    4.0,
)  # a character that is no text any more; one that a reader wrote for bytes it could not read
_LEAST = 3  # characters that a stretch must give,
_MOST_COST = 8.5  # what they may cost each (a policy text costs 3 to 6),
_GAIN = 18.0  # and by how much they must be likelier than what stands there
_NEAR = 2  # by how many characters an end is moved
_FAR = float("inf")

_CHINESE_FIRST, _CHINESE_SECOND = range(0xB0, 0xF8), range(0xA1, 0xFF)  # the bytes of the characters of GB 2312

_AS_IS, _SHIFTED, _TAIL, _NO_TEXT = range(
    4
)  # the tail is the last character of a shifted stretch: its first half ends it


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of text: its characters, as the model folds them, and the characters that stand between two of them."""

    text: str
    line: str
    codes: Sequence[bytes]
    between: Sequence[str]

    @classmethod
    def of(cls, text: str) -> _Window:
        codes = [*map(encoded, text)]
        return cls(text, folded(text), codes, [*map(between, codes, codes[1:]), ""])

    def ends_in_letter(self, i: int) -> bool:
        """Is the second byte of a character a letter of its own, so that nothing is lost behind a stretch?"""
        return len(self.codes[i]) == 2 and self.codes[i][1] < 0x80

    def before(self, i: int) -> str:
        """What stands in front of a character: an edge where that could not be read."""
        return self.line[i - 1] if i and self.text[i - 1] not in "?\ufffd" else EDGE

    def behind(self, i: int) -> str:
        """What stands behind a character: an edge at the end."""
        return self.line[i + 1 : i + 2] or EDGE

    def cost_of_no_text(self, i: int) -> float:
        """What it costs to take a character for none: marks, letters and digits are what a reader may believe in."""
        if self.text[i] in "?\ufffd":
            return _UNREADABLE
        return _GARBAGE if len(self.codes[i]) == 2 and not 0xA1 <= self.codes[i][0] <= 0xA9 else 3 * _GARBAGE


def encoded(char: str) -> bytes:
    """A character in GB18030; half of a surrogate pair, which has no place in it, as ``?``."""
    return char.encode("gb18030", errors="replace")


def between(left: bytes, right: bytes) -> str:
    """The character that the second byte of one and the first byte of the next make; empty where they make none."""
    if len(left) != 2 or len(right) != 2 or left[1] < 0x81:
        return ""
    return (left[1:] + right[:1]).decode("gb18030", errors="ignore")


def shift_edits(text: str, start: int, model: CharacterModel) -> Iterator[Edit]:
    """The repairs of a stretch of text that stands at ``start``. Linear in its length.

    >>> from .likelihood import load_character_model
    >>> [(edit.span, edit.new) for edit in shift_edits("寡彩友膊烨,纪检机关", 0, load_character_model())]
    [(Span(start=0, end=5), '〔?〕巡视巡察〔?〕')]
    """
    window = _Window.of(text)
    states = _best_path(window, model)
    _settle_ends(window, states, model)
    i = 0
    while i < len(states):
        first = i
        while i < len(states) and states[i] != _AS_IS:
            i += 1
        if i > first and _is_proved(window, states, first, i, model):
            yield _repair(window, states, first, i, model, start)
        i = max(i, first + 1)


def _best_path(window: _Window, model: CharacterModel) -> bytearray:
    """For each character, what it is taken for, so that the whole is as likely as it can be (Viterbi)."""
    line, count = window.line, len(window.line)
    came_from = [bytearray(count) for _ in range(4)]
    costs = (0.0, _FAR, _FAR, _FAR)
    for i in range(count):
        as_is, shifted, tail, no_text = costs
        before = line[i - 1] if i else EDGE
        start, start_from = min((as_is, _AS_IS), (tail, _TAIL), (no_text, _NO_TEXT))
        alone = model.cost(EDGE, line[i])
        read, read_from = min(
            (as_is + model.cost(before, line[i]), _AS_IS), (tail + alone, _TAIL), (no_text + alone, _NO_TEXT)
        )
        late, late_from = _FAR, _AS_IS
        if pair := window.between[i]:
            pair = folded(pair)
            goes_on = shifted + model.cost(folded(window.between[i - 1]), pair) if shifted < _FAR else _FAR
            late, late_from = min((goes_on, _SHIFTED), (start + _ENTER + model.cost(EDGE, pair), start_from))
        leave = 0.0 if window.ends_in_letter(i) else _LEAVE
        unread = window.cost_of_no_text(i)
        costs = (read, late, shifted + leave, start + unread)
        for states, previous in zip(came_from, (read_from, late_from, _SHIFTED, start_from), strict=True):
            states[i] = previous
    state = min((cost, state) for state, cost in enumerate(costs) if state != _SHIFTED)[1]
    path = bytearray(count)
    for i in range(count - 1, -1, -1):
        path[i] = state
        state = came_from[state][i]
    return path


def _is_proved(window: _Window, states: bytearray, first: int, end: int, model: CharacterModel) -> bool:
    """Is what a stretch gives likely as Chinese, and much likelier than what stands there?"""
    new = "".join(window.between[i] if states[i] == _SHIFTED else EDGE for i in range(first, end))
    count = sum(state == _SHIFTED for state in states[first:end])
    cost = model.total_cost(new.strip(EDGE))
    old = sum(
        model.cost(window.line[i - 1] if i else EDGE, window.line[i])
        for i in range(first, end)
        if states[i] != _NO_TEXT
    )
    return count >= _LEAST and cost <= _MOST_COST * count and old - cost >= _GAIN


def _repair(window: _Window, states: bytearray, first: int, end: int, model: CharacterModel, start: int) -> Edit:
    """One stretch read again: what was lost in front of it, between its parts and behind it is marked."""
    new: list[str] = []
    notes: list[str] = []
    for i in range(first, end):
        state = states[i]
        enters = state == _SHIFTED and (i == first or states[i - 1] != _SHIFTED)
        lost = enters or state == _NO_TEXT or (state == _TAIL and not window.ends_in_letter(i))
        if lost and new[-1:] != [LOST]:
            new.append(LOST)
        if enters:
            notes.append(_note("前", _head(window, i, model)))
        if state == _SHIFTED:
            new.append(window.between[i])
        elif state == _TAIL and window.ends_in_letter(i):
            new.append(chr(window.codes[i][1]))
        elif state == _TAIL:
            notes.append(_note("后", _tail(window, i, model)))
    return Edit(Span(first + start, end + start), "".join(new), RULE, "；".join(notes))


def _note(side: str, candidates: Sequence[str]) -> str:
    return f"{side}面丢失一字，可能是 {'、'.join(candidates)}"


def _head(window: _Window, i: int, model: CharacterModel) -> list[str]:
    """What the character may have been that was lost in front of a stretch that begins at ``i``: its second byte is left."""
    return model.likeliest(_chars(_CHINESE_FIRST, window.codes[i][:1]), window.before(i), folded(window.between[i]))


def _tail(window: _Window, i: int, model: CharacterModel) -> list[str]:
    """What the character may have been that was lost behind a stretch whose tail is ``i``: its first byte is left."""
    return model.likeliest(
        _chars(window.codes[i][1:], _CHINESE_SECOND), folded(window.between[i - 1]), window.behind(i)
    )


def _chars(first: Iterable[int], second: Iterable[int]) -> str:
    return bytes(chain.from_iterable(product(first, second))).decode("gb18030", errors="ignore")


def _settle_ends(window: _Window, states: bytearray, model: CharacterModel) -> None:
    """Move the ends of each stretch to where the lost character, of which one half is left, fits in best.

    The best path takes it for any character; what it may be decides between ends that lie close together.
    """
    count = len(states)
    for i in range(count):
        if states[i] == _SHIFTED and (i == 0 or states[i - 1] == _AS_IS):
            places = [k for k in range(max(i - _NEAR, 0), i + _NEAR + 1) if _may_begin(window, states, i, k)]
            best = min(places, key=lambda k: _cost_from(window, k, min(places), max(places), model))
            states[min(best, i) : max(best, i)] = bytes([_SHIFTED if best < i else _AS_IS]) * abs(best - i)
        elif states[i] == _TAIL and (i + 1 == count or states[i + 1] == _AS_IS) and not window.ends_in_letter(i):
            places = [k for k in range(i - _NEAR, min(i + _NEAR + 1, count)) if _may_end(window, states, i, k)]
            best = min(places, key=lambda k: _cost_to(window, k, min(places), max(places), model))
            states[min(best, i) : max(best, i) + 1] = bytes([_SHIFTED if best > i else _AS_IS]) * (abs(best - i) + 1)
            states[best] = _TAIL


def _may_begin(window: _Window, states: bytearray, i: int, k: int) -> bool:
    """May a stretch that begins at ``i`` begin at ``k``?"""
    between = window.between[k:i] if k < i else window.between[i : k + 1]
    return all(between) and all(state == (_AS_IS if k < i else _SHIFTED) for state in states[min(i, k) : max(i, k)])


def _may_end(window: _Window, states: bytearray, i: int, k: int) -> bool:
    """May a stretch whose tail is ``i`` have it at ``k``?"""
    if k <= i:
        return k > 0 and all(state == _SHIFTED for state in states[k - 1 : i])
    return all(window.between[i:k]) and all(state == _AS_IS for state in states[i + 1 : k + 1])


def _cost_from(window: _Window, k: int, low: int, high: int, model: CharacterModel) -> float:
    """What the text around the places low to high costs if a stretch begins at ``k``."""
    if not (lost := _head(window, k, model)):
        return _FAR
    late = folded("".join(window.between[k : high + 2]))
    return model.total_cost(window.line[low:k] + lost[0] + late, window.before(low))


def _cost_to(window: _Window, k: int, low: int, high: int, model: CharacterModel) -> float:
    """What the text around the places low to high costs if the tail of a stretch is ``k``."""
    if not (lost := _tail(window, k, model)):
        return _FAR
    late = folded("".join(window.between[low - 1 : k]))
    before = folded(window.between[low - 2]) if low > 1 and window.between[low - 2] else EDGE
    return model.total_cost(late + lost[0] + window.line[k + 1 : high + 3], before)
