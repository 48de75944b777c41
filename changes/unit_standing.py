"""What a central unit is to those who count: an article that binds the localities, one that binds the centre alone, or none to count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..segmenter import SegmentedDocument, Sentence, Unit
from .whom_it_binds import DutyWords, binds_centre_only, forbids, names_nobody, sets_nothing


@dataclass(frozen=True, slots=True)
class Standing:
    """``counted`` is false for preamble, background, principles, aims and closing, ``applicable`` for what binds the centre alone.

    ``scenery``: the ids of its sentences that set no duty, whatever they say: the place where they stand tells. ``above``: of those that
    bind the centre alone.
    """

    counted: bool = True
    applicable: bool = True
    scenery: frozenset[str] = frozenset()
    above: frozenset[str] = frozenset()


def unit_standings(document: SegmentedDocument, words: DutyWords) -> Iterator[Standing]:
    r"""The standing of every unit of a central document, in their order, read off its own text alone.

    Counted are articles, and paragraphs in a part of the document. What stands under a heading of reasons, principles or aims
    (总体要求, 基本原则) is no more counted than an article in which no sentence binds anybody or allows anything.

    >>> from duizhao.changes.whom_it_binds import load_duty_words
    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> law = "第一条 为了发展公共图书馆事业，制定本法。\n第二条 图书馆应当免费开放。\n第三条 国务院文化主管部门制定标准。"
    >>> for standing in unit_standings(segment_document(make_document(law)), load_duty_words()):
    ...     print(standing.counted, standing.applicable)
    False True
    True True
    True False
    """
    numbered = any(unit.number is not None and unit.part == "body" for unit in document.units)
    for unit in document.units:
        body = counted_sentences(unit)
        scenery = frozenset(
            one.id for one in body if _is_scenery(one, unit, words) or (numbered and _stands_alone(unit))
        )
        binding = [one for one in body if one.id not in scenery and not sets_nothing(one.text, words)]
        above = frozenset(_bound_above(body, words))
        here = not binding or any(one.id not in above for one in binding)
        yield Standing(counted=bool(binding), applicable=here, scenery=scenery, above=above)


def counted_sentences(unit: Unit) -> tuple[Sentence, ...]:
    """The sentences that can set a duty: headings are none, unless nothing else is there."""
    return tuple(one for one in unit.sentences if one.kind != "heading") or unit.sentences


def _bound_above(sentences: Sequence[Sentence], words: DutyWords) -> Iterator[str]:
    """The sentences that bind the centre alone; one that goes on behind a semicolon and names nobody is said of the same bodies."""
    goes_on = False
    for sentence in sentences:
        above = binds_centre_only(sentence.text, words) or (goes_on and names_nobody(sentence.text, words))
        if above:
            yield sentence.id
        goes_on = above and sentence.text.rstrip().endswith("；")


def _is_scenery(sentence: Sentence, unit: Unit, words: DutyWords) -> bool:
    """Does a sentence stand under a heading of reasons, principles or aims? What is forbidden there is forbidden all the same."""
    headings = (unit.heading or "", *unit.path)
    return any(words.scene_heading.search(one) for one in headings) and not forbids(sentence.text, words)


def _stands_alone(unit: Unit) -> bool:
    """Is it a paragraph in no part and no article: preamble or closing?"""
    return unit.part == "body" and unit.number is None and not unit.path
