"""What became of the order of the central articles: which were moved, split, merged."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..align import Alignment
from ..segmenter import Unit


@dataclass(frozen=True, slots=True)
class Moved:
    """A local unit that left the order of the central document.

    Its counterpart ``central`` now stands behind the central unit ``after`` and in front of ``before``, the nearest ones that kept
    their order; ``None`` at the beginning and at the end.
    """

    local: str
    central: str
    after: str | None
    before: str | None


@dataclass(frozen=True, slots=True)
class Split:
    """A central unit that is the main counterpart of several local ones."""

    central: str
    local: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """A local unit with several main central counterparts."""

    local: str
    central: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """All that was moved and merged, in local order, and all that was split, in central order."""

    moved: tuple[Moved, ...] = ()
    splits: tuple[Split, ...] = ()
    merges: tuple[Merge, ...] = ()


def unit_structure(alignment: Alignment) -> Structure:
    r"""Which units were moved, split and merged, by their main counterparts alone.

    The backbone is the longest sequence of local units whose best counterparts stand in the central order, parts of a split one behind
    another included; of several equally long ones that with most text. A unit off it was moved, unless another main counterpart of its
    own fits where it stands. Cost: n log n.

    >>> from duizhao.align import align_documents
    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> duties = ("图书馆应当免费开放阅览室。", "馆藏文献应当每年清点。", "读者遗失图书的应当照价赔偿。")
    >>> def numbered(order):
    ...     text = "\n".join(f"第{i}条 {duties[j]}" for i, j in enumerate(order, start=1))
    ...     return segment_document(make_document(text))
    >>> unit_structure(align_documents(numbered((0, 1, 2)), numbered((1, 2, 0)))).moved
    (Moved(local='3', central='1', after='3', before=None),)
    """
    central = [unit.id for unit in alignment.central.units]
    place = {name: i for i, name in enumerate(central)}
    mains: dict[str, list[tuple[float, int]]] = {}
    for link in alignment.unit_links:
        if link.main:
            mains.setdefault(link.local, []).append((-link.score, place[link.central]))
    linked = [unit for unit in alignment.local.units if unit.id in mains]
    best = [min(mains[unit.id])[1] for unit in linked]
    backbone = longest_in_order(best, [len(unit.span) for unit in linked])
    moved = []
    for i, unit in enumerate(linked):
        rank = bisect_right(backbone, i)
        if rank and backbone[rank - 1] == i:
            continue
        after = best[backbone[rank - 1]] if rank else -1
        before = best[backbone[rank]] if rank < len(backbone) else len(central)
        if not any(after <= position <= before for _, position in mains[unit.id]):
            names = [central[x] if 0 <= x < len(central) else None for x in (after, before)]
            moved.append(Moved(unit.id, central[best[i]], *names))
    pairs = [(link.local, link.central) for link in alignment.unit_links if link.main]
    ours, theirs = alignment.local.units, alignment.central.units
    splits = _with_several([pair[::-1] for pair in pairs], theirs, ours)
    merges = _with_several(pairs, ours, theirs)
    return Structure(tuple(moved), tuple(Split(*one) for one in splits), tuple(Merge(*one) for one in merges))


def _with_several(
    links: Iterable[tuple[str, str]], units: Sequence[Unit], others: Sequence[Unit]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The units with more than one counterpart, in their order, with those in theirs."""
    found: dict[str, list[str]] = {unit.id: [] for unit in units}
    for name, other in links:
        found[name].append(other)
    order = {unit.id: i for i, unit in enumerate(others)}
    return ((name, tuple(sorted(many, key=order.__getitem__))) for name, many in found.items() if len(many) > 1)


def longest_in_order(values: Sequence[int], weights: Sequence[int]) -> list[int]:
    """The indices of the longest subsequence of ``values`` that never falls; of several that with the greatest weight.

    :param values: numbers from 0; a binary indexed tree over them keeps the best chain that ends at or below each.

    >>> longest_in_order([1, 2, 0, 3], [1, 1, 1, 1])
    [0, 1, 3]
    >>> longest_in_order([1, 0], [5, 9])
    [1]
    """
    size = max(values, default=-1) + 1
    tree: list[tuple[int, int, int]] = [(0, 0, -1)] * (size + 1)  # length, weight, index of the last one
    previous = [-1] * len(values)
    for i, (value, weight) in enumerate(zip(values, weights, strict=True)):
        best, at = (0, 0, -1), value + 1
        while at > 0:
            best, at = max(best, tree[at], key=_chain), at - (at & -at)
        previous[i] = best[2]
        chain, at = (best[0] + 1, best[1] + weight, i), value + 1
        while at <= size:
            tree[at], at = max(tree[at], chain, key=_chain), at + (at & -at)
    last = max(tree, key=_chain)[2]
    found = []
    while last >= 0:
        found.append(last)
        last = previous[last]
    return found[::-1]


def _chain(chain: tuple[int, int, int]) -> tuple[int, int]:
    return chain[0], chain[1]
