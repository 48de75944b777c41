"""From what was changed in the rows of a workbook to what a specialist means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...changes import JUDGEMENTS, REASONS
from ...results.columns import SEPARATOR
from ...results.unanswered import IN_DOUBT
from ...results.verdicts import UNFOUND
from .reviewable import Original
from .reviewer_words import UnclearError, says_right

# Why a central sentence is not answered: said of central ones only, and with no answer named.
_OF_CENTRAL = (*REASONS, IN_DOUBT)


@dataclass(frozen=True, slots=True)
class ReviewEdit:
    """What was changed in a row; ``None`` is what stands there as it stood."""

    links: tuple[str, ...] | None = None
    relation: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """A central sentence (its key) that someone linked from the sheet 缺失, with what else was written there."""

    origin: tuple[str, int, str]
    relation: str | None
    note: str | None


def decide_local(original: Original, edit: ReviewEdit, linked: Sequence[Linked] = ()) -> ReviewEdit:
    """The judgement of a local sentence: with a relation go the links it was said of, and without links it is added.

    Links without a relation leave it to be judged anew, unless a specialist had fixed it before. A note that says that all is right
    (对, √) confirms what stands there.

    :raises UnclearError: links and relation contradict each other.

    >>> was = Original(side="local", document=0, id="8:1", digest="", words="", links=("5:1",), relation="adapted")
    >>> decide_local(was, ReviewEdit(relation="strengthened"))
    ReviewEdit(links=('5:1',), relation='strengthened', note=None)
    >>> decide_local(was, ReviewEdit(links=())).relation
    'added'
    """
    edit = _with_linked(original, edit, linked)
    links, relation = edit.links, edit.relation
    if relation == UNFOUND:
        raise UnclearError("“未找到对应（待核）”不是判断；确是新增请写 新增", "relation")
    if relation in _OF_CENTRAL:
        raise UnclearError("“缺失、不适用、不计、待定”只能说中央句子", "relation")
    if links is None and relation is None:
        return confirmed(original, edit) if says_right(edit.note) else edit
    if links is None:
        links = () if relation == "added" else original.links
        if relation != "added" and not links:
            raise UnclearError(f"变化类型是{JUDGEMENTS[relation or '']}，却没有对应的中央句子", "links")
    elif not links:
        if relation not in (None, "added"):
            raise UnclearError(f"对应关系是无，变化类型却是{JUDGEMENTS[relation or '']}", "relation")
        relation = "added"
    elif relation == "added":
        raise UnclearError("变化类型是新增，却有对应的中央句子", "links")
    elif relation is None and original.fixed and original.relation != "added":
        relation = original.relation
    return ReviewEdit(links, relation, edit.note)


def _with_linked(original: Original, edit: ReviewEdit, linked: Sequence[Linked]) -> ReviewEdit:
    """The edit with what the sheet 缺失 adds to it."""
    if not linked:
        return edit
    links = original.links if edit.links is None else edit.links
    links = tuple(dict.fromkeys((*links, *(one.origin[2] for one in linked))))
    relations = {edit.relation, *(one.relation for one in linked)} - {None}
    if len(relations) > 1:
        raise UnclearError("“对照”和“缺失”两表里的变化类型不同", "relation")
    if relations & set(_OF_CENTRAL):
        raise UnclearError("既填了对应的地方句子，又定为缺失、不适用或不计", "relation")
    notes = [one.note for one in linked if one.note]
    note = "；".join([edit.note if edit.note is not None else original.note, *notes]) if notes else edit.note
    return ReviewEdit(links, relations.pop() if relations else None, note.strip("；") if note else note)


def confirmed(original: Original, edit: ReviewEdit) -> ReviewEdit:
    """What stands there, as a judgement of the person who read it; what a person had fixed is fixed already, and doubt is no judgement.

    >>> was = Original(side="local", document=0, id="8:1", digest="", words="", relation="unfound")
    >>> confirmed(was, ReviewEdit())
    ReviewEdit(links=(), relation='added', note=None)
    """
    if original.fixed or original.relation == IN_DOUBT:
        return edit
    links = original.links if original.side == "local" else None
    return ReviewEdit(links, original.judged, edit.note)


def decide_central(original: Original, edit: ReviewEdit) -> ReviewEdit:
    """The judgement of a central sentence that nobody answers.

    :raises UnclearError: it is said to be in doubt, or to be what only a local sentence can be.

    >>> was = Original(side="central", document=0, id="5:1", digest="", words="", relation="missing")
    >>> decide_central(was, ReviewEdit(relation="not_applicable")).relation, decide_central(was, ReviewEdit(note="√")).relation
    ('not_applicable', 'missing')
    """
    if edit.relation is None and says_right(edit.note):
        return confirmed(original, edit)
    if edit.relation == IN_DOUBT:
        raise UnclearError("待定不是判断，需要缺失、不适用、不计之一", "relation")
    if edit.relation is not None and edit.relation not in REASONS:
        raise UnclearError(f"变化类型是{JUDGEMENTS[edit.relation]}，却没有填地方句子的编号", "links")
    return edit


def told(original: Original, edit: ReviewEdit, place: str) -> str:
    """A correction in one line.

    >>> was = Original(side="local", document=0, id="8:1", digest="", words="", links=("5:1",), relation="adapted")
    >>> told(was, ReviewEdit(("5:1", "6:2"), "strengthened", "已核对"), "地方 8:1")
    '地方 8:1：改写 → 加强；对应 5:1 → 5:1、6:2；意见：已核对'
    """
    parts = []
    names = {**JUDGEMENTS, IN_DOUBT: "待定", UNFOUND: "未找到对应（待核）"}
    same = edit.links is None or set(edit.links) == set(original.links)
    if edit.relation is not None and edit.relation != original.relation:
        parts.append(f"{names[original.relation]} → {names[edit.relation]}")
    elif edit.relation is not None and same:
        parts.append(f"确认{names[edit.relation]}")
    if edit.links is not None and not same:
        before, after = (SEPARATOR.join(links) or "无" for links in (original.links, edit.links))
        parts.append(f"对应 {before} → {after}")
        parts += ["变化类型重新判断"] if edit.relation is None else []
    if edit.note is not None:
        parts.append(f"意见：{' '.join(edit.note.split())}" if edit.note else "意见删去")
    return f"{place}：{'；'.join(parts)}"
