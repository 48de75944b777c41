"""What reading the formats looks up in tables, each loaded when the first file asks for it and then kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .characters import Characters, load_characters

if TYPE_CHECKING:
    from .comparison_tables import ComparisonRules
    from .page_rules import PageRules
    from .word_symbols import SymbolFonts


@dataclass(frozen=True)
class FormatRules:
    """What tells an encoding, what on a page is the document, what symbol fonts show; most files need none of it.

    >>> rules = FormatRules()
    >>> rules.characters is rules.characters
    True
    """

    @cached_property
    def characters(self) -> Characters:
        """Which characters are common in Chinese texts."""
        return load_characters()

    @cached_property
    def pages(self) -> PageRules:
        """What on a page is the document."""
        from .page_rules import load_page_rules  # noqa: PLC0415  the parser of pages is loaded when a file needs it

        return load_page_rules()

    @cached_property
    def comparison(self) -> ComparisonRules:
        """Which tables set an old text beside a new one."""
        from .comparison_tables import load_comparison_rules  # noqa: PLC0415  needed for files with tables only

        return load_comparison_rules()

    @cached_property
    def symbols(self) -> SymbolFonts:
        """What symbol fonts show."""
        from .word_symbols import load_symbol_fonts  # noqa: PLC0415  needed for Word documents only

        return load_symbol_fonts()
