"""What a responsibility note says: who leads, who helps, by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from ..language import load_table
from ..language.compiled import compiled
from ..language.dates import CalendarRules, load_calendar_rules
from .body_names import BodyRules, load_body_rules, names_in
from .note_dates import DueDate, due_dates
from .note_text import NoteText

# What a body is named as: it leads, it helps, it bears a label that says 责任, or it stands in a list.
BodyRole = Literal["lead", "support", "main", "plain"]

_LONGEST_PERSONS = 60
_LONGEST_WHEN = 60


@dataclass(frozen=True, slots=True)
class _NoteWords:
    label: re.Pattern[str]
    lead: re.Pattern[str]
    support: re.Pattern[str]
    charge: re.Pattern[str]
    role_alone: re.Pattern[str]
    first_leads: re.Pattern[str]
    aside: re.Pattern[str]
    by_level: re.Pattern[str]
    together: re.Pattern[str]
    tag: re.Pattern[str]
    due_behind: re.Pattern[str]
    due_ahead: re.Pattern[str]
    due_says: re.Pattern[str]
    goes_on: re.Pattern[str]
    named_kind: re.Pattern[str]
    may_label: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class NoteRules:
    """The table ``responsibility.toml``, compiled, and the rules of dates."""

    words: _NoteWords
    bodies: BodyRules
    dates: CalendarRules


@dataclass(frozen=True, slots=True)
class NoteReading:
    """What one note says.

    ``says_so``: a verb or a label says that somebody is responsible, or a date that something is due; else it only names bodies.
    """

    named: tuple[tuple[BodyRole, str], ...] = ()
    dues: tuple[DueDate, ...] = ()
    says_so: bool = False


def load_note_rules() -> NoteRules:
    """The packaged table; to be passed along where many documents are parsed.

    >>> load_note_rules().words.label.match("责任单位：县民政局")[0]
    '责任单位：'
    """
    table = load_table("duizhao.segmenter", "responsibility")
    return NoteRules(compiled(_NoteWords, table), load_body_rules(table), load_calendar_rules())


def read_note(said: NoteText, rules: NoteRules) -> NoteReading | None:
    """What stands in the brackets of a note, or in a labelled line; ``None`` where it is no note.

    >>> read_note(NoteText.of("县民政局牵头，县财政局等配合"), load_note_rules()).named
    (('lead', '县民政局'), ('support', '县财政局'))
    >>> read_note(NoteText.of("以下简称书屋"), load_note_rules()) is None
    True
    """
    if rules.words.role_alone.fullmatch(said.text):
        return None
    labels = list(rules.words.label.finditer(said.text))
    ahead = said.part(0, labels[0].start() if labels else len(said))
    readings = [_plain(ahead, rules)] if ahead.bare() else []
    for i, label in enumerate(labels):
        end = labels[i + 1].start() if i + 1 < len(labels) else len(said)
        readings.append(read_label(label, said.part(label.end(), end), rules))
    found = [reading for reading in readings if reading is not None]
    if not readings or len(found) < len(readings):
        return None
    return joined(found)


def joined(readings: list[NoteReading]) -> NoteReading:
    """Several readings as one, in their order."""
    return NoteReading(
        tuple(named for reading in readings for named in reading.named),
        tuple(due for reading in readings for due in reading.dues),
        any(reading.says_so for reading in readings),
    )


def read_label(label: re.Match[str], value: NoteText, rules: NoteRules) -> NoteReading | None:
    """What stands behind a label (``label``, a match of the rule of that name); ``None`` where it is not what the label promises."""
    if label["person"]:
        return NoteReading(says_so=True) if len(value) <= _LONGEST_PERSONS else None
    if label["due"]:
        return _when(value, rules)
    role: BodyRole = "lead" if label["lead"] else "support" if label["support"] else "main"
    named: list[tuple[BodyRole, str]] = []
    dues: list[DueDate] = []
    for clause in _clauses(value):
        if rules.words.goes_on.fullmatch(clause.text) or rules.words.aside.fullmatch(clause.text):
            continue
        if (due := _due(clause, rules)) is not None:
            dues += due
            continue
        read = _named(clause, rules, role)
        if read is None:
            return None
        named += read[0]
    return NoteReading(tuple(named), tuple(dues), says_so=True) if named or not value.bare() else None


def _when(value: NoteText, rules: NoteRules) -> NoteReading | None:
    """The value of 完成时限：; what no calendar knows (长期) is no date, but is a note."""
    if len(value) > _LONGEST_WHEN:
        return None
    return NoteReading(dues=due_dates(value, rules.dates), says_so=True)


def _plain(said: NoteText, rules: NoteRules) -> NoteReading | None:
    """What is said without a label: clauses that name bodies, most of them with a verb, and clauses that say by when."""
    note = _PlainNote()
    return note.reading() if all(note.takes(clause, rules) for clause in _clauses(said)) else None


@dataclass(slots=True)
class _PlainNote:
    """A note without labels as it is read clause by clause; ``waiting`` are the bodies of clauses that have no verb yet."""

    named: list[tuple[BodyRole, str]] = field(default_factory=list)
    waiting: list[tuple[BodyRole, str]] = field(default_factory=list)
    dues: list[DueDate] = field(default_factory=list)
    says_so: bool = False
    first_leads: bool = False

    def takes(self, clause: NoteText, rules: NoteRules) -> bool:
        """Read the next clause; false where no note says such a thing."""
        words = rules.words
        if words.goes_on.fullmatch(clause.text):
            self.says_so = True
        elif words.first_leads.search(clause.text):
            self.first_leads = True
        elif not words.aside.fullmatch(clause.text):
            head, dues = _with_due(clause, rules)
            self.dues += dues
            if dues and not head.bare():
                self.says_so = self.says_so or words.due_says.search(clause.text) is not None
                return True
            read = _named(head, rules)
            if read is None:
                return False
            self._names(*read)
        return True

    def _names(self, names: list[tuple[BodyRole, str]], verb: bool) -> None:
        if not verb:
            self.waiting += names
            return
        # 甲局牵头，乙局，丙局配合: what waits helps too, where somebody leads already.
        helps = names[-1][0] == "support" and any(role == "lead" for role, _ in self.named)
        self.named += [("support", name) for _, name in self.waiting] if helps else self.waiting
        self.named += names
        self.waiting, self.says_so = [], True

    def reading(self) -> NoteReading | None:
        """What was read; ``None`` where that is nothing."""
        named = [*self.named, *self.waiting]
        if self.first_leads and named:
            named[0] = ("lead", named[0][1])
        if not (named or self.dues or self.says_so):
            return None
        return NoteReading(tuple(named), tuple(self.dues), self.says_so)


def _clauses(said: NoteText) -> Iterator[NoteText]:
    """The stretches between commas and semicolons outside brackets."""
    depth = start = 0
    for i, sign in enumerate(said.text):
        depth += (sign in "（(〔[［【") - (sign in "）)〕]］】")
        if depth <= 0 and sign in "，,；;。":
            if i > start:
                yield said.part(start, i)
            start = i + 1
    if start < len(said):
        yield said.part(start, len(said))


def _due(clause: NoteText, rules: NoteRules) -> tuple[DueDate, ...] | None:
    """The dates of a clause that says nothing but by when; ``None`` of any other."""
    head, due = _with_due(clause, rules)
    return due if due and not head.bare() else None


def _with_due(clause: NoteText, rules: NoteRules) -> tuple[NoteText, tuple[DueDate, ...]]:
    """A clause without the words that say by when, and these (县民政局2031年底前完成)."""
    dues = due_dates(clause, rules.dates, every=True)
    if not dues:
        return clause, ()
    first, last = clause.at(dues[0].span.start), clause.at(dues[-1].span.end - 1) + 1
    if not rules.words.due_behind.fullmatch(clause.text, last):
        return clause, ()
    ahead = next((i for i in range(first + 1) if rules.words.due_ahead.fullmatch(clause.text, i, first)), first)
    return clause.part(0, ahead), dues[-1:]


def _named(
    clause: NoteText, rules: NoteRules, role: BodyRole | None = None
) -> tuple[list[tuple[BodyRole, str]], bool] | None:
    """The bodies of a clause with their roles, and whether a verb gave them; ``None`` where what stands there names no bodies.

    :param role: the role that a label gives.
    """
    words = rules.words
    text, given = clause.text, role or "plain"
    verb = False
    if role is None:
        for kind, pattern in (("lead", words.lead), ("support", words.support), ("plain", words.charge)):
            if said := pattern.search(text):
                text, given, verb = text[: said.start()], kind, True  # type: ignore[assignment]
                break
    found: list[tuple[BodyRole, str]] = []
    first, *others = words.together.split(words.by_level.sub("", text, count=1)) if role is None else [text]
    for part, its in ((first, "lead" if others and first else given), *((other, "support") for other in others)):
        names = names_in(part, rules.bodies) if part or not others else ()  # 会同乙局: who leads stands elsewhere
        if names is None:
            return None
        for name in names:
            tag = words.tag.search(name)
            bare = name[: tag.start()] if tag else name
            own = ("lead" if tag["lead"] else "support" if tag["support"] else its) if tag else its
            verb = verb or tag is not None
            found.append((own, bare))
    return (found, verb or bool(others)) if found else None
