"""What a document says of itself, field by field: a text of our own in, the field out.

Positions are invented unless a table must know them.
"""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import check_metadata
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shipped import make_document, make_documents

from duizhao.corpus import Metadata, load_reading_rules

SEED = 20260402
ARTICLES = "第一条　为了办好书屋，制定本办法。\n第二条　书屋应当免费开放。\n第三条　书屋应当登记读者意见。"


def said(text: str, path: str = "-") -> Metadata:
    return make_document(text, path).metadata


def origin(metadata: Metadata, field: str) -> str | None:
    return dict(metadata.origins).get(field)


# -------------------------------------------------------------------------------------------------------------------- title


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("溪山省乡村书屋\n建设管理办法", "溪山省乡村书屋建设管理办法"),
        (
            "溪山省人民政府关于加强乡村书屋建设推进\n全民阅读工作的意见",
            "溪山省人民政府关于加强乡村书屋建设推进全民阅读工作的意见",
        ),
        ("溪山省实施《中华人民共和国\n公共图书馆法》办法", "溪山省实施《中华人民共和国公共图书馆法》办法"),
        ("溪山省实施《中华人民共和国公共图书馆法》\n办法", "溪山省实施《中华人民共和国公共图书馆法》办法"),
        ("青石市人民代表大会\n常务委员会议事规则", "青石市人民代表大会常务委员会议事规则"),
        ("青石市乡村书屋管理办法（试行）", "青石市乡村书屋管理办法（试行）"),
        ("青石市乡村书屋管理办法\n（试行）", "青石市乡村书屋管理办法（试行）"),
        ("青石市乡村书屋管理办法（2019年修订）", "青石市乡村书屋管理办法（2019年修订）"),
        ("青石市乡村书屋管理办法\n（2019年修订）", "青石市乡村书屋管理办法（2019年修订）"),
        (
            "青石市人民代表大会常务委员会关于修改《青石市书屋条例》的决定",
            "青石市人民代表大会常务委员会关于修改《青石市书屋条例》的决定",
        ),
        # The title again, on two lines: a page's heading above the document itself.
        (
            "青石市国民阅读和书屋建设促进条例\n（2030年5月6日青石市人民代表大会通过）\n青石市国民阅读和\n书屋建设促进条例",
            "青石市国民阅读和书屋建设促进条例",
        ),
        # A notice and the title of what it hands on; the notice alone; the notice as a line of news.
        (
            "青石市文化局关于印发《青石市书屋办法》的通知\n各县文化局：\n现将《青石市书屋办法》印发给你们，请遵照执行。\n青石市文化局\n2030年3月5日\n青石市书屋办法",
            "青石市书屋办法",
        ),
        (
            "青石市文化局关于印发《青石市书屋办法》的通知\n各县文化局：\n现将《青石市书屋办法》印发给你们，请遵照执行。\n青石市文化局\n2030年3月5日",
            "青石市书屋办法",
        ),
        ("青石市委办公室、青石市人民政府办公室印发《关于办好乡村书屋的实施意见》", "关于办好乡村书屋的实施意见"),
        # Notices that put no 《》 around what they issue, and a number behind the title.
        (
            "青石市文化局关于印发青石市书屋管理办法的通知\n各县文化局：\n现将《青石市书屋管理办法》印发给你们，请遵照执行。\n青石市文化局\n2030年3月5日",
            "青石市书屋管理办法",
        ),
        # The notice is signed below the articles of what it issues.
        (
            "青石市文化局\n关于印发《青石市书屋规程》的通知\n各县文化局：\n我局制定了《青石市书屋规程》，现印发给你们，请遵照执行。",
            "青石市书屋规程",
        ),
        ("关于办好书屋的意见（青府办〔2030〕9号）", "关于办好书屋的意见"),
        ("青石市文化局关于发布书屋名单的通知", "青石市文化局关于发布书屋名单的通知"),
        # No part of the title: an organ, a place on a web site, the table above a page.
        ("青石市文化局\n关于办好书屋的意见", "关于办好书屋的意见"),
        ("首页 > 政务公开 > 文件\n青石市书屋办法", "青石市书屋办法"),
        ("发文机关：青石市文化局\n青石市书屋办法", "青石市书屋办法"),
        ("索引号：0001　标题：青石市书屋办法", "青石市书屋办法"),
    ],
)
def test_title(head: str, title: str) -> None:
    assert said(f"{head}\n{ARTICLES}").title == title


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("青石市书屋管理办法（试行）", "办法"),
        ("关于印发《青石市书屋实施细则》的通知", "实施细则"),
        ("青石市书屋条例（2019年修订）", "条例"),
        ("青石市人民代表大会关于修改《青石市书屋条例》的决定", "决定"),
        ("关于做好书屋工作的通知", "通知"),
        ("青石市书屋建设三年行动计划（2030—2032年）", "行动计划"),
        ("青石市书屋暂行规定", "规定"),
    ],
)
def test_kind_of_document(title: str, kind: str) -> None:
    assert said(f"{title}\n{ARTICLES}").doc_type == kind


# ------------------------------------------------------------------------------------------------------------------- issuer


@pytest.mark.parametrize(
    ("head", "tail", "issuer", "where"),
    [
        ("青石市人民政府文件\n青政〔2030〕3号\n青石市人民政府关于书屋的意见", "", "青石市人民政府", "版头"),
        (
            "中共溪山省委办公厅　溪山省人民政府办公厅\n关于书屋的意见",
            "",
            "中共溪山省委办公厅、溪山省人民政府办公厅",
            "版头",
        ),
        (
            "中共溪山省委办公厅文件\n溪办发〔2030〕8号\n中共溪山省委办公厅\n溪山省人民政府办公厅\n印发《关于书屋的意见》的通知",
            "",
            "中共溪山省委办公厅、溪山省人民政府办公厅",
            "版头",
        ),
        ("发文机关：溪山省文化厅　文号：无\n关于书屋的意见", "", "溪山省文化厅", "网页的“发文机关”"),
        ("书屋工作条例\n（2030年1月5日中共中央发布）", "", "中共中央", "通过或公布它的机关"),
        ("溪山省文化厅\n溪山省财政厅\n文件\n关于书屋的意见", "", "溪山省文化厅、溪山省财政厅", "版头"),
        ("关于书屋的意见", "青石市文化局　青石市财政局\n2030年3月5日", "青石市文化局、青石市财政局", "落款"),
        ("关于书屋的意见", "青石市文化局　2030年3月5日", "青石市文化局", "落款"),
        ("关于书屋的意见", "青 石 市 文 化 局\n2030年3月5日", "青石市文化局", "落款"),
        ("文化局\n关于书屋的意见", "青石市文化局\n2030年3月5日", "青石市文化局", "版头"),
        ("溪山省财政厅、溪山省文化厅关于书屋经费的意见", "", "溪山省财政厅、溪山省文化厅", "标题"),
        (
            "溪山省书屋条例\n2030年5月6日 溪山省第九届人民代表大会常务委员会第二次会议通过",
            "",
            "溪山省人民代表大会常务委员会",
            "通过或公布它的机关",
        ),
        (
            "青石市书屋条例\n2030年5月6日 青石市第九届人民代表大会第二次会议通过\n2030年7月1日 溪山省人民代表大会批准",
            "",
            "青石市人民代表大会",
            "通过或公布它的机关",
        ),
        ("书屋市场管理条例\n2030年5月6日 国务院令第900号公布", "", "国务院", "通过或公布它的机关"),
        ("青石市人民政府令\n第12号\n青石市书屋办法", "", "青石市人民政府", "版头"),
        ("青石市商务局等8部门关于书屋的意见", "", "青石市商务局等8部门", "标题"),
        (
            "中共青石市委文件\n青发〔2030〕8号\n中共青石市委 青石市人民政府关于书屋的意见",
            "",
            "中共青石市委、青石市人民政府",
            "标题",
        ),
        ("青石市文化局 青石市财政局关于书屋的意见", "", "青石市文化局、青石市财政局", "标题"),
        ("书屋管理办法", "", None, None),
    ],
)
def test_issuer(head: str, tail: str, issuer: str | None, where: str | None) -> None:
    metadata = said("\n".join(filter(None, (head, ARTICLES, tail))))
    assert (metadata.issuer, origin(metadata, "issuer")) == (issuer, where)


# ------------------------------------------------------------------------------------------------------------------- number


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("青政发〔2030〕5号", "青政发〔2030〕5号"),
        ("青政发[2030]5号", "青政发〔2030〕5号"),
        ("青政发(2030)5 号", "青政发〔2030〕5号"),
        ("青政发【2030】第5号", "青政发〔2030〕5号"),
        ("青政发〔２０３０〕５号", "青政发〔2030〕5号"),
        ("青 政 发 〔 2030 〕 5 号", "青政发〔2030〕5号"),
        ("青政发2030年5号", "青政发〔2030〕5号"),
        ("青政发﹝2030﹞5号", "青政发〔2030〕5号"),
        ("青政发〔2030〕5号　　签发人：某某", "青政发〔2030〕5号"),
        ("发文字号：青政发〔2030〕5号　发布日期：2030年4月3日", "青政发〔2030〕5号"),
        ("青石市人民政府令\n第12号", "青石市人民政府令第12号"),
        ("青石市人民政府令\n（第十二号）", "青石市人民政府令第12号"),
        ("青石市人民政府令 第12号", "青石市人民政府令第12号"),
        ("青石市人民政府文件　青政发〔2030〕5号", "青政发〔2030〕5号"),
        ("令第12号", "令第12号"),
        ("青石市人民代表大会常务委员会公告\n第7号", "青石市人民代表大会常务委员会公告第7号"),
        ("5号楼", None),
        ("青政发〔2030〕", None),
    ],
)
def test_number(line: str, number: str | None) -> None:
    assert said(f"{line}\n青石市书屋办法\n{ARTICLES}").number == number


def test_a_number_that_the_text_only_cites_is_not_its_own() -> None:
    text = (
        "青石市书屋办法\n各县人民政府：\n为贯彻《关于书屋的意见》（溪政发〔2030〕1号）精神，提出如下措施。\n" + ARTICLES
    )
    assert said(text).number is None


def test_the_number_of_an_order_that_amended_is_the_last() -> None:
    head = "书屋条例\n2030年5月6日 国务院令第900号公布\n2035年1月1日 国务院令第950号修订"
    metadata = said(f"{head}\n{ARTICLES}")
    assert metadata.number == "国务院令第950号"
    assert (metadata.issued, metadata.amended, metadata.date) == ("2030-05-06", "2035-01-01", "2035-01-01")


# -------------------------------------------------------------------------------------------------------------------- days


def days(metadata: Metadata) -> dict[str, str]:
    fields = ("date", "adopted", "amended", "issued", "in_force")
    return {field: getattr(metadata, field) for field in fields if getattr(metadata, field) is not None}


@pytest.mark.parametrize(
    ("head", "closing", "tail", "found"),
    [
        ("（2030年3月5日）", "", "", {"date": "2030-03-05", "issued": "2030-03-05"}),
        ("", "", "青石市文化局\n二〇三〇年十二月二十一日", {"date": "2030-12-21", "issued": "2030-12-21"}),
        ("", "", "青石市文化局\n二○三○年十月八日", {"date": "2030-10-08", "issued": "2030-10-08"}),
        ("", "", "青石市文化局\n2030 年 3 月 5 日", {"date": "2030-03-05", "issued": "2030-03-05"}),
        ("", "", "青石市文化局\n2030年13月45日", {}),
        (
            "2030年5月6日 青石市第九届人民代表大会第二次会议通过\n2030年7月1日 溪山省人民代表大会常务委员会批准\n2030年7月9日 公布",
            "本办法自2030年10月1日起施行。",
            "",
            {"date": "2030-07-09", "adopted": "2030-05-06", "issued": "2030-07-09", "in_force": "2030-10-01"},
        ),
        (
            "（2030年5月6日青石市人民代表大会通过　根据2033年2月1日《青石市人民代表大会关于修改〈青石市书屋条例〉的决定》修正）",
            "本办法自二〇三〇年七月一日起施行。",
            "",
            {"date": "2033-02-01", "adopted": "2030-05-06", "amended": "2033-02-01", "in_force": "2030-07-01"},
        ),
        (
            "（2030年5月6日青石市人民代表大会通过\n根据2033年2月1日青石市人民代表大会《关于修改部分条例的决定》修正\n2035年3月2日修订）",
            "",
            "",
            {"date": "2035-03-02", "adopted": "2030-05-06", "amended": "2035-03-02"},
        ),
        (
            "2030年5月6\n日青石市第九届人民代表大会第二次会议通过",
            "",
            "",
            {"date": "2030-05-06", "adopted": "2030-05-06"},
        ),
        (
            "2030年5月6日 青石市第八届人民代表大会第二次会议通过并经2030年7月1日溪山省人民代表大会常务委员会批准的《修改决定》修正",
            "",
            "",
            {"date": "2030-07-01", "amended": "2030-07-01"},
        ),
        (
            "（2030年3月5日）",
            "本办法自公布之日起施行。",
            "",
            {"date": "2030-03-05", "issued": "2030-03-05", "in_force": "2030-03-05"},
        ),
        (
            "2030年5月6日 青石市人民代表大会通过",
            "本办法自通过之日起施行。",
            "",
            {"date": "2030-05-06", "adopted": "2030-05-06", "in_force": "2030-05-06"},
        ),
        # When it was made public is not said, so neither is from when on it applies.
        (
            "2030年5月6日 青石市人民代表大会通过",
            "本办法自公布之日起施行。",
            "",
            {"date": "2030-05-06", "adopted": "2030-05-06"},
        ),
        ("（2030年3月5日）", "本办法自公布之日起30日后施行。", "", {"date": "2030-03-05", "issued": "2030-03-05"}),
        (
            "2030年3月5日 发布\n2030年4月1日 施行",
            "",
            "",
            {"date": "2030-03-05", "issued": "2030-03-05", "in_force": "2030-04-01"},
        ),
        # That another document came to its end, or that something is to be done by then, is no day of this one.
        ("（2030年3月5日）", "2031年6月30日前应当全部登记。", "", {"date": "2030-03-05", "issued": "2030-03-05"}),
        (
            "成文日期：2030-03-05　施行日期：2030-04-01",
            "",
            "",
            {"date": "2030-03-05", "issued": "2030-03-05", "in_force": "2030-04-01"},
        ),
    ],
)
def test_days(head: str, closing: str, tail: str, found: dict[str, str]) -> None:
    articles = f"{ARTICLES}\n第四条　{closing}" if closing else ARTICLES
    metadata = said("\n".join(filter(None, ("青石市书屋办法", head, articles, tail))))
    assert days(metadata) == found


def test_an_order_says_when_a_text_was_adopted_and_from_when_on_it_applies() -> None:
    order = "青石市人民政府令\n第12号\n《青石市书屋规定》已经2030年5月6日市人民政府第9次常务会议通过，现予公布，自2030年7月1日起施行。"
    metadata = said(f"{order}\n市长　某某\n2030年5月20日\n青石市书屋规定\n{ARTICLES}")
    found = {"date": "2030-05-20", "adopted": "2030-05-06", "issued": "2030-05-20", "in_force": "2030-07-01"}
    assert days(metadata) == found
    assert origin(metadata, "in_force") == origin(metadata, "adopted") == "公布它的通知或命令"


def test_a_plan_without_a_signature_of_its_own_ends_at_its_annexes() -> None:
    notice = (
        "青石市人民政府关于印发青石市书屋方案的通知\n各区人民政府：\n现将《青石市书屋方案》印发给你们，请认真执行。"
    )
    plan = "青石市书屋方案\n一、目标\n（一）设施。每村一间。\n二、任务\n（二）藏书。每年新增一百册。"
    annexes = "附件：1.分工表\n　　　2.标准\n附件1\n分工表\n附件2\n标准\n一、选址。应当临街。"
    printing = "抄送：市委各部门。\n青石市人民政府办公室　2030年6月19日印发"
    text = f"{notice}\n青石市人民政府\n2030年6月18日\n{plan}\n{annexes}\n{printing}"
    document = make_document(text)
    assert document.body.of(document.text).endswith("每年新增一百册。")
    assert [annex.name for annex in document.annexes] == ["附件1“分工表”", "附件2“标准”"]
    assert [warning[:7] for warning in document.warnings] == ["附件在正文之外"]
    assert (document.metadata.date, document.metadata.printed) == ("2030-06-18", "2030-06-19")
    mentioned = make_document(text.replace("附件1\n分工表\n附件2\n标准\n", ""))
    assert mentioned.body.of(mentioned.text).endswith("应当临街。")


def test_a_date_in_an_annex_is_none_of_the_document() -> None:
    annex = "附件1\n书屋登记表\n2031年9月9日"
    metadata = said(f"青石市书屋办法\n{ARTICLES}\n青石市文化局\n2030年3月5日\n{annex}")
    assert days(metadata) == {"date": "2030-03-05", "issued": "2030-03-05"}


# ----------------------------------------------------------------------------------------------------------------- printing


@pytest.mark.parametrize(
    ("tail", "found"),
    [
        (
            "青石市人民政府\n2030年3月5日\n抄送：市委各部门，市人大常委会办公室。\n青石市人民政府办公室　　2030年3月6日印发",
            {
                "issuer": "青石市人民政府",
                "date": "2030-03-05",
                "printed": "2030-03-06",
                "printer": "青石市人民政府办公室",
                "copied_to": ("市委各部门", "市人大常委会办公室"),
            },
        ),
        (
            "抄送：市委各部门。\n青石市人民政府办公室\n2030年3月6日印发",
            {
                "date": "2030-03-06",
                "printed": "2030-03-06",
                "printer": "青石市人民政府办公室",
                "copied_to": ("市委各部门",),
            },
        ),
        (
            "中共溪山省委办公厅\n2030年5月2日印发",
            {"issuer": "中共溪山省委办公厅", "issued": "2030-05-02", "printed": "2030-05-02", "region": "溪山省"},
        ),
        ("青石市文化局\n2030年3月5日", {"printed": None, "printer": None, "copied_to": ()}),
    ],
)
def test_what_stands_under_the_signature(tail: str, found: dict[str, Any]) -> None:
    document = make_document(f"关于办好书屋的意见\n{ARTICLES}\n{tail}")
    assert {field: getattr(document.metadata, field) for field in found} == found
    assert document.body.of(document.text) == ARTICLES


def test_the_footer_of_a_page_is_metadata() -> None:
    footer = "溪公网安备 1234号 溪ICP备5678号 技术支持:书屿样例科技"
    document = make_document(f"青石市书屋办法\n{ARTICLES}\n\n{footer}")
    assert document.metadata.footer == footer
    assert document.body.of(document.text) == ARTICLES


# ------------------------------------------------------------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("title", "region", "level", "province", "city"),
    [
        ("天津市书屋条例", "天津市", "province", "天津市", None),
        ("重庆市书屋条例", "重庆市", "province", "重庆市", None),
        ("重庆书屋条例", "重庆市", "province", "重庆市", None),
        ("宁夏回族自治区书屋条例", "宁夏回族自治区", "province", "宁夏回族自治区", None),
        ("西藏自治区书屋条例", "西藏自治区", "province", "西藏自治区", None),
        ("新疆生产建设兵团书屋办法", "新疆生产建设兵团", "province", "新疆维吾尔自治区", None),
        ("合肥市书屋条例", "合肥市", "city", "安徽省", "合肥市"),
        ("安徽省合肥市书屋条例", "安徽省合肥市", "city", "安徽省", "合肥市"),
        ("青岛关于办好书屋的意见", "青岛市", "city", "山东省", "青岛市"),
        ("深圳经济特区书屋条例", "深圳市", "city", "广东省", "深圳市"),
        ("海南经济特区书屋条例", "海南省", "province", "海南省", None),
        ("海南藏族自治州书屋条例", "海南藏族自治州", "city", "青海省", "海南藏族自治州"),
        ("恩施州人民政府书屋办法", "恩施州", "city", "湖北省", "恩施州"),
        ("锡林郭勒盟书屋办法", "锡林郭勒盟", "city", "内蒙古自治区", "锡林郭勒盟"),
        ("抚州市书屋条例", "抚州市", "city", "江西省", "抚州市"),
        ("溪山省青石市书屋条例", "溪山省", "province", "溪山省", None),
        ("北京市朝阳区人民政府书屋办法", "北京市朝阳区", "county", "北京市", None),
        ("合肥市包河区人民政府书屋办法", "合肥市包河区", "county", "安徽省", "合肥市"),
        ("北京市顺义区教育局关于书屋的办法", "北京市顺义区", "county", "北京市", None),
        ("黔东南州书屋办法", "黔东南州", "city", "贵州省", "黔东南州"),
        ("合肥市风景名胜区管理委员会书屋办法", "合肥市", "city", "安徽省", "合肥市"),
        ("合肥市城市书屋管理办法", "合肥市", "city", "安徽省", "合肥市"),
        ("青石市书屋条例", "青石市", "city", None, "青石市"),
        ("上海市浦东新区书屋若干规定", "上海市", "province", "上海市", None),
        ("双江拉祜族佤族布朗族傣族自治县书屋条例", "双江拉祜族佤族布朗族傣族自治县", "county", None, None),
        ("香港特别行政区书屋法", None, "central", None, None),
        ("台湾同胞书屋条例", None, None, None, None),
        ("教育部等五部门关于书屋的意见", None, "central", None, None),
        ("市场监管总局关于书屋的意见", None, "central", None, None),
        ("省政府办公厅关于书屋的意见", None, "province", None, None),
        # A hill and a mausoleum, no city.
        ("黄山风景名胜区书屋条例", None, None, None, None),
        ("中山陵园书屋条例", None, None, None, None),
    ],
)
def test_place(title: str, region: str | None, level: str | None, province: str | None, city: str | None) -> None:
    metadata = said(f"{title}\n{ARTICLES}")
    assert (metadata.region, metadata.level, metadata.province, metadata.city) == (region, level, province, city)


@pytest.mark.parametrize(
    ("head", "region", "level", "province"),
    [
        # The assembly that approves the law of a city tells its province.
        (
            "青石市书屋条例\n2030年5月6日 青石市人民代表大会通过\n2030年7月1日 河北省人民代表大会常务委员会批准",
            "青石市",
            "city",
            "河北省",
        ),
        # Rules of a ministry for a place, and of a city for a place that bears the name of its province.
        ("上海书屋交易所规定\n2030年5月6日 交通部令第3号发布", None, "central", None),
        ("山东书屋湿地条例\n2030年5月6日 东营市人民代表大会通过", "东营市", "city", "山东省"),
        ("书屋条例\n2030年5月6日 海关总署发布", None, "central", None),
        ("书屋条例\n2030年5月6日 《国务院关于修改〈书屋条例〉的决定》修订", None, "central", None),
    ],
)
def test_place_by_who_adopted(head: str, region: str | None, level: str, province: str | None) -> None:
    metadata = said(f"{head}\n{ARTICLES}")
    assert (metadata.region, metadata.level, metadata.province) == (region, level, province)


@pytest.mark.parametrize(
    ("article", "level", "role"),
    [
        ("在中华人民共和国境内设立书屋，适用本条例。", "central", "central"),
        ("国务院文化主管部门负责全国书屋的监督管理工作。", "central", "central"),
        ("本省行政区域内的书屋，适用本条例。", "province", "local"),
        ("本市行政区域内的书屋，适用本条例。", "city", "local"),
        # A local text may name a ministry.
        ("本市行政区域内的书屋应当符合国务院文化主管部门会同有关部门制定的标准。", "city", "local"),
        ("书屋应当安静。", None, "other"),
    ],
)
def test_level_by_where_a_text_says_it_applies(article: str, level: str | None, role: str) -> None:
    metadata = said(f"书屋管理条例\n{ARTICLES}\n第四条　{article}")
    assert (metadata.level, metadata.region, metadata.role) == (level, None, role)


def test_a_commentary_is_not_central_for_speaking_of_the_whole_country() -> None:
    text = "书屋亮着灯\n在中华人民共和国境内，书屋越来越多。\n一、要开放。国务院文化主管部门负责全国书屋的管理。\n二、要免费。"
    assert (said(text).level, said(text).role) == (None, "other")


# ---------------------------------------------------------------------------------------------------------------- file names


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("书屋/青石市书屋条例(2011-05-27).md", {"title": "青石市书屋条例", "date": "2011-05-27", "region": "青石市"}),
        ("青石市书屋条例_20110527.txt", {"title": "青石市书屋条例", "date": "2011-05-27"}),
        ("附件1：青石市书屋条例（2011年5月27日）.txt", {"title": "青石市书屋条例", "date": "2011-05-27"}),
        ("01-青石市书屋条例（试行）(1).txt", {"title": "青石市书屋条例（试行）", "date": None}),
        ("青石市书屋办法 青政发〔2030〕5号.txt", {"title": "青石市书屋办法", "number": "青政发〔2030〕5号"}),
        (
            "关于印发青石市书屋办法（试行）的通知（青府办〔2030〕9号）.txt",
            {"title": "关于印发青石市书屋办法（试行）的通知", "number": "青府办〔2030〕9号"},
        ),
        ("安徽措施.txt", {"title": None, "region": "安徽省", "province": "安徽省"}),
        ("anhui_measures_2022.txt", {"title": None, "region": None, "date": None}),
        ("2022年工作.txt", {"title": None, "date": None}),
        ("青石市书屋条例(2011-02-30).md", {"title": "青石市书屋条例", "date": None}),
        ("-", {"title": None, "date": None, "region": None}),
    ],
)
def test_file_name(path: str, found: dict[str, Any]) -> None:
    metadata = said(f"为办好书屋，提出如下要求。\n{ARTICLES}", path)
    assert {field: getattr(metadata, field) for field in found} == found
    told = [field for field, value in found.items() if value is not None and field != "province"]
    assert all("文件名" in (origin(metadata, field) or "") or field == "region" for field in told)


def test_the_text_is_trusted_before_the_name_of_its_file() -> None:
    text = f"青石市书屋办法\n青政发〔2030〕5号\n（2030年3月5日）\n{ARTICLES}"
    metadata = said(text, "白石市书屋条例 白政发〔2029〕1号(2029-01-01).txt")
    assert (metadata.title, metadata.region, metadata.date, metadata.number) == (
        *("青石市书屋办法", "青石市", "2030-03-05", "青政发〔2030〕5号"),
    )


def test_another_day_in_the_name_of_the_file_is_told() -> None:
    metadata = said(f"青石市书屋办法\n（2030年3月5日）\n{ARTICLES}", "青石市书屋办法(2031-01-01).txt")
    assert (metadata.date, origin(metadata, "date")) == ("2030-03-05", "文首的日期；文件名写的是 2031-01-01")
    assert origin(said(f"（2030年3月5日）\n{ARTICLES}", "青石市书屋办法(2030-03-05).txt"), "date") == "文首的日期"


def test_the_name_of_a_file_that_holds_several_documents_is_none_of_theirs() -> None:
    one = "\n".join(f"第{n}条　书屋的第{n}件事应当办好，并记入台账。" for n in "一二三四")
    documents = make_documents(f"青石市书屋办法\n{one}\n青石市茶室办法\n{one}", "青石市办法汇编(2030-01-01).txt")
    assert [document.metadata.date for document in documents] == [None, None]


# ---------------------------------------------------------------------------------------------------------------- implements


@pytest.mark.parametrize(
    ("title", "opening", "implements"),
    [
        ("溪山省实施《中华人民共和国公共图书馆法》办法", "", ("中华人民共和国公共图书馆法",)),
        ("关于贯彻落实《溪山省书屋条例》的实施意见", "", ("溪山省书屋条例",)),
        ("青石市书屋办法", "根据《溪山省书屋条例》和有关法律，结合本市实际，制定本办法。", ("溪山省书屋条例",)),
        (
            "青石市书屋办法",
            "为深入贯彻《溪山省书屋条例》，根据《关于书屋的意见》（溪政发〔2030〕1号），提出如下措施。",
            ("溪山省书屋条例", "关于书屋的意见"),
        ),
        ("青石市人民代表大会关于修改《青石市书屋条例》的决定", "", ()),
        ("青石市书屋办法", "依照《溪山省书屋条例》的规定处罚。", ()),
    ],
)
def test_implements(title: str, opening: str, implements: tuple[str, ...]) -> None:
    text = "\n".join(filter(None, (title, opening, "一、书屋应当开放。", "二、书屋应当免费。")))
    assert said(text).implements == implements


# --------------------------------------------------------------------------------------------------------------- properties

PIECES = [
    *(
        "青石市人民政府",
        "关于",
        "印发",
        "《书屋办法》",
        "的通知",
        "青政发〔2030〕5号",
        "令第12号",
        "2030年5月6日",
        "2030年2月30日",
    ),
    *(
        "通过",
        "批准的",
        "公布",
        "修正",
        "自",
        "起施行",
        "（试行）",
        "（",
        "）",
        "《",
        "抄送：",
        "附件",
        "发文机关：",
        "　",
        "\n",
        "。",
    ),
    "第一条　书屋开放。",
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.sampled_from(["-", "a/b.txt", "书屋办法(2030-13-01).md"]),
)
def test_anything_is_described(text: str, path: str) -> None:
    """Pieces of heads in any order: every day is one of the calendar, every value says where it stood, nothing is made up."""
    for document in make_documents(f"{text}\n书屋", path):
        metadata = document.metadata
        for field in ("date", "adopted", "amended", "issued", "in_force", "printed"):
            day = getattr(metadata, field)
            assert day is None or (date.fromisoformat(day) and origin(metadata, field))
        assert metadata.date in (None, "2030-05-06")
        for field in ("title", "issuer", "number", "region", "level"):
            assert (getattr(metadata, field) is None) == (origin(metadata, field) is None), field


# ---------------------------------------------------------------------------------------------------------------- real laws


def test_real_laws(shared: Path) -> None:
    """A sample of them against their heads, read by a script that shares no code with the library."""
    if not (shared / "laws").is_dir():
        pytest.skip("the laws are not there: no folder laws in ../shared")
    paths = sorted((shared / "laws").glob("*/[!_]*.md"))
    sample = random.Random(SEED).sample(paths, 150)  # noqa: S311  a sample, no secret
    rules = load_reading_rules()
    verdicts = [verdict for path in sample for verdict in check_metadata.judge(path, rules=rules)]
    floors = {
        "title": 0.99,
        "region": 0.99,
        "level": 0.98,
        "date": 0.99,
        "adopted": 0.99,
        "in_force": 0.95,
        "number": 0.98,
    }
    shares = {field: check_metadata.share(verdicts, field) for field in floors}
    assert {field: share for field, share in shares.items() if share < floors[field]} == {}
    assert {verdict.field for verdict in verdicts} == set(floors)


def test_the_check_can_fail(tmp_path: Path) -> None:
    """A head that says something else than the text below is a difference."""
    folder = tmp_path / "shandong"
    folder.mkdir()
    law = folder / "青岛市书屋条例(2030-05-06).md"
    head = "# 青岛市书屋条例\n\n2030年5月6日 青岛市人民代表大会常务委员会会议通过\n\n<!-- INFO END -->\n\n"
    law.write_text(head + ARTICLES, encoding="utf-8")
    verdicts = check_metadata.judge(law)
    assert {verdict.field: verdict.head for verdict in verdicts} == {
        "title": "青岛市书屋条例",
        "region": "青岛市",
        "level": "city",
        "date": "2030-05-06",
        "adopted": "2030-05-06",
    }
    assert all(verdict.right for verdict in verdicts)
    other = tmp_path / "beijing" / law.name
    other.parent.mkdir()
    other.write_text(law.read_text(encoding="utf-8"), encoding="utf-8")
    assert {v.field for v in check_metadata.judge(other) if not v.right} == {"region", "level"}
