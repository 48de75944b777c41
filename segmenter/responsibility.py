"""Responsibility notes: （县教育局牵头，县财政局配合）, 责任单位：县民政局, 完成时限：2031年底.

They belong to their unit and are no sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ..language import Span
from ..language.expressions import expression
from ..language.marks import STOPS
from .body_names import is_organ
from .note_reading import BodyRole, NoteReading, NoteRules, joined, read_label, read_note
from .note_sentences import SentenceSplitter
from .note_text import NoteText
from .segmented import ResponsibilityNote, Responsible
from .unit_drafts import Draft

_SHORTEST_NOTE, LONGEST_NOTE = 4, 400
# Brackets of a kind close each other, whatever their width: (县民政局） is one that was printed so.
_ROUND, _SQUARE = "（(", "〔[［【"
_CLOSES = dict.fromkeys("）)", _ROUND) | dict.fromkeys("〕]］】", _SQUARE)
_SIGN = re.compile(r"[（(〔\[［【）)〕\]］】]")
_ENDS = f"{STOPS}!;."
# A bracket that ends a sentence or a line, or begins behind one; （一） is none.
_MAY_BE_NOTE = expression(
    r"[）)〕\]］】][ \t\u3000\u00a0]*(?:[\n。；！？!;.（(〔\[［【]|$)"
    r"|[\n。；！？!;.][ \t\u3000\u00a0]*[（(〔\[［【](?![一二三四五六七八九十\d]{1,3}[）)])",
    match=["（县文化局）。", "开放。（县文化局）每月", "开放（县文化局）"],
    no_match=["各镇（街道）开放。", "开放。\n（一）书屋"],
)
_CLOSING = ("）", ")", "〕", "]", "］", "】")
# All of these, and the colons of labels, in one pattern that begins with the characters it looks for.
_SIGNS = expression(
    r"[）)〕\]］】][ \t\u3000\u00a0]*(?:[\n。；！？!;.（(〔\[［【]|$)"
    r"|[（(〔\[［【](?![一二三四五六七八九十\d]{1,3}[）)])(?:(?<=[\n。；！？!;.].)|(?<=[ \t\u3000\u00a0].))"
    r"|[：:](?![ \t\u3000\u00a0]*\n[（(\d一第])",
    match=["（县文化局）。", "开放。（县文化局）每月", "责任单位：县文化局"],
    no_match=["各镇（街道）开放。", "开放。\n（一）书屋", "下列职责：\n（一）登记"],
)
_BLANKS = re.compile(r"[ \t\u3000\u00a0]*")
# What may stand between two notes that are one: （县民政局牵头）；（县财政局配合）, two lines with labels.
_BETWEEN = expression(r"[\s，,；;。]*", match=["\n", "；"], no_match=["书屋"], use="fullmatch")
_LABEL_AHEAD = f"{_ENDS}，,：:、”）)〕]］】 \t\u3000\u00a0\n"
_LOOK_BACK = 20
_JOINS_LINES = "、，,和及与/"


@dataclass(frozen=True, slots=True)
class _FoundNote:
    """A note, or a part of one: its place, and what it says."""

    span: Span
    reading: NoteReading


def find_notes(text: str, start: int, end: int, rules: NoteRules) -> tuple[ResponsibilityNote, ...]:
    r"""The notes of a stretch of a cleaned text, in order; those that follow each other are one. Linear in its length.

    A bracket is a note where a sentence or a line ends behind it, or where it stands behind the end of one, and says who is responsible
    or by when. One that names organs and says no more is a note behind a sentence.

    >>> from .note_reading import load_note_rules
    >>> text = "每周开放。（县文化局牵头，各镇配合）\n完成时限：2031年6月底"
    >>> [note] = find_notes(text, 0, len(text), load_note_rules())
    >>> note.responsible, note.due
    (Responsible(lead=('县文化局',), support=('各镇',)), '2031-06-30')
    """
    bracketed = list(_bracketed(text, start, end, rules))
    stretches = sorted([*bracketed, *_labelled(text, start, end, bracketed, rules)], key=lambda one: one.span.start)
    return tuple(_note(group) for group in _groups(text, stretches))


def may_hold_notes(text: str, span: Span) -> Callable[[int, int], bool]:
    """Tells of a stretch of a text whether a note may be in it; most stretches of most texts need not be read for notes.

    :param span: what of the text will be asked about.

    >>> text = "每周开放。（县文化局牵头）每月检查。"
    >>> may = may_hold_notes(text, Span(0, len(text)))
    >>> may(0, 13), may(13, 18)
    (True, False)
    """
    places = [match.start() for match in _SIGNS.finditer(text, span.start, span.end)]

    def may(start: int, end: int) -> bool:
        at = bisect_left(places, start)
        return (at < len(places) and places[at] < end) or text[end - 1 : end] in _CLOSING

    return may


def _groups(text: str, stretches: Sequence[_FoundNote]) -> Iterator[list[_FoundNote]]:
    group: list[_FoundNote] = []
    for stretch in stretches:
        if group and not _BETWEEN.fullmatch(text, group[-1].span.end, stretch.span.start):
            yield group
            group = []
        group.append(stretch)
    if group:
        yield group


def _note(group: Sequence[_FoundNote]) -> ResponsibilityNote:
    reading = joined([stretch.reading for stretch in group])
    due = reading.dues[-1] if reading.dues else None
    return ResponsibilityNote(
        Span(group[0].span.start, group[-1].span.end),
        _responsible(reading.named),
        due.date if due else None,
        due.span if due else None,
    )


def _responsible(named: Sequence[tuple[BodyRole, str]]) -> Responsible | None:
    """Who leads and who supports. Where somebody is said to lead, all others support; else all but those who are said to support lead."""
    if not named:
        return None
    led = any(role == "lead" for role, _ in named)
    leads = tuple(dict.fromkeys(name for role, name in named if role == "lead" or (not led and role != "support")))
    return Responsible(leads, tuple(dict.fromkeys(name for _, name in named if name not in leads)))


def _bracketed(text: str, start: int, end: int, rules: NoteRules) -> Iterator[_FoundNote]:
    done = start
    for bracket in _brackets(text, start, end) if _MAY_BE_NOTE.search(text, start, end) else ():
        if not _SHORTEST_NOTE <= len(bracket) <= LONGEST_NOTE:
            continue
        surroundings = _Surroundings.of(text, bracket, start, end, done)
        if not (surroundings.ends or surroundings.apart):
            continue
        reading = read_note(NoteText.of(text, bracket.start + 1, bracket.end - 1), rules)
        if reading is None or not _is_note(reading, surroundings, rules):
            continue
        done = bracket.end
        while surroundings.ends and done < end and text[done] in f"{_ENDS} \t\u3000\u00a0":
            done += 1
        yield _FoundNote(Span(bracket.start, done), reading)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What stands around a bracket.

    ``ahead`` are the words in front of it. ``apart``: it stands behind the end of a sentence, behind a note or on a line of its own;
    ``ends``: a sentence, a line or another bracket follows; ``in_sentence``: the stop of its sentence does.
    """

    ahead: str
    apart: bool
    ends: bool
    in_sentence: bool

    @classmethod
    def of(cls, text: str, bracket: Span, start: int, end: int, done: int) -> _Surroundings:
        """:param start: where the text begins, it lies up to ``end``. :param done: where the last note ended."""
        left = text[max(start, bracket.start - _LOOK_BACK) : bracket.start]
        ahead = left.rstrip()
        behind = _BLANKS.match(text, bracket.end, end).end()  # type: ignore[union-attr]  # it matches nothing too
        following = text[behind : min(behind + 1, end)]
        ends = not following or following in f"{_ENDS}\n{_ROUND}{_SQUARE}"
        own_line = "\n" in left[len(ahead) :] and ends
        stopped = ahead.rstrip("”’」』")[-1:]
        near = start < done <= bracket.start <= done + _LOOK_BACK
        follows_note = near and not text[done : bracket.start].strip()
        apart = own_line or follows_note or (stopped in _ENDS if stopped else ends)
        return cls(ahead, apart, ends, ends and not apart and following != "" and following in _ENDS)


def _is_note(reading: NoteReading, surroundings: _Surroundings, rules: NoteRules) -> bool:
    """Does a bracket say who is responsible, rather than what is meant by the words in front of it?"""
    if reading.says_so and (reading.named or surroundings.apart or reading.dues):
        return True
    organs = [is_organ(name, rules.bodies) for _, name in reading.named]
    if surroundings.apart:
        return any(organs)
    if not all(organs) or len(organs) <= surroundings.in_sentence:
        return False  # one organ in a sentence may be what is meant: 上级（县文化局）。
    return rules.words.named_kind.search(surroundings.ahead[-8:]) is None


def _brackets(text: str, start: int, end: int) -> Iterator[Span]:
    """The outermost brackets, in order; one without its partner counts for nothing."""
    open_at: list[tuple[int, str]] = []
    found: list[Span] = []
    for match in _SIGN.finditer(text, start, end):
        place, sign = match.start(), match[0]
        if sign not in _CLOSES:
            open_at.append((place, _ROUND if sign in _ROUND else _SQUARE))
            continue
        for i in range(len(open_at) - 1, max(-1, len(open_at) - 4), -1):
            if open_at[i][1] == _CLOSES[sign]:
                while found and found[-1].start > open_at[i][0] and place - open_at[i][0] <= LONGEST_NOTE:
                    found.pop()
                found.append(Span(open_at[i][0], place + 1))
                del open_at[i:]
                break
    yield from found


def _labelled(
    text: str, start: int, end: int, bracketed: Sequence[_FoundNote], rules: NoteRules
) -> Iterator[_FoundNote]:
    """Lines with labels, and labels behind the end of a sentence; a value goes up to the next label or the end of its line."""
    if rules.words.may_label.search(text, start, end) is None:
        return
    said = NoteText.of(text, start, end, keep="\n")
    taken = [stretch.span for stretch in bracketed]
    opened = [span.start for span in taken]
    labels = []
    for found in rules.words.label.finditer(said.text):
        before = bisect_right(opened, said.places[found.start()]) - 1
        if before < 0 or taken[before].end <= said.places[found.start()]:
            labels.append(found)
    done = start
    for i, label in enumerate(labels):
        place = said.places[label.start()]
        if label["host"] and place != done:
            continue  # 主办单位：…: the foot of a page
        if place not in (start, done) and text[place - 1] not in _LABEL_AHEAD:
            continue
        limit = labels[i + 1].start() if i + 1 < len(labels) else len(said)
        next_bracket = bisect_right(opened, place)
        if next_bracket < len(opened):
            limit = min(limit, bisect_left(said.places, opened[next_bracket]))
        found_value = _value(said, label, limit, rules)
        if found_value is None:
            continue
        stop, reading = found_value
        done = said.places[stop] if stop < len(said) else end
        yield _FoundNote(Span(place, said.places[stop - 1] + 1), reading)


def _value(said: NoteText, label: re.Match[str], limit: int, rules: NoteRules) -> tuple[int, NoteReading] | None:
    """Where the value of a label ends, and what it says: a line, and the next ones as long as a list that was broken goes on."""
    stop = label.end()
    result: tuple[int, NoteReading] | None = None
    while stop < limit:
        line_end = said.text.find("\n", stop, limit)
        line_end = limit if line_end < 0 else line_end
        sentence_end = said.text.find("。", stop, line_end)
        ends = sentence_end >= 0
        stop = sentence_end + 1 if ends else line_end
        value = said.part(label.end(), stop).without("\n")
        if len(value) > LONGEST_NOTE:
            break
        reading = read_label(label, value, rules)
        whole = reading is not None and (bool(reading.named or reading.dues) or label["person"] or label["due"])
        if reading is not None and whole:
            result = stop, reading
        open_ended = not value.bare() or value.text[-1] in _JOINS_LINES or _is_cut(value.text, rules)
        if ends or not open_ended:
            break
        stop += 1
    return result


def _is_cut(value: str, rules: NoteRules) -> bool:
    """Does a list end in the middle of a name?"""
    return rules.bodies.ends_body.search(value[-40:]) is None and rules.bodies.and_others.search(value[-20:]) is None


def with_notes(text: str, drafts: Sequence[Draft], rules: NoteRules) -> list[Draft]:
    """The drafts, those that are nothing but a note put to the one in front of them in the same part."""
    result: list[Draft] = []
    for draft in drafts:
        if draft.head is None and result and draft.parts in (result[-1].parts, ()) and _only_note(text, draft, rules):
            result[-1].blocks.extend(draft.blocks)
        else:
            result.append(draft)
    return result


def _only_note(text: str, draft: Draft, rules: NoteRules) -> bool:
    start, end = draft.blocks[0].span.start, draft.blocks[-1].span.end
    notes = find_notes(text, start, end, rules)
    return SentenceSplitter(text, notes).is_note(start, end)
