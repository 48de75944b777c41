"""Types as users get them: a project elsewhere, with duizhao installed, is checked by mypy and by pyright."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest
from installs import INSTALL, bare_environment, copy_tree, make_environment, quietly

# What users do with the face, and what a checker must take each of it for. `assert_type` fails on Any and on what is unknown.
CONSUMER = """\
from pathlib import Path

import duizhao as dz
import pandas as pd
from duizhao.changes import Coverage, SentenceChange
from duizhao.corpus import DocumentError, DuizhaoError, Metadata, OutputError, RoleError
from duizhao.report import Report
from duizhao.segmenter import SegmentedDocument, load_tokenizer
from matplotlib.figure import Figure
from typing_extensions import assert_type

sample = dz.sample_folder()
assert_type(sample, Path)
central, local = sample / "central_opinion.txt", str(sample / "local_yunzhou.txt")

report = dz.compare(central, local, options=dz.Options(first=0.5))
assert_type(report.to_frame(), pd.DataFrame)
assert_type(report.to_frame("missing", lang="zh"), pd.DataFrame)
assert_type(report.plot.coverage(), Figure)
assert_type(report.summary().splitlines(), list[str])
assert_type([one.central.title for one in report], list[str | None])
assert_type(report["云州省"].briefs()[0].sentences[0].text, str)
assert_type(report.save("report.html", date="2026-05-01"), tuple[Path, ...])
comparison = report.comparisons[0]
assert_type(comparison.sentences[0], SentenceChange)
assert_type(comparison.coverage, tuple[Coverage, ...])
assert_type(dz.compare(central, [local, dz.read(central)]).to_frame("matrix"), pd.DataFrame)
assert_type(dz.compare_many(central, sample), Report)
assert_type(dz.requirements(sample, [central, local]), pd.DataFrame)

parsed = dz.read(local, encoding="utf-8")
assert_type(parsed, SegmentedDocument)
assert_type(parsed.document.metadata, Metadata)
assert_type([sentence.text for unit in parsed for sentence in unit], list[str])
assert_type(parsed["5"].text, str)
assert_type(dz.read(text="第一条 书屋免费开放。", title="书屋办法").title, str | None)
assert_type(dz.read_documents(local), tuple[SegmentedDocument, ...])

try:
    folder = dz.read_folder(sample)
    assert_type(folder.local, tuple[SegmentedDocument, ...])
    assert_type([one.reason for one in folder.refused], list[str])
except RoleError as error:
    assert_type(error, RoleError)
except (DocumentError, OutputError) as error:
    known: DuizhaoError = error
    assert_type(str(known), str)

assert_type([word.text for word in load_tokenizer()("应当公开")], list[str])
"""
# Both must be found: a checker that takes everything for Any finds neither.
WRONG = """\
import duizhao as dz

dz.compare("central.txt")
dz.read("local.txt").no_such_thing
"""


@pytest.fixture(scope="module", params=("wheel", "editable"))
def python(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment with duizhao in it: by ``pip install .``, by ``pip install -e .``."""
    folder = tmp_path_factory.mktemp(request.param)
    tree, interpreter = copy_tree(folder / "tree"), make_environment(folder / "env")
    editable = ("-e",) if request.param == "editable" else ()
    quietly(interpreter, "-m", "pip", *INSTALL, *editable, ".", cwd=tree, env=bare_environment())
    where = Path(_run(interpreter, folder, "import duizhao; print(duizhao.__file__)"))
    assert where.is_relative_to(folder / ("tree" if editable else "env"))
    return interpreter


def _run(python: Path, cwd: Path, code: str) -> str:
    return quietly(python, "-c", code, cwd=cwd, env=bare_environment(PYTHONIOENCODING="utf-8")).strip()


@pytest.fixture(scope="module")
def project(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of somebody else's, that uses this environment."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "use.py").write_text(CONSUMER, encoding="utf-8")
    (folder / "wrong.py").write_text(WRONG, encoding="utf-8")
    settings = {"typeCheckingMode": "strict", "include": ["."]}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder


def _checked(*arguments: str | Path, cwd: Path) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=cwd, env=bare_environment(), capture_output=True, check=False
    )
    return done.returncode, done.stdout.decode("utf-8")


@pytest.fixture(scope="module")
def mypy_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for both installs: pandas is read once."""
    return tmp_path_factory.mktemp("mypy")


def test_mypy_finds_the_types(python: Path, project: Path, mypy_cache: Path) -> None:
    """In one run, which takes half the time of two: every complaint is about the file that is wrong."""
    command = ("mypy", "--strict", "--cache-dir", mypy_cache, "--python-executable", python)
    status, told = _checked(*command, "use.py", "wrong.py", cwd=project)
    assert status == 1, told
    assert 'Missing positional argument "local"' in told
    assert 'has no attribute "no_such_thing"' in told
    assert [line for line in told.splitlines() if not line.startswith(("wrong.py", "Found 2 errors in 1 file"))] == []


@pytest.mark.skipif(importlib.util.find_spec("pyright") is None, reason="pyright is not installed (test extra)")
def test_pyright_finds_the_types(python: Path, project: Path) -> None:
    status, told = _checked("pyright", "--outputjson", "--pythonpath", python, cwd=project)
    assert status == 1, told
    found = [(Path(one["file"]).name, one["message"].splitlines()[0]) for one in json.loads(told)["generalDiagnostics"]]
    assert {name for name, _ in found} == {"wrong.py"}, found
    assert ("wrong.py", 'Argument missing for parameter "local"') in found
    assert [message for _, message in found if message.startswith('Cannot access attribute "no_such_thing"')] != []


@pytest.mark.parametrize("python", ["editable"], indirect=True)
def test_what_is_edited_and_what_is_new_is_seen_without_another_install(python: Path, tmp_path: Path) -> None:
    tree = python.parent.parent.parent / "tree"
    (tree / "corpus" / "quite_new.py").write_text("HERE = True\n", encoding="utf-8")
    with (tree / "corpus" / "errors.py").open("a", encoding="utf-8") as file:
        file.write("\nEDITED = True\n")
    asked = "from duizhao.corpus.errors import EDITED; from duizhao.corpus.quite_new import HERE; print(EDITED, HERE)"
    assert _run(python, tmp_path, asked) == "True True"
    # Nothing else of the tree has become importable.
    asked = (
        "from importlib.util import find_spec; print([find_spec(name) for name in ('corpus', 'tests', 'benchmarks')])"
    )
    assert _run(python, tmp_path, asked) == "[None, None, None]"
