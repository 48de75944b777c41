"""What the units of a document are called: by programs (their ids) and by people (their places)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from .decimals import outline_id
from .unit_drafts import Draft, Part


def unit_ids(drafts: Sequence[Draft]) -> list[str]:
    """The ids of units, in order: the number of an article, with those of its parts where they begin anew; p1, p2 … of paragraphs.

    >>> from duizhao.language import Span
    >>> from .blocks import TextBlock
    >>> unit_ids([Draft(None, (), [TextBlock(Span(0, 2), None)])])
    ['p1']
    """
    running = [draft for draft in drafts if draft.running]
    others = [draft for draft in drafts if draft.head is not None and not draft.running]
    # Beside items that run on, the brackets without items are told apart by their part.
    restarting = {True: _restarts(running), False: bool(running) or _restarts(others)}
    seen: dict[str, int] = {}
    ids, paragraphs = [], 0
    for draft in drafts:
        marker = draft.head.marker if draft.head is not None else None
        if marker is None:
            paragraphs += 1
            name = f"p{paragraphs}"
        else:
            name = str(marker.number) if marker.sub is None else f"{marker.number}-{marker.sub}"
            if marker.form == "decimal_2" or (marker.form == "decimal_3" and draft.running):
                name = outline_id(marker.label)
            elif restarting[draft.running]:
                name = ".".join([*(str(part.number) for part in draft.parts if part.counted), name])
        seen[name] = seen.get(name, 0) + 1
        ids.append(name if seen[name] == 1 else f"{name}~{seen[name]}")  # a number that comes twice
    return ids


def labels_above(drafts: Sequence[Draft]) -> list[str]:
    """For each unit the labels of its parts, where its own label comes twice in the document; else nothing.

    >>> from duizhao.language import Span
    >>> from .blocks import TextBlock
    >>> labels_above([Draft(None, (), [TextBlock(Span(0, 2), None)])])
    ['']
    """
    labels = [draft.head.marker.label if draft.head and draft.head.marker else "" for draft in drafts]
    times = Counter(filter(None, labels))
    if max(times.values(), default=1) == 1:
        return [""] * len(drafts)
    return [
        "".join(part.label for part in draft.parts) if times[label] > 1 else ""
        for draft, label in zip(drafts, labels, strict=True)
    ]


def _restarts(articles: Sequence[Draft]) -> bool:
    """Does the numbering of the articles begin anew in most parts?"""
    heads = [(_counted(draft), draft.head.marker) for draft in articles if draft.head and draft.head.marker]
    firsts = [marker.number for (above, _), (parts, marker) in pairwise(heads) if above != parts]
    if any(marker.form == "article" for _, marker in heads):
        # 条 run through a law; they begin anew only where every chapter has another 第一条
        firsts = [marker.number for (above, _), (parts, marker) in pairwise(heads) if above[:1] != parts[:1]]
        return bool(firsts) and set(firsts) == {1}
    return bool(firsts) and sum(number == 1 for number in firsts) * 2 >= len(firsts)


def _counted(draft: Draft) -> tuple[Part, ...]:
    return tuple(part for part in draft.parts if part.counted) if draft.running else draft.parts
