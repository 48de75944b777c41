"""What stands in front of the Word report: the documents, the figures that matter first, what the signs mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest

from ...changes import REASONS
from ...results.labels import RELATIONS, STATUSES, Labels, percent
from ...results.names import title_of
from ...results.views import PageView
from .elements import WordBlock, WordRow, WordRun, table_block, text_cell, text_row
from .styles import DELETED, INSERTED, MOVED, ROOM


def signed(kind: str, words: Labels, group: str = "relation_name") -> str:
    """A kind by its sign and its name."""
    return f"{words['sign'][kind]} {words[group][kind]}"


def overview_blocks(page: PageView, words: Labels) -> list[WordBlock]:
    """The documents, and for each local one the figures that matter first."""
    documents = [(words["central"], page.central), *((words["local"], view.document) for view in page.documents)]
    about = []
    for role, document in documents:
        metadata = document.document.metadata
        said = (title_of(document), metadata.issuer, metadata.date, metadata.region)
        counts = (len(document.units), len(document.sentences))
        about.append(text_row(role, *(value or "–" for value in said), *map(str, counts)))
    heads = [words[key] for key in ("role", "document", "issuer", "date", "region", "units", "sentences")]
    first = table_block(heads, (24, 100, 52, 24, 27, 20, 20), about, words["overview"])
    if not page.documents:
        return [first, WordBlock(lines=[[WordRun(words["refusal"]["no_local"])]])]
    note = [WordBlock(lines=[[WordRun(page.reviewed)]])] if page.reviewed else []
    return [first, *note, _measures(page, words)]


def _measures(page: PageView, words: Labels) -> WordBlock:
    heads = [words["local"], *(signed(kind, words, "status_name") for kind in STATUSES)]
    heads += [signed(kind, words) for kind in (*RELATIONS, *REASONS)]
    heads += [words[key] for key in ("copied_rate", "reinvention_rate", "covered_rate", "figures")]
    rows = []
    for view in page.documents:
        counts = view.counts
        explicit = counts.requirements - counts.vague
        note = words["figures_note"].format(total=counts.requirements, explicit=explicit, vague=counts.vague)
        rows.append(
            text_row(
                view.name,
                *(_count(count, counts.statuses) for count in counts.statuses.values()),
                *(_count(count, counts.relations) for count in counts.relations.values()),
                *map(str, counts.unanswered.values()),
                *(percent(share) for share in (counts.share.copied, counts.share.reinvention, counts.covered)),
                note,
            )
        )
    widths = (30.0, *(15.0,) * 3, *(14.5,) * 5, *(13.0,) * 3, *(14.5,) * 3)
    return table_block(heads, (*widths, ROOM - sum(widths)), rows, words["overview"])


def _count(count: int, counts: Mapping[str, int]) -> str:
    return f"{count}\n{percent(count / (sum(counts.values()) or 1))}"


def legend_blocks(words: Labels) -> list[WordBlock]:
    """What every sign and every way of marking words means."""
    marks = words["marks"]
    signs = [(WordRun(signed(kind, words)), note) for kind, note in words["relation_note"].items()]
    signs.append((WordRun(words["sign"]["strictest"]), words["strictest_note"]))
    others = [
        (WordRun(marks["sample_inserted"], INSERTED), marks["inserted"]),
        (WordRun(marks["sample_deleted"], DELETED), marks["deleted"]),
        (WordRun(marks["sample_moved"], MOVED), f"{marks['moved']}；{marks['elsewhere']}"),
        (WordRun(marks["sample_figure"], bold=True), marks["figure"]),
        (WordRun(marks["sample_vague"], shaded=True), marks["vague"]),
    ]
    names = words["correspondence_name"]
    others += [(WordRun(names[kind]), note) for kind, note in words["correspondence_note"].items()]
    nothing = (WordRun(""), "")
    rows = [
        WordRow([[[sign]], text_cell(note), [[other]], text_cell(other_note)])
        for (sign, note), (other, other_note) in zip_longest(signs, others, fillvalue=nothing)
    ]
    heads = [words["sign_head"], words["meaning"]]
    notes = [words["score_note"]["text"], words["share_note"], words["structure_note"]]
    block = table_block([*heads, *heads], (26, 117, 26, ROOM - 169), rows, words["legend"])
    return [replace(block, together=True), WordBlock(lines=[[WordRun(note)] for note in notes])]
