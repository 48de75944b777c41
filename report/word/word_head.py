"""What stands at the head of a Word report: the title in the middle, who made it, the day."""

from __future__ import annotations

import datetime

from ...results.findings import Findings
from ...results.labels import Labels
from ...results.names import title_of
from ...segmenter import SegmentedDocument
from ..word_look import WordLook
from .elements import WordRun
from .word_place import WordPlace


def headline(report: Findings, look: WordLook, words: Labels) -> str:
    """The title: the user's, else one that names the documents (``full``: that it is a report)."""
    if look.title:
        return look.title
    if look.layout == "full":
        return str(words["title"])
    local = [comparison.local for comparison in report.comparisons]
    central = report.central.document.metadata.title
    if not central or not local or (len(local) == 1 and not local[0].document.metadata.title):
        return str(words["word"]["headline_plain"])
    kind = "headline" if len(local) == 1 else "headline_many"
    return str(words["word"][kind].format(central=_inner(report.central), local=_inner(local[0])))


def write_head(place: WordPlace, report: Findings, title: str, look: WordLook, words: Labels) -> None:
    """The title, and below it who made it and when; of the full report the central document too."""
    place.line([WordRun(title)], "Title")
    if look.layout == "full":
        place.line([WordRun(title_of(report.central))], "Subtitle")
        day = f"{words['date_of_report']} {report.date}" if report.date else ""
    else:
        day = _day(report.date, words) if report.date else ""
    said = "　　".join(filter(None, (look.organ, day)))
    if said:
        place.line([WordRun(said)], "Subtitle")


def _inner(document: SegmentedDocument) -> str:
    """A title that stands inside marks of titles: its own are the inner ones then."""
    return title_of(document).replace("《", "〈").replace("》", "〉")


def _day(date: str, words: Labels) -> str:
    day = datetime.date.fromisoformat(date)
    return str(words["word"]["day"].format(year=day.year, month=day.month, day=day.day))
