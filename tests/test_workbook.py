"""The Excel report: what stands in it, how it is set up, and that nothing in it is more than text."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText
from report_case import HOSTILE, hostile_report, small_report
from workbooks import values

import duizhao as dz
from duizhao.report import report_xlsx
from duizhao.report.excel.book import LONGEST_CELL, Book, Marked, SheetColumn, short_enough
from duizhao.report.review.ledger import LEDGER
from duizhao.results.visible import visible

ZH = [
    "摘要",
    "概览",
    "对照",
    "量化要求",
    "模糊要求",
    "量化矩阵",
    "缺失",
    "新增",
    "待核",
    "清洗记录",
    "参数",
    "量化要求说明",
    LEDGER,
]


def _open(data: bytes, *, rich: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=rich)


@pytest.fixture(scope="module")
def report(sample: Path) -> Any:
    names = ("local_yunzhou", "local_haiping")
    return dz.compare_many(sample / "central_opinion.txt", [sample / f"{name}.txt" for name in names])


@pytest.fixture(scope="module")
def data(report: Any) -> bytes:
    return report_xlsx(report)


@pytest.fixture(scope="module")
def book(data: bytes) -> Any:
    return _open(data)


@pytest.fixture(scope="module")
def rich(data: bytes) -> Any:
    """The sheet 对照 with the marks of its words."""
    return _open(data, rich=True)["对照"]


def test_the_sheets_stand_in_their_order_and_the_last_is_not_seen(book: Any) -> None:
    assert book.sheetnames == ZH
    assert book[LEDGER].sheet_state == "veryHidden"
    assert book.active.title == "摘要"
    english = _open(report_xlsx(small_report(), lang="en"))
    assert english.sheetnames[:4] == ["Brief", "Overview", "Side by side", "Requirements"]
    assert [cell.value for cell in english["Side by side"][1]][6:8] == ["Correspondence", "Relation"]


@pytest.mark.parametrize("name", ZH[2:-1])
def test_every_table_is_set_up_to_be_read_and_printed(book: Any, name: str) -> None:
    sheet = book[name]
    assert re.fullmatch(r"[A-C]2", sheet.freeze_panes)
    assert sheet.auto_filter.ref.startswith("A1:")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert sheet.print_title_rows == "$1:$1"
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows(max_row=5) for cell in row)


def test_every_local_sentence_and_every_central_one_without_answer_has_its_row(book: Any, report: Any) -> None:
    pairs, missing = values(book["对照"]), values(book["缺失"])
    assert list(pairs[0]) == list(missing[0]) == [
        *("序号", "地方文件", "中央条款", "中央原文", "地方条款", "地方原文", "对应关系", "变化类型"),
        *("依据", "量化要求", "对应概率", "把握", "复核意见", "地方编号", "中央编号"),
    ]  # fmt: skip
    assert [row["序号"] for row in pairs] == list(range(1, len(pairs) + 1))
    expected = [sentence for one in report.comparisons for sentence in one.local.sentences]
    assert [(row["地方编号"], row["地方原文"]) for row in pairs] == [(s.id, s.text) for s in expected]
    for comparison, name in zip(report.comparisons, ("云州省", "海平省"), strict=True):
        linked = {i for row in pairs if row["地方文件"] == name for i in (row["中央编号"] or "").split("、")}
        named = [row["中央编号"] for row in missing if row["地方文件"] == name]
        body = [s.id for s in comparison.central.sentences if s.kind != "heading"]
        assert [i for i in body if i not in linked] == [i for i in named if i in body]
        reasons = {row["中央编号"]: row["变化类型"] for row in missing if row["地方文件"] == name}
        assert [i for cover in comparison.coverage for i in cover.missing] == [i for i in named if reasons[i] == "缺失"]
    row = next(row for row in pairs if row["变化类型"] in ("新增", "未找到对应（待核）"))
    assert (row["对应关系"], row["中央编号"], row["复核意见"]) == ("无", None, None)


def test_scores_are_numbers_shown_as_percent_and_relations_come_from_a_list(book: Any) -> None:
    sheet = book["对照"]
    titles = [cell.value for cell in sheet[1]]
    score = sheet.cell(2, titles.index("对应概率") + 1)
    assert isinstance(score.value, float)
    assert score.number_format == "0%"
    assert sheet.cell(2, titles.index("对应关系") + 1).number_format == "@"
    [rule] = sheet.data_validations.dataValidation
    assert rule.formula1 == '"照搬,改写,加强,弱化,新增"'
    assert str(rule.sqref) == f"H2:H{sheet.max_row}"
    [rule] = book["缺失"].data_validations.dataValidation
    assert rule.formula1.startswith('"缺失,不适用,不计,待定,照搬')
    shares = [row["数值"] for row in values(book["量化要求"]) if row["类型"] == "比例"]
    assert shares
    assert all(isinstance(share, (int, float)) for share in shares)
    strictness = [row["严格程度：云州省"] for row in values(book["量化矩阵"])]
    assert any(isinstance(value, (int, float)) for value in strictness)


def test_changed_words_are_marked(rich: Any) -> None:
    row = next(row for row in rich.iter_rows(min_row=2) if row[13].value == "2:1" and row[1].value == "云州省")
    new = [str(p) for p in row[5].value if p.font.color and (p.font.color.rgb, p.font.u) == ("FFC00000", "single")]
    old = [str(p) for p in row[3].value if p.font.color and (p.font.color.rgb, p.font.strike) == ("FF7F7F7F", True)]
    assert "60" in new
    assert "56" in old


def test_nothing_hostile_is_more_than_text() -> None:
    data = report_xlsx(hostile_report())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert not [text for text in sheets if "<f>" in text]
    links = re.findall("<hyperlink [^>]*>", "".join(sheets))
    assert links
    # The brief leads to rows of our own sheets and nowhere else.
    ours = rf"""location="'({"|".join(ZH)})'!A\d+\""""
    assert not [link for link in links if "r:id" in link or not re.search(ours, link)]
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", "".join(parts.values()))
    book = _open(data)
    shown = [row["地方原文"] for row in values(book["新增"])]
    assert shown == [visible(f"新增{text}") for text in HOSTILE]


@pytest.mark.parametrize(
    "text",
    [
        *("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "＝1", "http://a.example/", "{=1}", "\t=1"),
        *("<r><t>x</t></r>", "<r></r>", "a&b<c", "_x0041_", "'", " 空格 ", "mailto:a@b"),
    ],
)
def test_a_cell_holds_its_text_whatever_it_looks_like(text: str) -> None:
    book = Book()
    sheet = book.sheet("a", [SheetColumn("a")])
    book.cell(sheet, 0, 0, text)
    book.cell(sheet, 1, 0, Marked((("same", text), ("inserted", "新"))))
    book.cell(sheet, 2, 0, Marked((("inserted", text),)))
    book.cell(sheet, 3, 0, Marked((("same", ""), ("inserted", text), ("deleted", ""))))
    data = book.data()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
        strings = archive.read("xl/sharedStrings.xml").decode()
    assert xml.count('t="s"') == 4
    assert "<f>" not in xml
    assert strings.count("<si") == strings.count("</si>") == len({text, text + "新"})
    cells = [cell.value for cell in _open(data).active["A"]]
    if "_x" not in text:  # openpyxl does not undo the escape that keeps spreadsheets from reading this as a character
        assert cells == [text, text + "新", text, text]


def test_what_is_too_long_for_a_cell_is_cut_and_says_so() -> None:
    book = Book()
    sheet = book.sheet("a", [SheetColumn("a")])
    long, wide = "长" * 40_000, "𠮷" * 20_000
    book.cell(sheet, 0, 0, long)
    book.cell(sheet, 1, 0, Marked((("same", long), ("inserted", "新"))))
    book.cell(sheet, 2, 0, wide)
    found = [str(cell.value) for cell in _open(book.data()).active["A"]]
    assert [text[-1] for text in found] == ["…", "…", "…"]
    assert [len(text) for text in found[:2]] == [LONGEST_CELL, LONGEST_CELL]
    assert LONGEST_CELL - 2 <= len(found[2].encode("utf-16-le")) // 2 <= LONGEST_CELL
    assert short_enough("长" * LONGEST_CELL) == "长" * LONGEST_CELL


def test_the_same_report_gives_the_same_bytes_and_a_date_is_only_the_given_one() -> None:
    report = small_report()
    assert report_xlsx(report) == report_xlsx(report)
    dated = report_xlsx(replace(report, parameters={"date": "2026-05-01"}))
    assert _open(dated).properties.created == datetime(2026, 5, 1)
    assert "日期 2026-05-01" in _open(dated)["概览"]["A2"].value
    assert _open(report_xlsx(report)).properties.created.year == 1980


def test_a_report_on_nothing_is_a_workbook_too() -> None:
    empty = replace(small_report(), comparisons=(), matrix=(), skipped=())
    book = _open(report_xlsx(empty))
    assert book.sheetnames == ZH
    assert [sheet.max_row for sheet in (book["对照"], book["缺失"])] == [1, 1]


def test_the_overview_says_what_matters(book: Any) -> None:
    rows = [[cell for cell in row if cell is not None] for row in book["概览"].iter_rows(values_only=True)]
    assert rows[0] == ["对照报告：关于提升公共图书馆服务水平的意见"]
    north = next(row for row in rows if row and row[0] == "云州省")
    assert all(isinstance(number, (int, float)) for number in north[4:])
    texts = ["".join(map(str, row)) for row in rows]
    assert any("duizhao review" in text for text in texts)
    assert any(text.startswith("弱化：") for text in texts)
    assert "地方文件只有一句" in str([cell.value for cell in _open(report_xlsx(small_report()))["概览"]["A"]])


def test_libreoffice_opens_and_prints_it(tmp_path: Path) -> None:
    soffice, pdfinfo = shutil.which("soffice"), shutil.which("pdfinfo")
    if soffice is None or pdfinfo is None:
        pytest.skip("LibreOffice or pdfinfo is not installed")
    (tmp_path / "报告.xlsx").write_bytes(report_xlsx(small_report()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "报告.xlsx")], check=True, capture_output=True, timeout=120)
    told = subprocess.run([pdfinfo, str(tmp_path / "报告.pdf")], check=True, capture_output=True, text=True).stdout
    pages = int(re.findall(r"Pages:\s+(\d+)", told)[0])
    width, height = map(float, re.findall(r"Page size:\s+([\d.]+) x ([\d.]+)", told)[0])
    # Every sheet is one page wide, and the overview two pages long at the most.
    assert len(ZH) - 1 <= pages <= len(ZH)
    assert width > height


def test_a_rich_cell_reads_as_its_text(report: Any, rich: Any) -> None:
    marked = [cell for row in rich.iter_rows(min_row=2) for cell in row if isinstance(cell.value, CellRichText)]
    texts = {s.text for one in report.comparisons for s in (*one.local.sentences, *one.central.sentences)}
    single = [str(cell.value) for cell in marked if not re.match(r"[\w.~-]+:\d+ ", str(cell.value))]
    assert len(single) > 80
    assert set(single) <= texts
