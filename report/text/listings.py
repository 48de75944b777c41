"""Plain text for a terminal: the outline of a document, its links, its requirements."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ...changes import Comparison
from ...results.labels import labels, percent
from ...results.names import title_of
from ...results.requirement_columns import requirement_columns
from ...results.requirement_row import RequirementRow
from ...results.unit_places import place_name
from ...results.verdicts import verdict
from ...results.visible import visible
from ...segmenter import SegmentedDocument, Unit

WIDTH = 120  # columns; fixed, so that the same input gives the same text on every terminal
_RATIOS = {"place": 5, "kind": 6, "modality": 6, "action": 14}  # how wide columns of requirements are
_RATIO = 8  # of any other


def segment_tree(document: SegmentedDocument, *, lang: str = "zh") -> str:
    """A document's title, who issued it and when, then its units and sentences, indented.

    Part headings, then per unit its id, label and heading, then its sentences.
    """
    words = labels(lang)
    metadata = document.document.metadata
    about = (metadata.issuer, metadata.number, metadata.date, metadata.region)
    lines = [title_of(document), "  " + " · ".join(filter(None, about))]
    lines = [line for line in lines if line.strip()]
    path: tuple[str, ...] = ()
    for unit in document.units:
        if unit.path != path:
            lines += [
                "  " * (depth + 1) + part
                for depth, part in enumerate(unit.path)
                if unit.path[: depth + 1] != path[: depth + 1]
            ]
            path = unit.path
        indent = "  " * (len(unit.path) + 1)
        lines.append(" ".join(filter(None, (f"{indent}[{unit.id}]", place_name(unit, words), unit.heading))))
        lines += [f"{indent}  {said}" for said in _responsibility(unit, words)]
        lines += [
            f"{indent}  {sentence.id} {sentence.text}" for sentence in unit.sentences if sentence.kind != "heading"
        ]
    return "".join(" ".join(visible(line).splitlines()) + "\n" for line in lines)


def _responsibility(unit: Unit, words: Mapping[str, Any]) -> Iterator[str]:
    """What the notes of a unit say: who leads, who supports, by when."""
    bodies = unit.responsible
    said = (("responsible", bodies and bodies.lead), ("supporting", bodies and bodies.support))
    yield from (f"{words[key]}：{'、'.join(names)}" for key, names in said if names)
    if unit.due is not None:
        yield f"{words['due']}：{unit.due}"


def align_table(comparison: Comparison, *, lang: str = "zh") -> str:
    """Every local sentence with its relation and its central counterparts, as a table of text."""
    words = labels(lang)
    central = {sentence.id: sentence for sentence in comparison.central.iter_sentences()}
    changes = {change.local: change for change in comparison.sentences}
    table = _table([words[key] for key in ("local_sentences", "judgement", "central_sentences")], (4, 1, 4))
    for sentence in comparison.local.iter_sentences():
        change = changes[sentence.id]
        said = verdict(change.relation, change.certainty)
        sure = change.score if change.certainty is None else change.certainty.probability
        # No blank behind an id: rich would break the line there and nowhere in the sentence.
        others = [f"[{link.central}]{central[link.central].text}（{percent(link.score)}）" for link in change.links]
        _add(
            table,
            f"[{sentence.id}]{sentence.text}",
            f"{words['sign'][said]} {words['relation_name'][said]} {percent(sure)}",
            "\n".join(others) or f"— {words['no_counterpart']}",
        )
    return _drawn(table)


def requirement_listing(rows: Sequence[RequirementRow], *, lang: str = "zh") -> str:
    """The requirements as a table of text: where, the words, the bound in short, who, what."""
    words = labels(lang)
    placed = requirement_columns("text")
    table = _table([one.heading(words) for one in placed], [_RATIOS.get(one.column.key, _RATIO) for one in placed])
    for row in rows:
        _add(table, *(str(one.column.printed(row, words) or "") for one in placed))
    return _drawn(table)


def drawn_table(headers: Sequence[str], ratios: Sequence[int], rows: Iterable[Sequence[str]]) -> str:
    """Rows of text under their headers, in columns of these ratios, as wide as every listing."""
    table = _table(headers, ratios, show_lines=False)
    for row in rows:
        _add(table, *row)
    return _drawn(table)


def _table(headers: Iterable[str], ratios: Iterable[int], *, show_lines: bool = True) -> Table:
    table = Table(box=SIMPLE_HEAD, show_lines=show_lines, width=WIDTH, pad_edge=False)
    for header, ratio in zip(headers, ratios, strict=True):
        table.add_column(header, ratio=ratio, overflow="fold")
    return table


def _add(table: Table, *cells: str) -> None:
    table.add_row(*(Text(visible(cell)) for cell in cells))  # Text: nothing in a document is mark-up for rich


def _drawn(table: Table) -> str:
    out = io.StringIO()
    console = Console(file=out, width=WIDTH, color_system=None, legacy_windows=False, _environ={})
    console.print(table)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().splitlines())
