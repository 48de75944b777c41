"""What of a Word document a reader sees: no struck or hidden text, exponents and fractions as such, no marks of notes, one text of two."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from made_files import program, word_file, zipped
from test_word_files import W, p, word

from duizhao.corpus import DocumentError
from duizhao.corpus.formats import decode_file
from duizhao.corpus.formats.comparison_tables import load_comparison_rules, sides
from duizhao.corpus.formats.docx import read_docx
from duizhao.corpus.formats.raised_text import lowered_text, raised_text
from duizhao.corpus.formats.unseen_text import UnseenText
from duizhao.corpus.formats.word_fields import equation_text
from duizhao.corpus.formats.word_runs import RunReader
from duizhao.corpus.formats.word_styles import RunStyles
from duizhao.corpus.formats.word_symbols import load_symbol_fonts
from duizhao.corpus.formats.xml import parse_xml
from duizhao.corpus.formats.zips import SafeZip, ZipLimits

MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
STYLES = f"""<w:styles {W}>
<w:style w:type="character" w:styleId="Out"><w:rPr><w:strike/></w:rPr></w:style>
<w:style w:type="character" w:styleId="OutToo"><w:basedOn w:val="Out"/></w:style>
<w:style w:type="character" w:styleId="Circle"><w:basedOn w:val="Circle"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Up"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="HiddenToo"><w:basedOn w:val="HiddenLine"/></w:style>
<w:style w:type="paragraph" w:styleId="HiddenLine"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="OutLine"><w:rPr><w:strike/></w:rPr></w:style></w:styles>"""
UP, DOWN = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def styled(name: str, more: str = "") -> str:
    return f'<w:rStyle w:val="{name}"/>{more}'


def line(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def field(*code: str, result: str | None = None) -> str:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    codes = "".join(f'<w:r><w:instrText xml:space="preserve">{one}</w:instrText></w:r>' for one in code)
    return begin + codes + ("" if result is None else separate + run(result)) + end


def read(body: str) -> tuple[str, tuple[str, ...]]:
    decoded = read_docx(word(body, styles=STYLES))
    return decoded.text, decoded.warnings


# ----------------------------------------------------------------------------------------------------- struck out, hidden


@pytest.mark.parametrize(
    ("look", "text"),
    [
        ("<w:strike/>", "每年2次"),
        ("<w:dstrike/>", "每年2次"),
        ('<w:strike w:val="true"/>', "每年2次"),
        (styled("OutToo"), "每年2次"),
        ('<w:strike w:val="0"/>', "每年12次"),
        ('<w:dstrike w:val="off"/>', "每年12次"),
        (styled("Out", '<w:strike w:val="false"/>'), "每年12次"),
        (styled("Circle"), "每年12次"),
        (styled("NoSuchStyle"), "每年12次"),
    ],
)
def test_what_is_struck_out_is_not_read_and_told(look: str, text: str) -> None:
    read_text, warnings = read(line(run("每年"), run("1", look), run("2次")))
    assert read_text == text
    told = ("划掉的文字（删除线）1 处没有读入，第一处是“每年”后的“1”",)
    assert warnings == (told if text == "每年2次" else ())


def test_a_paragraph_struck_out_by_its_style() -> None:
    style = '<w:pStyle w:val="OutLine"/>'
    assert read(line(run("每月1次。"), properties=style) + p("每年1次。"))[0].split() == ["每年1次。"]
    # A style of characters that sets the same switch undoes it, as Word has it.
    assert read(line(run("每月1次。", styled("Out")), properties=style))[0] == "每月1次。"


@pytest.mark.parametrize(
    "hidden",
    [
        line(run("书屋。"), run("内部意见", "<w:vanish/>")),
        line(run("书屋。"), run("内部意见", styled("Hidden"))),
        line(run("书屋。")) + line(run("内部意见"), properties='<w:pStyle w:val="HiddenToo"/>'),
    ],
)
def test_hidden_text_is_told_and_left_out(hidden: str) -> None:
    text, warnings = read(hidden)
    assert text.strip() == "书屋。"
    assert warnings[0].startswith("隐藏的文字 1 处没有读入")


def test_what_a_run_shows_of_a_hidden_style_is_read() -> None:
    shown = line(run("书屋。", '<w:vanish w:val="0"/>'), properties='<w:pStyle w:val="HiddenLine"/>')
    assert read(shown) == ("书屋。", ())


def test_a_hidden_end_of_a_paragraph_joins_it_to_the_next() -> None:
    separator = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    assert read(line(run("第一条　"), properties=separator) + p("免费。"))[0] == "第一条　免费。"


def test_nothing_but_struck_text_is_refused_by_its_name() -> None:
    with pytest.raises(DocumentError, match="划掉的文字"):
        read(line(run("书屋", "<w:strike/>")))


# ---------------------------------------------------------------------------------------- exponents, marks, formulas, fields


@pytest.mark.parametrize(
    ("raised", "before", "after", "written"),
    [
        *(
            ("4", "不小于10", "立方米", "⁴"),
            ("4", "3×10", "元", "⁴"),
            ("-3", "10", "毫克", "⁻³"),
            ("n", "2", "个", "ⁿ"),
        ),
        *(("2", "30km", "以内", "²"), ("2", "200米", "以上", "²"), ("２", "5m", "", "²"), ("n+1", "2", "", "^(n+1)")),
        *(("[1]", "每年2次", "。", None), ("①", "每年2次", "。", None), ("*", "每年2次", "。", None)),
        *(
            ("注1", "每年2次", "。", None),
            ("1", "比例5%", "。", None),
            ("1", "比例10", "%", None),
            ("2", "GDP", "增长", None),
        ),
        *(
            ("1", "书屋", "应当", None),
            ("1,2", "书屋", "应当", None),
            ("〔12〕", "书屋", "", None),
            ("3", "2", "次", None),
        ),
        *(("[1]", "", "说明", "[1]"), ("th", "5", "", "th"), ("书屋", "某", "", "书屋"), ("2", "(a+b)", "", "²")),
        ("2", "（含书屋）", "", None),
    ],
)
def test_raised_characters(raised: str, before: str, after: str, written: str | None) -> None:
    assert raised_text(raised, before, after) == written


@pytest.mark.parametrize(
    ("lowered", "before", "after", "written"),
    [
        ("2", "CO", "排放", "2"),
        ("2.5", "PM", "浓度", "2.5"),
        ("3", "12", "项", "₃"),
        ("1", "甲", "级", "₁"),
        ("2", "H", "3", "₂"),
    ],
)
def test_lowered_characters(lowered: str, before: str, after: str, written: str) -> None:
    assert lowered_text(lowered, before, after) == written


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ((run("不小于10"), run("4", UP), run("立方米")), "不小于10⁴立方米"),
        ((run("不小于10"), run("4", styled("Up")), run("立方米")), "不小于10⁴立方米"),
        ((run("不小于10"), run("4", styled("Up", '<w:vertAlign w:val="baseline"/>')), run("册")), "不小于104册"),
        ((run("10"), run("-", UP), run("3", UP), run("毫克")), "10⁻³毫克"),
        ((run("不小于10"), run("4", '<w:position w:val="12"/>'), run("立方米")), "不小于10⁴立方米"),
        ((run("不小于104立方米", '<w:position w:val="12"/>'),), "不小于104立方米"),
        ((run("第12"), run("3", DOWN), run("项")), "第12₃项"),
    ],
)
def test_exponents_are_no_digits(runs: tuple[str, ...], text: str) -> None:
    assert read(line(*runs)) == (text, ())


def test_marks_of_notes_are_told_and_left_out() -> None:
    text, warnings = read(line(run("每年2次"), run("[1]", UP), run("，公开"), run("②", UP), run("。")))
    assert text == "每年2次，公开。"
    assert warnings == ("上标的注码 2 处没有放进正文，第一处是“每年2次”后的“[1]”",)
    own_mark = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'
    assert read(line(run("每年2次"), own_mark, run("。")))[0] == "每年2次。"


def math(inside: str) -> str:
    return f"<m:oMath {MATH}>{inside}</m:oMath>"


def m(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


def fraction(above: str, below: str) -> str:
    return f"<m:f><m:num>{m(above)}</m:num><m:den>{m(below)}</m:den></m:f>"


@pytest.mark.parametrize(
    ("before", "formula", "after", "text"),
    [
        ("不少于", fraction("1", "3"), "。", "不少于1/3。"),
        ("不少于", fraction("a+b", "3"), "。", "不少于(a+b)/3。"),
        ("不少于1", fraction("1", "3"), "次", "不少于1又1/3次"),
        ("不少于", m("1") + fraction("1", "3"), "次", "不少于1又1/3次"),
        ("不少于", fraction("1", "3"), "5次", "不少于1/3·5次"),
        ("", f"<m:sSup><m:e>{m('10')}</m:e><m:sup>{m('4')}</m:sup></m:sSup>", "元", "10⁴元"),
        ("", f"<m:sSup><m:e>{m('a+b')}</m:e><m:sup>{m('n')}</m:sup></m:sSup>", "", "(a+b)ⁿ"),
        ("", f"<m:rad><m:deg>{m('3')}</m:deg><m:e>{m('27')}</m:e></m:rad>", "", "∛27"),
        ("", f"<m:rad><m:radPr><m:degHide/></m:radPr><m:deg/><m:e>{m('x+1')}</m:e></m:rad>", "", "√(x+1)"),
        ("", f"<m:sSub><m:e>{m('S')}</m:e><m:sub>{m('max')}</m:sub></m:sSub>", "", "S_(max)"),
        ("", f"<m:d><m:e>{fraction('1', '2')}</m:e></m:d>", "", "(1/2)"),
    ],
)
def test_formulas_on_one_line(before: str, formula: str, after: str, text: str) -> None:
    found, warnings = read(line(run(before), math(formula), run(after)))
    assert found == text
    # What is more than a number, a fraction of two or a power is told, so that somebody looks at it.
    assert len(warnings) == (text not in ("不少于1/3。", "10⁴元"))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        *((r" eq \o\ac(○,21) ", "㉑"), (r"EQ \O\AC(○,3)", "③"), (r"eq \o\ac(○,一)", "㊀"), (r"eq \o\ac(□,5)", "(5)")),
        *((r"EQ \F(1,3)", "1/3"), (r"eq \f(1+2;3)", "(1+2)/3"), (r"eq \r(3,27)", "³√(27)"), (r"eq 10\s\up5(4)", "10⁴")),
        *((r'EQ \* jc2 \* "Font:宋体" \* hps16 \o\ad(\s\up 11(shū),书)', "书"), (r"eq \i(0,1,x)", None)),
        *((r"eq \o(a,b)", None), ("eq " + r"\f(" * 300, None), (r"eq \f(1", None)),
    ],
)
def test_equations_of_fields(code: str, text: str | None) -> None:
    assert equation_text(code) == text


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (field(r" eq \o\ac(", "○,", "21) ") + run("公开"), "㉑公开"),
        (field(r"eq \o\ac(○,21)", result="○21") + run("公开"), "㉑公开"),
        (f'<w:fldSimple w:instr="eq \\f(1,3)">{run("13")}</w:fldSimple>', "1/3"),
        (run("第") + field(" PAGE ", result="3") + run("页"), "第3页"),
        (field("SYMBOL 179 \\f Symbol \\s 12") + run("5%"), "≥5%"),
        (field("IF ", field("REF a", result="9"), "= 9", result="2") + run("次"), "2次"),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("每年2次。"), "每年2次。"),
        (run("比例") + '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run("5%"), "比例≥5%"),
        (run("比例") + run("\uf0b3", '<w:rFonts w:ascii="Symbol"/>') + run("5%"), "比例≥5%"),
    ],
)
def test_fields_and_symbols_show_what_word_shows(runs: str, text: str) -> None:
    if "REF a" in runs:  # a field inside the code of another one
        inner = field("REF a", result="9")
        runs = field("IF ", "= 9", result="2").replace("IF </w:instrText></w:r>", f"IF </w:instrText></w:r>{inner}")
        runs += run("次")
    assert read(line(runs)) == (text, ())


@pytest.mark.parametrize(
    "runs",
    [
        field(" LISTNUM "),
        field("AUTONUMLGL"),
        field(r"eq \i(0,1,x)"),
        '<w:r><w:sym w:font="Own" w:char="F0B3"/></w:r>',
    ],
)
def test_what_is_seen_but_not_known_leaves_its_mark(runs: str) -> None:
    text, warnings = read(line(run("书屋"), runs, run("公开")))
    assert text == "书屋〔?〕公开"
    assert len(warnings) == 1


# ------------------------------------------------------------------------------------------------ pictures, boxes, embedded


def picture(words: str = "", height: int = 190_500, kind: str = "inline") -> str:
    return (
        f'<w:r><w:drawing><wp:{kind} xmlns:wp="wp"><wp:extent cx="1" cy="{height}"/><wp:docPr id="1" descr="{words}"/>'
        f'<pic:pic xmlns:pic="pic"/></wp:{kind}></w:drawing></w:r>'
    )


@pytest.mark.parametrize(
    ("drawn", "text", "told"),
    [
        (picture("喆"), "书屋喆村", 0),
        (picture(), "书屋〔?〕村", 1),
        (picture("一张照片"), "书屋〔?〕村", 1),
        (picture(height=3_000_000), "书屋村", 0),
        (picture(kind="anchor"), "书屋村", 0),
        (
            '<w:r><w:object><o:OLEObject xmlns:o="o" ProgID="Equation.3"/></w:object></w:r>',
            "书屋〔?〕村",
            1,
        ),
    ],
)
def test_a_picture_among_words_may_be_a_character(drawn: str, text: str, told: int) -> None:
    found, warnings = read(line(run("书屋"), drawn, run("村")))
    assert (found, len(warnings)) == (text, told)
    assert read(line(drawn) + p("书屋"))[0].strip() == "书屋"


def box(content: str, fallback: str = "") -> str:
    inside = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        f"<w:r><mc:AlternateContent {MC}><mc:Choice><w:drawing>{inside}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{fallback or inside}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_text_that_stands_in_boxes_is_read_once() -> None:
    for body in (line(box(p("书屋办法") + p("免费开放。"))), line(box(line(box(p("书屋办法") + p("免费开放。")))))):
        text, warnings = read(body)
        assert text.split() == ["书屋办法", "免费开放。"]
        assert "文本框" in warnings[0]


def test_provisions_in_a_box_are_read_where_they_stand() -> None:
    text, warnings = read(p("第一条　免费。") + line(box(p("第二条　公开。"))) + p("第三条　施行。"))
    assert text.split("\n") == ["第一条　免费。", "", "第二条　公开。", "第三条　施行。"]
    assert warnings == ("文本框 1 处的文字读入了正文，位置按文本框所在的段落；请核对次序",)


def test_an_embedded_file_is_named() -> None:
    chunk = '<w:altChunk r:id="r9" xmlns:r="u"/>'
    text, warnings = read(p("第一条　免费。") + chunk)
    assert text == "第一条　免费。"
    assert "嵌入了另外 1 份文件" in warnings[0]
    with pytest.raises(DocumentError, match="嵌入了另外 1 份文件"):
        read(chunk)


# ----------------------------------------------------------------------------------------------------- old and new side by side


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def test_of_two_texts_side_by_side_the_new_one_is_read() -> None:
    body = table(
        row("序号", "原条文", "修订后条文", "理由"),
        row("1", "第一条　每年1次。", "第一条　每年2次。", "提高"),
        row("2", "第二条　免费。", "（不变）", ""),
        row("3", "第三条　预约。", "删除", ""),
    )
    text, warnings = read(body)
    assert text.split("\n") == ["第一条　每年2次。", "第二条　免费。"]
    assert warnings == ("表格是新旧条文对照表，只读“修订后条文”一栏，“序号”、“原条文”、“理由”没有读入",)


def test_headings_of_the_first_table_hold_for_those_behind_it() -> None:
    body = table(row("修改后", "修改前"), row("第一条　免费。", "第一条　收费。")) + p("附则")
    body += table(row("第二条　公开。", "第二条　预约。"))
    assert read(body)[0].split("\n") == ["第一条　免费。", "附则", "第二条　公开。"]


def test_columns_of_articles_without_headings_are_told() -> None:
    text, warnings = read(table(row("第一条　甲。", "第一条　乙。"), row("第二条　丙。", "第二条　丁。")))
    assert "第一条　甲。\t第一条　乙。" in text
    assert "条文对照" in warnings[0]


def test_a_table_of_data_is_no_comparison() -> None:
    assert read(table(row("原名称", "新名称"), row("甲馆", "乙馆"))) == ("原名称\t新名称\n甲馆\t乙馆", ())
    assert sides([["任务", "责任单位"], ["第一条　免费。", "县馆"]], load_comparison_rules()) is None


# ------------------------------------------------------------------------------------------------------- other programs, cost


def test_other_formats_of_office_programs_show_the_same(tmp_path: Path) -> None:
    """RTF, OpenDocument and the old Word format keep strokes and raised characters on the way to .docx."""
    program("soffice", "libreoffice")
    rtf = (
        r"{\rtf1\ansi {\u31532?\u19968?\u26465?  10{\super 4}\u31435?\u26041?\u31859?\u65292?"
        r"\u27599?\u24180?{\strike 1}{\striked1 1}2\u27425?\u12290?{\v 9}}\par}"
    )
    decoded = decode_file(rtf.encode())
    assert "".join(decoded.text.split("\n")[0].split()) == "第一条10⁴立方米，每年2次。"
    assert any("划掉" in warning for warning in decoded.warnings)
    circled = rb"{\rtf1\ansi {\field{\*\fldinst { eq \\o\\ac(1,2) }}{\fldrslt }} text\par}"
    assert any("带圈字符" in warning for warning in decode_file(circled).warnings)


def test_many_runs_of_one_paragraph_are_read_in_time() -> None:
    runs = "".join(run("10") + run("4", UP) + run("册", "<w:strike/>") + run("屋") for _ in range(10_000))
    told = UnseenText()
    paragraph = parse_xml(SafeZip(zipped({"a": f"<w:p {W}>{runs}</w:p>"}), ZipLimits(ratio=1000)), "a")
    begin = time.process_time()
    text = RunReader(RunStyles(None), load_symbol_fonts(), told).text(paragraph)
    assert text.startswith("10⁴屋10⁴屋")
    assert time.process_time() - begin < 20


def test_an_ordinary_document_brings_no_warning(tmp_path: Path) -> None:
    word_file("书屋办法\n第一条　每年至少2次。").save(tmp_path / "a.docx")
    decoded = read_docx((tmp_path / "a.docx").read_bytes())
    assert decoded.text == "书屋办法\n第一条　每年至少2次。"
    assert decoded.warnings == ()
