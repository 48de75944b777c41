"""Article against article: the central articles in their order, beside each what of the local document answers it.

Every sentence of both documents stands once. A local article stands beside the central one that it mainly answers; one that answers several
as a whole is divided among them, sentence by sentence; one that answers none stands behind its predecessor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..changes import Certainty, Comparison, Review
from ..segmenter import Sentence, Unit
from .answers import CentralArticle, central_articles
from .pair_rows import Article, PairRow
from .pieces import Piece
from .unanswered import IN_DOUBT, Silence, unanswered

_LEFT_OUT = (IN_DOUBT, "missing")  # what became of a central sentence that a reader of changes alone has to see


@dataclass(frozen=True, slots=True, kw_only=True)
class CentralLine:
    """A central sentence with its words marked; ``silence`` says why nobody answers it, empty where somebody does."""

    sentence: Sentence
    pieces: tuple[Piece, ...]
    silence: str
    review: Review | None = None
    certainty: Certainty | None = None

    @property
    def open(self) -> bool:
        """Is what is said of its silence one that a person should check?"""
        return self.silence == IN_DOUBT or (self.certainty is not None and not self.certainty.settled)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalPart:
    """A local unit, or the sentences of it (``whole`` is false) that stand beside one central unit.

    ``left_out`` counts its sentences that are not shown (:func:`changed_pairs`).
    """

    unit: Unit
    rows: tuple[PairRow, ...]
    whole: bool
    left_out: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlePair:
    """A central unit and what stands beside it; ``central`` is ``None`` where a local unit answers none.

    ``new_part`` are the headings above the central unit where they differ from those of the one before. ``elsewhere`` are local units that
    answer some of it and stand beside another central unit. ``counted`` is false for preamble, background and closing.
    """

    central: Unit | None
    new_part: tuple[str, ...] = ()
    lines: tuple[CentralLine, ...] = ()
    parts: tuple[LocalPart, ...] = ()
    elsewhere: tuple[Unit, ...] = ()
    counted: bool = True
    left_out: int = 0


def article_pairs(comparison: Comparison, shown: Sequence[Article]) -> tuple[ArticlePair, ...]:
    """The pairs of a comparison in the order of the central document; ``shown`` is what ``articles`` gave of it.

    >>> import duizhao as dz
    >>> from duizhao.results.pair_rows import articles
    >>> sample = dz.sample_folder()
    >>> [comparison] = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt").comparisons
    >>> pairs = article_pairs(comparison, articles(comparison))
    >>> [pair.central.id for pair in pairs if pair.central] == [unit.id for unit in comparison.central.units]
    True
    >>> sum(len(part.rows) for pair in pairs for part in pair.parts) == len(comparison.local.sentences)
    True
    """
    placing = _Placing(shown)
    silences = {one.sentence.id: one for one in unanswered(comparison, doubtful=True)}
    counted = {entry.central: entry.counted for entry in comparison.coverage}
    found = list(placing.behind(None))
    for article in central_articles((comparison,), (shown,)):
        parts = tuple(placing.parts.get(article.unit.id, ()))
        beside = {part.unit.id for part in parts}
        answering = placing.answering.get(article.unit.id, {})
        found.append(
            ArticlePair(
                central=article.unit,
                new_part=article.new_part,
                lines=tuple(_lines(article, silences)),
                parts=parts,
                elsewhere=tuple(unit for name, unit in answering.items() if name not in beside),
                counted=counted[article.unit.id],
            )
        )
        found += placing.behind(article.unit.id)
    return tuple(found)


def changed_pairs(pairs: Iterable[ArticlePair]) -> tuple[ArticlePair, ...]:
    """The pairs in which something was changed, added or left out, and of each the sentences that were; the rest is counted.

    >>> import duizhao as dz
    >>> from duizhao.results.pair_rows import articles
    >>> sample = dz.sample_folder()
    >>> [comparison] = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt").comparisons
    >>> changed = changed_pairs(article_pairs(comparison, articles(comparison)))
    >>> {row.relation for pair in changed for part in pair.parts for row in part.rows if row.local.sentence.kind == "body"} <= {
    ...     "adapted", "strengthened", "weakened", "added"}
    True
    """
    kept = (_changed(pair) for pair in pairs)
    return tuple(pair for pair in kept if pair.parts or any(line.silence in _LEFT_OUT for line in pair.lines))


def _changed(pair: ArticlePair) -> ArticlePair:
    parts = tuple(part for part in map(_changed_part, pair.parts) if part.rows)
    answered = {name for part in parts for row in part.rows for name in row.central_ids}
    lines = tuple(
        line
        for line in pair.lines
        if line.sentence.kind == "heading" or line.silence in _LEFT_OUT or line.sentence.id in answered
    )
    return replace(pair, parts=parts, lines=lines, left_out=len(pair.lines) - len(lines))


def _changed_part(part: LocalPart) -> LocalPart:
    """The part without the sentences that say the same; nothing of it where no other one is left."""
    said = [row for row in part.rows if not _is_heading(row)]
    changed = [row for row in said if row.relation != "verbatim"]
    heads = [row for row in part.rows if _is_heading(row)] if changed else []
    return replace(part, rows=(*heads, *changed), left_out=len(said) - len(changed))


def _lines(article: CentralArticle, silences: Mapping[str, Silence]) -> Iterator[CentralLine]:
    for one in article.sentences:
        silence = silences.get(one.sentence.id)
        yield CentralLine(
            sentence=one.sentence,
            pieces=one.pieces,
            silence=silence.reason if silence else "",
            review=silence.review if silence else None,
            certainty=silence.certainty if silence else None,
        )


@dataclass(slots=True)
class _Placing:
    """Beside which central unit (by id) each local sentence stands, and which local units answer any of its sentences."""

    shown: Sequence[Article]
    parts: dict[str, list[LocalPart]] = field(default_factory=dict)
    added: dict[str | None, list[LocalPart]] = field(default_factory=dict)
    answering: dict[str, dict[str, Unit]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        last: str | None = None
        for article in self.shown:
            for row in article.pairs:
                for side in row.centrals:
                    self.answering.setdefault(side.unit.id, {})[article.unit.id] = article.unit
            homes = _homes(article)
            if not any(homes):
                self.added.setdefault(last, []).append(LocalPart(unit=article.unit, rows=article.pairs, whole=True))
                continue
            for home in dict.fromkeys(filter(None, homes)):
                rows = tuple(row for row, found in zip(article.pairs, homes, strict=True) if found == home)
                part = LocalPart(unit=article.unit, rows=rows, whole=len(rows) == len(article.pairs))
                self.parts.setdefault(home, []).append(part)
            last = homes[-1]

    def behind(self, central: str | None) -> Iterator[ArticlePair]:
        """What answers no central unit and stands behind the one of that id (``None``: before all of them)."""
        return (ArticlePair(central=None, parts=(part,)) for part in self.added.get(central, ()))


def _homes(article: Article) -> list[str | None]:
    """For each sentence of a local unit the central unit that it stands beside: one that the unit mainly answers.

    A sentence that answers none of them stands with the one before it, a heading with the first that answers any.
    """
    mains = [link.unit.id for link in article.centrals if link.main]
    answered = [next((side.unit.id for side in row.centrals if side.unit.id in mains), None) for row in article.pairs]
    own = [None if _is_heading(row) else home for row, home in zip(article.pairs, answered, strict=True)]
    home = next(filter(None, own), next(filter(None, answered), mains[0] if mains else None))
    homes: list[str | None] = []
    for found in own:
        home = found or home
        homes.append(home)
    return homes


def _is_heading(row: PairRow) -> bool:
    return row.local is not None and row.local.sentence.kind == "heading"
