"""Fit how sure verdicts are on families that the models behind them never saw, and print how far that can be trusted.

python benchmarks/fit_certainty.py ../shared            # figures only, some ten minutes on one core
python benchmarks/fit_certainty.py ../shared --write    # and store the weights

Links and relations are judged without the family (left_out.py), the weights here are fitted and the threshold of ``settled`` is chosen
without it again. To be run last: the weights hold for the link model, the relation model and the rules of the day.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from calibration import expected_calibration_error, reliability
from left_out import judges
from link_gold import HELD_OUT, gold_hash
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits
from verdicts_of import COVERED, RELATIONS, Verdict, judged

from duizhao.changes.certainty import CertaintyModel, VerdictWeights
from duizhao.changes.judging import load_judging_rules
from duizhao.changes.verdict_features import VALUES

TABLE = Path(__file__).parent.parent / "changes" / "tables" / "certainty.toml"
KINDS = (*RELATIONS, "missing", *COVERED)
# Few values that say much: with all of them copies are told apart worse (AUC 0.62 for 0.78).
OWN_VALUES = {"verbatim": ("unchanged", "said", "link")}
STRENGTHS = (0.003, 0.01, 0.03, 0.1)
# With fewer labelled verdicts of a kind its share that is right is all that can be said.
FEWEST = 30
# Settled: so many are right of those above the threshold, surely (Wilson) not fewer than the second, of so many at least. Of a family that
# did not choose the threshold some two in a hundred fewer are right: hence more than 0.95.
RIGHT, SURELY, AT_LEAST = 0.97, 0.9, 20
NEVER = 2.0
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A verdict with its certainty by weights, and by a threshold, that were fitted without its family."""

    verdict: Verdict
    probability: float
    settled: bool


def values_of(said: str) -> tuple[str, ...]:
    """The names of the values that count for a kind of verdict."""
    group = said if said in ("added", "missing") else "coverage" if said in COVERED else "linked"
    return OWN_VALUES.get(said, tuple(VALUES[group]))


def fit_kind(said: str, verdicts: Sequence[Verdict], strength: float) -> VerdictWeights:
    """A logistic regression on standardised values, its weights turned back to the values' own scale; of a few verdicts none."""
    right = np.array([verdict.right for verdict in verdicts], dtype=int)
    if len(right) < FEWEST or right.min() == right.max():
        share = (right.sum() + 1) / (len(right) + 2)
        return VerdictWeights({}, round(math.log(share / (1 - share)), 4), NEVER)
    names = values_of(said)
    rows = np.array([[verdict.values[name] for name in names] for verdict in verdicts])
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=strength, max_iter=2000).fit(scaler.transform(rows), right)
    weights = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - weights @ scaler.mean_)
    return VerdictWeights(
        dict(zip(names, (round(float(w), 4) for w in weights), strict=True)), round(intercept, 4), NEVER
    )


def left_out(said: str, verdicts: Sequence[Verdict], strength: float) -> list[float]:
    """The certainty of each verdict by weights fitted without its family."""
    models = {
        family: CertaintyModel({said: fit_kind(said, [one for one in verdicts if one.family != family], strength)})
        for family in {verdict.family for verdict in verdicts}
    }
    return [models[one.family].weigh(said, one.place, one.values).probability for one in verdicts]


def best_strength(said: str, verdicts: Sequence[Verdict]) -> float:
    """How much the weights may weigh, by the families left out."""
    right = [one.right for one in verdicts]
    if len(right) < FEWEST:
        return STRENGTHS[0]
    return min(
        STRENGTHS, key=lambda strength: log_loss(right, left_out(said, verdicts, strength), labels=[False, True])
    )


def settled_from(probabilities: Sequence[float], right: Sequence[bool]) -> float:
    """The lowest probability from which on verdicts are settled; :data:`NEVER` where there is none.

    >>> settled_from([0.99] * 60 + [0.5] * 40, [True] * 60 + [False] * 40), settled_from([0.9] * 10, [True] * 10)
    (0.99, 2.0)
    """
    found = NEVER
    hits = count = 0
    pairs = sorted(zip(probabilities, right, strict=True), reverse=True)
    for i, (probability, hit) in enumerate(pairs):
        hits, count = hits + hit, count + 1
        last = i + 1 == len(pairs) or pairs[i + 1][0] < probability
        if last and count >= AT_LEAST and hits >= RIGHT * count and wilson(hits, count)[0] >= SURELY:
            found = probability
    return found


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The interval in which a share lies in 95 of 100 cases.

    >>> [round(end, 2) for end in wilson(19, 20)]
    [0.76, 0.99]
    """
    if not count:
        return 0.0, 1.0
    z, share = 1.96, hits / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return middle - half, middle + half


def weigh_all(verdicts: Sequence[Verdict]) -> list[Weighed]:
    """Every verdict by weights, and by a threshold, that know nothing of its family; those of HELD_OUT teach nothing."""
    found: list[Weighed] = []
    for said in KINDS:
        own = [one for one in verdicts if one.said == said]
        teaching = [one for one in own if one.document not in HELD_OUT]
        if not teaching:
            continue
        strength = best_strength(said, teaching)
        known = left_out(said, teaching, strength)
        for family in dict.fromkeys(one.family for one in own):
            others = [one for one in teaching if one.family != family]
            model = CertaintyModel({said: fit_kind(said, others, strength)})
            apart = [(p, one.right) for p, one in zip(known, teaching, strict=True) if one.family != family]
            threshold = settled_from([p for p, _ in apart], [right for _, right in apart])
            for one in own:
                if one.family == family:
                    probability = model.weigh(said, one.place, one.values).probability
                    found.append(Weighed(one, probability, probability >= threshold))
    return found


def fit(verdicts: Sequence[Verdict], fitted_on: str = "") -> CertaintyModel:
    """The weights of all kinds, and from where on each is settled."""
    table = {}
    for said in KINDS:
        own = [one for one in verdicts if one.said == said and one.document not in HELD_OUT]
        strength = best_strength(said, own)
        weights = fit_kind(said, own, strength)
        threshold = settled_from(left_out(said, own, strength), [one.right for one in own])
        table[said] = VerdictWeights(weights.weights, weights.intercept, threshold)
    return CertaintyModel(table, fitted_on)


# -------------------------------------------------------------------------------------------------------------- figures


def calibration_error(weighed: Sequence[Weighed]) -> float:
    """How far certainty is from the share that is right, on average."""
    rows = reliability([one.probability for one in weighed], [one.verdict.right for one in weighed])
    return expected_calibration_error(rows) if rows else math.nan


def print_certainty(weighed: Sequence[Weighed]) -> None:
    """Papers and laws apart and together: how many verdicts are right, how sure they are, and how many are settled."""
    print("certainty, families left out: verdicts, right, calibration error; settled, right among them (95 % interval)")
    for title, kinds in (("papers", ("paper",)), ("laws", ("law",)), ("both", ("paper", "law"))):
        own = [one for one in weighed if one.verdict.kind in kinds]
        sentences = [one for one in own if one.verdict.said in RELATIONS]
        print_settled(f"{title}: sentences", sentences)
        for said in KINDS:
            print_settled(f"{title}: {said}", [one for one in own if one.verdict.said == said])
        ordered = sorted(sentences, key=lambda one: -one.probability)
        tops = [(share, ordered[: round(share * len(ordered))]) for share in (0.1, 0.25, 0.4, 0.55, 0.75, 1.0)]
        print("    of the surest", ", ".join(f"{share:.0%} {_right(top):.3f}" for share, top in tops if top))


def print_settled(title: str, weighed: Sequence[Weighed]) -> None:
    """One line."""
    settled = [one for one in weighed if one.settled]
    if not weighed:
        return
    line = f"  {title:24s} n {len(weighed):5d}  {_right(weighed):.3f}  error {calibration_error(weighed):.3f}"
    line += f"  settled {len(settled):4d} ({len(settled) / len(weighed):.0%})"
    if settled:
        low, high = wilson(sum(one.verdict.right for one in settled), len(settled))
        line += f"  right {_right(settled):.3f} ({low:.2f} to {high:.2f})"
    print(line, flush=True)


def _right(weighed: Sequence[Weighed]) -> float:
    return sum(one.verdict.right for one in weighed) / max(1, len(weighed))


# -------------------------------------------------------------------------------------------------------------- writing


def render(model: CertaintyModel) -> str:
    """The model as a table."""
    lines = [
        "# How sure verdicts are, written by benchmarks/fit_certainty.py; do not edit by hand.",
        "# Settled is what is at least as sure as settled_from: of such verdicts 95 in 100 are right in families left out; 2: never.",
        f'gold_sha256 = "{model.fitted_on}"',
    ]
    for said, row in model.verdicts.items():
        group = said if said in ("added", "missing") else "coverage" if said in COVERED else "linked"
        head = [f"[verdict.{said}]", f"intercept = {row.intercept:.4f}", f"settled_from = {row.settled_from:.4f}"]
        lines += ["", *head, "", f"[verdict.{said}.weights]"]
        lines += [line for name, w in row.weights.items() for line in (f"# {VALUES[group][name]}", f"{name} = {w:.4f}")]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print figures; store the weights when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    threadpool_limits(limits=1)
    # The weights that are there may be of other values; nobody asks them here.
    rules = load_judging_rules(certainty=CertaintyModel({}))
    verdicts = [one for judge in judges(arguments.shared) for one in judged(judge, rules)[1]]
    print_certainty(weigh_all(verdicts))
    if arguments.write:
        TABLE.write_text(render(fit(verdicts, gold_hash(arguments.shared))), encoding="utf-8")
        print(f"wrote {TABLE.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
