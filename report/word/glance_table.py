"""Articles against articles on one page: every central article with the local ones that answer it, side by side for all documents."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from ...results.answers import CentralArticle
from ...results.coverage_columns import CoverageRow
from ...results.labels import Labels
from ...results.unit_places import place_name
from ...results.views import DocumentView, PageView
from ...segmenter import Unit
from .elements import WordBlock, line_length, shortened, text_row
from .styles import GLANCE_TEXT, ROOM

_ROWS = 32  # that stand below each other on a page
_BESIDE = 6  # local documents beside each other
_MOST_PANELS = 3
_LOCAL = 60.0  # mm that the articles of a local document take at most


def glance_blocks(page: PageView, words: Labels) -> list[WordBlock]:
    """The table; more articles than a page is high, and those of one document alone, stand in panels beside each other."""
    blocks = []
    for start in range(0, len(page.documents), _BESIDE):
        blocks.append(_block(page.documents[start : start + _BESIDE], page.articles, words))
    return blocks


def _block(views: Sequence[DocumentView], articles: Sequence[CentralArticle], words: Labels) -> WordBlock:
    rows = list(_rows(views, articles, words))
    panels = min(_MOST_PANELS, max(math.ceil(len(rows) / _ROWS), 2 if len(views) == 1 else 1))
    height = math.ceil(len(rows) / panels)
    widths = _widths(len(views), ROOM / panels)
    rows = [[shortened(name, line_length(widths[0])), *cells] for name, *cells in rows]
    blank = [""] * (1 + len(views))
    beside = [
        text_row(*(cell for panel in range(panels) for cell in _at(rows, panel * height + line, blank)))
        for line in range(height)
    ]
    head = [words["word"]["central"], *(view.name for view in views)]
    title, together = words["word"]["glance"], height <= _ROWS
    return WordBlock(head * panels, widths * panels, beside, title, together=together, style=GLANCE_TEXT)


def _at(rows: Sequence[list[str]], index: int, blank: list[str]) -> list[str]:
    return rows[index] if index < len(rows) else blank


def _widths(documents: int, room: float) -> list[float]:
    central = max(room * 0.3, room - documents * min(room * 0.42, _LOCAL))
    return [central, *([(room - central) / documents] * documents)]


def _rows(views: Sequence[DocumentView], articles: Sequence[CentralArticle], words: Labels) -> Iterator[list[str]]:
    covers = [{row.unit.id: row for row in view.coverage} for view in views]
    signs = [{article.unit.id: words["sign"][article.relation] for article in view.articles} for view in views]
    counted = [one.unit for one in articles if any(cover[one.unit.id].entry.counted for cover in covers)]
    for unit in counted or [one.unit for one in articles]:
        cells = (_cell(cover[unit.id], sign, words) for cover, sign in zip(covers, signs, strict=True))
        yield [_name(unit, words), *cells]
    added = ["、".join(_added(view, words)) for view in views]
    if any(added):
        yield [words["word"]["unmatched"], *(text or words["word"]["nothing"] for text in added)]


def _name(unit: Unit, words: Labels) -> str:
    return f"{place_name(unit, words)} {unit.heading or ''}".strip()


def _cell(row: CoverageRow, signs: dict[str, str], words: Labels) -> str:
    places = "、".join(f"{place_name(unit, words)}{signs[unit.id]}" for unit in row.local)
    status = words["sign"][row.shown]
    return f"{status} {places}" if places else f"{status} {words['status_name'][row.shown]}"


def _added(view: DocumentView, words: Labels) -> Iterator[str]:
    """The local articles that answer no central one as a whole."""
    for article in view.articles:
        if not any(link.main for link in article.centrals):
            yield place_name(article.unit, words)
