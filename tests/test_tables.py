"""The tables of a report: the same rows in pandas, CSV and Parquet, one file or a folder, text as text."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_case import HOSTILE, hostile_report, long_report, small_report

import duizhao.report.data.parquet
from duizhao.corpus import OutputError, UnknownFormatError
from duizhao.report import (
    TABLES,
    TidyTable,
    check_output,
    csv_text,
    form_names,
    frame_of,
    index_html,
    overview,
    table_of,
    write_report,
)
from duizhao.report.data.parquet import parquet_bytes
from duizhao.report.overview import SHOWN_DOCUMENTS, SHOWN_ROWS, overview_html, overview_markdown
from duizhao.report.text import markdown_text as markdown
from duizhao.report.word import word_tables
from duizhao.results.pieces import PieceKind
from duizhao.results.visible import writable

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1＋1",
    "＋1",
    "－1",
    "＠a",
    "\t=1",
    "\n=1",
    " =cmd|' /C calc'!A0",
    "\u3000=1",
)


def read_csv(data: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.removeprefix("\ufeff"), newline="")))


# --------------------------------------------------------------------------------------------------------- the rows


def test_the_pairs_name_every_sentence_of_both_sides() -> None:
    report = small_report()
    rows = table_of(report, "pairs").rows
    for comparison in report.comparisons:
        own = [row for row in rows if row["document"] == comparison.local.document.path]
        local = [row["sentence"] for row in own if row["sentence"]]
        assert list(dict.fromkeys(local)) == [sentence.id for sentence in comparison.local.sentences]
        links = [
            (row["sentence"], row["central_sentence"]) for row in own if row["sentence"] and row["central_sentence"]
        ]
        assert links == [(link.local, link.central) for change in comparison.sentences for link in change.links]
        unanswered = [(row["central_sentence"], row["relation"]) for row in own if not row["sentence"]]
        expected = [
            (sentence, reason)
            for entry in comparison.coverage
            for reason in ("missing", "not_applicable", "no_duty")
            for sentence in getattr(entry, reason)
        ]
        assert unanswered == expected
    [first, second] = [row for row in rows if row["sentence"] == "1:1" and row["region"] == "北方省"]
    assert (first["label"], first["kind"], first["correspondence"], first["score"]) == (
        "第一条",
        "body",
        "merged",
        0.955,
    )
    assert (first["link_score"], second["link_score"], second["central_label"]) == (0.955, 0.41, "（二）")
    assert first["evidence"] == "定期 → 每季度；及时 → 十五个工作日内"
    assert first["requirements"] == "每季度≥1次（quantified：定期）；≤15个工作日（quantified）"


def test_missing_and_added_are_the_rows_of_the_pairs() -> None:
    report = small_report()
    pairs = table_of(report, "pairs")
    for name, wanted in (("missing", ("missing", "not_applicable", "no_duty")), ("added", ("added",))):
        table = table_of(report, name)
        assert table.rows == [
            {key: row[key] for key in table.columns} for row in pairs.rows if row["relation"] in wanted
        ]
        assert table.rows


def test_the_cleaning_table_gives_back_every_edit() -> None:
    report = small_report()
    rows = table_of(report, "cleaning").rows
    assert [row["document"] for row in rows] == ["central.txt", "north.txt", "south.txt"]
    assert {(row["start"], row["end"], row["raw"], row["new"], row["rule"]) for row in rows} == {
        (0, 1, "\ufeff", "", "bom")
    }


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_the_same_columns_and_types_whether_or_not_it_has_rows(name: str) -> None:
    full, empty = (
        table_of(report, name) for report in (small_report(), replace(small_report(), comparisons=(), matrix=()))
    )
    assert full.rows
    assert all(set(row) == set(full.columns) for row in full.rows)
    if name != "matrix":  # it has a column per document
        assert full.columns == empty.columns
        frames = frame_of(full), frame_of(empty)
        assert list(frames[0].dtypes) == list(frames[1].dtypes)
    assert list(small_report().to_frame(name).columns) == list(full.columns)


def test_an_unknown_table_names_the_known_ones() -> None:
    with pytest.raises(UnknownFormatError, match="没有表 sentence，需要 sentences、pairs、links、requirements"):
        small_report().to_frame("sentence")


# ------------------------------------------------------------------------------------------------------------- CSV


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_and_no_head_is_a_formula(text: str) -> None:
    head, *rows = csv.reader(
        io.StringIO(csv_text([{text: text, "b": -1}], [text, "b"]).removeprefix("\ufeff"), newline="")
    )
    assert (head, rows) == (["'" + text, "b"], [["'" + text, "-1"]])
    [raw] = read_csv(csv_text([{"a": text}], ["a"], raw=True))
    assert raw["a"] == text


def test_a_carriage_return_is_no_beginning_of_a_formula() -> None:
    assert read_csv(csv_text([{"a": "\r=1"}], ["a"])) == [{"a": "⟦U+000D⟧=1"}]


@given(st.lists(st.text(st.characters(codec=None), max_size=12), min_size=1, max_size=4))
def test_any_text_goes_into_csv_and_parquet_and_comes_back(texts: list[str]) -> None:
    rows = [{"甲": text, "number": 1.5} for text in texts]
    read = list(csv.reader(io.StringIO(csv_text(rows, ["甲", "number"], raw=True).removeprefix("\ufeff"), newline="")))
    assert read[0] == ["甲", "number"]
    assert [row[0] for row in read[1:]] == [writable(text).replace("\0", "⟦U+0000⟧") for text in texts]
    table = pq.read_table(io.BytesIO(parquet_bytes(TidyTable(("甲", "number"), rows, {"number": "Float64"}))))
    assert table.column("甲").to_pylist() == [writable(text) for text in texts]


def test_hostile_documents_are_text_in_every_table(tmp_path: Path) -> None:
    report = hostile_report()
    for form in ("csv", "parquet"):
        write_report(report, tmp_path / form, form=form)
    for path in (tmp_path / "csv").iterdir():
        for row in csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")):
            assert not [
                cell for cell in row if re.match(r"\s*[=+\-@＝＋－＠]", cell) and not re.fullmatch(r"-?[\d.]+", cell)
            ]
            assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", "".join(row))
    for name in ("pairs", "missing", "added", "matrix"):
        assert len(pd.read_parquet(tmp_path / "parquet" / f"{name}.parquet")) == len(table_of(report, name).rows)
    pairs = pq.read_table(tmp_path / "parquet" / "pairs.parquet")
    assert {HOSTILE[4], HOSTILE[2]} <= set(pairs.column("text").to_pylist())  # as it stands


def test_hostile_documents_are_text_in_markdown_and_json(tmp_path: Path) -> None:
    report = hostile_report()
    for suffix in (".md", ".json"):
        report.save(tmp_path / f"report{suffix}")
    report.save(tmp_path / "folder", form="md")
    for path in (tmp_path / "report.md", *(tmp_path / "folder").iterdir()):
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            '<(?!/?(?:ins|del|mark|br|u|a)>|a id="[^"<>&]*">)', text.removesuffix("<!-- duizhao -->\n")
        ), path.name
        assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", text)
        assert "{{7\\*7}}" in text or path.name == "index.md"
    read = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    [comparison] = read["comparisons"]
    assert comparison["local"]["path"] == HOSTILE[1] + ".txt"
    assert comparison["local"]["title"] == HOSTILE[0]
    assert [entry["local"]["text"] for entry in comparison["sentences"][1 : len(HOSTILE) + 1]] == list(HOSTILE)


# --------------------------------------------------------------------------------------------------------- Parquet


@pytest.mark.parametrize("name", TABLES)
def test_parquet_holds_what_the_frame_holds(name: str) -> None:
    table = table_of(small_report(), name)
    read = pq.read_table(io.BytesIO(parquet_bytes(table)))
    assert read.column_names == list(table.columns)
    assert read.to_pylist() == table.rows
    types = {str(field.type) for field in read.schema}
    assert types <= {"string", "double", "int64", "bool"}
    assert ("double" in types) == ("Float64" in table.types.values())


def test_without_pyarrow_one_line_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(duizhao.report.data.parquet, "find_spec", lambda _: None)
    for attempt in (
        lambda: check_output(tmp_path / "a.parquet"),
        lambda: check_output(tmp_path / "folder", "parquet"),
        lambda: write_report(small_report(), tmp_path / "a.parquet"),
    ):
        with pytest.raises(OutputError, match=r"\.\[parquet\]") as caught:
            attempt()
        assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []
    check_output(tmp_path / "a.csv")


# -------------------------------------------------------------------------------------------------------- folders


@pytest.mark.parametrize("form", [*form_names(), None])
def test_a_folder_in_every_format(form: str | None, tmp_path: Path) -> None:
    report = small_report()
    written = report.save(tmp_path / "out", form=form)
    assert {path.name for path in (tmp_path / "out").iterdir()} == {path.name for path in written}
    names = [path.name for path in written]
    if form in ("csv", "parquet"):
        assert names == [f"{name}.{form}" for name in TABLES if name != "links"]
        return
    suffix = form or "html"
    index = {"md": "index.md", "json": "index.json"}.get(suffix, "index.html")
    together = ["all.html"] if suffix == "html" else []
    assert names == [f"north.{suffix}", f"south.{suffix}", *together, index]
    text = written[-1].read_text(encoding="utf-8")
    assert all(name in text for name in names[:-1])
    assert "评论文章，没有落实任何文件" in text
    assert written[0].read_bytes() == _bytes(report.single(0), tmp_path / f"one.{suffix}")


def _bytes(report: object, path: Path) -> bytes:
    write_report(report, path)  # type: ignore[arg-type]
    return path.read_bytes()


def test_the_index_in_json_names_file_and_document(tmp_path: Path) -> None:
    written = small_report().save(tmp_path / "out", form="json")
    index = json.loads(written[-1].read_text(encoding="utf-8"))
    assert [(one["file"], one["local"]["region"]) for one in index["reports"]] == [
        ("north.json", "北方省"),
        ("south.json", "南方省"),
    ]
    assert set(index) == {"central", "reports", "skipped"}


def test_a_format_that_is_unknown_or_not_that_of_the_suffix_is_refused(tmp_path: Path) -> None:
    for path, form, message in (
        (tmp_path / "out", "pdf", "没有格式 pdf，需要 html、docx"),
        (tmp_path / "a.md", "csv", "后缀 .md 与格式 csv 不符，需要后缀 .csv"),
        (tmp_path / "a.txt", "csv", "后缀 .txt 不是已知的格式"),
    ):
        for attempt in (check_output, lambda path, form: write_report(small_report(), path, form=form)):
            with pytest.raises(UnknownFormatError, match=message) as caught:
                attempt(path, form)
            assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------------------------------------------ date, Jupyter


@pytest.mark.parametrize("wrong", ["20260501", "2026-13-01", "2026-5-1", "today", "2026-W01-1"])
def test_a_day_is_written_in_one_way(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"date|isoformat|month"):
        small_report().dated(wrong)


@pytest.mark.parametrize("suffix", [".html", ".md", ".json"])
def test_the_day_stands_in_the_report(suffix: str, tmp_path: Path) -> None:
    dated, bare = ((tmp_path / f"{name}{suffix}") for name in ("dated", "bare"))
    small_report().save(dated, date="2026-05-01")
    small_report().save(bare)
    if suffix == ".json":
        assert json.loads(dated.read_text(encoding="utf-8"))["comparisons"][0]["parameters"]["date"] == "2026-05-01"
    else:
        assert "2026-05-01" in dated.read_text(encoding="utf-8").replace("\\-", "-")
    assert "2026-05-01" not in bare.read_text(encoding="utf-8")


def test_the_overview_in_a_notebook_is_cut_and_says_so() -> None:
    report = long_report(documents=SHOWN_DOCUMENTS + 3, sentences=30)
    page, text = overview_html(report), overview_markdown(report)
    assert page.count("<tr>") == 1 + SHOWN_DOCUMENTS + 1 + SHOWN_ROWS
    assert text.count("\n| 第") == SHOWN_DOCUMENTS
    for shown in (page, text):
        assert "另有 3 份地方文件" in shown
    assert "另有 20 行" in page
    assert len(page) < 60_000
    assert overview_html(small_report()).count("另有 ") == 0  # the brief says 另有1句
    index = re.sub("<script>.*?</script>", "", index_html(small_report(), ["a.html", "b.html"]), flags=re.DOTALL)
    assert "folder" not in index


def test_the_overview_in_a_notebook_marks_changed_words() -> None:
    page = overview_html(small_report())
    assert re.search('<span style="color:#d9303e;text-decoration:underline">每季度</span>', page)
    assert re.search('<span style="color:#808080;text-decoration:line-through">定期</span>', page)
    assert "<script" not in page
    assert "<style" not in page


def test_every_kind_of_piece_has_a_look_in_every_format() -> None:
    kinds = set(get_args(PieceKind))
    for looks in (markdown._TAGS, overview._LOOKS, word_tables._STYLES):
        assert set(looks) == kinds
