"""Small things that users see: whole lines above the bar, titles given by hand, paths of a folder, remarks said once."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from command import environment, run
from rich.console import Console
from workbooks import Sheet

import duizhao as dz
from duizhao.cli import cli
from duizhao.console import Notes
from duizhao.corpus import DocumentError
from duizhao.given_titles import GIVEN, read_title
from duizhao.progress import Stages, progress
from duizhao.report import read_review

CENTRAL = "（一）图书馆应当定期举办讲座。\n（二）图书馆可以延长开放时间。\n"
LOCAL = "（一）图书馆应当每季度至少举办1次讲座。\n（二）图书馆应当延长开放时间。\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two documents without titles, in which commands run."""
    (tmp_path / "中央意见.txt").write_text(CENTRAL, encoding="utf-8")
    (tmp_path / "甲市.txt").write_text(LOCAL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


# ---------------------------------------------------------------------------------------------------------------- the bar


class Terminal(io.StringIO):
    """A terminal that keeps what it was sent."""

    def isatty(self) -> bool:
        return True


def bare(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)


@pytest.mark.parametrize("columns", ["30", "80"])
def test_a_line_above_the_bar_is_whole(columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    for name, value in {"COLUMNS": columns, "TERM": "xterm"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stderr", terminal)
    long = "措施.txt：" + "第 3 行第 5 字，这里丢了字，原文不能补；" * 8 + "[bold]:smile: 未完"
    with progress(quiet=False) as stages:
        stages.begin("写出报告")
        Notes().warn(long)
        stages.begin("对照", 3)
        stages.step()
    shown = bare(terminal.getvalue())
    assert f"注意：{long}\n" in shown.replace("\r", "")
    assert sys.stderr is terminal
    assert "写出报告" in shown
    assert "?" not in shown.replace(long, "")
    assert "0/3" in shown or "1/3" in shown


def test_without_a_bar_nothing_is_counted() -> None:
    stages = Stages()
    stages.begin("对照", 2)
    stages.step()
    assert Console(file=io.StringIO()).is_terminal is False


@pytest.mark.parametrize("encoding", ["cp437", "ascii", "latin-1", "cp936"])
def test_no_console_shows_numbers_for_chinese(encoding: str, desk: Path) -> None:
    """One that has Chinese is spoken to in its encoding; to one that has none, UTF-8 is better than nothing."""
    done = run("report", "中央意见.txt", "甲市.txt", "-o", "无/r.md", env=environment(PYTHONIOENCODING=encoding))
    told = done.err.decode("cp936" if encoding == "cp936" else "utf-8")
    assert told.startswith("错误：无/r.md：所在的文件夹不存在")
    cleaned = run("clean", "甲市.txt", env=environment(PYTHONIOENCODING=encoding))
    assert "每季度至少举办" in cleaned.out.decode("cp936" if encoding == "cp936" else "utf-8")


# ----------------------------------------------------------------------------------------------------------------- titles

TITLES = [
    ("措施.txt=甲市措施", ("措施.txt", "甲市措施")),
    ("a=b.txt=甲市措施", ("a", "b.txt=甲市措施")),  # no such file is there
    ("措施.txt=", None),
    ("=甲市措施", None),
    ("甲市措施", None),
]


@pytest.mark.parametrize(("value", "read"), TITLES)
def test_how_a_title_is_given(value: str, read: tuple[str, str] | None) -> None:
    assert read_title(value) == read


def test_a_file_with_the_sign_in_its_name(desk: Path) -> None:
    (desk / "a=b.txt").write_text(LOCAL, encoding="utf-8")
    assert read_title("a=b.txt=甲市措施") == ("a=b.txt", "甲市措施")


def test_a_document_without_a_title_shows_its_file_or_the_title_given(desk: Path) -> None:
    def written(*more: str) -> dict[str, str]:
        texts = {}
        for name in ("r.md", "r.json"):
            done = CliRunner().invoke(cli, ["report", "中央意见.txt", "甲市.txt", "-o", name, *more])
            assert done.exit_code == 0, done.output
            texts[name] = (desk / name).read_text(encoding="utf-8")
        return texts

    assert "| 中央文件 | 中央意见.txt |" in written()["r.md"]
    given = written("--title", "中央意见.txt=关于图书馆的意见", "--title", f"{desk / '甲市.txt'}=甲市措施")
    assert "| 中央文件 | 关于图书馆的意见 |" in given["r.md"]
    central, local = (json.loads(given["r.json"])[side] for side in ("central", "comparisons"))
    assert central["title"] == "关于图书馆的意见"
    assert central["origins"]["title"] == GIVEN
    assert local[0]["local"]["title"] == "甲市措施"


def test_a_title_for_a_file_that_is_not_read_is_refused_but_not_for_one_that_could_not_be(desk: Path) -> None:
    with pytest.raises(DocumentError, match=r"--title 里的 乙市.txt 不在这次读的文件里"):
        dz.families.read_files("中央意见.txt", ["甲市.txt"], titles={"乙市.txt": "乙市措施"})
    family = dz.families.read_files("中央意见.txt", ["甲市.txt", "乙市.txt"], titles={"乙市.txt": "乙市措施"})
    assert (len(family.local), len(family.refused)) == (1, 1)


def test_a_title_given_to_the_central_document_of_a_folder_is_the_one_that_is_looked_for(desk: Path) -> None:
    (desk / "甲市.txt").write_text(f"为落实《关于图书馆的意见》，制定本措施。\n{LOCAL}", encoding="utf-8")
    family = dz.read_folder(desk, titles={"中央意见.txt": "关于图书馆的意见"})
    assert family.central.document.metadata.title == "关于图书馆的意见"
    assert [one.document.path for one in family.local] == ["甲市.txt"]


# ------------------------------------------------------------------------------------------------------------------ paths


def test_paths_in_the_tables_start_from_the_folder_that_was_given(sample: Path, tmp_path: Path) -> None:
    family = dz.read_folder(sample.resolve())
    report = dz.compare_many(family.central, family.local[:1], skipped=family.skipped)
    for suffix in ("json", "csv"):
        [path] = report.save(tmp_path / f"r.{suffix}")
        text = path.read_text(encoding="utf-8")
        assert "local_" in text
        assert str(sample.resolve()) not in text
        assert str(sample.resolve().parent) not in text
    again = dz.load_report(tmp_path / "r.json")
    assert [one.local.document.path for one in again.comparisons] == [
        one.local.document.path for one in report.comparisons
    ]


def test_of_two_folders_with_the_same_names_the_tables_say_the_folder(tmp_path: Path) -> None:
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "措施.txt").write_text(LOCAL, encoding="utf-8")
    found, _ = dz.sources.find_files([str(tmp_path / "甲"), str(tmp_path / "乙")])
    assert [one.name for one in found if isinstance(one, dz.sources.FoundFile)] == ["甲/措施.txt", "乙/措施.txt"]


# ----------------------------------------------------------------------------------------------------------------- charts


def test_without_the_package_for_charts_the_report_is_written_all_the_same(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("duizhao.report.charts.chart_fonts.find_spec", lambda _: None)
    arguments = ["report", "中央意见.txt", "甲市.txt", "-o", "r.md", "--charts", "图"]
    done = CliRunner().invoke(cli, arguments, standalone_mode=False)
    assert done.return_value == 1, "something that was asked for was not done"
    [said] = [line for line in done.stderr.splitlines() if line.startswith("错误")]
    assert "图没有画，报告已写好；画图需要软件包 matplotlib" in said
    assert "pip install '.[charts]'" in said
    assert (desk / "r.md").is_file()
    assert not (desk / "图").exists()


# ---------------------------------------------------------------------------------------------------------------- remarks


def test_a_remark_stands_once_in_a_row(desk: Path) -> None:
    [path] = dz.compare("中央意见.txt", "甲市.txt").save(desk / "r.xlsx")
    book = openpyxl.load_workbook(path)
    Sheet(book, "对照").write("1:1", relation="弱化", note="请处里再看")
    Sheet(book, "对照").write("2:1", note="只是一句话")
    book.save(path)
    found = read_review(path, by="某馆员")
    report = dz.compare("中央意见.txt", "甲市.txt", corrections=found.corrections)
    rows = openpyxl.load_workbook(report.save(desk / "n.xlsx")[0])["对照"].values
    tables = docx.Document(str(report.save(desk / "n.docx")[0])).tables
    words = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    for row in (*rows, *words):
        said = "\n".join(str(cell) for cell in row)
        assert max(said.count("请处里再看"), said.count("只是一句话")) <= 1, said
    whole = "\n".join("\n".join(row) for row in words)
    assert "人工复核（某馆员）" in whole, "who judged is said all the same"
    assert "请处里再看" in whole
    assert "人工复核（某馆员）：请处里再看" in report.to_frame("pairs").evidence.str.cat(), (
        "a table without remarks says them"
    )


def test_the_word_for_vague_is_not_broken(desk: Path) -> None:
    (desk / "甲市.txt").write_text("（一）图书馆应当定期举办讲座。\n", encoding="utf-8")
    [path] = dz.compare("中央意见.txt", "甲市.txt").save(desk / "r.html")
    assert re.search(r'<span class="[^"]*\bnowrap\b[^"]*"[^>]*>模糊</span>', path.read_text(encoding="utf-8"))
