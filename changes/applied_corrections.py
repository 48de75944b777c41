"""Which corrections fit the texts at hand, and what they fix there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import cast

from ..align import Alignment
from ..language import comparable
from ..segmenter import SegmentedDocument, Sentence
from .background_decisions import is_from_elsewhere
from .comparison import Reason, Relation, Review
from .corrections import (
    REASONS,
    CorrectedSide,
    Correction,
    Quoted,
    Source,
    combine,
    shortened,
    source_of,
    words_digest,
)
from .judgement_names import JUDGEMENTS


@dataclass(frozen=True, slots=True)
class Locks:
    """What corrections fix in a comparison, by sentence id; ``warnings`` name those that do not fit.

    ``from_elsewhere``: central sentences that were declared background in another local document.
    """

    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    relations: Mapping[str, Relation] = field(default_factory=dict)
    reasons: Mapping[str, Reason] = field(default_factory=dict)
    reviews: Mapping[str, Review] = field(default_factory=dict)
    central_reviews: Mapping[str, Review] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    from_elsewhere: frozenset[str] = frozenset()


class MisfitError(Exception):
    """Why a correction cannot be applied."""


def fit_corrections(corrections: Iterable[Correction], central: SegmentedDocument, local: SegmentedDocument) -> Locks:
    """What the corrections fix in this pair of documents; a sentence is found by its id and its words, else by its words alone.

    What does not fit is left out and named: a sentence that is not there or reads otherwise, a relation that cannot be.

    >>> from duizhao.changes import source_of
    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> central, local = (segment_document(make_document(f"第一条 {text}")) for text in ("应当报告。", "应当每月报告。"))
    >>> one = Correction(central_document=source_of(central), local_document=source_of(local), side="local",
    ...     sentence=Quoted("1:1", "应当每月报告。"), links=(Quoted("1:1", "应当通报。"),))
    >>> fit_corrections([one], central, local).warnings
    ('复核未采用，地方 1:1（应当每月报告。）：所对应的中央 1:1（应当通报。）在中央文件里找不到，或文字已不同',)
    """
    by_side: dict[CorrectedSide, SentenceFinder] = {"local": SentenceFinder(local), "central": SentenceFinder(central)}
    found: dict[tuple[CorrectedSide, str], Correction] = {}
    warnings = []
    here = source_of(local)
    for one in corrections:
        try:
            sentence = by_side[one.side].find(one.sentence)
            if sentence is None:
                raise MisfitError("文件里找不到这一句，或文字已不同")
            key = (one.side, sentence.id)
            placed = replace(
                one, sentence=Quoted(sentence.id, sentence.text), links=placed_links(one, by_side["central"])
            )
            found[key] = consistent(combine(found[key], placed) if key in found else placed)
        except MisfitError as misfit:
            if not is_from_elsewhere(one, here):
                warnings.append(_said(one, str(misfit)))
    return _locks(found, tuple(warnings), here)


class SentenceFinder:
    """The sentences of a document by id and by words."""

    def __init__(self, document: SegmentedDocument) -> None:
        self.by_id = {sentence.id: sentence for sentence in document.iter_sentences()}
        self.by_words: dict[str, list[Sentence]] = {}
        for sentence in self.by_id.values():
            for key in (_form(sentence.text), words_digest(sentence.text)):
                self.by_words.setdefault(key, []).append(sentence)

    def find(self, quoted: Quoted) -> Sentence | None:
        """The sentence that is meant; ``None`` where there is none, or where its words stand twice and its id tells nothing."""
        same = self.by_words.get(quoted.digest or _form(quoted.words), [])
        own = self.by_id.get(quoted.id)
        if own in same:
            return own
        return same[0] if len(same) == 1 else None


def _form(text: str) -> str:
    return comparable(text) or text


def placed_links(one: Correction, central: SentenceFinder) -> tuple[Quoted, ...] | None:
    """The counterparts under the ids they have now."""
    if one.links is None:
        # Nothing answers what is said to be added; of another relation the counterparts are those that are found.
        return () if one.relation == "added" else None
    found: dict[str, Quoted] = {}
    for quoted in one.links:
        sentence = central.find(quoted)
        if sentence is None:
            what = f"{quoted.id}（{shortened(quoted.words)}）"
            raise MisfitError(f"所对应的中央 {what}在中央文件里找不到，或文字已不同")
        found[sentence.id] = Quoted(sentence.id, sentence.text)
    return tuple(found.values())


def consistent(one: Correction) -> Correction:
    """The correction, if it makes sense; :class:`MisfitError` says why not."""
    relation = one.relation
    if one.side == "central":
        if one.links is not None or relation not in (None, *REASONS):
            raise MisfitError("中央句子只能定为缺失、不适用、不计；对应写在地方句子上")
    elif relation in REASONS:
        raise MisfitError(f"变化类型是{JUDGEMENTS[relation]}，这只能说中央句子")
    elif one.links == () and relation not in (None, "added"):
        raise MisfitError(f"变化类型是{JUDGEMENTS[relation]}，却没有对应的中央句子")
    elif one.links and relation == "added":
        raise MisfitError("变化类型是新增，却有对应的中央句子")
    return one


def _said(one: Correction, why: str) -> str:
    return f"复核未采用，{one.place}：{why}"


def _locks(found: Mapping[tuple[CorrectedSide, str], Correction], warnings: tuple[str, ...], here: Source) -> Locks:
    local = {name: one for (side, name), one in found.items() if side == "local"}
    central = {name: one for (side, name), one in found.items() if side == "central"}
    return Locks(
        links={name: tuple(q.id for q in one.links) for name, one in local.items() if one.links is not None},
        relations={name: cast(Relation, one.relation) for name, one in local.items() if one.relation},
        reasons={name: cast(Reason, one.relation) for name, one in central.items() if one.relation},
        reviews={name: _review(one) for name, one in local.items()},
        central_reviews={name: _review(one) for name, one in central.items()},
        warnings=warnings,
        from_elsewhere=frozenset(name for name, one in central.items() if is_from_elsewhere(one, here)),
    )


def _review(one: Correction) -> Review:
    return Review(
        by=one.by,
        at=one.at,
        note=one.note or "",
        links=one.links is not None,
        relation=one.relation is not None,
    )


def drop_contradicted(locks: Locks, alignment: Alignment) -> Locks:
    """The locks without those that the links contradict: a relation where nothing is linked, a reason where something answers.

    >>> from duizhao.align import align_documents
    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> central, local = (segment_document(make_document(f"第一条 {text}")) for text in ("馆藏应当清点。", "食堂按时供餐。"))
    >>> drop_contradicted(Locks(relations={"1:1": "adapted"}, reviews={"1:1": Review()}), align_documents(central, local)).warnings
    ('复核未采用，地方 1:1：变化类型是改写，却没有对应的中央句子',)
    """
    linked = {link.local for link in alignment.sentence_links}
    answered = {link.central for link in alignment.sentence_links}
    bare = {name: one for name, one in locks.relations.items() if one != "added" and name not in linked}
    contradicted = {name: one for name, one in locks.reasons.items() if name in answered}
    if not bare and not contradicted:
        return locks
    return Locks(
        links=locks.links,
        relations={name: one for name, one in locks.relations.items() if name not in bare},
        reasons={name: one for name, one in locks.reasons.items() if name not in contradicted},
        reviews={name: one for name, one in locks.reviews.items() if name not in bare},
        central_reviews={name: one for name, one in locks.central_reviews.items() if name not in contradicted},
        from_elsewhere=locks.from_elsewhere,
        warnings=(
            *locks.warnings,
            *(
                f"复核未采用，地方 {name}：变化类型是{JUDGEMENTS[one]}，却没有对应的中央句子"
                for name, one in bare.items()
            ),
            *(
                f"复核未采用，中央 {name}：定为{JUDGEMENTS[one]}，却有地方句子对应"
                for name, one in contradicted.items()
                if name not in locks.from_elsewhere
            ),
        ),
    )
