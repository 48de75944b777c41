"""A small sample of a text's passages, the same wherever they stand: two texts share as much of it as they share words."""

from __future__ import annotations

import hashlib

from ..language.comparable import comparable

_LENGTH = 12  # characters of a passage
_ONE_IN = 32  # of all passages so many are kept, those whose hash says so
_MOST = 400  # of one document


def passages(text: str) -> tuple[int, ...]:
    """The hashes of the passages that are kept of a text, in order. Cost: linear in its length.

    >>> text = "图书馆应当每周开放不少于五天，节假日照常开放，并公布开放时间。" * 2
    >>> set(passages(text)) <= set(passages("前面。" + text))
    True
    """
    plain = comparable(text)
    kept = set()
    for start in range(len(plain) - _LENGTH + 1):
        digest = hashlib.blake2b(
            plain[start : start + _LENGTH].encode("utf-8", "surrogatepass"), digest_size=6
        ).digest()
        value = int.from_bytes(digest, "big")
        if value % _ONE_IN == 0:
            kept.add(value // _ONE_IN)
    return tuple(sorted(kept)[:_MOST])
