"""Rows side by side as they are read: a central sentence that several local ones answer stands once beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from .pair_rows import Article, PairRow, RowSide
from .pieces import Piece, PieceKind

LONG = 60  # characters; a shorter central sentence is shown again in full
_LONGEST_GAP = 8  # characters; what is shorter is not worth leaving out


@dataclass(frozen=True, slots=True)
class CentralText:
    """A central sentence beside local ones.

    ``side`` is marked for all of them together. ``before`` is the local sentence beside which it stands in full, empty where that is here;
    else its pieces are what was taken here, with … for the rest.
    """

    side: RowSide
    before: str = ""


@dataclass(frozen=True, slots=True)
class SharedRows:
    """Local sentences, one after the other, that answer the same central ones; without a counterpart each stands by itself."""

    centrals: tuple[CentralText, ...]
    rows: tuple[PairRow, ...]


def shared_rows(shown: Sequence[Article]) -> dict[str, tuple[SharedRows, ...]]:
    """The rows of each local unit (by its id), those that share their central sentences put together.

    >>> import duizhao as dz
    >>> from duizhao.results.pair_rows import articles
    >>> sample = dz.sample_folder()
    >>> comparison = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt").comparisons[0]
    >>> shown = articles(comparison)
    >>> groups = shared_rows(shown)
    >>> all([row for group in groups[one.unit.id] for row in group.rows] == list(one.pairs) for one in shown)
    True
    """
    places: dict[str, str] = {}
    return {article.unit.id: tuple(_groups(article, places)) for article in shown}


def _groups(article: Article, places: dict[str, str]) -> Iterator[SharedRows]:
    for key, group in groupby(article.pairs, key=lambda row: row.central_ids):
        rows = tuple(group)
        if key:
            yield SharedRows(tuple(_central_text(i, rows, places) for i in range(len(key))), rows)
        else:
            yield from (SharedRows((), (row,)) for row in rows)


def _central_text(index: int, rows: Sequence[PairRow], places: dict[str, str]) -> CentralText:
    sides = [row.centrals[index] for row in rows]
    side = replace(sides[0], pieces=together([one.pieces for one in sides]))
    first = rows[0].local.sentence.id if rows[0].local else ""
    before = places.setdefault(side.sentence.id, first)
    if before == first or len(side.sentence.text) <= LONG:
        return CentralText(side)
    cut = excerpt(side.pieces)
    return CentralText(replace(side, pieces=cut), before) if cut != side.pieces else CentralText(side)


def together(marked: Sequence[Sequence[Piece]]) -> tuple[Piece, ...]:
    """The pieces of one central sentence as several local ones have them: what any of them took stayed, what none took went.

    >>> one = [Piece("应当", "same", ""), Piece("定期", "deleted", ""), Piece("清点", "elsewhere", "")]
    >>> two = [Piece("应当", "elsewhere", ""), Piece("定期", "deleted", ""), Piece("清点", "same", "")]
    >>> [(piece.text, piece.kind) for piece in together([one, two])]
    [('应当', 'same'), ('定期', 'deleted'), ('清点', 'same')]
    """
    if len(marked) == 1:
        return tuple(marked[0])
    whole = next((pieces for pieces in marked if all(piece.kind == "same" for piece in pieces)), None)
    if whole is not None:
        return tuple(whole)
    characters = zip(*(_characters(pieces) for pieces in marked), strict=True)
    merged = [(column[0][0], _merged([kind for _, kind, _ in column]), column[0][2]) for column in characters]
    return tuple(
        Piece("".join(character for character, _, _ in group), kind, figure)
        for (kind, figure), group in ((key, list(found)) for key, found in groupby(merged, key=lambda one: one[1:]))
    )


def _merged(kinds: Sequence[PieceKind]) -> PieceKind:
    return next((kind for kind in ("same", "moved", "elsewhere") if kind in kinds), "deleted")


def _characters(pieces: Sequence[Piece]) -> Iterator[tuple[str, PieceKind, str]]:
    return ((character, piece.kind, piece.figure) for piece in pieces for character in piece.text)


def excerpt(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """What was taken here, long passages that were not left out as …; the pieces as they are where nothing was taken.

    >>> [piece.text for piece in excerpt([Piece("应当清点", "same", ""), Piece("，其余的话在别处已经说过", "elsewhere", "")])]
    ['应当清点', '……']
    """
    if not any(piece.kind in ("same", "moved") for piece in pieces):
        return tuple(pieces)
    cut: list[Piece] = []
    for taken, group in groupby(pieces, key=lambda piece: piece.kind in ("same", "moved")):
        run = list(group)
        if taken or sum(len(piece.text) for piece in run) <= _LONGEST_GAP:
            cut += run
        else:
            cut.append(Piece("……", "same", ""))
    return tuple(cut)
