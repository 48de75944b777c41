"""Every expression with a Chinese character in the code stands with examples, and does what they show; word lists are tables."""

from __future__ import annotations

import ast
import importlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("language", "corpus", "segmenter", "align", "extract", "changes", "results", "report", "duizhao")
CHINESE = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff]|\\u[4-9][0-9a-f]{3}")
COMPILERS = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
# So many Chinese words in one tuple, list, set or as keys of a dictionary are a word list.
MOST_WORDS = 3


@dataclass(frozen=True)
class Found:
    """A call in a module: where, and what it is given."""

    path: Path
    call: ast.Call
    name: str | None  # of the constant it is assigned to

    @property
    def place(self) -> str:
        return f"{self.path.relative_to(ROOT).as_posix()}:{self.call.lineno}"

    @property
    def module(self) -> str:
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts if parts[0] == "duizhao" else ("duizhao", *parts))


def modules() -> Iterator[Path]:
    for room in ROOMS:
        for place, folders, names in os.walk(ROOT / room):
            folders[:] = [name for name in folders if not Path(place, name).is_symlink()]
            yield from (Path(place, name) for name in names if name.endswith(".py"))


def texts(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def calls() -> Iterator[Found]:
    for path in sorted(modules()):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {
            id(node.value): node.targets[0].id
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield Found(path, node, named.get(id(node)))


def is_re(node: ast.Call) -> bool:
    function = node.func
    return (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id == "re"
        and function.attr in COMPILERS
    )


def is_expression(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id == "expression"


CALLS = list(calls())
EXPRESSIONS = [one for one in CALLS if is_expression(one.call)]


def chinese_constants(path: Path) -> set[str]:
    """The names in a module that stand for a text with Chinese in it: a pattern made of them holds it too."""
    return {
        node.targets[0].id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, (ast.Constant, ast.JoinedStr, ast.BinOp))
        and any(map(CHINESE.search, texts(node.value)))
    }


def holds_chinese(found: Found) -> bool:
    pattern = found.call.args[0]
    names = {node.id for node in ast.walk(pattern) if isinstance(node, ast.Name)}
    return any(map(CHINESE.search, texts(pattern))) or bool(names & chinese_constants(found.path))


def test_no_expression_with_chinese_stands_without_examples() -> None:
    bare = [one.place for one in CALLS if is_re(one.call) and holds_chinese(one)]
    assert bare == [], (
        "put words into a table; what is structure is made by language.expressions.expression, with examples"
    )


def test_expressions_are_constants_of_their_modules() -> None:
    assert [one.place for one in EXPRESSIONS if one.name is None and one.path.name != "expressions.py"] == []


@pytest.mark.parametrize(
    "found", [one for one in EXPRESSIONS if one.name], ids=lambda one: f"{one.path.stem}.{one.name}"
)
def test_an_expression_does_what_its_examples_show(found: Found) -> None:
    given: dict[str, Any] = {
        word.arg: ast.literal_eval(word.value)
        for word in found.call.keywords
        if word.arg in ("match", "no_match", "use")
    }
    pattern = getattr(importlib.import_module(found.module), found.name or "")
    find = getattr(pattern, given.get("use", "search"))
    assert given["match"], "an expression needs an example of what it finds"
    assert [text for text in given["match"] if not find(text)] == []
    assert [text for text in given.get("no_match", ()) if find(text)] == []


def word_lists() -> Iterator[str]:
    for path in sorted(modules()):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        shown = {
            id(part)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and is_expression(node)
            for word in node.keywords
            for part in ast.walk(word.value)
        }
        for node in ast.walk(tree):
            words = (
                node.elts
                if isinstance(node, (ast.Tuple, ast.List, ast.Set))
                else node.keys
                if isinstance(node, ast.Dict)
                else ()
            )
            chinese = [one for one in words if isinstance(one, ast.Constant) and CHINESE.search(str(one.value))]
            if len(chinese) > MOST_WORDS and id(node) not in shown:
                yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"


def test_lists_of_words_are_tables() -> None:
    assert list(word_lists()) == []
