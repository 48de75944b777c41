"""The central side: what was implemented, in part, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..align import Alignment
from ..language import comparable
from ..language.differences import shared_characters
from ..segmenter import Sentence, Unit
from .applied_corrections import Locks
from .comparison import Coverage, CoverageStatus
from .unit_standing import Standing, counted_sentences, unit_standings
from .whom_it_binds import DutyWords, is_checkable, load_duty_words

# That nobody answers a sentence is said only where even its best candidate stays below, far from where a link begins: silence is
# better than a duty said to be left out that was taken up. Where nothing of the unit is taken up, a candidate means less. Chosen on
# papers of several families (benchmarks/judge_coverage.py).
MISSING_BELOW = 0.12
MISSING_BELOW_IN_ABSENT = 0.2
# A sentence that has so much of the heading above it says the same duty: who took the heading up took it up too.
RESTATED = 0.6


def judge_coverage(
    alignment: Alignment, words: DutyWords | None = None, locks: Locks | None = None
) -> tuple[Coverage, ...]:
    """For every central unit whether it counts, whether it was taken up and where; for every central sentence whether it was, or why not.

    ``implemented``: every body sentence is taken up, but for those that bind central organs only (``not_applicable``) and those that set
    no duty anyone could check (``no_duty``: what something is, an attitude, what one may). ``absent``: nothing of it is. ``partial``: the
    rest, also where a duty is not near enough to anything to be taken up and not far enough to be called missing, and where
    nothing is counted but most sentences have no answer. A sentence counts as
    missing only where no local sentence comes near it; headings are no duty of their own, and what stands in a preamble, among reasons,
    principles and aims, or in a closing is none (``counted`` is false). A reason in ``locks`` is a specialist's and stands.

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
    found = _CentralSide(answers, alignment.central_support, words, locks)
    return tuple(
        _cover(unit, standing, tuple(local_units.get(unit.id, ())), found)
        for unit, standing in zip(alignment.central.units, unit_standings(alignment.central, words), strict=True)
    )


@dataclass(frozen=True, slots=True)
class _CentralSide:
    """What is known of the central sentences, by id: who answers them, how near the best candidate comes, what a specialist said."""

    answers: Mapping[str, Sequence[str]]
    support: Mapping[str, float]
    words: DutyWords
    locks: Locks


def _cover(unit: Unit, standing: Standing, local: tuple[str, ...], found: _CentralSide) -> Coverage:
    answers, locks = found.answers, found.locks
    answered = bool(local) or any(sentence.id in answers for sentence in unit.sentences)
    left: dict[str, list[str]] = {"missing": [], "not_applicable": [], "no_duty": []}
    below = MISSING_BELOW if answered else MISSING_BELOW_IN_ABSENT
    unseen = False
    for sentence_id, reason in _unanswered(unit, standing, found):
        unseen |= reason == "missing"
        if reason != "missing" or sentence_id in locks.reasons or found.support[sentence_id] < below:
            left[reason].append(sentence_id)
    in_part = unseen or (not standing.counted and _mostly_unanswered(unit, found.answers))
    status: CoverageStatus = "absent" if not answered else "partial" if in_part else "implemented"
    return Coverage(
        unit.id,
        status,
        local,
        taken_up=tuple((s.id, tuple(answers[s.id])) for s in unit.sentences if s.id in answers),
        reviews=tuple((s.id, locks.central_reviews[s.id]) for s in unit.sentences if s.id in locks.central_reviews),
        missing=tuple(left["missing"]),
        not_applicable=tuple(left["not_applicable"]),
        no_duty=tuple(left["no_duty"]),
        counted=standing.counted,
        applicable=standing.applicable,
    )


def _mostly_unanswered(unit: Unit, answers: Mapping[str, Sequence[str]]) -> bool:
    """Was most of a unit left alone? Where no duty is set that is all that can be said of it."""
    body = counted_sentences(unit)
    return 2 * sum(sentence.id in answers for sentence in body) < len(body)


def _unanswered(unit: Unit, standing: Standing, found: _CentralSide) -> Iterator[tuple[str, str]]:
    """The sentences that nobody was seen to answer, each with the reason."""
    counted = {sentence.id for sentence in counted_sentences(unit)}
    for sentence in unit.sentences:
        known = found.locks.reasons.get(sentence.id)
        if sentence.id in found.answers:
            continue
        if known:
            yield sentence.id, known
        elif sentence.id in counted:
            reason = _why(sentence, standing, found.words)
            if reason != "missing" or not _with_heading(sentence, unit, found.answers):
                yield sentence.id, reason


def _with_heading(sentence: Sentence, unit: Unit, answers: Mapping[str, Sequence[str]]) -> bool:
    """Was the sentence taken up with the heading of its unit, which is answered and which it says again?"""
    heading = comparable(unit.sentences[0].text)
    if unit.sentences[0].kind != "heading" or unit.sentences[0].id not in answers or not heading:
        return False
    return sum(shared_characters(heading, comparable(sentence.text))) >= RESTATED * len(heading)


def _why(sentence: Sentence, standing: Standing, words: DutyWords) -> str:
    """What it means that nobody took a sentence up."""
    if sentence.id in standing.scenery:
        return "no_duty"
    if sentence.id in standing.above:
        return "not_applicable"
    return "missing" if is_checkable(sentence.text, words) else "no_duty"
