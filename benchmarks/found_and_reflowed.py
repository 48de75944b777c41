"""Whether a text as it comes out of a PDF reads like the same text with its lines joined by hand.

    python benchmarks/found_and_reflowed.py ../shared            # every NAME.txt of policy/ that has a NAME.reflowed.txt beside it
    python benchmarks/found_and_reflowed.py ../shared --show     # and what differs

For each document: are the ids of its units the same, and what share of the sentences of the reflowed text is found again (blanks aside).
For each pair that is labelled in gold/: sentences not found, and the F1 of sentence links, on the text as found and on the reflowed one
(scored by eval/score.py, which this material brings along).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duizhao as dz
from duizhao.results.json_shapes import align_json
from duizhao.segmenter import SegmentedDocument


def main() -> None:
    """Print the figures of each document, then those of each labelled pair."""
    parser = argparse.ArgumentParser(description="Compare texts as found with their reflowed copies.")
    parser.add_argument("shared", type=Path, help="the folder that holds policy/, gold/ and eval/")
    parser.add_argument("--show", action="store_true", help="print the sentences that differ")
    arguments = parser.parse_args()
    for found, reflowed in copies(arguments.shared / "policy"):
        print_document(found, reflowed, show=arguments.show)
    for gold in sorted((arguments.shared / "gold").glob("align_*.json")):
        print_pair(gold, arguments.shared)


def copies(folder: Path) -> Iterator[tuple[Path, Path]]:
    """The texts of families that have a reflowed copy, and that copy."""
    for reflowed in sorted(folder.glob("*/*.reflowed.txt")):
        found = reflowed.with_name(reflowed.name.replace(".reflowed", ""))
        if found.exists() and folder / "requirements" not in found.parents:
            yield found, reflowed


def sentences(document: SegmentedDocument) -> Counter[str]:
    """The sentences without their blanks, each as often as it occurs."""
    return Counter("".join(sentence.text.split()) for sentence in document.iter_sentences())


def print_document(found: Path, reflowed: Path, *, show: bool) -> None:
    """Print whether the ids agree, and the share of sentences found again."""
    ours, theirs = dz.read(found), dz.read(reflowed)
    ids, wanted = ([unit.id for unit in document.units] for document in (ours, theirs))
    same = sentences(ours) & sentences(theirs)
    share = same.total() / max(1, sentences(theirs).total())
    print(f"{found.parent.name}/{found.stem}: ids {'the same' if ids == wanted else 'differ'}, sentences {share:.4f}")
    if show:
        for sign, lost in (("-", sentences(theirs) - same), ("+", sentences(ours) - same)):
            for text in lost:
                print(f"    {sign} {text}")
        for sign, more in (("-", set(wanted) - set(ids)), ("+", set(ids) - set(wanted))):
            print(*(f"    {sign} {name}" for name in sorted(more)), sep="\n", end="\n" if more else "")


def print_pair(gold: Path, shared: Path) -> None:
    """Print the figures of a labelled pair that has reflowed copies."""
    labels = json.loads(gold.read_text(encoding="utf-8"))
    if not all(isinstance(labels[side], str) for side in ("central", "local")):
        return
    files = [shared / labels[side] for side in ("central", "local")]
    reflowed = [file.with_name(f"{file.stem}.reflowed.txt") for file in files]
    if all(file.exists() for file in reflowed):
        as_found, by_hand = (score(gold, shared, *pair) for pair in (files, reflowed))
        f1 = "sentence_link_f1_all"
        print(
            f"{gold.stem}: not found {as_found['sentences_not_found']:.0f} (reflowed {by_hand['sentences_not_found']:.0f}), "
            f"F1 {as_found[f1]:.3f} (reflowed {by_hand[f1]:.3f})"
        )


def score(gold: Path, shared: Path, central: Path, local: Path) -> dict[str, float]:
    """The figures that the scorer prints of one pair."""
    report = dz.compare(central, local)
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder, "align.json")
        predicted.write_text(json.dumps(align_json(report.comparisons[0], {}), ensure_ascii=False), encoding="utf-8")
        command = [sys.executable, str(shared / "eval" / "score.py"), "align", str(predicted), str(gold)]
        printed = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    return {name: float(value) for name, value in (line.split() for line in printed.splitlines() if line.strip())}


if __name__ == "__main__":
    main()
