"""Every expression with a Chinese character in the code stands with examples, and does what they show; word lists are tables."""

from __future__ import annotations

import ast
import importlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

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
    "estimators",
    "spacy_pipes",
    "duizhao",
)
# A Chinese character, also where a raw string escapes it.
CHINESE = re.compile(
    r"[\u3007\u3400-\u9fff\uf900-\ufaff]|\\u(?:3[4-9a-f]|[4-9][0-9a-f]|f[9a])[0-9a-f]{2}", re.IGNORECASE
)
COMPILERS = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
# So many Chinese words in one tuple, list, set, in the keys of a dictionary, or looked for one after the other, are a word list.
MOST_WORDS = 3
COLLECTIONS = {"set", "frozenset", "tuple", "list"}
# So many alternatives that are words (two characters and more) may stand in an expression; more are a part of a table.
MOST_ALTERNATIVES = 6

Scope = ast.Module | ast.FunctionDef


@dataclass(frozen=True)
class Module:
    """A module of the product, parsed; ``chinese`` are the names at its top that stand for texts with Chinese in them."""

    path: Path
    tree: ast.Module
    chinese: frozenset[str] = field(default_factory=frozenset)

    @property
    def name(self) -> str:
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts if parts[0] == "duizhao" else ("duizhao", *parts))

    def place(self, node: ast.expr) -> str:
        return f"{self.path.relative_to(ROOT).as_posix()}:{node.lineno}"


def paths() -> Iterator[Path]:
    for room in ROOMS:
        for place, folders, names in os.walk(ROOT / room):
            folders[:] = [name for name in folders if not Path(place, name).is_symlink()]
            yield from (Path(place, name) for name in names if name.endswith(".py"))


def texts(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def names_in(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def is_expression(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "expression"


def is_re(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in COMPILERS
        and bool(node.args)
    )


def assigned(scope: Scope) -> Iterator[tuple[str, ast.expr]]:
    """The names that a module or a function gives a value, not those of the functions inside it."""
    stack: list[ast.AST] = list(scope.body)
    while stack:
        node = stack.pop()
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Lambda)):
            continue
        stack += ast.iter_child_nodes(node)
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        value = getattr(node, "value", None)
        for target in targets:
            for part in ast.walk(target):
                if isinstance(part, ast.Name) and value is not None:
                    yield part.id, value


def chinese_names(scope: Scope, known: frozenset[str]) -> frozenset[str]:
    """The names that stand for texts with Chinese in them, or for what is made of such; what a call gives is another matter."""
    values = [
        (name, value)
        for name, value in assigned(scope)
        if isinstance(value, (ast.Constant, ast.JoinedStr, ast.BinOp, ast.Name))
    ]
    found = set(known)
    while True:
        more = {
            name
            for name, value in values
            if name not in found and (any(map(CHINESE.search, texts(value))) or names_in(value) & found)
        }
        if not more:
            return frozenset(found)
        found |= more


def read_modules() -> list[Module]:
    """All modules, each with the Chinese constants of its own and those it imports from the others."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(paths())}
    own = {Module(path, tree).name: chinese_names(tree, frozenset()) for path, tree in trees.items()}
    modules = []
    for path, tree in trees.items():
        package = Module(path, tree).name.split(".")[: -1 if path.stem != "__init__" else None]
        imported = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.level:
                base = package[: len(package) - node.level + 1]
                source = own.get(".".join([*base, *(node.module or "").split(".")]).strip("."), frozenset())
                imported |= {alias.asname or alias.name for alias in node.names if alias.name in source}
        modules.append(Module(path, tree, chinese_names(tree, frozenset(imported))))
    return modules


MODULES = read_modules()


def read_module(source: str) -> Module:
    """A module that stands in no file."""
    tree = ast.parse(source)
    return Module(ROOT / "duizhao" / "made.py", tree, chinese_names(tree, frozenset()))


def scopes(module: Module) -> Iterator[tuple[Scope, frozenset[str]]]:
    yield module.tree, module.chinese
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef):
            yield node, chinese_names(node, module.chinese)


def own_calls(scope: Scope) -> Iterator[ast.Call]:
    """The calls of a module or a function, not those of the functions inside it."""
    stack: list[ast.AST | None] = list(scope.body)
    while stack:
        node = stack.pop()
        if node is None:
            continue
        if isinstance(node, ast.FunctionDef):
            stack += (*node.args.defaults, *node.args.kw_defaults, *node.decorator_list)
            continue
        if isinstance(node, ast.Call):
            yield node
        stack += ast.iter_child_nodes(node)


def compiling_helpers(module: Module) -> set[str]:
    """The functions of a module that compile what they are given: a pattern passed to them is a pattern."""
    return {
        node.name
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef)
        and any(
            is_re(call) and names_in(call.args[0]) & {arg.arg for arg in (*node.args.args, *node.args.kwonlyargs)}
            for call in own_calls(node)
        )
    }


def bare_expressions(modules: Sequence[Module] = MODULES) -> Iterator[str]:
    for module in modules:
        helpers = compiling_helpers(module)
        for scope, chinese in scopes(module):
            for call in own_calls(scope):
                helped = isinstance(call.func, ast.Name) and call.func.id in helpers
                for given in call.args[:1] if is_re(call) else call.args if helped else ():
                    if any(map(CHINESE.search, texts(given))) or names_in(given) & chinese:
                        yield module.place(call)


def test_no_expression_with_chinese_stands_without_examples() -> None:
    assert sorted(bare_expressions()) == [], (
        "put words into a table; what is structure is made by language.expressions.expression, with examples"
    )


@pytest.mark.parametrize(
    "source",
    [
        "re.compile('书屋')",
        "re.sub(r'[\\u4e00-\\u9fff]', '', text)",
        "HAN = '\\u3400-\\u9fff'\nre.compile(f'[{HAN}]+')",
        "A = '书屋'\nB = A + 'x'\nre.compile(B)",
        "def f(text):\n    pattern = '书屋|图书馆'\n    return re.search(pattern, text)",
        "def made(words):\n    return re.compile(rf'(?:{words})$')\nX = made('书屋')",
        "def f(text, pattern=re.compile('书屋')): ...",
        "class A:\n    pattern = re.compile('书屋')",
    ],
)
def test_a_bare_expression_is_found_however_it_is_made(source: str) -> None:
    assert list(bare_expressions([read_module(source)])) != []


@pytest.mark.parametrize(
    "source",
    [
        "re.compile('[a-z]+')",
        "def f(place):\n    name = f'{place}市'\ndef g(name):\n    return re.compile(table[name])",
        "X = expression('书屋', match=['书屋'])",
        "raise ValueError(f'书屋 {name}')",
    ],
)
def test_what_is_no_bare_expression_is_not_taken_for_one(source: str) -> None:
    assert list(bare_expressions([read_module(source)])) == []


# ------------------------------------------------------------------------------------------------------------- expressions


@dataclass(frozen=True)
class Found:
    """A call of ``expression`` in a module, and the name of the constant it is assigned to."""

    module: Module
    call: ast.Call
    name: str | None


def expressions() -> Iterator[Found]:
    for module in MODULES:
        named = {id(value): name for name, value in assigned(module.tree)}
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and is_expression(node):
                yield Found(module, node, named.get(id(node)))


EXPRESSIONS = list(expressions())


def test_expressions_are_constants_of_their_modules() -> None:
    assert [one.module.place(one.call) for one in EXPRESSIONS if one.name is None] == []


@pytest.mark.parametrize(
    "found", [one for one in EXPRESSIONS if one.name], ids=lambda one: f"{one.module.path.stem}.{one.name}"
)
def test_an_expression_does_what_its_examples_show(found: Found) -> None:
    given: dict[str, Any] = {
        word.arg: ast.literal_eval(word.value)
        for word in found.call.keywords
        if word.arg in ("match", "no_match", "use")
    }
    pattern = getattr(importlib.import_module(found.module.name), found.name or "")
    find = getattr(pattern, given.get("use", "search"))
    assert given["match"], "an expression needs an example of what it finds"
    assert [text for text in given["match"] if not find(text)] == []
    assert [text for text in given.get("no_match", ()) if find(text)] == []


def test_expressions_hold_no_lists_of_words() -> None:
    long = []
    for one in EXPRESSIONS:
        pattern = re.sub(r"\[[^\]]*\]", "", "".join(texts(one.call.args[0])))
        words = [word for word in re.split(r"[|()]", pattern) if re.fullmatch(r"[\u3400-\u9fff]{2,}", word)]
        if len(words) > MOST_ALTERNATIVES:
            long.append(f"{one.module.place(one.call)}: {'、'.join(words)}")
    assert long == [], "words stand in a table"


# -------------------------------------------------------------------------------------------------------------- word lists


def word(node: ast.AST | None) -> str | None:
    """The text of a constant with Chinese in it."""
    given = node.value if isinstance(node, ast.Constant) else None
    return given if isinstance(given, str) and CHINESE.search(given) else None


def collected(node: ast.AST) -> list[str | None]:
    """In a tuple, a list, a set, or as the keys of a dictionary; its values are mostly said to people."""
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        return [word(one) for one in node.elts]
    return [word(one) for one in node.keys] if isinstance(node, ast.Dict) else []


def looked_for(node: ast.AST) -> list[str | None]:
    """One after the other: ``"甲" in text or text.startswith("乙") or text == "丙"``."""
    found: list[str | None] = []
    for part in ast.walk(node) if isinstance(node, ast.BoolOp) else ():
        if isinstance(part, ast.Compare):
            found += [word(one) for one in (part.left, *part.comparators)]
        elif isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
            found += [word(one) for one in part.args]
    return found


def in_one_string(node: ast.AST) -> list[str | None]:
    """As one text: a pattern that waits to be compiled, words to be split, characters to be taken apart."""
    given = word(node)
    if given is not None and re.fullmatch(r"[\w/]+(?:\|[\w/]+)+", given):
        return [*given.split("|")]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
        return [*(word(node.func.value) or "").split()]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in COLLECTIONS:
        return [char for one in node.args for char in word(one) or ""]
    return []


def word_lists(modules: Sequence[Module] = MODULES) -> Iterator[str]:
    for module in modules:
        shown = {
            id(part)
            for node in ast.walk(module.tree)
            if isinstance(node, ast.Call) and is_expression(node)
            for given in (*node.args, *(keyword.value for keyword in node.keywords))
            for part in ast.walk(given)
        }
        for node in ast.walk(module.tree):
            words = () if id(node) in shown else (*collected(node), *looked_for(node), *in_one_string(node))
            if sum(one is not None and CHINESE.search(one) is not None for one in words) > MOST_WORDS:
                yield module.place(node)  # type: ignore[arg-type]


def test_lists_of_words_are_tables() -> None:
    assert sorted(set(word_lists())) == []


@pytest.mark.parametrize(
    "source",
    [
        "x = ('甲馆', '乙馆', '丙馆', '丁馆')",
        "x = {'甲馆': 1, '乙馆': 2, '丙馆': 3, '丁馆': 4}",
        "text.startswith(('甲馆', '乙馆', '丙馆', '丁馆'))",
        "x = '甲馆 乙馆 丙馆 丁馆'.split()",
        "x = '甲馆|乙馆|丙馆|丁馆'",
        "x = frozenset('甲乙丙丁')",
        "text == '甲馆' or text.endswith('乙馆') or '丙馆' in text or text.find('丁馆') > 0",
    ],
)
def test_a_list_of_words_is_found_however_it_is_written(source: str) -> None:
    assert list(word_lists([read_module(source)])) != []


@pytest.mark.parametrize(
    "source", ["x = {'a': '甲馆', 'b': '乙馆', 'c': '丙馆', 'd': '丁馆'}", "x = ('甲馆', '乙馆', '丙馆')"]
)
def test_what_is_said_to_people_is_no_list_of_words(source: str) -> None:
    assert list(word_lists([read_module(source)])) == []
