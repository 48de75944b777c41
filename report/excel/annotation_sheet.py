"""A workbook in which a specialist labels a pair of documents by hand, and the gold that comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from ...changes.comparison import CoverageStatus, Relation
from ...corpus import DocumentError
from ...results.labels import labels
from ...segmenter import SegmentedDocument
from .book import Book, SheetCell, SheetColumn
from .workbook_reading import SheetRows, cell_text, find_table, read_workbook

# Sheets, and for each column its key (results/tables/labels.toml has the titles), width and style.
_COLUMNS: Mapping[str, tuple[tuple[str, float, str], ...]] = {
    "notes": (("item", 14, "code"), ("content", 110, "text")),
    "sentences": (
        ("id", 9, "code"),
        ("local", 70, "text"),
        ("counterparts", 20, "open"),
        ("relation", 9, "open"),
        ("confidence", 8, "open"),
        ("remark", 24, "open"),
    ),
    "central": (("id", 9, "code"), ("central", 110, "text")),
    "articles": (
        ("id", 9, "code"),
        ("heading", 50, "text"),
        ("main", 20, "open"),
        ("partial", 20, "open"),
        ("relation", 9, "open"),
    ),
    "coverage": (("id", 9, "code"), ("article", 90, "text"), ("status", 12, "open")),
}
# What is chosen from a list: the labels of its names, and the codes.
_CHOICES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "relation": ("relation_name", get_args(Relation)),
    "status": ("status_name", get_args(CoverageStatus)),
}
_NAMED = 5
_BLANKS = re.compile(r"[\s,，、;；]+")


def annotation_xlsx(central: SegmentedDocument, local: SegmentedDocument) -> bytes:
    """An empty sheet for a pair of documents: their sentences and units, with columns to fill in."""
    words = labels("zh")["annotation"]
    book = Book(f"{central.document.name} – {local.document.name}")
    rows: Mapping[str, Sequence[Sequence[SheetCell]]] = {
        "notes": [
            (words["column"]["central_file"], central.document.name),
            (words["column"]["local_file"], local.document.name),
            *((words["column"]["how"], line) for line in words["how"]),
        ],
        "sentences": [(one.id, one.text, None, None, None, None) for one in local.sentences],
        "central": [(one.id, one.text) for one in central.sentences],
        "articles": [(one.id, _title(local, one.id), None, None, None) for one in local.units],
        "coverage": [(one.id, _title(central, one.id), None) for one in central.units],
    }
    for name, own in rows.items():
        columns = [SheetColumn(words["column"][key], width, style) for key, width, style in _COLUMNS[name]]
        sheet = book.table(words["sheet"][name], columns, own, frozen=1)
        for at, (key, _, _) in enumerate(_COLUMNS[name]):
            if key in _CHOICES:
                sheet.data_validation(1, at, max(1, len(own)), at, {"validate": "list", "source": list(_codes(key))})
    return book.data()


def _codes(column: str) -> dict[str, str]:
    """What may be chosen in a column: the names, each with its code."""
    words, (field, codes) = labels("zh"), _CHOICES[column]
    return {words[field][code]: code for code in codes}


def _title(document: SegmentedDocument, unit: str) -> str:
    found = document.unit(unit)
    first = next((one.text for one in document.sentences if one.unit == unit), "")
    return found.heading or first


def read_annotation(data: bytes, name: str, central: SegmentedDocument, local: SegmentedDocument) -> dict[str, Any]:
    """The gold of a filled sheet, in the format of ``evaluation.read_gold``.

    :param central: the documents of the sheet, read again: a sheet has their ids, the gold their texts.
    :raises DocumentError: it is no such sheet, or something in it is not understood; all of that is named.
    """
    titles: Mapping[str, str] = labels("zh")["annotation"]["sheet"]
    sheets = read_workbook(data, name, tuple(titles.values()))
    if titles["sentences"] not in sheets:
        raise DocumentError(
            f"{name}：没有“{titles['sentences']}”表，需要 duizhao gold sheet 写出、填好后存盘的 .xlsx；请检查是否给错了文件"
        )
    filled = _FilledSheets({key: sheets.get(title, ()) for key, title in titles.items()}, central, local)
    gold = {
        "central": filled.said_of("central_file") or central.document.name,
        "local": filled.said_of("local_file") or local.document.name,
        "articles": list(filled.articles()),
        "sentences": list(filled.sentences()),
        "coverage": dict(filled.coverage()),
    }
    unclear = filled.unclear
    if unclear:
        more = f"；另有 {len(unclear) - _NAMED} 处" if len(unclear) > _NAMED else ""
        listed = "；".join(unclear[:_NAMED])
        raise DocumentError(f"{name}：有 {len(unclear)} 处没有看懂：{listed}{more}；请改好后再读")
    if not gold["sentences"]:
        raise DocumentError(f"{name}：没有一句选了关系，需要至少一句；请填“{titles['sentences']}”表的“关系”列")
    return gold


class _FilledSheets:
    """The sheets of a workbook that came back, by their keys; what is not understood gathers in ``unclear``."""

    def __init__(self, sheets: Mapping[str, SheetRows], central: SegmentedDocument, local: SegmentedDocument) -> None:
        self.sheets, self.central, self.local = sheets, central, local
        self.words = labels("zh")["annotation"]
        self.unclear: list[str] = []

    def said_of(self, field: str) -> str:
        """What the notes say of a field."""
        title = self.words["column"][field]
        rows = self.sheets["notes"]
        return next((cell_text(row[1]) for row in rows if len(row) > 1 and cell_text(row[0]) == title), "")

    def rows(self, sheet: str, needed: str) -> Iterator[tuple[str, dict[str, str]]]:
        """The rows in which something stands in the column ``needed``: their place, and their cells by key."""
        titles = {self.words["column"][key]: key for key, _, _ in _COLUMNS[sheet]}
        found = find_table(self.sheets[sheet], titles)
        if found is None:
            return
        top, places = found
        for at, row in enumerate(self.sheets[sheet][top + 1 :], start=top + 2):
            cells = {key: cell_text(row[place]) if place < len(row) else "" for key, place in places.items()}
            if cells.get(needed):
                yield f"“{self.words['sheet'][sheet]}”第 {at} 行", {key: cells.get(key, "") for key in titles.values()}

    def sentences(self) -> Iterator[dict[str, Any]]:
        """The sentences whose relation was chosen."""
        ours = {one.id: one for one in self.local.sentences}
        theirs = {one.id: one for one in self.central.sentences}
        relations = _codes("relation")
        for place, cells in self.rows("sentences", "relation"):
            names = _names(cells["counterparts"])
            relation, sentence = relations.get(cells["relation"]), ours.get(cells["id"])
            fault = _fault(cells, names, relation, sentence is not None, [one for one in names if one not in theirs])
            if fault or sentence is None or relation is None:
                self.unclear.append(f"{place}：{fault}")
                continue
            yield {
                "id": sentence.id.replace(":", "."),
                "kind": sentence.kind,
                "local": sentence.text,
                "central": [{"unit": theirs[one].unit, "text": theirs[one].text} for one in names],
                "relation": relation,
                **self._confidence(cells["confidence"], place),
            }

    def _confidence(self, text: str, place: str) -> dict[str, float]:
        if not text:
            return {}
        try:
            value = float(text)
        except ValueError:
            value = -1.0
        if not 0 <= value <= 1:
            self.unclear.append(f"{place}：把握“{text:.10}”不是 0 到 1 的数")
            return {}
        return {"confidence": value}

    def articles(self) -> Iterator[dict[str, Any]]:
        """The units whose relation was chosen."""
        known, ours = {one.id for one in self.central.units}, {one.id for one in self.local.units}
        relations = _codes("relation")
        for place, cells in self.rows("articles", "relation"):
            main, partial = _names(cells["main"]), _names(cells["partial"])
            strange = [one for one in (*main, *partial) if one not in known]
            if cells["id"] not in ours or strange or cells["relation"] not in relations:
                what = " ".join(strange) or f"{cells['id']} {cells['relation']}"
                self.unclear.append(f"{place}：编号、条款或关系不在文件和名称之内（{what:.30}）")
                continue
            yield {"local": cells["id"], "central": main, "partial": partial, "relation": relations[cells["relation"]]}

    def coverage(self) -> Iterator[tuple[str, str]]:
        """The central units whose coverage was chosen."""
        known, statuses = {one.id for one in self.central.units}, _codes("status")
        for place, cells in self.rows("coverage", "status"):
            if cells["id"] not in known or cells["status"] not in statuses:
                names = "、".join(statuses)
                self.unclear.append(f"{place}：{cells['status']:.10} 不是{names}之一，或文件里没有这一条")
                continue
            yield cells["id"], statuses[cells["status"]]


def _names(text: str) -> list[str]:
    return [one for one in _BLANKS.split(text) if one]


def _fault(
    cells: Mapping[str, str], names: Sequence[str], relation: str | None, known: bool, strange: Sequence[str]
) -> str:
    """What is wrong with a sentence that was filled in; empty where nothing is."""
    if not known:
        return f"文件里没有编号 {cells['id'] or '（空）'}"
    if relation is None:
        return f"关系“{cells['relation']:.10}”不是{'、'.join(_codes('relation'))}之一"
    if strange:
        return f"中央文件没有 {' '.join(strange)[:40]}"
    if (relation == "added") != (not names):
        return "新增的句子写了对应" if names else "不是新增的句子没有写对应"
    return ""
