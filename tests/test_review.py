"""The reviewer's round trip: what was changed in a workbook, however it was saved, is what comes out as corrections."""

from __future__ import annotations

import datetime
import io
import random
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from typing import Any

import openpyxl
import pytest
from command import run
from report_case import hostile_report, small_report
from workbooks import Sheet, opened

import duizhao as dz
from duizhao.changes import Correction, corrections_text, parse_corrections
from duizhao.corpus import DocumentError
from duizhao.report import Report, read_review, report_xlsx, short_names
from duizhao.report.review.ledger import LEDGER
from duizhao.results.verdicts import verdict

NORTH, SOUTH = "北方省", "南方省"
CODES = {"照搬": "verbatim", "改写": "adapted", "加强": "strengthened", "弱化": "weakened", "新增": "added"}


@pytest.fixture(scope="module")
def workbook() -> bytes:
    return report_xlsx(small_report())


@pytest.fixture
def path(workbook: bytes, tmp_path: Path) -> Path:
    (tmp_path / "报告.xlsx").write_bytes(workbook)
    return tmp_path / "报告.xlsx"


def said(one: Correction) -> tuple[Any, ...]:
    """A correction as the tests write it down."""
    links = None if one.links is None else tuple(quoted.id for quoted in one.links)
    return one.local_document.name, one.side, one.sentence.id, links, one.relation, one.note


def as_file(corrections: Sequence[Correction]) -> bytes:
    return corrections_text(corrections).encode()


def test_an_untouched_workbook_says_nothing(path: Path) -> None:
    assert read_review(path).corrections == ()
    path.write_bytes(report_xlsx(small_report(), lang="en"))
    found = read_review(path)
    assert (found.corrections, found.lines, found.unclear, found.absent) == ((), (), (), 0)


def edit(pairs: Sheet, missing: Sheet) -> list[tuple[Any, ...]]:
    """Change what a reviewer changes; the corrections that must come of it, in the order of the report."""
    pairs.write("p1:1", NORTH, links="无")
    pairs.write("1:0", NORTH, relation="新增")
    pairs.write("1:1", NORTH, relation="弱化", note="期限晚了")
    pairs.write("2:1", NORTH, links="2:1、2:2")
    pairs.write("2:2", NORTH, links="3：1，  1:2", relation=" ▲ 加强 ")
    missing.write("1:2", NORTH, note="许可")
    missing.write("2:0", NORTH, relation="不适用", note="地方管不了")
    missing.write("2:1", SOUTH, links="1:1")
    return [
        ("north.txt", "local", "p1:1", (), "added", None),
        ("north.txt", "local", "1:0", (), "added", None),
        ("north.txt", "local", "1:1", ("1:1", "2:2"), "weakened", "期限晚了"),
        ("north.txt", "local", "2:1", ("2:1", "2:2"), None, None),
        ("north.txt", "local", "2:2", ("3:1", "1:2"), "strengthened", None),
        ("north.txt", "central", "1:2", None, None, "许可"),
        ("north.txt", "central", "2:0", None, "not_applicable", "地方管不了"),
        ("south.txt", "local", "1:1", ("1:1", "2:1"), None, None),
    ]


def test_what_was_changed_is_what_is_read(path: Path) -> None:
    book, pairs, missing = opened(path)
    expected = edit(pairs, missing)
    book.save(path)
    found = read_review(path, by="某馆员", at="2026-05-01")
    assert [said(one) for one in found.corrections] == expected
    assert {(one.by, one.at) for one in found.corrections} == {("某馆员", "2026-05-01")}
    assert not found.unclear
    assert found.absent == 0
    assert found.lines == (
        "地方（北方省）p1:1：改写 → 新增；对应 p1:1 → 无",
        "地方（北方省）1:0：照搬 → 新增；对应 1:0 → 无",
        "地方（北方省）1:1：加强 → 弱化；意见：期限晚了",
        "地方（北方省）2:1：对应 2:1 → 2:1、2:2；变化类型重新判断",
        "地方（北方省）2:2：新增 → 加强；对应 无 → 3:1、1:2",
        "中央（北方省）1:2：意见：许可",
        "中央（北方省）2:0：缺失 → 不适用；意见：地方管不了",
        "地方（南方省）1:1：对应 1:1 → 1:1、2:1；变化类型重新判断",
    )
    assert parse_corrections(as_file(found.corrections)) == found.corrections


def test_order_of_rows_and_columns_other_sheets_and_deleted_rows_do_not_matter(path: Path) -> None:
    book, pairs, missing = opened(path)
    expected = edit(pairs, missing)
    for seed, sheet in enumerate((pairs, missing)):
        sheet.shuffle(seed)
    missing.sheet.delete_rows(missing.row("3:1", NORTH))
    missing.sheet.delete_rows(missing.row("3:1", SOUTH))
    for sheet in (pairs, missing):
        sheet.turn_columns()
        sheet.sheet.insert_rows(1)
        sheet.sheet["A1"] = "请各位复核"
    del book["概览"], book["参数"]
    book.create_sheet("我的表", 0)["A1"] = "对应关系"
    book.save(path)
    found = read_review(path)
    assert [said(one) for one in found.corrections] == expected
    assert (found.unclear, found.absent) == ((), 2)


def draw(path: Path, report: Report, seed: int) -> list[tuple[Any, ...]]:
    """Draw links and relations for half of all sentences, in rows put in another order; what must come of it."""
    chance = random.Random(seed)  # noqa: S311  a sample, no secret
    book, pairs, _ = opened(path)
    central = [sentence.id for sentence in report.central.sentences]
    expected = []
    names = short_names([comparison.local for comparison in report.comparisons])
    for comparison, name in zip(report.comparisons, names, strict=True):
        for change in comparison.sentences:
            if chance.random() < 0.5:
                continue
            links = set(chance.sample(central, chance.choice((0, 1, 1, 2, 3))))
            relation = chance.choice(("照搬", "改写", "加强", "弱化")) if links else "新增"
            pairs.write(change.local, name, links="、".join(sorted(links)) or "无", relation=relation)
            code = CODES[relation]
            stood = verdict(change.relation, change.certainty)  # 新增 where that was open settles it
            if (links, code) != ({link.central for link in change.links}, stood):
                # Links alone leave the relation to be judged anew.
                judged = None if links and code == stood else code
                expected.append((PurePath(comparison.local.document.path).name, change.local, links, judged))
    pairs.shuffle(seed)
    book.save(path)
    return expected


def drawn(path: Path) -> list[tuple[Any, ...]]:
    found = read_review(path)
    assert not found.unclear
    return [
        (one.local_document.name, one.sentence.id, {q.id for q in one.links or ()}, one.relation)
        for one in found.corrections
    ]


@pytest.mark.parametrize("seed", range(6))
def test_any_corrections_come_back(path: Path, seed: int) -> None:
    expected = draw(path, small_report(), seed)
    assert drawn(path) == expected


def test_any_corrections_of_a_whole_document_come_back(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "whole.xlsx"
    report = dz.compare(sample / "central_opinion.txt", sample / "local_lanchuan.txt")
    report.save(path)
    expected = draw(path, report, 7)
    assert len(expected) > 15
    assert drawn(path) == expected


def test_libreoffice_saves_the_same_corrections(path: Path, tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    book, pairs, missing = opened(path)
    expected = edit(pairs, missing)
    book.save(path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "again"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    found = read_review(tmp_path / "again" / path.name)
    assert [said(one) for one in found.corrections] == expected
    assert (found.unclear, found.absent) == ((), 0)


@pytest.mark.parametrize(
    ("cells", "links"),
    [
        ({"links": datetime.time(1, 2)}, ("1:2",)),
        ({"links": datetime.timedelta(hours=3, minutes=1)}, ("3:1",)),
        ({"links": "２：１"}, None),  # what stood there, in wide characters
        ({"links": "2:1；2:2\n3:1"}, ("2:1", "2:2", "3:1")),
        ({"links": "—"}, ()),
        ({"links": "none"}, ()),
    ],
)
def test_ids_are_read_as_people_and_spreadsheets_write_them(
    path: Path, cells: dict[str, Any], links: tuple[str, ...] | None
) -> None:
    book, pairs, _ = opened(path)
    pairs.write("2:1", NORTH, **cells)
    book.save(path)
    found = read_review(path)
    assert not found.unclear
    assert [said(one)[3] for one in found.corrections] == ([] if links is None else [links])


@pytest.mark.parametrize(
    ("sheet", "cells", "why"),
    [
        ("pairs", {"links": "99:1"}, "“99:1”不是中央文件的句子编号"),
        ("pairs", {"links": "5"}, "需要句子编号，如 5:1"),
        ("pairs", {"links": ""}, "空着；没有对应请写 无"),
        ("pairs", {"links": "=A1"}, "“=A1”不是中央文件的句子编号"),
        ("pairs", {"relation": "胡说"}, "“胡说”不是变化类型"),
        ("pairs", {"relation": ""}, "空着，需要变化类型"),
        ("pairs", {"relation": "缺失"}, "只能说中央句子"),
        ("pairs", {"links": "无", "relation": "照搬"}, "对应关系是无，变化类型却是照搬"),
        ("pairs", {"links": "2:1、2:2", "relation": "新增"}, "变化类型是新增，却有对应的中央句子"),
        ("added", {"relation": "照搬"}, "变化类型是照搬，却没有对应的中央句子"),
        ("pairs", {"local": "77:7"}, "没有编号是“77:7”的句子"),
        ("pairs", {"local": ""}, "没有编号，不知道说的是哪一句"),
        ("pairs", {"document": "某省"}, "没有地方文件“某省”"),
        ("missing", {"relation": "加强"}, "变化类型是加强，却没有填地方句子的编号"),
        ("missing", {"relation": "待定"}, "待定不是判断"),
        ("missing", {"links": "99:9"}, "“99:9”不是地方文件的句子编号"),
        ("missing", {"links": "2:1", "relation": "不计"}, "既填了对应的地方句子，又定为缺失、不适用或不计"),
    ],
)
def test_what_cannot_be_understood_is_named_with_its_place_and_nothing_is_guessed(
    path: Path, sheet: str, cells: dict[str, str], why: str
) -> None:
    book, pairs, missing = opened(path)
    row = missing.write("1:2", NORTH, **cells) if sheet == "missing" else 0
    row = row or pairs.write("2:2" if sheet == "added" else "2:1", NORTH, **cells)
    book.save(path)
    found = read_review(path)
    [line] = found.unclear
    assert why in line
    assert f"“{'缺失' if sheet == 'missing' else '对照'}”表" in line
    assert str(row) in line
    assert not found.corrections


def test_a_row_that_stands_twice_counts_only_where_both_say_the_same(path: Path) -> None:
    book, pairs, _ = opened(path)
    last = pairs.sheet.max_row
    for at, name in enumerate(("1:1", "2:1"), start=last + 1):
        pairs.write(name, NORTH, relation="照搬")
        for column, cell in enumerate(pairs.sheet[pairs.row(name, NORTH)], start=1):
            pairs.sheet.cell(at, column).value = cell.value
    pairs.sheet.cell(last + 2, pairs.columns["relation"]).value = "改写"
    book.save(path)
    found = read_review(path)
    assert [said(one)[2] for one in found.corrections] == ["1:1"]
    [line] = found.unclear
    assert f"第 {last + 2} 行" in line
    assert "说法不同，都没有采用" in line


def test_a_sheet_without_its_columns_is_not_read(path: Path) -> None:
    book, pairs, missing = opened(path)
    pairs.sheet.delete_cols(pairs.columns["local"])
    missing.write("1:2", NORTH, note="见导语")
    book.save(path)
    found = read_review(path)
    assert found.unclear == ("“对照”表：缺少“地方编号”一列，这张表没有读",)
    assert [said(one)[2:] for one in found.corrections] == [("1:2", None, None, "见导语")]


def test_corrections_from_both_sheets_are_one(path: Path) -> None:
    book, pairs, missing = opened(path)
    pairs.write("2:2", NORTH, links="2:1", note="见总则")
    missing.write("1:2", NORTH, links="2:2", relation="改写", note="导语也有")
    book.save(path)
    found = read_review(path)
    assert [said(one)[2:] for one in found.corrections] == [("2:2", ("2:1", "1:2"), "adapted", "见总则；导语也有")]


def test_a_second_review_says_only_what_is_new(sample: Path, tmp_path: Path) -> None:
    documents = sample / "central_opinion.txt", sample / "local_yunzhou.txt"
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"
    dz.compare(*documents).save(first)
    book, pairs, missing = opened(first)
    pairs.write("1:2", relation="弱化", note="上限提前了")
    pairs.write("2:1", links="2:1、2:2")
    pairs.write("3:2", links="4:2、3:1", relation="弱化")
    missing.write("21:2", relation="不适用", note="地方管不了")
    book.save(first)
    dz.compare(*documents, corrections=read_review(first).corrections).save(second)
    assert read_review(second).corrections == ()
    book, pairs, missing = opened(second)
    row = pairs.row("1:2")
    assert (pairs.get(row, "relation"), pairs.get(row, "note")) == ("弱化", "上限提前了")
    row = missing.row("21:2")
    assert (missing.get(row, "relation"), missing.get(row, "note")) == ("不适用", "地方管不了")
    pairs.write("1:2", note=None)
    pairs.write("3:2", links="4:2")
    book.save(second)
    # The relation that a specialist had fixed stays; that of 2:1 was left to be judged, and is.
    assert [said(one)[2:] for one in read_review(second).corrections] == [
        ("1:2", None, None, ""),
        ("3:2", ("4:2",), "weakened", None),
    ]


@pytest.mark.parametrize(
    "note",
    ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "响\u202e铃", '"]]\n[[correction]]', "长" * 5000, "🀄\\u"],
)
def test_a_note_is_text_whatever_it_holds(path: Path, note: str) -> None:
    book, pairs, _ = opened(path)
    cell = pairs.sheet.cell(pairs.row("2:1", NORTH), pairs.columns["note"])
    cell.value = note
    cell.data_type = "s"  # openpyxl would write the first as a formula
    book.save(path)
    [one] = read_review(path).corrections
    assert one.note == note
    assert parse_corrections(as_file([one])) == (one,)


def test_hostile_documents_go_round(tmp_path: Path) -> None:
    path = tmp_path / "=cmd.xlsx"
    path.write_bytes(report_xlsx(hostile_report()))
    assert read_review(path).corrections == ()
    book, pairs, _ = opened(path)
    pairs.write("1:5", relation="弱化")
    book.save(path)
    [one] = read_review(path).corrections
    assert (one.sentence.id, one.sentence.digest != "") == ("1:5", True)  # its words cannot be shown to the letter
    assert parse_corrections(as_file([one])) == (one,)


def _without_ledger(data: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    del book[LEDGER]
    return _saved(book)


def _other_ledger(data: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    book[LEDGER]["B1"] = "99"
    return _saved(book)


def _without_sheets(data: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    del book["对照"], book["缺失"]
    return _saved(book)


def _saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _part(name: str, change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    def made(data: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                text = old.read(entry)
                new.writestr(entry.filename, change(text) if entry.filename == name else text)
        return out.getvalue()

    return made


SHEET = "xl/worksheets/sheet3.xml"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (_without_ledger, "没有记着原判断的隐藏表"),
        (_other_ledger, "没有记着原判断的隐藏表"),
        (_without_sheets, "没有“对照”"),
        (lambda data: data[: len(data) // 2], "文件已损坏"),
        (lambda data: b"\xd0\xcf\x11\xe0" + data, "旧版 .xls 或设了密码"),
        (lambda data: "序号,对应关系\n".encode() * len(data[:9]), "不是工作簿"),
        (_part(SHEET, lambda text: text[:2000]), "打不开"),
        (_part(SHEET, lambda text: text.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1)), "文档类型定义"),
        (_part(SHEET, lambda text: text + b" " * (80 << 20)), "压缩炸弹"),
        (_part("xl/sharedStrings.xml", lambda text: text + b"<si/>" * 5_000_001), "压缩炸弹"),
        (_part("[Content_Types].xml", lambda text: text[:300]), "打不开"),
    ],
)
def test_what_is_no_workbook_of_ours_is_refused_in_one_line(
    path: Path, workbook: bytes, change: Callable[[bytes], bytes], why: str
) -> None:
    path.write_bytes(change(workbook))
    with pytest.raises(DocumentError, match=why) as refused:
        read_review(path)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_command_writes_merges_and_says_so(path: Path, tmp_path: Path) -> None:
    out = tmp_path / "复核.toml"
    book, pairs, missing = opened(path)
    edit(pairs, missing)
    book.save(path)
    first = run("review", path, "-o", out, "--by", "某馆员", "--date", "2026-05-01")
    assert (first.status, first.complaints) == (0, [])
    assert "地方（北方省）1:1：加强 → 弱化；意见：期限晚了" in first.notes
    assert first.notes[-1] == f"读到 8 处更正；写入 {out}"
    pairs.write("p1:1", NORTH, links="p1:1", relation="照搬")
    pairs.write("1:1", NORTH, relation="胡说")
    pairs.write("1:1", SOUTH, note="新意见")
    missing.write("1:2", SOUTH, relation="不计")
    book.save(path)
    second = run("review", path, "-o", out, "--by", "另一人")
    assert second.status == 1
    [complaint] = second.complaints
    assert "“胡说”不是变化类型" in complaint
    assert second.notes[-1].endswith("并入原有的 8 条，其中更新 7 条，另加 1 条")
    merged = parse_corrections(out.read_bytes())
    assert [(one.relation, one.by) for one in merged[:3]] == [
        ("verbatim", "另一人"),
        ("added", "另一人"),
        ("weakened", "某馆员"),
    ]
    printed = run("review", path, "--quiet")
    assert len(parse_corrections(printed.out)) == 8


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere.xlsx",), "没有这个文件"),
        ((), "缺少"),
        (("{sample}/local_yunzhou.txt",), "不是工作簿"),
        (("a.xlsx", "--date", "五月"), "--date 是 五月"),
        (("{book}", "-o", "{sample}/local_yunzhou.txt"), "不是复核文件"),
    ],
)
def test_the_command_refuses_in_one_line(sample: Path, path: Path, arguments: tuple[str, ...], words: str) -> None:
    """What stands under the name that was asked for is left as it is where it is no corrections file."""
    done = run("review", *(argument.format(sample=sample, book=path) for argument in arguments))
    assert done.status in (1, 2)
    [line] = done.complaints
    assert words in line
