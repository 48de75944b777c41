"""Recurring periods are known once: what the table of periods holds is right in subject, action and period."""

from __future__ import annotations

import re
from typing import Any

import pytest
from shipped import requirements_in

from duizhao.extract import Requirement, Rules, load_rules
from duizhao.language.periods import load_periods
from duizhao.language.rule_tables import load_table, read_table

TABLE = load_table("duizhao.language", "periods")

# How a period is printed; its length, or its name where it has no fixed one.
PERIODS = {
    "每年": "P1Y",
    "每个会计年度": "P1Y",
    "每学年": "P1Y",
    "逐年度": "P1Y",
    "每半年": "P6M",
    "每个季度": "P3M",
    "每逢单月": "P2M",
    "每月": "P1M",
    "按月": "P1M",
    "每半月": "P15D",
    "每旬": "P10D",
    "每周": "P1W",
    "每日": "P1D",
    "每工作日": "P1D",
    "每小时": "PT1H",
    "每学期": "每学期",
    "每两周": "P2W",
    "每三年": "P3Y",
    "每隔三年": "P3Y",
    "每2个月": "P2M",
    "每十日": "P10D",
    "每二至三年": "P2Y",
}
# Where a period stands; the action of each.
SENTENCES = {
    "县教育局{}应当报告一次藏书情况。": "报告藏书情况",
    "县教育局应当{}组织一次读者调查。": "组织读者调查",
    "县教育局应当{}至少组织两次读者调查。": "组织读者调查",
    "县教育局{}组织读者调查。": "组织读者调查",
    "县教育局对图书馆{}检查两次。": "对图书馆检查",
    "{}，县教育局应当检查藏书。": "检查藏书",
    "检查藏书的县教育局，{}应当报告一次藏书情况。": "报告藏书情况",
}


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


def read(text: str, rules: Rules) -> Requirement:
    [found] = requirements_in(text, rules=rules)
    return found


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("period", PERIODS)
def test_a_period_belongs_to_no_subject_and_to_no_action(period: str, sentence: str, rules: Rules) -> None:
    found = read(sentence.format(period), rules)
    assert found.kind == "frequency"
    assert (found.subject or "").removeprefix("检查藏书的") == "县教育局"
    assert (found.action, found.per or found.within) == (SENTENCES[sentence], PERIODS[period])


@pytest.mark.parametrize("period", PERIODS)
def test_the_verb_behind_a_period_is_no_name(period: str, rules: Rules) -> None:
    assert read(f"养蜂能手{period}组织巡查。", rules).subject is None


@pytest.mark.parametrize("sentence", [one for one in SENTENCES if "次" in one])
def test_a_term_of_office_counts_and_is_no_part_of_the_act(sentence: str, rules: Rules) -> None:
    found = read(sentence.format("每届任期"), rules)
    assert (found.kind, found.within, found.action) == ("frequency", "每届任期", SENTENCES[sentence])
    assert (found.subject or "").removeprefix("检查藏书的") == "县教育局"


@pytest.mark.parametrize(
    ("text", "per"), [("一旬一报", "P10D"), ("一季度一梳理", "P3M"), ("半年一汇总", "P6M"), ("一学年一评", "P1Y")]
)
def test_a_period_said_twice_over(text: str, per: str, rules: Rules) -> None:
    assert read(f"县教育局实行{text}。", rules).per == per


# --- a period of one's own: one rule more in the table, and nothing else ---------------------------------------------------------

NEW = [
    ({"part": "recurring", "pattern": "每一?候", "per": "P5D"}, "每候", "P5D"),
    ({"part": "recurring", "pattern": "每个?赛季", "within": "每个赛季"}, "每赛季", "每个赛季"),
    ({"part": "recurring", "pattern": "每个?财年", "per": "P1Y"}, "每个财年", "P1Y"),
]


def with_period(row: dict[str, Any]) -> dict[str, dict[str, Any]]:
    table = read_table("duizhao.language", "periods")
    return {"periods": {**table, "period": [*table["period"], row]}}


@pytest.mark.parametrize(("row", "period", "length"), NEW, ids=[period for _, period, _ in NEW])
def test_a_new_period_is_one_rule_of_the_table(row: dict[str, Any], period: str, length: str) -> None:
    rules = load_rules(with_period(row))
    for sentence, action in SENTENCES.items():
        found = read(sentence.format(period), rules)
        assert (found.subject or "").removeprefix("检查藏书的") == "县教育局", sentence
        assert (found.kind, found.action, found.per or found.within) == ("frequency", action, length), sentence
    assert read(f"养蜂能手{period}组织巡查。", rules).subject is None
    assert load_periods(with_period(row)).pattern.search(f"应当{period}报告")


def test_a_new_period_changes_no_rules_that_were_loaded_before(rules: Rules) -> None:
    load_rules(with_period(NEW[0][0]))
    assert requirements_in("县教育局应当每候报告藏书情况。", rules=load_rules()) == ()
    assert requirements_in("县教育局应当每候报告藏书情况。", rules=rules) == ()


# --- the table itself -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", [*TABLE["period"], *TABLE["within"], *TABLE["counted"]], ids=lambda row: row["note"])
def test_a_sentence_with_a_period_is_looked_at(row: dict[str, Any], rules: Rules) -> None:
    assert [text for text in row["match"] if not rules.numeral.search(text)] == []


@pytest.mark.parametrize("row", TABLE["period"], ids=lambda row: row["note"])
def test_a_period_says_how_it_stands_in_a_sentence(row: dict[str, Any]) -> None:
    assert row["part"] in ("recurring", "standing", "limit")
    assert (row["part"] == "limit") == row.get("weak", False)
    assert "per" in row or "within" in row


def test_every_unit_of_time_may_be_counted_by() -> None:
    units = load_table("duizhao.extract", "units")["unit"]
    words = [word for row in units if row["dimension"] == "time" for word in row["terms"] if not word.isascii()]
    lengths = re.compile(TABLE["parts"]["length"]["pattern"])
    assert [word for word in words if not lengths.fullmatch(word)] == []
