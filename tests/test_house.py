"""The house itself: what is packed, what may import what, what loads when, what is documented, what must not stand in a file."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import inspect
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from pathlib import Path
from types import ModuleType
from typing import get_origin

import grimp
import pytest

import duizhao

ROOT = Path(__file__).resolve().parent.parent
STAGES = (
    "language",
    "corpus",
    "segmenter",
    "align",
    "extract",
    "changes",
    "judges",
    "results",
    "batch",
    "spread",
    "estimators",
    "spacy_pipes",
    "report",
)
# What git does not keep (.gitignore) and what pytest, ruff and editors leave lying about.
NOT_OURS = re.compile(r"\.(?!ci$|gitignore$|gitattributes$)|build$|dist$|demo$|__pycache__$|.*\.egg-info$|.*\.pyc$")


@pytest.fixture(scope="module")
def settings() -> ConfigParser:
    read = ConfigParser()
    read.read(ROOT / "setup.cfg", encoding="utf-8")
    return read


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


# ------------------------------------------------------------------------------------------------------ packages, links


def _packages() -> dict[str, str]:
    """Every folder that holds a package, at the top or inside one, by the name it is imported as; links are not followed."""
    at_top = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    inside = {
        Path(place, name).relative_to(ROOT).as_posix()
        for top in at_top
        for place, folders, _ in os.walk(ROOT / top)
        for name in folders
        if not Path(place, name).is_symlink() and Path(place, name, "__init__.py").is_file()
    }
    return {
        "duizhao" if name == "duizhao" else f"duizhao.{name.replace('/', '.')}": name
        for name in sorted(at_top | inside)
    }


def _stages() -> dict[str, str]:
    """The packages that stand at the top."""
    return {package: name for package, name in _packages().items() if "/" not in name}


def test_the_packages_of_setup_cfg_are_those_of_the_tree(settings: ConfigParser) -> None:
    options = settings["options"]
    mapped = dict(re.split(r"\s*=\s*", line) for line in _lines(options["package_dir"]))
    assert mapped == _packages()
    assert sorted(_lines(options["packages"])) == sorted(mapped)


def test_no_folder_of_a_package_holds_modules_that_are_not_packed() -> None:
    found = {path.parent.relative_to(ROOT).as_posix() for name in _packages().values() for path in _python(ROOT / name)}
    assert found == set(_packages().values())


def _python(folder: Path) -> Iterator[Path]:
    """The modules below a folder, links not followed."""
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not NOT_OURS.match(name)]
        yield from (Path(place, name) for name in names if name.endswith(".py"))


def test_the_links_lead_to_the_folders_at_the_top() -> None:
    links = {path.name: path for path in (ROOT / "duizhao").iterdir() if path.is_symlink()}
    assert set(links) == set(_stages().values()) - {"duizhao"}
    for name, link in links.items():
        assert link.readlink() == Path("..", name)
        assert link.resolve() == ROOT / name


def test_an_editable_install_leads_to_the_package_and_to_nothing_else() -> None:
    """What setup.py puts on the path: see there."""
    assert [path.name for path in (ROOT / ".editable").iterdir() if path.suffix != ".egg-info"] == ["duizhao"]
    assert (ROOT / ".editable" / "duizhao").readlink() == Path("..", "duizhao")


def test_every_table_is_packed(settings: ConfigParser) -> None:
    """Whatever stands in a package's folder and is no module matches its line in setup.cfg, or is gold (never packed)."""
    packed = settings["options.package_data"]
    for package, name in _stages().items():
        patterns = [pattern.strip() for pattern in packed.get(package, "").split(",")]
        for place, folders, files in os.walk(ROOT / name):
            folders[:] = [one for one in folders if not NOT_OURS.match(one) and one != "gold"]
            for file in (Path(place, one).relative_to(ROOT / name) for one in files if not one.endswith(".py")):
                assert any(file.match(pattern) for pattern in patterns), f"{package} does not pack {file}"


# -------------------------------------------------------------------------------------------------------------- imports


def _process(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_no_stage_imports_a_later_one(settings: ConfigParser) -> None:
    layers = re.split(r"[\n|]\s*", settings["importlinter:contract:layers"]["layers"].strip())
    stages = {name for name in _stages() if name != "duizhao"}
    assert {name.strip() for name in layers} == stages | {
        "duizhao.materials",
        "duizhao.sources",
        "duizhao.pipeline",
        "duizhao.cli",
    }
    done = _process(
        "-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 kept, 0 broken" in done.stdout


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Not inside functions either, nor for types alone: whoever reads one module need not read the others of a circle first."""
    graph = grimp.build_graph("duizhao", cache_dir=None)
    left = {module: set(graph.find_modules_directly_imported_by(module)) for module in graph.modules}
    while free := {module for module, imported in left.items() if not imported & left.keys()}:
        left = {module: imported for module, imported in left.items() if module not in free}
    # What still is there leads into a circle; what nothing left imports is not on one.
    while ends := left.keys() - set().union(*left.values()):
        left = {module: imported for module, imported in left.items() if module not in ends}
    assert sorted(left) == []


def test_the_command_line_starts_without_the_heavy_packages() -> None:
    heavy = ("pandas", "numpy", "scipy", "sklearn", "jinja2", "jieba", "rich", "xlsxwriter")
    for module in ("duizhao", "duizhao.cli"):
        done = _process("-c", f"import sys, {module}; print([name for name in {heavy} if name in sys.modules])")
        assert (done.stdout, done.stderr) == ("[]\n", "")


def test_no_module_of_the_library_prints() -> None:
    """What is told to people goes through the command line; a library that prints spoils the output of its callers."""
    speakers = {ROOT / "duizhao" / name for name in ("cli.py", "console.py", "streams.py")}
    for name in _packages().values():
        for path in set(_python(ROOT / name)) - speakers:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            called = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
            spoken = called & {"print", "pprint", "pprint.pprint", "click.echo", "sys.stdout.write", "sys.stderr.write"}
            assert not spoken, f"{path} calls {spoken}"


# -------------------------------------------------------------------------------------------------------- documentation


def _modules() -> Iterator[ModuleType]:
    yield duizhao
    for found in pkgutil.walk_packages(duizhao.__path__, "duizhao."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def _public(module: ModuleType) -> Iterator[tuple[str, object]]:
    """The classes and functions a module exports; a constant or the name of a type has no docstring."""
    for name in getattr(module, "__all__", ()):
        value = getattr(module, name)
        # Up to Python 3.10 a type with parameters passes for a class.
        if get_origin(value) is None and (inspect.isclass(value) or inspect.isfunction(value)):
            yield f"{module.__name__}.{name}", value


def test_what_is_exported_is_there_and_documented() -> None:
    seen = 0
    for module in _modules():
        for name, value in _public(module):
            seen += 1
            doc = inspect.getdoc(value) or ""
            # A dataclass without a docstring gets its own signature for one.
            assert doc, f"{name} has no docstring"
            assert not doc.startswith(f"{name.rpartition('.')[2]}("), f"{name} has no docstring"
            assert not inspect.isclass(value) or value.__doc__, f"{name} has only the docstring of its base"
    assert seen > 60


# Exported without an example, and why. Records and errors need none: they have nothing to run.
WITHOUT_EXAMPLE = {
    "extract.Rules": "it is too large to be made by hand; load_rules, which makes it, shows what it does"
}


def _has_nothing_to_run(value: object) -> bool:
    """Is it an error, or a record: a dataclass with fields alone?"""
    if not inspect.isclass(value):
        return False
    methods = [
        name for name, member in vars(value).items() if inspect.isfunction(member) or isinstance(member, property)
    ]
    return issubclass(value, Exception) or (
        dataclasses.is_dataclass(value) and not [name for name in methods if not name.startswith("_")]
    )


@pytest.mark.parametrize("stage", STAGES[:-1])
def test_what_a_stage_exports_shows_an_example(stage: str) -> None:
    silent = {
        name.removeprefix("duizhao.")
        for name, value in _public(importlib.import_module(f"duizhao.{stage}"))
        if ">>>" not in (value.__doc__ or "") and not _has_nothing_to_run(value)
    }
    listed = {name for name in WITHOUT_EXAMPLE if name.startswith(f"{stage}.")}
    assert silent - listed == set(), "these need an example in their docstring, or a reason in WITHOUT_EXAMPLE"
    assert listed - silent == set(), "these have an example now: take them off WITHOUT_EXAMPLE"


# ------------------------------------------------------------------------------------------- what must not stand anywhere

# Written so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(
    "(?<![\\w.)/])/(?:" + "|".join(("work", "home/\\w+", "root", "Users/\\w+", "tmp/bash")) + ")\\b"
)
REGISTRY = re.compile(
    "(?:" + "|".join(("py" + "pi", "pythonhost" + "ed", "anacon" + "da", "npm" + "js")) + ")[\\w.-]*\\.\\w"
)


def _our_files() -> Iterator[Path]:
    for place, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if not NOT_OURS.match(name)]
        yield from (Path(place, name) for name in names if not NOT_OURS.match(name))


def test_no_file_names_a_machine_or_a_registry() -> None:
    seen = 0
    for path in _our_files():
        text = path.read_bytes().decode("utf-8", "replace")
        seen += 1
        for pattern in (MACHINE_PATH, REGISTRY):
            found = pattern.search(text)
            assert found is None, (
                f"{path.relative_to(ROOT)} holds {found and text[max(0, found.start() - 30) : found.end() + 30]!r}"
            )
    assert seen > 80
