"""What two texts have in common, word for word, and what only one of them says."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..language.clauses import clause_places
from ..language.differences import shared_characters
from .word_forms import ComparedText, WordForms


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A text beside others: ``shared`` says of each character of its form whether the others have it too.

    ``own`` are the stretches of the form, ``own_text`` the same as printed, where the text is alone; ``content`` is how many characters
    stand there, function words not counted.
    """

    form: ComparedText
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


def set_beside(form: ComparedText, others: Sequence[ComparedText], forms: WordForms) -> OwnWords:
    """A text beside others: what of it stands in any of them (:func:`duizhao.language.differences.shared_characters`).

    >>> from .word_forms import comparable_form, load_word_forms
    >>> forms = load_word_forms()
    >>> ours, theirs = (comparable_form(text, forms) for text in ("馆员每年清点馆藏、设备。", "馆员定期清点馆藏。"))
    >>> set_beside(ours, [theirs], forms).own_text
    ('每年', '设备')
    """
    masks = [shared_characters(form.characters, other.characters) for other in others]
    shared = tuple(any(taken) for taken in zip(*masks, strict=True)) if masks else (False,) * len(form.characters)
    own = tuple(_stretches(shared))
    return OwnWords(
        form,
        shared,
        own,
        tuple(form.text[form.starts[i] : form.ends[j - 1]] for i, j in own),
        sum(len(forms.content(form.characters[i:j])) for i, j in own),
    )


def explaining(form: ComparedText, others: Sequence[ComparedText], least: float) -> list[int]:
    """Which of several texts explain a sentence: the nearest first, then each that has at least a share ``least`` more of it.

    >>> from .word_forms import comparable_form, load_word_forms
    >>> forms = load_word_forms()
    >>> ours, *others = (comparable_form(text, forms) for text in ("清点馆藏，公布结果。", "公布结果。", "清点馆藏。", "公布馆藏。"))
    >>> explaining(ours, others, 0.05)
    [0, 1]
    """
    if len(others) < 2:
        return list(range(len(others)))
    masks = [shared_characters(form.characters, other.characters) for other in others]
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
class ChangedClause:
    """A comma clause as printed, the words of it that the other text lacks, and the share it has too.

    ``shared_places`` are the places in ``text`` of what the other text has too.
    """

    text: str
    own: str
    share: float
    shared_places: frozenset[int] = frozenset()


def changed_clauses(wording: OwnWords, forms: WordForms) -> tuple[ChangedClause, ...]:
    """The comma clauses that say something of their own.

    >>> from .word_forms import comparable_form, load_word_forms
    >>> forms = load_word_forms()
    >>> texts = ("要定期清点馆藏，并公布结果。", "要定期清点馆藏。")
    >>> ours, theirs = (comparable_form(text, forms) for text in texts)
    >>> [clause.text for clause in changed_clauses(set_beside(ours, [theirs], forms), forms)]
    ['并公布结果']
    """
    form, found = wording.form, []
    for start, end in clause_places(form.text):
        inside = range(bisect_left(form.starts, start), bisect_left(form.starts, end))
        own = [i for i in inside if not wording.shared[i]]
        # A clause of one or two characters, or with one new character, says nothing for itself.
        if len(inside) > 2 and len(own) > 1 and len(forms.content("".join(form.characters[i] for i in own))) > 1:
            printed = "".join(form.text[form.starts[i] : form.ends[i]] for i in own)
            shared = frozenset(
                place - start for i in inside if wording.shared[i] for place in range(form.starts[i], form.ends[i])
            )
            found.append(ChangedClause(form.text[start:end], printed, 1 - len(own) / len(inside), shared))
    return tuple(found)
