"""What was moved, split and merged."""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence

import pytest
from alignments import aligned, articles
from hypothesis import given
from hypothesis import strategies as st
from shipped import align_documents

from duizhao.changes import Merge, Moved, Split, Structure, unit_structure
from duizhao.changes.structure import longest_in_order

DUTIES = (
    "公共图书馆应当免费开放阅览室。",
    "馆藏文献应当每年清点一次。",
    "读者遗失图书的应当照价赔偿。",
    "志愿者协会负责培训讲解员。",
    "流动书车每周到村镇送书。",
    "盲文读物由省馆统一采购。",
)


def order(*best: Sequence[int], size: int = 6) -> Structure:
    """The structure of local articles whose main counterparts are these, the best one first (numbers from 1)."""
    units = [
        (str(i), str(number), 0.9 - 0.1 * rank)
        for i, numbers in enumerate(best, start=1)
        for rank, number in enumerate(numbers)
    ]
    return unit_structure(aligned(articles(*["甲" * 9] * size), articles(*["甲" * 9] * len(best)), units=units))


@pytest.mark.parametrize(
    ("best", "moved"),
    [
        ([(1,), (2,), (3,)], ()),
        ([(2,), (3,), (1,)], (Moved("3", "1", "3", None),)),
        ([(3,), (1,), (2,)], (Moved("1", "3", None, "1"),)),
        ([(1,), (5,), (2,), (3,)], (Moved("2", "5", "1", "2"),)),
        ([(1,), (2,), (2,), (3,)], ()),  # the parts of a split article, one behind the other
        ([(1,), (), (2,)], ()),  # what answers nothing was not moved
        ([(), ()], ()),
        ([], ()),
        # Its second counterpart stands where it stands: a merged article, none that was moved.
        ([(1,), (5, 2), (3,), (4,)], ()),
    ],
)
def test_what_was_moved(best: Sequence[Sequence[int]], moved: tuple[Moved, ...]) -> None:
    assert order(*best).moved == moved


def test_of_equally_long_orders_the_one_with_more_text_stays() -> None:
    units = [("1", "2", 0.9), ("2", "1", 0.9)]
    for texts, gone in (("长" * 30, "短"), "2"), (("短", "长" * 30), "1"):
        structure = unit_structure(aligned(articles("甲", "乙"), articles(*texts), units=units))
        assert [moved.local for moved in structure.moved] == [gone]


def test_splits_and_merges_are_told_by_main_links_alone() -> None:
    structure = unit_structure(
        aligned(
            articles("甲", "乙", "丙"),
            articles("甲", "乙", "丙"),
            units=[("1", "1", 0.9), ("2", "1", 0.9), ("3", "3", 0.9), ("3", "2", 0.8)],
            partly=[("1", "2"), ("2", "3")],
        )
    )
    assert structure.splits == (Split("1", ("1", "2")),)
    assert structure.merges == (Merge("3", ("2", "3")),)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(1, 9)), max_size=8))
def test_the_backbone_is_the_longest_and_then_the_heaviest(drawn: list[tuple[int, int]]) -> None:
    values, weights = [value for value, _ in drawn], [weight for _, weight in drawn]
    found = longest_in_order(values, weights)
    assert found == sorted(set(found))
    assert all(values[a] <= values[b] for a, b in itertools.pairwise(found))
    best = max(
        (len(choice), sum(weights[i] for i in choice))
        for size in range(len(values) + 1)
        for choice in itertools.combinations(range(len(values)), size)
        if all(values[a] <= values[b] for a, b in itertools.pairwise(choice))
    )
    assert (len(found), sum(weights[i] for i in found)) == best


def test_a_hundred_thousand_units_take_no_quadratic_time() -> None:
    values = [(i * 7919) % 100_003 for i in range(100_000)]
    start = time.process_time()
    assert len(longest_in_order(values, [1] * len(values))) == 306
    assert time.process_time() - start < 20  # a quadratic one takes an hour


@pytest.mark.parametrize("shuffled", [(0, 1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 0), (0, 4, 1, 2, 3, 5), (0, 1, 5, 2, 3, 4)])
def test_one_article_that_changed_its_place_is_found(shuffled: Sequence[int]) -> None:
    alignment = align_documents(articles(*DUTIES), articles(*(DUTIES[i] for i in shuffled)))
    assert len(unit_structure(alignment).moved) == (shuffled != tuple(range(6)))
