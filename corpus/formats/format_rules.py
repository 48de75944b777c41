"""What reading the formats looks up in tables, each loaded when the first file asks for it and then kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from .characters import Characters, load_characters

if TYPE_CHECKING:
    from .page_content import PageRules


@dataclass(frozen=True)
class FormatRules:
    """The common characters that tell an encoding, and what on a page is the document; most files need neither.

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
        from .page_content import load_page_rules  # noqa: PLC0415  the parser of pages is loaded when a file needs it

        return load_page_rules()
