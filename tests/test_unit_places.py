"""How people are told of a place: paragraphs in words, duties of one sentence by their act, in every form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from shipped import make_document, segment_document

import duizhao
from duizhao.report import Report, report_html, report_markdown
from duizhao.results.act_names import act_names, told_apart
from duizhao.results.labels import labels
from duizhao.results.unit_places import place_name

PARAGRAPH = "书屋是读书的地方。"
OF_PARAGRAPHS = (
    ([PARAGRAPH, "一、书屋免费开放。", "二、书屋每年清点。"], ["引言"]),
    ([PARAGRAPH, PARAGRAPH, "一、书屋免费开放。", "二、书屋每年清点。"], ["引言第1段", "引言第2段"]),
    (
        [
            "一、总体要求",
            PARAGRAPH,
            PARAGRAPH,
            "二、任务",
            "（一）开放。书屋免费开放。",
            "（二）清点。书屋每年清点。",
            "三、保障",
            "（三）经费。书屋每年列支。",
        ],
        ["一、第1段", "一、第2段"],
    ),
    (["一、任务", "（一）书屋免费开放。", "（二）书屋每年清点。", "本办法自2031年1月1日起施行。"], ["结尾"]),
    ([PARAGRAPH, PARAGRAPH], ["第1段", "第2段"]),
)


@pytest.mark.parametrize(("lines", "expected"), OF_PARAGRAPHS)
def test_a_paragraph_is_named_by_where_it_stands(lines: list[str], expected: list[str]) -> None:
    units = segment_document(make_document("\n".join(lines))).units
    assert [place_name(unit, labels("zh")) for unit in units if not unit.label] == expected


def test_no_two_units_of_a_document_have_one_name(sample: Path) -> None:
    for path in sorted(sample.glob("*.txt")):
        units = duizhao.read(path).with_parts("all").units
        for lang in ("zh", "en"):
            names = [place_name(unit, labels(lang)) for unit in units]
            assert len(set(names)) == len(names), path


@pytest.fixture(scope="module")
def report(sample: Path) -> Report:
    return duizhao.compare(sample / "central_opinion.txt", sample / "local_haiping.txt")


def test_nowhere_is_a_paragraph_called_by_its_id(report: Report) -> None:
    """The id stands in addresses and in front of a sentence (p2:1), not where a unit is named."""
    page = re.sub(r"<style>.*?</style>|<script>.*?</script>|<[^>]*>", " ", report_html(report), flags=re.DOTALL)
    markdown = re.sub(r"\]\([^)]*\)|<[^>]*>", " ", report_markdown(report))  # addresses hold ids
    for text in (page, markdown):
        assert not re.search(r"段落 ?p[0-9]|\bp[0-9]+\b(?!:)", text)
        assert "1、第2段" in text
        assert "引言" in text


def test_duties_of_one_sentence_are_told_apart(report: Report) -> None:
    acts = act_names(report)
    named = [f"{row.sentence} {act}" for row, act in zip(report.matrix, acts, strict=True)]
    assert len(set(named)) == len(named)
    short = told_apart(["同一条" * 9] * 3, ["每年", "", ""], 12)
    assert len(set(short)) == 3
    assert max(map(len, short)) <= 12
