"""Stretches of a sentence, each to be shown in one way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PieceKind = Literal["same", "inserted", "deleted", "elsewhere", "moved"]
FigureKind = Literal["", "figure", "vague"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence to be shown in one way.

    ``elsewhere`` is central wording that another local sentence took up; ``moved`` (moves.py) stands at another place on the other side.
    """

    text: str
    kind: PieceKind
    figure: FigureKind
