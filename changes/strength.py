"""What makes a duty stricter or milder, by words: sanctions, records, plans, terms (figures and modal verbs have modules of their own)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..language import load_table
from ..language.clauses import clause_around, clause_places
from ..language.modals import Modals, load_modals
from .acts_in_use import UseWords, is_in_use, load_use_words
from .own_words import OwnWords
from .surroundings import PairSurroundings, stands_in


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
    ``by_rule``: what others prescribed already, or what is granted to who asks. ``alike``: two nouns that say the same. ``granted``: words
    that allow. ``defines``: a definition, or what it leaves out.
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
    alike: re.Pattern[str]
    granted: re.Pattern[str]
    defines: re.Pattern[str]


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
        *(re.compile(table[key]["pattern"]) for key in ("itself", "goes_on", "by_rule", "alike", "granted", "defines")),
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
            known = kind == "mechanism" and found is not None and _is_known(found, around)
            if found is not None and not known and not stands_in(found, around.whole_central):
                shifts.append(Shift(f"came_{kind}", True, f"新增{zh}：{found}"))
        elif kind in _MORE_OF and (more := _one_more(patterns, local, central, around, words)) is not None:
            shifts.append(Shift(f"came_{kind}", True, f"新增{zh}：{more}"))
        elif lost and (not mentioned.search(around.local) or (kind == "time" and local.content == 0)):
            answered = central[0].share >= _ANSWERED or local.share >= _SAYS_NOTHING_ELSE
            found = _in_use(patterns, central[0], around, words) if answered else None
            if (
                found is not None
                and kind != "scope"  # 任何单位 → 单位 says the same
                and (kind != "time" or _clause_share(found, central[0]) >= _LEAST_OF_ITS_CLAUSE)
                and found not in around.local
                and not stands_in(found, around.whole_local)
            ):
                shifts.append(Shift(f"went_{kind}", False, f"删去{zh}：{found}"))
    return shifts


# What is left out of a central sentence is said only where so much of it is answered, or the local one says hardly anything else.
_ANSWERED, _SAYS_NOTHING_ELSE = 0.45, 0.8


# So much of what a system is about is known to the central sentences: it is that which they ask for in other words.
_KNOWN = 0.5


def _is_known(found: str, around: PairSurroundings) -> bool:
    """Is what is set up but the name of what the central sentences ask for: 公示服务项目, 建立服务项目公示制度?"""
    about = [word.text for word in around.words(found)[1:-1] if len(word.text) > 1]
    return bool(about) and sum(word in around.central for word in about) >= _KNOWN * len(about)


# A term is gone where so much of what it was set for stands here.
_LEAST_OF_ITS_CLAUSE = 0.5


def _clause_share(words_found: str, wording: OwnWords) -> float:
    """The share of the comma clause that holds some words of a text which the other text has too."""
    text, starts = wording.form.text, wording.form.starts
    place = text.find(words_found)
    start, end = next(place_of for place_of in clause_places(text) if place <= place_of[1])
    inside = wording.shared[bisect_left(starts, start) : bisect_left(starts, end)]
    return sum(inside) / max(1, len(inside))


# What can be one more beside what stands there already: another ban, another sanction.
_MORE_OF = ("prohibition", "sanction")
# Of one more hardly anything stands in the other text; of what stays there, most.
_MOST_OF_ONE_MORE, _LEAST_OF_WHAT_STAYS = 0.34, 0.6


def _one_more(
    patterns: Sequence[re.Pattern[str]],
    local: OwnWords,
    central: Sequence[OwnWords],
    around: PairSurroundings,
    words: StrengthWords,
) -> str | None:
    """A ban or a sanction beside those of the central sentences, all of which stand here too."""
    stays = [
        _shared(found, wording) >= _LEAST_OF_WHAT_STAYS
        for wording in central
        for pattern in patterns
        for found in pattern.finditer(wording.form.text)
    ]
    if not stays or not all(stays):
        return None
    more = _in_use(patterns, local, around, words, most_shared=_MOST_OF_ONE_MORE)
    if more is None or stands_in(more, around.whole_central) or more in around.central_units:
        return None
    acts = [
        word.text
        for word in around.words(more)
        if word.tag == "v" and len(word.text) > 1 and not words.modals.pattern.fullmatch(word.text)
    ]
    return None if any(act in around.central for act in acts) else more


def _shared(found: re.Match[str], wording: OwnWords) -> float:
    inside = _inside(found, wording)
    return sum(inside) / max(1, len(inside))


def _in_use(
    patterns: Sequence[re.Pattern[str]],
    wording: OwnWords,
    around: PairSurroundings,
    words: StrengthWords,
    most_shared: float = 0.99,
) -> str | None:
    """The first match that is an act in use, with words of its own among it."""
    form = wording.form
    for pattern in patterns:
        for found in pattern.finditer(form.text):
            if (
                _shared(found, wording) <= most_shared
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
