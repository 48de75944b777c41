"""Learn from a document how its numbers nest, and which of them number its articles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from .blocks import TextBlock
from .headings import MAX_HEADING
from .markers import Marker, may_go_on

# A bracket behind the last sentence, most often a responsibility note: 每周开放。（县文化局负责）
_BEHIND_STOP = re.compile(r"(?<=。)[（(〔\[【][^。]{1,400}[）)〕\]】]$")


@dataclass(frozen=True, slots=True)
class Node:
    """A block with its depth among the numbers: 1 for the outermost, 0 for a block without a number.

    ``above_articles`` is true of a number whose form heads groups of 条. ``running`` says of an ``item`` that it is an article, and of a
    ``group`` that it heads such items (:mod:`.running_items`).
    """

    block: TextBlock
    depth: int
    above_articles: bool = False
    running: Literal["", "item", "group"] = ""


@dataclass(slots=True)
class _OpenLevel:
    form: str
    last: int


def nest(blocks: Sequence[TextBlock]) -> tuple[Node, ...]:
    """Give every numbered block its depth.

    A number belongs to the innermost open level of its form; a form not yet open starts a level inside the current one when it
    counts from 1, and otherwise continues a level that stopped one number earlier, were it in the other form of parentheses
    (（19） then （二十）).
    """
    nodes: list[Node] = []
    levels: list[_OpenLevel] = []
    closed: dict[int, _OpenLevel] = {}  # the last level that was open at each depth
    ranks = _ranks(blocks)
    for block in blocks:
        if block.marker is None:
            nodes.append(Node(block, 0))
            continue
        depth = _depth(block.marker, levels, closed, ranks)
        for gone in range(depth, len(levels)):
            closed[gone] = levels[gone]
        del levels[depth:]
        levels.append(_OpenLevel(block.marker.form, block.marker.number))
        nodes.append(Node(block, depth + 1, block.marker.form in ranks and block.marker.form != "article"))
    return tuple(nodes)


def _depth(marker: Marker, levels: list[_OpenLevel], closed: dict[int, _OpenLevel], ranks: Mapping[str, int]) -> int:
    same = [i for i, level in enumerate(levels) if level.form == marker.form]
    if same:
        return same[-1]
    order = ranks.get(marker.form)
    if order is not None:  # 章 节 条 keep their order whatever stands between
        above = [i for i, level in enumerate(levels) if level.form in ranks and ranks[level.form] < order]
        return above[-1] + 1 if above else 0
    if marker.number != 1:
        for i, level in sorted(closed.items()):
            if i <= len(levels) and level.form == marker.form and level.last == marker.number - 1:
                return i
        for i in range(len(levels) - 1, -1, -1):
            if may_go_on(levels[i].form, marker.form) and levels[i].last == marker.number - 1:
                return i
        for i, level in sorted(closed.items()):
            if i <= len(levels) and may_go_on(level.form, marker.form) and level.last == marker.number - 1:
                return i
    return len(levels)


def _ranks(blocks: Sequence[TextBlock]) -> Mapping[str, int]:
    """The forms that keep their order; 一、 is among them where it heads groups of 条."""
    ranks = {"division": 0, "book": 1, "subbook": 2, "chapter": 3, "section": 4, "article": 6}
    forms = [block.marker.form if block.marker is not None else None for block in blocks]
    if "article" not in forms or "chinese_comma" not in forms[: forms.index("article")]:
        return ranks
    behind = [following for form, following in pairwise(forms) if form == "chinese_comma"]
    return {**ranks, "chinese_comma": 5} if behind.count("article") * 2 > len(behind) else ranks


def article_depth(text: str, nodes: Sequence[Node]) -> int | None:
    """The depth whose numbers are the document's articles; ``None`` in a document without numbers.

    条 are articles wherever they stand. Otherwise the outermost numbers are, unless they are parts: unless most of the text behind them
    stands under numbers of the next depth, and few of them say something themselves.
    """
    marked = [node for node in nodes if node.block.marker is not None]
    if not marked:
        return None
    articles = [node for node in marked if node.block.marker is not None and node.block.marker.form == "article"]
    if len(articles) >= 2 or (articles and len(articles) == len(marked)):
        return 0  # told by their form, see is_article
    depth = 1
    while _are_parts(text, nodes, depth):
        depth += 1
    return depth


def _says_something(text: str, nodes: Sequence[Node], i: int) -> bool:
    """Does the line behind a number say something, rather than name what follows?"""
    content = _BEHIND_STOP.sub("", nodes[i].block.content.of(text).rstrip())
    if content[-1:] != "。":
        return False
    alone = i + 1 == len(nodes) or 0 < nodes[i + 1].depth <= nodes[i].depth
    return alone or len(content) > MAX_HEADING or content.count("。") > 1


def is_article(node: Node, depth: int | None) -> bool:
    """Does an article begin at this block? ``depth`` is what :func:`article_depth` gave."""
    marker = node.block.marker
    if marker is None or depth is None:
        return False
    if node.running:
        return node.running == "item"
    return marker.form == "article" if depth == 0 else node.depth == depth


def is_part(node: Node, depth: int | None) -> bool:
    """Does a part that holds articles begin at this block?"""
    marker = node.block.marker
    if marker is None or depth is None:
        return False
    if node.running:
        return node.running == "group"
    return node.above_articles if depth == 0 else 0 < node.depth < depth


def _are_parts(text: str, nodes: Sequence[Node], depth: int) -> bool:
    at_depth = [node for node in nodes if node.depth == depth and node.block.marker is not None]
    if not at_depth or not all(node.block.marker and node.block.marker.container for node in at_depth):
        return False
    if depth > 1 and any(node.block.marker and node.block.marker.form == "arabic_point" for node in at_depth):
        return False  # 一、→1.→（1）: the 1. are articles
    saying = sum(_says_something(text, nodes, i) for i, node in enumerate(nodes) if node.depth == depth)
    if saying * 3 > len(at_depth):
        return False
    first = at_depth[0].block.marker
    if first and first.form == "chinese_parenthesis" and (depth > 1 or not _only_commas(nodes, depth + 1)):
        return False  # （一） holds 1. as its items, and is a part only where 一、 stand below it
    inside = under_next = 0
    below = False
    started = listed = False
    for before, node in zip([None, *nodes], nodes, strict=False):
        if node.block.marker is not None and node.depth <= depth:
            started, below, listed = True, False, False
        elif node.block.marker is not None and node.depth == depth + 1:
            listed = listed or (before is not None and _begins_list(text, before.block, node.block))
            below = not listed
        if started:
            inside += len(node.block.span)
            under_next += len(node.block.span) if below else 0
    return under_next * 2 >= inside > 0


def _only_commas(nodes: Sequence[Node], depth: int) -> bool:
    forms = {node.block.marker.form for node in nodes if node.depth == depth and node.block.marker is not None}
    return forms == {"chinese_comma"}


def _begins_list(text: str, before: TextBlock, block: TextBlock) -> bool:
    """Is a number the first of a list (下列人员：1.…；) rather than an article of a part?"""
    return text[before.span.end - 1] in "：:" and text[block.span.end - 1] in "；;"
