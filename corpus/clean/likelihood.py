"""How likely a stretch of text is as Chinese: by which characters follow each other in laws and regulations."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.resources import files

EDGE = "\n"  # stands for the start and the end of a text, and for all blanks
DIGIT = "#"  # no digit, for the counts beside it are digits
# How many counts of a pair the character alone is worth: what was seen behind few characters is smoothed more (Dirichlet prior).
_PRIOR = 40.0
# Of eight lines torn within a sentence in the laws this finds six, and joins one sentence to the next where the full stop was lost.
_ONE_WORD = 5.0
_UNSEEN = 0.02
_FEW = 12
# The middle of the counts that have so many binary digits.
_COUNTS = {str(bits): 0.75 * 2.0**bits for bits in range(100)}
_DIGIT, _LETTER, _BLANK = re.compile("[0-9０-９]"), re.compile("[A-Za-zＡ-Ｚａ-ｚ]"), re.compile(r"\s")
_WIDE = str.maketrans(",;:!?()", "，；：！？（）")
EDGE_ROW = "total"  # of the table: how many characters were counted


def folded(text: str) -> str:
    r"""A text as it is counted: each digit ``#``, each Latin letter ``a``, marks full-width, blanks an edge.

    >>> folded("每年至少12次,ok ")
    '每年至少##次，aa\n'
    """
    return _BLANK.sub(EDGE, _LETTER.sub("a", _DIGIT.sub(DIGIT, text))).translate(_WIDE)


@dataclass(frozen=True, slots=True)
class CharacterModel:
    """How often characters and pairs of them stand in laws; ``rows`` are those of the table, by their characters.

    A row is searched where it is asked: to take all of them apart would take longer than to repair a text.
    """

    rows: dict[str, str]
    total: float

    def cost(self, before: str, char: str) -> float:
        """How unlikely ``char`` is behind ``before`` (folded characters): minus the natural logarithm of its probability.

        A pair that was never seen is as likely as its second character alone, less so the more often the first one was seen.

        >>> model = load_character_model()
        >>> model.cost("巡", "视") < model.cost("寡", "彩")
        True
        """
        alone = _count(self.rows.get(char, ""), 0) / self.total
        row = self.rows.get(before, "")
        at = row.find(char)
        both = _count(row, row.rfind("\t", 0, at) + 1) if at >= 0 else 0.0
        return -math.log((both + _PRIOR * alone) / (_count(row, 0) + _PRIOR))

    def is_one_word(self, before: str, char: str) -> bool:
        """Do two Chinese characters follow each other as often as those of one word do?

        >>> model = load_character_model()
        >>> model.is_one_word("风", "险"), model.is_one_word("衔", "获")
        (True, False)
        """
        both_chinese = all("\u3400" <= one <= "\u9fff" for one in (before, char))
        return both_chinese and self.cost(before, char) <= _ONE_WORD

    def total_cost(self, text: str, before: str = EDGE) -> float:
        """The sum of :meth:`cost` over a text that stands behind ``before``."""
        line = before + folded(text)
        return sum(map(self.cost, line, line[1:]))

    def likeliest(self, candidates: Sequence[str], before: str, behind: str, most: int = 3) -> list[str]:
        """The candidates that fit best between two characters, the likeliest first.

        >>> load_character_model().likeliest("铅钱箝", "金", "，")[0]
        '钱'
        """
        row = self.rows.get(before, "")
        fitting = [
            char for char in candidates if char in row or behind in self.rows.get(char, "")
        ]  # few others are as likely
        chosen = fitting or [char for char in candidates if char in self.rows][:_FEW] or candidates[:_FEW]
        fit = {char: self.cost(before, char) + self.cost(char, behind) for char in chosen}
        return sorted(fit, key=lambda char: (fit[char], char))[:most]


def load_character_model() -> CharacterModel:
    """The counts of ``tables/characters.tsv``: some milliseconds, which only a text with odd characters needs.

    >>> load_character_model().total > 1e6
    True
    """
    return read_character_model(
        files("duizhao.corpus").joinpath("tables", "characters.tsv").read_text(encoding="utf-8")
    )


def read_character_model(table: str) -> CharacterModel:
    r"""The counts of a table as benchmarks/fit_characters.py writes it.

    >>> read_character_model("total\t9\n甲\t3\t2乙\n").cost("甲", "乙") < read_character_model("total\t9\n").cost("甲", "乙")
    True
    """
    rows = dict(row.split("\t", 1) for row in table.split("\n") if "\t" in row)
    return CharacterModel(rows, float(rows.pop(EDGE_ROW)))


def _count(row: str, at: int) -> float:
    """The middle of the counts that have as many binary digits as the number says that stands there; few where none does."""
    bits = row[at : at + 2]
    if not bits:
        return _UNSEEN
    return _COUNTS.get(bits) or _COUNTS[bits[0]]


class KeptModel:
    """The packaged character model: read when it is first asked for, then kept. It goes to other processes with what bears it.

    >>> kept = KeptModel()
    >>> kept() is kept()
    True
    """

    def __init__(self) -> None:
        self._model: CharacterModel | None = None

    def __call__(self) -> CharacterModel:
        if self._model is None:
            self._model = load_character_model()
        return self._model


@dataclass(frozen=True, slots=True)
class CommonCharacters:
    """Characters that are nothing to look twice at, and the pattern that finds the others: what no letter, digit or blank is.

    ``load_model`` gives the model that judges the others: read when a text first has some, then kept for the next.
    """

    chars: frozenset[str]
    odd: re.Pattern[str]
    load_model: Callable[[], CharacterModel] = field(default_factory=KeptModel, compare=False)


def load_common_characters() -> CommonCharacters:
    """The characters that stand in several laws, from ``tables/common_characters.txt``.

    >>> load_common_characters().odd.findall("巡视巡察, 寡彩友膊烨")
    ['膊', '烨']
    """
    return common_characters(
        files("duizhao.corpus").joinpath("tables", "common_characters.txt").read_text(encoding="utf-8")
    )


def common_characters(table: str) -> CommonCharacters:
    """The characters of a table as benchmarks/fit_characters.py writes it."""
    chars = frozenset(table)
    return CommonCharacters(chars, re.compile(f"[^{re.escape(''.join(sorted(chars)))}\x00-\x7f\\s]"))
