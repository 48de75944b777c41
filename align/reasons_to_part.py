"""Why one of two texts that are almost the same may answer a central sentence that the other does not: by its own words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

# So much more in common with a central sentence, beside what both texts have in common with it, is a matter of style: 有关部门, 相关部门.
_A_MATTER_OF_STYLE = 0.2


class Reasons:
    """Tells whether two texts part over a central one with a reason in their words.

    Words are counted in pairs of characters, those of few central texts for more than those of all (inverse document frequency).

    :param central: the central texts in comparable form, each once.
    """

    def __init__(self, central: Sequence[str]) -> None:
        self._total = len(central)
        self._standing = Counter(pair for text in central for pair in _pairs(text))

    def part(self, likelier: str, other: str, central: str) -> bool:
        """Has the text that answers a central one more likely words of its own for it, more than the other has?

        >>> reasons = Reasons(["加强教师管理", "图书馆应当开放", "食堂供餐"])
        >>> reasons.part("各校加强教师管理", "各校加强学生管理", "加强教师管理")
        True
        >>> reasons.part("各校应当加强学生管理", "各校要加强学生管理", "加强教师管理")
        False
        """
        ours, theirs, there = map(_pairs, (likelier, other, central))
        more = self._weight((ours - theirs) & there) - self._weight((theirs - ours) & there)
        return more > 0 and more > _A_MATTER_OF_STYLE * self._weight(ours & theirs & there)

    def _weight(self, pairs: Iterable[str]) -> float:
        return math.fsum(math.log((1 + self._total) / self._standing[pair]) for pair in pairs)


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))
