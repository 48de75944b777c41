"""What speaks for a verdict being right, measured: the features of the certainty model, one set for each kind of verdict."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..align import Alignment, SentenceLink
from ..language.comparable import comparable
from ..segmenter import SegmentedDocument, Sentence
from .comparison import Coverage, Relation
from .relation_features import LinkedSentence

Values = dict[str, float]
# Pairs of characters say what a text speaks of, whatever order it says it in.
_SPAN = 2


@dataclass(frozen=True, slots=True)
class Setting:
    """What a verdict is read against: how near both documents are to each other, as a whole and unit by unit.

    ``linked`` and ``answered`` are the shares of local sentences that have a counterpart and of central ones that have an answer, by unit
    and (under the empty name) of the whole document; ``law`` is 1 where the central document stands in articles 第…条.
    """

    alignment: Alignment
    law: float
    linked: Mapping[str, float]
    answered: Mapping[str, float]
    main: Mapping[str, frozenset[str]]
    central_words: Mapping[str, frozenset[str]]
    local_words: Mapping[str, frozenset[str]]
    places: Mapping[str, int]


def setting_of(alignment: Alignment) -> Setting:
    """Read once per pair of documents, linear in their length."""
    main: dict[str, set[str]] = {}
    for link in alignment.unit_links:
        if link.main:
            main.setdefault(link.local, set()).add(link.central)
    linked = {link.local for link in alignment.sentence_links}
    answered = {link.central for link in alignment.sentence_links}
    local, central = alignment.local, alignment.central
    return Setting(
        alignment,
        float(sum(unit.label.endswith("条") for unit in central.units) * 2 > len(central.units)),
        _shares(local, linked),
        _shares(central, answered),
        {unit: frozenset(found) for unit, found in main.items()},
        _words(central),
        _words(local),
        {sentence.id: i for side in (local, central) for i, sentence in enumerate(side.sentences)},
    )


def _shares(document: SegmentedDocument, among: set[str]) -> dict[str, float]:
    """The share of sentences, by unit and of the whole, that are among those named."""
    shares = {
        unit.id: sum(sentence.id in among for sentence in unit.sentences) / max(1, len(unit.sentences))
        for unit in document.units
    }
    return {**shares, "": len(among) / max(1, len(document.sentences))}


def _words(document: SegmentedDocument) -> dict[str, frozenset[str]]:
    """The pairs of characters of every unit and (under the empty name) of the whole document."""
    units = {
        unit.id: frozenset().union(*(_pairs(sentence.text) for sentence in unit.sentences)) for unit in document.units
    }
    return {**units, "": frozenset().union(*units.values())}


def _pairs(text: str) -> frozenset[str]:
    plain = comparable(text)
    return frozenset(plain[i : i + _SPAN] for i in range(len(plain) - _SPAN + 1))


def _known(sentence: Sentence, words: Mapping[str, frozenset[str]]) -> tuple[float, float]:
    """The share of a sentence's pairs of characters that the other document has, and that its nearest unit has."""
    own = _pairs(sentence.text)
    if not own:
        return 0.0, 0.0
    return (
        len(own & words[""]) / len(own),
        max((len(own & unit) for name, unit in words.items() if name), default=0) / len(own),
    )


def log_odds(probability: float) -> float:
    """The logarithm of the odds, from about -5 to 5.

    >>> log_odds(0.5), log_odds(1.0) == log_odds(0.999)
    (0.0, True)
    """
    kept = min(0.993, max(0.007, probability))
    return math.log(kept / (1.0 - kept))


def linked_features(
    case: LinkedSentence,
    links: Sequence[SentenceLink],
    measured: Mapping[str, float],
    probabilities: Mapping[Relation, float],
    said: Relation,
    setting: Setting,
) -> Values:
    unit = case.sentence.unit
    others = [p for relation, p in probabilities.items() if relation != said]
    return {
        "link": log_odds(links[0].score),
        "weak_link": float(links[0].score < 0.6),
        "said": log_odds(probabilities[said]),
        "rival": log_odds(max(others)),
        "p_verbatim": probabilities["verbatim"],
        "p_adapted": probabilities["adapted"],
        "p_strengthened": probabilities["strengthened"],
        "p_weakened": probabilities["weakened"],
        "counterparts": measured["counterparts"],
        "copied": case.local.share,
        "new": measured["new_content"],
        "lost": measured["lost_content"],
        "stricter": math.log1p(sum(shift.up for shift in case.shifts)),
        "milder": math.log1p(sum(not shift.up for shift in case.shifts)),
        "in_main_unit": float(links[0].central.rpartition(":")[0] in setting.main.get(unit, ())),
        **_of_sentence(case.sentence, setting),
        "unit_linked": setting.linked[unit],
        "document_linked": setting.linked[""],
    }


def added_features(sentence: Sentence, setting: Setting) -> Values:
    known, known_unit = _known(sentence, setting.central_words)
    support = setting.alignment.local_support
    row = [one.id for one in setting.alignment.local.sentences]
    place = setting.places[sentence.id]
    near = [support[name] for name in row[max(0, place - 1) : place] + row[place + 1 : place + 2]]
    return {
        "support": log_odds(support[sentence.id]),
        "known": known,
        "known_in_unit": known_unit,
        "near": sum(near) / max(1, len(near)),
        "unit_unlinked": float(not setting.main.get(sentence.unit)),
        "unit_linked": setting.linked[sentence.unit],
        "document_linked": setting.linked[""],
        "central_answered": setting.answered[""],
        **_of_sentence(sentence, setting),
    }


def _of_sentence(sentence: Sentence, setting: Setting) -> Values:
    return {
        "heading": float(sentence.kind == "heading"),
        "item": float(sentence.kind == "item"),
        "lead": float(sentence.kind == "lead"),
        "paragraph": float(sentence.unit.startswith("p")),
        "law": setting.law,
        "length": math.log(max(1, len(sentence.text))),
    }


def missing_features(sentence: Sentence, setting: Setting) -> Values:
    known, known_unit = _known(sentence, setting.local_words)
    support = setting.alignment.central_support
    return {
        "support": log_odds(support[sentence.id]),
        "known": known,
        "known_in_unit": known_unit,
        "unit_answered": setting.answered[sentence.unit],
        "document_linked": setting.linked[""],
        "central_answered": setting.answered[""],
        **_of_sentence(sentence, setting),
    }


def coverage_features(entry: Coverage, setting: Setting) -> Values:
    unit = setting.alignment.central.unit(entry.central)
    assert unit is not None
    support = [setting.alignment.central_support[sentence.id] for sentence in unit.sentences]
    left = [setting.alignment.central_support[name] for name in entry.missing]
    scores = [link.score for link in setting.alignment.sentence_links if link.central.rpartition(":")[0] == unit.id]
    return {
        "answered": setting.answered[unit.id],
        "missing": len(entry.missing) / max(1, len(unit.sentences)),
        "best": log_odds(max(support, default=0.0)),
        "least": log_odds(min(support, default=0.0)),
        "left": log_odds(max(left, default=0.0)),
        "best_link": log_odds(max(scores, default=0.0)),
        "weakest_link": log_odds(min(scores, default=0.0)),
        "units": math.log1p(len(entry.local)),
        "sentences": math.log(max(1, len(unit.sentences))),
        "no_duty": len(entry.no_duty) / max(1, len(unit.sentences)),
        "not_applicable": len(entry.not_applicable) / max(1, len(unit.sentences)),
        "paragraph": float(unit.id.startswith("p")),
        "document_linked": setting.linked[""],
        "central_answered": setting.answered[""],
        "law": setting.law,
    }
