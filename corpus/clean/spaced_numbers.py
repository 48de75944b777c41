"""Blanks inside numbers, which programs put there: 3 0日内, 1 000万元, 95 .5%, 二 十 日. One number is joined, what may be two is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ...language import load_table
from ...language.expressions import expression
from ...language.numerals import parse_number
from ...language.spans import Edit, Span

FigureReading = Literal["one", "one?", "two?", "other"]

JOINED, LIKELY = "spaced_number", "likely_number"  # the names of the edits; the second is warned of
_BLANKS = " \u3000"
_AROUND = 120  # characters in which it is seen whether a number stands in a sentence
# A pattern that begins with a blank is found fast in texts that have few, and few have one between figures or between numerals.
_BESIDE = re.compile("[ \u3000](?=[ \u3000]?[.．,，]?[ \u3000]?[0-9０-９])(?<=[0-9０-９.．,，][ \u3000])")
_ANY_BESIDE = expression(
    "[ \u3000](?:(?<=[0-9０-９.．,，][ \u3000])(?=[ \u3000.．,，0-9０-９])"
    "|(?<=[一二三四五六七八九两十百千万零〇][ \u3000])(?=[一二三四五六七八九十百千万零〇]))",
    match=["3 0", "二 十"],
    no_match=["第一条 二", "每年 2 次", "二十"],
)
_FIGURES = re.compile(
    r"[0-9０-９](?:[0-9０-９]|(?:[ \u3000]{0,2}[.．,，][ \u3000]?|[ \u3000]{1,2})(?=[0-9０-９])){1,40}"
)
_NUMERALS = expression(
    "[一二三四五六七八九两十百千万](?:[ \u3000][一二三四五六七八九十百千万零〇]){1,8}",
    match=["二 十", "三　百 五 十"],
    no_match=["二十", "二  十"],
)
_SCALES = "十百千万"
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:(?: [0-9]{3}){1,4}|(?:,[0-9]{3}){1,4})")
_DECIMAL = re.compile(r"[0-9]+[ ]?[.．][ ]?[0-9]+")
_ONLY_NOUGHTS = re.compile("[0-9] 0+$")
_HAN_AT_END = expression("[\u3400-\u9fff（“《][ \u3000]?$", match=["不少于", "投入 "], no_match=["：", "1"])
_ITEM = re.compile("[0-9]{1,3}[.] ")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_AS_PLAIN = {ord("０") + i: ord("0") + i for i in range(10)} | {0x3000: 0x20, ord("．"): ord("."), ord("，"): ord(",")}


@dataclass(frozen=True, slots=True)
class SpacedNumberWords:
    """The patterns of ``tables/spaced_numbers.toml``: what stands behind an amount, in front of a name, in a sentence."""

    measured: re.Pattern[str]
    labelled: re.Pattern[str]
    prose: re.Pattern[str]


def load_spaced_number_words() -> SpacedNumberWords:
    """The packaged table, compiled.

    >>> load_spaced_number_words().measured.match("日内") is not None
    True
    """
    table = load_table("duizhao.corpus", "spaced_numbers")
    return SpacedNumberWords(*(re.compile(table[name]["pattern"]) for name in ("measured", "labelled", "prose")))


@dataclass(frozen=True, slots=True)
class SpacedNumber:
    """Figures with blanks between them, and how they read: ``one`` number, most likely one, perhaps two, or no amount at all."""

    span: Span
    text: str
    reading: FigureReading

    @property
    def joined(self) -> str:
        """The figures without the blanks."""
        return "".join(char for char in self.text if char not in _BLANKS)


def find_spaced_numbers(text: str, words: SpacedNumberWords | None = None) -> Iterator[SpacedNumber]:
    """The figures of a text that have blanks between them, in order. Linear in the text's length.

    >>> [(number.text, number.reading) for number in find_spaced_numbers("在3 0日内完成，见表1 2项。")]
    [('3 0', 'one'), ('1 2', 'two?')]
    """
    end = 0
    for blank in _BESIDE.finditer(text):
        if blank.start() < end:
            continue
        start = blank.start()
        while start and text[start - 1] in "0123456789０１２３４５６７８９.．,，" and blank.start() - start < 20:
            start -= 1
        found = _FIGURES.search(text, start, blank.end() + 44)
        if found is None:
            continue
        end = found.end()
        words = load_spaced_number_words() if words is None else words
        yield SpacedNumber(Span(*found.span()), found.group(), _reading(text, found, words))


def spaced_number_edits(text: str, words: SpacedNumberWords | None = None) -> list[Edit]:
    """Join the figures of a number that blanks part, where they can only be one number or most likely are one.

    >>> [edit.new for edit in spaced_number_edits("投入1 000万元，在二 十 日内完成。")]
    ['1000', '二十日']
    """
    if _ANY_BESIDE.search(text) is None:
        return []
    edits = [
        Edit(number.span, number.joined, JOINED if number.reading == "one" else LIKELY)
        for number in find_spaced_numbers(text, words)
        if number.reading in ("one", "one?")
    ]
    return sorted([*edits, *_numeral_edits(text)], key=lambda edit: edit.span.start)


def _reading(text: str, found: re.Match[str], words: SpacedNumberWords) -> FigureReading:
    start, end = found.span()
    before = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    behind = text[end : end + _AROUND].partition("\n")[0]
    figures = re.sub(" {2}", " ", found.group().translate(_AS_PLAIN))
    follows_word = _HAN_AT_END.search(before) is not None
    touches_word = follows_word and before[-1] not in _BLANKS
    in_sentence = follows_word and words.prose.search(before + behind) is not None
    if _ITEM.match(figures) and not follows_word:
        return "other"
    named = words.labelled.search(before) is not None
    if not words.measured.match(behind):
        read: FigureReading = "one" if _ONLY_NOUGHTS.search(figures) else "two?"
        return read if in_sentence and touches_word and not named else "other"
    if named or not (in_sentence or touches_word):  # the number of an item, the cells of a row
        surely = not named and (_ONLY_NOUGHTS.search(figures) or _is_of_date(before, figures, behind))
        return "one" if surely else "two?"
    return "one" if _is_of_date(before, figures, behind) else _reading_of_figures(figures)


def _is_of_date(before: str, figures: str, behind: str) -> bool:
    """Is it the year, the month or the day of a date?"""
    joined = figures.replace(" ", "")
    unit = behind.lstrip(_BLANKS)[:1]
    if _YEAR.fullmatch(joined) and unit == "年":
        return True
    of_date = before.rstrip(_BLANKS)[-1:] + unit
    return joined.isdigit() and ((of_date == "年月" and int(joined) <= 12) or (of_date == "月日" and int(joined) <= 31))


def _reading_of_figures(figures: str) -> FigureReading:
    """How figures read that belong to an amount: groups that cannot be numbers of their own make one."""
    if _THOUSANDS.fullmatch(re.sub(" ?, ?", ",", figures)) is not None or _DECIMAL.fullmatch(figures):
        return "one"
    groups = re.split(" ", re.sub(" ?([.,]) ?", r"\1", figures))
    if any("," in group or "." in group for group in groups[:-1]):
        return "two?"
    return _reading_of_groups(groups)


def _reading_of_groups(groups: list[str]) -> FigureReading:
    whole = [group.partition(".")[0] for group in groups]
    if any(group[0] == "0" for group in whole[1:]) and all(len(group) <= 3 for group in whole):
        return "one"  # no number begins with a nought
    if any(len(group) > 1 for group in whole):
        return "two?"
    if len(whole) > 2 and all(int(b) == int(a) + 1 for a, b in pairwise(whole)):
        return "two?"  # 1 2 3
    # A dash or a comma may be lost between 3 and 5, but not between 9 and 5.
    return "one?" if len(whole) == 2 and int(whole[0]) < int(whole[1]) and groups == whole else "one"


def _numeral_edits(text: str) -> Iterator[Edit]:
    """Chinese numerals that blanks part, and the blank in front of their unit: those with a ten or a hundred, which lists have not."""
    for found in _NUMERALS.finditer(text):
        behind = _UNIT_OF_TIME.match(text, found.end())
        before = text[found.start() - 1 : found.start()]
        joined = re.sub("[ \u3000]", "", found.group())
        if behind is None or _NAMES.match(before) or not _is_one_numeral(found.group(), joined):
            continue
        yield Edit(Span(found.start(), behind.end()), joined + re.sub("[ \u3000]", "", behind.group()), JOINED)


_UNIT_OF_TIME = expression(
    "[ \u3000]?(?:[年月日天周次项名人家户个件元分倍]|万元)(?:[ \u3000](?=[内前后以之]))?",
    match=[" 日", "日内", "　次"],
    no_match=["书", "、"],
    use="match",
)
_NAMES = expression("[第表图期周初、）)]", match=["第", "表"], no_match=["在", "达"], use="match")


def _is_one_numeral(spaced: str, joined: str) -> bool:
    chars = re.split("[ \u3000]", spaced)
    pairs = pairwise(chars)
    if any(a not in _SCALES and b not in _SCALES and a not in "零〇" and b not in "零〇" for a, b in pairs):
        return False
    return parse_number(joined) is not None and not joined.startswith("一十")
