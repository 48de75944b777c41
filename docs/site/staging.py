"""Gather the pages of the site in a folder: those that are written by hand, those that are generated, and the order they stand in."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath
from types import MappingProxyType
from typing import Any

from citing_page import citing_page
from column_pages import column_page
from command_pages import command_page
from name_pages import name_page
from notebook_pages import notebook_page
from store_pages import store_page

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parent.parent.parent
# Pages that stand elsewhere in the repository, and what they are called on the site.
ELSEWHERE = {
    "CHANGELOG.md": "CHANGELOG.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "benchmarks/README.md": "benchmarks.md",
    "benchmarks/labels/README.md": "labels.md",
    "corpus/sample/README.md": "sample.md",
}
# The pages that are written from the code, by their names.
GENERATED: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "命令.md": command_page,
        "各表的列.md": column_page,
        "库的列.md": store_page,
        "Python.md": name_page,
        "引用.md": lambda: citing_page(ROOT),
    }
)
_FENCED = re.compile(r"(^ *(`{3,}).*?^ *\2`*$)", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<=\]\()([^)\s#:]+)(?=[)#])")
_BROKEN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef”’—…])\n *(?=[“‘（《\u3400-\u9fff])")
_NAMED = re.compile(r"(?<!\[)`((?:[\w.-]+/)*[\w.-]+\.(?:md|ipynb))`(?!\])")


def stage(into: Path) -> None:
    """Write all pages into the folder, ready for Sphinx."""
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    places = page_places()
    for source, target in places.items():
        page = into / target
        page.parent.mkdir(parents=True, exist_ok=True)
        if source.endswith(".ipynb"):
            text = notebook_page(ROOT / source, page.with_name("pictures"))
        else:
            text = (ROOT / source).read_text(encoding="utf-8")
        page.write_text(with_links(text, source, places), encoding="utf-8")
    for name, write in GENERATED.items():
        (into / name).write_text(write(), encoding="utf-8")
    for picture in sorted((ROOT / "docs").rglob("*")):
        if picture.suffix in (".png", ".svg") and "site" not in picture.relative_to(ROOT / "docs").parts:
            place = into / picture.relative_to(ROOT / "docs")
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(picture, place)
    for folder in ("_static", "locales"):
        shutil.copytree(Path(__file__).with_name(folder), into / folder)
    known = sorted(page.relative_to(into).with_suffix("").as_posix() for page in into.rglob("*.md"))
    index = into / "index.md"
    index.write_text(
        "\n\n".join((index.read_text(encoding="utf-8").rstrip(), *navigation(known))) + "\n", encoding="utf-8"
    )


def page_places() -> dict[str, str]:
    """Every page that is written by hand, by its place in the repository: its place on the site."""
    ours = {
        path.relative_to(ROOT).as_posix(): path.relative_to(ROOT / "docs").as_posix()
        for path in sorted((ROOT / "docs").rglob("*.md"))
    }
    notebooks = {
        f"notebooks/{path.name}": f"notebooks/{path.stem}.md" for path in sorted(ROOT.glob("notebooks/*.ipynb"))
    }
    return ours | ELSEWHERE | notebooks


def with_links(text: str, source: str, places: Mapping[str, str]) -> str:
    """A page with its links leading to the pages of the site, and the pages that it only names made links.

    Chinese lines are joined: a browser would show their break as a blank.

    >>> with_links("见 `docs/formats.md`，[复核](../docs/复核.md)", "benchmarks/README.md", {"docs/formats.md": "formats.md",
    ...     "docs/复核.md": "复核.md", "benchmarks/README.md": "benchmarks.md"})
    '见 [`docs/formats.md`](formats.md)，[复核](复核.md)'
    """
    here = PurePosixPath(places[source]).parent.as_posix()

    def to_site(name: str) -> str | None:
        for found in (normpath(f"{PurePosixPath(source).parent}/{name}"), normpath(name)):
            if found in places:
                return relpath(places[found], here)
        return None

    def linked(match: re.Match[str]) -> str:
        return to_site(match[1]) or match[1]

    def named(match: re.Match[str]) -> str:
        place = to_site(match[1])
        return f"[{match[0]}]({place})" if place and place != PurePosixPath(places[source]).name else match[0]

    pieces = _FENCED.split(text)
    # Of three pieces the second is a fenced block, the third its fence.
    return "".join(
        piece if i % 3 == 1 else _NAMED.sub(named, _LINK.sub(linked, _BROKEN.sub("", piece)))
        for i, piece in enumerate(pieces)
        if i % 3 < 2
    )


def navigation(known: list[str]) -> Iterator[str]:
    """The tables of contents of the front page: the parts of navigation.toml with those pages that are there."""
    parts = tomllib.loads(Path(__file__).with_name("navigation.toml").read_text(encoding="utf-8"))["part"]
    named = {page for part in parts for page in _pages(part, known)}
    for part in parts:
        pages = [page for page in known if page not in named | {"index"}] if part.get("rest") else _pages(part, known)
        if pages:
            yield "\n".join(("```{toctree}", ":hidden:", f":caption: {part['title']}", "", *pages, "```"))


def _pages(part: Mapping[str, Any], known: list[str]) -> list[str]:
    pages: list[str] = []
    for name in part.get("pages", ()):
        pages += (
            [page for page in known if PurePosixPath(page).match(name)] if "*" in name else [name] * (name in known)
        )
    return pages
