"""Set several local documents against their central one so that what is said of them does not contradict itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from ..align import Alignment, Linker, SharedWordings, agree_on_links, align_documents, load_linker, shared_wordings
from ..extract import Parser
from ..segmenter import SegmentedDocument
from .agreed_verdicts import Verdicts, agree_on_verdicts
from .applied_corrections import Locks, fit_corrections
from .compare import judge_alignment
from .comparison import ChangedVerdict, Comparison, JudgedWith, SentenceChange
from .corrections import Correction
from .judging import JudgingRules, load_judging_rules
from .unit_relations import judge_units


@dataclass(frozen=True, slots=True)
class Alone:
    """A local document as it is judged without any other: the links, what follows from them, and what a specialist fixed."""

    alignment: Alignment
    comparison: Comparison
    locks: Locks = field(default_factory=Locks)


def compare_together(  # noqa: PLR0913  as compare_documents
    central: SegmentedDocument,
    local: Sequence[SegmentedDocument],
    *,
    linker: Linker | None = None,
    judging: JudgingRules | None = None,
    parser: Parser | None = None,
    corrections: Sequence[Sequence[Correction]] = (),
    on_done: Callable[[SegmentedDocument], None] | None = None,
) -> tuple[Comparison, ...]:
    r"""The comparisons of several local documents, in their order; each says how many were judged together, and what that changed.

    Each is judged alone first. Then the same sentence in two of them gets the same links (:func:`duizhao.align.agree_on_links`) and the
    same relation (:func:`.agree_on_verdicts`), and almost the same one too unless its words say why not; all else follows from those. The
    result is the same in any order of the documents. A single document is judged as by :func:`.compare_documents`.

    Cost: that of :func:`.compare_documents` for each, up to half of it once more for those that share sentences with others.

    :param corrections: what a specialist said of each pair, one sequence for each local document.
    :param on_done: called with each local document when it was judged by itself.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> texts = ("第一条 图书馆应当免费开放。", "第一条 图书馆应当免费开放。", "第一条 食堂供餐。\n第二条 图书馆应当免费开放。")
    >>> central, *local = (segment_document(make_document(text)) for text in texts)
    >>> [one.judged_with for one in compare_together(central, local)]
    [JudgedWith(documents=2, shared=1, changed=()), JudgedWith(documents=2, shared=1, changed=())]
    """
    linker, judging = linker or load_linker(), judging or load_judging_rules()
    alone = []
    for document, known in zip(local, corrections or [()] * len(local), strict=True):
        locks = fit_corrections(known, central, document) if known else Locks()
        alignment = align_documents(central, document, linker=linker, locked=locks.links)
        alone.append(Alone(alignment, judge_alignment(alignment, judging=judging, parser=parser, locks=locks), locks))
        if on_done is not None:
            on_done(document)
    return agree_together(alone, judging=judging, parser=parser)


def agree_together(
    judged: Sequence[Alone], *, judging: JudgingRules | None = None, parser: Parser | None = None
) -> tuple[Comparison, ...]:
    """What :func:`compare_together` makes of local documents of one central document that were each judged alone before.

    Whoever keeps what was found of each alone need not align any of them again when another one comes.

    >>> from duizhao.align import align_documents
    >>> from duizhao.changes.compare import judge_alignment
    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> central, local = (segment_document(make_document("第一条 图书馆应当免费开放。")) for _ in range(2))
    >>> alignment = align_documents(central, local)
    >>> alone = Alone(alignment, judge_alignment(alignment))
    >>> [one.judged_with.documents for one in agree_together([alone, alone])]
    [2, 2]
    """
    if len(judged) < 2:
        return tuple(one.comparison for one in judged)
    judging = judging or load_judging_rules()
    central, local = judged[0].alignment.central, [one.alignment.local for one in judged]
    alignments, alone = [one.alignment for one in judged], [one.comparison for one in judged]
    locks = [one.locks for one in judged]
    shared = shared_wordings(local)
    agreed = agree_on_links(alignments, [one.links for one in locks], shared)
    linked = [
        first if after == before else judge_alignment(after, judging=judging, parser=parser, locks=known)
        for first, before, after, known in zip(alone, alignments, agreed, locks, strict=True)
    ]
    verdicts = agree_on_verdicts(central, local, [one.sentences for one in linked], shared, judging.words.forms, locks)
    counts = _shared_sentences(shared, len(local))
    return tuple(
        replace(_said(second, after, those, judging), judged_with=JudgedWith(len(local), count, _changed(first, those)))
        for first, second, after, those, count in zip(alone, linked, agreed, verdicts, counts, strict=True)
    )


def _said(comparison: Comparison, alignment: Alignment, sentences: Verdicts, judging: JudgingRules) -> Comparison:
    """The comparison with other verdicts on its sentences; the units follow from them."""
    if sentences == comparison.sentences:
        return comparison
    return replace(
        comparison,
        sentences=sentences,
        units=judge_units(alignment, sentences, comparison.requirements, words=judging.words),
    )


def _shared_sentences(shared: SharedWordings, documents: int) -> list[int]:
    """How many sentences of each document another has too."""
    places = [place for one in shared.wordings for place in one.places]
    return [sum(document == i for document, _ in places) for i in range(documents)]


def _changed(alone: Comparison, sentences: Verdicts) -> tuple[ChangedVerdict, ...]:
    return tuple(
        ChangedVerdict(before.local, before.relation, tuple(link.central for link in before.links))
        for before, after in zip(alone.sentences, sentences, strict=True)
        if (before.relation, _answers(before)) != (after.relation, _answers(after))
    )


def _answers(change: SentenceChange) -> frozenset[str]:
    return frozenset(link.central for link in change.links)
