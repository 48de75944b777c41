"""The Word report with all columns: tables that an office can print, every sentence in them, words marked without colour alone."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.table import Table
from docx.text.run import Run
from hypothesis import given
from hypothesis import strategies as st
from report_case import HOSTILE, change, hostile_report, long_report, segmented, small_report

import duizhao as dz
from duizhao.changes import Review
from duizhao.report import Report
from duizhao.report.word.elements import W, WordRun, paragraph, twips
from duizhao.report.word.styles import ROOM
from duizhao.report.word.word_file import report_docx
from duizhao.report.word_look import WordLook
from duizhao.results.labels import labels
from duizhao.results.moves import mark_moves
from duizhao.results.pair_rows import pair_rows
from duizhao.results.pieces import Piece
from duizhao.results.visible import visible

FULL = WordLook(layout="full")
COLUMNS = [
    "序号",
    "中央条款及原文",
    "地方条款及原文",
    "对应关系",
    "变化类型",
    "依据",
    "量化要求",
    "对应概率",
    "把握",
    "复核意见",
]


def opened(report: Report, lang: str = "zh") -> WordDocument:
    return docx.Document(io.BytesIO(report_docx(report, lang=lang, look=FULL)))


@pytest.fixture(scope="module")
def small() -> WordDocument:
    return opened(small_report())


def tables_with(document: WordDocument, *heads: str) -> list[Table]:
    """The tables that begin with these column heads."""
    return [table for table in document.tables if [cell.text for cell in table.rows[0].cells][: len(heads)] == [*heads]]


def all_runs(document: WordDocument) -> Iterator[Run]:
    for element in document.element.body.iter(f"{{{W}}}r"):
        yield Run(element, document.paragraphs[0])


# ------------------------------------------------------------------------------------------------------- what is in it


def test_each_local_document_has_a_section_with_the_ten_columns(small: WordDocument) -> None:
    report = small_report()
    found = tables_with(small, *COLUMNS)
    assert len(found) == len(report.comparisons)
    assert len(small.sections) == len(report.comparisons) + 2
    assert [section.header.paragraphs[0].text for section in small.sections] == [
        *("对照报告", "对照报告 · 北方省", "对照报告 · 南方省", "对照报告"),
    ]
    for table, comparison in zip(found, report.comparisons, strict=True):
        rows = [row for row in table.rows if re.fullmatch(r"\d+", row.cells[0].text)]
        texts = [row.cells[2].text.split("\n", 1)[1] for row in rows]
        assert texts == [sentence.text for sentence in comparison.local.sentences]
        assert {row.cells[9].text for row in rows} == {""}
        # The articles stand between the sentences as bands over all columns.
        assert len(table.rows) - 1 - len(rows) >= len(comparison.local.units)


def test_a_row_says_what_the_rows_of_the_table_say(small: WordDocument) -> None:
    words = labels("zh")
    row = next(row for row in tables_with(small, *COLUMNS)[0].rows if row.cells[0].text == "3")
    cells = [cell.text for cell in row.cells]
    assert cells[1].startswith("（一）　1:1　96%\n图书馆应当定期听取读者意见")
    assert "（二）　2:2　41%" in cells[1]
    assert cells[3:8] == [
        words["correspondence_name"]["merged"],
        "▲ 加强",
        "定期 → 每季度\n及时 → 十五个工作日内",
        "每季度≥1次（由模糊到量化；中央：定期）\n≤15个工作日（由模糊到量化）",
        "96%",
    ]


def test_missing_added_matrix_and_parameters_are_printed(small: WordDocument) -> None:
    missing = tables_with(small, "序号", "中央条款", "中央编号")
    assert [[row.cells[2].text for row in table.rows[1:]] for table in missing] == [
        ["1:2", "2:0", "2:2", "3:1"],
        ["p1:1", "1:0", "1:2", "2:0", "2:1", "2:2", "3:1"],
    ]
    [added] = tables_with(small, "序号", "地方条款", "地方编号")  # the second document added nothing
    assert [row.cells[3].text for row in added.rows[1:]] == ["每年从购书经费中安排不低于10%的资金购买盲文读物。"]
    [matrix] = tables_with(small, "条款", "中央要求", "中央", "北方省", "南方省")
    assert [cell.text for cell in matrix.rows[1].cells] == ["（一）", "听取读者意见", "定期", "每季度 ★", "定期"]
    [parameters] = tables_with(small, "参数", "值")
    assert ["版本", "0.1.0"] in [[cell.text for cell in row.cells] for row in parameters.rows]
    [legend] = tables_with(small, "标记", "含义")
    said = {cell.text for row in legend.rows for cell in row.cells}
    assert {"▲ 加强", "▼ 弱化", "增写", "删去", "移动", "拆分"} <= said


def test_more_local_documents_than_fit_beside_each_other_get_further_matrix_tables() -> None:
    document = opened(long_report(documents=19, sentences=5))
    heads = [[cell.text for cell in table.rows[0].cells] for table in tables_with(document, "条款", "中央要求", "中央")]
    assert [len(head) - 3 for head in heads] == [6, 6, 6, 1]
    assert [name for head in heads for name in head[3:]] == [f"第{n}省" for n in range(19)]


# ------------------------------------------------------------------------------------------------------------- its form


def test_tables_fit_the_page_and_repeat_their_heads(small: WordDocument) -> None:
    assert small.tables
    for table in small.tables:
        widths = [column.width for column in table.columns]
        assert sum(width.twips for width in widths if width is not None) == pytest.approx(twips(ROOM), abs=len(widths))
        assert table.autofit is False
        heads = [row for row in table.rows if row._tr.trPr.find(f"{{{W}}}tblHeader") is not None]
        assert [row._tr for row in heads] == [table.rows[0]._tr]
    section = small.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (section.page_width.mm, section.page_height.mm) == (pytest.approx(297, abs=0.1), pytest.approx(210, abs=0.1))
    assert section.page_width - section.left_margin - section.right_margin == pytest.approx(ROOM * 36000, abs=36000)
    assert "PAGE" in section.footer._element.xml
    assert "NUMPAGES" in section.footer._element.xml


def test_short_rows_are_kept_together_and_long_ones_are_not() -> None:
    def broken(report: Report) -> int:
        rows = tables_with(opened(report), *COLUMNS)[0].rows
        return sum(row._tr.trPr.find(f"{{{W}}}cantSplit") is None for row in rows)

    assert broken(small_report()) == 0
    report = long_report(documents=1, sentences=5)
    [comparison] = report.comparisons
    local = segmented(
        "long.txt", [("1", "第一条", None, ["定期听取读者意见，" * 300])], comparison.local.document.metadata
    )
    sentences = (change("1:1", "added", 0.9),)
    long = replace(comparison, local=local, units=comparison.units[:1], sentences=sentences, requirements=())
    assert broken(replace(report, comparisons=(long,), matrix=())) == 1


def test_fonts_and_languages_are_those_of_a_chinese_office(small: WordDocument) -> None:
    def fonts(xml: str) -> set[tuple[str, str]]:
        return set(re.findall(r'<w:rFonts w:ascii="([^"]+)" w:hAnsi="[^"]+" w:eastAsia="([^"]+)"', xml))

    styles = small.styles.element
    assert fonts(styles.xml) == {("Times New Roman", "仿宋"), ("Times New Roman", "黑体")}
    assert re.search(r'<w:lang w:val="en-US" w:eastAsia="zh-CN"', styles.xml)
    assert "Theme" not in re.sub(r"<w:latentStyles.*?</w:latentStyles>", "", styles.xml, flags=re.DOTALL)
    for name, font in (("Heading 1", "黑体"), ("Title", "黑体"), ("Table Text", "仿宋")):
        assert f'w:eastAsia="{font}"' in small.styles[name].element.xml
    assert all(run._r.rPr.rFonts.get(f"{{{W}}}hint") == "eastAsia" for run in all_runs(small))


def test_words_are_marked_without_colour_alone_and_without_words_own_marks(small: WordDocument) -> None:
    styles = {(run.text, run.style.name) for run in all_runs(small)}
    assert styles >= {("定期", "Deleted Words"), ("每季度", "Inserted Words"), ("增写", "Inserted Words")}
    assert small.styles["Inserted Words"].font.underline is True
    assert small.styles["Deleted Words"].font.strike is True
    assert 'w:u w:val="double"' in small.styles["Moved Words"].element.xml
    assert any(run.text == "每季度" and run.bold for run in all_runs(small))
    tags = {element.tag.split("}")[1] for element in small.element.iter() if isinstance(element.tag, str)}
    assert not tags & {"ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart"}


@pytest.mark.parametrize(
    ("local", "central", "moved"),
    [
        ("听取读者意见，每年", "，听取读者意见", "听取读者意见"),
        ("各地图书馆", "图书", ""),
        ("，。；！，。；！", "，。；！，。；！", ""),
        ("送书到村每月一次送书到村", "送书到村", "送书到村送书到村"),
    ],
)
def test_moved_words_are_those_of_both_sides(local: str, central: str, moved: str) -> None:
    ours, [theirs] = mark_moves([Piece(local, "inserted", "")], [[Piece(central, "deleted", "")]])
    assert "".join(piece.text for piece in ours if piece.kind == "moved") == moved
    assert bool(moved) == any(piece.kind == "moved" for piece in theirs)


@given(st.lists(st.text("甲乙丙丁，。", max_size=12), min_size=2, max_size=2))
def test_marking_moves_keeps_every_character(texts: list[str]) -> None:
    local = [Piece("应当", "same", ""), Piece(texts[0], "inserted", ""), Piece(texts[1], "inserted", "figure")]
    centrals = [[Piece(texts[1], "deleted", "vague")], [Piece(texts[0], "elsewhere", "")]]
    ours, theirs = mark_moves(local, centrals)
    assert "".join(piece.text for piece in ours) == "应当" + "".join(texts)
    assert ["".join(piece.text for piece in pieces) for pieces in theirs] == [texts[1], texts[0]]
    assert {piece.kind for piece in theirs[1]} <= {"elsewhere"}


def test_the_properties_bear_no_clock() -> None:
    properties = opened(small_report()).core_properties
    assert (properties.created, properties.modified, properties.author) == (
        *(datetime(1980, 1, 1, tzinfo=timezone.utc),) * 2,
        "duizhao",
    )
    assert properties.title == "对照报告：关于办好公共图书馆的意见"
    dated = opened(small_report().dated("2026-05-01"))
    assert dated.core_properties.created == datetime(2026, 5, 1, tzinfo=timezone.utc)
    assert "报告日期 2026-05-01" in [one.text for one in dated.paragraphs]
    with zipfile.ZipFile(io.BytesIO(report_docx(small_report()))) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert "python-docx" not in file.read("docProps/core.xml").decode("utf-8")


def test_the_words_of_the_report_are_in_the_language_asked_for() -> None:
    english = opened(small_report(), "en")
    [first, _] = tables_with(english, "No.", "Central article and text", "Local article and text")
    assert "strengthened" in "".join(cell.text for row in first.rows for cell in row.cells)
    assert not re.search("新设|由模糊到量化|对应关系", english.element.xml)


# ------------------------------------------------------------------------------------------------- text is text, and fast


def test_hostile_text_is_shown_as_text() -> None:
    report = hostile_report()
    document = opened(report)
    texts = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    everything = "\n".join([*texts, *(one.text for one in document.paragraphs)])
    for text in HOSTILE:
        assert visible(text) in everything
    assert document.core_properties.title.endswith(HOSTILE[1])
    assert not re.search("[\x00-\x08\x0b-\x1f\u202e]", everything)
    assert len(document.element.findall(f".//{{{W}}}instrText")) == 0  # no field but the page numbers of the footers
    assert len(document.element.findall(f".//{{{W}}}hyperlink")) == 0


@given(st.text(st.characters(codec=None), max_size=30))
def test_any_text_can_stand_in_a_paragraph(text: str) -> None:
    element = paragraph([WordRun(text)], "Normal")
    shown = "".join({"br": "\n", "tab": "\t"}.get(one.tag.split("}")[1], one.text or "") for one in element.iter())
    assert shown == visible(text)


def test_three_hundred_rows_are_made_at_once() -> None:
    report = long_report(documents=1, sentences=300)
    start = time.process_time()
    report_docx(report)
    assert time.process_time() - start < 3  # half a second on an idle machine


def test_a_report_without_local_documents_is_still_a_document() -> None:
    empty = Report(central=small_report().central, comparisons=(), matrix=(), skipped=(), parameters={})
    assert "没有可对照的地方文件" in [one.text for one in opened(empty).paragraphs]


# ------------------------------------------------------------------------------------------------- in a real program


def pdf_pages(document: bytes, folder: Path) -> list[str]:
    """The text of each page that LibreOffice makes of a Word document, blanks and line ends taken out."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed: what it makes of the document cannot be seen")
    (folder / "report.docx").write_bytes(document)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), folder / "report.docx"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with pypdfium2.PdfDocument(folder / "report.pdf") as pdf:
        return ["".join(page.get_textpage().get_text_range().split()) for page in pdf]


def letters(text: str) -> str:
    """The letters and figures alone: quotation marks come out of a PDF at other places."""
    return "".join(character for character in text if character.isalnum())


def test_libreoffice_shows_every_sentence_and_repeats_the_heads(sample: Path, tmp_path: Path) -> None:
    report = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt")
    pages = pdf_pages(report_docx(report, look=FULL), tmp_path)
    assert 8 <= len(pages) <= 16
    found = letters("".join(pages))
    for sentence in report.comparisons[0].local.sentences:
        assert letters(sentence.text) in found, sentence.text
    # The side-by-side table runs over several pages, and each of them has its heads.
    first = next(i for i, page in enumerate(pages) if "逐条对照" in page)
    last = next(i for i, page in enumerate(pages) if "中央条款覆盖情况" in page)
    assert last - first >= 3
    assert all("地方条款及原文" in page for page in pages[first:last])
    assert all(f"第{i}页，共{len(pages)}页" in page for i, page in enumerate(pages, start=1))
    assert min(map(len, pages)) > 200  # no page with two lines on it


def test_every_row_of_the_real_pair_is_in_the_document(shared: Path) -> None:
    folder = shared / "corpus"
    report = dz.compare(folder / "central_opinion_2021.txt", folder / "beijing_measures_2021.txt")
    comparison = report.comparisons[0]
    [table] = tables_with(opened(report), *COLUMNS)
    cells = {
        "".join(t.text or "" for t in row._tr.tc_lst[2].iter(f"{{{W}}}t"))
        for row in table.rows
        if len(row._tr.tc_lst) > 2
    }
    for row in pair_rows(comparison, "北京市"):
        if row.local:
            assert any(cell.endswith(visible(row.local.sentence.text)) for cell in cells), row.local.sentence.id


def test_a_remark_is_said_once(small: WordDocument) -> None:
    """Who judged stands among the evidence, what he remarked in the column for it."""
    report = small_report()
    [north, south] = report.comparisons
    review = Review(by="某馆员", at="2026-05-01", note="照实际办", relation=True)
    first, *rest = south.sentences
    fixed = replace(first, review=review, evidence=(review.said, *first.evidence))
    document = opened(replace(report, comparisons=(north, replace(south, sentences=(fixed, *rest)))))
    row = next(row for row in tables_with(document, *COLUMNS)[1].rows if row.cells[0].text == "1")
    assert (row.cells[5].text, row.cells[9].text) == ("人工复核（某馆员，2026-05-01）", "照实际办")
    assert {row.cells[9].text for row in tables_with(small, *COLUMNS)[1].rows if row.cells[0].text == "1"} == {""}
