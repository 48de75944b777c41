"""What a document says of itself, where its own text begins and ends, and which of several is the central one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from shipped import make_document, read_document

from duizhao.corpus import Document, RoleError, find_roles

# Small documents of every shape met so far, in our own words; the places are invented.
OPINION = """国务院办公厅
关于办好乡村书屋的指导意见
国办发〔2030〕12号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
为了让乡下孩子有书看，经国务院同意，现就办好乡村书屋提出以下意见。
一、总体要求
（一）指导思想。坚持以读者为本。
二、重点任务
（二）添置图书。每年添置新书不少于200册。
国务院办公厅
2030年3月5日
（此件公开发布）"""

NOTICE = """溪山省人民政府办公厅关于印发
《溪山省乡村书屋管理办法》的通知
溪政办发〔2031〕7号
各市、县人民政府，省政府各部门：
《溪山省乡村书屋管理办法》已经省政府同意，现印发给你们，请遵照执行。
溪山省人民政府办公厅
2031年6月1日
溪山省乡村书屋管理办法
第一条　为了管好乡村书屋，根据《关于办好乡村书屋的指导意见》，制定本办法。
第二条　书屋每天开放不少于四小时。"""

LAW = """溪山省全民阅读促进条例
（2029年11月20日溪山省第十届人民代表大会常务委员会第五次会议通过　根据2032年1月9日《关于修改〈溪山省全民阅读促进条例〉的决定》修正）
目　录
第一章　总则
第二章　附则
第一章　总则
第一条　为了促进全民阅读，根据《中华人民共和国公共图书馆法》，结合本省实际，制定本条例。
第二章　附则
第二条　本条例自2033年1月1日起施行。"""

NATIONAL_LAW = """# 中华人民共和国书屋法
2027年8月1日 第二十届全国人民代表大会常务委员会第三次会议通过
2030年2月3日 第二十一届全国人民代表大会常务委员会第一次会议修订
2030年5月1日 施行
第一条　为了办好书屋，制定本法。
第二条　国家支持书屋建设。"""

ORDER = """溪山省人民政府令
第12号
《溪山省书屋管理规定》已经2030年5月6日省人民政府第9次常务会议通过，现予公布，自2030年7月1日起施行。
省长　某某
2030年5月20日
溪山省书屋管理规定
第一条　为了管理书屋，制定本规定。
第二条　书屋应当开放。"""

UNTITLED = """为办好乡村书屋，根据《关于办好乡村书屋的指导意见》，现提出如下措施。
一、每年添置新书不少于100册。
二、周末应当开放。
中共溪山省委宣传部
2031年5月2日印发"""

PLAN = """青石市书屋建设规划（2030—2035年）
目录
一、基础
二、任务
一、基础
书屋已经有一千家。
二、任务
再建一千家。"""

ANNEXED = """青石市书屋管理细则
一、书屋应当免费开放。
二、书屋每年清点图书一次。
三、书屋由村里管理。
青石市文化局
二〇三〇年十二月二十一日
附件1
书屋登记表
名称　地址"""

MEASURE_OF_A_CITY = """青石市人民政府关于办好乡村书屋的实施意见
青政〔2030〕3号
各县（区）人民政府，市政府各部门：
为贯彻落实《溪山省人民政府关于办好乡村书屋的意见》（溪政〔2030〕1号）精神，现提出如下实施意见。
一、加强领导
各县（区）要明确专人负责。
二、保障经费
每年安排经费不少于五十万元。
青石市人民政府
2030年9月9日"""

DECISION = """青石市人民代表大会常务委员会关于加强书屋建设的决定
（二〇三〇年十月十五日青石市第三届人民代表大会常务委员会第八次会议通过）
为了加强书屋建设，根据《溪山省全民阅读促进条例》，作如下决定：
一、市人民政府应当办好书屋。
二、本决定自公布之日起施行。"""

REPORT = """关于乡村书屋办得怎么样的调研报告
近来，我们走访了二十个村，形成如下调研报告。
一、做法
根据《关于办好乡村书屋的指导意见》，村村有了书屋。"""

SPEECH = """在全省书屋工作会议上的讲话稿
同志们：
今天开会，讲三点意见。
一、要重视。"""

COMMENTARY = "书屋亮着灯\n傍晚路过书屋，灯还亮着。《关于办好乡村书屋的指导意见》写得明白，难在照着办。"

SHAPES: list[tuple[str, str, dict[str, Any]]] = [
    (
        "opinion",
        OPINION,
        {
            "title": "关于办好乡村书屋的指导意见",
            "issuer": "国务院办公厅",
            "region": None,
            "level": "central",
            "date": "2030-03-05",
            "doc_type": "指导意见",
            "number": "国办发〔2030〕12号",
            "implements": (),
            "role": "central",
        },
    ),
    (
        "notice",
        NOTICE,
        {
            "title": "溪山省乡村书屋管理办法",
            "issuer": "溪山省人民政府办公厅",
            "region": "溪山省",
            "level": "province",
            "date": "2031-06-01",
            "doc_type": "办法",
            "number": "溪政办发〔2031〕7号",
            "implements": ("关于办好乡村书屋的指导意见",),
            "role": "local",
        },
    ),
    (
        "law",
        LAW,
        {
            "title": "溪山省全民阅读促进条例",
            "region": "溪山省",
            "level": "province",
            "date": "2032-01-09",
            "doc_type": "条例",
            "implements": ("中华人民共和国公共图书馆法",),
            "role": "local",
        },
    ),
    (
        "national law",
        NATIONAL_LAW,
        {
            "title": "中华人民共和国书屋法",
            "region": None,
            "level": "central",
            "date": "2030-02-03",
            "doc_type": "法",
            "role": "central",
        },
    ),
    (
        "order",
        ORDER,
        {
            "title": "溪山省书屋管理规定",
            "issuer": "溪山省人民政府",
            "number": "溪山省人民政府令第12号",
            "date": "2030-05-20",
            "doc_type": "规定",
        },
    ),
    (
        "untitled",
        UNTITLED,
        {
            "title": None,
            "issuer": "中共溪山省委宣传部",
            "region": "溪山省",
            "level": "province",
            "date": "2031-05-02",
            "doc_type": None,
            "implements": ("关于办好乡村书屋的指导意见",),
            "role": "local",
        },
    ),
    (
        "plan",
        PLAN,
        {"title": "青石市书屋建设规划（2030—2035年）", "doc_type": "规划", "region": "青石市", "date": None},
    ),
    ("annexed", ANNEXED, {"issuer": "青石市文化局", "date": "2030-12-21", "level": "city", "doc_type": "细则"}),
    (
        "measure of a city",
        MEASURE_OF_A_CITY,
        {
            "title": "青石市人民政府关于办好乡村书屋的实施意见",
            "issuer": "青石市人民政府",
            "region": "青石市",
            "level": "city",
            "doc_type": "实施意见",
            "implements": ("溪山省人民政府关于办好乡村书屋的意见",),
        },
    ),
    (
        "decision",
        DECISION,
        {"date": "2030-10-15", "doc_type": "决定", "region": "青石市", "implements": ("溪山省全民阅读促进条例",)},
    ),
    ("report", REPORT, {"role": "other", "implements": ()}),
    ("speech", SPEECH, {"role": "other"}),
    ("commentary", COMMENTARY, {"role": "other", "title": None, "implements": ()}),
]
# Where the document itself begins and ends.
BODIES = [
    (OPINION, "为了让乡下孩子", "不少于200册。"),
    (NOTICE, "第一条　为了管好", "不少于四小时。"),
    (LAW, "第一章　总则\n第一条", "1月1日起施行。"),
    (NATIONAL_LAW, "第一条　为了办好", "支持书屋建设。"),
    (ORDER, "第一条　为了管理", "书屋应当开放。"),
    (UNTITLED, "为办好乡村书屋，", "周末应当开放。"),
    (PLAN, "一、基础\n书屋已", "再建一千家。"),
    (ANNEXED, "一、书屋应当免费", "由村里管理。"),
    (MEASURE_OF_A_CITY, "为贯彻落实《溪山", "不少于五十万元。"),
    (DECISION, "为了加强书屋建设", "公布之日起施行。"),
    (COMMENTARY, "傍晚路过书屋，", "难在照着办。"),
]


@pytest.mark.parametrize(("text", "said"), [shape[1:] for shape in SHAPES], ids=[shape[0] for shape in SHAPES])
def test_what_a_document_says_of_itself(text: str, said: dict[str, Any]) -> None:
    metadata = make_document(text).metadata
    assert {name: getattr(metadata, name) for name in said} == said
    assert metadata.role_reason


@pytest.mark.parametrize(("text", "begin", "end"), BODIES)
def test_where_the_document_itself_stands(text: str, begin: str, end: str) -> None:
    document = make_document(text)
    body = document.body.of(document.text)
    assert body.startswith(begin)
    assert body.endswith(end)


def test_what_stands_under_a_signature_is_no_text_of_the_document() -> None:
    lines = [
        "溪山省人民政府",
        "2030年3月5日",
        "抄送：省委各部门，省军区。",
        "溪山省人民政府办公厅　　2030年3月6日印发",
        "（此件公开发布）",
    ]
    document = make_document("溪山省书屋办法\n第一条　书屋应当开放。\n第二条　书屋不收费用。\n" + "\n".join(lines))
    assert document.body.of(document.text).endswith("书屋不收费用。")


def test_a_short_line_between_paragraphs_takes_no_text_away() -> None:
    """A text of its own stands in front of a short line: it is no head of what follows."""
    paragraphs = [
        "书屋开了三年，读者越来越多。",
        "书屋工作",
        "有三点体会。",
        "一、要有人管。",
        "二、要有钱买书。",
    ]
    document = make_document("\n".join(paragraphs))
    assert document.body.of(document.text) == "\n".join(paragraphs)


def test_notice_and_title_of_a_text_on_one_line() -> None:
    notice = "各乡、镇人民政府，县政府各部门：《青石县书屋管理办法》已经县政府同意，现印发给你们，请认真贯彻执行。"
    signed = "青石县人民政府办公室 2030年3月5日 "
    articles = (
        "".join(f"第{number}条　书屋应当办好第{number}件事，并且记入台账。" for number in "一二三四五六七八九十") * 2
    )
    opening = "为了管好书屋，根据《溪山省书屋条例》，制定本办法。"
    document = make_document(f"{notice}{signed}青石县书屋管理办法{opening}{articles}")
    assert document.metadata.title == "青石县书屋管理办法"
    assert document.metadata.region == "青石县"
    assert document.metadata.implements == ("溪山省书屋条例",)
    assert document.body.of(document.text) == opening + articles


def test_a_chapter_in_the_contents_is_no_title() -> None:
    contents = "目　　录\n第一章　总则\n第二章　监管执法\n"
    document = make_document(
        f"青石市书屋条例\n{contents}第一章　总则\n第一条　书屋应当开放。\n第二章　监管执法\n第二条　略。"
    )
    assert document.metadata.title == "青石市书屋条例"
    assert document.body.of(document.text).startswith("第一章　总则\n第一条")


@pytest.mark.parametrize("text", ["2030年3月5日", "青石市书屋办法", "图书馆"])
def test_a_document_of_nothing_but_its_frame_has_an_empty_body(text: str) -> None:
    assert len(make_document(text).body) == 0


def test_a_cleaned_document_knows_where_it_came_from() -> None:
    document = make_document(
        "青石市书屋办法\r\n　　第一条　书屋,,,,应当开放。。。\r\n第二条　书屋免费。\r\n【来源：某报】\r\n"
    )
    assert document.text == "青石市书屋办法\n第一条　书屋，应当开放。\n第二条　书屋免费。"
    assert document.metadata.source == "某报"
    assert document.raw_span(document.body).of(document.raw) == "第一条　书屋,,,,应当开放。。。\r\n第二条　书屋免费。"


def test_damage_and_annexes_are_warned_of() -> None:
    (named,) = make_document(ANNEXED).warnings
    assert named.startswith("附件在正文之外（--parts all 一并读取）：附件1“书屋登记表”")
    (warning,) = make_document("第一条　书?屋应当开放。\n第二条　书\ufffd屋免费。").warnings
    assert warning.startswith("可能有丢失或错乱的字：2 处，第一处在第 1 行第 6 字")
    assert make_document(OPINION).warnings == ()


# ------------------------------------------------------------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("title", "region", "level"),
    [
        ("北京市书屋条例", "北京市", "province"),
        ("上海口岸书屋条例", "上海市", "province"),
        ("上海市民用机场地区书屋条例", "上海市", "province"),
        ("上海市市容书屋条例", "上海市", "province"),
        ("上海市浦东新区人民政府书屋办法", "上海市浦东新区", "county"),
        ("中国（上海）自由贸易试验区书屋条例", "上海市", "province"),
        ("内蒙古自治区书屋条例", "内蒙古自治区", "province"),
        ("广西桂林市书屋条例", "广西壮族自治区桂林市", "city"),
        ("安徽省合肥市书屋条例", "安徽省合肥市", "city"),
        ("山东省人力资源市场书屋条例", "山东省", "province"),
        ("吉林市书屋条例", "吉林市", "city"),
        ("盐城市书屋条例", "盐城市", "city"),
        ("德州市书屋条例", "德州市", "city"),
        ("延边朝鲜族自治州书屋条例", "延边朝鲜族自治州", "city"),
        ("XX县书屋办法", "XX县", "county"),
        ("朝阳区人民政府书屋办法", "朝阳区", "county"),
        ("中共青石市委书屋工作规则", "青石市", "city"),
        ("中华人民共和国市场书屋条例", None, "central"),
        ("国务院关于城市书屋的决定", None, "central"),
        ("全国人民代表大会常务委员会关于书屋的决定", None, "central"),
        ("城市书屋管理办法", None, None),
        ("公共图书馆区域书屋办法", None, None),
        ("风景名胜区书屋条例", None, None),
        ("关于加强城市书屋的意见", None, None),
        ("县级书屋管理办法", None, None),
    ],
)
def test_the_place_a_title_names(title: str, region: str | None, level: str | None) -> None:
    metadata = make_document(f"{title}\n第一条　书屋应当开放。\n第二条　书屋应当免费。").metadata
    assert (metadata.title, metadata.region, metadata.level) == (title, region, level)


@pytest.mark.parametrize(
    ("line", "region", "level", "date"),
    [
        ("2030年5月6日 国务院令第900号公布", None, "central", "2030-05-06"),
        ("1984年4月4日 国务院", None, "central", "1984-04-04"),
        ("（二〇三〇年十月十五日十堰市第三届人民代表大会第八次会议通过）", "十堰市", "city", "2030-10-15"),
        ("（溪山省文化厅2030年2月18日发布　自2031年1月1日起施行）", "溪山省", "province", "2030-02-18"),
    ],
)
def test_a_line_of_adoption_tells_the_level_where_the_title_does_not(
    line: str, region: str | None, level: str, date: str
) -> None:
    text = f"书屋市场管理条例\n{line}\n第一条　书屋应当开放。\n第二条　书屋应当免费。"
    metadata = make_document(text).metadata
    assert (metadata.region, metadata.level, metadata.date) == (region, level, date)
    assert metadata.role == ("central" if level == "central" else "local")


# ------------------------------------------------------------------------------------------------------------- the sample


@pytest.mark.parametrize(
    ("name", "encoding", "said"),
    [
        (
            "central_opinion.txt",
            "utf-8",
            {
                "title": "关于提升公共图书馆服务水平的意见",
                "issuer": "国家公共图书馆事业委员会",
                "region": None,
                "level": "central",
                "date": "2023-04-10",
                "doc_type": "意见",
                "role": "central",
            },
        ),
        (
            "local_yunzhou.txt",
            "utf-8-sig",
            {
                "title": "云州省关于提升公共图书馆服务水平的若干措施",
                "issuer": "云州省文化事业管理局",
                "region": "云州省",
                "level": "province",
                "date": "2023-09-05",
                "doc_type": "若干措施",
                "source": "2023年9月12日《云州日报》",
                "implements": ("关于提升公共图书馆服务水平的意见",),
                "role": "local",
            },
        ),
        (
            "local_haiping.txt",
            "gb18030",
            {
                "title": "海平省关于改进公共图书馆服务的工作措施",
                "region": "海平省",
                "level": "province",
                "date": "2023-11-20",
                "doc_type": "措施",
                "implements": ("关于提升公共图书馆服务水平的意见",),
                "role": "local",
            },
        ),
        (
            "local_lanchuan.txt",
            "utf-8",
            {
                "title": "岚川市公共图书馆服务提升实施办法",
                "region": "岚川市",
                "level": "city",
                "date": "2024-02-18",
                "doc_type": "实施办法",
                "implements": ("关于提升公共图书馆服务水平的意见",),
                "role": "local",
            },
        ),
        ("commentary.txt", "utf-8", {"title": None, "implements": (), "role": "other"}),
    ],
)
def test_the_sample(sample: Path, name: str, encoding: str, said: dict[str, Any]) -> None:
    document = read_document(sample / name)
    assert document.encoding == encoding
    assert {key: getattr(document.metadata, key) for key in said} == said


def test_roles_of_the_sample(sample: Path) -> None:
    documents = [read_document(path) for path in sorted(sample.glob("*.txt"))]
    names = [Path(document.path).name for document in documents]
    roles = find_roles(documents)
    assert names[roles.central] == "central_opinion.txt"
    assert [names[i] for i in roles.local] == ["local_haiping.txt", "local_lanchuan.txt", "local_yunzhou.txt"]
    ((index, reason),) = roles.skipped
    assert names[index] == "commentary.txt"
    assert "没有写明落实" in reason


# -------------------------------------------------------------------------------------------------------------------- roles


def document(title: str, opening: str = "为了办好书屋，制定本办法。", issuer: str = "") -> Document:
    lines = [issuer, title, opening, "一、书屋应当开放。", "二、书屋应当免费。"]
    return make_document("\n".join(filter(None, lines)), f"{title}.txt")


CENTRAL = document("关于办好乡村书屋的意见", issuer="国务院")
ANOTHER_CENTRAL = document("关于办好城市书房的意见", issuer="国务院")
CITES_IN_FULL = document("溪山省乡村书屋办法", "根据《国务院关于办好乡村书屋的意见》，制定本办法。")
CITES_IN_SHORT = document("青石市乡村书屋措施", "为贯彻落实《关于办好乡村书屋的意见》，提出如下措施。")
CITES_WITH_A_SLIP = document("白石市乡村书屋措施", "为贯彻落实《国务院关于办好乡村的书屋的意见》，提出如下措施。")
CITES_ANOTHER = document("溪山省城市书房办法", "根据《国务院关于办好城市书房的意见》，制定本办法。")
CITES_NOTHING = document("溪山省书屋办法")
CITES_A_CITING_ONE = document("青石市书屋细则", "根据《溪山省乡村书屋办法》，制定本细则。")
INVESTIGATION = make_document("近来走访了二十个村，形成如下调研报告。\n一、做法。", "报告.txt")


def roles_of(*documents: Document) -> tuple[str | None, list[str], dict[str, str]]:
    found = find_roles(documents)
    return (
        documents[found.central].metadata.title,
        [str(documents[i].metadata.title) for i in found.local],
        {documents[i].path: reason for i, reason in found.skipped},
    )


def test_the_central_document_is_the_one_that_is_cited() -> None:
    central, local, skipped = roles_of(INVESTIGATION, CITES_IN_FULL, CENTRAL, CITES_IN_SHORT, CITES_WITH_A_SLIP)
    assert central == "关于办好乡村书屋的意见"
    assert local == ["溪山省乡村书屋办法", "青石市乡村书屋措施", "白石市乡村书屋措施"]
    assert skipped == {"报告.txt": "自称“形成如下调研报告”，是报告或评论，不是措施"}


def test_a_measure_can_be_the_central_one_for_those_below() -> None:
    assert roles_of(CITES_A_CITING_ONE, CITES_IN_FULL) == ("溪山省乡村书屋办法", ["青石市书屋细则"], {})


def test_of_a_chain_the_first_is_the_central_one() -> None:
    central, local, skipped = roles_of(CENTRAL, CITES_IN_FULL, CITES_A_CITING_ONE)
    assert (central, local) == ("关于办好乡村书屋的意见", ["溪山省乡村书屋办法"])
    assert skipped == {"青石市书屋细则.txt": "没有写明落实《关于办好乡村书屋的意见》，写的是《溪山省乡村书屋办法》"}


def test_a_measure_on_the_same_subject_implements_without_naming() -> None:
    """Many regulations name what they carry out only as 有关法律、法规."""
    law = document("中华人民共和国乡村书屋促进法")
    local = document("溪山省乡村书屋促进条例", "根据有关法律、行政法规，结合本省实际，制定本条例。")
    assert roles_of(law, local, CITES_NOTHING)[:2] == ("中华人民共和国乡村书屋促进法", ["溪山省乡村书屋促进条例"])


def test_of_two_that_are_cited_the_one_of_the_centre_goes_first() -> None:
    """A province's measure that names nothing itself may be named by its cities."""
    province = document("溪山省乡村书屋条例", "根据有关法律，制定本条例。")
    city = document("青石市乡村书屋规定", "根据《溪山省乡村书屋条例》，制定本规定。")
    assert roles_of(CENTRAL, CITES_IN_FULL, province, city)[0] == "关于办好乡村书屋的意见"


def test_where_nobody_cites_the_level_tells() -> None:
    central, local, skipped = roles_of(CITES_NOTHING, CENTRAL)
    assert (central, local) == ("关于办好乡村书屋的意见", [])
    assert skipped == {"溪山省书屋办法.txt": "没有写明落实《关于办好乡村书屋的意见》"}


def test_another_central_document_that_nobody_cites_is_skipped() -> None:
    central, local, skipped = roles_of(ANOTHER_CENTRAL, CENTRAL, CITES_IN_FULL)
    assert (central, local) == ("关于办好乡村书屋的意见", ["溪山省乡村书屋办法"])
    assert "也是中央层级的文件" in skipped["关于办好城市书房的意见.txt"]


@pytest.mark.parametrize(
    ("documents", "found"),
    [
        ((), "0 份文件里找不到中央文件，需要恰好一份"),
        ((CITES_NOTHING, INVESTIGATION), "2 份文件里找不到中央文件，需要恰好一份"),
        (
            (CENTRAL, ANOTHER_CENTRAL),
            "找到 2 份可能的中央文件（关于办好乡村书屋的意见.txt、关于办好城市书房的意见.txt）",
        ),
        ((CENTRAL, ANOTHER_CENTRAL, CITES_IN_FULL, CITES_ANOTHER), "找到 2 份可能的中央文件"),
    ],
    ids=["no document", "none", "two by level", "two cited"],
)
def test_none_or_two_are_refused_in_one_line(documents: tuple[Document, ...], found: str) -> None:
    with pytest.raises(RoleError) as caught:
        find_roles(documents)
    message = str(caught.value)
    assert message.startswith(found)
    assert "请直接写明：duizhao report 中央文件 地方文件" in message
    assert len(message.splitlines()) == 1


@pytest.mark.parametrize(
    ("cited", "title"),
    [
        ("溪山省消防条例", "消防条例"),
        ("关于办好书屋的意见", "关于办好书房的通知"),
        ("溪山省书屋办法", "青石市书屋办法"),
    ],
)
def test_a_title_that_only_resembles_is_not_cited(cited: str, title: str) -> None:
    with pytest.raises(RoleError):
        find_roles([document(title), document("某市措施", f"根据《{cited}》，提出如下措施。")])
