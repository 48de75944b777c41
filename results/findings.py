"""What a report is made of, as the rows and columns see it: they need no more of a report than this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from ..changes import Comparison, MatrixRow
from ..segmenter import SegmentedDocument


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is no part of the report, and why (one line, for people)."""

    path: str
    reason: str


class Findings(Protocol):
    """One central document and what each local document did with it: a report is one.

    The cells of ``matrix`` stand in the order of ``comparisons``. ``parameters`` is what would be needed to get the same result again,
    the version included.
    """

    @property
    def central(self) -> SegmentedDocument:
        """The document that the local ones implement."""

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """One per local document."""

    @property
    def matrix(self) -> tuple[MatrixRow, ...]:
        """Who quantified what: a row per central duty."""

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """The files left aside."""

    @property
    def parameters(self) -> Mapping[str, object]:
        """With what it was made."""

    @property
    def date(self) -> str | None:
        """The day it bears (``2021-05-01``), where it was given one."""

    def single(self, index: int) -> Findings:
        """The same about the local document of that index alone."""
