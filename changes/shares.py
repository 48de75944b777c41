"""How much of a local document is copied, adapted, added, and how much of the central one is covered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..align import Alignment
from ..language import comparable
from ..language.differences import SHORTEST_COPY, copied_characters
from ..segmenter import Unit


@dataclass(frozen=True, slots=True)
class Share:
    """The characters of a text (marks and blanks do not count) and which share of them was copied, adapted, added: together 1.

    All are 0 where there are no characters.

    >>> Share(200, copied=0.5, adapted=0.25, added=0.25).reinvention
    0.5
    """

    characters: int = 0
    copied: float = 0.0
    adapted: float = 0.0
    added: float = 0.0

    @property
    def reinvention(self) -> float:
        """再创新率, one less the share copied: what the locality wrote itself (0 where there is no text)."""
        return self.adapted + self.added


@dataclass(frozen=True, slots=True)
class Cover:
    """The characters of a central text and which share of them the local document has."""

    characters: int = 0
    covered: float = 0.0


@dataclass(frozen=True, slots=True)
class Shares:
    """The shares of every local unit and of the whole, and how much of every central unit and of all that counts is covered; by unit id."""

    local: tuple[tuple[str, Share], ...] = ()
    central: tuple[tuple[str, Cover], ...] = ()
    whole: Share = Share()
    covered: Cover = Cover()


def measure_shares(alignment: Alignment, uncounted: Collection[str] = ()) -> Shares:
    """照搬率 and 再创新率 of every local unit and of the whole, and the share of every central unit that is covered.

    Copied (照搬率) are the characters that stand in a run of at least four which a central sentence linked to theirs has too, wherever
    in it; a sentence of fewer than four is copied as a whole or not at all. Adapted is the rest of the sentences that have a counterpart,
    added every sentence without one. 再创新率 = 1 − 照搬率 = adapted + added: the share of its text that an adopter changed or made itself,
    after the notion of reinvention in policy diffusion (Rice and Rogers 1980; Glick and Hays 1991). It is a measure of wording, not of
    substance: a changed actor counts for few characters, a duty told in other words for many. Covered are the central characters that
    stand in such a run of a linked local sentence; of the whole, those of central units that are not ``uncounted`` (ids: preamble,
    background, closing, what binds the centre alone).

    >>> from duizhao.align import align_documents
    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> central = segment_document(make_document("第一条 图书馆应当定期清点馆藏文献。"))
    >>> local = segment_document(make_document("第一条 图书馆应当每季度清点馆藏文献。"))
    >>> measure_shares(align_documents(central, local)).whole
    Share(characters=14, copied=0.7857142857142857, adapted=0.21428571428571427, added=0.0)
    """
    ours = {sentence.id: comparable(sentence.text) for sentence in alignment.local.iter_sentences()}
    theirs = {sentence.id: comparable(sentence.text) for sentence in alignment.central.iter_sentences()}
    centrals: dict[str, list[str]] = {}
    locals_: dict[str, list[str]] = {}
    for link in alignment.sentence_links:
        centrals.setdefault(link.local, []).append(theirs[link.central])
        locals_.setdefault(link.central, []).append(ours[link.local])
    counts = {unit.id: _count(unit, ours, centrals) for unit in alignment.local.units}
    covers = {unit.id: _count(unit, theirs, locals_) for unit in alignment.central.units}
    return Shares(
        local=tuple((name, _share(count)) for name, count in counts.items()),
        central=tuple((name, _cover(count)) for name, count in covers.items()),
        whole=_share(_total(counts.values())),
        covered=_cover(_total(count for name, count in covers.items() if name not in uncounted)),
    )


_Count = tuple[int, int, int]  # characters in all, in sentences with a counterpart, in runs these have too


def _count(unit: Unit, texts: Mapping[str, str], counterparts: Mapping[str, Sequence[str]]) -> _Count:
    characters = linked = copied = 0
    for sentence in unit.sentences:
        text = texts[sentence.id]
        characters += len(text)
        if sentence.id in counterparts:
            linked += len(text)
            copied += count_copied(text, counterparts[sentence.id])
    return characters, linked, copied


def count_copied(text: str, others: Sequence[str]) -> int:
    """How many characters of ``text`` stand in a run that counts as copied and that one of ``others`` has too.

    >>> count_copied("每季度听取读者意见", ["听取读者意见并答复", "每季度"])
    6
    """
    return sum(copied_characters(text, others, min(SHORTEST_COPY, len(text))))


def _total(counts: Iterable[_Count]) -> _Count:
    columns = list(zip(*counts, strict=True)) or [(), (), ()]
    characters, linked, copied = map(sum, columns)
    return characters, linked, copied


def _share(count: _Count) -> Share:
    characters, linked, copied = count
    if not characters:
        return Share()
    return Share(characters, copied / characters, (linked - copied) / characters, (characters - linked) / characters)


def _cover(count: _Count) -> Cover:
    characters, _, covered = count
    return Cover(characters, covered / characters if characters else 0.0)
