"""Blanks inside and beside numbers: one number is joined, what may be two is left and named, no number is cut in silence."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import clean, make_document, segment_document

from duizhao.corpus.clean.spaced_numbers import find_spaced_numbers, load_spaced_number_words, spaced_number_edits
from duizhao.language.spans import replay

# What only can be one number.
ONE = [
    ("书屋应当在3 0日内答复。", "书屋应当在30日内答复。"),
    ("开放的比例达到9 5%。", "开放的比例达到95%。"),
    ("比例达到95 .5%。", "比例达到95.5%。"),
    ("比例达到95. 5%。", "比例达到95.5%。"),
    ("比例达到9 5.5%。", "比例达到95.5%。"),
    ("投入1 000万元。", "投入1000万元。"),
    ("投入 1 200 万元以上。", "投入 1200 万元以上。"),
    ("投入1, 200万元。", "投入1,200万元。"),
    ("罚款5 00元。", "罚款500元。"),
    ("自2 0 3 1年5月1日起施行。", "自2031年5月1日起施行。"),
    ("20 31年起施行。", "2031年起施行。"),
    ("于2031年1 2月3 1日前报送。", "于2031年12月31日前报送。"),
    ("在 3 0 个工作日内答复。", "在 30 个工作日内答复。"),
    ("在３　０日内答复。", "在３０日内答复。"),
    ("在二 十 日内答复。", "在二十日内答复。"),
    ("在三 十 日 内答复。", "在三十日内答复。"),
    ("投入二 百 五 十 万元。", "投入二百五十万元。"),
    ("不少于3 0，不多于50。", "不少于30，不多于50。"),
]
# What most likely is one: a dash or a comma may be lost between the two.
LIKELY = [
    ("每年检查1 2次。", "每年检查12次。"),
    ("每年检查１　２次。", "每年检查１２次。"),
    ("补助3 5元。", "补助35元。"),
]
# What may be two.
TWO = [
    "见表1 2次。",
    "附件1 2次检查。",
    "第3 5次会议决定。",
    "补助30 50万元。",
    "每年1 2 3 4项。",
    "东山书屋 3 200 元",
    "GB3 0天。",
]
# What is no amount, or has no blank inside.
OTHER = [
    "1 2 3",
    "1. 5个工作日内答复；逾期的，通报。",
    "办理：1. 5个工作日内答复。",
    "第 1 条 每年检查 2 次。",
    "2031 年5 月5 日",
    "联系电话0571 8888 9999，",
    "（1） 5日内答复。",
    "一 二 三 季度各一次。",
    "第二 十日内答复。",
    "星期二 十点开放。",
    "1.2 万元",
]


@pytest.mark.parametrize(("raw", "text"), [*ONE, *LIKELY])
def test_a_number_is_joined(raw: str, text: str) -> None:
    assert replay(raw, spaced_number_edits(raw)) == text
    assert clean(raw).text == text


@pytest.mark.parametrize("raw", [*TWO, *OTHER])
def test_what_may_be_two_numbers_stays(raw: str) -> None:
    assert spaced_number_edits(raw) == []


def doubts(raw: str) -> list[str]:
    text = f"溪山市书屋办法\n第一条 {raw}\n第二条 书屋免费。"
    return [warning for warning in make_document(text).warnings if "数字中间" in warning]


@pytest.mark.parametrize("raw", [raw for raw, _ in LIKELY])
def test_what_was_joined_though_it_may_be_two_is_named(raw: str) -> None:
    (warning,) = doubts(raw)
    assert "按一个数读：1 处，第一处在第 2 行" in warning


@pytest.mark.parametrize("raw", TWO)
def test_what_was_left_is_named(raw: str) -> None:
    (warning,) = doubts(raw)
    assert "也可能是两个：1 处，第一处在第 2 行" in warning


@pytest.mark.parametrize("raw", [*(raw for raw, _ in ONE), *OTHER])
def test_nothing_is_said_of_the_others(raw: str) -> None:
    assert doubts(raw) == []


def test_blanks_beside_a_number_set_no_heading_apart() -> None:
    raw = (
        "溪山市书屋办法\n第 1 条 每年检查 2 次，比例达到 95 %，在 30 个工作日内答复。\n"
        "第 2 条 建立 GIS 系统。\n第 3 条 检查　２　次。\n第 4 条 本办法自 2031 年 5 月 1 日起施行。"
    )
    document = segment_document(make_document(raw))
    assert [(unit.heading, len(unit.sentences)) for unit in document.units] == [(None, 1)] * 4


def test_headings_set_apart_by_a_blank_are_still_found() -> None:
    raw = "溪山市书屋办法\n第一条　开放时间　书屋每周开放。\n第二条　借阅　书屋免费。"
    assert [unit.heading for unit in segment_document(make_document(raw)).units] == ["开放时间", "借阅"]


FIGURES = st.text("0123456789１２ .．,，　表第年日次元万二十百一 ", max_size=40)


@given(FIGURES, st.sampled_from(["", "书屋", "在"]), st.sampled_from(["", "日内。", "次"]))
def test_no_figure_is_lost_and_joining_again_changes_nothing(figures: str, before: str, behind: str) -> None:
    raw = before + figures + behind
    words = load_spaced_number_words()
    text = replay(raw, spaced_number_edits(raw, words))
    assert text.replace(" ", "").replace("　", "") == raw.replace(" ", "").replace("　", "")
    assert spaced_number_edits(text, words) == []
    spans = [number.span for number in find_spaced_numbers(raw, words)]
    assert all(a.end <= b.start for a, b in pairwise(spans))
