"""A specialist's corrections: what each is about, whose documents they are, and how two of one sentence become one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Literal

from ..segmenter import SegmentedDocument
from .comparison import Reason, Relation

CorrectedSide = Literal["local", "central"]
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


def shortened(words: str) -> str:
    """The beginning of a sentence, enough to know it by."""
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "…"


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
    side: CorrectedSide
    sentence: Quoted
    links: tuple[Quoted, ...] | None = None
    relation: Relation | Reason | None = None
    note: str | None = None
    by: str = ""
    at: str = ""

    @property
    def place(self) -> str:
        """Which sentence, for people."""
        side = "地方" if self.side == "local" else "中央"
        return f"{side} {self.sentence.id}（{shortened(self.sentence.words)}）"


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
        if not places or not is_same_source(theirs, one.central_document):
            elsewhere.append(one)
        for i in places if is_same_source(theirs, one.central_document) else ():
            shares[i].append(one)
    return [tuple(share) for share in shares], tuple(elsewhere)


def is_same_source(source: Source, named: Source) -> bool:
    """Is that the document a correction names, by its text or else by its name?

    >>> is_same_source(Source("措施.txt", "ab"), Source("措施.txt", "cd"))
    True
    """
    return source.sha256 == named.sha256 or source.name == named.name
