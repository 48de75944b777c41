"""Which sentences are forms of words that everybody uses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..language import comparable, load_table


@dataclass(frozen=True, slots=True)
class StockPhrases:
    """The table ``tables/stock.toml``: patterns by name, and from when on a clause is so common that it is a form of words."""

    patterns: Mapping[str, re.Pattern[str]]
    shortest: int
    longest: int
    families: int
    share: float

    def name_of(self, text: str) -> str | None:
        """The rule that knows a sentence for a form of words, ``short`` ``long`` for one that is no clause; else ``None``.

        >>> rules = load_stock_phrases()
        >>> rules.name_of("本办法自公布之日起施行。"), rules.name_of("免费开放。"), rules.name_of("书屋应当每季度更换三分之一的图书。")
        ('in_force', 'short', None)
        """
        if len(text) > self.longest:
            return "long"
        if len(comparable(text)) < self.shortest:
            return "short"
        plain = text.strip()
        return next((name for name, pattern in self.patterns.items() if pattern.search(plain)), None)

    def everywhere(self, families: int, of_families: int) -> bool:
        """Whether a clause that stands below so many of all upper documents is a form of words.

        >>> rules = load_stock_phrases()
        >>> rules.everywhere(2, 3), rules.everywhere(3, 10), rules.everywhere(3, 100)
        (False, True, False)
        """
        return families >= self.families and families >= self.share * of_families


def load_stock_phrases() -> StockPhrases:
    """The packaged table."""
    table = load_table("duizhao.spread", "stock")
    patterns = {rule["name"]: re.compile(rule["pattern"]) for rule in table["stock"]}
    return StockPhrases(patterns, table["shortest"], table["longest"], table["families"], table["share"])
