"""Texts in traditional characters are read in simplified ones, in which all the rules of the toolkit are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...language import load_table
from ...language.expressions import expression
from ...language.numerals import TO_THOUSANDS
from ...language.spans import Edit, Span
from .lines import Line, iter_lines

# The frequent ones, which every line of such a text holds: looked for first.
_SIGN = expression(
    "[條項節編則為應與於後會國發個這們來時對學實經點種過還進員產業質關從當機構務辦規報無開門問間責書圖館縣區鄉鎮場動勞權義"
    "審執勢領導劃據證註冊變護環運營資費財貨額標準類測試驗檢統計調總結論議認記許訂設評讓請該說]",
    match=["第三條", "應當"],
    no_match=["第三条", "瞭望"],
)
_LABEL = expression(
    rf"第[ \u3000]?[{TO_THOUSANDS}\d][{TO_THOUSANDS}\d \u3000-]{{0,9}}[條項節編]",
    match=["第三條", "第 2-1 條", "第一編"],
    no_match=["第三条", "條例"],
)
_FEWEST = 3  # characters that make a line traditional by itself
_MORE = 2  # so many traditional characters for a simplified one make a text or a line traditional


@dataclass(frozen=True, slots=True)
class _Pairs:
    """What becomes of traditional characters, which of them tell such a text, and which simplified ones tell that it is none."""

    new: Mapping[str, str]
    telling: frozenset[str]
    simplified: frozenset[str]


def traditional_edits(text: str) -> list[Edit]:
    """Make the characters of a traditional text simplified, or those of its traditional lines; labels (第三條) everywhere.

    A line counts as traditional where it holds several such characters and hardly a simplified one; where most of the text does, all
    of its lines do. A stray character in a simplified line stays.

    >>> [edit.new for edit in traditional_edits("第一條 書屋應當開放。")]
    ['条', '书', '应', '当', '开']
    """
    if not _SIGN.search(text):
        return []
    pairs = _load()
    lines = list(iter_lines(text))
    counts = [_counts(line, pairs) for line in lines]
    telling, against = (sum(column) for column in zip(*counts, strict=True))
    whole = telling >= _FEWEST and telling > _MORE * against
    edits: list[Edit] = []
    for line, (mine, theirs) in zip(lines, counts, strict=True):
        if whole or (mine >= _FEWEST and mine > _MORE * theirs):
            edits += _edits(line.text, line.start, pairs)
        elif mine:
            for label in _LABEL.finditer(line.text):
                edits += _edits(label.group(), line.start + label.start(), pairs)
    return edits


def _counts(line: Line, pairs: _Pairs) -> tuple[int, int]:
    return sum(char in pairs.telling for char in line.text), sum(char in pairs.simplified for char in line.text)


def _edits(text: str, start: int, pairs: _Pairs) -> Iterator[Edit]:
    for i, char in enumerate(text, start):
        if char in pairs.new:
            yield Edit(Span(i, i + 1), pairs.new[char], "traditional")


def _load() -> _Pairs:
    table = load_table("duizhao.corpus", "traditional")
    alone, beside = (_of(table[name]["pairs"]) for name in ("alone", "beside"))
    return _Pairs(
        new=alone | beside,
        telling=frozenset(alone),
        simplified=frozenset(char for char in alone.values() if not _is_traditional_too(char)),
    )


def _of(rows: str) -> dict[str, str]:
    chars = "".join(rows.split())
    return dict(zip(chars[::2], chars[1::2], strict=True))


def _is_traditional_too(char: str) -> bool:
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return False
    return True
