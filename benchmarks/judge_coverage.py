"""Measure the judgement of coverage by itself: with the links that readers made instead of the aligner's.

python benchmarks/judge_coverage.py ../shared

The rules (changes/tables/exempt.toml, no_duty.toml) were chosen on the pairs above the line, never on those below it.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from link_gold import HELD_OUT, GoldPair, load_pairs

from duizhao.align import Alignment, SentenceLink, UnitLink
from duizhao.changes import judge_coverage
from duizhao.segmenter import Sentence

Judged = Counter[tuple[str, str]]  # status by readers, by us


def gold_alignment(pair: GoldPair) -> Alignment:
    """The hand-made links of a pair as if an aligner had been sure of each of them."""
    local, central = pair.local.sentences, pair.central.sentences
    links = [SentenceLink(a, b, 1.0) for a, b in _places(pair.sentences, local, central)]
    units = [
        UnitLink(pair.local.units[i].id, pair.central.units[j].id, 1.0, bool(pair.units[i, j] == 1))
        for i, j in zip(*pair.units.nonzero(), strict=True)
    ]
    answering, answered = {link.local for link in links}, {link.central for link in links}
    return Alignment(
        pair.central,
        pair.local,
        tuple(links),
        tuple(units),
        {sentence.id: float(sentence.id in answering) for sentence in local},
        {sentence.id: float(sentence.id in answered) for sentence in central},
    )


def _places(matrix: object, rows: tuple[Sentence, ...], columns: tuple[Sentence, ...]) -> Iterable[tuple[str, str]]:
    if matrix is None:
        raise ValueError("the sentences of this pair were not labelled")
    return ((rows[i].id, columns[j].id) for i, j in zip(*matrix.nonzero(), strict=True))  # type: ignore[attr-defined]


def judged(pair: GoldPair) -> Judged:
    """How often a central unit of each status was given each status."""
    status = {cover.central: cover.status for cover in judge_coverage(gold_alignment(pair))}
    return Counter((wanted, status[unit]) for unit, wanted in pair.coverage.items())


def figures(counts: Judged) -> dict[str, float]:
    """Accuracy over all units, precision and recall of ``absent``."""
    said = sum(n for (_, got), n in counts.items() if got == "absent")
    meant = sum(n for (wanted, _), n in counts.items() if wanted == "absent")
    both = counts["absent", "absent"]
    right = sum(n for (wanted, got), n in counts.items() if wanted == got)
    return {
        "coverage_accuracy": right / max(1, counts.total()),
        "absent_precision": both / said if said else 1.0,
        "absent_recall": both / meant if meant else 1.0,
    }


def labelled(shared: Path) -> list[GoldPair]:
    """The pairs whose sentences and coverage were labelled, those of ``HELD_OUT`` last."""
    pairs = [pair for pair in load_pairs(shared) if pair.sentences is not None and pair.coverage]
    return sorted(pairs, key=lambda pair: pair.name in HELD_OUT)


def main() -> None:
    """Print the figures of every pair, of all that the rules were chosen on, and of the two held out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    pairs = labelled(parser.parse_args().shared)
    for held_out in (False, True):
        group = [pair for pair in pairs if (pair.name in HELD_OUT) == held_out]
        for pair in group:
            _show(pair.name, judged(pair))
        _show("held out" if held_out else "all", sum(map(judged, group), Counter()))


def _show(name: str, counts: Judged) -> None:
    print(f"{name:30s} units {counts.total():4d}  " + "  ".join(f"{key} {x:.3f}" for key, x in figures(counts).items()))


if __name__ == "__main__":
    main()
