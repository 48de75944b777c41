"""Read a Word document (.docx): its body as lines, its notes apart, and one line for whatever is seen in it but was not read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..errors import DocumentError
from .comparison_tables import Comparisons
from .decoded import Decoded
from .format_rules import FormatRules
from .word_body import WordBody
from .word_numbering import Numbering
from .word_runs import RunReader
from .word_styles import RunStyles
from .xml import attribute, child, children, local_name, parse_xml
from .zips import SafeZip

if TYPE_CHECKING:
    from lxml.etree import _Element

_SHOWN_CHUNKS = 3


def read_docx(data: bytes, rules: FormatRules | None = None) -> Decoded:
    """The text of a Word document: a line for each paragraph, footnotes apart; headers and footers are no part of it.

    :raises DocumentError: it is broken, has a password, is built to do harm, or has no text that can be read.
    """
    container = SafeZip(data)
    rules = rules or FormatRules()
    main = _target(container, "", "officeDocument") or "word/document.xml"
    if main not in container:
        raise DocumentError("Word 文档里没有正文，需要完整的 .docx；请用 Word 或 WPS 打开并重新保存")
    body = child(parse_xml(container, main), "body")
    if body is None:
        raise DocumentError("Word 文档里没有正文，需要完整的 .docx；请用 Word 或 WPS 打开并重新保存")
    numbering, styles = (_part(container, main, kind) for kind in ("numbering", "styles"))

    def reader(*, all_boxes: bool) -> WordBody:
        runs = RunReader(RunStyles(styles), rules.symbols)
        return WordBody(Numbering(numbering, styles), runs, Comparisons(rules.comparison), all_boxes=all_boxes)

    word = reader(all_boxes=False)
    lines = list(word.blocks(body))
    if word.boxes and not any(line.strip() for line in lines):
        word = reader(all_boxes=True)
        lines = list(word.blocks(body))
    notes = [note for kind in ("footnotes", "endnotes") for note in _notes(_part(container, main, kind), word.runs)]
    warnings = [*_chunk_warnings(container, main, word.chunks), *word.warnings(len(notes))]
    text = "\n".join(lines)
    if not text.strip() and warnings:
        raise DocumentError(f"Word 文档的正文里没有可读的文字（{warnings[0]}），需要有文字的文件；请用 Word 打开核对")
    return Decoded(text, "docx", tuple(warnings), format="docx", footnotes=tuple(notes))


def _relations(container: SafeZip, part: str) -> Iterator[tuple[str, str, str]]:
    """What a part is related to inside the container: name of the relation, its type, the other part's name."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in container:
        return
    for relation in children(parse_xml(container, relations), "Relationship"):
        if attribute(relation, "TargetMode") != "External":
            target = attribute(relation, "Target") or ""
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            yield attribute(relation, "Id") or "", attribute(relation, "Type") or "", posixpath.normpath(path)


def _target(container: SafeZip, part: str, kind: str) -> str | None:
    """The part that another one (or the container) is related to in this way."""
    return next((path for _, named, path in _relations(container, part) if named.endswith(f"/{kind}")), None)


def _part(container: SafeZip, main: str, kind: str) -> _Element | None:
    target = _target(container, main, kind)
    return None if target is None or target not in container else parse_xml(container, target)


def _chunk_warnings(container: SafeZip, main: str, chunks: Sequence[str]) -> Iterator[str]:
    """Files that are embedded whole are shown by Word as part of the text; they are named, not read."""
    if chunks:
        paths = {name: path for name, _, path in _relations(container, main)}
        named = "、".join(paths.get(chunk, chunk)[-60:] for chunk in chunks[:_SHOWN_CHUNKS])
        yield (
            f"文档里嵌入了另外 {len(chunks)} 份文件（{named}），Word 把它显示为正文，这里没有读入；"
            "请用 Word 打开，另存为新的 .docx 再试"
        )


def _notes(part: _Element | None, runs: RunReader) -> Iterator[str]:
    """The footnotes or endnotes, without the lines that part them from the text."""
    for note in children(part, "footnote", "endnote"):
        if attribute(note, "type") in (None, "normal"):
            paragraphs = (runs.text(node) for node in note.iter() if local_name(node) == "p")
            text = " ".join(text for text in paragraphs if text.strip()).strip()
            if text:
                yield text
