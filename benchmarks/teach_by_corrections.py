"""What corrections teach is right how often: labels of one document taken as corrections, held against those of another.

python benchmarks/teach_by_corrections.py ../shared            # a minute or two

The first table chooses ``ALIKE`` (changes/alike_wording.py), the second says what carrying over is worth, the third what fifty judgements
are (changes/recalibration.py). The shipped models know these labels, so the second and third say what is gained at the least.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path

import numpy as np
from link_gold import GoldPair, load_pairs
from rapidfuzz.distance import Indel
from sklearn.metrics import log_loss

from duizhao.changes import Comparison, Correction, JudgedVerdict, Quoted, compare_documents, compare_taught, source_of
from duizhao.changes.recalibration import FEWEST, fit_recalibration
from duizhao.language import comparable
from duizhao.materials import Materials, load_materials

BOUNDS = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75)
DRAWS = 6
Label = tuple[frozenset[str], str]


def labels_of(pair: GoldPair) -> dict[str, Label]:
    """The counterparts and the relation of each labelled local sentence."""
    central, matrix = [sentence.id for sentence in pair.central.sentences], np.asarray(pair.sentences)
    return {
        sentence.id: (
            frozenset(central[j] for j in np.flatnonzero(matrix[i] == 1)),
            pair.relations[sentence.id],
        )
        for i, sentence in enumerate(pair.local.sentences)
        if sentence.id in pair.relations
    }


def siblings(pairs: Sequence[GoldPair]) -> Iterator[tuple[GoldPair, GoldPair]]:
    """Every two labelled documents with the same central one, both ways."""
    for one, other in permutations(pairs, 2):
        if one.central.document.text == other.central.document.text:
            yield one, other


def print_alike(pairs: Sequence[GoldPair]) -> None:
    """How often sentences so alike have the same counterparts, and the same relation."""
    found = []
    for one, other in siblings(pairs):
        if one.name < other.name:
            forms = [{s.id: comparable(s.text) for s in pair.local.sentences} for pair in (one, other)]
            for name, label in labels_of(one).items():
                for place, here in labels_of(other).items():
                    likeness = Indel.normalized_similarity(forms[0][name], forms[1][place], score_cutoff=BOUNDS[-1])
                    if likeness >= BOUNDS[-1]:
                        found.append((likeness, label[0] == here[0], label[1] == here[1]))
    print("alike from: pairs, same counterparts, same relation")
    for bound in BOUNDS:
        own = [one for one in found if one[0] >= bound]
        print(f"  {bound:.2f}: {len(own)}, {sum(one[1] for one in own)}, {sum(one[2] for one in own)}")


def as_corrections(pair: GoldPair) -> list[Correction]:
    """The labels of a document as a person's corrections."""
    ours, theirs = ({s.id: s.text for s in one.sentences} for one in (pair.local, pair.central))
    return [
        Correction(
            central_document=source_of(pair.central),
            local_document=source_of(pair.local),
            side="local",
            sentence=Quoted(name, ours[name]),
            links=tuple(Quoted(link, theirs[link]) for link in sorted(links)),
            relation=relation,  # type: ignore[arg-type]
        )
        for name, (links, relation) in labels_of(pair).items()
        if bool(links) == (relation != "added")
    ]


def compared(pair: GoldPair, materials: Materials, teaching: Sequence[Correction] = ()) -> Comparison:
    """The pair compared, with what is taught."""

    def compare(shares: Sequence[Sequence[Correction]]) -> list[Comparison]:
        return [
            compare_documents(
                pair.central, pair.local, linker=materials.linker, judging=materials.judging, corrections=share
            )
            for share in shares
        ]

    return compare_taught(compare, [()], [teaching])[0]


def print_carried(pairs: Sequence[GoldPair], materials: Materials) -> None:
    """How many verdicts corrections of one document reach in another, and how many of them are right before and after."""
    print("corrections of, to: sentences reached, changed; right before, after (counterparts and relation)")
    for one, other in siblings(pairs):
        labels = labels_of(other)
        before = {change.local: change for change in compared(other, materials).sentences}
        after = [change for change in compared(other, materials, as_corrections(one)).sentences if change.taught]
        rows = [
            [
                (frozenset(link.central for link in change.links), change.relation) == labels[now.local]
                for change in (before[now.local], now)
            ]
            for now in after
            if now.local in labels
        ]
        changed = sum(change.taught.changed for change in after if change.taught)
        print(f"  {one.name} → {other.name}: {len(after)}, {changed};", *np.sum(rows, axis=0) if rows else (0, 0))


def print_recalibrated(pairs: Sequence[GoldPair], materials: Materials) -> None:
    """What is gained in log-loss on the rest of a document by fifty judgements, drawn at random."""
    gains = []
    for pair in pairs:
        verdicts = [
            JudgedVerdict(
                change.relation, change.certainty.probability, change.relation == pair.relations[change.local]
            )
            for change in compared(pair, materials).sentences
            if change.certainty and change.local in pair.relations
        ]
        if len(verdicts) < FEWEST + 30:
            continue
        drawn = []
        for seed in range(DRAWS):
            random.Random(seed).shuffle(verdicts)  # noqa: S311  a sample, no secret
            found, rest = fit_recalibration(verdicts[:FEWEST]), verdicts[FEWEST:]
            right = [one.right for one in rest]
            shipped = [one.certainty for one in rest]
            moved = [found.probability(one.said, one.certainty) for one in rest]
            drawn.append(log_loss(right, shipped, labels=[0, 1]) - log_loss(right, moved, labels=[0, 1]))
        gains.append(float(np.mean(drawn)))
        print(f"  {pair.name}: {gains[-1]:+.4f}")
    better = sum(gain > 0 for gain in gains)
    print(f"log-loss gained by {FEWEST} judgements: {np.mean(gains):+.4f}, {better} of {len(gains)} documents gain")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    pairs = [pair for pair in load_pairs(parser.parse_args().shared) if pair.sentences is not None]
    materials = load_materials()
    print_alike(pairs)
    print_carried(pairs, materials)
    print_recalibrated(pairs, materials)


if __name__ == "__main__":
    main()
