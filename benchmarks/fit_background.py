"""Count in how many sentences of laws each word stands, and store the common ones.

python benchmarks/fit_background.py ../shared/laws    # writes align/tables/background.tsv

The words are jieba's; local documents that are labelled (``link_gold.py``) are left out, and a sentence that stands in several laws
counts once. A minute on one core.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fit_links import labelled_names

from duizhao.language.comparable import comparable
from duizhao.segmenter import load_tokenizer

TABLE = Path(__file__).parent.parent / "align" / "tables" / "background.tsv"
LONGEST_WORD = 6  # what is left over falls into single characters
LEAST = 8  # a word of fewer sentences is as good as new
_HAN = re.compile(r"[\u4e00-\u9fff]")


def texts(laws: Path) -> Iterator[str]:
    """The laws that are counted, in order of their names."""
    labelled = labelled_names(laws.parent)
    for path in sorted(laws.glob("*/*.md")):
        if path.name not in labelled:
            yield path.read_text(encoding="utf-8").rpartition("<!-- INFO END -->")[2]


def count(laws: Path) -> tuple[Counter[str], int, str]:
    """In how many different sentences each word stands, how many there are, and the hash of what was read."""
    tokenizer = load_tokenizer("jieba")
    sentences: set[frozenset[str]] = set()
    digest = hashlib.sha256()
    for text in texts(laws):
        digest.update(text.encode())
        for sentence in re.split(r"[。；\n]", text):
            words = frozenset(comparable(word.text) for word in tokenizer(sentence) if _HAN.match(word.text))
            if len(words) > 2:
                sentences.add(words)
    return Counter(word for words in sentences for word in words), len(sentences), digest.hexdigest()


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("laws", type=Path)
    counts, total, digest = count(parser.parse_args().laws)
    rows = sorted((w, n) for w, n in counts.items() if n >= LEAST and 0 < len(w) <= LONGEST_WORD)
    head = [
        "# In how many sentences of laws and regulations each word stands; written by benchmarks/fit_background.py.",
        f"# sha256 of the texts: {digest}",
        f"*\t{total}",
    ]
    TABLE.write_text("\n".join([*head, *(f"{word}\t{n}" for word, n in rows)]) + "\n", encoding="utf-8")
    print(f"{len(rows)} words of {total} sentences")


if __name__ == "__main__":
    main()
