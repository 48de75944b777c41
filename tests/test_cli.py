"""The command line as a process: what stands on which stream, the formats, the exit status, and what bad input brings."""

from __future__ import annotations

import functools
import json
import os
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from command import COMMAND, ROOT, Result, environment, run
from shipped import read_document

from duizhao.cli import cli
from duizhao.report import REQUIREMENT_COLUMNS

CENTRAL, LOCAL, DAMAGED = "central_opinion.txt", "local_yunzhou.txt", "local_haiping.txt"
DOCUMENT_KEYS = {
    *("path", "title", "issuer", "region", "level", "date", "doc_type", "implements", "role", "role_reason"),
    *("province", "city", "number", "adopted", "amended", "issued", "in_force"),
    *("printed", "printer", "copied_to", "source", "footer", "origins"),
}


ALIGN_KEYS = {
    *("central", "local", "articles", "sentences", "coverage", "parameters"),
    *("structure", "actors", "shares", "warnings", "judged_with"),
}


def _permissions_bind() -> bool:
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).chmod(0)
        return not os.access(file.name, os.R_OK)


NOT_AS_ROOT = pytest.mark.skipif(not _permissions_bind(), reason="permissions do not bind root, who runs this test")

# --------------------------------------------------------------------------------------------- help, version, loudness


def test_every_command_explains_itself() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(cli.commands) >= {"report", "clean", "segment", "align", "extract"}
    for name, command in {"": cli, **cli.commands}.items():
        assert command.help, f"{name or 'duizhao'} has no help text"
        options = {flag for parameter in command.params for flag in parameter.opts}
        assert {"--help", "--version", "--quiet", "--verbose"} <= options, name
        silent = [p.name for p in command.params if p.param_type_name == "option" and not getattr(p, "help", None)]
        assert not silent, f"options of {name} without help: {silent}"
        assert f"duizhao {name}" in readme, f"README.md does not show {name}"


@pytest.mark.parametrize("command", ["", *sorted(cli.commands)])
def test_help_and_version_need_no_argument(command: str) -> None:
    arguments = [command] if command else []
    shown, version = run(*arguments, "--help"), run(*arguments, "--version")
    assert (shown.status, shown.err) == (0, b"")
    assert all(option in shown.text for option in ("--help", "--version", "--quiet", "--verbose"))
    assert (version.status, version.err) == (0, b"")
    assert version.text.startswith("duizhao, version ")


@pytest.fixture(scope="module")
def shown(sample: Path) -> Callable[..., Result]:
    """Run a command in the sample's folder, each command once: for tests that look at the same output."""

    @functools.cache
    def show(*arguments: str) -> Result:
        return run(*arguments, cwd=sample)

    return show


def test_quiet_and_verbose_change_standard_error_only(sample: Path) -> None:
    plain, quiet, verbose, both = (
        run(*before, "clean", sample / DAMAGED, *behind)
        for before, behind in (((), ()), (("--quiet",), ()), ((), ("--verbose",)), ((), ("--verbose", "--quiet")))
    )
    assert plain.out == quiet.out == verbose.out == both.out != b""
    assert plain.status == quiet.status == verbose.status == 0
    assert quiet.err == both.err == b""
    assert [line[:3] for line in plain.notes] == ["注意："]
    assert verbose.notes[: len(plain.notes)] == plain.notes
    assert "gb18030" in verbose.notes[-1]


# -------------------------------------------------------------------------------------------------- results and formats

FORMATS = [
    ("clean", (), "流动图书车"),
    ("segment", ("--format", "tree"), "流动图书车"),
    ("align", ("--format", "table"), "未找到对应"),
    ("extract", ("--format", "table"), "频次"),
]


def inputs(command: str) -> tuple[str, ...]:
    """The files a command is tried on."""
    return (CENTRAL, LOCAL) if command == "align" else (LOCAL,)


@pytest.mark.parametrize(("command", "options", "word"), FORMATS)
def test_results_go_to_standard_output_or_to_the_file(
    command: str, options: tuple[str, ...], word: str, shown: Callable[..., Result], sample: Path, tmp_path: Path
) -> None:
    seen = shown(command, *inputs(command), *options)
    written = run(command, *inputs(command), *options, "-o", tmp_path / "out.x", "--quiet", cwd=sample)
    assert (seen.status, seen.complaints) == (0, [])
    assert word in seen.text
    assert (written.status, written.out, written.err) == (0, b"", b"")
    assert (tmp_path / "out.x").read_bytes() == seen.out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.x"]


def test_segment_json_has_the_published_keys(shown: Callable[..., Result], sample: Path) -> None:
    found = json.loads(shown("segment", DAMAGED).text)
    assert set(found) == {"document", "units", "warnings"}
    assert set(found["document"]) == DOCUMENT_KEYS
    assert found["document"]["role"] == "local"
    raw = (sample / DAMAGED).read_bytes().decode("gb18030")
    text = shown("clean", DAMAGED).text
    for unit in found["units"]:
        assert set(unit) == {
            *("id", "label", "number", "heading", "path", "start", "end", "responsible", "due", "sentences")
        }
        for sentence in unit["sentences"]:
            assert set(sentence) == {"id", "kind", "text", "start", "end", "raw_start", "raw_end"}
            assert text[sentence["start"] : sentence["end"]] == sentence["text"]
            # a parenthesis was made full-width, a character that was lost is marked
            assert raw[sentence["raw_start"]] in (sentence["text"][0], "(") or sentence["text"].startswith("〔?〕")


def test_align_json_has_the_published_keys_and_every_row(shown: Callable[..., Result]) -> None:
    found = json.loads(shown("align", CENTRAL, LOCAL).text)
    central, local = (json.loads(shown("segment", name).text) for name in (CENTRAL, LOCAL))
    assert set(found) == ALIGN_KEYS
    assert set(found["central"]) == set(found["local"]) == DOCUMENT_KEYS
    assert [row["local"] for row in found["articles"]] == [unit["id"] for unit in local["units"]]
    assert [row["central"] for row in found["coverage"]] == [unit["id"] for unit in central["units"]]
    sentences = [sentence["id"] for unit in local["units"] for sentence in unit["sentences"]]
    assert [row["local"]["id"] for row in found["sentences"]] == sentences
    assert {frozenset(row) for row in found["sentences"]} == {
        frozenset({"local", "central", "relation", "score", "certainty", "settled", "evidence"})
    }
    links = [link for row in found["sentences"] for link in row["central"]]
    assert {frozenset(link) for link in links} == {frozenset({"unit", "id", "text", "score"})}
    assert all(0 <= link["score"] <= 1 for link in links)
    assert {frozenset(row) for row in found["coverage"]} == {
        frozenset(
            {
                *("central", "status", "counted", "applicable", "certainty", "local"),
                *("missing", "not_applicable", "no_duty", "taken_up"),
            }
        )
    }
    shares = found["shares"]
    assert [row["local"] for row in shares["articles"]] == [unit["id"] for unit in local["units"]]
    assert [row["central"] for row in shares["coverage"]] == [unit["id"] for unit in central["units"]]
    assert shares["copied"] + shares["reinvention"] == pytest.approx(1, abs=2e-4)
    assert "version" in found["parameters"]


def test_extract_gives_the_published_columns_in_every_format(
    shown: Callable[..., Result], sample: Path, tmp_path: Path
) -> None:
    rows = json.loads(shown("extract", LOCAL, DAMAGED).text)
    assert {row["document"] for row in rows} == {LOCAL, DAMAGED}
    assert all(list(row) == list(REQUIREMENT_COLUMNS) for row in rows)
    # Without --format the suffix tells.
    for name in ("rows.csv", "rows.xlsx"):
        assert run("extract", LOCAL, DAMAGED, "-o", tmp_path / name, "--quiet", cwd=sample) == Result(0, b"", b"")
    assert (tmp_path / "rows.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    lines = (tmp_path / "rows.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].split(",") == list(REQUIREMENT_COLUMNS)
    assert len(lines) == len(rows) + 1
    with zipfile.ZipFile(tmp_path / "rows.xlsx") as book:
        sheets = [book.read(f"xl/worksheets/sheet{i}.xml").decode("utf-8") for i in (1, 2)]
    assert sum(sheet.count("<row ") for sheet in sheets) == len(rows) + 2


def test_clean_lists_its_edits(shown: Callable[..., Result], sample: Path, tmp_path: Path) -> None:
    done = run("clean", DAMAGED, "--edits", tmp_path / "edits.jsonl", cwd=sample)
    assert done == shown("clean", DAMAGED)
    raw = (sample / DAMAGED).read_bytes().decode("gb18030")
    edits = [json.loads(line) for line in (tmp_path / "edits.jsonl").read_text(encoding="utf-8").splitlines()]
    assert edits
    assert all(raw[edit["start"] : edit["end"]] == edit["raw"] for edit in edits)
    text, end = "", 0
    for edit in edits:
        text, end = text + raw[end : edit["start"]] + edit["new"], edit["end"]
    assert text + raw[end:] + "\n" == done.text


def test_a_dash_is_standard_input(shown: Callable[..., Result], sample: Path) -> None:
    from_file = json.loads(shown("segment", LOCAL).text)
    from_input = json.loads(run("segment", "-", stdin=(sample / LOCAL).read_bytes()).text)
    assert from_input["document"].pop("path") == "-"
    from_file["document"].pop("path")
    assert from_input == from_file


# --------------------------------------------------------------------------------------------------------------- report


@pytest.mark.parametrize(
    ("name", "options", "beginning"),
    [
        ("english.html", ("--lang", "en"), '<!DOCTYPE html>\n<html lang="en"'),
        ("report.md", (), "# 对照报告\n"),
        ("报 告.JSON", (), "{\n"),
    ],
)
def test_report_writes_the_format_of_the_suffix(
    name: str, options: tuple[str, ...], beginning: str, sample: Path, tmp_path: Path
) -> None:
    done = run("report", sample / CENTRAL, sample / LOCAL, "-o", tmp_path / name, *options)
    assert (done.status, done.out, done.complaints) == (0, b"", [])
    assert name in done.notes[-1]
    text = (tmp_path / name).read_bytes().decode("utf-8")
    assert text[: len(beginning)].lower() == beginning.lower()
    assert "云州省" in text
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_folder_of_reports_has_an_index_and_a_page_for_each(sample: Path, tmp_path: Path) -> None:
    done = run("report", sample, "-o", tmp_path / "new" / "out")
    assert (done.status, done.out, done.complaints) == (0, b"", [])
    pages = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "new" / "out").iterdir()}
    local = {
        f"local_{name}.html": title
        for name, title in (("yunzhou", "云州省"), ("haiping", "海平省"), ("lanchuan", "岚川市"))
    }
    assert set(pages) == {"index.html", "all.html", *local}
    for name, title in local.items():
        assert title in pages[name]
        assert name in pages["index.html"]
    assert any(line.startswith("略过 ") and "commentary.txt" in line for line in done.notes)


def test_the_roles_in_a_folder_are_found(sample: Path, tmp_path: Path) -> None:
    done = run("report", sample, "-o", tmp_path / "report.json", "--verbose")
    assert done.status == 0
    found = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert set(found) == {"schema", "central", "comparisons", "matrix", "skipped", "record"}
    assert Path(found["central"]["path"]).name == CENTRAL
    assert {one["local"]["region"] for one in found["comparisons"]} == {"云州省", "海平省", "岚川市"}
    skipped = {Path(one["path"]).name: one["reason"] for one in found["skipped"]}
    assert "commentary.txt" in skipped
    assert all(skipped.values())
    for one in found["comparisons"]:
        assert set(one) == ALIGN_KEYS | {"requirements", "brief"}
        assert all(list(row) == list(REQUIREMENT_COLUMNS) for row in one["requirements"])
        assert {row["change"] for row in one["requirements"]} <= {"new", "quantified", "tightened", "relaxed", "same"}
    assert {"unit", "sentence", "text", "central", "云州省", "海平省", "岚川市"} <= set(found["matrix"][0])
    assert sum(line.startswith("已对照") for line in done.notes) == 3


# ------------------------------------------------------------------------------------------------------------ bad input


# What may stand on standard error beside errors.
SAID = ("注意：", "略过 ", "对照 ", "已对照 ", "  ")  # lines of the brief are set in


def refused(done: Result, status: int, *words: str) -> None:
    """One error line that says these words; nothing on standard output."""
    assert done.status == status, done.notes
    assert len(done.complaints) == len(done.notes) - sum(line.startswith(SAID) for line in done.notes) == 1, done.notes
    assert [word for word in words if word not in done.complaints[0]] == []
    assert done.out == b""


def _file(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


# The name of a bad file, its bytes, and what the error line says: what was found, what was expected, what to do.
BAD_FILES: tuple[tuple[str, bytes | None, tuple[str, ...]], ...] = (
    ("missing.txt", None, ("没有这个文件", "请检查")),
    ("empty.txt", b"\xef\xbb\xbf \n", ("文件是空的", "需要 UTF-8", "请检查")),
    ("binary.txt", bytes(range(256)) * 9, ("不是文本", "需要 UTF-8", "请")),
    ("office.txt", b"PK\x03\x04rest", ("zip", "已损坏", "需要完整的文件", "请重新")),
    ("scan.pdf", b"%PDF-1.7", ("PDF 已损坏", "需要完整的 PDF", "请重新")),
    ("folder.txt", None, ("这是文件夹", "需要文件", "请")),
)


def test_every_bad_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    for name, data, _ in BAD_FILES:
        if data is not None:
            _file(tmp_path / name, data)
    done = run("extract", *(name for name, _, _ in BAD_FILES), cwd=tmp_path)
    assert (done.status, done.out) == (1, b"")
    assert len(done.notes) == len(done.complaints) == len(BAD_FILES)
    for (name, _, words), line in zip(BAD_FILES, done.complaints, strict=True):
        assert [word for word in (name, *words) if word not in line] == []


@pytest.mark.parametrize("command", ["report", "clean", "align", "extract"])
def test_every_command_refuses_a_missing_file(command: str, sample: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    files = [bad, sample / LOCAL] if command in ("report", "align") else [bad]
    refused(run(command, *files, "-o", tmp_path / "out.html"), 1, "bad.txt", "没有这个文件")
    assert list(tmp_path.iterdir()) == []


@NOT_AS_ROOT
def test_an_unreadable_file_is_one_line(tmp_path: Path) -> None:
    bad = _file(tmp_path / "bad.txt", b"text")
    bad.chmod(0)
    refused(run("segment", bad), 1, "bad.txt", "无法读取", "请检查权限")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], ("0 份文件里找不到中央文件", "需要恰好一份", "duizhao report")),
        ([LOCAL, "commentary.txt"], ("2 份文件里找不到中央文件", "需要恰好一份", "duizhao report")),
        ([CENTRAL, LOCAL, "copy.txt"], (CENTRAL, "copy.txt", "需要恰好一份", "duizhao report")),
        ([CENTRAL], ("没有可以对照的地方文件", "需要至少一份", "请")),
        ([LOCAL, "empty.txt"], ("找不到中央文件", "empty.txt", "文件是空的")),
    ],
    ids=["empty", "no central document", "two", "no local document", "a file that could not be read is named"],
)
def test_a_folder_whose_roles_cannot_be_told(
    files: list[str], words: tuple[str, ...], sample: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in files:
        source = {"copy.txt": CENTRAL}.get(name, name)
        (folder / name).write_bytes(b"" if name == "empty.txt" else (sample / source).read_bytes())
    refused(run("report", folder, "-o", tmp_path / "out"), 1, *words)
    assert not (tmp_path / "out").exists()


def test_a_missing_folder_is_one_line(tmp_path: Path) -> None:
    refused(run("report", tmp_path / "none", "-o", tmp_path / "out"), 1, "none", "没有这个文件夹", "请检查")


USAGE = {
    "unknown suffix": (("report", CENTRAL, LOCAL, "-o", "x.pdf"), (".pdf", ".html", "请")),
    "no file": (("report", "-o", "x.html"), ("缺少", "CENTRAL LOCAL", "--help")),
    "no output": (("report", CENTRAL, LOCAL), ("缺少", "--output", "--help")),
    "one file": (("report", CENTRAL, "-o", "x.html"), (CENTRAL, "需要一份中央文件", "--help")),
    "a report on standard output": (("report", CENTRAL, LOCAL, "-o", "-"), ("标准输出", "需要文件", "--help")),
    "a workbook on standard output": (("extract", LOCAL, "--format", "xlsx"), ("xlsx", "需要 -o", "--help")),
    "unknown format": (("segment", LOCAL, "--format", "yaml"), ("yaml", "json、tree", "--help")),
    "unknown encoding": (("clean", LOCAL, "--encoding", "klingon"), ("klingon", "utf-8、gb18030", "--help")),
    "unknown language": (("report", CENTRAL, LOCAL, "-o", "x.html", "--lang", "fr"), ("fr", "zh、en", "--help")),
    "no date": (
        ("report", CENTRAL, LOCAL, "-o", "x.html", "--date", "2026-13-01"),
        ("2026-13-01", "2021-05-01", "--help"),
    ),
    "a folder in no format": (("report", CENTRAL, LOCAL, "-o", "x/", "--format", "pdf"), ("pdf", "docx", "请")),
    "two formats": (("report", CENTRAL, LOCAL, "-o", "x.md", "--format", "csv"), (".md", "csv", "请")),
    "unknown option": (("align", CENTRAL, LOCAL, "--formats"), ("--formats", "--format", "--help")),
    "unknown command": (("translate", LOCAL), ("translate", "segment", "--help")),
    "too many files": (("align", CENTRAL, LOCAL, LOCAL), (LOCAL, "--help")),
    "an option without its value": (("segment", LOCAL, "-o"), ("-o", "--help")),
}


@pytest.mark.parametrize("kind", USAGE)
def test_wrong_usage_is_one_line_and_status_2(kind: str, sample: Path) -> None:
    arguments, words = USAGE[kind]
    before = sorted(sample.iterdir())
    refused(run(*arguments, cwd=sample), 2, *words)
    assert sorted(sample.iterdir()) == before


def test_without_a_command_there_is_help() -> None:
    done = run()
    assert (done.status, done.out) == (2, b"")
    assert all(name in done.err.decode("utf-8") for name in cli.commands)


# ------------------------------------------------------------------------------------ places that cannot be written

# A folder that takes no file, from nobody.
WITH_PROC = pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc on this system")


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("file.txt/report.html", ("所在的文件夹不存在", "需要已有的文件夹", "请")),
        ("file.txt/out/", ("file.txt", "需要文件夹", "请")),
        ("file.txt/a/b/", ("file.txt", "需要文件夹", "请")),
        ("none/report.html", ("none", "所在的文件夹不存在", "请")),
        ("folder.html/report.md", ()),
        ("folder.html.d/", ()),
        pytest.param("/proc/duizhao/", ("无法写入", "需要可写", "请检查"), marks=WITH_PROC),
        pytest.param("/proc/duizhao.md", ("无法写入", "需要可写", "请检查"), marks=WITH_PROC),
        ("x" * 300 + ".html", ("无法写入", "请")),
        pytest.param("readonly/report.html", ("无法写入", "请检查权限"), marks=NOT_AS_ROOT),
        pytest.param("readonly/out/", ("无法写入", "请检查权限"), marks=NOT_AS_ROOT),
    ],
)
def test_a_place_that_cannot_be_written_is_refused_before_the_work(
    place: str, words: tuple[str, ...], sample: Path, tmp_path: Path
) -> None:
    _file(tmp_path / "file.txt", b"mine")
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "readonly").mkdir(mode=0o555)
    done = run("report", sample / CENTRAL, "nowhere.txt", "-o", place, cwd=tmp_path)
    if words:
        refused(done, 1, *words)
    else:
        # A place that can be written: then, and only then, the missing document is what is complained of.
        refused(done, 1, "nowhere.txt", "没有这个文件")
    assert (tmp_path / "file.txt").read_bytes() == b"mine"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file.txt", "folder.html", "readonly"]


@pytest.mark.parametrize("command", ["clean", "segment", "align", "extract"])
def test_every_command_refuses_a_bad_place_before_the_work(command: str, sample: Path, tmp_path: Path) -> None:
    files = (sample / CENTRAL, "nowhere.txt") if command == "align" else ("nowhere.txt",)
    refused(run(command, *files, "-o", tmp_path / "none" / "x.json"), 1, "none", "所在的文件夹不存在", "请先建立")


def test_a_file_survives_a_failed_run(sample: Path, tmp_path: Path) -> None:
    old = b"yesterday's report"
    names = ("a.html", "b.json", "c.csv", "d.json", "e.html")
    for name in names:
        _file(tmp_path / name, old)
    # The central file, the only local file, the only file.
    refused(run("report", "none.txt", sample / LOCAL, "-o", "a.html", cwd=tmp_path), 1, "none.txt")
    refused(run("report", sample / CENTRAL, "none.txt", "-o", "b.json", cwd=tmp_path), 1, "none.txt")
    refused(run("extract", "none.txt", "-o", "c.csv", cwd=tmp_path), 1, "none.txt")
    # The disk is full halfway.
    for arguments in (
        ("segment", sample / LOCAL, "-o", "d.json"),
        ("report", sample / CENTRAL, sample / LOCAL, "-o", "e.html"),
    ):
        done = run(*arguments, cwd=tmp_path, largest_file=4096)
        refused(done, 1, str(arguments[-1]), "无法写入", "请检查")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == dict.fromkeys(names, old)


def test_the_other_documents_are_still_done(sample: Path, tmp_path: Path) -> None:
    bad = _file(tmp_path / "bad.txt", b"\0\1\2" * 99)
    files = (sample / LOCAL, bad, sample / DAMAGED, tmp_path / "none.txt")
    for command, first in (("report", [sample / CENTRAL]), ("extract", [])):
        done = run(command, *first, *files, "-o", tmp_path / "out.json")
        assert done.status == 1
        assert [name for name in ("bad.txt", "none.txt") for line in done.complaints if name in line] == [
            "bad.txt",
            "none.txt",
        ]
        found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
        done_documents = (
            [one["local"]["path"] for one in found["comparisons"]]
            if command == "report"
            else list(dict.fromkeys(row["document"] for row in found))
        )
        assert [Path(path).name for path in done_documents] == [LOCAL, DAMAGED]
        (tmp_path / "out.json").unlink()


def test_a_folder_with_a_bad_file_is_still_done(sample: Path, tmp_path: Path) -> None:
    for name in (CENTRAL, LOCAL):
        _file(tmp_path / name, (sample / name).read_bytes())
    _file(tmp_path / "bad.txt", b"")
    _file(tmp_path / "photo.png", b"\x89PNG\r\n")
    done = run("report", tmp_path, "-o", tmp_path / "out.json")
    refused(done, 1, "bad.txt", "文件是空的")
    found = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [one["local"]["region"] for one in found["comparisons"]] == ["云州省"]
    assert [Path(one["path"]).name for one in found["skipped"]] == ["photo.png"]


# -------------------------------------------------------------------------------------- streams, signals, strange names


@pytest.mark.skipif(sys.platform != "linux", reason="asks the pipe how much of it was read, which only Linux tells")
def test_ctrl_c_gives_130_and_leaves_files_alone(tmp_path: Path) -> None:
    import fcntl  # noqa: PLC0415  not on every system
    import termios  # noqa: PLC0415

    _file(tmp_path / "out.json", b"old")
    with subprocess.Popen(
        [*COMMAND, "segment", "-", "-o", tmp_path / "out.json"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        # A shell that runs tests in the background lets them ignore the interrupt.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509  no threads here
    ) as process:
        assert process.stdin is not None
        process.stdin.write("第一条".encode())
        process.stdin.flush()
        deadline = time.monotonic() + 30
        # It has taken what we wrote, so it waits for more.
        while struct.unpack("i", fcntl.ioctl(process.stdin, termios.FIONREAD, b"\0" * 4))[0]:
            assert time.monotonic() < deadline, "standard input was never read"
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert told.decode("utf-8").split() == ["已中断"]
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("out.json", b"old")]


def test_a_reader_that_goes_away_brings_no_traceback(sample: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "align", sample / CENTRAL, sample / LOCAL],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
    assert process.returncode == 1
    assert told == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("arguments", [("clean", LOCAL), ("--version",)], ids=["a long result", "a short one"])
def test_a_full_disk_behind_standard_output_is_one_line(arguments: tuple[str, ...], sample: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, env=environment(), cwd=sample, check=False
        )
    refused(Result(done.returncode, b"", done.stderr), 1, "标准输入输出", "请检查空间", "-o")


def test_a_gbk_console_shows_what_it_can(tmp_path: Path) -> None:
    text = "某省图书馆办法\n第一条 𠮷川县图书馆每季度至少公布1次服务情况✓。\n第二条 每年向读者公开 naïve 目录。\n"
    path = _file(tmp_path / "rare.txt", text.encode("utf-8"))
    gbk = environment(PYTHONIOENCODING="gbk")
    shown, known = run("segment", path, env=gbk), run("segment", path)
    assert (shown.status, known.status) == (0, 0)
    assert json.loads(shown.out.decode("gbk")) == json.loads(known.out.decode("utf-8"))
    table = run("extract", path, "--format", "csv", env=gbk)
    assert table.status == 0
    assert table.out.decode("gbk").startswith("document,")
    assert "\\ud842\\udfb7川县" in table.out.decode("gbk")
    asked = run("segment", tmp_path / "𠮷.txt", env=gbk)
    assert asked.status == 1
    assert asked.err.decode("gbk").endswith("\\ud842\\udfb7.txt：没有这个文件；请检查路径和文件名\n")


HOSTILE_NAMES = (
    b"-o.txt",
    b"a b'\";$(touch pwned)`touch pwned`.txt",
    "[bold]红[bold].txt".encode(),
    b"first\nsecond\rthird.txt",
    b"\x1b[31mred\x07.txt",
    b"not utf-8 \xff\xfe.txt",
    b"<script>alert(1).txt",
    "\u202e反向.txt".encode(),
    b"index.txt",
    b"%2e%2e%2f.txt",
    b"con.txt",
)


def test_a_file_may_have_any_name(sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    data = (sample / LOCAL).read_bytes()
    for name in HOSTILE_NAMES:
        _file(folder / os.fsdecode(name), data)
    central = (sample / CENTRAL).resolve()
    done = run("report", "-o", "../out", "--", central, *HOSTILE_NAMES, cwd=folder)
    assert (done.status, done.out, done.complaints) == (0, b"", [])
    assert all(line.isprintable() for line in done.notes)
    pages = [path.name for path in (tmp_path / "out").iterdir()]
    assert len(pages) == len(HOSTILE_NAMES) + 2  # the index and the page with all of them
    assert all(page.endswith(".html") and page.isprintable() for page in pages)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]
    assert len(list(folder.iterdir())) == len(HOSTILE_NAMES)
    json.loads(run("segment", "--", HOSTILE_NAMES[5], cwd=folder).text)


def test_a_strange_name_in_an_error_stays_on_one_line(tmp_path: Path) -> None:
    refused(run("report", b"no\nfolder\x1b[31m", "-o", "out", cwd=tmp_path), 1, "没有这个文件夹")
    done = run("extract", "--", *HOSTILE_NAMES, cwd=tmp_path)
    assert done.status == 1
    assert len(done.complaints) == len(done.notes) == len(HOSTILE_NAMES)
    assert all(line.isprintable() for line in done.notes)


# ------------------------------------------------------------------------------------- several documents in one file


@pytest.fixture
def collection(sample: Path, tmp_path: Path) -> Path:
    """Two local documents of the sample and the first of them again, in one file."""
    texts = [read_document(sample / name).text for name in (LOCAL, "local_lanchuan.txt", LOCAL)]
    path = tmp_path / "all.txt"
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def test_segment_of_several_documents(collection: Path) -> None:
    done = run("segment", collection)
    shape = json.loads(done.text)
    documents = [shape, *shape["further"]]
    assert [one["document"]["part"] for one in documents] == [1, 2, 3]
    assert [one["document"]["parts"] for one in documents] == [3, 3, 3]
    assert [one["document"]["same_as"] for one in documents] == [None, None, 1]
    raw = collection.read_text(encoding="utf-8")
    for one in documents:
        assert set(one["document"]) == {*DOCUMENT_KEYS, "part", "parts", "same_as"}
        sentence = one["units"][0]["sentences"][0]
        assert raw[sentence["raw_start"] : sentence["raw_end"]] == sentence["text"]
    assert done.notes[0] == f"{collection}：里面有 3 篇文件，依次是 #1 到 #3"
    one = run("segment", f"{collection}#2")
    assert json.loads(one.text) == documents[1]
    assert run("segment", collection, "--format", "tree").text.count(" [1] ") == 3


def test_each_document_is_compared_once(sample: Path, collection: Path, tmp_path: Path) -> None:
    done = run("report", sample / CENTRAL, collection, "-o", tmp_path / "out.json")
    shape = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [one["local"]["part"] for one in shape["comparisons"]] == [1, 2]
    assert shape["skipped"] == [{"path": f"{collection}#3", "reason": "与同一个文件里的第 1 篇相同"}]
    assert done.status == 0
    assert run("report", sample / CENTRAL, collection, "-o", tmp_path / "out").status == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        *("index.html", "all.html", "all-1.html", "all-2.html"),
    }


def test_align_takes_the_document_that_is_asked_for(sample: Path, collection: Path) -> None:
    first = run("align", sample / CENTRAL, collection)
    assert any("这里只读第 1 篇" in note for note in first.notes)
    second = json.loads(run("align", sample / CENTRAL, f"{collection}#2").text)
    assert (json.loads(first.text)["local"]["part"], second["local"]["part"]) == (1, 2)
    missing = run("align", sample / CENTRAL, f"{collection}#9")
    assert missing.status == 1
    assert missing.complaints == [f"错误：{collection}#9：这个文件里有 3 篇文件，没有第 9 篇；请写 #1 到 #3"]


def test_the_table_holds_every_document(collection: Path) -> None:
    rows = json.loads(run("extract", collection).text)
    alone = [json.loads(run("extract", f"{collection}#{part}").text) for part in (1, 2, 3)]
    assert rows == [row for part in alone for row in part]
    assert {row["document"] for row in rows} == {str(collection)}


def test_clean_shows_what_changed(sample: Path) -> None:
    """Only the lines that changed, before and after, with the rules and what was lost; no colours in a pipe."""
    done = run("clean", DAMAGED, "--diff", cwd=sample)
    lines = done.text.splitlines()
    assert "\x1b" not in done.text
    assert any(line.startswith("第 10 行：") and "byte_shift" in line and "丢失一字" in line for line in lines)
    assert any(line.startswith("- ") and "浚浚浚?诮诩偃掌诩" in line for line in lines)
    assert any(line.startswith("+ ") and "〔?〕节假日期〔?〕" in line for line in lines)


def test_clean_refuses_a_difference_in_a_file(sample: Path, tmp_path: Path) -> None:
    done = run("clean", DAMAGED, "--diff", "-o", tmp_path / "a.txt", cwd=sample)
    assert done.status == 2
    assert "--diff" in done.err.decode()
