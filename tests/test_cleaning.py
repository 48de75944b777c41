"""What cleaning does to a text, what it never does, and that every change can be replayed."""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import clean

from duizhao.corpus import count_by_rule
from duizhao.corpus.clean.lines import display_width
from duizhao.language import replay

# --------------------------------------------------------------------------------------------------------- effect by effect

FLOODS = [
    ("定期听取意见,,,,,,,,及时整改", "定期听取意见，及时整改"),
    ("及时整改。。。。。。。", "及时整改。"),
    ("登记造册;;;;专人保管", "登记造册；专人保管"),
    ("市、、县图书馆", "市、县图书馆"),
    ("要求如下：：", "要求如下："),
    ("定期,，,听取", "定期，听取"),
    ("等等……另行规定", "等等……另行规定"),
    ("共1...2处", "共1...2处"),
]
WIDTHS = [
    ("读者,可以外借", "读者，可以外借"),
    ("购书费增长10%,其中童书3%", "购书费增长10%，其中童书3%"),
    ("截至2020年,3家", "截至2020年，3家"),
    ("共1,000册", "共1,000册"),
    ("印1,000册,其余不印", "印1,000册，其余不印"),
    ("先借;后还", "先借；后还"),
    ("附表:名单", "附表：名单"),
    ("上午8:30开门", "上午8:30开门"),
    ("比例为4:3", "比例为4:3"),
    ("怎么借?", "怎么借？"),
    ("借?阅", "借?阅"),
    ("欢迎!", "欢迎！"),
    ("ISBN 7-302, see p. 3", "ISBN 7-302, see p. 3"),
]
PARENTHESES = [
    ("(一)办证", "（一）办证"),
    ("办证(含补办)", "办证（含补办）"),
    ("(办证(补办)退证)", "（办证（补办）退证）"),
    ("办证(3)", "办证（3）"),
    ("f(x)", "f(x)"),
    ("ISO(2020)", "ISO(2020)"),
    ("办证(含补办", "办证(含补办"),
    ("办证)含补办(", "办证)含补办("),
    ("办证(含\n补办)", "办证(含\n补办)"),
    ("办证（含补办)", "办证（含补办)"),
]
RESIDUE = [
    ("[bookmark: _GoBack]（二十）开放", "（二十）开放"),
    ("（二十）[bookmark: OLE_LINK1]开放", "（二十）开放"),
    ("\ufeff一、开放", "一、开放"),
    ("图书\u200b馆\u202a开放\u202c", "图书馆开放"),
    ("图书\u00ad馆", "图书馆"),
    ("2014\u00ad2020年", "2014-2020年"),
    ("甲馆&nbsp;乙馆", "甲馆 乙馆"),
    ("## 第一章 总则\n**第一条** 开放", "第一章 总则\n第一条 开放"),
    ("> 第一条 开放", "第一条 开放"),
    ("第一条 开放<!-- 完 -->", "第一条 开放"),
]
LINES = [
    ("第一条\r\n第二条\r第三条\f第四条\u2028第五条", "第一条\n第二条\n第三条\n第四条\n第五条"),
    ("　　第一条　\n\n\n　第二条\t\n", "第一条\n第二条"),
    ("\n\n第一条", "第一条"),
    ("第一条\n— 3 —\n第二条", "第一条\n第二条"),
    ("第一条\n-12-\n第二条", "第一条\n第二条"),
    ("第一条\n　　第 3 页 共 12 页\n第二条", "第一条\n第二条"),
    ("第一条\n第3条\n第二条", "第一条\n第3条\n第二条"),
    ("开放\n某公网安备 1234号 某ICP备5678号 技术支持:某公司", "开放"),
    ("网站应当依法办理ICP备案；未办理的，不得开通。", "网站应当依法办理ICP备案；未办理的，不得开通。"),
    ("开放\n责任编辑：某某", "开放"),
    ("开放\n【来源：某报】", "开放"),
    ("经费来源：财政拨款。", "经费来源：财政拨款。"),
]


@pytest.mark.parametrize(("raw", "text"), [*FLOODS, *WIDTHS, *PARENTHESES, *RESIDUE, *LINES])
def test_effects(raw: str, text: str) -> None:
    cleaned = clean(raw)
    assert cleaned.text == text
    assert replay(raw, cleaned.edits) == text
    assert clean(text).edits == ()


def test_each_edit_bears_its_rule() -> None:
    assert count_by_rule(clean("(一)监督,,,落实;整改。。\n\n").edits) == {
        "width_parenthesis": 2,
        "flood_comma": 1,
        "width_semicolon": 1,
        "flood_full_stop": 1,
        "blank": 1,
    }


@pytest.mark.parametrize("raw", ["", "\n", "图书馆。"])
def test_nothing_to_do(raw: str) -> None:
    assert clean(raw).text == raw.strip()
    assert clean("图书馆。").edits == ()


# --------------------------------------------------------------------------------------------------------- what is kept aside


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("【来源：2023年9月12日《某报》】", {"source": "2023年9月12日《某报》"}),
        ("　　（摘自：某网）　", {"source": "某网"}),
        ("某ICP备5678号 技术支持:某公司", {"footer": "某ICP备5678号 技术支持:某公司"}),
        ("资料来源于读者。", {}),
    ],
)
def test_lines_taken_out_are_kept_aside(line: str, kept: dict[str, str]) -> None:
    assert clean(f"第一条 开放。\n{line}\n").kept == kept
    assert clean(f"第一条 开放。\r\n{line}\r\n").kept == kept


# ------------------------------------------------------------------------------------------------------- bare page numbers

PAGE = [f"第{numeral}条　图书馆开放。" for numeral in "一二三四五六七"]


def paged(*numbers: str) -> str:
    return "\n".join(line for number in numbers for line in [*PAGE, number])


def test_a_sequence_of_numbers_with_text_between_counts_pages() -> None:
    assert clean(paged("1", "2", "3")).text == "\n".join(PAGE * 3)
    assert clean(paged("11", " 12 ")).text == "\n".join(PAGE * 2)


@pytest.mark.parametrize(
    "raw",
    [paged("3"), paged("1", "3"), paged("2", "1"), "册数\n1\n2\n3\n4", paged("2021", "2022")],
    ids=["one number", "a gap", "backwards", "a column of a table", "years"],
)
def test_other_numbers_on_lines_of_their_own_stay(raw: str) -> None:
    assert clean(raw).text == raw


# ------------------------------------------------------------------------------------------------------- hard-wrapped lines

PARAGRAPHS = [
    "第一条　为了让城里乡下的读者都能就近借书，根据《某某图书馆法》和有关规定，结合本市实际，制定本办法。",
    "第二条　图书馆应当把开放时间贴在门口和网站上，需要改动的，提前三天告知读者；临时停电停水、遇上大风大雪不能开门的，"
    "应当在当天补贴告示，并把读者约好要取的书多留两天。",
    "馆里的阅览桌椅、饮水机、存包柜和无障碍坡道坏了的，自发现之日起七日内修好，一时修不好的挂牌说明。",
    "第三条　读者凭身份证（含电子证照）办理借书证，不收押金，不看户口，也不问住了几年；一张证一次可以借十二册，借满一个月还能续借"
    "一次，续借可以打电话、上网或者到馆办理，三种办法效力一样。",
    "第四条　流动书车按排好的班次下乡，每到一处停留的时间不少于两个钟头，班次表由总馆在上一年十二月二十日前排定，发给各分馆和各村。",
    "第五条　本办法自2031年1月1日起施行。",
]


def wrapped(paragraphs: list[str], width: int, indent: str = "　　", between: str = "\n") -> str:
    """The paragraphs as a page sets them: lines of at most ``width`` columns, none of which begins with a mark."""
    pages = []
    for paragraph in paragraphs:
        line, lines = indent, []
        for char in paragraph:
            if display_width(line + char) > width and char not in "，。、；：）》”":
                lines.append(line)
                line = ""
            line += char
        pages.append("\n".join([*lines, line]))
    return between.join(pages)


@pytest.mark.parametrize("width", [40, 56, 72])
@pytest.mark.parametrize("indent", ["　　", "    ", "\t"], ids=["wide blanks", "blanks", "tab"])
def test_lines_wrapped_at_a_pages_width_are_joined(width: int, indent: str) -> None:
    assert clean(wrapped(PARAGRAPHS, width, indent)).text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize("width", [40, 56])
def test_a_page_number_between_two_halves_of_a_line(width: int) -> None:
    lines = wrapped(PARAGRAPHS, width).split("\n")
    for number, at in enumerate((len(lines) // 3, 2 * len(lines) // 3), start=1):
        lines[at + 3 * number - 3 : at + 3 * number - 3] = ["", f"— {number} —", ""]
    assert clean("\n".join(lines)).text == "\n".join(PARAGRAPHS)


def test_without_indents_the_numbers_and_stops_tell_paragraphs() -> None:
    numbered = [paragraph for paragraph in PARAGRAPHS if paragraph.startswith("第")]
    assert clean(wrapped(numbered, 44, indent="")).text == "\n".join(numbered)


def test_without_indents_empty_lines_tell_paragraphs() -> None:
    assert clean(wrapped(PARAGRAPHS, 44, indent="", between="\n\n")).text == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    ("line", "following", "joined"),
    [
        (
            "图书馆应当按照读者的需要，调整开放的时间和服务的项目，并在门口公布调整以后的时间，防止出现安全风",
            "险。",
            True,
        ),
        (
            "图书馆应当按照读者的需要，调整开放的时间和服务的项目，并在门口公布调整以后的时间，由馆长授予奖衔",
            "获得者写书评。",
            False,
        ),
        ("图书馆风", "险提示", False),  # as short as a heading
        (
            "图书馆应当按照读者的需要，调整开放的时间和服务的项目，并在门口公布调整以后的时间，防止出现安全风",
            "第一条 险情。",
            False,
        ),
    ],
)
def test_a_long_sentence_torn_within_a_word_is_joined(line: str, following: str, joined: bool) -> None:
    assert clean(f"{line}\n{following}").text == line + ("" if joined else "\n") + following


@pytest.mark.parametrize("indent", ["　　", ""])
def test_flooded_marks_do_not_hide_that_a_text_was_wrapped(indent: str) -> None:
    """Marks are half as wide as characters, and a flood of them may stand on both sides of a line's end."""
    paragraphs = [paragraph for paragraph in PARAGRAPHS if indent or paragraph.startswith("第")]
    flooded = [re.sub("[，。；]", lambda mark: FLOODS[mark[0]] * 7, paragraph) for paragraph in paragraphs]
    lines = [indent + paragraph for paragraph in flooded]
    raw = "\n".join(line[i : i + 30] for line in lines for i in range(0, len(line), 30))
    assert clean(raw).text == "\n".join(paragraphs)


def test_a_title_above_wrapped_lines_stays_alone() -> None:
    head = ["某某市图书馆服务办法", "（某某市文化局2030年10月8日发布）"]
    assert clean("\n".join(head) + "\n" + wrapped(PARAGRAPHS, 56)).text == "\n".join(head + PARAGRAPHS)


@pytest.mark.parametrize(
    "citation",
    ["第十条规定的", "第十条第二款", "第八条、第十条的", "第三条之一所称", "（2021）5号文件规定的", "（二）项规定的"],
)
def test_a_line_that_begins_with_a_citation_goes_on(citation: str) -> None:
    """Wherever the line breaks in front of 第十条规定的: that is no article."""
    starts = 0
    for more in range(20):
        cited = f"第六条　读者丢失图书的，{'或者污损、'[:more]}{'也' * max(0, more - 5)}应当依照{citation}价钱赔款，图书馆不得多收。"
        raw = wrapped([*PARAGRAPHS[:5], cited], 40)
        starts += f"\n{citation}" in raw
        assert clean(raw).text.split("\n")[-1] == cited
    assert starts


def test_words_in_latin_script_keep_their_blank() -> None:
    lines = ["　　本馆所购 Library Management", "System 由技术部维护，读者报修的，", "技术部应当在当天派人到场查看，"]
    lines += [
        "能修的当场修好，不能修的登记下来，",
        "并告诉读者哪一天可以来取，过期没",
        "有人来取的再打一次电话告诉读者，",
    ]
    lines += ["仍然没有人来取的，存到仓库里去，", "存满一年还没有人来取的，由馆里按", "无主的东西处理，账目要贴出来。"]
    assert "Management System 由" in clean("\n".join(lines)).text


@pytest.mark.parametrize(
    "raw",
    [
        "\n".join(PARAGRAPHS),
        "\n".join(["图书馆", "档案馆", "博物馆", "文化馆", "美术馆", "纪念馆", "科技馆", "青少年宫", "剧场"]),
        "\n".join(f"（{numeral}）把旧书登记造册，由专人保管，每年清点；" for numeral in "一二三四五六七八九十"),
        "\n".join(f"{i}月开放二十五天" for i in range(1, 13)),
    ],
    ids=["a paragraph a line", "a list of names", "items of one width", "short lines"],
)
def test_a_text_that_is_not_wrapped_keeps_its_lines(raw: str) -> None:
    assert clean(raw).text == raw


# ------------------------------------------------------------------------------------------------------------- properties

FLOODS = {"，": ",", "。": "。", "；": ";"}
WORDS = ["图书馆", "读者", "应当", "每周", "开放", "外借", "办证", "监督"]
PROTECTED = ["《某某办法》", "“一卡通”", "第三条", "（二）", "第八条之一", "10%", "2024年", "1,000册", "1", "25"]
NOISE = [
    ",,,,",
    "。。。",
    ";;",
    "，",
    "。",
    "；",
    ":",
    "(",
    ")",
    "（",
    "）",
    " ",
    "\u3000",
    "\u200b",
    "\u00ad",
    "?",
    "!",
    "……",
]
BREAKS = [
    "\n",
    "\r\n",
    "\n\n",
    "\f",
    "\n　　",
    "\n— 3 —\n",
    "\n7\n",
    "\n【来源：某报】\n",
    "\n第 2 页\n",
    "\n(一)",
    "\n一、",
]
ANY_TEXT = st.lists(
    st.sampled_from([*WORDS, *PROTECTED, *NOISE, *BREAKS, "[bookmark: _x]", "&nbsp;", "##", "> "]), max_size=40
)


@given(ANY_TEXT.map("".join))
def test_edits_replay_and_a_clean_text_stays(raw: str) -> None:
    cleaned = clean(raw)
    assert replay(raw, cleaned.edits) == cleaned.text
    assert clean(cleaned.text).text == cleaned.text


@given(st.text(max_size=60))
def test_any_text_at_all(raw: str) -> None:
    cleaned = clean(raw)
    assert replay(raw, cleaned.edits) == cleaned.text
    assert clean(cleaned.text).text == cleaned.text


@given(st.lists(st.lists(st.sampled_from([*PROTECTED, *NOISE, *WORDS]), max_size=8).map("".join), max_size=6))
def test_labels_titles_quotations_and_digits_are_never_lost(lines: list[str]) -> None:
    raw = "\n".join(f"读者{line}图书馆" for line in lines)
    text = clean(raw).text
    for kept in (
        r"第[一二三四五六七八九十]+条(?:之[一二三四五六七八九十])?",
        r"《[^《》]*》",
        r"[“”]",
        r"\d",
        r"二",
        "|".join(WORDS),
    ):
        assert re.findall(kept, text) == re.findall(kept, raw), kept


@given(st.lists(st.sampled_from(["（", "）", "(", ")", "甲", "a", "1", "，"]), max_size=16).map("".join))
def test_parentheses_change_in_pairs(raw: str) -> None:
    text = clean(raw).text
    opened, closed = (text.count(mark) - raw.count(mark) for mark in "（）")
    assert opened == closed >= 0
    assert (raw.count("(") - text.count("("), raw.count(")") - text.count(")")) == (opened, closed)


@settings(max_examples=40)  # long texts: a short one is never taken for wrapped
@given(
    st.lists(
        st.lists(st.sampled_from([*WORDS, "，", "。", "10%", "《某某办法》", "（含分馆）"]), min_size=20, max_size=60),
        min_size=4,
    ),
    st.sampled_from([40, 56]),
    st.sampled_from(["　　", ""]),
)
def test_joining_lines_loses_no_character(paragraphs: list[list[str]], width: int, indent: str) -> None:
    texts = [re.sub("([，。])[，。]+", r"\1", "".join(words)).strip("，。") + "。" for words in paragraphs]
    raw = wrapped(texts, width, indent)
    text = clean(raw).text
    assert re.sub(r"\s", "", text) == re.sub(r"\s", "", raw)
    assert clean(text).text == text


# ----------------------------------------------------------------------------------------------------------- more effects


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ('加强对"一把手"的监督', "加强对“一把手”的监督"),
        ("加强对”一把手“的监督", "加强对“一把手”的监督"),
        ("“一把手“和“班子“成员", "“一把手”和“班子”成员"),
        ('“绿色通道"优先', "“绿色通道”优先"),
        ('宽5"的板，长7"', '宽5"的板，长7"'),
        ("“他说：“借书”。”", "“他说：“借书”。”"),
        (
            "第一句“未完。\n仍在引号里”是第二句“也未完。\n完了”。",
            "第一句“未完。\n仍在引号里”是第二句“也未完。\n完了”。",
        ),
        ("一个“单独的引号", "一个“单独的引号"),
        ("高2\ue0105米，共\ue010册", "高2.5米，共\ue010册"),
        ("&ldquo;一卡通&rdquo;&mdash;&#22270;&#x4e66;&amp;nbsp;馆&nope;", "“一卡通”—图书 馆&nope;"),
        ("图（tú）书（shū）馆（ɡuan）", "图书馆（ɡuan）"),
        ("关 于 印 发 借 阅 办 法 的 通 知", "关于印发借阅办法的通知"),
        ("目　　录", "目　　录"),
        ("第一章 总则。。。。。。。3\n第二章 开放……………5", "第一章 总则。。。。。。。3\n第二章 开放……………5"),
        ("第一条\u00a0每周开放 ，每天八小时", "第一条 每周开放，每天八小时"),
        ("第一条 增长１０％。", "第一条 增长１０％。"),
        ("开放\n【字体：大 中 小】 【打印】\n【打印本页】 【关闭窗口】", "开放"),
        ("开放\n扫描全能王 创建\n— 3 —", "开放"),
        ("组织\ufffd\ufffd部门", "组织〔?〕部门"),
    ],
)
def test_more_effects(raw: str, text: str) -> None:
    cleaned = clean(raw)
    assert cleaned.text == text
    assert replay(raw, cleaned.edits) == text
    assert clean(text).edits == ()


@given(st.lists(st.sampled_from(["“", "”", '"', "甲", "，", "一把手", "\n", "="]), max_size=16).map("".join))
def test_no_quotation_mark_is_lost(raw: str) -> None:
    text = clean(raw).text
    assert len(re.findall('[“”"]', text)) == len(re.findall('[“”"]', raw))
    assert text.count("“") + text.count("”") >= raw.count("“") + raw.count("”")


@pytest.mark.parametrize(
    "unit",
    [
        *(",", "。", "(", "（", "[", "&", "&amp;", '"', "“", "*", "#", " ", "　", "\n"),
        *("大 ", "打印 ", "来源：", "Ö", "\ufffd", "应 ", "一、"),
    ],
)
def test_a_long_run_of_anything_is_cleaned_soon(unit: str) -> None:
    """A pattern that goes back over what it read would take minutes; how fast it is measures benchmarks/clean_peers.py."""
    started = time.process_time()
    clean(unit * (200_000 // len(unit)))
    assert time.process_time() - started < 15


def test_real_texts_keep_what_they_are_quoted_by(shared: Path) -> None:
    """Numbers of articles, titles, quotation marks and digits of real laws: all there, none added."""
    paths = sorted((shared / "laws").glob("*/*.md"))
    if not paths:
        pytest.skip("the laws are not there: no files in ../shared/laws")
    for path in random.Random(6).sample(paths, 30):  # noqa: S311  a sample, no secret
        raw = path.read_text(encoding="utf-8")
        text = clean(raw).text
        raw = re.sub(r"<!--.*?-->", "", raw).translate(str.maketrans("()", "（）"))
        text = text.translate(str.maketrans("()", "（）"))
        for kept in (r"（[一二三四五六七八九十百]+）", r"《[^《》\n]+》", "[“”]", r"[0-9０-９]+", "[\u4e00-\u9fff]"):
            assert Counter(re.findall(kept, text)) == Counter(re.findall(kept, raw)), (path.name, kept)
