"""Items below numbers that are headings: 1. 2. … that run on across brackets, and 1.2.1 below 1.2 原则. They are the articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..language.marks import STATEMENT_ENDS
from .outline import Node

_FORMS = frozenset({"arabic_point", "arabic_parenthesis"})
_ABOVE, _BELOW = "decimal_2", "decimal_3"


@dataclass(frozen=True, slots=True)
class _Group:
    """A number of the articles' depth, and the numbers directly below it: indexes of nodes."""

    head: int
    items: tuple[int, ...]


def mark_running_items(text: str, nodes: Sequence[Node], depth: int | None) -> tuple[Node, ...]:
    r"""Mark the items that are articles, and the numbers above them; the nodes as they are where the numbers of items begin anew.

    （一） 1. 2. （二） 3. 4.: a reader cites 3., not （二）1. Brackets without items stay articles. Of a decimal outline, the numbers below
    a number that says nothing itself (1.2 原则) are the articles. Linear in the number of nodes.

    :param depth: what :func:`~.outline.article_depth` gave.

    >>> from duizhao.corpus import make_document
    >>> from .blocks import find_blocks
    >>> from .markers import load_forms
    >>> from .outline import nest
    >>> text = "（一）开放\n1.书屋免费。\n2.书屋每日开放。\n（二）藏书\n3.每年更新。\n4.逐册登记。"
    >>> document = make_document(text)
    >>> nodes = nest(find_blocks(document, load_forms()))
    >>> [node.running for node in mark_running_items(document.text, nodes, 1)]
    ['group', 'item', 'item', 'group', 'item', 'item']
    """
    if not depth:
        return tuple(nodes)
    groups = [group for group in _groups(nodes, depth) if group.items]
    of_decimals = [group for group in groups if _heads_decimals(text, nodes, group)]
    marked = of_decimals or _running(nodes, [group for group in groups if _form(nodes, group.items[0]) in _FORMS])
    running = {i for group in marked for i in (group.head, *group.items)}
    heads = {group.head for group in groups}
    return tuple(
        replace(node, running="group" if i in heads else "item") if i in running else node
        for i, node in enumerate(nodes)
    )


def _groups(nodes: Sequence[Node], depth: int) -> Iterator[_Group]:
    head: int | None = None
    items: list[int] = []
    for i, node in enumerate(nodes):
        marker = node.block.marker
        if marker is None:
            continue
        if node.depth <= depth:
            if head is not None:
                yield _Group(head, tuple(items))
            head, items = (i if node.depth == depth else None), []
        elif head is not None and node.depth == depth + 1 and marker.form in (*_FORMS, _BELOW):
            items.append(i)
    if head is not None:
        yield _Group(head, tuple(items))


def _running(nodes: Sequence[Node], groups: Sequence[_Group]) -> list[_Group]:
    """The groups whose items count on from those of the group before, and that group; none where more of them begin anew."""
    chains: list[list[_Group]] = []
    anew = 0
    for group in groups:
        first = _number(nodes, group.items[0])
        if chains and first == _number(nodes, chains[-1][-1].items[-1]) + 1:
            chains[-1].append(group)
        else:
            anew += bool(chains) and _same_part(nodes, chains[-1][-1].head, group.head)
            chains.append([group])
    long = [chain for chain in chains if len(chain) > 1]
    if sum(len(chain) - 1 for chain in long) <= anew:
        return []
    return [group for chain in chains if len(chain) > 1 or _number(nodes, chain[0].items[0]) == 1 for group in chain]


def _same_part(nodes: Sequence[Node], head: int, other: int) -> bool:
    """Does no number of a lower depth stand between two numbers?"""
    return all(not 0 < node.depth < nodes[head].depth for node in nodes[head:other])


def _heads_decimals(text: str, nodes: Sequence[Node], group: _Group) -> bool:
    """Is a number of two parts the heading of numbers of three: does it say nothing itself, on its line or below it?"""
    content = nodes[group.head].block.content
    return (
        _form(nodes, group.head) == _ABOVE
        and all(_form(nodes, i) == _BELOW for i in group.items)
        and group.items[0] == group.head + 1
        and (not len(content) or text[content.end - 1] not in STATEMENT_ENDS)
    )


def _form(nodes: Sequence[Node], i: int) -> str:
    marker = nodes[i].block.marker
    return marker.form if marker is not None else ""


def _number(nodes: Sequence[Node], i: int) -> int:
    marker = nodes[i].block.marker
    return marker.number if marker is not None else 0
