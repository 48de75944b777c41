"""Which document each one implements, among all that there are: a function of the documents alone, not of the order they came in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from ..corpus import Level
from ..corpus.describe.title_rules import load_title_rules
from ..corpus.describe.titles import doc_type
from ..language.comparable import comparable
from .named_bases import Basis, BasisRules, number_key, title_key

_LEVELS = get_args(Level)
# A subject of fewer characters (消防) is too short to be known by.
_MIN_TOPIC = 3
# Of two named documents the one whose subject shares so much of the own one is meant, else the first that is named.
_LIKE = 0.34
_LISTED = 3  # documents named in a reason


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownDocument:
    """What is known of a document, as far as it is found by others or finds others."""

    id: str
    title: str | None
    number: str | None
    region: str | None
    province: str | None
    city: str | None
    level: Level | None
    date: str | None
    doc_type: str | None
    role: str
    role_reason: str
    bases: tuple[Basis, ...] = ()

    @property
    def rank(self) -> int:
        """0 for the centre, 3 for a county, 4 where nothing is known."""
        return len(_LEVELS) if self.level is None else _LEVELS.index(self.level)

    @property
    def called(self) -> str:
        """What reasons call it."""
        return (self.title if self.title.startswith("《") else f"《{self.title}》") if self.title else self.id


@dataclass(frozen=True, slots=True)
class UpperFound:
    """What became of a document: ``top`` ``matched`` ``waiting`` or ``other``, its upper document, and why (Chinese).

    ``further`` are the upper documents on other levels that it names too, each with the reason.
    """

    status: str
    reason: str
    upper: str | None = None
    further: tuple[tuple[str, str], ...] = ()

    @property
    def uppers(self) -> tuple[tuple[str, str], ...]:
        """All upper documents with their reasons, the nearest first."""
        return () if self.upper is None else ((self.upper, self.reason), *self.further)


# Whose passages a document took: the ids with the share of its passages, the greatest first; or what was found of it before, where that
# still holds.
TakenFrom = Callable[[str], "Sequence[tuple[str, float]] | UpperFound"]
# So much of a text stands in the other one, and so many times more than in the next.
_SHARE, _AHEAD = 0.2, 2.0


class UpperFinder:
    """Finds upper documents among those it is made of; each finding costs some look-ups, whatever their number."""

    def __init__(self, known: Iterable[KnownDocument], rules: BasisRules, taken_from: TakenFrom | None = None) -> None:
        self._rules = rules
        self._taken_from = taken_from
        self._titles = load_title_rules()
        self._known = {one.id: one for one in known}
        self._by_title: dict[str, list[KnownDocument]] = defaultdict(list)
        self._by_number: dict[str, list[tuple[str, KnownDocument]]] = defaultdict(list)
        self._by_topic: dict[str, list[KnownDocument]] = defaultdict(list)
        for one in sorted(self._known.values(), key=lambda one: one.id):
            if one.role == "other" and one.doc_type is None:
                continue
            if one.title:
                self._by_title[title_key(one.title, rules)].append(one)
            if one.title and one.role != "other":
                self._by_topic[self._topic(one)].append(one)
            key = number_key(one.number) if one.number else None
            if key is not None:
                self._by_number[key[0]].append((key[1], one))

    def standing(self, document: KnownDocument) -> UpperFound:
        """The upper document of one, or why it has none."""
        if document.role == "other":
            return UpperFound("other", document.role_reason)
        if document.rank == 0:
            return UpperFound("top", "中央层级的文件，不再找上级文件")
        named = [(basis, self._named(document, basis)) for basis in document.bases]
        for kind, found in (
            ("标题写明", [fits for basis, fits in named if basis.kind == "title"]),
            ("写明落实，题目相同", [self._same_topic(document, fits) for _, fits in named]),
            ("写明落实", [fits for _, fits in named]),
        ):
            chosen = [one for one in map(self._version_for(document), found) if one]
            if chosen:
                return self._with_further(document, self._decided(self._closest(document, chosen), kind), named)
        return self._unnamed(document)

    def _with_further(
        self, document: KnownDocument, nearest: UpperFound, named: Sequence[tuple[Basis, list[KnownDocument]]]
    ) -> UpperFound:
        """With the document of each other level that is named and about the same: a city names its province's and the law."""
        if nearest.upper is None:
            return nearest
        taken = self._known[nearest.upper]
        topics = [_pairs_of(self._topic(document)), _pairs_of(self._topic(taken))]
        by_rank: dict[int, list[list[KnownDocument]]] = defaultdict(list)
        for _, fits in named:
            ranks = {one.rank for one in fits} - {taken.rank}
            for rank in ranks:
                chosen = self._version_for(document)([one for one in fits if one.rank == rank])
                if len(chosen) == 1 and self._is_about(chosen[0], topics):
                    by_rank[rank].append(chosen)
        others = [self._closest(document, by_rank[rank])[0] for rank in sorted(by_rank, reverse=True)]
        if others and others[0].rank > taken.rank:  # the nearest is the one right above
            nearest, others = self._decided(others[:1], "写明落实"), [taken, *others[1:]]
        return replace(nearest, further=tuple((one.id, f"也写明落实{one.called}") for one in others))

    def _is_about(self, upper: KnownDocument, topics: Sequence[set[str]]) -> bool:
        """Has its subject so much in common with one of these?"""
        own = _pairs_of(self._topic(upper))
        return any(len(own & topic) >= _LIKE * max(1, min(len(own), len(topic))) for topic in topics if own and topic)

    def _closest(self, document: KnownDocument, named: Sequence[list[KnownDocument]]) -> list[KnownDocument]:
        """Of several that are named the one whose subject is nearest, of these the nearest above; else the first named."""
        own = _pairs_of(self._topic(document))
        likeness = [len(own & _pairs_of(self._topic(fits[0]))) / max(1, len(own)) for fits in named]
        most = max(likeness)
        if most < _LIKE:
            return named[0]
        alike = (fits for fits, like in zip(named, likeness, strict=True) if like == most)
        return max(alike, key=lambda fits: fits[0].rank)

    def _decided(self, fits: Sequence[KnownDocument], how: str) -> UpperFound:
        if len(fits) == 1:
            return UpperFound("matched", f"{how}{fits[0].called}", fits[0].id)
        listed = "、".join(f"{one.called}（{one.id}）" for one in fits[:_LISTED])
        return UpperFound("waiting", f"{how}，但库里有 {len(fits)} 份都合：{listed}；请用 --central 写明是哪一份")

    def _named(self, document: KnownDocument, basis: Basis) -> list[KnownDocument]:
        """Those that bear the name and stand above."""
        if basis.kind == "number":
            key = number_key(basis.name)
            found = [] if key is None else [one for sign, one in self._by_number[key[0]] if key[1].endswith(sign)]
        else:
            found = self._by_title.get(title_key(basis.name, self._rules), [])
        return [one for one in found if _stands_above(one, document)]

    def _version_for(self, document: KnownDocument) -> Callable[[list[KnownDocument]], list[KnownDocument]]:
        """Of several versions of one document the one that was there: the last before the local one, else the last."""

        def version(fits: list[KnownDocument]) -> list[KnownDocument]:
            if len(fits) < 2:
                return fits
            lowest = max(one.rank for one in fits)
            fits = [one for one in fits if one.rank == lowest]
            earlier = [one for one in fits if one.date and document.date and one.date <= document.date]
            dated = earlier or [one for one in fits if one.date]
            last = max((one.date or "" for one in dated), default="")
            return [one for one in dated if one.date == last] or fits

        return version

    def _same_topic(self, document: KnownDocument, fits: Sequence[KnownDocument]) -> list[KnownDocument]:
        topic = self._topic(document)
        return [one for one in fits if self._topic(one) == topic and len(topic) > 1]

    def _unnamed(self, document: KnownDocument) -> UpperFound:
        """By its subject, where none of those it names is there; by its words, where it names none at all."""
        topic = self._topic(document)
        names_it = any(
            basis.kind == "title" or self._topic_of(basis.name, "", "") == topic
            for basis in document.bases
            if basis.kind != "number"
        )
        if len(topic) >= _MIN_TOPIC and not names_it:
            above = [one for one in self._by_topic.get(topic, []) if _surely_above(one, document)]
            nearest = [one for one in above if one.rank == max(other.rank for other in above)]
            titles = {title_key(one.title or "", self._rules) for one in nearest}
            fits = self._version_for(document)(nearest) if len(titles) == 1 else nearest
            if fits:
                return self._decided(fits, "题目相同：")
        if document.bases:
            said = "、".join(
                f"《{one.name}》" if one.kind != "number" else one.name for one in document.bases[:_LISTED]
            )
            return UpperFound("waiting", f"写明落实{said}，库里没有；加入后自动对照，或用 --central 写明")
        return self._by_words(document)

    def _by_words(self, document: KnownDocument) -> UpperFound:
        taken = self._taken_from(document.id) if self._taken_from is not None else []
        if isinstance(taken, UpperFound):
            return taken
        shares = [
            (self._known[id_], share)
            for id_, share in taken
            if id_ in self._known and _surely_above(self._known[id_], document)
        ]
        if not shares or shares[0][1] < _SHARE:
            return UpperFound("waiting", "没有写明落实哪一份文件，题目和文字也没有相近的；请用 --central 写明")
        close = [one for one, share in shares if share * _AHEAD > shares[0][1]]
        return self._decided(close, f"没有写明，文字有 {shares[0][1]:.0%} 取自")

    def _topic(self, document: KnownDocument) -> str:
        return self._topic_of(document.title or "", document.region or "", document.doc_type or "")

    def _topic_of(self, title: str, region: str, kind: str) -> str:
        """A title without place, kind and the words that only connect them."""
        topic = title_key(title, self._rules)
        topic = topic.removesuffix(comparable(kind or doc_type(topic, self._titles.types) or ""))
        while (rest := self._titles.topic_begins.sub("", topic.removeprefix(region))) != topic:
            topic = rest
        return self._titles.topic_ends.sub("", topic).removesuffix("管理")


def _surely_above(upper: KnownDocument, document: KnownDocument) -> bool:
    """Is a document above one that does not name it: of the centre, or of a higher level and a place known to be the same?"""
    known = upper.rank == 0 or document.province is not None
    return known and upper.rank < document.rank and _stands_above(upper, document)


def _pairs_of(topic: str) -> set[str]:
    return {topic[i : i + 2] for i in range(len(topic) - 1)}


def _stands_above(upper: KnownDocument, document: KnownDocument) -> bool:
    """Is a document of a higher level, of the centre or of the same place; or of the same level and place and older?"""
    if upper.id == document.id:
        return False
    if upper.role == "other":  # it does not say whose it is, but is named: that tells
        return upper.level is None
    if upper.rank == 0:
        return document.rank > 0
    same_province = upper.province is not None and upper.province == document.province
    if upper.rank < document.rank:
        if upper.rank >= _LEVELS.index("city"):
            return same_province and upper.city == document.city
        return same_province or document.province is None
    same_place = same_province and upper.rank == document.rank and upper.region == document.region
    return same_place and (upper.date or "9") < (document.date or "")
