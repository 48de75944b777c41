"""The package as it is handed on: built from a copy of the tree, installed elsewhere, used without the repository."""

from __future__ import annotations

import sys
import zipfile
from configparser import ConfigParser
from pathlib import Path

import pytest
from installs import ROOT, bare_environment, copy_tree, quietly


def _settings() -> ConfigParser:
    settings = ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    return settings


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, by way of the source archive, of a copy of the tree."""
    source, built = copy_tree(tmp_path_factory.mktemp("a copy") / "tree"), tmp_path_factory.mktemp("built")
    # Without isolation: no index is asked, setuptools is that of the test extra.
    quietly(sys.executable, "-m", "build", "--no-isolation", "--outdir", built, source, cwd=built)
    (found,) = built.glob("*.whl")
    return found


def test_the_wheel_holds_every_module_and_table_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    expected = set()
    for package, folder in _package_folders().items():
        where = package.replace(".", "/")
        for pattern in ("*.py", "py.typed", "tables/*", "schema/*", "templates/*", "sample/*"):
            expected |= {f"{where}/{path.relative_to(folder).as_posix()}" for path in _files(folder, pattern)}
    assert held == expected
    assert {
        "duizhao/py.typed",
        "duizhao/corpus/sample/central_opinion.txt",
        "duizhao/report/html/templates/style_frame.css",
    } <= held


def _package_folders() -> dict[str, Path]:
    lines = _settings()["options"]["package_dir"].split("\n")
    pairs = (line.split("=") for line in lines if line)
    return {package.strip(): ROOT / folder.strip() for package, folder in pairs}


def _files(folder: Path, pattern: str) -> list[Path]:
    return [path for path in folder.glob(pattern) if path.is_file()]


def test_the_wheel_works_without_the_repository(wheel: Path, tmp_path: Path) -> None:
    target, elsewhere = tmp_path / "target", tmp_path / "elsewhere"
    elsewhere.mkdir()
    options = ("--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--target")
    quietly(sys.executable, "-m", "pip", "install", *options, target, wheel, cwd=elsewhere)
    env = bare_environment(PYTHONPATH=str(target), PYTHONIOENCODING="utf-8")
    asked = (
        "import duizhao, duizhao.align, duizhao.changes, duizhao.corpus, duizhao.extract, duizhao.judges, duizhao.language, "
        "duizhao.report, duizhao.results, duizhao.segmenter, sys\n"
        "for name, module in sorted(sys.modules.items()):\n"
        "    if name.partition('.')[0] == 'duizhao':\n"
        "        print(module.__file__)\n"
        "print(duizhao.sample_folder())\n"
    )
    places = [Path(line) for line in quietly(sys.executable, "-c", asked, cwd=elsewhere, env=env).splitlines()]
    assert len(places) > 20
    assert [place for place in places if not place.is_relative_to(target)] == []
    quietly(sys.executable, "-m", "duizhao", "report", places[-1], "-o", "out", cwd=elsewhere, env=env)
    assert sorted(path.name for path in (elsewhere / "out").iterdir()) == [
        "all.html",
        "index.html",
        "local_haiping.html",
        "local_lanchuan.html",
        "local_yunzhou.html",
    ]
    assert "云州省" in (elsewhere / "out" / "local_yunzhou.html").read_text(encoding="utf-8")
