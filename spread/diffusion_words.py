"""What the page, the charts and the workbook of the analysis say, by language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..corpus import UnknownFormatError
from ..language.rule_tables import read_table

SpreadWords = Mapping[str, Any]


def diffusion_words(lang: str) -> SpreadWords:
    """The words of a language; ``UnknownFormatError`` for one there is not.

    >>> diffusion_words("zh")["known"]["tied"], diffusion_words("en")["known"]["tied"]
    ('同日', 'same day')
    """
    table = read_table("duizhao.spread", "words")
    if lang not in table:
        raise UnknownFormatError(f"没有语言 {lang}，需要 {'、'.join(sorted(table))} 之一；请改用其中一种")
    found: SpreadWords = table[lang]
    return found
