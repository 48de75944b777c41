"""The way in without a terminal: what is dropped, which file is the central one, what is written where, what is said.

Windows itself is not tried here: its batch file is read by a checker, and the same steps run under a POSIX shell.
"""

from __future__ import annotations

import importlib.util
import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import docx
import openpyxl
import pytest
from batch_checker import complaints
from command import ROOT, environment
from installs import INSTALL, bare_environment, make_environment, quietly
from workbooks import Sheet

from duizhao import start
from duizhao.central_choice import choose_central
from duizhao.corpus import RoleError
from duizhao.dropped_paths import dropped_paths
from duizhao.report import read_review
from duizhao.report.fingerprint import as_written
from duizhao.sources import read

CENTRAL = "关于改进图书馆服务的意见\n\n（一）图书馆应当定期举办讲座。\n（二）图书馆可以延长开放时间。\n"
LOCAL = (
    "甲市图书馆服务措施\n\n为落实《关于改进图书馆服务的意见》，制定本措施。\n\n"
    "（一）图书馆应当每季度至少举办1次讲座。\n（二）图书馆应当延长开放时间。\n"
)
UNNAMED = "（一）图书馆应当延长开放时间。\n（二）图书馆应当举办讲座。\n"
FOLDER = "我的 文件&夹(1)"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a blank, an ampersand and Chinese in its name, and two documents in it."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv(start.COMMAND_LINE, raising=False)
    (tmp_path / "home").mkdir()
    place = tmp_path / FOLDER
    place.mkdir()
    (place / "意见.txt").write_text(CENTRAL, encoding="utf-8")
    (place / "甲市措施.txt").write_text(LOCAL, encoding="utf-8")
    return place


def beside(folder: Path, further: str = "") -> Path:
    return folder.with_name(f"{folder.name}-对照报告{further}")


def started(*arguments: str | Path) -> int:
    return start.main([*map(str, arguments), "--no-open"])


# -------------------------------------------------------------------------------------------------------------- all of it


def test_a_folder_gives_a_page_a_word_file_and_a_workbook_beside_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert started(folder) == 0
    told = capsys.readouterr()
    assert sorted(path.name for path in beside(folder).iterdir()) == ["对照报告.docx", "对照报告.html", "对照报告.xlsx"]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert "中央文件是 意见.txt（其他文件写明落实它）" in told.err
    assert told.out == ""
    page = (beside(folder) / "对照报告.html").read_text(encoding="utf-8")
    assert str(folder.parent) not in page
    # Again, and nothing was written in: the same files.
    assert started(folder) == 0
    assert not beside(folder, "-2").exists()


def test_the_page_is_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(start, "open_file", lambda path, _: opened.append(path))
    assert start.main([str(folder)]) == 0
    assert opened == [beside(folder) / "对照报告.html"]


def test_what_a_specialist_wrote_is_taken_up_and_kept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert started(folder) == 0
    path = beside(folder) / "对照报告.xlsx"
    for name in ("1:1", "2:1"):  # one after the other: the first is not forgotten
        book = openpyxl.load_workbook(path)
        Sheet(book, "对照").write(name, relation="弱化", note="处里看过")
        book.save(path)
        capsys.readouterr()
        assert started(folder) == 0
        assert "里有 1 处复核，记入 复核.toml，这次照它重出" in capsys.readouterr().err
    assert as_written(path.read_bytes())
    assert read_review(path).corrections == ()
    sheet = Sheet(openpyxl.load_workbook(path), "对照")
    assert [sheet.get(sheet.row(name), "relation") for name in ("1:1", "2:1")] == ["弱化", "弱化"]


def test_a_word_file_that_somebody_worked_on_stays_and_the_report_goes_elsewhere(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert started(folder) == 0
    path = beside(folder) / "对照报告.docx"
    document = docx.Document(str(path))
    document.add_paragraph("处里意见")
    document.save(str(path))
    mine = path.read_bytes()
    assert started(folder) == 0
    assert path.read_bytes() == mine
    assert len(list(beside(folder, "-2").iterdir())) == 3
    assert "所以写到了另一个文件夹" in capsys.readouterr().err


def test_several_files_that_were_dropped(folder: Path) -> None:
    assert started(folder / "甲市措施.txt", folder / "意见.txt") == 0
    assert (folder / "对照报告" / "对照报告.html").is_file()


# ------------------------------------------------------------------------------------------------- which is the central one


def documents(folder: Path, **texts: str) -> list[object]:
    for path in folder.iterdir():
        path.unlink()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return [read(folder / f"{name}.txt") for name in texts]


NATIONAL = "国务院关于改进图书馆服务的意见\n\n（一）图书馆应当定期举办讲座。\n（二）图书馆可以延长开放时间。\n"
CHOICES = [
    ({"甲": LOCAL, "乙": CENTRAL}, "乙.txt", "其他文件写明落实它"),
    ({"甲": UNNAMED, "01 中央意见": UNNAMED}, "01 中央意见.txt", "文件名这样写"),
    ({"甲市落实中央意见的措施": UNNAMED, "【上级】意见": UNNAMED}, "【上级】意见.txt", "文件名这样写"),
    # What the user wrote into the name counts for more than what the documents say.
    ({"中央措施": LOCAL, "乙": CENTRAL}, "中央措施.txt", "文件名这样写"),
    ({"甲": UNNAMED, "乙": NATIONAL}, "乙.txt", "由全国性的机关发布"),
    ({"甲": UNNAMED, "乙": UNNAMED}, "乙.txt", "您这样说"),
]


@pytest.mark.parametrize(("texts", "name", "reason"), CHOICES)
def test_which_file_is_the_central_one(texts: dict[str, str], name: str, reason: str, folder: Path) -> None:
    chosen = choose_central(documents(folder, **texts), lambda _: 1)  # type: ignore[arg-type]
    assert (Path(chosen.family.central.document.path).name, chosen.reason) == (name, reason)
    assert len(chosen.family.local) == 1
    with pytest.raises(RoleError):
        choose_central(documents(folder, 甲=UNNAMED, 乙=UNNAMED), lambda _: None)  # type: ignore[arg-type]


def test_the_central_one_is_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    documents(folder, 甲=UNNAMED, 乙=UNNAMED)
    for typed, status in (("7\n二\n2．\n", 0), ("", 1), ("x\n" * 5, 1)):
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        assert started(folder) == status
        told = capsys.readouterr().err
        assert "  1. " in told
        assert ("中央文件是 甲.txt（您这样说）" in told or "中央文件是 乙.txt（您这样说）" in told) == (status == 0)


# ------------------------------------------------------------------------------------------------------ what goes wrong


def test_a_folder_is_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    escaped = str(folder).replace(" ", "\\ ").replace("&", "\\&").replace("(", "\\(").replace(")", "\\)")
    for typed in (f'"{folder}"\n', f"'{folder}' \n", f"\n{folder}\n", f"{escaped} \n"):
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        assert started() == 0, typed
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert started() == 1
    assert "没有得到文件夹" in capsys.readouterr().err


def test_what_went_wrong_is_one_line(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "空").mkdir()
    for given, words in (
        (folder / "意见.txt", "只有一份文件"),
        (tmp_path / "没有", "没有这个文件夹"),
        (tmp_path / "空", "里面没有能读的文件"),
    ):
        assert started(given) == 1
        assert words in capsys.readouterr().err
    (folder / "坏.txt").write_bytes(b"\0\1\2" * 99)
    assert started(folder) == 1, "one was refused"
    assert (beside(folder) / "对照报告.html").is_file(), "the rest was done"
    (beside(folder) / "复核.toml").write_text("not toml", encoding="utf-8")
    assert started(folder) == 1
    assert "不是复核文件" in capsys.readouterr().err
    monkeypatch.setattr(start.pipeline, "compare_many", lambda *_, **__: 1 / 0)
    (beside(folder) / "复核.toml").unlink()
    assert started(folder) == 1
    told = capsys.readouterr().err
    assert "意料之外的错误（ZeroDivisionError" in told
    assert "Traceback" not in told
    assert "Traceback" in (tmp_path / "home" / "对照-出错记录.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("encoding", ["cp437", "cp936"])
def test_a_console_of_windows_shows_chinese(encoding: str, folder: Path) -> None:
    env = environment(PYTHONIOENCODING=encoding)
    command = [sys.executable, "-m", "duizhao.start", "--no-open", folder]
    done = subprocess.run(command, env=env, capture_output=True, timeout=120, check=False)
    told = done.stderr.decode("utf-8" if encoding == "cp437" else encoding)
    assert (done.returncode, done.stdout) == (0, b""), told
    assert "中央文件是 意见.txt" in told
    assert "\\u" not in told
    assert not any(line.startswith(("Traceback", "错误")) for line in told.splitlines())


# ---------------------------------------------------------------------------------------------------------------- Windows

LINES = [
    (r'C:\WINDOWS\system32\cmd.exe /c ""D:\工具\对照.bat" "', []),
    (r'"C:\WINDOWS\system32\cmd.exe" ', []),
    ("", []),
    (r'cmd.exe /c ""D:\工 具\对照.bat" D:\甲&乙"', [r"D:\甲&乙"]),
    (r'cmd.exe /c ""D:\工具\对照.bat" "D:\甲 & 乙" D:\100%(丙)"', [r"D:\甲 & 乙", r"D:\100%(丙)"]),
    (r'cmd /c ""D:\DUI.BAT" C:\a^b!c"', [r"C:\a^b!c"]),
]


@pytest.mark.parametrize(("line", "paths"), LINES)
def test_what_was_dropped_on_the_batch_file(line: str, paths: list[str]) -> None:
    assert dropped_paths(line) == paths


def test_the_whole_line_counts_for_more_than_the_arguments(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(start.COMMAND_LINE, f'cmd.exe /c ""D:\\对照.bat" "{folder}""')
    assert started("cut") == 0


def test_the_batch_file_has_nothing_that_is_known_to_go_wrong() -> None:
    data = (ROOT / "start" / "对照.bat").read_bytes()
    assert complaints(data) == []
    text = data.decode("ascii")
    assert text.index("chcp 65001") < text.index("python")
    assert text.rstrip().endswith("exit"), "what stands behind an ampersand is not run"
    for name in ("program\\start\\begin.py", "no_python.txt"):
        assert (ROOT / "start" / name.rpartition("\\")[2]).is_file()


MISTAKES = [
    ("\r\n", "\n", "CRLF"),
    ("goto end", "goto nowhere", "no such label"),
    ('"%BEGIN%" %*', "%BEGIN% %1", "without quotes"),
    ('set "PYTHON="', "set PYTHON=", "set without quotes"),
    ("pause", "rem no", "closes"),
    ("chcp 65001", "rem", "UTF-8"),
    ("%%I", "%%F", "letter of a loop"),
    ("%%~dpI", "%%~dpF", "letter of a loop"),
    ("@echo off", "", "shown"),
    ('begin.py"\r', "begin.py\r", "not closed"),
    ("Please", "请", "ASCII"),
]


@pytest.mark.parametrize(("right", "wrong", "said"), MISTAKES)
def test_the_checker_sees_mistakes(right: str, wrong: str, said: str) -> None:
    text = (ROOT / "start" / "对照.bat").read_bytes().decode("ascii")
    assert right in text
    if "%%" in right:
        text = text.replace("%%I", "%%F").replace("%%~dpI", "%%~dpF")
    assert any(said in one for one in complaints(text.replace(right, wrong).encode("utf-8"))), said


# ------------------------------------------------------------------------------------------------ the zip and its first start


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip, built and unpacked where the path has blanks and Chinese."""
    place = tmp_path_factory.mktemp("下载 的")
    made = subprocess.run(
        [sys.executable, ROOT / "start" / "make_zip.py", place], capture_output=True, check=True, env=environment()
    )
    path, source = (Path(name) for name in made.stdout.decode("utf-8").splitlines())
    assert sorted(place.glob("*.zip")) == sorted((path, source))
    with zipfile.ZipFile(path) as archive:
        assert {name.partition("/")[0] for name in archive.namelist()} == {"对照"}
        modes = {one.filename: one.external_attr >> 16 & 0o777 for one in archive.infolist()}
        archive.extractall(place)
    assert modes["对照/对照.command"] == 0o755
    (place / "对照" / "对照.command").chmod(0o755)
    return place / "对照"


def test_pip_installs_from_the_other_zip(unpacked: Path, tmp_path: Path) -> None:
    """And so do pipx and uv, which hand it on."""
    python = make_environment(tmp_path / "新的 环境")
    [source] = unpacked.parent.glob("duizhao-*.zip")
    quietly(python, "-m", "pip", *INSTALL, source, cwd=tmp_path, env=bare_environment())
    place = quietly(python, "-c", "import duizhao; print(duizhao.__file__)", cwd=tmp_path, env=bare_environment())
    assert Path(place.strip()).is_relative_to(tmp_path)
    done = quietly(python.parent / "duizhao", "--version", cwd=tmp_path, env=bare_environment(PYTHONUTF8="1"))
    assert "duizhao" in done


def load_begin(program: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("begin", program / "start" / "begin.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_zip_holds_the_program_and_what_leads_into_it(unpacked: Path) -> None:
    assert sorted(path.name for path in unpacked.iterdir()) == sorted(
        ("program", "pictures", "先看这里.md", "对照.bat", "对照.command")
    )
    assert (unpacked / "对照.bat").read_bytes() == (ROOT / "start" / "对照.bat").read_bytes()
    program = unpacked / "program"
    for name in (
        "duizhao/start.py",
        "corpus/sample/central_opinion.txt",
        "report/html/templates/style_frame.css",
        "setup.cfg",
    ):
        assert (program / name).is_file(), name
    assert not [path for path in program.rglob("*") if path.is_symlink() or path.name.startswith(".")]


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell")
def test_the_first_start_and_the_next_ones(
    unpacked: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As it is but for the download: the environment borrows the packages of this one, and no index is asked."""
    begin = load_begin(unpacked / "program")
    install = ("--no-index", "--no-deps", "--no-build-isolation")
    asked: list[list[str]] = []

    def runs(command: list[str], advice: str | None) -> bool:
        asked.append(command)
        if "venv" in command:
            make_environment(Path(command[-1]))
            return True
        done = subprocess.run(
            [*command, *install], env=bare_environment(), capture_output=True, check=False, timeout=300
        )
        assert advice is None or done.returncode == 0, done.stdout + done.stderr
        return done.returncode == 0

    monkeypatch.setattr(begin, "runs", runs)
    monkeypatch.setattr(begin.sys, "executable", sys.executable)
    python = begin.environment()
    assert python is not None
    assert [command[2] for command in asked] == ["venv", "pip"]
    assert "准备好了" in capsys.readouterr().err
    assert begin.environment() == python, "the second time nothing is to be done"
    assert len(asked) == 2
    # What the double click starts: the shell finds a Python, and all goes through.
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("python3.13", "python3.12", "python3.11", "python3.10", "python3"):
        (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    env = bare_environment(PATH=f"{programs}:/usr/bin:/bin", LC_ALL="C", PYTHONIOENCODING="cp437")
    command = [unpacked / "对照.command", "--no-open", folder.name]
    done = subprocess.run(
        command, cwd=folder.parent, env=env, capture_output=True, stdin=subprocess.DEVNULL, timeout=120, check=False
    )
    told = done.stderr.decode("utf-8")
    assert done.returncode == 0, told
    assert (beside(folder) / "对照报告.html").is_file()
    assert "写出" in told
    assert "第一次使用" not in told


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell")
def test_the_scripts_say_what_is_missing(unpacked: Path, tmp_path: Path) -> None:
    """Run out of the zip without unpacking it, and on a machine without Python."""
    alone = tmp_path / "对照.command"
    shutil.copy(unpacked / "对照.command", alone)
    nothing = tmp_path / "bin"
    nothing.mkdir()
    for name in ("dirname", "cat"):
        (nothing / name).symlink_to(shutil.which(name) or "")
    for script, words in ((alone, "全部解压"), (unpacked / "对照.command", "没有 Python 3.10")):
        done = subprocess.run(
            ["/bin/sh", script], env={"PATH": str(nothing)}, capture_output=True, stdin=subprocess.DEVNULL, check=False
        )
        assert (done.returncode, words in done.stderr.decode("utf-8")) == (1, True), done.stderr.decode("utf-8")


def test_what_the_first_start_says_when_it_fails(
    unpacked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    begin = load_begin(unpacked / "program")
    assert not begin.runs([sys.executable, "-c", "print('a\\nb\\nc\\nd'); raise SystemExit(1)"], "请检查")
    assert capsys.readouterr().err == "    b\n    c\n    d\n错误：请检查\n"
    monkeypatch.setattr(begin, "PROGRAM", str(tmp_path))
    assert begin.main([]) == 1
    assert "请先把下载的压缩包全部解压" in capsys.readouterr().err
    monkeypatch.setattr(begin, "PROGRAM", str(unpacked / "program"))
    monkeypatch.setattr(begin, "fingerprint", lambda: "another version")
    monkeypatch.setattr(begin, "place", lambda: str(tmp_path / "environment"))
    monkeypatch.setattr(begin, "runs", lambda command, _: "venv" in command)
    assert begin.main([]) == 1, "nothing could be installed: no half-made environment passes for a whole one"
    assert begin.main([]) == 1
    monkeypatch.setattr(begin, "OLDEST", (9, 9))
    assert begin.main([]) == 1
    assert "需要 3.10 或更新的" in capsys.readouterr().err
