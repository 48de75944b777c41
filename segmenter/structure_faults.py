"""What a reader should look at in a parsed document: faults of its numbering, empty places, a text that breaks off."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..corpus import Document, Positions
from ..language.marks import CLOSERS, LINE_ENDS
from .markers import Marker, akin
from .outline import Node, is_article, is_part
from .segmented import Unit
from .unit_drafts import lost_parts

# So many warnings of a kind are given one by one; of the rest only the number.
_MOST = 20
_CLOSED = f"{LINE_ENDS}."
_CLOSERS = f'{CLOSERS}"'


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong (``kind``, ``detail``, both Chinese) at a place of the cleaned text."""

    kind: str
    detail: str
    place: int


def fault_warnings(
    document: Document, nodes: Sequence[Node], depth: int | None, units: Sequence[Unit]
) -> tuple[str, ...]:
    """The faults of a document, one line each with its place, those of a kind together.

    :param nodes: the blocks of the document with their depths.
    :param depth: what :func:`~.outline.article_depth` gave.
    """
    by_kind: dict[str, list[Fault]] = {}
    faults = [
        *numbering_faults(nodes, depth),
        *_lost_numbers(document.text, nodes, depth),
        *_unnumbered(document, units),
        *_empty(nodes, depth, units),
        *_breaks_off(units),
    ]
    for fault in faults:
        by_kind.setdefault(fault.kind, []).append(fault)
    places = Positions(document.file) if by_kind else None
    warnings = []
    for kind, faults in by_kind.items():
        for fault in faults[:_MOST]:
            where = places.name(fault.place) if places else ""
            warnings.append(f"{kind}：{fault.detail}，{where}" if fault.detail else f"{kind}，{where}")
        if len(faults) > _MOST:
            warnings.append(f"{kind}：另有 {len(faults) - _MOST} 处")
    return tuple(warnings)


def numbering_faults(nodes: Sequence[Node], depth: int | None) -> Iterator[Fault]:
    """Numbers that do not begin with 1, are missing, come twice, or go back.

    Articles may run through the parts of a document or begin anew in each; all other numbers are counted within the place they stand in.
    """
    article: Marker | None = None
    new_part = True
    last: dict[int, Marker] = {}
    for node in nodes:
        marker = node.block.marker
        if marker is None:
            continue
        if is_article(node, depth):
            fault = _fault(article, marker, new_part=new_part)
            article, new_part = marker, False
        else:
            before = _before(last.values(), marker)
            fault = _fault(before, marker, new_part=before is None)
            new_part = new_part or is_part(node, depth)
        last = {level: above for level, above in last.items() if level < node.depth} | {node.depth: marker}
        if fault is not None:
            yield Fault(*fault, node.block.span.start)


def _before(open_numbers: Collection[Marker], marker: Marker) -> Marker | None:
    """The number that this one goes on from: one of its form, else one in the other kind of parentheses."""
    own = next((above for above in open_numbers if above.form == marker.form), None)
    return own or next((above for above in open_numbers if akin(above.form, marker.form)), None)


def _fault(before: Marker | None, marker: Marker, *, new_part: bool) -> tuple[str, str] | None:
    """What is wrong with a number behind the one before it; ``None`` where nothing is."""
    if before is None:
        return None if marker.number == 1 else ("编号不从一开始", f"第一个编号是{marker.label}")
    if (
        marker.number == 1
        and marker.sub is None
        and (new_part or not akin(before.form, marker.form) or before.number > 1)
    ):
        # A list that begins anew.
        return None if new_part or marker.form != "article" else ("编号倒退", f"{before.label}之后是{marker.label}")
    if (marker.number, marker.sub) == (before.number, before.sub):
        return ("编号重复", f"{marker.label}出现两次")
    expected = {(before.number + 1, None), (before.number, (before.sub or 0) + 1)}
    if (marker.number, marker.sub) in expected:
        return None
    back = (marker.number, marker.sub or 0) < (before.number, before.sub or 0)
    return ("编号倒退" if back else "编号不连续", f"{before.label}之后是{marker.label}")


def _lost_numbers(text: str, nodes: Sequence[Node], depth: int | None) -> Iterator[Fault]:
    for i in sorted(lost_parts(text, nodes, depth)):
        span = nodes[i].block.span
        yield Fault("标题前可能缺少编号", span.of(text), span.start)


def _unnumbered(document: Document, units: Sequence[Unit]) -> Iterator[Fault]:
    numbered = sum(unit.number is not None for unit in units)
    if units and document.metadata.title is None and numbered < 2:
        yield Fault("没有找到文件的结构：既没有标题，也没有依次编号的条款，可能不是文件正文", "", units[0].span.start)
    elif units and numbered == 0:
        yield Fault("没有找到编号的条款，按自然段切分", "", units[0].span.start)


def _empty(nodes: Sequence[Node], depth: int | None, units: Sequence[Unit]) -> Iterator[Fault]:
    """Numbers with nothing behind them."""
    for unit in units:
        if not unit.sentences and not unit.notes:
            yield Fault("没有正文", unit.label, unit.span.start)
    starts = [unit.span.start for unit in units]
    labels = Counter(node.block.marker.label for node in nodes if node.block.marker and is_part(node, depth))
    for node, following in pairwise([*nodes, None]):
        marker = node.block.marker if node is not None else None
        if node is None or marker is None or is_article(node, depth):
            continue
        bare = not len(node.block.content)
        if is_part(node, depth):  # its line may hold its text; an entry of a table of contents comes again
            content = node.block.content
            text_begins = bisect_left(starts, content.start) < bisect_left(starts, content.end)
            bare = labels[marker.label] == 1 and not text_begins
        if bare and (following is None or 0 < following.depth <= node.depth):
            yield Fault("没有正文", marker.label, node.block.span.start)


def _breaks_off(units: Sequence[Unit]) -> Iterator[Fault]:
    """Does the text end where no sentence does?"""
    if not units or not units[-1].sentences:
        return
    sentence = units[-1].sentences[-1]
    if units[-1].notes and units[-1].notes[-1].span.start >= sentence.span.end:
        return  # a note says at the end who is responsible
    if sentence.text.rstrip(_CLOSERS)[-1:] not in _CLOSED:
        yield Fault("文本结束处不是句子的结尾", "", sentence.span.end - 1)
