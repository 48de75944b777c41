"""Whole numbers as they number the parts of a document, its days and its months."""

from __future__ import annotations

import unicodedata

_CHINESE = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "O": 0,
    "o": 0,
    "0": 0,
    "两": 2,
}
_SCALES = {"十": 10, "百": 100, "千": 1000}


def ordinal(numeral: str) -> int | None:
    """The value of a numeral in Chinese, Arabic, full-width or circled digits; ``None`` where it is none.

    >>> [ordinal(text) for text in ("十二", "一百零三", "廿一", "１２", "⑫", "二〇", "条")]
    [12, 103, 21, 12, 12, 20, None]
    """
    text = (
        unicodedata.normalize("NFKC", "".join(numeral.split())).replace("廿", "二十").replace("卅", "三十").strip("()")
    )
    if text.isdecimal():
        return int(text)
    if not text or any(char not in _CHINESE and char not in _SCALES for char in text):
        return None
    if not any(char in _SCALES for char in text):
        return int("".join(str(_CHINESE[char]) for char in text))
    total = digit = 0
    for char in text:
        if char in _SCALES:
            total += (digit or 1) * _SCALES[char]
            digit = 0
        else:
            digit = _CHINESE[char]
    return total + digit
