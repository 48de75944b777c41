"""Which stretches of two sentences are the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..language import Span
from ..language.comparable import comparable
from ..language.differences import SHORTEST_RUN, equal_runs
from ..language.expressions import expression
from ..segmenter import Sentence

# Most stretches that count are told by this alone.
_TWO_IDEOGRAPHS = expression(
    "[\u4e00-\u9fff].*[\u4e00-\u9fff]", match=["馆藏", "馆、藏"], no_match=["馆", "10%"], flags=re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch that both sentences have: its place in the cleaned text of the local and of the central document."""

    local: Span
    central: Span


def matching_spans(local: Sentence, central: Sentence) -> tuple[Match, ...]:
    """The stretches of at least two characters that stand in both sentences in the same order, by place.

    Cost: that of a longest common subsequence (rapidfuzz), microseconds for a sentence.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> local, central = (
    ...     segment_document(make_document(text)).sentences[0]
    ...     for text in ("第一条 图书馆应当每年清点馆藏。", "第一条 图书馆要定期清点馆藏。")
    ... )
    >>> [match.local.of("第一条 图书馆应当每年清点馆藏。") for match in matching_spans(local, central)]
    ['图书馆', '清点馆藏。']
    """
    found = []
    for run in equal_runs(local.text, central.text):
        here, there = (Span(start, start + run.length) for start in (run.first, run.second))
        stretch = here.of(local.text)
        if _TWO_IDEOGRAPHS.search(stretch) or len(comparable(stretch)) >= SHORTEST_RUN:
            found.append(Match(here.shifted(local.span.start), there.shifted(central.span.start)))
    return tuple(found)
