"""What makes a duty stricter or milder, by words: sanctions, records, figures, modal verbs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..language import load_table
from ..language.clauses import clause_around, clause_places
from ..language.differences import shared_characters
from ..language.modals import Modals, load_modals
from .acts_in_use import UseWords, is_in_use, load_use_words
from .own_words import OwnWords
from .surroundings import PairSurroundings, stands_in
from .word_classes import TaggedWord


Cut = Callable[[str], Sequence[TaggedWord]]


@dataclass(frozen=True, slots=True)
class Shift:
    """A step up or down in strength and the words that show it; ``name`` is that of a feature of the relation model."""

    name: str
    up: bool
    evidence: str

    @property
    def down(self) -> bool:
        """A step down: two figures that cannot be compared are none."""
        return not self.up and self.name != "other_figure"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds as words: of a frequency without a figure, of time, of a share, and a number."""

    often: re.Pattern[str]
    times: re.Pattern[str]
    shares: re.Pattern[str]
    counts: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class StrengthWords:
    """The table ``strength.toml``, compiled.

    ``elements``: name, Chinese name and pattern of what is shown as evidence; ``mentions``: by that name, the same in any words.
    ``hints``: the same widely taken, for the relation model.
    ``use`` tells an act from a name. ``clauses``: kind and pattern, in the order in which they
    are tried. ``act``: what can be seen to be done. ``localised``: words that show that an actor or a place was replaced by a local one.
    ``itself``: how a document names itself. ``goes_on``: opens a sentence that says what follows of what the one before says;
    ``by_rule``: what others prescribed already, or what is granted to who asks.
    """

    elements: tuple[tuple[str, str, tuple[re.Pattern[str], ...]], ...]
    mentions: Mapping[str, re.Pattern[str]]
    hints: Mapping[str, re.Pattern[str]]
    use: UseWords
    modals: Modals
    clauses: tuple[tuple[str, re.Pattern[str]], ...]
    bounds: Bounds
    act: re.Pattern[str]
    localised: re.Pattern[str]
    body: re.Pattern[str]
    itself: re.Pattern[str]
    goes_on: re.Pattern[str]
    by_rule: re.Pattern[str]


def load_strength_words() -> StrengthWords:
    """Read ``changes/tables/strength.toml``."""
    table = load_table("duizhao.changes", "strength")
    names = {row["kind"]: row["zh"] for row in table["shown"] if "zh" in row}
    return StrengthWords(
        tuple(
            (kind, zh, tuple(re.compile(row["pattern"]) for row in table["shown"] if row["kind"] == kind))
            for kind, zh in names.items()
        ),
        {row["kind"]: re.compile(row["pattern"]) for row in table["mention"]},
        {row["kind"]: re.compile(row["pattern"]) for row in table["element"]},
        load_use_words(),
        load_modals("changes"),
        tuple((row["kind"], re.compile(row["pattern"])) for row in table["clause"]),
        Bounds(*(re.compile(table[key]["pattern"]) for key in ("often", "times", "shares", "counts"))),
        re.compile(table["act"]["pattern"]),
        re.compile(table["localised"]["pattern"]),
        re.compile(table["body"]["pattern"]),
        *(re.compile(table[key]["pattern"]) for key in ("itself", "goes_on", "by_rule")),
    )


def element_shifts(
    local: OwnWords, central: Sequence[OwnWords], around: PairSurroundings, words: StrengthWords, *, lost: bool = True
) -> list[Shift]:
    """Sanctions, records, disclosures and the like that came or went.

    Came: in use here, and mentioned in no linked central sentence in any words. Gone: in use in the nearest, and mentioned neither here
    nor in what else answers the same sentence or stands in the same unit (a term that is left out of the same words is gone, whatever
    others there are); nor does it stand anywhere else in the local document. Only with ``lost``: a heading, a lead or an item takes up
    nothing whole.

    >>> from .own_words import set_beside
    >>> from .word_classes import load_word_classes
    >>> from .word_forms import comparable_form, load_word_forms
    >>> forms = load_word_forms()
    >>> texts = "不报告的，追究责任。", "要报告。"
    >>> ours, theirs = (comparable_form(text, forms) for text in texts)
    >>> around = PairSurroundings(texts[1], texts[0], texts[1], texts[0], load_word_classes().words)
    >>> beside = set_beside(ours, [theirs], forms), [set_beside(theirs, [ours], forms)]
    >>> element_shifts(*beside, around, load_strength_words())
    [Shift(name='came_sanction', up=True, evidence='新增追责：追究责任')]
    """
    shifts = []
    for kind, zh, patterns in words.elements:
        mentioned = words.mentions[kind]
        theirs = around.central_units if kind == "sanction" else around.central
        if not mentioned.search(theirs or around.central):
            found = _in_use(patterns, local, around, words)
            if found is not None and not stands_in(found, around.whole_central):
                shifts.append(Shift(f"came_{kind}", True, f"新增{zh}：{found}"))
        elif lost and (not mentioned.search(around.local) or (kind == "time" and local.content == 0)):
            found = _in_use(patterns, central[0], around, words) if central[0].share >= _ANSWERED else None
            if found is not None and found not in around.local and not stands_in(found, around.whole_local):
                shifts.append(Shift(f"went_{kind}", False, f"删去{zh}：{found}"))
    return shifts


# What is left out of a central sentence is said only where so much of it is answered.
_ANSWERED = 0.45


def _in_use(
    patterns: Sequence[re.Pattern[str]], wording: OwnWords, around: PairSurroundings, words: StrengthWords
) -> str | None:
    """The first match that is an act in use, with words of its own among it."""
    form = wording.form
    for pattern in patterns:
        for found in pattern.finditer(form.text):
            if (
                not all(_inside(found, wording))
                and is_in_use(found.start(), found.end(), around.words(form.text), form.text, words.use)
                and not words.by_rule.search(clause_around(form.text, found.end()))
            ):
                return found.group().removeprefix("并")
    return None


def hinted(local: OwnWords, central: Sequence[OwnWords], words: StrengthWords) -> set[str]:
    """Names of features: words of a kind stand among what only one side says. What points to a relation need not be fit to be shown.

    >>> from .own_words import set_beside
    >>> from .word_forms import comparable_form, load_word_forms
    >>> forms = load_word_forms()
    >>> ours, theirs = (comparable_form(text, forms) for text in ("不报告的，追究责任。", "要报告。"))
    >>> hinted(set_beside(ours, [theirs], forms), [set_beside(theirs, [ours], forms)], load_strength_words())
    {'came_sanction'}
    """
    names = set()
    for kind, pattern in words.hints.items():
        came, gone = _among_own(pattern, local), any(_among_own(pattern, wording) for wording in central)
        if came != gone:
            names.add(f"came_{kind}" if came else f"went_{kind}")
    return names


def _among_own(pattern: re.Pattern[str], wording: OwnWords) -> bool:
    """Is there a match of which at least half stands among the words the other text lacks?"""
    for found in pattern.finditer(wording.form.text):
        inside = _inside(found, wording)
        if inside and 2 * sum(inside) <= len(inside):
            return True
    return False


def _inside(found: re.Match[str], wording: OwnWords) -> tuple[bool, ...]:
    """Of the characters of a match: has the other text them too?"""
    starts = wording.form.starts
    return wording.shared[bisect_left(starts, found.start()) : bisect_left(starts, found.end())]


def modal_shift(local: str, central: str, words: StrengthWords, cut: Cut) -> Shift | None:
    """Whether what was allowed is now asked for, or the reverse: of the same act.

    Each text has modals of one force only and says much the same behind them, a verb of the act among it, or one modal stands in the place
    of another: in front of the same words. ``cut`` makes words of a text.

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


def bare_shift(local: str, central: str, words: StrengthWords, cut: Cut) -> Shift | None:
    """What is simply said in one text, and allowed in the other; not where another verb stands before it (树立新风 → 提倡新风).

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
                if not verb_before and not any(modal in before for _, modal, _, _ in (*ours, *theirs)):
                    pair = (f"{word}{behind}", behind) if up else (behind, f"{word}{behind}")
                    return Shift("stricter_modal" if up else "milder_modal", up, " → ".join(pair))
    return None


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


def _a_verb_of(ours: str, theirs: str, cut: Cut) -> bool:
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
