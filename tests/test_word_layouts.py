"""The Word report as it is handed in: the table of three columns, the brief of one page, the head, how many pages they take."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import docx
import pypdfium2
import pytest
from command import run
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.table import Table, _Row
from report_case import HOSTILE, hostile_report, small_report

import duizhao as dz
from duizhao.corpus import DocumentError, UnknownFormatError
from duizhao.report import Report, read_review
from duizhao.report.word.elements import W
from duizhao.report.word.word_file import report_docx
from duizhao.report.word_look import LAYOUTS, WordLook, look_of
from duizhao.results.brief import brief_of
from duizhao.results.labels import labels
from duizhao.results.visible import visible

HEADS = ["中央条款", "地方条款", "说明"]
FEWEST_LINES = 8  # that a page may hold, with its head and its number
CENTRAL = "《关于办好公共图书馆的意见》"


def opened(report: Report, lang: str = "zh", **look: object) -> WordDocument:
    return docx.Document(io.BytesIO(report_docx(report, lang=lang, look=look_of(**look))))  # type: ignore[arg-type]


def pair_tables(document: WordDocument, heads: list[str] = HEADS) -> list[Table]:
    """The tables of articles against articles, one per local document."""
    return [table for table in document.tables if [cell.text for cell in table.rows[0].cells] == heads]


def rows_of(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows[1:]]


def row_with(table: Table, text: str) -> _Row:
    return next(row for row in table.rows if text in row.cells[1].text)


def marked(row: _Row, column: int) -> dict[str, str]:
    """The marked words of a cell, with the style that marks them."""
    runs = [run for line in row.cells[column].paragraphs for run in line.runs]
    names = {"Inserted Words", "Deleted Words"}
    return {run.text: run.style.name for run in runs if run.style is not None and run.style.name in names}


@pytest.fixture(scope="module")
def small() -> WordDocument:
    return opened(small_report())


@pytest.fixture(scope="module")
def yunzhou(sample: Path) -> Report:
    return dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt")


# ------------------------------------------------------------------------------------------------------------- the table


def test_the_table_is_the_layout_without_being_asked_for(small: WordDocument) -> None:
    assert [len(table.columns) for table in pair_tables(small)] == [3, 3]
    assert report_docx(small_report()) == report_docx(small_report(), look=WordLook(layout="table"))
    assert [section.orientation for section in small.sections] == [WD_ORIENT.LANDSCAPE] * 3


def test_a_row_for_each_article_with_its_sentences_inside(small: WordDocument) -> None:
    north, south = map(rows_of, pair_tables(small))
    # The preamble, the heading of the part as a band, then the articles in the order of the central document.
    assert [row[0].split("\n")[0][:3] for row in north] == ["引言", "一、服", "（一）", "（二）", "（三）"]
    assert north[2][1].startswith("第一条延长开放时间\n各公共图书馆应当每季度听取")
    assert "\n图书馆应当定期听取读者意见，对反映强烈的问题及时整改。［缺失］有条件的馆" in north[2][0]
    assert "县级图书馆要向村屯流动送书。［新增］每年从购书经费中" in north[3][1]
    # Every sentence of the local document stands once.
    for comparison, rows in zip(small_report().comparisons, (north, south), strict=True):
        text = "".join(row[1] for row in rows)
        assert [text.count(sentence.text) for sentence in comparison.local.sentences] == [1] * len(
            comparison.local.sentences
        )


def test_the_last_column_says_in_short_what_became_of_it(small: WordDocument) -> None:
    north, south = ([row[2].split("\n") for row in rows_of(table)] for table in pair_tables(small))
    assert north[2] == ["▲ 加强　定期 → 每季度；及时 → 十五个工作日内", "另对应中央（二）", "✕ 缺失"]
    assert north[3][:2] == ["▼ 弱化　经常 → 无", "＋ 新增（新设 2022年前每年≥10%）"]
    assert north[4] == ["－ 不适用"]
    assert south[-1] == ["✕ 缺失"]


def test_central_articles_without_an_answer_keep_their_place(small: WordDocument) -> None:
    _, south = pair_tables(small)
    silent = [row for row in rows_of(south) if row[1] == "—"]
    assert [row[0][:3] for row in silent] == ["引言\n", "（二）", "（三）"]
    assert all(row[2] for row in silent)


def test_changed_words_are_marked_on_both_sides(small: WordDocument) -> None:
    row = row_with(pair_tables(small)[0], "每季度")
    assert marked(row, 0)["定期"] == "Deleted Words"
    assert marked(row, 1)["每季度"] == "Inserted Words"
    assert "听取读者意见" not in {**marked(row, 0), **marked(row, 1)}


def test_several_local_articles_share_the_cell_of_their_central_one(yunzhou: Report) -> None:
    [table] = pair_tables(opened(yunzhou))
    joined = [row for row in table.rows if row._tr.tc_lst[0].vMerge is not None]
    assert joined[0]._tr.tc_lst[0].vMerge == "restart"
    assert {row._tr.tc_lst[0].vMerge for row in joined} == {"restart", "continue"}
    # To python-docx the cells that are one have one text; each stands beside an article of its own.
    beside = [row.cells[1].text for row in table.rows if row.cells[0].text == joined[0].cells[0].text]
    assert len(beside) == len(set(beside)) > 1


def test_only_what_was_changed_on_demand(yunzhou: Report) -> None:
    [whole], [changed] = pair_tables(opened(yunzhou)), pair_tables(opened(yunzhou, changed_only=True))
    assert len(changed.rows) < len(whole.rows)
    comparison = yunzhou.comparisons[0]
    text = "".join(cell for row in rows_of(changed) for cell in row[:2])
    sentences = {sentence.id: sentence for sentence in comparison.local.sentences}
    for change in comparison.sentences:
        sentence = sentences[change.local]
        if sentence.kind != "heading":
            assert (sentence.text in text) == (change.relation != "verbatim"), sentence.id
    assert re.search(r"〔另有 \d+ 句未变或不计，略〕", text)
    assert {row[2] for row in rows_of(changed)}.isdisjoint({"· 不计", "＝ 照搬", "－ 不适用"})


def test_where_nothing_was_changed_it_says_so(sample: Path) -> None:
    same = dz.compare(sample / "central_opinion.txt", sample / "central_opinion.txt")
    document = opened(same, changed_only=True)
    assert pair_tables(document) == []
    assert "没有变化的条款。" in [line.text for line in document.paragraphs]


def test_heads_are_repeated_and_short_rows_stay_on_a_page(yunzhou: Report) -> None:
    for table in opened(yunzhou).tables:
        first, *rest = table.rows
        assert first._tr.trPr.find(f"{{{W}}}tblHeader") is not None
        assert all(row._tr.trPr.find(f"{{{W}}}tblHeader") is None for row in rest)
        kept = [row for row in rest if row._tr.trPr.find(f"{{{W}}}cantSplit") is not None]
        assert len(kept) > len(rest) / 2
        # The last rows stay together: no page with two lines of a table.
        assert all(line.paragraph_format.keep_with_next for cell in rest[-2].cells[1:] for line in cell.paragraphs)


def test_a_section_ends_in_the_low_paragraph_behind_its_table(small: WordDocument) -> None:
    """One more paragraph between the table and the end of the section could stand on a page of its own."""
    ends = [line for line in small.element.body.iterchildren(f"{{{W}}}p") if line.find(f".//{{{W}}}sectPr") is not None]
    assert len(ends) == len(small.sections) - 1
    assert [(line.style, line.getprevious().tag) for line in ends] == [("AfterTable", f"{{{W}}}tbl")] * len(ends)


# ------------------------------------------------------------------------------------------------- at a glance, the brief


def test_articles_against_articles_at_a_glance(small: WordDocument) -> None:
    [table] = [one for one in small.tables if [cell.text for cell in one.rows[0].cells][1:] == ["北方省", "南方省"]]
    assert rows_of(table) == [
        ["引言", "● 引言≈", "○ 未见"],
        ["（一） 延长开放时间", "◐ 第一条▲", "◐ 一、＝"],
        ["（二） 送书下乡", "◐ 第一条▲、第二条▼", "○ 未见"],
        ["（三）", "○ 未见", "○ 未见"],
    ]


def test_of_one_document_two_panels_stand_beside_each_other(yunzhou: Report) -> None:
    document = opened(yunzhou)
    [table] = [
        one for one in document.tables if [cell.text for cell in one.rows[0].cells] == ["中央条款", "云州省"] * 2
    ]
    shown = [cell for row in rows_of(table) for cell in row]
    for entry in yunzhou.comparisons[0].coverage:
        place = yunzhou.central.unit(entry.central).place
        assert not entry.counted or not place or any(cell.startswith(f"{place} ") for cell in shown), place
    assert "中央文件无对应条款" in shown


def brief_said(report: Report, lang: str) -> list[str]:
    words = labels(lang)
    said = words["brief"]
    brief = brief_of(report.comparisons[0], words, "云州省")
    return [f"{said['item'][one.kind]}{said['colon']}{one.text}" for one in brief.sentences]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_brief_has_its_sentences_and_the_shares(yunzhou: Report, lang: str) -> None:
    words = labels(lang)
    document = opened(yunzhou, lang, layout="brief")
    said = [line.text for line in document.paragraphs]
    assert said[2:][: len(brief_said(yunzhou, lang))] == brief_said(yunzhou, lang)
    heads = [cell.text for table in document.tables for cell in table.rows[0].cells]
    assert {words["copied_rate"], words["covered_rate"], f"▲ {words['relation_name']['strengthened']}"} <= set(heads)
    assert [section.orientation for section in document.sections] == [WD_ORIENT.PORTRAIT]


def test_the_brief_stands_before_the_table_too(yunzhou: Report) -> None:
    said = [line.text for line in opened(yunzhou).paragraphs]
    assert set(brief_said(yunzhou, "zh")) <= set(said)


# ------------------------------------------------------------------------------------------------------------- the head


@pytest.mark.parametrize("layout", LAYOUTS)
def test_title_organ_and_day_stand_in_the_middle_of_the_head(layout: str) -> None:
    document = opened(small_report().dated("2026-05-01"), layout=layout, title="书屋条款对照表", organ="某省图书馆局")
    title, *lines = [line for line in document.paragraphs if line.style is not None][:3]
    assert (title.text, title.style.name if title.style else "") == ("书屋条款对照表", "Title")
    said = "　".join(line.text for line in lines)
    assert "某省图书馆局" in said
    assert ("2026-05-01" if layout == "full" else "2026年5月1日") in said
    for name in ("Title", "Subtitle"):
        assert '<w:jc w:val="center"/>' in document.styles[name].element.xml
    assert document.core_properties.title.startswith("书屋条款对照表")


def test_without_a_title_the_documents_are_named() -> None:
    report = small_report()
    assert opened(report).paragraphs[0].text == f"{CENTRAL}与各地文件条款对照表"
    assert opened(report.single(0)).paragraphs[0].text == f"{CENTRAL}与《北方省办好公共图书馆若干措施》条款对照表"
    assert opened(report, layout="full").paragraphs[0].text == "对照报告"
    assert opened(hostile_report()).paragraphs[0].text.endswith("条款对照表")


def test_the_words_are_in_the_language_asked_for(yunzhou: Report) -> None:
    document = opened(yunzhou, "en")
    [table] = pair_tables(document, ["Central article", "Local article", "Note"])
    notes = "\n".join(row[2] for row in rows_of(table))
    assert "▲ strengthened" in notes
    assert not re.search(
        "加强|照搬|待核|缺失|未变|条款对照", "".join(line.text for line in document.paragraphs[1:]) + notes
    )


def test_with_what_it_was_made_stands_in_the_properties() -> None:
    for layout in LAYOUTS:
        said = opened(small_report(), layout=layout).core_properties.comments
        assert "版本：0.1.0" in said
        assert 'tables：["a", "b"]' in said


def test_hostile_text_is_text_in_every_layout() -> None:
    for layout in LAYOUTS:
        document = opened(hostile_report(), layout=layout, title=HOSTILE[0] + HOSTILE[4], organ=HOSTILE[1])
        texts = [line.text for line in document.paragraphs]
        assert texts[0] == visible(HOSTILE[0] + HOSTILE[4])
        assert HOSTILE[1] in texts[2 if layout == "full" else 1]
        assert len(document.element.findall(f".//{{{W}}}instrText")) == 0


def test_a_report_without_local_documents_is_a_document_in_every_layout() -> None:
    empty = Report(central=small_report().central, comparisons=(), matrix=(), skipped=(), parameters={})
    for layout in LAYOUTS:
        assert "没有可对照的地方文件" in [line.text for line in opened(empty, layout=layout).paragraphs]


# ---------------------------------------------------------------------------------------------------- how it is asked for


def test_a_look_is_refused_where_it_means_nothing(yunzhou: Report, tmp_path: Path) -> None:
    with pytest.raises(UnknownFormatError, match="没有版式 nine，需要 table、brief、full 之一"):
        yunzhou.save(tmp_path / "a.docx", layout="nine")
    with pytest.raises(UnknownFormatError, match="只用于 table"):
        yunzhou.save(tmp_path / "a.docx", layout="full", changed_only=True)
    for place in ("a.html", "a.json", "folder"):
        with pytest.raises(UnknownFormatError, match=r"只用于 Word（\.docx）"):
            yunzhou.save(tmp_path / place, organ="某馆")
    assert list(tmp_path.iterdir()) == []


def test_it_is_saved_in_the_look_asked_for_in_a_folder_too(yunzhou: Report, tmp_path: Path) -> None:
    [one] = yunzhou.save(tmp_path / "a.docx", layout="brief", title="书屋", organ="某馆", date="2026-05-01")
    assert docx.Document(str(one)).paragraphs[1].text == "某馆　　2026年5月1日"
    files = yunzhou.save(tmp_path / "out", form="docx", layout="table", changed_only=True)
    [inside] = [path for path in files if path.suffix == ".docx"]
    assert len(pair_tables(docx.Document(str(inside)))) == 1


def test_the_command_takes_the_look(sample: Path, tmp_path: Path) -> None:
    files = (sample / "central_opinion.txt", sample / "local_yunzhou.txt")
    look = ("--changed-only", "--title", "书屋条款对照表", "--organ", "某馆", "--date", "2026-05-01")
    done = run("report", *files, "-o", tmp_path / "a.docx", "--layout", "table", *look)
    assert (done.status, done.complaints) == (0, [])
    document = docx.Document(str(tmp_path / "a.docx"))
    assert [line.text for line in document.paragraphs[:2]] == ["书屋条款对照表", "某馆　　2026年5月1日"]
    refused = run("report", *files, "-o", tmp_path / "a.html", "--layout", "brief")
    assert refused.status == 2
    assert "只用于 Word（.docx）" in refused.complaints[0]
    # What comes back for review is the workbook: of a Word file that is said.
    with pytest.raises(DocumentError, match=r"需要 duizhao report 写出、复核后存盘的 \.xlsx"):
        read_review(tmp_path / "a.docx")


# ----------------------------------------------------------------------------------------------------- in a real program


@pytest.fixture(scope="module")
def printed(yunzhou: Report, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[list[str]]]:
    """The lines of each page that LibreOffice makes of some documents, by their names; all are converted at once."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed: the pages of the documents cannot be counted")
    folder = tmp_path_factory.mktemp("printed")
    for name, report, lang, look in _documents(yunzhou):
        (folder / f"{name}.docx").write_bytes(report_docx(report, lang=lang, look=look))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), *folder.glob("*.docx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {path.stem: list(_pages(path)) for path in folder.glob("*.pdf")}


def _documents(yunzhou: Report) -> Iterator[tuple[str, Report, str, WordLook]]:
    yield "table", yunzhou, "zh", WordLook()
    yield "english", yunzhou, "en", WordLook(changed_only=True)
    yield "brief", yunzhou, "zh", WordLook(layout="brief", title="书屋条款对照摘要", organ="某馆")
    yield "brief_english", yunzhou, "en", WordLook(layout="brief")
    corpus = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"
    if corpus.is_dir():
        local = [corpus / "beijing_measures_2021.txt", corpus / "anhui_measures_2022.txt"]
        report = dz.compare_many(corpus / "central_opinion_2021.txt", local)
        yield "pair", report, "zh", WordLook()
        yield "pair_brief", report, "zh", WordLook(layout="brief")


def _pages(path: Path) -> Iterator[list[str]]:
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            yield [line.strip() for line in page.get_textpage().get_text_range().split("\n") if line.strip()]


def test_the_brief_is_one_page(printed: Mapping[str, list[list[str]]]) -> None:
    assert (len(printed["brief"]), len(printed["brief_english"])) == (1, 1)
    assert printed["brief"][0][0] == "书屋条款对照摘要"


def test_two_documents_take_no_more_than_twenty_pages(printed: Mapping[str, list[list[str]]], shared: Path) -> None:
    assert (shared / "corpus").is_dir()
    assert len(printed["pair"]) <= 20
    assert len(printed["pair_brief"]) == 2  # one for each


def test_no_page_holds_some_lines_alone(printed: Mapping[str, list[list[str]]]) -> None:
    few = {
        (name, number): lines
        for name, pages in printed.items()
        for number, lines in enumerate(pages, start=1)
        if len(lines) < FEWEST_LINES
    }
    assert few == {}


def test_the_glance_is_on_one_page_and_heads_on_every_one(printed: Mapping[str, list[list[str]]]) -> None:
    for name in {"table", "pair"} & printed.keys():
        pages = ["".join("".join(lines).split()) for lines in printed[name]]
        assert sum("条款对照一览" in page for page in pages) == 1
        first = next(number for number, page in enumerate(pages) if "说明：下划线" in page)
        assert all("中央条款地方条款说明" in page for page in pages[first:])
        assert all(f"第{number}页，共{len(pages)}页" in page for number, page in enumerate(pages, start=1))
