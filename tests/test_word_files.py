"""What a Word document prints: its automatic numbers, its text with tracked changes accepted, its tables; and what is no text of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_files import convert, zipped

from duizhao.corpus import DocumentError
from duizhao.corpus.formats.decoded import Decoded
from duizhao.corpus.formats.docx import read_docx
from duizhao.corpus.formats.number_formats import printed_number
from duizhao.language import ordinal
from duizhao.language.numerals import counted
from duizhao.sources import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>{}</Types>'
)


def word(body: str, **parts: str) -> bytes:
    """A Word document of hand-written XML; ``parts`` are numbering, styles, footnotes."""
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"/>'
        for name in parts
    )
    related = "".join(f'<Relationship Id="r{name}" Type="{RELATIONS}/{name}" Target="{name}.xml"/>' for name in parts)
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zipped(
        {
            "[Content_Types].xml": TYPES.format(kinds),
            "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}">{related}</Relationships>',
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            **{f"word/{name}.xml": content for name, content in parts.items()},
        }
    )


def p(text: str, numbered: str = "", style: str = "") -> str:
    """A paragraph; ``numbered`` is list and level, as in ``1.0``."""
    name, _, level = numbered.partition(".")
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr>' if numbered else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{number}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def level(i: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


LEVELS = (
    level(0, "chineseCounting", "%1、")
    + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%3．")
    + level(3, "decimalEnclosedCircleChinese", "%4")
)
NEVER_ANEW = '<w:lvlRestart w:val="0"/>'
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{LEVELS}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="1">{level(0, "japaneseCounting", "第%1条　")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{level(0, "chineseCounting", "%1、")}'
    f"{level(1, 'chineseCounting', '（%2）', NEVER_ANEW)}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="3">{level(0, "upperRoman", "%1.")}{level(1, "decimal", "%1.%2", "<w:isLgl/>")}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num>'
    '<w:num w:numId="5"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    "</w:numbering>"
)
STYLES = (
    f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Part"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Below"><w:basedOn w:val="Part"/></w:style></w:styles>'
)


def lines(body: str, **parts: str) -> list[str]:
    return read_docx(word(body, **parts)).text.split("\n")


# --------------------------------------------------------------------------------------------------------- automatic numbers


def test_numbers_as_they_print() -> None:
    body = (
        p("总则", "1.0") + p("目标", "1.1") + p("原则", "1.1") + p("公平", "1.2") + p("细则", "1.3") + p("公开", "1.2")
    )
    body += p("任务", "1.0") + p("书屋", "1.1") + p("没有编号") + p("设施", "1.1")
    assert lines(body, numbering=NUMBERING) == [
        *("一、总则", "（一）目标", "（二）原则", "1．公平", "①细则", "2．公开"),
        *("二、任务", "（一）书屋", "没有编号", "（二）设施"),
    ]


def test_numbers_that_run_on_through_the_parts() -> None:
    """A level that never starts anew: （三） follows （二） also behind 二、"""
    body = p("甲", "3.0") + p("子", "3.1") + p("丑", "3.1") + p("乙", "3.0") + p("寅", "3.1")
    assert lines(body, numbering=NUMBERING) == ["一、甲", "（一）子", "（二）丑", "二、乙", "（三）寅"]


def test_articles_and_numbers_from_styles() -> None:
    body = "".join(p("应当开放。", "2.0") for _ in range(21)) + p("总则", style="Part") + p("任务", style="Below")
    found = lines(body, numbering=NUMBERING, styles=STYLES)
    assert [found[0], found[9], found[20], *found[21:]] == [
        *("第一条　应当开放。", "第十条　应当开放。", "第二十一条　应当开放。", "一、总则", "二、任务")
    ]


def test_a_list_that_starts_elsewhere_and_one_in_arabic_digits() -> None:
    body = p("甲", "1.0") + p("乙", "5.0") + p("丙", "5.0") + p("子", "4.0") + p("丑", "4.1") + p("寅", "4.1")
    assert lines(body, numbering=NUMBERING) == ["一、甲", "五、乙", "六、丙", "I.子", "1.1丑", "1.2寅"]


def test_no_number_where_a_paragraph_says_so() -> None:
    assert lines(p("总则", "0.0", style="Part"), numbering=NUMBERING, styles=STYLES) == ["总则"]


def test_numbers_are_those_that_libreoffice_prints(tmp_path: Path) -> None:
    """Another program counts the same document; its PDF is read from the places of its characters."""
    body = "".join(p(f"第{part}部分", "1.0") + p("目标。", "1.1") + p("原则。", "1.1") for part in "甲乙丙")
    body += "".join(p("书屋应当免费开放。", "2.0") for _ in range(11))
    (tmp_path / "a.docx").write_bytes(word(body, numbering=NUMBERING))
    convert([tmp_path / "a.docx"], "pdf", tmp_path, tmp_path / "profile")
    ours, theirs = (read(tmp_path / name).document.text for name in ("a.docx", "a.pdf"))
    assert "".join(ours.split()) == "".join(theirs.split())
    assert "（二）原则" in ours


@pytest.mark.parametrize(
    ("number", "form", "printed"),
    [
        (3, "chineseCounting", "三"),
        (110, "chineseCountingThousand", "一百一十"),
        (12, "ideographDigital", "一二"),
        (3, "ideographTraditional", "丙"),
        (12, "ideographZodiac", "亥"),
        (11, "chineseLegalSimplified", "壹拾壹"),
        (7, "decimalFullWidth", "７"),
        (7, "decimalZero", "07"),
        (3, "decimalEnclosedParen", "⑶"),
        (28, "lowerLetter", "bb"),
        (4, "upperRoman", "IV"),
        (4, "bullet", ""),
        (4, "noSuchFormat", "4"),
        (999_999_999, "upperRoman", "999999999"),
    ],
)
def test_forms_of_numbers(number: int, form: str, printed: str) -> None:
    assert printed_number(number, form) == printed


def test_counting_is_the_inverse_of_reading_numbers() -> None:
    assert [ordinal(counted(number)) for number in range(1, 1000)] == list(range(1, 1000))


# ---------------------------------------------------------------------------------------------------------- tracked changes

CHANGED = (
    "<w:p><w:r><w:t>每年至少</w:t></w:r><w:del><w:r><w:delText>一</w:delText></w:r></w:del><w:ins><w:r><w:t>两</w:t></w:r></w:ins>"
    "<w:r><w:t>次</w:t></w:r><w:moveFrom><w:r><w:t>，公开</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>，公布</w:t></w:r></w:moveTo></w:p>"
)


def test_tracked_changes_are_accepted_and_told() -> None:
    decoded = read_docx(word(CHANGED))
    assert decoded.text == "每年至少两次，公布"
    assert decoded.warnings == ("文档里有修订（插入 2 处，删除 2 处），按全部接受读取",)


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    body = f"<w:p>{mark}<w:r><w:t>应当</w:t></w:r></w:p><w:p><w:r><w:t>开放。</w:t></w:r></w:p>"
    body += f"<w:p>{mark}<w:del><w:r><w:delText>删去的一段。</w:delText></w:r></w:del></w:p><w:p><w:r><w:t>免费。</w:t></w:r></w:p>"
    assert lines(body) == ["应当开放。", "免费。"]


def test_a_deleted_row_is_gone() -> None:
    row = (
        "<w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr>"
    )
    gone = row.replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>")
    assert lines(f"<w:tbl>{row.format('甲')}{gone.format('丙')}</w:tbl>") == ["甲\t乙"]


# ------------------------------------------------------------------------------------------- tables, notes, boxes, the rest


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def test_rows_of_a_table_with_merged_cells() -> None:
    restart, goes_on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    rows = (
        cell("任务") + cell("单位") + cell("期限"),
        cell("办好书屋", restart) + cell("文化厅") + cell("年底前"),
        cell("", goes_on) + cell("财政厅") + cell("每季度"),
        cell("合计", wide) + cell("两项"),
    )
    table = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    assert lines(f"<w:tbl>{table}</w:tbl>") == [
        *("任务\t单位\t期限", "办好书屋\t文化厅\t年底前", "〃\t财政厅\t每季度", "合计\t\t两项")
    ]


def test_a_frame_around_paragraphs_is_no_row() -> None:
    assert lines(f"<w:tbl><w:tr><w:tc>{p('一、总则')}{p('二、附则')}</w:tc></w:tr></w:tbl>") == ["一、总则", "二、附则"]


def test_footnotes_are_kept_apart() -> None:
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="-1" w:type="separator"><w:p><w:r><w:t>线</w:t></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="1">{p("见某省统计年鉴。")}</w:footnote></w:footnotes>'
    )
    body = (
        '<w:p><w:r><w:t>书屋三千个</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:t>。</w:t></w:r></w:p>'
    )
    decoded = read_docx(word(body, footnotes=notes))
    assert (decoded.text, decoded.footnotes) == ("书屋三千个。", ("见某省统计年鉴。",))
    assert decoded.warnings == ("脚注和尾注 1 条没有放进正文",)


def test_text_boxes_are_told_and_left_out() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = "<w:txbxContent><w:p><w:r><w:t>溪山省文化厅文件</w:t></w:r></w:p></w:txbxContent>"
    body = f"<w:p><w:r><mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    decoded = read_docx(word(f"{body}<w:t>正文。</w:t></w:r></w:p>"))
    assert decoded.text == "正文。"
    assert decoded.warnings == ("文本框 1 处没有放进正文，第一处是：溪山省文化厅文件",)


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲\t乙"),
        ("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>", "甲\n乙"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>甲</w:t></w:r>", "甲"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>shū</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>书</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "书",
        ),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>3</w:t></w:r>", "3"),
        (
            "<w:hyperlink><w:r><w:t>甲</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>乙</w:t></w:r></w:smartTag>",
            "甲乙",
        ),
        ("<w:sdt><w:sdtContent><w:r><w:t>甲</w:t></w:r></w:sdtContent></w:sdt>", "甲"),
        ("<w:r><w:t>2014</w:t><w:noBreakHyphen/><w:t>2020</w:t></w:r>", "2014-2020"),
    ],
)
def test_what_stands_in_a_paragraph(inside: str, text: str) -> None:
    assert read_docx(word(f"<w:p>{inside}</w:p>")).text == text


def test_a_document_in_content_controls() -> None:
    assert lines(f"<w:sdt><w:sdtContent>{p('一、总则')}</w:sdtContent></w:sdt>{p('二、附则')}") == [
        "一、总则",
        "二、附则",
    ]


def test_no_body_is_refused() -> None:
    for data in (zipped({"word/other.xml": "<a/>"}), zipped({"word/document.xml": f"<w:document {W}/>"})):
        with pytest.raises(DocumentError, match="没有正文"):
            read_docx(data)


def test_what_is_read_says_what_it_is() -> None:
    assert isinstance(read_docx(word(p("甲"))), Decoded)
    assert read_docx(word(p("甲"))).format == "docx"
