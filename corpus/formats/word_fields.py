r"""Fields of a Word document that draw their result instead of storing it: ``eq \o\ac(○,21)`` is ㉑, ``eq \f(1,3)`` is 1/3."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .number_formats import printed_number
from .raised_text import exponent, index
from .word_symbols import SymbolFonts

_EQUATION = re.compile(r"\s*eq(?![a-z])", re.IGNORECASE)
_SYMBOL = re.compile(r"\s*symbol\s+(0x[0-9a-f]{1,4}|\d{1,5})\b(.*)", re.IGNORECASE | re.DOTALL)
_FONT = re.compile(r'\\f\s*(?:"([^"]*)"|(\S+))', re.IGNORECASE)
# Their numbers are counted by the program that shows them and stand nowhere in the file.
_COUNTED = re.compile(r"\s*(?:listnum|autonum(?:lgl|out)?)\b", re.IGNORECASE)
_SWITCH = re.compile(r"\\\s*([a-z]{1,2})(?:\s*(-?\d+))?\s*", re.IGNORECASE)
_FORMAT = re.compile(r'\\\s*\*\s*(?:"[^"]*"|[\w:]+)\s*(?:\d{1,3}\b)?\s*')
_CIRCLES = frozenset("○〇◯⭕O")
_DEPTH = 20
_FIRST_CIRCLED_WORDS = ("一二三四五六七八九十", 0x3280)


def field_text(code: str, symbols: SymbolFonts) -> str | None:
    r"""What a field shows that stores no result: nothing for most, ``None`` where it shows something that cannot be told.

    >>> from duizhao.corpus.formats.word_symbols import load_symbol_fonts
    >>> [field_text(code, load_symbol_fonts()) for code in (r" eq \o\ac(○,21) ", r"EQ \F(1,3)", " PAGE ", " LISTNUM ")]
    ['㉑', '1/3', '', None]
    """
    if _EQUATION.match(code):
        return equation_text(code)
    found = _SYMBOL.match(code)
    if found is not None:
        font = _FONT.search(found[2])
        return symbols.shown(int(found[1], 0), (font[1] or font[2]) if font is not None else "")
    return None if _COUNTED.match(code) else ""


def draws(code: str) -> bool:
    """Is what a field shows told by its code, whatever result was stored with it?"""
    return _EQUATION.match(code) is not None


def equation_text(code: str) -> str | None:
    """An EQ field on one line; ``None`` where it holds what is not known."""
    parser = _EquationParser(_FORMAT.sub("", _EQUATION.sub("", code, count=1)))
    try:
        text = parser.sequence("", 0)
    except _UnknownEquationError:
        return None
    return text.strip() if parser.is_done else None


class _UnknownEquationError(Exception):
    """The field holds what is not known."""


@dataclass(slots=True)
class _EquationParser:
    code: str
    place: int = 0

    @property
    def is_done(self) -> bool:
        return self.place >= len(self.code)

    def sequence(self, ends: str, depth: int) -> str:
        """Text and switches up to one of these characters."""
        if depth > _DEPTH:
            raise _UnknownEquationError
        pieces: list[str] = []
        while not self.is_done and self.code[self.place] not in ends:
            char = self.code[self.place]
            if char == "\\" and self.code[self.place + 1 : self.place + 2] in ("\\", ",", ";", "(", ")"):
                pieces.append(self.code[self.place + 1 : self.place + 2])
                self.place += 2
            elif char == "\\":
                pieces.append(self._switches(depth))
            elif char == "(" and ends:  # a bracket of the text inside an argument
                self.place += 1
                pieces.append(f"({self.sequence(')', depth + 1)})")
                self.place += 1
            else:
                pieces.append(char)
                self.place += 1
        return "".join(pieces)

    def _switches(self, depth: int) -> str:
        names: list[tuple[str, int]] = []
        while (found := _SWITCH.match(self.code, self.place)) is not None:
            names.append((found[1].lower(), int(found[2] or 0)))
            self.place = found.end()
            if names[-1][0] in ("lc", "rc", "bc"):  # which brackets: a character of its own behind a backslash
                self.place += 2 if self.code[self.place : self.place + 1] == "\\" else 0
        if not names:
            raise _UnknownEquationError
        if self.code[self.place : self.place + 1] != "(":
            return ""
        arguments = [self._argument(depth)]
        while self.code[self.place : self.place + 1] in (",", ";", "，"):
            arguments.append(self._argument(depth))
        if self.code[self.place : self.place + 1] != ")":
            raise _UnknownEquationError
        self.place += 1
        return _written(names, arguments)

    def _argument(self, depth: int) -> str:
        self.place += 1
        return self.sequence(",;，)", depth + 1).strip()


def _written(names: Sequence[tuple[str, int]], arguments: Sequence[str]) -> str:
    name = names[0][0]
    if name == "f" and len(arguments) == 2:
        return "/".join(one if re.fullmatch(r"[\w.%]+", one) else f"({one})" for one in arguments)
    if name == "r":
        return f"{exponent(arguments[0]) if len(arguments) > 1 else ''}√({arguments[-1]})"
    if name == "s":
        return _shifted(names, arguments)
    if name == "o":
        return _overstruck(arguments)
    if name in ("l", "a", "b", "x"):  # a list, rows, brackets, a frame
        text = ",".join(arguments)
        return f"({text})" if name == "b" else text
    raise _UnknownEquationError


def _shifted(names: Sequence[tuple[str, int]], arguments: Sequence[str]) -> str:
    down = any(name == "do" or (name == "up" and by < 0) for name, by in names)
    if len(arguments) > 1:
        return exponent(arguments[0]) + index(arguments[1])
    return index(arguments[0]) if down else exponent(arguments[0])


def _overstruck(arguments: Sequence[str]) -> str:
    """Characters over each other: a number in a circle, or one with its pronunciation above it."""
    if len(arguments) != 2:
        raise _UnknownEquationError
    first, last = arguments
    if first in _CIRCLES:
        return _circled(last)
    if len(first) == 1 and first in "□△◇▢◻":
        return f"({last})"
    if re.match(r"\^\(|[⁰-ⁿ]", first) and len(last) <= 4:
        return last  # the pronunciation stands above it
    raise _UnknownEquationError


def _circled(text: str) -> str:
    words, code = _FIRST_CIRCLED_WORDS
    if re.fullmatch(r"\d{1,2}", text, re.ASCII):
        return printed_number(int(text), "decimalEnclosedCircle")
    if len(text) == 1 and text in words:
        return chr(code + words.index(text))
    if re.fullmatch("[A-Za-z]", text):
        return chr((0x24B6 if text.isupper() else 0x24D0) + ord(text.upper()) - ord("A"))
    return f"({text})"
