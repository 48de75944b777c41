"""What a specialist changed in a workbook, and the corrections that follow from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from ...changes import Correction, Quoted
from ...corpus import DocumentError, read_bytes
from ..excel.workbook_reading import SheetRows, cell_text, find_table, read_workbook
from .decisions import Linked, ReviewEdit, confirmed, decide_central, decide_local, told
from .ledger import LEDGER, Ledger, LedgerError, read_ledger
from .reviewable import as_quoted
from .reviewer_words import UnclearError, column_titles, read_ids, read_relation, relation_names, sheet_sides

_NEEDED = ("links", "relation", "note")
_Key = tuple[str, int, str]  # side, document, id


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a workbook says: the corrections, each in a line for people; what could not be understood, with its cell.

    ``absent`` counts the sentences whose rows are no longer there: nothing is said of them. ``confirmed`` are those of the corrections
    that were left as they stood in a workbook that was read whole; they have no line.
    """

    corrections: tuple[Correction, ...]
    lines: tuple[str, ...]
    unclear: tuple[str, ...]
    absent: int
    confirmed: int = 0


@dataclass(slots=True)
class _Row:
    """A row of a sheet for review: where it stands, and its cells by name."""

    sheet: str
    side: str
    number: int
    columns: Mapping[str, int]
    texts: Mapping[str, str]


@dataclass(slots=True)
class _ReviewFindings:
    """What was found on the way."""

    rows: dict[_Key, _Row] = field(default_factory=dict)
    edits: dict[_Key, ReviewEdit] = field(default_factory=dict)
    linked: dict[_Key, list[Linked]] = field(default_factory=dict)
    untouched: set[_Key] = field(default_factory=set)
    unclear: list[str] = field(default_factory=list)

    def forget(self, key: _Key) -> None:
        """Take back what was read of a sentence."""
        self.edits.pop(key, None)
        self.untouched.discard(key)
        for name, many in self.linked.items():
            self.linked[name] = [one for one in many if one.origin != key]


def read_review(path: str | Path, *, by: str = "", at: str = "", all_read: bool = False) -> Reviewed:
    """Read what was corrected in a workbook that :func:`duizhao.report.report_xlsx` wrote.

    SheetRows are known by the ids of their sentences, columns by their titles: their order, filters and other sheets do not matter.

    :param by: who reviewed, ``at`` when; both stand in every correction.
    :param all_read: every row that is there was read, and what was left as it stood is right (what nothing was found to was added).
    :raises DocumentError: it is no such workbook.

    >>> import tempfile
    >>> import duizhao as dz
    >>> sample = dz.sample_folder()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path] = dz.compare(sample / "central_opinion.txt", sample / "local_yunzhou.txt").save(Path(folder, "r.xlsx"))
    ...     read_review(path)
    Reviewed(corrections=(), lines=(), unclear=(), absent=0, confirmed=0)
    """
    sides = sheet_sides()
    sheets = read_workbook(read_bytes(path), str(path), {LEDGER, *sides})
    ledger = _ledger(sheets, str(path))
    found = _ReviewFindings()
    names = relation_names()
    for row in _review_rows(sheets, sides, str(path), found):
        try:
            _read_row(row, ledger, names, found)
        except UnclearError as unclear:
            found.unclear.append(_where(row, unclear))
    decided = list(_decisions(ledger, found))
    confirmations = list(_confirmations(ledger, found)) if all_read else []
    several = len(ledger.documents) > 1
    return Reviewed(
        tuple(_correction(ledger, key, edit, by, at) for key, edit in (*decided, *confirmations)),
        tuple(told(ledger.judged[key], edit, _place(ledger, key, several)) for key, edit in decided),
        tuple(found.unclear),
        len(ledger.judged.keys() - found.rows.keys()),
        len(confirmations),
    )


def _ledger(sheets: Mapping[str, SheetRows], name: str) -> Ledger:
    try:
        return read_ledger(sheets[LEDGER])
    except (KeyError, LedgerError):
        raise DocumentError(
            f"{name}：没有记着原判断的隐藏表（{LEDGER}），或已改动，需要 duizhao report 写出的 .xlsx；请在原来的文件上复核"
        ) from None


def _review_rows(
    sheets: Mapping[str, SheetRows], sides: Mapping[str, str], name: str, found: _ReviewFindings
) -> Iterator[_Row]:
    """The rows of the sheets for review, in order; rows without any text are none."""
    titles, any_sheet = column_titles(), False
    for sheet, rows in sheets.items():
        if sheet not in sides:
            continue
        any_sheet = True
        side = sides[sheet]
        header, columns = find_table(rows, titles) or (0, {})
        missing = [title for title, key in titles.items() if key in (*_NEEDED, f"{side}_id") and key not in columns]
        if missing:
            found.unclear.append(f"“{sheet}”表：缺少“{missing[0]}”一列，这张表没有读")
            continue
        for number, row in enumerate(rows[header + 1 :], start=header + 2):
            texts = {key: cell_text(row[i]) if i < len(row) else "" for key, i in columns.items()}
            if any(texts[key] for key in (*_NEEDED, f"{side}_id")):
                yield _Row(sheet, side, number, columns, texts)
    if not any_sheet:
        raise DocumentError(f"{name}：没有“{'”“'.join(list(sides)[:2])}”表，需要至少一张；请检查是否删去或改了名")


def _read_row(row: _Row, ledger: Ledger, names: Mapping[str, str], found: _ReviewFindings) -> None:
    key = _key(row, ledger)
    earlier = found.rows.setdefault(key, row)
    if earlier is not row:
        if _said(earlier) != _said(row):
            found.forget(key)
            raise UnclearError(f"与“{earlier.sheet}”表第 {earlier.number} 行是同一句，说法不同，都没有采用")
        return
    edit = _edit(row, ledger, key, names)
    if row.side == "central" and edit.links:
        for name in edit.links:
            found.linked.setdefault(("local", key[1], name), []).append(Linked(key, edit.relation, edit.note))
    elif edit != ReviewEdit():
        found.edits[key] = edit
    else:
        found.untouched.add(key)


def _where(row: _Row, unclear: UnclearError) -> str:
    """What could not be understood, behind the cell or the row."""
    cell = unclear.cell if unclear.cell in row.columns else ""
    place = f"{_letters(row.columns[cell])}{row.number}" if cell else f"第 {row.number} 行"
    return f"“{row.sheet}”表 {place}：{unclear.reason}"


def _letters(column: int) -> str:
    """A column as a spreadsheet names it.

    >>> _letters(0), _letters(27)
    ('A', 'AB')
    """
    name = ""
    while column >= 0:
        name = chr(ord("A") + column % 26) + name
        column = column // 26 - 1
    return name


def _said(row: _Row) -> list[str]:
    return [row.texts[name] for name in _NEEDED]


def _key(row: _Row, ledger: Ledger) -> _Key:
    name = f"{row.side}_id"
    if not row.texts[name]:
        raise UnclearError("没有编号，不知道说的是哪一句", name)
    documents = [title for title, _ in ledger.documents]
    title = row.texts.get("document", "")
    if title not in documents and len(documents) > 1:
        raise UnclearError(f"没有地方文件“{title[:20]}”", "document" if "document" in row.columns else name)
    key = (row.side, documents.index(title) if title in documents else 0, row.texts[name])
    if key not in ledger.judged:
        raise UnclearError(f"没有编号是“{row.texts[name][:20]}”的句子", name)
    return key


def _edit(row: _Row, ledger: Ledger, key: _Key, names: Mapping[str, str]) -> ReviewEdit:
    """What differs from the original."""
    original, texts = ledger.judged[key], row.texts
    links = _read_links(row, ledger, key)
    relation = read_relation(texts["relation"], names)
    return ReviewEdit(
        links=None if set(links) == set(original.links) else links,
        relation=None if relation == original.relation else relation,
        note=None if texts["note"] == original.note.strip() else texts["note"],
    )


def _read_links(row: _Row, ledger: Ledger, key: _Key) -> tuple[str, ...]:
    if row.side == "local":
        return read_ids(row.texts["links"], ledger.sentences, "中央")
    return read_ids(row.texts["links"], ledger.local_ids[key[1]], "地方")


def _decisions(ledger: Ledger, found: _ReviewFindings) -> Iterator[tuple[_Key, ReviewEdit]]:
    """What is meant, in the order of the report."""
    for key, original in ledger.judged.items():
        edit, linked = found.edits.get(key), found.linked.get(key, [])
        try:
            if key[0] == "central" and edit is not None:
                yield key, decide_central(original, edit)
            elif edit is not None or linked:
                yield key, decide_local(original, edit or ReviewEdit(), linked)
        except UnclearError as unclear:
            row = found.rows[key if edit is not None else linked[0].origin]
            found.unclear.append(_where(row, unclear))


def _confirmations(ledger: Ledger, found: _ReviewFindings) -> Iterator[tuple[_Key, ReviewEdit]]:
    """What was left as it stood, as a judgement; not where another row says something of the sentence."""
    for key, original in ledger.judged.items():
        if key in found.untouched and not found.linked.get(key):
            edit = confirmed(original, ReviewEdit())
            if edit != ReviewEdit():
                yield key, edit


def _correction(ledger: Ledger, key: _Key, edit: ReviewEdit, by: str, at: str) -> Correction:
    original = ledger.judged[key]
    judged = original.certainty is not None and (edit.relation is not None or edit.links is not None)
    return Correction(
        central_document=ledger.central,
        local_document=ledger.documents[key[1]][1],
        side=cast(Any, key[0]),
        sentence=as_quoted(original),
        links=None if edit.links is None else tuple(_answered(ledger, key, name) for name in edit.links),
        relation=cast(Any, edit.relation),
        note=edit.note,
        by=by,
        at=at,
        found=cast(Any, original.judged) if judged else None,
        certainty=original.certainty if judged else None,
    )


def _answered(ledger: Ledger, key: _Key, name: str) -> Quoted:
    """A central sentence as a counterpart, with how sure it was said that nobody answers it."""
    silence = ledger.judged.get(("central", key[1], name))
    missing = silence is not None and silence.relation == "missing" and name not in ledger.judged[key].links
    return replace(ledger.quoted(name), missing=silence.certainty if silence is not None and missing else None)


def _place(ledger: Ledger, key: _Key, several: bool) -> str:
    title = ledger.documents[key[1]][0]
    return f"{'地方' if key[0] == 'local' else '中央'}{f'（{title}）' if several else ' '}{key[2]}"
