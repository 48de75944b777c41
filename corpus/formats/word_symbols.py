"""The characters of symbol fonts: a private code of Word and the character it looks like."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...language import load_table


@dataclass(frozen=True, slots=True)
class SymbolFonts:
    """For each symbol font, by its name in small letters, what its codes show (``tables/word_symbols.toml``)."""

    fonts: Mapping[str, Mapping[int, str]]

    def shown(self, code: int, font: str) -> str | None:
        """The character that a code of a font shows; ``None`` where it is not known.

        >>> fonts = load_symbol_fonts()
        >>> fonts.shown(0xF0B3, "Symbol"), fonts.shown(0x8A, "Wingdings"), fonts.shown(0x2460, "宋体"), fonts.shown(0xF0B3, "")
        ('≥', '⑩', '①', None)
        """
        known = self.fonts.get(font.strip().lower())
        if known is not None:
            return known.get(code - 0xF000 if 0xF000 <= code <= 0xF0FF else code)
        if 0xE000 <= code <= 0xF8FF or 0xD800 <= code <= 0xDFFF or not 0x20 <= code <= 0x10FFFF:
            return None
        return chr(code)

    def spelled(self, text: str, font: str, unknown: str) -> str:
        r"""A text with the private codes of its font as the characters they show, or ``unknown``.

        >>> load_symbol_fonts().spelled("5\uf0b43", "Symbol", "〔?〕")
        '5×3'
        """
        if not any("\uf000" <= char <= "\uf0ff" for char in text):
            return text
        return "".join(
            (self.shown(ord(char), font) or unknown) if "\uf000" <= char <= "\uf0ff" else char for char in text
        )


def load_symbol_fonts() -> SymbolFonts:
    """The packaged table.

    >>> sorted(load_symbol_fonts().fonts)
    ['symbol', 'webdings', 'wingdings', 'wingdings 2']
    """
    table = load_table("duizhao.corpus", "word_symbols")
    return SymbolFonts(
        {row["name"]: {int(code, 16): char for code, char in row["characters"].items()} for row in table["font"]}
    )
