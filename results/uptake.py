"""How many places took up each central article, and which; and the order places are told in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, get_args

from ..corpus import Level
from ..language.clauses import clause_around
from ..segmenter import SegmentedDocument, Unit
from .coverage_columns import CoverageRow

LONGEST_TOPIC = 24  # characters
_LEVELS = get_args(Level)


class CoveredDocument(Protocol):
    """A local document: what it is called, and a row for each central unit."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def coverage(self) -> Sequence[CoverageRow]:
        """A row for each central unit, in their order."""


@dataclass(frozen=True, slots=True)
class Uptake:
    """A central unit, what it is about in few words, and the names of the documents by what they did with it.

    All are empty where the unit is not counted, or binds the centre alone.
    """

    unit: Unit
    topic: str
    implemented: tuple[str, ...]
    partial: tuple[str, ...]
    absent: tuple[str, ...]

    @property
    def taken(self) -> int:
        """How many documents took it up, whole or in part."""
        return len(self.implemented) + len(self.partial)

    @property
    def asked(self) -> int:
        """Of how many that is asked."""
        return self.taken + len(self.absent)


def uptakes(units: Iterable[Unit], documents: Sequence[CoveredDocument]) -> tuple[Uptake, ...]:
    """What became of each central unit in all local documents."""
    return tuple(_uptake(i, unit, documents) for i, unit in enumerate(units))


def _uptake(row: int, unit: Unit, documents: Sequence[CoveredDocument]) -> Uptake:
    named: dict[str, list[str]] = {}
    for document in documents:
        named.setdefault(document.coverage[row].shown, []).append(document.name)
    implemented, partial, absent = (tuple(named.get(shown, ())) for shown in ("implemented", "partial", "absent"))
    return Uptake(unit, topic_of(unit), implemented, partial, absent)


def topic_of(unit: Unit) -> str:
    r"""What a unit is about: its heading, else how its first sentence begins.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> document = segment_document(make_document("第一条 书屋应当免费开放，每年清点。\\n第二条 读者守时。"))
    >>> [topic_of(unit) for unit in document.units]
    ['书屋应当免费开放', '读者守时']
    """
    if unit.heading:
        return unit.heading
    text = clause_around(unit.sentences[0].text, 0).rstrip("。；：") if unit.sentences else ""
    return text if len(text) <= LONGEST_TOPIC else text[: LONGEST_TOPIC - 1] + "…"


def level_rank(document: SegmentedDocument) -> int:
    """Where a document stands among others: what a province issued before what a city did; unknown levels last.

    >>> import duizhao as dz
    >>> level_rank(dz.read(dz.sample_folder() / "local_yunzhou.txt")) < level_rank(dz.read(dz.sample_folder() / "local_lanchuan.txt"))
    True
    """
    level = document.document.metadata.level
    return _LEVELS.index(level) if level in _LEVELS else len(_LEVELS)
