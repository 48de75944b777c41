"""Nothing is lost: no output takes the place of an input or of another output, and no file that somebody worked on goes unasked."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from workbooks import Sheet

import duizhao as dz
from duizhao.cli import cli
from duizhao.corpus import DocumentError, OutputError
from duizhao.report import Report, requirement_table, write_report
from duizhao.report.fingerprint import as_written, fingerprint, sheet_titles, stamped
from duizhao.report.packed import packed_again
from duizhao.report.places import same_place

CENTRAL = "关于改进图书馆服务的意见\n\n（一）图书馆应当定期举办讲座。\n（二）图书馆可以延长开放时间。\n"
LOCAL = (
    "甲市图书馆服务措施\n\n为落实《关于改进图书馆服务的意见》，制定本措施。\n\n"
    "（一）图书馆应当每季度至少举办1次讲座。\n（二）图书馆应当延长开放时间。\n"
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("texts")
    (folder / "c.txt").write_text(CENTRAL, encoding="utf-8")
    (folder / "l.txt").write_text(LOCAL, encoding="utf-8")
    return dz.compare(folder / "c.txt", folder / "l.txt")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a central and a local document, in which commands run."""
    (tmp_path / "c.txt").write_text(CENTRAL, encoding="utf-8")
    (tmp_path / "l.txt").write_text(LOCAL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(*arguments: str) -> tuple[int, str]:
    """The status of a command, and its error as it is told: one line."""
    done = CliRunner().invoke(cli, arguments, standalone_mode=False)
    if done.exception is None:
        return int(done.return_value or 0), done.stderr
    assert isinstance(done.exception, OutputError), repr(done.exception)
    assert "\n" not in str(done.exception)
    return 1, str(done.exception)


# ---------------------------------------------------------------------------------------------- inputs and other outputs


def plain(path: Path) -> str:
    return path.name


def dotted(path: Path) -> str:
    return f"./sub/../{path.name}"


def absolute(path: Path) -> str:
    return str(path)


def linked(path: Path) -> str:
    Path(f"link{path.suffix}").symlink_to(path)
    return f"link{path.suffix}"


def hard_linked(path: Path) -> str:
    os.link(path, f"hard{path.suffix}")
    return f"hard{path.suffix}"


WAYS = (plain, dotted, absolute, linked, hard_linked)
INTO_INPUT = (
    ("clean", "l.txt", "-o", "{l.txt}"),
    ("clean", "l.txt", "--edits", "{l.txt}"),
    ("segment", "l.txt", "-o", "{l.txt}"),
    ("align", "c.txt", "l.txt", "-o", "{c.txt}"),
    ("align", "c.txt", "l.txt", "-o", "{l.txt}"),
    ("align", "c.txt", "l.txt", "--corrections", "k.toml", "-o", "{k.toml}"),
    ("align", "c.txt", "l.txt", "--judge-answers", "a.jsonl", "-o", "{a.jsonl}"),
    ("extract", "c.txt", "l.txt", "-o", "{l.txt}"),
    ("extract", ".", "-o", "{l.txt}"),
    ("review", "r.xlsx", "-o", "{r.xlsx}"),
    ("report", "c.txt", "l.html", "-o", "{l.html}"),
    ("report", "c.md", "l.txt", "-o", "{c.md}"),
    ("clean", "l.txt#1", "-o", "{l.txt}"),
)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("command", INTO_INPUT, ids=" ".join)
def test_no_output_is_an_input(command: tuple[str, ...], way: Callable[[Path], str], desk: Path) -> None:
    (desk / "sub").mkdir()
    others = {"l.html": f"<p>{LOCAL}</p>", "c.md": CENTRAL, "k.toml": "format = 1\n", "a.jsonl": "", "r.xlsx": "PK"}
    for name, text in others.items():
        (desk / name).write_text(text, encoding="utf-8")
    before = {path.name: path.read_bytes() for path in desk.iterdir() if path.is_file()}
    given = [way(desk / word[1:-1]) if word.startswith("{") else word for word in command]
    for flags in ((), ("--overwrite",)):
        status, said = told(*given, *flags)
        assert (status, "就是要读的文件" in said) == (1, True), said
    assert {name: (desk / name).read_bytes() for name in before} == before


@pytest.mark.parametrize("other", ["o.txt", "./o.txt", "O.TXT", "sub/../o.txt"])
def test_no_two_outputs_are_one_file(other: str, desk: Path) -> None:
    (desk / "sub").mkdir()
    status, said = told("clean", "l.txt", "-o", "o.txt", "--edits", other)
    assert (status, "与另一个输出" in said) == (1, True)
    status, said = told("report", "c.txt", "l.txt", "-o", "x.md", "--charts", "./x.md")
    assert (status, "与另一个输出" in said) == (1, True)
    assert sorted(path.name for path in desk.iterdir()) == ["c.txt", "l.txt", "sub"]


def test_a_link_that_leads_nowhere_yet_is_what_it_leads_to(desk: Path) -> None:
    (desk / "link").symlink_to("o.txt")
    assert same_place("link", "o.txt")
    assert not same_place("link", "l.txt")
    assert same_place("none/a.txt", "none/A.txt")
    assert not same_place("a\0b", "ab")


def test_a_folder_of_reports_may_be_the_folder_of_the_documents_but_not_take_their_place(desk: Path) -> None:
    """l.txt gives l.html, which is no document; with l.html as the document it would be."""
    assert told("report", ".", "-o", ".")[0] == 0
    assert sorted(path.name for path in desk.glob("*.html")) == ["index.html", "l.html"]
    assert told("report", ".", "-o", ".")[0] == 0, "our own report is no document"
    (desk / "l.txt").unlink()
    (desk / "l.html").write_text(f"<html><body><p>{LOCAL}</p></body></html>", encoding="utf-8")
    before = (desk / "l.html").read_bytes()
    for flags in ((), ("--overwrite",)):
        status, said = told("report", ".", "-o", ".", *flags)
        assert (status, "就是要读的文件" in said) == (1, True), said
    assert (desk / "l.html").read_bytes() == before


def test_python_keeps_the_documents_of_a_folder_too(desk: Path) -> None:
    (desk / "index.md").write_text(LOCAL, encoding="utf-8")
    family = dz.read_folder(desk)
    assert {one.document.path for one in family.local} == {"l.txt", "index.md"}
    made = dz.compare_many(family.central, family.local)
    with pytest.raises(OutputError, match="就是要读的文件"):
        made.save(desk, form="md", overwrite=True)
    with pytest.raises(OutputError, match="就是要读的文件"):
        made.save(desk / "index.md")
    assert sorted(path.name for path in desk.iterdir()) == ["c.txt", "index.md", "l.txt"]


# ------------------------------------------------------------------------------------------------------ work in a workbook


def edited(path: Path, change: Callable[[Any], object]) -> None:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def relation(book: Any) -> None:
    Sheet(book, "对照").write("1:1", relation="弱化", note="期限晚了")


def put(sheet: str, cell: str) -> Callable[[Any], object]:
    def change(book: Any) -> None:
        book[sheet][cell] = "请处里核"

    return change


def remark(book: Any) -> None:
    book["对照"]["B2"].comment = openpyxl.comments.Comment("这里不对", "某")


EDITS: dict[str, Callable[[Any], object]] = {
    "a judgement": relation,
    "a remark": remark,
    "a column of one's own": put("对照", "Z3"),
    "a word on another sheet": put("概览", "A9"),
    "a sheet": lambda book: book.create_sheet("我的"),
    "a row gone": lambda book: book["对照"].delete_rows(3),
    "a formula": lambda book: book["概览"].__setitem__("Z40", "=1+1"),
}


@pytest.mark.parametrize("change", EDITS.values(), ids=EDITS)
def test_a_workbook_that_somebody_worked_on_is_not_replaced(
    change: Callable[[Any], object], report: Report, tmp_path: Path
) -> None:
    [path] = report.save(tmp_path / "报告.xlsx")
    edited(path, change)
    before = path.read_bytes()
    with pytest.raises(OutputError, match="overwrite") as refusal:
        report.save(path)
    assert ("review" in str(refusal.value)) == (change is relation)
    assert path.read_bytes() == before
    report.save(path, overwrite=True)
    assert as_written(path.read_bytes())


def untouched(_: Any) -> None:
    """Saved as it was opened."""


def sort_rows(book: Any) -> None:
    Sheet(book, "对照").shuffle(3)


def look(book: Any) -> None:
    book["对照"].column_dimensions["C"].width = 50
    book["对照"].auto_filter.ref = None
    book["对照"]["B2"].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")


@pytest.mark.parametrize("change", [untouched, sort_rows, look], ids=["saved", "sorted", "looks"])
def test_a_workbook_that_nobody_wrote_in_is_replaced(
    change: Callable[[Any], object], report: Report, tmp_path: Path
) -> None:
    [path] = report.save(tmp_path / "报告.xlsx")
    fresh = path.read_bytes()
    edited(path, change)
    assert path.read_bytes() != fresh
    report.save(path)
    assert path.read_bytes() == fresh


def test_what_was_reviewed_may_go_once_the_report_holds_it(desk: Path) -> None:
    """The way out that the refusal names is one: review, then report with what it gave."""
    assert told("report", "c.txt", "l.txt", "-o", "r.xlsx")[0] == 0
    edited(desk / "r.xlsx", relation)
    status, said = told("report", "c.txt", "l.txt", "-o", "r.xlsx")
    assert (status, "duizhao review r.xlsx -o 复核.toml" in said) == (1, True)
    assert told("review", "r.xlsx", "-o", "复核.toml")[0] == 0
    edited(desk / "r.xlsx", lambda book: Sheet(book, "对照").write("2:1", relation="照搬"))
    status, said = told("report", "c.txt", "l.txt", "-o", "r.xlsx", "--corrections", "复核.toml")
    assert (status, "里面有 1 处专家的复核" in said) == (1, True), "the second judgement is in the workbook alone"
    assert told("review", "r.xlsx", "-o", "复核.toml")[0] == 0
    assert told("report", "c.txt", "l.txt", "-o", "r.xlsx", "--corrections", "复核.toml")[0] == 0
    assert as_written((desk / "r.xlsx").read_bytes())
    edited(desk / "r.xlsx", lambda book: Sheet(book, "对照").write("1:1", relation="看不懂"))
    assert told("report", "c.txt", "l.txt", "-o", "r.xlsx", "--corrections", "复核.toml")[0] == 1


def test_remarks_in_a_corrections_file_are_not_merged_away(desk: Path) -> None:
    assert told("report", "c.txt", "l.txt", "-o", "r.xlsx")[0] == 0
    edited(desk / "r.xlsx", relation)
    for _ in range(2):
        assert told("review", "r.xlsx", "-o", "k.toml")[0] == 0
    kept = (desk / "k.toml").read_text(encoding="utf-8") + "# 第二处要问处里\n"
    (desk / "k.toml").write_text(kept, encoding="utf-8")
    status, said = told("review", "r.xlsx", "-o", "k.toml")
    assert (status, "1 行手写的注释" in said) == (1, True)
    assert (desk / "k.toml").read_text(encoding="utf-8") == kept
    assert told("review", "r.xlsx", "-o", "k.toml", "--overwrite")[0] == 0


# -------------------------------------------------------------------------------------------- other files people work on


def word_edit(path: Path, change: Callable[[Any], object]) -> None:
    document = docx.Document(str(path))
    change(document)
    document.save(str(path))


WORD_EDITS: dict[str, Callable[[Any], object]] = {
    "a paragraph": lambda document: document.add_paragraph("处里意见"),
    "a cell": lambda document: setattr(document.tables[-1].cell(1, 0), "text", "改了"),
    "a paragraph gone": lambda document: (
        document.paragraphs[0]._element.getparent().remove(document.paragraphs[0]._element)
    ),
}


@pytest.mark.parametrize("change", WORD_EDITS.values(), ids=WORD_EDITS)
def test_a_word_file_that_somebody_worked_on_is_not_replaced(
    change: Callable[[Any], object], report: Report, tmp_path: Path
) -> None:
    [path] = report.save(tmp_path / "对照表.docx")
    fresh = path.read_bytes()
    word_edit(path, untouched)
    assert path.read_bytes() != fresh
    report.save(path)
    assert path.read_bytes() == fresh, "it was saved, and nothing was written in it"
    word_edit(path, change)
    before = path.read_bytes()
    with pytest.raises(OutputError, match=r"有人改过.*换一个名字.*--overwrite"):
        report.save(path)
    assert path.read_bytes() == before
    report.save(path, overwrite=True)
    assert path.read_bytes() == fresh


def test_remarks_and_struck_words_in_a_word_file_are_seen(report: Report, tmp_path: Path) -> None:
    [path] = report.save(tmp_path / "a.docx")
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    text = parts["word/document.xml"].decode()
    struck = re.sub(r"<w:t\b([^>]*)>([^<]*)</w:t>", r"<w:delText\1>\2</w:delText>", text, count=1)
    assert struck != text
    note = (
        b'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:t>no</w:t></w:comments>'
    )
    changes = {
        "comment": {"word/comments.xml": note},
        "struck": {"word/document.xml": struck.encode()},
        "picture": {"word/media/image1.png": b"x"},
    }
    for name, change in changes.items():
        with zipfile.ZipFile(tmp_path / f"{name}.docx", "w") as target:
            for part, content in {**parts, **change}.items():
                target.writestr(part, content)
        assert as_written((tmp_path / f"{name}.docx").read_bytes()) is False, name


@pytest.mark.parametrize("name", ["x.docx", "x.xlsx", "x.json", "x.html"])
def test_a_document_that_is_not_ours_is_not_replaced(name: str, report: Report, tmp_path: Path) -> None:
    """Whatever its name says: a Word file behind a strange suffix is one."""
    path = tmp_path / name
    docx.Document().save(str(path))
    theirs = path.read_bytes()
    for content in (theirs, b"PK\3\4 broken", b"\xd0\xcf\x11\xe0 old", b"%PDF-1.7", b"{\\rtf1"):
        path.write_bytes(content)
        with pytest.raises(OutputError, match="换一个名字"):
            report.save(path)
        assert path.read_bytes() == content
    report.save(path, overwrite=True)
    report.save(path)


@pytest.mark.parametrize("name", ["x.docx", "X.XLSX"])
def test_whatever_stands_under_the_name_of_a_document_is_somebodys(name: str, report: Report, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes("只是几个字".encode())
    with pytest.raises(OutputError, match="换一个名字"):
        report.save(path)
    assert path.read_bytes().decode() == "只是几个字"
    path.write_bytes(b"")  # made by an editor, or left by a full disk: nothing to lose
    report.save(path)


def test_extract_keeps_a_table_that_somebody_worked_on(desk: Path) -> None:
    for _ in range(2):
        assert told("extract", "l.txt", "-o", "x.xlsx")[0] == 0
    edited(desk / "x.xlsx", lambda book: book.worksheets[0].cell(2, 1, "改"))
    assert told("extract", "l.txt", "-o", "x.xlsx")[0] == 1
    assert told("clean", "l.txt", "-o", "x.xlsx")[0] == 1
    assert told("extract", "l.txt", "-o", "x.xlsx", "--overwrite")[0] == 0


def test_of_a_folder_all_is_written_or_nothing(report: Report, tmp_path: Path) -> None:
    write_report(report, tmp_path / "out", form="docx")
    [path] = (tmp_path / "out").glob("*.docx")
    word_edit(path, WORD_EDITS["a paragraph"])
    before = {one.name: one.read_bytes() for one in (tmp_path / "out").iterdir()}
    (tmp_path / "out" / "index.html").write_text("old", encoding="utf-8")
    with pytest.raises(OutputError, match="有人改过"):
        report.save(tmp_path / "out", form="docx")
    assert (tmp_path / "out" / "index.html").read_text(encoding="utf-8") == "old"
    assert path.read_bytes() == before[path.name]
    report.save(tmp_path / "out", form="docx", overwrite=True)


# -------------------------------------------------------------------------------------------------------- the fingerprint


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice on this machine")
def test_libreoffice_saves_what_it_opened(report: Report, tmp_path: Path) -> None:
    paths = [report.save(tmp_path / f"r.{suffix}")[0] for suffix in ("xlsx", "docx")]
    paths.append(tmp_path / "e.xlsx")
    table = requirement_table([], "xlsx")
    assert isinstance(table, bytes)
    paths[-1].write_bytes(table)
    for suffix in ("xlsx", "docx"):
        files = [path for path in paths if path.suffix == f".{suffix}"]
        command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
        subprocess.run(
            [*command, "--convert-to", suffix, "--outdir", tmp_path / "saved", *files],
            check=True,
            capture_output=True,
            timeout=120,
        )
    saved = sorted((tmp_path / "saved").iterdir())
    assert [path.name for path in saved] == ["e.xlsx", "r.docx", "r.xlsx"]
    assert [as_written(path.read_bytes()) for path in saved] == [True, True, True]


def test_a_fingerprint_is_of_what_is_said(report: Report, tmp_path: Path) -> None:
    [path] = report.save(tmp_path / "a.xlsx")
    data = path.read_bytes()
    assert fingerprint(data) == fingerprint(stamped(data))
    assert stamped(zipped({"a.xml": b"<a/>"})) == packed_again(zipped({"a.xml": b"<a/>"})), (
        "neither workbook nor Word file"
    )
    assert as_written(zipped({"a.xml": b"<a/>"})) is None
    assert as_written(zipped({"docProps/custom.xml": b"<broken"})) is None
    assert sheet_titles(zipped({"a.xml": b"<a/>"})) == ()
    with pytest.raises(DocumentError):
        fingerprint(zipped({"xl/workbook.xml": b"<broken", "xl/_rels/workbook.xml.rels": b"<broken"}))


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()
