"""The figures of one comparison that every form shows first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ..changes import REASONS, Comparison, Share
from .counted_sentences import article_count, counted_sentences, has_articles
from .labels import CHANGES, STATUSES
from .pair_rows import change_name
from .verdicts import VERDICTS, verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCounts:
    """How many articles and sentences a local document has, and what became of them.

    ``units`` counts the numbered articles, without any all units; ``numbered`` says which.
    ``relations`` count local sentences, not headings nor the preamble (:mod:`.counted_sentences`), those to which nothing was found apart
    (``unfound``) where that is not settled, ``statuses`` the central units that count (no preamble, background or closing, and not what
    binds the centre alone), ``unanswered`` the central sentences nobody answers (by the reason), ``changes`` the requirements, ``vague``
    those among them without a figure, ``structure`` what was ``moved``, ``split``, ``merged``.
    """

    units: int
    numbered: bool
    sentences: int
    relations: Mapping[str, int]
    statuses: Mapping[str, int]
    unanswered: Mapping[str, int]
    requirements: int
    vague: int
    changes: Mapping[str, int]
    structure: Mapping[str, int]
    share: Share
    covered: float


def document_counts(comparison: Comparison) -> DocumentCounts:
    """Count; every kind is named, those that do not occur with nought (``incomparable`` only where it does).

    >>> import duizhao as dz
    >>> sample = dz.sample_folder()
    >>> [comparison] = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt").comparisons
    >>> counts = document_counts(comparison)
    >>> sum(counts.relations.values()) < counts.sentences
    True
    """
    relations: Counter[str] = Counter(
        verdict(change.relation, change.certainty) for change in counted_sentences(comparison)
    )
    statuses: Counter[str] = Counter(
        entry.status for entry in comparison.coverage if entry.counted and entry.applicable
    )
    changes: Counter[str] = Counter(map(change_name, comparison.requirements))
    structure = comparison.structure
    return DocumentCounts(
        units=article_count(comparison.local),
        numbered=has_articles(comparison.local),
        sentences=len(comparison.local.sentences),
        relations={relation: relations[relation] for relation in VERDICTS},
        statuses={status: statuses[status] for status in STATUSES},
        unanswered={reason: sum(len(getattr(entry, reason)) for entry in comparison.coverage) for reason in REASONS},
        requirements=len(comparison.requirements),
        vague=sum(entry.requirement.vague for entry in comparison.requirements),
        changes={change: changes[change] for change in CHANGES if change != "incomparable" or changes[change]},
        structure={"moved": len(structure.moved), "split": len(structure.splits), "merged": len(structure.merges)},
        share=comparison.shares.whole,
        covered=comparison.shares.covered.covered,
    )
