"""jieba's dictionary and the likeliest way to cut a text into its words.

Only the data of the package jieba is used (its dictionary and the probabilities of its hidden Markov model), read from its
folder without importing it; the cutting is written here, after its method: the likeliest path through the words of the
dictionary, then the model where single characters are left over. A test compares the two. The reasons: ``jieba.add_word``,
``del_word``, ``set_dictionary`` and the patterns of its modules are shared by a whole process, also by tokenizers of one's own;
its cache lies in the folder for temporary files, where anybody can put another; it speaks on standard error; it imports
``pkg_resources``; and the model is quadratic in the length of what it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from math import inf, log
from pathlib import Path
from typing import Any

from ..corpus import TokenizerError
from ..language.expressions import expression

_HAN = "\u4e00-\u9fd5"
# What can stand in a word of the dictionary: jieba's own set. Everything else is a mark or a blank.
_INSIDE = rf"{_HAN}a-zA-Z0-9+#&._%\-"
_OUTSIDE = expression(f"[^{_INSIDE}]", match=["党委（党组）", "，"], no_match=["书屋", "A+B", "5%"])
_HAN_OR_NOT = expression(f"([{_HAN}]+)", match=["a书屋"], no_match=["5.5%", "，"])
_LATIN_OR_NUMBER = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")
# So many characters without a mark or a blank are no language; the bound keeps memory flat on a text that is one run.
_LONGEST_BLOCK = 5000

_STATES = "BMES"  # a character begins a word, is in the middle of it, ends it, or is a word alone
_BEFORE = {"B": "ES", "M": "MB", "S": "SE", "E": "BM"}
_NEVER = -3.14e100

_ONE_OR_TWO = (1, 2)


@dataclass(frozen=True, slots=True)
class Term:
    """A word the dictionary is to know; ``freq`` is its count as in jieba's dictionary, ``tag`` its part of speech."""

    text: str
    freq: int
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Probabilities:
    """The model that finds words no dictionary has: logarithms, by state (B, M, E, S)."""

    start: Mapping[str, float]
    following: Mapping[str, Mapping[str, float]]
    emitting: Mapping[str, Mapping[str, float]]

    def words(self, run: str) -> Iterator[str]:
        """The words of a run of Chinese characters, likeliest path (Viterbi). Linear in its length."""
        scores = {state: self.start[state] + self.emitting[state].get(run[0], _NEVER) for state in _STATES}
        came_from: list[dict[str, str]] = []
        for char in run[1:]:
            best = {state: self._best(state, char, scores) for state in _STATES}
            scores = {state: score for state, (score, _) in best.items()}
            came_from.append({state: before for state, (_, before) in best.items()})
        state = max("ES", key=lambda last: (scores[last], last))
        ends = []
        for i in range(len(run) - 1, -1, -1):
            if state in "ES":
                ends.append(i + 1)
            if i:
                state = came_from[i - 1][state]
        ends.reverse()
        yield from (run[a:b] for a, b in zip([0, *ends], ends, strict=False))

    def _best(self, state: str, char: str, scores: Mapping[str, float]) -> tuple[float, str]:
        emitted = self.emitting[state].get(char, _NEVER)
        return max(
            (scores[before] + self.following[before].get(state, _NEVER) + emitted, before) for before in _BEFORE[state]
        )


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words with their weights, and the model for the rest. Frozen: a lexicon with more terms is another one.

    ``entries``: the logarithm of a word's share in all words, and its part of speech. ``longer``: for the first two characters of
    words of three and more the lengths to try. ``marked``: terms that hold a mark, ``marks`` those marks.
    """

    entries: Mapping[str, tuple[float, str | None]] = field(repr=False)
    longer: Mapping[str, tuple[int, ...]] = field(repr=False)
    total: int
    probabilities: Probabilities = field(repr=False)
    pieces: re.Pattern[str] = field(repr=False)
    marked: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()

    def cut(self, text: str) -> Iterator[str]:
        """The words of ``text``, which they make up without a gap; a run of blanks is one, every mark is one."""
        for match in self.pieces.finditer(text):
            if match["block"] is None:
                yield match.group()
            else:
                yield from self._cut_block(match.group())

    def tag(self, word: str) -> str | None:
        """The part of speech the dictionary gives a word; else ``m`` number, ``eng`` Latin, ``x`` mark or blank, or ``None``."""
        entry = self.entries.get(word)
        if entry:
            return entry[1]
        if word[0].isdigit():
            return "m"
        if word[0].isalpha():
            return "eng" if word[0].isascii() else None
        return "x"

    def with_terms(self, terms: Iterable[Term]) -> Lexicon:
        """A lexicon that knows ``terms`` too. A word it had already keeps its part of speech, and its weight where that is greater."""
        rows = tuple(terms)
        entries, longer = dict(self.entries), dict(self.longer)
        for term in rows:
            weight, tag = entries.get(term.text, (-inf, term.tag))
            entries[term.text] = (max(weight, log(term.freq) - log(self.total)), tag)
            if len(term.text) > 2:
                lengths = longer.get(term.text[:2], _ONE_OR_TWO)
                longer[term.text[:2]] = tuple(sorted({*lengths, len(term.text)}))
        marked = (*self.marked, *(term.text for term in rows if _OUTSIDE.search(term.text)))
        marks = frozenset("".join(_OUTSIDE.findall("".join(marked))))
        return replace(self, entries=entries, longer=longer, pieces=_pieces(marked), marked=marked, marks=marks)

    def _cut_block(self, block: str) -> Iterator[str]:
        run = ""
        for word in self._likeliest(block):
            if len(word) == 1 and word not in self.marks:
                run += word
                continue
            yield from self._cut_run(run)
            run = ""
            yield word
        yield from self._cut_run(run)

    def _cut_run(self, run: str) -> Iterator[str]:
        """Single characters in a row may be a word that no dictionary has."""
        if len(run) < 2 or run in self.entries:
            yield from run
            return
        for i, part in enumerate(_HAN_OR_NOT.split(run)):
            if i % 2:
                yield from self.probabilities.words(part)
            else:
                yield from filter(None, _LATIN_OR_NUMBER.split(part))

    def _likeliest(self, block: str) -> Iterator[str]:
        """The words of the dictionary with the greatest product of shares; of equals the longer first word."""
        entries, longer, end = self.entries, self.longer, len(block)
        unknown = -log(self.total)
        best, size = [0.0] * (end + 1), [1] * end
        for i in range(end - 1, -1, -1):
            top = None
            for length in longer.get(block[i : i + 2], _ONE_OR_TWO):
                if i + length > end:
                    break
                entry = entries.get(block[i : i + length])
                if entry and (top is None or entry[0] + best[i + length] >= top):
                    top, size[i] = entry[0] + best[i + length], length
            best[i] = unknown + best[i + 1] if top is None else top
        i = 0
        while i < end:
            yield block[i : i + size[i]]
            i += size[i]


def load_lexicon() -> Lexicon:
    """The dictionary of the jieba that is installed. Raises ``TokenizerError`` where it is missing or damaged.

    Costs half a second to a second and about 90 MB; a second one costs the same, for nothing is kept.

    >>> list(load_lexicon().cut("图书馆应当免费开放。"))
    ['图书馆', '应当', '免费', '开放', '。']
    """
    folder = _folder_of_jieba()
    try:
        fields = (folder / "dict.txt").read_text(encoding="utf-8").split()
        words, counts, tags = fields[::3], fields[1::3], fields[2::3]
        total = sum(map(int, counts))
        # Words of one count and one part of speech share their entry: there are few such pairs for so many words.
        shared = {
            (count, tag): (log(int(count)) - log(total), tag) for count, tag in set(zip(counts, tags, strict=True))
        }
        entries = dict(zip(words, map(shared.__getitem__, zip(counts, tags, strict=True)), strict=True))
        tables = [_python_table(folder / "finalseg" / f"prob_{name}.py") for name in ("start", "trans", "emit")]
        probabilities = Probabilities(*tables)
    except (OSError, ValueError, AttributeError, SyntaxError) as error:
        raise TokenizerError(
            f"读不出 jieba 的词典（{folder}：{error}），需要 0.42.1 版的数据文件；请运行 pip install --force-reinstall jieba"
        ) from error
    return Lexicon(entries, _lengths(words), total, probabilities, _pieces([]))


def _lengths(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, int] = {}  # a bit for each length
    for word in words:
        if len(word) > 2:
            found[word[:2]] = found.get(word[:2], 0) | 1 << len(word)
    tuples = {
        bits: (*_ONE_OR_TWO, *(n for n in range(3, bits.bit_length()) if bits >> n & 1)) for bits in set(found.values())
    }
    return {start: tuples[bits] for start, bits in found.items()}


def _pieces(marked: Iterable[str]) -> re.Pattern[str]:
    """Blocks to be looked up, blanks, marks. A term with marks in it, 党委（党组）, belongs to the block around it; longest first."""
    inside = [*(re.escape(term) for term in sorted(marked, key=len, reverse=True)), f"[{_INSIDE}]"]
    return re.compile(rf"(?P<block>(?:{'|'.join(inside)}){{1,{_LONGEST_BLOCK}}})|\s+|.", re.DOTALL)


def _folder_of_jieba() -> Path:
    try:
        found = find_spec("jieba")
    except (ImportError, ValueError):
        found = None
    if found is None or not found.submodule_search_locations:
        raise TokenizerError("没有找到软件包 jieba，分词器 jieba 需要它的词典；请运行 pip install jieba")
    return Path(found.submodule_search_locations[0])


def _python_table(path: Path) -> Any:
    """The table ``P`` of a data module of jieba: our own copy, which nobody else can change."""
    spec = spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise OSError(f"{path.name} is no module")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    if set(module.P) != set(_STATES):
        raise ValueError(f"{path.name} has other states than {_STATES}")
    return module.P
