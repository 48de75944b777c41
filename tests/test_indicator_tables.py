"""Tables of indicators and lists of tasks, in a page, a Word document, Markdown and pasted text: targets, bases, who, by when."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest
from command import run
from hypothesis import given, settings
from hypothesis import strategies as st
from made_tables import MAKERS, is_rectangular, rows_of
from shipped import find_requirements, make_document, read_document, segment_document

from duizhao.corpus import Decoded, find_tables
from duizhao.extract import Requirement, table_warnings
from duizhao.segmenter import SegmentedDocument

PLAN = ("溪山市书屋发展“十四五”规划", "一、总体要求", "（一）指导思想。书屋为村民服务。", "（二）主要指标。见下表。")
NO_PLAN = ("溪山市书屋发展规划", "一、总体要求", "（一）指导思想。书屋为村民服务。", "（二）主要指标。见下表。")
BEHIND = ("二、保障措施", "（三）经费。书屋每年开放不少于200天。")
UNIT = "（二）"


@dataclass(frozen=True)
class Case:
    """A table, what its rows demand (fields as they are named in the published table), and what is said of it."""

    table: str
    expected: Sequence[dict[str, Any]]
    before: Sequence[str] = PLAN
    warned: str = ""
    bases: Sequence[float] = ()


def target(thing: str, value: float, date: str | None = "2025", **more: Any) -> dict[str, Any]:
    return {"object": thing, "value": value, "date": date, **more}


CASES = {
    "plain": Case(
        """
        序号 | 指标 | 单位 | 2020年 | 2025年目标 | 属性
        1 | 书屋数量 | 个 | 121 | 300 | 预期性
        2 | 藏书 | 万册 | 17 | ≥45.5 | 约束性
        3 | 书屋覆盖率 | % | 62.5 | 80左右 | 约束性
        4 | 读者满意度 | 分 | — | 90以上 | —
        """,
        [
            target(
                "书屋数量", 300, kind="count", unit_of_measure="个", comparator="=", binding="expected", baseline=121
            ),
            target("藏书", 455000, unit_of_measure="册", comparator=">=", binding="binding", baseline_date="2020"),
            target("书屋覆盖率", 0.8, kind="ratio", approximate=True, unit_of_measure=None, baseline=0.625),
            target("读者满意度", 90, comparator=">=", baseline=None, baseline_date=None, binding=None),
        ],
        bases=(121, 170000, 17, 0.625, 62.5),
    ),
    "two rows of heads, merged groups": Case(
        """
        类别 | 指标 | 单位 | 现状值（2020年） | 目标值 | < | 指标性质
        ^ | ^ | ^ | ^ | 2025年 | 2030年 | ^
        设施 | 书屋数量 | 个 | 121 | 300 | 500 | 预期性
        ^ | 书屋面积 | 万平方米 | 1.2 | 3～3.5 | 6 | 约束性
        服务 | 开放时间 | 小时/周 | 33 | ≥40 | — | 约束性
        """,
        [
            target("设施：书屋数量", 300, binding="expected"),
            target("设施：书屋数量", 500, "2030", baseline=121, baseline_date="2020"),
            target("设施：书屋面积", 30000, value_max=35000, comparator="between", unit_of_measure="m2"),
            target("设施：书屋面积", 60000, "2030", binding="binding"),
            target("服务：开放时间", 40, comparator=">=", baseline=33, per="P1W", unit_of_measure="小时"),
        ],
        NO_PLAN,
        bases=(121, 12000, 1.2, 33),
    ),
    "years alone, told by the plan": Case(
        """
        指标名称 | 2020年 | 2025年
        书屋数量（个） | 121 | 300
        书屋覆盖率（%） | 62.5 | 85
        其中：山区覆盖率（%） | 51 | 70
        活动场次（场次/年） | 7 | 12
        """,
        [
            target("书屋数量", 300, unit_of_measure="个", baseline=121),
            target("书屋覆盖率", 0.85, baseline=0.625),
            target("书屋覆盖率，其中：山区覆盖率", 0.7, baseline=0.51),
            target("活动场次", 12, per="P1Y", unit_of_measure="次"),
        ],
        bases=(121, 0.625, 0.51, 7),
    ),
    "targets only": Case(
        """
        指标 | 计量单位 | 到2025年 | 到2030年
        书屋数量 | 座 | 300 | 500
        人均借阅 | 册/人 | 不低于2.5 | 4以上
        逾期率 | % | 控制在5以内 | ＜3
        新增志愿者 | 人 | [1200] | [3000]
        """,
        [
            target("书屋数量", 300, unit_of_measure="座", baseline=None),
            target("书屋数量", 500, "2030"),
            target("人均借阅", 2.5, comparator=">=", unit_of_measure="册", per_what="每人"),
            target("人均借阅", 4, "2030", comparator=">="),
            target("逾期率", 0.05, comparator="<="),
            target("逾期率", 0.03, "2030", comparator="<"),
            target("新增志愿者", 1200, within="累计"),
            target("新增志愿者", 3000, "2030", within="累计"),
        ],
    ),
    "growth and cumulated figures": Case(
        """
        指标 | 单位 | 2020年 | 2025年 | 年均增速［累计］ | 属性
        书屋数量 | 个 | 121 | 300 | 19.5% | 预期性
        借阅量 | 万册次 | 17 | 30 | 12 | 预期性
        新建书屋 | 个 | — | — | [179] | 约束性
        """,
        [
            target("书屋数量", 300, baseline=121),
            target("书屋数量", 0.195, per="P1Y", baseline=None, kind="ratio"),
            target("借阅量", 300000),
            target("借阅量", 0.12, per="P1Y"),
            target("新建书屋", 179, per=None, within="累计", binding="binding"),
        ],
        bases=(121, 17, 170000),
    ),
    "ends of plans": Case(
        """
        指标 | 单位 | “十三五”末 | “十四五”末 | 责任单位
        书屋数量 | 个 | 121 | 300 | 市文化局
        图书更新率 | % | 7.5 | 约10 | 市文化局、市财政局
        """,
        [
            target("书屋数量", 300, baseline_date="2020", subject="市文化局", subject_from="note"),
            target("图书更新率", 0.1, approximate=True, baseline=0.075, subject="市文化局、市财政局"),
        ],
        bases=(121, 7.5, 0.075),
    ),
    "rows that name groups": Case(
        """
        指标 | 单位 | 基期值 | 目标值 | 属性
        一、设施建设 | < | < | < | <
        1.书屋数量 | 个 | 121 | 300 | 预期性
        2.书屋面积 | 平方米 | 5100 | 1.2万 | 预期性
        二、服务效能 | < | < | < | <
        3.年接待读者 | 万人次 | 33 | 60 | 约束性
        """,
        [
            target("设施建设：书屋数量", 300, baseline=121, baseline_date=None),
            target("设施建设：书屋面积", 12000),
            target("服务效能：年接待读者", 600000, unit_of_measure="人次", binding="binding"),
        ],
        bases=(121, 5100, 33, 330000),
    ),
    "three years of targets": Case(
        """
        指标 | 单位 | 2022年完成值 | 年度目标 | < | <
        ^ | ^ | ^ | 2023年 | 2024年 | 2025年
        书屋数量 | 个 | 121 | 180 | 240 | 300
        财政补助 | 万元 | 330 | 400 | 450 | 500
        """,
        [
            *(target("书屋数量", value, date) for value, date in ((180, "2023"), (240, "2024"), (300, "2025"))),
            target("财政补助", 4e6, "2023", kind="amount", unit_of_measure="CNY", baseline=3.3e6, baseline_date="2022"),
            target("财政补助", 4.5e6, "2024"),
            target("财政补助", 5e6, "2025"),
        ],
        ("溪山市书屋提升行动方案（2023—2025年）", *NO_PLAN[1:]),
        bases=(121, 330, 3.3e6),
    ),
    "list of tasks": Case(
        """
        序号 | 重点任务 | 牵头单位 | 配合单位 | 完成时限
        1 | 新建书屋不少于30个。 | 市文化局 | 市财政局 | 2025年12月底前
        2 | 制定书屋目录 | 市图书馆 | — | 2024年6月
        3 | 书屋每周开放至少5天 | 各县人民政府 | 市文化局 | 长期坚持
        """,
        [
            {"value": 30.0, "comparator": ">=", "subject": "市文化局", "subject_from": "note", "kind": "count"},
            {
                "kind": "deadline",
                "date": "2025-12-31",
                "comparator": "<=",
                "subject": "市文化局",
                "action": "新建书屋不少于30个",
            },
            {"kind": "deadline", "date": "2024-06", "subject": "市图书馆", "action": "制定书屋目录"},
            {"per": "P1W", "subject": "各县人民政府", "value": 5.0},
        ],
    ),
    "nobody says which year is the base": Case(
        """
        指标 | 单位 | 2020年 | 2025年
        书屋数量 | 个 | 121 | 300
        书屋覆盖率 | % | 62.5% | 不低于85%
        """,
        [],
        NO_PLAN,
        "分不清表格里哪一栏是现状、哪一栏是目标",
        bases=(121, 0.625, 300, 0.85),
    ),
    "no heads that are known": Case(
        """
        村名 | 甲类 | 乙类
        东溪村 | 每年至少3次 | 12%
        西溪村 | 每年至少4次 | 15%
        """,
        [],
        warned="没有认出表格各栏的意思",
    ),
    "cells of one column that say it by themselves": Case(
        """
        类别 | 频次
        甲类书屋 | 每年检查不少于2次
        乙类书屋 | 每季度1次
        ^ | 每月1次
        丙类书屋 | 12%
        """,
        [
            target("甲类书屋", 2, None, per="P1Y", comparator=">="),
            target("乙类书屋", 1, None, per="P3M"),
            {"value": 1, "per": "P1M"},
        ],
        warned="没有认出表格各栏的意思",
    ),
    "a cell that says two things": Case(
        """
        指标 | 单位 | 2020年 | 2025年目标
        书屋数量（城/乡） | 个 | 121/33 | 300/85
        书屋面积 | 平方米 | 5100 | 6000
        """,
        [target("书屋面积", 6000, baseline=5100)],
        warned="没有读懂表格里的“300/85”",
        bases=(121, 33, 5100),
    ),
}


def parsed(case: Case, form: str, folder: Path) -> SegmentedDocument:
    path = folder / f"plan.{form}"
    path.write_bytes(MAKERS[form](case.before, rows_of(case.table), BEHIND))
    return segment_document(read_document(path))


def rows_in_tables(document: SegmentedDocument) -> list[Requirement]:
    spans = [table.span for table in find_tables(document.document.text)]
    return [
        one
        for one in find_requirements(document)
        if any(span.start <= one.span.start and one.span.end <= span.end for span in spans)
    ]


@pytest.mark.parametrize("form", MAKERS)
@pytest.mark.parametrize("name", CASES)
def test_every_target_and_nothing_else(name: str, form: str, tmp_path: Path) -> None:
    case = CASES[name]
    assert is_rectangular(rows_of(case.table))
    document = parsed(case, form, tmp_path)
    found = rows_in_tables(document)
    shown = [{key: getattr(one, key) for key in expected} for one, expected in zip(found, case.expected, strict=False)]
    assert shown == list(case.expected)
    assert len(found) == len(case.expected), [(one.object, one.quote) for one in found[len(case.expected) :]]
    assert not {one.value for one in found}.intersection(case.bases)


@pytest.mark.parametrize("form", MAKERS)
@pytest.mark.parametrize("name", CASES)
def test_places_lead_to_the_text_and_the_sentences_around_are_read(name: str, form: str, tmp_path: Path) -> None:
    case = CASES[name]
    document = parsed(case, form, tmp_path)
    text = document.document.text
    assert [unit.label for unit in document.units] == ["（一）", "（二）", "（三）"]
    for one in rows_in_tables(document):
        assert (one.label, one.sentence) == (UNIT, "")
        assert one.quote == one.span.of(text) != ""
        assert one.text in text
        assert one.quote in one.text or one.kind == "deadline"
    [last] = [one for one in find_requirements(document) if one.label == "（三）"]
    assert (last.value, last.quote) == (200.0, "不少于200天")
    warnings = table_warnings(document)
    assert len(warnings) == bool(case.warned)
    for warning in warnings:
        assert case.warned in warning
        assert warning.startswith("第 ")
        assert "\n" not in warning


def test_nothing_of_a_table_is_lost(tmp_path: Path) -> None:
    """Every cell stands in the cleaned text, each row on a line by itself, also where the rows are as wide as a page."""
    rows = rows_of(CASES["two rows of heads, merged groups"].table)
    for form, make in MAKERS.items():
        path = tmp_path / f"plan.{form}"
        path.write_bytes(make(PLAN, rows, BEHIND))
        lines = read_document(path).text.split("\n")
        for row in rows:
            cells = [cell for cell in row if cell not in ("^", "<")]
            assert any([one for one in line.split("\t") if one not in ("", "〃")] == cells for line in lines), (
                form,
                row,
            )


BASES = (
    "现状值",
    "基期值",
    "基准值",
    "2020年",
    "2020年实际",
    "“十三五”末",
    "2020年完成值",
    "现状（2020年）",
    "2020年基数",
)
TARGETS = ("目标值", "2025年", "2025年目标", "规划目标", "“十四五”末", "到2025年", "2025年规划值", "目标值（2025年）")
OTHERS = ("单位", "属性", "责任单位", "备注", "序号", "数据来源")


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(BASES),
    st.sampled_from(TARGETS),
    st.lists(st.sampled_from(OTHERS), unique=True, max_size=4),
    st.lists(st.tuples(st.integers(1, 499), st.integers(501, 999)), min_size=1, max_size=4),
    st.randoms(use_true_random=False),
)
def test_no_base_is_a_target_whatever_the_heads_and_their_order(
    base: str, aim: str, others: list[str], figures: list[tuple[int, int]], random: Random
) -> None:
    columns = ["指标", base, aim, *others]
    random.shuffle(columns)
    filled = {"单位": "个", "属性": "约束性", "责任单位": "县文化局", "备注": "", "序号": "1", "数据来源": "县文化局"}
    rows = [columns]
    for i, (before, behind) in enumerate(figures):
        row = filled | {"指标": f"书屋{'甲乙丙丁'[i]}", base: str(before), aim: str(behind)}
        rows.append([row[column] for column in columns])
    text = "\n".join([*PLAN, *("\t".join(row) for row in rows), *BEHIND])
    found = rows_in_tables(segment_document(make_document(text)))
    assert [(one.value, one.baseline, one.date) for one in found] == [(high, low, "2025") for low, high in figures]


def test_cells_of_several_lines_name_several_bodies(tmp_path: Path) -> None:
    rows = [
        ["指标", "单位", "2020年", "2025年<br>目标", "责任单位"],
        ["座位", "个", "33", "60", "县文化局<br/>县财政局"],
    ]
    path = tmp_path / "plan.md"
    path.write_bytes(MAKERS["md"](PLAN, [*rows, ["书屋", "个", "121", "[300]", ""]], BEHIND))
    found = rows_in_tables(segment_document(read_document(path)))
    assert [(one.value, one.subject) for one in found] == [(60, "县文化局、县财政局"), (300, None)]


def printed(rows: str) -> SegmentedDocument:
    text = "\n".join([*PLAN, *("\t".join(row) for row in rows_of(rows)), *BEHIND])
    return segment_document(make_document(Decoded(text, "utf-8", format="pdf")))


def test_a_table_of_a_printed_page_is_read_where_it_is_whole() -> None:
    whole = """
        指标 | 单位 | 2020年 | 2025年
        一、设施
        书屋数量 | 个 | 121 | 300
        座位 | 个 | 33 | 60
    """
    torn = (
        whole.replace("座位 | 个 | 33 | 60", "座位 | 33 | 60"),
        whole.replace("| 300", "| 300\n左右"),
        f"{whole.rstrip()}\n以上",
    )
    assert [one.object for one in find_requirements(printed(whole)) if one.kind == "count"] == [
        "设施：书屋数量",
        "设施：座位",
    ]
    for rows in torn:
        document = printed(rows)
        assert [one.value for one in find_requirements(document)] == [200.0]
        assert "读不完整" in table_warnings(document)[0]


def test_a_cell_of_several_lines_from_a_sheet_is_not_read() -> None:
    text = "\n".join(
        [
            *PLAN,
            "指标\t单位\t责任单位\t2025年目标",
            '书屋数量\t个\t"县文化局',
            '县财政局"\t300',
            "座位\t个\t\t60",
            *BEHIND,
        ]
    )
    document = segment_document(make_document(text))
    assert [one.value for one in find_requirements(document)] == [60.0, 200.0]
    assert table_warnings(document)


def test_years_are_told_by_the_day_of_issue() -> None:
    table = "指标\t单位\t2028年\t2032年\n书屋数量\t个\t121\t300"
    text = "溪山市书屋发展规划\n（2029年5月1日溪山市人民政府发布）\n一、目标\n（一）指标。见下表。\n{}\n（二）书屋免费开放。"
    [found] = find_requirements(segment_document(make_document(text.format(table))))
    assert (found.value, found.date, found.baseline, found.baseline_date) == (300.0, "2032", 121.0, "2028")
    unsure = segment_document(make_document(text.format(table.replace("2028", "2029"))))
    assert find_requirements(unsure) == ()
    assert "分不清" in table_warnings(unsure)[0]


@pytest.mark.parametrize("text", ["\t", "\t\n \t ", "\x1f\t\x1f", "\t\u3000\t\n\x0b\t"])
def test_blanks_are_no_table(text: str) -> None:
    assert find_tables(text) == ()
    assert segment_document(make_document(text + "\n第一条 书屋免费开放。")).units


def test_an_article_whose_number_a_tab_parts_from_its_text_is_no_row() -> None:
    text = "第一条\t书屋每周开放不少于5天。\n第二条\t书屋每年清点1次。\n（一）\t藏书不少于300册；\n（二）\t座位不少于20个。"
    assert find_tables(text) == ()
    assert len(find_requirements(segment_document(make_document(text)))) > 3


def test_the_table_of_an_annex_waits_until_annexes_are_asked_for() -> None:
    table = "指标\t单位\t2020年\t2025年目标\n书屋数量\t个\t121\t300\n座位\t个\t33\t60"
    text = f"一、书屋免费开放。\n二、书屋每年清点。\n附件\n书屋指标表\n{table}"
    document = segment_document(make_document(text))
    assert not [one for one in find_requirements(document) if one.value == 300]
    assert [one.value for one in find_requirements(document.with_parts("all")) if one.kind == "count"] == [300, 60]


def test_a_pasted_sheet_that_is_nothing_but_a_table() -> None:
    table = "书屋发展主要指标\n指标\t单位\t2020年\t2025年目标\n书屋数量\t个\t121\t300\n座位\t个\t33\t60"
    assert [one.value for one in find_requirements(segment_document(make_document(table)))] == [300, 60]


def test_the_command_writes_the_targets_of_a_word_document(tmp_path: Path) -> None:
    case = CASES["plain"]
    path = tmp_path / "plan.docx"
    path.write_bytes(MAKERS["docx"](case.before, rows_of(case.table), BEHIND))
    done = run("extract", path, "--format", "csv")
    rows = [row for row in csv.DictReader(io.StringIO(done.text.removeprefix("\ufeff"))) if row["object"] == "藏书"]
    assert [(row["value"], row["baseline"], row["baseline_date"], row["date"], row["binding"]) for row in rows] == [
        ("455000.0", "170000.0", "2020", "2025", "binding")
    ]


def test_the_command_says_what_it_left_aside(tmp_path: Path) -> None:
    case = CASES["nobody says which year is the base"]
    path = tmp_path / "plan.txt"
    path.write_bytes(MAKERS["txt"](case.before, rows_of(case.table), BEHIND))
    done = run("extract", path)
    assert "121" not in done.text
    [line] = [line for line in done.notes if "表" in line]
    assert "第 5 行" in line


def test_long_tables_take_time_in_proportion() -> None:
    row = "书屋数量\t个\t121\t300\n"
    began = time.perf_counter()
    document = segment_document(
        make_document("一、目标\n（一）指标。见下表。\n指标\t单位\t2020年\t2025年目标\n" + row * 2_000)
    )
    assert len(find_requirements(document)) == 2_000
    assert time.perf_counter() - began < 30
