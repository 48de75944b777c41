"""How well and how fast texts are aligned, beside the tools people use for it, on the same units and labels in the same run.

    python benchmarks/align_peers.py ../shared [--rounds 3]

The peers are taken where they are installed (`pip install diff-match-patch redlines`) and nothing here depends on them: scikit-learn's
TF-IDF of character 2- to 4-grams, rapidfuzz's ratios, and two diff tools. Each is given our units and sentences without blanks and
punctuation. A likeness links two texts from one threshold on, one for sentences and one for units; both are chosen on the other
documents, never on the document they are measured on. A diff is one of the whole texts: two texts are linked where at least half of the
shorter one stands in equal stretches between them.

Ours is taken as shipped, and its model was fitted on documents among these; what it does on documents left out is printed by
`fit_links.py`. Nothing was ever chosen on those marked *, for ours or for the peers.

F1 of links counts labelled local sentences and units only; partial counterparts of units count neither way, as in the shared scorer.
Seconds are those of the processor for the links of both levels, the median of some rounds in which all take turns; a first one is not
counted. Who needs more than three seconds for a document is run on it once only.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from link_gold import HELD_OUT, GoldPair, Matrix, load_pairs
from numpy.typing import NDArray
from peer_aligners import Aligner, Scores, aligners
from peer_extractors import reason

ROUNDS = 3
ENOUGH = 3.0  # seconds on a document; who needs more is not run on it again
THRESHOLDS = np.arange(1, 100) / 100


class Run(NamedTuple):
    """What an aligner found in each document in its first run, and the seconds that took."""

    aligner: Aligner
    scores: list[Scores]
    seconds: list[float]


class Level(NamedTuple):
    """Scores and labels of one document on one level; nobody chooses anything on it where it is ``held_out``."""

    scores: Matrix
    gold: Matrix
    held_out: bool


def main() -> None:
    """Print F1 of sentence and article links, and seconds, of each aligner on each document."""
    parser = argparse.ArgumentParser(description="Measure aligners on the same units and labels.")
    parser.add_argument("shared", type=Path, help="the folder with the labelled material")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args()
    print_comparison(load_pairs(arguments.shared), arguments.rounds)


def print_comparison(pairs: Sequence[GoldPair], rounds: int) -> None:
    """The three tables."""
    found = [run for aligner in aligners() for run in first_run(aligner, pairs)]
    names = [run.aligner.name for run in found]
    labelled = [i for i, pair in enumerate(pairs) if pair.sentences is not None]
    for title, chosen, level in (
        ("sentence links", labelled, sentence_level),
        ("article links", list(range(len(pairs))), unit_level),
    ):
        columns = [
            left_out_f1([level(pairs[i], run.scores[i]) for i in chosen], run.aligner.threshold) for run in found
        ]
        print(f"\n{title}: F1")
        print_table([pairs[i].name for i in chosen], names, columns, lambda row: [f"{value:.3f}" for value in row])
    print(f"\nseconds of the processor (× ours), median of {rounds} rounds")
    print_table([pair.name for pair in pairs], names, seconds(found, pairs, rounds), with_ratios)


def first_run(aligner: Aligner, pairs: Sequence[GoldPair]) -> list[Run]:
    """What an aligner finds in each document, in a list of one; none if it fails on a document."""
    scores, taken = [], []
    try:
        for pair in pairs:
            start = time.process_time()
            scores.append(aligner.score(pair.central, pair.local))
            taken.append(time.process_time() - start)
    except Exception as error:
        if aligner.name == "duizhao":
            raise
        print(f"{aligner.name}: left out, it fails on these documents ({reason(error)})")
        return []
    return [Run(aligner, scores, taken)]


# -------------------------------------------------------------------------------------------------------------------- F1


def sentence_level(pair: GoldPair, scores: Scores) -> Level:
    """The labelled sentences of a document."""
    labelled = [sentence.id in pair.relations for sentence in pair.local.sentences]
    gold = pair.sentences if pair.sentences is not None else np.zeros(scores.sentences.shape)
    return Level(scores.sentences[labelled], gold[labelled], pair.name in HELD_OUT)


def unit_level(pair: GoldPair, scores: Scores) -> Level:
    """The labelled units of a document."""
    labelled = [unit.id in pair.unit_relations for unit in pair.local.units]
    return Level(scores.units[labelled], pair.units[labelled], pair.name in HELD_OUT)


def f1(linked: NDArray[np.bool_], gold: Matrix) -> float:
    """F1 of links; what is linked to a partial counterpart (2) counts neither way.

    >>> round(f1(np.array([[True, True, True], [False, False, False]]), np.array([[1, 2, 0], [0, 1, 0]])), 2)
    0.5
    """
    hits, found, wanted = (int(part.sum()) for part in (linked & (gold == 1), linked & (gold < 2), gold == 1))
    return 2 * hits / (found + wanted) if found + wanted else 1.0


def left_out_f1(levels: Sequence[Level], threshold: float | None) -> list[float]:
    """F1 on each document; without a threshold with the one that is best, on average, on the others.

    >>> sure, unsure = np.array([[0.9, 0.5]]), np.array([[0.5, 0.1]])
    >>> left_out_f1([Level(sure, np.array([[1, 0]]), False), Level(unsure, np.array([[1, 0]]), False)], None)
    [0.6666666666666666, 0.0]
    """
    if threshold is not None:
        return [f1(one.scores >= threshold, one.gold) for one in levels]
    curves = np.array([[f1(one.scores >= value, one.gold) for value in THRESHOLDS] for one in levels])
    chosen = []
    for i in range(len(levels)):
        others = [j for j, one in enumerate(levels) if j != i and not one.held_out]
        if not others:
            raise ValueError("a threshold is chosen on other documents, and there is none; give two at least")
        chosen.append(float(curves[i, curves[others].mean(axis=0).argmax()]))
    return chosen


# ---------------------------------------------------------------------------------------------------------------- seconds


def seconds(found: Sequence[Run], pairs: Sequence[GoldPair], rounds: int) -> list[list[float]]:
    """Median seconds of each aligner on each document, without the first run, in which whatever is loaded once is loaded."""
    times: list[list[list[float]]] = [[[] for _ in pairs] for _ in found]
    for turn in range(rounds):
        for i in _turned(range(len(found)), turn):
            for pair, first, taken in zip(pairs, found[i].seconds, times[i], strict=True):
                if first < ENOUGH:
                    start = time.process_time()
                    found[i].aligner.score(pair.central, pair.local)
                    taken.append(time.process_time() - start)
    return [
        [statistics.median(taken or [first]) for taken, first in zip(times[i], run.seconds, strict=True)]
        for i, run in enumerate(found)
    ]


def _turned(numbers: Sequence[int], turn: int) -> Sequence[int]:
    first = turn % len(numbers)
    return [*numbers[first:], *numbers[:first]]


# ----------------------------------------------------------------------------------------------------------------- tables


def print_table(
    documents: Sequence[str],
    names: Sequence[str],
    columns: Sequence[Sequence[float]],
    written: Callable[[Sequence[float]], list[str]],
) -> None:
    """A line for each document, and their means: of those that something may be chosen on, and of the others."""
    rows = list(zip(*columns, strict=True))
    lines = [["", *names]]
    for document, row in zip(documents, rows, strict=True):
        lines.append([document + "*" * (document in HELD_OUT), *written(row)])
    for title, held_out in (("mean without *", False), ("mean of *", True)):
        part = [row for document, row in zip(documents, rows, strict=True) if (document in HELD_OUT) is held_out]
        if part:
            lines.append([title, *written([float(value) for value in np.mean(part, axis=0)])])
    first, *widths = (max(map(len, column)) for column in zip(*lines, strict=True))
    for name, *cells in lines:
        print(name.ljust(first) + "".join(cell.rjust(width + 2) for cell, width in zip(cells, widths, strict=True)))


def with_ratios(row: Sequence[float]) -> list[str]:
    """Seconds, each with how many times ours it is; ours comes first.

    >>> with_ratios([0.2, 0.1])
    ['0.20', '0.10 (0.50)']
    """
    ours, *others = row
    return [f"{ours:.2f}", *(f"{other:.2f} ({other / max(ours, 1e-9):.2f})" for other in others)]


if __name__ == "__main__":
    main()
