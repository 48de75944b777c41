"""The central sentences that no local one answers, and why: said once, for every form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ..changes import REASONS, Certainty, Comparison, Reason, Review, Taught
from ..segmenter import Sentence, Unit

IN_DOUBT: Literal["in_doubt"] = "in_doubt"  # nobody answers it, and it cannot be said to be missing


@dataclass(frozen=True, slots=True)
class Silence:
    """A central sentence that a local document does not answer, why not, what a specialist said of that, and how sure a missing one is.

    ``taught``: a specialist said the same of another document.
    """

    unit: Unit
    sentence: Sentence
    reason: Reason | Literal["in_doubt"]
    review: Review | None
    certainty: Certainty | None = None
    taught: Taught | None = None


def unanswered(comparison: Comparison, *, doubtful: bool = False) -> Iterator[Silence]:
    """The sentences in the order of the text; ``doubtful`` ones too, of which coverage says nothing: of headings only where it does.

    ``KeyError`` where the comparison has no coverage of a central unit.

    >>> import duizhao as dz
    >>> sample = dz.sample_folder()
    >>> [comparison] = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt").comparisons
    >>> {one.reason for one in unanswered(comparison)} <= set(REASONS)
    True
    """
    answered = {link.central for change in comparison.sentences for link in change.links} if doubtful else set()
    entries = {entry.central: entry for entry in comparison.coverage}
    for unit in comparison.central.units:
        entry = entries[unit.id]
        reasons: dict[str, Reason] = {key: reason for reason in REASONS for key in getattr(entry, reason)}
        reviews, taught = dict(entry.reviews), dict(entry.taught)
        certainties = dict(zip(entry.missing, entry.missing_certainty, strict=False))
        for sentence in unit.sentences:
            in_doubt = doubtful and sentence.id not in answered and sentence.kind != "heading"
            if sentence.id in reasons or in_doubt:
                reason = reasons.get(sentence.id, IN_DOUBT)
                key = sentence.id
                yield Silence(unit, sentence, reason, reviews.get(key), certainties.get(key), taught.get(key))
