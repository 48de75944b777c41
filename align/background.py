"""How common a word is in laws and policy papers at large, so that stock phrases weigh little."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Background:
    """In how many of ``sentences`` each word stands; counted by ``benchmarks/fit_background.py`` on laws and regulations.

    ``longest`` is the length of the longest word that begins with two characters.
    """

    frequency: Mapping[str, int]
    sentences: int
    longest: Mapping[str, int]

    def rarity(self, word: str) -> float:
        """0 for a word of every sentence, 1 for one that stands in none.

        >>> load_background().rarity("应当") < load_background().rarity("图书馆") < 1
        True
        """
        return math.log((1 + self.sentences) / (1 + self.frequency.get(word, 0))) / math.log(1 + self.sentences)

    def cut(self, text: str) -> list[str]:
        """The text as words by longest match, from the left; linear in its length.

        A tokenizer of its own is not needed here: both sides are cut alike, and words count by the characters they share.

        >>> load_background().cut("应当定期清点馆藏文献")
        ['应当', '定期', '清点', '馆藏', '文献']
        """
        words, start = [], 0
        while start < len(text):
            end = start + self.longest.get(text[start : start + 2], 1)
            while end > start + 1 and text[start:end] not in self.frequency:
                end -= 1
            words.append(text[start:end])
            start = end
        return words


def load_background() -> Background:
    """Read ``align/tables/background.tsv``: the number of sentences, then one word and its count per line. Some milliseconds.

    >>> load_background().sentences > 100_000
    True
    """
    table = files("duizhao.align").joinpath("tables", "background.tsv").read_text(encoding="utf-8")
    (_, total), *rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    longest: dict[str, int] = {}
    for word, _ in rows:
        if len(word) > longest.get(word[:2], 1):
            longest[word[:2]] = len(word)
    return Background({word: int(count) for word, count in rows}, int(total), longest)
