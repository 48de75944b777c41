"""What a page says of a document around it: the table with its number and its day, its title, what only programs read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..clean.lines import STRUCTURE_START
from .page_markup import unmarked
from .page_rules import PageRules
from .page_walk import is_unseen, parents, select, walk

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

# A table above a document has so many labels at least; one with fewer is another table.
_ENOUGH_LABELS, _MOST_LABELS = 3, 50
_MOST_VALUE = 120
_BEGINNING = 600  # characters of a document among which such a table may stand inside it
_HEAD = 4000  # characters at the beginning of a document among which its title is looked for
_SITE = re.compile(r"\s*(?:[-_|—–]+|-{2,})\s*")
_INLINE_ELEMENTS = frozenset(("a", "b", "em", "font", "i", "label", "span", "strong", "u"))


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The table above a document: the element that holds it, the texts in it that are labels without a colon, or its pairs.

    ``pairs`` are labels with their values where the values stand below them; such a table is not read as it stands (``left_out``).
    """

    nodes: tuple[LexborNode, ...] = ()
    labels: frozenset[int] = frozenset()
    pairs: tuple[tuple[str, str], ...] = ()
    left_out: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Label:
    """A text of a page that is a label: what it stands in, from the inside, and whether it is all of it."""

    node: LexborNode
    around: tuple[LexborNode, ...]
    alone: bool


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What has no place in the text of a page: ``lines`` to write above it, and the texts that want a colon behind them."""

    lines: tuple[str, ...] = ()
    labels: frozenset[int] = field(default_factory=frozenset)


def facts(body: LexborNode, found: Sequence[LexborNode], rules: PageRules) -> PageFacts:
    """The table above a document that says its number, its day and who issued it: the smallest element with three such labels.

    It may also stand at the beginning of the document itself.
    """
    ids = {node.mem_id for node in found}
    holders = {parent.mem_id for node in found for parent in parents(node)}
    above = _facts_in(_labels(walk(body, ids), rules), holders)
    if above.nodes or above.pairs:
        return above
    inside = _facts_in(_labels(walk(found[0]), rules, most=_BEGINNING), holders | ids)
    return PageFacts((), inside.labels, inside.pairs, inside.left_out)


def _labels(walked: Iterable[tuple[LexborNode, bool]], rules: PageRules, most: int | None = None) -> list[_Label]:
    """The labels of a page, or those within so many characters."""
    labels: list[_Label] = []
    seen = 0
    for node, _ in walked:
        if node.tag == "-text" and len(labels) < _MOST_LABELS and (most is None or seen <= most):
            text = "".join(unmarked(node.text_content or "").split())
            seen += len(text)
            alone = rules.label_alone.fullmatch(text) is not None and _is_cell(node)
            if alone or rules.label.match(text):
                labels.append(_Label(node, tuple(parents(node)), alone))
    return labels


def _facts_in(labels: Sequence[_Label], holders: Container[int]) -> PageFacts:
    counts = Counter(parent.mem_id for label in labels for parent in label.around)
    for parent in labels[0].around if labels else ():
        if parent.mem_id in holders:
            break
        if counts[parent.mem_id] >= _ENOUGH_LABELS:
            inside = [label.node for label in labels if any(one.mem_id == parent.mem_id for one in label.around)]
            pairs = tuple(_values_below(inside))
            if pairs:
                rows = (one for one in labels[0].around if one.tag == "table")
                return PageFacts(pairs=pairs, left_out=frozenset(one.mem_id for one in rows))
            bare = frozenset(label.node.mem_id for label in labels if label.alone)
            return PageFacts((parent,), bare)
    return PageFacts()


def _is_cell(label: LexborNode) -> bool:
    """Is a label all of a cell, or does something follow it?"""
    cell = _cell(label)
    following = cell.next
    while following is not None and following.tag == "-text" and not unmarked(following.text_content or "").strip():
        following = following.next
    return cell.tag in ("td", "th", "dt") or following is not None


def _cell(label: LexborNode) -> LexborNode:
    """The outermost element that holds nothing but a label."""
    node = label
    while (
        node.parent is not None
        and (node.parent.tag in _INLINE_ELEMENTS or node.parent.tag in ("p", "div"))
        and node.prev is None
        and node.next is None
    ):
        node = node.parent
    if node.parent is not None and node.parent.tag in ("td", "th", "dt") and node.prev is None and node.next is None:
        return node.parent
    return node


def _values_below(labels: Sequence[LexborNode]) -> Iterator[tuple[str, str]]:
    """Labels in a row of their own with the values in the row below, column by column."""
    cells = [_cell(label) for label in labels]
    rows = {cell.parent.mem_id: cell.parent for cell in cells if cell.tag in ("td", "th") and cell.parent is not None}
    for row in rows.values():
        heads = list(_elements(row))
        named = {cell.mem_id: label for cell, label in zip(cells, labels, strict=True)}
        below = row.next
        while below is not None and below.tag != "tr":
            below = below.next
        if below is None or len(heads) < 2 or not all(head.mem_id in named for head in heads):
            continue
        for head, value in zip(heads, _elements(below), strict=False):
            said = "".join(unmarked(value.text()).split())[:_MOST_VALUE]
            if said:
                yield "".join(unmarked(named[head.mem_id].text_content or "").split()).rstrip("：:"), said


def _elements(parent: LexborNode) -> Iterator[LexborNode]:
    child = parent.child
    while child is not None:
        if child.tag in ("td", "th"):
            yield child
        child = child.next


def title(tree: LexborHTMLParser, rules: PageRules, found: Sequence[LexborNode]) -> tuple[LexborNode, ...]:
    """The title that stands above the document and is not repeated in it."""
    beginning = _beginning(found)
    ids = {node.mem_id for node in found}
    for css in rules.titles:
        nodes = [node for node in select(tree, css) if not is_unseen(node)]
        words = "".join(unmarked(nodes[0].text()).split()) if len(nodes) == 1 else ""
        if not 4 <= len(words) <= 120:
            continue
        held = any(parent.mem_id in ids for parent in parents(nodes[0]))
        holds = any(parent.mem_id == nodes[0].mem_id for node in found for parent in parents(node))
        repeated = words in beginning.replace(f"《{words}》", "")  # a notice names what it hands on
        return () if held or holds or repeated else (nodes[0],)
    return ()


def site_facts(
    tree: LexborHTMLParser,
    rules: PageRules,
    found: Sequence[LexborNode],
    said: PageFacts,
    heading: Sequence[LexborNode],
) -> SiteFacts:
    """What is to be written above the text: the pairs of the table, what ``<meta>`` says, and the title where the text has none."""
    known = "".join(unmarked(node.text()[:_HEAD]) for node in said.nodes)
    lines = [f"{label}：{value}" for label, value in said.pairs]
    meta = _meta(tree, rules)
    for label, value in meta.items():
        if label not in known and label != "标题" and not any(line.startswith(label) for line in lines):
            lines.append(f"【{label}：{value}】" if label == "来源" else f"{label}：{value}")
    if not heading:
        named = _named(tree, meta.get("标题", ""), found)
        lines += [named] if named else []
    return SiteFacts(tuple(lines), said.labels)


def _meta(tree: LexborHTMLParser, rules: PageRules) -> dict[str, str]:
    """What the ``<meta>`` elements say that systems of government sites write, by its label."""
    said: dict[str, str] = {}
    for node in select(tree, "meta[name][content]"):
        attributes = node.attributes
        label = rules.meta.get((attributes.get("name") or "").lower())
        words = (attributes.get("content") or "").split()
        value = words[0] if words and label is not None and "日期" in label else "".join(words)
        if label is not None and 2 <= len(value) <= _MOST_VALUE:
            said.setdefault(label, value)
    return said


def _named(tree: LexborHTMLParser, of_meta: str, found: Sequence[LexborNode]) -> str:
    """The title that only the page's head says, where the text begins at once with its first article."""
    begins = unmarked("".join(node.text() for node in found)[:_HEAD]).lstrip()
    if STRUCTURE_START.match(begins) is None:
        return ""
    head = tree.css_first("title")
    named = _SITE.split(unmarked(head.text()).strip())[0] if head is not None else ""
    words = "".join((of_meta or named).split())
    return words if 4 <= len(words) <= 120 and words not in _beginning(found) else ""


def _beginning(found: Sequence[LexborNode]) -> str:
    return "".join("".join(unmarked(node.text()) for node in found)[:2000].split())
