"""Where a paragraph outside every article stands: in front of all, in a part, behind the last; its id alone tells nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .segmented import ParagraphPlace
from .unit_drafts import Draft, Part

_LONGEST_NAME = 12  # characters of a part's heading, where it has no label


def paragraph_places(drafts: Sequence[Draft]) -> list[ParagraphPlace | None]:
    """The place of each unit that is a paragraph; ``None`` for articles. Linear in the number of units.

    >>> from duizhao.language import Span
    >>> from .blocks import TextBlock
    >>> [place] = paragraph_places([Draft(None, (), [TextBlock(Span(0, 2), None)])])
    >>> place.zone, place.number, place.count
    ('alone', 1, 1)
    """
    articles = [i for i, draft in enumerate(drafts) if _label(draft)]
    last = articles[-1] if articles else -1
    found: list[tuple[str, str] | None] = []
    begun, behind = False, ""
    for i, draft in enumerate(drafts):
        begun = begun or bool(draft.parts or _label(draft))
        behind = _label(draft) or behind
        found.append(None if _label(draft) else _zone(draft, behind, begun=begun, over=i > last))
    if not any(draft.parts or _label(draft) for draft in drafts):
        found = [("alone", "") for _ in drafts]
    counts, seen = Counter(found), Counter[object]()
    places: list[ParagraphPlace | None] = []
    for zone in found:
        seen[zone] += 1
        places.append(None if zone is None else ParagraphPlace(zone[0], zone[1], seen[zone], counts[zone]))  # type: ignore[arg-type]
    return places


def _zone(draft: Draft, behind: str, *, begun: bool, over: bool) -> tuple[str, str]:
    if draft.parts:
        return "part", "".join(part.label for part in draft.parts) or _name(draft.parts[-1])
    if not begun:
        return "opening", ""
    return ("closing", "") if over else ("behind", behind)


def _label(draft: Draft) -> str:
    return draft.head.marker.label if draft.head is not None and draft.head.marker is not None else ""


def _name(part: Part) -> str:
    heading = "".join(part.heading.split())
    return heading if len(heading) <= _LONGEST_NAME else heading[: _LONGEST_NAME - 1] + "…"
