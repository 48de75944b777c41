"""The layout ``brief``: a page for each local document, with the sentences that a supervisor asks for and the figures behind them."""

from __future__ import annotations

from ...results.labels import STATUSES, Labels
from ...results.verdicts import VERDICTS
from ...results.views import DocumentView, PageView
from .elements import WordRun
from .styles import BRIEF_TEXT, HEAD_NOTE, UPRIGHT_ROOM
from .word_brief import brief_lines
from .word_overview import figure_block
from .word_place import WordPlace

_SENTENCES = VERDICTS
_ARTICLES = (*STATUSES, "copied", "reinvention", "covered")


def write_brief(place: WordPlace, page: PageView, words: Labels) -> None:
    """A page for each local document, behind the head."""
    place.running_head("")
    write_notes(place, page, words)
    for view in page.documents:
        if view.number > 1:
            place.new_section("", across=False)
        _sentences(place, view, words)
        place.line([WordRun(words["word"]["brief_note"])], HEAD_NOTE)
        own = page.about[view.number]
        for title, keys in (("shares", _SENTENCES), ("coverage_shares", _ARTICLES)):
            place.line([WordRun(words[title])], "TableHead")
            place.blocks([figure_block(keys, [own], UPRIGHT_ROOM, words[title], words)])
        place.line([WordRun(words["share_note"])], HEAD_NOTE)


def write_briefs(place: WordPlace, page: PageView, words: Labels) -> None:
    """The sentences alone, one document behind the other, each on one page."""
    for view in page.documents:
        _sentences(place, view, words)
    if page.documents:
        place.line([WordRun(words["brief"]["note_on_paper"])], HEAD_NOTE)


def write_notes(place: WordPlace, page: PageView, words: Labels) -> None:
    """What has to be known of the whole: that it was reviewed, which files are no part of it."""
    if not page.documents:
        place.line([WordRun(words["refusal"]["no_local"])])
    if page.reviewed:
        place.line([WordRun(page.reviewed)], HEAD_NOTE)
    if page.skipped:
        files = "、".join(f"{file.path}（{file.reason}）" for file in page.skipped)
        place.line([WordRun(words["word"]["skipped"].format(files=files))], HEAD_NOTE)


def _sentences(place: WordPlace, view: DocumentView, words: Labels) -> None:
    place.heading(2, view.heading)
    lines = brief_lines(view.brief, words)
    for number, line in enumerate(lines, start=1):
        place.line(line, BRIEF_TEXT, keep_next=number < len(lines))
