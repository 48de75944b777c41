"""What an office file said when it was written, kept in the file itself, so that work put into it later is seen.

The fingerprint stands among the file's own properties (``docProps/custom.xml``), which Excel, Word, WPS and LibreOffice keep when they
save. It is one of texts, not of bytes: a file that was only saved again has the same. Blanks, order of rows and columns, looks and page
heads do not count; words, remarks in the margin, marked-up changes, pictures, sheets and rows do. The columns of a workbook in which a
specialist reviews are left out: what was written there is read by ``review``.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse  # documents with a DTD are refused before

from ..corpus import DocumentError, SafeZip, ZipLimits
from .packed import packed_again
from .review.reviewer_words import column_titles, sheet_sides

_PROPERTY = "duizhao-content"
_PROPERTIES = "docProps/custom.xml"
_TYPES, _RELATIONS = "[Content_Types].xml", "_rels/.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CONTENT = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_LIMITS = ZipLimits(ratio=200, ratio_from=4 << 20, tags=5_000_000)  # sheets are mostly repetitions
_REVIEWED = ("links", "relation", "note")
_SPACE = re.compile(r"\s+")
_ESCAPED = re.compile(r"_x[0-9A-Fa-f]{4}_")  # how a workbook writes a line feed, if it does
_SHEET_REMARKS = re.compile(r"xl/(?:comments|threadedComments/|media/)")
_WORD_NOTES = re.compile(r"word/(?:comments|footnotes|endnotes)\w*\.xml")


def fingerprint(data: bytes) -> str | None:
    """What a workbook or a Word file says, as 64 digits; ``None`` for what is neither.

    :raises DocumentError: the file is damaged, or asks for more than a report ever holds.
    """
    archive = SafeZip(data, _LIMITS)
    try:
        if "xl/workbook.xml" in archive:
            said = _workbook(archive)
        elif "word/document.xml" in archive:
            said = _word(archive)
        else:
            return None
        return hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()
    except (ParseError, ValueError, LookupError) as error:
        raise DocumentError("里面已损坏，需要完整的文件；请用办公软件重新保存") from error


def stamped(data: bytes) -> bytes:
    """A workbook or Word file that we have just written, with its fingerprint in it.

    >>> from duizhao.report.excel.book import Book
    >>> book = Book()
    >>> book.cell(book.sheet("甲", []), 0, 0, "书屋")
    >>> as_written(book.data())
    True
    """
    try:
        digest = fingerprint(data)
    except DocumentError:  # larger than anything we would read again: it bears none, and is not replaced unasked
        digest = None
    if digest is None:
        return packed_again(data)
    archive = SafeZip(data, _LIMITS)
    part = f'<Override PartName="/{_PROPERTIES}" ContentType="{_CONTENT}"/>'
    link = f'<Relationship Id="rIdContent" Type="{_OFFICE}/relationships/custom-properties" Target="{_PROPERTIES}"/>'
    return packed_again(
        data,
        {
            _TYPES: archive.read(_TYPES).replace(b"</Types>", part.encode() + b"</Types>"),
            _RELATIONS: archive.read(_RELATIONS).replace(b"</Relationships>", link.encode() + b"</Relationships>"),
            _PROPERTIES: (
                '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
                f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
                f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{_PROPERTY}">'
                f"<vt:lpwstr>{digest}</vt:lpwstr></property></Properties>"
            ).encode(),
        },
    )


def as_written(data: bytes) -> bool | None:
    """Does an office file still say what we wrote? ``None`` where it does not say what we wrote, or that we wrote it.

    :raises DocumentError: as for :func:`fingerprint`.
    """
    archive = SafeZip(data, _LIMITS)
    if _PROPERTIES not in archive:
        return None
    try:
        root = _parsed(archive.read_xml(_PROPERTIES))
    except ParseError:
        return None
    kept = ["".join(one.itertext()).strip() for one in root if one.get("name") == _PROPERTY]
    return fingerprint(data) == kept[0] if kept else None


def sheet_titles(data: bytes) -> tuple[str, ...]:
    """The names of a workbook's sheets, hidden ones too; none of anything else."""
    archive = SafeZip(data, _LIMITS)
    return tuple(title for title, _ in _sheets(archive)) if "xl/workbook.xml" in archive else ()


def _parsed(xml: bytes) -> Element:
    return fromstring(xml)  # noqa: S314 - see above


def _plain(text: str) -> str:
    return _SPACE.sub("", _ESCAPED.sub("", text))


def _word(archive: SafeZip) -> Iterator[str]:
    """The running text, then what was remarked, footnotes, and the pictures by name; text struck out is marked as such."""
    notes = sorted(name for name in archive.names if _WORD_NOTES.fullmatch(name))
    for name in ("word/document.xml", *notes):
        pieces = []
        for node in _parsed(archive.read_xml(name)).iter():
            if node.tag.endswith(("}t", "}delText")):
                pieces.append(("\0" if node.tag.endswith("}delText") else "") + (node.text or ""))
        yield _plain("".join(pieces))
    yield from sorted(name for name in archive.names if name.startswith("word/media/"))


def _workbook(archive: SafeZip) -> Iterator[str]:
    """Sheet by sheet in the order of their names, then what was remarked, and the pictures."""
    shared = _shared_strings(archive)
    titles, sides = column_titles(), sheet_sides()
    for title, member in sorted(_sheets(archive)):
        written = {name for name, key in titles.items() if key in _REVIEWED} if title in sides else set()
        yield f"\1{title}"
        yield from sorted(_lines(_rows(archive.read_xml(member), shared), written))
    for name in sorted(filter(_SHEET_REMARKS.match, archive.names)):
        yield _plain("".join(_parsed(archive.read_xml(name)).itertext())) if name.endswith(".xml") else name


def _lines(rows: Iterable[Mapping[str, str]], written: set[str]) -> Iterator[str]:
    """Each row as one text: its cells behind the titles of their columns, in an order of their own."""
    heads: Mapping[str, str] | None = None
    for row in rows:
        heads = row if heads is None else heads
        named = {column: heads.get(column) or column for column in row}
        cells = (
            f"{named[column]}\2{text}" for column, text in row.items() if row is heads or named[column] not in written
        )
        yield "\3".join(sorted(cells))


def _rows(xml: bytes, shared: list[str]) -> Iterator[Mapping[str, str]]:
    """The rows of a sheet that say something: the text of each cell by the letters of its column."""
    for _, row in iterparse(io.BytesIO(xml)):  # noqa: S314 - see above
        if not row.tag.endswith("}row"):
            continue
        found = {}
        for number, cell in enumerate(row):
            text = _cell_text(cell, shared)
            if text:
                found[re.sub(r"\d+", "", cell.get("r") or str(number))] = text
        row.clear()  # a sheet is not held whole
        if found:
            yield found


def _cell_text(cell: Element, shared: list[str]) -> str:
    value, formula, kind = cell.find("{*}v"), cell.find("{*}f"), cell.get("t", "n")
    if formula is not None:
        return f"={formula.text}"
    if kind == "inlineStr":
        return _text_of(cell)
    text = value.text if value is not None and value.text else ""
    if kind == "s" and text:
        return shared[int(text)]
    return f"{float(text):.9g}" if kind == "n" and text else _plain(text)


def _text_of(node: Element) -> str:
    """The text of a cell, without what is printed above it to be read aloud."""
    aloud = {id(one) for above in node.findall(".//{*}rPh") for one in above}
    return _plain("".join(one.text or "" for one in node.iter() if one.tag.endswith("}t") and id(one) not in aloud))


def _shared_strings(archive: SafeZip) -> list[str]:
    name = "xl/sharedStrings.xml"
    return [_text_of(one) for one in _parsed(archive.read_xml(name))] if name in archive else []


def _sheets(archive: SafeZip) -> Iterator[tuple[str, str]]:
    """The sheets by name, and the members that hold them."""
    links = _parsed(archive.read_xml("xl/_rels/workbook.xml.rels"))
    targets = {one.get("Id"): one.get("Target", "") for one in links}
    for sheet in _parsed(archive.read_xml("xl/workbook.xml")).findall(".//{*}sheet"):
        key = next(value for name, value in sheet.items() if name.endswith("}id"))
        target = targets[key]
        yield sheet.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}"
