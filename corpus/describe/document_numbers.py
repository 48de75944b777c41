"""The number of a document, as its organ gives it: 京发〔2021〕5号, 某市人民政府令第12号."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...language.ordinals import ordinal

_EARLIEST, _LATEST = 1949, 2199
_BARE_ORDER = re.compile(r"[（(]?[ \u3000]*第[ \u3000]*[\d〇零一二三四五六七八九十百]{1,6}[ \u3000]*号[ \u3000]*[）)]?")
_NOT_ORGAN = re.compile(r"《[^《》]*》|[12]\d{3}[ \u3000]*年[^日《》]{2,10}日")
_ORDERS = ("令", "公告")


@dataclass(frozen=True, slots=True)
class NumberRules:
    """The patterns ``number`` and ``order`` of ``tables/metadata.toml``."""

    number: re.Pattern[str]
    order: re.Pattern[str]


def document_number(text: str, rules: NumberRules) -> str | None:
    """The document number in a line, in the one form 京发〔2021〕5号; ``None`` where it has none.

    >>> from duizhao.corpus.describe.profile import load_profile
    >>> rules = load_profile().numbers
    >>> [document_number(text, rules) for text in ("京发[2021]5 号", "京发（２０２１）第５号", "京发2021年5号", "第12号")]
    ['京发〔2021〕5号', '京发〔2021〕5号', '京发〔2021〕5号', None]
    """
    for match in rules.number.finditer(text):
        year, n = ordinal(match["year"] or match["plain"]), ordinal(match["n"])
        if year is not None and _EARLIEST <= year <= _LATEST and n:
            return f"{_mark(match['mark'])}〔{year}〕{n}号"
    return None


def order_number(text: str, rules: NumberRules) -> str | None:
    """The number of an order or a public notice in a line: the last one, for the others were amended.

    >>> from duizhao.corpus.describe.profile import load_profile
    >>> order_number("溪山省人民政府令　第十二号", load_profile().numbers)
    '溪山省人民政府令第12号'
    """
    found = None
    for match in rules.order.finditer(_NOT_ORGAN.sub(" ", text)):
        organ, n = (match["organ"], match["n"]) if match["organ"] else (match["issuer"] + "令", match["m"])
        number = ordinal(n)
        found = f"{_squeezed(organ)}第{number}号" if number else found
    return found


def order_issuer(number: str | None) -> str | None:
    """Whose order it is, by its number.

    >>> order_issuer("溪山省人民政府令第12号"), order_issuer("京发〔2021〕5号")
    ('溪山省人民政府', None)
    """
    match = re.fullmatch(r"(.{2,}?)(?:令|公告)第\d+号", number or "")
    return match[1] if match else None


def order_lines(lines: Sequence[str]) -> list[str]:
    """The lines, one that is 第12号 alone joined to the order above it."""
    joined: list[str] = []
    for line in lines:
        if joined and joined[-1].endswith(_ORDERS) and _BARE_ORDER.fullmatch(line):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def _mark(text: str) -> str:
    """An organ's sign: 青 政 发 is one, 某市人民政府文件　青政发 holds one."""
    tokens = text.rpartition("文件")[2].split()
    return "".join(tokens) if all(len(token) == 1 for token in tokens) else tokens[-1]


def _squeezed(text: str) -> str:
    return "".join(text.split())
