"""The elements of a parsed page in order, without those that a reader of the page does not see."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import TYPE_CHECKING

from .page_load import hostile_page

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

# fmt: off
UNSEEN_ELEMENTS = frozenset((
    "head", "script", "style", "template", "title", "noscript", "iframe", "object", "embed", "svg", "canvas", "audio", "video",
    "select", "button", "input", "textarea", "datalist", "map", "rt", "rp", "rtc", "-comment", "_comment",
))
# fmt: on
_HIDDEN_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|opacity\s*:\s*0*(?:\.0+)?\s*(?:!|;|$)"
    r"|font-size\s*:\s*0+(?:\.0+)?\s*(?:px|pt|r?em|%)?\s*(?:!|;|$))",
    re.IGNORECASE,
)


def is_unseen(node: LexborNode) -> bool:
    """Does a reader of the page not see an element?"""
    if node.tag in UNSEEN_ELEMENTS:
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


def check_depth(tree: LexborHTMLParser, most: int) -> None:
    """Refuse a page whose elements stand more deeply in each other than the tags in its source told.

    :raises DocumentError: they do.
    """
    stack = [(tree.root, 1)]
    while stack:
        node, depth = stack.pop()
        if depth > most:
            raise hostile_page(f"标记嵌套超过 {most} 层")
        child = None if node is None else node.child
        while child is not None:
            if child.tag != "-text":
                stack.append((child, depth + 1))
            child = child.next


def select(tree: LexborHTMLParser, css: str) -> list[LexborNode]:
    """The elements of a selector; the library gives one twice that two of its parts find."""
    return list({node.mem_id: node for node in tree.css(css)}.values())


def outermost(nodes: Sequence[LexborNode]) -> list[LexborNode]:
    """Those of some elements that stand inside no other of them."""
    ids = {node.mem_id for node in nodes}
    return [node for node in nodes if not any(parent.mem_id in ids for parent in parents(node))]


def parents(node: LexborNode) -> Iterator[LexborNode]:
    """The elements around a node, from the inside."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent
