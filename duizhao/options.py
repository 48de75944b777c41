"""What a user can set, in one place: it travels into every report's header."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from .corpus import OptionError
from .segmenter import Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What is compared, and how sure a link has to be; without any of it what the command does, and what was measured.

    :param parts: what of a document is compared: itself alone (``body``), or the duties of the notice that issues it and its annexes too
        (``all``).
    :param first: the probability from 0 to 1 from which on a sentence has a counterpart: the greater, the fewer links, and the surer;
        ``further`` is that for each other counterpart of the sentence, ``unit`` that for two articles. ``None`` is the link model's own.
    :raises OptionError: a ``ValueError``: there is no such value.

    >>> Options(parts="all").parts
    'all'
    """

    first: float | None = None
    further: float | None = None
    unit: float | None = None
    parts: Parts = "body"

    @property
    def sets_thresholds(self) -> bool:
        """Is any of them given?"""
        return any(value is not None for value in (self.first, self.further, self.unit))

    def __post_init__(self) -> None:
        if self.parts not in get_args(Parts):
            raise OptionError(f"没有 parts={self.parts!r}，需要 {'、'.join(get_args(Parts))} 之一；请改用其中一种")
        for name in ("first", "further", "unit"):
            value = getattr(self, name)
            if value is not None and not (isinstance(value, (int, float)) and 0.0 <= value <= 1.0):
                raise OptionError(f"{name}={value!r} 不是概率，需要 0 到 1 的数；请改")
