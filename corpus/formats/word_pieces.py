"""The stretches of a paragraph of a Word document, put on one line: each as what stands around it allows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .raised_text import lowered_text, raised_text
from .unseen_text import UNKNOWN, Unseen, UnseenText
from .word_pictures import WordPicture

_NEAR = 120  # characters in front of a stretch that may say what it is
_SHIFTED_LENGTH = 8  # characters moved by hand: more are no exponent
_FRACTION = re.compile(r"/\d+$")
# What nobody has to check on one line: numbers, a fraction of two, powers.
_CLEAR_FORMULA = re.compile(r"[\d.,%/=×·+\-−⁰¹²³⁴-⁻①-⑳㉑-㉟㊱-㊿㊀-㊉]*")
_READ = frozenset(("text", "raised", "lowered", "formula"))
_JOINED = frozenset(("text", "raised", "lowered", Unseen.STRUCK.name, Unseen.HIDDEN.name))


@dataclass(slots=True)
class RunPiece:
    """A stretch of a paragraph.

    ``kind`` is text, raised, lowered, formula, picture or the name of a kind of :class:`Unseen`; ``shift`` by how many half-points it is
    moved by hand.
    """

    text: str
    kind: str = "text"
    shift: int = 0
    picture: WordPicture | None = None


class LineOfPieces:
    """Writes pieces on one line, and takes note in ``told`` of what is left out or cannot be written.

    >>> told = UnseenText()
    >>> LineOfPieces(told).text([RunPiece("不小于10"), RunPiece("4", "raised"), RunPiece("立方米"), RunPiece("[1]", "raised")])
    '不小于10⁴立方米'
    >>> list(told.warnings())
    ['上标的注码 1 处没有放进正文，第一处是“不小于10⁴立方米”后的“[1]”']
    """

    def __init__(self, told: UnseenText) -> None:
        self._told = told
        self._line: list[str] = []
        self._near = ""
        self._behind_formula = False

    def text(self, pieces: Sequence[RunPiece]) -> str:
        """The line of a paragraph. Linear in its length."""
        merged = _merged(_placed(pieces))
        following: list[str] = []
        after = ""
        for piece in reversed(merged):
            following.append(after)
            if piece.kind in _READ and piece.text.strip():
                after = piece.text[:_NEAR]
        for piece, after in zip(merged, reversed(following), strict=True):
            self._write(piece, after)
        return "".join(self._line)

    def _write(self, piece: RunPiece, after: str) -> None:
        text, kind = piece.text, piece.kind
        if kind in Unseen.__members__:
            self._told.add(Unseen[kind], text, self._near)
            text = "" if Unseen[kind] in (Unseen.STRUCK, Unseen.HIDDEN) else UNKNOWN
        elif kind == "raised":
            raised = raised_text(text, self._near, after)
            if raised is None:
                self._told.add(Unseen.MARK, text, self._near)
            text = raised or ""
        elif kind == "lowered":
            text = lowered_text(text, self._near, after)
        elif kind == "formula":
            text = self._formula(text)
        elif kind == "picture":
            text = self._picture(piece.picture, after)
        elif self._behind_formula and text[:1].isdigit() and _FRACTION.search(self._near):
            self._told.add(Unseen.FORMULA, self._near[-3:], self._near[:-3])
            text = f"·{text}"  # a third and a 5 behind it are not 1/35
        if text:
            self._behind_formula = kind == "formula"
            self._line.append(text)
            self._near = (self._near + text)[-_NEAR:]

    def _formula(self, formula: str) -> str:
        mixed = self._near[-1:].isdigit() and formula[:1].isdigit() and "/" in formula
        formula = f"又{formula}" if mixed else formula  # one and a third is not eleven thirds
        if mixed or (not _CLEAR_FORMULA.fullmatch(formula) and len(formula) > 1):
            self._told.add(Unseen.FORMULA, formula, self._near)
        return formula

    def _picture(self, picture: WordPicture | None, after: str) -> str:
        """A picture in its line: the character it stands for, if it stands among words."""
        among = self._near.strip() and after.strip() and (self._near[-1:].strip() or after[:1].strip())
        if picture is None or not among or not picture.is_small:
            return ""
        if not picture.words:
            self._told.add(Unseen.PICTURE, "", self._near)
        return picture.words or UNKNOWN


def _placed(pieces: Sequence[RunPiece]) -> list[RunPiece]:
    """Pieces that are moved up or down by hand beside others that are not, as raised and lowered."""
    level = any(piece.kind == "text" and not piece.shift and piece.text.strip() for piece in pieces)
    for piece in pieces:
        if level and piece.shift and piece.kind == "text" and len(piece.text.strip()) <= _SHIFTED_LENGTH:
            piece.kind = "raised" if piece.shift > 0 else "lowered"
    return list(pieces)


def _merged(pieces: Sequence[RunPiece]) -> list[RunPiece]:
    """Neighbours of one kind as one piece: editors cut runs anywhere."""
    merged: list[RunPiece] = []
    texts: list[str] = []
    for piece in pieces:
        if merged and merged[-1].kind == piece.kind and piece.kind in _JOINED:
            texts.append(piece.text)
        elif piece.text or piece.kind not in _READ:
            if merged:
                merged[-1].text = "".join(texts)
            merged.append(piece)
            texts = [piece.text]
    if merged:
        merged[-1].text = "".join(texts)
    return merged
