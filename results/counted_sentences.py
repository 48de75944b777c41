"""Which local sentences are counted by what became of them: not headings, and not the preamble, which asks for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ..changes import Comparison
from ..changes.comparison import SentenceChange
from ..segmenter import SegmentedDocument


def counted_sentences(comparison: Comparison) -> Iterator[SentenceChange]:
    """The judgements that are counted, in order; every sentence keeps its row.

    >>> import duizhao as dz
    >>> sample = dz.sample_folder()
    >>> [comparison] = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt").comparisons
    >>> len(comparison.sentences) - len(list(counted_sentences(comparison)))
    16
    """
    preamble = preamble_of(comparison.local)
    sentences = {sentence.id: sentence for sentence in comparison.local.sentences}
    for change in comparison.sentences:
        sentence = sentences[change.local]
        if sentence.kind != "heading" and sentence.unit != preamble:
            yield change


def preamble_of(document: SegmentedDocument) -> str | None:
    r"""The id of the unit that says why and by what right: the paragraph before the numbered articles and every part; ``None`` without.

    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> texts = ("为办好书屋，制定本措施。\n一、书屋免费开放。\n二、书屋每年清点。", "书屋免费开放。")
    >>> [preamble_of(segment_document(make_document(text))) for text in texts]
    ['p1', None]
    """
    first = next(iter(document.units), None)
    if first is None or first.number is not None or first.path:
        return None
    return first.id if any(unit.number is not None for unit in document.units) else None
