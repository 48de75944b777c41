"""The places of a document that can be named: units (articles, paragraphs) and their sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from ..corpus import Annex, Document
from ..language import Span
from ..language.dates import earliest

SentenceKind = Literal["body", "heading", "lead", "item"]
UnitPart = Literal["body", "notice", "annex"]
Parts = Literal["body", "all"]
ParagraphZone = Literal["opening", "part", "behind", "closing", "alone"]


@dataclass(frozen=True, slots=True)
class ParagraphPlace:
    """Where a paragraph outside every article stands, and that it is paragraph ``number`` of the ``count`` that stand there.

    ``zone``: in front of all articles and parts (``opening``), in the part that is called ``name``, behind the article that is called
    ``name``, behind everything (``closing``), or in a document of paragraphs alone.
    """

    zone: ParagraphZone
    name: str
    number: int
    count: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. ``id`` is ``unit:index``, ``span`` its place in the cleaned text, ``text`` that stretch."""

    id: str
    unit: str
    kind: SentenceKind
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Responsible:
    """The bodies that a note makes responsible, as printed: those that lead or see to it, and those that support them."""

    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResponsibilityNote:
    """A note of who is responsible and by when; it is no sentence, ``span`` is its place in the cleaned text.

    ``due`` is a day, a month or a year as ISO 8601, ``due_span`` the place of its words; ``responsible`` is ``None`` where it names nobody.
    """

    span: Span
    responsible: Responsible | None
    due: str | None = None
    due_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """An article, or a paragraph outside every article.

    ``label`` is the number as printed (``（八）``, ``第八条``; empty for a paragraph), ``path`` the headings above it, from the outermost.
    ``above`` are the labels of its parts, where another unit has the same label.
    ``part`` says whether it stands in the document itself, in the notice that hands it on (ids n1 …) or in an annex (a1.1 …).
    ``notes`` say who is responsible for it, and by when. ``paragraph`` says where a paragraph stands.

    >>> unit = Unit("3.4", "（四）", 4, None, ("三、保障",), Span(0, 4), (), above="三、")
    >>> unit.place
    '三、（四）'
    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> text = "第一条 图书馆应当开放。（县文化局牵头，县财政局配合，2031年6月底前完成）"
    >>> unit = segment_document(make_document(text)).unit("1")
    >>> unit.label, unit.responsible, unit.due
    ('第一条', Responsible(lead=('县文化局',), support=('县财政局',)), '2031-06-30')
    """

    id: str
    label: str
    number: int | None
    heading: str | None
    path: tuple[str, ...]
    span: Span
    sentences: tuple[Sentence, ...]
    part: UnitPart = "body"
    above: str = ""
    notes: tuple[ResponsibilityNote, ...] = ()
    paragraph: ParagraphPlace | None = None

    @property
    def place(self) -> str:
        """How people are told of the unit: ``（四）``, ``三、（四）`` where there is another （四）; empty for a paragraph."""
        return self.label and f"{self.above}{self.label}"

    @property
    def responsible(self) -> Responsible | None:
        """The bodies of all its notes in their order, each once; who leads anything is no supporter. ``None`` where no note names any."""
        named = [note.responsible for note in self.notes if note.responsible is not None]
        lead = tuple(dict.fromkeys(name for one in named for name in one.lead))
        support = dict.fromkeys(name for one in named for name in one.support if name not in lead)
        return Responsible(lead, tuple(support)) if named else None

    @property
    def due(self) -> str | None:
        """The earliest of the dates that its notes give, as ISO 8601 (``2031-12-30``, ``2031-06``, ``2031``); ``None`` without one."""
        return earliest(note.due for note in self.notes if note.due is not None)


@dataclass(frozen=True, slots=True)
class AnnexUnits:
    r"""An annex with its units, none where no text of it is printed. ``id`` (``a1``) begins the ids of its units.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> text = "一、书屋免费开放。\n二、书屋每年清点。\n附件\n书屋名单\n1.东溪书屋"
    >>> [(annex.id, [unit.id for unit in annex.units]) for annex in segment_document(make_document(text)).annexes]
    [('a1', ['a1.1'])]
    """

    id: str
    annex: Annex
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class SegmentedDocument:
    """A document with its units in order; apart from it the duties that the notice itself imposes, and the annexes.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> document = segment_document(make_document("第一条 图书馆应当免费开放。读者凭证借阅。"))
    >>> [sentence.id for sentence in document.sentences], document.unit("1").label
    (['1:1', '1:2'], '第一条')
    """

    document: Document
    units: tuple[Unit, ...]
    warnings: tuple[str, ...] = ()
    notice: tuple[Unit, ...] = ()
    annexes: tuple[AnnexUnits, ...] = ()

    def with_parts(self, parts: Parts) -> SegmentedDocument:
        r"""The document itself (``body``), or with notice and annexes among its units (``all``), in the order of the text.

        >>> from duizhao.corpus import make_document
        >>> from duizhao.segmenter import segment_document
        >>> text = "一、书屋免费开放。\n二、书屋每年清点。\n附件\n书屋名单\n1.东溪书屋"
        >>> [unit.id for unit in segment_document(make_document(text)).with_parts("all").units]
        ['1', '2', 'a1.1']
        """
        own = tuple(unit for unit in self.units if unit.part == "body")
        if parts == "body":
            return self if len(own) == len(self.units) else replace(self, units=own)
        annexes = (unit for annex in self.annexes for unit in annex.units)
        return replace(self, units=(*self.notice, *own, *annexes))

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order."""
        return tuple(self.iter_sentences())

    def iter_sentences(self) -> Iterator[Sentence]:
        """The sentences one by one, in order."""
        for unit in self.units:
            yield from unit.sentences

    def unit(self, unit_id: str) -> Unit:
        """The unit of that id; ``KeyError`` where there is none."""
        for unit in self.units:
            if unit.id == unit_id:
                return unit
        raise KeyError(unit_id)
