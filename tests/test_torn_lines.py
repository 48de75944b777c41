"""Lines that end in mid-word, at marks and at any width are joined; what stands on a line of its own stays there."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

import pytest
from damage import NEVER_FIRST, paged
from hypothesis import given, settings
from hypothesis import strategies as st
from shipped import clean, make_document, segment_document

ARTICLES = [
    "溪山市书屋开放办法",
    "第一条　为了让城里乡下的读者都能就近借书，根据《溪山省公共文化条例》和有关规定，结合本市实际，制定本办法。",
    "第二条　书屋应当把开放时间贴在门口和网站上，需要改动的，提前三天告知读者；临时停电停水、遇上大风大雪不能开门的，"
    "应当在当天补贴告示，并把读者约好要取的书多留两天。",
    "第三条　书屋应当具备下列条件：",
    "（一）有不少于60平方米的阅览场所，并且通风、采光、防火符合国家标准；",
    "（二）有不少于2000册的图书，每年更新的不少于百分之十；",
    "（三）法律、法规规定的其他条件。",
    "第四条　读者凭身份证（含电子证照）办理借书证，不收押金，不看户口；一张证一次可以借十二册，借满一个月还能续借一次。",
    "第五条　本办法自2031年1月1日起施行。",
]
OPINION = [
    "一、保障开放时间",
    "各书屋每周开放不得少于四天，每天不得少于六小时，节假日照常开放。管理员请假的，由村委会另行安排值班人员，不得关门。",
    "（一）扩大采购。各县每年安排专项经费不少于30万元，用于补充图书（含电子图书）和报刊，采购目录向社会公布。",
    "（二）健全制度。建立图书登记、借阅、清点等管理制度，管理员应当按月统计“云书屋”平台的借阅数据并报送县文化局。",
    "二、加强组织领导",
    "各级文化主管部门要加强对书屋工作的指导，及时研究解决工作中的困难和问题，把书屋建设纳入年度考核内容，确保各项措施落到实处。",
    "各县应当在每年十二月底前将书屋建设情况报市文化局，市文化局汇总后向社会公布，接受群众监督，并作为下一年安排经费的依据。",
]
# Lines enough to see how a page is set.
MANY = [*ARTICLES[:8], *(part.replace("书屋", "阅览室").replace("第", "第十", 1) for part in ARTICLES[1:])]
Wrap = Callable[[str, int, random.Random], list[str]]


def even(text: str, width: int, chance: random.Random) -> list[str]:
    return ragged(text, width, chance, shorter=0)


def ragged(text: str, width: int, chance: random.Random, shorter: int = 8) -> list[str]:
    """Lines up to so many characters shorter than the page; no mark begins a line."""
    lines = []
    while text:
        end = width - chance.randint(0, shorter)
        while text[end : end + 1] and text[end] in NEVER_FIRST:
            end += 1
        lines.append(text[:end])
        text = text[end:]
    return lines


def cut(text: str, width: int, chance: random.Random) -> list[str]:
    """Full lines, some of them cut behind their marks, as PDFs give them."""
    pieces = []
    for line in even(text, width, chance):
        found = re.split("(?<=[，、）”》])(?=[^，。；：、”）》])", line)
        for piece in found:
            if pieces and piece is not found[0] and chance.random() > 0.4:
                pieces[-1] += piece
            else:
                pieces.append(piece)
    return pieces


def sentences(text: str) -> list[str]:
    return ["".join(sentence.text.split()) for sentence in segment_document(make_document(text)).sentences]


@settings(max_examples=60, deadline=None)
@given(
    paragraphs=st.sampled_from([MANY, [*MANY, *OPINION]]),
    wrap=st.sampled_from([even, ragged, cut]),
    width=st.integers(24, 45),
    indent=st.sampled_from(["", "　　"]),
    seed=st.integers(0, 10_000),
)
def test_text_wrapped_in_any_way_has_its_sentences(
    paragraphs: list[str], wrap: Wrap, width: int, indent: str, seed: int
) -> None:
    """In a text as short as this, one sentence in ten may be lost."""
    chance = random.Random(seed)  # noqa: S311  a sample, no secret
    text = "\n".join(paragraphs)
    raw = "\n".join(
        line
        for i, paragraph in enumerate(paragraphs)
        for line in wrap((indent if i else "") + paragraph, width, chance)
    )
    expected, found = sentences(text), sentences(raw)
    lost = [sentence for sentence in expected if sentence not in found]
    assert len(lost) * 10 <= len(expected), (raw, lost)


@pytest.mark.parametrize("wrap", [even, ragged, cut])
@pytest.mark.parametrize("indent", ["", "　　"])
@pytest.mark.parametrize("number", ["— {page} —", "{page}"])
@pytest.mark.parametrize("head", ["", "溪山市书屋开放办法"])
def test_pages_between_torn_lines(wrap: Wrap, indent: str, number: str, head: str) -> None:
    paragraphs = [*ARTICLES, *(paragraph.replace("书屋", "阅览室") for paragraph in ARTICLES[2:8])]
    chance = random.Random(7)  # noqa: S311
    lines = [line for i, part in enumerate(paragraphs) for line in wrap((indent if i else "") + part, 21, chance)]
    text = clean(paged(lines, number, head)).text
    assert re.sub(r"\s", "", text) == re.sub(r"\s", "", "".join(paragraphs))


# -------------------------------------------------------------------------------------------- what stands on its own line

TORN = """为深入贯彻《溪山省公共文化条例》，
认真落实上级关于加强农家书屋建设的各项要
求，
推动书屋建好管好用好，经市人民政府同
意，现就有关事项通知如下。
"""


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (
            ["一、保障开放时间", "各书屋每周开放不得少", "于四天。"],
            ["一、保障开放时间", "各书屋每周开放不得少于四天。"],
        ),
        (["（一）", "扩大采购。各县每年安", "排经费。"], ["（一）扩大采购。各县每年安排经费。"]),
        (["牵头单位：市文化局", "完成时限：2031 年12 月30 日"], ["牵头单位：市文化局", "完成时限：2031 年12 月30 日"]),
        (
            ["溪山省文化厅", "2031 年5 月7 日", "（此件公开发布）"],
            ["溪山省文化厅", "2031 年5 月7 日", "（此件公开发布）"],
        ),
        (["附件：1.开放登记表", "2.采购目录", "溪山省文化厅", "2031年5月7日"],) * 2,
        (["附件1", "书屋开放登记表", "序号 书屋 开放时间", "1 东山书屋 上午", "2 西山书屋 下午"],) * 2,
        (["书屋每天开放，节假日照常。（县文化局负责）", "各县应当落实经费。"],) * 2,
        (["书屋由专人（含志愿者、", "临时人员）值守。"], ["书屋由专人（含志愿者、临时人员）值守。"]),
        (["有关要求见清单（详见", "附件2），由各县落实。"], ["有关要求见清单（详见附件2），由各县落实。"]),
        (["保护读者的权益，做到统", "一、规范、公开。"], ["保护读者的权益，做到统一、规范、公开。"]),
        (["每年安排经费不少于3", "0万元，开展活动2", "次。"], ["每年安排经费不少于30万元，开展活动2次。"]),
        (
            ["管理员由村委会选派，按照溪文发", "〔2031〕7号的要求上岗。"],
            ["管理员由村委会选派，按照溪文发〔2031〕7号的要求上岗。"],
        ),
    ],
)
def test_lines_among_torn_ones(lines: list[str], joined: list[str]) -> None:
    raw = TORN * 3 + "\n".join(lines)
    assert clean(raw).text.split("\n")[-len(joined) :] == joined


def test_a_margin_of_blanks_is_no_indent() -> None:
    raw = "\n".join("    " + line for part in ARTICLES for line in ragged(part, 24, random.Random(3)))  # noqa: S311
    assert re.sub("　", "", clean(raw).text).split("\n") == [re.sub("　", "", part) for part in ARTICLES]


def test_rows_of_a_list_are_not_joined() -> None:
    names = ["东山书屋", "西山书屋", "南山阅览室", "北山阅览室", "城关图书馆", "河口文化站", "桥头书吧", "码头书吧"]
    assert clean("\n".join(names * 2)).text == "\n".join(names * 2)


# ----------------------------------------------------------------------------------------------------------- residue of pages


def test_a_mark_that_comes_again_between_the_lines_goes() -> None:
    lines = ragged("".join(ARTICLES[1:3]), 24, random.Random(5))  # noqa: S311
    raw = "\n内部资料 2031-05-01\n".join(lines)
    assert "内部资料" not in clean(raw).text


def test_a_line_of_the_text_that_comes_again_stays() -> None:
    fine = (
        "第{}条　违反规定的，由市文化局责令改正，没收违法所得，并处五千元以上一万元以下的罚款；拒不改正的，责令停业。"
    )
    paragraphs = [fine.format(number) for number in "一二三四五六七八九"]
    for width in range(20, 36):
        raw = "\n".join(line for part in paragraphs for line in even(part, width, random.Random(1)))  # noqa: S311
        assert clean(raw).text.split("\n") == paragraphs


def test_a_head_down_the_margin_goes() -> None:
    lines = even("".join(ARTICLES[1:3]), 24, random.Random(5))  # noqa: S311
    raw = "\n".join(f"{line}\n{char}" for line, char in zip(lines, "溪山汇编溪山汇", strict=False))
    text = clean(raw).text
    assert not re.search(r"^.$", text, re.MULTILINE)
    assert "结合本市实际" in text


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("溪山市书屋办法\n第一条 书屋应当向所有的残疾\n人开放。\n第二条 免费。", "断开"),
        ("溪山市书屋办法\n第一条 书屋每年检查2次①，一律公开。\n第二条 免费。\n①检查，是指现场检查。", "页下注"),
        ("溪山市书屋办法\n第一条 书屋免费。\n第二条 书屋开放。", None),
        ("溪山市书屋办法\n第一条 开放时间\n书屋每周开放。\n第二条 借阅\n书屋免费。", None),
    ],
)
def test_what_was_not_joined_is_named(raw: str, said: str | None) -> None:
    warnings = [warning for warning in make_document(raw).warnings if "断开" in warning or "页下注" in warning]
    assert [said in warning and "第一处在第" in warning for warning in warnings if said] == ([True] if said else [])
    assert bool(warnings) == (said is not None)
