"""What became of each duty."""

from __future__ import annotations

from pathlib import Path

import pytest
from shipped import compare_documents, make_document, segment_document

import duizhao as dz
from duizhao.changes import Comparison, build_matrix
from duizhao.segmenter import SegmentedDocument


def parsed(*articles: str) -> SegmentedDocument:
    """A law with these articles, numbered from 第1条."""
    return segment_document(make_document("\n".join(f"第{i}条 {text}" for i, text in enumerate(articles, start=1))))


def compared(central: str, local: str) -> Comparison:
    """One central article against one local one, with a second pair of articles beside them as background."""
    return compare_documents(parsed(central, "志愿者协会负责培训讲解员。"), parsed(local, "志愿者协会负责培训讲解员。"))


@pytest.mark.parametrize(
    ("central", "local", "relation"),
    [
        ("公共图书馆应当免费开放阅览室。", "公共图书馆应当免费开放阅览室。", "verbatim"),
        ("公共图书馆应当免费开放阅览室。", "各公共图书馆均应当免费开放阅览室。", "verbatim"),
        ("公共图书馆应当免费开放阅览室。", "公共图书馆应当免费开放阅览室和自习室。", "adapted"),
        ("公共图书馆应当定期清点馆藏文献。", "公共图书馆应当每季度清点馆藏文献。", "strengthened"),
        ("公共图书馆可以设置少儿阅览区。", "公共图书馆应当设置少儿阅览区。", "strengthened"),
        ("对旧书要先修补，完好的可以外借。", "对旧书要先修补，完好的应当外借。", "strengthened"),
        ("剔除破损的图书，必须登记造册并报主管部门备案。", "剔除破损的图书，必须登记造册。", "weakened"),
        (
            "公共图书馆应当及时公布开放时间。",
            "公共图书馆应当及时公布开放时间，逾期不公布的，依规追究责任。",
            "strengthened",
        ),
        ("公共图书馆应当每季度清点馆藏文献。", "公共图书馆应当定期清点馆藏文献。", "weakened"),
        ("公共图书馆应当每年至少清点2次馆藏文献。", "公共图书馆应当每年至少清点1次馆藏文献。", "weakened"),
        ("公共图书馆应当设置少儿阅览区。", "公共图书馆可以设置少儿阅览区。", "weakened"),
        ("公共图书馆应当免费开放阅览室。", "果农可以申请低息贷款。", "added"),
    ],
)
def test_relation_of_a_sentence(central: str, local: str, relation: str) -> None:
    assert compared(central, local).sentences[0].relation == relation


def test_a_threshold_is_a_condition_and_no_gain() -> None:
    central, local = "村庄应当设图书服务点。", "人口超过3000人的村庄应当设图书服务点。"
    assert compared(central, local).sentences[0].relation == "adapted"


def test_evidence_shows_the_words() -> None:
    found = compared("公共图书馆应当定期清点馆藏文献。", "公共图书馆应当每季度清点馆藏文献。").sentences[0]
    assert found.evidence == ("定期 → 每季度",)


def test_a_local_actor_makes_a_copy_an_adaptation() -> None:
    central = "国务院文化主管部门负责指导公共图书馆的服务工作。"
    local = "市文化主管部门负责指导公共图书馆的服务工作。"
    assert compared(central, local).sentences[0].relation == "adapted"


def test_every_place_has_its_entry(sample: Path) -> None:
    comparison = dz.compare(sample / "central_opinion.txt", sample / "local_haiping.txt").comparisons[0]
    assert [change.local for change in comparison.sentences] == [s.id for s in comparison.local.sentences]
    assert [change.local for change in comparison.units] == [u.id for u in comparison.local.units]
    assert [cover.central for cover in comparison.coverage] == [u.id for u in comparison.central.units]


def test_coverage_of_a_central_document() -> None:
    central = parsed(
        "公共图书馆应当免费开放阅览室。",
        "公共图书馆应当配备无障碍设施。读者遗失图书的，应当照价赔偿或者购买同一版本的图书。",
        "渔船出港前应当检查救生设备。",
    )
    local = parsed("公共图书馆应当免费开放阅览室。", "公共图书馆应当配备无障碍设施。")
    coverage = {cover.central: cover for cover in compare_documents(central, local).coverage}
    assert coverage["1"].status == "implemented"
    assert (coverage["2"].status, coverage["2"].missing) == ("partial", ("2:2",))
    assert (coverage["3"].status, coverage["3"].local, coverage["3"].missing) == ("absent", (), ("3:1",))


def test_a_duty_of_central_organs_is_not_missing() -> None:
    central = parsed("国务院文化主管部门应当制定馆舍建设标准。")
    coverage = compare_documents(central, parsed("果农可以申请低息贷款。")).coverage[0]
    assert coverage.missing == ()


@pytest.mark.parametrize(
    ("central", "local", "change"),
    [
        ("公共图书馆应当定期清点馆藏文献。", "公共图书馆应当每半年清点馆藏文献。", "quantified"),
        ("公共图书馆应当每半年清点馆藏文献。", "公共图书馆应当每季度清点馆藏文献。", "tightened"),
        ("公共图书馆应当每季度清点馆藏文献。", "公共图书馆应当每年清点馆藏文献。", "relaxed"),
        ("公共图书馆应当定期清点馆藏文献。", "公共图书馆应当定期清点馆藏文献。", "same"),
        ("公共图书馆应当清点馆藏文献。", "公共图书馆应当每年清点馆藏文献。", "new"),
        ("图书馆应当在15日内答复读者意见。", "图书馆应当在10日内答复读者意见。", "tightened"),
        ("到2027年底，分馆实现全覆盖。", "到2026年底，分馆实现全覆盖。", "tightened"),
        ("到2027年底，分馆实现全覆盖。", "分馆实现全覆盖。", "same"),
        # Without a calendar nobody can say which is longer.
        ("图书馆应当在15日内答复读者意见。", "图书馆应当在15个工作日内答复读者意见。", "same"),
    ],
)
def test_change_of_a_figure(central: str, local: str, change: str) -> None:
    assert [found.change for found in compared(central, local).requirements] == [change]


def test_figures_that_take_a_calendar_are_said_to_be_incomparable() -> None:
    found = compared("图书馆应当在15日内答复读者意见。", "图书馆应当在15个工作日内答复读者意见。")
    assert [entry.comparable for entry in found.requirements] == [False]
    assert "≤15日 与 ≤15个工作日 不可比" in found.sentences[0].evidence
    assert found.sentences[0].relation == "adapted"
    plain = compared("图书馆应当在15日内答复读者意见。", "图书馆应当在10日内答复读者意见。")
    assert [entry.comparable for entry in plain.requirements] == [True]


def test_matrix_stands_over_all_local_documents() -> None:
    central = parsed("公共图书馆应当定期清点馆藏文献。", "公共图书馆应当设置少儿阅览区。")
    texts = [
        ("公共图书馆应当每季度清点馆藏文献。", "公共图书馆应当设置少儿阅览区。"),
        ("公共图书馆应当每年至少清点1次馆藏文献。", "公共图书馆应当设置少儿阅览区。"),
        ("公共图书馆应当定期清点馆藏文献。", "果农可以申请低息贷款。"),
        ("果农可以申请低息贷款。", "渔船出港前检查救生设备。"),
    ]
    rows = build_matrix([compare_documents(central, parsed(*pair)) for pair in texts])
    assert [(row.sentence, row.central, row.cells) for row in rows] == [
        ("1:1", "定期", ("每季度", "每年≥1次", "定期", ""))
    ]
    assert rows[0].strictness == (4.0, 1.0, 0.0, None)


def test_figures_of_different_scales_have_no_strictness() -> None:
    central = parsed("图书馆应当及时答复读者意见。")
    rows = build_matrix(
        [
            compare_documents(central, parsed(text))
            for text in ("图书馆应当在15日内答复读者意见。", "图书馆应当在10个工作日内答复读者意见。")
        ]
    )
    assert rows[0].strictness == (None, None)


def test_the_same_document_twice_is_all_verbatim(sample: Path) -> None:
    central = dz.read(sample / "central_opinion.txt")
    comparison = compare_documents(central, central)
    relations = [change.relation for change in comparison.sentences]
    assert set(relations) <= {"verbatim"}
    assert {cover.status for cover in comparison.coverage} == {"implemented"}
