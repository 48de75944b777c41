"""Fit how a judge's word and our own are put together, and print what it is worth on families of documents left out.

python benchmarks/fit_judge.py ../shared              # figures: about five minutes on one core
python benchmarks/fit_judge.py ../shared --degraded   # and with answers made worse and worse: below which the judge helps no more
python benchmarks/fit_judge.py ../shared --write      # and store the blend in align/tables/judge_blend.toml

A family is a central document with all its local ones. Whatever is measured saw nothing of the family: neither the link model, nor the
blend, nor the thresholds. The answers are recorded ones (recorded_judge.py); where none is recorded our own probability stands.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from fit_links import f1, link
from link_gold import HELD_OUT, GoldPair, Matrix, gold_hash, load_pair, load_pairs
from recorded_judge import RecordedJudge, load_recorded
from threadpoolctl import threadpool_limits

from duizhao.align.doubt import in_doubt
from duizhao.align.judge_blend import SEEN, JudgeBlend, blend_features
from duizhao.align.model import read_link_model
from duizhao.estimators.link_fitting import link_table, second_probability
from duizhao.estimators.link_samples import LinkCase, prepare_case
from duizhao.estimators.pair_features import second_look_columns
from duizhao.estimators.scaled_regression import fit_logistic
from duizhao.judges import load_self_check

TABLE = Path(__file__).parent.parent / "align" / "tables" / "judge_blend.toml"
C = 1.0
# The judge's word alone counts as yes from here.
WORD = 0.35
STEPS = np.arange(0.2, 0.65, 0.05)
GRID = [(first, further) for first in STEPS for further in STEPS if first <= further + 1e-9 <= first + 0.2]
# Thresholds are chosen by the figures of their neighbourhood: those of a single point jump with each link.
REACH = 0.06
NOISES = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0)
NOISE_SEEDS = range(5)
# What a good judge says of a sentence that is linked, and of one that is not.
_KNOWN = (0.9, 0.04)


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """A labelled pair with our probabilities, by weights that never saw its family, and the recorded ones of the judge (NaN: none)."""

    case: LinkCase
    family: str
    own: Matrix
    judge: Matrix
    first: float
    further: float

    @property
    def gold(self) -> Matrix:
        """The hand-made links, shaped (local, central)."""
        assert self.case.pair.sentences is not None  # noqa: S101  those that are recorded are labelled
        return self.case.pair.sentences

    @property
    def asked(self) -> Matrix:
        """The pairs of sentences that the judge would be asked about now, as far as an answer is recorded."""
        return in_doubt(self.own, self.first)[:, None] & ~np.isnan(self.judge)

    def looked_at(self, where: Matrix) -> dict[str, Matrix]:
        """What the blend looks at, for the pairs of sentences ``where``."""
        seen = {name: self.case.pairs.spread(self.case.pairs.features[name])[where] for name in SEEN}
        return blend_features(self.own[where], self.judge[where], seen)


def family_of(pair: GoldPair) -> str:
    """What a family has in common: the text of its central document."""
    return hashlib.sha256(pair.central.document.text.encode("utf-8")).hexdigest()


def load_judged(shared: Path, recorded: RecordedJudge) -> list[JudgedPair]:
    """The recorded pairs; for each family the link model is fitted anew on all others."""
    pairs = load_pairs(shared)
    names = {pair.name for pair in pairs}
    pairs += [load_pair(shared, name) for name in recorded.pairs if name not in names]
    cases = [prepare_case(pair) for pair in pairs]
    families = dict.fromkeys(family_of(case.pair) for case in cases if case.name in recorded.pairs)
    found = []
    for family in families:
        others = [case for case in cases if case.name not in HELD_OUT and family_of(case.pair) != family]
        model = read_link_model({**link_table(others), "gold_sha256": ""})
        for case in cases:
            if case.name in recorded.pairs and family_of(case.pair) == family:
                own = second_probability(case, second_look_columns(case, model.sentence), model.context)
                judge = recorded.matrix(case.pair)
                found.append(JudgedPair(case, family, own, judge, model.thresholds.first, model.thresholds.further))
    return found


# -------------------------------------------------------------------------------------------------------------- fitting


def fit_blend(pairs: Sequence[JudgedPair]) -> JudgeBlend:
    """The regression over all recorded answers of these pairs; its thresholds are still to be chosen."""
    there = [(pair, ~np.isnan(pair.judge)) for pair in pairs]
    features = [pair.looked_at(where) for pair, where in there]
    logistic = fit_logistic(features, [pair.gold[where] for pair, where in there], [1.0] * len(there), C)
    return JudgeBlend(logistic, WORD, WORD)


def blended(pair: JudgedPair, blend: JudgeBlend) -> Matrix:
    """Our probabilities, those of the pairs that the judge is asked about blended with its word."""
    found = pair.own.copy()
    found[pair.asked] = blend.logistic.probability(pair.looked_at(pair.asked))
    return found


def links_of(pair: JudgedPair, probability: Matrix, first: float, further: float) -> Matrix:
    """The links: by these thresholds where the judge spoke, else by those of the model."""
    answered = pair.asked.any(axis=1)[:, None]
    return np.where(answered, link(probability, first, further), link(pair.own, pair.first, pair.further))


def with_thresholds(blend: JudgeBlend, pairs: Sequence[JudgedPair]) -> JudgeBlend:
    """The blend with the thresholds that are best, pooled over these pairs, each judged by a blend that never saw its family."""
    unseen = [(pair, blended(pair, fit_blend(_others(pairs, pair.family)))) for pair in pairs]
    scores = np.array([_pooled(unseen, first, further) for first, further in GRID])
    places = np.array(GRID)
    near = np.exp(-((places[:, None] - places[None]) ** 2).sum(axis=2) / (2 * REACH**2))
    first, further = GRID[int((near @ scores / near.sum(axis=1)).argmax())]
    return replace(blend, first=round(float(first), 2), further=round(float(further), 2))


def fit_whole(pairs: Sequence[JudgedPair]) -> JudgeBlend:
    """Weights and thresholds."""
    return with_thresholds(fit_blend(pairs), pairs)


def _others(pairs: Iterable[JudgedPair], family: str) -> list[JudgedPair]:
    return [pair for pair in pairs if pair.family != family]


def _pooled(unseen: Sequence[tuple[JudgedPair, Matrix]], first: float, further: float) -> float:
    hits = named = there = 0.0
    for pair, probability in unseen:
        links, gold = links_of(pair, probability, first, further), pair.gold
        hits += float((links * (gold == 1)).sum())
        named += float((links * (gold < 2)).sum())
        there += float((gold == 1).sum())
    return 2 * hits / max(1.0, named + there)


# ------------------------------------------------------------------------------------------------------------ measuring


def is_law(pair: JudgedPair) -> bool:
    """Is it a law with its regulation, rather than a policy paper?"""
    return not any(unit.heading for unit in pair.case.pair.central.units)


def added(pair: JudgedPair, links: Matrix) -> tuple[int, int, int]:
    """Of the sentences that nothing is linked to: how many are added, how many they are, and how many added ones there are."""
    relations = pair.case.pair.relations
    labels = [relations.get(sentence.id) for sentence in pair.case.pair.local.sentences]
    nothing = links.sum(axis=1) == 0
    hits = sum(label == "added" and none for label, none in zip(labels, nothing, strict=True))
    named = sum(label is not None and none for label, none in zip(labels, nothing, strict=True))
    return int(hits), int(named), labels.count("added")


def three_ways(pairs: Sequence[JudgedPair]) -> dict[str, list[Matrix]]:
    """The links of each pair: without the judge, by its word alone, and blended; each by what never saw its family."""
    found: dict[str, list[Matrix]] = {"own": [], "word": [], "blended": []}
    fitted = {family: fit_whole(_others(pairs, family)) for family in dict.fromkeys(pair.family for pair in pairs)}
    for pair in pairs:
        own, blend = link(pair.own, pair.first, pair.further), fitted[pair.family]
        found["own"].append(own)
        found["word"].append(np.where(pair.asked, pair.judge >= WORD, own).astype(float))
        found["blended"].append(links_of(pair, blended(pair, blend), blend.first, blend.further))
    return found


def print_figures(pairs: Sequence[JudgedPair]) -> None:
    """F1, precision and recall of each pair, and of all papers the mean, with what is said of added sentences."""
    ways = three_ways(pairs)
    for k, pair in enumerate(pairs):
        asked, recorded = in_doubt(pair.own, pair.first), pair.asked.any(axis=1)
        print(f"{pair.case.name}: {asked.sum()} of {len(asked)} sentences in doubt, answers for {recorded.sum()}")
        for way, links in ways.items():
            print(f"  {way:8s} {' '.join(f'{x:.3f}' for x in f1(links[k], pair.gold))}")
    papers = [k for k, pair in enumerate(pairs) if not is_law(pair)]
    for way, links in ways.items():
        mean = np.mean([f1(links[k], pairs[k].gold)[0] for k in papers])
        hits, named, there = (sum(part) for part in zip(*(added(pairs[k], links[k]) for k in papers), strict=True))
        print(
            f"papers   {way:8s} F1 {mean:.3f}  added precision {hits / max(1, named):.3f} ({hits} of {named})", end=""
        )
        print(f" recall {hits / max(1, there):.3f} (of {there})")


def print_degraded(pairs: Sequence[JudgedPair]) -> None:
    """What answers are worth that are worse than the recorded ones: their logits with noise, by blends of the recorded answers."""
    fitted = {family: fit_whole(_others(pairs, family)) for family in dict.fromkeys(pair.family for pair in pairs)}
    own = float(np.mean([f1(link(pair.own, pair.first, pair.further), pair.gold)[0] for pair in pairs]))
    print(
        f"without a judge {own:.3f}; noise in the logits, F1 of the word alone among what is asked, of the blend, in the self-check"
    )
    for noise in NOISES:
        words, blends, checks = [], [], []
        for seed in NOISE_SEEDS:
            drawn = np.random.default_rng(seed)
            worse = [replace(pair, judge=_noisy(pair.judge, noise, drawn)) for pair in pairs]
            words.append(_word_alone(worse))
            checks.append(_self_check(noise, drawn))
            figures = []
            for pair in worse:
                blend = fitted[pair.family]
                figures.append(f1(links_of(pair, blended(pair, blend), blend.first, blend.further), pair.gold)[0])
            blends.append(float(np.mean(figures)))
        print(f"  {noise:3.1f}  {' '.join(f'{np.mean(part):.3f}' for part in (words, blends, checks))}", flush=True)


def _noisy(judge: Matrix, noise: float, drawn: np.random.Generator) -> Matrix:
    inside = np.clip(judge, 0.01, 0.99)
    return np.asarray(1 / (1 + (1 / inside - 1) * np.exp(noise * drawn.standard_normal(judge.shape))))


def _self_check(noise: float, drawn: np.random.Generator) -> float:
    """What a judge that knows the labelled questions scores on them when its answers are made as much worse."""
    check = load_self_check()
    known = [np.where(row, *_KNOWN) for row in check.linked]
    return check.score([tuple(_noisy(row, noise, drawn).tolist()) for row in known])


def _word_alone(pairs: Sequence[JudgedPair]) -> float:
    hits = named = there = 0.0
    for pair in pairs:
        said, gold = pair.judge[pair.asked] >= WORD, pair.gold[pair.asked]
        hits += float((said & (gold == 1)).sum())
        named += float((said & (gold < 2)).sum())
        there += float((gold == 1).sum())
    return 2 * hits / max(1.0, named + there)


# -------------------------------------------------------------------------------------------------------------- writing


def render(blend: JudgeBlend) -> str:
    """The blend as a table that can be read."""
    remarks = {
        "own": "logit of our own probability",
        "judge": "logit of the judge's",
        "unit_cosine": "how like the two articles are",
        "explained": "the share of the local sentence that the words of the central one explain",
        "covered": "the share of the central sentence that the words of the local one cover",
    }
    lines = [
        "# How a judge's word and our own are put together, written by benchmarks/fit_judge.py; do not edit by hand.",
        "# The SHA-256 of the labels and the recorded answers.",
        f'fitted_on = "{blend.fitted_on}"',
        "",
        "# Where the judge spoke: from these probabilities on the best counterpart of a sentence is linked, and each further one.",
        "[threshold]",
        f"first = {blend.first}",
        f"further = {blend.further}",
        "",
        "[weights]",
        f"intercept = {blend.logistic.intercept}",
    ]
    for name, weight in blend.logistic.weights.items():
        lines += [f"# {remarks[name]}", f"{name} = {weight}"]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print the figures of families left out; store the blend of all when asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--degraded", action="store_true")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    threadpool_limits(limits=1)  # as in fit_links.py
    recorded = load_recorded(arguments.shared)
    pairs = load_judged(arguments.shared, recorded)
    print_figures(pairs)
    if arguments.degraded:
        print_degraded(pairs)
    if arguments.write:
        digest = hashlib.sha256((gold_hash(arguments.shared) + recorded.digest).encode("ascii")).hexdigest()
        TABLE.write_text(render(replace(fit_whole(pairs), fitted_on=digest)), encoding="utf-8")
        print(f"wrote {TABLE.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
