"""The central side: what was taken up, is missing, binds nobody here, or binds nobody at all."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from alignments import aligned, articles
from judge_coverage import FAMILIES, figures, judge_missing, judged, labelled, load_duties, missing_figures
from link_gold import HELD_OUT, load_pair
from shipped import compare_documents, make_document, segment_document

import duizhao as dz
from duizhao.align import load_linker
from duizhao.changes import judge_coverage
from duizhao.changes.coverage import MISSING_BELOW
from duizhao.changes.unit_standing import unit_standings
from duizhao.changes.whom_it_binds import binds_centre_only, is_checkable, load_duty_words
from duizhao.results.coverage_columns import coverage_rows
from duizhao.results.document_counts import document_counts

# Pairs that were labelled when the rules stood; with them the share of right ones is lower.
LABELLED_LATER = {
    *("align_kuabumen_shaanxi", "align_kuabumen_sichuan", "align_wenjiuye_jiangxi", "align_zhongxiao_shanghai"),
    *("compliance_costs_hami", "service_xianyang", "employment_smallfirms_shanghai"),
    *("food_waste_beijing", "school_inspection_shanghai", "red_cross_shanghai"),
}
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
    "国务院各有关部门要加强对本系统书屋工作的指导。",
    "加强对地方的业务指导，督促相关地区补齐短板。",
    "各部门制定目录要充分听取地方的意见建议；",
    "配合完成《公共图书馆法》修改。",
    "各有关部门每年汇总推广情况，报国务院。",
    "编制全国统一的馆藏目录。",
    "中央财政安排资金支持书屋建设。",
    "军人借阅的具体办法，由中国人民解放军文化主管部门制定。",
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
    "省级文化部门要加强对各地的业务指导。",
    "各省（自治区、直辖市）要将推广情况报国务院。",
    "图书馆应当报国务院文化主管部门备案。",
    "各县要接入全国书目平台。",
    "贯彻《公共图书馆法》，完善服务规范。",
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
        # background, praise, slogans
        ("推进全民阅读，是提高公民素质、建设书香社会的重要举措。", False),
        ("图书馆是社会主义文化体系的重要组成部分，应当把引导阅读作为重要任务。", True),
        ("近年来，各县认真开展送书下乡，取得积极成效，但一些书屋仍然存在开放不足、管理粗放等问题。", False),
        ("定期检查各书屋，督促整改存在的问题。", True),
        ("对取得显著成效的书屋给予奖励。", True),
        ("责任越大、岗位越重要，越要带头读书。", False),
        ("只有坚持免费开放，才能赢得读者。", False),
        ("办好书屋，有利于留住读者。", False),
        # principles and attitudes: every clause of the sentence is one
        ("坚持公益优先、方便读者。", False),
        ("坚持每月召开读者座谈会。", True),
        ("采购图书应当遵循公开、公平的原则。", False),
        ("各县各部门要切实提高政治站位，把便民的理念贯穿到服务全过程各方面。", False),
        ("各县各部门要提高思想认识，建立读者意见台账。", True),
        ("馆长要以身作则，带头遵守借阅制度，主动接受读者监督。", False),
        ("加强组织领导，确保各项任务落到实处。", False),
        ("应当加强对书屋工作的领导、督导和评估。", True),
        ("要正确对待读者的批评，勇于纠正错误，切实改进工作；", False),
        ("提供必要的经费保障，配齐工作人员，抓好工作落实。", True),
        # aims without an act
        ("到2030年，城乡阅读环境明显改善，服务能力显著提升。", False),
        ("到2030年，全市建成书屋500家以上。", True),
        ("到2030年底前完成馆舍改造。", True),
        # laws
        ("为了发展公共图书馆事业，保障公民的阅读权利，制定本条例。", False),
        ("本市行政区域内书屋的设立、运行和管理，适用本办法。", False),
        ("损毁馆藏构成违反治安管理行为的，由公安机关依法给予治安管理处罚。", False),
        ("造成馆藏损失的，依法承担赔偿责任。", False),
        ("全民阅读工作实行政府主导、社会参与的原则。", False),
        ("登记标志应当置于馆舍的显著位置。", True),
        # what one may, said in the first clause
        ("各地可以采取购买服务的方式，委托专业机构管理书屋。", False),
        ("开展试点，探索可借鉴、可推广的经验。", True),
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


PAPER = """关于加强书屋工作的意见

建好书屋是方便群众的重要举措。为做好书屋工作，提出如下意见。
一、总体要求
（一）基本原则。坚持公益优先。建立健全书屋网络。不得借书屋名义收费。
（二）主要目标。到2030年，建成书屋500家以上。
二、重点任务
（三）规范书屋开放。书屋每天开放不少于六小时。
（四）加强业务指导。国务院文化主管部门要制定服务标准；加强对地方的业务指导；建立专家库。
（五）健全工作机制。公共图书馆要健全书屋工作机制。书屋应当每年清点馆藏。
各地区各部门要认真抓好本意见的贯彻落实。
"""


def standings() -> dict[str, tuple[bool, bool]]:
    central = segment_document(make_document(PAPER))
    covers = judge_coverage(aligned(central, articles("食堂按时供餐。"), sentences=[]))
    return {cover.central: (cover.counted, cover.applicable) for cover in covers}


def test_preamble_principles_aims_and_closing_are_not_counted_and_what_binds_the_centre_does_not_apply() -> None:
    assert standings() == {
        "p1": (False, True),
        "1": (True, True),  # something is forbidden there
        "2": (False, True),
        "3": (True, True),
        "4": (True, False),
        "5": (True, True),
        "p2": (False, True),
    }


def test_where_a_sentence_stands_tells_whether_it_is_missing() -> None:
    central = segment_document(make_document(PAPER))
    covers = {one.central: one for one in judge_coverage(aligned(central, articles("食堂按时供餐。"), sentences=[]))}
    assert covers["1"].missing == ("1:3",)
    assert covers["2"].no_duty == ("2:1",)
    assert covers["4"].not_applicable == ("4:1", "4:2", "4:3")  # the last goes on behind a semicolon, and names nobody
    assert {sentence for name in ("p1", "p2") for sentence in covers[name].missing} == set()


def test_a_duty_taken_up_in_a_heading_is_taken_up() -> None:
    central = segment_document(make_document(PAPER))
    local = articles("健全书屋工作机制。")
    cover = {one.central: one for one in judge_coverage(aligned(central, local, sentences=[("1:1", "5:0")]))}["5"]
    assert cover.missing == ("5:2",)


def test_a_paragraph_counts_in_a_part_and_in_a_paper_without_numbers() -> None:
    words = load_duty_words()
    plain = segment_document(make_document("书屋应当每天开放。\n书屋应当每年清点。"))
    assert [one.counted for one in unit_standings(plain, words)] == [True, True]
    part = "一、开放\n书屋应当每天开放。\n二、清点\n（一）清点馆藏。书屋应当每年清点馆藏。\n（二）公布结果。书屋应当公布结果。"
    assert all(one.counted for one in unit_standings(segment_document(make_document(part)), words))


@pytest.mark.parametrize("lost", [0.0, 0.04, 0.3])
def test_missing_is_said_only_where_nothing_comes_near(lost: float) -> None:
    central = articles("图书馆应当开放。馆藏应当每年清点。")
    alignment = aligned(central, articles("图书馆应当开放。"), sentences=[("1:1", "1:1")])
    near = replace(alignment, central_support={**alignment.central_support, "1:2": lost})
    assert judge_coverage(near)[0].missing == (("1:2",) if lost < MISSING_BELOW else ())


def test_reports_count_what_counts() -> None:
    central = segment_document(make_document(PAPER))
    comparison = compare_documents(central, segment_document(make_document("第一条 书屋每天开放不少于八小时。")))
    counts = document_counts(comparison)
    assert sum(counts.statuses.values()) == 3
    whole = {name: cover.characters for name, cover in comparison.shares.central}
    assert comparison.shares.covered.characters == sum(whole[name] for name in ("1", "3", "5"))
    shown = {row.entry.central: row.shown for row in coverage_rows(comparison, "县")}
    assert (shown["p1"], shown["4"], shown["p2"]) == ("no_duty", "not_applicable", "no_duty")


def test_a_record_keeps_what_counts(tmp_path: Path) -> None:
    files = {"central.txt": PAPER, "local.txt": "某县书屋工作办法\n第一条 书屋每天开放不少于八小时。\n"}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    report = dz.compare(*(tmp_path / name for name in files))
    report.save(tmp_path / "report.json")
    [read], [made] = dz.load_report(tmp_path / "report.json").comparisons, report.comparisons
    assert read.coverage == made.coverage
    assert {(one.counted, one.applicable) for one in read.coverage} == {(True, True), (False, True), (True, False)}


def test_missing_follows_the_readers_in_papers(shared: Path) -> None:
    duties, linker = load_duties(), load_linker()
    counts = sum((judge_missing(load_pair(shared, name), duties, linker) for name in FAMILIES), Counter[str]())
    assert counts["unread"] == 0
    found = missing_figures(counts)
    assert found["precision"] >= 0.85, counts
    assert found["recall"] >= 0.7, counts


@pytest.mark.parametrize(
    "text", ["坚持" * 40_000, "，是重要" * 20_000, "越要" * 40_000, "提高认识，" * 20_000, "，由国务院" * 20_000]
)
def test_a_long_sentence_is_judged_in_no_time(text: str) -> None:
    begun = time.process_time()
    is_checkable(text, WORDS)
    binds_centre_only(text, WORDS)
    assert time.process_time() - begun < 5


def test_no_sentence_is_accounted_for_twice(sample: Path) -> None:
    comparison = dz.compare(sample / "central_opinion.txt", sample / "local_lanchuan.txt").comparisons[0]
    for cover in comparison.coverage:
        unit = comparison.central.unit(cover.central)
        named = [*cover.missing, *cover.not_applicable, *cover.no_duty, *(name for name, _ in cover.taken_up)]
        assert Counter(named) <= Counter(sentence.id for sentence in unit.sentences)
        answered = {name for name, _ in cover.taken_up}
        assert (cover.status == "partial") <= any(one.id not in answered for one in unit.sentences)


def test_coverage_follows_the_readers_where_the_links_are_theirs(shared: Path) -> None:
    pairs = [pair for pair in labelled(shared) if pair.name not in HELD_OUT]
    counts: Counter[tuple[str, str]] = sum(
        (judged(pair) for pair in pairs if pair.name not in LABELLED_LATER), Counter()
    )
    assert counts.total() > 700
    found = figures(counts)
    assert found["coverage_accuracy"] >= 0.95
    assert found["absent_precision"] == found["absent_recall"] == 1.0
    everywhere = figures(sum(map(judged, pairs), Counter()))
    assert everywhere["coverage_accuracy"] >= 0.93
    assert min(everywhere["absent_precision"], everywhere["absent_recall"]) >= 0.98
