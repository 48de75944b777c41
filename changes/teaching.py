"""Corrections teach: what a person said of one document is carried to what is alike in another, and marked as carried there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from .comparison import Certainty, Comparison, Coverage, SentenceChange
from .corrections import Correction
from .lessons import Lesson, Lessons, find_lessons, lessons_by_place

# How sure a judgement is that was taken over with the same words, and a counterpart that was with nearly the same ones: 26 of 26 labelled
# sentences of measures with the same central document (:data:`.alike_wording.ALIKE`), (hits + 1) / (n + 2).
TAKEN_OVER = 0.96
# And that nearly the same words have the same relation: 21 of the 26.
SAME_RELATION = 0.79


# What sets local documents against their central one with the corrections of each.
Compares = Callable[[Sequence[Sequence[Correction]]], Sequence[Comparison]]


def compare_taught(
    compare: Compares, corrections: Sequence[Sequence[Correction]], teaching: Sequence[Sequence[Correction]]
) -> tuple[Comparison, ...]:
    r"""The comparisons of local documents, with what the corrections of other documents teach each.

    :param compare: sets the documents against their central one, with the corrections of each: asked once, and once more where lessons
        change anything, so that all else follows from them.
    :param corrections: of each document its own, ``teaching`` those of others (:func:`.lessons.teaching_corrections`).

    >>> from duizhao.changes import Quoted, Source, compare_documents, source_of
    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> central = segment_document(make_document("第一条 图书馆应当定期清点馆藏文献。\n第二条 图书馆应当免费开放。"))
    >>> local = segment_document(make_document("第一条 食堂按时供餐。\n第二条 图书馆应当免费开放。"))
    >>> said = Correction(central_document=source_of(central), local_document=Source("甲省措施.txt", ""), side="local",
    ...     sentence=Quoted("5:1", "食堂按时供餐。"), links=(Quoted("2:1", "图书馆应当免费开放。"),), relation="weakened")
    >>> compare = lambda own: [compare_documents(central, local, corrections=own[0])]
    >>> change = compare_taught(compare, [()], [[said]])[0].sentences[0]
    >>> change.relation, change.review, change.taught.said
    ('weakened', None, '类推：甲省措施.txt 5:1 同文，人工复核为弱化')
    """
    comparisons = tuple(compare(corrections))
    lessons = [
        find_lessons(comparison, others) if others else Lessons()
        for comparison, others in zip(comparisons, teaching, strict=True)
    ]
    changes = [_changes(one.lessons) for one in lessons]
    if any(changes):
        comparisons = tuple(compare([(*own, *more) for own, more in zip(corrections, changes, strict=True)]))
    return tuple(map(_with_lessons, comparisons, lessons))


def _with_lessons(comparison: Comparison, found: Lessons) -> Comparison:
    """The comparison with its lessons marked as such."""
    if not found.lessons and not found.disputed:
        return comparison
    of_local, of_central = (lessons_by_place(found.lessons, side) for side in ("local", "central"))
    disputed = (f"别的文件的复核对同一句说法不同，没有类推：{'、'.join(found.disputed)}",) if found.disputed else ()
    return replace(
        comparison,
        sentences=tuple(_as_taught(change, of_local.get(change.local)) for change in comparison.sentences),
        coverage=tuple(_covered_as_taught(entry, of_central) for entry in comparison.coverage),
        warnings=(*comparison.warnings, *disputed),
    )


def _changes(lessons: Sequence[Lesson]) -> list[Correction]:
    """What is to be put right; why nobody answers a central sentence is not asked where somebody is said to."""
    changes = [one.correction for one in lessons if one.correction is not None]
    answered = {quoted.id for one in changes for quoted in one.links or ()}
    return [one for one in changes if one.side == "local" or one.sentence.id not in answered]


def _as_taught(change: SentenceChange, lesson: Lesson | None) -> SentenceChange:
    """The verdict as one that was carried here: nobody reviewed this sentence, and no number says that somebody did."""
    if lesson is None or (lesson.correction is not None and change.review is None):
        return change
    evidence, links, score = change.evidence, change.links, change.score
    if lesson.correction is not None:  # it was put right as a review is, whose line stands first
        evidence = evidence[1:]
        links = tuple(replace(link, score=min(link.score, TAKEN_OVER), locked=False) for link in links)
        score = min(score, TAKEN_OVER)
    return replace(
        change,
        links=links,
        score=score,
        evidence=(lesson.taught.said, *evidence),
        review=None if lesson.correction is not None else change.review,
        certainty=_certainty(change, lesson),
        taught=lesson.taught,
    )


def _certainty(change: SentenceChange, lesson: Lesson) -> Certainty | None:
    """A judgement taken over is settled; what only the counterparts were taken over for, or a person is asked about, is not."""
    weighed, taught = change.certainty, lesson.taught
    if taught.same and (taught.relation or not change.links):
        unchanged = 0.0 if weighed is None or taught.changed else weighed.probability
        return Certainty(max(TAKEN_OVER, unchanged), settled=True)
    if weighed is None or (taught.same and not taught.changed):
        return weighed
    most = (SAME_RELATION if change.links else TAKEN_OVER) if taught.changed else 1.0 - SAME_RELATION
    return Certainty(round(min(weighed.probability, most), 4), settled=False)


def _covered_as_taught(entry: Coverage, lessons: Mapping[str, Lesson]) -> Coverage:
    """The same of a central unit."""
    names = [name for reason in (entry.missing, entry.not_applicable, entry.no_duty) for name in reason]
    reviewed = {name for name, _ in entry.reviews}
    own = [(name, lessons[name]) for name in names if name in lessons]
    own = [(name, lesson) for name, lesson in own if (lesson.correction is not None) == (name in reviewed)]
    carried = {name for name, lesson in own if lesson.correction is not None}
    return replace(
        entry,
        reviews=tuple(one for one in entry.reviews if one[0] not in carried),
        taught=tuple((name, lesson.taught) for name, lesson in own),
    )
