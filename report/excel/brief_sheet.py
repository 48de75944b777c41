"""The first sheet of a workbook: the brief of each local document, its places linked to the rows of the other sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...results.brief import Brief, BriefKind, BriefSentence
from ...results.brief_parts import BriefPart, BriefPlace
from ...results.labels import Labels
from ...results.pair_rows import PairRow
from .book import Book, SheetCell, SheetColumn, lines_of

_PLACE_WIDTH, _SENTENCE_WIDTH = 12, 92
_TOP = 2  # rows above the table: title and note

# The sheet in which what a sentence counts is found.
_SHEETS: Mapping[BriefKind, str] = {
    "answer": "pairs",
    "carried_out": "overview",
    "stricter": "pairs",
    "milder": "pairs",
    "new": "added",
    "missing": "missing",
    "figures": "requirements",
    "to_check": "to_check",
}

# Where a place stands: the local document it belongs to, its side and its id, by the address of its row.
RowAddresses = Mapping[tuple[str, str, str], str]


def row_addresses(pairs: Sequence[PairRow], missing: Sequence[PairRow], words: Labels) -> RowAddresses:
    """The rows of both sheets by what they are about: of a unit the first."""
    found: dict[tuple[str, str, str], str] = {}
    for title, rows in ((words["sheet"]["pairs"], pairs), (words["sheet"]["missing"], missing)):
        for number, row in enumerate(rows, start=2):
            side = row.local or row.centrals[0]
            name = "local" if row.local else "central"
            for key in (side.sentence.id, side.unit.id):
                found.setdefault((row.document, name, key), f"internal:'{title}'!A{number}")
    return found


def write_brief(book: Book, briefs: Sequence[Brief], title: str, addresses: RowAddresses, words: Labels) -> None:
    """Write the sheet: it is the first one, and the one that is open."""
    said = words["brief"]
    most = max((len(sentence.links) for brief in briefs for sentence in brief.sentences), default=0)
    columns = [
        SheetColumn(words["local"], 12, "strong"),
        SheetColumn(said["matter"], 10, "strong"),
        SheetColumn(said["title"], _SENTENCE_WIDTH),
        *(SheetColumn(said["places"] if not i else "", _PLACE_WIDTH) for i in range(most)),
    ]
    sheet = book.sheet(said["title"], columns)
    book.cell(sheet, 0, 0, title, "title")
    sheet.set_row(0, 24)
    sheet.merge_range(1, 0, 1, 2, "", book.styles["line"])
    book.cell(sheet, 1, 0, said["note_on_paper"], "line")
    sheet.set_row(1, 15 * lines_of(said["note_on_paper"], _SENTENCE_WIDTH + 22))
    book.rows(sheet, _TOP, columns, (row for brief in briefs for row in _rows(brief, most, words)))
    sheet.freeze_panes(_TOP + 1, 0)
    at = _TOP
    for brief in briefs:
        at += len(brief.cautions)
        for sentence in brief.sentences:
            at += 1
            counted = f"internal:'{words['sheet'][_SHEETS[sentence.kind]]}'!A1"
            sheet.write_url(at, 1, counted, book.styles["link"], said["item"][sentence.kind])
            for column, part in enumerate(sentence.links, start=3):
                address = _address(part.place, brief, addresses)
                if address:
                    sheet.write_url(at, column, address, book.styles["link"], _label(part))


def _rows(brief: Brief, places: int, words: Labels) -> Iterator[list[SheetCell]]:
    """A row for every caution and every sentence."""
    for text in brief.cautions:
        yield [brief.document, words["caution"], text, *[None] * places]
    for sentence in brief.sentences:
        yield [brief.document, words["brief"]["item"][sentence.kind], sentence.text, *_named(sentence, places)]


def _named(sentence: BriefSentence, places: int) -> Iterator[SheetCell]:
    named = [_label(part) for part in sentence.links]
    yield from (*named, *[None] * (places - len(named)))


def _label(part: BriefPart) -> str:
    """The label of an article without its heading: a link stands on one line in some programs."""
    return part.text.partition("“")[0].strip()


def _address(place: BriefPlace | None, brief: Brief, addresses: RowAddresses) -> str:
    return addresses.get((brief.document, place.side, place.id), "") if place else ""
