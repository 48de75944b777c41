"""What a run makes of a user's corrections: whose they are, whom they teach, whether they recalibrate, and what is told of that."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from .changes import (
    Comparison,
    Correction,
    JudgingRules,
    RecalibratedModel,
    Recalibration,
    Taught,
    corrections_text,
    is_same_source,
    judged_verdicts,
    read_corrections,
    read_joined_corrections,
    recalibrate,
    share_with_background,
    source_of,
    teaching_corrections,
)
from .changes.certainty import CertaintyModel
from .segmenter import SegmentedDocument

Corrections = str | Path | Sequence[str | Path] | Sequence[Correction]


@dataclass(frozen=True, slots=True)
class Learning:
    """Corrections by the local documents that are compared: ``shares`` are their own, ``lessons`` what others teach them.

    ``elsewhere`` are about documents that are not compared, ``of_other_families`` those of them that are set
    against another central one. ``judging`` judges as sure as ``recalibration`` says.
    """

    source: Corrections | None
    given: tuple[Correction, ...]
    shares: Sequence[tuple[Correction, ...]]
    lessons: Sequence[tuple[Correction, ...]]
    elsewhere: tuple[Correction, ...]
    of_other_families: tuple[Correction, ...]
    teaching: bool
    recalibration: Recalibration | None
    judging: JudgingRules

    def about(self, comparisons: Sequence[Comparison]) -> dict[str, object] | None:
        """What a report says of the corrections it was made with: which they are, what they fix, what they taught."""
        if self.source is None:
            return None
        name = "、".join(path.name for path in _files(self.source)) or None
        reviewed = sum(change.review is not None for one in comparisons for change in one.sentences)
        reviewed += sum(len(cover.reviews) for one in comparisons for cover in one.coverage)
        fixed: dict[str, object] = {
            "file": name,
            "sha256": hashlib.sha256(corrections_text(self.given).encode("utf-8")).hexdigest(),
            "entries": len(self.given),
            "applied": reviewed,
            "other_documents": len(self.elsewhere),
        }
        taught = self._taught(comparisons)
        carried = taught["taught"] or taught["suggested"]
        unused = () if self.recalibration else self.of_other_families if carried else self.elsewhere
        return fixed | {"unused": len(unused)} | taught

    def _taught(self, comparisons: Sequence[Comparison]) -> dict[str, object]:
        """What they taught: how many served as lessons, the sentences they were carried to, of these the changed ones and suggestions."""
        marks: list[Taught] = [change.taught for one in comparisons for change in one.sentences if change.taught]
        marks += [taught for one in comparisons for cover in one.coverage for _, taught in cover.taught]
        judged = judged_verdicts(self.given)
        return {
            "teaching": self.teaching,
            "lessons": len({one for lesson in self.lessons for one in lesson}),
            "taught": sum(one.same or one.changed for one in marks),
            "changed": sum(one.changed for one in marks),
            "suggested": sum(not (one.same or one.changed) for one in marks),
            "judgements": len(judged),
            "right": sum(one.right for one in judged),
            "recalibration": None if self.recalibration is None else asdict(self.recalibration),
        }


def begin_learning(
    source: Corrections | None,
    central: SegmentedDocument,
    local: Sequence[SegmentedDocument],
    judging: JudgingRules,
    *,
    teaching: bool,
) -> Learning:
    """Read the corrections, share them out, and see what they teach.

    :raises DocumentError: a file cannot be read, or two contradict each other.
    """
    given = _read(source)
    shares, elsewhere = share_with_background(given, central, local)
    lessons = [teaching_corrections(given, share, central) if teaching and given else () for share in shares]
    shipped = judging.certainty
    recalibration = recalibrate(given) if teaching and isinstance(shipped, CertaintyModel) else None
    if recalibration is not None and isinstance(shipped, CertaintyModel):
        judging = replace(judging, certainty=RecalibratedModel(shipped, recalibration))
    theirs = source_of(central) if elsewhere else None
    apart = tuple(one for one in elsewhere if theirs and not is_same_source(theirs, one.central_document))
    return Learning(source, given, shares, lessons, elsewhere, apart, teaching, recalibration, judging)


def _files(source: Corrections | None) -> list[Path]:
    several = (source,) if isinstance(source, (str, Path)) else source or ()
    return [Path(one) for one in several if isinstance(one, (str, Path))]


def _read(source: Corrections | None) -> tuple[Correction, ...]:
    if isinstance(source, (str, Path)):
        return read_corrections(source)
    return read_joined_corrections(_files(source)) + tuple(one for one in source or () if isinstance(one, Correction))
