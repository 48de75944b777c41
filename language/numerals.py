"""Numbers as Chinese policy texts print them: 1, １, ⑫, 一, 两, 十五, 廿一, 二〇二五, 1.5万, 三千, 壹拾贰, 百分之五."""

from __future__ import annotations

import re
import unicodedata

from .expressions import expression

_PLAIN, _FORMAL = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"  # as they are written, and as accounts write them
_PLAIN_SCALES, _FORMAL_SCALES = "十百千", "拾佰仟"
_ZEROS = "〇○"  # zero digit by digit, and the circle that is printed for it
_LETTERS_FOR_ZERO = "Oo0"  # what is typed for it in the number of an article
_TENS = {"廿": "二十", "卅": "三十"}
_DIGITS = {char: value for row in (_PLAIN, _FORMAL) for value, char in enumerate(row)}
_DIGITS |= {**dict.fromkeys(_ZEROS, 0), "两": 2}
_SCALES = {char: 10**power for row in (_PLAIN_SCALES, _FORMAL_SCALES) for power, char in enumerate(row, 1)}
_BIG = {"万": 10_000, "亿": 100_000_000}
_WIDE = {ord("０") + i: ord("0") + i for i in range(10)} | {ord("．"): ord("."), ord(","): None, ord("，"): None}
# The characters of an ordinal, with what they are worth; no part of a document is numbered in the numerals of accounts.
_COUNTS = {char: _DIGITS[char] for char in f"{_PLAIN}{_ZEROS}两"} | dict.fromkeys(_LETTERS_FOR_ZERO, 0)
_COUNT_SCALES = {char: _SCALES[char] for char in _PLAIN_SCALES}

_ROMAN_SIGNS = {"I": 1, "V": 5, "X": 10}
_ROMAN = re.compile("(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")

# What numbers are made of, for character classes: the days of a month, the items of a list, the articles of a law.
TO_TEN = f"{_PLAIN[1:]}十"
TO_HUNDREDS = f"〇零{TO_TEN}百"
TO_THOUSANDS = f"{TO_HUNDREDS}千"

# Every repetition is bounded, so that a run of numerals costs no more than its length. What of a text is a number is read by the
# tables that take their parts from tables/numerals.toml.
_ARABIC_NUMBER = r"[0-9０-９]{1,12}(?:[,，][0-9０-９]{3}){0,4}(?:[.．][0-9０-９]{1,6})?"

_PLACEHOLDER = re.compile(r"[XＸ×]")
_ARABIC = expression(
    rf"({_ARABIC_NUMBER})[余多]?([百千万亿]*)[余多]?",
    match=["15", "１．５万", "1,200余", "3千万"],
    no_match=["十五", "15个", "1亿2千万"],
    use="fullmatch",
)
# 两三 is two or three: two different digits side by side, which end a number or count the scale behind them.
_SEVERAL = expression(
    "(?<![零〇○一二三四五六七八九两])([一二三四五六七八九两])([二三四五六七八九两])(?![零〇○一二三四五六七八九两点])",
    match=["两三", "十七八", "三五百"],
    no_match=["二", "二〇二五", "一四七", "二十三"],
)
_SUM = expression(
    r"([0-9.]{1,12}[百千]?[万亿])([0-9]{1,4}[百千万]{1,2})",
    match=["1亿2千万", "3百万5千"],
    no_match=["1亿", "一亿二千万"],
    use="fullmatch",
)


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


def parse_several(text: str) -> tuple[float, float] | None:
    """The two ends of a number that is said as two digits (两三, 十七八, 四五百); ``None`` for any other.

    >>> [parse_several(text) for text in ("两三", "十七八", "三五百", "三两", "二十三", "五二")]
    [(2.0, 3.0), (17.0, 18.0), (300.0, 500.0), (2.0, 3.0), None, None]
    """
    if len(found := list(_SEVERAL.finditer(text))) != 1:
        return None
    before, (low, high), behind = text[: found[0].start()], found[0].groups(), text[found[0].end() :]
    if {low, high} == {"两", "三"}:
        low, high = "两", "三"  # 三两
    elif _DIGITS[high] - _DIGITS[low] != 1 and (low, high) != ("三", "五"):
        return None  # 二八分成
    ends = parse_number(before + low + behind), parse_number(before + high + behind)
    return (ends[0], ends[1]) if ends[0] is not None and ends[1] is not None and ends[0] < ends[1] else None


def _chinese(text: str) -> float | None:
    if text[:1] in _TENS and len(text) <= 2 and text[1:] not in _SCALES:
        text = _TENS[text[0]] + text[1:]
    if not text or any(c not in _DIGITS and c not in _SCALES and c not in _BIG for c in text):
        return None
    zeros = set(f"{_PLAIN[0]}{_ZEROS}")
    if all(c in _DIGITS for c in text):
        # 二〇二五 is read digit by digit, 三五 says "three to five".
        if len(text) > 1 and len(text) < 4 and not set(text) & zeros:
            return None
        return float("".join(str(_DIGITS[c]) for c in text))
    total = section = 0  # what stands in front of the last 万 or 亿, and behind it
    digit: int | None = None
    last = 1
    for char in text:
        if char in _DIGITS:
            if digit:
                return None  # 三四十
            digit, last = _DIGITS[char], (1 if char in zeros else last)
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


def ordinal(numeral: str) -> int | None:
    """The value of a numeral that numbers a part of a document, a day or a month; ``None`` where it is none.

    In Chinese, Arabic, full-width, circled digits or a Roman one in one character; digits without a scale are read one by one,
    so that 三五 is 35 here.

    >>> [ordinal(text) for text in ("十二", "一百零三", "廿一", "１２", "⑫", "❷", "㊿", "⒈", "Ⅳ", "二〇", "条")]
    [12, 103, 21, 12, 12, 2, 50, 1, 4, 20, None]
    """
    if numeral and all(char in _COUNTS or char in _COUNT_SCALES for char in numeral):
        return _counted(numeral)  # nearly every one
    numeral = "".join(numeral.split())
    if len(numeral) == 1 and unicodedata.category(numeral) in ("No", "Nl"):
        value = unicodedata.numeric(numeral)
        return int(value) if value.is_integer() else None
    text = unicodedata.normalize("NFKC", numeral)
    for short, long in _TENS.items():
        text = text.replace(short, long)
    text = text.strip("()")
    if text.isdecimal():
        return int(text)
    if not text or any(char not in _COUNTS and char not in _COUNT_SCALES for char in text):
        return None
    return _counted(text)


def _counted(text: str) -> int:
    """The value of plain Chinese digits, with scales or read one by one."""
    if not any(char in _COUNT_SCALES for char in text):
        return int("".join(str(_COUNTS[char]) for char in text))
    total = digit = 0
    for char in text:
        if char in _COUNT_SCALES:
            total += (digit or 1) * _COUNT_SCALES[char]
            digit = 0
        else:
            digit = _COUNTS[char]
    return total + digit


def roman_ordinal(numeral: str) -> int | None:
    """The value of a Roman numeral below forty, in letters or in characters of its own; ``None`` where it is none.

    >>> [roman_ordinal(text) for text in ("I", "iv", "Ⅻ", "XIX", "一", "IIII")]
    [1, 4, 12, 19, None, None]
    """
    text = unicodedata.normalize("NFKC", numeral).upper()
    if not _ROMAN.fullmatch(text):
        return None
    values = [_ROMAN_SIGNS[char] for char in text]
    return sum(-value if value < behind else value for value, behind in zip(values, [*values[1:], 0], strict=True))


def counted(number: int) -> str:
    """A number in words, as articles are counted.

    >>> [counted(number) for number in (3, 10, 12, 20, 105, 110, 1001)]
    ['三', '十', '十二', '二十', '一百零五', '一百一十', '一千零一']
    """
    if not 0 < number < 10_000:
        return positional(number)
    if number < 20:
        return ("十" if number >= 10 else "") + (_PLAIN[number % 10] if number % 10 else "")
    words, skipped = "", False
    for name in (*reversed(_PLAIN_SCALES), ""):
        digit, number = divmod(number, _SCALES.get(name, 1))
        if digit:
            words += (_PLAIN[0] if skipped else "") + _PLAIN[digit] + name
        skipped = bool(words) and not digit
    return words


def positional(number: int) -> str:
    """A number digit by digit.

    >>> positional(205)
    '二〇五'
    """
    return "".join(_PLAIN[int(digit)] for digit in str(abs(number))).replace(_PLAIN[0], _ZEROS[0])


def formal(number: int) -> str:
    """A number in words, as accounts and contracts write it.

    >>> [formal(number) for number in (12, 105)]
    ['壹拾贰', '壹佰零伍']
    """
    plain, written = f"{_PLAIN}{_ZEROS[0]}{_PLAIN_SCALES}", f"{_FORMAL}{_FORMAL[0]}{_FORMAL_SCALES}"
    words = counted(number).translate(str.maketrans(plain, written))
    return f"{_FORMAL[1]}{words}" if words.startswith(_FORMAL_SCALES[0]) else words
