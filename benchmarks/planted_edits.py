"""How a clause changes from hand to hand: one to three small edits each time."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TABLE = Path(__file__).parent / "tables" / "handing_on.toml"
_MOST_EDITS = 3


@dataclass(frozen=True, slots=True)
class Handing:
    """Words that stand for each other, what is put in front, comma clauses to insert."""

    alike: tuple[tuple[str, ...], ...]
    fronts: tuple[str, ...]
    inserted: tuple[str, ...]

    def on(self, text: str, rng: Random) -> str:
        """The clause as the next place has it.

        >>> Handing((("应当", "要"),), ("本省",), ("并公开",)).on("书屋应当开放。", Random(3)) != "书屋应当开放。"
        True
        """
        for _ in range(rng.randint(1, _MOST_EDITS)):
            edit = rng.choice((self._other_word, self._other_word, self._front, self._insert, self._drop))
            text = edit(text, rng)
        return text

    def _other_word(self, text: str, rng: Random) -> str:
        there = [(word, among) for among in self.alike for word in among if word in text]
        if not there:
            return self._front(text, rng)
        word, among = rng.choice(there)
        return text.replace(word, rng.choice([other for other in among if other != word]), 1)

    def _front(self, text: str, rng: Random) -> str:
        return rng.choice(self.fronts) + text

    def _insert(self, text: str, rng: Random) -> str:
        pieces = text.split("，")
        pieces.insert(rng.randint(0, len(pieces) - 1), rng.choice(self.inserted))
        return "，".join(pieces)

    def _drop(self, text: str, rng: Random) -> str:
        """Leave out a comma clause, where enough is left."""
        pieces = text.split("，")
        place = rng.randrange(len(pieces))
        kept = "，".join(pieces[:place] + pieces[place + 1 :])
        return kept if len(kept) * 3 > len(text) * 2 else self._other_word(text, rng)


def load_handing(inserted: Sequence[str]) -> Handing:
    """The table beside this file; ``inserted`` are the clauses that a place may add."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return Handing(tuple(map(tuple, table["alike"])), tuple(table["fronts"]), tuple(inserted))


def own_sentences() -> list[str]:
    """Sentences of our own, no two on the same matter.

    >>> len(own_sentences()) > 40
    True
    """
    return list(tomllib.loads(TABLE.read_text(encoding="utf-8"))["sentences"])
