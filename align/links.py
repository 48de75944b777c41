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
class Thresholds:
    """The probabilities from which a pair counts as linked.

    ``first`` holds for the best counterpart of a sentence, ``further`` for each other one, ``unit`` for pairs of units.
    """

    first: float
    further: float
    unit: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """What links were chosen from: how likely each pair is that comes into question, and from which probability on a pair is linked.

    ``sentences`` has for each local sentence (by id) the central ones, ``units`` the pairs (local, central) of units; what is not there
    is less likely than :data:`LEAST_WEIGHED`. ``apart`` are local sentences for which other thresholds hold.
    """

    sentences: Mapping[str, Mapping[str, float]]
    units: Mapping[tuple[str, str], float]
    thresholds: Thresholds
    apart: Mapping[str, Thresholds] = field(default_factory=dict)


# Nothing follows from which of two less likely pairs is the likelier one.
LEAST_WEIGHED = 0.01


@dataclass(frozen=True, slots=True)
class Alignment:
    """All links between two documents, by local place and then by falling score. What is not named has no counterpart.

    ``local_support`` and ``central_support`` hold for each sentence id the probability of its best counterpart, linked or not: how
    sure it is that a sentence was added, or left out. ``warnings`` are what a reader should know of how it came about (Chinese, one
    line each). ``weighed`` is there where the linker tells what it chose from.
    """

    central: SegmentedDocument
    local: SegmentedDocument
    sentence_links: tuple[SentenceLink, ...]
    unit_links: tuple[UnitLink, ...]
    local_support: Mapping[str, float]
    central_support: Mapping[str, float]
    warnings: tuple[str, ...] = ()
    weighed: Weighed | None = field(default=None, compare=False, repr=False)
