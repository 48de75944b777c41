"""Read a file as a document, or as the several documents it holds."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ..language.spans import Span, compose
from .clean.cleaning import clean
from .clean.cleaning_rules import SuspectRule
from .clean.doubts import Doubt, find_doubts
from .describe.collection import Extent, split_collection
from .describe.metadata import Around, describe
from .document import Annex, CleanedFile, Document
from .errors import DocumentError
from .positions import Positions
from .reading import Decoded, decode, read_bytes, shown
from .reading_rules import ReadingRules, load_reading_rules

# So many annexes are named in a warning.
_MOST_ANNEXES = 5


def read_document(
    path: str | Path, *, rules: ReadingRules | None = None, encoding: str | None = None, data: bytes | None = None
) -> Document:
    """Read, clean and describe a file of any format that can be read (docs/formats.md).

    ``-`` is standard input, ``all.txt#2`` the second document of a file with several.

    Without a number the first document is given, with a warning that there are others. ``rules`` from
    :func:`load_reading_rules` may be passed along to read many files. ``encoding`` is that of a text or a page, where it is known;
    ``data`` are the bytes of the file, where they were read already.

    :raises DocumentError: the file cannot be read as a document; one line says what was found, what was expected and what to do.

    >>> from importlib.resources import files
    >>> read_document(files("duizhao.corpus") / "sample" / "local_haiping.txt").encoding
    'gb18030'
    """
    return _only_first(read_documents(path, rules=rules, encoding=encoding, data=data))


def file_bytes(path: str | Path) -> bytes:
    """The bytes of the file of a path, which may name one of the documents in it (``all.txt#2``).

    :raises DocumentError: the file cannot be read.
    """
    return read_bytes(_address(str(path))[0])


def read_documents(
    path: str | Path, *, rules: ReadingRules | None = None, encoding: str | None = None, data: bytes | None = None
) -> tuple[Document, ...]:
    """Read a file as the documents it holds, in order: mostly one; of ``all.txt#2`` the second one alone.

    :param data: the bytes of the file, where they were read already.

    :raises DocumentError: the file cannot be read as a document, or has no document of that number.

    >>> from importlib.resources import files
    >>> [document.part for document in read_documents(files("duizhao.corpus") / "sample" / "local_haiping.txt")]
    [1]
    """
    file, part = _address(str(path))
    formats = None if rules is None else rules.formats
    decoded = decode(read_bytes(file) if data is None else data, file, encoding=encoding, rules=formats)
    documents = make_documents(decoded, file, rules=rules)
    if part is None:
        return documents
    if not 1 <= part <= len(documents):
        raise DocumentError(
            f"{shown(path)}：这个文件里有 {len(documents)} 篇文件，没有第 {part} 篇；请写 #1 到 #{len(documents)}"
        )
    return (documents[part - 1],)


def make_document(decoded: Decoded | str, path: str = "-", *, rules: ReadingRules | None = None) -> Document:
    r"""Clean and describe a text that was read already; of several documents in it the first. Cost: linear in its length.

    >>> make_document("某省图书馆办法\n第一条 图书馆每周开放,,,,不得少于五天。").text
    '某省图书馆办法\n第一条 图书馆每周开放，不得少于五天。'
    """
    return _only_first(make_documents(decoded, path, rules=rules))


def make_documents(
    decoded: Decoded | str, path: str = "-", *, rules: ReadingRules | None = None
) -> tuple[Document, ...]:
    r"""Clean a text that was read already, and describe each document in it.

    >>> text = "借阅办法\n第一条 免费。\n第二条 延长。\n读者办法\n第一条 守时。\n第二条 安静。"
    >>> [(document.name, document.metadata.title) for document in make_documents(text, "a.txt")]
    [('a.txt#1', '借阅办法'), ('a.txt#2', '读者办法')]
    """
    if isinstance(decoded, str):
        decoded = Decoded(decoded, "str")
    rules = load_reading_rules() if rules is None else rules
    cleaned = clean(decoded.extracted, rules.cleaning, rules.common, rules.breaks)
    edits = compose(decoded.edits, cleaned.edits)
    file = CleanedFile(
        path,
        decoded.encoding,
        decoded.text,
        cleaned.text,
        edits,
        format=decoded.format,
        page_starts=decoded.page_starts,
        footnotes=decoded.footnotes,
    )
    extents = split_collection(file.text, rules.finder)
    positions = Positions(file)
    said = Around(path if len(extents) == 1 else "", cleaned.kept)
    odd = rules.common.odd.search(file.text) is not None
    suspects = [rule for rule in rules.suspects if odd or not rule.odd]
    documents = [_describe(file, extent, rules, positions, said) for extent in extents]
    copies = _copies(documents)
    doubts = [
        *_repairs(file, rules.told),
        *_suspicions(file.text, suspects),
        *find_doubts(file.text, edits, rules.common.load_model),
    ]
    return tuple(
        replace(
            document,
            part=part,
            parts=len(extents),
            same_as=copies.get(part),
            warnings=(*decoded.warnings, *_warnings(document.extent, doubts, positions), *document.warnings),
        )
        for part, document in enumerate(documents, 1)
    )


def _describe(file: CleanedFile, extent: Extent, rules: ReadingRules, positions: Positions, said: Around) -> Document:
    start = extent.span.start
    text = extent.span.of(file.text)
    frame = rules.finder.find(text, extent.text_from - start)
    return Document(
        file=file,
        extent=extent.span,
        body=frame.body.shifted(start),
        metadata=describe(text, frame, said, rules.description),
        notice=frame.notice and frame.notice.shifted(start),
        annexes=tuple(replace(annex, span=annex.span.shifted(start)) for annex in frame.annexes),
        warnings=_outside(frame.annexes, start, positions),
    )


def _outside(annexes: Sequence[Annex], start: int, positions: Positions) -> tuple[str, ...]:
    """What a reader is told of the annexes: which they are, and where the first of them stands."""
    if not annexes:
        return ()
    names = "、".join(
        annex.name if len(annex.span) else f"{annex.name}（没有正文）" for annex in annexes[:_MOST_ANNEXES]
    )
    rest = f"等 {len(annexes)} 个" if len(annexes) > _MOST_ANNEXES else ""
    place = positions.name(annexes[0].span.start + start)
    return (f"附件在正文之外（--parts all 一并读取）：{names}{rest}，{place}",)


def _only_first(documents: tuple[Document, ...]) -> Document:
    first = documents[0]
    if len(documents) == 1:
        return first
    numbers = "#2" if first.parts == 2 else f"#2 到 #{first.parts}"
    others = f"这个文件里有 {first.parts} 篇文件，这里只读第 1 篇；要读其他篇，请在文件名后写 {numbers}"
    return replace(first, warnings=(others, *first.warnings))


def _address(path: str) -> tuple[str, int | None]:
    """A path and the number behind it, unless the file is really called so."""
    numbered = re.fullmatch(r"(.+)#(\d{1,6})", path, re.DOTALL)
    return (path, None) if numbered is None or os.path.lexists(path) else (numbered[1], int(numbered[2]))


def _copies(documents: Sequence[Document]) -> dict[int, int]:
    """For each document, by its number, that says word for word what one before it says, the number of that one."""
    first: dict[str, int] = {}
    copies: dict[int, int] = {}
    for part, document in enumerate(documents, 1):
        words = "".join(document.body.of(document.text).split())
        earlier = first.setdefault(words, part)
        if earlier != part:
            copies[part] = earlier
    return copies


def _repairs(file: CleanedFile, told: Mapping[str, str]) -> Iterator[Doubt]:
    """What was repaired and a reader must know of, by each kind of repair."""
    places: dict[str, list[int]] = {}
    for edit in file.edits:
        for rule in edit.rule.split("+"):
            if rule in told:
                places.setdefault(rule, []).append(file.offsets.to_text(edit.span).start)
    for rule, found in places.items():
        yield Doubt(told[rule], tuple(found))


def _suspicions(text: str, rules: Sequence[SuspectRule]) -> Iterator[Doubt]:
    """What looks damaged, by each rule that finds something."""
    for rule in rules:
        if places := tuple(match.start() for match in rule.pattern.finditer(text)):
            yield Doubt(rule.message, places)


def _warnings(extent: Span, doubts: Sequence[Doubt], positions: Positions) -> Iterator[str]:
    """One warning for each kind of doubt in a document: the first place, with its neighbourhood, and how many there are."""
    for doubt in doubts:
        found = [place for place in doubt.places if extent.start <= place <= extent.end]
        if found:
            yield f"{doubt.message}：{len(found)} 处，第一处在{positions.name(found[0])}"
