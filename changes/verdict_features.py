"""What speaks for a verdict being right, measured: the values of the certainty model, a set for each kind of verdict."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..align import Alignment, SentenceLink
from ..language.comparable import comparable
from ..segmenter import SegmentedDocument, Sentence, Unit
from .comparison import Coverage, Relation
from .linked_sentence import LinkedSentence

Values = dict[str, float]
# The values, by kind of verdict and name, and what each says. Odds are natural logarithms, lengths ln of characters, counts ln(1 + n).
VALUES: Mapping[str, Mapping[str, str]] = {
    "linked": {
        "said": "odds of the relation that is said",
        "link": "odds of the likeliest link",
        "unchanged": "no word is new, none is lost, and the sentence stands in one place only",
        "p_verbatim": "probability of verbatim",
        "p_strengthened": "probability of strengthened",
        "weak_link": "the likeliest link is below 0.6",
        "stricter": "what came or became stricter",
        "milder": "what went or became milder",
        "copied": "the share of characters that stand in a counterpart",
        "new": "new characters, without function words, as the relation model counts them",
        "lost": "lost ones likewise",
        "counterparts": "ln of the number of counterparts",
        "in_main_unit": "the likeliest counterpart stands in a main counterpart of the unit",
        "heading": "the sentence is a heading",
        "length": "of the sentence",
        "law": "the central document stands in articles 第…条",
    },
    "added": {
        "support": "odds of the best counterpart that was not linked",
        "law_support": "... where the central document stands in articles 第…条, else 0",
        "unit_support": "odds of the best counterpart of another sentence of the unit, linked or not",
        "unit_linked": "the share of the unit's sentences that have a counterpart",
        "near": "the mean probability of the best counterparts of the sentences before and behind",
        "known": "the share of its pairs of characters that the central document has",
        "known_in_unit": "the share that its nearest central unit has",
        "heading": "the sentence is a heading",
        "item": "it is an item of a list",
        "length": "of the sentence",
        "law": "the central document stands in articles 第…条",
    },
    "missing": {
        "support": "odds of the best answer that was not linked",
        "known": "the share of its pairs of characters that the local document has",
        "known_in_unit": "the share that its nearest local unit has",
        "unit_answered": "the share of the unit's sentences that are answered",
        "heading": "the sentence is a heading",
        "item": "it is an item of a list",
        "length": "of the sentence",
        "law": "the central document stands in articles 第…条",
    },
    "coverage": {
        "answered": "the share of the unit's sentences that are answered",
        "missing": "the share that is missing",
        "least": "odds of the best answer of the sentence that is answered least",
        "left": "odds of the best answer to any of the missing sentences",
        "best_link": "odds of the likeliest link of the unit",
        "weakest_link": "odds of the weakest one",
        "units": "local units that take it up",
        "sentences": "ln of the number of its sentences",
        "document": "the share of central sentences that are answered",
        "law": "the central document stands in articles 第…条",
    },
}
# Pairs of characters say what a text speaks of, in whatever order.
_SPAN = 2
_WEAK = 0.6
_TextPairs = tuple[frozenset[str], Mapping[str, frozenset[str]]]  # of the whole document, and of each unit


@dataclass(frozen=True, slots=True)
class Setting:
    """What verdicts on one pair of documents are read against; made by :func:`setting_of`.

    ``linked`` and ``answered`` are the shares of sentences that have a counterpart, by unit; ``covered`` that of all central ones.
    ``units`` are those of the local document by their ids, ``central_units`` those of the central one;
    ``main`` are the main counterparts of a local unit, ``scores`` those of the links of a central one; ``order`` the local sentences and
    their places; ``repeated`` the texts that stand more than once in either document.
    """

    alignment: Alignment
    units: Mapping[str, Unit]
    central_units: Mapping[str, Unit]
    law: float
    linked: Mapping[str, float]
    answered: Mapping[str, float]
    covered: float
    main: Mapping[str, frozenset[str]]
    scores: Mapping[str, Sequence[float]]
    order: tuple[Sentence, ...]
    places: Mapping[str, int]
    repeated: frozenset[str]
    local_words: _TextPairs
    central_words: _TextPairs


def setting_of(alignment: Alignment) -> Setting:
    """Read once per pair of documents, linear in their length."""
    local, central = alignment.local, alignment.central
    main: dict[str, set[str]] = {}
    for link in alignment.unit_links:
        if link.main:
            main.setdefault(link.local, set()).add(link.central)
    scores: dict[str, list[float]] = {}
    for sentence_link in alignment.sentence_links:
        scores.setdefault(_unit_of(sentence_link.central), []).append(sentence_link.score)
    answered = {link.central for link in alignment.sentence_links}
    return Setting(
        alignment=alignment,
        units={unit.id: unit for unit in local.units},
        central_units={unit.id: unit for unit in central.units},
        law=float(2 * sum(unit.label.endswith("条") for unit in central.units) > len(central.units)),
        linked=_shares(local, {link.local for link in alignment.sentence_links}),
        answered=_shares(central, answered),
        covered=len(answered) / max(1, len(central.sentences)),
        main={unit: frozenset(found) for unit, found in main.items()},
        scores=scores,
        order=tuple(local.sentences),
        places={sentence.id: i for i, sentence in enumerate(local.sentences)},
        repeated=frozenset().union(*map(_repeated, (local, central))),
        local_words=_words(local),
        central_words=_words(central),
    )


def linked_values(
    case: LinkedSentence,
    links: Sequence[SentenceLink],
    measured: Mapping[str, float],
    probabilities: Mapping[Relation, float],
    said: Relation,
    setting: Setting,
) -> Values:
    """The values of the relation of a sentence that has counterparts; ``measured`` are those of the relation model."""
    sentence, new, lost = case.sentence, measured["new_content"], measured["lost_content"]
    once = comparable(sentence.text) not in setting.repeated
    return {
        "said": odds(probabilities[said]),
        "link": odds(links[0].score),
        "unchanged": float(not new and not lost and once),
        "p_verbatim": probabilities["verbatim"],
        "p_strengthened": probabilities["strengthened"],
        "weak_link": float(links[0].score < _WEAK),
        "stricter": math.log1p(sum(shift.up for shift in case.shifts)),
        "milder": math.log1p(sum(not shift.up for shift in case.shifts)),
        "copied": case.local.share,
        "new": new,
        "lost": lost,
        "counterparts": measured["counterparts"],
        "in_main_unit": float(_unit_of(links[0].central) in setting.main.get(sentence.unit, ())),
        "heading": float(sentence.kind == "heading"),
        "length": _length(sentence),
        "law": setting.law,
    }


def added_values(sentence: Sentence, setting: Setting) -> Values:
    """The values of a local sentence that is said to be added."""
    support, place = setting.alignment.local_support, setting.places[sentence.id]
    near = [*setting.order[max(0, place - 1) : place], *setting.order[place + 1 : place + 2]]
    unit = setting.units[sentence.unit]
    beside = [support[one.id] for one in (unit.sentences if unit else ()) if one.id != sentence.id]
    own = odds(support[sentence.id])
    return {
        "support": own,
        "law_support": setting.law * own,
        "unit_support": odds(max(beside, default=0.0)),
        "unit_linked": setting.linked[sentence.unit],
        "near": sum(support[one.id] for one in near) / max(1, len(near)),
        **_of_silent(sentence, setting.central_words, setting.law),
    }


def missing_values(sentence: Sentence, setting: Setting) -> Values:
    """The values of a central sentence that is said to be missing."""
    return {
        "support": odds(setting.alignment.central_support[sentence.id]),
        "unit_answered": setting.answered[sentence.unit],
        **_of_silent(sentence, setting.local_words, setting.law),
    }


def coverage_values(entry: Coverage, sentences: Sequence[Sentence], setting: Setting) -> Values:
    """The values of what is said of a central unit that has these sentences."""
    support, scores = setting.alignment.central_support, setting.scores.get(entry.central, ())
    count = max(1, len(sentences))
    return {
        "answered": setting.answered[entry.central],
        "missing": len(entry.missing) / count,
        "least": odds(min((support[sentence.id] for sentence in sentences), default=0.0)),
        "left": odds(max((support[name] for name in entry.missing), default=0.0)),
        "best_link": odds(max(scores, default=0.0)),
        "weakest_link": odds(min(scores, default=0.0)),
        "units": math.log1p(len(entry.local)),
        "sentences": math.log(count),
        "document": setting.covered,
        "law": setting.law,
    }


def odds(probability: float) -> float:
    """The logarithm of the odds, from about -5 to 5.

    >>> odds(0.5), odds(1.0) == odds(0.999)
    (0.0, True)
    """
    kept = min(0.993, max(0.007, probability))
    return math.log(kept / (1.0 - kept))


def _unit_of(sentence_id: str) -> str:
    return sentence_id.rpartition(":")[0]


def _of_silent(sentence: Sentence, words: _TextPairs, law: float) -> Values:
    """The values of a sentence that has nothing on the other side, whose words those are."""
    whole, units = words
    own = _pairs(sentence.text)
    nearest = max((len(own & unit) for unit in units.values()), default=0)
    return {
        "known": len(own & whole) / max(1, len(own)),
        "known_in_unit": nearest / max(1, len(own)),
        "heading": float(sentence.kind == "heading"),
        "item": float(sentence.kind == "item"),
        "length": _length(sentence),
        "law": law,
    }


def _length(sentence: Sentence) -> float:
    return math.log(max(1, len(sentence.text)))


def _shares(document: SegmentedDocument, among: set[str]) -> dict[str, float]:
    """The share of sentences, by unit, that are among those named."""
    return {
        unit.id: sum(sentence.id in among for sentence in unit.sentences) / max(1, len(unit.sentences))
        for unit in document.units
    }


def _repeated(document: SegmentedDocument) -> frozenset[str]:
    counts = Counter(comparable(sentence.text) for sentence in document.sentences)
    return frozenset(text for text, count in counts.items() if count > 1)


def _words(document: SegmentedDocument) -> _TextPairs:
    units = {
        unit.id: frozenset(pair for sentence in unit.sentences for pair in _pairs(sentence.text))
        for unit in document.units
    }
    return frozenset().union(*units.values()), units


def _pairs(text: str) -> frozenset[str]:
    plain = comparable(text)
    return frozenset(plain[i : i + _SPAN] for i in range(len(plain) - _SPAN + 1))
