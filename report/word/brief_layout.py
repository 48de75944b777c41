"""The layout ``brief``: a page for each local document, with the sentences that a supervisor asks for and the figures behind them."""

from __future__ import annotations

from ...changes import Comparison
from ...results.brief import brief_of
from ...results.findings import Findings
from ...results.labels import Labels, percent
from ...results.views import DocumentView, PageView
from .elements import WordBlock, WordRun, text_row
from .styles import HEAD_NOTE, UPRIGHT_ROOM
from .word_place import WordPlace

_SHARES = (("copied", "copied_rate"), ("reinvention", "reinvention_rate"))


def write_brief(place: WordPlace, report: Findings, page: PageView, words: Labels) -> None:
    """A page for each local document, behind the head."""
    place.running_head(words["title"])
    write_notes(place, page, words)
    for view, comparison in zip(page.documents, report.comparisons, strict=True):
        if view.number > 1:
            place.new_section(words["title"], across=False)
        _sentences(place, view, comparison, words)
        place.blocks([_counts(view, words)])
        place.line([WordRun(words["share_note"])], HEAD_NOTE)


def write_briefs(place: WordPlace, report: Findings, page: PageView, words: Labels) -> None:
    """The sentences alone, one document behind the other."""
    write_notes(place, page, words)
    for view, comparison in zip(page.documents, report.comparisons, strict=True):
        _sentences(place, view, comparison, words)


def write_notes(place: WordPlace, page: PageView, words: Labels) -> None:
    """What has to be known of the whole: that it was reviewed, which files are no part of it."""
    if not page.documents:
        place.line([WordRun(words["refusal"]["no_local"])])
    if page.reviewed:
        place.line([WordRun(page.reviewed)], HEAD_NOTE)
    if page.skipped:
        files = "、".join(f"{file.path}（{file.reason}）" for file in page.skipped)
        place.line([WordRun(words["word"]["skipped"].format(files=files))], HEAD_NOTE)


def _sentences(place: WordPlace, view: DocumentView, comparison: Comparison, words: Labels) -> None:
    title = view.document.document.metadata.title
    place.heading(2, view.name + (f"：{title}" if title and title != view.name else ""))
    brief = brief_of(comparison, words, view.name)
    for caution in brief.cautions:
        place.line([WordRun(f"{words['caution']}：", bold=True), WordRun(caution)])
    for number, sentence in enumerate(brief.sentences, start=1):
        place.line([WordRun(f"{number}. {sentence.text}")])


def _counts(view: DocumentView, words: Labels) -> WordBlock:
    """The shares, as the pages of all forms have them."""
    counts = view.counts
    head = [*(words[title] for _, title in _SHARES), words["covered_rate"]]
    shares = [percent(getattr(counts.share, key)) for key, _ in _SHARES]
    return WordBlock(
        head,
        [UPRIGHT_ROOM / len(head)] * len(head),
        [text_row(*shares, percent(counts.covered))],
        words["shares"],
    )
