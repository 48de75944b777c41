"""What is said of an article beside another in short words: 加强：定期 → 每年至少1次, 新增 2句（待核 1）, 缺失."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..changes import Comparison
from ..extract import figure
from .article_pairs import ArticlePair, CentralLine, LocalPart
from .labels import Labels
from .pair_rows import PairRow, change_name
from .restructured import Note
from .unanswered import IN_DOUBT
from .unit_places import place_name

_TOLD = ("strengthened", "weakened")  # of these each says by what; of the others it is marked in the text
_COUNTED = ("added", "unfound", "adapted", "verbatim")
_SILENT = ("missing", IN_DOUBT, "not_applicable", "no_duty")


@dataclass(frozen=True, slots=True)
class ArticleNote:
    """A line of what is said: of which ``kind`` (empty: none that has a sign), in which words."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class NoteMaker:
    """Says what became of the articles of a comparison; ``moved`` are the notes on their order (``structure_notes``)."""

    words: Labels
    figures: Mapping[str, Sequence[str]]
    moved: Mapping[str, Sequence[Note]]

    @classmethod
    def of(cls, comparison: Comparison, notes: Mapping[str, Sequence[Note]], words: Labels) -> NoteMaker:
        """For a comparison, in ``words``' language."""
        found: dict[str, list[str]] = {}
        for change in comparison.requirements:
            if change.requirement.vague or change.change == "same":
                continue
            name = words["change_name"][change_name(change)]
            found.setdefault(change.requirement.sentence, []).append(f"{name} {figure(change.requirement)}")
        return cls(words, found, notes)

    def on_part(self, pair: ArticlePair, part: LocalPart) -> list[ArticleNote]:
        """What is said of a local article beside a central one, what asks for more or less first."""
        rows = [row for row in part.rows if row.local is not None and row.local.sentence.kind != "heading"]
        return [
            *self._uncounted(pair),
            *(note for kind in _TOLD for row in rows if row.said == kind for note in self._told(kind, row)),
            *(note for kind in _COUNTED for note in self._count(kind, [row for row in rows if row.said == kind])),
            *self._order(pair, part, rows),
            *(ArticleNote("", row.review.said) for row in part.rows if row.review),
        ]

    def on_silence(self, pair: ArticlePair) -> list[ArticleNote]:
        """What is said of the central sentences that nobody answers; that nothing was asked only where it is all there is to say."""
        alone = not pair.parts and not pair.elsewhere
        lines = [line for line in pair.lines if line.sentence.kind != "heading"]
        kinds = () if not pair.counted else _SILENT if alone else _SILENT[:-1]
        return [
            *(self._uncounted(pair) if not pair.parts else ()),
            *(note for kind in kinds for note in self._count(kind, [line for line in lines if line.silence == kind])),
            *(ArticleNote("", line.review.said) for line in pair.lines if line.review),
        ]

    def _uncounted(self, pair: ArticlePair) -> Iterator[ArticleNote]:
        if not pair.counted:
            yield ArticleNote("no_duty", str(self.words["relation_name"]["no_duty"]))

    def _told(self, kind: str, row: PairRow) -> Iterator[ArticleNote]:
        """A sentence that asks for more or less, with the words that show it."""
        reviewed = {row.review.said} if row.review else set()
        said = [line for line in row.evidence if line not in reviewed]
        name = self.words["relation_name"][kind]
        told = f"{name}{self._doubt(1, 1)}" if row.open else str(name)
        yield ArticleNote(kind, self.words["word"]["told"].format(name=told, said="；".join(said)) if said else told)

    def _count(self, kind: str, found: Sequence[PairRow | CentralLine]) -> Iterator[ArticleNote]:
        if not found:
            return
        words = self.words["word"]
        name = str(self.words["relation_name"][kind])
        count = words["sentences"].format(count=len(found)) if len(found) > 1 else ""
        # The name of these two says already that it is to be checked.
        unsettled = 0 if kind in ("unfound", IN_DOUBT) else sum(one.open for one in found)
        rows = [one for one in found if isinstance(one, PairRow)]
        figures = [
            text for row in rows if row.local is not None for text in self.figures.get(row.local.sentence.id, ())
        ]
        said = words["figures"].format(said="；".join(figures)) if figures else ""
        yield ArticleNote(kind, f"{name}{count}{self._doubt(unsettled, len(found))}{said}")

    def _doubt(self, unsettled: int, total: int) -> str:
        if not unsettled:
            return ""
        doubt = self.words["word"]
        return str(doubt["doubt"] if unsettled == total else doubt["doubts"].format(count=unsettled))

    def _order(self, pair: ArticlePair, part: LocalPart, rows: Sequence[PairRow]) -> Iterator[ArticleNote]:
        """That the article moved, and which other central articles it answers in part."""
        if pair.central is None:
            return
        for kind, text in self.moved.get(part.unit.id, ()):
            if kind == "moved":
                yield ArticleNote("", self.words["word"]["told"].format(name=self.words["moved"], said=text))
        others = {side.unit.id: side.unit for row in rows for side in row.centrals if side.unit.id != pair.central.id}
        if others:
            places = "、".join(place_name(unit, self.words) for unit in others.values())
            yield ArticleNote("", self.words["word"]["also"].format(places=places))
