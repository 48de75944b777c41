"""Where the closing of a paper begins: the paragraphs behind its last article that are none of it."""

from __future__ import annotations

from collections.abc import Sequence

from ..language import Span
from ..language.marks import STATEMENT_ENDS
from .headings import MAX_HEADING
from .markers import NumberingRules
from .outline import Node, is_article, is_part
from .sentences import split_sentences

# So many articles show how the articles of a paper are built.
_SHOWN = 3


def closing_start(text: str, nodes: Sequence[Node], depth: int | None, rules: NumberingRules) -> int:
    """The index of the first block that belongs to the closing; ``len(nodes)`` where there is none. Linear in the number of blocks.

    What the closing's own words tell (本措施自…起施行, 特此通知) closes any paper but a law, where it is an article. Otherwise the
    paragraph behind the last article is its own where it turns to all bodies, as no other article's last does, or where every other
    article is one paragraph, with a heading or without.
    """
    starts = [i for i, node in enumerate(nodes) if is_article(node, depth)]
    if depth == 0 or not starts:
        return len(nodes)
    headed = sum(_has_paragraph(nodes, start) for start in starts[:-1]) * 2 > len(starts) - 1
    first_texts = [_first_text(text, nodes, start, headed=headed) for start in starts]
    marked = max((i for i in range(starts[-1], len(nodes)) if nodes[i].block.marker is not None), default=starts[-1])
    by_words = _by_words(text, nodes, max(marked, _first_text(text, nodes, starts[-1], headed=False)), rules)
    if any(is_part(node, depth) for node in nodes[starts[-1] :]):
        return by_words
    last = max(marked, first_texts[-1])
    turning = _turning(text, nodes, [*first_texts[:-1], last], starts, rules)
    by_build = len(nodes)
    if _one_paragraph_each(nodes, first_texts, depth):
        by_build = first_texts[-1] + 1
    return min(by_words, turning, by_build)


def clause_start(text: str, content: Span, rules: NumberingRules) -> int | None:
    """Where the clause of validity begins with which a paragraph ends; ``None`` where it has none, or says nothing else.

    >>> from .markers import load_numbering_rules
    >>> text = "书屋免费。书屋每日开放。本办法自2031年7月1日起施行。"
    >>> clause_start(text, Span(0, len(text)), load_numbering_rules())
    12
    """
    sentences = split_sentences(text, content.start, content.end)
    says = [rules.validity.match(span.of(text)) is not None for span in sentences]
    own = len(says)
    while own and says[own - 1]:
        own -= 1
    body = sum(
        len(span) > MAX_HEADING or i > 0 for i, span in enumerate(sentences[:own])
    )  # a heading alone is no article
    return sentences[own].start if body and own < len(says) else None


def _first_text(text: str, nodes: Sequence[Node], start: int, *, headed: bool) -> int:
    """The index of the first block of an article that says something: its head, or the one behind a heading on a line of its own.

    :param headed: most articles of the paper have a paragraph behind their head, so that a short sentence in it is a heading.
    """
    content = nodes[start].block.content
    if not _has_paragraph(nodes, start) or len(content) > MAX_HEADING:
        return start
    if len(content) and text[content.end - 1] in STATEMENT_ENDS:
        return start + (headed and len(split_sentences(text, content.start, content.end)) == 1)
    return start + 1


def _has_paragraph(nodes: Sequence[Node], start: int) -> bool:
    return start + 1 < len(nodes) and nodes[start + 1].block.marker is None


def _by_words(text: str, nodes: Sequence[Node], behind: int, rules: NumberingRules) -> int:
    """The first of the last paragraphs behind a block that all say what only a closing says."""
    i = len(nodes)
    while i - 1 > behind and nodes[i - 1].block.marker is None and rules.closing.match(_said(text, nodes[i - 1])):
        i -= 1
    return i


def _turning(
    text: str, nodes: Sequence[Node], first_texts: Sequence[int], starts: Sequence[int], rules: NumberingRules
) -> int:
    """The first paragraph behind the last article's text that turns to all bodies; none where other articles have such ones too."""

    def turns(first: int, end: int) -> int | None:
        return next((i for i in range(first + 1, end) if rules.addressing.match(_said(text, nodes[i]))), None)

    if any(turns(first, end) is not None for first, end in zip(first_texts[:-1], starts[1:], strict=True)):
        return len(nodes)
    return turns(first_texts[-1], len(nodes)) or len(nodes)


def _one_paragraph_each(nodes: Sequence[Node], first_texts: Sequence[int], depth: int | None) -> bool:
    """Is every article but the last one paragraph, with a heading of its own or without?"""
    if len(first_texts) < _SHOWN:
        return False
    behind = [first + 1 for first in first_texts[:-1]]
    alone = sum(is_article(nodes[i], depth) or is_part(nodes[i], depth) for i in behind)
    return alone * 10 >= len(behind) * 9


def _said(text: str, node: Node) -> str:
    return node.block.span.of(text) if node.block.marker is None else ""
