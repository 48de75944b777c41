"""What is counted of a local document: articles by their numbers, sentences that can set a duty."""

from __future__ import annotations

from collections.abc import Iterator

from ..changes import Comparison
from ..changes.comparison import SentenceChange
from ..changes.whom_it_binds import load_scene_heading
from ..segmenter import SegmentedDocument


def counted_sentences(comparison: Comparison) -> Iterator[SentenceChange]:
    """The judgements that are counted, in order; every sentence keeps its row.

    Not counted are headings, and what stands in units that ask for nothing (:func:`uncounted_units`).

    >>> import duizhao as dz
    >>> sample = dz.sample_folder()
    >>> [comparison] = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt").comparisons
    >>> len(comparison.sentences) - len(list(counted_sentences(comparison)))
    16
    """
    left_out = uncounted_units(comparison.local)
    sentences = {sentence.id: sentence for sentence in comparison.local.sentences}
    for change in comparison.sentences:
        sentence = sentences[change.local]
        if sentence.kind != "heading" and sentence.unit not in left_out:
            yield change


def uncounted_units(document: SegmentedDocument) -> frozenset[str]:
    r"""The ids of preamble and closing (paragraphs in no part of a document with articles), and of reasons, principles and aims.

    The same as on the central side (:mod:`duizhao.changes.unit_standing`).

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> texts = ("为办好书屋，制定本措施。\n一、书屋免费开放。\n二、书屋每年清点。", "书屋免费开放。")
    >>> [sorted(uncounted_units(segment_document(make_document(text)))) for text in texts]
    [['p1'], []]
    """
    scenery = load_scene_heading()
    articles = has_articles(document)
    return frozenset(
        unit.id
        for unit in document.units
        if (articles and unit.number is None and not unit.path)
        or any(scenery.search(heading) for heading in (unit.heading or "", *unit.path))
    )


def has_articles(document: SegmentedDocument) -> bool:
    """Has it numbered articles?"""
    return any(unit.number is not None for unit in document.units)


def article_count(document: SegmentedDocument) -> int:
    r"""How many numbered articles a document has, without any how many paragraphs.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> texts = ("为办好书屋，制定本措施。\n一、书屋免费开放。\n二、书屋每年清点。", "书屋免费开放。")
    >>> [article_count(segment_document(make_document(text))) for text in texts]
    [2, 1]
    """
    return sum(unit.number is not None for unit in document.units) or len(document.units)
