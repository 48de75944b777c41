"""Responsibility notes of the headings of parts: 一、优化服务（牵头单位：县文化局）. They hold for what stands below and names nobody."""

from __future__ import annotations

from collections.abc import Sequence

from .note_reading import NoteRules
from .note_sentences import SentenceSplitter
from .responsibility import find_notes
from .segmented import ResponsibilityNote
from .unit_drafts import Draft, Part

UnitNotes = tuple[ResponsibilityNote, ...]
# So far in front of a unit the heading of its part is looked for.
_REACH = 20_000
_CLOSERS = ("）", ")", "〕", "]", "］", "】")


def with_part_notes(
    text: str, drafts: Sequence[Draft], notes: Sequence[UnitNotes], rules: NoteRules
) -> list[tuple[Draft, UnitNotes]]:
    """Each draft with its notes, and where these name nobody with those of its part, the innermost first asked.

    A part's note stands in its heading, or on a line of its own below it; that line is no unit then.

    :param notes: the own notes of each draft.
    """
    headings = {part.heading for parts in {draft.parts for draft in drafts} for part in parts}
    if not any(notes) and not any(heading.endswith(_CLOSERS) for heading in headings):
        return list(zip(drafts, notes, strict=True))
    of_part: dict[tuple[Part, ...], UnitNotes] = {(): ()}
    result: list[tuple[Draft, UnitNotes]] = []
    for i, (draft, own) in enumerate(zip(drafts, notes, strict=True)):
        alone = _is_note(text, draft, own)
        for depth in range(1, len(draft.parts) + 1):
            parts = draft.parts[:depth]
            if parts not in of_part:
                heading = _in_heading(text, parts[-1].heading, draft.blocks[0].span.start, rules)
                below = own if alone and parts == draft.parts else ()
                of_part[parts] = below or heading or of_part[parts[:-1]]
        if alone and i + 1 < len(drafts) and drafts[i + 1].parts[: len(draft.parts)] == draft.parts != ():
            continue
        inherited = of_part[draft.parts] if not any(note.responsible for note in own) else ()
        result.append((draft, (*(note for note in inherited if note not in own), *own)))
    return result


def _in_heading(text: str, heading: str, before: int, rules: NoteRules) -> UnitNotes:
    """The notes in a heading that stands in front of a place."""
    if not heading.endswith(_CLOSERS):
        return ()
    for printed in (heading, heading.rsplit(" ", 1)[-1]):  # a heading of two lines is joined by a blank
        start = text.rfind(printed, max(0, before - _REACH), before)
        if start >= 0:
            return find_notes(text, start, start + len(printed), rules)
    return ()


def _is_note(text: str, draft: Draft, own: UnitNotes) -> bool:
    """Is a paragraph outside every article nothing but notes?"""
    span = (draft.blocks[0].span.start, draft.blocks[-1].span.end)
    return draft.head is None and bool(own) and SentenceSplitter(text, own).is_note(*span)
