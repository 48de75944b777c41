"""Store the words of policy texts with their parts of speech, as the evidence of a verdict needs them.

python benchmarks/fit_word_classes.py    # writes changes/tables/word_classes.tsv

Words, counts and parts of speech are those of jieba's dictionary and of our own terms (``segmenter/tables/words.toml``): of the words
of laws (``align/tables/background.tsv``), and of those that are common in any text. A small part of the dictionary, so that it is read
in some milliseconds.
"""

from __future__ import annotations

from collections import defaultdict
from math import log
from pathlib import Path

import tomli

from duizhao.align.background import load_background
from duizhao.segmenter.lexicon import load_lexicon
from duizhao.segmenter.words import _with_table

TABLE = Path(__file__).parent.parent / "changes" / "tables" / "word_classes.tsv"
OWN = Path(__file__).parent / "tables" / "word_classes.toml"
LONGEST_WORD = 6
COMMON = 2000  # so often in jieba's own count
_OWN_SHARE = -18  # that of a common word
_COARSE = 2.0  # steps of the logarithm of the share in which counts are kept


def main() -> None:
    """Write the table: a line for each part of speech, size of the share and length, the words behind it."""
    background, plain = load_background(), load_lexicon()
    lexicon = plain.with_terms(_with_table(()))
    rows: dict[tuple[str, int, int], list[str]] = defaultdict(list)
    least = log(COMMON) - log(plain.total)
    terms = {term.text for term in _with_table(())}
    own = {word: row["tag"] for row in tomli.loads(OWN.read_text(encoding="utf-8"))["word"] for word in row["words"]}
    for word, tag in own.items():
        rows[tag, _OWN_SHARE, len(word)].append(word)
    for word, (share, tag) in lexicon.entries.items():
        if not tag or word in own or not 0 < len(word) <= LONGEST_WORD or not word.isalnum():
            continue
        if share >= least or word in terms or word in background.frequency:
            rows[tag, round(share * _COARSE), len(word)].append(word)
    head = [
        "# Words of policy texts: part of speech, share (twice its logarithm), length, words; written by benchmarks/fit_word_classes.py."
    ]
    lines = [
        f"{tag}\t{share}\t{length}\t{' '.join(sorted(words))}" for (tag, share, length), words in sorted(rows.items())
    ]
    TABLE.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")
    print(f"{sum(map(len, rows.values()))} words")


if __name__ == "__main__":
    main()
