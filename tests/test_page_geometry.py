"""What the places of printed characters say: vertical writing, heads in the margin, watermarks, footnotes, exponents, spread letters."""

from __future__ import annotations

import time

import pytest
from made_files import zipped
from placed_pdf import Rule, Words, column, lines_of, placed_pdf

from duizhao.corpus import DocumentError
from duizhao.corpus.formats import Decoded, decode_file
from duizhao.corpus.formats.letter_spacing import line_spread
from duizhao.corpus.formats.pdf_glyphs import unread_text
from duizhao.corpus.formats.printed_glyphs import Glyph, settled, without_repeated, without_side_heads

TITLE = [Words(198, 800, "溪山县书屋管理办法", 22)]
LINES = (
    "第一条　为了规范书屋的管理工作，根据国家有关的规定，制\n定本办法，请各乡镇遵照执行。\n"
    "第二条　书屋每年至少检查12次，比例不低于95.5%，在30个\n工作日内完成。\n第三条　本办法自2031年5月1日起施行。"
)
WHOLE = (
    "溪山县书屋管理办法\n第一条　为了规范书屋的管理工作，根据国家有关的规定，制定本办法，请各乡镇遵照执行。\n"
    "第二条　书屋每年至少检查12次，比例不低于95.5%，在30个工作日内完成。\n第三条　本办法自2031年5月1日起施行。"
)


def read(*pages: list[Words | Rule]) -> Decoded:
    return decode_file(placed_pdf(*pages), "a.pdf")


@pytest.mark.parametrize("spread", [0, 1, 2, 2.5, 3, 4, 5, 6, 8])
@pytest.mark.parametrize("size", [16, 12])
def test_letters_that_are_spread_are_parted_by_no_blanks(spread: float, size: float) -> None:
    if spread > 0.6 * size:
        pytest.skip("wider than any spread text")
    decoded = read([*TITLE, *lines_of(LINES, x=30 if spread else 90, size=size, spread=spread)])
    assert (decoded.extracted, decoded.warnings) == (WHOLE, ())


def test_one_line_that_is_spread() -> None:
    lines = [*lines_of("第一条　免费。\n第二条　开放。"), Words(90, 700, "第三条　每年检查12次。", 16, 4)]
    assert read([*TITLE, *lines]).extracted.split("\n")[3] == "第三条　每年检查12次。"
    assert (
        read(lines_of("第一条　免费。\n第二条　每月12次。", spread=5)).extracted == "第一条　免费。\n第二条　每月12次。"
    )


def test_two_digits_beside_each_other_are_one_number() -> None:
    placed = [Words(90, 760, "第一条　每年检查"), Words(218, 760, "1"), Words(229, 760, "2次。")]
    assert read(placed).extracted == "第一条　每年检查12次。"
    assert line_spread([0.0, 0.6, 0.0, 0.6, 0.0, 0.6, 0.0]) == 0.0


def test_vertical_writing_is_read_from_right_to_left() -> None:
    texts = ["溪山县书屋管理办法", "第一条　书屋每年检查二次。", "第二条　本办法自公布之日起施行。"]
    page = [word for i, text in enumerate(texts) for word in column(text, x=480 - 40 * i, top=760)]
    assert "\n".join(" ".join(line.split()) for line in read(page).extracted.split("\n")) == "\n".join(texts).replace(
        "\u3000", " "
    )


def test_vertical_writing_without_its_font_is_refused_by_its_name() -> None:
    """Where no character comes out, the places of what is drawn still tell that it is vertical."""
    import pypdfium2  # noqa: PLC0415  only here

    page = column("溪山县书屋管理办法自公布之日起施行", x=480, top=760)
    document = pypdfium2.PdfDocument(placed_pdf(page))
    assert "竖排" in unread_text(document)
    document.close()
    across = pypdfium2.PdfDocument(placed_pdf([Words(90 + 20 * i, 700, "书") for i in range(12)]))
    assert "竖排" not in unread_text(across)
    across.close()
    scan = pypdfium2.PdfDocument(placed_pdf([Rule(1, 1, 1)]))
    assert unread_text(scan) == ""
    scan.close()


@pytest.mark.parametrize(
    "head",
    [
        column("溪山县书屋管理办法汇编", x=40),
        column("溪山县书屋文件汇编", x=560, size=12, step=14),
        column("溪山县书屋文", x=40, top=760, step=28),
    ],
)
def test_a_head_in_the_margin_is_no_text(head: list[Words]) -> None:
    decoded = read([*TITLE, *lines_of(LINES), *head])
    assert decoded.extracted == WHOLE
    assert "页边有竖排的字" in decoded.warnings[0]


def test_numbers_in_front_of_rows_are_no_head() -> None:
    rows = lines_of("办好书屋每年检查二次全面公开结果\n办好图书馆每年检查三次全面公开\n办好文化站每年检查四次全面公开")
    decoded = read([*rows, *column("一二三", x=40, top=760, step=28)])
    assert [line[:2] for line in decoded.extracted.split("\n")] == ["一\t", "二\t", "三\t"]
    assert decoded.warnings == ()


@pytest.mark.parametrize(
    "marks",
    [
        [Words(60, 747 - 28 * i, "张三 2031-05-01 内部", 9) for i in range(5)],
        [Words(100 + 60 * i, 757 - 28 * i, "内部资料张三", 8) for i in range(5)],
    ],
)
def test_small_watermarks_between_and_upon_lines(marks: list[Words]) -> None:
    decoded = read([*TITLE, *lines_of(LINES), *marks])
    assert decoded.extracted == WHOLE
    assert "水印" in decoded.warnings[0]
    assert "内部" in decoded.warnings[0]


def test_a_small_watermark_on_each_page() -> None:
    texts = ["甲乙丙丁戊己", "庚辛壬癸子丑", "寅卯辰巳午未"]
    pages = [
        [*lines_of("\n".join(f"{char}书屋免费开放。" for char in text)), Words(200, 690, "内部资料 张三", 9)]
        for text in texts
    ]
    decoded = read(*pages)
    assert "内部" not in decoded.extracted
    assert "内部资料张三" in decoded.warnings[0]


def test_what_tables_say_above_themselves_is_no_watermark() -> None:
    pages = [[*lines_of(f"{char}书屋免费。\n{char}书屋开放。"), Words(90, 680, "单位：万元", 9)] for char in "甲乙丙"]
    assert read(*pages).text.count("单位：万元") == 3


@pytest.mark.parametrize(
    ("foot", "notes"),
    [
        ([Words(90, 105, "①检查，是指现场检查。", 9)], ("①检查，是指现场检查。",)),
        (
            [Words(90, 105, "①检查，是指现场", 9), Words(90, 92, "检查。", 9), Words(280, 50, "- 1 -", 12)],
            ("①检查，是指现场检查。",),
        ),
        ([Rule(90, 130, 150), Words(90, 105, "①检查，是指现场检查。")], ("①检查，是指现场检查。",)),
        ([Words(90, 105, "1 检查，是指现场检查。", 9)], ("1 检查，是指现场检查。",)),
    ],
)
def test_footnotes_of_pages_are_kept_apart(foot: list[Words | Rule], notes: tuple[str, ...]) -> None:
    text = lines_of("第一条　书屋每年至少检查2次①，一律公开。\n第二条　书屋免费。\n第三条　书屋开放。")
    decoded = read([*TITLE, *text, *foot])
    assert decoded.footnotes == notes
    assert "是指现场" not in decoded.extracted
    if notes[0].startswith("①"):
        assert "检查2次，一律" in decoded.extracted
    assert "脚注和尾注 1 条没有放进正文" in decoded.warnings


def test_items_are_no_footnotes() -> None:
    decoded = read([*TITLE, *lines_of("第一条　书屋应当：\n①公开；\n②免费。")])
    assert decoded.extracted.endswith("①公开；\n②免费。")
    assert decoded.footnotes == ()


@pytest.mark.parametrize(
    ("raised", "after", "text"),
    [
        (Words(249.5, 767, "4", 9), Words(254.5, 760, "立方米。"), "第一条　库容不小于10⁴立方米。"),
        (Words(249.5, 767, "-3", 9), Words(258, 760, "毫克。"), "第一条　库容不小于10⁻³毫克。"),
        (Words(249.5, 767, "[1]", 9), Words(263, 760, "册。"), "第一条　库容不小于10册。"),
    ],
)
def test_raised_characters_of_a_page(raised: Words, after: Words, text: str) -> None:
    decoded = read([Words(90, 760, "第一条　库容不小于10"), raised, after])
    assert decoded.extracted == text
    assert len(decoded.warnings) == ("[1]" in raised.text)


def test_a_fraction_and_words_that_are_crossed_out() -> None:
    fraction = [Words(254, 768, "1", 12), Rule(252, 764, 12), Words(254, 752, "3", 12), Words(270, 760, "。")]
    assert read([Words(90, 760, "第一条　不少于总数的"), *fraction]).extracted == "第一条　不少于总数的1/3。"
    crossed = [Words(90, 760, "第一条　每年检查"), Words(218, 760, "1"), Rule(217, 765, 9), Words(226, 760, "2次。")]
    decoded = read(crossed)
    assert decoded.extracted == "第一条　每年检查2次。"
    assert "划掉的文字" in decoded.warnings[0]
    underlined = read([Words(90, 760, "第一条　每年检查2次。"), Rule(90, 757, 180)])
    assert (underlined.extracted, underlined.warnings) == ("第一条　每年检查2次。", ())


def test_an_ofd_page_is_read_by_its_places_too() -> None:
    ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    codes = "".join(
        f'<ofd:TextObject ID="{i}" Boundary="{x} {y} 160 6" Font="1" Size="{size}"><ofd:TextCode X="0" Y="5" {step}>{text}'
        "</ofd:TextCode></ofd:TextObject>"
        for i, (x, y, size, step, text) in enumerate(
            [
                (28.0, 37.0, 5.6, 'DeltaX="g 20 5.6"', "第一条　库容不小于十立方米每年检查"),
                (28.0, 60.0, 5.6, 'DeltaX="g 9 5.6"', "书屋每年免费开放"),
                (8.0, 30.0, 5.6, 'DeltaX="g 9 0" DeltaY="g 9 8"', "书屋文件汇编"),
            ]
        )
    )
    made = zipped(
        {
            "OFD.xml": f"<ofd:OFD {ns}><ofd:DocBody><ofd:DocRoot>D/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "D/Document.xml": f'<ofd:Document {ns}><ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages></ofd:Document>',
            "D/P.xml": f"<ofd:Page {ns}><ofd:Content><ofd:Layer>{codes}</ofd:Layer></ofd:Content></ofd:Page>",
        }
    )
    decoded = decode_file(made)
    assert "书屋文件汇编" not in decoded.extracted.replace("\n", "")
    assert "书屋文件汇编" in decoded.warnings[0]


def test_pages_of_many_characters_are_read_in_time() -> None:
    glyphs = [Glyph(10 * (i % 5000), 0.001 * i, 10 * (i % 5000) + 10, 10, "书") for i in range(200_000)]
    begin = time.process_time()
    settled(without_side_heads(without_repeated(glyphs)[0])[0])
    assert time.process_time() - begin < 10


def test_a_page_without_text_is_still_called_a_scan() -> None:
    with pytest.raises(DocumentError, match="没有文字层"):
        read([Rule(10, 10, 100)])
