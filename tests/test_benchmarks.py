"""The measuring scripts run and print what they promise; how fast anything is, is no test."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import extract_requirements
import long_texts
import peer_extractors
import pytest
import read_laws
import split_sentences
from shipped import find_requirements, make_document, make_documents, segment_document

from duizhao.segmenter import SegmentedDocument

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
TEXTS = long_texts.WELL_FORMED | long_texts.HOSTILE
SCRIPTS = [extract_requirements, long_texts, peer_extractors, read_laws, split_sentences]


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of three short texts."""
    folder = tmp_path_factory.mktemp("laws")
    for name, make in (("a", long_texts.law), ("b", long_texts.policy), ("c", long_texts.wrapped_law)):
        (folder / f"{name}.md").write_text(make(4000), encoding="utf-8")
    return folder


def printed(script: str, *arguments: str | Path, packages: Path | None = None) -> str:
    """What a script prints; ``packages`` is a folder of packages that stand in for installed ones."""
    command = [sys.executable, str(BENCHMARKS / script), *map(str, arguments)]
    paths = [str(packages)] if packages else []
    paths += filter(None, [os.environ.get("PYTHONPATH")])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("module", SCRIPTS, ids=lambda module: module.__name__)
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


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Packages in place of the peers: one that finds every 元 and every 日, and one that this Python cannot import."""
    folder = tmp_path_factory.mktemp("packages")
    stand_in = """
import re
from types import SimpleNamespace
print("a greeting")
def found(char, text):
    return [{"text": char, "offset": [*match.span()]} for match in re.finditer(char, text)]
ner = SimpleNamespace(extract_time=lambda text, time_base: found("日", text), extract_money=lambda text: found("元", text))
"""
    (folder / "jionlp.py").write_text(stand_in, encoding="utf-8")
    (folder / "recognizers_text.py").write_text("raise ImportError('this Python is\\n too new')\n", encoding="utf-8")
    installed = folder / "jionlp-9.8.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: jionlp\nVersion: 9.8\n", encoding="utf-8")
    return folder


def test_extractors_are_timed_side_by_side(tmp_path: Path, packages: Path) -> None:
    law = "第一条 申请应当自收到之日起十日内答复。\n第二条 逾期不缴的，处一千元以上五千元以下罚款。\n第三条 定期公布名单。\n"
    (tmp_path / "law.md").write_text(law, encoding="utf-8")
    lines = printed("extract_requirements.py", tmp_path, "--rounds", "2", packages=packages).splitlines()
    assert lines[:4] == [
        "3 units, 3 sentences, 0.00 MB (seed 7)",
        "JioNLP: jionlp 9.8",
        "Recognizers-Text: left out, recognizers-text-suite cannot be imported (ImportError: this Python is too new)",
        "median of 2 rounds, seconds of the processor",
    ]
    figures = r" +0\.00 MB +[\d.]+ s \([\d.]+ to [\d.]+\) +[\d.]+ MB/s, [\d.]+ × ours; "
    ours, theirs, *places = lines[4:]
    assert re.fullmatch(rf"  duizhao{figures}3 rows, \d+ per MB: figure 2, vague 1", ours)
    assert re.fullmatch(rf"  JioNLP{figures}4 rows, \d+ per MB: time 2, money 2", theirs)
    assert places == [
        "  of 3 rows of duizhao 2 (67%) overlap one of JioNLP: figure 2 of 2, vague 0 of 1",
        "  of 4 rows of JioNLP 3 (75%) overlap one of duizhao: time 1 of 2, money 2 of 2",
    ]


def test_units_alone_yield_what_they_yield_in_their_document(laws: Path) -> None:
    sample = extract_requirements.sample(laws, 1)
    documents = [segment_document(make_document(path.read_text("utf-8"))) for path in laws.iterdir()]
    whole = [repr(found) for document in documents for found in find_requirements(document)]
    assert len(sample) == sum(len(document.units) for document in documents)
    assert sorted(repr(found) for unit in sample for found in find_requirements(unit)) == sorted(whole) != []
    drawn = [unit.units for unit in extract_requirements.sample(laws, 1)]
    assert drawn == [unit.units for unit in sample]


def test_a_slow_extractor_gets_a_part_and_one_that_fails_is_left_out(
    laws: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(unit: SegmentedDocument) -> list[peer_extractors.Row]:
        raise ValueError(f"two\nlines of {unit.units[0].id}")

    units = extract_requirements.sample(laws, 1)
    monkeypatch.setattr(extract_requirements, "SLOW", 1e9)
    monkeypatch.setattr(extract_requirements, "PART", extract_requirements.size(units[0]))
    [slow] = extract_requirements.prepare("slow", lambda _: [peer_extractors.Row("one", 0, 1)], units)
    assert (slow.units, slow.rows) == (units[:1], [[("one", 0, 1)]])
    assert extract_requirements.prepare("broken", fails, units) == []
    out = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"slow: slow \(\d+ KB/s\), measured on the first 0\.00 MB only", out[0])
    assert out[1:] == [
        f"broken: left out, it fails on these sentences (ValueError: two lines of {units[0].units[0].id})"
    ]
