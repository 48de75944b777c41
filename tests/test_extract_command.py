"""extract as people run it: a workbook to be read and printed, tables for programs, folders."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from command import run
from workbooks import values

import duizhao as dz
from duizhao.report import REQUIREMENT_COLUMNS, TABLES
from duizhao.results.labels import labels
from duizhao.results.requirement_columns import PUBLISHED

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

LAW = """东溪市图书馆建设办法

第一条 市人民政府应当每年至少安排图书馆专项资金12亿元。
第二条 书屋的面积不少于200平方米，书架间距为1.5米以上2.5米以下。
第三条 图书馆应当在15个工作日内答复读者意见，读者满意率达到95%以上。
第四条 图书馆应当定期清点藏书，及时公布结果。
"""
EXPLICIT, VAGUE, NOTES = "量化要求", "模糊要求", "量化要求说明"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with two texts, a file that is none and one that is empty; another folder with a text of the same name."""
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "办法.txt").write_text(LAW, encoding="utf-8")
    (tmp_path / "甲" / "另一个.txt").write_text(LAW.replace("东溪", "西河"), encoding="utf-8")
    (tmp_path / "甲" / "封面.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "甲" / "空.txt").write_bytes(b"")
    (tmp_path / "甲" / "里面").mkdir()
    return tmp_path


def _book(place: Path, *arguments: str, folder: Path) -> Any:
    done = run("extract", *arguments, "-o", place, cwd=folder)
    assert done.status == 0, done.notes
    return openpyxl.load_workbook(place)


# --------------------------------------------------------------------------------------------------------------- workbook


def test_the_workbook_speaks_chinese_and_has_no_empty_column(desk: Path) -> None:
    book = _book(desk / "表.xlsx", "乙", folder=desk)
    assert book.sheetnames == [EXPLICIT, VAGUE, NOTES]
    heads = {name: [cell.value for cell in book[name][1]] for name in (EXPLICIT, VAGUE)}
    said = labels("zh")["requirement_column"]
    for name, head in heads.items():
        assert set(head) <= set(said.values())
        rows = values(book[name])
        assert all(any(row[title] not in (None, "") for row in rows) for title in head), name
    assert {"文件", "文件标题", "条款", "简写", "数值", "句子编号", "行"} <= set(heads[EXPLICIT])
    assert not {"中央条款", "变化", "模糊", "分母"} & set(heads[EXPLICIT])
    assert not {"数值", "简写"} & set(heads[VAGUE])  # the term says it all


def test_figures_and_vague_terms_stand_apart(desk: Path) -> None:
    book = _book(desk / "表.xlsx", "乙", folder=desk)
    explicit, vague = (values(book[name]) for name in (EXPLICIT, VAGUE))
    assert [row["所用词语"] for row in vague] == ["定期", "及时"]
    money, area, gap, answer, share = explicit
    assert (money["数值"], money["计量单位"], money["类型"], money["比较"]) == (1_200_000_000, "元", "金额", "≥")
    assert (area["数值"], area["计量单位"], area["类型"]) == (200, "平方米", "度量")
    assert (gap["比较"], gap["数值"], gap["数值上端"], gap["计量单位"]) == ("区间", 1.5, 2.5, "米")
    assert (answer["工作日"], answer["约束"], answer["主体出处"], answer["行"]) == ("是", "义务", "本句", 5)
    assert (share["简写"], share["数值"], share["句子编号"]) == ("≥95%", 0.95, "3:1")
    assert (share["文件"], share["文件标题"], share["条款"]) == ("办法.txt", "东溪市图书馆建设办法", "第三条")


def test_large_numbers_can_be_read_and_pages_are_as_wide_as_the_sheet(desk: Path) -> None:
    sheet = _book(desk / "表.xlsx", "乙", folder=desk)[EXPLICIT]
    column = next(cell for cell in sheet[1] if cell.value == "数值")
    cells = [sheet.cell(row, column.column) for row in range(2, sheet.max_row + 1)]
    assert [cell.number_format for cell in cells] == ["#,##0", "#,##0", "#,##0.0#########", "#,##0", "#,##0.0#########"]
    assert sheet.column_dimensions[column.column_letter].width > len("1,200,000,000")
    assert (sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("C2", "$1:$1")
    assert sheet.auto_filter.ref == sheet.dimensions
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)


def test_every_column_of_the_workbook_is_explained(desk: Path) -> None:
    for lang in ("zh", "en"):
        book = _book(desk / f"{lang}.xlsx", "乙", "--lang", lang, folder=desk)
        explicit, vague, notes = book.worksheets
        explained = {row[0].value: (row[1].value, row[2].value) for row in notes.iter_rows(min_row=2)}
        heads = {cell.value for sheet in (explicit, vague) for cell in sheet[1]}
        assert heads | {explicit.title, vague.title} == set(explained)
        assert all(meaning for _, meaning in explained.values())
        assert {key for key, _ in explained.values() if key} <= set(REQUIREMENT_COLUMNS)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_published_column_has_a_heading_of_its_own_and_a_note(lang: str) -> None:
    words = labels(lang)
    headings = [column.heading(words) for column in PUBLISHED]
    assert len(set(headings)) == len(headings)
    assert set(words["requirement_note"]) == {column.key for column in PUBLISHED}


def test_units_that_are_symbols_have_names() -> None:
    units = Path(dz.extract.__file__).parent / "tables" / "units.toml"
    symbols = {one["symbol"] for one in _entries(tomllib.loads(units.read_text(encoding="utf-8")))}
    lengths_of_time = {"D", "W", "M", "Y", "TH", "TM"}
    assert {one for one in symbols if one and one.isascii()} - lengths_of_time <= set(labels("zh")["measure_name"])


def _entries(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return ([value] if "symbol" in value else []) + [one for part in value.values() for one in _entries(part)]
    return [one for part in value for one in _entries(part)] if isinstance(value, list) else []


def test_a_text_without_requirements_gives_tables_without_rows(desk: Path) -> None:
    (desk / "无.txt").write_text("东溪市图书馆简介\n\n第一条 图书馆在河边。\n", encoding="utf-8")
    book = _book(desk / "表.xlsx", "无.txt", folder=desk)
    assert [sheet.max_row for sheet in book.worksheets][:2] == [1, 1]
    assert book[EXPLICIT]["A1"].value == "文件"


# ----------------------------------------------------------------------------------------------------- tables for programs


def test_tables_for_programs_have_every_column_under_its_code(desk: Path) -> None:
    rows = json.loads(run("extract", "乙", "--lang", "zh", cwd=desk).text)
    assert all(list(row) == list(REQUIREMENT_COLUMNS) for row in rows)
    first = rows[0]
    assert (first["sentence"], first["line"], first["page"], first["title"]) == ("1:1", 3, None, "东溪市图书馆建设办法")
    head = {lang: _csv(desk, *lang)[0] for lang in ((), ("--lang", "en"), ("--lang", "zh"))}
    assert head[()] == head["--lang", "en"] == list(REQUIREMENT_COLUMNS)
    assert head["--lang", "zh"] == [labels("zh")["requirement_column"][key] for key in REQUIREMENT_COLUMNS]


def _csv(folder: Path, *lang: str) -> list[list[str]]:
    done = run("extract", "乙", "--format", "csv", *lang, cwd=folder)
    return list(csv.reader(io.StringIO(done.text.removeprefix("\ufeff"))))


def test_parquet_is_the_same_table(desk: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    assert run("extract", "乙", "-o", "表.parquet", cwd=desk).status == 0
    frame = pd.read_parquet(desk / "表.parquet")
    assert list(frame.columns) == list(REQUIREMENT_COLUMNS) == list(dz.requirements(desk / "乙" / "办法.txt").columns)
    assert frame["value"].max() == 1_200_000_000
    assert frame["line"].tolist() == [3, 4, 4, 5, 5, 6, 6]


def test_what_is_binary_needs_a_file(desk: Path) -> None:
    for form in ("xlsx", "parquet"):
        done = run("extract", "乙", "--format", form, cwd=desk)
        assert (done.status, done.out) == (2, b"")
        assert f"{form} 是二进制格式" in done.complaints[0]


def test_the_printed_table_has_printed_names(desk: Path) -> None:
    text = run("extract", "乙", "--format", "table", cwd=desk).text
    assert all(word in text for word in ("文件", "责任主体", "度量", "≥95%", "定期（模糊）"))
    english = run("extract", "乙", "--format", "table", "--lang", "en", cwd=desk).text
    assert all(
        word in english.split() for word in ("Document", "Article", "Modality", "measure", "deadline", "frequency")
    )


def test_lines_are_those_of_the_file_also_where_cleaning_joins_them(tmp_path: Path) -> None:
    (tmp_path / "断行.txt").write_text(
        "东溪市图书馆建设办法\n\n\n第一条 图书馆应当每季度\n举办讲座。\n\n第二条 书屋每周开放不少于\n五天。\n",
        encoding="utf-8",
    )
    rows = json.loads(run("extract", "断行.txt", cwd=tmp_path).text)
    assert {(row["quote"][:3], row["line"]) for row in rows} == {("每季度", 4), ("不少于", 7)}


# ---------------------------------------------------------------------------------------------------------------- folders


def test_a_folder_is_read_for_its_documents(desk: Path) -> None:
    done = run("extract", "甲", cwd=desk)
    assert done.status == 1
    assert {row["document"] for row in json.loads(done.text)} == {"办法.txt", "另一个.txt"}
    assert len(done.complaints) == 1
    assert "空.txt" in done.complaints[0]
    assert [line for line in done.notes if "封面.jpg" in line and line.startswith("略过")]


def test_files_and_folders_together(desk: Path) -> None:
    (desk / "甲" / "空.txt").unlink()
    done = run("extract", "甲", "乙", "甲/办法.txt", "没有.txt", cwd=desk)
    assert done.status == 1
    assert [line.split("：")[1] for line in done.complaints] == ["没有.txt"]
    rows = json.loads(done.text)
    # Two files of one name are told apart, and none is read twice.
    names = list(dict.fromkeys(row["document"] for row in rows))
    assert names == ["甲/办法.txt", "另一个.txt", "乙/办法.txt"]
    assert len(rows) == 3 * 7


def test_a_text_that_a_file_of_the_folder_holds_twice_is_read_once(desk: Path) -> None:
    (desk / "乙" / "办法.txt").write_text(f"【篇1】\n{LAW}\n【篇2】\n{LAW}", encoding="utf-8")
    done = run("extract", "乙", cwd=desk)
    assert len(json.loads(done.text)) == 7
    assert [line for line in done.notes if line.startswith("略过") and "相同" in line]


def test_a_folder_without_documents_is_one_line(desk: Path) -> None:
    done = run("extract", "甲/里面", "-o", "表.xlsx", cwd=desk)
    assert (done.status, len(done.complaints)) == (1, 1)
    assert "里面没有能读的文件" in done.complaints[0]
    assert not (desk / "表.xlsx").exists()


def test_reports_and_earlier_tables_in_the_folder_are_no_documents(desk: Path, sample: Path) -> None:
    for name in ("central_opinion.txt", "local_yunzhou.txt"):
        shutil.copy(sample / name, desk / "乙")
    assert run("report", "乙", "-o", "乙/报告.html", cwd=desk).status == 0
    assert run("extract", "乙", "-o", "乙/表.xlsx", cwd=desk).status == 0
    done = run("extract", "乙", cwd=desk)
    assert done.status == 0
    assert {row["document"] for row in json.loads(done.text)} == {
        "办法.txt",
        "central_opinion.txt",
        "local_yunzhou.txt",
    }


# ----------------------------------------------------------------------------------------------------------------- report


def test_the_report_has_the_same_sheets_and_columns(sample: Path, tmp_path: Path) -> None:
    report = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt")
    report.save(tmp_path / "报告.xlsx")
    book = openpyxl.load_workbook(tmp_path / "报告.xlsx")
    rows = {name: values(book[name]) for name in (EXPLICIT, VAGUE)}
    assert sum(map(len, rows.values())) == len(report.comparisons[0].requirements)
    assert {row["所用词语"] for row in rows[VAGUE]} >= {"及时"}
    assert {row["变化"] for row in rows[EXPLICIT]} & {"由模糊到量化", "收紧"}
    assert {"文件标题", "句子编号", "行"} <= set(rows[EXPLICIT][0])
    assert {row[0].value for row in book[NOTES].iter_rows(min_row=2)} >= set(rows[EXPLICIT][0])
    assert "requirements" in TABLES
    frame = report.to_frame("requirements")
    assert list(frame.columns) == list(REQUIREMENT_COLUMNS)
    assert frame["line"].notna().all()
    report.save(tmp_path / "报告.json")
    again = dz.load_report(tmp_path / "报告.json")
    assert again.to_frame("requirements").equals(frame)
