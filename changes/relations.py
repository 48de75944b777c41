"""Judge what became of each duty: copied, adapted, strengthened, weakened, or added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ..align import Alignment, SentenceLink
from ..segmenter import Sentence
from .applied_corrections import Locks
from .certainty import FIXED, Weighing
from .comparison import Relation, RequirementChange, Review, SentenceChange
from .evidence_lines import evidence_lines
from .linked_sentence import LinkedSentence, figures_alone, has_compared_figures, linked_sentence, without_losses
from .own_words import set_beside
from .relation_features import measure, substance_changed
from .relation_model import RelationModel, load_relation_model
from .relation_words import RelationWords, load_relation_words
from .surroundings import surroundings_of
from .word_forms import ComparedText, comparable_form

# A weaker link is not enough to say what came or went.
_SURE = 0.8
# A figure that is set beside its counterpart speaks for the link itself.
_SURE_OF_FIGURE = 0.6
# That something was left out is said of a surer link yet: it may have been said in answer to another sentence.
_SURE_OF_LOSS = 0.85
# Of sentences with little in common the link must be surer (hand-made links between such say the same, found ones often do not).
_SURE_OF_UNLIKE, _UNLIKE, _UNLIKE_NEAREST = 0.85, 0.35, 0.5
# New clauses and list items alone are strengthening only from this probability on: there three in four are right in other families.
_SURE_OF_NEW = 0.6
# With more characters of its own than this (function words not counted) a sentence does not merely take away.
_ADDS_NOTHING, _HARDLY_A_WORD = 6, 2


def judge_sentences(
    alignment: Alignment,
    requirements: Sequence[RequirementChange],
    model: RelationModel | None = None,
    locks: Locks | None = None,
    *,
    words: RelationWords | None = None,
    weighing: Weighing | None = None,
) -> tuple[SentenceChange, ...]:
    """What became of the duty in every local sentence, with the words that show it.

    ``verbatim``: word for word but for function words. ``strengthened``: a figure, a frequency, a sanction, a record, a review or a
    stricter modal came and nothing of the kind went. ``weakened``: the reverse. ``added``: no counterpart. ``adapted``: the rest.
    Which it is says a logistic regression on the measures of :mod:`.relation_features`, fitted to hand-made labels. The order of caution is
    deliberate: silence beats a wrong ``weakened``. A relation in ``locks`` is a specialist's and stands.
    """
    locks = locks or Locks()
    model = model or load_relation_model()
    words = words or load_relation_words()
    links: dict[str, list[SentenceLink]] = {}
    for link in alignment.sentence_links:
        links.setdefault(link.local, []).append(link)
    cases = {case.sentence.id: case for case in linked_sentences(alignment, requirements, words)}
    return tuple(
        _reviewed(change, locks.reviews.get(change.local))
        for change in (
            _judge(cases[sentence.id], links[sentence.id], model, words, locks.relations.get(sentence.id), weighing)
            if sentence.id in cases
            else _unanswering(sentence, alignment, weighing)
            for sentence in alignment.local.sentences
        )
    )


def _unanswering(sentence: Sentence, alignment: Alignment, weighing: Weighing | None) -> SentenceChange:
    score = round(1.0 - alignment.local_support[sentence.id], 4)
    certainty = weighing.added(sentence) if weighing else None
    return SentenceChange(sentence.id, (), "added", score, (), certainty=certainty)


def _reviewed(change: SentenceChange, review: Review | None) -> SentenceChange:
    """The judgement with what a specialist said of it: who fixed it, or remarked on it, stands first among the evidence."""
    if review is None:
        return change
    fixed = review.locked and (review.relation or not change.links)
    score, certainty = (1.0, FIXED) if fixed else (change.score, change.certainty)
    evidence = (review.said, *change.evidence)
    return replace(change, score=score, evidence=evidence, review=review, certainty=certainty)


def linked_sentences(
    alignment: Alignment, requirements: Sequence[RequirementChange], words: RelationWords
) -> Iterator[LinkedSentence]:
    """Every local sentence that has a counterpart, set beside its counterparts."""
    counterparts: dict[str, list[str]] = {}
    answers: dict[str, list[str]] = {}
    for link in alignment.sentence_links:
        counterparts.setdefault(link.local, []).append(link.central)
        answers.setdefault(link.central, []).append(link.local)
    ours = _forms(alignment.local.sentences, counterparts, words)
    theirs = {
        name: set_beside(form, [ours[answer] for answer in answers[name]], words.forms)
        for name, form in _forms(alignment.central.sentences, answers, words).items()
    }
    figures: dict[str, list[RequirementChange]] = {}
    for change in requirements:
        figures.setdefault(change.requirement.sentence, []).append(change)
    around = surroundings_of(alignment, counterparts, answers, words.classes)
    for sentence in alignment.local.sentences:
        if sentence.id in counterparts:
            linked = [theirs[name] for name in counterparts[sentence.id]]
            yield linked_sentence(
                sentence, ours[sentence.id], linked, figures.get(sentence.id, ()), around(sentence.id), words
            )


def _forms(
    sentences: Sequence[Sentence], linked: Mapping[str, object], words: RelationWords
) -> dict[str, ComparedText]:
    return {sentence.id: comparable_form(sentence.text, words.forms) for sentence in sentences if sentence.id in linked}


def _judge(
    case: LinkedSentence,
    links: Sequence[SentenceLink],
    model: RelationModel,
    words: RelationWords,
    known: Relation | None,
    weighing: Weighing | None,
) -> SentenceChange:
    unlike = case.local.share < _UNLIKE and case.central[0].share < _UNLIKE_NEAREST
    sure = links[0].score >= (_SURE_OF_UNLIKE if unlike else _SURE)
    if not sure and links[0].score >= _SURE_OF_FIGURE and has_compared_figures(case):
        case, sure = figures_alone(case), True
    if links[case.nearest].score < _SURE_OF_LOSS:
        case = without_losses(case)
    relation, certainty = known, FIXED if known is not None and weighing else None
    if relation is None:
        measured = measure(case, words)
        probabilities = model.probabilities(measured)
        relation = decide(probabilities, case, model, words, sure=sure)
        certainty = weighing.linked(case, links, measured, probabilities, relation) if weighing else None
    evidence = evidence_lines(case, relation, words, sure=sure)
    return SentenceChange(case.sentence.id, tuple(links), relation, links[0].score, evidence, certainty=certainty)


def decide(
    probabilities: Mapping[Relation, float],
    case: LinkedSentence,
    model: RelationModel,
    words: RelationWords,
    *,
    sure: bool,
) -> Relation:
    """The likeliest relation, with three cautions.

    ``strengthened`` and ``weakened`` only where the link is ``sure`` and there are words to show for it: of what came, or of what went
    where hardly anything came. ``verbatim`` never where the substance changed (:func:`.relation_features.substance_changed`).
    """
    up = any(shift.up for shift in case.shifts)
    new = probabilities["strengthened"] >= _SURE_OF_NEW and any(passage.asks for passage in case.new)
    if (
        sure
        and not up
        and not case.new
        and _takes_away(case, words, likely=probabilities["weakened"] >= model.weakened_from)
    ):
        return "weakened"
    open_to: list[Relation] = ["adapted"]
    milder = any(shift.name in ("relaxed_figure", "milder_modal") for shift in case.shifts)
    if sure and (up or (new and not milder)):
        open_to.append("strengthened")
    if not substance_changed(case, words):
        open_to.append("verbatim")
    return max(open_to, key=lambda relation: probabilities[relation])


def _takes_away(case: LinkedSentence, words: RelationWords, *, likely: bool) -> bool:
    """Does the sentence say the same with less: a milder figure or modal, or something shown to be left out and hardly a word for it?"""
    if case.local.content > _ADDS_NOTHING:
        return False
    names = {shift.name for shift in case.shifts if shift.down}
    if names & {"relaxed_figure", "milder_modal"}:
        return True
    left_out = (
        likely
        and len(case.central) == 1
        and any(passage.asks and not _has_its_own_subject(passage.text, case, words) for passage in case.lost)
    )
    return (bool(names) or left_out) and case.local.content <= _HARDLY_A_WORD


def _has_its_own_subject(passage: str, case: LinkedSentence, words: RelationWords) -> bool:
    """Does somebody else stand in front of the modal verb? Then it is a duty by itself, which is missing: the one at hand is not weaker."""
    modal = words.strength.modals.pattern.search(passage)
    return modal is not None and modal.start() > 1 and passage[: modal.start()] not in case.local.form.text
