"""What on a web page is the document, how it becomes text, and where each of its characters stands in the page's source."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_files import OPINION, page_source
from markup import text_of
from shipped import make_document, read_document

from duizhao.corpus import DocumentError
from duizhao.corpus.formats import decode_file
from duizhao.corpus.formats.html import html_edits
from duizhao.corpus.formats.markdown import markdown_edits
from duizhao.corpus.formats.sniffing import is_html
from duizhao.language import Span, replay

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TABLE = tomllib.loads(
    (Path(__file__).resolve().parent.parent / "corpus" / "tables" / "html.toml").read_text(encoding="utf-8")
)
SELECTORS = [row for rows in TABLE.values() if isinstance(rows, list) for row in rows]


def text(source: str) -> str:
    return replay(source, html_edits(source).edits)


@pytest.mark.parametrize("row", SELECTORS, ids=lambda row: row["name"])
def test_a_selector_finds_what_it_shows(row: dict[str, str]) -> None:
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415  only here

    assert row["note"].strip()
    nodes = {node.mem_id: node.text() for node in LexborHTMLParser(row["html"]).css(row["selector"])}
    assert "".join(nodes.values()) == row["finds"]


# ----------------------------------------------------------------------------------------------------- from mark-up to text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>甲</p><p>乙</p><p>丙</p>", "甲\n乙\n丙"),
        ("<p>甲<br>乙<br/>丙</p>", "甲\n乙\n丙"),
        ("<p>书\n  屋</p><p>a</p>", "书屋\na"),
        ("<p>《甲&amp;乙》&#12298;丙&#x300B;&ldquo;丁&rdquo;</p>", "《甲&乙》《丙》“丁”"),
        ("<p>3<5，5 > 3 & 7</p>", "3<5，5 > 3 & 7"),
        ("<p>甲<script>乙</script><style>丙</style><!-- 丁 --><select><option>戊</select></p>", "甲"),
        ('<p>甲<span style="color:red; display: none">乙</span><span hidden>丙</span></p>', "甲"),
        ("<table><tr><td>甲</td><td>乙<br>丙</td></tr><tr><td></td><td>丁</td></tr></table>", "甲\t乙 丙\n\t丁"),
        ("<table><tr><td><p>甲</p><p>乙</p></td></tr></table>", "甲\n乙"),
        ("<ol><li>甲</li><li>乙</li></ol><p>丙</p>", "1．甲\n2．乙\n丙"),
        ('<ol start="3"><li>甲<li value=7>乙<li>（一）丙</ol>', "3．甲\n7．乙\n（一）丙"),
        ('<ol style="list-style:none"><li>甲</ol><ul><li>乙</ul>', "甲\n乙"),
        ("<pre>甲\n乙</pre>", "甲\n乙"),
        ("<p>甲<b>乙<i>丙</b>丁</i></p>", "甲乙丙丁"),
        ("<div>甲<p>乙</div>丙", "甲\n乙\n丙"),
        ("<p>甲\r\n乙\0丙</p>", "甲乙 丙"),
        ("<p>每\n    千名，\n老人 甲\nabc\n乙<b>丙</b>\n<b>丁</b></p>", "每千名，老人 甲 abc 乙丙 丁"),
        (
            '<p>增长5<sup><a href="#f1">[2]</a></sup>倍，书屋<a href="a.html#f2"><sup>1</sup></a>m<sup>2</sup></p>',
            "增长5倍，书屋m²",
        ),
        ('<p>见<a href="#f1">1</a>，<sup>3</sup></p>', "见1，"),
        ("<p>甲\ufdd0\ufdd1\ufdd0乙</p>", "甲\ufffd\ufffd\ufffd乙"),
        ("<p>甲</p><a title='<p>乙</p>' href=x>丙</a>", "甲\n丙"),
        ("<p>甲<p>乙<a href='x", "甲\n乙"),
    ],
)
def test_mark_up_becomes_text(source: str, expected: str) -> None:
    assert text(source) == expected


def test_what_a_parser_moves_is_not_lost() -> None:
    """Text between the rows of a table is moved in front of it; it has no place then, but it stays."""
    assert text("<table><tr><td>甲</td><td>乙</td></tr>丙</table><p>丁</p>") == "丙\n甲\t乙\n丁"


# fmt: off
PIECES = (
    "<p>", "</p>", "<br>", "甲乙。", " ", "\n", "&nbsp;", "&lt;", "&", "<", ">", "<b>", "</b>", "<td>", "<tr>", "<table>", "</table>",
    "丙", "<ol>", "<li>", "<!--", "-->",
)
# fmt: on


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_every_page_can_be_replayed_and_led_back(source: str) -> None:
    """Whatever the tags: no text is lost but for blanks, and what was not edited is the source itself."""
    try:
        edits = html_edits(source).edits
    except DocumentError:
        assert not text_of(source).strip("\u00a0 \n\t")
        return
    found = replay(source, edits)
    assert "".join(found.split()).replace("\u3000", "") == "".join(
        "".join(text_of(source).split()) if "<ol>" not in source else found.split()
    )
    done = 0
    for edit in edits:
        assert edit.span.start >= done
        assert edit.span.of(source) != edit.new or not len(edit.span)
        done = edit.span.end


# ------------------------------------------------------------------------------------------------------ what is the document


def test_ways_through_the_site_are_no_text() -> None:
    found = text(page_source(OPINION))
    assert found.split("\n") == [line.strip() for line in OPINION.split("\n")]


def test_a_page_without_a_known_container() -> None:
    source = page_source(OPINION).replace('class="TRS_Editor"', 'class="zw_2021"')
    page = html_edits(source)
    assert replay(source, page.edits).split("\n") == OPINION.split("\n")
    assert page.warnings == ("网页里没有认出的正文容器，从哪里到哪里是正文由标点的分布判断；请核对开头和结尾",)


@pytest.mark.parametrize("way", ['style="visibility: hidden; opacity: 0"', 'style="display:none"', "hidden"])
def test_a_document_that_a_script_would_show_is_read(way: str) -> None:
    """Official accounts hide the article until it is loaded."""
    title, *lines = OPINION.split("\n")
    body = "".join(f"<section>{line}</section>" for line in lines)
    source = f'<html><body><h1>{title}</h1><div id="meta">青石发布，原创</div><div id="js_content" {way}>{body}</div></body></html>'
    assert text(source).split("\n") == OPINION.split("\n")
    copy = f"<html><body><h1>{title}</h1><div>{body}</div><div {way}>{body}</div></body></html>"
    assert text(copy).split("\n") == OPINION.split("\n")


FACTS = {
    "索 引 号": "XS001-2029-1",
    "发布机构": "溪山省文化厅",
    "发文日期": "2029年3月15日",
    "文　　号": "溪文发〔2029〕7号",
    "标　　题": "溪山省文化厅关于办好乡村书屋的意见",
}


@pytest.mark.parametrize(
    ("around", "each"),
    [
        ("<table>{}</table>", "<tr><td>{}：</td><td>{}</td></tr>"),
        ("<ul>{}</ul>", "<li><b>{}：</b><span>{}</span></li>"),
        ("<div>{}</div>", "<div><div>{}：</div><div>{}</div></div>"),
    ],
)
def test_the_table_above_a_document_says_what_it_is(around: str, each: str) -> None:
    facts = around.format("".join(each.format(*fact) for fact in FACTS.items()))
    body = "<p>各市人民政府：</p><p>为办好书屋，提出如下意见。</p><p>一、加强领导。</p><p>二、落实经费。</p>"
    source = f'<html><body><div>首页</div>{facts}<div id="zoom">{body}</div><p>标题：甲</p></body></html>'
    document = make_document(decode_file(source.encode(), "a.html"), "a.html")
    found = document.metadata
    assert (found.title, found.number) == (FACTS["标　　题"], FACTS["文　　号"])
    assert (found.issuer, found.date) == ("溪山省文化厅", "2029-03-15")
    assert document.body.of(document.text) == "为办好书屋，提出如下意见。\n一、加强领导。\n二、落实经费。"
    assert not any(word in document.text for word in ("首页", "标题：甲"))


RELATED = (
    '<div class="xgbd"><h3>相关链接</h3><ul><li><a href="/1">一图读懂书屋意见</a> 2029-03-16</li>'
    '<li><a href="/2">省文化厅负责人解读书屋意见</a></li></ul></div><div class="gn"><a href="/3">打印</a> <a href="/4">关闭</a></div>'
)
KEPT = (
    '<div class="mulu"><a href="#1">第一章　总则</a><a href="#2">第二章　管理</a></div>'
    '<div class="fz"><p><a href="/5">《溪山省书屋暂行办法》</a></p><p><a href="/6">《溪山省藏书规定》</a></p></div>'
    '<div class="fj"><a href="/7.doc">附件1 任务分工表</a><a href="/8.doc">附件2 标准</a></div>'
)


def test_lists_of_links_to_other_pages_are_no_text() -> None:
    crumbs = '<div class="wz1">您现在的位置：<a href="/">首页</a> &gt; <a href="/wj">文件</a></div>'
    body = "".join(f"<p>{line}</p>" for line in OPINION.split("\n"))
    found = text(f"<html><body>{crumbs}{body}{KEPT}{RELATED}</body></html>")
    assert found.startswith(OPINION)
    assert all(word in found for word in ("第二章　管理", "《溪山省藏书规定》", "附件2 标准"))
    assert not any(word in found for word in ("首页", "相关链接", "解读", "打印", "一图"))


def test_a_page_of_links_alone_is_still_read() -> None:
    assert "一图读懂书屋意见" in text(f"<html><body>{RELATED}</body></html>")


def test_a_container_that_holds_only_a_summary_is_none() -> None:
    source = page_source(OPINION).replace('class="TRS_Editor"', 'class="zw_2021"')
    source = source.replace('<div class="share">', '<div id="zoom">摘要：办好书屋，方便村民。</div><div class="share">')
    assert OPINION.split("\n")[-4] in text(source)


def test_a_document_named_like_a_foot_is_still_read() -> None:
    source = page_source(OPINION).replace('class="TRS_Editor"', 'class="footer"')
    assert OPINION.split("\n")[5] in text(source)


def test_places_lead_to_the_source() -> None:
    body = "<p>第一条&nbsp;书屋应当<b>免费</b>开放。</p><p>第二条 书屋,,,开放。</p>"
    source = f"<html><body><div id=zoom>{body}</div></body></html>"
    document = make_document(decode_file(source.encode(), "a.html"), "a.html")
    assert document.raw == source
    start = document.text.index("免费")
    assert document.raw_span(Span(start, start + 2)).of(source) == "免费"
    comma = document.text.index("，")
    assert document.raw_span(Span(comma, comma + 1)).of(source) == ",,,"
    assert replay(source, document.edits) == document.text


def test_a_page_with_nothing_on_it_is_refused() -> None:
    for source in ("<html><body><script>var a = 1</script></body></html>", "<html><body>&nbsp;<p></p></body></html>"):
        with pytest.raises(DocumentError, match="网页里没有文字"):
            html_edits(source)


# ------------------------------------------------------------------------------------------------------------- hostile pages

HOSTILE = {
    "attributes": "<p " + " ".join(f"a{i}=1" for i in range(300_000)) + ">甲</p>",
    "one attribute again and again": "<p " + "a=1 " * 300_000 + ">甲</p>",
    "nested": "<div>" * 100_000 + "甲",
    "open fonts": "".join(f"<font size={i}><p>甲" for i in range(20_000)),
    "tags": "<br>" * 600_000 + "甲",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_page_built_to_stop_the_parser_is_refused_at_once(kind: str) -> None:
    start = time.process_time()
    with pytest.raises(DocumentError, match="网页不正常") as caught:
        html_edits(f"<html><body>{HOSTILE[kind]}</body></html>")
    assert time.process_time() - start < 8
    assert len(str(caught.value).splitlines()) == 1


ENDLESS = {
    "quotes": '<a href="' * 50_000,
    "comments": "<!--" * 50_000,
    "ampersands": "&" * 200_000,
    "angles": "<" * 200_000,
    "tags in tags": "<a " * 90_000,
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_what_never_ends_takes_no_time(kind: str) -> None:
    start = time.process_time()
    try:
        assert text(f"<p>甲{ENDLESS[kind]}").startswith("甲")
    except DocumentError as error:
        assert "网页不正常" in str(error)  # noqa: PT017  either is right, as long as it is soon
    assert time.process_time() - start < 8


# ------------------------------------------------------------------------------------------------------ pages or not, Markdown


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("<!DOCTYPE html><title>甲</title>", True),
        ("\ufeff\n<!-- 存档 --><html>", True),
        ("<?xml version='1.0'?>\n<html>", True),
        ("<p>甲</p><p>乙</p>", True),
        ("第一条 书屋<br>免费<br>开放。", False),
        ("# 书屋\n\n<!-- INFO END -->\n第一条", False),
        ("比较：3<p>5，a</p>b。" + "书屋应当免费开放。" * 40, False),
        ("《甲》<乙>", False),
    ],
)
def test_what_is_a_page(source: str, page: bool) -> None:
    assert is_html(source) == page


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("---\ntitle: 书屋\n---\n第一条", "第一条"),
        ("+++\ntitle = '书屋'\n+++\n第一条", "第一条"),
        ("---\n第一条\n---\n第二条", "---\n第一条\n---\n第二条"),
        ("---\ntitle: 书屋\n---\n", "---\ntitle: 书屋\n---\n"),
        ("第一条<!-- 甲\n<b>乙</b> -->免费", "第一条免费"),
        ("第一条<!-- 甲", "第一条<!-- 甲"),
        ("| 甲 | 乙 |\n|:--|--:|\n| 丙 | 丁\\|戊 |\n\n己|庚", "甲\t乙\n丙\t丁\\|戊\n\n己|庚"),
        ("甲 | 乙\n--- | ---\n丙 | 丁", "甲\t乙\n丙\t丁"),
        ("甲|乙\n丙|丁", "甲|乙\n丙|丁"),
        ("| 甲 |  | 乙 |\n| --- | --- | --- |\n|  |  | 丙 |\n", "甲\t\t乙\n\t\t丙\n"),
    ],
)
def test_markdown(source: str, expected: str) -> None:
    assert replay(source, markdown_edits(source)) == expected


@given(
    st.lists(
        st.sampled_from(["|", "| ", " |", "-", "---", " ", "\n", "甲", "\\", "<!--", "-->", "\t"]), max_size=40
    ).map("".join)
)
def test_any_markdown_can_be_replayed(source: str) -> None:
    """Edits never overlap, whatever stands in a row; but for fences, rules, comments and blanks nothing goes."""
    text = replay(source, markdown_edits(source))
    assert text.count("甲") + sum(
        comment.count("甲") for comment in re.findall("<!--.*?-->", source, re.DOTALL)
    ) >= source.count("甲")


def test_a_page_that_calls_itself_a_text_is_read_and_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(page_source(OPINION), encoding="gb18030")
    document = read_document(tmp_path / "a.txt")
    assert document.warnings[0] == "后缀是 .txt，内容是网页（HTML），按内容读取"
    assert document.encoding == "gb18030"
