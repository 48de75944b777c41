"""Numerals: what is written is read again, what numbers parts and what counts things agree, and no reading changes unseen."""

from __future__ import annotations

import hashlib
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duizhao.language import ordinal
from duizhao.language.numerals import TO_HUNDREDS, TO_TEN, TO_THOUSANDS, counted, formal, parse_number, positional

# The characters of numerals, and of what stands beside them.
ALPHABET = "零〇○O0一二九两廿卅壹玖十拾百千万点余1９⑫.,X条"
# Of all readings of up to three of them; a change that is meant brings another one, and its reason into the history.
DIGEST = "ef4c9b27a9c9af779b5a833274f1dea98f8d5279cfb543e34476c1ca632af158"


@given(st.integers(1, 9_999))
def test_a_number_that_is_written_in_words_is_read_again(number: int) -> None:
    assert ordinal(counted(number)) == number
    assert parse_number(counted(number)) == number
    assert parse_number(formal(number)) == number
    assert ordinal(positional(number)) == number


@given(st.integers(1000, 2999))
def test_a_year_is_read_digit_by_digit(year: int) -> None:
    assert parse_number(positional(year)) == year


@pytest.mark.parametrize(
    ("numeral", "part", "quantity"),
    [
        ("三五", 35, None),  # 第三五条 is misprinted, 三五天 is from three to five days
        ("一百五", 105, 150.0),
        ("廿一", 21, 21.0),
        ("⑫", 12, None),
        ("壹拾贰", None, 12.0),
        ("1.5万", None, 15000.0),
        ("三千余", None, 3000.0),
        ("〇", 0, 0.0),
        ("条", None, None),
    ],
)
def test_what_numbers_a_part_and_what_counts_things(numeral: str, part: int | None, quantity: float | None) -> None:
    assert ordinal(numeral) == part
    assert parse_number(numeral) == quantity


def test_the_characters_of_numerals_are_numerals() -> None:
    assert [ordinal(char) for char in TO_TEN] == list(range(1, 11))
    assert set(TO_TEN) < set(TO_HUNDREDS) < set(TO_THOUSANDS)
    assert all(ordinal(char) is not None for char in TO_THOUSANDS)


def test_every_reading_of_up_to_three_characters_stays() -> None:
    digest = hashlib.sha256()
    for length in range(4):
        for chars in product(ALPHABET, repeat=length):
            text = "".join(chars)
            digest.update(f"{text} {ordinal(text)} {parse_number(text)}\n".encode())
    assert digest.hexdigest() == DIGEST
