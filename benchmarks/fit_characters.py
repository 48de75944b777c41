"""Count which characters follow each other in laws, and store the common pairs.

python benchmarks/fit_characters.py ../shared/laws    # writes corpus/tables/characters.tsv and common_characters.txt

The table is what :mod:`duizhao.corpus.clean.likelihood` judges repairs of damaged text by. It holds counts alone, no text: one line a
character, with the halvings of its count and of the counts of the characters behind it. Half a minute on one core.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from duizhao.corpus.clean.likelihood import EDGE, EDGE_ROW, folded

TABLES = Path(__file__).parent.parent / "corpus" / "tables"
MOST_BYTES = 900_000
LEAST = 1
COMMON_IN = 3  # a character of so many texts is nothing to look twice at


def bodies(paths: Iterable[Path]) -> Iterator[str]:
    """The laws without their heads, in the order given."""
    for path in paths:
        yield path.read_text(encoding="utf-8").rpartition("<!-- INFO END -->")[2]


def laws_in(folder: Path) -> list[Path]:
    """The files of the laws, in order of their names."""
    return sorted(path for path in folder.glob("*/*.md") if not path.name.startswith("_"))


def count(texts: Iterable[str]) -> tuple[Counter[str], Counter[str], Counter[str], str]:
    """How often each character stands, each pair, in how many texts each character, and the hash of what was read."""
    singles: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode())
        line = folded(text)
        singles.update(line)
        pairs.update(map("".join, pairwise(line)))
        spread.update(set(text))
    return singles, pairs, spread, digest.hexdigest()


def rows(singles: Counter[str], pairs: Counter[str], least: int) -> Iterator[str]:
    """A line for each character: itself, how often its count can be halved, and so for what follows it, the frequent first."""
    behind: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (first, second), times in sorted(pairs.items()):
        if times >= least and EDGE not in (first, second):
            behind[first][times.bit_length()].append(second)
    for char, times in sorted(singles.items()):
        if char != EDGE:
            groups = sorted(behind[char].items(), reverse=True)
            yield "\t".join((char, str(times.bit_length()), *(f"{level}{''.join(chars)}" for level, chars in groups)))


def write(paths: Sequence[Path], folder: Path) -> None:
    """Count, and store what fits."""
    singles, pairs, spread, digest = count(bodies(paths))
    head = [
        "# Which characters follow each other in laws and regulations, counts in powers of two; written by benchmarks/fit_characters.py.",
        f"# sha256 of the texts: {digest}",
        f"{EDGE_ROW}\t{sum(singles.values())}",
    ]
    least = LEAST
    while len("\n".join(table := [*head, *rows(singles, pairs, least)]).encode()) > MOST_BYTES:
        least += 1
    (folder / "characters.tsv").write_text("\n".join(table) + "\n", encoding="utf-8")
    common = sorted(char for char, texts in spread.items() if texts >= COMMON_IN and char.isprintable())
    lines = ["".join(common[i : i + 60]) for i in range(0, len(common), 60)]
    (folder / "common_characters.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("laws", type=Path)
    write(laws_in(parser.parse_args().laws), TABLES)


if __name__ == "__main__":
    main()
