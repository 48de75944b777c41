"""How far two readers of the same documents agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..language import comparable
from .gold_files import AlignGold, GoldError


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of sentences both labelled: how many, F1 of their links, share and kappa of the relations, and where they part.

    ``articles_f1`` is of main links of units, ``coverage`` the share of central units of which both say the same; ``None`` where one of
    them said nothing. ``apart`` has the sentence and the two relations.
    """

    sentences: int
    links_f1: float
    relations: float
    kappa: float
    articles_f1: float | None
    coverage: float | None
    apart: tuple[tuple[str, str, str], ...]


def agreement(first: AlignGold, second: AlignGold) -> Agreement:
    """Set two readings of the same pair of documents side by side.

    Kappa is Cohen's (A Coefficient of Agreement for Nominal Scales, Educational and Psychological Measurement 20, 1960): what they agree
    beyond what two readers would by chance with the same shares of relations.

    :raises GoldError: they have no sentence in common.
    """
    theirs = {comparable(sentence.text): sentence for sentence in second.sentences}
    both = [(one, theirs[key]) for one in first.sentences if (key := comparable(one.text)) in theirs]
    if not both:
        raise GoldError(f"{first.name} 与 {second.name} 没有一句相同，需要同一对文件的两份标注；请检查是否给错了文件")
    links = [({comparable(t) for _, t in a.central}, {comparable(t) for _, t in b.central}) for a, b in both]
    relations = [(a.relation, b.relation) for a, b in both]
    return Agreement(
        sentences=len(both),
        links_f1=_f1(links),
        relations=sum(a == b for a, b in relations) / len(relations),
        kappa=kappa(relations),
        articles_f1=_articles_f1(first, second),
        coverage=_coverage(first.coverage, second.coverage),
        apart=tuple((a.text, a.relation, b.relation) for a, b in both if a.relation != b.relation),
    )


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa: 1 where all agree, 0 where no more agree than by chance. ``ValueError`` where there is no pair.

    >>> round(kappa([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")]), 2)
    0.5
    """
    if not pairs:
        raise ValueError("no pairs: there is nothing to agree on")
    same = sum(a == b for a, b in pairs) / len(pairs)
    ours, theirs = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(ours[name] * theirs[name] for name in ours) / len(pairs) ** 2
    return 1.0 if chance == 1 else (same - chance) / (1 - chance)


def _f1(sides: Sequence[tuple[set[str], set[str]]]) -> float:
    named = sum(len(a) + len(b) for a, b in sides)
    return 2 * sum(len(a & b) for a, b in sides) / named if named else 1.0


def _articles_f1(first: AlignGold, second: AlignGold) -> float | None:
    theirs = {article.local: article for article in second.articles}
    both = [(set(one.central), set(theirs[one.local].central)) for one in first.articles if one.local in theirs]
    return _f1(both) if both else None


def _coverage(first: Mapping[str, str], second: Mapping[str, str]) -> float | None:
    both = first.keys() & second.keys()
    return sum(first[unit] == second[unit] for unit in both) / len(both) if both else None
