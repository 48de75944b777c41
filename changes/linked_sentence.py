"""A local sentence set beside its counterparts: what both say, what came and went, and what of that can be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..segmenter import Sentence
from .comparison import RequirementChange
from .figure_shifts import figure_hints, figure_shifts
from .modal_shifts import bare_shift, modal_shift
from .own_words import OwnWords, explaining, set_beside
from .relation_words import RelationWords
from .strength import Shift, element_shifts, hinted
from .surroundings import PairSurroundings
from .whole_passages import OtherSide, OwnPassage, own_passages
from .word_forms import ComparedText

# The shifts of a figure that has a counterpart.
COMPARED_FIGURES = frozenset({"quantified_figure", "tightened_figure", "relaxed_figure"})
# A counterpart that has less than this share more of the sentence's words than the nearer ones is set aside.
_LEAST_SHARE = 0.05
# Of a longer sentence nothing is shown: it is a text without marks, and reading it word by word would take too long.
_LONGEST_SENTENCE = 4000
# Of texts that have less in common nothing is shown but how much that is.
_LEAST_COMMON, _LEAST_ANSWERED, _LEAST_OF_A_LIST = 0.3, 0.45, 0.6
# A sentence so much shorter than its counterpart is one of several among which it was divided: what it lacks was not its to say.
_LEAST_LENGTH = 0.4
# What is simply said here and allowed there is of one act where the sentences have so much in common.
_LEAST_OF_ONE_ACT = 0.7


@dataclass(frozen=True, slots=True)
class LinkedSentence:
    """A local sentence beside its counterparts.

    ``central`` holds the counterparts set beside all local sentences that answer them: what a neighbour took up is not lost.
    The nearest stands first; one that explains no more words of the sentence is set aside. ``shifts`` is what came or went
    and can be shown, ``hints`` the names of what may have; ``new`` and ``lost`` are whole clauses and list items. ``nearest`` is the
    place of the nearest counterpart among all links of the sentence.
    """

    sentence: Sentence
    local: OwnWords
    central: tuple[OwnWords, ...]
    shifts: tuple[Shift, ...]
    hints: frozenset[str]
    new: tuple[OwnPassage, ...]
    lost: tuple[OwnPassage, ...]
    around: PairSurroundings
    nearest: int = 0


def linked_sentence(
    sentence: Sentence,
    own: ComparedText,
    counterparts: Sequence[OwnWords],
    figures: Sequence[RequirementChange],
    around: PairSurroundings,
    words: RelationWords,
) -> LinkedSentence:
    """Set a local sentence beside its counterparts, each of which was set beside all local sentences that answer it."""
    places = explaining(own, [theirs.form for theirs in counterparts], _LEAST_SHARE)
    central = tuple(counterparts[i] for i in places)
    explained_by = [theirs.form for theirs in central]
    local = set_beside(own, explained_by, words.forms)
    readable = all(len(form.text) <= _LONGEST_SENTENCE for form in (own, *explained_by))
    shifts, new, lost = _shown(sentence, local, central, figures, around, words) if readable else ((), (), ())
    names = figure_hints(figures) | {shift.name for shift in shifts}
    if sentence.kind != "heading":
        names |= hinted(local, central, words.strength)
    if "other_figure" in names:  # the same times, counted otherwise
        names -= {"came_time", "went_time"}
    return LinkedSentence(sentence, local, central, shifts, frozenset(names), new, lost, around, places[0])


def has_compared_figures(case: LinkedSentence) -> bool:
    """Is a figure of the sentence set beside one of its counterparts?"""
    return any(shift.name in COMPARED_FIGURES for shift in case.shifts)


def figures_alone(case: LinkedSentence) -> LinkedSentence:
    """The sentence where nothing is to be shown but what became of figures that stand in both."""
    shifts = tuple(shift for shift in case.shifts if shift.name in COMPARED_FIGURES)
    return replace(case, shifts=shifts, new=(), lost=())


def without_losses(case: LinkedSentence) -> LinkedSentence:
    """The same where it is not sure enough that the sentence answers its counterpart to say what it leaves out."""
    kept = tuple(shift for shift in case.shifts if not shift.name.startswith("went_"))
    return replace(case, shifts=kept, lost=())


def _shown(
    sentence: Sentence,
    local: OwnWords,
    central: Sequence[OwnWords],
    figures: Sequence[RequirementChange],
    around: PairSurroundings,
    words: RelationWords,
) -> tuple[tuple[Shift, ...], tuple[OwnPassage, ...], tuple[OwnPassage, ...]]:
    """What can be shown: steps up and down, whole passages that are new, and those that are lost."""
    if words.strength.goes_on.match(sentence.text) and central[0].form.text not in around.led_by:
        return (), (), ()  # who does not mend it in time: not mend what, says the sentence before
    shifts = figure_shifts(sentence, figures, around, words.strength)
    incomparable = any(shift.name == "other_figure" for shift in shifts)
    if sentence.kind != "heading":
        elements = element_shifts(
            local, central, around, words.strength, lost=_answers_alone(sentence, local, central[0])
        )
        shifts += [shift for shift in elements if not (incomparable and shift.name.endswith("_time"))]
        one = central[0].form.text if len(central) == 1 else ""
        modal = modal_shift(local.form.text, one, words.strength, around.words)
        if modal is None and local.share >= _LEAST_OF_ONE_ACT:
            modal = bare_shift(local.form.text, one, words.strength, around.words)
        shifts += [modal] if modal is not None else []
    new, lost = _new(local, central, around, words), _lost(sentence, local, central[0], around, words)
    if any(passage.is_item for passage in new) and any(passage.is_item for passage in lost):
        # Members of a list that were exchanged may name the same by another name.
        new, lost = (tuple(passage for passage in side if not passage.is_item) for side in (new, lost))
    return tuple(shifts), *_without_pairs(new, lost)


# What came and what went are one thing in other words where they share so many of the characters of the shorter.
_ONE_THING = 0.3


def _without_pairs(
    new: Sequence[OwnPassage], lost: Sequence[OwnPassage]
) -> tuple[tuple[OwnPassage, ...], tuple[OwnPassage, ...]]:
    """Passages without those of which the other side has one that may say the same in other words (获取证据, 取得证明)."""

    def alone(passage: OwnPassage, others: Sequence[OwnPassage]) -> bool:
        mine = set(passage.text)
        return all(
            passage.is_item
            or one.is_item
            or len(mine & set(one.text)) < _ONE_THING * min(len(mine), len(set(one.text)))
            for one in others
        )

    return tuple(one for one in new if alone(one, lost)), tuple(one for one in lost if alone(one, new))


def _new(
    local: OwnWords, central: Sequence[OwnWords], around: PairSurroundings, words: RelationWords
) -> tuple[OwnPassage, ...]:
    """What only the local sentence says, whole clauses and list items; nothing where the two have little in common."""
    if local.share < _LEAST_COMMON:
        return ()
    left_over = " ".join(text for wording in central for text in wording.own_text)
    punished = words.strength.mentions["sanction"]
    other = OtherSide(around.central, left_over, around.whole_central, is_central=True)
    return tuple(
        passage
        for passage in own_passages(local, other, around, words)
        if not (punished.search(passage.text) and punished.search(around.central_units))
    )


def _lost(
    sentence: Sentence, local: OwnWords, nearest: OwnWords, around: PairSurroundings, words: RelationWords
) -> tuple[OwnPassage, ...]:
    """What of the nearest counterpart nobody took up, whole clauses and list items.

    A heading or an item takes up nothing whole, and a counterpart of which little is answered was not what the sentence is about.
    """
    if not _answers_alone(sentence, local, nearest) or nearest.share < _LEAST_ANSWERED:
        return ()
    other = OtherSide(around.local, " ".join(local.own_text), around.whole_local, is_central=False)
    punished = words.strength.mentions["sanction"]
    return tuple(
        passage
        for passage in own_passages(nearest, other, around, words)
        if not (punished.search(passage.text) and punished.search(around.local))
        and (not passage.is_item or nearest.share >= _LEAST_OF_A_LIST)
    )


def _answers_alone(sentence: Sentence, local: OwnWords, nearest: OwnWords) -> bool:
    """Is it a sentence that may take up its counterpart whole: no heading, lead or item, and no small piece of it?"""
    return sentence.kind == "body" and len(local.shared) >= _LEAST_LENGTH * len(nearest.shared)
