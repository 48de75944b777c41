"""The text of one paragraph of a Word document as a reader sees it: runs with their looks, fields, formulas, symbols, pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .text_limits import check_length
from .unseen_text import UNKNOWN, Unseen, UnseenText
from .word_fields import draws, field_text
from .word_formulas import formula_text
from .word_pictures import boxes_in, chosen_branch, picture_in
from .word_pieces import LineOfPieces, RunPiece
from .word_styles import RunLook, RunStyles
from .word_symbols import SymbolFonts
from .xml import attribute, child, children, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

# fmt: off
# What holds text that is deleted, kept elsewhere, or no text at all.
LEFT_OUT = frozenset((
    "del", "moveFrom", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "delText", "delInstrText", "rt", "footnoteReference",
    "endnoteReference", "annotationRef", "binData", "fldData", "ffData", "sdtPr",
))
# fmt: on
_AS_TEXT = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_DRAWN = frozenset(("drawing", "pict", "object"))
_SEEN = RunLook()


@dataclass(slots=True)
class _Field:
    code: str = ""
    has_result: bool = False
    pieces: list[RunPiece] = field(default_factory=list)  # the result, and what stands in the code


@dataclass(slots=True)
class RunReader:
    """Reads paragraphs; what they do not show goes to ``told``, text boxes inside them to ``boxes``."""

    styles: RunStyles
    symbols: SymbolFonts
    told: UnseenText = field(default_factory=UnseenText)
    boxes: list[_Element] = field(default_factory=list)
    read: int = 0  # characters

    def text(self, paragraph: _Element) -> str:
        """What a paragraph says once all tracked changes are accepted. No recursion: files nest as they please.

        :raises DocumentError: there is more text than any document has.
        """
        text = LineOfPieces(self.told).text(self._pieces(paragraph))
        self.read += len(text)
        check_length(self.read)
        return text

    def _pieces(self, paragraph: _Element) -> list[RunPiece]:
        style = attribute(child(child(paragraph, "pPr"), "pStyle"), "val")
        walk = _Walk(self)
        stack = [(node, _SEEN) for node in reversed(paragraph)]
        while stack:
            node, look = stack.pop()
            name = local_name(node)
            if name == "r":
                look = self.styles.look(node, style)
                if not _is_own_mark(node):
                    stack += [(one, look) for one in reversed(node)]
            elif name == "AlternateContent":
                branch = chosen_branch(node)
                stack += [] if branch is None else [(one, look) for one in reversed(branch)]
            elif not walk.take(node, name, look) and name not in LEFT_OUT:
                stack += [(one, look) for one in reversed(node)]
        return walk.done()


def _is_own_mark(run: _Element) -> bool:
    """Is a run the mark that leads to a footnote, written by hand?"""
    notes = children(run, "footnoteReference", "endnoteReference")
    return any(attribute(note, "customMarkFollows") in ("1", "true", "on") for note in notes)


class _Walk:
    """Gathers the pieces of a paragraph, and knows in which fields it stands."""

    def __init__(self, reader: RunReader) -> None:
        self._reader = reader
        self._pieces: list[RunPiece] = []
        self._fields: list[_Field] = []

    def take(self, node: _Element, name: str, look: RunLook) -> bool:
        """Take an element in; ``False`` where what is inside it has to be taken."""
        if name in _AS_TEXT or name == "t":
            self._add(_AS_TEXT.get(name) or node.text or "", look)
        elif name == "sym":
            self._symbol(node, look)
        elif name == "oMath":
            self._put(RunPiece(formula_text(node), "formula"))
        elif name in _DRAWN:
            self._picture(node, look)
        elif name == "txbxContent":
            self._reader.boxes.append(node)
        else:
            return self._take_code(node, name)
        return True

    def _take_code(self, node: _Element, name: str) -> bool:
        """Take in what belongs to a field and is no text."""
        if name == "instrText":
            if self._fields and not self._fields[-1].has_result:
                self._fields[-1].code += node.text or ""
        elif name == "fldChar":
            self._field(attribute(node, "fldCharType"))
        elif name == "fldSimple" and draws(attribute(node, "instr") or ""):
            self._drawn(attribute(node, "instr") or "", [])
        else:
            return False
        return True

    def done(self) -> list[RunPiece]:
        """The pieces; what stands in a field that never ends is text."""
        while self._fields:
            unended = self._fields.pop()
            for piece in unended.pieces:
                self._put(piece)
        return self._pieces

    def _put(self, piece: RunPiece) -> None:
        (self._fields[-1].pieces if self._fields else self._pieces).append(piece)

    def _add(self, text: str, look: RunLook) -> None:
        if look.hidden or look.struck:
            if text.strip():
                kind = Unseen.HIDDEN if look.hidden else Unseen.STRUCK
                self._put(RunPiece(text, kind.name))
            return
        text = self._reader.symbols.spelled(text, look.font, UNKNOWN)
        self._put(RunPiece(text, ("text", "raised", "lowered")[look.raised], look.shift))

    def _symbol(self, node: _Element, look: RunLook) -> None:
        code = attribute(node, "char") or ""
        number = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,6}", code) else 0
        shown = self._reader.symbols.shown(number, attribute(node, "font") or look.font)
        if shown is None and not (look.hidden or look.struck):
            self._put(RunPiece("", Unseen.SYMBOL.name))
        else:
            self._add(shown or "", look)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].pieces.clear()  # what stood inside its code
            self._fields[-1].has_result = True
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if self._fields and not self._fields[-1].has_result:  # part of the code of the field around it
                self._fields[-1].code += "".join(piece.text for piece in ended.pieces)
            elif draws(ended.code) or not ended.has_result:
                self._drawn(ended.code, ended.pieces)
            else:
                for piece in ended.pieces:
                    self._put(piece)

    def _drawn(self, code: str, stored: Sequence[RunPiece]) -> None:
        """What a field shows by its code; where that is not known, what was stored with it."""
        shown = field_text(code, self._reader.symbols)
        if shown is not None:
            self._put(RunPiece(shown, "formula" if draws(code) else "text"))
        elif any(piece.text.strip() for piece in stored):
            for piece in stored:
                self._put(piece)
        else:
            self._put(RunPiece("", Unseen.FIELD.name))

    def _picture(self, node: _Element, look: RunLook) -> None:
        boxes = boxes_in(node)
        if boxes:
            if not look.hidden:
                self._reader.boxes += boxes
            return
        picture = picture_in(node)
        if picture is not None and not (look.hidden or look.struck):
            self._put(RunPiece(picture.words, "picture", picture=picture))
