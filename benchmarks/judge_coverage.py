"""Measure the judgement of coverage: by itself, with the links that readers made, and as it comes out with our own links.

python benchmarks/judge_coverage.py ../shared

The rules (changes/tables/exempt.toml, no_duty.toml, hollow.toml) were chosen on the pairs above the line, never on those below it.
Which central sentences are missing is measured by family, with the links of the shipped model: right is a sentence that no reader's
link leads to and that sets a duty for a province (labels/duties; a sentence that was not read counts as those that were).
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from link_gold import HELD_OUT, LABELS, GoldPair, load_pairs

from duizhao.align import Alignment, Linker, SentenceLink, UnitLink, align_documents, load_linker
from duizhao.changes import judge_coverage
from duizhao.segmenter import Sentence

Judged = Counter[tuple[str, str]]  # status by readers, by us
Duties = Mapping[tuple[str, str], str]  # central file (its stem) and sentence: duty, no_duty, not_applicable

# The labelled papers by family; Beijing and Anhui implement the same opinion.
FAMILIES = {
    "align_beijing": "opinion",
    "align_anhui": "opinion",
    "align_kuabumen_shaanxi": "kuabumen",
    "align_kuabumen_sichuan": "kuabumen",
    "align_wenjiuye_jiangxi": "wenjiuye",
    "align_zhongxiao_shanghai": "zhongxiao",
}


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


def load_duties() -> Duties:
    """What a reader said of central sentences that no local one answers in some pair (``labels/duties/README.md``)."""
    lines = (LABELS / "duties" / "central_sentences.tsv").read_text(encoding="utf-8").splitlines()
    return {(Path(path).stem, sentence): said for path, sentence, said in (line.split("\t") for line in lines)}


def judge_missing(pair: GoldPair, duties: Duties, linker: Linker) -> Counter[str]:
    """What stands behind the sentences that we call missing, and behind the duties that we do not.

    Keys: of those we call missing ``linked`` (a reader's link leads there), ``unread``, or what the reader said; ``silent``: duties that
    nobody answers and that we do not call missing.
    """
    covers = judge_coverage(align_documents(pair.central, pair.local, linker=linker))
    said = {sentence for cover in covers for sentence in cover.missing}
    linked = {place for _, place in _places(pair.sentences, pair.local.sentences, pair.central.sentences)}
    counts: Counter[str] = Counter()
    stem = Path(pair.central.document.path or "").stem
    for sentence in pair.central.sentences:
        read = "linked" if sentence.id in linked else duties.get((stem, sentence.id), "unread")
        if sentence.id in said:
            counts[read] += 1
        elif read == "duty":
            counts["silent"] += 1
    return counts


def missing_figures(counts: Counter[str]) -> dict[str, float]:
    """Precision of ``missing`` and recall of the duties that nobody answers; sentences that were not read are like those that were.

    >>> missing_figures(Counter(duty=8, linked=1, no_duty=1, silent=2))
    {'precision': 0.8, 'recall': 0.8}
    """
    read = counts["duty"] + counts["no_duty"] + counts["not_applicable"]
    said = read + counts["linked"] + counts["unread"]
    right = counts["duty"] / read * (read + counts["unread"]) if read else 0.0
    meant = counts["duty"] + counts["silent"]
    return {"precision": right / said if said else 1.0, "recall": counts["duty"] / meant if meant else 1.0}


def main() -> None:
    """Print the figures of every pair, of all that the rules were chosen on, and of the two held out; then those of ``missing``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    shared = parser.parse_args().shared
    pairs = labelled(shared)
    for held_out in (False, True):
        group = [pair for pair in pairs if (pair.name in HELD_OUT) == held_out]
        for pair in group:
            _show(pair.name, judged(pair))
        _show("held out" if held_out else "all", sum(map(judged, group), Counter()))
    _show_missing(pairs)


def _show_missing(pairs: Iterable[GoldPair]) -> None:
    duties, linker = load_duties(), load_linker()
    families: dict[str, Counter[str]] = {}
    for pair in pairs:
        if any(stem == Path(pair.central.document.path or "").stem for stem, _ in duties):
            family = FAMILIES.get(pair.name, "laws")
            families.setdefault(family, Counter()).update(judge_missing(pair, duties, linker))
    families["papers"] = sum((counts for name, counts in families.items() if name != "laws"), Counter())
    for name, counts in families.items():
        said = counts.total() - counts["silent"]
        shown = "  ".join(f"{key} {x:.3f}" for key, x in missing_figures(counts).items())
        print(f"missing {name:22s} n {said:4d}  {shown}  {dict(counts)}")


def _show(name: str, counts: Judged) -> None:
    print(f"{name:30s} units {counts.total():4d}  " + "  ".join(f"{key} {x:.3f}" for key, x in figures(counts).items()))


if __name__ == "__main__":
    main()
