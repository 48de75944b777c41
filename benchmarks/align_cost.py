"""What a comparison costs in time and memory, how both grow with the length of the documents, and what TF-IDF costs on the same ones.

    python benchmarks/align_cost.py ../shared            # four minutes
    python benchmarks/align_cost.py ../shared --quick    # without the longest documents

Each case runs in a process of its own. There the first comparison is not timed: its highest memory is taken, with reading and segmenting,
over what the process had when everything was imported. Then `align_documents`, `compare_documents` (which aligns too, and finds
and compares the requirements) and TF-IDF with one threshold (scikit-learn, character 2- to 4-grams of the same sentences and units) take
turns; medians are printed, in seconds of the processor: the machine may have other work. A target is one for `compare_documents`.

For documents that do not exist in the length or number wanted, articles of real ones are put together anew and numbered through.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from link_gold import GoldPair, load_pairs
from peer_aligners import tf_idf

from duizhao.align import align_documents
from duizhao.changes import compare_documents
from duizhao.corpus import load_reading_rules, make_document, read_document
from duizhao.language.numerals import counted
from duizhao.segmenter import SegmentedDocument, Unit, load_numbering_rules, segment_document

LAW = "national/大气污染防治法(2018-10-26).md"
REGULATION = "shanghai/上海市大气污染防治条例(2018-12-20).md"
LOCALS = 31
LONG = 10_000  # sentences
FACTORS = (1, 2, 4, 8)
# Each is timed so often, or until so many seconds have gone.
RUNS, ENOUGH = 5, 10.0
PAIR_MEMORY = 200.0  # MB
_SEED = 7
_THRESHOLD = 0.22  # what TF-IDF links from; how many it links costs nothing


@dataclass(frozen=True, slots=True)
class Case:
    """A central text and the local ones it is set against one by one; ``seconds`` and ``memory`` (MB) are what it may cost."""

    name: str
    central: str
    local: tuple[str, ...]
    seconds: float | None = None
    memory: float | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """Units and sentences of the central and of all local texts; median seconds; MB over the import."""

    units: tuple[int, int]
    sentences: tuple[int, int]
    align: float
    compare: float
    tf_idf: float
    memory: float


def main() -> None:
    """Print the cost of each case, then how it grows."""
    parser = argparse.ArgumentParser(description="Time comparisons, and take their memory.")
    parser.add_argument("shared", type=Path, help="the folder with the labelled material and the laws")
    parser.add_argument("--quick", action="store_true", help="leave the longest documents out")
    arguments = parser.parse_args()
    pairs = load_pairs(arguments.shared)
    print_costs(cases(pairs, arguments.shared / "laws"))
    print_growth(growing(pairs, FACTORS[:-1] if arguments.quick else FACTORS))
    if not arguments.quick:
        print_costs([long_case(pairs, arguments.shared / "laws")])


# -------------------------------------------------------------------------------------------------------------- the cases


def cases(pairs: Sequence[GoldPair], laws: Path) -> list[Case]:
    """The pairs of the corpus, a long law with a long regulation, and a paper with many measures."""
    papers = [pair for pair in pairs if pair.name in ("align_beijing", "align_anhui")]
    paper = papers[0].central.document.raw
    law, regulation = (read_document(laws / name).raw for name in (LAW, REGULATION))
    draw = random.Random(_SEED)  # noqa: S311 - the same documents each time
    measures = [shuffled(papers[i % len(papers)].local, draw) for i in range(LOCALS)]
    return [
        *(Case(pair.name, paper, (pair.local.document.raw,), 0.3, PAIR_MEMORY) for pair in papers),
        Case("a law and a regulation", law, (regulation,), 2.0),
        Case(f"a paper and {LOCALS} shuffled measures", paper, tuple(measures), 20.0),
    ]


def growing(pairs: Sequence[GoldPair], factors: Sequence[int]) -> list[Case]:
    """The articles of all labelled pairs one behind another; of both sides the same part, which is all of them at the largest factor."""
    central = [unit for pair in pairs for unit in pair.central.units]
    local = [unit for pair in pairs for unit in pair.local.units]
    found = []
    for factor in factors:
        theirs, ours = (side[: len(side) * factor // max(FACTORS)] for side in (central, local))
        found.append(Case(f"{factor}× as long", articles(theirs), (articles(ours),)))
    return found


def long_case(pairs: Sequence[GoldPair], laws: Path, sentences: int = LONG) -> Case:
    """The central paper and a local text of so many sentences, of articles of any laws."""
    paths = sorted(laws.rglob("*.md"))
    random.Random(_SEED).shuffle(paths)  # noqa: S311 - the same document each time
    taken: list[Unit] = []
    found = 0
    for unit in _units(paths):
        if found >= sentences:
            break
        taken.append(unit)
        found += len(unit.sentences)
    paper = next(pair.central for pair in pairs if pair.name == "align_beijing")
    return Case(f"a paper and a text of {sentences} sentences", paper.document.raw, (articles(taken),))


def _units(paths: Sequence[Path]) -> Iterator[Unit]:
    rules, numbering = load_reading_rules(), load_numbering_rules()
    for path in paths:
        yield from segment_document(read_document(path, rules=rules), numbering=numbering).units


def shuffled(document: SegmentedDocument, draw: random.Random) -> str:
    """The articles of a document in another order."""
    return articles(draw.sample(document.units, len(document.units)))


def articles(units: Sequence[Unit]) -> str:
    """A text of these units as articles, numbered through, each on a line."""
    return "\n".join(
        f"第{counted(number)}条　{''.join(sentence.text for sentence in unit.sentences)}"
        for number, unit in enumerate(units, 1)
    )


# ------------------------------------------------------------------------------------------------------------------- cost


def in_new_process(case: Case) -> Cost:
    """The cost of a case, from a process that has done nothing else."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(cost_of, case).result()


def cost_of(case: Case) -> Cost:
    """The cost of a case here; memory is right only where nothing larger was done before."""
    before = peak()
    central, *local = (segment_document(make_document(text)) for text in (case.central, *case.local))
    for document in local:
        compare_documents(central, document)
    memory = peak() - before
    align, compare, lexical = medians(
        lambda: [align_documents(central, document) for document in local],
        lambda: [compare_documents(central, document) for document in local],
        _linking_by_tf_idf(central, local),
    )
    return Cost(
        (len(central.units), sum(len(document.units) for document in local)),
        (len(central.sentences), sum(len(document.sentences) for document in local)),
        align,
        compare,
        lexical,
        memory,
    )


def _linking_by_tf_idf(central: SegmentedDocument, local: Sequence[SegmentedDocument]) -> Callable[[], object]:
    score = tf_idf()
    score(central, local[0])  # scikit-learn loads what it needs

    def link() -> list[int]:
        return [sum(int((level >= _THRESHOLD).sum()) for level in score(central, document)) for document in local]

    return link


def medians(*works: Callable[[], object]) -> list[float]:
    """Median seconds of the processor of each, taken in turns."""
    times: list[list[float]] = [[] for _ in works]
    while len(times[0]) < RUNS and sum(map(sum, times)) < ENOUGH:
        for work, taken in zip(works, times, strict=True):
            start = time.process_time()
            work()
            taken.append(time.process_time() - start)
    return [statistics.median(taken) for taken in times]


def peak() -> float:
    """The most memory this process has had so far, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux, where `ru_maxrss` begins with what the process that started this one had
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024**2 if sys.platform == "darwin" else 1024)  # bytes there, kilobytes elsewhere


# ---------------------------------------------------------------------------------------------------------------- figures


def print_costs(found: Sequence[Case]) -> None:
    """Print each case with its figures and what it may cost."""
    for case in found:
        _print_cost(case, in_new_process(case))


def _print_cost(case: Case, cost: Cost) -> None:
    lexical = max(cost.tf_idf, 1e-9)
    print(
        f"{case.name}: {cost.sentences[1]} sentences ({cost.units[1]} units)"
        f" against {cost.sentences[0]} ({cost.units[0]})\n"
        f"  align    {cost.align:7.2f} s, {cost.align / lexical:6.2f} × TF-IDF ({cost.tf_idf:.2f} s)\n"
        f"  compare  {cost.compare:7.2f} s, {cost.compare / lexical:6.2f} × TF-IDF{_held(cost.compare, case.seconds, 's')}\n"
        f"  memory   {cost.memory:7.0f} MB over the import{_held(cost.memory, case.memory, 'MB')}",
        flush=True,
    )


def _held(value: float, most: float | None, unit: str) -> str:
    return "" if most is None else f", {'within' if value <= most else 'NOT within'} {most:g} {unit}"


def print_growth(found: Sequence[Case]) -> None:
    """Print each case, and the power of the length with which time and memory grow."""
    costs = []
    for case in found:
        costs.append(in_new_process(case))
        _print_cost(case, costs[-1])
    lengths = [float(sum(cost.sentences)) for cost in costs]
    print("grows with the length to the power of (between the two longest)")
    for name, values in (
        ("align", [cost.align for cost in costs]),
        ("compare", [cost.compare for cost in costs]),
        ("TF-IDF", [cost.tf_idf for cost in costs]),
        ("memory", [cost.memory for cost in costs]),
    ):
        print(f"  {name:9s}{exponent(lengths, values):.2f} ({exponent(lengths[-2:], values[-2:]):.2f})")


def exponent(lengths: Sequence[float], values: Sequence[float]) -> float:
    """The power of the length with which values grow: the slope of the line through their logarithms.

    >>> round(exponent([1, 2, 4], [0.5, 2.0, 8.0]), 3)
    2.0
    """
    xs, ys = ([math.log(max(value, 1e-9)) for value in side] for side in (lengths, values))
    return statistics.linear_regression(xs, ys).slope


if __name__ == "__main__":
    main()
