"""What a user can set, in one place: it travels into every report's header."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from .segmenter import Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Probabilities from 0 to 1 from which two places count as answering each other; ``None`` is the link model's own.

    ``parts`` says what of a document is compared: itself alone (``body``), or the duties of the notice that issues it and its annexes
    too (``all``). ``first`` holds for the best counterpart of a sentence, ``further`` for each other one, ``unit`` for articles.
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
            raise ValueError(f"parts must be one of {', '.join(get_args(Parts))}, found {self.parts!r}")
        for name in ("first", "further", "unit"):
            value = getattr(self, name)
            if value is not None and not 0.0 <= value <= 1.0:
                raise ValueError(f"{name} must be a probability from 0 to 1, found {value}")
