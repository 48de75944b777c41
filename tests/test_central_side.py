"""The central side: what was taken up, is missing, binds nobody here, or binds nobody at all."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from alignments import aligned, articles
from judge_coverage import figures, judged, labelled
from link_gold import HELD_OUT

import duizhao as dz
from duizhao.changes import judge_coverage
from duizhao.changes.whom_it_binds import binds_centre_only, is_checkable, load_duty_words

WORDS = load_duty_words()

CENTRE = [
    "国务院文化主管部门应当制定馆舍建设标准。",
    "馆舍建设标准由国务院文化主管部门会同有关部门制定。",
    "国家建立覆盖城乡的公共图书馆网络。",
    "国家鼓励公民捐赠图书。",
    "国家公共图书馆事业委员会统筹指导各地工作。",
    "全国人民代表大会常务委员会听取专项报告。",
    "最高人民法院、最高人民检察院应当公布典型案例。",
    "中央政治局委员要带头执行制度。",
    "中央组织部应当对省级党委执行制度情况进行监督。",
    "军队图书馆的管理办法，由中央军事委员会制定。",
    "国家税务总局应当公布减免税目录。",
]
HERE_TOO = [
    "国务院和地方各级人民政府应当建立公共图书馆。",
    "国务院有关部门和县级以上地方人民政府应当安排经费。",
    "国务院文化主管部门和省、自治区、直辖市人民政府文化主管部门应当制定服务规范。",
    "国务院文化主管部门负责全国的工作，县级以上地方人民政府文化主管部门负责本行政区域的工作。",
    "国家制定标准，公共图书馆应当执行。",
    "国家禁止倒卖馆藏文献。",
    "国家机关应当支持公共图书馆工作。",
    "公共图书馆应当执行国务院文化主管部门制定的标准。",
    "各级党委要落实党中央的部署。",
    "公共图书馆应当免费开放，具体办法由国务院文化主管部门制定。",
    "中央和县级以上地方公共图书馆应当开放古籍。",
]


@pytest.mark.parametrize("text", CENTRE)
def test_what_binds_the_centre_only(text: str) -> None:
    assert binds_centre_only(text, WORDS)


@pytest.mark.parametrize("text", HERE_TOO)
def test_what_binds_the_localities_too(text: str) -> None:
    assert not binds_centre_only(text, WORDS)


@pytest.mark.parametrize(
    ("text", "checkable"),
    [
        ("公共图书馆应当免费开放。", True),
        ("不得向读者收取押金。", True),
        ("每年四月集中开展宣传。", True),
        ("完善经费保障机制。", True),
        ("图书馆是社会主义文化体系的组成部分，应当服务全民。", True),
        ("违反规定的，可以处一千元罚款。", True),
        ("公共图书馆是传播知识的公益场所。", False),
        ("坚持自愿、无偿、平等的原则。", False),
        ("领导干部要增强服务意识，履行责任。", False),
        ("要切实抓好本意见的贯彻落实。", False),
        ("鼓励各地探索创新。", False),
        ("图书馆可以向读者收取押金。", False),
        ("读者遗失图书的，可以购买同一版本归还。", False),
        ("在国家提倡送书下乡期间，图书馆配备流动书车。", True),
        ("残疾读者享受上门服务并可以获得补助。", True),
        ("本条例所称古籍，是指1912年以前书写的图书。", True),  # a figure is more than one need check
        ("本条例所称读者，是指利用图书馆的人。", False),
        ("倒卖馆藏文献构成犯罪的，依法追究刑事责任。", False),
        ("本法未作规定的，依照档案法执行。", False),
    ],
)
def test_what_can_be_checked(text: str, checkable: bool) -> None:
    assert is_checkable(text, WORDS) is checkable


def test_every_sentence_has_its_account() -> None:
    central = articles(
        "图书馆应当开放。国务院文化主管部门制定标准。图书馆是公益场所。遗失图书的应当赔偿。",
        "国务院文化主管部门负责全国的工作。",
        "图书馆可以收取押金。",
    )
    alignment = aligned(
        central, articles("图书馆应当开放。", "阅览室应当开放。"), sentences=[("1:1", "1:1"), ("2:1", "1:1")]
    )
    first, second, third = judge_coverage(alignment)
    assert (first.status, first.local) == ("partial", ("1", "2"))
    assert first.taken_up == (("1:1", ("1:1", "2:1")),)
    assert (first.missing, first.not_applicable, first.no_duty) == (("1:4",), ("1:2",), ("1:3",))
    assert (second.status, second.missing, second.not_applicable) == ("absent", (), ("2:1",))
    assert (third.status, third.missing, third.no_duty) == ("absent", (), ("3:1",))


def test_what_is_left_out_that_nobody_need_take_up_leaves_a_unit_implemented() -> None:
    central = articles("图书馆应当开放。国务院文化主管部门制定标准。图书馆是公益场所。")
    [cover] = judge_coverage(aligned(central, articles("图书馆应当开放。"), sentences=[("1:1", "1:1")]))
    assert cover.status == "implemented"


def test_no_sentence_is_accounted_for_twice(sample: Path) -> None:
    comparison = dz.compare(sample / "central_opinion.txt", sample / "local_lanchuan.txt").comparisons[0]
    for cover in comparison.coverage:
        unit = comparison.central.unit(cover.central)
        named = [*cover.missing, *cover.not_applicable, *cover.no_duty, *(name for name, _ in cover.taken_up)]
        assert Counter(named) <= Counter(sentence.id for sentence in unit.sentences)
        assert (cover.status == "partial") <= bool(cover.missing)


def test_coverage_follows_the_readers_where_the_links_are_theirs(shared: Path) -> None:
    pairs = [pair for pair in labelled(shared) if pair.name not in HELD_OUT]
    counts: Counter[tuple[str, str]] = sum(map(judged, pairs), Counter())
    assert counts.total() > 700
    found = figures(counts)
    assert found["coverage_accuracy"] >= 0.95
    assert found["absent_precision"] == found["absent_recall"] == 1.0
