"""Seeded edits of real texts, whose links, relations, moves and omissions are known exactly; and what the aligner finds of them.

    python benchmarks/mutations.py ../shared                    # figures of every kind of edit
    python benchmarks/mutations.py ../shared --documents 40 --seed 3 --rate 0.1 --part fit

A document becomes a local measure by edits of `mutation_edits.EDITS`, each by itself or all together; the texts of the two parts
(``fit`` and ``test``) are never the same, nor two versions of one law.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from random import Random
from typing import Literal

from link_gold import SAMPLE, GoldPair, gold_files
from mutation_drafts import Unsuitable, take_apart
from mutation_edits import EDITS
from mutation_labels import Edit, Mutated, gold_pair, mutate
from mutation_rules import Rules, load_mutation_rules
from mutation_scores import Count, FindStructure, Scores, by_origin, load_find_structure, score

from duizhao.corpus import read_document
from duizhao.language import comparable
from duizhao.materials import shipped_materials
from duizhao.segmenter import SegmentedDocument, segment_document

Part = Literal["fit", "test"]
PARTS: tuple[Part, ...] = ("fit", "test")
# A text longer than this takes too long for what it adds.
MOST_SENTENCES = 250
# Words of titles that tell no topic.
_GENERAL = re.compile(
    "中华人民共和国|国务院|关于|实施|细则|管理|条例|办法|规定|暂行|监督|保护|促进|处理|中国|国家|全国|工作|若干|问题|决定|法"
)
# A sentence of which the central text has so many of the runs of four characters stands for something there.
_FAMILIAR, _RUN = 0.4, 4

HEAD = f"{'':11s}texts  links P/R/F1      articles  added P/R    missing P/R  moves P/R    splits, merges P/R"


@dataclass(frozen=True, slots=True)
class Source:
    """A central text, and sentences on another topic that may stand in a text made of it."""

    name: str
    document: SegmentedDocument
    foreign: tuple[str, ...]


def mixed(rate: float) -> tuple[Edit, ...]:
    """All edits together, but for ``permute``, which leaves nothing to say of moves."""
    return tuple(Edit(kind, rate) for kind in EDITS if kind != "permute")


def single(kind: str, rate: float) -> tuple[Edit, ...]:
    """One edit by itself; punctuation is flooded wherever it stands."""
    return (Edit(kind, 1.0 if kind == "flood" else rate),)


# ------------------------------------------------------------------------------------------------------------- documents


def title(path: Path) -> str:
    """The name of a file without the date of its version.

    >>> title(Path("书屋条例(2019-03-02).md"))
    '书屋条例'
    """
    return re.sub(r"\([\d-]+\)$", "", path.stem)


def paths(shared: Path, part: Part) -> list[Path]:
    """The papers and laws of a part: every other one of the sorted titles, so that all versions of a law are in one part.

    Laws that stand in a labelled pair are in neither: what is learnt from them would be measured on them.
    """
    papers = [SAMPLE / "central_opinion.txt", shared / "corpus" / "central_opinion_2021.txt"]
    labelled = {title(Path(name)) for name in _labelled(shared)}
    laws = [path for path in (shared / "laws" / "national").glob("*.md") if not path.name.startswith("_")]
    chosen: list[Path] = []
    for group in (papers, [law for law in laws if title(law) not in labelled]):
        every_other = sorted({title(path) for path in group})[PARTS.index(part) :: len(PARTS)]
        chosen += sorted(path for path in group if path.exists() and title(path) in set(every_other))
    return chosen


def _labelled(shared: Path) -> Iterator[str]:
    """The central texts of all labelled pairs."""
    for path in gold_files(shared):
        if not path.exists():
            continue
        text = path.read_text(encoding="utf-8")
        yield json.loads(text)["central"] if path.suffix == ".json" else text.splitlines()[0].split("\t")[1]


def sources(
    shared: Path, part: Part, count: int, seed: int, *, refused: dict[str, str] | None = None
) -> Iterator[Source]:
    """So many central texts of a part: the paper of the part first, then laws drawn by the seed.

    :param refused: is told of each text that was left out, and why.
    """
    rules = load_mutation_rules()
    everything = paths(shared, part)
    papers = [path for path in everything if path.suffix == ".txt"]
    laws = [path for path in everything if path.suffix == ".md"]
    rng = Random(seed)  # noqa: S311
    rng.shuffle(laws)
    done = 0
    for path in chain(papers, laws):
        if done == count:
            return
        try:
            document = read_source(path)
        except Unsuitable as error:
            if refused is not None:
                refused[path.name] = str(error)
            continue
        done += 1
        yield Source(title(path), document, foreign_to(document, title(path), laws, rng, rules))


def read_source(path: Path) -> SegmentedDocument:
    """A text that can be taken apart; raises `Unsuitable` with the reason."""
    document = _parsed(path)
    if len(document.sentences) > MOST_SENTENCES:
        raise Unsuitable(f"{len(document.sentences)} sentences, more than {MOST_SENTENCES}")
    take_apart(document)
    return document


def _parsed(path: Path) -> SegmentedDocument:
    materials = shipped_materials()
    return segment_document(read_document(path, rules=materials.reading), numbering=materials.numbering)


def foreign_to(
    document: SegmentedDocument, name: str, laws: Sequence[Path], rng: Random, rules: Rules
) -> tuple[str, ...]:
    """Sentences of a law of which not two characters of the title stand in this one's, without stock phrases both have."""
    others = [path for path in laws if not topic(title(path)) & topic(name)]
    if not others:
        return ()
    other = _parsed(rng.choice(others))
    known = _runs("".join(comparable(sentence.text) for sentence in document.iter_sentences()))
    found = [
        sentence.text
        for sentence in other.iter_sentences()
        if sentence.kind == "body"
        and 15 <= len(sentence.text) <= 120
        and sentence.text.endswith("。")
        and not rules.elsewhere.search(sentence.text)
        and len((runs := _runs(comparable(sentence.text))) & known) < _FAMILIAR * len(runs)
    ]
    return tuple(dict.fromkeys(found))


def topic(name: str) -> set[str]:
    """The pairs of characters of a title that tell its topic.

    >>> sorted(topic("书屋保护管理条例"))
    ['书屋']
    """
    return {word[i : i + 2] for word in _GENERAL.split(name) for i in range(len(word) - 1)}


def _runs(text: str) -> set[str]:
    return {text[i : i + _RUN] for i in range(len(text) - _RUN + 1)}


def training_pairs(
    shared: Path, count: int, seed: int, *, part: Part = "fit", rate: float = 0.1, refused: dict[str, str] | None = None
) -> list[GoldPair]:
    """So many labelled pairs, each of another central text with all edits mixed; texts that do not come back exactly are left out.

    :param refused: is told of each text that was left out, and why.
    """
    refused = {} if refused is None else refused
    pairs: list[GoldPair] = []
    for source in sources(shared, part, len(paths(shared, part)), seed, refused=refused):
        if len(pairs) == count:
            break
        try:
            made = mutate(source.document, mixed(rate), seed, foreign=source.foreign)
        except Unsuitable as error:
            refused[source.name] = str(error)
            continue
        pairs.append(gold_pair(made, f"mutated_{source.name}"))
    return pairs


# --------------------------------------------------------------------------------------------------------------- figures


def main() -> None:
    """Print one line for every kind of edit."""
    parser = argparse.ArgumentParser(description="Measure the aligner on texts whose labels are exact.")
    parser.add_argument("shared", type=Path, help="the folder with laws/national and corpus")
    parser.add_argument("--documents", type=int, default=20)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rate", type=float, default=0.2, help="share of articles or sentences an edit concerns")
    parser.add_argument("--part", choices=PARTS, default="test")
    arguments = parser.parse_args()
    refused: dict[str, str] = {}
    drawn = list(sources(arguments.shared, arguments.part, arguments.documents, arguments.seed, refused=refused))
    total, moved_links, copied_links = measure(drawn, arguments.seed, arguments.rate, refused)
    sentences = sum(len(source.document.sentences) for source in drawn)
    print(
        f"{len(drawn)} texts of the part {arguments.part}, {sentences} sentences; rate {arguments.rate}, seed {arguments.seed}"
    )
    print(HEAD)
    for kind, scores in total.items():
        print(f"{kind:10s}{_row(scores)}")
    if all(scores.moved is None for scores in total.values()):
        print("moves, splits, merges: not available")
    print(f"another order of the articles changes {moved_links} of {copied_links} links")
    cost = total["nothing"].links.f1 - total["flood"].links.f1
    print(f"flooding the punctuation costs {cost:.4f} F1 of links")
    for name, reason in refused.items():
        print(f"left out: {name}: {reason}")


def measure(
    drawn: Sequence[Source], seed: int, rate: float, refused: dict[str, str]
) -> tuple[dict[str, Scores], int, int]:
    """The scores of every kind of edit, and how many links of how many another order changes.

    An edit that finds nothing to do in a text is not counted there.
    """
    find_structure = load_find_structure()
    kinds = {"nothing": (), **{kind: single(kind, rate) for kind in EDITS}, "mixed": mixed(rate / 2)}
    total = {kind: Scores() for kind in kinds}
    changed = copied = 0
    for source in drawn:
        plain: set[tuple[str, str]] = set()
        for kind, edits in kinds.items():
            try:
                made = mutate(source.document, edits, seed, foreign=source.foreign)
            except Unsuitable as error:
                refused[f"{source.name} ({kind})"] = str(error)
                continue
            if not made.changed and kind not in ("nothing", "flood"):
                continue
            scores, links = _scored(made, kind, find_structure)
            total[kind] += scores
            if kind == "nothing":
                plain, copied = links, copied + len(links)
            elif kind == "permute":
                changed += len(links ^ plain)
    return total, changed, copied


def _scored(made: Mutated, kind: str, find_structure: FindStructure | None) -> tuple[Scores, set[tuple[str, str]]]:
    """Moves, splits and merges are told of every kind but ``permute``."""
    scores, alignment = score(made, find_structure=None if kind == "permute" else find_structure)
    return scores, by_origin(made, alignment)


def _row(scores: Scores) -> str:
    links, articles = scores.links, scores.articles
    structure = [_two(count) if count is not None else "–" for count in (scores.moved, scores.divided)]
    return (
        f"{scores.texts:6d}  {links.precision:.3f} {links.recall:.3f} {links.f1:.3f}{articles.f1:9.3f}  "
        f"{_two(scores.added):13s}{_two(scores.missing):13s}{structure[0]:13s}{structure[1]}"
    )


def _two(count: Count) -> str:
    figures = (count.precision, count.recall)
    return " ".join("–    " if figure != figure else f"{figure:.3f}" for figure in figures)  # noqa: PLR0124  not a number


if __name__ == "__main__":
    main()
