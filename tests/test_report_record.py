"""A report's JSON read back: every form of it is that of the report it was written from; what is no such file is refused in one line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from report_case import hostile_report, long_report, small_report

import duizhao as dz
from duizhao.corpus import DocumentError, DuizhaoError
from duizhao.report import FORMS, TABLES, Report, report_json, report_markdown, save_charts, table_of
from duizhao.results.report_record import report_record, report_text

SHARED = Path(__file__).resolve().parents[2] / "shared" / "corpus"


def loaded(report: Report, folder: Path) -> Report:
    [path] = report.save(folder / "report.json")
    return dz.load_report(path)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def sample_report(sample: Path) -> Report:
    return dz.compare_many(
        sample / "central_opinion.txt",
        sorted(sample.glob("local_*.txt")),
        skipped=[dz.report.Skipped("essay.txt", "评论文章")],
    ).dated("2026-05-01")


# ------------------------------------------------------------------------------------------------------------ there and back


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_form_of_a_report_read_back_is_that_of_the_first(
    sample_report: Report, lang: str, tmp_path: Path
) -> None:
    again = loaded(sample_report, tmp_path)
    assert again.comparisons == sample_report.comparisons
    for suffix, form in FORMS.items():
        assert form.report(again, lang, False) == form.report(sample_report, lang, False), suffix


def test_folders_tables_and_charts_likewise(sample_report: Report, tmp_path: Path) -> None:
    again = loaded(sample_report, tmp_path)
    for suffix in FORMS:
        for name, report in (("first", sample_report), ("again", again)):
            report.save(tmp_path / f"{name}{suffix[1:]}", form=suffix[1:])
        assert files(tmp_path / f"first{suffix[1:]}") == files(tmp_path / f"again{suffix[1:]}")
    for table in TABLES:
        assert again.to_frame(table).equals(sample_report.to_frame(table))
    for name, report in (("first", sample_report), ("again", again)):
        save_charts(report, tmp_path / f"{name} charts")
    assert files(tmp_path / "first charts") == files(tmp_path / "again charts")
    assert again._repr_mimebundle_() == sample_report._repr_mimebundle_()


@pytest.mark.parametrize("make", [small_report, hostile_report, lambda: long_report(documents=2, sentences=40)])
def test_reports_made_by_hand_likewise(make: Any, tmp_path: Path) -> None:
    report = make()
    again = loaded(report, tmp_path)
    for suffix, form in FORMS.items():
        assert form.report(again, "zh", False) == form.report(report, "zh", False), suffix


def test_what_a_specialist_said_and_where_words_are_shared_is_kept(sample: Path, tmp_path: Path) -> None:
    pair = (sample / "central_opinion.txt", sample / "local_yunzhou.txt")
    first = dz.compare(*pair)
    change = first.comparisons[0].sentences[2]
    source = dz.changes.source_of
    correction = dz.changes.Correction(
        central_document=source(first.central),
        local_document=source(first.comparisons[0].local),
        side="local",
        sentence=dz.changes.Quoted(change.local, first.comparisons[0].local.sentences[2].text),
        note="再核对",
        by="某馆员",
    )
    report = dz.compare(*pair, corrections=[correction])
    again = loaded(report, tmp_path)
    assert again == report
    assert [one.review for one in again.comparisons[0].sentences if one.review]
    matches = [link.matches for one in again.comparisons[0].sentences for link in one.links]
    assert any(matches)
    assert matches == [link.matches for one in report.comparisons[0].sentences for link in one.links]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpus is not there")
def test_the_shared_corpus_likewise(tmp_path: Path) -> None:
    local = [SHARED / "beijing_measures_2021.txt", SHARED / "anhui_measures_2022.txt"]
    report = dz.compare_many(SHARED / "central_opinion_2021.txt", local)
    again = loaded(report, tmp_path)
    for suffix, form in FORMS.items():
        assert form.report(again, "zh", False) == form.report(report, "zh", False), suffix


def test_the_published_keys_stand_in_front_of_the_record() -> None:
    text = report_text(small_report())
    shape = json.loads(text)
    assert list(shape) == ["schema", "central", "comparisons", "matrix", "skipped", "record"]
    assert {key: shape[key] for key in list(shape)[:-1]} == report_json(small_report())
    assert text.endswith("\n")
    assert max(map(len, text.splitlines())) < 2000  # a finding a line


# ------------------------------------------------------------------------------------------------------------ what is refused


def refused(data: str | bytes, folder: Path) -> str:
    path = folder / "broken.json"
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    with pytest.raises(DocumentError) as caught:
        dz.load_report(path)
    line = str(caught.value)
    assert "\n" not in line
    assert "broken.json" in line
    return line


def test_what_is_no_report_says_so(sample: Path, tmp_path: Path) -> None:
    pair = (sample / "central_opinion.txt", sample / "local_yunzhou.txt")
    aligned = dz.report.json_text(dz.report.align_json(dz.compare(*pair).comparisons[0], {}))
    for data in (aligned, "[]", "1", "{}", '{"schema": 1}', '{"schema": "another 1"}'):
        assert "不是报告" in refused(data, tmp_path)
    for data in ("", "{", "第一条", b"\xff\xfe", b"PK\x03\x04"):
        assert "JSON" in refused(data, tmp_path) or "UTF-8" in refused(data, tmp_path)
    assert "嵌套太深" in refused("[" * 100_000, tmp_path)
    assert "数字太长" in refused("1" * 10_000, tmp_path)
    with pytest.raises(DocumentError, match="没有这个文件"):
        dz.load_report(tmp_path / "none.json")


def test_another_version_and_a_file_cut_off_say_so(tmp_path: Path) -> None:
    text = report_text(small_report())
    assert "第 2 版" in refused(text.replace('"duizhao-report 1"', '"duizhao-report 2"'), tmp_path)
    for share in (0.1, 0.5, 0.99):
        assert "不是完整的 JSON" in refused(text[: int(len(text) * share)], tmp_path)
    assert "没有完整的 record" in refused(dz.report.json_text(report_json(small_report())), tmp_path)


def test_what_does_not_fit_together_says_where(tmp_path: Path) -> None:
    def changed(*way: str | int, to: object) -> str:
        shape = json.loads(report_text(small_report()))
        place = shape["record"]
        for step in way[:-1]:
            place = place[step]
        place[way[-1]] = to
        return refused(json.dumps(shape), tmp_path)

    sentences = ("comparisons", 0, "sentences")
    assert "record.comparisons[0].sentences[1].score 是文字“高”，需要数" in changed(*sentences, 1, "score", to="高")
    assert "verbatim、adapted" in changed(*sentences, 1, "relation", to="copied")
    assert "需要中央句子的编号" in changed(*sentences, 1, "links", 0, "central", to="9:9")
    assert "不认识的名字" in changed(*sentences, 1, "colour", to="red")
    assert "每一条每一句各一项" in changed("comparisons", 0, "coverage", to=[])
    assert "需要列表" in changed("documents", to={"0": 1})
    assert "编号" in changed("central", to=9)
    assert "编号" in changed("central", to=True)
    assert "正文里的位置" in changed("documents", 0, "units", 0, "span", to=[0, 10**9])
    assert "先起后止" in changed("documents", 0, "body", to=[5, 2])
    assert "原文里的位置" in changed("files", 0, "edits", 0, "span", to=[0, 10**30])
    assert "每份地方文件一格" in changed("matrix", 0, "cells", to=["每季度"])
    assert "中央文件的条款编号" in changed("matrix", 0, "unit", to="9")
    assert "2021-05-01" in changed("parameters", "date", to="yesterday")
    assert "复核文件" in changed("parameters", "corrections", to={"file": "a"})
    assert "缺 metadata" in changed("documents", 0, to={"file": 0, "extent": [0, 1], "body": [0, 1], "units": []})
    assert "重复的编号" in changed("documents", 1, "metadata", "region", to="text")


def test_a_command_line_user_reads_no_traceback(tmp_path: Path) -> None:
    assert issubclass(DocumentError, DuizhaoError)
    line = refused('{"schema": "duizhao-report 1", "record": []}', tmp_path)
    assert line.count("；") == 1  # found, expected; what to do


# ----------------------------------------------------------------------------------------------------------------- mutations

STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.sampled_from(["", "1:1", "nan", "p1", "text", "新增", "\ud800", "x" * 300]),
    st.just([]),
    st.just({}),
    st.lists(st.integers(-3, 3), max_size=3),
)


def loaded_or_refused(path: Path) -> Report | None:
    try:
        return dz.load_report(path)
    except DocumentError as error:
        line = str(error)
    assert "\n" not in line
    return None


def places(value: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, entry in entries:
        yield (*way, step)
        yield from places(entry, (*way, step))


RECORD = json.dumps(report_record(small_report()))
PLACES = list(places(json.loads(RECORD)))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(PLACES), st.sampled_from(["set", "drop", "twice"]), STRANGE)
def test_a_record_that_was_changed_is_refused_or_can_be_written(
    tmp_path: Path, way: tuple[str | int, ...], how: str, strange: object
) -> None:
    record = json.loads(RECORD)
    place = record
    for step in way[:-1]:
        place = place[step]
    if how == "set":
        place[way[-1]] = strange
    elif how == "drop":
        del place[way[-1]]
    elif isinstance(place, list):
        place.append(place[int(way[-1])])
    path = tmp_path / "changed.json"
    path.write_text(json.dumps({"schema": "duizhao-report 1", "record": record}), encoding="utf-8")
    report = loaded_or_refused(path)
    if report is None:
        return
    report_markdown(report)
    report_text(report)
    for table in TABLES:
        table_of(report, table)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0, 1, exclude_max=True), st.binary(max_size=3))
def test_bytes_that_were_changed_raise_only_our_errors(tmp_path: Path, share: float, new: bytes) -> None:
    data = report_text(small_report()).encode("utf-8")
    at = int(share * len(data))
    path = tmp_path / "changed.json"
    path.write_bytes(data[:at] + new + data[at + 1 :])
    loaded_or_refused(path)
