"""What of a web page a reader sees: no struck words, exponents as such, no marks of notes, one text of two, what its head says of it."""

from __future__ import annotations

import time

import pytest
from shipped import make_document

from duizhao.corpus import DocumentError
from duizhao.corpus.formats import Decoded, decode_file
from duizhao.corpus.formats.inline_marks import inline_marks
from duizhao.corpus.formats.page_formulas import math_text
from duizhao.language import replay


def read(source: str, name: str = "a.html") -> Decoded:
    return decode_file(source.encode(), name)


def page(body: str, *, head: str = "", above: str = "") -> str:
    title = "<title>溪山县书屋办法-溪山县人民政府</title>"
    return f'<html><head>{title}{head}</head><body>{above}<div id="zoom">{body}</div></body></html>'


def inline(body: str) -> tuple[str, int]:
    decoded = read(page(f"<p>{body}</p>"))
    return decoded.extracted, len(decoded.warnings)


@pytest.mark.parametrize(
    "struck",
    [
        *("<del>1</del>", "<s>1</s>", "<strike>1</strike>", "<del>1</del><ins></ins>"),
        '<span style="color:red;text-decoration: line-through">1</span>',
        '<font style="text-decoration-line:line-through;">1</font>',
        '<span class="x old">1</span>',
        "<del><span>1</span></del>",
    ],
)
def test_struck_words_are_told_and_left_out(struck: str) -> None:
    head = "<style>p, .old { text-decoration: line-through } .x{color:red}</style>" if "old" in struck else ""
    decoded = read(page(f"<p>每年检查{struck}2次。</p>", head=head.replace("p, ", "")))
    assert decoded.extracted == "每年检查2次。"
    assert decoded.warnings == ("划掉的文字（删除线）1 处没有读入，第一处是“每年检查”后的“1”",)


@pytest.mark.parametrize(
    "shown",
    [
        '<span style="text-decoration:underline">12</span>',
        '<span style="text-decoration:none">12</span>',
        "<u>12</u>",
        '<span style="font-size:0.9em">12</span>',
        '<span class="old">12</span>',
    ],
)
def test_what_is_not_struck_stays(shown: str) -> None:
    assert inline(f"每年{shown}次。") == ("每年12次。", 0)


def test_words_hidden_by_style() -> None:
    assert (
        inline('每年<span style="visibility:hidden">1</span>2次，<font style="font-size:0px">乙</font>丙。')[0]
        == "每年2次，丙。"
    )
    decoded = read(page('<p>每年<span class="h">1</span>2次。</p>', head="<style>/* a */ .h{display:none}</style>"))
    assert decoded.extracted == "每年2次。"
    assert "隐藏的文字 1 处" in decoded.warnings[0]


def test_nothing_but_struck_words_is_refused_by_its_name() -> None:
    with pytest.raises(DocumentError, match="划掉的文字"):
        read("<html><body><p><s>第一条　书屋。</s></p></body></html>")


@pytest.mark.parametrize(
    ("body", "text", "told"),
    [
        ("库容10<sup>4</sup>立方米", "库容10⁴立方米", 0),
        ("3×10<SUP><span>4</span></SUP>元", "3×10⁴元", 0),
        ("10<sup>-3</sup>毫克，5km<sup>2</sup>", "10⁻³毫克，5km²", 0),
        ('10<span style="vertical-align:super;font-size:9pt">4</span>元', "10⁴元", 0),
        ('10<span style="position:relative;top:-4pt;mso-text-raise:4.0pt">4</span>元', "10⁴元", 0),
        ("CO<sub>2</sub>和PM<sub>2.5</sub>，第12<sub>3</sub>项", "CO2和PM2.5，第12₃项", 0),
        ("每年2次<sup>[1]</sup>。", "每年2次。", 1),
        ("比例10<sup>1</sup>%，2次<sup>①</sup>、3次<sup>*</sup>。", "比例10%，2次、3次。", 1),
        ('每年2次<sup><a href="#n1">1</a></sup>。', "每年2次。", 1),
        ("不少于<math><mfrac><mn>1</mn><mn>3</mn></mfrac></math>。", "不少于1/3。", 0),
        ("不少于1<math><mfrac><mn>1</mn><mn>3</mn></mfrac></math>次。", "不少于1又1/3次。", 1),
        ("<math><msup><mn>10</mn><mn>4</mn></msup></math>元", "10⁴元", 0),
        ("<ruby>喆<rp>(</rp><rt>zhé</rt><rp>)</rp></ruby>村", "喆村", 0),
    ],
)
def test_raised_characters_and_formulas(body: str, text: str, told: int) -> None:
    assert inline(body) == (text, told)


@pytest.mark.parametrize(
    ("body", "text", "told"),
    [
        ('<img alt="喆">村公开。', "喆村公开。", 0),
        ('书屋<img src="a.gif" title="喆">村', "书屋喆村", 0),
        ('每年<img src="2.gif" alt="2">次', "每年2次", 0),
        ('书屋、<img src="a.gif">村', "书屋、〔?〕村", 1),
        ('书屋<img src="a.gif" width="300">村', "书屋村", 0),
        ('<img src="dot.gif">书屋', "书屋", 0),
        ('书屋。<img src="a.gif">', "书屋。", 0),
    ],
)
def test_a_picture_among_words_may_be_a_character(body: str, text: str, told: int) -> None:
    assert inline(body) == (text, told)


def test_cells_that_reach_over_rows_and_columns() -> None:
    table = (
        "<table><tr><th>类</th><th colspan=2>次数</th></tr><tr><td rowspan=2>甲</td><td>1</td><td rowspan=3>2</td></tr>"
        "<tr><td>3</td></tr><tr><td colspan=2>丙</td></tr></table>"
    )
    assert read(page(table)).extracted == "类\t次数\n甲\t1\t2\n〃\t3\t〃\n丙\t\t〃"
    huge = "<table><tr><td colspan=1000000000 rowspan=1000000000>甲<td>乙<tr><td>丙<td>丁</table>"
    assert read(page(huge)).extracted == "甲\t乙\n丙\t丁"


def comparison(old: str, new: str, last: str) -> str:
    return page(
        f"<table><tr><td rowspan=3>书屋</td><td>{old}</td><td>{new}</td></tr>"
        "<tr><td>第一条　每年1次。</td><td><p>第一条　每年2次。</p><p>第二条　公开。</p></td></tr>"
        f"<tr><td>第三条　免费。</td><td>{last}</td></tr></table>"
    )


def test_of_two_texts_side_by_side_the_new_one_is_read() -> None:
    for last, text in (("（不变）", ["第三条　免费。"]), ("删除", [])):
        decoded = read(comparison("现行条文", "修改后条文", last))
        assert decoded.extracted.split("\n") == ["第一条　每年2次。", "第二条　公开。", *text]
        assert "只读“修改后条文”一栏" in decoded.warnings[0]
    assert "每年1次" in read(comparison("任务", "要求", "预约。")).extracted


CELLS = (
    ("索引号", "1234"),
    ("发文机关", "溪山县人民政府"),
    ("发文字号", "溪政发〔2031〕5号"),
    ("成文日期", "2031年5月1日"),
)


@pytest.mark.parametrize(
    "facts",
    [
        "<table>" + "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in CELLS) + "</table>",
        "<table><tr>" + "".join(f"<th><p>{label}</p></th><td>{value}</td>" for label, value in CELLS) + "</tr></table>",
        "<ul>" + "".join(f"<li><b>{label}</b><span>{value}</span></li>" for label, value in CELLS) + "</ul>",
        "<dl>" + "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in CELLS) + "</dl>",
        "<div>" + "".join(f"<div><div>{label}</div><div>{value}</div></div>" for label, value in CELLS) + "</div>",
        "<table><tr>"
        + "".join(f"<th>{label}</th>" for label, _ in CELLS)
        + "</tr><tr>"
        + "".join(f"<td>{value}</td>" for _, value in CELLS)
        + "</tr></table>",
    ],
)
@pytest.mark.parametrize("inside", [False, True])
def test_labels_without_a_colon(facts: str, inside: bool) -> None:
    text = "<p>第一条　公开。</p><p>第二条　每年检查2次。</p>"
    source = page(facts + text) if inside else page(text, above=facts)
    said = make_document(read(source)).metadata
    assert (said.number, said.date, said.issuer) == ("溪政发〔2031〕5号", "2031-05-01", "溪山县人民政府")


def test_what_only_the_head_of_a_page_says() -> None:
    meta = (
        '<meta name="PubDate" content="2031-05-01 10:00"><meta name="ArticleTitle" content="溪山县书屋办法">'
        '<meta name="ContentSource" content="溪山县人民政府办公室">'
    )
    said = make_document(read(page("<p>第一条　公开。</p>", head=meta))).metadata
    assert (said.title, said.date, said.source) == ("溪山县书屋办法", "2031-05-01", "溪山县人民政府办公室")
    assert make_document(read(page("<p>第一条　公开。</p>"))).metadata.title == "溪山县书屋办法"
    own = read(page("<p>溪山县书屋管理办法</p><p>第一条　公开。</p>", head=meta)).extracted
    assert own.count("书屋") == 1


def test_a_title_in_a_table_of_the_layout() -> None:
    body = "<table><tr><td><h2>溪山县书屋办法</h2></td></tr><tr><td id=zoom><p>第一条　公开。</p></td></tr></table>"
    assert read(f"<html><body>{body}</body></html>").extracted.split("\n") == ["溪山县书屋办法", "第一条　公开。"]


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ('附件：<a href="./P01.docx">溪山县书屋办法.docx</a>', "溪山县书屋办法.docx"),
        ('<a href="/f/1.pdf?x=1">附件：溪山县书屋办法</a>', "附件：溪山县书屋办法"),
        ('<a href="%E4%B9%A6%E5%B1%8B.wps"></a>', "书屋.wps"),
    ],
)
def test_a_notice_whose_text_is_a_file_beside_it(link: str, name: str) -> None:
    notice = f"<p>各乡镇：</p><p>现将《溪山县书屋办法》印发给你们，请遵照执行。</p><p>{link}</p><p>溪山县人民政府</p>"
    assert f"正文在附件里：{name}；" in read(page(notice)).warnings[0]
    whole = notice + "<p>第一条　公开。</p><p>第二条　免费。</p><p>第三条　开放。</p>"
    assert read(page(whole)).warnings == ()


@pytest.mark.parametrize(
    ("text", "is_markdown", "written"),
    [
        ("库容10<sup>4</sup>立方米，每年<del>1</del>2次", False, "库容10⁴立方米，每年2次"),
        ("每年~~1~~2次，10^4^立方米", True, "每年2次，10⁴立方米"),
        ("每年2次[^1]。\n\n[^1]: 见年鉴。\n", True, "每年2次。\n\n"),
        ("比例1~~2，3~~4", False, "比例1~~2，3~~4"),
        ("<s>甲\n乙</s>", False, "<s>甲\n乙</s>"),
    ],
)
def test_marks_in_plain_texts(text: str, is_markdown: bool, written: str) -> None:
    assert replay(text, inline_marks(text, is_markdown=is_markdown).edits) == written


def test_two_texts_side_by_side_in_a_plain_text() -> None:
    rows = ("原条文\t新条文\t理由", "第一条　每年1次。\t第一条　每年2次。\t提高", "第二条　免费。\t不变\t")
    text = "\r\n".join(("书屋办法新旧条文对照表", *rows, "附则", ""))
    decoded = read(text, "a.txt")
    assert decoded.extracted.split() == ["书屋办法新旧条文对照表", "第一条", "每年2次。", "第二条", "免费。", "附则"]
    assert "只读“新条文”一栏" in decoded.warnings[0]
    assert read("任务\t期限\n书屋\t年底。\n", "a.txt").warnings == ()


def test_marks_beside_the_tables_of_markdown() -> None:
    decoded = read("| 甲 | ~~乙~~ |\n| --- | --- |\n| 10<sup>4</sup> | 丁 |\n", "a.md")
    assert decoded.extracted.split("\n")[1] == "10⁴\t丁"


def test_pages_with_many_marks_are_read_in_time() -> None:
    body = "<p>" + "10<sup>4</sup>册<s>甲</s><img src=a>乙" * 8_000 + "</p>"
    begin = time.process_time()
    assert read(page(body)).extracted.startswith("10⁴册")
    assert time.process_time() - begin < 20


def test_deep_formulas_end() -> None:
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415  only here

    node = LexborHTMLParser("<math>" + "<msqrt>" * 300 + "<mn>1</mn></math>").css_first("math")
    assert node is not None
    assert math_text(node).endswith("1" + ")" * math_text(node).count("("))
