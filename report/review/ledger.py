"""The hidden sheet of a workbook that remembers what the report said, so that what a reviewer changed can be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...changes import Comparison, Quoted, Source, source_of
from ...results.names import short_names
from ..excel.book import Book, SheetColumn
from .reviewable import Original, as_quoted, originals

LEDGER = "duizhao"  # the name of the sheet
LEDGER_FORMAT = "1"
_COLUMNS = 10


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a report said, as its workbook remembers it; ``documents`` are the local ones, with the names they bear there."""

    central: Source
    documents: tuple[tuple[str, Source], ...]
    sentences: Mapping[str, Original]  # central ones, by id
    judged: Mapping[tuple[str, int, str], Original]  # side, document, id
    local_ids: tuple[frozenset[str], ...]  # of each document

    def quoted(self, central_id: str) -> Quoted:
        """A central sentence as corrections name it; ``KeyError`` where there is none."""
        return as_quoted(self.sentences[central_id])


def write_ledger(book: Book, comparisons: Sequence[Comparison]) -> None:
    """Add the sheet to a workbook; nobody sees it, in a spreadsheet's list of hidden sheets neither."""
    sheet = book.book.add_worksheet(LEDGER)
    sheet.very_hidden()
    columns = [SheetColumn("")] * _COLUMNS
    for at, row in enumerate(ledger_rows(comparisons)):
        for i, text in enumerate(row[: len(columns)]):
            if text:
                book.cell(sheet, at, i, text)


def ledger_rows(comparisons: Sequence[Comparison]) -> Iterator[list[str]]:
    """The rows of the sheet."""
    yield ["format", LEDGER_FORMAT]
    names = short_names([comparison.local for comparison in comparisons])
    for number, (name, comparison) in enumerate(zip(names, comparisons, strict=True)):
        central, local = source_of(comparison.central), source_of(comparison.local)
        if not number:
            yield ["document", "-1", "", central.name, central.sha256]
        yield ["document", str(number), name, local.name, local.sha256]
    for one in originals(comparisons):
        links, fixed = " ".join(one.links), "fixed" if one.fixed else ""
        sure = "" if one.certainty is None else str(one.certainty)
        yield [one.side, str(one.document), one.id, one.digest, links, one.relation, fixed, one.note, one.words, sure]


class LedgerError(Exception):
    """The rows are none that this version wrote."""


def read_ledger(rows: Iterable[Sequence[object]]) -> Ledger:
    """Make sense of the rows of the sheet.

    :raises LedgerError: they were not written by this version, or were changed.
    """
    documents: dict[int, tuple[str, Source]] = {}
    sentences: dict[str, Original] = {}
    judged: dict[tuple[str, int, str], Original] = {}
    version = ""
    for row in rows:
        kind, number, *texts = ["" if value is None else str(value) for value in row] + [""] * _COLUMNS
        if kind == "format":
            version = number
        elif kind == "document":
            documents[_number(number)] = (texts[0], Source(texts[1], texts[2]))
        elif kind in ("local", "central"):
            one = _original(kind, _number(number), texts)
            if one.document < 0:
                sentences[one.id] = one
            else:
                judged[one.side, one.document, one.id] = one
    if version != LEDGER_FORMAT or -1 not in documents or any(key[1] not in documents for key in judged):
        raise LedgerError
    central = documents.pop(-1)[1]
    if any(name not in sentences for one in judged.values() for name in one.links):
        raise LedgerError
    ids: dict[int, set[str]] = {number: set() for number in sorted(documents)}
    for side, document, name in judged:
        if side == "local":
            ids[document].add(name)
    return Ledger(central, tuple(documents[i] for i in ids), sentences, judged, tuple(map(frozenset, ids.values())))


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise LedgerError from None


def _probability(text: str) -> float | None:
    """The certainty of a row, which workbooks of earlier versions do not have."""
    try:
        found = float(text) if text else None
    except ValueError:
        raise LedgerError from None
    if found is not None and not 0.0 <= found <= 1.0:
        raise LedgerError
    return found


def _original(side: str, document: int, texts: Sequence[str]) -> Original:
    name, digest, links, relation, fixed, note, words, sure = texts[:8]
    return Original(
        side=side,
        document=document,
        id=name,
        digest=digest,
        words=words,
        links=tuple(links.split()),
        relation=relation,
        fixed=bool(fixed),
        note=note,
        certainty=_probability(sure),
    )
