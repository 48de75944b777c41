"""Words that both sentences of a row have, at another place: moved, neither deleted nor written anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .pieces import Piece

# Shorter runs are words that any two sentences on the same matter share; the same bound as for what counts as copied.
SHORTEST_MOVE = 4
_LONGEST_INDEXED = 50  # places of the same four characters that are tried: more of them only occur in nonsense


def mark_moves(
    local: Sequence[Piece], centrals: Sequence[Sequence[Piece]]
) -> tuple[tuple[Piece, ...], tuple[tuple[Piece, ...], ...]]:
    """The pieces of a local sentence and of its central ones, what was moved cut out as pieces of kind ``moved``.

    Moved are runs of at least four characters, letters or figures, that stand in an inserted piece and in a deleted one.

    >>> ours = [Piece("应当", "same", ""), Piece("听取读者意见，每年", "inserted", ""), Piece("公布目录", "same", "")]
    >>> theirs = [Piece("应当", "same", ""), Piece("公布目录", "same", ""), Piece("，听取读者意见", "deleted", "")]
    >>> new, [old] = mark_moves(ours, [theirs])
    >>> [(piece.kind, piece.text) for piece in new]
    [('same', '应当'), ('moved', '听取读者意见'), ('inserted', '，每年'), ('same', '公布目录')]
    >>> [(piece.kind, piece.text) for piece in old[2:]]
    [('same', '，'), ('moved', '听取读者意见')]
    """
    gone = [(i, j) for i, pieces in enumerate(centrals) for j, piece in enumerate(pieces) if piece.kind == "deleted"]
    came = [i for i, piece in enumerate(local) if piece.kind == "inserted"]
    ours = [[False] * len(local[i].text) for i in came]
    theirs = [[False] * len(centrals[i][j].text) for i, j in gone]
    for new, i in zip(ours, came, strict=True):
        for old, (j, k) in zip(theirs, gone, strict=True):
            _mark_common(local[i].text, new, centrals[j][k].text, old)
    local_moved = dict(zip(came, ours, strict=True))
    central_moved = dict(zip(gone, theirs, strict=True))
    return (
        tuple(part for i, piece in enumerate(local) for part in _cut(piece, local_moved.get(i, []))),
        tuple(
            tuple(part for j, piece in enumerate(pieces) for part in _cut(piece, central_moved.get((i, j), [])))
            for i, pieces in enumerate(centrals)
        ),
    )


def _mark_common(new: str, new_moved: list[bool], old: str, old_moved: list[bool]) -> None:
    """Mark the common runs of both texts, from the left, each as long as it goes."""
    places: dict[str, list[int]] = {}
    for i in range(len(old) - SHORTEST_MOVE + 1):
        places.setdefault(old[i : i + SHORTEST_MOVE], []).append(i)
    i = 0
    while i <= len(new) - SHORTEST_MOVE:
        starts = places.get(new[i : i + SHORTEST_MOVE], [])[:_LONGEST_INDEXED]
        length, start = max(((_common(new, i, old, j), -j) for j in starts), default=(0, 0))
        if sum(character.isalnum() for character in new[i : i + length]) < SHORTEST_MOVE:
            i += 1
            continue
        for moved, place in ((new_moved, i), (old_moved, -start)):
            moved[place : place + length] = [True] * length
        i += length


def _common(new: str, i: int, old: str, j: int) -> int:
    """How far two texts are the same from two places on, without the marks at the end."""
    length = 0
    while i + length < len(new) and j + length < len(old) and new[i + length] == old[j + length]:
        length += 1
    while length and not new[i + length - 1].isalnum():
        length -= 1
    return length


def _cut(piece: Piece, moved: Sequence[bool]) -> tuple[Piece, ...]:
    if not any(moved):
        return (piece,)
    parts: list[Piece] = []
    start = 0
    for end in range(1, len(moved) + 1):
        if end == len(moved) or moved[end] != moved[start]:
            text = piece.text[start:end]
            changed = moved[start] or any(character.isalnum() for character in text)
            parts.append(replace(piece, text=text, kind="moved" if moved[start] else piece.kind if changed else "same"))
            start = end
    return tuple(parts)
