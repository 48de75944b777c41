"""The brief: every number and every place in it is counted again from the written rows; every form shows the same sentences."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from brief_rows import check_brief, written
from report_case import central_document, hostile_report, north_comparison, small_report, south_comparison
from shipped import compare_documents, make_document, segment_document

import duizhao as dz
from duizhao.changes import Certainty
from duizhao.report import report_docx, report_html, report_markdown, report_xlsx
from duizhao.report.word.word_brief import brief_lines
from duizhao.results.brief import brief_of
from duizhao.results.document_columns import document_columns, document_rows
from duizhao.results.document_counts import document_counts
from duizhao.results.labels import labels

ZH = labels("zh")
FAMILIES = {
    "corpus": ("corpus", "central_opinion_2021.txt", ("beijing_measures_2021.txt", "anhui_measures_2022.txt")),
    "kuabumen": (
        "policy/kuabumen_2023",
        "central_国办发2023-1.reflowed.txt",
        ("local_四川.reflowed.txt", "local_陕西.reflowed.txt"),
    ),
    "qinwuyuan": ("policy/qinwuyuan_2023", "central_陕西.txt", ("local_咸阳.txt",)),
    "wenjiuye": ("policy/wenjiuye_2023", "central_国办发2023-11.reflowed.txt", ("local_江西.reflowed.txt",)),
    "zhiduxing": ("policy/zhiduxing_2023", "central_新疆.txt", ("local_哈密.txt",)),
    "zhongxiao": ("policy/zhongxiao_2023", "central_助力中小微措施.reflowed.txt", ("local_上海.reflowed.txt",)),
}


@pytest.fixture(scope="module")
def library(sample: Path) -> Any:
    return dz.compare_many(sample / "central_opinion.txt", sorted(sample.glob("local_*.txt")))


def test_every_sentence_is_true_of_the_rows_of_the_sample(library: Any) -> None:
    for one in written(library):
        check_brief(one)


@pytest.fixture(scope="module")
def compared(shared: Path) -> Callable[[str], Any]:
    """The report on a family, made once."""

    @cache
    def report(family: str) -> Any:
        folder, central, local = FAMILIES[family]
        if not (shared / folder).is_dir():
            pytest.skip(f"no folder ../shared/{folder}")
        return dz.compare_many(shared / folder / central, [shared / folder / name for name in local])

    return report


@pytest.mark.parametrize("family", FAMILIES)
def test_every_sentence_is_true_of_the_rows_of_real_documents(family: str, compared: Callable[[str], Any]) -> None:
    for one in written(compared(family)):
        check_brief(one)


def texts(comparison: Any, lang: str = "zh") -> dict[str, str]:
    return {one.kind: one.text for one in brief_of(comparison, labels(lang)).sentences}


def test_what_is_said_of_a_measure_that_strengthens_weakens_and_adds() -> None:
    assert texts(north_comparison(central_document())) == {
        "answer": "全文2条，计入3句；与中央文件对应的2句，其中加强1句、弱化1句；其余新增1句；文字有33%沿用中央原句。",
        "carried_out": "中央文件要地方落实的4条（含没有编号的1段），已落实1条、部分落实2条、未见1条；未见的是（三）。",
        "stricter": "判为加强的1句；没有数字，依据是改换用词，如第一条将“定期”改为“每季度”。",
        "milder": "判为弱化的1句；没有数字，依据是改换用词，如第二条将“经常”改为“无”。",
        "new": "新增1句，在第二条。",
        "missing": "中央要求中缺失3句，在（一）“延长开放时间”（1句）、（二）“送书下乡”（2句）。",
        "figures": "明确的量化要求3项（频次1项、时限1项、比例1项），如第二条“不低于10%”；没有模糊要求。",
        "to_check": "没有需要人工核对的判断。",
    }


def test_it_is_said_plainly_where_nothing_is_stricter_or_new() -> None:
    said = texts(south_comparison(central_document()))
    assert said["answer"] == "全文1条，计入1句；与中央文件对应的1句，其中照搬1句；没有新增的句子。"
    assert said["stricter"] == "没有判为加强或弱化的句子。"
    assert said["new"] == "没有新增的句子，也没有未找到对应的句子。"
    assert said["figures"] == "没有明确的量化要求；另有模糊要求1项（定期1项），不含数字。"
    assert "milder" not in said


CENTRAL = "关于书屋的意见\n一、书屋应当每月清点藏书。\n二、书屋应当定期听取读者意见。\n三、对不按规定清点的，严肃处理。"


@pytest.mark.parametrize(
    ("local", "first", "new"),
    [
        ("", "没有计入的句子。", "没有新增的句子，也没有未找到对应的句子。"),
        (
            "书屋开放。",
            "全文没有编号的条款，1段计入1句；没有一句与中央文件对应，未找到对应（待核）1句；文字有0%沿用中央原句。",
            None,
        ),
        (
            CENTRAL,
            "全文3条，计入3句；与中央文件对应的3句，其中照搬3句；没有新增的句子；文字有100%沿用中央原句。",
            "没有新增的句子，也没有未找到对应的句子。",
        ),
    ],
)
def test_odd_documents_have_their_brief(local: str, first: str, new: str | None) -> None:
    pair = (segment_document(make_document(text)) for text in (CENTRAL, local))
    said = texts(compare_documents(*pair))
    assert said["answer"] == first
    assert said["new"] == new or (new is None and said["new"].startswith("未找到对应（待核）1句，在"))
    assert len(said) >= 5


def test_a_figure_that_the_evidence_shows_is_quoted_with_its_act() -> None:
    comparison = north_comparison(central_document())
    shown = replace(comparison.sentences[2], evidence=("定期 → 每季度≥1次", "新增机制：建立台账"))
    comparison = replace(comparison, sentences=(*comparison.sentences[:2], shown, *comparison.sentences[3:]))
    assert texts(comparison)["stricter"] == "判为加强的1句；有数字的1处：第一条（听取读者意见）将“定期”定为“每季度”。"
    english = texts(comparison, "en")["stricter"]
    assert english.startswith(
        "Sentences judged strengthened: 1; with a figure (1): 第一条 (听取读者意见) sets “定期” to"
    )


def test_what_is_not_settled_is_worded_so() -> None:
    comparison = north_comparison(central_document())
    open_ = Certainty(0.6, settled=False)
    sentences = tuple(replace(one, certainty=open_) for one in comparison.sentences)
    coverage = tuple(
        replace(one, certainty=open_, missing_certainty=tuple(open_ for _ in one.missing))
        for one in comparison.coverage
    )
    said = texts(replace(comparison, sentences=sentences, coverage=coverage))
    assert said["stricter"].startswith("判为加强的1句（待核）；")
    assert said["new"] == "未找到对应（待核）1句，在第二条。"
    assert "其余未找到对应（待核）1句" in said["answer"]
    assert "未见1条（均待核）" in said["carried_out"]
    assert said["missing"].startswith("中央要求中缺失3句（均待核），在")
    assert said["to_check"].startswith("需要人工核对的判断8处（缺失3处、")


def test_articles_are_counted_by_their_numbers(compared: Callable[[str], Any]) -> None:
    report = compared("corpus")
    rows = document_rows(report, ("北京市", "安徽省"), ZH)
    [column] = [one.column for one in document_columns("page") if one.column.key == "units"]
    assert [column.value(row) for row in rows] == [25, 28, 25]
    assert [document_counts(one).units for one in report.comparisons] == [28, 25]


def test_every_form_says_the_same_and_every_link_leads_somewhere(library: Any) -> None:
    briefs = [
        brief_of(one, ZH, name) for one, name in zip(library.comparisons, ("海平省", "岚川市", "云州省"), strict=True)
    ]
    said = [sentence.text for brief in briefs for sentence in brief.sentences]
    page = report_html(library)
    section = page[page.index('<section id="brief"') : page.index("</section>")]
    assert [re.sub("<[^>]+>", "", text) for text in re.findall("<dd>(.*?)</dd>", section)] == said
    anchors = set(re.findall(r'id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', section)) <= anchors
    markdown = report_markdown(library)
    first = markdown[: markdown.index("## 概览")]
    assert [re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text) for text in re.findall(r"- \*\*..\*\* (.*)", first)] == said
    assert set(re.findall(r"\]\(#([^)]+)\)", first)) <= set(re.findall(r'<a id="([^"]+)">', markdown))
    lines = [line for brief in briefs for line in brief_lines(brief, ZH)]
    assert ["".join(run.text for run in line[1:]) for line in lines if len(line) > 1] == said
    check_workbook(openpyxl.load_workbook(io.BytesIO(report_xlsx(library))), briefs)


def check_workbook(book: Any, briefs: list[Any]) -> None:
    """The first sheet holds the sentences, and each of its links leads to the row of the place that it names."""
    sheet = book[book.sheetnames[0]]
    rows = [row for row in sheet.iter_rows(min_row=4) if row[2].value]
    sentences = [(brief.document, sentence) for brief in briefs for sentence in brief.sentences]
    assert [(row[0].value, row[2].value) for row in rows] == [(name, one.text) for name, one in sentences]
    linked = 0
    for row, (name, sentence) in zip(rows, sentences, strict=True):
        assert row[1].hyperlink.location.split("'")[1] in book.sheetnames
        for cell, part in zip(row[3:], sentence.links, strict=False):
            assert part.text.partition("“")[0] == cell.value
            if cell.hyperlink:
                title, at = re.fullmatch(r"'(.+)'!A(\d+)", cell.hyperlink.location).groups()
                target = {
                    head.value: value.value for head, value in zip(book[title][1], book[title][int(at)], strict=True)
                }
                found = target["地方编号" if part.place.side == "local" else "中央编号"]
                assert target["地方文件"] == name
                assert part.place.id in (found, found.rpartition(":")[0])
                linked += 1
    assert linked >= sum(len(sentence.links) for _, sentence in sentences) - 3


def test_hostile_texts_stay_text() -> None:
    page = report_html(hostile_report())
    section = page[page.index('<section id="brief"') : page.index("</section>")]
    assert not re.search("<(script|img)", section)
    assert report_docx(hostile_report())


def test_the_templates_are_the_same_in_both_languages() -> None:
    table = {lang: labels(lang)["brief"] for lang in ("zh", "en")}

    def shape(entry: Any) -> Any:
        if isinstance(entry, dict):
            return {key: shape(value) for key, value in entry.items()}
        return sorted(re.findall(r"{\w+}", entry))

    fields = {lang: shape(table[lang]) for lang in table}
    assert list(fields["zh"]) == list(fields["en"])
    for lang in ("zh", "en"):
        assert all(
            one.text[-1] in "。."
            for brief in small_report().comparisons
            for one in brief_of(brief, labels(lang)).sentences
        )
