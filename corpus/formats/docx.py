"""Read a Word document (.docx): paragraphs with their automatic numbers, tables as rows, tracked changes as accepted."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..errors import DocumentError
from .decoded import Decoded
from .word_numbering import Numbering
from .xml import attribute, child, children, local_name, parse_xml
from .zips import SafeZip

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARKED_AS_SAME = "〃"  # a cell merged with the one above: the ditto mark
_MAX_CELL = 600
# fmt: off
# What holds text that is deleted, kept elsewhere, or no text at all.
_LEFT_OUT = frozenset((
    "del", "moveFrom", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "instrText", "delText", "delInstrText", "Fallback", "rt",
    "footnoteReference", "endnoteReference", "annotationRef", "binData",
))
# fmt: on
_AS_TEXT = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_CHANGES = frozenset(("ins", "del", "moveFrom", "moveTo"))


def read_docx(data: bytes) -> Decoded:
    """The text of a Word document: a line for each paragraph, footnotes apart; headers and footers are no part of it.

    :raises DocumentError: it is broken, has a password or is built to do harm.
    """
    container = SafeZip(data)
    main = _target(container, "", "officeDocument") or "word/document.xml"
    if main not in container:
        raise DocumentError("Word 文档里没有正文，需要完整的 .docx；请用 Word 或 WPS 打开并重新保存")
    body = child(parse_xml(container, main), "body")
    if body is None:
        raise DocumentError("Word 文档里没有正文，需要完整的 .docx；请用 Word 或 WPS 打开并重新保存")
    reader = _Reader(Numbering(*(_part(container, main, kind) for kind in ("numbering", "styles"))))
    lines = list(reader.blocks(body))
    notes = [note for kind in ("footnotes", "endnotes") for note in _notes(_part(container, main, kind))]
    text = "\n".join(lines)
    return Decoded(text, "docx", tuple(reader.warnings(len(notes))), format="docx", footnotes=tuple(notes))


def _target(container: SafeZip, part: str, kind: str) -> str | None:
    """The part that another one (or the container) is related to in this way."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in container:
        return None
    for relation in children(parse_xml(container, relations), "Relationship"):
        if (attribute(relation, "Type") or "").endswith(f"/{kind}") and attribute(relation, "TargetMode") != "External":
            target = attribute(relation, "Target") or ""
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            return posixpath.normpath(path)
    return None


def _part(container: SafeZip, main: str, kind: str) -> _Element | None:
    target = _target(container, main, kind)
    return None if target is None or target not in container else parse_xml(container, target)


def _notes(part: _Element | None) -> Iterator[str]:
    """The footnotes or endnotes, without the lines that part them from the text."""
    for note in children(part, "footnote", "endnote"):
        if attribute(note, "type") in (None, "normal"):
            paragraphs = (_paragraph_text(node) for node in note.iter() if local_name(node) == "p")
            text = " ".join(text for text in paragraphs if text.strip()).strip()
            if text:
                yield text


@dataclass(slots=True)
class _Reader:
    """Reads the body of a document from its beginning to its end, and counts what has to be told."""

    numbering: Numbering
    changes: Counter[str] = field(default_factory=Counter)
    boxes: list[str] = field(default_factory=list)
    carried: str = ""  # the text of a paragraph whose end was deleted: it goes on in the next one

    def blocks(self, parent: _Element) -> Iterator[str]:
        """The lines of a body, a cell or a content control."""
        for node in parent:
            name = local_name(node)
            if name == "p":
                yield from self._paragraph(node)
            elif name == "tbl":
                for row in _rows(node):
                    yield from self._row(row)
            elif name in ("del", "moveFrom", "Fallback"):
                self.changes[name] += name != "Fallback"
            elif name not in _LEFT_OUT:
                self.changes[name] += name in _CHANGES
                yield from self.blocks(node)
        if local_name(parent) == "body" and self.carried:
            yield self.carried

    def _paragraph(self, node: _Element) -> Iterator[str]:
        for inside in node.iter():
            if local_name(inside) in _CHANGES and not _marks_paragraph(inside):
                self.changes[local_name(inside)] += 1
            elif local_name(inside) == "txbxContent" and not _in_fallback(inside):
                text = " ".join(
                    filter(None, (_paragraph_text(one).strip() for one in inside if local_name(one) == "p"))
                )
                self.boxes += [text] if text else []
        text = _paragraph_text(node)
        properties = child(node, "pPr")
        end_deleted = child(child(properties, "rPr"), "del") is not None
        if end_deleted and not text:
            return
        number = "" if self.carried else self.numbering.number(properties)
        line = self.carried + (f"{number}{text.lstrip()}" if number and text.strip() else text)
        self.carried = line if end_deleted else ""
        if not end_deleted:
            yield line

    def _row(self, row: _Element) -> Iterator[str]:
        cells = [cell for cell in _through_controls(row) if local_name(cell) == "tc"]
        texts = [[line for line in self.blocks(cell) if line.strip()] for cell in cells]
        if len(cells) == 1 or any(len(lines) > 2 and sum(map(len, lines)) > _MAX_CELL for lines in texts):
            for lines in texts:  # a frame around paragraphs, or columns of them
                yield from lines
            return
        yield "\t".join(_cell(cell, lines) for cell, lines in zip(cells, texts, strict=True))

    def warnings(self, notes: int) -> Iterator[str]:
        """What a reader of the text should know of the document."""
        added, removed = (
            sum(self.changes[name] for name in names) for names in (("ins", "moveTo"), ("del", "moveFrom"))
        )
        if added or removed:
            yield f"文档里有修订（插入 {added} 处，删除 {removed} 处），按全部接受读取"
        if notes:
            yield f"脚注和尾注 {notes} 条没有放进正文"
        if self.boxes:
            yield f"文本框 {len(self.boxes)} 处没有放进正文，第一处是：{self.boxes[0][:30]}"


def _rows(table: _Element) -> Iterator[_Element]:
    """The rows of a table but for those whose deletion is tracked."""
    for node in _through_controls(table):
        if local_name(node) == "tr" and child(child(node, "trPr"), "del") is None:
            yield node


def _through_controls(parent: _Element) -> Iterator[_Element]:
    """The children of a table or a row, also where content controls or tracked insertions stand around them."""
    for node in parent:
        if local_name(node) in ("sdt", "sdtContent", "ins", "customXml", "moveTo"):
            yield from _through_controls(node)
        else:
            yield node


def _cell(cell: _Element, lines: list[str]) -> str:
    properties = child(cell, "tcPr")
    merged = child(properties, "vMerge")
    if merged is not None and attribute(merged, "val") != "restart":
        return _MARKED_AS_SAME
    span = attribute(child(properties, "gridSpan"), "val") or "1"
    columns = int(span) if span.isascii() and span.isdigit() and len(span) < 3 else 1
    return " ".join(line.replace("\n", " ").replace("\t", " ").strip() for line in lines) + "\t" * (columns - 1)


def _marks_paragraph(change: _Element) -> bool:
    """Is it only the end of a paragraph that was added or deleted?"""
    parent = change.getparent()
    return parent is not None and local_name(parent) == "rPr"


def _in_fallback(node: _Element) -> bool:
    return any(local_name(parent) == "Fallback" for parent in node.iterancestors())


def _paragraph_text(paragraph: _Element) -> str:
    """What a paragraph says once all tracked changes are accepted; without text boxes in it. No recursion: files nest as they please."""
    pieces: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        node = stack.pop()
        name = local_name(node)
        if name == "t":
            pieces.append(node.text or "")
        elif name in _AS_TEXT:
            pieces.append(_AS_TEXT[name])
        elif name == "sym":
            pieces.append(_symbol(attribute(node, "char")))
        elif name not in _LEFT_OUT and name != "txbxContent" and not (name == "r" and _is_hidden(node)):
            stack.extend(reversed(node))
    return "".join(pieces)


def _symbol(code: str | None) -> str:
    try:
        return chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""


def _is_hidden(run: _Element) -> bool:
    hidden = child(child(run, "rPr"), "vanish")
    return hidden is not None and attribute(hidden, "val") not in ("0", "false", "off")
