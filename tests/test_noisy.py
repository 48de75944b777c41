"""Pages as they are found have the places of the well-formed text: on one line, marked up, out of a PDF, wrapped at a page's width.

The pages of ``../shared/noisy`` were read by hand; what is expected of them is what they print. Synthetic damage is done to real laws.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import pytest
from damage import NUMBERS, flattened, paged, wrapped
from markup import text_of
from shipped import clean, make_document, make_documents, read_document, segment_document

from duizhao.language import comparable
from duizhao.segmenter import SegmentedDocument

FOUND = 0.98


def numbers(*ends: int) -> list[str]:
    """The ids of articles counted anew in each part; a part without articles ends with 0."""
    return [f"{part}.{number}" for part, end in enumerate(ends, 1) for number in range(1, end + 1)]


def running(end: int) -> list[str]:
    return [str(number) for number in range(1, end + 1)]


def page(shared: Path, name: str) -> str:
    """The text of a page; of a marked-up one without its tags."""
    text = (shared / "noisy" / f"{name}.txt").read_text(encoding="utf-8")
    return text_of(text) if name.startswith("html_") else text


def parsed(text: str) -> SegmentedDocument:
    return segment_document(make_document(text))


def ids(document: SegmentedDocument) -> list[str]:
    return [unit.id for unit in document.units]


def articles(document: SegmentedDocument) -> list[str]:
    return [unit.id for unit in document.units if unit.number is not None]


def parts(document: SegmentedDocument) -> list[str]:
    """The first words of the outermost headings, each once."""
    return list(dict.fromkeys(re.split(r"[、\s\u3000]", unit.path[0])[0] for unit in document.units if unit.path))


def sentences(document: SegmentedDocument) -> Counter[str]:
    return Counter(comparable(sentence.text) for sentence in document.sentences)


def shares(ours: Counter[str], theirs: Counter[str]) -> tuple[float, float]:
    """Which share of the sentences of each is found in the other."""
    common = (ours & theirs).total()
    return common / max(ours.total(), 1), common / max(theirs.total(), 1)


# ------------------------------------------------------------------------------------------- one page, flat and marked up

# Each of these pages prints its document twice over, the copies equal but for blanks, and so do both of its files, which are equal
# but for blanks, tags and entities.
PAIRS = {
    "义乌_促进民办教育实施意见": ["p1", *running(29)],
    "义乌_促进民营医疗机构实施意见": ["p1", *running(29)],
    "义乌_农房改造实施意见": ["p1", *numbers(5, 12, 6)],
    "义乌_加快体育事业若干意见": ["p1", *running(24)],
    "义乌_燃气设施保护管理暂行办法": running(26),
    "义乌_老年人体育工作意见": ["p1", *running(4)],
}
# Its four headings have no mark at their end: on one line nothing parts them from the text behind.
NO_MARK = "义乌_老年人体育工作意见"


def squeezed(text: str) -> str:
    return re.sub(r"&nbsp;|\s", "", text)


@pytest.mark.parametrize("name", PAIRS)
def test_both_files_hold_the_same_text_twice(shared: Path, name: str) -> None:
    """What is compared below is the same: the tags alone were taken out."""
    flat, marked_up = (squeezed(page(shared, f"{form}_{name}")) for form in ("flat", "html"))
    assert flat == marked_up
    assert flat[: len(flat) // 2] == flat[len(flat) // 2 :]


@pytest.mark.parametrize("form", ["flat", "html"])
@pytest.mark.parametrize("name", PAIRS)
def test_the_units_of_a_page_and_of_its_copy(shared: Path, name: str, form: str) -> None:
    first, copy = (segment_document(document) for document in make_documents(page(shared, f"{form}_{name}")))
    assert ids(first) == PAIRS[name]
    assert ids(copy) == PAIRS[name]
    assert sentences(copy) == sentences(first)
    assert copy.document.same_as == 1


@pytest.mark.parametrize("name", [name for name in PAIRS if name != NO_MARK])
def test_the_sentences_of_a_page_on_one_line_and_marked_up(shared: Path, name: str) -> None:
    flat, marked_up = (parsed(page(shared, f"{form}_{name}")) for form in ("flat", "html"))
    assert ids(flat) == ids(marked_up)
    assert min(shares(sentences(flat), sentences(marked_up))) >= FOUND


def test_headings_without_a_mark_stay_with_the_sentence_behind(shared: Path) -> None:
    flat, marked_up = (parsed(page(shared, f"{form}_{NO_MARK}")) for form in ("flat", "html"))
    joined: list[str] = []
    for unit in marked_up.units:
        texts = [comparable(sentence.text) for sentence in unit.sentences]
        joined += ["".join(texts[:2]), *texts[2:]] if unit.heading else texts
    assert shares(sentences(flat), Counter(joined)) == (1.0, 1.0)


def test_a_part_printed_with_the_number_of_the_one_before(shared: Path) -> None:
    """五、 stands twice; the articles run on."""
    for form in ("flat", "html"):
        assert any(
            "五、" in warning and "重复" in warning
            for warning in parsed(page(shared, f"{form}_义乌_促进民办教育实施意见")).warnings
        )


# ----------------------------------------------------------------------------------------------- pages without a partner


@dataclass(frozen=True)
class Printed:
    """What a reader finds in a page: its title, its units and the numbers of its parts."""

    title: str
    ids: list[str]
    parts: list[str]


PRINTED = {
    "flat_central_优化营商环境条例_国令722": Printed(
        "优化营商环境条例", running(72), [f"第{number}章" for number in "一二三四五六七"]
    ),
    "flat_central_环境污染第三方治理意见_国办发2014-69": Printed(
        "国务院办公厅关于推行环境污染第三方治理的意见", ["p1", *running(22)], list("一二三四五六")
    ),
    "html_central_三级公立医院绩效考核意见_国办发2019-4": Printed(
        "国务院办公厅关于加强三级公立医院绩效考核工作的意见",
        ["p1", *numbers(3), "p2", *numbers(0, 4, 4), "p3", *numbers(0, 0, 0, 3, 5)],
        list("一二三四五"),
    ),
    "html_central_双随机一公开监管意见_国发2019-5": Printed(
        "国务院关于在市场监管领域全面推行部门联合“双随机、一公开”监管的意见",
        [*(f"p{number}" for number in range(1, 9)), *numbers(0, 0, 7, 3)],
        list("一二三四"),
    ),
    "html_central_政务新媒体意见_国办发2018-123": Printed(
        "国务院办公厅关于推进政务新媒体健康有序发展的意见",
        ["p1", *numbers(3), "p2", "p3", "p4", "p5", *numbers(0, 0, 3, 4, 3)],
        list("一二三四五"),
    ),
    "html_central_消费扶贫指导意见_国办发2018-129": Printed(
        "国务院办公厅关于深入开展消费扶贫助力打赢脱贫攻坚战的指导意见",
        ["p1", "p2", *running(17)],
        list("一二三四五六"),
    ),
    "pdf_plain_个税纳税信用通知": Printed(
        "关于加强个人所得税纳税信用建设的通知", ["p1", "p2", *numbers(0, 3, 2, 2, 2)], list("一二三四五")
    ),
    "odd_宁波市科学技术普及条例(2018-12-19)": Printed(
        "宁波市科学技术普及条例", running(43), [f"第{number}章" for number in "一二三四五六"]
    ),
    "odd_杭州市建设工程施工安全管理条例(2010-10-11)": Printed(
        "杭州市建设工程施工安全管理条例", running(52), [f"第{number}章" for number in "一二三四五"]
    ),
    "odd_杭州市渔业资源保护管理规定(2014-04-11)": Printed("杭州市渔业资源保护管理规定", running(37), []),
}


@pytest.mark.parametrize("name", PRINTED)
def test_the_units_a_reader_finds(shared: Path, name: str) -> None:
    document = parsed(page(shared, name))
    assert ids(document) == PRINTED[name].ids
    assert parts(document) == PRINTED[name].parts


@pytest.mark.parametrize("name", PRINTED)
def test_the_title_a_reader_finds(shared: Path, name: str) -> None:
    assert parsed(page(shared, name)).document.metadata.title == PRINTED[name].title


@pytest.mark.parametrize("name", [name for name in PRINTED if "_central_" in name and "条例" not in name])
def test_articles_of_opinions_have_headings(shared: Path, name: str) -> None:
    """All of them, also where the heading stands on a line of its own, 。 and all."""
    assert [unit.id for unit in parsed(page(shared, name)).units if unit.number is not None and not unit.heading] == []


def test_what_stands_behind_the_document_is_no_sentence_of_it(shared: Path) -> None:
    """Signature, date and 此件公开发布 behind the last article, a table of 55 indicators behind a signature."""
    for name in PRINTED:
        document = parsed(page(shared, name))
        texts = [sentence.text for sentence in document.sentences]
        assert not [text for text in texts if re.search(r"公开发布|月\s?\d{1,2}\s?日）?$|指标来源", text)], name


def test_the_lines_of_a_pdf_are_joined(shared: Path) -> None:
    document = parsed(page(shared, "pdf_plain_个税纳税信用通知"))
    texts = [sentence.text for sentence in document.sentences if sentence.kind != "heading"]
    assert all(text[-1] in "。；" for text in texts)
    assert not [text for text in texts if re.search(r"[—\n]", text)]


def test_a_decimal_point_of_the_private_use_area(shared: Path) -> None:
    """U+E010 between digits: without it 2.5 metres of fence would be 25."""
    fence = parsed(page(shared, "odd_杭州市建设工程施工安全管理条例(2010-10-11)"))
    fishing = parsed(page(shared, "odd_杭州市渔业资源保护管理规定(2014-04-11)"))
    assert "低于2.5米" in fence.document.text
    for document, count in ((fence, 2), (fishing, 1)):
        points = [edit for edit in document.document.edits if edit.rule == "decimal_point"]
        assert [(document.document.raw[edit.span.start], edit.new) for edit in points] == [("\ue010", ".")] * count
        assert not any("私用区" in warning for warning in document.warnings)


def test_rare_characters_are_no_damage(shared: Path) -> None:
    fishing = parsed(page(shared, "odd_杭州市渔业资源保护管理规定(2014-04-11)"))
    assert "疏浚" in fishing.document.text
    assert not any("丢失" in warning for warning in fishing.warnings)


def test_an_index_page_is_no_document(shared: Path) -> None:
    """Links, and the first lines of what they lead to: a reader is told that nothing in it is built like a document."""
    document = parsed(page(shared, "navtext_0_商务部"))
    assert document.document.metadata.title is None
    assert document.document.metadata.role == "other"
    assert any("没有找到" in warning and "结构" in warning for warning in document.warnings)


# ---------------------------------------------------------------------------------------------------- a law out of a PDF

# The PDF's text layer has the last words of the first paragraph in front of it.
DISORDERED = ["34", "45", "96"]


def test_a_law_out_of_a_pdf_has_the_articles_of_its_text(shared: Path) -> None:
    pdf = parsed(page(shared, "pdf_未成年人保护法"))
    law = segment_document(read_document(shared / "laws" / "national" / "未成年人保护法(2020-10-17).md"))
    assert ids(pdf) == ids(law) == running(132)
    assert [squeezed("".join(unit.path)) for unit in pdf.units] == [squeezed("".join(unit.path)) for unit in law.units]
    texts = [[comparable(unit.span.of(found.document.text)) for unit in found.units] for found in (pdf, law)]
    assert [unit.id for unit, ours, theirs in zip(law.units, *texts, strict=True) if ours != theirs] == DISORDERED
    assert [sorted(text) for text in texts[0]] == [sorted(text) for text in texts[1]]


def test_a_law_out_of_a_pdf_has_the_sentences_of_its_text(shared: Path) -> None:
    pdf = parsed(page(shared, "pdf_未成年人保护法"))
    law = segment_document(read_document(shared / "laws" / "national" / "未成年人保护法(2020-10-17).md"))
    found = [
        [[comparable(sentence.text) for sentence in unit.sentences] for unit in document.units if unit.number]
        for document in (pdf, law)
    ]
    assert [
        str(number) for number, (ours, theirs) in enumerate(zip(*found, strict=True), 1) if ours != theirs
    ] == DISORDERED


# ----------------------------------------------------------------------------------------------------- synthetic damage

SEED, LAWS = 20210327, 17
POLICIES = ("central_opinion_2021.txt", "anhui_measures_2022.txt", "beijing_measures_2021.txt")
# Every width with every page number, with and without a running head; each document gets a few of them in turn.
LAYOUTS = tuple(product((28, 34, 40), NUMBERS, (True, False)))
# The share of damaged texts in which nearly all sentences must be found.
MOST = 0.98


@dataclass(frozen=True)
class Damaged:
    """A damaged text and what it was made from."""

    name: str
    well_formed: SegmentedDocument = field(repr=False)
    found: SegmentedDocument = field(repr=False)


@pytest.fixture(scope="module")
def well_formed(shared: Path) -> list[SegmentedDocument]:
    """A sample of laws and three policy papers, the same on every run."""
    paths = sorted(path for path in (shared / "laws").rglob("*.md") if not path.name.startswith("_"))
    if not paths:
        pytest.skip("the laws are not there: no files in ../shared/laws")
    chosen = random.Random(SEED).sample(paths, LAWS)  # noqa: S311  a sample, no secret
    return [
        segment_document(read_document(path)) for path in [*chosen, *(shared / "corpus" / name for name in POLICIES)]
    ]


def text_in(document: SegmentedDocument) -> str:
    """The cleaned text of a document with its frame."""
    return document.document.extent.of(document.document.text)


def damaged(document: SegmentedDocument, what: str, text: str) -> Damaged:
    return Damaged(f"{Path(document.document.path).name} {what}", document, parsed(text))


@pytest.fixture(scope="module")
def on_one_line(well_formed: Sequence[SegmentedDocument]) -> list[Damaged]:
    return [
        damaged(document, repr(between), flattened(text_in(document), between))
        for document in well_formed
        for between in ("", "　　", " ")
    ]


def on_pages(well_formed: Sequence[SegmentedDocument], *, indented: bool) -> Iterator[Damaged]:
    for i, document in enumerate(well_formed):
        title = document.document.metadata.title or Path(document.document.path).stem
        for width, number, headed in (LAYOUTS[(i * 5 + step) % len(LAYOUTS)] for step in (0, 7, 14)):
            text = paged(wrapped(text_in(document), width, indented=indented), number, title if headed else "")
            yield damaged(document, f"{width} {number}{' with a head' if headed else ''}", text)


@pytest.fixture(scope="module")
def on_indented_pages(well_formed: Sequence[SegmentedDocument]) -> list[Damaged]:
    return list(on_pages(well_formed, indented=True))


@pytest.fixture(scope="module")
def on_plain_pages(well_formed: Sequence[SegmentedDocument]) -> list[Damaged]:
    return list(on_pages(well_formed, indented=False))


def poor(texts: Sequence[Damaged]) -> list[str]:
    """The texts in which too many sentences are not found."""
    measured = [(text.name, min(shares(sentences(text.well_formed), sentences(text.found)))) for text in texts]
    return [f"{name}: {share:.3f}" for name, share in measured if share < FOUND]


def test_lost_line_breaks_lose_no_article(on_one_line: list[Damaged]) -> None:
    assert [text.name for text in on_one_line if articles(text.found) != articles(text.well_formed)] == []


def test_lost_line_breaks_make_no_paragraph(on_one_line: list[Damaged]) -> None:
    """Paragraphs without a number cannot be told apart on one line, but where there are none there come none."""
    laws = [text for text in on_one_line if ids(text.well_formed) == articles(text.well_formed)]
    assert len(laws) > len(on_one_line) / 2
    assert [text.name for text in laws if ids(text.found) != articles(text.found)] == []


def test_lost_line_breaks_lose_few_sentences(on_one_line: list[Damaged]) -> None:
    lost = poor(on_one_line)
    assert len(lost) <= (1 - MOST) * len(on_one_line), lost


def test_lost_line_breaks_leave_the_title(on_one_line: list[Damaged]) -> None:
    """An organ that stood on a line above it stands in front of it now."""
    titles = [
        (text.name, text.well_formed.document.metadata.title, text.found.document.metadata.title)
        for text in on_one_line
    ]
    assert [name for name, title, found in titles if title and not (found or "").endswith(title)] == []


def test_pages_leave_the_units(on_indented_pages: list[Damaged]) -> None:
    assert [text.name for text in on_indented_pages if ids(text.found) != ids(text.well_formed)] == []


def test_pages_leave_the_sentences(on_indented_pages: list[Damaged]) -> None:
    lost = poor(on_indented_pages)
    assert len(lost) <= (1 - MOST) * len(on_indented_pages), lost


def test_pages_without_indents_leave_the_articles(on_plain_pages: list[Damaged]) -> None:
    """Without an indent a paragraph that ends with a full line cannot be told from one that goes on: its sentences can."""
    assert [text.name for text in on_plain_pages if articles(text.found) != articles(text.well_formed)] == []


def test_pages_without_indents_leave_the_sentences(on_plain_pages: list[Damaged]) -> None:
    lost = poor(on_plain_pages)
    assert len(lost) <= (1 - MOST) * len(on_plain_pages), lost


def test_page_numbers_and_running_heads_are_no_text(
    on_indented_pages: list[Damaged], on_plain_pages: list[Damaged]
) -> None:
    for text in (*on_indented_pages, *on_plain_pages):
        left = [sentence.id for sentence in text.found.sentences if re.fullmatch(r"[—\s\d]+|第\d+页.*", sentence.text)]
        assert left == [], text.name


def test_rows_of_a_table_are_no_pages() -> None:
    """Each row is counted and says the same in one column, as a page says its head."""
    rows = [f"{row}\n定量\n借阅量{row}次\n馆藏{row}册\n读者{row}人\n来源{row}处\n备注{row}项" for row in range(1, 30)]
    assert clean("\n".join(rows)).text.count("定量") == len(rows)
