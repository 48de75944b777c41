"""Characters that a reader cannot see, made to be seen: a document's text is shown as what it is."""

from __future__ import annotations

import re

# Control characters but tab and line feed; marks that turn the direction of writing; lone surrogates; non-characters.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def visible(text: str) -> str:
    """The text with every invisible or unwritable character as its number; the rest as it stands.

    What comes out can always be written as UTF-8.

    >>> visible("a" + chr(27) + "b" + chr(0x202E) + "c")
    'a⟦U+001B⟧b⟦U+202E⟧c'
    """
    return INVISIBLE.sub(_number, text)


def writable(text: str) -> str:
    """The text as it stands, but half a surrogate pair, which cannot be written as UTF-8, as its number.

    >>> writable("a" + chr(27) + chr(0xD800)) == "a" + chr(27) + "⟦U+D800⟧"
    True
    """
    return _SURROGATE.sub(_number, text)


def _number(match: re.Match[str]) -> str:
    return f"⟦U+{ord(match[0]):04X}⟧"
