"""Blanks that only set digits apart from the words around them (不少于 2 次), and the way back to the printed text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from ..language.expressions import expression

# A blank between two numbers or two words is left: it may part columns.
_BLANKS = " \u3000\u00a0"
_BLANK = expression(
    rf"(?<=[\u4e00-\u9fff])[{_BLANKS}]{{1,2}}(?=[0-9０-９])|(?<=[0-9０-９%％])[{_BLANKS}]{{1,2}}(?=[\u4e00-\u9fff%％㎡℃]|[kcm]?m(?![A-Za-z])|kg)",
    match=["不少于 2次", "2 次", "10 %", "２　次", "3.5 m", "5 km"],
    no_match=["检查 次数", "1 2"],
)


@dataclass(frozen=True, slots=True)
class Spacing:
    """A text without the blanks beside its digits; ``cuts`` are their places in it, ``lengths`` how many lie before each."""

    text: str
    cuts: tuple[int, ...] = ()
    lengths: tuple[int, ...] = (0,)

    @classmethod
    def of(cls, text: str) -> Spacing:
        """``text`` closed up. O(len(text)).

        >>> closed = Spacing.of("检查不少于 2 次")
        >>> closed.text, closed.start(5), closed.end(7)
        ('检查不少于2次', 6, 9)
        """
        if not any(blank in text for blank in _BLANKS):
            return cls(text)
        cuts: list[int] = []
        lengths = [0]
        pieces: list[str] = []
        done = 0
        for blank in _BLANK.finditer(text):
            pieces.append(text[done : blank.start()])
            cuts.append(blank.start() - lengths[-1])
            lengths.append(lengths[-1] + len(blank[0]))
            done = blank.end()
        return cls("".join((*pieces, text[done:])), tuple(cuts), tuple(lengths))

    def start(self, position: int) -> int:
        """Where the character at ``position`` of the closed text stands in the printed one."""
        return position + self.lengths[bisect_right(self.cuts, position)]

    def end(self, position: int) -> int:
        """Where a stretch that ends at ``position`` of the closed text ends in the printed one."""
        return self.start(position - 1) + 1 if position else 0
