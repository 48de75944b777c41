"""Who quantified what, and how strictly: central duties by local documents."""

from __future__ import annotations

from collections.abc import Sequence

from ..extract import Requirement, figure, scale, strictness
from .comparison import Comparison, MatrixRow, RequirementChange

_BoundKey = tuple[str, int]  # central sentence, start of the central bound in the text (-1: that sentence sets none)


def build_matrix(comparisons: Sequence[Comparison]) -> tuple[MatrixRow, ...]:
    """One row for each bound of the central document, and for each central duty a local document sets a bound for.

    All comparisons must have the same central document. A cell holds the strictest bound that answers the row's; it is empty where
    the local document is silent. Rows stand in the order of the central text.

    >>> from duizhao.changes import compare_documents
    >>> from duizhao.corpus import make_document
    >>> from duizhao.segmenter import segment_document
    >>> texts = ("第一条 图书馆应当定期清点馆藏文献。", "第一条 图书馆应当每季度清点馆藏文献。")
    >>> [(row.central, row.cells) for row in build_matrix([compare_documents(*map(segment_document, map(make_document, texts)))])]
    [('定期', ('每季度',))]
    """
    if not comparisons:
        return ()
    central = comparisons[0].central
    bounds: dict[_BoundKey, Requirement | None] = {
        (requirement.sentence, requirement.span.start): requirement
        for requirement in comparisons[0].central_requirements
    }
    answers: list[dict[_BoundKey, list[Requirement]]] = []
    for comparison in comparisons:
        found: dict[_BoundKey, list[Requirement]] = {}
        for change in comparison.requirements:
            key = _key(change)
            if key is not None:
                bounds.setdefault(key, None)
                found.setdefault(key, []).append(change.requirement)
        answers.append(found)
    order = {sentence.id: i for i, sentence in enumerate(central.sentences)}
    texts = {sentence.id: sentence for sentence in central.sentences}
    rows = []
    for key in sorted(bounds, key=lambda key: (order[key[0]], key[1])):
        theirs = bounds[key]
        cells = [_strictest(found.get(key, ())) for found in answers]
        sentence = texts[key[0]]
        rows.append(
            MatrixRow(
                unit=sentence.unit,
                sentence=sentence.id,
                text=sentence.text,
                central=figure(theirs) if theirs is not None else "",
                cells=tuple(figure(cell) if cell is not None else "" for cell in cells),
                strictness=_comparable_strictness(cells),
            )
        )
    return tuple(rows)


def _comparable_strictness(cells: Sequence[Requirement | None]) -> tuple[float | None, ...]:
    """How strict each cell is; nothing where the figures of a row are not of one scale (15 days, 15 working days)."""
    scales = {scale(cell) for cell in cells if cell is not None and strictness(cell) is not None}
    if len(scales) != 1:
        return (None,) * len(cells)
    return tuple(strictness(cell) if cell is not None else None for cell in cells)


def _key(change: RequirementChange) -> _BoundKey | None:
    """The row a local requirement belongs to. A threshold is the condition of a duty, not what the duty asks for."""
    if change.central_sentence is None or change.requirement.kind == "threshold":
        return None
    return (change.central_sentence, change.counterpart.span.start if change.counterpart is not None else -1)


def _strictest(requirements: Sequence[Requirement]) -> Requirement | None:
    """The strictest of them; a figure goes before a vague term."""
    return max(requirements, key=lambda r: (not r.vague, strictness(r) or 0.0), default=None)
