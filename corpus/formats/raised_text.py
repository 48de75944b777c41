"""Raised and lowered characters: exponents are written as such (10⁴), marks that lead to a note are no part of the text."""

from __future__ import annotations

import re

from ...language.expressions import expression

_RAISED = str.maketrans("0123456789+-−–=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９＋－", "0123456789+-")
_PLAIN_POWER = re.compile(r"[+\-−–]?(?:\d{1,4}|[ni])")
_INDEX = re.compile(r"[+\-−–]?\d{1,4}")
# What leads to a note. Bare digits are judged by what stands before them.
_MARK = expression(
    r"(?:注?[\[［〔【(（]?(?:注释?|[注*※†‡]?\s*\d{0,3}(?:\s*[-–~,，、]\s*\d{1,3}){0,9}|[a-zA-Z])[\]］〕】)）]"
    r"|注释?\s*\d{0,3}|[①-⑳㉑-㉟㊀-㊉⑴-⒇❶-❿➀-➉]|[*＊※†‡§¶#]{1,3}\d{0,2}|[\[［〔【]\d{1,3}|\d{1,3}[)）、])",
    match=["[1]", "〔12〕", "①", "*", "注1", "[注]", "(3)", "1)", "[1-3]", "[注2]"],
    no_match=["4", "n", "书屋", "-3", "(n+1)"],
    use="fullmatch",
)
_SEVERAL = re.compile(r"\d{1,3}(?:\s*[,，、]\s*\d{1,3}){1,9}|\d{1,3}\s*[-–~]\s*\d{1,3}")
_POWER_OF_TEN = re.compile(r"(?<![\d.])10$")
_UNIT = expression(
    "(?:(?<![A-Za-z])(?:[kcdmμnhf]?m|s)|[米里寸尺])$", match=["5km", "m", "平米"], no_match=["GDP", "书屋", "dam"]
)
_LETTER = re.compile(r"(?:(?<![A-Za-z])[A-Za-z]|[a-z])$")  # GDP with a raised 1 is no power
_NO_POWER_BEFORE = expression("^\\s*[%％‰次]", match=["%", "次。"], no_match=["立方米", "元"])


def raised_text(text: str, before: str, after: str) -> str | None:
    """How raised characters are written on one line; ``None`` where they are a mark that leads to a note.

    :param before: what stands on the line in front of them, ``after`` what follows.

    >>> raised_text("4", "库容不小于10", "立方米"), raised_text("[1]", "每年2次", "。"), raised_text("2", "占10", "%")
    ('⁴', None, None)
    """
    inner = "".join(text.split()).translate(_FULL_WIDTH)
    before = before.rstrip()
    if not inner or not before:
        return text  # what begins a line is the mark of the note itself
    if _MARK.fullmatch(inner):
        return None
    if _PLAIN_POWER.fullmatch(inner):
        return inner.translate(_RAISED) if _is_power(inner, before, after) else None
    if _SEVERAL.fullmatch(inner):
        return None
    if before[-1:].isascii() and before[-1:].isalnum() and re.fullmatch(r"[-+*/().0-9A-Za-z−]{1,20}", inner):
        ordinal = before[-1:].isdigit() and inner in ("st", "nd", "rd", "th")
        return inner if ordinal or inner.isupper() else f"^({inner})"
    return text


def lowered_text(text: str, before: str, after: str) -> str:
    """How lowered characters are written on one line: CO2 and PM2.5 as everyone writes them, but no digit becomes part of a number.

    >>> lowered_text("2", "CO", "排放"), lowered_text("3", "第12", "项"), lowered_text("2.5", "PM", "浓度")
    ('2', '₃', '2.5')
    """
    inner = "".join(text.split()).translate(_FULL_WIDTH)
    torn = before[-1:].isdigit() or (inner[-1:].isdigit() and after[:1].isdigit())
    of_letter = before[-1:].isascii() and before[-1:].isalpha()
    if not _INDEX.fullmatch(inner):
        return f"_({inner})" if torn and inner else text
    return text if of_letter and not torn else inner.translate(_LOWERED)


def _is_power(inner: str, before: str, after: str) -> bool:
    """Is a raised number an exponent? Of 10, of a unit of length, of a letter; else it leads to a note, and so do 10¹ and 10²%."""
    last = before[-1:]
    signed = not inner[0].isdigit()
    if last.isdigit():
        of_ten = _POWER_OF_TEN.search(before) is not None and inner not in ("0", "1")
        return (of_ten and _NO_POWER_BEFORE.match(after) is None) or signed or inner.isalpha()
    if last in ")）":
        return re.search(r"[0-9A-Za-z][)）]$", before) is not None and _FOOTED.search(before) is None
    return _UNIT.search(before) is not None or _LETTER.search(before) is not None


# A bracket that holds Chinese words is a remark, and a raised number behind it no exponent.
_FOOTED = expression(
    r"[(（][^()（）]{0,80}[\u4e00-\u9fff][^()（）]{0,80}[)）]$", match=["（含书屋2）"], no_match=["(a+1)"]
)


def exponent(text: str) -> str:
    """The exponent of a formula: raised digits where all its characters have such a form, else ``^(…)``.

    >>> exponent("-3"), exponent("k+1")
    ('⁻³', '^(k+1)')
    """
    return text.translate(_RAISED) if _PLAIN_POWER.fullmatch(text) else f"^({text})" if text else ""


def index(text: str) -> str:
    """The index of a formula: lowered digits where all its characters have such a form, else ``_(…)``.

    >>> index("2"), index("max")
    ('₂', '_(max)')
    """
    return text.translate(_LOWERED) if _INDEX.fullmatch(text) else f"_({text})" if text else ""
