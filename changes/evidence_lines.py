"""The words by which a person can check a relation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from .comparison import Relation
from .own_words import OwnWords
from .relation_features import LinkedSentence
from .word_forms import WordForms

# How many differences are shown, and how much of each.
_SHOWN, _LONGEST = 3, 30
# At the ends of a stretch marks say nothing; inside it they show that it runs over from one clause into the next.
_MARKS = "，、；：。（）()“”《》"
_TORN = re.compile(r"[，；：。（）()]")


def evidence_lines(case: LinkedSentence, relation: Relation, forms: WordForms) -> tuple[str, ...]:
    """The words by which a person can check a relation: what came and went, or else where the wordings part.

    A copy shows how much of it is the same; what was weakened shows what went. Stretches of text are shown where nothing that can be named
    changed: beside a named change they are but its fragments (10 → 50 beside ≥10% → ≥50%).
    """
    same = f"文字相同 {case.local.share:.0%}"
    if relation == "verbatim":
        return (same,)
    went_only = relation == "weakened"
    shifts = [shift.evidence for shift in case.shifts if not (went_only and shift.up)]
    lines: list[str] = []
    for line in shifts or islice(_differences(case, forms, went_only=went_only), _SHOWN):
        if not any(line.split("：")[-1] in other for other in lines):
            lines.append(line)
    return tuple(lines) or (same,)


def _differences(case: LinkedSentence, forms: WordForms, *, went_only: bool) -> Iterator[str]:
    """Where the sentence and its nearest counterpart part: replaced, new and lost stretches, the longest of each first."""
    ours, theirs = _stretches(case.local, forms), _stretches(case.central[0], forms)
    pairs = list(_pairs(ours, theirs))
    replaced = {stretch.text for pair in pairs for stretch in pair}
    if not went_only:
        for new, old in pairs:
            if not (_TORN.search(old.text) or _TORN.search(new.text)):
                yield f"{_cut(old.text)} → {_cut(new.text)}"
        for new in sorted(ours, key=lambda stretch: -len(stretch.text)):
            if new.text not in replaced:
                yield f"新写：{_cut(new.text)}"
    for old in sorted(theirs, key=lambda stretch: -len(stretch.text)):
        if went_only or old.text not in replaced:
            yield f"删去：{_cut(old.text)}"


def _pairs(ours: Sequence[_Stretch], theirs: Sequence[_Stretch]) -> Iterator[tuple[_Stretch, _Stretch]]:
    """Stretches that stand in each other's place, each once."""
    left = list(theirs)
    for new in ours:
        old = max(left, key=new.common_neighbours, default=None)
        if old is not None and new.common_neighbours(old) > 0:
            left.remove(old)
            yield new, old


@dataclass(frozen=True, slots=True)
class _Stretch:
    text: str
    before: str
    behind: str

    def common_neighbours(self, other: _Stretch) -> int:
        """On how many sides the same two characters stand beside both."""
        sides = ((self.before, other.before), (self.behind, other.behind))
        return sum(len(mine) == 2 and mine == theirs for mine, theirs in sides)


def _stretches(wording: OwnWords, forms: WordForms) -> list[_Stretch]:
    characters = wording.form.characters
    return [
        _Stretch(text.strip(_MARKS), characters[max(0, i - 2) : i], characters[j : j + 2])
        for (i, j), text in zip(wording.own, wording.own_text, strict=True)
        if forms.content(characters[i:j])
    ]


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
