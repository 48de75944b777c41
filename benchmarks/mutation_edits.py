"""The edits that make a local measure of a central text, each on a whole draft; they are made in the order of `EDITS`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import TypeVar

import mutation_rules
from mutation_drafts import Article, Draft, Effect, Line, Paragraph
from mutation_rules import Rule, Rules

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting:
    """What an edit is given: the share it concerns, chance, and what it may draw on.

    ``singular`` says of a central sentence id whether no other central sentence reads the same.
    """

    rate: float
    rng: Random
    rules: Rules
    order: Mapping[str, int]
    singular: Callable[[str], bool]
    foreign: Sequence[str] = field(default=())

    def some(self, things: Sequence[T], of: int | None = None) -> list[T]:
        """The share of things that is to be edited, at least one; ``of``: the share is one of so many."""
        wanted = max(1, round(self.rate * (len(things) if of is None else of)))
        return self.rng.sample(list(things), min(wanted, len(things)))


# --------------------------------------------------------------------------------------------------------- articles


def split(draft: Draft, setting: Setting) -> Draft:
    """Cut articles in two behind a full stop, never inside a list."""
    cuts = {i: places for i, article in enumerate(draft.articles) if (places := list(_cuts(article)))}
    chosen = set(setting.some(list(cuts), of=len(draft.articles)))
    articles: list[Article] = []
    for i, article in enumerate(draft.articles):
        articles += setting.rng.choice(cuts[i]) if i in chosen else [article]
    return replace(draft, articles=tuple(articles))


def _cuts(article: Article) -> Iterator[tuple[Article, Article]]:
    for i, paragraph in enumerate(article.paragraphs):
        before, behind = article.paragraphs[:i], article.paragraphs[i + 1 :]
        for j in range(1, len(paragraph.lines) + 1):
            first, rest = paragraph.lines[:j], paragraph.lines[j:]
            second = (replace(paragraph, lines=rest), *behind) if rest else behind
            closed = first[-1].text.endswith("。") and first[-1].kind != "heading"
            # What a list stands under stays with it.
            if closed and second and not second[0].item and (not paragraph.item or not rest):
                yield Article((*before, replace(paragraph, lines=first))), Article(second)


def merge(draft: Draft, setting: Setting) -> Draft:
    """Make one article of two neighbours; in a paper, whose articles are one paragraph each, one paragraph."""
    articles = list(draft.articles)
    places = list(range(len(articles) - 1))
    chosen: list[int] = []
    for i in setting.some(places, of=len(articles)):
        if not {i - 1, i, i + 1} & set(chosen):
            chosen.append(i)
    for i in sorted(chosen, reverse=True):
        articles[i : i + 2] = [_merged(articles[i], articles[i + 1], law=draft.law)]
    return replace(draft, articles=tuple(articles))


def _merged(first: Article, second: Article, *, law: bool) -> Article:
    *before, last = first.paragraphs
    joined, *behind = second.paragraphs
    if law or last.item:
        return Article((*first.paragraphs, *second.paragraphs))
    return Article((*before, replace(last, lines=(*last.lines, *joined.lines)), *behind))


def omit(draft: Draft, setting: Setting) -> Draft:
    """Leave out whole articles, of which no sentence stands elsewhere too."""
    candidates = [
        i
        for i, article in enumerate(draft.articles)
        if all(setting.singular(line.origin or "") for line in article.lines)
    ]
    gone = set(setting.some(candidates, of=len(draft.articles)))
    return replace(draft, articles=tuple(article for i, article in enumerate(draft.articles) if i not in gone))


def drop(draft: Draft, setting: Setting) -> Draft:
    """Leave out sentences of articles: no headings, no lead-ins of lists, none that stands elsewhere too."""
    candidates = [
        line.origin
        for article in draft.articles
        for line in article.lines
        if line.origin
        and line.kind in ("body", "item")
        and line.text[-1:] not in "：:"
        and setting.singular(line.origin)
    ]
    gone = set(setting.some(candidates))
    articles = [_without(article, gone) for article in draft.articles]
    return replace(draft, articles=tuple(article for article in articles if article.paragraphs))


def _without(article: Article, gone: Collection[str | None]) -> Article:
    kept = [
        replace(paragraph, lines=tuple(line for line in paragraph.lines if line.origin not in gone))
        for paragraph in article.paragraphs
    ]
    return replace(article, paragraphs=tuple(paragraph for paragraph in kept if paragraph.lines))


def shuffle(draft: Draft, setting: Setting) -> Draft:
    """Move articles so that the others are the longest backbone in the central order, and the only one so long."""
    count = len(draft.articles)
    wanted = min(max(1, round(setting.rate * count)), count // 3)
    for moves in range(wanted, 0, -1):
        for _ in range(50):
            moved = set(setting.rng.sample(range(count), moves))
            order = [i for i in range(count) if i not in moved]
            for i in sorted(moved):
                order.insert(setting.rng.randrange(len(order) + 1), i)
            keys = [_place(draft.articles[i], setting.order) for i in order]
            if off_backbone(keys) == {place for place, i in enumerate(order) if i in moved}:
                return replace(draft, articles=tuple(replace(draft.articles[i], moved=i in moved) for i in order))
    return draft


def permute(draft: Draft, setting: Setting) -> Draft:
    """Put all articles in another order; what moved is not told."""
    articles = list(draft.articles)
    setting.rng.shuffle(articles)
    return replace(draft, articles=tuple(articles))


def _place(article: Article, order: Mapping[str, int]) -> int:
    return min(order[unit] for unit in article.units)


def off_backbone(keys: Sequence[int]) -> set[int] | None:
    """The places off the longest subsequence that never falls; ``None`` where two are so long.

    >>> off_backbone([1, 5, 2, 3, 4])
    {1}
    >>> off_backbone([2, 1]) is None
    True
    """
    forward = _longest(keys)
    backward = _longest([-key for key in reversed(keys)])[::-1]
    best = max(forward, default=0)
    on = [i for i, (a, b) in enumerate(zip(forward, backward, strict=True)) if a + b - 1 == best]
    return set(range(len(keys))) - set(on) if len(on) == best else None


def _longest(keys: Sequence[int]) -> list[int]:
    """For each place the length of the longest subsequence that never falls and ends there."""
    ends: list[int] = []  # the least last key of a subsequence of each length
    lengths = []
    for key in keys:
        length = bisect_right(ends, key)
        ends[length : length + 1] = [key]
        lengths.append(length + 1)
    return lengths


# -------------------------------------------------------------------------------------------------------- sentences

EFFECTS: Mapping[str, Effect] = {
    "actor": "adapted",
    "quantify": "strengthened",
    "tighten": "strengthened",
    "oblige": "strengthened",
    "relax": "weakened",
    "permit": "weakened",
}


def reword(edit: str) -> Callable[[Draft, Setting], Draft]:
    """The edit that puts other words into sentences; a sentence changes its strength once only, so that its label is certain."""
    effect = EFFECTS[edit]

    def edited(draft: Draft, setting: Setting) -> Draft:
        rules = setting.rules.of(edit)
        lines = [line for article in draft.parts for line in article.lines if _may_change(line, effect, rules)]
        chosen = {line.origin for line in (setting.some(lines) if lines else [])}
        return _each(draft, lambda line: _reworded(line, rules, effect, setting) if line.origin in chosen else line)

    return edited


def _may_change(line: Line, effect: Effect, rules: Sequence[Rule]) -> bool:
    settled = effect != "adapted" and {"strengthened", "weakened"} & set(line.effects)
    return line.origin is not None and not settled and any(_works(rule, line.text) for rule in rules)


def _works(rule: Rule, text: str) -> bool:
    return mutation_rules.replace(rule, text, Random(0)) is not None  # noqa: S311  does any number change at all?


def _reworded(line: Line, rules: Sequence[Rule], effect: Effect, setting: Setting) -> Line:
    """A figure is changed by one rule, in one place; actors by every rule and modals everywhere."""
    everywhere = effect == "adapted" or any(rule.edit in ("oblige", "permit") for rule in rules)
    usable = [rule for rule in rules if _works(rule, line.text)]
    for rule in usable if everywhere else [setting.rng.choice(usable)]:
        changed = mutation_rules.replace(rule, line.text, setting.rng, everywhere=everywhere)
        if changed is not None:
            line = replace(line, text=changed[0], effects=(*line.effects, effect), notes=(*line.notes, changed[1]))
    return line


def flood(draft: Draft, setting: Setting) -> Draft:
    """Repeat ，。； many times over; that changes no sentence."""
    times = setting.rng.randrange(4, 9)

    def flooded(match: re.Match[str]) -> str:
        mark = {"，": ",", "；": ";"}.get(match.group(), match.group())
        return mark * times if setting.rng.random() < setting.rate else match.group()

    return _each(draft, lambda line: replace(line, printed=re.sub("[，。；]", flooded, line.text)))


def _each(draft: Draft, change: Callable[[Line], Line]) -> Draft:
    def changed(article: Article) -> Article:
        paragraphs = (replace(p, lines=tuple(map(change, p.lines))) for p in article.paragraphs)
        return replace(article, paragraphs=tuple(paragraphs))

    return replace(draft, opening=tuple(map(changed, draft.opening)), articles=tuple(map(changed, draft.articles)))


# ----------------------------------------------------------------------------------------------------------- insert


def insert(draft: Draft, setting: Setting) -> Draft:
    """Put in foreign sentences: half of them at the end of a paragraph, half as articles of their own."""
    sentences = sum(len(article.lines) for article in draft.parts)
    for text in setting.some(setting.foreign, of=sentences) if setting.foreign else []:
        line = Line(text, None)
        articles = list(draft.articles)
        places = [(i, j) for i, article in enumerate(articles) for j in _open_paragraphs(article)]
        if places and setting.rng.random() < 0.5:
            i, j = setting.rng.choice(places)
            paragraphs = list(articles[i].paragraphs)
            paragraphs[j] = replace(paragraphs[j], lines=(*paragraphs[j].lines, line))
            articles[i] = replace(articles[i], paragraphs=tuple(paragraphs))
        else:
            articles.insert(setting.rng.randrange(1, len(articles) + 1), Article((Paragraph((line,)),)))
        draft = replace(draft, articles=tuple(articles))
    return draft


def _open_paragraphs(article: Article) -> Iterator[int]:
    """The paragraphs at whose end another sentence may stand."""
    for j, paragraph in enumerate(article.paragraphs):
        if not paragraph.item and paragraph.lines[-1].text.endswith("。"):
            yield j


EDITS: Mapping[str, Callable[[Draft, Setting], Draft]] = {
    "split": split,
    "merge": merge,
    "omit": omit,
    "drop": drop,
    "shuffle": shuffle,
    "permute": permute,
    **{edit: reword(edit) for edit in EFFECTS},
    "insert": insert,
    "flood": flood,
}
