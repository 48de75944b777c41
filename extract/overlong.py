"""Sentences too long to be one: no text has them, a file built to stop programs has."""

from __future__ import annotations

from collections.abc import Iterator

from ..segmenter import SegmentedDocument, Sentence

LONGEST = 20_000  # characters; the longest sentence of a law, with all its items, has some two thousand


def is_overlong(sentence: Sentence) -> bool:
    """Is a sentence not looked through for figures?"""
    return len(sentence.span) > LONGEST


def overlong_warnings(document: SegmentedDocument) -> Iterator[str]:
    """One line on the sentences in which no figures are looked for.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> list(overlong_warnings(segment_document(make_document("书屋每年检查" + "和检查" * 8000 + "1次。"))))
    ['有 1 句超过 20000 字，没有提取其中的数量要求，第一句有 24009 字；请检查标点是否丢失']
    """
    found = [len(sentence.span) for sentence in document.iter_sentences() if is_overlong(sentence)]
    if found:
        yield f"有 {len(found)} 句超过 {LONGEST} 字，没有提取其中的数量要求，第一句有 {found[0]} 字；请检查标点是否丢失"
