"""The layout ``full``: every sentence with all columns, and all that is known of the documents.

In front the brief, the documents and the figures that matter first, then one section per local document with the side-by-side table, what
is missing and what was added, at the end the matrix of figures, what cleaning did, and what is needed to get the same report again.
"""

from __future__ import annotations

from ...results.labels import Labels
from ...results.verdicts import added_counts
from ...results.views import DocumentView, PageView
from ...version import __version__
from .brief_layout import write_briefs
from .elements import WordRun
from .word_overview import legend_blocks, overview_blocks
from .word_place import WordPlace
from .word_tables import (
    added_blocks,
    check_blocks,
    cleaning_blocks,
    coverage_blocks,
    matrix_blocks,
    missing_blocks,
    pair_blocks,
    parameter_blocks,
    skipped_blocks,
)


def write_full(place: WordPlace, page: PageView, words: Labels) -> None:
    """All of it, behind the head."""
    write_briefs(place, page, words)
    place.heading(1, words["overview"])
    place.blocks(overview_blocks(page, words))
    place.heading(1, words["legend"])
    place.blocks(legend_blocks(words))
    place.running_head(words["title"])
    for view in page.documents:
        place.new_section(f"{words['title']} · {view.name}")
        _document(place, view, words)
    place.new_section(words["title"])
    _closing(place, page, words)


def _document(place: WordPlace, view: DocumentView, words: Labels) -> None:
    place.heading(1, view.heading)
    for caution in view.cautions:
        place.line([WordRun(f"{words['caution']}：", bold=True), WordRun(caution)])
    place.heading(2, words["pairs"])
    place.blocks(pair_blocks(view, words))
    place.heading(2, words["coverage"])
    place.blocks(coverage_blocks(view, words))
    place.heading(2, words["missing_list"])
    place.blocks(missing_blocks(view, words))
    place.heading(2, f"{words['to_check']}（{len(view.to_check)}）")
    place.blocks(check_blocks(view, words))
    place.heading(2, f"{words['added']}（{added_counts(view.counts.relations, words)}）")
    place.blocks(added_blocks(view, words))


def _closing(place: WordPlace, page: PageView, words: Labels) -> None:
    place.heading(1, words["matrix"])
    place.blocks(matrix_blocks(page, words))
    place.heading(1, words["skipped"])
    place.blocks(skipped_blocks(page, words))
    place.heading(1, words["cleaning"])
    place.blocks(cleaning_blocks(page, words))
    place.heading(1, words["parameters"])
    place.blocks(parameter_blocks(page, words))
    place.line([WordRun(words["made_by"].format(version=__version__))])
