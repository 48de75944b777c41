"""What a unit's responsibility notes add to its requirements: who acts where no sentence says so, and by when."""

from __future__ import annotations

from collections.abc import Iterator

from ..language import Span
from ..language.marks import STOPS
from ..segmenter import ResponsibilityNote, Unit
from .requirement import Requirement

_BETWEEN = "、"
_LONGEST_DUTY = 40
_OF_EVERY_YEAR = "--"
_EVERY = ("每", "各")


def responsible_for(unit: Unit, place: Span) -> str | None:
    """Who is responsible for the sentence at a place, as its subject: those who lead by the first note behind it, else by the last one.

    >>> from duizhao.segmenter import Responsible
    >>> notes = [ResponsibilityNote(Span(9, 20), Responsible(("县文化局",))), ResponsibilityNote(Span(30, 40), Responsible(("县教育局",)))]
    >>> unit = Unit("1", "（一）", 1, None, (), Span(0, 40), (), notes=tuple(notes))
    >>> responsible_for(unit, Span(0, 9)), responsible_for(unit, Span(20, 30))
    ('县文化局', '县教育局')
    """
    naming = [note for note in unit.notes if note.responsible is not None and note.responsible.lead]
    if not naming:
        return None
    note = next((note for note in naming if note.span.start >= place.end), naming[-1])
    return _BETWEEN.join(note.responsible.lead) if note.responsible else None


def due_dates(unit: Unit, text: str) -> Iterator[Requirement]:
    """The deadlines that the notes of a unit set, one each: what is due is its heading, or the one sentence the note stands behind.

    :param text: the cleaned text.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> document = segment_document(make_document("第一条 建设书屋。（县文化局负责，2031年6月底前完成）"))
    >>> [(one.quote, one.date, one.subject, one.action) for one in due_dates(document.units[0], document.document.text)]
    [('2031年6月底前', '2031-06-30', '县文化局', '建设书屋')]
    """
    start = unit.span.start
    for note in unit.notes:
        own = note.span.start >= unit.span.start  # one of its part's heading is no deadline of each unit below it
        if own and note.due is not None and note.due_span is not None:
            subject = responsible_for(unit, Span(start, note.span.start))
            quote = note.due_span.of(text)
            yearly = note.due.startswith(_OF_EVERY_YEAR)
            yield Requirement(
                unit=unit.id,
                label=unit.label,
                sentence="",
                text=" ".join(note.span.of(text).split("\n")),
                quote=quote,
                span=note.due_span,
                kind="deadline",
                comparator="<=",
                date=note.due,
                per="P1Y" if yearly and quote.startswith(_EVERY) else None,
                subject=subject,
                subject_from="note" if subject else None,
                action=_duty(unit, start, note),
            )
        start = note.span.end


def _duty(unit: Unit, start: int, note: ResponsibilityNote) -> str | None:
    """What is to be done by then: the heading of the unit, else the one sentence between the last note and this one."""
    ahead = [one for one in unit.sentences if start <= one.span.start < note.span.start]
    said = [one for one in ahead if one.kind != "heading"]
    duty = said[0].text if len(said) == 1 else unit.heading if len(unit.notes) == 1 else None
    duty = (duty or "").rstrip(f"{STOPS}：")
    return duty if 0 < len(duty) <= _LONGEST_DUTY else unit.heading if len(unit.notes) == 1 else None
