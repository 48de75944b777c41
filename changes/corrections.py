"""A specialist's corrections: what each is about, and what of them fits the texts at hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Literal, cast

from ..align import Alignment, comparable
from ..segmenter import SegmentedDocument, Sentence
from .comparison import Reason, Relation, Review

Side = Literal["local", "central"]
JUDGEMENTS: Mapping[str, str] = {
    **{"verbatim": "照搬", "adapted": "改写", "strengthened": "加强", "weakened": "弱化", "added": "新增"},
    **{"missing": "缺失", "not_applicable": "不适用", "no_duty": "不计"},
}
REASONS: tuple[Reason, ...] = ("missing", "not_applicable", "no_duty")
_DIGEST = 16  # hexadecimal digits: enough to tell the sentences of any two documents apart
_SHOWN = 12  # characters of a sentence in a warning


def words_digest(text: str) -> str:
    """A short digest of a sentence's words.

    >>> words_digest("图书馆应当免费开放。")
    '3e7e7648a65d36c1'
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST]


@dataclass(frozen=True, slots=True)
class Source:
    """A document as a correction names it: the last part of its path, and the SHA-256 of its cleaned text."""

    name: str
    sha256: str


def source_of(document: SegmentedDocument) -> Source:
    """How corrections name a document.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> source_of(segment_document(make_document("第一条 图书馆应当免费开放。", path="某省/措施.txt"))).name
    '措施.txt'
    """
    its = document.document
    text = its.text[its.extent.start : its.extent.end]
    return Source(PurePath(its.name).name, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence as a correction names it; ``digest`` stands where ``words`` are not all its text to the letter."""

    id: str
    words: str
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a specialist says of one sentence: what it answers, what became of the duty, a note; ``None`` leaves it as found.

    On the ``local`` side ``links`` are the central sentences it answers, none for an added one, and ``relation`` is one of ``verbatim``
    … ``added``. On the ``central`` side ``relation`` says why nobody answers: ``missing``, ``not_applicable`` or ``no_duty``.

    >>> documents = {"central_document": Source("意见.txt", ""), "local_document": Source("措施.txt", "")}
    >>> Correction(**documents, side="local", sentence=Quoted("8:1", "每季度听取一次读者意见。"), relation="strengthened").place
    '地方 8:1（每季度听取一次读者意见。）'
    """

    central_document: Source
    local_document: Source
    side: Side
    sentence: Quoted
    links: tuple[Quoted, ...] | None = None
    relation: Relation | Reason | None = None
    note: str | None = None
    by: str = ""
    at: str = ""

    @property
    def place(self) -> str:
        """Which sentence, for people."""
        words = self.sentence.words
        shown = words[:_SHOWN] + ("…" if len(words) > _SHOWN else "")
        return f"{'地方' if self.side == 'local' else '中央'} {self.sentence.id}（{shown}）"


@dataclass(frozen=True, slots=True)
class Locks:
    """What corrections fix in a comparison, by sentence id; ``warnings`` name those that do not fit."""

    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    relations: Mapping[str, Relation] = field(default_factory=dict)
    reasons: Mapping[str, Reason] = field(default_factory=dict)
    reviews: Mapping[str, Review] = field(default_factory=dict)
    central_reviews: Mapping[str, Review] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def combine(earlier: Correction, later: Correction) -> Correction:
    """Two corrections of one sentence: the later judgement wins, and a note alone leaves the earlier judgement as it is.

    >>> where = {"central_document": Source("a", ""), "local_document": Source("b", ""), "side": "local"}
    >>> first = Correction(**where, sentence=Quoted("1:1", "一"), links=(), relation="added")
    >>> combine(first, Correction(**where, sentence=Quoted("1:1", "一"), note="已核对")).relation
    'added'
    """
    judged = later if later.links is not None or later.relation is not None else earlier
    note = earlier.note if later.note is None else later.note
    return replace(later, links=judged.links, relation=judged.relation, note=note)


def merge_corrections(earlier: Iterable[Correction], later: Iterable[Correction]) -> tuple[Correction, ...]:
    """One correction per sentence, in the order in which they first appear (:func:`combine`).

    >>> merge_corrections((), ())
    ()
    """
    merged: dict[tuple[str, ...], Correction] = {}
    for one in (*earlier, *later):
        sentence = one.sentence
        digest = sentence.digest or words_digest(sentence.words)
        key = (one.central_document.name, one.local_document.name, one.side, sentence.id, digest)
        merged[key] = combine(merged[key], one) if key in merged else one
    return tuple(merged.values())


def share_out(
    corrections: Sequence[Correction], central: SegmentedDocument, local: Sequence[SegmentedDocument]
) -> tuple[list[tuple[Correction, ...]], tuple[Correction, ...]]:
    """The corrections of each local document, and those that belong to none of them or to another central document.

    A document is known by its text, else by the name of its file.

    >>> share_out((), None, ())
    ([], ())
    """
    if not corrections:
        return [() for _ in local], ()
    theirs, ours = source_of(central), [source_of(document) for document in local]
    shares: list[list[Correction]] = [[] for _ in local]
    elsewhere = []
    for one in corrections:
        places = [i for i, source in enumerate(ours) if source.sha256 == one.local_document.sha256]
        places = places or [i for i, source in enumerate(ours) if source.name == one.local_document.name]
        if not places or not _is_same(theirs, one.central_document):
            elsewhere.append(one)
        for i in places if _is_same(theirs, one.central_document) else ():
            shares[i].append(one)
    return [tuple(share) for share in shares], tuple(elsewhere)


def _is_same(source: Source, named: Source) -> bool:
    return source.sha256 == named.sha256 or source.name == named.name


class _MisfitError(Exception):
    """Why a correction cannot be applied."""


def fit_corrections(corrections: Iterable[Correction], central: SegmentedDocument, local: SegmentedDocument) -> Locks:
    """What the corrections fix in this pair of documents; a sentence is found by its id and its words, else by its words alone.

    What does not fit is left out and named: a sentence that is not there or reads otherwise, a relation that cannot be.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> central, local = (segment_document(make_document(f"第一条 {text}")) for text in ("应当报告。", "应当每月报告。"))
    >>> one = Correction(central_document=source_of(central), local_document=source_of(local), side="local",
    ...     sentence=Quoted("1:1", "应当每月报告。"), links=(Quoted("1:1", "应当通报。"),))
    >>> fit_corrections([one], central, local).warnings
    ('复核未采用，地方 1:1（应当每月报告。）：所对应的中央 1:1（应当通报。）在中央文件里找不到，或文字已不同',)
    """
    by_side: dict[Side, _Finder] = {"local": _Finder(local), "central": _Finder(central)}
    found: dict[tuple[Side, str], Correction] = {}
    warnings = []
    for one in corrections:
        try:
            sentence = by_side[one.side].find(one.sentence)
            if sentence is None:
                raise _MisfitError("文件里找不到这一句，或文字已不同")
            key = (one.side, sentence.id)
            placed = replace(one, sentence=Quoted(sentence.id, sentence.text), links=_placed(one, by_side["central"]))
            found[key] = _consistent(combine(found[key], placed) if key in found else placed)
        except _MisfitError as misfit:
            warnings.append(_said(one, str(misfit)))
    return _locks(found, tuple(warnings))


class _Finder:
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


def _placed(one: Correction, central: _Finder) -> tuple[Quoted, ...] | None:
    """The counterparts under the ids they have now."""
    if one.links is None:
        # Nothing answers what is said to be added; of another relation the counterparts are those that are found.
        return () if one.relation == "added" else None
    found: dict[str, Quoted] = {}
    for quoted in one.links:
        sentence = central.find(quoted)
        if sentence is None:
            words = quoted.words[:_SHOWN] + ("…" if len(quoted.words) > _SHOWN else "")
            raise _MisfitError(f"所对应的中央 {quoted.id}（{words}）在中央文件里找不到，或文字已不同")
        found[sentence.id] = Quoted(sentence.id, sentence.text)
    return tuple(found.values())


def _consistent(one: Correction) -> Correction:
    relation = one.relation
    if one.side == "central":
        if one.links is not None or relation not in (None, *REASONS):
            raise _MisfitError("中央句子只能定为缺失、不适用、不计；对应写在地方句子上")
    elif relation in REASONS:
        raise _MisfitError(f"变化类型是{JUDGEMENTS[relation]}，这只能说中央句子")
    elif one.links == () and relation not in (None, "added"):
        raise _MisfitError(f"变化类型是{JUDGEMENTS[relation]}，却没有对应的中央句子")
    elif one.links and relation == "added":
        raise _MisfitError("变化类型是新增，却有对应的中央句子")
    return one


def _said(one: Correction, why: str) -> str:
    return f"复核未采用，{one.place}：{why}"


def _locks(found: Mapping[tuple[Side, str], Correction], warnings: tuple[str, ...]) -> Locks:
    local = {name: one for (side, name), one in found.items() if side == "local"}
    central = {name: one for (side, name), one in found.items() if side == "central"}
    return Locks(
        links={name: tuple(q.id for q in one.links) for name, one in local.items() if one.links is not None},
        relations={name: cast(Relation, one.relation) for name, one in local.items() if one.relation},
        reasons={name: cast(Reason, one.relation) for name, one in central.items() if one.relation},
        reviews={name: _review(one) for name, one in local.items()},
        central_reviews={name: _review(one) for name, one in central.items()},
        warnings=warnings,
    )


def _review(one: Correction) -> Review:
    return Review(
        by=one.by,
        at=one.at,
        note=one.note or "",
        links=one.links is not None,
        relation=one.relation is not None,
    )


def settle(locks: Locks, alignment: Alignment) -> Locks:
    """The locks without those that the links contradict: a relation where nothing is linked, a reason where something answers.

    >>> from duizhao.align import align_documents
    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> central, local = (segment_document(make_document(f"第一条 {text}")) for text in ("馆藏应当清点。", "食堂按时供餐。"))
    >>> settle(Locks(relations={"1:1": "adapted"}, reviews={"1:1": Review()}), align_documents(central, local)).warnings
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
        warnings=(
            *locks.warnings,
            *(
                f"复核未采用，地方 {name}：变化类型是{JUDGEMENTS[one]}，却没有对应的中央句子"
                for name, one in bare.items()
            ),
            *(
                f"复核未采用，中央 {name}：定为{JUDGEMENTS[one]}，却有地方句子对应"
                for name, one in contradicted.items()
            ),
        ),
    )
