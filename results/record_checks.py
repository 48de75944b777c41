"""Does what was read back fit together? Each name that a finding uses is that of a unit or a sentence that is there."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..changes import Comparison
from ..language import Span
from ..segmenter import SegmentedDocument
from .matrix_columns import MATRIX_COLUMNS, STRICTNESS
from .names import short_names
from .record_codec import RecordError, in_few_words
from .reviewed_note import TAUGHT

_Named = tuple[str, str]  # what it is, the name it bears
_CALLED = {
    "central_unit": "中央条款",
    "local_unit": "地方条款",
    "central_sentence": "中央句子",
    "local_sentence": "地方句子",
}


def check_document(document: SegmentedDocument, place: str) -> None:
    """Places lie in the text, no two units or sentences bear the same id."""
    length = len(document.document.text)
    spans: list[Span] = [document.document.extent, document.document.body, *(unit.span for unit in document.units)]
    spans += [sentence.span for sentence in document.sentences]
    spans += [span for unit in document.units for note in unit.notes for span in (note.span, note.due_span) if span]
    if any(span.end > length for span in spans):
        raise RecordError(place, "正文以外的位置", "正文里的位置")
    _once([unit.id for unit in document.units], f"{place}.units")
    _once([sentence.id for sentence in document.sentences], f"{place}.units")
    for unit in document.units:
        for sentence in unit.sentences:
            if sentence.unit != unit.id:
                raise RecordError(f"{place}.units", f"属于 {sentence.unit[:20]} 的句子", f"属于 {unit.id[:20]} 的句子")


def check_comparison(comparison: Comparison, central: SegmentedDocument, place: str) -> None:
    """Every unit and sentence has its entry, and every link leads somewhere."""
    if [unit.id for unit in comparison.central.units] != [unit.id for unit in central.units]:
        raise RecordError(f"{place}.central", "另一份文件", "报告的中央文件")
    for side, entries, named in (
        ("units", [change.local for change in comparison.units], [unit.id for unit in comparison.local.units]),
        (
            "sentences",
            [change.local for change in comparison.sentences],
            [one.id for one in comparison.local.sentences],
        ),
        ("coverage", [entry.central for entry in comparison.coverage], [unit.id for unit in comparison.central.units]),
    ):
        if sorted(entries) != sorted(named):
            raise RecordError(f"{place}.{side}", "与文件不合的编号", "文件里每一条每一句各一项")
    if [change.local for change in comparison.units] != [unit.id for unit in comparison.local.units]:
        raise RecordError(f"{place}.units", "另一种次序", "文件里的次序")
    known = {
        "central_unit": {unit.id for unit in comparison.central.units},
        "local_unit": {unit.id for unit in comparison.local.units},
        "central_sentence": {sentence.id for sentence in comparison.central.sentences},
        "local_sentence": {sentence.id for sentence in comparison.local.sentences},
    }
    for kind, name in _names(comparison):
        if name not in known[kind]:
            raise RecordError(place, in_few_words(name), f"{_CALLED[kind]}的编号")
    _check_requirements(comparison, place)


def _names(comparison: Comparison) -> Iterator[_Named]:
    """Every name that a comparison uses."""
    for change in comparison.units:
        yield from (("central_unit", link.central) for link in change.links)
    for sentence in comparison.sentences:
        yield from (("central_sentence", link.central) for link in sentence.links)
    yield from (("central_sentence", name) for one in comparison.judged_with.changed for name in one.central)
    yield from (("local_sentence", one.local) for one in comparison.judged_with.changed)
    for entry in comparison.coverage:
        yield from (("local_unit", name) for name in entry.local)
        yield from (("central_sentence", name) for name in (*entry.missing, *entry.not_applicable, *entry.no_duty))
    for moved in comparison.structure.moved:
        yield from (("local_unit", moved.local), ("central_unit", moved.central))
        yield from (("central_unit", name) for name in (moved.after, moved.before) if name is not None)
    for split in comparison.structure.splits:
        yield from (("central_unit", split.central), *(("local_unit", name) for name in split.local))
    for merge in comparison.structure.merges:
        yield from (("local_unit", merge.local), *(("central_unit", name) for name in merge.central))


def _check_requirements(comparison: Comparison, place: str) -> None:
    length = len(comparison.local.document.text)
    if any(entry.requirement.span.end > length for entry in comparison.requirements):
        raise RecordError(f"{place}.requirements", "正文以外的位置", "正文里的位置")


def check_parameters(parameters: Mapping[str, object]) -> None:
    """The day is a day, and what is said of corrections is whole."""
    date = parameters.get("date")
    if date:
        try:
            valid = isinstance(date, str) and datetime.date.fromisoformat(date).isoformat() == date
        except ValueError:
            valid = False
        if not valid:
            raise RecordError("record.parameters.date", in_few_words(date), " 2021-05-01 这样的日期")
    about = parameters.get("corrections")
    if isinstance(about, Mapping) and not _whole(about):
        raise RecordError("record.parameters.corrections", "不完整的一组值", "复核文件的名字和条数")


def _whole(about: Mapping[str, object]) -> bool:
    """Is all there that is said of corrections, and of what they taught all or nothing?"""
    return {"file", "entries", "applied"} <= set(about) and (set(about) >= TAUGHT or not TAUGHT & set(about))


def check_names(comparisons: Sequence[Comparison]) -> None:
    """The columns of the matrix have names of their own."""
    names = short_names([comparison.local for comparison in comparisons])
    _once([*MATRIX_COLUMNS, *names, *(STRICTNESS + name for name in names)], "record.documents")


def _once(names: Sequence[str], place: str) -> None:
    if len(set(names)) < len(names):
        raise RecordError(place, f"重复的编号 {_twice(names)[:20]}", "各不相同的编号")


def _twice(names: Iterable[str]) -> str:
    seen: set[str] = set()
    return next(name for name in names if name in seen or seen.add(name))  # type: ignore[func-returns-value]
