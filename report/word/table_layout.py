"""The layout ``table``: the brief and the articles at a glance, then for each local document the table that is handed in."""

from __future__ import annotations

from ...changes import Comparison
from ...results.article_notes import NoteMaker
from ...results.article_pairs import article_pairs, changed_pairs
from ...results.findings import Findings
from ...results.labels import Labels
from ...results.views import DocumentView, PageView
from .brief_layout import write_briefs, write_notes
from .elements import WordRun
from .glance_table import glance_blocks
from .pair_table import article_block
from .styles import DELETED, HEAD_NOTE, INSERTED
from .word_place import WordPlace


def write_table(
    place: WordPlace, report: Findings, page: PageView, title: str, words: Labels, *, changed_only: bool
) -> None:
    """All of it, behind the head; the title stands above the later pages too."""
    write_notes(place, page, words)
    write_briefs(place, page, words)
    place.running_head("")
    if not page.documents:
        return
    own = words["word"]
    place.heading(1, own["glance"])
    place.line([WordRun(own["glance_note"])], HEAD_NOTE, keep_next=True)
    place.blocks(glance_blocks(page, words))
    for view, comparison in zip(page.documents, report.comparisons, strict=True):
        place.new_section(f"{title} · {view.name}" if len(page.documents) > 1 else title)
        _document(place, view, comparison, words, changed_only=changed_only)


def _document(
    place: WordPlace, view: DocumentView, comparison: Comparison, words: Labels, *, changed_only: bool
) -> None:
    own = words["word"]
    place.heading(1, view.heading)
    place.line(
        [
            WordRun(own["marks"]),
            WordRun(own["mark_inserted"], INSERTED),
            WordRun(own["mark_inserted_note"]),
            WordRun(own["mark_deleted"], DELETED),
            WordRun(own["mark_deleted_note"] + own["mark_whole_note"]),
        ],
        HEAD_NOTE,
    )
    pairs = article_pairs(comparison, view.articles)
    shown = changed_pairs(pairs) if changed_only else pairs
    if not shown:
        place.line([WordRun(own["no_changes"])])
        return
    notes = NoteMaker.of(comparison, view.notes, words)
    place.blocks([article_block(shown, notes, own["pairs_changed" if changed_only else "pairs"], words)])
