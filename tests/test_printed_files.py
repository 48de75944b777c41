"""Printed pages: characters by their places become lines, lines become paragraphs, and what belongs to the page goes."""

from __future__ import annotations

import html
from collections.abc import Sequence

import pytest
from made_files import OPINION, REGULATION, ofd_file, pdf_file, zipped
from shipped import make_document

from duizhao.corpus import CleanedFile, DocumentError, Positions
from duizhao.corpus.formats.ofd import read_ofd
from duizhao.corpus.formats.pdf import read_pdf
from duizhao.corpus.formats.printed_lines import Glyph, PageReader, PrintedLine
from duizhao.corpus.formats.printed_pages import printed_text


def glyphs(text: str, x: float, y: float, size: float = 10.0, step: float | None = None) -> list[Glyph]:
    """The characters of a line side by side."""
    step = size if step is None else step
    return [Glyph(x + step * i, y, x + step * i + size, size, char) for i, char in enumerate(text) if char != " "]


def texts(*placed: list[Glyph]) -> list[str]:
    return [line.text for line in PageReader().lines([glyph for line in placed for glyph in line])]


# ------------------------------------------------------------------------------------------------------------ lines of a page


def test_characters_stand_where_they_were_printed_whatever_their_order() -> None:
    """A quotation mark of another font comes last in the file."""
    line = [
        *glyphs("坚持", 0, 10),
        *glyphs("一把手", 30, 10),
        *glyphs("负责", 70, 10),
        *glyphs("“", 20, 10),
        *glyphs("”", 60, 10),
    ]
    assert texts(line) == ["坚持“一把手”负责"]


def test_what_was_printed_twice_to_look_bold_is_read_once() -> None:
    assert texts(glyphs("总则", 0, 10), glyphs("总则", 0.4, 10), glyphs("一一", 0, 30)) == ["总则", "一一"]


def test_gaps() -> None:
    assert texts([*glyphs("第一条", 0, 10), *glyphs("书屋", 33, 10)]) == ["第一条 书屋"]
    assert texts([*glyphs("书屋", 0, 10), *glyphs("免费", 22, 10)]) == ["书屋免费"]
    assert texts([*glyphs("任务", 0, 10), *glyphs("单位", 80, 10), *glyphs("期限", 160, 10)]) == ["任务\t单位\t期限"]
    assert texts(
        [
            Glyph(i * 5 + (2 if i > 2 else 0), 10, i * 5 + (7 if i > 2 else 5), 10, char)
            for i, char in enumerate("PDFfile")
        ]
    ) == ["PDF file"]


def test_a_row_of_blanks_is_no_line() -> None:
    assert texts([Glyph(0, 0, 5, 10, " "), Glyph(20, 0, 25, 10, "\u3000")], glyphs("总则", 0, 30)) == ["总则"]
    assert PageReader().lines([]) == []


def columns(left: Sequence[str], right: Sequence[str], *, shift: float = 0) -> list[list[Glyph]]:
    lines = [glyphs(text, 0, 40 + 20 * i) for i, text in enumerate(left)]
    return lines + [glyphs(text, 130, 40 + 20 * i + shift) for i, text in enumerate(right)]


@pytest.mark.parametrize("shift", [0, 9])
def test_two_columns_one_after_the_other(shift: float) -> None:
    """Also where their baselines are not the same, and under a title across both."""
    left = [f"左栏第{i}行书屋免费" for i in "一二三四五六七八"]
    right = [f"右栏第{i}行书屋开放" for i in "一二三四五六七八"]
    assert (
        texts(glyphs("溪山省人民政府关于书屋的意见全文", 40, 10), *columns(left, right, shift=shift))[1:]
        == left + right
    )


def test_a_table_is_read_row_by_row() -> None:
    left, right = ["任务", *["办好书屋"] * 9], ["单位", *["文化厅、财政厅按职责分工"] * 9]
    assert texts(*columns(left, right)) == [f"{a}\t{b}" for a, b in zip(left, right, strict=True)]


# ------------------------------------------------------------------------------------------------------------ lines to text


def line(text: str, y: float, left: float = 0.0, page: int = 0) -> PrintedLine:
    return PrintedLine(left, left + 10.0 * len(text), y, 10.0, text, page)


FULL = "书屋应当向全体村民免费开放不得收取任何费用并公布"  # as wide as the page


def test_wrapped_lines_are_joined_and_paragraphs_are_not() -> None:
    lines = [line(FULL, 20 * i) for i in range(4)]
    lines += [line("时间。", 80), line(FULL[:-2], 100, 20), line("名单。", 120), line("第二条　书屋", 140, 20)]
    assert printed_text(lines, "pdf", []).extracted == f"{FULL * 4}时间。\n{FULL[:-2]}名单。\n第二条　书屋"


def test_a_line_that_ends_early_because_what_follows_cannot_be_broken_goes_on() -> None:
    lines = [line(FULL, 0, 20), line(FULL, 20), line(FULL[:-4] + "（某发", 40), line("〔2019〕5号）开放。", 60)]
    assert printed_text(lines, "pdf", []).extracted.split("\n")[0].endswith("（某发〔2019〕5号）开放。")
    chain = [line(FULL, 0, 20), line(FULL, 20), line(FULL[:-5] + "借阅办", 40), line("法》，1987年公布。", 60)]
    assert printed_text(chain, "pdf", []).extracted.endswith("借阅办法》，1987年公布。")
    short = [line(FULL, 0, 20), line(FULL, 20), line(FULL[:-4], 40), line("书屋开放。", 60)]
    assert printed_text(short, "pdf", []).extracted.split("\n")[-1] == "书屋开放。"


WORDS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰"


def pages(count: int, head: str, foot: str) -> list[PrintedLine]:
    found = []
    for page in range(count):
        found.append(line(head, 0, page=page))
        found += [line(WORDS[page * 5 + i] + FULL, 40 + 20 * i, page=page) for i in range(5)]
        found.append(line(foot.format(page=page + 1, pages=count), 300, 100, page))
    return found


@pytest.mark.parametrize("foot", ["— {page} —", "{page}", "第 {page} 页 共 {pages} 页", "{page}/{pages}", "- {page} -"])
def test_heads_and_page_numbers_go_and_sentences_run_on(foot: str) -> None:
    decoded = printed_text(pages(3, "溪山省人民政府公报 2029年第3期", foot), "pdf", [])
    assert decoded.extracted.rstrip("\n") == "".join(word + FULL for word in WORDS)
    assert {edit.rule for edit in decoded.edits} == {"running_head", "page_number", "printed_wrap"}
    assert len(decoded.page_starts) == 3


def test_heads_of_left_and_right_pages() -> None:
    heads = ("溪山省公报", "书屋管理办法")
    lines = [one for page in range(6) for one in (line(heads[page % 2], 0, page=page), *body_of(page))]
    assert printed_text(lines, "pdf", []).extracted == "".join(word + FULL for word in WORDS[:12])


def body_of(page: int) -> list[PrintedLine]:
    return [line(WORDS[page * 2 + i] + FULL, 40 + 20 * i, page=page) for i in range(2)]


def test_the_head_of_a_table_is_text_once() -> None:
    lines = [one for page in range(3) for one in (line("任务\t单位", 0, page=page), *body_of(page))]
    assert printed_text(lines, "pdf", []).extracted.count("任务\t单位") == 1


def test_a_number_behind_a_full_line_begins_a_paragraph_unless_a_citation_was_torn() -> None:
    full = FULL[:-1] + "。"
    flush = [line(full, 0, 20), line("一、总体要求", 20), line("办好书屋，方便村民阅读。", 40, 20), line(FULL, 60, 20)]
    assert printed_text(flush, "pdf", []).extracted.split("\n")[:2] == [full, "一、总体要求"]
    torn = [line(FULL[:-4] + "按照本办法", 0, 20), line("第八条的规定办理。", 20)]
    assert printed_text(torn, "pdf", []).extracted == FULL[:-4] + "按照本办法第八条的规定办理。"


def test_a_number_torn_by_a_wrap_is_one_number() -> None:
    lines = [line(FULL[:-1] + "2", 0, 20), line("008年开放。", 20)]
    assert printed_text(lines, "pdf", []).extracted == FULL[:-1] + "2008年开放。"
    words = [line(FULL[:-1] + "A", 0, 20), line("B类开放。", 20)]
    assert printed_text(words, "pdf", []).extracted == FULL[:-1] + "A B类开放。"


def test_a_word_torn_in_front_of_what_looks_like_a_number() -> None:
    """Paragraphs are not indented here."""
    flush = [line(FULL, 0), line("时间。", 20), line(FULL[:-1] + "统", 40), line("一、准确地公布。", 60)]
    assert printed_text(flush, "pdf", []).extracted.split("\n")[-1] == FULL[:-1] + "统一、准确地公布。"
    heading = [line(FULL, 0), line("时间。", 20), line(FULL[:-2] + "办法", 40), line("一、总体要求", 60)]
    assert printed_text(heading, "pdf", []).extracted.split("\n")[-1] == "一、总体要求"


def test_a_number_in_the_text_is_no_page_number() -> None:
    lines = [line("一、目标", 0), line("2030", 20), line("二、任务", 40), line("三、保障", 60)]
    assert printed_text(lines, "pdf", []).edits == ()


def test_what_browsers_print_at_the_edges_goes() -> None:
    lines = [
        line("3/15/29, 8:30 AM 书屋", 0),
        line("第一条　书屋免费。", 40),
        line("https://www.example.cn/a.html 1/1", 300),
    ]
    assert printed_text(lines, "pdf", []).extracted.strip() == "第一条　书屋免费。"


def test_radicals_become_the_characters_they_look_like() -> None:
    decoded = printed_text([line("⼀、⼯作⽬标", 0)], "pdf", [])
    assert decoded.extracted == "一、工作目标"
    assert decoded.text == "⼀、⼯作⽬标"


def test_places_name_the_page() -> None:
    document = make_document(read_ofd(ofd_file(OPINION, page=12)), "a.ofd")
    places = Positions(document.file)
    assert places.name(0).startswith("第 1 页第 1 行第 1 字")
    assert places.name(document.text.index("（六）落实经费")).startswith("第 2 页第 ")
    assert Positions(CleanedFile("a", "utf-8", "甲\n乙", "甲\n乙")).name(2).startswith("第 2 行第 1 字")


# ---------------------------------------------------------------------------------------------------------------------- OFD

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def one_page(objects: str, *, root: str = "Doc_0/Document.xml", template: str = "") -> bytes:
    common = '<ofd:CommonData><ofd:TemplatePage ID="9" BaseLoc="Tpls/T.xml"/></ofd:CommonData>' if template else ""
    used = '<ofd:Template TemplateID="9"/>' if template else ""
    members: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>{root}</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:Document {NS}>{common}<ofd:Pages><ofd:Page ID="1" BaseLoc="P/C.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/P/C.xml": f"<ofd:Page {NS}>{used}<ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>",
        "Doc_0/Tpls/T.xml": f"<ofd:Page {NS}><ofd:Content><ofd:Layer>{template}</ofd:Layer></ofd:Content></ofd:Page>",
    }
    return zipped(members)


def placed(text: str, x: float, y: float, more: str = "", inner: str = "") -> str:
    return (
        f'<ofd:TextObject Boundary="{x} {y} 100 6" Size="5" {more}><ofd:TextCode X="0" Y="5" {inner}>{html.escape(text)}'
        "</ofd:TextCode></ofd:TextObject>"
    )


def test_objects_are_read_from_top_to_bottom_and_left_to_right() -> None:
    data = one_page(
        placed("乙", 15, 20) + placed("丙", 10, 40) + placed("甲", 10, 20) + placed("看不见", 10, 60, 'Visible="false"')
    )
    assert read_ofd(data).text == "甲乙\n丙"


def test_a_template_a_matrix_and_a_leading_slash() -> None:
    scaled = placed("总则", 10, 40, 'CTM="2 0 0 2 0 0"', 'DeltaX="5"')
    data = one_page(scaled, root="/Doc_0/Document.xml", template=placed("溪山省人民政府", 10, 10))
    assert read_ofd(data).text == "溪山省人民政府\n总则"


@pytest.mark.parametrize(
    ("objects", "found"), [("", "OFD 里没有文字"), (placed("\ue000\ue001\ue002\ue003", 0, 0), "OFD 的文字是乱码")]
)
def test_an_ofd_without_text(objects: str, found: str) -> None:
    with pytest.raises(DocumentError, match=found):
        read_ofd(one_page(objects))


# ---------------------------------------------------------------------------------------------------------------------- PDF


def test_latin_text_and_a_watermark_across_it() -> None:
    text = "BT /F 12 Tf 20 200 Td (Article 1 Reading is free.) Tj ET"
    mark = "BT /F 40 Tf 0.7 0.7 -0.7 0.7 20 20 Tm (COPY) Tj ET"
    assert read_pdf(pdf_file(f"{text} {mark}")).text == "Article 1 Reading is free."


@pytest.mark.parametrize(
    ("matrix", "second"),
    [
        ("1 0 0 1 20 200", "20 180"),
        ("0 1 -1 0 100 20", "120 20"),
        ("0 -1 1 0 100 250", "80 250"),
        ("-1 0 0 -1 250 100", "250 120"),
    ],
)
def test_a_page_printed_sideways(matrix: str, second: str) -> None:
    turned = " ".join(matrix.split()[:4])
    text = f"BT /F 12 Tf {turned} {second} Tm (Article 2) Tj {matrix} Tm (Article 1) Tj ET"
    assert read_pdf(pdf_file(text)).text == "Article 1\nArticle 2"


def test_a_scan_is_refused() -> None:
    with pytest.raises(DocumentError, match="PDF 没有文字层"):
        read_pdf(pdf_file("q 300 0 0 300 0 0 cm /I Do Q", image=True))


def test_a_pdf_with_a_password_is_refused() -> None:
    crypt = "/Encrypt << /Filter /Standard /V 1 /R 2 /O (" + "a" * 32 + ") /U (" + "b" * 32 + ") /P -4 >> /ID [(a) (a)]"
    with pytest.raises(DocumentError, match="PDF 有密码"):
        read_pdf(pdf_file("BT /F 12 Tf 20 200 Td (secret) Tj ET", trailer=crypt))


def test_a_font_whose_characters_mean_nothing_is_refused() -> None:
    names = " ".join(f"{code} /g{code}" for code in range(65, 91))
    font = (
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /Differences [{names}] >> >>"
    )
    with pytest.raises(DocumentError, match="乱码"):
        read_pdf(pdf_file("BT /F 12 Tf 20 200 Td (ABCDEFGHIJKLMNOPQRSTUVWXYZ) Tj ET", font=font))


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + b"x" * 5000, pdf_file("BT ET")[:300]])
def test_a_broken_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="PDF 已损坏"):
        read_pdf(data)


def test_the_regulation_on_printed_pages() -> None:
    decoded = read_ofd(ofd_file(REGULATION, width=20, page=10))
    assert decoded.extracted.rstrip("\n").split("\n") == REGULATION.split("\n")
