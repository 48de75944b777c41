"""What speaks for one relation or another: a local sentence beside its counterparts, measured as the features of the relation model."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from ..language.clauses import clause_around
from ..language.expressions import expression
from .linked_sentence import LinkedSentence
from .own_words import ChangedClause, OwnWords, changed_clauses
from .relation_words import RelationWords
from .strength import StrengthWords

# The features of the relation model, by name, and what each says. Counts of characters stand as ln(1 + n).
FEATURES = {
    "new": "characters that stand in no counterpart",
    "new_content": "the same without function words",
    "new_behind_modal": "the same behind the first modal verb: in what is to be done, not in who and when",
    "copied_squared": "the share of characters that stand in a counterpart, squared",
    "lost_content": "characters of the counterparts that stand in no answer, without function words",
    "counterparts": "ln of the number of counterparts",
    "heading": "the sentence is a heading",
    "localised": "a local actor, level or place is among the new words",
    "only_localised": "... and hardly anything else",
    "new_act": "an act that can be seen to be done or not is among the new words",
    "exchanged_act": "... and one is among the lost words",
    "lost_acts": "lost clauses with such an act, 2 at most",
    "lost_from_condition": "clauses of condition that lost words, 2 at most",
    "lost_from_means": "clauses of means that lost words, 2 at most",
    "longer_list_of_actors": "new items in lists before the first modal verb, 2 at most",
    "new_permission": "a modal verb of permission where the nearest counterpart has none",
    "stricter_modal": "可以 → 应当",
    "milder_modal": "应当 → 可以",
    "quantified_figure": "定期 → 每季度",
    "tightened_figure": "每年 → 每季度",
    "relaxed_figure": "每季度 → 每年",
    "new_figure": "a figure where none stood",
    "came_sanction": "words for a sanction came",
    "came_time": "words for a time came",
    "came_funding": "words for money or a place in the plan came",
    "came_review": "words for a check came",
    "came_follow_up": "words for a record, a report or a publication came",
    "came_scope": "words for a wider scope came",
    "went_sanction": "words for a sanction went",
    "went_time": "words for a time went",
    "went_prohibition": "words for a prohibition went",
    "shown_gain": "something that binds came, and its words can be shown",
    "shown_new": "new clauses and list items that ask for something, 2 at most",
    "shown_new_act": "... in which something can be seen to be done or not, 2 at most",
    "new_beside_whole": "... where the nearest counterpart stands here whole",
    "gain_beside_whole": "something that binds came, and the nearest counterpart stands here whole",
    "whole": "the nearest counterpart stands here whole",
    "shown_loss": "lost clauses and list items, and what binds and went, 2 at most",
    "only_loss": "something binding went or became milder, hardly a word is new and nothing became stricter",
}
# So much of a counterpart stands here where it was taken over whole.
_WHOLE = 0.9
_UP = re.compile(r"came_|stricter_|quantified_|tightened_|new_f")
_FOLLOW_UP = {"came_record", "came_report", "came_disclosure"}
_NUMBER = re.compile("[0-9]")
# What binds: a sentence that leaves it out is no copy. (What funds, sets up or widens a duty is stated in many ways.)
_BINDING = {
    *(f"went_{kind}" for kind in ("sanction", "record", "report", "disclosure", "approval", "prohibition", "time")),
    "relaxed_figure",
    "milder_modal",
}


def measure(case: LinkedSentence, words: RelationWords) -> dict[str, float]:
    """The values of :data:`FEATURES` for a sentence.

    >>> from ..corpus import make_document
    >>> from ..segmenter import segment_document
    >>> from .word_forms import comparable_form
    >>> from .linked_sentence import linked_sentence
    >>> from .own_words import set_beside
    >>> from .relation_words import load_relation_words
    >>> from .surroundings import PairSurroundings
    >>> words = load_relation_words()
    >>> ours, theirs = "图书馆应当每季度清点馆藏。", "图书馆应当清点馆藏。"
    >>> own, other = (comparable_form(text, words.forms) for text in (ours, theirs))
    >>> sentence = segment_document(make_document(ours)).sentences[0]
    >>> around = PairSurroundings(theirs, ours, theirs, ours, words.classes.words)
    >>> found = measure(linked_sentence(sentence, own, [set_beside(other, [own], words.forms)], (), around, words), words)
    >>> found["came_time"], found["lost_content"], round(found["copied_squared"], 2)
    (1.0, 0.0, 0.53)
    """
    local, central = case.local, case.central
    new, lost = " ".join(local.own_text), " ".join(text for wording in central for text in wording.own_text)
    new_act, lost_act = (bool(words.strength.act.search(text)) for text in (new, lost))
    localised = words.strength.localised.search(new) is not None
    names = case.hints
    whole = central[0].share >= _WHOLE
    return {
        **{name: float(name in names) for name in FEATURES},
        "new": math.log1p(len(local.shared) - sum(local.shared)),
        "new_content": math.log1p(local.content),
        "new_behind_modal": math.log1p(_content_behind_modal(local, words)),
        "copied_squared": local.share**2,
        "lost_content": math.log1p(sum(wording.content for wording in central)),
        "counterparts": math.log(len(central)),
        "heading": float(case.sentence.kind == "heading"),
        "localised": float(localised),
        "only_localised": float(localised and local.content <= 4),
        "new_act": float(new_act),
        "exchanged_act": float(new_act and lost_act),
        **_lost_clauses(central, words),
        "longer_list_of_actors": float(min(2, _new_actors(local, words))),
        "new_permission": float(_allows(local.form.text, words) and not _allows(case.central[0].form.text, words)),
        "shown_gain": float(any(shift.up for shift in case.shifts)),
        "shown_new": float(min(2, sum(passage.asks for passage in case.new))),
        "shown_new_act": float(
            min(2, sum(passage.asks and words.strength.act.search(passage.text) is not None for passage in case.new))
        ),
        "whole": float(whole),
        "new_beside_whole": float(whole and any(passage.asks for passage in case.new)),
        "gain_beside_whole": float(whole and any(shift.up for shift in case.shifts)),
        "shown_loss": float(min(2, len(case.lost) + sum(shift.down for shift in case.shifts))),
        "came_follow_up": float(bool(names & _FOLLOW_UP)),
        "only_loss": float(binding_lost(case) and local.content <= 2 and not _UP.search(" ".join(names))),
    }


def _lost_clauses(central: Sequence[OwnWords], words: RelationWords) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for clause in (clause for wording in central for clause in changed_clauses(wording, words.forms)):
        kind = clause_kind(clause, words.strength)
        if clause.share >= 0.5:
            counts[f"lost_from_{kind}"] += 1
        elif kind in ("binding", "plain") and words.strength.act.search(clause.own):
            counts["lost_acts"] += 1
    return {name: float(min(2, counts[name])) for name in ("lost_acts", "lost_from_condition", "lost_from_means")}


def clause_kind(clause: ChangedClause, words: StrengthWords) -> str:
    """``aim``, ``binding`` (a modal verb is among its own words), ``means``, ``condition``, or else ``plain``.

    >>> from .strength import load_strength_words
    >>> words = load_strength_words()
    >>> [clause_kind(ChangedClause(text, text, 0.0), words) for text in ("提高服务水平", "并应当公布", "遗失图书的", "由馆长签字")]
    ['aim', 'binding', 'condition', 'plain']
    """
    kinds = [kind for kind, pattern in words.clauses if pattern.search(clause.text)]
    if "aim" in kinds:
        return "aim"
    if any(
        words.modals.meaning(modal).rank > 1 and clause.shared_places.isdisjoint(range(*modal.span()))
        for modal in words.modals.pattern.finditer(clause.text)
    ):
        return "binding"
    return kinds[0] if kinds else "plain"


def _allows(text: str, words: RelationWords) -> bool:
    modals = words.strength.modals
    return any(modals.meaning(found).rank == 1 for found in modals.pattern.finditer(text))


def _first_modal(text: str, words: RelationWords) -> int:
    """Where the first modal verb stands; 0 where there is none."""
    found = words.strength.modals.pattern.search(text)
    return found.start() if found is not None else 0


def _content_behind_modal(wording: OwnWords, words: RelationWords) -> int:
    form, cut = wording.form, _first_modal(wording.form.text, words)
    behind = zip(form.characters, form.starts, wording.shared, strict=True)
    return len(words.forms.content("".join(c for c, place, shared in behind if place >= cut and not shared)))


_IN_LIST = expression(
    "^(?:和|以及|及|或|与)|(?:和|以及|及|或者|或|与)$|、",
    match=["和馆员", "馆长或者", "馆长、馆员"],
    no_match=["馆员和馆长", "馆员"],
)


def _new_actors(wording: OwnWords, words: RelationWords) -> int:
    """New items of lists before the first modal verb, those by what means not counted."""
    form, cut, count = wording.form, _first_modal(wording.form.text, words), 0
    for (i, j), text in zip(wording.own, wording.own_text, strict=True):
        start, end = form.starts[i], form.ends[j - 1]
        beside = form.text[max(0, start - 1) : start] + form.text[end : end + 1]
        if start >= cut or not words.forms.content(form.characters[i:j]) or re.search("[，。；：]", text):
            continue
        clause = clause_around(form.text, start)
        by_means = any(kind == "means" and pattern.search(clause) for kind, pattern in words.strength.clauses)
        count += not by_means and ("、" in beside or _IN_LIST.search(text) is not None)
    return count


def binding_lost(case: LinkedSentence) -> bool:
    """Did something that binds go or become milder?

    An item has no modal of its own, and what a lead announces follows in its items: neither says so alone.
    """
    return case.sentence.kind not in ("heading", "item", "lead") and not _BINDING.isdisjoint(case.hints)


# A body sentence that takes up less of its counterpart is a piece of it and no copy.
_LEAST_TAKEN_UP = 0.5


def substance_changed(case: LinkedSentence, words: RelationWords) -> bool:
    """Did a figure, a vague term or a modal verb change, did something binding come or go, or is a local actor, level or place new?

    So it did where a clause or a list item that asks for something stands in one of the texts alone, and where only a piece of the
    counterpart was taken up.
    """
    names = ("_figure", "_frequency", "_modal", "_term")
    localised = words.strength.localised.search(" ".join(case.local.own_text)) is not None
    asks = any(passage.asks for passage in (*case.new, *case.lost))
    nearest = case.central[0]
    piece = case.sentence.kind == "body" and nearest.share < _LEAST_TAKEN_UP
    numbers = all(any(_NUMBER.search(text) for text in side.own_text) for side in (case.local, nearest))
    time = words.strength.mentions["time"]
    times = all(time.search(" ".join(side.own_text)) for side in (case.local, nearest))
    allows = _allows(case.local.form.text, words) and not _allows(nearest.form.text, words)
    return (
        localised
        or asks
        or piece
        or numbers
        or times
        or allows
        or binding_lost(case)
        or any(name.endswith(names) for name in case.hints)
    )
