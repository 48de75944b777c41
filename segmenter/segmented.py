"""The places of a document that can be named: units (articles, paragraphs) and their sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Literal

from ..corpus import Annex, Document, Metadata, PlaceError
from ..corpus.reading import shown
from ..language import Span
from ..language.dates import earliest
from .document_html import ShownUnit, document_html
from .unit_lookup import find_unit

SentenceKind = Literal["body", "heading", "lead", "item"]
UnitPart = Literal["body", "notice", "annex"]
Parts = Literal["body", "all"]
ParagraphZone = Literal["opening", "part", "behind", "closing", "alone"]
_LONGEST_NAME = 40


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


@dataclass(frozen=True, slots=True, repr=False)
class Unit:
    """An article, or a paragraph outside every article.

    ``label`` is the number as printed (``（八）``, ``第八条``; empty for a paragraph), ``path`` the headings above it, from the outermost.
    ``above`` are the labels of its parts, where another unit has the same label.
    ``part`` says whether it stands in the document itself, in the notice that hands it on (ids n1 …) or in an annex (a1.1 …).
    ``notes`` say who is responsible for it, and by when. ``paragraph`` says where a paragraph stands. A unit is gone through, and
    counted, by its sentences.

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

    def __iter__(self) -> Iterator[Sentence]:
        return iter(self.sentences)

    def __len__(self) -> int:
        return len(self.sentences)

    def __bool__(self) -> bool:
        return True  # a unit without sentences is one all the same

    def __repr__(self) -> str:
        names = (self.id, self.place, self.heading)
        return f"<条款 {' '.join(shown(name[:_LONGEST_NAME]) for name in names if name)}：{len(self)} 句>"

    @property
    def text(self) -> str:
        """Its sentences as they stand in the cleaned text, without number and notes; on another line what does not follow at once.

        >>> from duizhao.corpus import make_document
        >>> from duizhao.segmenter import segment_document
        >>> segment_document(make_document("第一条 图书馆应当免费开放。读者凭证借阅。"))["1"].text
        '图书馆应当免费开放。读者凭证借阅。'
        """
        pieces: list[str] = []
        end = self.span.start
        for sentence in self.sentences:
            pieces += ("\n" if pieces and sentence.span.start > end else "", sentence.text)
            end = sentence.span.end
        return "".join(pieces)

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


@dataclass(frozen=True, slots=True, repr=False)
class SegmentedDocument:
    """A document with its units in order; apart from it the duties that the notice itself imposes, and the annexes.

    It is gone through, and counted, by its units; one of them is found by its id or its number as printed. Jupyter shows it as a table.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> document = segment_document(make_document("第一条 图书馆应当免费开放。读者凭证借阅。"))
    >>> [sentence.id for sentence in document.sentences], document.unit("1").label
    (['1:1', '1:2'], '第一条')
    >>> document["第一条"] is document["1"], len(document), [sentence.text for unit in document for sentence in unit]
    (True, 1, ['图书馆应当免费开放。', '读者凭证借阅。'])
    """

    document: Document
    units: tuple[Unit, ...]
    warnings: tuple[str, ...] = ()
    notice: tuple[Unit, ...] = ()
    annexes: tuple[AnnexUnits, ...] = ()

    def __getitem__(self, called: str) -> Unit:
        """The unit of that id (``5``, ``2.1``, ``p1``, of the notice ``n1``, of an annex ``a1.1``), or of that number as printed.

        :raises PlaceError: a ``KeyError``: there is none, or several of that number.
        """
        apart = (*self.notice, *(unit for annex in self.annexes for unit in annex.units))
        known = {unit.id for unit in self.units}
        if called in known or not any(unit.id == called for unit in apart):
            return find_unit(self.units, called, self._called)
        return find_unit(apart, called, self._called)

    def __iter__(self) -> Iterator[Unit]:
        return iter(self.units)

    def __len__(self) -> int:
        return len(self.units)

    def __bool__(self) -> bool:
        return True  # one in which nothing was found is a document all the same

    def __contains__(self, called: object) -> bool:
        try:
            return called in self.units if isinstance(called, Unit) else bool(self[str(called)])
        except PlaceError:
            return False

    def __repr__(self) -> str:
        return f"<文件{self._called}：{len(self)} 个条款，{sum(map(len, self.units))} 句>"

    def _repr_html_(self) -> str:
        """What Jupyter shows."""
        file, count = PurePath(self.name).name, f"{len(self)} 个条款，{sum(map(len, self.units))} 句"
        about = [self.region, file if self.title else None, count]
        rows = [ShownUnit(unit.id, unit.place, unit.path, unit.text) for unit in self.units]
        return document_html(self.title or file, [*filter(None, about)], rows, self.warnings)

    @property
    def _called(self) -> str:
        return f"《{shown(self.title or PurePath(self.name).name)[:_LONGEST_NAME]}》"

    @property
    def title(self) -> str | None:
        """Its title; ``None`` where it says none."""
        return self.document.metadata.title

    @property
    def region(self) -> str | None:
        """The place it is of, as it names it; ``None`` for a central document, or where it names none."""
        return self.document.metadata.region

    @property
    def metadata(self) -> Metadata:
        """All that it says of itself."""
        return self.document.metadata

    @property
    def name(self) -> str:
        """The path of its file, and its number in a file that holds several (``all.txt#2``)."""
        return self.document.name

    @property
    def text(self) -> str:
        """Its cleaned text, title and signature too; a ``span`` counts in the text of its file, ``document.document.text``."""
        return self.document.extent.of(self.document.text)

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
        """The unit of that id; ``PlaceError``, a ``KeyError``, where there is none."""
        for unit in self.units:
            if unit.id == unit_id:
                return unit
        raise PlaceError(f"{self._called}里没有编号为 {shown(unit_id)} 的条款；全部编号：[unit.id for unit in 文件]")

    def sentence(self, sentence_id: str) -> Sentence:
        """The sentence of that id (``5:1``); ``PlaceError``, a ``KeyError``, where there is none.

        >>> from duizhao.corpus import make_document
        >>> from duizhao.segmenter import segment_document
        >>> segment_document(make_document("第一条 图书馆应当免费开放。读者凭证借阅。")).sentence("1:2").text
        '读者凭证借阅。'
        """
        unit = self[sentence_id.rpartition(":")[0]]
        for sentence in unit:
            if sentence.id == sentence_id:
                return sentence
        ids = "、".join(sentence.id for sentence in unit.sentences[:20])
        raise PlaceError(f"{self._called}里没有句子 {shown(sentence_id)}，这一条的句子是 {ids}；请写其中一个")
