"""Characters that are not what the reader sees: what is repaired, by an edit whose place in the file is right, and what is only told."""

from __future__ import annotations

import pytest
from shipped import clean, make_document

from duizhao.corpus.clean.doubled import doubled_edits
from duizhao.corpus.clean.lines import filled_lines
from duizhao.corpus.clean.look_alikes import dashed_label_edits, look_alike_edits
from duizhao.corpus.clean.torn_labels import torn_label_edits
from duizhao.corpus.clean.traditional import traditional_edits
from duizhao.corpus.describe.odd_numbers import odd_numbering_start
from duizhao.corpus.describe.written_days import find_days
from duizhao.language import Edit, Span
from duizhao.language.numerals import roman_ordinal
from duizhao.language.spans import replay

REPAIRED = {
    "书屋⾄少开放⼆⽇": "书屋至少开放二日",
    "⽤⼾⻅证⼈⺠": "用户见证人民",
    "施\ufa08一\uf98e": "施行一年",
    "检\ufe00查\U000e0100": "检查",
    "书屋\u200b免\u2060费\u202e": "书屋免费",
    "︵一︶书屋︐免费︒": "（一）书屋，免费。",
    "县﹑乡﹐村﹔": "县、乡，村；",
    "书屋･书院､免费｡": "书屋·书院、免费。",
    "每年检查２･5次": "每年检查２.5次",
    "长1·5公里": "长1.5公里",
    "“5·12”地震": "“5·12”地震",
    "𝟏𝟐次": "12次",
    "书屋㋄㏠开放": "书屋5月1日开放",
    r"书屋免费。\n第二条": "书屋免费。\n第二条",
    r"第一条\t书屋\u514d\u8d39": "第一条 书屋免费",
    "二0二三年": "二〇二三年",
    "二ＯＯ五年": "二〇〇五年",
    "第一O八条": "第一〇八条",
    "二○二三年": "二○二三年",
    "2O次": "20次",
    "H2O检测": "H2O检测",
    "服务能カ、人ロ和人オ": "服务能力、人口和人才",
    "统ー标准": "统一标准",
    "书屋（ー）（ニ）": "书屋（一）（二）",
    "カラオケ": "カラオケ",
    "北京ー上海": "北京ー上海",
    "三十—日": "三十一日",
    "二—三日": "二—三日",
}


@pytest.mark.parametrize(("raw", "text"), REPAIRED.items())
def test_a_character_becomes_what_the_reader_sees(raw: str, text: str) -> None:
    cleaned = clean(raw)
    assert cleaned.text == text
    assert replay(raw, cleaned.edits) == text
    assert clean(text).text == text


def test_a_place_behind_repairs_is_the_place_in_the_file() -> None:
    raw = "书书屋屋办办法法\n第⼀条　书屋免\u200b费︐每年ニ次。"
    document = make_document(raw)
    start = document.text.index("二次")
    assert document.raw_span(Span(start, start + 2)).of(raw) == "ニ次"


@pytest.mark.parametrize(
    ("raw", "once"),
    [
        ("书书屋屋办办法法", "书屋办法"),
        ("图图图书书书馆馆馆办办办法法法", "图书馆办法"),
        ("每每年年检检查查22次次。。", "每年检查2次。"),
        ("第第一一条条　书屋免费。", "第一条　书屋免费。"),
        ("一一、、总体要求", "一、总体要求"),
        ("（（一一））加加强强组组织织领领导导。。各县要办。", "（一）加强组织领导。各县要办。"),
        ("书书屋屋管管理理\n总总则则", "书屋管理\n总则"),
    ],
)
def test_doubled_lines_are_read_once(raw: str, once: str) -> None:
    assert replay(raw, doubled_edits(raw)) == once


@pytest.mark.parametrize(
    "text",
    ["平平安安", "高高兴兴上班，认认真真踏踏实实。", "1111222233", "天天。。；；", "每年22次次", "总总则则", "书屋……"],
)
def test_words_that_double_and_doubtful_lines_stay(text: str) -> None:
    assert doubled_edits(text) == []


@pytest.mark.parametrize("text", ["第三—五条", "第十—十五条", "依照第—条", "第一百—二百条", "第三条——书屋"])
def test_a_dash_that_may_be_a_dash_stays(text: str) -> None:
    assert dashed_label_edits(text) == []


@pytest.mark.parametrize("text", ["二ー三次", "第三ー五条", "コーヒー", "2015ー2020年"])
def test_kana_that_may_be_kana_stay(text: str) -> None:
    assert look_alike_edits(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("每年检查二ー三次。", "假名"),
        ("依照第—条办理。", "横线"),
        ("每年检查22次次。", "重复一遍"),
        ("比例达到9955%%。", "重复一遍"),
        ("书屋报县級部门。", "繁体字"),
        ("ç¬¬äºæ¡ 书屋免费。", "西文的乱码"),
        ("第ー条 书屋免费。", "已改回汉字"),
        ("书书屋屋免免费费。。", "去掉重复"),
        ("每年检查2O次。", "字母"),
    ],
)
def test_what_touches_a_number_or_is_left_is_told_with_its_place(text: str, told: str) -> None:
    warnings = make_document(f"某县书屋办法\n{text}\n书屋每日开放。").warnings
    (warning,) = [warning for warning in warnings if told in warning]
    assert "第 2 行" in warning
    assert "\n" not in warning


def test_a_traditional_text_is_read_whole_and_its_names_stay_in_a_simplified_one() -> None:
    text = "第一條 書屋應免費開放，應當公開帳目。\n第二條 本辦法由縣府解釋，著作權除外。"
    assert (
        replay(text, traditional_edits(text))
        == "第一条 书屋应免费开放，应当公开帐目。\n第二条 本办法由县府解释，著作权除外。"
    )
    assert traditional_edits("书屋应当妨碍瞭望，报县級部门，为了规范管理。") == []
    one_line = "书屋应当为读者办证，这是规定。\n書屋應當為讀者辦證。\n读者应当爱护图书，违者赔偿。"
    assert replay(one_line, traditional_edits(one_line)).split("\n")[1] == "书屋应当为读者办证。"


@pytest.mark.parametrize(
    ("raw", "joined"),
    [
        ("第三十\n一条 书屋", "第三十一条 书屋"),
        ("第\n三条 书屋", "第三条 书屋"),
        ("（二十\n一）书屋", "（二十一）书屋"),
        ("书屋依照\n第十二条第二款办理", "书屋依照第十二条第二款办理"),
        ("书屋依照\n第十二条办理", "书屋依照第十二条办理"),
        ("第一\n一条龙服务", "第一\n一条龙服务"),
        ("第一\n一条 书屋", "第一\n一条 书屋"),
        ("根据\n第三条 书屋", "根据\n第三条 书屋"),
        ("第五章 附则\n第一条规定的事项", "第五章 附则\n第一条规定的事项"),
        ("书屋免费。\n第三十条的规定", "书屋免费。\n第三十条的规定"),
    ],
)
def test_torn_labels(raw: str, joined: str) -> None:
    assert replay(raw, torn_label_edits(raw)) == joined


def test_edits_of_repairs_are_in_order() -> None:
    text = "第二十—条 书屋\n第—条 书屋三十—日"
    edits: list[Edit] = dashed_label_edits(text)
    assert edits == sorted(edits, key=lambda edit: edit.span)
    assert len(edits) == 3


def test_days_of_every_zero() -> None:
    text = "二零二三年五月一日、二○二三年五月廿日、二O二三年十二月三十一日"
    assert [day.iso for day in find_days(text)] == ["2023-05-01", "2023-05-20", "2023-12-31"]


def test_odd_numbers_begin_a_text_only_where_they_count_on() -> None:
    def start(text: str) -> int:
        lines = filled_lines(text)
        return odd_numbering_start(lines, 0, len(lines))

    assert start("书屋意见\nⅠ 总则\n免费。\nⅡ 附则") == 1
    assert start("书屋意见\n一，总则\n免费。\n二、附则") == 4
    assert start("书屋意见\n甲、总则\n丙、附则") == 3


def test_roman_numerals() -> None:
    assert [roman_ordinal(text) for text in ("Ⅷ", "xiv", "XL", "VX", "")] == [8, 14, None, None, None]


@pytest.mark.parametrize(
    "unit", ["一", "ー", "第—条", "\n ", "加加强强", "（一\n", "繁體字條\n", "第一\n", "é", "依照\n第三条"]
)
def test_repairs_are_linear(unit: str) -> None:
    """A text of nothing but signs of damage; going back over what was read would take minutes."""
    text = unit * (60_000 // len(unit))
    assert replay(text, clean(text).edits) == clean(text).text
