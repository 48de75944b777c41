"""Set each local figure beside the central one it answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from ..align import Alignment
from ..extract import Requirement, figure, scale, strictness
from ..language import comparable
from ..language.expressions import expression
from ..segmenter import Sentence
from .comparison import Change, RequirementChange


def compare_requirements(
    alignment: Alignment, ours: Sequence[Requirement], theirs: Sequence[Requirement]
) -> tuple[RequirementChange, ...]:
    """For every local requirement its central counterpart and what became of the figure.

    The counterpart is looked for in the central sentences linked to the requirement's own sentence: the requirement there that binds
    the most similar act.
    """
    sentences = {sentence.id: sentence for sentence in alignment.central.sentences}
    linked: dict[str, list[str]] = {}
    for link in alignment.sentence_links:
        linked.setdefault(link.local, []).append(link.central)
    by_sentence: dict[str, list[Requirement]] = {}
    for requirement in theirs:
        by_sentence.setdefault(requirement.sentence, []).append(requirement)
    return tuple(
        _compare(requirement, linked.get(requirement.sentence, []), by_sentence, sentences) for requirement in ours
    )


def _compare(
    ours: Requirement,
    linked: Sequence[str],
    by_sentence: Mapping[str, Sequence[Requirement]],
    sentences: Mapping[str, Sentence],
) -> RequirementChange:
    candidates = [theirs for sentence in linked for theirs in by_sentence.get(sentence, ()) if may_answer(ours, theirs)]
    best = max(candidates, key=lambda theirs: _fitness(ours, theirs), default=None)
    if best is not None and _measure_the_same(ours, best):
        sentence = sentences[best.sentence]
        change = change_of(ours, best)
        return RequirementChange(
            ours, best, best.unit, best.sentence, sentence.text, change, are_comparable(ours, best)
        )
    nearest = _nearest_sentence(ours, linked, sentences)
    if nearest is None:
        return RequirementChange(ours, None, None, None, None, "new")
    return RequirementChange(ours, None, nearest.unit, nearest.id, nearest.text, "new")


# Below this the two bounds stand in linked sentences but limit different acts; that one is milder is said only of acts so alike.
_LEAST_LIKENESS, _LIKE_ENOUGH_TO_BE_MILDER = 45.0, 75.0
# A total of a territory: a smaller territory's share of it is no milder bound, and no stricter one.
_TOTAL = expression(
    "累计|全[国省市区县]|总[量额]|培育|新增|募集",
    match=["累计建成5000家", "全国书屋5万家以上"],
    no_match=["每馆配备3人"],
)
_OF_EACH = expression("每|各|均|人均", match=["每馆5万元"], no_match=["全省5万家"])


def _measure_the_same(ours: Requirement, theirs: Requirement) -> bool:
    """Do two bounds bind one thing: the same act, the same thing counted, and no totals of different territories?"""
    likeness = _likeness(ours, theirs)
    if likeness < _LEAST_LIKENESS:
        return False
    counted = ours.kind in ("count", "amount", "measure")
    if counted and (not _is_same_thing(ours, theirs) or any(_is_total(side) for side in (ours, theirs))):
        return False
    return likeness >= _LIKE_ENOUGH_TO_BE_MILDER or change_of(ours, theirs) != "relaxed"


def _is_total(requirement: Requirement) -> bool:
    """Is the number one of a whole territory? Not where the same figure may hold for each."""
    before = _before(requirement)
    return _TOTAL.search(before) is not None and not _OF_EACH.search(before)


def _is_same_thing(ours: Requirement, theirs: Requirement) -> bool:
    """Is the same counted: the words in front of the figure are alike, or the whole is?"""
    if ours.unit_of_measure != theirs.unit_of_measure:
        return False
    here, there = (re.split("[、，；：]", _before(side))[-1] for side in (ours, theirs))
    return not here or not there or float(fuzz.partial_ratio(here, there)) >= _SAME_THING


# So alike are the words in front of two figures that count the same.
_SAME_THING = 60.0


def _before(requirement: Requirement) -> str:
    """What stands in front of the figure, back to the last stop."""
    text, found = requirement.text, requirement.text.find(requirement.quote)
    return re.split("[。；]", text[: max(0, found)])[-1]


def _likeness(ours: Requirement, theirs: Requirement) -> float:
    """How alike the bounded acts are, 0 to 100."""
    return float(fuzz.token_set_ratio(*(" ".join(comparable(_act(side))) for side in (ours, theirs))))


def _fitness(ours: Requirement, theirs: Requirement) -> tuple[bool, bool, float]:
    """A bound that stands there as it stands here, or with the same number, answers it before one that differs.

    Two fines may follow one act.
    """
    likeness = _likeness(ours, theirs)
    alike = likeness >= _LEAST_LIKENESS
    same_number = ours.value is not None and (ours.value, ours.value_max) == (theirs.value, theirs.value_max)
    return alike and figure(ours) == figure(theirs), alike and same_number, likeness


def _act(requirement: Requirement) -> str:
    """The words of the act without the bound itself."""
    text = requirement.action or requirement.quote
    return text.replace(requirement.term, "") if requirement.term else text


def _nearest_sentence(ours: Requirement, linked: Sequence[str], sentences: Mapping[str, Sentence]) -> Sentence | None:
    found = [sentences[name] for name in linked]
    return max(found, key=lambda s: fuzz.partial_ratio(_act(ours), s.text), default=None)


def may_answer(ours: Requirement, theirs: Requirement) -> bool:
    """Do the two bounds limit the same thing: how often, by when, how much?"""
    return _dimension(ours) == _dimension(theirs)


def _dimension(requirement: Requirement) -> str:
    return {
        "frequency": "how often",
        "deadline": "by when",
        "duration": "how long",
        "ratio": "what share",
        "coverage": "what share",
    }.get(requirement.kind, requirement.kind)


def change_of(ours: Requirement, theirs: Requirement) -> Change:
    """What became of a central bound in a local one that answers it.

    ``same`` also where the two cannot be compared (:func:`are_comparable`): silence beats a wrong ``relaxed``.
    """
    if theirs.vague or ours.vague:
        return "same" if ours.vague and theirs.vague else "quantified" if theirs.vague else "relaxed"
    if (ranges := _ranges(ours, theirs)) is not None:
        return _change_of_ranges(*ranges) or "same"
    if scale(ours) != scale(theirs):
        return "same"
    here, there = strictness(ours), strictness(theirs)
    if here is not None and here == there:  # the same figure, but by when?
        here, there = _day(ours), _day(theirs)
    if here is None or there is None or here == there:
        return "same"
    return "tightened" if here > there else "relaxed"


def are_comparable(ours: Requirement, theirs: Requirement) -> bool:
    """Can two bounds be told apart by their strictness? Not two figures of different scales: 15 working days and 15 days.

    >>> from duizhao.extract import requirements_in
    >>> days, working_days = (requirements_in(text)[0] for text in ("十五日内", "十五个工作日内"))
    >>> are_comparable(days, days), are_comparable(days, working_days)
    (True, False)
    >>> low, high = (requirements_in(text)[0] for text in ("处五百元以上五千元以下罚款", "处一千元以上二千元以下罚款"))
    >>> are_comparable(low, high)
    False
    """
    if (ranges := _ranges(ours, theirs)) is not None:
        return _change_of_ranges(*ranges) is not None
    if ours.vague or theirs.vague or scale(ours) == scale(theirs):
        return True
    return strictness(ours) is None or strictness(theirs) is None


_Range = tuple[float, float]


def _ranges(ours: Requirement, theirs: Requirement) -> tuple[_Range, _Range] | None:
    """The least and the most of two sums of money, of which one at least has both; ``None`` of anything else."""
    sides = ours, theirs
    if not (
        all(side.kind == "amount" and side.value is not None and not side.vague for side in sides)
        and any(side.value_max is not None for side in sides)
        and ours.unit_of_measure == theirs.unit_of_measure
        and (ours.per, ours.per_what) == (theirs.per, theirs.per_what)
        and all(side.value_max is not None or side.comparator in ("<=", "<") for side in sides)
    ):
        return None
    return _range(ours), _range(theirs)


def _range(requirement: Requirement) -> _Range:
    value = requirement.value or 0.0
    return (0.0, value) if requirement.value_max is None else (value, requirement.value_max)


def _change_of_ranges(ours: _Range, theirs: _Range) -> Change | None:
    """Stricter where neither end is lower, milder where neither is higher; one up and one down is neither."""
    if ours == theirs:
        return "same"
    if ours[0] >= theirs[0] and ours[1] >= theirs[1]:
        return "tightened"
    return "relaxed" if ours[0] <= theirs[0] and ours[1] <= theirs[1] else None


def _day(requirement: Requirement) -> float | None:
    """How early a share is to be reached; ``None`` where no date says so."""
    return strictness(replace(requirement, kind="deadline")) if requirement.date else None
