"""The places of a document that can be named: units (articles, paragraphs) and their sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..corpus import Document
from ..language import Span

SentenceKind = Literal["body", "heading", "lead", "item"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. ``id`` is ``unit:index``, ``span`` its place in the cleaned text, ``text`` that stretch."""

    id: str
    unit: str
    kind: SentenceKind
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Unit:
    """An article, or a paragraph outside every article.

    ``label`` is the number as printed (``（八）``, ``第八条``; empty for a paragraph), ``path`` the headings above it, from the outermost.
    """

    id: str
    label: str
    number: int | None
    heading: str | None
    path: tuple[str, ...]
    span: Span
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class SegmentedDocument:
    """A document with its units in order.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> document = segment_document(make_document("第一条 图书馆应当免费开放。读者凭证借阅。"))
    >>> [sentence.id for sentence in document.sentences], document.unit("1").label
    (['1:1', '1:2'], '第一条')
    """

    document: Document
    units: tuple[Unit, ...]
    warnings: tuple[str, ...] = ()

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
