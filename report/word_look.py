"""How a Word report is laid out and what stands at its head: said by the user, known before Word is needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast, get_args

from ..corpus import UnknownFormatError

WordLayout = Literal["table", "brief", "full"]
LAYOUTS: tuple[str, ...] = get_args(WordLayout)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLook:
    """How the Word file looks; ``UnknownFormatError`` for a layout that is not known, and for ``changed_only`` of another than ``table``.

    ``table``: the 对照表 that is handed in, a row per article (``changed_only``: of the articles that were changed). ``brief``: one page
    per local document. ``full``: every sentence with all columns. ``title`` and ``organ`` (who made it) stand at the head; without a
    title the documents' own are named.

    >>> WordLook(layout="brief").layout
    'brief'
    """

    layout: WordLayout = "table"
    changed_only: bool = False
    title: str = ""
    organ: str = ""

    def __post_init__(self) -> None:
        if self.layout not in LAYOUTS:
            raise UnknownFormatError(f"没有版式 {self.layout}，需要 {'、'.join(LAYOUTS)} 之一；请改用其中一种")
        if self.changed_only and self.layout != "table":
            raise UnknownFormatError(f"版式是 {self.layout}，“只列有变化的条款”只用于 table；请去掉其中一个")


def look_of(
    *, layout: str | None = None, changed_only: bool = False, title: str | None = None, organ: str | None = None
) -> WordLook | None:
    """What was asked for; ``None`` where nothing was, so that forms other than Word need not refuse it.

    >>> look_of(), look_of(organ="某馆").layout
    (None, 'table')
    """
    if layout is None and not changed_only and not title and not organ:
        return None
    chosen = cast("WordLayout", layout or "table")  # WordLook refuses what is not known
    return WordLook(layout=chosen, changed_only=changed_only, title=title or "", organ=organ or "")
