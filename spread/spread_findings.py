"""What pages, tables and charts need of an analysis."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from numpy.typing import NDArray

from ..changes import Share
from .adopters import Adopter
from .resampling import Interval, Likeness
from .shared_clauses import Clause
from .stored_measures import Strictness


class SpreadFindings(Protocol):
    """Documents and which of them were compared, the clauses they share, their shares and strictness, provinces beside each other."""

    @property
    def documents(self) -> Mapping[str, Adopter]: ...
    @property
    def compared(self) -> tuple[str, ...]: ...
    @property
    def clauses(self) -> tuple[Clause, ...]: ...
    @property
    def shares(self) -> Mapping[str, Share]: ...
    @property
    def strictness(self) -> Mapping[str, Strictness]: ...
    @property
    def provinces(self) -> tuple[str, ...]: ...
    @property
    def together(self) -> NDArray[Any]: ...
    @property
    def likeness(self) -> Likeness: ...
    @property
    def intervals(self) -> Mapping[str, Interval]: ...
    @property
    def parameters(self) -> Mapping[str, Any]: ...
    @property
    def files(self) -> tuple[str, ...]: ...
