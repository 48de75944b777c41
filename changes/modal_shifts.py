"""A word that asks in the place of one that allows, or the reverse."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..language.clauses import clause_places
from ..language.differences import shared_characters
from .strength import Shift, StrengthWords
from .word_classes import TaggedWord

WordsOf = Callable[[str], Sequence[TaggedWord]]


def modal_shift(local: str, central: str, words: StrengthWords, cut: WordsOf) -> Shift | None:
    """Whether what was allowed is now asked for, or the reverse: of the same act.

    Each text has modals of one force only and says much the same behind them, a verb of the act among it, or one modal stands in the place
    of another: in front of the same words. ``cut`` makes words of a text.

    >>> from .strength import load_strength_words
    >>> from .word_classes import load_word_classes
    >>> words, cut = load_strength_words(), load_word_classes().words
    >>> modal_shift("要修复，具备条件的应当借阅。", "要修复，具备条件的可以借阅。", words, cut)
    Shift(name='stricter_modal', up=True, evidence='可以 → 应当')
    >>> modal_shift("馆员应当登记图书。", "读者可以申请低息贷款。", words, cut)
    """
    ours, theirs = _modals(local, words), _modals(central, words)
    one_force = len({rank for rank, _, _, _ in ours}) == len({rank for rank, _, _, _ in theirs}) == 1
    if one_force and _same_act(ours[0][3], theirs[0][3]) and _a_verb_of(ours[0][3], theirs[0][3], cut):
        return _shift(ours[0], theirs[0])
    for here in ours:
        for there in theirs:
            same_there = any(other[0] == here[0] and other[3] == there[3] for other in theirs)
            if here[2] == there[2] and not same_there and (found := _shift(here, there)):
                return found
    return None


def bare_shift(local: str, central: str, words: StrengthWords, cut: WordsOf) -> Shift | None:
    """What is simply said in one text, and allowed in the other; not where another verb stands before it (树立新风 → 提倡新风).

    >>> from .strength import load_strength_words
    >>> from .word_classes import load_word_classes
    >>> words, cut = load_strength_words(), load_word_classes().words
    >>> bare_shift("逾期不还的，可以予以约谈。", "逾期不还的，予以约谈。", words, cut)
    Shift(name='milder_modal', up=False, evidence='予以约谈 → 可以予以约谈')
    """
    ours, theirs = _modals(local, words), _modals(central, words)
    for up, allowed, plain in ((False, ours, central), (True, theirs, local)):
        for rank, word, _, behind in allowed:
            if rank == 1 and len(behind) >= _LEAST_BEHIND and behind in plain and f"{word}{behind}" not in plain:
                before = _before_in_clause(plain, plain.index(behind))
                verb_before = any(word.tag == "v" and len(word.text) > 1 for word in cut(before)[-1:])
                condition = _behind(plain, plain.index(behind)).endswith(("的", "时"))
                granted = condition or words.granted.search(before) or _allows_before(plain, plain.index(behind), words)
                if not (verb_before or granted or any(modal in before for _, modal, _, _ in (*ours, *theirs))):
                    pair = (f"{word}{behind}", behind) if up else (behind, f"{word}{behind}")
                    return Shift("stricter_modal" if up else "milder_modal", up, " → ".join(pair))
    return None


def _allows_before(text: str, place: int, words: StrengthWords) -> bool:
    """Does a modal of permission stand anywhere before? It may hold for what comes behind."""
    return any(words.modals.meaning(found).rank == 1 for found in words.modals.pattern.finditer(text, 0, place))


# The words of an act, so many at least, by which it is known again.
_LEAST_BEHIND = 4


def _before_in_clause(text: str, place: int) -> str:
    """The comma clause up to a place."""
    return text[next(start for start, end in clause_places(text) if place <= end) : place]


# So much of the shorter of two clauses stands in the other where both speak of one act.
_SAME_ACT = 0.6


def _same_act(ours: str, theirs: str) -> bool:
    shorter, longer = sorted((ours, theirs), key=len)
    return sum(shared_characters(shorter, longer)) >= _SAME_ACT * len(shorter)


def _a_verb_of(ours: str, theirs: str, cut: WordsOf) -> bool:
    """Does a verb of what the one asks for stand in the other?"""
    return any(word.tag[0] == "v" and len(word.text) > 1 and word.text in theirs for word in cut(ours))


_ModalWord = tuple[
    int, str, str, str
]  # rank (1 allows, 2 asks), the word, the two characters behind it, the rest of its clause


def _modals(text: str, words: StrengthWords) -> list[_ModalWord]:
    return [
        (
            words.modals.meaning(found).rank,
            found.group(),
            text[found.end() : found.end() + 2],
            _behind(text, found.end()),
        )
        for found in words.modals.pattern.finditer(text)
    ]


def _behind(text: str, place: int) -> str:
    """The comma clause from a place on."""
    return text[place : next(end for _, end in clause_places(text) if place <= end)]


def _shift(ours: _ModalWord, theirs: _ModalWord) -> Shift | None:
    if ours[0] == theirs[0]:
        return None
    up = ours[0] > theirs[0]
    return Shift("stricter_modal" if up else "milder_modal", up, f"{theirs[1]} → {ours[1]}")
