"""Numbers as Chinese policy texts print them: 1, １, 一, 两, 十五, 二〇二五, 1.5万, 三千, 百分之五."""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_DIGITS |= {c: i for i, c in enumerate("壹贰叁肆伍陆柒捌玖", start=1)}
_SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10_000, "亿": 100_000_000}
_WIDE = {ord("０") + i: ord("0") + i for i in range(10)} | {ord("．"): ord("."), ord(","): None, ord("，"): None}

_UNIT_DIGIT = "零〇○一二三四五六七八九两壹贰叁肆伍陆柒捌玖"
# A number never starts with 百, 千 or 万 alone (千家万户, 百年, 万元户), and XX is a number blanked out.
# Every repetition is bounded, so that a run of numerals costs no more than its length.
ARABIC = r"[0-9０-９]{1,12}(?:,[0-9]{3}){0,4}(?:[.．][0-9０-９]{1,6})?"
NUMBER = (
    rf"(?:{ARABIC}(?:[余多])?(?:[百千万亿]{{1,3}}(?:[0-9]{{1,4}}[百千万]{{1,2}})?)?"
    rf"|[{_UNIT_DIGIT}十拾][{_UNIT_DIGIT}十拾百佰千仟万亿点]{{0,15}}|[XＸ×]{{2,4}}万?)[余多]?"
)
YEAR = r"(?:[12１２][0-9０-９]{3}|[一二][〇零○一二三四五六七八九]{3})年"

_PLACEHOLDER = re.compile(r"[XＸ×]")
_ARABIC = re.compile(rf"({ARABIC})[余多]?([百千万亿]*)[余多]?")
_SUM = re.compile(r"([0-9.]{1,12}[百千]?[万亿])([0-9]{1,4}[百千万]{1,2})")  # 1亿2千万


def parse_number(text: str) -> float | None:
    """The value of a numeral, Arabic, Chinese or mixed; ``None`` where it is no exact number (三五, XX).

    >>> [parse_number(n) for n in ("15", "１．５万", "十五", "两", "二〇二五", "一百二十万", "1亿2千万", "三五")]
    [15.0, 15000.0, 15.0, 2.0, 2025.0, 1200000.0, 120000000.0, None]
    """
    if _PLACEHOLDER.search(text):
        return None
    if found := _ARABIC.fullmatch(text):
        value = float(found[1].translate(_WIDE))
        for scale in found[2]:
            value *= _SCALES.get(scale) or _BIG[scale]
        return round(value, 6)
    if found := _SUM.fullmatch(text):
        high, low = parse_number(found[1]), parse_number(found[2])
        return None if high is None or low is None else high + low
    whole, _, decimals = text.rstrip("余多").partition("点")
    value_of_whole = _chinese(whole)
    if value_of_whole is None or not decimals:
        return value_of_whole
    if any(c not in _DIGITS for c in decimals):
        return None
    return float(f"{int(value_of_whole)}." + "".join(str(_DIGITS[c]) for c in decimals))


def _chinese(text: str) -> float | None:
    if not text or any(c not in _DIGITS and c not in _SCALES and c not in _BIG for c in text):
        return None
    if all(c in _DIGITS for c in text):
        # 二〇二五 is read digit by digit, 三五 says "three to five".
        if len(text) > 1 and len(text) < 4 and not set(text) & set("零〇○"):
            return None
        return float("".join(str(_DIGITS[c]) for c in text))
    total = section = 0  # what stands in front of the last 万 or 亿, and behind it
    digit: int | None = None
    last = 1
    for char in text:
        if char in _DIGITS:
            digit, last = _DIGITS[char], (1 if char in "零〇○" else last)
        elif char in _SCALES:
            last = _SCALES[char]
            section += (1 if digit is None else digit) * last
            digit = None
        else:
            last = _BIG[char]
            below = section + (digit or 0)
            # 三亿五千万 adds up, 一万亿 multiplies.
            total = total + below * last if last == _BIG["万"] else (total + below) * last
            section, digit = 0, None
    # 一百五 is 150 and 一万二 is 12000: a last digit counts the scale below, unless 零 stands before it.
    rest = (digit or 0) * (last // 10 if last > 10 else 1)
    return float(total + section + rest)
