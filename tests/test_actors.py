"""Which local body stands where the central text has which."""

from __future__ import annotations

from pathlib import Path

import pytest
from alignments import aligned, articles

import duizhao as dz
from duizhao.changes import ActorPair, replaced_actors


def pairs(central: str, local: str) -> list[tuple[str, str]]:
    """The bodies that stand for each other in two sentences that answer each other."""
    alignment = aligned(articles(central), articles(local), sentences=[("1:1", "1:1")])
    return [(pair.central, pair.local) for pair in replaced_actors(alignment)]


@pytest.mark.parametrize(
    ("central", "local", "expected"),
    [
        ("中央政治局委员要带头报告。", "市委常委要带头报告。", [("中央政治局委员", "市委常委")]),
        ("中央政治局委员要带头报告。", "省委常委要带头如实报告。", [("中央政治局委员", "省委常委")]),
        (
            "国务院文化主管部门应当制定图书馆标准。",
            "市文化和旅游行政部门应当制定图书馆标准。",
            [("国务院文化主管部门", "市文化和旅游行政部门")],
        ),
        (
            "县级以上地方人民政府教育行政部门应当督促学校开放。",
            "区、县教育行政部门应当督促学校开放。",
            [("县级以上地方人民政府教育行政部门", "区、县教育行政部门")],
        ),
        (
            "收费标准由国务院价格主管部门制定。",
            "收费标准由市价格主管部门制定。",
            [("国务院价格主管部门", "市价格主管部门")],
        ),
        # Whom one reports to stands for whom one reported to.
        (
            "图书馆应当向国务院文化主管部门报告。",
            "图书馆应当向省文化主管部门报告。",
            [("国务院文化主管部门", "省文化主管部门")],
        ),
        ("公共图书馆应当免费开放。", "公共图书馆应当全年开放。", []),
        ("县级人民政府应当定期清点。", "县级人民政府应当每年清点。", []),
        ("读者应当爱护图书。", "借阅人应当爱护图书。", []),
    ],
)
def test_bodies_that_stand_for_each_other(central: str, local: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(central, local) == expected


def test_the_most_frequent_pair_comes_first_with_its_sentences() -> None:
    central = articles(
        "国务院应当听取报告。",
        "国务院文化主管部门应当检查。",
        "国务院文化主管部门应当评估。",
        "国务院文化主管部门应当公布结果。",
    )
    local = articles(
        "省人民政府应当听取报告。",
        "省文化主管部门应当检查。",
        "省文化主管部门应当评估。",
        "县文化主管部门应当公布结果。",
    )
    alignment = aligned(central, local, sentences=[(f"{i}:1", f"{i}:1") for i in range(1, 5)])
    first, *rest = replaced_actors(alignment)
    assert first == ActorPair("国务院文化主管部门", "省文化主管部门", (("2:1", "2:1"), ("3:1", "3:1")))
    assert first.count == 2
    assert [(pair.central, pair.local, pair.count) for pair in rest] == [
        ("国务院", "省人民政府", 1),
        ("国务院文化主管部门", "县文化主管部门", 1),
    ]


def test_headings_name_no_actors_and_nothing_linked_gives_none() -> None:
    document = articles("国务院应当听取报告。")
    assert replaced_actors(aligned(document, articles("省人民政府应当听取报告。"))) == ()


def test_real_documents_show_their_actors(shared: Path) -> None:
    folder = shared / "corpus"
    found = dz.compare(folder / "central_opinion_2021.txt", folder / "beijing_measures_2021.txt").comparisons[0].actors
    assert ("中央政治局委员", "市委常委") in {(pair.central, pair.local) for pair in found}
