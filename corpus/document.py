"""What a document is: the text of its file, the cleaned text, the edits between the two, and what it says of itself."""

from __future__ import annotations

import os
import re
from array import array
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal

from ..language.spans import Edit, OffsetMap, Span

Role = Literal["central", "local", "other"]
Level = Literal["central", "province", "city", "county"]


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; ``None`` or empty where it says nothing.

    ``region`` is the place as the document names it, ``province`` and ``city`` are where that is known to lie. ``date`` is the last day of
    adoption, issue or amendment; ``adopted`` ``amended`` ``issued`` ``in_force`` are each a day of its own. ``implements`` holds the
    titles of the documents it says it implements, without 《》. ``printed`` ``printer`` ``copied_to`` is what stands under the signature
    (印发, 抄送), ``footer`` and ``source`` what a web page says around the text. ``role`` is what the document is taken for on its own,
    ``role_reason`` (Chinese) why; ``origins`` says of each value where it stood (Chinese).
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
    province: str | None = None
    city: str | None = None
    adopted: str | None = None
    amended: str | None = None
    issued: str | None = None
    in_force: str | None = None
    printed: str | None = None
    printer: str | None = None
    copied_to: tuple[str, ...] = ()
    footer: str | None = None
    origins: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    r"""An annex of a document: its label as printed (``附件1``), its title where it has one, and where its text stands.

    ``span`` is empty, at the place where the annex is named, where no text of it is printed: in a list of annexes, or with （略）.

    >>> from duizhao.corpus import make_document
    >>> document = make_document("一、书屋免费开放。\n二、书屋每年清点。\n附件\n书屋名单\n1.东溪书屋")
    >>> [(annex.title, annex.span.of(document.text)) for annex in document.annexes]
    [('书屋名单', '1.东溪书屋')]
    """

    label: str
    title: str | None
    span: Span

    @property
    def name(self) -> str:
        """Label and title, as a reader would say them.

        >>> Annex("附件1", "书屋名单", Span(0, 0)).name
        '附件1“书屋名单”'
        """
        return f"{self.label}“{self.title}”" if self.title else self.label


@dataclass(frozen=True, slots=True, repr=False)
class CleanedFile:
    """A file as read and cleaned: ``raw`` is its decoded text, ``text`` the cleaned one, ``edits`` lead from the one to the other.

    ``format`` is what the file was read as (docs/formats.md), ``line_starts`` where the lines of ``raw`` begin, ``page_starts`` where the
    pages of a printed file do; ``footnotes`` are those of a Word document, which are no part of its text. ``folder`` is the one that
    ``path`` was found in and starts from, empty where it starts from nowhere else; it is told to nobody.
    """

    path: str
    encoding: str
    raw: str
    text: str
    edits: tuple[Edit, ...] = ()
    format: str = "txt"
    page_starts: tuple[int, ...] = ()
    footnotes: tuple[str, ...] = ()
    folder: str = field(default="", compare=False)
    offsets: OffsetMap = field(init=False, repr=False, compare=False)
    line_starts: array[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "offsets", OffsetMap(self.edits))
        starts = (match.end() for match in re.finditer(r"\r\n?|\n", self.raw))
        object.__setattr__(self, "line_starts", array("q", chain((0,), starts)))

    def __repr__(self) -> str:
        return f"<{self.format} 文件 {self.path!r}：清洗后 {len(self.text)} 字，改动 {len(self.edits)} 处>"


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """A document in its file.

    Every place is a place in the text of ``file``, also where the file holds several documents: ``extent`` is where this one
    stands, ``part`` of ``parts`` which one it is, ``same_as`` the part before it that says the same. ``body`` is the stretch that
    is the document itself: without notice, title and addressees in front, signature and date behind. ``notice`` is the text of the
    notice that hands the document on, ``None`` where there is none; ``annexes`` stand behind the body. ``notice`` is the text of the
    notice that hands it on, ``None`` where there is none; ``annexes`` stand behind the body.

    >>> from duizhao.corpus import make_document
    >>> document = make_document("第一条 图书馆每周开放,,,,不得少于五天。")
    >>> document.raw_span(Span(11, 12)).of(document.raw)
    ',,,,'
    """

    file: CleanedFile
    extent: Span
    body: Span
    metadata: Metadata
    warnings: tuple[str, ...] = ()
    part: int = 1
    parts: int = 1
    same_as: int | None = None
    notice: Span | None = None
    annexes: tuple[Annex, ...] = ()

    def __repr__(self) -> str:
        return f"<清洗后的文件 {self.name!r}：{self.metadata.title!r}>"

    @property
    def path(self) -> str:
        """The path of the file, as given."""
        return self.file.path

    @property
    def place(self) -> str:
        """Where the file is, wherever its path starts from."""
        return os.path.join(self.file.folder, self.path)  # noqa: PTH118 - a path is told as it was given

    @property
    def name(self) -> str:
        """What to call the document by: its path, and its number in a file that holds several (``all.txt#2``)."""
        return self.path if self.parts == 1 else f"{self.path}#{self.part}"

    @property
    def encoding(self) -> str:
        """The encoding in which the file was read."""
        return self.file.encoding

    @property
    def format(self) -> str:
        """What the file was read as: ``txt md html docx pdf doc rtf odt ofd``."""
        return self.file.format

    @property
    def raw(self) -> str:
        """The decoded text of the whole file; of a format that is no text (.docx, .pdf), the text taken out of it."""
        return self.file.raw

    @property
    def text(self) -> str:
        """The cleaned text of the whole file; this document is ``extent`` of it."""
        return self.file.text

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What leads from ``raw`` to ``text``."""
        return self.file.edits

    def raw_span(self, span: Span) -> Span:
        """The place in the decoded file from which ``span`` of the cleaned text came."""
        return self.file.offsets.to_raw(span)
