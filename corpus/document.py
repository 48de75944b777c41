"""What a document is: the text of its file, the cleaned text, the edits between the two, and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from .spans import Edit, OffsetMap, Span

Role = Literal["central", "local", "other"]
Level = Literal["central", "province", "city", "county"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; ``None`` or empty where it says nothing.

    ``implements`` holds the titles of the documents it says it implements, without 《》. ``role`` is what the document is
    taken for on its own, ``role_reason`` (Chinese) why.
    """

    title: str | None = None
    issuer: str | None = None
    region: str | None = None
    level: Level | None = None
    date: str | None = None
    doc_type: str | None = None
    number: str | None = None
    source: str | None = None
    implements: tuple[str, ...] = ()
    role: Role = "other"
    role_reason: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A text as read and cleaned.

    ``raw`` is the decoded file, ``text`` the cleaned text, ``edits`` lead from the one to the other. ``body`` is the stretch of
    ``text`` that is the document itself: without notice, title and addressees in front, signature and date behind.

    >>> from duizhao.corpus import make_document
    >>> document = make_document("第一条 图书馆每周开放,,,,不得少于五天。")
    >>> document.raw_span(Span(11, 12)).of(document.raw)
    ',,,,'
    """

    path: str
    encoding: str
    raw: str
    text: str
    edits: tuple[Edit, ...]
    body: Span
    metadata: Metadata
    warnings: tuple[str, ...] = ()
    offsets: OffsetMap = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "offsets", OffsetMap(self.edits))

    def raw_span(self, span: Span) -> Span:
        """The place in the decoded file from which ``span`` of the cleaned text came."""
        return self.offsets.to_raw(span)
