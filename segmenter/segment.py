"""Name every place in a document: its articles and paragraphs, and their sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from ..corpus import Document
from ..language import Span
from .blocks import TextBlock, find_blocks
from .headings import HeadingFinder, heading_finders
from .markers import NumberingRules, load_numbering_rules
from .note_reading import NoteRules
from .note_sentences import SentenceSplitter
from .outline import Node, article_depth, nest
from .paragraph_places import paragraph_places
from .part_notes import with_part_notes
from .responsibility import find_notes, may_hold_notes, with_notes
from .running_items import mark_running_items
from .segmented import AnnexUnits, ResponsibilityNote, SegmentedDocument, Sentence, SentenceKind, Unit, UnitPart
from .structure_faults import fault_warnings
from .unit_drafts import Draft, draft_units
from .unit_ids import labels_above, unit_ids


def segment_document(document: Document, *, numbering: NumberingRules | None = None) -> SegmentedDocument:
    r"""Find the units and sentences of a document. Never refuses: what cannot be parsed is warned of. Linear in the text's length.

    :param numbering: what :func:`load_numbering_rules` gave; may be passed along to read many documents.

    >>> from duizhao.corpus import make_document
    >>> parsed = segment_document(make_document("第一条 图书馆每周开放。\n第二条 读者可以外借；应当归还。"))
    >>> [(unit.id, [sentence.text for sentence in unit.sentences]) for unit in parsed.units]
    [('1', ['图书馆每周开放。']), ('2', ['读者可以外借；', '应当归还。'])]
    """
    numbering = numbering or load_numbering_rules()
    parsed = _parse(document, numbering)
    notice, annexes = _parts_apart(document, numbering)
    warnings = (*document.warnings, *fault_warnings(document, parsed.nodes, parsed.depth, parsed.units))
    if not parsed.units:
        warnings += ("没有找到正文",)
    return SegmentedDocument(document, parsed.units, warnings, notice, annexes)


class _Parsed(NamedTuple):
    nodes: tuple[Node, ...]
    depth: int | None
    units: tuple[Unit, ...]


def _parse(document: Document, numbering: NumberingRules) -> _Parsed:
    nodes = nest(find_blocks(document, numbering.forms))
    depth = article_depth(document.text, nodes)
    nodes = mark_running_items(document.text, nodes, depth)
    drafts = with_notes(document.text, draft_units(document.text, nodes, depth, numbering), numbering.notes)
    may_hold = may_hold_notes(document.text, document.body)
    notes = [_notes(document.text, draft, numbering.notes, may_hold) for draft in drafts]
    split = SentenceSplitter(document.text, [note for of_draft in notes for note in of_draft])
    noted = with_part_notes(document.text, drafts, notes, numbering.notes)
    drafts = [draft for draft, _ in noted]
    finder_of = heading_finders(document.text, [draft.blocks for draft in drafts if draft.head is not None], split)
    units = (
        _unit(document.text, draft, (name, above), finder_of(draft.blocks), split, own)
        for (draft, own), name, above in zip(noted, unit_ids(drafts), labels_above(drafts), strict=True)
    )
    placed = zip(units, paragraph_places(drafts), strict=True)
    return _Parsed(nodes, depth, tuple(replace(unit, paragraph=place) for unit, place in placed))


def _parts_apart(document: Document, numbering: NumberingRules) -> tuple[tuple[Unit, ...], tuple[AnnexUnits, ...]]:
    """The units of the notice that say more than that it hands the document on, and those of the annexes."""
    duties: tuple[Unit, ...] = ()
    if document.notice is not None:
        units = _parse(replace(document, body=document.notice), numbering).units
        own = [unit for unit in units if not _only_hands_on(unit, numbering)]
        duties = tuple(_renamed(unit, f"n{i}", "notice", "印发通知", "印发通知") for i, unit in enumerate(own, 1))
    annexes = []
    for i, annex in enumerate(document.annexes, 1):
        units = _parse(replace(document, body=annex.span), numbering).units if len(annex.span) else ()
        renamed = tuple(_renamed(unit, f"a{i}.{unit.id}", "annex", annex.label, annex.name) for unit in units)
        annexes.append(AnnexUnits(f"a{i}", annex, renamed))
    return duties, tuple(annexes)


def _only_hands_on(unit: Unit, numbering: NumberingRules) -> bool:
    return not unit.notes and all(
        numbering.handing_on.match(sentence.text.replace("\n", "")) for sentence in unit.sentences
    )


def _renamed(unit: Unit, name: str, kind: UnitPart, where: str, heading: str) -> Unit:
    sentences = tuple(
        replace(sentence, id=f"{name}:{sentence.id.rpartition(':')[2]}", unit=name) for sentence in unit.sentences
    )
    return replace(
        unit, id=name, sentences=sentences, part=kind, above=f"{where} {unit.above}", path=(heading, *unit.path)
    )


def _notes(
    text: str, draft: Draft, rules: NoteRules, may_hold: Callable[[int, int], bool]
) -> tuple[ResponsibilityNote, ...]:
    start, end = draft.blocks[0].content.start, draft.blocks[-1].span.end
    return find_notes(text, start, end, rules) if may_hold(start, end) else ()


def _unit(
    text: str,
    draft: Draft,
    called: tuple[str, str],
    headings: HeadingFinder,
    split: SentenceSplitter,
    notes: tuple[ResponsibilityNote, ...],
) -> Unit:
    name, above = called
    marker = draft.head.marker if draft.head is not None else None
    heading = headings.find(draft.blocks) if marker is not None else None
    sentences: list[Sentence] = []
    if heading is not None:
        sentences.append(Sentence(f"{name}:0", name, "heading", heading.of(text), heading))
    for i, block in enumerate(draft.blocks):
        start = block.content.start if i == 0 and draft.head is not None else block.span.start
        if heading is not None and start <= heading.start < block.span.end:
            start = headings.behind(heading)
        leads = i + 1 < len(draft.blocks) and draft.blocks[i + 1].marker is not None
        spans = split(min(start, block.span.end), block.span.end)
        for span in spans:
            kind = _kind(text, block, span, is_item=i > 0 and block.marker is not None, leads=leads)
            index = len(sentences) + (heading is None)
            sentences.append(Sentence(f"{name}:{index}", name, kind, span.of(text), span))
    return Unit(
        id=name,
        label=marker.label if marker else "",
        number=marker.number if marker else None,
        heading=heading.of(text).rstrip("。：") if heading else None,
        path=tuple(part.heading for part in draft.parts),
        span=Span(draft.blocks[0].span.start, draft.blocks[-1].span.end),
        sentences=tuple(sentences),
        above=above,
        notes=notes,
    )


def _kind(text: str, block: TextBlock, span: Span, *, is_item: bool, leads: bool) -> SentenceKind:
    if is_item:
        return "item"
    return "lead" if leads and span.end == block.span.end and text[span.end - 1] in "：:" else "body"
