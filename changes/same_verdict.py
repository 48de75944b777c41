"""Are two sentences of almost the same words judged differently with a reason in their words, and what of one can be said of the other?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from ..language.comparable import comparable
from .comparison import Certainty, Relation, SentenceChange
from .word_forms import WordForms, comparable_form

# What a claim shows stands in a text where so much of it does: 不得要求申请人重复提供, 不得要求重复提供.
_STANDS = 85.0
_CLAIMS: tuple[Relation, ...] = ("strengthened", "weakened")
_COPIED, _LEFT_OUT = "文字相同", "删去"


@dataclass(slots=True)
class StandingVerdict:
    """A sentence, with what is said of it now; ``known``: a person said it."""

    text: str
    change: SentenceChange
    known: bool = False

    @property
    def certainty(self) -> Certainty:
        """How sure the verdict is; of what nobody weighed it is as likely as not."""
        return self.change.certainty or Certainty(0.5, settled=False)

    @property
    def shown(self) -> tuple[str, ...]:
        """The words that show it, without what a person said of it."""
        return self.change.evidence[1:] if self.change.review is not None else self.change.evidence

    def becomes(self, relation: Relation, shown: tuple[str, ...], certainty: Certainty | None) -> None:
        """Say something else of the sentence; what a person remarked on it stays in front."""
        remark = () if self.change.review is None else (self.change.review.said,)
        self.change = replace(self.change, relation=relation, evidence=(*remark, *shown), certainty=certainty)


def parts_with_reason(one: StandingVerdict, other: StandingVerdict, forms: WordForms) -> bool:
    """Do the words in which two such sentences part explain why they are judged differently? They answer the same.

    What a claim of ``strengthened`` or ``weakened`` shows is a reason where the other sentence does not show it. Between a copy and
    what is none every word is, but for function words.

    >>> from .word_forms import load_word_forms
    >>> sides = [
    ...     StandingVerdict(text, SentenceChange("1:1", (), relation, 0.9, evidence))
    ...     for text, relation, evidence in (
    ...         ("应当每季度清点全部馆藏。", "strengthened", ("定期 → 每季度",)),
    ...         ("应当定期清点全部馆藏。", "adapted", ("文字相同 90%",)),
    ...         ("应当每季度清点全部馆藏文献。", "adapted", ("文字相同 90%",)),
    ...     )
    ... ]
    >>> [parts_with_reason(sides[0], side, load_word_forms()) for side in sides]
    [False, True, False]
    """
    relations = {one.change.relation, other.change.relation}
    if len(relations) == 1:
        return False
    for side, beside in ((one, other), (other, one)):
        if side.change.relation in _CLAIMS and not all(_is_shown(line, beside) for line in side.shown):
            return True
    if "verbatim" in relations:
        first, second = (forms.content(comparable_form(side.text, forms).characters) for side in (one, other))
        return first != second
    return False


def evidence_for(
    relation: Relation, side: StandingVerdict, others: Sequence[StandingVerdict]
) -> tuple[str, ...] | None:
    """What can be shown of a relation that others have and a sentence is to have too; ``None`` where nothing can.

    Lines are quotations: those of a sentence in other words hold only where this one has them to the letter.
    """
    own = side.shown
    if relation == side.change.relation:
        return own
    saying = [other for other in others if other.change.relation == relation]
    same = sorted(other.shown for other in saying if comparable(other.text) == comparable(side.text))
    if same:
        return same[0]
    if relation == "adapted" or (relation == "verbatim" and all(line.startswith(_COPIED) for line in own)):
        return own
    fitting = sorted(other.shown for other in saying if all(_is_quoted(line, side.text) for line in other.shown))
    return fitting[0] if fitting else None


def _is_shown(line: str, beside: StandingVerdict) -> bool:
    if line in beside.shown:
        return True
    there = fuzz.partial_ratio(comparable(_words(line)), comparable(beside.text)) >= _STANDS
    return there != line.startswith(_LEFT_OUT)


def _is_quoted(line: str, text: str) -> bool:
    if line.startswith((_COPIED, _LEFT_OUT)):
        return False
    return comparable(_words(line)) in comparable(text)


def _words(line: str) -> str:
    """The words of the sentence in a line of evidence: what came, or what went."""
    return re.split("→|：", line)[-1]
