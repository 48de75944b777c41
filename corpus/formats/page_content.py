"""The parsed source of a page: what on it is the document, and what is not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...language import load_table
from ..page_labels import load_page_labels
from .link_lists import link_lists
from .page_markup import unmarked

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

# fmt: off
_UNSEEN = frozenset((
    "head", "script", "style", "template", "title", "noscript", "iframe", "object", "embed", "svg", "canvas", "audio", "video",
    "select", "button", "input", "textarea", "datalist", "map", "-comment", "_comment",
))
# fmt: on
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_INLINE = frozenset(("a", "b", "em", "font", "i", "span", "strong", "u"))
_PARAGRAPHS = frozenset(("p", "li", "h1", "h2", "h3", "h4"))
_MARKS = re.compile("[，。；：、！？]")
# The share of a page's marks that its document holds at least: of a known container, and of one that is found by them.
_KNOWN, _FOUND = 0.5, 0.95
_NOTE = re.compile(r"[\[［(（〔]?(?:\d{1,3}|[①-⑳])[\]］)）〕]?")
_NOTE_LENGTH = 40
_FEW = 3
_MOST_HIDDEN = 1000  # elements among which a hidden document is looked for
# A table above a document has so many labels at least; one with fewer is another table.
_ENOUGH_LABELS, _MOST_LABELS = 3, 50


@dataclass(frozen=True, slots=True)
class PageRules:
    """The selectors of ``tables/html.toml``, what a page says of its site (``foot``), and the labels of what it says of a document."""

    containers: tuple[str, ...]
    titles: tuple[str, ...]
    outside: str
    foot: re.Pattern[str]
    label: re.Pattern[str]


def load_page_rules() -> PageRules:
    """The packaged table.

    >>> load_page_rules().containers[0]
    '#UCAP-CONTENT'
    """
    table = load_table("duizhao.corpus", "html")
    containers, titles, outside = (
        tuple(row["selector"] for row in table[name]) for name in ("container", "title", "outside")
    )
    foot = re.compile(table["foot"]["pattern"])
    return PageRules(containers, titles, ", ".join(outside), foot, load_page_labels().of_element)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The elements to read, in order, and those inside them to leave out; ``guessed`` where no known container says so."""

    nodes: tuple[LexborNode, ...]
    left_out: frozenset[int] = field(default_factory=frozenset)
    guessed: bool = False


def choose(tree: LexborHTMLParser, rules: PageRules, *, whole_page: bool) -> Chosen:
    """What on a page is the document; of a piece of a page that was cut out already all of it."""
    body = tree.body
    if body is None:
        return Chosen(())
    _reveal(tree, body, rules)
    all_marks = _marks(body, (), rules)
    notes = _note_marks(tree)
    left_out = _outside(tree, rules, all_marks) | notes
    marks = _marks(body, left_out, rules)
    found = next((nodes for css in rules.containers if (nodes := _holding(tree, css, marks))), None)
    if found is not None:
        # Inside the document only what says next to nothing is left out: a bar of buttons, no paragraph that is named like one.
        small = frozenset(place for place in left_out if all_marks.get(place, 0) <= _FEW)
        return Chosen((*_facts(body, found, rules), *_title(tree, rules, found), *found), small)
    if not whole_page:
        return Chosen((body,), notes)
    guessed = _densest(body, marks)
    everything = guessed.mem_id == body.mem_id and not left_out - notes and body.css_first("a") is None
    lists = link_lists(walk(guessed, left_out)) if marks.get(guessed.mem_id) else frozenset()
    return Chosen((*_title(tree, rules, (guessed,)), guessed), left_out | lists, guessed=not everything)


def _reveal(tree: LexborHTMLParser, body: LexborNode, rules: PageRules) -> None:
    """Show what is hidden until a script of the page shows it: an element that holds much more text than all that is seen."""
    hidden = [node for node in _select(tree, "[style], [hidden]") if node.tag not in _UNSEEN and is_unseen(node)]
    if not hidden:
        return
    seen = max(_marks(body, (), rules).values(), default=0)
    for node in _outermost(hidden[:_MOST_HIDDEN]):
        if len(_MARKS.findall(unmarked(node.text()))) > 2 * seen + _FEW:
            for name in {"style", "hidden"} & set(node.attributes):
                del node.attrs[name]


def is_unseen(node: LexborNode) -> bool:
    """Does a reader of the page not see an element?"""
    if node.tag in _UNSEEN:
        return True
    attributes = node.attributes
    return "hidden" in attributes or _HIDDEN_STYLE.search(attributes.get("style") or "") is not None


def walk(root: LexborNode, left_out: Container[int] = ()) -> Iterator[tuple[LexborNode, bool]]:
    """An element and all below it that a reader sees, each twice: when it begins (``True``) and when it ends; texts once.

    No recursion: pages are as deep as their authors please.
    """
    stack: list[tuple[LexborNode, bool]] = [(root, True)]
    while stack:
        node, begins = stack.pop()
        if node.tag == "-text" or not begins:
            yield node, begins
        elif not is_unseen(node) and node.mem_id not in left_out:
            yield node, True
            stack.append((node, False))
            children = []
            child = node.child
            while child is not None:
                children.append((child, True))
                child = child.next
            stack.extend(reversed(children))


def _marks(body: LexborNode, left_out: Container[int], rules: PageRules) -> dict[int, int]:
    """How many marks of Chinese text each element holds that a reader sees outside links."""
    marks: dict[int, int] = {}
    counts = [0]
    links = 0
    for node, begins in walk(body, left_out):
        if node.tag == "-text":
            text = node.text_content or ""
            counts[-1] += 0 if links or rules.foot.search(text) else len(_MARKS.findall(text))
        elif begins:
            counts.append(0)
            links += node.tag == "a"
        else:
            links -= node.tag == "a"
            marks[node.mem_id] = counts.pop()
            counts[-1] += marks[node.mem_id]
    return marks


def _holding(tree: LexborHTMLParser, css: str, marks: dict[int, int]) -> tuple[LexborNode, ...] | None:
    """The elements of a selector, none inside another, if they hold enough of the page's marks, or all of its text."""
    nodes = _outermost([node for node in _select(tree, css) if node.mem_id in marks])
    body = tree.body
    whole = marks.get(body.mem_id, 0) if body is not None else 0
    held = sum(marks[node.mem_id] for node in nodes)
    return tuple(nodes) if nodes and held > 0 and held >= _KNOWN * whole else None


def _select(tree: LexborHTMLParser, css: str) -> list[LexborNode]:
    """The elements of a selector; the library gives one twice that two of its parts find."""
    return list({node.mem_id: node for node in tree.css(css)}.values())


def _outermost(nodes: Sequence[LexborNode]) -> list[LexborNode]:
    ids = {node.mem_id for node in nodes}
    return [node for node in nodes if not any(parent.mem_id in ids for parent in _parents(node))]


def _parents(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _outside(tree: LexborHTMLParser, rules: PageRules, marks: dict[int, int]) -> frozenset[int]:
    """What is named like no part of a document, unless it holds much of the page's text: then it bears its name for another reason."""
    most = max(marks.values(), default=0) // 5
    return frozenset(node.mem_id for node in tree.css(rules.outside) if marks.get(node.mem_id, most + 1) <= most)


def _note_marks(tree: LexborHTMLParser) -> frozenset[int]:
    """The raised numbers that lead to a footnote: read as text, 增长5% with a note would be 增长5%1, and 5 with note 2 be 52."""
    return frozenset(
        node.mem_id
        for node in _select(tree, 'a[href*="#"]')
        if _NOTE.fullmatch("".join(unmarked(node.text()[:_NOTE_LENGTH]).split()))
        and (node.css_first("sup") is not None or (node.parent is not None and node.parent.tag == "sup"))
    )


def _densest(body: LexborNode, marks: dict[int, int]) -> LexborNode:
    """The smallest element that holds nearly all marks of the page."""
    node, total = body, marks.get(body.mem_id, 0)
    while total:
        child = node.child
        while child is not None and marks.get(child.mem_id, 0) < _FOUND * total:
            child = child.next
        if child is None:
            break
        node = child
    # A single paragraph that holds all marks has headings beside it.
    while node.tag in _INLINE or (node.tag in _PARAGRAPHS and node.parent is not None):
        node = node.parent or body
    return node


def _facts(body: LexborNode, found: Sequence[LexborNode], rules: PageRules) -> tuple[LexborNode, ...]:
    """The table above a document that says its number, its day and who issued it: the smallest element with three such labels."""
    ids = {node.mem_id for node in found}
    holders = {parent.mem_id for node in found for parent in _parents(node)}
    labels: list[list[LexborNode]] = []  # for each label what it stands in, from the inside
    for node, _ in walk(body, ids):
        if (
            node.tag == "-text"
            and len(labels) < _MOST_LABELS
            and rules.label.match("".join(unmarked(node.text_content or "").split()))
        ):
            labels.append(list(_parents(node)))
    counts = Counter(parent.mem_id for parents in labels for parent in parents)
    for parent in labels[0] if labels else ():
        if parent.mem_id in holders:
            break
        if counts[parent.mem_id] >= _ENOUGH_LABELS:
            return (parent,)
    return ()


def _title(tree: LexborHTMLParser, rules: PageRules, found: Sequence[LexborNode]) -> tuple[LexborNode, ...]:
    """The title that stands above the document and is not repeated in it."""
    inside = "".join(unmarked(node.text()) for node in found)[:2000]
    beginning = "".join(inside.split())
    ids = {node.mem_id for node in found}
    for css in rules.titles:
        nodes = [node for node in _select(tree, css) if not is_unseen(node)]
        words = "".join(unmarked(nodes[0].text()).split()) if len(nodes) == 1 else ""
        if not 4 <= len(words) <= 120:
            continue
        held = any(parent.mem_id in ids for parent in _parents(nodes[0]))
        holds = any(parent.mem_id == nodes[0].mem_id for node in found for parent in _parents(node))
        return () if held or holds or words in beginning else (nodes[0],)
    return ()
