"""Numbers as a word processor prints them: 一 （一） 1 ① 甲 壹 Ⅰ (ECMA-376, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

from ...language.numerals import counted, formal, positional

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
# The first character of each row of enclosed numbers, and the number it stands for.
_CIRCLED = ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))


def _counted_to_99(number: int) -> str:
    return counted(number) if number < 100 else positional(number)


def _circled(number: int) -> str:
    for first, last, code in _CIRCLED:
        if first <= number <= last:
            return chr(code + number - first)
    return f"({number})"


def _enclosed(first: int, code: int, most: int) -> Callable[[int], str]:
    return lambda number: chr(code + number - first) if first <= number <= most else f"({number})"


def _roman(number: int) -> str:
    letters = ""
    for value, name in _ROMAN:
        count, number = divmod(number, value)
        letters += name * count
    return letters


def _letters(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _of_cycle(names: str) -> Callable[[int], str]:
    return lambda number: names[(number - 1) % len(names)]


def _full_width(number: int) -> str:
    return str(number).translate(_FULL_WIDTH)


# Word's Chinese edition writes japaneseCounting for 一二三 too.
_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCountingThousand", "taiwaneseCountingThousand", "japaneseCounting"), counted),
    **dict.fromkeys(("chineseCounting", "taiwaneseCounting"), _counted_to_99),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), positional),
    **dict.fromkeys(("chineseLegalSimplified", "japaneseLegal", "ideographLegalTraditional"), formal),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _full_width),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "decimalEnclosedParen": _enclosed(1, 0x2474, 20),
    "decimalEnclosedFullstop": lambda number: f"{number}.",
    "ideographEnclosedCircle": _enclosed(1, 0x3280, 10),
    "ideographTraditional": _of_cycle(_STEMS),
    "ideographZodiac": _of_cycle(_BRANCHES),
    "decimalZero": lambda number: f"{number:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    **dict.fromkeys(("none", "bullet"), lambda _: ""),
}


def printed_number(number: int, name: str) -> str:
    """A number in a format of ECMA-376; digits where the format is not known.

    >>> [printed_number(12, name) for name in ("chineseCounting", "decimalEnclosedCircle", "chineseLegalSimplified", "lowerRoman")]
    ['十二', '⑫', '壹拾贰', 'xii']
    """
    if not 0 <= number < 1_000_000:
        return str(number)
    if number == 0:
        return "〇" if _FORMATS.get(name) in (counted, _counted_to_99, positional) else str(number)
    if name.endswith(("Letter", "Roman")) and number > 5000:
        return str(number)
    return _FORMATS.get(name, str)(number)
