"""Another linker, in thirty lines: the cosine of character n-grams decides, whatever it means.

It is the example of CONTRIBUTING.md, and touches no file of the product.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer

from duizhao.align import Alignment, Thresholds, choose_links
from duizhao.segmenter import SegmentedDocument


class TfidfLinker:
    """Links what is alike by the cosine of its character 2- to 4-grams."""

    parameters: Mapping[str, object] = {"linker": "tfidf", "threshold": 0.3}

    def link(
        self, central: SegmentedDocument, local: SegmentedDocument, *, locked: Mapping[str, Any] = {}
    ) -> Alignment:
        """All links between two documents."""
        sentences = ([one.text for one in side.sentences] for side in (local, central))
        units = (["".join(one.text for one in unit.sentences) for unit in side.units] for side in (local, central))
        thresholds = Thresholds(first=0.3, further=0.3, unit=0.3)
        return choose_links(central, local, _cosines(*sentences), _cosines(*units), thresholds, locked=locked)


def _cosines(ours: list[str], theirs: list[str]) -> Any:
    vectors = TfidfVectorizer(analyzer="char", ngram_range=(2, 4)).fit_transform([*ours, *theirs])
    return (vectors[: len(ours)] @ vectors[len(ours) :].T).toarray()
