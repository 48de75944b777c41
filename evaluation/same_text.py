"""Find a sentence again in another reading of the same document, where repairs and white space may differ."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import Indel

from ..language import comparable

# The same sentence, read by two programs; and one that was already found to belong to the same place.
SAME_SENTENCE, SAME_LINK = 0.8, 0.9


def find_text(text: str, among: Iterable[str], at_least: float = SAME_SENTENCE) -> str | None:
    """The one among comparable texts that is this text (white space, marks and width aside), or else the nearest that is like enough.

    :param at_least: the least share of characters in common (normalised indel similarity), 0 to 1.

    >>> find_text("每年 至少听取1次。", ["每年至少听取1次", "每季度通报"])
    '每年至少听取1次'
    >>> find_text("公布收费标准", ["每季度通报"]) is None
    True
    """
    key = comparable(text)
    known = among if isinstance(among, (list, tuple, dict, set, frozenset)) else list(among)
    if key in known:
        return key
    found = process.extractOne(key, list(known), scorer=Indel.normalized_similarity, score_cutoff=at_least)
    return None if found is None else str(found[0])
