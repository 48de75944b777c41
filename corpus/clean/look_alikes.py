"""Kana and dashes that stand for the Chinese characters they look like: 第ー条, 第十ニ条, 第—条, 人エ, 能カ."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ...language.expressions import expression
from ...language.numerals import TO_THOUSANDS, counted, ordinal
from ...language.spans import Edit, Span
from .likelihood import CharacterModel, load_character_model

_KANA = re.compile("[\u3041-\u30fa\u30fc\u3127]")
# What each looks like; the first row stands in numbers, the last one only in those.
_FOR_NUMERALS = dict(zip("ーㄧニミハチ", "一一二三八千", strict=True))
_FOR_OTHERS = dict(zip("エカロ", "工力口", strict=True))
_FOR_WORDS = dict(zip("ーㄧオトタ", "一一才卜夕", strict=True))  # where they give a word
_ALONE = "ニハ"  # look like nothing else, so that they need no number around them
_DASHES = dict.fromkeys("—－–―─━‐‑‒-", "一")
_SCALES = "十百千零〇"
_LABELS = "条章节款项编篇"
_COUNTED = "次个名件项家人年月日周季倍条款种类级届批户处所天般律定旦"
_YEAR = 4
_INDENT = 12  # blanks in front of a line, at most

_KANA_RUN = expression(
    rf"[{TO_THOUSANDS}两ーㄧニミハチ]{{0,8}}[ーㄧニミハチエカロオトタ][{TO_THOUSANDS}两ーㄧニミハチ]{{0,8}}",
    match=["十ニ", "ー百", "エ"],
    no_match=["十二", "ラ"],
)
_DASHED_LABEL = expression(
    rf"第(?P<n>[{TO_THOUSANDS}]{{0,7}}[—－–―─━‐‑‒-][{TO_THOUSANDS}—－–―─━‐‑‒-]{{0,4}})[{_LABELS}]",
    match=["第—条", "第十－条", "第一百—十条"],
    no_match=["第一条", "第—部", "第 — 条"],
)


_DASHED_DAY = expression(
    r"十(?P<n>[—－–―-])[日月]",
    match=["三十—日", "十－月"],
    no_match=["二—三日", "十日"],
)


def _inside_a_line(text: str, place: int) -> bool:
    return bool(text[max(0, place - _INDENT) : place].rpartition("\n")[2].strip(" \u3000"))


def look_alike_edits(text: str, load_model: Callable[[], CharacterModel] = load_character_model) -> list[Edit]:
    """Put the Chinese character where one kana stands alone among Chinese ones.

    Only what can be nothing else is changed: a number must come out as numbers are written (二ー三次 is a range), ー outside a number
    must give a word. What is left :func:`.load_suspect_rules` tells. ``load_model`` is asked only for ー outside a number.

    >>> [edit.new for edit in look_alike_edits("第ー条 书屋每年检查ニ次，提高服务能カ。")]
    ['一', '二', '力']
    """
    if not _KANA.search(text):
        return []
    return [edit for match in _KANA_RUN.finditer(text) for edit in _of_run(text, match, load_model)]


def dashed_label_edits(text: str) -> list[Edit]:
    r"""Put 一 where a dash stands for it in the number of an article: at the start of a line, or behind 十 or 百.

    >>> [edit.new for edit in dashed_label_edits("第—条 书屋免费。\n第三—五条、第二十—条")]
    ['一', '一']
    """
    edits: list[Edit] = []
    for match in _DASHED_LABEL.finditer(text):
        number = match["n"]
        bare = len(number) == 1  # may be a place left free, but not where an article begins
        if not (bare and _inside_a_line(text, match.start())) and _is_number(number, _DASHES, ""):
            edits += _edits(match.start("n"), number, _DASHES)
    for match in _DASHED_DAY.finditer(text):
        edits += _edits(match.start("n"), match["n"], _DASHES)
    return sorted(edits, key=lambda edit: edit.span)


def _of_run(text: str, match: re.Match[str], load_model: Callable[[], CharacterModel]) -> Iterator[Edit]:
    start, end = match.span()
    run, before, behind = match.group(), text[start - 1 : start] if start else "", text[end : end + 1]
    if _KANA.match(before) or _KANA.match(behind):
        return
    forms = _FOR_WORDS | _FOR_NUMERALS | _FOR_OTHERS
    if len(run) > 1:
        if not set(run) & set(_FOR_OTHERS) and _is_number(run, _FOR_NUMERALS, behind):
            yield from _edits(start, run, _FOR_NUMERALS)
        return
    chinese = [bool(one) and "\u3400" <= one <= "\u9fff" for one in (before, behind)]
    labelled = behind != "" and (
        (before == "第" and behind in _LABELS)
        or (before != "" and before in "（(" and behind in "）)")
        or (not chinese[0] and behind in "、．是")
    )
    if labelled and run in _FOR_NUMERALS:
        certain = True
    elif run in _FOR_OTHERS or run in _ALONE:
        certain = any(chinese)
    else:
        counts = run in "ーㄧ" and chinese[0] and behind != "" and behind in _COUNTED
        certain = counts or (
            run in _FOR_WORDS and any(chinese) and _is_word(before, _FOR_WORDS[run], behind, load_model())
        )
    if certain:
        yield from _edits(start, run, forms)


def _is_word(before: str, char: str, behind: str, model: CharacterModel) -> bool:
    return model.is_one_word(before, char) or model.is_one_word(char, behind)


def _edits(start: int, run: str, forms: dict[str, str]) -> Iterator[Edit]:
    for i, char in enumerate(run):
        if char in forms:
            yield Edit(Span(start + i, start + i + 1), forms[char], "look_alike")


def _is_number(run: str, forms: dict[str, str], behind: str) -> bool:
    """Is what comes out a number as it is written in words or, in a year, digit by digit? A dash between two numbers is none of one."""
    new = "".join(forms.get(char, char) for char in run)
    number = ordinal(new)
    if number is None:
        return False
    if len(new) == _YEAR and behind == "年" and not any(char in "十百千" for char in new):
        return True
    if counted(number) != new.replace("〇", "零"):
        return False
    for i, char in enumerate(run):
        lone = i == 0 or run[i - 1] in _SCALES or run[i - 1] in forms
        if forms.get(char) == "一" and not (lone and (i + 1 == len(run) or run[i + 1] in _SCALES)):
            return False
    return True
