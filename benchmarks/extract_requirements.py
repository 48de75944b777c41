"""How fast requirements are found, beside JioNLP's and Recognizers-Text's extractors, on the same sentences in the same run.

    python benchmarks/extract_requirements.py [FOLDER] [--megabytes 3] [--rounds 5]

The peers are taken where they are installed (`pip install jionlp recognizers-text-suite 'emoji<2'`: what Recognizers-Text imports is
gone from emoji 2) and nothing here depends on them. The sample is units of the folder's `.md` files, drawn by a fixed seed; reading
and segmenting are not counted, nor is a first pass over the sample, which loads what each loads once. Seconds are those of the
processor. Who is slower than 20 KB a second gets a part of the sample only.

The three do not look for the same. JioNLP's find times and amounts of money; of Recognizers-Text's models those of numbers, shares,
money, measures, ages and times run, each made once, and a row inside another of its rows (the number in a sum of money) is not
counted again. Both find what is said of any number or date, article numbers and dates of adoption too; duizhao finds the bounds of
duties, words without a figure (定期) among them, and says who must do what. So the rows of two are compared by place only.
"""

from __future__ import annotations

import argparse
import logging
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from peer_extractors import Find, Row, finders, reason

from duizhao.corpus import load_reading_rules, read_documents
from duizhao.segmenter import SegmentedDocument, Unit, load_numbering_rules, segment_document

MEGABYTES, ROUNDS = 3.0, 5
PART = 0.1  # megabytes for who is slower than
SLOW = 0.02  # megabytes a second
WARM_UP = 20  # units
_SEED = 7


@dataclass(frozen=True, slots=True)
class Extractor:
    """An extractor with the units it is given, each a document of its own, and the rows it found in each."""

    name: str
    find: Find
    units: Sequence[SegmentedDocument]
    rows: Sequence[list[Row]]

    @property
    def megabytes(self) -> float:
        """How much text it is given."""
        return sum(map(size, self.units))


def main() -> None:
    """Print megabytes a second, rows, and how many rows of two extractors lie in the same place."""
    parser = argparse.ArgumentParser(description="Time extractors of figures on the same sentences.")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/laws"), help="its .md files are read")
    parser.add_argument("--megabytes", type=float, default=MEGABYTES, help="size of the sample")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    arguments = parser.parse_args()
    logging.disable()  # JioNLP logs what it cannot parse
    units = sample(arguments.folder, arguments.megabytes)
    sentences = sum(len(unit.sentences) for unit in units)
    print(f"{len(units)} units, {sentences} sentences, {sum(map(size, units)):.2f} MB (seed {_SEED})")
    extractors = [extractor for name, find in finders() for extractor in prepare(name, find, units)]
    print_times(extractors, arguments.rounds)
    print_places(extractors)


# ------------------------------------------------------------------------------------------------------------- the sample


def sample(folder: Path, megabytes: float) -> list[SegmentedDocument]:
    """Units of a folder's files, in an order drawn by the seed, until so much text is reached: any beginning is a sample too."""
    paths = sorted(path for path in folder.rglob("*.md") if path.is_file())
    if not paths:
        raise SystemExit(f"no .md file in {folder}")
    draw = random.Random(_SEED)  # noqa: S311 - the same sample each time
    draw.shuffle(paths)
    rules, numbering = load_reading_rules(), load_numbering_rules()
    units: list[SegmentedDocument] = []
    done = 0.0
    for path in paths:
        for document in read_documents(path, rules=rules):
            segmented = segment_document(document, numbering=numbering)
            units += (_alone(segmented, unit) for unit in segmented.units)
            done += size(segmented)
        if done >= megabytes:
            break
    draw.shuffle(units)
    return beginning(units, megabytes)


def _alone(document: SegmentedDocument, unit: Unit) -> SegmentedDocument:
    # Requirements inherit nothing from one unit to the next, so a unit alone yields what it yields in its document.
    return SegmentedDocument(document.document, (unit,))


def beginning(units: Sequence[SegmentedDocument], megabytes: float) -> list[SegmentedDocument]:
    """The first units that hold so much text, or all."""
    taken, done = [], 0.0
    for unit in units:
        if done >= megabytes:
            break
        taken.append(unit)
        done += size(unit)
    return taken


def size(document: SegmentedDocument) -> float:
    """Megabytes of its sentences in UTF-8."""
    return sum(len(sentence.text.encode()) for sentence in document.iter_sentences()) / 1e6


# --------------------------------------------------------------------------------------------------------- the extractors


def prepare(name: str, find: Find, units: Sequence[SegmentedDocument]) -> list[Extractor]:
    """An extractor with what it found in the units, or in a part of them if it is slow; none if it fails."""
    part = beginning(units, PART)
    try:
        for unit in units[:WARM_UP]:
            find(unit)
        speed = sum(map(size, part)) / max(seconds(find, part), 1e-9)
        if speed < SLOW:
            units = part
            print(f"{name}: slow ({1000 * speed:.0f} KB/s), measured on the first {sum(map(size, part)):.2f} MB only")
        rows = [find(unit) for unit in units]
    except Exception as error:
        if name == "duizhao":
            raise
        print(f"{name}: left out, it fails on these sentences ({reason(error)})")
        return []
    return [Extractor(name, find, units, rows if name == "duizhao" else [outermost(found) for found in rows])]


def outermost(rows: Iterable[Row]) -> list[Row]:
    """The rows that lie in no other one; of two in one place the first.

    >>> outermost([Row("number", 3, 5), Row("money", 3, 6), Row("number", 8, 9), Row("age", 8, 9)])
    [Row(kind='money', start=3, end=6), Row(kind='number', start=8, end=9)]
    """
    kept: list[Row] = []
    for row in sorted(rows, key=lambda row: (row.start, -row.end)):
        if not kept or row.end > kept[-1].end:
            kept.append(row)
    return kept


# --------------------------------------------------------------------------------------------------------------- figures


def seconds(find: Find, units: Sequence[SegmentedDocument]) -> float:
    """Seconds of the processor for all units."""
    start = time.process_time()
    for unit in units:
        find(unit)
    return time.process_time() - start


def print_times(extractors: Sequence[Extractor], rounds: int) -> None:
    """Each extractor's median over rounds in which they take turns, and the rows it found."""
    times: dict[str, list[float]] = {extractor.name: [] for extractor in extractors}
    for turn in range(rounds):
        first = turn % len(extractors)
        for extractor in (*extractors[first:], *extractors[:first]):
            times[extractor.name].append(seconds(extractor.find, extractor.units))
    print(f"median of {rounds} rounds, seconds of the processor")
    ours = 0.0
    for extractor in extractors:
        values, megabytes = times[extractor.name], extractor.megabytes
        median = max(statistics.median(values), 1e-9)
        ours = ours or megabytes / median
        kinds = Counter(row.kind for found in extractor.rows for row in found)
        print(
            f"  {extractor.name:18s}{megabytes:5.2f} MB {median:7.2f} s ({min(values):.2f} to {max(values):.2f})"
            f" {megabytes / median:7.3f} MB/s, {megabytes / median / ours:.3f} × ours;"
            f" {kinds.total()} rows, {kinds.total() / megabytes:.0f} per MB: {_listed(kinds)}"
        )


def print_places(extractors: Sequence[Extractor]) -> None:
    """How many of our rows overlap one of each peer's, and the reverse, in the units that both were given."""
    ours, *peers = extractors
    for peer in peers:
        for one, other in ((ours, peer), (peer, ours)):
            rows, shared = overlapping(one.rows, other.rows)
            share = f" ({100 * shared.total() / rows.total():.0f}%)" if rows else ""
            print(
                f"  of {rows.total()} rows of {one.name} {shared.total()}{share} overlap one of {other.name}: "
                + ", ".join(f"{kind} {shared[kind]} of {number}" for kind, number in rows.most_common())
            )


def overlapping(rows: Sequence[list[Row]], others: Sequence[list[Row]]) -> tuple[Counter[str], Counter[str]]:
    """The rows by kind, and those of them that overlap another extractor's; unit by unit, as far as both go.

    >>> overlapping([[Row("figure", 0, 4), Row("vague", 9, 11)], [Row("figure", 7, 9)]], [[Row("time", 2, 4)]])
    (Counter({'figure': 1, 'vague': 1}), Counter({'figure': 1}))
    """
    both = list(zip(rows, others, strict=False))
    shared = Counter(
        row.kind
        for mine, theirs in both
        for row in mine
        if any(row.start < other.end and other.start < row.end for other in theirs)
    )
    return Counter(row.kind for mine, _ in both for row in mine), shared


def _listed(kinds: Mapping[str, int]) -> str:
    return ", ".join(f"{kind} {number}" for kind, number in Counter(kinds).most_common()) or "none"


if __name__ == "__main__":
    main()
