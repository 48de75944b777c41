"""How much is copied, adapted, added, and covered."""

from __future__ import annotations

from pathlib import Path

import pytest
from alignments import aligned, articles
from hypothesis import given
from hypothesis import strategies as st

import duizhao as dz
from duizhao.changes import Share, measure_shares
from duizhao.changes.shares import count_copied


@pytest.mark.parametrize(
    ("text", "others", "count"),
    [
        ("听取读者意见", ["应当听取读者意见并答复"], 6),
        ("每季度听取读者意见", ["每年听取读者意见"], 6),
        ("听取读者", ["听取读"], 0),
        ("读者意见听取读者意见", ["读者意见听", "听取读者意见"], 10),  # runs that overlap count once
        ("读者意见和听取汇报", ["听取汇报", "读者意见"], 8),
        ("总则", ["总则"], 2),  # shorter than a run: all of it, or nothing
        ("总则", ["附则"], 0),
        ("", ["总则"], 0),
        ("总则", [], 0),
    ],
)
def test_characters_count_copied(text: str, others: list[str], count: int) -> None:
    assert count_copied(text, others) == count


@given(st.text("甲乙丙", max_size=12), st.lists(st.text("甲乙丙", max_size=12), max_size=3))
def test_common_runs_are_those_that_a_slow_search_finds(text: str, others: list[str]) -> None:
    marked = set()
    size = min(4, len(text))
    for start in range(len(text)):
        for end in range(start + max(1, size), len(text) + 1):
            if any(text[start:end] in other for other in others):
                marked |= set(range(start, end))
    assert count_copied(text, others) == len(marked)


def test_shares_of_units_and_of_the_whole() -> None:
    central = articles("图书馆应当免费开放阅览室。", "馆藏文献应当每年清点。")
    local = articles("图书馆应当免费开放阅览室。", "图书馆应当免费开放自习室。果农可申请贷款。", "渔船应当年检。")
    shares = measure_shares(aligned(central, local, sentences=[("1:1", "1:1"), ("2:1", "1:1")]))
    first, second, third = (share for _, share in shares.local)
    assert first == Share(12, 1.0, 0.0, 0.0)
    assert (second.characters, second.copied, second.adapted, second.added) == (19, 9 / 19, 3 / 19, 7 / 19)
    assert (third.copied, third.adapted, third.added, third.reinvention) == (0.0, 0.0, 1.0, 1.0)
    assert (shares.whole.characters, shares.whole.copied) == (37, pytest.approx(21 / 37))
    assert [cover.covered for _, cover in shares.central] == [1.0, 0.0]
    assert shares.covered.covered == pytest.approx(12 / 22)


def test_shares_add_up_in_a_real_comparison(sample: Path) -> None:
    comparison = dz.compare(sample / "central_opinion.txt", sample / "local_haiping.txt").comparisons[0]
    shares = comparison.shares
    assert [name for name, _ in shares.local] == [unit.id for unit in comparison.local.units]
    assert [name for name, _ in shares.central] == [unit.id for unit in comparison.central.units]
    for share in (shares.whole, *(share for _, share in shares.local)):
        assert share.copied + share.adapted + share.added == pytest.approx(1)
        assert share.reinvention == pytest.approx(1 - share.copied)
    assert sum(share.characters for _, share in shares.local) == shares.whole.characters
    assert 0 < shares.whole.copied < 1


def test_nothing_has_no_shares() -> None:
    shares = measure_shares(aligned(articles(), articles()))
    assert (shares.whole, shares.whole.reinvention, shares.covered.covered) == (Share(), 0.0, 0.0)
