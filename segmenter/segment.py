"""Name every place in a document: its articles and paragraphs, and their sentences."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..corpus import Document
from ..language import Span
from .blocks import TextBlock, find_blocks
from .decimals import outline_id
from .headings import HeadingFinder
from .markers import NumberingRules, load_numbering_rules
from .note_reading import NoteRules
from .note_sentences import SentenceSplitter
from .outline import article_depth, nest
from .part_notes import with_part_notes
from .responsibility import find_notes, with_notes
from .segmented import ResponsibilityNote, SegmentedDocument, Sentence, SentenceKind, Unit
from .structure_faults import fault_warnings
from .unit_drafts import Draft, draft_units


def segment_document(document: Document, *, numbering: NumberingRules | None = None) -> SegmentedDocument:
    r"""Find the units and sentences of a document. Never refuses: what cannot be parsed is warned of. Linear in the text's length.

    :param numbering: what :func:`load_numbering_rules` gave; may be passed along to read many documents.

    >>> from duizhao.corpus import make_document
    >>> parsed = segment_document(make_document("第一条 图书馆每周开放。\n第二条 读者可以外借；应当归还。"))
    >>> [(unit.id, [sentence.text for sentence in unit.sentences]) for unit in parsed.units]
    [('1', ['图书馆每周开放。']), ('2', ['读者可以外借；', '应当归还。'])]
    """
    numbering = numbering or load_numbering_rules()
    nodes = nest(find_blocks(document, numbering.forms))
    depth = article_depth(document.text, nodes)
    drafts = with_notes(document.text, draft_units(document.text, nodes, depth, numbering.closing), numbering.notes)
    notes = [_notes(document.text, draft, numbering.notes) for draft in drafts]
    split = SentenceSplitter(document.text, [note for of_draft in notes for note in of_draft])
    noted = with_part_notes(document.text, drafts, notes, numbering.notes)
    drafts = [draft for draft, _ in noted]
    headings = HeadingFinder(document.text, [draft.blocks for draft in drafts if draft.head is not None], split)
    units = tuple(
        _unit(document.text, draft, name, headings, split, own)
        for (draft, own), name in zip(noted, _ids(drafts), strict=True)
    )
    warnings = (*document.warnings, *fault_warnings(document, nodes, depth, units))
    if not units:
        warnings += ("没有找到正文",)
    return SegmentedDocument(document, units, warnings)


def _ids(drafts: Sequence[Draft]) -> list[str]:
    restarts = _restarts(drafts)
    seen: dict[str, int] = {}
    ids, paragraphs = [], 0
    for draft in drafts:
        marker = draft.head.marker if draft.head is not None else None
        if marker is None:
            paragraphs += 1
            name = f"p{paragraphs}"
        else:
            name = str(marker.number) if marker.sub is None else f"{marker.number}-{marker.sub}"
            if marker.form == "decimal_2":
                name = outline_id(marker.label)
            elif restarts:
                name = ".".join([*(str(part.number) for part in draft.parts), name])
        seen[name] = seen.get(name, 0) + 1
        ids.append(name if seen[name] == 1 else f"{name}~{seen[name]}")  # a number that comes twice
    return ids


def _restarts(drafts: Sequence[Draft]) -> bool:
    """Does the numbering of the articles begin anew in most parts?"""
    articles = [draft for draft in drafts if draft.head is not None and draft.head.marker is not None]
    firsts = [b.head.marker.number for a, b in pairwise(articles) if a.parts != b.parts and b.head and b.head.marker]
    forms = {draft.head.marker.form for draft in articles if draft.head and draft.head.marker}
    if "article" in forms:  # 条 run through a law; they begin anew only where every chapter has another 第一条
        firsts = [
            b.head.marker.number
            for a, b in pairwise(articles)
            if a.parts[:1] != b.parts[:1] and b.head and b.head.marker
        ]
        return bool(firsts) and set(firsts) == {1}
    return bool(firsts) and sum(number == 1 for number in firsts) * 2 >= len(firsts)


def _notes(text: str, draft: Draft, rules: NoteRules) -> tuple[ResponsibilityNote, ...]:
    return find_notes(text, draft.blocks[0].content.start, draft.blocks[-1].span.end, rules)


def _unit(
    text: str,
    draft: Draft,
    name: str,
    headings: HeadingFinder,
    split: SentenceSplitter,
    notes: tuple[ResponsibilityNote, ...],
) -> Unit:
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
        notes=notes,
    )


def _kind(text: str, block: TextBlock, span: Span, *, is_item: bool, leads: bool) -> SentenceKind:
    if is_item:
        return "item"
    return "lead" if leads and span.end == block.span.end and text[span.end - 1] in "：:" else "body"
