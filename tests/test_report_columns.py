"""A column beside the others, and a format beside the others: each is one declaration, and stands everywhere."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pandas as pd
import pytest
from report_case import small_report

from duizhao.corpus import UnknownFormatError
from duizhao.report import (
    FORMS,
    TABLES,
    Report,
    ReportForm,
    WordLook,
    check_output,
    form_names,
    report_docx,
    report_markdown,
)
from duizhao.report import forms as forms_module
from duizhao.results import coverage_columns, matrix_columns, pair_columns, requirement_columns
from duizhao.results.columns import Column
from duizhao.results.labels import labels
from duizhao.results.report_record import report_text

# The headings above a sentence: a field that was there all the time.
PATH = Column(
    key="path",
    title="contents",
    side="local",
    value=lambda side: " › ".join(side.unit.path),
    everywhere=("pairs", "added", "links"),
    beside="evidence",
)
CENTRAL_PATH = Column(
    key="central_path",
    title="sign_head",
    side="central",
    value=lambda side: " › ".join(side.unit.path),
    everywhere=("pairs", "missing"),
    beside="central_text",
)
HEADINGS = {"path": labels("zh")["contents"], "central_path": labels("zh")["sign_head"]}
SAID = "一、服务"


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch) -> Report:
    """A report, with two columns more in the declaration; nothing else knows of them."""
    monkeypatch.setattr(pair_columns, "PAIR_COLUMNS", (*pair_columns.PAIR_COLUMNS, PATH, CENTRAL_PATH))
    return small_report()


def test_a_column_stands_in_frames_csv_and_parquet(report: Report, tmp_path: Path) -> None:
    frame = report.to_frame("pairs")
    assert list(frame.columns)[list(frame.columns).index("evidence") + 1] == "path"
    assert list(frame.columns)[list(frame.columns).index("central_text") + 1] == "central_path"
    assert frame[frame.sentence == "1:1"].path.unique().tolist() == [SAID]
    assert frame[frame.central_sentence == "1:2"].central_path.unique().tolist() == [SAID]
    assert "path" in report.to_frame("links")
    assert "central_path" not in report.to_frame("links")
    assert "central_path" in report.to_frame("missing")
    assert "path" in report.to_frame("added")
    report.save(tmp_path / "a.csv")
    report.save(tmp_path / "a.parquet")
    assert list(pd.read_csv(tmp_path / "a.csv").columns) == list(frame.columns)
    assert pd.read_parquet(tmp_path / "a.parquet").path.tolist().count(SAID) == int((frame.path == SAID).sum())


def test_a_column_stands_in_json(report: Report) -> None:
    [comparison, _] = json.loads(report_text(report))["comparisons"]
    row = next(row for row in comparison["sentences"] if row["local"]["id"] == "1:1")
    assert row["local"]["path"] == SAID
    assert [one["path"] for one in row["central"]] == [SAID, SAID]


def test_a_column_stands_in_the_workbook(report: Report) -> None:
    book = openpyxl.load_workbook(io.BytesIO(FORMS[".xlsx"].report(report, "zh", False)))
    for sheet, key in (("对照", "path"), ("对照", "central_path"), ("缺失", "central_path"), ("新增", "path")):
        [head, *rows] = book[sheet].iter_rows(values_only=True)
        assert SAID in [row[head.index(HEADINGS[key])] for row in rows], sheet
    heads = [cell.value for cell in book["对照"][1]]
    assert heads[heads.index("依据") + 1] == HEADINGS["path"]


def test_a_column_stands_in_the_word_file(report: Report) -> None:
    document = docx.Document(io.BytesIO(report_docx(report, look=WordLook(layout="full"))))
    found = dict.fromkeys(HEADINGS, 0)
    for table in document.tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        for key, heading in HEADINGS.items():
            if heading in rows[0]:
                found[key] += any(row[rows[0].index(heading)] == SAID for row in rows[1:])
        widths = {sum(cell.width for cell in row.cells[:]) for row in table.rows[:1]}
        assert max(widths) <= 267.1 * 36_000  # no wider than the page, in EMU
    assert found == {"path": 3, "central_path": 4}  # two documents; of one alone something was added


def test_a_column_stands_in_markdown_the_page_and_the_notebook(report: Report) -> None:
    text = report_markdown(report)
    head = f"| 中央文件原句 | 地方文件原句 | 判断 | {HEADINGS['path']} | {HEADINGS['central_path']} |"
    assert text.count(head) == sum(len(one.local.units) for one in report.comparisons)
    assert f" {HEADINGS['path']}：{SAID}" in text  # in the list of what was added
    page = FORMS[".html"].report(report, "zh", False).decode("utf-8")
    for heading in HEADINGS.values():
        assert f'<p class="further"><span class="quiet" lang="zh-CN">{heading}</span> {SAID}</p>' in page
    assert f">{HEADINGS['path']}</th>" in report._repr_mimebundle_()["text/html"]


def test_a_column_of_codes_is_named_in_the_readers_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kind of a sentence stands in the tables for programs; one word more, and people read it too."""
    columns = [
        Column(key=one.key, title=one.title, side=one.side, value=one.value, names=one.names, everywhere=("pairs",))
        if one.key == "kind"
        else one
        for one in pair_columns.PAIR_COLUMNS
    ]
    monkeypatch.setattr(pair_columns, "PAIR_COLUMNS", tuple(columns))
    text = report_markdown(small_report())
    assert f"| {labels('zh')['sentence_kind']} |" in text
    assert "| 条旨 |" in text
    assert "| 正文 |" in text
    assert list(small_report().to_frame("pairs").columns).count("kind") == 1


@pytest.mark.parametrize(
    ("module", "name", "column", "forms"),
    [
        (
            requirement_columns,
            "PUBLISHED",
            Column(
                key="again",
                title="sentences",
                value=lambda row: row.requirement.sentence,
                everywhere=("requirements",),
            ),
            ("data", "json", "excel", "markdown", "page"),
        ),
        (
            coverage_columns,
            "COVERAGE_COLUMNS",
            Column(key="number", title="number", value=lambda row: row.unit.number, everywhere=("coverage",)),
            ("data", "json", "word", "markdown"),
        ),
        (
            matrix_columns,
            "FIXED_COLUMNS",
            Column(key="again", title="sentences", value=lambda row: row.sentence, everywhere=("matrix",)),
            ("data", "json", "excel", "word", "markdown", "page"),
        ),
    ],
    ids=["requirements", "coverage", "matrix"],
)
def test_the_other_tables_take_a_column_likewise(
    module: Any, name: str, column: Column, forms: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    forms_of = {**FORMS, ".docx": FORMS[".docx"].seen_as(WordLook(layout="full"))}  # the layout that has all tables
    before = {suffix: form.report(small_report(), "zh", False) for suffix, form in forms_of.items()}
    monkeypatch.setattr(module, name, (*getattr(module, name), column))
    report = small_report()
    [table] = column.everywhere
    assert column.key in report.to_frame(table).columns
    suffixes = {"json": ".json", "excel": ".xlsx", "word": ".docx", "markdown": ".md", "page": ".html"}
    for form in forms[1:]:
        assert forms_of[suffixes[form]].report(report, "zh", False) != before[suffixes[form]], form


# ------------------------------------------------------------------------------------------------------------------ formats


def test_a_format_is_a_module_and_a_line_in_the_table(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def titles(report: Report, lang: str, _: bool) -> bytes:
        return "".join(f"{lang} {one.local.document.metadata.title}\n" for one in report.comparisons).encode("utf-8")

    monkeypatch.setattr(forms_module, "FORMS", {**FORMS, ".txt": ReportForm(report=titles)})
    assert "txt" in form_names()
    report = small_report()
    [path] = report.save(tmp_path / "titles.txt", lang="en")
    assert path.read_text(encoding="utf-8").splitlines() == [
        "en 北方省办好公共图书馆若干措施",
        "en 南方省办好公共图书馆办法",
    ]
    names = [path.name for path in report.save(tmp_path / "folder", form="txt")]
    assert names == ["north.txt", "south.txt", "index.html"]
    check_output(tmp_path / "titles.txt", "txt")
    with pytest.raises(UnknownFormatError, match=r"\.parquet、\.txt 之一"):
        report.save(tmp_path / "titles.odt")


def test_a_format_that_holds_one_table_has_a_file_per_table(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    form = forms_module.table_form(lambda table, _: str(len(table.rows)).encode())
    monkeypatch.setattr(forms_module, "FORMS", {**FORMS, ".count": form})
    names = [path.stem for path in small_report().save(tmp_path / "folder", form="count")]
    assert names == [name for name in TABLES if name != "links"]
