"""The command ``report`` as its user meets it: formats, the day, the bar, the summary, the file that opens by itself."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from command import COMMAND, environment, run

from duizhao.console import Notes
from duizhao.report import TABLES
from duizhao.summary import open_file

CENTRAL, LOCAL = "central_opinion.txt", "local_yunzhou.txt"
OPENER = "open" if sys.platform == "darwin" else "xdg-open"


def test_a_word_report_bears_the_day_and_is_opened(sample: Path, tmp_path: Path) -> None:
    """The program that opens it is what the system has; here one that writes down what it was given."""
    program = tmp_path / "bin" / OPENER
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\necho noise\n', encoding="utf-8")
    program.chmod(0o755)
    env = environment(PATH=f"{program.parent}:{os.environ['PATH']}", FORCE_COLOR="1")
    arguments = ("-o", tmp_path / "对照 表.docx", "--date", "2026-05-01", "--open")
    done = run("report", sample / CENTRAL, sample / LOCAL, *arguments, env=env)
    assert (done.status, done.out, done.complaints) == (0, b"", [])
    # No bar, no colour and no noise of the other program in what is no terminal.
    told = [line for line in done.notes if not line.startswith(("对照 1 份地方文件：句子对应 ", "注意："))]
    assert [line.partition("：")[0] for line in told] == ["  落实", "  加强", "  缺失"]
    assert b"\x1b" not in done.err
    assert (tmp_path / "opened").read_text(encoding="utf-8").strip() == os.path.realpath(tmp_path / "对照 表.docx")
    with zipfile.ZipFile(tmp_path / "对照 表.docx") as file:
        assert "2026年5月1日" in file.read("word/document.xml").decode("utf-8")


def test_a_folder_of_tables_and_what_is_told_of_it(sample: Path, tmp_path: Path) -> None:
    done = run("report", sample, "-o", tmp_path / "out", "--format", "csv")
    assert (done.status, done.out, done.complaints) == (0, b"", [])
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {f"{name}.csv" for name in TABLES if name != "links"}
    # A line per document, the whole, and where to begin.
    *documents, whole = done.notes[-4:]
    assert [line.partition("：")[0] for line in documents] == ["  海平省", "  岚川市", "  云州省"]
    counts = [[int(count) for count in re.findall(r"\d+(?= [处句])", line)] for line in (*documents, whole)]
    assert counts[3] == [sum(column) for column in zip(*counts[:3], strict=True)]
    assert whole.endswith(f"写出 {len(names)} 个文件，在 {tmp_path / 'out'}，先看 sentences.csv")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals on Windows")
def test_a_terminal_sees_how_far_the_work_is(sample: Path, tmp_path: Path) -> None:
    import pty  # noqa: PLC0415  not on Windows

    seen = {}
    for loudness in ((), ("--quiet",)):
        master, terminal = pty.openpty()
        arguments = ["report", sample / CENTRAL, sample / LOCAL, "-o", tmp_path / "a.json", *loudness]
        env = environment(TERM="xterm", COLUMNS="100")
        with subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=terminal, env=env) as started:
            os.close(terminal)
            seen[loudness] = _read_all(master)
            assert started.stdout is not None
            assert started.stdout.read() == b""
        assert started.returncode == 0
    shown = seen[()].decode("utf-8")
    assert all(stage in shown for stage in ("读取文件", "对照", "写出报告", "/1"))
    assert re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown).splitlines()[-1].startswith("对照 1 份地方文件：")
    assert seen["--quiet",] == b""


def _read_all(master: int) -> bytes:
    """What was written to a pseudo-terminal until its other end was closed."""
    data = b""
    try:
        while chunk := os.read(master, 65536):
            data += chunk
    except OSError:  # Linux says so by an error
        pass
    os.close(master)
    return data


def test_what_cannot_be_opened_is_said_and_fails_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    open_file(tmp_path / "报告.docx", Notes())
    (tmp_path / OPENER).write_text("no program", encoding="utf-8")
    (tmp_path / OPENER).chmod(0o755)
    open_file(tmp_path / "报告.docx", Notes())
    lines = capsys.readouterr().err.splitlines()
    assert lines == [f"注意：{tmp_path}/报告.docx：没有能打开它的程序，文件已写好；请自行打开"] * 2


def test_what_is_said_meanwhile_stands_above_the_bar(sample: Path, tmp_path: Path) -> None:
    """Seen as a terminal shows it: no line begins in the rest of a bar."""
    pty = pytest.importorskip("pty", reason="there is no pseudo-terminal on this system")
    (tmp_path / "措施.txt").write_bytes((sample / LOCAL).read_bytes() + "\n末一句\ufffd没有完".encode())
    command = [*COMMAND, "report", str(sample / CENTRAL), "措施.txt", "-o", "r.html"]
    ours, theirs = pty.openpty()
    env = environment(TERM="xterm", COLUMNS="400")
    with subprocess.Popen(command, cwd=tmp_path, stderr=theirs, stdout=theirs, env=env) as started:
        os.close(theirs)
        parts = []
        with contextlib.suppress(OSError):  # the end of a terminal is an error on Linux
            while part := os.read(ours, 65536):
                parts.append(part)
        assert started.wait(60) == 0
    os.close(ours)
    written = b"".join(parts).decode()
    assert "读取文件" in written
    said = [line for line in written.splitlines() if "注意：" in line]
    assert said
    for line in said:
        before = line.partition("注意：")[0]
        assert before == "" or before.endswith("\x1b[2K")  # the bar was wiped away first
