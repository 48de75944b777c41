"""What leads nowhere in a built site, and what a page of it would fetch from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser as HTMLParser


def broken_links(html: Path) -> list[str]:
    """Links of the pages to files or places in them that are not there, as ``page: link``."""
    pages = {path.resolve(): HTMLParser(path.read_text(encoding="utf-8")) for path in sorted(html.rglob("*.html"))}
    anchors = {
        path: {node.attributes.get("id") for node in tree.css("[id]")} | {None, ""} for path, tree in pages.items()
    }
    return [
        f"{path.relative_to(html.resolve())}: {link}"
        for path, tree in pages.items()
        for link in _links(tree)
        if not _leads_somewhere(path, link, anchors)
    ]


def fetched(html: Path) -> list[str]:
    """Scripts, styles, fonts and pictures that a page takes from another server, as ``file: address``."""
    found = []
    for path in sorted(html.rglob("*.html")):
        tree = HTMLParser(path.read_text(encoding="utf-8"))
        for node in tree.css("script[src], img[src], iframe[src], link[href]"):
            address = node.attributes.get("src") or node.attributes.get("href") or ""
            if urlsplit(address).netloc:
                found.append(f"{path.name}: {address}")
    for path in sorted(html.rglob("*.css")):
        text = path.read_text(encoding="utf-8")
        found += [f"{path.name}: {mark}" for mark in ("url(http", "url('http", 'url("http', "@import") if mark in text]
    return found


def _links(tree: HTMLParser) -> Iterator[str]:
    for node in tree.css("a[href], img[src], script[src], link[href]"):
        link = node.attributes.get("href") or node.attributes.get("src") or ""
        parts = urlsplit(link)
        if not parts.scheme and not parts.netloc:
            yield link


def _leads_somewhere(page: Path, link: str, anchors: dict[Path, set[str | None]]) -> bool:
    parts = urlsplit(link)
    place = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if place.is_dir():
        place /= "index.html"
    return place.exists() and (place not in anchors or unquote(parts.fragment) in anchors[place])
