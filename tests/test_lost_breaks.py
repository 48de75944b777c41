"""A text whose line breaks were lost has the same places as the well-formed one."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from shipped import make_document, read_document, segment_document

from duizhao.language import comparable
from duizhao.segmenter import SegmentedDocument
from duizhao.segmenter.markers import load_forms
from duizhao.segmenter.paragraph_breaks import inner_breaks

LAWS = ("national/消防法(2021-04-29).md", "shanghai/上海市消防条例(2020-03-19).md")
POLICIES = ("central_opinion_2021.txt", "beijing_measures_2021.txt")


def well_formed_and_flat(path: Path, between: str) -> tuple[SegmentedDocument, SegmentedDocument]:
    """A document, and its body alone with something else for every line break."""
    document = read_document(path)
    body = document.body.of(document.text)
    return segment_document(document), segment_document(make_document(body.replace("\n", between)))


def sentences(document: SegmentedDocument) -> set[str]:
    return {comparable(sentence.text) for sentence in document.sentences}


def articles(document: SegmentedDocument) -> list[str]:
    return [unit.id for unit in document.units if unit.number is not None]


@pytest.mark.parametrize("between", ["", "　　"])
@pytest.mark.parametrize("name", ["central_opinion", "local_yunzhou", "local_haiping", "local_lanchuan"])
def test_the_sample_on_one_line(sample: Path, name: str, between: str) -> None:
    document, flat = well_formed_and_flat(sample / f"{name}.txt", between)
    assert articles(flat) == articles(document)
    assert sentences(flat) == sentences(document)


@pytest.mark.parametrize("name", [*(f"laws/{name}" for name in LAWS), *(f"corpus/{name}" for name in POLICIES)])
def test_real_documents_on_one_line(shared: Path, name: str) -> None:
    document, flat = well_formed_and_flat(shared / name, "")
    assert articles(flat) == articles(document)
    assert sentences(flat) == sentences(document)


@pytest.mark.parametrize(
    ("name", "last"),
    [("燃气设施保护管理暂行办法", "26"), ("加快体育事业若干意见", "24"), ("农房改造实施意见", "3.6")],
)
def test_pages_found_on_one_line(shared: Path, name: str, last: str) -> None:
    found = articles(segment_document(read_document(shared / "noisy" / f"flat_义乌_{name}.txt")))
    assert found[-1] == last
    assert not [unit for unit in found if "~" in unit]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "一、总则（一）免费。书屋开放。（二）延长。二、附则",
            ["一、总则", "（一）免费。书屋开放。", "（二）延长。", "二、附则"],
        ),
        (
            "书屋办法第一章　总则第一条　书屋开放。第二条　免费。",
            ["书屋办法", "第一章　总则", "第一条　书屋开放。", "第二条　免费。"],
        ),
        ("（19）编目。（二十）上架。", ["（19）编目。", "（二十）上架。"]),
        # A citation, a quarter, a decimal, a number that does not come next: none begins a paragraph.
        (
            "第一条　书屋开放。依照第二条的规定，第一、二季度各办。",
            ["第一条　书屋开放。依照第二条的规定，第一、二季度各办。"],
        ),
        ("1.免费。经费增长1.5倍。2.开放。", ["1.免费。经费增长1.5倍。", "2.开放。"]),
        ("（一）免费。（五）开放。", ["（一）免费。（五）开放。"]),
    ],
)
def test_where_numbers_begin_paragraphs(text: str, pieces: list[str]) -> None:
    cuts = [0, *inner_breaks(text, 0, len(text), load_forms()), len(text)]
    assert [text[a:b] for a, b in pairwise(cuts)] == pieces
