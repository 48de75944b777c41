"""Put the sentences that we are in doubt about before a judge, and take its word together with our own."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ..segmenter import SegmentedDocument, Unit
from .arrays import Matrix
from .candidates import Columns
from .judge import Judge, Opinions, Passage, Question
from .judge_blend import SEEN, JudgeBlend

# A sentence with a counterpart that is so likely, neither more nor less, is in doubt.
_DOUBT = (0.08, 0.8)
# So many of the likeliest counterparts are shown side by side.
CANDIDATES = 8


@dataclass(frozen=True, slots=True)
class LookedAt:
    """The pairs of sentences that were looked at, by row (local) and column (central), with the features that the blend needs."""

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    seen: Columns

    @classmethod
    def joined(cls, parts: Sequence[LookedAt]) -> LookedAt:
        """Those of all parts of two documents."""
        return cls(
            np.concatenate([part.rows for part in parts]),
            np.concatenate([part.columns for part in parts]),
            {name: np.concatenate([part.seen[name] for part in parts]) for name in SEEN},
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking: the pairs (by position) that have another probability now, with what it comes from, and who was answered for.

    ``features`` of each pair hold ``own``, ``judge`` and the rest of what the blend looked at; ``answered`` are positions of local
    sentences; ``warnings`` are for the reader of a report.
    """

    probability: Mapping[tuple[int, int], float]
    features: Mapping[tuple[int, int], Mapping[str, float]]
    answered: frozenset[int]
    warnings: tuple[str, ...]


NOBODY_ASKED = Asked(MappingProxyType({}), MappingProxyType({}), frozenset(), ())


def in_doubt(probability: Matrix, first: float) -> NDArray[np.bool_]:
    """Which local sentences have a counterpart that is neither likely nor unlikely, or none that would be linked.

    :param probability: of every pair, shaped (local, central); ``first`` the one from which a best counterpart is linked.

    >>> in_doubt(np.array([[0.95, 0.01], [0.4, 0.01], [0.01, 0.02]]), 0.37).tolist()
    [False, True, True]
    """
    between = (probability >= _DOUBT[0]) & (probability <= _DOUBT[1])
    return np.asarray(between.any(axis=1) | (probability.max(axis=1, initial=0.0) < first))


def ask_judge(  # noqa: PLR0913  two documents, what was found, and who is asked how
    central: SegmentedDocument,
    local: SegmentedDocument,
    probability: Matrix,
    pairs: LookedAt,
    *,
    judge: Judge,
    blend: JudgeBlend,
    first: float,
    known: Container[str] = (),
) -> Asked:
    """Ask about every local sentence in doubt but those (by id) whose counterparts are ``known``. One call of the judge.

    Where it gives no answer, or one that is none, our own probability stands, and a warning says how often.
    """
    places = _by_row(pairs, in_doubt(probability, first))
    ids = [sentence.id for sentence in local.iter_sentences()]
    chosen = [
        (row, _likeliest(probability[row], pairs.columns[found], found))
        for row, found in sorted(places.items())
        if ids[row] not in known
    ]
    if not chosen:
        return NOBODY_ASKED
    ours, theirs = _passages(local), _passages(central)
    questions = [Question(ours[row], tuple(theirs[j] for j in pairs.columns[found])) for row, found in chosen]
    opinions = judge.answer(questions)
    answered = [
        (row, found, answer)
        for (row, found), answer in zip(chosen, _checked(opinions, questions), strict=True)
        if answer is not None
    ]
    warnings = (*opinions.remarks, *_unanswered(len(questions) - len(answered), len(questions)))
    return _blended(answered, probability, pairs, blend, warnings)


def _by_row(pairs: LookedAt, wanted: NDArray[np.bool_]) -> dict[int, NDArray[np.intp]]:
    """The places of the pairs of each wanted local sentence."""
    found = np.flatnonzero(wanted[pairs.rows])
    found = found[np.argsort(pairs.rows[found], kind="stable")]
    rows, starts = np.unique(pairs.rows[found], return_index=True)
    return dict(zip(rows.tolist(), np.split(found, starts[1:]), strict=False)) if len(rows) else {}


def _likeliest(of_row: NDArray[np.float64], columns: NDArray[np.intp], places: NDArray[np.intp]) -> NDArray[np.intp]:
    """The likeliest pairs of a sentence, in the order of the central document: the order shall tell nothing of what we think."""
    return np.sort(places[np.argsort(-of_row[columns], kind="stable")[:CANDIDATES]])


def _passages(document: SegmentedDocument) -> list[Passage]:
    return [Passage(_called(unit), sentence.text) for unit in document.units for sentence in unit.sentences]


def _called(unit: Unit) -> str:
    """What the article is called: its heading, else its number with the heading above it."""
    return unit.heading or " ".join(part for part in (*unit.path[-1:], unit.place) if part)


def _checked(opinions: Opinions, questions: Sequence[Question]) -> list[tuple[float, ...] | None]:
    """The answers that are ones: a probability for each candidate."""
    found: list[tuple[float, ...] | None] = []
    for i, question in enumerate(questions):
        answer = opinions.probabilities[i] if i < len(opinions.probabilities) else None
        sound = answer is not None and len(answer) == len(question.candidates) and all(0 <= p <= 1 for p in answer)
        found.append(answer if sound else None)
    return found


def _unanswered(missing: int, asked: int) -> tuple[str, ...]:
    return (f"裁判没有回答 {asked} 个问题中的 {missing} 个，这些句子照自己的判断",) if missing else ()


def _blended(
    answered: Sequence[tuple[int, NDArray[np.intp], tuple[float, ...]]],
    probability: Matrix,
    pairs: LookedAt,
    blend: JudgeBlend,
    warnings: tuple[str, ...],
) -> Asked:
    if not answered:
        return replace(NOBODY_ASKED, warnings=warnings)
    places = np.concatenate([found for _, found, _ in answered])
    rows, columns = pairs.rows[places], pairs.columns[places]
    own, said = probability[rows, columns], np.array([p for _, _, answer in answered for p in answer])
    seen = {name: values[places] for name, values in pairs.seen.items()}
    together = blend.probability(own, said, seen)
    keys = list(zip(rows.tolist(), columns.tolist(), strict=True))
    shown = {"own": own, "judge": said, **seen}
    return Asked(
        dict(zip(keys, together.tolist(), strict=True)),
        {key: {name: float(values[k]) for name, values in shown.items()} for k, key in enumerate(keys)},
        frozenset(row for row, _, _ in answered),
        warnings,
    )
