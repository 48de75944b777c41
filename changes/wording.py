"""What two texts have in common, word for word, and what only one of them says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from ..language import load_table, ordinal
from ..language.numerals import TO_THOUSANDS

# Fewer characters in a row are shared by chance; from this many on the order does not matter.
_RUN = 2
_ANYWHERE = 4

_CLAUSE_END = re.compile(r"[，,；;。：:！!？?]")
_ITEM_LABEL = re.compile(r"[（(][一二三四五六七八九十百]+[）)]|\d+[.．、]")
_NUMERAL = f"[{TO_THOUSANDS}0-9]+"


@dataclass(frozen=True, slots=True)
class WordForms:
    """The table ``wording.toml``: words that say the same, and words that say nothing of their own."""

    scan: re.Pattern[str]
    same: tuple[str, ...]
    function_words: re.Pattern[str]

    def content(self, characters: str) -> str:
        """Characters without function words."""
        return self.function_words.sub("", characters)


def load_word_forms() -> WordForms:
    """Read ``changes/tables/wording.toml``."""
    table = load_table("duizhao.changes", "wording")
    groups = [f"(?P<same{i}>{row['pattern']})" for i, row in enumerate(table["same"])]
    return WordForms(
        re.compile("|".join([*groups, f"(?P<numeral>{_NUMERAL})"])),
        tuple(row["as"] for row in table["same"]),
        re.compile(table["function_words"]["pattern"]),
    )


@dataclass(frozen=True, slots=True)
class Form:
    """A text as it is compared: words that say the same are written the same, punctuation and an item's number are left out.

    ``starts`` and ``ends`` say for each character where what it stands for is printed in ``text``.
    """

    text: str
    characters: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def comparable_form(text: str, forms: WordForms) -> Form:
    """A text as it is compared.

    >>> comparable_form("（一）党委“一把手”应当在三十日内报告。", load_word_forms()).characters
    '一把手要在30日内报告'
    """
    characters, starts, ends = [], [], []

    def add(written: str, start: int, end: int) -> None:
        for character in written:
            characters.append(character)
            starts.append(start)
            ends.append(end)

    def add_plain(start: int, end: int) -> None:
        for i in range(start, end):
            add("".join(c for c in unicodedata.normalize("NFKC", text[i]) if c.isalnum()), i, i + 1)

    label = _ITEM_LABEL.match(text)
    place = label.end() if label else 0
    for found in forms.scan.finditer(text, place):
        add_plain(place, found.start())
        place = found.end()
        add(_written(found, forms), found.start(), found.end())
    add_plain(place, len(text))
    return Form(text, "".join(characters), tuple(starts), tuple(ends))


def _written(found: re.Match[str], forms: WordForms) -> str:
    if found.lastgroup == "numeral":
        value = ordinal(found.group())
        return found.group() if value is None else str(value)
    return forms.same[int((found.lastgroup or "").removeprefix("same"))]


@dataclass(frozen=True, slots=True)
class Wording:
    """A text beside others: ``shared`` says of each character of its form whether the others have it too.

    ``own`` are the stretches of the form, ``own_text`` the same as printed, where the text is alone; ``content`` is how many characters
    stand there, function words not counted.
    """

    form: Form
    shared: tuple[bool, ...]
    own: tuple[tuple[int, int], ...]
    own_text: tuple[str, ...]
    content: int

    @property
    def share(self) -> float:
        """The share of characters the others have too, 0 to 1."""
        return sum(self.shared) / max(1, len(self.shared))


def _stretches(shared: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for i, taken in enumerate((*shared, True)):
        if taken and start is not None:
            yield start, i
            start = None
        elif not taken and start is None:
            start = i


def set_beside(form: Form, others: Sequence[Form], forms: WordForms) -> Wording:
    """A text beside others: what of it stands in any of them (:func:`shared_with`).

    >>> forms = load_word_forms()
    >>> ours, theirs = (comparable_form(text, forms) for text in ("馆员每年清点馆藏、设备。", "馆员定期清点馆藏。"))
    >>> set_beside(ours, [theirs], forms).own_text
    ('每年', '设备')
    """
    masks = [shared_with(form, other) for other in others]
    shared = tuple(any(taken) for taken in zip(*masks, strict=True)) if masks else (False,) * len(form.characters)
    own = tuple(_stretches(shared))
    return Wording(
        form,
        shared,
        own,
        tuple(form.text[form.starts[i] : form.ends[j - 1]] for i, j in own),
        sum(len(forms.content(form.characters[i:j])) for i, j in own),
    )


def shared_with(form: Form, other: Form) -> tuple[bool, ...]:
    """Which characters of a text another has too.

    Those of the longest common subsequence that stand at least two together, and longer stretches wherever they stand.
    """
    ours, theirs = form.characters, other.characters
    shared = [False] * len(ours)
    for step in Indel.opcodes(ours, theirs):
        if step.tag == "equal" and step.src_end - step.src_start >= _RUN:
            shared[step.src_start : step.src_end] = [True] * (step.src_end - step.src_start)
    there = {theirs[i : i + _ANYWHERE] for i in range(len(theirs) - _ANYWHERE + 1)}
    for i in range(len(ours) - _ANYWHERE + 1):
        if ours[i : i + _ANYWHERE] in there:
            shared[i : i + _ANYWHERE] = [True] * _ANYWHERE
    return tuple(shared)


def explaining(form: Form, others: Sequence[Form], least: float) -> list[int]:
    """Which of several texts explain a sentence: the nearest first, then each that has at least a share ``least`` more of it.

    >>> forms = load_word_forms()
    >>> ours, *others = (comparable_form(text, forms) for text in ("清点馆藏，公布结果。", "公布结果。", "清点馆藏。", "公布馆藏。"))
    >>> explaining(ours, others, 0.05)
    [0, 1]
    """
    masks = [shared_with(form, other) for other in others]
    left = list(range(len(others)))
    explained = [False] * len(form.characters)
    kept: list[int] = []

    def gain(i: int) -> int:
        return sum(mine and not theirs for mine, theirs in zip(masks[i], explained, strict=True))

    while left:
        best = max(left, key=lambda i: (gain(i), -i))
        if kept and gain(best) < least * len(explained):
            break
        kept.append(best)
        left.remove(best)
        explained = [a or b for a, b in zip(explained, masks[best], strict=True)]
    return kept


@dataclass(frozen=True, slots=True)
class Clause:
    """A comma clause as printed, the words of it that the other text lacks, and the share it has too."""

    text: str
    own: str
    share: float


def changed_clauses(wording: Wording, forms: WordForms) -> tuple[Clause, ...]:
    """The comma clauses that say something of their own.

    >>> forms = load_word_forms()
    >>> texts = ("要定期清点馆藏，并公布结果。", "要定期清点馆藏。")
    >>> ours, theirs = (comparable_form(text, forms) for text in texts)
    >>> [clause.text for clause in changed_clauses(set_beside(ours, [theirs], forms), forms)]
    ['并公布结果']
    """
    form, found = wording.form, []
    for start, end in clause_places(form.text):
        inside = [i for i, place in enumerate(form.starts) if start <= place < end]
        own = [i for i in inside if not wording.shared[i]]
        # A clause of one or two characters, or with one new character, says nothing for itself.
        if len(inside) > 2 and len(forms.content("".join(form.characters[i] for i in own))) > 1:
            printed = "".join(form.text[form.starts[i] : form.ends[i]] for i in own)
            found.append(Clause(form.text[start:end], printed, 1 - len(own) / len(inside)))
    return tuple(found)


def clause_places(text: str) -> Iterator[tuple[int, int]]:
    """Where the comma clauses of a text stand, without their marks."""
    start = 0
    for mark in _CLAUSE_END.finditer(text):
        yield start, mark.start()
        start = mark.end()
    yield start, len(text)


def clause_around(text: str, place: int) -> str:
    """The comma clause that holds a place.

    >>> clause_around("要清点，并公布结果。", 5)
    '并公布结果'
    """
    return next(text[start:end] for start, end in clause_places(text) if place <= end)
