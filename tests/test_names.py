"""One name for one thing: no two packages hold a module of the same name, no class name is defined twice, no module is too long."""

from __future__ import annotations

import ast
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (
    "language",
    "corpus",
    "segmenter",
    "align",
    "extract",
    "changes",
    "judges",
    "results",
    "report",
    "batch",
    "spread",
    "estimators",
    "spacy_pipes",
    "duizhao",
)
MOST_LINES = 300


def modules() -> Iterator[Path]:
    """The modules of the product; links are not followed."""
    for room in ROOMS:
        for place, folders, names in os.walk(ROOT / room):
            folders[:] = [name for name in folders if not Path(place, name).is_symlink()]
            yield from (Path(place, name) for name in names if name.endswith(".py"))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def twice(names: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: sorted(places) for name, places in sorted(names.items()) if len(places) > 1}


def test_no_two_modules_have_the_same_name() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for path in modules():
        if path.stem not in ("__init__", "__main__"):
            found[path.stem].append(shown(path))
    assert twice(found) == {}


def kinds(tree: ast.Module) -> Iterator[str]:
    """What a module defines that is named as a class is: its classes, and its names of types (``Level = Literal[…]``)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node.name
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id.lstrip("_")
            if name[:1].isupper() and not name.isupper():
                yield name


def test_no_class_name_is_defined_twice() -> None:
    """A private class counts too, without its underscore: ``_Level`` beside ``Level`` is read as the same thing."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in modules():
        for name in kinds(ast.parse(path.read_text(encoding="utf-8"))):
            found[name.lstrip("_")].append(shown(path))
    assert twice(found) == {}


def test_no_module_is_longer_than_can_be_kept_in_mind() -> None:
    lines = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {path: count for path, count in lines.items() if count > MOST_LINES} == {}
