"""The one table of modals: what each word finds and leaves alone, and that every stage reads it alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from duizhao.changes.modal_shifts import modal_shift
from duizhao.changes.strength import load_strength_words
from duizhao.changes.word_classes import load_word_classes
from duizhao.language.modals import Modals, load_modals, modal_pattern
from duizhao.language.rule_tables import load_table

TABLE = load_table("duizhao.language", "modals")
ROWS: list[dict[str, Any]] = TABLE["modal"]
STAGES = ("align", "changes", "extract")
RANKS = {"permission": 1, "obligation": 2, "prohibition": 2}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["word"])
def test_a_modal_is_found_where_its_examples_show_it(row: dict[str, Any]) -> None:
    pattern = re.compile(modal_pattern(row))
    assert row["note"]
    assert row["match"]
    assert row["no_match"]
    assert [text for text in row["match"] if not pattern.search(text)] == []
    assert [text for text in row["no_match"] if pattern.search(text)] == []
    assert [other for other in row.get("not_in", ()) if row["word"] not in other] == []


def test_every_word_is_there_once_and_says_all_it_should() -> None:
    words = [row["word"] for row in ROWS]
    assert len(words) == len(set(words))
    assert [row["word"] for row in ROWS if row["rank"] != RANKS[row["force"]]] == []
    assert [row["word"] for row in ROWS if not row["used_by"] or not {*row["used_by"]} <= {*STAGES}] == []


def test_parts_for_other_tables_are_words_of_this_one() -> None:
    force = {row["word"]: row["force"] for row in ROWS}
    assert {force[word] for word in TABLE["parts"]["forbids"]["words"]} == {"prohibition"}
    assert {force[word] for word in TABLE["parts"]["asks"]["words"]} == {"obligation"}
    assert {*TABLE["parts"]["plain_modal"]["words"]} <= {*force}


# Words with the sign of a modal in them, in sentences of our own.
NO_MODAL = (
    "提供必要的经费和相应的设备",
    "与服务人口相适应的馆舍",
    "销售应税图书",
    "向供应商支付书款",
    "对读者的意见及时反应",
    "响应号召",
    "主要馆藏和重要文献",
    "因工作需要",
    "取得许可证",
    "得到读者认可",
    "登记的信息不准确",
    "无须另行登记",
)


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("text", NO_MODAL)
def test_what_holds_the_sign_of_a_modal_is_none(stage: str, text: str) -> None:
    assert load_modals(stage).pattern.search(text) is None


@pytest.mark.parametrize(
    ("local", "central"),
    [
        # What the report once printed: 可以 → 应, 要 → 可以.
        ("为读者提供相应的座位。", "可以为读者提供座位。"),
        ("可以购置馆舍设备。", "购置必要的馆舍设备。"),
        ("购置与读者人数相适应的设备。", "鼓励购置设备。"),
        ("可以减免应税图书的费用。", "减免应税图书的费用。"),
    ],
)
def test_a_word_that_is_no_modal_is_no_evidence(local: str, central: str) -> None:
    words = load_strength_words()
    assert modal_shift(local, central, words, load_word_classes().words) is None
    assert modal_shift(central, local, words, load_word_classes().words) is None


def found_by(modals: Modals, text: str, words: set[str]) -> set[tuple[tuple[int, int], str]]:
    """The places of the modals in a text that are among ``words``, with their force."""
    found = ((match, modals.meaning(match)) for match in modals.pattern.finditer(text))
    return {(match.span(), modal.force) for match, modal in found if modal.word in words}


def law_sentences(shared: Path) -> Iterator[str]:
    """Sentences of every tenth law."""
    for path in sorted((shared / "laws").rglob("*.md"))[::10]:
        yield from re.split("(?<=[。；])|\n", path.read_text(encoding="utf-8"))


def test_the_stages_never_disagree_about_a_word_they_share(shared: Path) -> None:
    if not (shared / "laws").is_dir():
        pytest.skip("the laws are not there: no folder ../shared/laws beside the repository")
    modals = {stage: load_modals(stage) for stage in STAGES}
    words = {stage: {modal.word for modal in one.words} for stage, one in modals.items()}
    sentences = list(law_sentences(shared))
    assert len(sentences) > 1000
    differing = [
        (one, other, text)
        for one, other in combinations(STAGES, 2)
        for text in sentences
        if found_by(modals[one], text, words[one] & words[other])
        != found_by(modals[other], text, words[one] & words[other])
    ]
    assert differing == []
