"""The parsed source of a page: what on it is the document, and what is not."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .link_lists import link_lists
from .page_facts import SiteFacts, facts, site_facts, title
from .page_markup import unmarked
from .page_rules import PageRules
from .page_walk import UNSEEN_ELEMENTS, is_unseen, outermost, select, walk

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_INLINE = frozenset(("a", "b", "em", "font", "i", "span", "strong", "u"))
_PARAGRAPHS = frozenset(("p", "li", "h1", "h2", "h3", "h4"))
_MARKS = re.compile("[，。；：、！？]")
# The share of a page's marks that its document holds at least: of a known container, and of one that is found by them.
_KNOWN, _FOUND = 0.5, 0.95
_NOTE = re.compile(r"[\[［(（〔]?(?:\d{1,3}|[①-⑳])[\]］)）〕]?")
_NOTE_LENGTH = 40
_FEW = 3
_MOST_HIDDEN = 1000  # elements among which a hidden document is looked for


@dataclass(frozen=True, slots=True)
class Chosen:
    """The elements to read, in order, and those inside them to leave out; ``guessed`` where no known container says so.

    ``facts`` is what the page says of the document around it.
    """

    nodes: tuple[LexborNode, ...]
    left_out: frozenset[int] = field(default_factory=frozenset)
    guessed: bool = False
    facts: SiteFacts = field(default_factory=SiteFacts)


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
        said = facts(body, found, rules)
        heading = title(tree, rules, found)
        return Chosen(
            (*said.nodes, *heading, *found), small | said.left_out, facts=site_facts(tree, rules, found, said, heading)
        )
    if not whole_page:
        return Chosen((body,), notes)
    guessed = _densest(body, marks)
    everything = guessed.mem_id == body.mem_id and not left_out - notes and body.css_first("a") is None
    lists = link_lists(walk(guessed, left_out)) if marks.get(guessed.mem_id) else frozenset()
    said, heading = facts(body, (guessed,), rules), title(tree, rules, (guessed,))
    around = site_facts(tree, rules, (guessed,), said, heading)
    return Chosen(
        (*said.nodes, *heading, guessed), left_out | lists | said.left_out, guessed=not everything, facts=around
    )


def _reveal(tree: LexborHTMLParser, body: LexborNode, rules: PageRules) -> None:
    """Show what is hidden until a script of the page shows it: an element that holds much more text than all that is seen."""
    hidden = [node for node in select(tree, "[style], [hidden]") if node.tag not in UNSEEN_ELEMENTS and is_unseen(node)]
    if not hidden:
        return
    seen = max(_marks(body, (), rules).values(), default=0)
    for node in outermost(hidden[:_MOST_HIDDEN]):
        if len(_MARKS.findall(unmarked(node.text()))) > 2 * seen + _FEW:
            for name in {"style", "hidden"} & set(node.attributes):
                del node.attrs[name]


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
    nodes = outermost([node for node in select(tree, css) if node.mem_id in marks])
    body = tree.body
    whole = marks.get(body.mem_id, 0) if body is not None else 0
    held = sum(marks[node.mem_id] for node in nodes)
    return tuple(nodes) if nodes and held > 0 and held >= _KNOWN * whole else None


def _outside(tree: LexborHTMLParser, rules: PageRules, marks: dict[int, int]) -> frozenset[int]:
    """What is named like no part of a document, unless it holds much of the page's text: then it bears its name for another reason."""
    most = max(marks.values(), default=0) // 5
    return frozenset(node.mem_id for node in tree.css(rules.outside) if marks.get(node.mem_id, most + 1) <= most)


def _note_marks(tree: LexborHTMLParser) -> frozenset[int]:
    """The raised numbers that lead to a footnote: read as text, 增长5% with a note would be 增长5%1, and 5 with note 2 be 52."""
    return frozenset(
        node.mem_id
        for node in select(tree, 'a[href*="#"]')
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
