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
) -> list[UnitNotes]:
    """The notes of each draft, and where these name nobody those of its part, the innermost first asked.

    A part's note stands in its heading, or on a line of its own below it.

    :param notes: the own notes of each draft.
    """
    of_part: dict[tuple[Part, ...], UnitNotes] = {(): ()}
    result: list[UnitNotes] = []
    for draft, own in zip(drafts, notes, strict=True):
        for depth in range(1, len(draft.parts) + 1):
            parts = draft.parts[:depth]
            if parts not in of_part:
                heading = _in_heading(text, parts[-1].heading, draft.blocks[0].span.start, rules)
                below = _below_heading(text, draft, own) if parts == draft.parts else ()
                of_part[parts] = below or heading or of_part[parts[:-1]]
        inherited = of_part[draft.parts] if not any(note.responsible for note in own) else ()
        result.append((*(note for note in inherited if note not in own), *own))
    return result


def _in_heading(text: str, heading: str, before: int, rules: NoteRules) -> UnitNotes:
    """The notes in a heading that stands in front of a place."""
    if not heading.endswith(_CLOSERS):
        return ()
    start = text.rfind(heading, max(0, before - _REACH), before)
    return find_notes(text, start, start + len(heading), rules) if start >= 0 else ()


def _below_heading(text: str, draft: Draft, own: UnitNotes) -> UnitNotes:
    """The notes of the first draft of a part, where it is nothing else and no article."""
    if draft.head is not None:
        return ()
    return own if SentenceSplitter(text, own).is_note(draft.blocks[0].span.start, draft.blocks[-1].span.end) else ()
