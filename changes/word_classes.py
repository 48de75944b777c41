"""A sentence cut into words with their parts of speech: what is shown as evidence is whole words in their sense."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

# A character that no word begins with: rarer than any word.
_UNKNOWN = -40.0
_TWO = (2,)


@dataclass(frozen=True, slots=True)
class TaggedWord:
    """A word of a text from ``start`` to ``end``; ``tag`` is its part of speech as jieba has it (``n``, ``v``, …), ``x`` a mark."""

    start: int
    end: int
    text: str
    tag: str

    @property
    def is_noun(self) -> bool:
        """A noun, a name or a verb used as one."""
        return self.tag[0] in "njs" or self.tag == "vn"


@dataclass(frozen=True, slots=True)
class WordClasses:
    """Words of policy texts: ``entries`` are the share of each in all words (twice its logarithm) and its part of speech.

    ``longer`` are the lengths to try of words that begin with two characters, where there are words of three or more.
    """

    entries: Mapping[str, tuple[int, str]]
    longer: Mapping[str, tuple[int, ...]]

    def words(self, text: str) -> tuple[TaggedWord, ...]:
        """The text as its likeliest words, without a gap; linear in its length.

        >>> [(word.text, word.tag) for word in load_word_classes().words("有不同意见的，应当登记。")]
        [('有', 'v'), ('不同', 'a'), ('意见', 'n'), ('的', 'uj'), ('，', 'x'), ('应当', 'v'), ('登记', 'v'), ('。', 'x')]
        """
        return tuple(self._words(text))

    def _words(self, text: str) -> Iterator[TaggedWord]:
        entries, longer, end = self.entries, self.longer, len(text)
        best, size = [0.0] * (end + 1), [1] * end
        for i in range(end - 1, -1, -1):
            entry = entries.get(text[i])
            top = (entry[0] if entry is not None else _UNKNOWN) + best[i + 1]
            pair = text[i : i + 2]
            for length in longer.get(pair, _TWO):
                entry = entries.get(text[i : i + length])
                if entry is not None and i + length <= end and entry[0] + best[i + length] > top:
                    top, size[i] = entry[0] + best[i + length], length
            best[i] = top
        start = 0
        while start < end:
            stop = start + size[start]
            if text[start].isascii() and text[start].isalnum():
                while stop < end and text[stop].isascii() and (text[stop].isalnum() or text[stop] in ".%"):
                    stop += 1
            word = text[start:stop]
            entry = entries.get(word)
            yield TaggedWord(start, stop, word, entry[1] if entry is not None else _unlisted(word[0]))
            start = stop


def _unlisted(character: str) -> str:
    """The part of speech of a word that is not listed, by its first character: a number, a name, or a mark."""
    if character.isdigit():
        return "m"
    return "n" if character.isalnum() else "x"


def load_word_classes() -> WordClasses:
    """Read ``changes/tables/word_classes.tsv``: some milliseconds.

    >>> load_word_classes().entries["图书馆"][1]
    'n'
    """
    table = files("duizhao.changes").joinpath("tables", "word_classes.tsv").read_text(encoding="utf-8")
    entries: dict[str, tuple[int, str]] = {}
    heads: dict[int, set[str]] = {}
    for line in table.splitlines()[1:]:
        tag, share, length, row = line.split("\t")
        words = row.split(" ")
        entries |= dict.fromkeys(words, (int(share), tag))
        if int(length) > 2:
            heads.setdefault(int(length), set()).update([word[:2] for word in words])
    longer: dict[str, tuple[int, ...]] = {}
    for size in sorted(heads):
        longer |= {head: (*longer.get(head, _TWO), size) for head in heads[size]}
    return WordClasses(entries, longer)
