"""The formulas of a Word document (Office Math), written on one line: 1/3, 10⁴, √(a+b)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .raised_text import exponent, index
from .xml import attribute, child, children, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_SIMPLE = re.compile(r"(?:\d+(?:\.\d+)?|[^\W\d_]+|\d+(?:\.\d+)?[^\W\d_]+)[%％‰]?")
_FRACTION_END = re.compile(r"/\d+$")
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_LEFT_OUT = frozenset(
    (
        "ctrlPr",
        "rPr",
        "fPr",
        "radPr",
        "dPr",
        "naryPr",
        "sSupPr",
        "sSubPr",
        "sSubSupPr",
        "sPrePr",
        "accPr",
        "barPr",
        "mPr",
        "del",
    )
)


def formula_text(node: _Element) -> str:
    """A formula on one line. Its depth is bounded, since the parser of XML refuses deeper files.

    >>> from lxml import etree
    >>> formula_text(etree.fromstring("<oMath><f><num><r><t>1</t></r></num><den><r><t>3</t></r></den></f></oMath>"))
    '1/3'
    """
    pieces: list[str] = []
    for one in node:
        piece = _element(one)
        # A number and a fraction behind it: neither 11/3 nor 1/35.
        if pieces and piece and pieces[-1][-1:].isdigit() and piece[0].isdigit() and local_name(one) != "r":
            piece = f"又{piece}" if local_name(one) == "f" and pieces[-1].isdigit() else f"·{piece}"
        elif pieces and piece[:1].isdigit() and _FRACTION_END.search(pieces[-1][-20:]):
            piece = f"·{piece}"
        pieces.append(piece)
    return "".join(pieces)


def _element(node: _Element) -> str:
    name = local_name(node)
    if name in _LEFT_OUT or not name:
        return ""
    if name == "t":
        return node.text or ""
    if name in _WRITERS:
        return _WRITERS[name](node)
    return formula_text(node)


def _part(node: _Element, name: str) -> str:
    part = child(node, name)
    return "" if part is None else formula_text(part).strip()


def _closed(text: str) -> str:
    """A part that keeps together beside another one."""
    return text if _SIMPLE.fullmatch(text) or _is_bracketed(text) else f"({text})"


def _is_bracketed(text: str) -> bool:
    if text[:1] != "(" or text[-1:] != ")":
        return False
    depth = 0
    for i, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return i == len(text) - 1
    return False


def _value(node: _Element, properties: str, name: str) -> str | None:
    return attribute(child(child(node, properties), name), "val")


def _fraction(node: _Element) -> str:
    above, below = _part(node, "num"), _part(node, "den")
    if _value(node, "fPr", "type") == "noBar":
        return f"C({above},{below})"
    return f"{_closed(above)}/{_closed(below)}"


def _power(node: _Element) -> str:
    return _closed(_part(node, "e")) + exponent(_part(node, "sup"))


def _indexed(node: _Element) -> str:
    return _part(node, "e") + index(_part(node, "sub"))


def _both(node: _Element) -> str:
    return _part(node, "e") + index(_part(node, "sub")) + exponent(_part(node, "sup"))


def _before(node: _Element) -> str:
    return index(_part(node, "sub")) + exponent(_part(node, "sup")) + _part(node, "e")


def _root(node: _Element) -> str:
    degree, under = _part(node, "deg"), _closed(_part(node, "e"))
    return f"{_ROOTS[degree]}{under}" if degree in _ROOTS else f"{exponent(degree)}√{under}"


def _delimited(node: _Element) -> str:
    begins, ends, parts = (_value(node, "dPr", name) for name in ("begChr", "endChr", "sepChr"))
    inner = ("|" if parts is None else parts).join(formula_text(one) for one in children(node, "e"))
    return f"{'(' if begins is None else begins}{inner}{')' if ends is None else ends}"


def _sum(node: _Element) -> str:
    sign = _value(node, "naryPr", "chr") or "∫"
    below, above = _part(node, "sub"), _part(node, "sup")
    limits = (f"_({below})" if below else "") + (f"^({above})" if above else "")
    return f"{sign}{limits} {_part(node, 'e')}"


def _limit(node: _Element) -> str:
    below = _part(node, "lim")
    return _part(node, "e") + (f"_({below})" if local_name(node) == "limLow" else f"^({below})")


def _rows(node: _Element) -> str:
    rows = [", ".join(formula_text(one) for one in children(row, "e")) for row in children(node, "mr")]
    return f"[{'; '.join(rows)}]" if rows else "; ".join(formula_text(one) for one in children(node, "e"))


def _function(node: _Element) -> str:
    return f"{_part(node, 'fName')}{_closed(_part(node, 'e'))}"


_WRITERS = {
    "f": _fraction,
    "sSup": _power,
    "sSub": _indexed,
    "sSubSup": _both,
    "sPre": _before,
    "rad": _root,
    "d": _delimited,
    "nary": _sum,
    "limLow": _limit,
    "limUpp": _limit,
    "m": _rows,
    "eqArr": _rows,
    "func": _function,
}
