"""Words of a central sentence and those that stand in their place in a local one: whole noun phrases, or none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from rapidfuzz import fuzz

from ..language.clauses import clause_around
from ..language.differences import equal_runs
from ..language.expressions import expression
from .own_words import OwnWords
from .relation_words import RelationWords
from .surroundings import PairSurroundings
from .whole_passages import is_shortened
from .word_classes import TaggedWord
from .word_forms import comparable_form

# A sentence that has less than this in common with its counterpart has no word that stands in the place of another.
_LEAST_COMMON = 0.4
# So long a phrase at most, of so many words that differ.
_SHORTEST_PHRASE, _LONGEST_PHRASE, _MOST_WORDS = 2, 16, 4
# One that is more times longer than the other says more than the other.
_LONGER = 2
# So alike is what else the two clauses say where one phrase stands in the place of the other: another verb makes it another thing.
_SAME_CLAUSE = 70.0
_LIST_MARK = expression("[、和或及与]", match=["、", "及"], no_match=["的"], use="fullmatch")


def replacements(
    local: OwnWords, nearest: OwnWords, around: PairSurroundings, words: RelationWords
) -> Iterator[tuple[str, str]]:
    """Words of the nearest counterpart and those that stand in their place: whole noun phrases, the same words beside them."""
    if min(local.share, nearest.share) < _LEAST_COMMON or not all(map(_may_be_replaced, (local, nearest))):
        return
    ours, theirs = (around.words(form.text) for form in (local.form, nearest.form))
    here = there = 0
    for run in equal_runs([word.text for word in theirs], [word.text for word in ours]):
        if here < run.second and there < run.first and _nouns(theirs[there : run.first], ours[here : run.second]):
            (old, *old_beside), (new, *new_beside) = _phrase(theirs, there, run.first), _phrase(ours, here, run.second)
            rests = _rest(nearest.form.text, theirs[there].start, old), _rest(local.form.text, ours[here].start, new)
            if (
                old_beside == new_beside
                and not _in_list(*new_beside)
                and fuzz.ratio(*rests) >= _SAME_CLAUSE
                and _differ(old, new, around, words)
            ):
                yield old, new
        there, here = run.first + run.length, run.second + run.length


def _rest(text: str, place: int, phrase: str) -> str:
    """The comma clause that holds a place, without the phrase."""
    return clause_around(text, place + 1).replace(phrase, "", 1)


def _may_be_replaced(wording: OwnWords) -> bool:
    """Is there a stretch of its own that is short enough to be a phrase?"""
    return any(end - start <= _LONGEST_PHRASE for start, end in wording.own)


def _in_list(before: str, behind: str) -> bool:
    """Does a phrase stand inside a list? Its members have no order: what is new there need not stand for what is gone."""
    return any(_LIST_MARK.fullmatch(mark) for mark in (before, behind))


def _nouns(old: Sequence[TaggedWord], new: Sequence[TaggedWord]) -> bool:
    """Are both sides nouns with what belongs to them? A verb or an adverb for another mostly says the same (增强, 提高)."""
    return max(len(old), len(new)) <= _MOST_WORDS and all(
        word.is_noun or word.tag in ("b", "f", "r") for word in (*old, *new)
    )


def _phrase(tokens: Sequence[TaggedWord], start: int, end: int) -> tuple[str, str, str]:
    """Words with what belongs to them, the nouns behind a noun and those before one; and what stands before and behind."""
    while end < len(tokens) and tokens[end - 1].is_noun and tokens[end].is_noun:
        end += 1
    while start and tokens[start].is_noun and (tokens[start - 1].is_noun or tokens[start - 1].tag[0] in "ba"):
        start -= 1
    before, behind = (tokens[i].text if 0 <= i < len(tokens) else "" for i in (start - 1, end))
    return "".join(token.text for token in tokens[start:end]), before, behind


def _differ(old: str, new: str, around: PairSurroundings, words: RelationWords) -> bool:
    """Do they say something of their own, each in its own text alone, and nothing that is judged by itself (a figure, a modal verb)?"""
    short, long = sorted((len(old), len(new)))
    if long > min(_LONGEST_PHRASE, _LONGER * short) or short < _SHORTEST_PHRASE:
        return False
    if old in around.local or new in around.central or is_shortened(old, new):
        return False
    if (words.strength.body.search(old) is None) != (words.strength.body.search(new) is None):
        return False
    judged = words.strength.modals.pattern, words.strength.granted
    if any(re.search("[0-9]", side) or any(one.search(side) for one in judged) for side in (old, new)):
        return False
    if all(words.strength.itself.match(side) for side in (old, new)) or _alike(old, new, words):
        return False
    content = [words.forms.content(comparable_form(side, words.forms).characters) for side in (old, new)]
    return all(content) and content[0] != content[1]


def _alike(old: str, new: str, words: RelationWords) -> bool:
    """Do two phrases differ in nouns that say the same alone: 阅读制度, 阅读机制?"""
    opens = _common(old, new)
    closes = _common(old[opens:][::-1], new[opens:][::-1])
    differ = "→".join(side[opens : len(side) - closes] for side in (old, new))
    return any(words.strength.alike.fullmatch(pair) for pair in (f"{old}→{new}", differ))


def _common(old: str, new: str) -> int:
    """How many characters two phrases begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
