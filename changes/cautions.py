"""Where a comparison makes no sense, or less than it seems to: said in one line each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from ..align import Alignment
from ..corpus import Level
from ..language import comparable
from ..segmenter import SegmentedDocument
from .comparison import SentenceChange

# Of a local text that implements the central one 0.36 and more of the sentences are linked, of two texts on different matters 0.15 at
# the most (20 labelled pairs, 29 pairs of strangers).
_LINKED = 0.25


def comparison_warnings(alignment: Alignment, sentences: Sequence[SentenceChange]) -> tuple[str, ...]:
    r"""What a reader should know before trusting the comparison, in Chinese, one line each; mostly nothing.

    One of the documents is empty, has one sentence or no articles; both are the same text; the local one implements nothing of the
    central one.

    >>> from duizhao.align import align_documents
    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> central, local = (segment_document(make_document(text)) for text in ("第一条 渔船应当年检。\n第二条 渔民应当持证。", ""))
    >>> comparison_warnings(align_documents(central, local), ())
    ('地方文件没有正文，没有什么可以对照',)
    """
    sides = (("中央文件", alignment.central), ("地方文件", alignment.local))
    empty = [f"{name}没有正文，没有什么可以对照" for name, side in sides if not side.sentences]
    if empty:
        return tuple(empty)
    found = [text for name, side in sides if (text := _of_side(name, side))]
    both = [text for text in (_wrong_way_round(alignment), _of_both(alignment, sentences)) if text]
    return (*both, *found)


def _of_side(name: str, side: SegmentedDocument) -> str | None:
    if len(side.sentences) == 1:
        return f"{name}只有一句，谈不上覆盖和结构，比例也没有意义"
    if all(unit.number is None for unit in side.units):
        return f"{name}没有编号的条款，按自然段对照，移动、拆分、合并说的是段落"
    return None


# From the highest level of government to the lowest.
_LEVELS: tuple[Level, ...] = get_args(Level)


def _wrong_way_round(alignment: Alignment) -> str | None:
    """Is the document that the other is to implement issued on a lower level?"""
    upper, lower = (side.document.metadata for side in (alignment.central, alignment.local))
    if upper.level is None or lower.level is None or _LEVELS.index(upper.level) <= _LEVELS.index(lower.level):
        return None
    return (
        f"两份文件的次序多半反了：当作中央文件的《{upper.title or '无题'}》，层级低于"
        f"当作地方文件的《{lower.title or '无题'}》；请把上级文件写在前面"
    )


def _of_both(alignment: Alignment, sentences: Sequence[SentenceChange]) -> str | None:
    if _text(alignment.central) == _text(alignment.local):
        return "两份文件的正文相同，全部是照搬；请检查是否把同一份文件给了两次"
    linked = sum(change.relation != "added" for change in sentences)
    if not linked:
        return "地方文件没有一句与中央文件对应，全部是新增；它可能不是落实这份文件的"
    if linked < _LINKED * len(sentences):
        return f"地方文件 {len(sentences)} 句中只有 {linked} 句与中央文件对应；它可能不是落实这份文件的，对应须人工复核"
    return None


def _text(side: SegmentedDocument) -> str:
    return "".join(comparable(sentence.text) for sentence in side.iter_sentences())
