"""The measuring scripts run and print what they promise; how fast anything is, is no test."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import long_texts
import pytest
import read_laws
import split_sentences

from duizhao.corpus import make_document, make_documents
from duizhao.segmenter import segment_document

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
TEXTS = long_texts.WELL_FORMED | long_texts.HOSTILE


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of three short texts."""
    folder = tmp_path_factory.mktemp("laws")
    for name, make in (("a", long_texts.law), ("b", long_texts.policy), ("c", long_texts.wrapped_law)):
        (folder / f"{name}.md").write_text(make(4000), encoding="utf-8")
    return folder


def printed(script: str, *arguments: str | Path) -> str:
    command = [sys.executable, str(BENCHMARKS / script), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("module", [long_texts, read_laws, split_sentences], ids=lambda module: module.__name__)
def test_the_examples_of_the_scripts_run(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_a_folder_is_read_on_one_core_and_by_two_processes(laws: Path) -> None:
    out = printed("read_laws.py", laws, "--largest", "0")
    assert out.startswith("3 files, 0.0 MB\n")
    assert re.search(r"^  behind +3 documents: (?:\d+ MB, )?\d+ MB at most so far$", out, re.MULTILINE)
    units = [unit for path in laws.iterdir() for unit in segment_document(make_document(path.read_text("utf-8"))).units]
    assert f"  {len(units)} units, {sum(len(unit.sentences) for unit in units)} sentences\n" in out
    assert re.search(r"^one core: +[\d.]+ s \([\d.]+ s of the processor\), [\d.]+ MB/s$", out, re.MULTILINE)
    assert re.search(r"^two processes: +[\d.]+ s, [\d.]+ MB/s, the larger took [1-9]\d* MB at most$", out, re.MULTILINE)


def test_a_long_text_is_timed_at_four_sizes() -> None:
    out = printed("read_laws.py", "--largest", "0.016", "--texts", "law, hard-wrapped", "“")
    head, *rows = out.strip().split("\n")
    assert re.findall(r"[\d.]+ MB", head) == ["0.002 MB", "0.004 MB", "0.008 MB", "0.016 MB"]
    assert len(rows) == 2
    for row in rows:
        assert re.search(r" +[\d.]+ +([\d.]+ +\([\d.]+\) +){3}[1-9]\d* MB(  more than linear\?)?$", row), row


def test_a_text_that_takes_too_long_is_given_up() -> None:
    out = printed("read_laws.py", "--largest", "0.1", "--texts", "“", "--limit", "0.001")
    assert "given up at 0.0125 MB behind 0 s" in out


@pytest.mark.parametrize("name", TEXTS)
def test_a_long_text_is_as_long_as_it_was_asked_for(name: str) -> None:
    for size in (10_000, 40_000):
        assert 0.85 * size <= len(TEXTS[name](size).encode()) <= 1.05 * size + 100


@pytest.mark.parametrize("name", ["law on one line", "law, hard-wrapped"])
def test_a_damaged_law_has_the_articles_of_the_law(name: str) -> None:
    whole, damaged = (segment_document(make_document(make(30_000))) for make in (long_texts.law, TEXTS[name]))
    assert [unit.id for unit in damaged.units] == [unit.id for unit in whole.units]
    assert [unit.number for unit in whole.units] == list(range(1, len(whole.units) + 1))


def test_the_many_measures_of_one_file_are_told_apart() -> None:
    documents = make_documents(long_texts.measures(10_000))
    assert len(documents) == documents[0].parts > 20
    assert all(any("编号不连续" in line for line in segment_document(one).warnings) for one in documents[:-1])


def test_splitters_are_timed_side_by_side(laws: Path) -> None:
    out = printed("split_sentences.py", laws, "--runs", "2")
    names = ["duizhao", "one-line regex"]
    names += [] if "HanLP is not installed" in out else ["HanLP rules"]
    for unit in ("paragraph", "document"):
        assert re.search(rf"^{unit} by {unit}: \d+ texts, 0\.0 MB, median of 2 runs$", out, re.MULTILINE)
    for name in names:
        timed = rf"^  {name} +[\d.]+ s \([\d.]+ to [\d.]+\) +[\d.]+ MB/s +[\d.]+ × ours$"
        assert len(re.findall(timed, out, re.MULTILINE)) == 2
        assert re.search(rf"^  {name} +[1-9]\d* sentences, cut inside “” \d+  《》 \d+  （） \d+", out, re.MULTILINE)
    assert re.search(r"^  duizhao .* cut inside “” 0  《》 0  （） 0$", out, re.MULTILINE)
