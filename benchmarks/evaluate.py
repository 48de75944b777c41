"""Every figure by family left out: links, relations, coverage, certainty; papers and laws apart, and each pooled with its interval.

python benchmarks/evaluate.py ../shared                             # ten minutes on one core
python benchmarks/evaluate.py ../shared --svg docs/reliability.svg  # and draw how far the probabilities of links can be trusted

No model, weight or threshold saw the family it is measured on (left_out.py). Pairs held out (marked *) are in no fit. A share is printed
with how many it is of and the interval in which it lies in 95 of 100 cases (Wilson).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from calibration import print_calibration, reliability_svg
from fit_certainty import print_certainty, weigh_all, wilson
from left_out import Judge, judges
from link_gold import HELD_OUT
from threadpoolctl import threadpool_limits
from verdicts_of import COVERED, RELATIONS, Verdict, judged

from duizhao.changes import Comparison
from duizhao.changes.certainty import CertaintyModel
from duizhao.changes.judging import JudgingRules, load_judging_rules


@dataclass(frozen=True, slots=True)
class Measured:
    """A pair by its judge: the comparison, and its verdicts on which a reader spoke."""

    judge: Judge
    comparison: Comparison
    verdicts: tuple[Verdict, ...]

    @property
    def name(self) -> str:
        """The name of the labels, marked where the pair is in no fit."""
        name = self.judge.pair.name
        return name + (" *" if name in HELD_OUT else "")

    @property
    def links(self) -> list[tuple[float, bool]]:
        """The probability of every sentence link and whether a reader linked the two; none where no sentence was labelled."""
        gold = self.judge.pair.sentences
        if gold is None:
            return []
        rows = {sentence.id: i for i, sentence in enumerate(self.judge.pair.local.sentences)}
        columns = {sentence.id: i for i, sentence in enumerate(self.judge.pair.central.sentences)}
        return [
            (link.score, bool(gold[rows[link.local], columns[link.central]] == 1))
            for change in self.comparison.sentences
            for link in change.links
        ]

    @property
    def linked_by_readers(self) -> int:
        """How many links there are to find."""
        gold = self.judge.pair.sentences
        return 0 if gold is None else int(np.sum(gold == 1))


def print_pairs(measured: Sequence[Measured]) -> None:
    """A line for each pair."""
    print("by pair, its family left out: links P R F1, relations right, coverage right, added P R, missing P")
    for one in measured:
        sentences = [verdict for verdict in one.verdicts if verdict.said in RELATIONS]
        covered = [verdict for verdict in one.verdicts if verdict.said in COVERED]
        missing = [verdict for verdict in one.verdicts if verdict.said == "missing"]
        figures = [*f1(one), share(sentences), share(covered), *of_relation(sentences, "added"), share(missing)]
        print(f"  {one.name:34s}", " ".join("    –" if figure is None else f"{figure:5.3f}" for figure in figures))


def print_pooled(title: str, measured: Sequence[Measured]) -> None:
    """All pairs of a kind together, and the mean of their F1."""
    labelled = [one for one in measured if one.links]
    means = [f1(one)[2] or 0.0 for one in labelled]
    print(f"{title}: {len(measured)} pairs")
    print(f"  mean F1 of links {np.mean(means):.3f}, lowest {min(means):.3f}")
    hits = sum(right for one in labelled for _, right in one.links)
    print_share("precision of links", hits, sum(len(one.links) for one in labelled))
    print_share("recall of links", hits, sum(one.linked_by_readers for one in labelled))
    verdicts = [verdict for one in measured for verdict in one.verdicts]
    for name, kinds in (
        ("relations right", RELATIONS),
        ("coverage right", COVERED),
        ("missing precision", ("missing",)),
    ):
        own = [verdict.right for verdict in verdicts if verdict.said in kinds]
        print_share(name, sum(own), len(own))
    for kinds in (RELATIONS, COVERED):
        own_kind = [verdict for verdict in verdicts if verdict.said in kinds]
        for kind in kinds:
            found = sum(verdict.right for verdict in own_kind if verdict.said == kind)
            print_share(f"{kind} precision", found, sum(verdict.said == kind for verdict in own_kind))
            print_share(f"{kind} recall", found, sum(verdict.gold == kind for verdict in own_kind))


def print_share(name: str, hits: int, count: int) -> None:
    """A share with what it is of, and its interval."""
    low, high = wilson(hits, count)
    shown = f"{hits / count:.3f} ({low:.2f} to {high:.2f})" if count else "–"
    print(f"  {name:24s} {hits:5d} of {count:5d}  {shown}", flush=True)


def f1(one: Measured) -> tuple[float | None, float | None, float | None]:
    """Precision, recall and F1 of the sentence links of a pair; nothing where no sentence was labelled."""
    links, gold = one.links, one.linked_by_readers
    if not gold:
        return None, None, None
    hits = sum(right for _, right in links)
    precision, recall = hits / max(1, len(links)), hits / gold
    return precision, recall, 2 * hits / max(1, len(links) + gold)


def share(verdicts: Sequence[Verdict]) -> float | None:
    """The share that is right."""
    return sum(verdict.right for verdict in verdicts) / len(verdicts) if verdicts else None


def of_relation(verdicts: Sequence[Verdict], kind: str) -> Iterator[float | None]:
    """Precision and recall of one relation."""
    yield share([verdict for verdict in verdicts if verdict.said == kind])
    gold = [verdict for verdict in verdicts if verdict.gold == kind]
    yield share(gold)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--svg", type=Path, help="where to draw the reliability of the probabilities of links")
    arguments = parser.parse_args()
    threadpool_limits(limits=1)
    rules = load_judging_rules(certainty=CertaintyModel({}))
    print_figures([measure(judge, rules) for judge in judges(arguments.shared)], arguments.svg)


def measure(judge: Judge, rules: JudgingRules) -> Measured:
    """A pair compared by its judge."""
    comparison, verdicts = judged(judge, rules)
    return Measured(judge, comparison, tuple(verdicts))


def print_figures(measured: Sequence[Measured], svg: Path | None) -> None:
    """All figures; the drawing where asked for."""
    print_pairs(measured)
    for title, kind in (("papers", "paper"), ("laws", "law"), ("the bundled sample", "sample")):
        print_pooled(title, [one for one in measured if one.judge.family.kind == kind])
    print_certainty(weigh_all([verdict for one in measured for verdict in one.verdicts]))
    rows = print_calibration("probabilities of sentence links", {one.name: one.links for one in measured})
    if svg:
        svg.write_text(reliability_svg(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
