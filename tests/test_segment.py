"""Units and sentences: what they are called, what belongs to them, and what is warned of."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import make_document, read_document, segment_document

from duizhao.language import ordinal
from duizhao.segmenter import SegmentedDocument
from duizhao.segmenter.markers import Marker, find_marker, load_forms


def segmented(*lines: str) -> SegmentedDocument:
    """The lines under a title."""
    return segment_document(make_document("\n".join(["青石市书屋办法", *lines])))


def ids(parsed: SegmentedDocument) -> list[str]:
    return [unit.id for unit in parsed.units]


def sentences(parsed: SegmentedDocument) -> list[tuple[str, str, str]]:
    return [(sentence.id, sentence.kind, sentence.text) for sentence in parsed.sentences]


# ------------------------------------------------------------------------------------------------------------------ markers


@pytest.mark.parametrize(
    ("block", "form", "number", "label"),
    [
        ("第八条　书屋", "article", 8, "第八条"),
        ("第 一 百 零 三 条 书屋", "article", 103, "第 一 百 零 三 条"),
        ("第10条 书屋", "article", 10, "第10条"),
        ("第五条规划部门应当", "article", 5, "第五条"),
        ("一、服务", "chinese_comma", 1, "一、"),
        ("二十一．服务", "chinese_comma", 21, "二十一．"),
        ("（八）服务", "chinese_parenthesis", 8, "（八）"),
        ("(十二)服务", "chinese_parenthesis", 12, "(十二)"),
        ("（二十）服务", "chinese_parenthesis", 20, "（二十）"),
        ("（二）项目建设", "chinese_parenthesis", 2, "（二）"),
        ("（1） 服务", "arabic_parenthesis", 1, "（1）"),
        ("（１２）服务", "arabic_parenthesis", 12, "（１２）"),
        ("⑵服务", "arabic_parenthesis", 2, "⑵"),
        ("1. 服务", "arabic_point", 1, "1."),
        ("1．服务", "arabic_point", 1, "1．"),
        ("1、 服务", "arabic_point", 1, "1、"),
        ("4)服务", "arabic_point", 4, "4)"),
        ("①服务", "circled", 1, "①"),
        ("第三章　服务", "chapter", 3, "第三章"),
        ("第一节 服务", "section", 1, "第一节"),
        ("第二编 服务", "book", 2, "第二编"),
    ],
)
def test_a_number_in_front_of_a_block(block: str, form: str, number: int, label: str) -> None:
    marker = find_marker(block, load_forms())
    assert marker is not None
    assert (marker.form, marker.number, marker.label, marker.sub) == (form, number, label, None)
    assert block[marker.length :] in ("书屋", "规划部门应当", "服务", "项目建设")


def test_an_article_put_in_between() -> None:
    assert find_marker("第八条之一　书屋", load_forms()) == Marker("article", False, 8, "第八条之一", 6, sub=1)
    assert find_marker("第八条之十二　书屋", load_forms()) == Marker("article", False, 8, "第八条之十二", 7, sub=12)


@pytest.mark.parametrize(
    "block",
    [
        "第八条规定的书屋",
        "第八条第二款",
        "第八条、第九条",
        "第八条之一的规定",
        "（二）项规定的",
        "1.5万册",
        "2031年",
        "一方面",
        "（2031）5号",
        "章程",
    ],
)
def test_no_number_of_a_block(block: str) -> None:
    assert find_marker(block, load_forms()) is None


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("八", 8),
        ("十", 10),
        ("二十", 20),
        ("一百零三", 103),
        ("一千二百六十", 1260),
        ("廿一", 21),
        ("二〇", 20),
        ("２３", 23),
        ("⑫", 12),
    ],
)
def test_ordinals(numeral: str, value: int) -> None:
    assert ordinal(numeral) == value


@pytest.mark.parametrize("numeral", ["", "条", "八条", "½", "-1"])
def test_no_ordinals(numeral: str) -> None:
    assert ordinal(numeral) is None


# ---------------------------------------------------------------------------------------------------------------------- ids


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["第一条　书屋开放。", "第二条　书屋免费。", "第三条　书屋整洁。"], ["1", "2", "3"]),
        (["第一章　总则", "第一条　书屋开放。", "第二章　附则", "第二条　书屋免费。"], ["1", "2"]),
        (["第一条　书屋开放。", "第一条之一　书屋免费。", "第二条　书屋整洁。"], ["1", "1-1", "2"]),
        (["一、开放", "（一）书屋每天开放。", "二、免费", "（二）书屋一律免费。"], ["1", "2"]),
        (
            ["一、开放", "（一）书屋每天开放。", "（二）节日开放。", "二、免费", "（一）书屋一律免费。"],
            ["1.1", "1.2", "2.1"],
        ),
        (["一、书屋每天开放。", "二、书屋一律免费。"], ["1", "2"]),
        (["一、开放", "1.书屋每天开放。", "2.节日开放。", "二、免费", "3.书屋一律免费。"], ["1", "2", "3"]),
        (["一、开放", "1.书屋每天开放。", "2.节日开放。", "二、免费", "1.书屋一律免费。"], ["1.1", "1.2", "2.1"]),
        (["书屋要办好。", "书屋开放。"], ["p1", "p2"]),
        (["为了办好书屋，制定本办法。", "第一条　书屋开放。", "第二条　书屋免费。"], ["p1", "1", "2"]),
        (
            ["第一条　书屋开放。", "第二条　书屋免费。", "第二条　书屋整洁。", "第二条　书屋安静。"],
            ["1", "2", "2~2", "2~3"],
        ),
    ],
    ids=[
        "条",
        "条 through chapters",
        "之一",
        "running",
        "restarting",
        "一、 only",
        "1. running",
        "1. restarting",
        "no numbers",
        "opening",
        "repeated",
    ],
)
def test_ids(lines: list[str], expected: list[str]) -> None:
    assert ids(segmented(*lines)) == expected


def test_ids_of_sentences() -> None:
    parsed = segmented("书屋要办好。也要管好。", "第一条　书屋开放。节日也开放。", "第二条　书屋免费。")
    assert [sentence.id for sentence in parsed.sentences] == ["p1:1", "p1:2", "1:1", "1:2", "2:1"]
    assert parsed.unit("1").label == "第一条"
    with pytest.raises(KeyError):
        parsed.unit("3")


# ------------------------------------------------------------------------------------------------------------------ nesting


def test_numbering_may_go_on_in_another_script() -> None:
    """（2） then （三）: the same numbers, written by another hand."""
    parsed = segmented(
        *("1、服务", "（1）书屋每天开放，节日也开放。", "（2）书屋一律免费，不收押金。"),
        *("2、保障", "（三）书屋有人看守，有人打扫。", "（四）书屋有水有电，有桌有椅。"),
    )
    assert [(unit.id, unit.path) for unit in parsed.units] == [
        ("1", ("1、服务",)),
        ("2", ("1、服务",)),
        ("3", ("2、保障",)),
        ("4", ("2、保障",)),
    ]


def test_smaller_numbers_inside_an_article_are_its_items() -> None:
    parsed = segmented(
        *("一、服务", "（一）书屋应当做到：", "1.每天开放；", "2.一律免费。", "（二）书屋有人看守，有人打扫。"),
        *("二、保障", "（三）书屋有水有电，有桌有椅。"),
    )
    assert ids(parsed) == ["1", "2", "3"]
    assert [(sentence.kind, sentence.text) for sentence in parsed.unit("1").sentences] == [
        ("lead", "书屋应当做到："),
        ("item", "1.每天开放；"),
        ("item", "2.一律免费。"),
    ]


def test_points_under_parts_are_articles_and_hold_items() -> None:
    parsed = segmented(
        "一、服务",
        "1.书屋应当做到：",
        "（1）每天开放；",
        "（2）一律免费。",
        "2.书屋有人看守。",
        "二、保障",
        "3.书屋有水有电。",
    )
    assert ids(parsed) == ["1", "2", "3"]
    assert [sentence.kind for sentence in parsed.unit("1").sentences] == ["lead", "item", "item"]


def test_chapters_sections_and_articles_keep_their_order() -> None:
    parsed = segmented(
        *("第一章　总则", "第一条　书屋开放。", "第二章　服务", "第一节　借书", "第二条　书屋免费。"),
        *("第二节　还书", "第三条　书屋整洁。", "第三章　附则", "第四条　本办法施行。"),
    )
    assert [unit.path for unit in parsed.units] == [
        ("第一章　总则",),
        ("第二章　服务", "第一节　借书"),
        ("第二章　服务", "第二节　还书"),
        ("第三章　附则",),
    ]
    assert parsed.warnings == ()


@pytest.mark.parametrize(
    ("heading", "path"),
    [
        (["第一章", "总则"], "第一章 总则"),
        (["第一章　总", "则"], "第一章　总 则"),
        (["第一章 总则", "说明", "一般规定"], "第一章 总则 说明 一般规定"),
        (["第一章 总则和", "说明", "一般规定"], "第一章 总则和说明 一般规定"),  # no heading ends with 和
    ],
)
def test_a_chapters_heading_may_take_more_than_one_line(heading: list[str], path: str) -> None:
    parsed = segmented(*heading, "第一条　书屋开放。", "第二条　书屋免费。")
    assert ids(parsed) == ["1", "2"]
    assert parsed.units[0].path == (path,)


def test_paragraphs_of_a_part_without_numbers_are_units_under_it() -> None:
    parsed = segmented(
        *("一、总体要求", "书屋是读书的地方。", "办书屋要实在。"),
        *("二、服务", "（一）书屋每天开放，节日也开放。", "（二）书屋一律免费，不收押金。"),
    )
    assert [(unit.id, unit.path) for unit in parsed.units] == [
        ("p1", ("一、总体要求",)),
        ("p2", ("一、总体要求",)),
        ("1", ("二、服务",)),
        ("2", ("二、服务",)),
    ]


def test_a_paragraph_behind_the_last_article_closes_the_document() -> None:
    articles = [f"（{numeral}）书屋每天开放，节日也开放。" for numeral in "一二三四"]
    parsed = segmented("一、服务", *articles, "各县要照办。", "年底要报告。")
    assert ids(parsed) == ["1", "2", "3", "4", "p1", "p2"]
    assert parsed.units[-1].path == ()


def test_in_a_law_paragraphs_belong_to_their_article() -> None:
    parsed = segmented(
        "第一条　书屋开放。", "节日也开放。", "第二条　书屋免费。", "押金也不收。", "第三条　书屋整洁。", "每天打扫。"
    )
    assert ids(parsed) == ["1", "2", "3"]
    assert parsed.unit("3").span.of(parsed.document.text) == "第三条　书屋整洁。\n每天打扫。"


def test_line_breaks_lost_in_front_of_numbers() -> None:
    long = "书屋一律免费，不收押金，也不收工本费。" * 20
    assert ids(segmented(f"第一条　{long}第二条　书屋开放。第三条　书屋整洁。")) == ["1", "2", "3"]


# ----------------------------------------------------------------------------------------------------- headings and kinds


def test_a_heading_run_in() -> None:
    parsed = segmented(
        *(
            "（一）延长开放。书屋每天开放到晚上九点。",
            "（二）减免费用。书屋一律免费，不收押金。",
            "（三）打扫干净。书屋每天打扫两遍。",
        ),
    )
    assert sentences(parsed)[:2] == [("1:0", "heading", "延长开放。"), ("1:1", "body", "书屋每天开放到晚上九点。")]
    assert [unit.heading for unit in parsed.units] == ["延长开放", "减免费用", "打扫干净"]


def test_a_heading_on_its_own_line() -> None:
    parsed = segmented("一、延长开放", "书屋每天开放。", "二、减免费用", "书屋一律免费。", "押金也不收。")
    assert sentences(parsed) == [
        ("1:0", "heading", "延长开放"),
        ("1:1", "body", "书屋每天开放。"),
        ("2:0", "heading", "减免费用"),
        ("2:1", "body", "书屋一律免费。"),
        ("2:2", "body", "押金也不收。"),
    ]


@pytest.mark.parametrize("brackets", ["（{}）", "【{}】", "({})　"])
def test_a_heading_in_brackets(brackets: str) -> None:
    parsed = segmented(
        f"第一条{brackets.format('开放')}书屋每天开放。", f"第二条{brackets.format('免费')}书屋一律免费。"
    )
    assert [unit.heading for unit in parsed.units] == ["开放", "免费"]
    assert sentences(parsed)[:2] == [("1:0", "heading", "开放"), ("1:1", "body", "书屋每天开放。")]


@pytest.mark.parametrize(
    "lines",
    [
        ["第一条　书屋开放。节日期间每天开放到晚上九点。", "第二条　书屋免费。任何书屋不得收取押金。"],
        ["一、书屋每天开放到晚上九点。", "二、书屋一律免费，不收押金。"],
        [
            "（一）书屋在节日里也要开放，开到晚上九点为止。闭馆前要广播。",
            "（二）书屋一律免费，不收押金，也不收卡费。违者通报。",
        ],
    ],
    ids=["a law", "one sentence each", "first sentences as long as the others"],
)
def test_no_heading(lines: list[str]) -> None:
    parsed = segmented(*lines)
    assert {unit.heading for unit in parsed.units} == {None}
    assert "heading" not in {sentence.kind for sentence in parsed.sentences}
    assert parsed.sentences[0].id == "1:1"


def test_leads_and_items_of_a_law() -> None:
    parsed = segmented(
        "第一条　书屋应当做到下列各项：",
        "（一）每天开放；",
        "（二）一律免费。",
        "违反前款的，责令改正。",
        "第二条　书屋整洁。",
    )
    assert sentences(parsed) == [
        ("1:1", "lead", "书屋应当做到下列各项："),
        ("1:2", "item", "（一）每天开放；"),
        ("1:3", "item", "（二）一律免费。"),
        ("1:4", "body", "违反前款的，责令改正。"),
        ("2:1", "body", "书屋整洁。"),
    ]


# ----------------------------------------------------------------------------------------------------------------- warnings


@pytest.mark.parametrize(
    ("lines", "warnings"),
    [
        (["第一条　开放。", "第二条　免费。"], ()),
        (["第一条　开放。", "第三条　免费。"], ("编号不连续：第一条之后是第三条，第 3 行第 1 字",)),
        (["一、总则", "（一）甲。", "（二）乙。", "1.丙。", "（1）丁。", "（2）戊。", "二、附则", "（三）己。"], ()),
        (["第一条　开放。", "第二条　免费。", "第二条　整洁。"], ("编号重复：第二条出现两次，第 4 行第 1 字",)),
        (["第一条　开放。", "第一条之一　免费。", "第二条　整洁。"], ()),
        (
            ["第三条　开放。", "第二条　免费。"],
            ("编号不从一开始：第一个编号是第三条，第 2 行第 1 字", "编号倒退：第三条之后是第二条，第 3 行第 1 字"),
        ),
        (["一、甲类", "（一）每天开放。", "二、乙类", "（一）一律免费。"], ()),
        (
            ["一、甲类", "（一）每天开放。", "三、乙类", "（二）一律免费。"],
            ("编号不连续：一、之后是三、，第 4 行第 1 字",),
        ),
        (
            ["第一章　总则", "第一条　开放。", "第三章　附则", "第二条　免费。"],
            ("编号不连续：第一章之后是第三章，第 4 行第 1 字",),
        ),
        (
            ["第一条　下列书屋：", "（一）城里的；", "（三）乡下的。", "第二条　免费。"],
            ("编号不连续：（一）之后是（三），第 4 行第 1 字",),
        ),
        (
            ["第一条　下列书屋：", "（二）城里的。", "第二条　免费。"],
            ("编号不从一开始：第一个编号是（二），第 3 行第 1 字",),
        ),
        (["（18）开放。", "（19）免费。", "（二十）整洁。"], ("编号不从一开始：第一个编号是（18），第 2 行第 1 字",)),
        (["第一条　开放。", "借阅管理", "第二条　免费。"], ("标题前可能缺少编号：借阅管理，第 3 行第 1 字",)),
        (["第一条　开放。", "第二条", "第三条　免费。"], ("没有正文：第二条，第 3 行第 1 字",)),
        (["第一条　下列书屋：", "（一）", "（二）乡下的。", "第二条　免费。"], ("没有正文：（一），第 3 行第 1 字",)),
        (["第一条　开放。", "第二条　书屋应当免"], ("文本结束处不是句子的结尾，第 3 行第 9 字",)),
        (["第一条　开放。", "第二条　书屋说：“免费。”"], ()),
        (["一、总则", "（一）开放。", "二、分则", "三、附则", "（二）免费。"], ("没有正文：二、，第 4 行第 1 字",)),
        (["书屋每天开放。", "书屋免费。"], ("没有找到编号的条款，按自然段切分，第 2 行第 1 字",)),
    ],
)
def test_warnings_about_numbers(lines: list[str], warnings: tuple[str, ...]) -> None:
    found = segmented(*lines).warnings
    # What stands around the place is shown in brackets behind it.
    assert tuple(re.sub(r" 字（.*）$", " 字", warning) for warning in found) == warnings


def test_no_body_is_warned_of() -> None:
    parsed = segment_document(make_document("青石市书屋办法"))
    assert (parsed.units, parsed.warnings) == ((), ("没有找到正文",))


# --------------------------------------------------------------------------------------------------------------- properties

PIECES = [
    *(
        "第一条　",
        "第二条之一 ",
        "第二章　",
        "一、",
        "二、",
        "（一）",
        "(2)",
        "1.",
        "①",
        "第三条规定",
        "附件",
        "目录",
        "2031年7月1日",
    ),
    *("书屋", "应当", "开放", "免费", "青石市", "办法", "根据《某某办法》", "制定本办法", "如下："),
    *(
        "。",
        "；",
        "，",
        "：",
        "“",
        "”",
        "（",
        "）",
        "……",
        ",,,",
        "。。",
        "?",
        " ",
        "　",
        "\n",
        "\n\n",
        "\r\n",
        "\ufeff",
        "\u200b",
        "— 3 —",
    ),
]


def rebuilt(parsed: SegmentedDocument) -> str:
    """The sentences of the units in order, with what lies between them."""
    text, pieces, done = parsed.document.text, [], 0
    for sentence in parsed.iter_sentences():
        pieces += [text[done : sentence.span.start], sentence.text]
        done = sentence.span.end
    return "".join([*pieces, text[done:]])


def check(raw: str) -> None:
    """Whatever the text: each place is where it says, in order, and comes from the file."""
    document = make_document(raw)
    parsed = segment_document(document)
    assert len(set(ids(parsed))) == len(parsed.units)
    done = 0
    for unit in parsed.units:
        assert document.body.start <= unit.span.start <= unit.span.end <= document.body.end
        assert unit.span.of(document.text).startswith(unit.label)
        for sentence in unit.sentences:
            assert sentence.text == sentence.span.of(document.text) == sentence.text.strip()
            assert sentence.text
            assert max(done, unit.span.start) <= sentence.span.start < sentence.span.end <= unit.span.end
            done = sentence.span.end
            source = document.raw_span(sentence.span)
            assert 0 <= source.start < source.end <= len(raw)
    assert rebuilt(parsed) == document.text
    assert len({sentence.id for sentence in parsed.sentences}) == len(parsed.sentences)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_malformed_documents(raw: str) -> None:
    check(raw)


@given(st.text(max_size=80))
def test_any_text_at_all(raw: str) -> None:
    check(raw)


@given(
    st.lists(st.text(st.sampled_from("书屋开放免费，。；：“”（）"), min_size=1, max_size=12), min_size=2, max_size=12)
)
def test_no_sentence_of_an_article_is_lost(bodies: list[str]) -> None:
    numerals = "一二三四五六七八九十"
    lines = [f"第{numerals[i] if i < 10 else '十' + numerals[i - 10]}条　书屋{body}" for i, body in enumerate(bodies)]
    parsed = segmented(*lines)
    assert ids(parsed) == [str(i + 1) for i in range(len(bodies))]
    text = "".join(f"{unit.label}　{''.join(sentence.text for sentence in unit.sentences)}" for unit in parsed.units)
    assert text == parsed.document.body.of(parsed.document.text).replace("\n", "")


# --------------------------------------------------------------------------------------------------- the sample and its gold

# A stretch of bytes of this sentence is shifted; the gold has what was meant.
GARBLED = ("local_haiping.txt", "6:1")


@pytest.mark.parametrize("name", ["yunzhou", "haiping", "lanchuan"])
def test_the_sample_gives_the_sentences_of_its_gold(sample: Path, name: str) -> None:
    gold = json.loads((sample / "gold" / f"align_{name}.json").read_text(encoding="utf-8"))
    local = segment_document(read_document(sample / gold["local"]))
    central = segment_document(read_document(sample / gold["central"]))
    assert ids(local) == [article["local"] for article in gold["articles"]]
    assert set(ids(central)) == set(gold["coverage"])
    found = [sentence for sentence in local.sentences if (gold["local"], sentence.id) != GARBLED]
    expected = [entry for entry in gold["sentences"] if (gold["local"], entry["id"].replace(".", ":")) != GARBLED]
    assert [(sentence.id, sentence.kind, sentence.text) for sentence in found] == [
        (entry["id"].replace(".", ":"), entry["kind"], entry["local"]) for entry in expected
    ]
    in_central = {(sentence.unit, sentence.text) for sentence in central.sentences}
    assert {(link["unit"], link["text"]) for entry in gold["sentences"] for link in entry["central"]} <= in_central


def test_the_garbled_sentence_is_restored_but_for_what_was_lost(sample: Path) -> None:
    parsed = segment_document(read_document(sample / GARBLED[0]))
    assert any("可能有丢失或错乱的字：2 处" in warning for warning in parsed.warnings)
    garbled = next(sentence for sentence in parsed.sentences if sentence.id == GARBLED[1])
    assert garbled.text.startswith("〔?〕节假日期〔?〕，")
    assert garbled.text.endswith("听讲故事、参加手工活动。")


def test_raw_places_of_the_sample(sample: Path) -> None:
    """What a sentence was made of holds all its Chinese characters, in order."""
    for path in sorted(sample.glob("*.txt")):
        document = read_document(path)
        for sentence in segment_document(document).sentences:
            if (path.name, sentence.id) == GARBLED:
                continue  # what it was made of are other characters
            source = document.raw_span(sentence.span).of(document.raw)
            assert [char for char in source if "\u4e00" <= char <= "\u9fff"] == [
                char for char in sentence.text if "\u4e00" <= char <= "\u9fff"
            ]
