"""A text as it is compared: words that say the same written the same."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from ..language import load_table, ordinal
from ..language.comparable import behind_label
from ..language.expressions import expression

_IDEOGRAPHS_OR_ONE = expression(
    "(?P<ideographs>[\u4e00-\u9fff]+)|.", match=["清点馆藏", "1", "\n"], no_match=[""], flags=re.DOTALL
)


@dataclass(frozen=True, slots=True)
class WordForms:
    """The table ``word_forms.toml``: words that say the same, and words that say nothing of their own."""

    scan: re.Pattern[str]
    same: tuple[str, ...]
    function_words: re.Pattern[str]

    def content(self, characters: str) -> str:
        """Characters without function words."""
        return self.function_words.sub("", characters)


def load_word_forms() -> WordForms:
    """Read ``changes/tables/word_forms.toml``."""
    table = load_table("duizhao.changes", "word_forms")
    groups = [f"(?P<same{i}>{row['pattern']})" for i, row in enumerate(table["same"])]
    return WordForms(
        re.compile("|".join([*groups, f"(?P<numeral>{table['numeral']['pattern']})"])),
        tuple(row["as"] for row in table["same"]),
        re.compile(table["function_words"]["pattern"]),
    )


@dataclass(frozen=True, slots=True)
class ComparedText:
    """A text as it is compared: words that say the same are written the same, punctuation and an item's number are left out.

    ``starts`` and ``ends`` say for each character where what it stands for is printed in ``text``.
    """

    text: str
    characters: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def comparable_form(text: str, forms: WordForms) -> ComparedText:
    """A text as it is compared.

    >>> comparable_form("（一）党委“一把手”应当在三十日内报告。", load_word_forms()).characters
    '一把手要在30日内报告'
    """
    characters, starts, ends = [], [], []

    def add(written: str, start: int, end: int) -> None:
        for character in written:
            characters.append(character)
            starts.append(start)
            ends.append(end)

    def add_plain(start: int, end: int) -> None:
        for found in _IDEOGRAPHS_OR_ONE.finditer(text, start, end):
            if found.lastgroup:  # the most by far, and their own normal form
                characters.extend(found.group())
                starts.extend(range(*found.span()))
                ends.extend(range(found.start() + 1, found.end() + 1))
                continue
            add("".join(c for c in unicodedata.normalize("NFKC", found.group()) if c.isalnum()), *found.span())

    place = behind_label(text)
    for found in forms.scan.finditer(text, place):
        add_plain(place, found.start())
        place = found.end()
        add(_written(found, forms), found.start(), found.end())
    add_plain(place, len(text))
    return ComparedText(text, "".join(characters), tuple(starts), tuple(ends))


def _written(found: re.Match[str], forms: WordForms) -> str:
    if found.lastgroup == "numeral":
        value = ordinal(found.group())
        return found.group() if value is None else str(value)
    return forms.same[int((found.lastgroup or "").removeprefix("same"))]
