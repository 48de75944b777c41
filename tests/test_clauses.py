"""Where comma clauses begin and end, and what two texts have in common."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.language.clauses import clause_around, clause_places, split_clauses
from duizhao.language.differences import (
    SHORTEST_COPY,
    SHORTEST_RUN,
    copied_characters,
    equal_runs,
    passages,
    replaced,
    shared_characters,
)

TEXTS = st.text("清点馆藏报告，。0:：,12", max_size=30)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("清点馆藏，公布结果。", ["清点馆藏", "公布结果", ""]),
        ("补助1,000元,按时发放", ["补助1,000元", "按时发放"]),
        ("8:30开馆：周一除外", ["8:30开馆", "周一除外"]),
        ("", [""]),
    ],
)
def test_a_mark_inside_a_figure_ends_no_clause(text: str, clauses: list[str]) -> None:
    assert split_clauses(text) == clauses


@given(TEXTS, st.integers(1, 5))
def test_clauses_and_their_marks_make_up_the_text(text: str, longest: int) -> None:
    whole, short = list(clause_places(text)), list(clause_places(text, longest))
    assert all(0 <= end <= start <= end + 1 for (_, end), (start, _) in pairwise(whole))
    assert whole[0][0] == 0
    assert whole[-1][1] == len(text)
    assert "".join(text[start:end] for start, end in short) == "".join(text[start:end] for start, end in whole)
    assert max(end - start for start, end in short) <= longest


@given(TEXTS.filter(bool), st.data())
def test_every_place_lies_in_a_clause(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text) - 1))
    assert clause_around(text, place) in split_clauses(text)


@given(TEXTS, TEXTS)
def test_equal_runs_and_what_was_replaced_make_up_both_texts(first: str, second: str) -> None:
    runs = equal_runs(first, second)
    assert all(first[r.first : r.first + r.length] == second[r.second : r.second + r.length] for r in runs)
    gone = sum(len(one) for one, _ in replaced(first, second))
    came = sum(len(other) for _, other in replaced(first, second))
    shared = sum(run.length for run in runs)
    assert (gone + shared, came + shared) == (len(first), len(second))


@given(TEXTS, TEXTS)
def test_what_is_copied_or_a_passage_is_shared(text: str, other: str) -> None:
    shared = shared_characters(text, other)
    assert all(there for there, copied in zip(shared, copied_characters(text, [other]), strict=True) if copied)
    for run in passages(text, other):
        if run.length >= SHORTEST_RUN:
            assert all(shared[run.first : run.first + run.length])


def test_a_copy_is_found_wherever_it_stands_and_a_short_run_is_not() -> None:
    assert SHORTEST_COPY == 4
    assert sum(shared_characters("公布结果，清点馆藏", "清点馆藏，公布结果")) == 8
    assert sum(shared_characters("公布，清点馆藏", "清点馆藏，公布")) == 4
