"""Name every place in a document: its articles and paragraphs, and their sentences."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..corpus import Document, Span
from .blocks import Block, find_blocks
from .headings import HeadingFinder
from .markers import load_forms
from .outline import Node, article_depth, is_article, is_part, nest
from .sentences import split_sentences
from .units import SegmentedDocument, Sentence, SentenceKind, Unit


def segment_document(document: Document) -> SegmentedDocument:
    r"""Find the units and sentences of a document. Never refuses: what cannot be parsed is warned of. Linear in the text's length.

    >>> from duizhao.corpus import make_document
    >>> parsed = segment_document(make_document("第一条 图书馆每周开放。\n第二条 读者可以外借；应当归还。"))
    >>> [(unit.id, [sentence.text for sentence in unit.sentences]) for unit in parsed.units]
    [('1', ['图书馆每周开放。']), ('2', ['读者可以外借；', '应当归还。'])]
    """
    nodes = nest(find_blocks(document, load_forms()))
    depth = article_depth(nodes)
    drafts = _drafts(document.text, nodes, depth)
    headings = HeadingFinder(document.text, [draft.blocks for draft in drafts if draft.head is not None])
    ids = _ids(drafts)
    units = tuple(_unit(document.text, draft, name, headings) for draft, name in zip(drafts, ids, strict=True))
    warnings = (*document.warnings, *_number_warnings(drafts))
    if not units:
        warnings += ("没有找到正文",)
    return SegmentedDocument(document, units, warnings)


class _Draft:
    """A unit being put together: an article (``head`` is its first block) or a paragraph (``head`` is ``None``)."""

    def __init__(self, head: Block | None, parts: Sequence[tuple[int, str]], blocks: list[Block]) -> None:
        self.head = head
        self.parts = tuple(parts)
        self.blocks = blocks


def _drafts(text: str, nodes: Sequence[Node], depth: int | None) -> list[_Draft]:
    drafts: list[_Draft] = []
    parts: list[tuple[int, int, str]] = []  # depth, number, heading
    article: _Draft | None = None
    last_part: Block | None = None
    closing = _closing_start(nodes, depth)
    for i, node in enumerate(nodes):
        block = node.block
        if is_part(node, depth) and block.marker is not None:
            article = None
            heading, rest = _part_heading(text, block)
            parts = [part for part in parts if part[0] < node.depth]
            parts.append((node.depth, block.marker.number, heading))
            last_part = block
            if rest is not None:
                drafts.append(_Draft(None, [part[1:] for part in parts], [rest]))
        elif is_article(node, depth):
            article = _Draft(block, [part[1:] for part in parts], [block])
            drafts.append(article)
            last_part = None
        elif article is not None and (i < closing or block.marker is not None):
            article.blocks.append(block)
        elif last_part is not None and _goes_on(text, last_part, block, depth):
            parts[-1] = (*parts[-1][:2], f"{parts[-1][2]} {block.span.of(text)}".strip())  # 第一章 ⏎ 总则
            last_part = last_part if depth == 0 else None
        else:
            article = None
            last_part = None
            drafts.append(_Draft(None, [] if i >= closing else [part[1:] for part in parts], [block]))
    return drafts


def _part_heading(text: str, block: Block) -> tuple[str, Block | None]:
    """The heading of a part, and what stands behind it on the same line, if it is more than a heading."""
    sentences = split_sentences(text, block.content.start, block.content.end)
    if len(sentences) < 2:
        return block.span.of(text), None
    return Span(block.span.start, sentences[0].end).of(text), Block(Span(sentences[1].start, block.span.end), None)


def _goes_on(text: str, part: Block, block: Block, depth: int | None) -> bool:
    """Is the line behind a part's number its heading, or the rest of it?

    In a law nothing but headings stands between a chapter's number and its first article; elsewhere a paragraph may.
    """
    is_title = len(block.span) <= 30 and text[block.span.end - 1] not in "。；：！？"
    return block.marker is None and is_title and (depth == 0 or len(part.content) == 0)


def _closing_start(nodes: Sequence[Node], depth: int | None) -> int:
    """The index of the first block that belongs to the document's closing rather than to its last article.

    In policy papers each article is one paragraph; where that is so, the paragraph behind the last article is its own.
    """
    starts = [i for i, node in enumerate(nodes) if is_article(node, depth)]
    if depth == 0 or len(starts) < 3:
        return len(nodes)
    alone = sum(is_article(nodes[i + 1], depth) or is_part(nodes[i + 1], depth) for i in starts[:-1])
    return starts[-1] + 1 if alone * 10 >= (len(starts) - 1) * 9 else len(nodes)


def _ids(drafts: Sequence[_Draft]) -> list[str]:
    restarts = _restarts(drafts)
    seen: dict[str, int] = {}
    ids, paragraphs = [], 0
    for draft in drafts:
        marker = draft.head.marker if draft.head is not None else None
        if marker is None:
            paragraphs += 1
            name = f"p{paragraphs}"
        else:
            name = str(marker.number) if marker.sub is None else f"{marker.number}-{marker.sub}"
            if restarts:
                name = ".".join([*(str(number) for number, _ in draft.parts), name])
        seen[name] = seen.get(name, 0) + 1
        ids.append(name if seen[name] == 1 else f"{name}~{seen[name]}")  # a number that comes twice
    return ids


def _restarts(drafts: Sequence[_Draft]) -> bool:
    """Does the numbering of the articles begin anew in most parts?"""
    articles = [draft for draft in drafts if draft.head is not None and draft.head.marker is not None]
    firsts = [b.head.marker.number for a, b in pairwise(articles) if a.parts != b.parts and b.head and b.head.marker]
    forms = {draft.head.marker.form for draft in articles if draft.head and draft.head.marker}
    return "article" not in forms and bool(firsts) and sum(number == 1 for number in firsts) * 2 >= len(firsts)


def _unit(text: str, draft: _Draft, name: str, headings: HeadingFinder) -> Unit:
    marker = draft.head.marker if draft.head is not None else None
    heading = headings.find(draft.blocks) if marker is not None else None
    sentences: list[Sentence] = []
    if heading is not None:
        sentences.append(Sentence(f"{name}:0", name, "heading", heading.of(text), heading))
    for i, block in enumerate(draft.blocks):
        start = block.content.start if i == 0 else block.span.start
        if heading is not None and start <= heading.start < block.span.end:
            start = headings.behind(heading)
        leads = i + 1 < len(draft.blocks) and draft.blocks[i + 1].marker is not None
        spans = split_sentences(text, min(start, block.span.end), block.span.end)
        for span in spans:
            kind = _kind(text, block, span, is_item=i > 0 and block.marker is not None, leads=leads)
            index = len(sentences) + (heading is None)
            sentences.append(Sentence(f"{name}:{index}", name, kind, span.of(text), span))
    return Unit(
        id=name,
        label=marker.label if marker else "",
        number=marker.number if marker else None,
        heading=heading.of(text).rstrip("。：") if heading else None,
        path=tuple(title for _, title in draft.parts),
        span=Span(draft.blocks[0].span.start, draft.blocks[-1].span.end),
        sentences=tuple(sentences),
    )


def _kind(text: str, block: Block, span: Span, *, is_item: bool, leads: bool) -> SentenceKind:
    if is_item:
        return "item"
    return "lead" if leads and span.end == block.span.end and text[span.end - 1] in "：:" else "body"


def _number_warnings(drafts: Sequence[_Draft]) -> tuple[str, ...]:
    warnings = []
    articles = [draft for draft in drafts if draft.head is not None and draft.head.marker is not None]
    for a, b in pairwise(articles):
        first, second = (draft.head.marker if draft.head else None for draft in (a, b))
        if first is None or second is None or second.sub is not None or (second.number == 1 and a.parts != b.parts):
            continue
        if second.number == first.number and first.sub is None:
            warnings.append(f"编号重复：{second.label}出现两次")
        elif second.number != first.number + 1:
            warnings.append(f"编号不连续：{first.label}之后是{second.label}")
    return tuple(warnings)
