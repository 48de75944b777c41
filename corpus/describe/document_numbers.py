"""The number of a document, as its organ gives it: 京发〔2021〕5号, 某市人民政府令第12号."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...language.expressions import expression
from ...language.numerals import TO_HUNDREDS, ordinal

_EARLIEST, _LATEST = 1949, 2199
_BARE_ORDER = expression(
    rf"[（(]?[ \u3000]*第[ \u3000]*[\d{TO_HUNDREDS}]{{1,6}}[ \u3000]*号[ \u3000]*[）)]?",
    match=["第12号", "（第 十二 号）"],
    no_match=["令第12号", "第12条"],
    use="fullmatch",
)
_NOT_ORGAN = expression(
    r"《[^《》]*》|[12]\d{3}[ \u3000]*年[^日《》]{2,10}日",
    match=["《书屋办法》", "2021年7月1日"],
    no_match=["溪山省人民政府令第12号"],
)
_OF_ORDER = expression(
    r"(.{2,}?)(?:令|公告)第\d+号",
    match=["溪山省人民政府令第12号", "溪山省人民代表大会公告第3号"],
    no_match=["京发〔2021〕5号", "令第12号"],
    use="fullmatch",
)
_ORDERS = ("令", "公告")


@dataclass(frozen=True, slots=True)
class NumberRules:
    """The patterns ``number`` and ``order`` of ``tables/metadata.toml``."""

    number: re.Pattern[str]
    order: re.Pattern[str]


def document_number(text: str, rules: NumberRules) -> str | None:
    """The document number in a line, in the one form 京发〔2021〕5号; ``None`` where it has none.

    >>> from duizhao.corpus.describe.description_rules import load_description_rules
    >>> rules = load_description_rules().numbers
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

    >>> from duizhao.corpus.describe.description_rules import load_description_rules
    >>> order_number("溪山省人民政府令　第十二号", load_description_rules().numbers)
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
    match = _OF_ORDER.fullmatch(number or "")
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
