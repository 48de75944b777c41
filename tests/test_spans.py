"""Spans, edits, and the way from a text to what it was made of and back."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.language import Edit, OffsetMap, Span, compose, replay

LETTERS = st.text("图书馆每周开放，,1", max_size=20)


@st.composite
def edits_of(draw: st.DrawFn, text: str, rules: str) -> tuple[Edit, ...]:
    """Edits of a text, in order and not overlapping; some touch, some insert, some take out, some change nothing."""
    ends = sorted(draw(st.lists(st.integers(0, len(text)), max_size=10)))
    places = [Span(start, end) for start, end in zip(ends[::2], ends[1::2], strict=False)]
    return tuple(Edit(span, draw(st.text("甲乙丙", max_size=3)), draw(st.sampled_from(rules))) for span in places)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, tuple[Edit, ...]]:
    raw = draw(LETTERS)
    return raw, draw(edits_of(raw, "abc"))


@st.composite
def twice_edited(draw: st.DrawFn) -> tuple[str, tuple[Edit, ...], tuple[Edit, ...]]:
    raw, first = draw(edited())
    return raw, first, draw(edits_of(replay(raw, first), "xyz"))


def rule_names(edits: Sequence[Edit]) -> set[str]:
    return {name for edit in edits for name in edit.rule.split("+")}


def covers(edits: Sequence[Edit], span: Span) -> bool:
    return any(edit.span.start < span.end and span.start < edit.span.end for edit in edits)


# --------------------------------------------------------------------------------------------------------- spans and edits


def test_a_span_is_a_stretch() -> None:
    span = Span(2, 5)
    assert (len(span), span.of("每周开放五天"), span.shifted(-2)) == (3, "开放五", Span(0, 3))
    assert sorted([Span(3, 4), Span(0, 9), Span(0, 2)]) == [Span(0, 2), Span(0, 9), Span(3, 4)]


@pytest.mark.parametrize(("start", "end"), [(3, 2), (-1, 0), (-2, -1)])
def test_a_span_cannot_run_backwards(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="0 <= start <= end"):
        Span(start, end)


@pytest.mark.parametrize(
    ("edits", "text"),
    [
        ([], "每周,,开放"),
        ([Edit(Span(2, 4), "，", "r")], "每周，开放"),
        ([Edit(Span(0, 2), "", "r"), Edit(Span(2, 4), "", "r")], "开放"),
        ([Edit(Span(0, 0), "应当", "r"), Edit(Span(6, 6), "。", "r")], "应当每周,,开放。"),
        ([Edit(Span(2, 2), "五", "r"), Edit(Span(2, 2), "天", "r")], "每周五天,,开放"),
    ],
    ids=["nothing", "replace", "touching", "insert at the edges", "insert twice at one place"],
)
def test_replay(edits: list[Edit], text: str) -> None:
    assert replay("每周,,开放", edits) == text


@pytest.mark.parametrize("spans", [(Span(0, 3), Span(2, 4)), (Span(4, 5), Span(0, 1))])
def test_replay_refuses_edits_that_overlap_or_are_out_of_order(spans: tuple[Span, Span]) -> None:
    with pytest.raises(ValueError, match="overlap or are out of order"):
        replay("每周,,开放", [Edit(span, "", "r") for span in spans])


# ------------------------------------------------------------------------------------------------------------------ compose


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ([], [], ()),
        ([Edit(Span(0, 1), "", "a")], [], (Edit(Span(0, 1), "", "a"),)),
        ([], [Edit(Span(0, 1), "", "x")], (Edit(Span(0, 1), "", "x"),)),
        # what the first took out, the second cannot see
        (
            [Edit(Span(1, 3), "", "a")],
            [Edit(Span(1, 2), "丁", "x")],
            (Edit(Span(1, 4), "丁", "a+x"),),
        ),
        # what the first put in, the second takes out again
        ([Edit(Span(2, 2), "丁", "a")], [Edit(Span(2, 3), "", "x")], (Edit(Span(2, 2), "", "a+x"),)),
        # the second reaches over two of the first
        (
            [Edit(Span(0, 1), "丁", "a"), Edit(Span(2, 3), "戊", "b")],
            [Edit(Span(0, 3), "己", "x")],
            (Edit(Span(0, 3), "己", "a+b+x"),),
        ),
        # a rule's name comes once
        ([Edit(Span(0, 1), "丁", "a")], [Edit(Span(0, 1), "戊", "a")], (Edit(Span(0, 1), "戊", "a"),)),
    ],
    ids=["nothing", "first only", "second only", "behind a gap", "undone", "over two", "same rule"],
)
def test_compose(first: list[Edit], second: list[Edit], both: tuple[Edit, ...]) -> None:
    assert compose(first, second) == both


@given(twice_edited())
def test_compose_does_in_one_step_what_the_two_do(case: tuple[str, tuple[Edit, ...], tuple[Edit, ...]]) -> None:
    raw, first, second = case
    assert replay(raw, compose(first, second)) == replay(replay(raw, first), second)


@given(twice_edited())
def test_compose_leaves_alone_what_neither_touches(case: tuple[str, tuple[Edit, ...], tuple[Edit, ...]]) -> None:
    raw, first, second = case
    middle = OffsetMap(first)
    untouched = [
        i
        for i in range(len(raw))
        if not covers(first, Span(i, i + 1)) and not covers(second, middle.to_text(Span(i, i + 1)))
    ]
    assert [i for i in untouched if covers(compose(first, second), Span(i, i + 1))] == []


@given(twice_edited())
def test_compose_forgets_no_rule(case: tuple[str, tuple[Edit, ...], tuple[Edit, ...]]) -> None:
    _, first, second = case
    assert rule_names(compose(first, second)) == rule_names([*first, *second])


# ---------------------------------------------------------------------------------------------------------------- OffsetMap


@given(edited())
def test_what_was_not_edited_is_found_on_both_sides(case: tuple[str, tuple[Edit, ...]]) -> None:
    raw, edits = case
    text, offsets = replay(raw, edits), OffsetMap(edits)
    gone = {i for edit in edits for i in range(edit.span.start, edit.span.end)}
    for i in set(range(len(raw))) - gone:
        shift = sum(len(edit.new) - len(edit.span) for edit in edits if edit.span.end <= i)
        here, there = Span(i, i + 1), Span(i + shift, i + shift + 1)
        assert there.of(text) == raw[i]
        assert (offsets.to_text(here), offsets.to_raw(there)) == (there, here)


@given(edited(), st.data())
def test_a_span_comes_from_where_it_is_said_to(case: tuple[str, tuple[Edit, ...]], data: st.DataObject) -> None:
    """The edits inside the raw span, applied to it alone, give a text in which the span's own text stands."""
    raw, edits = case
    text = replay(raw, edits)
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    source = OffsetMap(edits).to_raw(span)
    assert source.end <= len(raw)
    inside = [edit for edit in edits if source.start <= edit.span.start and edit.span.end <= source.end]
    crossing = [edit for edit in edits if edit.span.start < source.end and source.start < edit.span.end]
    assert len(span) == 0 or set(crossing) <= set(inside), "a raw span never cuts through what was replaced"
    moved = [Edit(edit.span.shifted(-source.start), edit.new, edit.rule) for edit in inside]
    assert span.of(text) in replay(source.of(raw), moved)


@given(edited(), st.data())
def test_the_way_back_covers_the_way_out(case: tuple[str, tuple[Edit, ...]], data: st.DataObject) -> None:
    raw, edits = case
    offsets = OffsetMap(edits)
    start = data.draw(st.integers(0, len(raw)))
    span = Span(start, data.draw(st.integers(start, len(raw))))
    became = offsets.to_text(span)
    assert became.end <= len(replay(raw, edits))
    if len(became) and not covers(edits, span):
        assert offsets.to_raw(became) == span


def test_inside_a_replacement_a_place_stands_for_all_of_it() -> None:
    offsets = OffsetMap([Edit(Span(2, 6), "如下", "r")])
    assert offsets.to_raw(Span(2, 3)) == offsets.to_raw(Span(3, 4)) == Span(2, 6)
    assert offsets.to_text(Span(3, 4)) == Span(2, 4)
