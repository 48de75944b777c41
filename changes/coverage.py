"""The central side: what was implemented, in part, or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..align import Alignment
from ..segmenter import Sentence, Unit
from .applied_corrections import Locks
from .comparison import Coverage, CoverageStatus
from .whom_it_binds import DutyWords, binds_centre_only, is_checkable, load_duty_words

# A link needs a better probability than this; that nobody answers a sentence is said only where even its best candidate stays below.
MISSING_BELOW = 0.2


def judge_coverage(
    alignment: Alignment, words: DutyWords | None = None, locks: Locks | None = None
) -> tuple[Coverage, ...]:
    """For every central unit whether it was taken up and where; for every central sentence whether it was, or why not.

    ``implemented``: every body sentence is taken up, but for those that bind central organs only (``not_applicable``) and those that set
    no duty anyone could check (``no_duty``: what something is, an attitude, what one may). ``absent``: nothing of it is. ``partial``: the
    rest. A sentence counts as missing only where no local sentence comes near it; headings are no duty of their own. A reason in ``locks``
    is a specialist's and stands.

    >>> from duizhao.align import align_documents
    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> law = "第一条 图书馆应当免费开放。国务院文化主管部门制定馆舍标准。读者遗失图书的应当照价赔偿。"
    >>> documents = (segment_document(make_document(text)) for text in (law, "第一条 图书馆应当免费开放。"))
    >>> [cover] = judge_coverage(align_documents(*documents))
    >>> cover.status, cover.taken_up, cover.missing, cover.not_applicable
    ('partial', (('1:1', ('1:1',)),), ('1:3',), ('1:2',))
    """
    words, locks = words or load_duty_words(), locks or Locks()
    local_units: dict[str, dict[str, None]] = {}
    answers: dict[str, list[str]] = {}
    for link in alignment.unit_links:
        if link.main:
            local_units.setdefault(link.central, {})[link.local] = None
    for sentence_link in alignment.sentence_links:
        unit = sentence_link.central.rpartition(":")[0]
        local_units.setdefault(unit, {})[sentence_link.local.rpartition(":")[0]] = None
        answers.setdefault(sentence_link.central, []).append(sentence_link.local)
    return tuple(
        _cover(unit, tuple(local_units.get(unit.id, ())), answers, alignment.central_support, words, locks)
        for unit in alignment.central.units
    )


def _cover(
    unit: Unit,
    local: tuple[str, ...],
    answers: Mapping[str, Sequence[str]],
    support: Mapping[str, float],
    words: DutyWords,
    locks: Locks,
) -> Coverage:
    body = [sentence for sentence in unit.sentences if sentence.kind != "heading" or sentence.id in locks.reasons]
    body = body or list(unit.sentences)
    answered = bool(local) or any(sentence.id in answers for sentence in unit.sentences)
    left: dict[str, list[str]] = {"missing": [], "not_applicable": [], "no_duty": []}
    for sentence in body:
        known = locks.reasons.get(sentence.id)
        if sentence.id not in answers and (known or not answered or support[sentence.id] < MISSING_BELOW):
            left[known or _why(sentence, words)].append(sentence.id)
    status: CoverageStatus = "absent" if not answered else "partial" if left["missing"] else "implemented"
    return Coverage(
        unit.id,
        status,
        local,
        taken_up=tuple((s.id, tuple(answers[s.id])) for s in unit.sentences if s.id in answers),
        reviews=tuple((s.id, locks.central_reviews[s.id]) for s in unit.sentences if s.id in locks.central_reviews),
        missing=tuple(left["missing"]),
        not_applicable=tuple(left["not_applicable"]),
        no_duty=tuple(left["no_duty"]),
    )


def _why(sentence: Sentence, words: DutyWords) -> str:
    """What it means that nobody took a sentence up."""
    if binds_centre_only(sentence.text, words):
        return "not_applicable"
    return "missing" if is_checkable(sentence.text, words) else "no_duty"
