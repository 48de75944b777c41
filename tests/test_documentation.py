"""README, docs and CONTRIBUTING name only what is there: their commands run, their code runs, their files and options exist.

Commands run in one folder a page, from top to bottom, with small files of our own under the names the page uses.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import shlex
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_glossary import found

from duizhao.batching import batch
from duizhao.cli import cli

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parent.parent
PAGES = (
    "README.md",
    "README.en.md",
    "CONTRIBUTING.md",
    "docs/alignment.md",
    "docs/formats.md",
    "docs/glossary.md",
    "docs/spacy.md",
    "docs/复核.md",
    "docs/安装.md",
    "docs/hanlp.md",
    "docs/依赖.md",
    "docs/开始.md",
    "docs/批量.md",
    "docs/训练.md",
    "docs/评测.md",
    "benchmarks/README.md",
    "benchmarks/labels/README.md",
    "corpus/sample/README.md",
)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
PROGRAMS = ("duizhao", "make", "pip", "pipx", "uv", "python", "pytest", "bash")

CENTRAL = """关于改进图书馆服务的意见

一、总体要求

（一）图书馆应当定期举办讲座。
（二）图书馆可以延长开放时间。
（三）文化部门应当及时答复读者意见。
"""
LOCAL = """{0}市图书馆服务措施

为落实《关于改进图书馆服务的意见》，制定本措施。

（一）图书馆应当每季度至少举办1次讲座。
（二）图书馆应当延长开放时间。
"""
GOLD = {
    "central": "中央意见.txt",
    "local": "北京措施.txt",
    "sentences": [
        {
            "local": "图书馆应当延长开放时间。",
            "central": [{"unit": "2", "text": "图书馆可以延长开放时间。"}],
            "relation": "strengthened",
        }
    ],
}
# What a page calls the files of its reader, and what stands for it here.
STANDS_FOR = {
    "CENTRAL": "中央意见.txt",
    "LOCAL...": "北京措施.txt 安徽措施.txt",
    "LOCAL": "北京措施.txt",
    "FILE...": "北京措施.txt 安徽措施.txt",
    "FILE": "措施.txt",
}


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def commands(page: str) -> Iterator[str]:
    """The commands of a page: lines of its plain blocks without their remarks, and what stands in a line of text."""
    for language, block in BLOCK.findall(text_of(page)):
        if not language:
            yield from (line.split("  #")[0].split(" # ")[0].strip() for line in block.splitlines() if line.strip())
    without_blocks = BLOCK.sub("", text_of(page))
    yield from (one for one in INLINE.findall(without_blocks) if one.split()[0] in PROGRAMS and " " in one)


def blocks(page: str, language: str) -> list[str]:
    return [block for found_in, block in BLOCK.findall(text_of(page)) if found_in == language]


# --------------------------------------------------------------------------------------------------------------- commands


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that pages speak of."""
    names = {"中央意见.txt": CENTRAL, "北京措施.txt": LOCAL.format("甲"), "安徽措施.txt": LOCAL.format("乙")}
    for folder in (tmp_path, tmp_path / "文件夹", tmp_path / "FOLDER"):
        folder.mkdir(exist_ok=True)
        for name, text in names.items():
            (folder / name).write_text(text, encoding="utf-8")
        for name in ("标注.json", "标注甲.json", "标注乙.json", "gold.json"):
            (folder / name).write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "措施.txt").write_text(LOCAL.format("丙"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_duizhao_runs(page: str, desk: Path) -> None:
    for command in commands(page):
        words = command.split()
        if words[0] != "duizhao" or len(words) < 3:
            continue
        given = " ".join(STANDS_FOR.get(word, word) for word in words[1:])
        # Nothing is opened here: tests/test_report_command.py does.
        arguments = [word for word in shlex.split(given) if word != "--open"]
        done = CliRunner().invoke(cli, arguments)
        assert done.exit_code == 0, f"{command}\n{done.output}\n{done.exception}"


@pytest.mark.parametrize("page", PAGES)
def test_every_other_command_names_what_is_there(page: str) -> None:
    made = {target for line in re.findall(r"^([\w -]+):", text_of("Makefile"), re.MULTILINE) for target in line.split()}
    for command in commands(page):
        program, *arguments = shlex.split(command)
        assert program in PROGRAMS, f"{page}: {command}"
        if program == "make":
            assert arguments[0] in made, f"{page}: {command}"
        elif program == "duizhao":
            assert arguments[0] in cli.commands, f"{page}: {command}"
        elif program in ("pip", "pipx", "uv"):
            verbs = ["tool", "install"] if program == "uv" else ["install"]
            assert arguments[: len(verbs)] == verbs, f"{page}: {command}"
            assert all(_is_installable(one) for one in arguments[len(verbs) :]), f"{page}: {command}"
        else:
            paths = [one for one in arguments if "/" in one and not one.startswith("../")]
            assert paths, f"{page}: {command}"
            assert [one for one in paths if not (ROOT / one).is_file()] == [], f"{page}: {command}"


def _is_installable(argument: str) -> bool:
    settings = ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    extras = re.fullmatch(r"\.\[(\w+(?:,\w+)*)\]", argument)
    known = settings["options.extras_require"]
    return argument in (".", "-e") or (extras is not None and all(one in known for one in extras[1].split(",")))


def test_both_readmes_show_every_command() -> None:
    for page in ("README.md", "README.en.md"):
        shown = {command.split()[1] for command in commands(page) if command.startswith("duizhao ")}
        assert shown == set(cli.commands), page


@pytest.mark.parametrize("page", PAGES)
def test_every_option_is_one(page: str) -> None:
    every = [*cli.commands.values(), *batch.commands.values()]
    ours = {flag for command in every for parameter in command.params for flag in parameter.opts}
    scripts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "benchmarks").glob("*.py"))
    named = {flag for text in (INLINE.findall(text_of(page))) for flag in re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)}
    theirs = {"--strict", "--no-compile", "--require-hashes", "--resolution"}  # of mypy, pip and uv
    assert [flag for flag in named - ours - theirs if f'"{flag}"' not in scripts] == []


# ------------------------------------------------------------------------------------------------------------------- code


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")])
def test_the_code_runs(page: str, desk: Path) -> None:
    """From top to bottom in one name space; of code for packages that are not installed only what it says of duizhao is tried."""
    names: dict[str, object] = {}
    for block in blocks(page, "python"):
        tree = ast.parse(block)
        _try_names(tree)
        if not _needs_what_is_missing(tree, block):
            exec(compile(tree, page, "exec"), names)  # noqa: S102  the code of our own pages


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((one.name, "") for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", one.name) for one in node.names)


def _needs_what_is_missing(tree: ast.Module, block: str) -> bool:
    packages = {module.partition(".")[0] for module, _ in _imports(tree)}
    # A model of HanLP is not there either: tests/test_hanlp.py makes one.
    return '"hanlp"' in re.sub(r"#.*", "", block) or any(importlib.util.find_spec(name) is None for name in packages)


def _try_names(tree: ast.Module) -> None:
    """What is imported from duizhao is there, and so is every attribute of it that is used."""
    for module, name in _imports(tree):
        if module.partition(".")[0] == "duizhao":
            found(".".join(filter(None, (module, name))))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "dz":
            found(f"duizhao.{node.attr}")


def test_the_rules_of_the_recipes_do_what_their_examples_show() -> None:
    rules = [
        row for block in blocks("CONTRIBUTING.md", "toml") for rows in tomllib.loads(block).values() for row in rows
    ]
    assert [row["note"] for row in rules if not row["match"] or not row["no_match"]] == []
    assert len(rules) == 2
    for row in rules:
        pattern = re.compile(row["pattern"], re.MULTILINE)
        for example in row["match"]:
            before, after = example if isinstance(example, list) else (example, None)
            assert pattern.search(before)
            assert after is None or pattern.sub(row["replace"], before) == after
        assert not any(map(pattern.search, row["no_match"]))


@pytest.mark.parametrize("page", PAGES)
def test_every_name_of_the_library_is_there(page: str) -> None:
    for text in INLINE.findall(BLOCK.sub("", text_of(page))):
        dotted = re.match(r"(?:duizhao|dz)((?:\.[A-Za-z_]\w*)+)(?=$|\()", text)
        if dotted and dotted[1] != ".linkers":  # a group of entry points
            found(f"duizhao{dotted[1]}")


# ------------------------------------------------------------------------------------------------------------------ files

# Written by a command, of the material beside the repository, or an example of what somebody might add.
NOT_OURS = {
    "config.json",
    "vocabs.json",
    "先看这里.md",
    "复核.toml",
    "index.md",
    "index.json",
    "ALIGN_GUIDELINES.md",
    "laws/",
    "epub.py",
}
# Named by recipes for what is being built: to be taken off when it is there.
NOT_YET: set[str] = set()
FILE = re.compile(r"[\w./-]+\.(?:md|py|toml|json|tsv|cfg|svg|ipynb|cff|txt)|[\w.]+(?:/[\w.]+)*/")


@pytest.mark.parametrize("page", PAGES)
def test_every_file_is_there(page: str) -> None:
    folders = {ROOT, (ROOT / page).parent, ROOT / "duizhao", ROOT / "benchmarks"}
    texts = [*INLINE.findall(BLOCK.sub("", text_of(page))), *re.findall(r"\]\(([\w./-]+)\)", text_of(page))]
    named = {text for text in texts if FILE.fullmatch(text)} - NOT_OURS - NOT_YET
    assert sorted(name for name in named if not any((folder / name).exists() for folder in folders)) == []


def test_what_was_not_there_yet_is_not_there_yet() -> None:
    assert [name for name in NOT_YET if (ROOT / name).exists()] == [], "take these off NOT_YET"


def test_every_benchmark_has_its_row() -> None:
    scripts = {path.name for path in (ROOT / "benchmarks").glob("*.py")}
    assert scripts - set(INLINE.findall(text_of("benchmarks/README.md"))) == set()


def test_every_package_has_its_row_in_the_readme() -> None:
    rows = set(re.findall(r"^\| `(\w+)/` \|", text_of("README.md"), re.MULTILINE))
    assert {path.parent.name for path in ROOT.glob("*/__init__.py")} - rows == set()
