"""Which characters are common in Chinese texts, so that a wrong encoding or a lying font shows by their absence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...language import load_table

_SAMPLE = 20_000


@dataclass(frozen=True, slots=True)
class Characters:
    """What each common character says for a text in which it stands: at most 1."""

    worths: Mapping[str, float]

    def worth(self, char: str) -> float:
        """What a character says for the text: rare ones say little, those that no Chinese text has speak against it."""
        known = self.worths.get(char)
        if known is not None:
            return known
        if "\u4e00" <= char <= "\u9fa5":
            return 0.1 if _is_plain(char) else -0.2
        if "\u00a0" <= char <= "\u00ff" or "\u2010" <= char <= "\u303f" or "\uff01" <= char <= "\uff5e":
            return 0.0
        return -0.3 if char.isalpha() else -1.5

    def share(self, text: str) -> float:
        """The share of common characters among the Chinese ones: nine in ten in a policy text, few where a font lies.

        >>> load_characters().share("国务院应当"), load_characters().share("囜勚阮")
        (1.0, 0.0)
        """
        chinese = [char for char in text[:_SAMPLE] if "\u3400" <= char <= "\u9fff"]
        return sum(char in self.worths for char in chinese) / len(chinese) if chinese else 1.0


def _is_plain(char: str) -> bool:
    """Is a character among those that the standards count as the common ones (level 1 of GB 2312, level 1 of Big5)?"""
    for encoding, last in (("gb2312", 0xD7), ("big5", 0xC6)):
        try:
            if char.encode(encoding)[0] <= last:
                return True
        except UnicodeEncodeError:
            continue
    return False


def load_characters() -> Characters:
    """The packaged table.

    >>> load_characters().worth("国"), load_characters().worth("\ue000")
    (1.0, -1.5)
    """
    table = load_table("duizhao.corpus", "characters")
    common = "".join(table["common"]["characters"].split())
    worths = dict.fromkeys("".join(table["traditional"]["characters"].split()), 0.8)
    worths |= {char: 1.0 if i < 250 else 0.7 for i, char in enumerate(common)}
    worths |= dict.fromkeys(table["marks"]["characters"], 1.0)
    return Characters(worths)
