"""Which central sentence and article answers which local one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..segmenter import SegmentedDocument
from .matching import Match


@dataclass(frozen=True, slots=True)
class SentenceLink:
    """A local and a central sentence (by id) that answer each other; ``score`` is the probability that they do.

    ``features`` are the numbers behind it (:mod:`.features`, :mod:`.context`), ``matches`` the stretches that both sentences have;
    ``locked`` is a link that was given and not found.
    """

    local: str
    central: str
    score: float
    features: Mapping[str, float] = field(default_factory=dict, compare=False, repr=False)
    matches: tuple[Match, ...] = field(default=(), compare=False, repr=False)
    locked: bool = False


@dataclass(frozen=True, slots=True)
class UnitLink:
    """A local and a central unit (by id); ``main`` is false where only a sentence is drawn from that central unit."""

    local: str
    central: str
    score: float
    main: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """All links between two documents, by local place and then by falling score. What is not named has no counterpart.

    ``local_support`` and ``central_support`` hold for each sentence id the probability of its best counterpart, linked or not: how
    sure it is that a sentence was added, or left out. ``warnings`` are what a reader should know of how it came about (Chinese, one
    line each).
    """

    central: SegmentedDocument
    local: SegmentedDocument
    sentence_links: tuple[SentenceLink, ...]
    unit_links: tuple[UnitLink, ...]
    local_support: Mapping[str, float]
    central_support: Mapping[str, float]
    warnings: tuple[str, ...] = ()
