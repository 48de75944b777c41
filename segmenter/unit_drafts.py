"""Put the blocks of a document together to its units: articles, and paragraphs outside every article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ..language import Span
from ..language.expressions import expression
from ..language.marks import STATEMENT_ENDS, STOPS
from .blocks import TextBlock
from .closings import clause_start, closing_start
from .headings import MAX_HEADING
from .markers import NumberingRules
from .outline import Node, is_article, is_part
from .sentences import split_sentences

_MAX_TITLE = 30
_HEADING = expression(
    r"(?!（)[\u4e00-\u9fff、“”（）《》 \u3000\u00a0]{2,30}",
    match=["开放时间", "读者、“一卡通”"],
    no_match=["书屋开放，免费", "开放时间：", "附件1", "（县文化局）"],
    use="fullmatch",
)
# So many blocks ahead is looked for the next numbered part.
_LOOK_AHEAD = 500


@dataclass(frozen=True, slots=True)
class Part:
    """A part that holds articles: its depth, its number, its heading as printed and its label alone.

    ``counted`` is false of a bracket above items that run on: the items are named without its number.
    """

    depth: int
    number: int
    heading: str
    label: str = ""
    counted: bool = True


@dataclass(slots=True)
class Draft:
    """A unit being put together: an article (``head`` is its first block) or a paragraph (``head`` is ``None``).

    ``running`` is true of an item that is an article.
    """

    head: TextBlock | None
    parts: tuple[Part, ...]
    blocks: list[TextBlock] = field(default_factory=list)
    running: bool = False


def draft_units(text: str, nodes: Sequence[Node], depth: int | None, rules: NumberingRules) -> list[Draft]:
    """The units of a document, in order. Linear in the number of blocks.

    :param nodes: the blocks with their depths.
    :param depth: what :func:`~.outline.article_depth` gave.
    :param rules: they tell the paragraph that closes a paper.
    """
    drafts: list[Draft] = []
    parts: tuple[Part, ...] = ()
    article: Draft | None = None
    heading_of: TextBlock | None = None  # the part whose heading may go on in the next block
    behind = closing_start(text, nodes, depth, rules)
    lost = lost_parts(text, nodes, depth)
    for i, node in enumerate(nodes):
        block = node.block
        if is_part(node, depth) and block.marker is not None:
            heading, rest = _part_heading(text, nodes, i)
            parts = (
                *(part for part in parts if part.depth < node.depth),
                Part(node.depth, block.marker.number, heading, block.marker.label, counted=node.running != "group"),
            )
            article, heading_of = None, block
            if rest is not None:
                drafts.append(Draft(None, parts, [rest]))
        elif i in lost:
            parts = _with_lost(parts, nodes[i + 1 : i + _LOOK_AHEAD], block.span.of(text))
            article = heading_of = None
        elif is_article(node, depth):
            parts = parts if depth == 0 else tuple(part for part in parts if part.depth < node.depth)
            article, heading_of = Draft(block, parts, [block], running=node.running == "item"), None
            drafts.append(article)
        elif article is not None and (i < behind or block.marker is not None):
            article.blocks.append(block)
        elif heading_of is not None and _goes_on(text, heading_of, block, depth) and _is_short(parts[-1].heading):
            last = parts[-1]
            parts = (*parts[:-1], replace(last, heading=f"{last.heading} {block.span.of(text)}".strip()))
            heading_of = heading_of if depth == 0 else None
        else:
            article = heading_of = None
            drafts.append(Draft(None, () if i >= behind else parts, [block]))
    return drafts if depth == 0 else _with_validity_apart(text, drafts, rules)


def _with_validity_apart(text: str, drafts: list[Draft], rules: NumberingRules) -> list[Draft]:
    """The units, with a clause of validity on the line of the last article as a paragraph of its own."""
    last = next((i for i in reversed(range(len(drafts))) if drafts[i].head is not None), None)
    if last is None:
        return drafts
    block = drafts[last].blocks[-1]
    if block.marker is not None and block is not drafts[last].head:
        return drafts  # an item of a list
    cut = clause_start(text, block.content, rules)
    if cut is None:
        return drafts
    kept = [*drafts[last].blocks[:-1], replace(block, span=Span(block.span.start, cut))]
    clause = Draft(None, (), [TextBlock(Span(cut, block.span.end), None)])
    return [*drafts[:last], replace(drafts[last], blocks=kept), clause, *drafts[last + 1 :]]


def _part_heading(text: str, nodes: Sequence[Node], i: int) -> tuple[str, TextBlock | None]:
    """The heading of a part, and what stands behind it on the same line: text, where it is more than a heading.

    A sentence with nothing below it, or one too long for a heading, is the text of a part without one.
    """
    block = nodes[i].block
    sentences = split_sentences(text, block.content.start, block.content.end)
    if not sentences or block.marker is None:
        return block.span.of(text), None
    says = text[sentences[0].end - 1] in STATEMENT_ENDS
    alone = len(sentences) == 1 and (i + 1 == len(nodes) or 0 < nodes[i + 1].depth <= nodes[i].depth)
    if says and (alone or len(sentences[0]) > MAX_HEADING):
        return block.marker.label, TextBlock(block.content, None)
    heading = Span(block.span.start, sentences[0].end).of(text)
    return heading, TextBlock(Span(sentences[1].start, block.span.end), None) if len(sentences) > 1 else None


def _goes_on(text: str, part: TextBlock, block: TextBlock, depth: int | None) -> bool:
    """Is the line behind a part's number its heading, or the rest of it?  第一章 ⏎ 总则

    In a law nothing but headings stands between a chapter's number and its first article; elsewhere a paragraph may.
    """
    is_title = len(block.span) <= _MAX_TITLE and text[block.span.end - 1] not in f"{STOPS}："
    return block.marker is None and is_title and (depth == 0 or len(part.content) == 0)


def _is_short(heading: str) -> bool:
    """Is a heading short enough to go on? One of many lines is none: a list, or a table."""
    return len(heading) < MAX_HEADING


def lost_parts(text: str, nodes: Sequence[Node], depth: int | None) -> frozenset[int]:
    r"""The indexes of the headings of parts whose number was lost: short lines between two articles of a law.

    >>> from duizhao.corpus import make_document
    >>> from .blocks import find_blocks
    >>> from .markers import load_forms
    >>> from .outline import nest
    >>> document = make_document("第一条 书屋免费。\n开放时间\n第二条 书屋每日开放。")
    >>> lost_parts(document.text, nest(find_blocks(document, load_forms())), 0)
    frozenset({1})
    """
    if depth != 0:
        return frozenset()
    begun = False
    lost = set()
    for i, (node, following) in enumerate(pairwise(nodes)):
        if begun and _is_lost(text, nodes[i - 1], node, following, depth):
            lost.add(i)
        begun = begun or is_article(node, depth)
    return frozenset(lost)


def _is_lost(text: str, before: Node, node: Node, following: Node, depth: int) -> bool:
    return (
        node.block.marker is None
        and (is_article(following, depth) or is_part(following, depth))
        and text[before.block.span.end - 1] in STATEMENT_ENDS
        and _HEADING.fullmatch(node.block.span.of(text)) is not None
    )


def _with_lost(parts: tuple[Part, ...], following: Sequence[Node], heading: str) -> tuple[Part, ...]:
    """The parts with one whose number was lost: on the level whose next number leaves room for it."""
    for part in parts:
        following_number = next(
            (n.block.marker.number for n in following if n.block.marker is not None and n.depth == part.depth), None
        )
        if following_number == part.number + 2:
            break
    else:
        part = parts[-1] if parts else Part(1, 0, "")
    return (*(above for above in parts if above.depth < part.depth), Part(part.depth, part.number + 1, heading))
