"""The body of a Word document as lines: paragraphs with their automatic numbers, tables as rows, tracked changes as accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..clean.lines import STRUCTURE_START
from ..errors import DocumentError
from .comparison_tables import Comparisons
from .word_numbering import Numbering
from .word_rows import rows_of, table_lines, through_controls, word_cell
from .word_runs import LEFT_OUT, RunReader
from .word_styles import end_is_hidden
from .xml import attribute, child, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_TABLES = 20  # inside each other: each reads all that is in it once more
_CHANGES = frozenset(("ins", "del", "moveFrom", "moveTo"))


@dataclass(slots=True)
class WordBody:
    """Reads the body of a document from its beginning to its end, and counts what has to be told."""

    numbering: Numbering
    runs: RunReader
    comparisons: Comparisons
    changes: Counter[str] = field(default_factory=Counter)
    boxes: list[str] = field(default_factory=list)  # the texts of the boxes that were not read
    boxes_read: int = 0
    chunks: list[str] = field(default_factory=list)  # the embedded files, by the names of their relations
    carried: str = ""  # the text of a paragraph whose end was deleted: it goes on in the next one
    all_boxes: bool = False  # is every text box read where it stands?
    tables: int = 0  # those that are open, each inside a cell of the one before

    def blocks(self, parent: _Element) -> Iterator[str]:
        """The lines of a body, a cell, a text box or a content control."""
        for node in parent:
            name = local_name(node)
            if name == "p":
                yield from self._paragraph(node)
            elif name == "tbl":
                yield from self._table(node)
            elif name in ("altChunk", "subDoc"):
                self.chunks.append(attribute(node, "id") or "")
            elif name in ("del", "moveFrom", "Fallback"):
                self.changes[name] += name != "Fallback"
            elif name not in LEFT_OUT:
                self.changes[name] += name in _CHANGES
                yield from self.blocks(node)
        if local_name(parent) == "body" and self.carried:
            yield self.carried

    def _table(self, table: _Element) -> Iterator[str]:
        self.tables += 1
        if self.tables > _MOST_TABLES:
            raise DocumentError(
                f"Word 文档里的表格嵌套超过 {_MOST_TABLES} 层，需要表格不这样嵌套的文件；请用 Word 打开，把正文复制到新文档"
            )
        rows = []
        for row in rows_of(table):
            cells = [cell for cell in through_controls(row) if local_name(cell) == "tc"]
            rows.append([word_cell(cell, list(self.blocks(cell))) for cell in cells])
        self.tables -= 1
        yield from table_lines(rows, self.comparisons)

    def _paragraph(self, node: _Element) -> Iterator[str]:
        for inside in node.iter():
            if local_name(inside) in _CHANGES and not _marks_paragraph(inside):
                self.changes[local_name(inside)] += 1
            elif local_name(inside) == "subDoc":
                self.chunks.append(attribute(inside, "id") or "")
        self.runs.boxes.clear()
        text = self.runs.text(node)
        boxes = list(self.runs.boxes)
        properties = child(node, "pPr")
        goes_on = child(child(properties, "rPr"), "del") is not None or end_is_hidden(properties)
        if not (goes_on and not text):
            number = "" if self.carried else self.numbering.number(properties)
            line = self.carried + (f"{number}{text.lstrip()}" if number and text.strip() else text)
            self.carried = line if goes_on else ""
            if not goes_on:
                yield line
        for box in boxes:
            yield from self._box(box)

    def _box(self, box: _Element) -> Iterator[str]:
        """The lines of a text box, if provisions stand in it: others hold letterheads, notes and seals."""
        kept, self.carried = self.carried, ""
        lines = [line for line in self.blocks(box) if line.strip()]
        lines += [self.carried] if self.carried else []
        self.carried = kept
        if not lines:
            return
        if self.all_boxes or any(STRUCTURE_START.match(line.lstrip()) for line in lines):
            self.boxes_read += 1
            yield from lines
        else:
            self.boxes.append(" ".join(line.strip() for line in lines))

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
        if self.boxes_read:
            yield f"文本框 {self.boxes_read} 处的文字读入了正文，位置按文本框所在的段落；请核对次序"
        yield from dict.fromkeys(self.comparisons.warnings)
        yield from self.runs.told.warnings()


def _marks_paragraph(change: _Element) -> bool:
    """Is it only the end of a paragraph that was added or deleted?"""
    parent = change.getparent()
    return parent is not None and local_name(parent) == "rPr"
